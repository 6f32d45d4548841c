// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/session_core.h"

#include "client/bridge/shown.h"
#include "client/casework/record_types.h"

#include <algorithm>

namespace vb::bridge {

namespace cw = casework;

namespace {

constexpr std::size_t kKeptGenerations = 4096;

SessionState stateAfter(const Error& error) {
    auto failure = failureOf(error);
    switch (error.code) {
    case Code::NotFound:
        failure.kind = FailureKind::StoreMissing;
        break;
    case Code::WrongPassphrase:
    case Code::InvalidInput: // empty, or longer than any passphrase: it opens nothing either
        return {Phase::Locked, {FailureKind::WrongPassphrase, {}, 0}, {}};
    default:
        break;
    }
    return {Phase::Failed, std::move(failure), {}};
}

} // namespace

SessionCore::SessionCore(std::filesystem::path store, SessionEnvironment& environment)
    : m_store(std::move(store)),
      m_environment(environment),
      m_schema(cw::makeSchema()),
      m_projector(environment.calendar) {}

void SessionCore::start() {
    if (!WorkerStore::isStore(m_store))
        setState({Phase::Failed, {FailureKind::StoreMissing, {}, 0}, {}});
}

void SessionCore::close() {
    m_nodes.clear();
    m_outcomes.clear();
    m_book.reset();
    m_core.reset();
    m_transport.put(nullptr); // here and now: after this the loop ends
    shut();
}

// ---- Watches

void SessionCore::attach(const std::shared_ptr<WatchNode>& node) {
    settle();
    m_nodes.push_back(node);
    if (const auto done = node->refresh(m_generations); !done)
        failStore(done.error());
}

void SessionCore::more(WatchNode& node) {
    settle();
    if (const auto done = node.more(m_generations); !done)
        failStore(done.error());
}

void SessionCore::attachOutcomes(const std::shared_ptr<OutcomeNode>& node) {
    m_outcomes.push_back(node);
}

void SessionCore::settle(const std::vector<RecordId>& records) {
    if (m_core && !m_core->isOpen())
        return failStore({Code::Io, "the store did not open again after a rewrite"});
    if (m_book && m_isBookStale) {
        m_isBookStale = false;
        m_book.reset();
        auto book = CaseBook::open(*m_core, m_environment.clock, m_environment.calendar);
        if (!book)
            return failStore(book.error());
        m_book = std::move(book).value();
        m_changed.everything = true;
    } else if (m_book && !m_changed.isNothing()) {
        if (const auto applied = m_book->apply(m_changed, records); !applied)
            return failStore(applied.error());
    }
    if (!m_changed.isNothing())
        publish(std::exchange(m_changed, {}));
}

void SessionCore::publish(const Changed& changed) {
    m_generations.next();
    noteGeneration();
    std::erase_if(m_nodes, [](const auto& node) { return node.expired(); });
    std::optional<Error> failure;
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        const auto node = m_nodes[i].lock();
        if (!node || !node->interest().concerns(changed))
            continue;
        if (const auto done = node->refresh(m_generations); !done)
            failure = done.error();
    }
    if (failure)
        failStore(*failure);
}

/// Remembers what a generation showed, so that reading it marks nothing that came later.
void SessionCore::noteGeneration() {
    if (!m_book)
        return;
    if (const auto newest = m_core->replica().store().records().newestEnvelope())
        m_shown.emplace_back(m_generations.now(), *newest);
    if (m_shown.size() > kKeptGenerations)
        m_shown.pop_front();
}

void SessionCore::setState(SessionState state) {
    m_state = std::move(state);
    Changed changed;
    changed.state = true;
    publish(changed);
}

void SessionCore::finish(Ticket ticket, const Failure& failure, const RecordId& record) {
    std::erase_if(m_outcomes, [](const auto& node) { return node.expired(); });
    for (const auto& weak : m_outcomes) {
        if (const auto node = weak.lock())
            node->give({ticket, failure, record});
    }
}

// ---- Lock and unlock

void SessionCore::unlock(Ticket ticket, const crypto::SecretBytes& passphrase) {
    if (m_book)
        return finish(ticket, {});
    setState({Phase::Unlocking, {}, {}});
    const auto opened = open(passphrase);
    if (!opened)
        shut();
    m_state =
        opened ? SessionState{Phase::Unlocked, {}, m_book->worker()} : stateAfter(opened.error());
    Changed changed;
    changed.everything = true;
    publish(changed);
    finish(ticket, m_state.failure);
}

Result<void> SessionCore::open(const crypto::SecretBytes& passphrase) {
    VB_TRY(auto store,
           WorkerStore::open(m_store, passphrase, m_environment.random, m_environment.cost));
    VB_TRY(m_core, Core::start(std::move(store),
                               {{m_environment.clock, m_environment.random, m_schema, m_projector},
                                m_transport,
                                *this,
                                m_environment.sync}));
    const auto life = ++m_life;
    m_transport.put(m_environment.makeTransport(m_core->owner().hub, [this, life](auto event) {
        if (life == m_life)
            give(std::move(event));
    }));
    VB_TRY(m_book, CaseBook::open(*m_core, m_environment.clock, m_environment.calendar));
    m_sync = m_core->status();
    m_changed = {};
    m_isBookStale = false;
    startSyncing();
    return {};
}

void SessionCore::lock(Ticket ticket) {
    shut();
    if (m_state.phase != Phase::Failed)
        m_state = {};
    Changed changed;
    changed.everything = true;
    publish(changed);
    finish(ticket, {});
}

/// Everything of the store leaves memory; what waited for a sync waits no longer.
void SessionCore::shut() {
    ++m_life;
    m_book.reset();
    m_core.reset();
    // Perhaps it is the transport that is calling just now.
    if (std::shared_ptr<protocol::Transport> transport = m_transport.take())
        m_environment.loop->post([transport] {});
    m_shown.clear();
    m_changed = {};
    endSyncing();
}

void SessionCore::failStore(const Error& error) {
    shut();
    m_state = {Phase::Failed, failureOf(error), {}};
    Changed changed;
    changed.everything = true;
    publish(changed);
}

// ---- Commands

void SessionCore::run(Ticket ticket, const Command& command) {
    if (!m_book)
        return finish(ticket, {FailureKind::Locked, {}, 0});
    settle();
    if (!m_book)
        return finish(ticket, {FailureKind::Locked, {}, 0});
    CaseDesk desk(*m_core, *m_book, m_environment.clock, m_environment.calendar);
    const auto done = command(desk);
    finish(ticket, done.failure, done.record);
    if (done.failure.isSet())
        return;
    m_changed.add(done.changed);
    if (done.isToSend) {
        m_core->refreshStatus();
        scheduleSync(kSyncAfterSave);
    }
    settle(done.records);
}

void SessionCore::openCase(Ticket ticket, const CaseId& caseId) {
    run(ticket, [&](CaseDesk& desk) {
        return desk.openCase(caseId, syncStatus().connection != Connection::Online);
    });
}

void SessionCore::markRead(Ticket ticket, const CaseId& caseId, std::uint64_t shown) {
    run(ticket, [&](CaseDesk& desk) {
        const auto later = std::upper_bound(
            m_shown.begin(), m_shown.end(), shown,
            [](std::uint64_t generation, const auto& each) { return generation < each.first; });
        return desk.markRead(caseId, later == m_shown.begin() ? 0 : std::prev(later)->second);
    });
}

} // namespace vb::bridge
