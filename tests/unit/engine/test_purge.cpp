// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Parts that a purge or withdrawal names: gone from every store, whatever comes in which order.
#include "sync/model/edit.h"
#include "sync/protocol/sync.pb.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/unit/engine/purge_town.h"

namespace vb::engine {
namespace {

using namespace vb::test;
using protocol::Endpoint;
constexpr auto kPurged = static_cast<std::uint32_t>(membership::Refusal::Purged);

/// Whether what came was changed.
template <typename Reply, typename Change>
protocol::Reply changed(const protocol::Reply& reply, Change change) {
    Reply message;
    REQUIRE(message.ParseFromArray(reply.body.data(), static_cast<int>(reply.body.size())));
    change(message);
    const std::string body = message.SerializeAsString();
    return {200, toBytes(asBytes(body))};
}

} // namespace

TEST_CASE("a purge takes a record from every store and leaves its place", "[engine][purge][I-2]") {
    PurgeTown town;
    const auto record = town.random.makeId<RecordId>();
    const auto id = town.write(kNoor, town.caseId, record, "KANARIE-een");
    town.write(kBram, town.caseId, "dit blijft");
    town.syncAll({kNoor, kBram, kOffice, kNoor});
    town.write(kOffice, town.caseId, record, "KANARIE-twee");
    town.syncAll({kOffice, kNoor, kBram});
    for (const std::size_t person : {kOffice, kNoor, kBram})
        REQUIRE(town.isAnywhere(person, "KANARIE"));
    REQUIRE(must(town.replica(kBram).store().records().search("kanarie", 9)).size() == 1);

    town.purge(must(town.replica(kOffice).partsOf(record)));
    town.syncAll({kOffice, kNoor, kBram});
    CHECK(town.lastFigures.repaired == 0);
    CHECK(town.isEmptyAtHub(id));
    for (const std::size_t person : {kOffice, kNoor, kBram}) {
        INFO(town.house.people[person].name);
        auto& store = town.replica(person).store();
        CHECK_FALSE(must(store.records().find(record)).has_value());
        CHECK(must(store.records().search("kanarie", 9)).empty());
        CHECK(must(store.envelopes().partsOf(id)).empty());
        CHECK(must(store.envelopes().facts(id))->position.has_value());
        CHECK(must(store.meta().number(store::kErasureOwed)) == 1);
        CHECK(town.dump(person, town.caseId) == town.dump(kOffice, town.caseId));
        CHECK(town.dump(person, town.caseId).find("dit blijft") != std::string::npos);
        CHECK(must(store.attention().all()).empty());
        CHECK_FALSE(town.isAnywhere(person, "KANARIE"));
        CHECK(town.isAnywhere(person, "dit blijft"));
    }
}

TEST_CASE("statement and envelope may come in any order", "[engine][purge][I-2]") {
    PurgeTown town;
    const auto record = town.random.makeId<RecordId>();
    town.write(kNoor, town.caseId, record, "KANARIE");
    town.write(kNoor, town.caseId, "dit blijft");
    town.syncAll({kNoor, kOffice});
    const auto parts = must(town.replica(kOffice).partsOf(record));

    SECTION("the statement first") {
        town.purge(parts);
        town.syncAll({kBram, kOffice, kNoor});
    }
    SECTION("between the directory and the pull of one sync") {
        bool isPurged = false;
        const auto wire = [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
            if (request.endpoint == Endpoint::Pull && !std::exchange(isPurged, true))
                town.purge(parts);
            return town.ask(request);
        };
        REQUIRE(town.sync(kBram, wire) == SyncTrouble::None);
        REQUIRE(isPurged);
        CHECK_FALSE(town.isAnywhere(kBram, "KANARIE"));
        town.syncAll({kOffice, kNoor, kBram});
    }
    SECTION("between the pull and its application") {
        bool isPurged = false;
        const auto wire = [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
            auto reply = town.ask(request);
            if (request.endpoint == Endpoint::Pull && !std::exchange(isPurged, true))
                town.purge(parts);
            return reply;
        };
        REQUIRE(town.sync(kBram, wire) == SyncTrouble::None);
        town.syncAll({kOffice, kNoor, kBram});
    }
    for (const std::size_t person : {kOffice, kNoor, kBram}) {
        CHECK(town.dump(person, town.caseId) == town.dump(kOffice, town.caseId));
        CHECK_FALSE(town.isAnywhere(person, "KANARIE"));
        CHECK(town.isAnywhere(person, "dit blijft"));
        CHECK(must(town.replica(person).store().attention().all()).empty());
    }
}

TEST_CASE("nothing that was purged comes back by a repair", "[engine][purge][I-2]") {
    PurgeTown town;
    const auto record = town.random.makeId<RecordId>();
    const auto id = town.write(kNoor, town.caseId, record, "KANARIE");
    town.syncAll({kNoor, kOffice, kBram});
    const auto whole = must(town.replica(kNoor).store().envelopes().find(id))->sealed;
    town.purge(must(town.replica(kOffice).partsOf(record)));
    town.syncAll({kOffice, kNoor, kBram});
    const auto dump = town.dump(kOffice, town.caseId);

    // A device lost its row; and a hub, or whoever stands in for it, still has the bytes.
    must(town.replica(kBram).store().database().execute("DELETE FROM envelope WHERE id = x'" +
                                                        id.hex() + "'"));
    veldboek::v0::Envelope before;
    REQUIRE(before.ParseFromArray(whole.data(), static_cast<int>(whole.size())));
    bool isGiven = false;
    const auto wire = [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
        auto reply = town.ask(request);
        if (request.endpoint != Endpoint::Fetch)
            return reply;
        return changed<veldboek::v0::FetchReply>(reply, [&](auto& message) {
            for (auto& envelope : *message.mutable_envelopes()) {
                if (envelope.envelope().header() != before.header())
                    continue;
                *envelope.mutable_envelope() = before;
                isGiven = true;
            }
        });
    };
    REQUIRE(town.sync(kBram, wire) == SyncTrouble::None);
    CHECK(isGiven);
    CHECK(town.notices(kBram, store::AttentionKind::StoreRepaired) == 1);
    CHECK(must(town.replica(kBram).store().envelopes().holds(id)));
    CHECK(town.dump(kBram, town.caseId) == dump);
    CHECK_FALSE(must(town.replica(kBram).store().records().find(record)).has_value());
    CHECK_FALSE(town.isAnywhere(kBram, "KANARIE"));
    const auto kept = must(town.replica(kBram).store().envelopes().find(id))->sealed;
    CHECK(kept.size() < whole.size());
}

TEST_CASE("a part that is kept back is refused and shown", "[engine][purge][I-10]") {
    PurgeTown town;
    const auto id = town.write(kNoor, town.caseId, "achtergehouden");
    town.write(kNoor, town.caseId, "dit komt");
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    const auto wire = [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
        auto reply = town.ask(request);
        const auto empty = [](auto& message) {
            for (auto& one : *message.mutable_envelopes()) {
                if (one.envelope().parts_size() > 0)
                    one.mutable_envelope()->mutable_parts(0)->clear();
                break;
            }
        };
        if (request.endpoint == Endpoint::Pull)
            return changed<veldboek::v0::PullReply>(reply, empty);
        return request.endpoint == Endpoint::Fetch ? changed<veldboek::v0::FetchReply>(reply, empty)
                                                   : reply;
    };
    REQUIRE(town.sync(kOffice, wire) == SyncTrouble::None);
    CHECK(town.notices(kOffice, store::AttentionKind::Invalid) >= 1);
    const auto all = must(town.replica(kOffice).store().attention().all());
    CHECK(std::all_of(all.begin(), all.end(), [](const auto& notice) {
        return notice.kind != store::AttentionKind::Invalid || notice.reason == kPurged;
    }));
    CHECK_FALSE(must(town.replica(kOffice).store().envelopes().holds(id)));
    // From a hub that gives it the device gets it.
    REQUIRE(town.sync(kOffice) == SyncTrouble::None);
    CHECK(town.dump(kOffice, town.caseId).find("achtergehouden") != std::string::npos);
    CHECK(town.dump(kOffice, town.caseId).find("dit komt") != std::string::npos);
}

TEST_CASE("unsent work on a purged record stays with its author", "[engine][purge][I-9]") {
    PurgeTown town;
    const auto record = town.random.makeId<RecordId>();
    town.write(kNoor, town.caseId, record, "KANARIE");
    town.syncAll({kNoor, kOffice, kBram});
    const auto unsent = town.write(kNoor, town.caseId, record, "mijn aanvulling");
    const auto other = town.write(kNoor, town.caseId, "iets anders");
    town.purge(must(town.replica(kOffice).partsOf(record)));

    SECTION("in one go") {
        REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    }
    SECTION("with a crash after the directory was applied") {
        const auto cut = [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
            if (request.endpoint == Endpoint::Push)
                return std::nullopt;
            return town.ask(request);
        };
        const auto item = must(town.replica(kNoor).outbox().find(Digest256(unsent.bytes())));
        REQUIRE(town.sync(kNoor, cut) == SyncTrouble::Unreachable);
        // As if the outbox had not yet heard of it.
        must(town.replica(kNoor).outbox().replace(*item));
        town.device(kNoor).kill();
        town.device(kNoor).open();
        CHECK(must(town.replica(kNoor).outbox().find(Digest256(unsent.bytes())))->kind ==
              store::OutboxKind::Stub);
        REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    }
    town.syncAll({kNoor, kOffice, kBram});
    const auto notices = must(town.replica(kNoor).store().attention().all());
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].kind == store::AttentionKind::Refused);
    CHECK(notices[0].reason == kPurged);
    CHECK(notices[0].caseId == town.caseId);
    CHECK(notices[0].subject == toBytes(unsent.view()));
    const auto row = must(town.replica(kNoor).store().envelopes().facts(unsent));
    REQUIRE(row.has_value());
    CHECK(row->state == store::EnvelopeState::Refused);
    REQUIRE(must(town.replica(kNoor).store().envelopes().partsOf(unsent)).size() == 1);
    CHECK(town.isAnywhere(kNoor, "mijn aanvulling"));
    CHECK_FALSE(town.isAnywhere(kNoor, "KANARIE"));
    CHECK_FALSE(town.isAnywhere(kOffice, "mijn aanvulling"));
    CHECK(must(town.replica(kOffice).store().envelopes().holds(other)));
    CHECK(must(town.replica(kNoor).outbox().count()) == 0);
    CHECK(town.dump(kNoor, town.caseId) == town.dump(kOffice, town.caseId));
}

