// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Endpoints poll and proof.
#include "sync/server/hub_core.h"
#include "sync/transparency/messages.h"
#include "sync/transparency/proofs.h"

namespace vb::server {

EndpointResult HubCore::poll(Call& call) {
    VB_TRY(const wire::PollRequest request, parseBody<wire::PollRequest>(call.body));
    if (request.size() >= m_log.size && request.wait_millis() > 0) {
        const std::chrono::milliseconds wait(request.wait_millis());
        call.wait = PollWait{request.size(), std::min(wait, protocol::kMaxPollWait)};
    }
    wire::PollReply reply;
    *reply.mutable_head() = signedHead();
    return reply.SerializeAsString();
}

EndpointResult HubCore::proof(Call& call) {
    VB_TRY(const wire::ProofRequest request, parseBody<wire::ProofRequest>(call.body));
    const LogSize size = request.tree_size() == 0 ? m_log.size : request.tree_size();
    if (size > m_log.size || (request.has_position() && request.position() >= size) ||
        (request.has_consistency_from() && request.consistency_from() > size))
        return fail(Code::NotFound, "beyond the log");
    wire::ProofReply reply;
    *reply.mutable_head() = signedHead();
    if (request.has_position()) {
        VB_TRY(const auto proof,
               ours(transparency::proveInclusion(m_store, request.position(), size)));
        transparency::toMessage(proof, *reply.mutable_inclusion());
    }
    if (request.has_consistency_from()) {
        VB_TRY(const auto proof,
               ours(transparency::proveConsistency(m_store, request.consistency_from(), size)));
        transparency::toMessage(proof, *reply.mutable_consistency());
    }
    return reply.SerializeAsString();
}

} // namespace vb::server
