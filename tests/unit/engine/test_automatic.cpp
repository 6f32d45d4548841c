// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// When an engine tries by itself, and what it says of it.
#include "tests/support/must.h"
#include "tests/unit/engine/bent_replies.h"

#include <algorithm>

namespace vb::engine {
namespace {

using namespace vb::test;
using namespace std::chrono_literals;
using protocol::Endpoint;
using protocol::Reply;
using protocol::Request;

constexpr auto kInterval = 90'000ms;

/// Nobody answers.
std::optional<Reply> nobody(const Request&) {
    return std::nullopt;
}

template <typename T>
std::vector<T> those(const Actions& actions) {
    std::vector<T> found;
    for (const auto& action : actions) {
        if (const auto* one = std::get_if<T>(&action))
            found.push_back(*one);
    }
    return found;
}

/// An engine that schedules its tries, over a device of the town.
struct Automatic {
    explicit Automatic(bool isAutomatic = true) {
        options.isAutomatic = isAutomatic;
        options.interval = kInterval;
        caseId = town.openCase({kOffice, kNoor});
        engine.emplace(town.replica(kNoor), options);
    }

    /// From an event to where nothing is under way; everything that was to be done.
    Actions run(Event event, const EngineTown::Wire& wire) {
        Actions done;
        std::deque<Event> events{std::move(event)};
        while (!events.empty()) {
            const auto next = std::move(events.front());
            events.pop_front();
            for (auto& action : engine->handle(next)) {
                if (const auto* sent = std::get_if<SendRequest>(&action)) {
                    if (auto reply = wire(sent->request))
                        events.emplace_back(ReplyArrived{sent->number, std::move(*reply)});
                    else
                        events.emplace_back(RequestFailed{sent->number, {}});
                } else if (std::holds_alternative<CallBack>(action)) {
                    events.emplace_front(CalledBack{});
                }
                done.push_back(std::move(action));
            }
        }
        return done;
    }
    EngineTown::Wire honest() {
        return [this](const Request& request) { return std::optional(town.ask(request)); };
    }
    StartTimer timerOf(const Actions& actions) {
        const auto timers = those<StartTimer>(actions);
        REQUIRE(timers.size() == 1);
        CHECK(engine->status().nextTry == town.clock.now() + timers.front().delay);
        return timers.front();
    }

