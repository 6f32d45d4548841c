// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// People who come and go while others, or they themselves, are offline with unsent work.
#include "sync/issuance/device_keys.h"
#include "sync/membership/derived_ids.h"
#include "sync/protocol/limits.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/unit/engine/bent_replies.h"
#include "tests/unit/engine/engine_town.h"

namespace vb::engine {
namespace {

using namespace vb::test;

void say(EngineTown& town, const CaseId& caseId, membership::StatementBody body) {
    auto& office = town.replica(kOffice);
    must(office.queueStatement(must(office.sign(caseId, std::move(body)))));
    REQUIRE(town.sync(kOffice) == SyncTrouble::None);
}

void sayForCause(EngineTown& town, const CaseId& caseId, std::size_t person,
                 std::vector<membership::StreamCut> cuts) {
    say(town, caseId,
        membership::MemberEndBody{town.house.people[person].who, membership::EndReason::ForCause,
                                  std::move(cuts)});
}

store::EnvelopeRow rowOf(EngineTown& town, std::size_t person, const ChangesetId& id) {
    const auto row = must(town.replica(person).store().envelopes().facts(id));
    REQUIRE(row.has_value());
    return *row;
}

/// Whether this is what a field of the record shows.
bool isInForce(EngineTown& town, std::size_t person, const RecordId& record,
               const ChangesetId& id) {
    const auto state = must(town.replica(person).record(record));
    REQUIRE(state.has_value());
    for (const auto& field : state->fields) {
        for (const auto& version : field.versions) {
            if (version.id.changeset == id)
                return version.status == model::VersionStatus::InForce;
        }
    }
    return false;
}

bool holdsCase(EngineTown& town, std::size_t person, const CaseId& caseId) {
    return !must(town.replica(person).store().audiences().ofCase(caseId)).empty();
}

std::int64_t keysOf(EngineTown& town, std::size_t person, const CaseId& caseId) {
    auto rows = must(town.replica(person).store().database().prepare(
        "SELECT count(*) FROM epoch_box WHERE case_id = :case"));
    REQUIRE(must(rows.bind(":case", caseId.view()).step()));
    return rows.int64(0);
}

std::size_t timesIn(const std::string& dump, const std::string& text) {
    std::size_t found = 0;
    for (auto at = dump.find(text); at != std::string::npos; at = dump.find(text, at + 1))
        ++found;
    return found;
}

} // namespace

TEST_CASE("a statement that waits already is not queued again", "[engine]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    auto& office = town.replica(kOffice);
    const membership::MemberEndBody gone{
        town.house.people[kNoor].who, membership::EndReason::Unassigned, {}};
    const auto statement = must(office.sign(caseId, gone));
    const auto waiting = must(office.outbox().count());
    must(office.queueStatement(statement));
    must(office.queueStatement(must(office.sign(caseId, gone))));

    CHECK(must(office.outbox().count()) == waiting + 1);
    REQUIRE(town.sync(kOffice) == SyncTrouble::None);
    CHECK(must(office.outbox().count()) == 0);
}

TEST_CASE("a device that was ended delivers, and then has nothing left", "[engine][I-6][I-13]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kSaar});
    const auto other = town.openCase({kOffice, kSaar});
    town.write(kOffice, other, town.random.makeId<RecordId>(), "wat zij al had");
    town.syncAll({kOffice, kSaar});
    const auto record = town.random.makeId<RecordId>();
    const auto id = town.write(kSaar, caseId, record, "voor de laptop weg was");
    auto& issuer = town.replica(kNoor);
    const auto house = membership::houseCase(issuer.identity().house);
    must(issuer.queueStatement(must(issuer.signAboutHouse(membership::DeviceEndBody{
        town.replica(kSaar).identity().device, membership::EndReason::Retired, {}}))));

    // The hub's word for it alone erases nothing.
    const auto ending =
        [&town](const protocol::Request& request) -> std::optional<protocol::Reply> {
        auto reply = town.ask(request);
        if (request.endpoint != protocol::Endpoint::Session)
            return reply;
        return changedReply<veldboek::v0::SessionReply>(
            reply, [](auto& session) { session.set_scope(veldboek::v0::SESSION_SCOPE_ENDED); });
    };
    town.sync(kSaar, ending);
    REQUIRE(holdsCase(town, kSaar, other));

    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    for (int round = 0; round < 2; ++round)
        REQUIRE(town.sync(kSaar) == SyncTrouble::None);
    for (const auto& gone : {caseId, other, house})
        CHECK_FALSE(holdsCase(town, kSaar, gone));
    CHECK(must(town.replica(kSaar).store().records().count()) == 0);
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    CHECK(must(town.replica(kNoor).store().envelopes().holds(id)));
    CHECK(timesIn(town.dump(kNoor, caseId), "voor de laptop weg was") == 1);
}

TEST_CASE("unsent work of who was removed meanwhile is delivered, late", "[engine][I-13]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kBram});
    const auto record = town.random.makeId<RecordId>();
    const auto id = town.write(kNoor, caseId, record, "voor ik het wist");
    town.assign(caseId, kNoor, false);
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);

