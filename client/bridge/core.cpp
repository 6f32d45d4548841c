// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/core.h"

#include <utility>

namespace vb::bridge {
namespace {

template <typename... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

} // namespace

Core::Core(std::unique_ptr<WorkerStore> store, CoreEnvironment environment)
    : m_store(std::move(store)), m_environment(environment) {}

Core::~Core() = default;

Result<std::unique_ptr<Core>> Core::start(std::unique_ptr<WorkerStore> store,
                                          CoreEnvironment environment) {
    std::unique_ptr<Core> core(new Core(std::move(store), environment));
    VB_TRY_VOID(core->openReplica());
    VB_TRY(core->m_owner, readOwner(core->m_replica->store()));
    VB_TRY_VOID(core->rewriteIfOwed());
    return core;
}

Result<void> Core::openReplica() {
    VB_TRY(auto contents, m_store->contents());
    VB_TRY(m_replica, engine::Replica::open(std::move(contents.store), std::move(contents.outbox),
                                            std::move(contents.identity), m_environment.replica));
    m_engine = std::make_unique<engine::SyncEngine>(*m_replica, m_environment.options);
    return {};
}

// ---- Events and actions

void Core::handle(engine::Event event) {
    m_events.push_back(std::move(event));
    if (m_isHandling)
        return;
    m_isHandling = true;
    while (!m_events.empty()) {
        auto next = std::move(m_events.front());
        m_events.pop_front();
        if (std::holds_alternative<engine::TimerFired>(next) && m_isTimerOrphaned) {
            m_isTimerOrphaned = false;
            next = engine::SyncRequested{};
        }
        if (m_engine)
            perform(m_engine->handle(next));
        if (!m_erased.empty())
            static_cast<void>(rewrite());
        else if (std::exchange(m_hasFinished, false) && m_replica)
            static_cast<void>(rewriteIfOwed());
    }
    m_isHandling = false;
}

void Core::perform(const engine::Actions& actions) {
    for (const auto& action : actions)
        perform(action);
}

void Core::perform(const engine::Action& action) {
    auto& host = m_environment.host;
    std::visit(
        Overloaded{
            [this](const engine::SendRequest& send) {
                m_carried.reset();
                m_environment.transport.send(send.number, send.request);
            },
            [this](const engine::CallBack&) { m_events.emplace_back(engine::CalledBack{}); },
            [this, &host](const engine::StartTimer& timer) {
                m_isTimerOrphaned = false;
                host.startTimer(timer.number, timer.delay);
            },
            [this, &host](const engine::StatusChanged&) { host.onStatus(status()); },
            [&host](const engine::CasesChanged& changed) { host.onCasesChanged(changed.cases); },
            [this](const engine::CasesErased& erased) { m_erased = erased.cases; },
            [this, &host](const engine::SyncFinished& finished) {
                m_isSyncing = false;
                m_hasFinished = finished.trouble == engine::SyncTrouble::None;
                m_trouble = finished.trouble;
                m_figures = finished.figures;
                host.onSyncFinished(finished);
            },
        },
        action);
}

void Core::refreshStatus() {
    if (m_engine)
        perform(m_engine->refreshStatus());
}

engine::SyncStatus Core::status() const {
    auto status = m_engine ? m_engine->status() : engine::SyncStatus{};
    if (m_carried) {
        status.online = m_carried->online;
        status.offlineSince = m_carried->offlineSince;
        status.trouble = m_carried->trouble;
        status.nextTry = m_carried->nextTry;
    }
    return status;
}

engine::SyncTrouble Core::runSync(const std::function<bool()>& waitForEvent) {
    m_isSyncing = true;
    requestSync();
    while (m_isSyncing) {
        if (!waitForEvent()) {
            m_isSyncing = false;
            return engine::SyncTrouble::Unreachable;
        }
    }
    return m_trouble;
}

// ---- Rewriting

Result<void> Core::rewriteIfOwed() {
    VB_TRY(const auto owed, m_replica->store().meta().number(store::kErasureOwed));
    if (!owed || *owed == 0)
        return {};
    // A disk that is full for the copy is no reason to keep the worker out.
    const auto rewritten = rewrite();
    return m_replica ? Result<void>() : rewritten;
}

Result<void> Core::rewrite() {
    m_hasFinished = false;
    const auto erased = std::move(m_erased);
    m_erased.clear();
    const auto carried = status();
    m_isTimerOrphaned = carried.nextTry.has_value();
    m_engine.reset();
    m_replica.reset();
    auto done = m_store->rewrite();
    if (auto opened = openReplica(); !opened) {
        m_environment.host.onRewriteFailed(opened.error());
        return opened;
    }
    m_carried = carried;
    if (done)
        done = m_replica->store().meta().putNumber(store::kErasureOwed, 0);
    if (!done)
        m_environment.host.onRewriteFailed(done.error());
    // Also without any: what the host has of the replica is of the one that is gone.
    if (!erased.empty() || m_isHandling)
        m_environment.host.onCasesErased(erased);
    return done;
}

std::unique_ptr<WorkerStore> Core::end() {
    m_engine.reset();
    m_replica.reset();
    m_events.clear();
    return std::move(m_store);
}

} // namespace vb::bridge
