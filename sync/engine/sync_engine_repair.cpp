// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The steps of a sync that find and mend what two sides do not share: compare and repair.
#include "sync/engine/sync_engine.h"
#include "sync/protocol/limits.h"

#include <algorithm>

namespace vb::engine {

// ---- Compare and repair

Result<void> SyncEngine::compare() {
    VB_TRY(auto digests, m_replica.digests());
    if (digests.empty())
        return finish();
    if (digests.size() > protocol::kMaxCursors)
        digests.resize(protocol::kMaxCursors);
    setPhase(SyncPhase::Compare);
    send(protocol::Endpoint::Compare, wire::compareRequest(digests));
    return {};
}

Result<void> SyncEngine::onCompare(ByteView body) {
    VB_TRY(const auto differing, wire::readCompare(body));
    m_differing.assign(differing.begin(), differing.end());
    m_toFetch.clear();
    return repairNext();
}

/// For each audience that differs: the hub's list of ids, then what is missing here, in pieces.
Result<void> SyncEngine::repairNext() {
    if (!m_toFetch.empty()) {
        const std::size_t count = std::min<std::size_t>(m_toFetch.size(), 256);
        const std::vector<ChangesetId> ids(m_toFetch.end() - static_cast<std::ptrdiff_t>(count),
                                           m_toFetch.end());
        m_toFetch.resize(m_toFetch.size() - count);
        m_isListing = false;
        setPhase(SyncPhase::Repair);
        send(protocol::Endpoint::Fetch,
             wire::fetchRequest(m_repairing.caseId, m_repairing.audience, ids, 0, 0));
        return {};
    }
    if (m_differing.empty())
        return finish();
    m_repairing = m_differing.front();
    m_differing.pop_front();
    m_isListing = true;
    setPhase(SyncPhase::Repair);
    send(protocol::Endpoint::Fetch,
         wire::fetchRequest(m_repairing.caseId, m_repairing.audience, {}, 0, m_repairing.upTo));
    return {};
}

Result<void> SyncEngine::onRepair(ByteView body) {
    VB_TRY(m_pulled, wire::readFetched(body));
    if (!m_isListing) {
        VB_TRY_VOID(verifyPage(m_pulled->page, wire::pageLeaves(*m_pulled)));
        m_afterDirectory = AfterDirectory::ApplyRepair;
        return catchUpAndApply();
    }
    VB_TRY(auto missing, m_replica.missing(m_pulled->ids));
    m_toFetch.insert(m_toFetch.end(), missing.begin(), missing.end());
    if (!m_toFetch.empty())
        VB_TRY_VOID(m_replica.notice(store::AttentionKind::StoreRepaired, m_repairing.caseId,
                                     m_repairing.audience.view(),
                                     static_cast<std::uint32_t>(m_toFetch.size())));
    if (m_pulled->more && m_pulled->nextListing > 0 && m_pulled->nextListing < m_repairing.upTo) {
        send(protocol::Endpoint::Fetch,
             wire::fetchRequest(m_repairing.caseId, m_repairing.audience, {}, m_pulled->nextListing,
                                m_repairing.upTo));
        return {};
    }
    m_pulled.reset();
    return repairNext();
}

} // namespace vb::engine