    CHECK(town.notices(kNoor, store::AttentionKind::CaseErased) == 1);
    CHECK(town.notices(kNoor, store::AttentionKind::Refused) == 0);
    CHECK_FALSE(holdsCase(town, kNoor, caseId));
    CHECK(town.device(kNoor).engine().status().unsent == 0);

    town.syncAll({kOffice, kBram});
    for (const std::size_t person : {kOffice, kBram}) {
        CHECK(rowOf(town, person, id).late);
        CHECK(isInForce(town, person, record, id));
    }
    CHECK(town.dump(kOffice, caseId) == town.dump(kBram, caseId));
}

TEST_CASE("who comes back has everything again, without an edit", "[engine][I-6]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kBram});
    town.write(kNoor, caseId, "van haarzelf");
    town.syncAll({kNoor, kOffice, kBram});
    town.assign(caseId, kNoor, false);
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    REQUIRE_FALSE(holdsCase(town, kNoor, caseId));
    town.write(kBram, caseId, "toen zij weg was");
    town.syncAll({kBram, kOffice});

    town.assign(caseId, kNoor, true);
    // The keys come from whoever has them; nobody writes anything.
    town.syncAll({kBram, kOffice, kNoor});
    const auto dump = town.dump(kNoor, caseId);
    CHECK(dump == town.dump(kOffice, caseId));
    CHECK(timesIn(dump, "\"van haarzelf\"") == 1);
    CHECK(timesIn(dump, "\"toen zij weg was\"") == 1);
}

TEST_CASE("an issuer whose certificate ran out syncs, and renews it", "[engine][I-9]") {
    using namespace std::chrono_literals;
    EngineTown town;
    const auto renew = [&](std::size_t issuer, std::size_t person, std::chrono::hours span) {
        const auto& one = town.house.people[person];
        auto& replica = town.replica(issuer);
        must(replica.queueStatement(must(replica.signAboutHouse(issuance::certificateBody(
            one.keys.publicKeys(town.house.id), one.who,
            {town.clock.now() - 1h, town.clock.now() + span}, {protocol::kEnvelopeFormat})))));
        REQUIRE(town.sync(issuer) == SyncTrouble::None);
    };
    const auto caseId = town.openCase({kOffice, kNoor});
    town.write(kNoor, caseId, "van voor die tijd");
    town.syncAll({kNoor, kOffice});
    renew(kNoor, kSaar, 24h * 3655);
    // Saar is to be handed keys, which the office cannot do when its certificate has run out.
    membership::MemberBody saar;
    saar.member = town.house.people[kSaar].who;
    saar.hat = 1;
    saar.period.from = town.clock.now() - 1h;
    say(town, caseId, saar);
    const auto late = town.write(kOffice, caseId, "van erna");
    town.clock.advance(24h * 3650);
    REQUIRE(town.sync(kOffice) == SyncTrouble::None);
    CHECK(rowOf(town, kOffice, late).state == store::EnvelopeState::Unsent);
    CHECK(town.notices(kOffice, store::AttentionKind::Refused) == 0);

    renew(kOffice, kOffice, 48h);
    renew(kNoor, kNoor, 48h);
    town.syncAll({kOffice, kNoor, kSaar});
    CHECK(rowOf(town, kOffice, late).state == store::EnvelopeState::Accepted);
    CHECK(town.dump(kSaar, caseId) == town.dump(kNoor, caseId));
    CHECK(town.dump(kSaar, caseId).find("van voor die tijd") != std::string::npos);
}

