// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The steps of a sync that carry work: push and pull.
#include "sync/engine/sync_engine.h"
#include "sync/protocol/limits.h"

#include <algorithm>

namespace vb::engine {

// ---- Push

Result<void> SyncEngine::pushNext() {
    VB_TRY(auto items, m_replica.outboxItems(m_pushedUpTo, m_options.pushBytes));
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
        VB_TRY(items, m_replica.outboxItems(0, m_options.pushBytes));
    }
    if (items.empty()) {
        m_hasPushProgress = false;
        if (m_isAcknowledged || m_scope != wire::SessionScope::Full)
            return m_scope == wire::SessionScope::Full ? checkWitnesses() : finish();
        m_isBulk = false;
        VB_TRY(const auto cursors, m_replica.cursors(m_isBulk));
        m_cursors.assign(cursors.begin(), cursors.end());
        return pullNext();
    }
    sendPush(std::move(items));
    return {};
}

void SyncEngine::sendPush(std::vector<store::OutboxItem> items) {
    m_batch = wire::pushRequest(std::move(items), m_options.pushBytes);
    m_pushedUpTo = m_batch.items.back().seq;
    setPhase(SyncPhase::Push);
    send(protocol::Endpoint::Push, m_batch.body);
}

/// Receipt and page of a push, for the request body that was sent.
Result<void> SyncEngine::verifyPushed(const wire::Push& push, ByteView sent) {
    const auto& identity = m_replica.identity();
    if (push.receipt) {
        const transparency::ReceiptExpectation expected{
            m_hubKey, identity.house, identity.device, transparency::batchId(identity.house, sent)};
        VB_TRY(const auto receipt, transparency::verifyReceipt(expected, *push.receipt));
        const auto verdict = m_pin->advance(receipt, std::nullopt);
        // Others wrote meanwhile: the next session brings the proof.
        if (verdict != transparency::HeadVerdict::ProofNeeded)
            VB_TRY_VOID(judgeHead(verdict));
    }
    return verifyPage(push.page, wire::pageLeaves(push.duplicates));
}

