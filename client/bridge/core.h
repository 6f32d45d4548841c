// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/worker_store.h"
#include "sync/engine/replica.h"
#include "sync/engine/sync_engine.h"

#include <deque>
#include <functional>
#include <memory>

namespace vb::bridge {

/// What a core tells and asks of whoever runs it; called on the core's thread, never from inside a
/// call to the core's writing functions. A host may call the core back, except end it.
class CoreHost {
public:
    virtual ~CoreHost() = default;
    /// One timer at a time, a new one replaces the old: after `delay`, call
    /// Core::handle(TimerFired{number}).
    virtual void startTimer(engine::TimerNumber number, std::chrono::milliseconds delay) = 0;
    virtual void onStatus(const engine::SyncStatus&) {}
    virtual void onCasesChanged(const std::vector<CaseId>&) {}
    /// Their membership ended; they are gone from this device, the store is rewritten and
    /// everything that was taken from replica() is stale. None: a rewrite that was owed.
    virtual void onCasesErased(const std::vector<CaseId>&) {}
    virtual void onSyncFinished(const engine::SyncFinished&) {}
    /// The rewrite after an erasure did not happen; the next opening, or sync, tries again.
    virtual void onRewriteFailed(const Error&) {}
};

/// What a core works with. All of it outlives the core.
struct CoreEnvironment {
    engine::ReplicaEnvironment replica;
    protocol::Transport& transport;
    CoreHost& host;
    engine::SyncOptions options = {};
};

/// One unlocked store at work: replica and sync engine over a WorkerStore, with whoever performs
/// what the engine wants done. The app runs one on its core thread; veldboekctl and tests run one
/// where they are.
///
/// Invariants: replica() is the only one over the store; events are handled one after another, also
/// when one arrives while another is handled (a transport that answers at once). Confined to one
/// thread. No I/O but the store's and the transport's.
class Core {
public:
    /// Opens the store's contents; finishes a rewrite that an earlier run still owed.
    static Result<std::unique_ptr<Core>> start(std::unique_ptr<WorkerStore> store,
                                               CoreEnvironment environment);
    ~Core();

    /// What came from transport or timer, or a wish to sync.
    void handle(engine::Event event);
    void requestSync() { handle(engine::SyncRequested{}); }
    /// Counts anew after something was saved, and tells the host if they changed.
    void refreshStatus();

    /// Requests a sync and calls `waitForEvent` until it has ended; that must come back after
    /// something was given to handle(), and answers false to give up. The trouble it ended with;
    /// Unreachable when it was given up.
    engine::SyncTrouble runSync(const std::function<bool()>& waitForEvent);
    /// Of the last sync that ended.
    [[nodiscard]] const engine::SyncFigures& figures() const { return m_figures; }

    /// False when the store could not be opened again after a rewrite: then the core is of no more
    /// use, and whoever runs it opens the store anew.
    [[nodiscard]] bool isOpen() const { return m_replica != nullptr; }
    /// Changes with a rewrite: never kept across a call to handle().
    [[nodiscard]] engine::Replica& replica() { return *m_replica; }
    [[nodiscard]] engine::SyncStatus status() const;
    [[nodiscard]] WorkerStore& store() { return *m_store; }
    [[nodiscard]] const StoreOwner& owner() const { return m_owner; }

    /// Ends the core and gives the store back, closed and still unlocked.
    std::unique_ptr<WorkerStore> end();

private:
    Core(std::unique_ptr<WorkerStore> store, CoreEnvironment environment);

    Result<void> openReplica();
    void perform(const engine::Actions& actions);
    void perform(const engine::Action& action);
    /// Closes everything, rewrites, and opens it again.
    Result<void> rewrite();
    Result<void> rewriteIfOwed();

    std::unique_ptr<WorkerStore> m_store;
    CoreEnvironment m_environment;
    StoreOwner m_owner;
    std::unique_ptr<engine::Replica> m_replica;
    std::unique_ptr<engine::SyncEngine> m_engine;

    std::deque<engine::Event> m_events;
    bool m_isHandling = false;
    bool m_isSyncing = false;
    /// A sync did, and the disk let it: what an earlier one owes can be tried again.
    bool m_hasFinished = false;
    engine::SyncTrouble m_trouble = engine::SyncTrouble::None;
    engine::SyncFigures m_figures;
    std::vector<CaseId> m_erased;
    /// What was known of the hub before a rewrite gave us an engine that knows nothing yet.
    std::optional<engine::SyncStatus> m_carried;
    /// Timers up to this number were started by an engine that is gone.
    bool m_isTimerOrphaned = false;
};

} // namespace vb::bridge
