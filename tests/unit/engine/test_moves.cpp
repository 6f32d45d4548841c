// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Widening and narrowing: what other readers are to have is a copy, and what fewer are to have is
// nowhere else.
#include "sync/model/edit.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/unit/engine/move_town.h"

namespace vb::test {
namespace {

using membership::Level;

constexpr engine::Destination kTeam{Level::Casusteam, {}};
constexpr engine::Destination kOwn{Level::EigenOrganisatie, {}};

} // namespace

TEST_CASE("a widened record is read by more, under the name of who said it", "[engine][moves]") {
    MoveTown town;
    const auto record = town.random.makeId<RecordId>();
    town.say(kNoor, Level::EigenOrganisatie, record, "KANARIE");
    town.everybodySyncs();
    CHECK_FALSE(town.isAnywhere(kBram, "KANARIE"));
    const auto said = must(town.replica(kSaar).record(record))->fields.front().versions.front();

    const auto copied = must(town.replica(kSaar).copyTo(record, kTeam, "nodig"));
    town.everybodySyncs();
    for (const std::size_t person : kMembers) {
        const auto state = town.state(person, copied.record);
        CHECK(state.lineage == std::vector<RecordId>{record});
        REQUIRE(state.find({1}) != nullptr);
        const auto& version = state.find({1})->versions.front();
        CHECK(version.value == model::FieldValue("KANARIE"));
        CHECK(version.by.author == town.house.people[kSaar].who.worker);
        REQUIRE(version.quoted.has_value());
        CHECK(version.quoted->author == town.house.people[kNoor].who.worker);
        CHECK(version.quoted->said == said.by.effective);
        CHECK(version.quoted->version == said.id);
        CHECK(version.reason == "reden");
    }
    CHECK(town.has(kNoor, record, "KANARIE"));
    town.checkAlike();

    SECTION("and a copy of the copy still says who said it first") {
        const auto again = must(town.replica(kBram).copyTo(copied.record, kOwn, "bij ons"));
        const auto state = town.state(kBram, again.record);
        CHECK(state.lineage == std::vector<RecordId>{record, copied.record});
        CHECK(state.find({1})->versions.front().quoted->version == said.id);
    }
}

TEST_CASE("a narrowed record is with nobody else, and not at the hub", "[engine][moves][I-6]") {
    MoveTown town;
    const auto record = town.random.makeId<RecordId>();
    const auto id = town.say(kNoor, Level::Casusteam, record, "KANARIE");
    town.everybodySyncs();
    REQUIRE(town.isAnywhere(kBram, "KANARIE"));
    const auto moved = must(town.replica(kNoor).moveTo(record, kOwn, "te breed"));
    CHECK(town.has(kNoor, moved.record, "KANARIE"));
    town.everybodySyncs();

    CHECK(town.isEmptyAtHub(id));
    for (const std::size_t person : {kNoor, kSaar})
        CHECK(town.has(person, moved.record, "KANARIE"));
    for (const std::size_t person : {kOffice, kBram}) {
        CHECK_FALSE(town.isAnywhere(person, "KANARIE"));
        const auto state = town.state(person, record);
        REQUIRE(state.isWithdrawn());
        CHECK(state.withdrawals.front().moved->record == moved.record);
        CHECK(state.withdrawals.front().reason == "te breed");
    }
    town.checkAlike();
}

TEST_CASE("what other organisations said in it goes by their own devices", "[engine][moves][I-6]") {
    MoveTown town;
    const auto record = town.random.makeId<RecordId>();
    town.say(kNoor, Level::Casusteam, record, "KANARIE-een");
    town.everybodySyncs();
    const auto others = town.say(kBram, Level::Casusteam, record, "KANARIE-twee");
    town.everybodySyncs();
    const auto moved = must(town.replica(kSaar).moveTo(record, kOwn, "te breed"));
    town.everybodySyncs();
    CHECK(town.isEmptyAtHub(others));
    for (const std::size_t person : {kOffice, kBram})
        CHECK_FALSE(town.isAnywhere(person, "KANARIE"));
    for (const std::size_t person : {kNoor, kSaar}) {
        CHECK(town.has(person, moved.record, "KANARIE-een"));
        CHECK(town.has(person, moved.record, "KANARIE-twee"));
    }
    town.checkAlike();
    town.checkSettled();
}

TEST_CASE("what moves to where nobody can see it go is kept", "[engine][moves][I-1]") {
    MoveTown town;
    const auto record = town.random.makeId<RecordId>();
    town.say(kNoor, Level::Casusteam, record, "van Noor");
    town.everybodySyncs();
    const auto said = town.say(kBram, Level::Casusteam, record, "van Bram");
    town.everybodySyncs();
    model::MovedTo nowhere{town.random.makeId<RecordId>(), town.random.makeId<AudienceId>(),
                           record};
    SECTION("to an audience that the case does not have") {}
    SECTION("to readers who do not have it") {
        nowhere.audience = town.team(town.caseId);
    }
    town.withdrawAs(kNoor, record, nowhere);
    town.everybodySyncs();
    CHECK_FALSE(town.isEmptyAtHub(said));
    CHECK(town.isAnywhere(kBram, "van Bram"));
}

TEST_CASE("a copy is made once, and a move too", "[engine][moves]") {
    MoveTown town;
    const auto record = town.random.makeId<RecordId>();
    town.say(kNoor, Level::Casusteam, record, "KANARIE");
    auto& replica = town.replica(kNoor);
    const auto copied = must(replica.copyTo(record, kOwn, "voor ons"));
    CHECK(copied.changesets.size() == 1);
    const auto waiting = must(replica.outbox().count());
    const auto again = must(replica.copyTo(record, kOwn, "voor ons"));
    CHECK(again.record == copied.record);
    CHECK(again.changesets.empty());
    CHECK(must(replica.outbox().count()) == waiting);

    // The copy that was there goes into the one that a move makes.
    const auto moved = must(replica.moveTo(record, kOwn, "te breed"));
    CHECK(town.state(kNoor, copied.record).isWithdrawn());
    CHECK(must(replica.moveTo(record, kOwn, "te breed")).changesets.empty());
    town.everybodySyncs();
    const auto state = town.state(kSaar, moved.record);
    CHECK(state.find({1})->versions.size() == 1);
    CHECK_FALSE(town.isAnywhere(kBram, "KANARIE"));
    town.checkAlike();
}

TEST_CASE("who may not read there cannot copy to it, and nothing is written", "[engine][moves]") {
    MoveTown town;
    const auto record = town.random.makeId<RecordId>();
    town.say(kNoor, Level::Casusteam, record, "hier");
    auto& replica = town.replica(kNoor);
    const auto waiting = must(replica.outbox().count());
    const auto refused = replica.moveTo(record, {Level::Zorgdeel, {}}, "te breed");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::Refused);
    CHECK(must(replica.outbox().count()) == waiting);
    CHECK(replica.copyTo(record, kTeam, "hier").error().code == Code::InvalidInput);
    const auto own = must(replica.copyTo(record, kOwn, "voor ons"));
    town.syncAll({kNoor});
    const auto afterwards = must(replica.outbox().count());
    CHECK(replica.moveTo(own.record, kTeam, "breder").error().code == Code::InvalidInput);
    CHECK(must(replica.outbox().count()) == afterwards);
    CHECK(replica.copyTo(town.random.makeId<RecordId>(), kOwn, "weg").error().code ==
          Code::NotFound);
    CHECK(town.has(kNoor, record, "hier"));
}