    EngineTown town;
    CaseId caseId;
    SyncOptions options;
    std::optional<SyncEngine> engine;
};

} // namespace

TEST_CASE("waits between tries grow, are never the same for all, and have an end", "[engine]") {
    SeededRandom random(7);
    SeededRandom otherRandom(8);
    Backoff backoff(random);
    Backoff other(otherRandom);
    CHECK(backoff.next() == Backoff::kFirst); // the first try again is soon
    other.next();
    std::size_t same = 0;
    auto ceiling = Backoff::kFirst;
    std::chrono::milliseconds early{0};
    std::chrono::milliseconds late{0};
    for (int i = 1; i <= 60; ++i) {
        ceiling = std::min(2 * ceiling, Backoff::kLongest);
        const auto wait = backoff.next();
        CAPTURE(i);
        CHECK(wait >= Backoff::kFirst);
        CHECK(wait <= ceiling);
        same += wait == other.next() ? 1U : 0U;
        (i <= 30 ? early : late) += wait;
    }
    CHECK(same < 10);
    CHECK(late > early);
    CHECK(late > 30 * 30'000ms); // it is left alone for minutes, not seconds
    backoff.reset();
    CHECK(backoff.next() == Backoff::kFirst);
}

TEST_CASE("a try that failed is followed by another, later each time", "[engine][I-8]") {
    Automatic run;
    run.town.write(kNoor, run.caseId, "wacht op verbinding");
    auto timer = run.timerOf(run.run(SyncRequested{}, nobody));
    CHECK(timer.delay == Backoff::kFirst);
    CHECK(run.engine->status().trouble == SyncTrouble::Unreachable);
    CHECK_FALSE(run.engine->status().online);
    const auto offline = run.engine->status().offlineSince;
    REQUIRE(offline == run.town.clock.now());
    auto longest = timer.delay;
    for (int i = 0; i < 12; ++i) {
        run.town.clock.advance(timer.delay);
        const auto stale = run.run(TimerFired{timer.number - 1}, run.honest());
        CHECK(those<SendRequest>(stale).empty());
        timer = run.timerOf(run.run(TimerFired{timer.number}, nobody));
        longest = std::max(longest, timer.delay);
    }
    CHECK(longest > 10 * Backoff::kFirst);
    CHECK(run.engine->status().offlineSince == offline); // since when, not the last time

    // Once somebody answers it is over, and the next failure begins anew.
    const auto finished = run.run(TimerFired{timer.number}, run.honest());
    REQUIRE(those<SyncFinished>(finished).size() == 1);
    CHECK(those<SyncFinished>(finished).front().trouble == SyncTrouble::None);
    timer = run.timerOf(finished);
    CHECK(timer.delay == kInterval);
    CHECK(run.engine->status().online);
    CHECK_FALSE(run.engine->status().offlineSince.has_value());
    CHECK(run.engine->status().lastApplied == run.town.clock.now());
    CHECK(run.engine->status().unsent == 0);
    CHECK(run.timerOf(run.run(TimerFired{timer.number}, nobody)).delay == Backoff::kFirst);
}

TEST_CASE("a sync that is asked for while one runs follows it", "[engine]") {
    const bool isAutomatic = GENERATE(true, false);
    Automatic run(isAutomatic);
    bool isAsked = false;
    const auto actions = run.run(SyncRequested{}, [&](const Request& request) {
        if (request.endpoint == Endpoint::Directory && !std::exchange(isAsked, true)) {
            CHECK(run.engine->handle(SyncRequested{}).empty());
            CHECK(run.engine->handle(TimerFired{0}).empty());
        }
        return std::optional(run.town.ask(request));
    });
    REQUIRE(isAsked);
    const auto timer = run.timerOf(actions);
    CHECK(timer.delay == 0ms);
    const auto again = run.run(TimerFired{timer.number}, run.honest());
    REQUIRE(those<SyncFinished>(again).size() == 1);
    CHECK(those<StartTimer>(again).size() == (isAutomatic ? 1 : 0));
    CHECK(run.engine->status().nextTry.has_value() == isAutomatic);
}

TEST_CASE("what comes too late is not heard", "[engine][I-10]") {
    Automatic run(false);
    auto begun = run.engine->handle(SyncRequested{});
    const auto hello = those<SendRequest>(begun);
    REQUIRE(hello.size() == 1);
    const auto answer = run.town.ask(hello.front().request);
    CHECK(run.engine->handle(RequestFailed{hello.front().number + 1, {}}).empty());
    CHECK(run.engine->handle(ReplyArrived{hello.front().number + 1, answer}).empty());
    const auto lost = run.engine->handle(RequestFailed{hello.front().number, {}});
    REQUIRE(those<SyncFinished>(lost).size() == 1);
    CHECK(run.engine->handle(ReplyArrived{hello.front().number, answer}).empty());
    CHECK(run.engine->handle(RequestFailed{hello.front().number, {}}).empty());
    CHECK(run.engine->status().phase == SyncPhase::Idle);
    CHECK(run.engine->status().trouble == SyncTrouble::Unreachable);
    CHECK(those<StartTimer>(lost).empty()); // who does not schedule does not schedule
}

TEST_CASE("a hub that another holds itself out to be is not answered", "[engine][I-10]") {
    Automatic run(false);
    const auto hello = those<SendRequest>(run.engine->handle(SyncRequested{}));
    REQUIRE(hello.size() == 1);
    const auto actions =
        run.engine->handle(RequestFailed{hello.front().number, RequestFailure::NotTrusted});
    CHECK(those<SendRequest>(actions).empty());
    CHECK(run.engine->status().trouble == SyncTrouble::NotTrusted);
    CHECK_FALSE(run.engine->status().online);
}

TEST_CASE("what was saved meanwhile counts at once, and is told once", "[engine][I-8]") {
    Automatic run(false);
    const auto before = run.engine->status().unsent;
    run.town.write(kNoor, run.caseId, "nieuw");
    CHECK(run.engine->status().unsent == before);
    CHECK(those<StatusChanged>(run.engine->refreshStatus()).size() == 1);
    CHECK(run.engine->status().unsent == before + 1);
    CHECK(run.engine->refreshStatus().empty());
    SyncEngine later(run.town.replica(kNoor));
    CHECK(later.status().unsent == before + 1);
    CHECK(later.status().lastApplied.has_value()); // a restart does not forget when that was
}

} // namespace vb::engine
