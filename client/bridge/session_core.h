// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// Only for the session: its half on the core thread.

#include "client/bridge/case_desk.h"
#include "client/bridge/casework_projector.h"
#include "client/bridge/session_environment.h"

namespace vb::bridge {

/// The transport of the store that is unlocked now: made only once the store has said where the hub
/// is.
class LateTransport final : public protocol::Transport {
public:
    void put(std::unique_ptr<protocol::Transport> transport) { m_transport = std::move(transport); }
    std::unique_ptr<protocol::Transport> take() { return std::move(m_transport); }
    void send(protocol::RequestNumber number, protocol::Request request) override {
        VB_CHECK(m_transport != nullptr);
        m_transport->send(number, std::move(request));
    }
    void cancel(protocol::RequestNumber number) override {
        if (m_transport)
            m_transport->cancel(number);
    }

private:
    std::unique_ptr<protocol::Transport> m_transport;
};

/// The session on the core thread: opens and locks the store, carries out commands, runs the sync,
/// and keeps the watches up to date.
///
/// Invariants: unlocked exactly when core and book are there; a ticket gets one outcome; after
/// whatever changed the store every watch that it concerns was computed anew before the next
/// command. Every function runs on the loop's thread. Owned by the session; ends by close().
class SessionCore final : private CoreHost {
public:
    SessionCore(std::filesystem::path store, SessionEnvironment& environment);

    void start();
    /// Forgets the key and everything with it; no more outcomes.
    void close();

    void attach(const std::shared_ptr<WatchNode>& node);
    void more(WatchNode& node);
    void attachOutcomes(const std::shared_ptr<OutcomeNode>& node);

    void unlock(Ticket ticket, const crypto::SecretBytes& passphrase);
    void lock(Ticket ticket);
    void syncNow(Ticket ticket);
    using Command = std::function<Done(CaseDesk&)>;
    void run(Ticket ticket, const Command& command);
    void openCase(Ticket ticket, const CaseId& caseId);
    void markRead(Ticket ticket, const CaseId& caseId, std::uint64_t shown);

    // What watches are made of.
    [[nodiscard]] const SessionState& state() const { return m_state; }
    [[nodiscard]] SyncStatus syncStatus() const;
    /// Null while not unlocked.
    [[nodiscard]] CaseBook* book() { return m_book.get(); }

private:
    /// Several entries in a row go in one sync.
    static constexpr std::chrono::milliseconds kSyncAfterSave{2'000};

    // CoreHost
    void startTimer(engine::TimerNumber number, std::chrono::milliseconds delay) override;
    void onStatus(const engine::SyncStatus& status) override;
    void onCasesChanged(const std::vector<CaseId>& cases) override;
    void onCasesErased(const std::vector<CaseId>& cases) override;
    void onSyncFinished(const engine::SyncFinished& finished) override;

    Result<void> open(const crypto::SecretBytes& passphrase);
    void shut();
    void setState(SessionState state);
    void give(engine::Event event);
    void startSyncing();
    void endSyncing();
    void requestSync();
    void scheduleSync(std::chrono::milliseconds delay);
    void watchNetwork();
    /// After events or commands: what they changed reaches the watches.
    void settle(const std::vector<RecordId>& records = {});
    void publish(const Changed& changed);
    void finish(Ticket ticket, const Failure& failure, const RecordId& record = {});
    void failStore(const Error& error);
    [[nodiscard]] Failure failureOfSync(engine::SyncTrouble trouble) const;
    void noteGeneration();

    std::filesystem::path m_store;
    SessionEnvironment& m_environment;
    const model::Schema m_schema;
    CaseworkProjector m_projector;

    SessionState m_state;
    LateTransport m_transport;
    std::unique_ptr<Core> m_core;
    std::unique_ptr<CaseBook> m_book;
    /// Counts unlockings: timers and answers of an earlier one are not for this one.
    std::uint64_t m_life = 0;

    engine::SyncStatus m_sync;
    bool m_hasTried = false; ///< a sync has ended since the unlocking
    bool m_hasNetwork = true;
    bool m_isCutOff = false; ///< the network went away after the hub last answered
    Failure m_lastSyncFailure;
    struct Waiting {
        Ticket ticket;
        /// A sync ran already when this one was asked for: that one's end is not for this ticket.
        bool isForNext = false;
    };
    std::vector<Waiting> m_waitingForSync;
    std::optional<Instant> m_nextSync;               ///< asked for by the session itself
    std::vector<std::pair<Ticket, Failure>> m_ended; ///< to be told when the watches are

    Generations m_generations;
    /// Which envelopes were there when a generation was shown; oldest first.
    std::deque<std::pair<std::uint64_t, std::int64_t>> m_shown;
    Changed m_changed;
    bool m_isBookStale = false; ///< the store was rewritten below it
    std::vector<std::weak_ptr<WatchNode>> m_nodes;
    std::vector<std::weak_ptr<OutcomeNode>> m_outcomes;
};

} // namespace vb::bridge
