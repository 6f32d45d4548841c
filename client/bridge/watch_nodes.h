// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// Only for the session: the core thread's end of a watch.

#include "client/bridge/session.h"
#include "sync/base/result.h"

#include <mutex>
#include <set>

namespace vb::bridge {

/// What happened that a watch may have to be computed anew for.
struct Changed {
    bool everything = false; ///< locked, unlocked, another day, another store
    bool state = false;
    bool sync = false; ///< the status alone
    bool synced =
        false; ///< a sync has ended: what hub and colleagues have may be other than before
    bool drafts = false;
    /// Records of these cases.
    std::set<CaseId> cases;
    /// No record, only what the worker has read or put off.
    std::set<CaseId> marked;

    [[nodiscard]] bool concernsCases() const { return !cases.empty() || !marked.empty(); }
    [[nodiscard]] bool concerns(const CaseId& caseId) const {
        return cases.contains(caseId) || marked.contains(caseId);
    }
    [[nodiscard]] bool isNothing() const {
        return !everything && !state && !sync && !synced && !drafts && !concernsCases();
    }
    void add(const Changed& more) {
        everything = everything || more.everything;
        state = state || more.state;
        sync = sync || more.sync;
        synced = synced || more.synced;
        drafts = drafts || more.drafts;
        cases.insert(more.cases.begin(), more.cases.end());
        marked.insert(more.marked.begin(), more.marked.end());
    }
};

/// What a watch depends on, beside `everything`.
struct Interest {
    bool state = false;
    bool sync = false;
    bool drafts = false;
    bool anyCase = false;
    std::optional<CaseId> oneCase;

    [[nodiscard]] bool concerns(const Changed& changed) const {
        if (changed.everything || (changed.synced && (sync || anyCase || oneCase)))
            return true;
        return (state && changed.state) || (sync && changed.sync) || (drafts && changed.drafts) ||
               (anyCase && changed.concernsCases()) || (oneCase && changed.concerns(*oneCase));
    }
};

/// Counts the states of the store that were shown. One for the life of a session.
class Generations {
public:
    [[nodiscard]] std::uint64_t now() const { return m_now; }
    std::uint64_t next() { return ++m_now; }

private:
    std::uint64_t m_now = 1;
};

/// One watch as the core sees it. `refresh` and `more` run on the core thread; the end of the watch
/// comes from the other one, and waits for an observer that runs.
class WatchNode {
public:
    explicit WatchNode(Interest interest) : m_interest(interest) {}
    virtual ~WatchNode() = default;
    WatchNode(const WatchNode&) = delete;
    WatchNode& operator=(const WatchNode&) = delete;

    [[nodiscard]] const Interest& interest() const { return m_interest; }
    /// Computes the value and gives it to the observer if it is another one.
    virtual Result<void> refresh(Generations& generations) = 0;
    virtual Result<void> more(Generations&) { return {}; }

    void end() {
        const std::lock_guard guard(m_running);
        m_isAlive = false;
    }

protected:
    template <typename Call>
    void deliver(Call call) {
        const std::lock_guard guard(m_running);
        if (m_isAlive)
            call();
    }

private:
    Interest m_interest;
    std::mutex m_running;
    bool m_isAlive = true;
};

template <typename Value>
class ValueNode final : public WatchNode {
public:
    using Compute = std::function<Result<Value>()>;
    ValueNode(Interest interest, Compute compute, Observer<Value> observer)
        : WatchNode(interest), m_compute(std::move(compute)), m_observer(std::move(observer)) {}

    Result<void> refresh(Generations&) override {
        VB_TRY(auto value, m_compute());
        if (m_last && *m_last == value)
            return {};
        m_last = value;
        deliver([&] { m_observer(std::move(value)); });
        return {};
    }

private:
    Compute m_compute;
    Observer<Value> m_observer;
    std::optional<Value> m_last;
};

/// Outcomes are events and no state: nothing is delivered at first.
class OutcomeNode final : public WatchNode {
public:
    explicit OutcomeNode(Observer<Outcome> observer)
        : WatchNode({}), m_observer(std::move(observer)) {}

    Result<void> refresh(Generations&) override { return {}; }
    void give(const Outcome& outcome) {
        deliver([&] { m_observer(outcome); });
    }

private:
    Observer<Outcome> m_observer;
};

/// The first rows of a list, and how many there are.
template <typename Row>
struct Page {
    std::vector<Row> rows;
    std::uint32_t total = 0;
};

template <typename Row, typename KeyOf>
class ListNode final : public WatchNode {
public:
    /// At most that many rows.
    using Compute = std::function<Result<Page<Row>>(std::uint32_t)>;
    ListNode(Interest interest, Compute compute, KeyOf keyOf, Observer<ListUpdate<Row>> observer)
        : WatchNode(interest),
          m_compute(std::move(compute)),
          m_keyOf(keyOf),
          m_observer(std::move(observer)) {}

    Result<void> refresh(Generations& generations) override {
        VB_TRY(auto page, m_compute(m_wanted));
        ListUpdate<Row> update;
        update.changes = rowChanges(m_rows, page.rows, m_keyOf);
        update.total = page.total;
        if (m_generation != 0 && update.changes.empty() && page.total == m_total)
            return {};
        if (generations.now() <= m_generation)
            generations.next();
        update.generation = m_generation = generations.now();
        m_rows = std::move(page.rows);
        m_total = page.total;
        deliver([&] { m_observer(std::move(update)); });
        return {};
    }
    Result<void> more(Generations& generations) override {
        if (m_rows.size() >= m_total)
            return {};
        m_wanted += ListWatch::kPageRows;
        return refresh(generations);
    }

private:
    Compute m_compute;
    KeyOf m_keyOf;
    Observer<ListUpdate<Row>> m_observer;
    std::vector<Row> m_rows;
    std::uint32_t m_total = 0;
    std::uint32_t m_wanted = ListWatch::kPageRows;
    std::uint64_t m_generation = 0; ///< of the last update; 0 before the first
};

} // namespace vb::bridge