TEST_CASE("a stub may be the first that a reader sees of a stream", "[engine][purge][I-9]") {
    PurgeTown town;
    const auto record = town.random.makeId<RecordId>();
    town.write(kNoor, town.caseId, record, "KANARIE");
    town.syncAll({kNoor, kOffice});
    // Bram has it, and the connection goes before he acknowledged anything.
    std::size_t pulls = 0;
    const auto cut = [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
        if (request.endpoint == Endpoint::Pull && ++pulls == 2)
            return std::nullopt;
        return town.ask(request);
    };
    REQUIRE(town.sync(kBram, cut) == SyncTrouble::Unreachable);
    const auto unsent = town.write(kBram, town.caseId, record, "zijn eerste, nooit verstuurd");
    REQUIRE(must(town.replica(kBram).store().envelopes().facts(unsent))->counter == 1);
    town.purge(must(town.replica(kOffice).partsOf(record)));
    REQUIRE(town.sync(kBram) == SyncTrouble::None);
    const auto stub = stubOf(town, kBram, unsent);
    REQUIRE(stub.has_value());

    SECTION("and is kept without a word") {
        town.syncAll({kOffice, kNoor});
        CHECK(must(town.replica(kOffice).store().attention().all()).empty());
    }
    SECTION("and one that nobody signed is shown, and fetched from a hub that is honest") {
        const auto wire = [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
            const auto spoil = [&](auto& message) {
                for (auto& item : *message.mutable_envelopes()) {
                    if (item.has_stub())
                        item.mutable_stub()->mutable_signature()->front() ^= 1;
                }
            };
            auto reply = town.ask(request);
            if (request.endpoint == Endpoint::Pull)
                return changed<veldboek::v0::PullReply>(reply, spoil);
            return request.endpoint == Endpoint::Fetch
                       ? changed<veldboek::v0::FetchReply>(reply, spoil)
                       : reply;
        };
        REQUIRE(town.sync(kOffice, wire) == SyncTrouble::None);
        CHECK(town.notices(kOffice, store::AttentionKind::Invalid) >= 1);
        CHECK_FALSE(must(town.replica(kOffice).store().envelopes().holds(stub->id)));
        town.syncAll({kOffice, kNoor});
    }
    for (const std::size_t person : {kOffice, kNoor}) {
        const auto row = must(town.replica(person).store().envelopes().facts(stub->id));
        REQUIRE(row.has_value());
        CHECK(row->state == store::EnvelopeState::Stub);
    }
}

