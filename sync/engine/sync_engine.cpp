// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/sync_engine.h"

#include "crypto/kinds.h"
#include "sync/engine/sync_trouble.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/versions.h"

#include <algorithm>

namespace vb::engine {
namespace {

constexpr auto kLastAppliedKey = "sync.last_applied";
/// A directory that keeps saying "more" without giving any is a hub that wastes our battery.
constexpr std::size_t kMaxIdleDirectoryRounds = 3;

} // namespace

SyncEngine::SyncEngine(Replica& replica, SyncOptions options)
    : m_replica(replica), m_options(options), m_backoff(replica.random()) {
    if (const auto at = m_replica.store().meta().number(kLastAppliedKey); at && *at)
        m_status.lastApplied = Instant{**at};
    readCounts();
}

Actions SyncEngine::handle(const Event& event) {
    m_replica.enter(Work::Verify);
    auto actions = react(event);
    m_replica.enter(Work::Wire);
    return actions;
}

Actions SyncEngine::react(const Event& event) {
    m_actions.clear();
    if (const auto applied = applyWaiting(); !applied) {
        failWith(applied.error());
        reportStatus();
        return std::move(m_actions);
    }
    if (std::holds_alternative<SyncRequested>(event)) {
        if (m_status.phase == SyncPhase::Idle)
            return begin();
        m_isRequestedAgain = true;
    } else if (const auto* timer = std::get_if<TimerFired>(&event)) {
        if (timer->number == m_lastTimer && m_status.phase == SyncPhase::Idle)
            return begin();
    } else if (const auto* reply = std::get_if<ReplyArrived>(&event)) {
        if (reply->number == m_lastNumber && m_status.phase != SyncPhase::Idle)
            onReply(reply->reply);
    } else if (const auto* failed = std::get_if<RequestFailed>(&event)) {
        if (failed->number == m_lastNumber && m_status.phase != SyncPhase::Idle)
            fail(failed->why == RequestFailure::NotTrusted ? SyncTrouble::NotTrusted
                                                           : SyncTrouble::Unreachable);
    }
    reportStatus();
    return std::move(m_actions);
}

Actions SyncEngine::begin() {
    m_isRequestedAgain = false;
    m_hasRestarted = false;
    m_figures = {};
    m_status.nextTry.reset();
    setPhase(SyncPhase::Hello);
    send(protocol::Endpoint::Hello,
         wire::helloRequest(m_replica.identity().house, m_replica.identity().device));
    reportStatus();
    return std::move(m_actions);
}

void SyncEngine::send(protocol::Endpoint endpoint, Bytes body) {
    ++m_figures.requests;
    m_figures.bytesUp += body.size();
    const bool needsSession =
        endpoint != protocol::Endpoint::Hello && endpoint != protocol::Endpoint::Session;
    m_actions.emplace_back(
        SendRequest{++m_lastNumber, {endpoint, needsSession ? m_token : Bytes{}, std::move(body)}});
}

void SyncEngine::onReply(const protocol::Reply& reply) {
    m_figures.bytesDown += reply.body.size();
    if (reply.status != 200) {
        onFailureReply(reply);
        return;
    }
    Result<void> done;
    switch (m_status.phase) {
    case SyncPhase::Idle:
        return;
    case SyncPhase::Hello:
        done = onHello(reply.body);
        break;
    case SyncPhase::Session:
        done = onSession(reply.body);
        break;
    case SyncPhase::Directory:
        done = onDirectory(reply.body);
        break;
    case SyncPhase::Push:
        done = onPush(reply.body);
        break;
    case SyncPhase::Pull:
        done = onPull(reply.body);
        break;
    case SyncPhase::Compare:
        done = m_proving ? onWitnessProof(reply.body) : onCompare(reply.body);
        break;
    case SyncPhase::Repair:
        done = onRepair(reply.body);
        break;
    case SyncPhase::Attachments:
        done = onTransferred(reply.body);
        break;
    }
    if (!done && m_status.phase != SyncPhase::Idle)
        failWith(done.error());
}

void SyncEngine::onFailureReply(const protocol::Reply& reply) {
    const auto failure = wire::readFailure(reply.body);
    if (mayListInstead(failure.reason)) {
        if (const auto listed = listEverything(); !listed)
            failWith(listed.error());
        return;
    }
    if (m_proving && failure.reason == wire::FailureReason::NotFound) {
        if (const auto settled = settleProof(std::nullopt); !settled)
            failWith(settled.error());
        return;
    }
    const bool restarts = failure.reason == wire::FailureReason::Unauthenticated && !m_hasRestarted;
    if (m_status.phase == SyncPhase::Attachments && !restarts) {
        if (const auto gone = onTransferRefused(failure.reason); !gone)
            failWith(gone.error());
        return;
    }
    m_error =
        Error{Code::Refused, "the hub answered " + std::to_string(reply.status) + " with reason " +
                                 std::to_string(static_cast<int>(failure.reason))};
    // The session ended under way: one fresh beginning, and no more than one.
    if (restarts && m_status.phase != SyncPhase::Hello && m_status.phase != SyncPhase::Session) {
        m_hasRestarted = true;
        m_error.reset();
        m_proving.reset();
        setPhase(SyncPhase::Hello);
        send(protocol::Endpoint::Hello,
             wire::helloRequest(m_replica.identity().house, m_replica.identity().device));
        return;
    }
    fail(troubleOf(failure.reason));
}

/// Whether a hub that does not reconcile, or not this, still has the list of everything to give.
bool SyncEngine::mayListInstead(wire::FailureReason reason) const {
    if (m_status.phase != SyncPhase::Repair || m_repairStep != RepairStep::Ranges)
        return false;
    return reason == wire::FailureReason::NotFound || reason == wire::FailureReason::TooLarge ||
           reason == wire::FailureReason::Malformed || reason == wire::FailureReason::Unspecified;
}

// ---- Hello, session

Result<void> SyncEngine::checkHub(const crypto::SigningPublicKey& key) {
    const auto& house = m_replica.directory().house();
    const auto* hub = house.hub(house.size());
    if (hub && hub->signingKey != key) {
        fail(SyncTrouble::NotTrusted);
        return vb::fail(Code::Unauthentic, "the hub's key is not the house's");
    }
    return {};
}

Result<void> SyncEngine::onHello(ByteView body) {
    VB_TRY(const auto hello, wire::readHello(body));
    const auto& spoken = protocol::kProtocolVersions;
    if (std::find(spoken.begin(), spoken.end(), hello.version) == spoken.end()) {
        fail(SyncTrouble::VersionTooOld);
        return {};
    }
    VB_TRY_VOID(checkHub(hello.hubKey));
    m_hubKey = hello.hubKey;
    m_hubTime = hello.hubTime;
    VB_TRY_VOID(m_replica.learnHubTime(m_hubTime));
    // Before a device knows its house any key will do, and must not stay when it was a wrong one.
    if (!m_pin || m_pin->hub() != m_hubKey) {
        if (m_replica.pinned())
            m_pin.emplace(m_hubKey, *m_replica.pinned());
        else
            m_pin.emplace(m_hubKey, m_replica.identity().house);
    }
    ByteArray<32> nonce{};
    m_replica.random().fill(nonce);
    const auto& identity = m_replica.identity();
    const Bytes challenge = wire::challenge(identity.house, identity.device, hello, nonce);
    const auto signature =
        identity.signingKey.sign(crypto::Kind::Challenge, identity.house.bytes(), challenge);
    const auto& pinned = m_pin->head();
    setPhase(SyncPhase::Session);
    send(protocol::Endpoint::Session,
         wire::sessionRequest(challenge, signature, pinned ? pinned->generation : 0,
                              pinned ? pinned->size : 0));
    return {};
}

Result<void> SyncEngine::judgeHead(transparency::HeadVerdict verdict) {
    if (!transparency::isAlarm(verdict)) {
        if (verdict == transparency::HeadVerdict::Advanced)
            return keepPin();
        if (verdict == transparency::HeadVerdict::NewGeneration) {
            fail(SyncTrouble::HubAlarm);
            return vb::fail(Code::Refused, "a new log generation in the middle of a sync");
        }
        return {};
    }
    VB_TRY_VOID(m_replica.notice(store::AttentionKind::SplitView, std::nullopt, {},
                                 static_cast<std::uint32_t>(verdict)));
    fail(SyncTrouble::HubAlarm);
    return vb::fail(Code::Unauthentic, std::string(transparency::verdictName(verdict)));
}

Result<void> SyncEngine::keepPin() {
    return m_replica.keepPin(*m_pin->head());
}

Result<void> SyncEngine::onSession(ByteView body) {
    VB_TRY_VOID(m_replica.catchUp());
    m_replica.forgetDivergence();
    VB_TRY(auto session, wire::readSession(body));
    const auto secured = m_pin->head() ? m_pin->head()->secured : 0;
    auto verdict = m_pin->advance(session.head, session.consistency);
    if (verdict == transparency::HeadVerdict::NewGeneration &&
        m_replica.directory().house().size() == 0) {
        // It was cut off, or lost its power, before it had anything of the log but the head: it
        // knows no issuer and holds nothing that could be lost, and begins as at its first sync.
        m_pin.emplace(m_hubKey, m_replica.identity().house);
        verdict = m_pin->advance(session.head, session.consistency);
    }
    if (verdict == transparency::HeadVerdict::NewGeneration)
        VB_TRY_VOID(enterGeneration(session));
    else
        VB_TRY_VOID(judgeHead(verdict));
    if (m_pin->head()->secured > secured)
        VB_TRY_VOID(keepPin()); // the same tree, of which more is in a copy now
    m_isRecovering = session.isRecovering;
    m_returnStep = ReturnStep::Statements;
    m_returnedUpTo = 0;
    m_returnPasses = 0;
    m_hasReturned = m_hasKeptBack = false;
    m_token = std::move(session.token);
    m_scope = session.scope;
    m_status.online = true;
    m_status.offlineSince.reset();
    m_backoff.reset();
    m_pushedUpTo = 0;
    m_pushPasses = 0;
    m_hasNewStatements = false;
    m_isAcknowledged = false;
    m_hasRenewed = false;
    m_witnessProofs = 0;
    m_afterDirectory = AfterDirectory::Begin;
    m_knownCases.clear();
    VB_TRY(const auto cases, m_replica.directory().cases());
    m_knownCases.insert(cases.begin(), cases.end());
    VB_TRY(const auto opened, m_replica.openedCases());
    m_knownCases.insert(opened.begin(), opened.end());
    // Everybody is a member of the house's own case, so no statement makes the hub list it.
    m_knownCases.insert(membership::houseCase(m_replica.identity().house));
    m_idleRounds = 0;
    return askDirectory();
}

// ---- Directory

Result<void> SyncEngine::askDirectory() {
    std::vector<wire::ChainFrom> chains;
    for (const CaseId& caseId : m_knownCases) {
        VB_TRY(const auto* log, m_replica.directory().caseLog(caseId));
        chains.push_back({caseId, log->size()});
    }
    setPhase(SyncPhase::Directory);
    send(protocol::Endpoint::Directory,
         wire::directoryRequest(m_replica.directory().house().size(), chains));
    return {};
}

Result<void> SyncEngine::verifyPage(const std::optional<transparency::SignedPage>& page,
                                    const std::vector<transparency::PageLeaf>& leaves) {
    m_pageSize = 0;
    if (leaves.empty() && !page)
        return {};
    if (!page)
        return vb::fail(Code::Unauthentic, "leaves that the hub does not answer for");
    VB_TRY(const auto verified,
           transparency::verifyPage(m_hubKey, m_replica.identity().house, *page, leaves));
    m_pageSize = verified.logSize;
    return {};
}

Result<void> SyncEngine::onDirectory(ByteView body) {
    VB_TRY(const auto directory, wire::readDirectory(m_replica.identity().house, body));
    VB_TRY_VOID(verifyPage(directory.page, wire::pageLeaves(directory.leaves)));
    VB_TRY(const auto touched, m_replica.applyDirectory(directory));
    VB_TRY_VOID(checkHub(m_hubKey));
    m_figures.statements += directory.statements.size();
    bool hasNewCase = false;
    for (const CaseId& caseId : directory.memberOf)
        hasNewCase = m_knownCases.insert(caseId).second || hasNewCase;
    if (!touched.empty())
        m_actions.emplace_back(CasesChanged{{touched.begin(), touched.end()}});
    m_idleRounds = directory.statements.empty() && !hasNewCase ? m_idleRounds + 1 : 0;
    if (hasNewCase || directory.more) {
        if (m_idleRounds > kMaxIdleDirectoryRounds)
            return vb::fail(Code::InvalidInput, "a directory without end");
        return askDirectory();
    }
    return afterDirectory();
}

Result<void> SyncEngine::afterDirectory() {
    switch (m_afterDirectory) {
    case AfterDirectory::Begin:
        if (m_scope == wire::SessionScope::Full && !m_isRecovering)
            VB_TRY_VOID(m_replica.grantMissingKeys());
        return returnNext();
    case AfterDirectory::ApplyPush:
        return onPushJudged();
    case AfterDirectory::ApplyPull:
        return onPullJudged();
    case AfterDirectory::ApplyRepair:
        return applyRepair();
    }
    return {};
}

/// True when this device's directory covers them all; otherwise the hub promised what it does not
/// show, or the directory must catch up first.
Result<bool> SyncEngine::reachesAll(const std::vector<std::pair<CaseId, DirectoryHead>>& heads) {
    for (const auto& [caseId, head] : heads) {
        VB_TRY(const bool reaches, m_replica.reaches(caseId, head));
        if (!reaches)
            return false;
    }
    return true;
}

// ---- The end

/// Not before everything is pulled and compared: what came says which of the numbers that the hub
/// denied it has after all. Once in a sync, or a hub that denies everything would keep us at it.
Result<void> SyncEngine::continueAnew() {
    m_hasRenewed = true;
    VB_TRY(const auto touched, m_replica.continueAnew());
    report(touched);
    if (m_scope == wire::SessionScope::Full)
        VB_TRY_VOID(m_replica.acknowledge());
    m_isAcknowledged = true;
    m_pushedUpTo = 0;
    m_pushPasses = 0;
    return pushNext();
}

Result<void> SyncEngine::finish() {
    if (m_replica.hasDiverged() && !m_hasRenewed)
        return continueAnew();
    VB_TRY_VOID(eraseEnded());
    const Instant now = m_replica.clock().now();
    VB_TRY_VOID(m_replica.store().meta().putNumber(kLastAppliedKey, now.millis));
    m_status.lastApplied = now;
    return transferAttachments();
}

Result<void> SyncEngine::eraseEnded() {
    VB_TRY(const auto erased, m_replica.eraseEndedCases(m_hubTime));
    if (!erased.empty())
        m_actions.emplace_back(CasesErased{erased});
    return {};
}

Result<void> SyncEngine::end() {
    m_transfer.reset();
    m_transfers.clear();
    if (m_hasUploads)
        VB_TRY_VOID(eraseEnded()); // what waited for them
    const Instant now = m_replica.clock().now();
    m_status.trouble = SyncTrouble::None;
    m_token.clear();
    setPhase(SyncPhase::Idle);
    readCounts();
    m_actions.emplace_back(SyncFinished{SyncTrouble::None, m_figures, {}});
    if (m_isRequestedAgain || m_options.isAutomatic) {
        const auto delay = m_isRequestedAgain ? std::chrono::milliseconds{0} : m_options.interval;
        m_status.nextTry = now + delay;
        m_actions.emplace_back(StartTimer{++m_lastTimer, delay});
    }
    return {};
}

void SyncEngine::fail(SyncTrouble trouble) {
    const Instant now = m_replica.clock().now();
    m_token.clear();
    m_pulled.reset();
    m_pushReply.reset();
    m_returning.clear();
    m_reconciliation.reset();
    m_proving.reset();
    m_transfers.clear();
    m_transfer.reset();
    m_waiting = std::monostate{};
    m_status.trouble = trouble;
    if (trouble == SyncTrouble::Unreachable || trouble == SyncTrouble::NotTrusted) {
        if (!m_status.offlineSince)
            m_status.offlineSince = now;
        m_status.online = false;
    }
    setPhase(SyncPhase::Idle);
    readCounts();
    m_actions.emplace_back(SyncFinished{trouble, m_figures, std::exchange(m_error, {})});
    if (m_options.isAutomatic) {
        const auto delay = m_backoff.next();
        m_status.nextTry = now + delay;
        m_actions.emplace_back(StartTimer{++m_lastTimer, delay});
    }
}

void SyncEngine::failWith(const Error& error) {
    m_error = error;
    fail(troubleOf(error));
}

void SyncEngine::setPhase(SyncPhase phase) {
    m_status.phase = phase;
}

void SyncEngine::readCounts() {
    const auto unsent = m_replica.store().envelopes().countInState(store::EnvelopeState::Unsent);
    const auto attention = m_replica.store().attention().count();
    const auto conflicted = m_replica.store().records().conflictCount();
    const auto owed = m_replica.store().attachments().countOwed();
    const auto wanted =
        m_replica.store().attachments().countInState(store::AttachmentState::Wanted);
    if (unsent)
        m_status.unsent = *unsent;
    if (owed && wanted) {
        m_status.attachmentsOwed = *owed;
        m_status.attachmentsWanted = *wanted;
    }
    if (attention && conflicted)
        m_status.attention = *attention + *conflicted;
}

void SyncEngine::report(const Touched& touched) {
    if (!touched.cases.empty())
        m_actions.emplace_back(CasesChanged{{touched.cases.begin(), touched.cases.end()}});
    readCounts();
}

void SyncEngine::reportStatus() {
    if (m_status == m_reported)
        return;
    m_reported = m_status;
    m_actions.emplace_back(StatusChanged{});
}

Actions SyncEngine::refreshStatus() {
    m_actions.clear();
    readCounts();
    reportStatus();
    return std::move(m_actions);
}

} // namespace vb::engine
