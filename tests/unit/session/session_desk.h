// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/support/session_town.h"

#include <algorithm>
#include <mutex>

namespace vb::test {

/// Keeps what an observer was given; the observer runs on the session's thread.
template <typename Value>
class Seen {
public:
    bridge::Observer<Value> observer() {
        return [this](Value value) {
            const std::lock_guard guard(m_mutex);
            m_values.push_back(std::move(value));
        };
    }
    [[nodiscard]] std::vector<Value> all() const {
        const std::lock_guard guard(m_mutex);
        return m_values;
    }
    [[nodiscard]] Value last() const {
        const auto values = all();
        REQUIRE_FALSE(values.empty());
        return values.back();
    }
    [[nodiscard]] std::size_t count() const { return all().size(); }
    void clear() {
        const std::lock_guard guard(m_mutex);
        m_values.clear();
    }

private:
    mutable std::mutex m_mutex;
    std::vector<Value> m_values;
};

/// The rows that a chain of updates amounts to.
template <typename Row>
std::vector<Row> listOf(const Seen<bridge::ListUpdate<Row>>& seen) {
    std::vector<Row> rows;
    for (const auto& update : seen.all()) {
        for (const auto& change : update.changes)
            bridge::applyChange(rows, change);
    }
    return rows;
}

/// One worker at one session, with the means to ask it something and look at the answer at once.
class SessionDesk {
public:
    explicit SessionDesk(TownSession& town) : m_town(town) { watch(); }

    bridge::Session& session() { return m_town.session(); }
    void settle() { m_town.loop().settle(); }
    /// After the session's own thread has done what was asked: the one outcome.
    bridge::Outcome after(bridge::Ticket ticket) {
        settle();
        std::vector<bridge::Outcome> found;
        for (const auto& each : m_outcomes.all()) {
            if (each.ticket == ticket)
                found.push_back(each);
        }
        REQUIRE(found.size() == 1);
        return found.front();
    }
    void does(bridge::Ticket ticket) { REQUIRE(after(ticket).failure == bridge::Failure{}); }
    bridge::Outcome unlock(std::string_view passphrase = SessionTown::passphrase()) {
        return after(session().unlock(secretText(passphrase)));
    }
    bridge::SessionState state() { return m_state.last(); }
    bridge::CaseFile file(const CaseId& id) {
        Seen<bridge::CaseFile> seen;
        const auto watch = session().watchCaseFile(id, seen.observer());
        settle();
        return seen.last();
    }
    bridge::SyncStatus sync() {
        Seen<bridge::SyncStatus> seen;
        const auto watch = session().watchSync(seen.observer());
        settle();
        return seen.last();
    }
    std::vector<bridge::TimelineEntry> timeline(const CaseId& id) {
        Seen<bridge::ListUpdate<bridge::TimelineEntry>> seen;
        const auto watch =
            session().watchTimeline(id, bridge::TimelineFilter::All, seen.observer());
        settle();
        return listOf(seen);
    }
    std::vector<bridge::AttentionItem> attention() {
        Seen<bridge::ListUpdate<bridge::AttentionItem>> seen;
        const auto watch = session().watchAttention(seen.observer());
        settle();
        return listOf(seen);
    }
    std::optional<bridge::ContactDraft> draft(const CaseId& id) {
        Seen<std::optional<bridge::ContactDraft>> seen;
        const auto watch = session().watchDraft(id, seen.observer());
        settle();
        return seen.last();
    }
    bridge::ConflictCard card(const bridge::ConflictId& id) {
        Seen<bridge::ConflictCard> seen;
        const auto watch = session().watchConflict(id, seen.observer());
        settle();
        return seen.last();
    }
    /// The session object is another one now.
    void reopen() {
        m_outcomesWatch.reset();
        m_stateWatch.reset();
        m_town.kill();
        m_town.reopen();
        m_outcomes.clear(); // tickets are counted anew
        watch();
    }

private:
    void watch() {
        m_outcomesWatch = session().watchOutcomes(m_outcomes.observer());
        m_stateWatch = session().watchState(m_state.observer());
        settle();
    }

    TownSession& m_town;
    Seen<bridge::Outcome> m_outcomes;
    Seen<bridge::SessionState> m_state;
    std::unique_ptr<bridge::Watch> m_outcomesWatch;
    std::unique_ptr<bridge::Watch> m_stateWatch;
};

/// A town's hub with as many sessions as a test wants.
struct Town {
    const SessionTown& town = SessionTown::instance();
    FakeClock clock{town.now()};
    LoopbackHub hub{town.house(), town.hubStore(), clock};

    [[nodiscard]] CaseId id() const { return town.fixtureCase(); }
};

inline bridge::ContactEntry visit(std::string observed, std::string audience = "casusteam") {
    bridge::ContactEntry entry;
    entry.kind = "huisbezoek";
    entry.outcome = "gesproken";
    entry.observed = std::move(observed);
    entry.audience = std::move(audience);
    return entry;
}

} // namespace vb::test