TEST_CASE("what was accepted unheard and then purged leaves its author too",
          "[engine][purge][I-2]") {
    PurgeTown town;
    const auto record = town.random.makeId<RecordId>();
    const auto id = town.write(kNoor, town.caseId, record, "KANARIE");
    const auto deaf = [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
        auto reply = town.ask(request);
        if (request.endpoint == Endpoint::Push)
            return std::nullopt;
        return reply;
    };
    REQUIRE(town.sync(kNoor, deaf) == SyncTrouble::Unreachable);
    REQUIRE(town.sync(kOffice) == SyncTrouble::None);
    town.purge(must(town.replica(kOffice).partsOf(record)));
    town.syncAll({kNoor, kOffice, kBram});
    CHECK(must(town.replica(kNoor).outbox().count()) == 0);
    CHECK(must(town.replica(kNoor).store().envelopes().facts(id))->position.has_value());
    CHECK(town.dump(kNoor, town.caseId) == town.dump(kOffice, town.caseId));
    CHECK_FALSE(town.isAnywhere(kNoor, "KANARIE"));
    CHECK(must(town.replica(kNoor).store().attention().all()).empty());
}

TEST_CASE("a record taken back is dropped, and what was said beside it stays",
          "[engine][purge][I-3]") {
    PurgeTown town;
    const auto record = town.random.makeId<RecordId>();
    const auto first = town.write(kNoor, town.caseId, record, "KANARIE");
    town.syncAll({kNoor, kOffice, kBram});
    const auto second = town.write(kBram, town.caseId, record, "van een ander");
    SECTION("by its organisation, before it saw the other") {
        town.withdraw(kNoor, record);
        town.syncAll({kNoor, kBram, kOffice});
        CHECK(town.isEmptyAtHub(first));
        for (const std::size_t person : {kOffice, kNoor, kBram}) {
            INFO(town.house.people[person].name);
            CHECK_FALSE(town.isAnywhere(person, "KANARIE"));
            CHECK(must(town.replica(person).record(record))->isWithdrawn());
            CHECK(town.dump(person, town.caseId).find("van een ander") != std::string::npos);
            CHECK(town.dump(person, town.caseId) == town.dump(kOffice, town.caseId));
            CHECK(must(town.replica(person).store().attention().all()).empty());
        }
    }
    SECTION("before it was sent at all") {
        const auto other = town.random.makeId<RecordId>();
        const auto unsent = town.write(kNoor, town.caseId, other, "KANARIE-later");
        town.withdraw(kNoor, other);
        town.withdraw(kNoor, record);
        town.syncAll({kNoor, kBram, kOffice});
        CHECK(town.isEmptyAtHub(unsent));
        for (const std::size_t person : {kOffice, kNoor, kBram}) {
            CHECK_FALSE(town.isAnywhere(person, "KANARIE"));
            CHECK(town.dump(person, town.caseId) == town.dump(kOffice, town.caseId));
        }
    }
    SECTION("by another organisation, which drops its own part alone") {
        town.syncAll({kBram});
        town.withdraw(kBram, record);
        town.syncAll({kBram, kNoor, kOffice});
        CHECK_FALSE(town.isEmptyAtHub(first));
        CHECK(town.isEmptyAtHub(second));
        for (const std::size_t person : {kOffice, kNoor, kBram}) {
            CHECK_FALSE(town.isAnywhere(person, "van een ander"));
            CHECK(must(town.replica(person).record(record))->isWithdrawn());
            CHECK(town.dump(person, town.caseId) == town.dump(kOffice, town.caseId));
        }
    }
}

