// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Endpoints compare and fetch.
#include "sync/membership/readers.h"
#include "sync/server/outgoing.h"
#include "sync/transparency/comparison.h"

namespace vb::server {
namespace {

struct ReadDigest {
    CaseId caseId;
    AudienceId audience;
    LogSize from = 0;
    LogSize upTo = 0;
    ComparisonRow row;
};

Result<ReadDigest> readDigest(const wire::AudienceDigest& message) {
    ReadDigest read;
    VB_TRY(read.caseId, CaseId::fromBytes(asBytes(message.case_id())));
    VB_TRY(read.audience, AudienceId::fromBytes(asBytes(message.audience())));
    read.from = message.from();
    read.upTo = message.up_to();
    read.row.count = message.count();
    if (read.from > read.upTo || (message.count() == 0) != message.digest().empty())
        return fail(Code::InvalidInput, "comparison digest");
    if (!message.digest().empty()) {
        VB_TRY(read.row.digest, Digest256::fromBytes(asBytes(message.digest())));
    }
    return read;
}

/// How many ids one compare request may make the hub fold anew, over all its ranges.
constexpr std::size_t kMaxFolded = 1'000'000;

/// The digest of a range. From the beginning of an audience it is kept; from elsewhere it is folded
/// from the ids, which `budget` bounds.
Result<ComparisonRow> digestOf(const HubStore& store, const HouseId& house, const ReadDigest& asked,
                               std::size_t& budget) {
    if (asked.from == 0)
        return ours(store.comparison(asked.caseId, asked.audience, asked.upTo));
    VB_TRY(const auto ids,
           ours(store.ids(asked.caseId, asked.audience, asked.from, asked.upTo, budget + 1)));
    if (ids.size() > budget)
        return fail(Code::TooLarge, "ranges to compare");
    budget -= ids.size();
    transparency::ComparisonDigest digest(house);
    for (const auto& [position, id] : ids)
        digest.add(id);
    return ComparisonRow{digest.count(), digest.digest()};
}

} // namespace

EndpointResult HubCore::compare(Call& call) {
    VB_TRY(const wire::CompareRequest request, parseBody<wire::CompareRequest>(call.body));
    if (request.audiences_size() > static_cast<int>(protocol::kMaxCursors))
        return fail(Code::TooLarge, "audiences");
    std::size_t budget = kMaxFolded;
    wire::CompareReply reply;
    for (const wire::AudienceDigest& message : request.audiences()) {
        VB_TRY(const ReadDigest asked, readDigest(message));
        VB_TRY(const auto audience, readable(*call.caller, asked.caseId, asked.audience));
        if (!audience) {
            *reply.add_refused() = message;
            continue;
        }
        VB_TRY(const ComparisonRow own, digestOf(m_store, m_house.house, asked, budget));
        if (own == asked.row)
            continue;
        wire::AudienceDigest& differing = *reply.add_differing();
        differing = message;
        differing.set_count(own.count);
        differing.set_digest(own.digest ? wireText(own.digest->view()) : std::string());
    }
    return reply.SerializeAsString();
}

EndpointResult HubCore::fetch(Call& call) {
    VB_TRY(const wire::FetchRequest request, parseBody<wire::FetchRequest>(call.body));
    VB_TRY(const CaseId caseId, CaseId::fromBytes(asBytes(request.case_id())));
    VB_TRY(const AudienceId audienceId, AudienceId::fromBytes(asBytes(request.audience())));
    if (request.ids_size() > static_cast<int>(protocol::kMaxFetchIds))
        return fail(Code::TooLarge, "ids");
    VB_TRY(const auto audience, readable(*call.caller, caseId, audienceId));
    if (!audience)
        return fail(Code::Refused, "not a member of the audience");

    wire::FetchReply reply;
    Outgoing outgoing(m_store);
    if (request.ids().empty()) {
        const LogSize upTo = request.up_to() == 0 ? m_log.size : request.up_to();
        // 40 bytes an id on the wire: a tenth of a full reply.
        constexpr std::size_t kMost = 32'768;
        VB_TRY(const auto ids,
               ours(m_store.ids(caseId, audienceId, request.from(), upTo, kMost + 1)));
        for (std::size_t i = 0; i < std::min(ids.size(), kMost); ++i)
            reply.add_ids(wireText(ids[i].second.view()));
        reply.set_more(ids.size() > kMost);
        reply.set_next(ids.size() > kMost ? ids[kMost].first : upTo);
    }
    VB_TRY(const auto prefix, ours(m_chains.whole(caseId)));
    std::map<LogSize, EnvelopeRow> rows;
    std::size_t bytes = 0;
    for (const std::string& text : request.ids()) {
        VB_TRY(const ChangesetId id, ChangesetId::fromBytes(asBytes(text)));
        VB_TRY(auto row, ours(m_store.envelope(id)));
        // What is not there, or another audience's, is answered by its absence alone.
        if (!row || row->caseId != caseId || row->audience != audienceId ||
            rows.contains(row->position))
            continue;
        if (bytes >= m_limits.replyBytes) {
            reply.set_more(true);
            break;
        }
        const std::uint64_t end = std::max(row->runEnd, row->counter);
        VB_TRY_VOID(ours(m_store.eachOfStream(row->stream, row->counter, [&](EnvelopeRow&& of) {
            if (of.counter > end)
                return false;
            bytes += of.header.size() + of.leaf.size();
            for (const PartRow& part : of.parts)
                bytes += part.content.size();
            rows.emplace(of.position, std::move(of));
            return true;
        })));
    }
    for (auto& [position, row] : rows) {
        const auto* epoch = prefix.caseLog->epoch(row.epoch);
        const bool withheld =
            row.stubReason == 0 &&
            (epoch == nullptr || !membership::mayHold(prefix, call.caller->holder, *epoch, now()));
        outgoing.add(std::move(row), withheld);
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