Result<void> SyncEngine::onPush(ByteView body) {
    if (!m_returning.empty())
        return onReturned(body);
    VB_TRY(auto push, wire::readPush(body, m_batch.items.size()));
    VB_TRY_VOID(verifyPushed(push, m_batch.body));
    const auto& identity = m_replica.identity();
    std::vector<std::pair<CaseId, DirectoryHead>> heads;
    for (std::size_t i = 0; i < push.verdicts.size(); ++i) {
        const auto& verdict = push.verdicts[i];
        if (!verdict.leaf)
            continue;
        if (!wire::isAbout(identity.house, m_batch.items[i], *verdict.leaf))
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
        return onPushJudged();
    m_afterDirectory = AfterDirectory::ApplyPush;
    m_idleRounds = 0;
    return askDirectory();
}

/// The next batch goes out before this one is applied, so that hub and device work side by side.
Result<void> SyncEngine::onPushJudged() {
    PushToApply judged{std::move(m_batch.items), std::move(*m_pushReply)};
    m_pushReply.reset();
    VB_TRY(auto next, m_replica.outboxItems(m_pushedUpTo, m_options.pushBytes));
    if (next.empty()) {
        VB_TRY_VOID(applyPush(judged.items, judged.push));
        return pushNext();
    }
    sendPush(std::move(next));
    m_waiting = std::move(judged);
    m_actions.emplace_back(CallBack{});
    return {};
}

Result<void> SyncEngine::applyPush(const std::vector<store::OutboxItem>& items,
                                   const wire::Push& push) {
    VB_TRY(const auto touched, m_replica.applyVerdicts(items, push));
    std::uint64_t refused = 0;
    std::uint64_t accepted = 0;
    for (std::size_t i = 0; i < push.verdicts.size(); ++i) {
        const auto& verdict = push.verdicts[i];
        accepted += verdict.leaf ? 1U : 0U;
        refused += verdict.refusal != membership::Refusal::None ? 1U : 0U;
        m_hasNewStatements =
            m_hasNewStatements || (verdict.leaf && items[i].kind == store::OutboxKind::Statement);
    }
    // What it denies may rest on a statement that it denied too.
    m_hasNewStatements = m_hasNewStatements || m_replica.hasDiverged();
    m_figures.pushed += accepted;
    m_figures.refused += refused;
    m_hasPushProgress = m_hasPushProgress || touched.invalid > 0 ||
                        (accepted > 0 && accepted < push.verdicts.size());
    report(touched);
    return {};
}

Result<void> SyncEngine::applyWaiting() {
    const auto waiting = std::exchange(m_waiting, std::monostate{});
    if (const auto* push = std::get_if<PushToApply>(&waiting))
        return applyPush(push->items, push->push);
    if (const auto* pull = std::get_if<PullToApply>(&waiting))
        return applyPull(pull->pulled, pull->isBulk);
    return {};
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
    const auto most = m_cursors.begin() + static_cast<std::ptrdiff_t>(
                                              std::min(m_cursors.size(), protocol::kMaxCursors));
    m_asked.assign(m_cursors.begin(), std::find_if(m_cursors.begin(), most, [this](const auto& c) {
                       return c.lacksOwn != m_cursors.front().lacksOwn;
                   }));
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
    wire::checkEnvelopes(m_replica.identity().house, *m_pulled);
    std::vector<std::pair<CaseId, DirectoryHead>> heads;
    for (std::size_t i = 0; i < m_pulled->items.size(); ++i) {
        const auto& item = m_pulled->items[i];
        if (const auto& envelope = m_pulled->checked[i])
            heads.emplace_back(envelope->header.caseId, item.leaf.facts.directory);
        else if (const auto& stub = m_pulled->stubs[i])
            heads.emplace_back(stub->said.caseId, item.leaf.facts.directory);
    }
    VB_TRY(const bool reached, reachesAll(heads));
    // A part may have gone by a statement that is younger than our directory.
    VB_TRY(const bool isNamed, m_replica.knowsWhatIsMissing(*m_pulled));
    if (reached && isNamed)
        return m_afterDirectory == AfterDirectory::ApplyRepair ? applyRepair() : onPullJudged();
    m_idleRounds = 0;
    return askDirectory();
}

Result<void> SyncEngine::applyRepair() {
    const auto pulled = std::move(*m_pulled);
    m_pulled.reset();
    VB_TRY(const auto touched, m_replica.applyPulled(pulled, m_isBulk));
    m_hasApplied = m_hasApplied || touched.applied > 0;
    m_figures.repaired += touched.applied;
    report(touched);
    return fetchRest(pulled.more);
}

/// The next page is asked for before this one is applied; the stored cursors move with what is
/// applied, so that what a failure leaves out is asked for again.
Result<void> SyncEngine::onPullJudged() {
    PullToApply judged{std::move(*m_pulled), m_isBulk};
    m_pulled.reset();
    VB_TRY_VOID(moveCursors(judged.pulled));
    if (m_cursors.empty()) {
        VB_TRY_VOID(applyPull(judged.pulled, judged.isBulk));
        return pullNext();
    }
    VB_TRY_VOID(pullNext());
    m_waiting = std::move(judged);
    m_actions.emplace_back(CallBack{});
    return {};
}

Result<void> SyncEngine::moveCursors(const wire::Pulled& pulled) {
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
    return {};
}

Result<void> SyncEngine::applyPull(const wire::Pulled& pulled, bool isBulk) {
    VB_TRY(const auto touched, m_replica.applyPulled(pulled, isBulk));
    m_hasApplied = m_hasApplied || touched.applied > 0;
    m_figures.pulled += touched.applied;
    report(touched);
    return {};
}

Result<void> SyncEngine::finishPull() {
    m_isAcknowledged = true;
    if (m_replica.hasDiverged())
        return compare(); // what follows would go out under numbers that another has
    if (m_scope == wire::SessionScope::Full && !m_isRecovering)
        VB_TRY_VOID(m_replica.followMoves());
    // Also what a sync before this one applied, that did not get here.
    if (m_hasApplied)
        VB_TRY_VOID(m_replica.acknowledge());
    m_hasApplied = false;
    m_pushedUpTo = 0;
    m_pushPasses = 0;
    return pushNext();
}

} // namespace vb::engine
