// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Endpoint pull.
#include "sync/membership/readers.h"
#include "sync/server/outgoing.h"

namespace vb::server {
namespace {

struct ReadCursor {
    CaseId caseId;
    AudienceId audience;
    LogSize after = 0;
};

Result<ReadCursor> readCursor(const wire::Cursor& cursor) {
    ReadCursor read;
    VB_TRY(read.caseId, CaseId::fromBytes(asBytes(cursor.case_id())));
    VB_TRY(read.audience, AudienceId::fromBytes(asBytes(cursor.audience())));
    read.after = cursor.after();
    return read;
}

/// Whether a reader may hold the epochs of one audience, asked once for each.
class EpochAccess {
public:
    EpochAccess(const membership::DirectoryPrefix& prefix, const Caller& caller, Instant at)
        : m_prefix(prefix), m_caller(caller), m_at(at) {}

    bool mayHold(const EpochId& epoch) {
        const auto known = m_answers.find(epoch);
        if (known != m_answers.end())
            return known->second;
        const auto* fact = m_prefix.caseLog->epoch(epoch);
        const bool answer =
            fact != nullptr && membership::mayHold(m_prefix, m_caller.holder, *fact, m_at);
        m_answers.emplace(epoch, answer);
        return answer;
    }

private:
    membership::DirectoryPrefix m_prefix;
    const Caller& m_caller;
    Instant m_at;
    std::map<EpochId, bool> m_answers;
};

/// Which streams are the asking device's own, asked once for each.
class OwnStreams {
public:
    OwnStreams(const HubStore& store, const DeviceId& device) : m_store(store), m_device(device) {}

    Result<bool> has(const StreamId& stream) {
        const auto known = m_answers.find(stream);
        if (known != m_answers.end())
            return known->second;
        VB_TRY(const auto row, m_store.stream(stream));
        const bool answer = row && row->device == m_device;
        m_answers.emplace(stream, answer);
        return answer;
    }

private:
    const HubStore& m_store;
    const DeviceId& m_device;
    std::map<StreamId, bool> m_answers;
};

} // namespace

EndpointResult HubCore::pull(Call& call) {
    VB_TRY(const wire::PullRequest request, parseBody<wire::PullRequest>(call.body));
    if (request.cursors_size() > static_cast<int>(protocol::kMaxCursors))
        return fail(Code::TooLarge, "cursors");
    std::vector<ReadCursor> cursors;
    for (const wire::Cursor& cursor : request.cursors()) {
        VB_TRY(const ReadCursor read, readCursor(cursor));
        cursors.push_back(read);
    }
    const std::size_t budget =
        request.max_bytes() == 0 ? m_limits.replyBytes
                                 : std::min<std::size_t>(request.max_bytes(), m_limits.replyBytes);
    const Share share = request.bulk() ? Share::Bulk : Share::Recent;

    wire::PullReply reply;
    Outgoing outgoing(m_store);
    OwnStreams own(m_store, call.caller->device);
    for (std::size_t i = 0; i < cursors.size(); ++i) {
        const ReadCursor& cursor = cursors[i];
        VB_TRY(const auto audience, readable(*call.caller, cursor.caseId, cursor.audience));
        if (!audience) {
            *reply.add_refused() = request.cursors(static_cast<int>(i));
            continue;
        }
        wire::Cursor next = request.cursors(static_cast<int>(i));
        if (outgoing.bytes() >= budget) {
            reply.set_more(true);
            *reply.add_next() = next;
            continue;
        }
        VB_TRY(const auto prefix, ours(m_chains.whole(cursor.caseId)));
        EpochAccess access(prefix, *call.caller, now());
        Result<void> looked;
        next.set_after(std::max(cursor.after, m_log.size));
        VB_TRY_VOID(ours(m_store.eachEnvelope(
            cursor.caseId, cursor.audience, share, cursor.after, [&](EnvelopeRow&& row) {
                // Nothing is cut in the middle of a run, or its signature would prove nothing.
                if (outgoing.bytes() >= budget && !outgoing.hasOpenRun()) {
                    next.set_after(row.position);
                    reply.set_more(true);
                    return false;
                }
                if (request.skip_own()) {
                    const auto isOwn = own.has(row.stream);
                    if (!isOwn) {
                        looked = Unexpected(isOwn.error());
                        return false;
                    }
                    if (*isOwn)
                        return true;
                }
                const bool withheld = row.stubReason == 0 && !access.mayHold(row.epoch);
                outgoing.add(std::move(row), withheld);
                return true;
            })));
        VB_TRY_VOID(ours(std::move(looked)));
        *reply.add_next() = next;
    }
    VB_TRY(auto heads, outgoing.heads());
    for (wire::SignedStreamHead& head : heads)
        reply.add_heads()->Swap(&head);
    *reply.mutable_page() = signedPage(outgoing.leaves());
    for (wire::PulledEnvelope& envelope : outgoing.envelopes())
        reply.add_envelopes()->Swap(&envelope);
    return reply.SerializeAsString();
}

} // namespace vb::server
