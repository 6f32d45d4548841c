// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Endpoint reconcile.
#include "sync/membership/readers.h"
#include "sync/server/hub_core.h"
#include "sync/transparency/reconcile_messages.h"

#include <algorithm>

namespace vb::server {
namespace {

/// Ids, or ranges, whose hashing costs a device as much of its allowance as one request.
constexpr double kHashedPerRequest = 1'000;

std::size_t rangesOf(const transparency::ReconcileQuestion& question) {
    std::size_t ranges = 0;
    for (const transparency::ReconcileSpan& span : question.spans)
        ranges += span.ends.size();
    return ranges;
}

} // namespace

const transparency::ReconcileSet* ReconcileSets::find(const AskedSet& asked) {
    const auto kept = std::find_if(m_kept.begin(), m_kept.end(),
                                   [&](const auto& one) { return one.is == asked; });
    if (kept == m_kept.end())
        return nullptr;
    m_kept.splice(m_kept.begin(), m_kept, kept);
    return &m_kept.front().set;
}

const transparency::ReconcileSet& ReconcileSets::keep(const AskedSet& asked,
                                                      transparency::ReconcileSet set) {
    std::size_t ids = set.size();
    m_kept.push_front({asked, std::move(set)});
    auto oldest = std::next(m_kept.begin());
    for (std::size_t count = 1; oldest != m_kept.end() && count < kMaxSets; ++count, ++oldest) {
        ids += oldest->set.size();
        if (ids > protocol::kMaxReconcileIds)
            break;
    }
    m_kept.erase(oldest, m_kept.end());
    return m_kept.front().set;
}

Result<void> HubCore::charge(const Call& call, std::uint64_t hashed) {
    const auto wait =
        m_requests.take(wireText(call.caller->device.view()),
                        static_cast<double>(hashed) / kHashedPerRequest, m_clock.monotonic());
    if (!wait)
        return {};
    m_retryAfter = *wait;
    return fail(Code::Full, "too much to reconcile");
}

Result<const transparency::ReconcileSet*> HubCore::reconcileSet(const Call& call,
                                                                const AskedSet& asked) {
    if (const auto* kept = m_reconcileSets.find(asked))
        return kept;
    VB_TRY(const ComparisonRow row,
           ours(m_store.comparison(asked.caseId, asked.audience, asked.upTo)));
    if (row.count > protocol::kMaxReconcileIds)
        return fail(Code::TooLarge, "an audience to reconcile");
    VB_TRY_VOID(charge(call, row.count));
    VB_TRY(const auto rows, ours(m_store.ids(asked.caseId, asked.audience, 0, asked.upTo,
                                             protocol::kMaxReconcileIds)));
    std::vector<ChangesetId> ids;
    ids.reserve(rows.size());
    for (const auto& [position, id] : rows)
        ids.push_back(id);
    return &m_reconcileSets.keep(asked, {m_house.house, asked.salt, std::move(ids)});
}

EndpointResult HubCore::reconcile(Call& call) {
    VB_TRY(const auto request, parseBody<wire::ReconcileRequest>(call.body));
    AskedSet asked;
    VB_TRY(asked.caseId, CaseId::fromBytes(asBytes(request.case_id())));
    VB_TRY(asked.audience, AudienceId::fromBytes(asBytes(request.audience())));
    VB_TRY(const auto question, transparency::fromMessage(request));
    VB_TRY(const auto audience, readable(*call.caller, asked.caseId, asked.audience));
    if (!audience)
        return fail(Code::Refused, "not a member of the audience");
    VB_TRY_VOID(charge(call, rangesOf(question)));
    asked.upTo = std::min(request.up_to(), m_log.size);
    asked.salt = question.salt;
    VB_TRY(const auto* set, reconcileSet(call, asked));
    wire::ReconcileReply reply;
    toMessage(transparency::answer(*set, question), reply);
    return reply.SerializeAsString();
}

} // namespace vb::server
