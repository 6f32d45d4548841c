// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/wire_proof.h"

#include "sync/protocol/limits.h"
#include "sync/protocol/sync.pb.h"
#include "sync/transparency/messages.h"

namespace vb::engine::wire {

Bytes proofRequest(transparency::LogSize oldSize, transparency::LogSize newSize) {
    veldboek::v0::ProofRequest message;
    message.set_tree_size(newSize);
    message.set_consistency_from(oldSize);
    Bytes bytes(message.ByteSizeLong());
    VB_CHECK(message.SerializeToArray(bytes.data(), static_cast<int>(bytes.size())));
    return bytes;
}

Result<std::optional<transparency::ConsistencyProof>> readProof(ByteView body) {
    veldboek::v0::ProofReply message;
    if (body.size() > protocol::kMaxReplyBytes ||
        !message.ParseFromArray(body.data(), static_cast<int>(body.size())))
        return fail(Code::InvalidInput, "not a ProofReply");
    std::optional<transparency::ConsistencyProof> proof;
    if (message.has_consistency()) {
        VB_TRY(proof, transparency::fromMessage(message.consistency()));
    }
    return proof;
}

} // namespace vb::engine::wire
