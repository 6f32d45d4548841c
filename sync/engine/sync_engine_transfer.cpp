// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The steps of a sync that carry work: push and pull.
#include "sync/engine/sync_engine.h"
#include "sync/protocol/limits.h"

#include <algorithm>

namespace vb::engine {

// ---- Push

Result<void> SyncEngine::pushNext() {
    VB_TRY(auto items, m_replica.outboxItems(m_pushedUpTo, protocol::kMaxPushItems));
    if (items.empty() && m_hasNewStatements && m_pushPasses < kMaxPushPasses) {
        // What we just said, a case opened or a colleague assigned, holds from this sync on.
        ++m_pushPasses;
        m_hasNewStatements = false;
        m_idleRounds = 0;
        m_afterDirectory = AfterDirectory::Begin;
        VB_TRY(const auto opened, m_replica.openedCases());
        m_knownCases.insert(opened.begin(), opened.end());
        return askDirectory();
    }
    if (items.empty() && m_hasPushProgress && m_pushPasses < kMaxPushPasses) {
        // Something was given up or accepted: what waited behind it can go now.
        ++m_pushPasses;
        m_hasPushProgress = false;
        m_pushedUpTo = 0;
        VB_TRY(items, m_replica.outboxItems(0, protocol::kMaxPushItems));
    }
    if (items.empty()) {
        m_hasPushProgress = false;
        if (m_isAcknowledged || m_scope != wire::SessionScope::Full)
            return m_scope == wire::SessionScope::Full ? compare() : finish();
        m_isBulk = false;
        m_hasApplied = false;
        VB_TRY(const auto cursors, m_replica.cursors(m_isBulk));
        m_cursors.assign(cursors.begin(), cursors.end());
        return pullNext();
    }
    m_batch = wire::pushRequest(std::move(items), m_options.pushBytes);
    m_pushedUpTo = m_batch.items.back().seq;
    setPhase(SyncPhase::Push);
    send(protocol::Endpoint::Push, m_batch.body);
    return {};
}

Result<void> SyncEngine::onPush(ByteView body) {
    VB_TRY(auto push, wire::readPush(body, m_batch.items.size()));
    const auto& identity = m_replica.identity();
    if (push.receipt) {
        const transparency::ReceiptExpectation expected{
            m_hubKey, identity.house, identity.device,
            transparency::batchId(identity.house, m_batch.body)};
        VB_TRY(const auto receipt, transparency::verifyReceipt(expected, *push.receipt));
        const auto verdict = m_pin->advance(receipt, std::nullopt);
        // Others wrote meanwhile: the next session brings the proof.
        if (verdict != transparency::HeadVerdict::ProofNeeded)
            VB_TRY_VOID(judgeHead(verdict));
    }
    VB_TRY_VOID(verifyPage(push.page, wire::pageLeaves(push.duplicates)));
    std::vector<std::pair<CaseId, DirectoryHead>> heads;
    for (std::size_t i = 0; i < push.verdicts.size(); ++i) {
        const auto& verdict = push.verdicts[i];
        if (!verdict.leaf)
            continue;
        if (verdict.leaf->item != m_batch.items[i].id)
            return vb::fail(Code::Unauthentic, "a leaf for another item");
        if (m_batch.items[i].kind != store::OutboxKind::Envelope)
            continue;
        VB_TRY(const auto envelope,
               membership::parseEnvelope(identity.house, m_batch.items[i].content));
        heads.emplace_back(envelope.header.caseId, verdict.leaf->facts.directory);
    }
    m_pushReply = std::move(push);
    VB_TRY(const bool reached, reachesAll(heads));
    if (reached)
        return applyPush();
    m_afterDirectory = AfterDirectory::ApplyPush;
    m_idleRounds = 0;
    return askDirectory();
}

Result<void> SyncEngine::applyPush() {
    VB_TRY(const auto touched, m_replica.applyVerdicts(m_batch.items, *m_pushReply));
    std::uint64_t refused = 0;
    std::uint64_t accepted = 0;
    for (std::size_t i = 0; i < m_pushReply->verdicts.size(); ++i) {
        const auto& verdict = m_pushReply->verdicts[i];
        accepted += verdict.leaf ? 1U : 0U;
        refused += verdict.refusal != membership::Refusal::None ? 1U : 0U;
        m_hasNewStatements =
            m_hasNewStatements ||
            (verdict.leaf && m_batch.items[i].kind == store::OutboxKind::Statement);
    }
    m_figures.pushed += accepted;
    m_figures.refused += refused;
    m_hasPushProgress = m_hasPushProgress || touched.invalid > 0 ||
                        (accepted > 0 && accepted < m_pushReply->verdicts.size());
    m_pushReply.reset();
    report(touched);
    return pushNext();
}

// ---- Pull

Result<void> SyncEngine::pullNext() {
    if (m_cursors.empty()) {
        if (m_isBulk)
            return finishPull();
        m_isBulk = true;
        VB_TRY(const auto cursors, m_replica.cursors(m_isBulk));
        m_cursors.assign(cursors.begin(), cursors.end());
        if (m_cursors.empty())
            return finishPull();
    }
    m_asked.assign(m_cursors.begin(),
                   m_cursors.begin() + static_cast<std::ptrdiff_t>(
                                           std::min(m_cursors.size(), protocol::kMaxCursors)));
    setPhase(SyncPhase::Pull);
    send(protocol::Endpoint::Pull, wire::pullRequest(m_asked, m_isBulk, m_options.pullBytes));
    return {};
}

Result<void> SyncEngine::onPull(ByteView body) {
    VB_TRY(m_pulled, wire::readPulled(body));
    VB_TRY_VOID(verifyPage(m_pulled->page, wire::pageLeaves(*m_pulled)));
    VB_TRY_VOID(checkCursors());
    m_afterDirectory = AfterDirectory::ApplyPull;
    return catchUpAndApply();
}

/// Cursors are for what was asked and within the log that the hub signed for.
Result<void> SyncEngine::checkCursors() const {
    for (const auto& next : m_pulled->next) {
        const bool isAsked =
            std::any_of(m_asked.begin(), m_asked.end(), [&next](const auto& asked) {
                return asked.audience == next.audience && asked.caseId == next.caseId &&
                       asked.after <= next.after;
            });
        if (!isAsked || next.after > m_pageSize)
            return vb::fail(Code::InvalidInput, "a cursor that nobody asked for");
    }
    return {};
}

Result<void> SyncEngine::catchUpAndApply() {
    std::vector<std::pair<CaseId, DirectoryHead>> heads;
    for (const auto& item : m_pulled->items) {
        if (item.stub)
            continue;
        const auto envelope = membership::parseEnvelope(m_replica.identity().house, item.envelope);
        if (envelope)
            heads.emplace_back(envelope->header.caseId, item.leaf.facts.directory);
    }
    VB_TRY(const bool reached, reachesAll(heads));
    if (reached)
        return applyPull();
    m_idleRounds = 0;
    return askDirectory();
}

Result<void> SyncEngine::applyPull() {
    const bool isRepair = m_afterDirectory == AfterDirectory::ApplyRepair;
    VB_TRY(const auto touched, m_replica.applyPulled(*m_pulled, m_isBulk));
    m_hasApplied = m_hasApplied || touched.applied > 0;
    (isRepair ? m_figures.repaired : m_figures.pulled) += touched.applied;
    const auto pulled = std::move(*m_pulled);
    m_pulled.reset();
    report(touched);
    if (isRepair)
        return fetchRest(pulled.more);
    bool hasMoved = false;
    for (auto& cursor : m_cursors) {
        for (const auto& next : pulled.next) {
            if (next.audience != cursor.audience || next.after <= cursor.after)
                continue;
            cursor.after = next.after;
            hasMoved = true;
        }
    }
    if (pulled.more && !hasMoved)
        return vb::fail(Code::InvalidInput, "a pull that does not get on");
    if (!pulled.more)
        m_cursors.erase(m_cursors.begin(),
                        m_cursors.begin() + static_cast<std::ptrdiff_t>(m_asked.size()));
    return pullNext();
}

Result<void> SyncEngine::finishPull() {
    if (m_hasApplied)
        VB_TRY_VOID(m_replica.acknowledge());
    m_isAcknowledged = true;
    m_pushedUpTo = 0;
    m_pushPasses = 0;
    return pushNext();
}

} // namespace vb::engine
