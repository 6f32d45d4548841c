// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/engine/engine_town.h"

#include "sync/engine/wire.h"
#include "sync/protocol/sync.pb.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"

namespace vb::engine {
namespace {

using namespace vb::test;
using protocol::Endpoint;

/// A push reply that puts everything off.
protocol::Reply putOff(const protocol::Request& request) {
    veldboek::v0::PushRequest asked;
    REQUIRE(asked.ParseFromArray(request.body.data(), static_cast<int>(request.body.size())));
    veldboek::v0::PushReply reply;
    for (int i = 0; i < asked.items_size(); ++i)
        reply.add_verdicts()->set_refusal(veldboek::v0::REFUSAL_QUOTA);
    const std::string body = reply.SerializeAsString();
    return {200, toBytes(asBytes(body))};
}

bool asksForBulk(const protocol::Request& request) {
    veldboek::v0::PullRequest asked;
    REQUIRE(asked.ParseFromArray(request.body.data(), static_cast<int>(request.body.size())));
    return asked.bulk();
}

/// The hub's answer to a push, which the device never got.
Bytes pushUnheard(EngineTown& town, std::size_t person) {
    Bytes answer;
    const auto deaf = [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
        if (request.endpoint != Endpoint::Push)
            return town.ask(request);
        answer = town.ask(request).body;
        return std::nullopt;
    };
    REQUIRE(town.sync(person, deaf) == SyncTrouble::Unreachable);
    return answer;
}

std::string incompressible(SeededRandom& random) {
    std::string text;
    while (text.size() < 2'000)
        text += random.makeId<RecordId>().hex();
    return text;
}

const store::RecordRow& rowOf(std::vector<store::RecordRow>& rows, const RecordId& record) {
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [&](const auto& row) { return row.record == record; });
    REQUIRE(found != rows.end());
    return *found;
}

/// A sync up to where an answer is to be applied beside the next request, and no further: the
/// device is killed and comes back. What it had asked for last.
std::optional<Endpoint> dieBeforeApplying(EngineTown& town, std::size_t person) {
    auto& device = town.device(person);
    std::deque<Event> events{SyncRequested{}};
    std::optional<Endpoint> asked;
    for (bool isCalled = false; !events.empty() && !isCalled;) {
        const auto event = events.front();
        events.pop_front();
        for (const auto& action : device.engine().handle(event)) {
            isCalled = isCalled || std::holds_alternative<CallBack>(action);
            if (const auto* sent = std::get_if<SendRequest>(&action)) {
                asked = sent->request.endpoint;
                events.emplace_back(ReplyArrived{sent->number, town.ask(sent->request)});
            }
        }
    }
    device.kill();
    device.open();
    return asked;
}

} // namespace

TEST_CASE("a number that was given out is never given out again", "[engine][I-1]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    town.write(kNoor, caseId, "eerste");
    town.write(kNoor, caseId, "tweede");
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    town.assign(caseId, kNoor, false);
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    REQUIRE(town.notices(kNoor, store::AttentionKind::CaseErased) == 1);
    town.assign(caseId, kNoor, true);

    // The case is hers again, and nothing of it has come back yet when she writes.
    const auto cut = [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
        if (request.endpoint == Endpoint::Pull)
            return std::nullopt;
        return town.ask(request);
    };
    REQUIRE(town.sync(kNoor, cut) == SyncTrouble::Unreachable);
    const auto third = town.write(kNoor, caseId, "derde");
    town.syncAll({kNoor, kOffice});
    CHECK(town.notices(kNoor, store::AttentionKind::Refused) == 0);
    CHECK(must(town.hubStore.envelope(third)).has_value());
    CHECK(town.dump(kNoor, caseId) == town.dump(kOffice, caseId));
    // What she wrote before comes back as any other work, not as something that had been lost.
    CHECK(town.notices(kNoor, store::AttentionKind::StoreRepaired) == 0);
    for (const char* text : {"eerste", "tweede", "derde"})
        CHECK(town.dump(kOffice, caseId).find(text) != std::string::npos);
}

TEST_CASE("a batch is applied while the hub has the next one", "[engine][I-1]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    std::vector<ChangesetId> written;
    for (int i = 0; i < 40; ++i)
        written.push_back(town.write(kNoor, caseId, incompressible(town.random)));
    const auto waiting = must(town.replica(kNoor).outbox().count());

    SECTION("nothing of the first is let go before the second is sent") {
        std::vector<std::uint64_t> left;
        const auto wire = [&](const protocol::Request& request) {
            if (request.endpoint == Endpoint::Push)
                left.push_back(must(town.replica(kNoor).outbox().count()));
            return std::optional(town.ask(request));
        };
        REQUIRE(town.sync(kNoor, wire) == SyncTrouble::None);
        REQUIRE(left.size() > 3);
        CHECK(left[1] == waiting);
        CHECK(left[2] < waiting);
        CHECK(must(town.replica(kNoor).outbox().count()) == 0);
    }
    SECTION("a wire that breaks in the middle loses nothing and sends nothing twice for good") {
        int pushes = 0;
        const auto wire = [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
            if (request.endpoint == Endpoint::Push && ++pushes > 2)
                return std::nullopt;
            return town.ask(request);
        };
        REQUIRE(town.sync(kNoor, wire) == SyncTrouble::Unreachable);
        const auto left = must(town.replica(kNoor).outbox().count());
        CHECK(left > 0);
        CHECK(left < waiting); // what was judged was applied, though the next failed
    }
    SECTION("a device that dies before applying is told again") {
        REQUIRE(dieBeforeApplying(town, kNoor) == Endpoint::Push);
        CHECK(must(town.replica(kNoor).outbox().count()) == waiting);
    }
    town.syncAll({kNoor, kOffice});
    CHECK(must(town.replica(kNoor).outbox().count()) == 0);
    for (const auto& id : written)
        CHECK(must(town.hubStore.envelope(id)).has_value());
    CHECK(town.dump(kNoor, caseId) == town.dump(kOffice, caseId));
}

TEST_CASE("a page that came and was not applied is asked for again", "[engine][I-1]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    town.write(kNoor, caseId, "vooraf");
    town.syncAll({kNoor, kOffice});
    for (int i = 0; i < 40; ++i) // more than a page
        town.write(kNoor, caseId, incompressible(town.random));
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    REQUIRE(dieBeforeApplying(town, kOffice) == Endpoint::Pull);
    REQUIRE(town.sync(kOffice) == SyncTrouble::None);
    CHECK(town.notices(kOffice, store::AttentionKind::StoreRepaired) == 0);
    CHECK(town.dump(kOffice, caseId) == town.dump(kNoor, caseId));
}

TEST_CASE("who was first is decided anew when a number becomes known late", "[engine][I-2]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kBram});
    const auto record = town.random.makeId<RecordId>();
    town.write(kBram, caseId, record, "van bram"); // the older stamp
    town.clock.advance(std::chrono::minutes(5));
    town.write(kNoor, caseId, record, "van noor", EngineTown::Bulk::Yes);

    // The hub takes Noor's first; she does not hear of it before she has Bram's, because bulk comes
    // after what is recent.
    const auto items = must(town.replica(kNoor).outboxItems(0, SIZE_MAX));
    const auto verdicts = pushUnheard(town, kNoor);
    REQUIRE(town.sync(kBram) == SyncTrouble::None);
    const auto busy = [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
        if (request.endpoint == Endpoint::Pull && asksForBulk(request))
            return std::nullopt;
        return request.endpoint == Endpoint::Push ? putOff(request) : town.ask(request);
    };
    REQUIRE(town.sync(kNoor, busy) == SyncTrouble::Unreachable);
    auto& replica = town.replica(kNoor);
    REQUIRE(must(replica.record(record))->created->author == town.house.people[kBram].who.worker);

    must(replica.applyVerdicts(items, must(wire::readPush(verdicts, items.size()))));
    const auto state = must(replica.record(record));
    REQUIRE(state->created->author == town.house.people[kNoor].who.worker);
    auto rows = must(replica.store().records().ofCase(caseId, {}, 100));
    CHECK(rowOf(rows, record).sortMillis == state->created->effective.millis);
}

TEST_CASE("work of who left with a clock in the future is listed where it belongs",
          "[engine][I-3]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    const auto record = town.random.makeId<RecordId>();
    town.device(kNoor).skew = std::chrono::hours(24 * 3650);
    REQUIRE(town.sync(kNoor) == SyncTrouble::None); // what the hub's clock says she knows
    town.write(kNoor, caseId, record, "uit 2036");
    town.assign(caseId, kNoor, false);
    // She learns that she left, and what the hub said to her work, before the case goes.
    const auto items = must(town.replica(kNoor).outboxItems(0, SIZE_MAX));
    const auto verdicts = pushUnheard(town, kNoor);
    must(town.replica(kNoor).applyVerdicts(items, must(wire::readPush(verdicts, items.size()))));
    auto& replica = town.replica(kNoor);
    const auto state = must(replica.record(record));
    auto rows = must(replica.store().records().ofCase(caseId, {}, 100));
    CHECK(state->created->effective.millis < town.clock.now().millis + 1);
    CHECK(rowOf(rows, record).sortMillis == state->created->effective.millis);
}

TEST_CASE("the dump of an audience has what the hub accepted, and nothing else", "[engine][I-2]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    town.write(kNoor, caseId, "nog niet verzonden");
    CHECK(town.dump(kNoor, caseId).find("nog niet verzonden") == std::string::npos);
    CHECK(town.dump(kNoor, caseId) == town.dump(kOffice, caseId));
    town.syncAll({kNoor, kOffice});
    CHECK(town.dump(kNoor, caseId).find("nog niet verzonden") != std::string::npos);
    CHECK(town.dump(kNoor, caseId) == town.dump(kOffice, caseId));
}

} // namespace vb::engine
