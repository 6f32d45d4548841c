// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The steps of a sync that find and mend what two sides do not share: compare and repair.
#include "sync/engine/sync_engine.h"
#include "sync/protocol/limits.h"

#include <algorithm>

namespace vb::engine {

// ---- Compare and repair

Result<void> SyncEngine::compare() {
    VB_TRY(m_toCompare, m_replica.digests());
    VB_TRY(m_toOpen, m_replica.openable());
    // Not of what this device may ask for no more.
    std::erase_if(m_toOpen, [this](const auto& of) {
        return std::none_of(m_toCompare.begin(), m_toCompare.end(),
                            [&of](const auto& digest) { return digest.audience == of.first; });
    });
    return compareNext();
}

/// As many audiences as one request may name; those that differ are mended before the next.
Result<void> SyncEngine::compareNext() {
    if (m_toCompare.empty())
        return openNext();
    const std::size_t count = std::min(m_toCompare.size(), m_options.compareAudiences);
    const auto rest = m_toCompare.end() - static_cast<std::ptrdiff_t>(count);
    m_compared.assign(rest, m_toCompare.end());
    m_toCompare.erase(rest, m_toCompare.end());
    setPhase(SyncPhase::Compare);
    send(protocol::Endpoint::Compare, wire::compareRequest(m_compared));
    return {};
}

/// What lies sealed under a key that has come since is asked for by name, once in a sync.
Result<void> SyncEngine::openNext() {
    while (!m_toOpen.empty()) {
        auto next = m_toOpen.extract(m_toOpen.begin());
        VB_TRY(const auto audience, m_replica.store().audiences().find(next.key()));
        if (!audience)
            continue;
        m_repairing = {};
        m_repairing.caseId = audience->caseId;
        m_repairing.audience = next.key();
        m_toFetch = std::move(next.mapped());
        return fetchNext();
    }
    return finish();
}

/// Of what was asked, each at most once: what a device reconciles is not for the hub to choose.
Result<void> SyncEngine::onCompare(ByteView body) {
    VB_TRY(const auto differing, wire::readCompare(body));
    auto asked = std::exchange(m_compared, {});
    for (const auto& digest : differing) {
        const auto found = std::find_if(asked.begin(), asked.end(), [&](const auto& one) {
            return one.caseId == digest.caseId && one.audience == digest.audience &&
                   one.from == digest.from && one.upTo == digest.upTo;
        });
        if (found == asked.end())
            return vb::fail(Code::InvalidInput, "a comparison that nobody asked for");
        asked.erase(found);
    }
    m_differing.assign(differing.begin(), differing.end());
    m_toFetch.clear();
    return repairNext();
}

/// For each audience that differs: which ids, by their ranges, and then what is missing here.
Result<void> SyncEngine::repairNext() {
    if (!m_toFetch.empty())
        return fetchNext();
    if (m_differing.empty())
        return compareNext();
    m_repairing = m_differing.front();
    m_differing.pop_front();
    VB_TRY(auto held,
           m_replica.store().envelopes().acceptedIds(m_repairing.audience, 0, m_repairing.upTo));
    if (held.size() > protocol::kMaxReconcileIds)
        return listEverything();
    transparency::ReconcileSalt salt{};
    m_replica.random().fill(salt);
    m_reconciliation.emplace(
        transparency::ReconcileSet(m_replica.identity().house, salt, std::move(held)));
    return askRanges();
}

Result<void> SyncEngine::askRanges() {
    m_repairStep = RepairStep::Ranges;
    setPhase(SyncPhase::Repair);
    send(protocol::Endpoint::Reconcile,
         wire::reconcileRequest(m_repairing, m_reconciliation->next()));
    return {};
}

/// The last resort: every id that the hub has in this audience.
Result<void> SyncEngine::listEverything() {
    m_reconciliation.reset();
    VB_TRY(const auto held,
           m_replica.store().envelopes().acceptedIds(m_repairing.audience, 0, m_repairing.upTo));
    m_unlisted = {held.begin(), held.end()};
    return askListing(0);
}

Result<void> SyncEngine::askListing(LogSize from) {
    m_listingFrom = from;
    m_repairStep = RepairStep::Listing;
    setPhase(SyncPhase::Repair);
    send(protocol::Endpoint::Fetch,
         wire::fetchRequest(m_repairing.caseId, m_repairing.audience, {}, from, m_repairing.upTo));
    return {};
}

Result<void> SyncEngine::fetchNext() {
    const std::size_t count = std::min<std::size_t>(m_toFetch.size(), 256);
    m_fetching.assign(m_toFetch.end() - static_cast<std::ptrdiff_t>(count), m_toFetch.end());
    m_toFetch.resize(m_toFetch.size() - count);
    m_repairStep = RepairStep::Fetch;
    setPhase(SyncPhase::Repair);
    send(protocol::Endpoint::Fetch,
         wire::fetchRequest(m_repairing.caseId, m_repairing.audience, m_fetching, 0, 0));
    return {};
}

/// What was fetched is applied. What did not fit into the reply is asked for again, as long as
/// that brings something.
Result<void> SyncEngine::fetchRest(bool more) {
    if (more) {
        VB_TRY(const auto missing, m_replica.missing(m_fetching));
        if (missing.size() < m_fetching.size())
            m_toFetch.insert(m_toFetch.end(), missing.begin(), missing.end());
    }
    m_fetching.clear();
    return repairNext();
}

Result<void> SyncEngine::onRepair(ByteView body) {
    switch (m_repairStep) {
    case RepairStep::Ranges:
        return onRanges(body);
    case RepairStep::Listing:
        return onListing(body);
    case RepairStep::Fetch:
        break;
    }
    VB_TRY(m_pulled, wire::readFetched(body));
    VB_TRY_VOID(verifyPage(m_pulled->page, wire::pageLeaves(*m_pulled)));
    m_afterDirectory = AfterDirectory::ApplyRepair;
    return catchUpAndApply();
}

Result<void> SyncEngine::onRanges(ByteView body) {
    const auto answer = wire::readReconciled(body);
    // Whatever is wrong with the answer, the list of everything needs none of it.
    if (!answer || !m_reconciliation->take(*answer))
        return listEverything();
    if (!m_reconciliation->isDone())
        return askRanges();
    const auto found = std::move(*m_reconciliation);
    m_reconciliation.reset();
    // The digests differ, so somebody's fingerprints were not those of his ids.
    if (found.needed().empty() && found.extra().empty())
        return listEverything();
    VB_TRY_VOID(noticeGone(found.extra().size()));
    VB_TRY_VOID(takeMissing(found.needed()));
    return repairNext();
}

/// Accepted once, and gone there. It stays here.
Result<void> SyncEngine::noticeGone(std::size_t count) {
    if (count == 0)
        return {};
    return m_replica.notice(store::AttentionKind::SplitView, m_repairing.caseId,
                            m_repairing.audience.view(), static_cast<std::uint32_t>(count));
}

Result<void> SyncEngine::takeMissing(const std::vector<ChangesetId>& listed) {
    VB_TRY(auto missing, m_replica.missing(listed));
    if (missing.empty())
        return {};
    m_toFetch.insert(m_toFetch.end(), missing.begin(), missing.end());
    return m_replica.notice(store::AttentionKind::StoreRepaired, m_repairing.caseId,
                            m_repairing.audience.view(),
                            static_cast<std::uint32_t>(m_toFetch.size()));
}

Result<void> SyncEngine::onListing(ByteView body) {
    VB_TRY(const auto listed, wire::readFetched(body));
    // Every id has a position of its own, so a list that gets on has its end.
    const LogSize end = listed.more ? listed.nextListing : m_repairing.upTo;
    if (end <= m_listingFrom || end > m_repairing.upTo || listed.ids.size() > end - m_listingFrom)
        return vb::fail(Code::InvalidInput, "a list that does not get on");
    for (const ChangesetId& id : listed.ids)
        m_unlisted.erase(id);
    VB_TRY_VOID(takeMissing(listed.ids));
    if (listed.more)
        return askListing(end);
    VB_TRY_VOID(noticeGone(std::exchange(m_unlisted, {}).size()));
    return repairNext();
}

} // namespace vb::engine
