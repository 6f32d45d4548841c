// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/session_core.h"

#include <algorithm>

// The session's part in the sync: when one begins, and what is said about it.
namespace vb::bridge {

namespace {

/// The list of cases comes first.
constexpr std::chrono::milliseconds kFirstSync{500};
constexpr std::chrono::milliseconds kNetworkLook{5'000};

} // namespace

// ---- What the core tells

void SessionCore::startTimer(engine::TimerNumber number, std::chrono::milliseconds delay) {
    m_environment.loop->callLater(delay, [this, number, life = m_life] {
        if (life == m_life)
            give(engine::TimerFired{number});
    });
}

void SessionCore::onStatus(const engine::SyncStatus& status) {
    m_sync = status;
    m_changed.sync = true;
}

void SessionCore::onCasesChanged(const std::vector<CaseId>& cases) {
    m_changed.cases.insert(cases.begin(), cases.end());
}

void SessionCore::onCasesErased(const std::vector<CaseId>&) {
    m_isBookStale = true;
}

void SessionCore::onSyncFinished(const engine::SyncFinished& finished) {
    m_hasTried = true;
    m_hasNetwork = m_environment.hasNetwork();
    m_lastSyncFailure = failureOfSync(finished.trouble);
    m_changed.sync = true;
    m_changed.synced = true;
    m_isCutOff = false; // whether the hub answers is known now
    const bool isGood = finished.trouble == engine::SyncTrouble::None;
    std::vector<Waiting> later;
    for (auto& waiting : std::exchange(m_waitingForSync, {})) {
        if (isGood && waiting.isForNext)
            later.push_back({waiting.ticket, false});
        else
            m_ended.emplace_back(waiting.ticket, m_lastSyncFailure);
    }
    m_waitingForSync = std::move(later);
}

// ---- When

void SessionCore::startSyncing() {
    m_hasTried = false;
    m_isCutOff = false;
    m_lastSyncFailure = {};
    m_hasNetwork = m_environment.hasNetwork();
    scheduleSync(kFirstSync);
    watchNetwork();
}

void SessionCore::endSyncing() {
    m_sync = {};
    m_nextSync.reset();
    for (const auto& waiting : std::exchange(m_waitingForSync, {}))
        finish(waiting.ticket, {FailureKind::Locked, {}, 0});
    for (const auto& [ticket, failure] : std::exchange(m_ended, {}))
        finish(ticket, failure);
}

void SessionCore::give(engine::Event event) {
    if (!m_core)
        return;
    m_core->handle(std::move(event));
    settle();
    // Watches first: who hears that a sync was applied finds its result.
    for (const auto& [ticket, failure] : std::exchange(m_ended, {}))
        finish(ticket, failure);
}

void SessionCore::requestSync() {
    m_nextSync.reset();
    give(engine::SyncRequested{});
}

void SessionCore::syncNow(Ticket ticket) {
    if (!m_core)
        return finish(ticket, {FailureKind::Locked, {}, 0});
    m_waitingForSync.push_back({ticket, m_sync.phase != engine::SyncPhase::Idle});
    requestSync();
}

void SessionCore::scheduleSync(std::chrono::milliseconds delay) {
    if (m_nextSync)
        return;
    m_nextSync = m_environment.clock.now() + delay;
    m_changed.sync = true;
    m_environment.loop->callLater(delay, [this, life = m_life] {
        if (life == m_life && m_nextSync)
            requestSync();
    });
}

/// A network that comes back is worth a try at once; one that went is worth saying.
void SessionCore::watchNetwork() {
    m_environment.loop->callLater(kNetworkLook, [this, life = m_life] {
        if (life != m_life)
            return;
        const bool had = std::exchange(m_hasNetwork, m_environment.hasNetwork());
        if (had != m_hasNetwork) {
            m_isCutOff = had;
            m_changed.sync = true;
            settle();
        }
        if (!had && m_hasNetwork && m_core)
            requestSync();
        if (life == m_life)
            watchNetwork();
    });
}

// ---- What is said

Failure SessionCore::failureOfSync(engine::SyncTrouble trouble) const {
    switch (trouble) {
    case engine::SyncTrouble::None:
        return {};
    case engine::SyncTrouble::Unreachable:
        return {m_hasNetwork ? FailureKind::HubUnreachable : FailureKind::Offline, {}, 0};
    case engine::SyncTrouble::NotTrusted: // what answers there is not our hub
    case engine::SyncTrouble::HubBusy:
    case engine::SyncTrouble::HubMisbehaved:
        return {FailureKind::HubUnreachable, {}, 0};
    case engine::SyncTrouble::VersionTooOld:
        return {FailureKind::UpdateNeeded, {}, 0};
    case engine::SyncTrouble::NotAdmitted:
    case engine::SyncTrouble::HubAlarm:
        return {FailureKind::HubRefused, {}, 0};
    case engine::SyncTrouble::StoreFailed:
        break;
    }
    return {FailureKind::Io, {}, 0};
}

SyncStatus SessionCore::syncStatus() const {
    SyncStatus status;
    if (!m_book)
        return status;
    if (m_isCutOff)
        status.connection = Connection::Offline;
    else if (m_sync.online)
        status.connection = Connection::Online;
    else if (m_hasTried)
        status.connection = Connection::Offline;
    status.lastApplied = m_sync.lastApplied;
    if (status.connection == Connection::Offline && m_sync.lastApplied)
        status.offlineSince = m_sync.offlineSince ? m_sync.offlineSince : m_sync.lastApplied;
    status.unsent = m_book->listing().unsent();
    status.attention = m_book->attentionCount();
    status.activity =
        m_sync.phase == engine::SyncPhase::Idle ? SyncActivity::Idle : SyncActivity::Syncing;
    status.nextAttempt = m_sync.nextTry;
    if (m_nextSync && (!status.nextAttempt || *m_nextSync < *status.nextAttempt))
        status.nextAttempt = m_nextSync;
    status.lastFailure = m_lastSyncFailure;
    return status;
}

} // namespace vb::bridge