TEST_CASE("two who open an epoch at once, offline, lose nothing", "[engine][I-2]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kBram, kSaar});
    town.write(kOffice, caseId, "vooraf");
    town.syncAll({kOffice, kNoor, kBram, kSaar});
    // What is written from here on must not be readable to who left, so each needs a new epoch.
    town.assign(caseId, kSaar, false);
    const auto down = [](const protocol::Request& request) -> std::optional<protocol::Reply> {
        static_cast<void>(request);
        return std::nullopt;
    };
    const auto deafAtPush =
        [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
        return request.endpoint == protocol::Endpoint::Push ? std::nullopt
                                                            : std::optional(town.ask(request));
    };
    for (const std::size_t person : {kNoor, kBram}) {
        // Both know of the removal, and neither of the other's epoch.
        static_cast<void>(town.sync(person, deafAtPush));
        town.write(person, caseId, person == kNoor ? "van Noor" : "van Bram");
        CHECK(town.sync(person, down) == SyncTrouble::Unreachable);
    }
    town.syncAll({kNoor, kBram, kOffice});
    const auto log = must(town.replica(kOffice).directory().caseLog(caseId));
    const auto dump = town.dump(kOffice, caseId);
    for (const std::size_t person : {kNoor, kBram})
        CHECK(town.dump(person, caseId) == dump);
    for (const char* text : {"\"vooraf\"", "\"van Noor\"", "\"van Bram\""})
        CHECK(timesIn(dump, text) == 1);
    CHECK(log->epochsOf(town.team(caseId)).size() >= 3);

    // Who comes back reads what lies under either.
    town.assign(caseId, kSaar, true);
    town.syncAll({kNoor, kBram, kOffice, kSaar});
    CHECK(town.dump(kSaar, caseId) == town.dump(kOffice, caseId));
}

TEST_CASE("beyond the cut of a removal for cause nothing has effect until it is adopted",
          "[engine][I-13]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kBram});
    const auto record = town.random.makeId<RecordId>();
    const auto before = town.write(kNoor, caseId, record, "voor de grens");
    town.syncAll({kNoor, kOffice, kBram});
    const auto counted = rowOf(town, kOffice, before);
    const auto after = town.write(kNoor, caseId, record, "voorbij de grens");

    sayForCause(town, caseId, kNoor, {{counted.stream, counted.counter}});
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    town.syncAll({kOffice, kBram});
    for (const std::size_t person : {kOffice, kBram}) {
        CHECK(isInForce(town, person, record, before));
        CHECK_FALSE(isInForce(town, person, record, after));
        CHECK(rowOf(town, person, after).standing == model::Standing::BeyondCut);
        CHECK(timesIn(town.dump(person, caseId), "\"voorbij de grens\"") == 1);
    }

    say(town, caseId, membership::AdoptionBody{{after}});
    town.syncAll({kOffice, kBram});
    for (const std::size_t person : {kOffice, kBram})
        CHECK(rowOf(town, person, after).standing == model::Standing::Effective);
    CHECK(town.dump(kOffice, caseId) == town.dump(kBram, caseId));
}

TEST_CASE("keys of a case that left do not come again with its log", "[engine][I-6]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kBram});
    town.write(kOffice, caseId, "vooraf");
    town.syncAll({kOffice, kNoor, kBram});
    REQUIRE(keysOf(town, kNoor, caseId) > 0);
    town.assign(caseId, kNoor, false);
    // The hub shows a former member the log up to their end, whenever they ask.
    for (int round = 0; round < 3; ++round) {
        REQUIRE(town.sync(kNoor) == SyncTrouble::None);
        CHECK(keysOf(town, kNoor, caseId) == 0);
    }
    town.assign(caseId, kNoor, true);
    town.syncAll({kOffice, kBram, kNoor});
    CHECK(keysOf(town, kNoor, caseId) > 0);
    CHECK(town.dump(kNoor, caseId) == town.dump(kOffice, caseId));
}