TEST_CASE("a move of what was never sent survives a crash and a full disk",
          "[engine][moves][I-1]") {
    MoveTown town;
    const auto record = town.random.makeId<RecordId>();
    town.say(kNoor, Level::Casusteam, record, "KANARIE" + std::string(12'000, 'x'));
    RecordId moved;
    SECTION("the store cannot take it") {
        town.fill(kNoor);
        moved = must(town.replica(kNoor).moveTo(record, kOwn, "te breed")).record;
        CHECK_FALSE(must(town.replica(kNoor).record(moved)).has_value());
    }
    SECTION("it can") {
        moved = must(town.replica(kNoor).moveTo(record, kOwn, "te breed")).record;
    }
    town.device(kNoor).kill();
    town.device(kNoor).open();
    CHECK(town.state(kNoor, moved).find({1}) != nullptr);
    CHECK(town.state(kNoor, record).isWithdrawn());
    town.everybodySyncs();
    CHECK(town.state(kSaar, moved).find({1}) != nullptr);
    CHECK_FALSE(town.isAnywhere(kBram, "KANARIE"));
    town.checkAlike();
}

TEST_CASE("a program that does not know a field copies it", "[engine][moves][I-12]") {
    MoveTown town;
    const auto record = town.random.makeId<RecordId>();
    town.say(kSaar, Level::Casusteam, record, "bekend");
    town.set(kSaar, Level::Casusteam, record, "ask", model::CodeValue{"b"});
    for (const char* name : {"lattice", "union", "cautious"})
        town.set(kSaar, Level::Casusteam, record, name, model::CodeValue{"c"});
    town.everybodySyncs();
    town.device(kNoor).kill();
    town.device(kNoor).hasOldProgram = true;
    town.device(kNoor).open();
    const auto before = town.state(kSaar, record);
    const auto moved = must(town.replica(kNoor).moveTo(record, kOwn, "te breed"));
    town.everybodySyncs();
    const auto after = town.state(kSaar, moved.record);
    REQUIRE(after.fields.size() == before.fields.size());
    for (std::size_t i = 0; i < before.fields.size(); ++i)
        CHECK(after.fields[i].values() == before.fields[i].values());
}

// ---- Without knowledge of each other

TEST_CASE("a narrowing wins over a widening that did not know of it", "[engine][moves][I-6]") {
    MoveTown town;
    const auto record = town.random.makeId<RecordId>();
    town.say(kNoor, Level::EigenOrganisatie, record, "KANARIE");
    town.everybodySyncs();
    const auto named = town.declare(kNoor, {kNoor, kOffice});
    const engine::Destination few{Level::GenoemdePersonen, named};
    const auto copied = must(town.replica(kSaar).copyTo(record, kTeam, "nodig"));
    const auto moved = must(town.replica(kNoor).moveTo(record, few, "alleen wij"));
    SECTION("the narrowing first") {
        town.syncAll({kNoor, kBram, kSaar});
    }
    SECTION("the widening first") {
        town.syncAll({kSaar, kBram, kNoor});
    }
    SECTION("whoever narrowed is not heard of again") {
        town.syncAll({kNoor});
        town.assign(town.caseId, kNoor, false);
        town.syncAll({kSaar, kBram});
        town.assign(town.caseId, kNoor, true);
    }
    town.everybodySyncs();
    for (const std::size_t person : {kNoor, kOffice})
        CHECK(town.has(person, moved.record, "KANARIE"));
    for (const std::size_t person : {kSaar, kBram})
        CHECK_FALSE(town.isAnywhere(person, "KANARIE"));
    CHECK(town.state(kBram, copied.record).isWithdrawn());
    CHECK_FALSE(town.state(kNoor, moved.record).isWithdrawn());
    town.checkAlike();
    town.checkSettled();
}

TEST_CASE("what a copy says of its own is not lost when it has to go", "[engine][moves][I-3]") {
    MoveTown town;
    const auto record = town.random.makeId<RecordId>();
    town.say(kNoor, Level::EigenOrganisatie, record, "KANARIE");
    town.everybodySyncs();
    const auto named = town.declare(kNoor, {kNoor, kOffice});
    const engine::Destination few{Level::GenoemdePersonen, named};
    const auto copied = must(town.replica(kSaar).copyTo(record, kTeam, "nodig"));
    town.say(kSaar, Level::Casusteam, copied.record, "mijn aanvulling");
    SECTION("unknown to who narrows: it stays where it was said") {
        must(town.replica(kNoor).moveTo(record, few, "alleen wij"));
        town.everybodySyncs();
        for (const std::size_t person : kMembers)
            CHECK(town.has(person, copied.record, "mijn aanvulling"));
        CHECK_FALSE(town.isAnywhere(kBram, "KANARIE"));
    }
    SECTION("known: it goes along") {
        town.everybodySyncs();
        const auto moved = must(town.replica(kNoor).moveTo(record, few, "alleen wij"));
        town.everybodySyncs();
        CHECK(town.has(kOffice, moved.record, "KANARIE"));
        CHECK(town.has(kOffice, moved.record, "mijn aanvulling"));
        CHECK(town.state(kOffice, moved.record).find({1})->versions.size() == 2);
        CHECK_FALSE(town.isAnywhere(kBram, "mijn aanvulling"));
        CHECK_FALSE(town.isAnywhere(kBram, "KANARIE"));
    }
    town.checkAlike();
    town.checkSettled();
}

TEST_CASE("what somebody wrote in a record that moved can be taken over", "[engine][moves][I-3]") {
    MoveTown town;
    const auto record = town.random.makeId<RecordId>();
    town.set(kNoor, Level::Casusteam, record, "ask", model::CodeValue{"a"});
    town.everybodySyncs();
    town.set(kBram, Level::Casusteam, record, "ask", model::CodeValue{"b"});
    const auto moved = must(town.replica(kNoor).moveTo(record, kOwn, "te breed"));
    town.everybodySyncs();
    // It is where Bram said it, for whom he said it; the copy has what was narrowed.
    for (const std::size_t person : kMembers) {
        const auto state = town.state(person, record);
        REQUIRE(state.isWithdrawn());
        CHECK(state.find({2})->values() == std::vector<model::FieldValue>{model::CodeValue{"b"}});
    }
    CHECK_FALSE(town.state(kSaar, moved.record).find({2})->isConflict);

    // A reader of the copy takes it over: then it is asked about there.
    const auto again = must(town.replica(kSaar).moveTo(record, kOwn, "hoort erbij"));
    CHECK(again.record == moved.record);
    town.everybodySyncs();
    const auto state = town.state(kNoor, moved.record);
    CHECK(state.find({2})->isConflict);
    CHECK(state.find({2})->versions.back().quoted->author == town.house.people[kBram].who.worker);
    CHECK(town.state(kBram, record).fields.empty());
    town.checkAlike();
    town.checkSettled();
}

TEST_CASE("of two narrowings the narrower one rules", "[engine][moves][I-6]") {
    MoveTown town;
    const auto record = town.random.makeId<RecordId>();
    town.say(kNoor, Level::Casusteam, record, "KANARIE");
    town.everybodySyncs();
    SECTION("one is for fewer readers") {
        const auto named = town.declare(kNoor, {kNoor, kBram});
        const auto few = must(
            town.replica(kNoor).moveTo(record, {Level::GenoemdePersonen, named}, "alleen wij"));
        const auto many = must(town.replica(kSaar).moveTo(record, kOwn, "te breed"));
        town.everybodySyncs();
        for (const std::size_t person : {kNoor, kBram})
            CHECK(town.has(person, few.record, "KANARIE"));
        CHECK(town.state(kSaar, many.record).isWithdrawn());
        for (const std::size_t person : {kSaar, kOffice})
            CHECK_FALSE(town.isAnywhere(person, "KANARIE"));
    }
    SECTION("neither is: both decided for fewer, and both stand") {
        const auto one = must(town.replica(kNoor).moveTo(record, kOwn, "te breed"));
        const auto other = must(town.replica(kBram).moveTo(record, kOwn, "te breed"));
        town.everybodySyncs();
        CHECK(town.has(kSaar, one.record, "KANARIE"));
        CHECK(town.has(kBram, other.record, "KANARIE"));
        CHECK_FALSE(town.isAnywhere(kOffice, "KANARIE"));
    }
    town.checkAlike();
    town.checkSettled();
}

TEST_CASE("what the narrower of two had not seen stays with the other", "[engine][moves][I-3]") {
    MoveTown town;
    const auto record = town.random.makeId<RecordId>();
    town.say(kNoor, Level::Casusteam, record, "KANARIE-een");
    town.everybodySyncs();
    const auto named = town.declare(kNoor, {kNoor, kBram});
    town.say(kSaar, Level::Casusteam, record, "KANARIE-twee");
    const auto many = must(town.replica(kSaar).moveTo(record, kOwn, "te breed"));
    const auto few =
        must(town.replica(kNoor).moveTo(record, {Level::GenoemdePersonen, named}, "alleen wij"));
    town.everybodySyncs();
    CHECK(town.has(kBram, few.record, "KANARIE-een"));
    // Covered; the sealed part that has both goes when the other text does.
    CHECK_FALSE(town.has(kSaar, many.record, "KANARIE-een"));
    for (const std::size_t person : {kNoor, kSaar})
        CHECK(town.has(person, many.record, "KANARIE-twee"));
    CHECK_FALSE(town.isAnywhere(kBram, "KANARIE-twee"));
    town.checkAlike();
    town.checkSettled();
}

TEST_CASE("narrowings in a row, none of which knows the others, lose nothing",
          "[engine][moves][I-3]") {
    // Noor narrows and widens again what she narrowed; Saar and Bram narrow the origin meanwhile.
    MoveTown town;
    const auto record = town.random.makeId<RecordId>();
    town.say(kNoor, Level::Casusteam, record, "KANARIE");
    town.everybodySyncs();
    const auto named = town.declare(kNoor, {kNoor, kBram});
    const auto one =
        must(town.replica(kNoor).moveTo(record, {Level::GenoemdePersonen, named}, "een"));
    must(town.replica(kNoor).copyTo(one.record, kTeam, "toch"));
    must(town.replica(kSaar).moveTo(record, kOwn, "twee"));
    must(town.replica(kBram).moveTo(record, kOwn, "drie"));
    town.everybodySyncs();
    for (const std::size_t person : {kNoor, kBram})
        CHECK(town.has(person, one.record, "KANARIE"));
    CHECK_FALSE(town.isAnywhere(kOffice, "KANARIE"));
    town.checkAlike();
    town.checkSettled();
}

TEST_CASE("moving what was said since takes what had moved before along", "[engine][moves][I-3]") {
    MoveTown town;
    const auto record = town.random.makeId<RecordId>();
    town.say(kNoor, Level::Casusteam, record, "KANARIE");
    town.set(kNoor, Level::Casusteam, record, "ask", model::CodeValue{"a"});
    town.everybodySyncs();
    const auto one = must(town.replica(kNoor).moveTo(record, kOwn, "te breed"));
    town.say(kNoor, Level::Casusteam, record, "later");
    town.everybodySyncs();
    const auto named = town.declare(kNoor, {kNoor, kOffice});
    const engine::Destination few{Level::GenoemdePersonen, named};
    const auto two = must(town.replica(kNoor).moveTo(record, few, "nog te breed"));
    town.everybodySyncs();
    for (const char* text : {"KANARIE", "later"}) {
        CAPTURE(text);
        CHECK(town.has(kOffice, two.record, text));
        CHECK_FALSE(town.isAnywhere(kSaar, text));
    }
    CHECK_FALSE(town.has(kNoor, one.record, "KANARIE"));
    CHECK(town.state(kOffice, two.record).find({1})->versions.size() == 2);
    CHECK(town.state(kOffice, two.record).find({2})->versions.size() == 1);
    // Once more, by somebody who has seen all of it: nothing is said twice.
    town.say(kOffice, Level::Casusteam, record, "nog later");
    must(town.replica(kOffice).moveTo(record, few, "ook dit"));
    town.everybodySyncs();
    CHECK(town.state(kNoor, two.record).find({1})->versions.size() == 3);
    town.checkAlike();
    town.checkSettled();
}

TEST_CASE("who knows of a narrowing may widen what it left", "[engine][moves]") {
    MoveTown town;
    const auto record = town.random.makeId<RecordId>();
    town.say(kNoor, Level::Casusteam, record, "KANARIE");
    town.everybodySyncs();
    const auto moved = must(town.replica(kNoor).moveTo(record, kOwn, "te breed"));
    town.say(kBram, Level::Casusteam, record, "later");
    town.everybodySyncs();
    // Not from what was left behind, to others than the narrowing left.
    const auto named = town.declare(kBram, {kBram, kOffice});
    CHECK(town.replica(kNoor).copyTo(record, {Level::Strafdeel, {}}, "toch").error().code ==
          Code::Refused);
    REQUIRE(town.replica(kBram).copyTo(record, {Level::GenoemdePersonen, named}, "toch"));
    const auto wider = must(town.replica(kSaar).copyTo(moved.record, kTeam, "toch nodig"));
    town.everybodySyncs();
    for (const std::size_t person : kMembers)
        CHECK(town.has(person, wider.record, "KANARIE"));
    CHECK(town.has(kNoor, moved.record, "KANARIE"));
    town.checkAlike();
    town.checkSettled();
}

} // namespace vb::test
