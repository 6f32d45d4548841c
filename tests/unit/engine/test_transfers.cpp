// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// A place that changes hands while the giver, the receiver or whoever has the keys is offline.
#include "sync/issuance/transfer.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/unit/engine/engine_town.h"

namespace vb::engine {
namespace {

using namespace vb::test;

constexpr std::uint16_t kHat = 1;

/// Noor has a place; Saar is to take it.
struct HandingOver {
    EngineTown town;
    CaseId caseId = town.openCase({kOffice, kNoor, kBram});

    HandingOver() {
        town.write(kBram, caseId, "vooraf");
        town.syncAll({kBram, kNoor, kOffice});
    }

    /// Said by the office, which syncs; the others learn of it when they do.
    void handOver(std::size_t giver, std::size_t receiver) {
        say(giver, receiver);
        REQUIRE(town.sync(kOffice) == SyncTrouble::None);
    }
    /// By the office, which does not sync.
    void say(std::size_t giver, std::size_t receiver) {
        auto& office = town.replica(kOffice);
        const auto prefix = must(office.directory().prefix(caseId));
        const auto body = must(issuance::transferBody(prefix, {town.house.people[giver].who, kHat,
                                                               town.house.people[receiver].who,
                                                               true, office.hubNow()}));
        must(office.queueStatement(must(office.sign(caseId, body))));
    }
    void passDays() { town.clock.advance(issuance::kGiverGoesOn + std::chrono::hours(24)); }
    bool holdsCase(std::size_t person) {
        return !must(town.replica(person).store().audiences().ofCase(caseId)).empty();
    }
    std::size_t timesIn(std::size_t person, const std::string& text) {
        const auto dump = town.dump(person, caseId);
        std::size_t found = 0;
        const std::string quoted = '"' + text + '"';
        for (auto at = dump.find(quoted); at != std::string::npos; at = dump.find(quoted, at + 1))
            ++found;
        return found;
    }
    bool isLate(std::size_t person, const ChangesetId& id) {
        const auto row = must(town.replica(person).store().envelopes().facts(id));
        REQUIRE(row.has_value());
        return row->late;
    }
    std::size_t epochs() {
        const auto* log = must(town.replica(kOffice).directory().caseLog(caseId));
        return log->epochsOf(town.team(caseId)).size();
    }
};

} // namespace

TEST_CASE("whoever takes a place receives everything, and the giver works on within the days",
          "[engine][transfer][I-6]") {
    HandingOver h;
    h.handOver(kNoor, kSaar);
    const auto id = h.town.write(kNoor, h.caseId, "in de dagen");
    h.town.syncAll({kNoor, kOffice, kSaar, kBram});
    CHECK_FALSE(h.isLate(kOffice, id));
    CHECK(h.holdsCase(kNoor));
    CHECK(h.epochs() == 1);
    for (const std::size_t person : {kOffice, kNoor, kSaar, kBram}) {
        CHECK(h.timesIn(person, "vooraf") == 1);
        CHECK(h.timesIn(person, "in de dagen") == 1);
        CHECK(h.town.dump(person, h.caseId) == h.town.dump(kOffice, h.caseId));
    }
    CHECK(h.town.notices(kNoor, store::AttentionKind::Late) == 0);

    h.passDays();
    h.town.write(kSaar, h.caseId, "na de dagen");
    h.town.syncAll({kSaar, kNoor, kBram, kOffice});
    CHECK(h.epochs() == 2); // the giver has no key of what is written from now on
    CHECK_FALSE(h.holdsCase(kNoor));
    CHECK(h.town.notices(kNoor, store::AttentionKind::CaseErased) == 1);
    CHECK(h.town.dump(kSaar, h.caseId) == h.town.dump(kBram, h.caseId));
    CHECK(h.timesIn(kBram, "na de dagen") == 1);
}

TEST_CASE("what a giver wrote and could not send in time is delivered, late, and then erased",
          "[engine][transfer][I-13]") {
    HandingOver h;
    const bool knew = GENERATE(true, false);
    if (!knew)
        h.town.write(kNoor, h.caseId, "voor de overdracht");
    h.handOver(kNoor, kSaar);
    if (knew)
        REQUIRE(h.town.sync(kNoor) == SyncTrouble::None);
    const auto id = h.town.write(kNoor, h.caseId, "nooit verstuurd");
    h.passDays();
    SECTION("and nothing was said in the case meanwhile") {}
    SECTION("and the case went on without them") {
        h.town.syncAll({kBram, kSaar});
        h.town.write(kSaar, h.caseId, "van wie het overnam");
        h.town.syncAll({kSaar, kBram, kOffice});
        h.town.assign(h.caseId, kBram, false);
        h.town.assign(h.caseId, kBram, true);
        h.town.syncAll({kSaar, kBram, kOffice});
    }
    INFO(h.town.lastError);
    REQUIRE(h.town.sync(kNoor) == SyncTrouble::None);
    CHECK(h.town.device(kNoor).engine().status().unsent == 0);
    CHECK(h.town.notices(kNoor, store::AttentionKind::Refused) == 0);
    CHECK(h.town.notices(kNoor, store::AttentionKind::CaseErased) == 1);
    CHECK_FALSE(h.holdsCase(kNoor));

    h.town.syncAll({kBram, kOffice, kSaar});
    for (const std::size_t person : {kOffice, kBram, kSaar}) {
        CHECK(h.isLate(person, id));
        CHECK(h.timesIn(person, "nooit verstuurd") == 1);
        CHECK(h.town.dump(person, h.caseId) == h.town.dump(kOffice, h.caseId));
    }
}

TEST_CASE("a giver who is given the place back, or another, has everything again",
          "[engine][transfer][I-6]") {
    HandingOver h;
    h.town.write(kNoor, h.caseId, "van haarzelf");
    h.town.syncAll({kNoor, kBram, kOffice});
    h.handOver(kNoor, kSaar);
    h.town.syncAll({kBram, kSaar, kNoor});
    SECTION("within the days, without ever having been away") {
        h.handOver(kSaar, kNoor);
        h.town.syncAll({kNoor, kSaar, kBram, kOffice});
        h.passDays();
        h.town.syncAll({kSaar, kNoor, kOffice, kBram});
        CHECK(h.town.notices(kNoor, store::AttentionKind::CaseErased) == 0);
        CHECK_FALSE(h.holdsCase(kSaar));
    }
    SECTION("after the days") {
        h.passDays();
        h.town.syncAll({kNoor, kBram, kSaar, kOffice});
        REQUIRE_FALSE(h.holdsCase(kNoor));
        h.town.write(kSaar, h.caseId, "toen zij weg was");
        h.town.syncAll({kSaar, kOffice});
        h.handOver(kSaar, kNoor);
        h.town.syncAll({kSaar, kBram, kOffice, kNoor});
        CHECK(h.timesIn(kNoor, "toen zij weg was") == 1);
    }
    SECTION("after the days, as a member of their own") {
        h.passDays();
        h.town.syncAll({kNoor, kBram, kSaar, kOffice});
        REQUIRE_FALSE(h.holdsCase(kNoor));
        h.town.assign(h.caseId, kNoor, true);
        h.town.syncAll({kBram, kOffice, kNoor});
    }
    CHECK(h.timesIn(kNoor, "van haarzelf") == 1);
    CHECK(h.timesIn(kNoor, "vooraf") == 1);
    CHECK(h.town.dump(kNoor, h.caseId) == h.town.dump(kOffice, h.caseId));
}

TEST_CASE(
    "who has the keys is offline: the receiver waits, and writes nothing meanwhile that is lost",
    "[engine][transfer]") {
    HandingOver h;
    h.say(kNoor, kSaar);
    bool isSaid = false;
    static_cast<void>(h.town.sync(kOffice, [&](const protocol::Request& request) {
        auto reply = isSaid ? std::nullopt : std::optional(h.town.ask(request));
        isSaid = isSaid || request.endpoint == protocol::Endpoint::Push;
        return reply;
    }));
    h.town.device(kOffice).kill(); // before it could hand over any key
    REQUIRE(h.town.sync(kSaar) == SyncTrouble::None);
    const auto id = h.town.write(kSaar, h.caseId, "zonder sleutel van vroeger");
    REQUIRE(h.town.sync(kSaar) == SyncTrouble::None);
    CHECK(h.timesIn(kSaar, "vooraf") == 0);
    CHECK(h.town.notices(kSaar, store::AttentionKind::Unreadable) == 0);
    h.passDays();
    h.town.syncAll({kBram, kSaar});
    CHECK(h.timesIn(kSaar, "vooraf") == 1);
    h.town.device(kOffice).open();
    h.town.syncAll({kOffice, kBram});
    CHECK_FALSE(h.isLate(kOffice, id));
    for (const std::size_t person : {kBram, kSaar})
        CHECK(h.town.dump(person, h.caseId) == h.town.dump(kOffice, h.caseId));
}

TEST_CASE("a transfer that reaches the hub after the giver's last day tells the giver all the same",
          "[engine][transfer][I-6]") {
    HandingOver h;
    h.say(kNoor, kSaar);
    h.passDays();
    REQUIRE(h.town.sync(kNoor) == SyncTrouble::None);
    const auto id = h.town.write(kNoor, h.caseId, "van niets geweten");
    REQUIRE(h.town.sync(kOffice) == SyncTrouble::None);
    REQUIRE(h.town.sync(kNoor) == SyncTrouble::None);
    CHECK_FALSE(h.holdsCase(kNoor));
    h.town.syncAll({kOffice, kSaar});
    CHECK(h.isLate(kOffice, id));
    CHECK(h.timesIn(kSaar, "van niets geweten") == 1);
}

TEST_CASE("of two who hand a place over offline the second is told that it is stale",
          "[engine][transfer]") {
    HandingOver h;
    constexpr std::size_t kInformation = 1;
    h.town.assign(h.caseId, kInformation, true);
    REQUIRE(h.town.sync(kInformation) == SyncTrouble::None);
    auto& second = h.town.replica(kInformation);
    const auto prefix = must(second.directory().prefix(h.caseId));
    const auto body = must(
        issuance::transferBody(prefix, {h.town.house.people[kNoor].who, kHat,
                                        h.town.house.people[kSaar].who, true, second.hubNow()}));
    const auto statement = must(second.sign(h.caseId, body));
    h.town.assign(h.caseId, kSaar, true);
    h.handOver(kNoor, kSaar);
    must(second.queueStatement(statement));
    REQUIRE(h.town.sync(kInformation) == SyncTrouble::None);
    const auto notices = must(second.store().attention().all());
    REQUIRE(notices.size() == 1);
    CHECK(notices.front().kind == store::AttentionKind::Refused);
    CHECK(notices.front().reason == static_cast<std::uint32_t>(membership::Refusal::Stale));
    CHECK(must(second.outbox().count()) == 0);
}

} // namespace vb::engine