TEST_CASE("an hour that the hub takes back costs nobody the keys of a case", "[engine][I-6]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kBram});
    town.write(kOffice, caseId, "vooraf");
    town.syncAll({kOffice, kBram});
    membership::MemberBody place;
    place.member = town.house.people[kNoor].who;
    place.hat = 1;
    place.period = {town.clock.now(), town.clock.now() + std::chrono::hours(24)};
    say(town, caseId, place);
    town.syncAll({kOffice, kBram});
    // By this hour her place has ended before anything of the case came.
    const auto later = [&](const protocol::Request& request) {
        const auto reply = town.ask(request);
        return std::optional(request.endpoint != protocol::Endpoint::Hello
                                 ? reply
                                 : changedReply<veldboek::v0::HelloReply>(reply, [](auto& hello) {
                                       hello.set_hub_time_millis(hello.hub_time_millis() +
                                                                 48LL * 3600 * 1000);
                                   }));
    };
    REQUIRE(town.sync(kNoor, later) == SyncTrouble::None);
    REQUIRE(keysOf(town, kNoor, caseId) == 0);
    REQUIRE_FALSE(holdsCase(town, kNoor, caseId));

    town.syncAll({kNoor, kNoor});
    CHECK(keysOf(town, kNoor, caseId) > 0);
    CHECK(town.dump(kNoor, caseId) == town.dump(kOffice, caseId));
}

TEST_CASE("a cut does not reach what was written under a later grant, whatever follows",
          "[engine][I-2]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kBram});
    const auto record = town.random.makeId<RecordId>();
    const auto before = town.write(kNoor, caseId, record, "voor de grens");
    town.syncAll({kNoor, kOffice, kBram});
    const auto counted = rowOf(town, kOffice, before);
    sayForCause(town, caseId, kNoor, {{counted.stream, counted.counter}});
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    town.assign(caseId, kNoor, true);
    town.syncAll({kOffice, kBram, kNoor});
    const auto again = town.write(kNoor, caseId, record, "na de terugkeer");
    town.syncAll({kNoor, kOffice, kBram});
    REQUIRE(rowOf(town, kOffice, again).standing == model::Standing::Effective);

    // Nothing of it is about her.
    sayForCause(town, caseId, kBram, {});
    town.syncAll({kOffice, kNoor});
    for (const std::size_t person : {kOffice, kNoor}) {
        CHECK(rowOf(town, person, again).standing == model::Standing::Effective);
        CHECK(isInForce(town, person, record, again));
    }
    CHECK(town.dump(kOffice, caseId) == town.dump(kNoor, caseId));
}

TEST_CASE("what is held of a device is judged again when it turns out to be lost",
          "[engine][I-2]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kBram, kSaar});
    const auto record = town.random.makeId<RecordId>();
    const auto counts = town.write(kSaar, caseId, record, "van haarzelf");
    const auto strange = town.write(kSaar, caseId, record, "van wie de laptop vond");
    town.syncAll({kSaar, kOffice, kBram});
    const auto counted = rowOf(town, kOffice, counts);
    auto& issuer = town.replica(kNoor);
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    must(issuer.queueStatement(must(
        issuer.signAboutHouse(membership::DeviceEndBody{town.replica(kSaar).identity().device,
                                                        membership::EndReason::LostDevice,
                                                        {{counted.stream, counted.counter}}}))));
    town.syncAll({kNoor, kOffice, kBram});
    for (const std::size_t person : {kNoor, kOffice, kBram}) {
        CHECK(rowOf(town, person, counts).standing == model::Standing::Effective);
        CHECK(rowOf(town, person, strange).standing == model::Standing::BeyondCut);
        CHECK(isInForce(town, person, record, counts));
        CHECK_FALSE(isInForce(town, person, record, strange));
    }
}

TEST_CASE("a receipt that comes late does not undo a cut", "[engine][I-2]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kBram});
    const auto record = town.random.makeId<RecordId>();
    const auto before = town.write(kNoor, caseId, record, "voor de grens");
    town.syncAll({kNoor, kOffice, kBram});
    const auto counted = rowOf(town, kOffice, before);
    const auto after = town.write(kNoor, caseId, record, "voorbij de grens");
    // The hub takes it, and its author does not learn that.
    const auto deafAtPush =
        [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
        const auto reply = town.ask(request);
        return request.endpoint == protocol::Endpoint::Push ? std::nullopt : std::optional(reply);
    };
    CHECK(town.sync(kNoor, deafAtPush) != SyncTrouble::None);
    sayForCause(town, caseId, kNoor, {{counted.stream, counted.counter}});
    town.assign(caseId, kNoor, true);
    town.syncAll({kOffice, kBram, kNoor});
    for (const std::size_t person : {kOffice, kBram, kNoor}) {
        CHECK(rowOf(town, person, after).standing == model::Standing::BeyondCut);
        CHECK_FALSE(isInForce(town, person, record, after));
    }
    CHECK(town.dump(kOffice, caseId) == town.dump(kNoor, caseId));
}

} // namespace vb::engine