TEST_CASE("a purged case keeps nothing, takes nothing and holds nothing up",
          "[engine][purge][I-9]") {
    PurgeTown town;
    const auto id = town.write(kNoor, town.caseId, "KANARIE");
    town.syncAll({kNoor, kOffice, kBram});
    const auto unsent = town.write(kNoor, town.caseId, "nog niet weg");
    town.purge({});
    town.syncAll({kNoor, kOffice, kBram});
    CHECK(town.isEmptyAtHub(id));
    for (const std::size_t person : {kOffice, kNoor, kBram}) {
        INFO(town.house.people[person].name);
        CHECK_FALSE(town.isAnywhere(person, "KANARIE"));
        CHECK(town.dump(person, town.caseId) == town.dump(kOffice, town.caseId));
        CHECK(must(town.replica(person).outbox().count()) == 0);
        CHECK(town.notices(person, store::AttentionKind::Refused) == (person == kNoor ? 1U : 0U));
        CHECK(town.notices(person, store::AttentionKind::Invalid) == 0);
    }
    CHECK(must(town.replica(kNoor).store().envelopes().partsOf(unsent)).size() == 1);
    Entry entry;
    entry.caseId = town.caseId;
    entry.parts.push_back({{1}, town.random.makeId<RecordId>(), {}, {}});
    CHECK(town.replica(kNoor).save({entry}).error().code == Code::Refused);
}

/// Weeks of three devices in any order, with crashes, lost answers and rows that get lost.
TEST_CASE("any order of delivery gives the same record and none of what went",
          "[engine][purge][I-2]") {
    std::size_t gone = 0;
    for (std::uint64_t seed = 1; seed <= 24; ++seed) {
        INFO("seed " << seed);
        PurgeTown town;
        PurgeScript script(town, seed);
        for (int step = 0; step < 40; ++step)
            script.step();
        for (int round = 0; round < 2; ++round)
            town.syncAll({kOffice, kNoor, kBram});
        gone += script.check();
    }
    CHECK(gone > 24);
}

} // namespace vb::engine
