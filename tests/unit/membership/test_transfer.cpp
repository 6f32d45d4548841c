// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// A place that changes hands: who has what, before, within the days and after them.
#include "tests/support/catch.h"
#include "tests/support/membership_world.h"

using namespace vb;
using namespace vb::membership;
using namespace vb::test;

namespace {

/// Wim has the place in the justice part, Rachel another.
struct Places {
    MembershipWorld world;
    EpochId first;

    Places() {
        world.join("Petra");
        world.join("Wim", CarePart::Straf);
        world.join("Rachel", CarePart::Straf);
        first = world.open("Wim", world.team());
    }
    bool reads(const std::string& name, Level level = Level::Casusteam) {
        return belongs(world.whole(), world.holder(name),
                       wholeLevel(world.house, world.caseId, level), world.now);
    }
    /// The end of the membership under the hat; none also where there is no such membership.
    std::optional<Instant> until(const std::string& name, std::uint16_t hat = 0) {
        const MemberFact* place = world.log().place(world.holder(name), hat, world.log().size());
        return place ? place->period.until : std::nullopt;
    }
    bool lacksAKey(const std::string& name) {
        const auto missing = missingKeys(world.whole(), world.team().id, world.now);
        const Digest256 device(world.device(name).shown.device.bytes());
        return std::any_of(missing.begin(), missing.end(),
                           [&](const MissingKey& key) { return key.recipient.id == device; });
    }
};

} // namespace

TEST_CASE("a place changes hands at its number, and the giver leaves when the days are over",
          "[membership][transfer][I-6]") {
    Places p;
    const auto before = p.world.whole();
    const auto body = p.world.transfer("Wim", "Wanda", CarePart::Straf);
    REQUIRE(p.world.say("Petra", body) == Refusal::None);
    CHECK(p.reads("Wim", Level::Strafdeel));
    CHECK(p.reads("Wanda", Level::Strafdeel));
    CHECK(p.until("Wim") == body.until);
    CHECK_FALSE(p.until("Wanda").has_value());
    CHECK(p.lacksAKey("Wanda"));
    CHECK(sealingEpochs(p.world.whole(), p.world.team().id, p.world.now) ==
          std::vector<EpochId>{p.first});
    CHECK_FALSE(isMember(before, p.world.holder("Wanda")));

    p.world.now = body.until;
    CHECK_FALSE(p.reads("Wim"));
    CHECK(p.reads("Wanda", Level::Strafdeel));
    CHECK(sealingEpochs(p.world.whole(), p.world.team().id, p.world.now).empty());
    for (const Recipient& one : recipients(p.world.whole(), p.world.team(), p.world.now))
        CHECK(one.id != Digest256(p.world.device("Wim").shown.device.bytes()));
    REQUIRE(p.world.say("Rachel", p.world.grant(p.world.team(), p.first, {"Wanda"})) ==
            Refusal::None);
}

TEST_CASE("who takes a place has its seat and its end, and all history", "[membership][transfer]") {
    Places p;
    auto place = p.world.member("Wim", CarePart::Straf);
    place.hat = 3;
    place.observer = true;
    place.withoutHistory = true;
    place.period.until = p.world.now + hours(24 * 3);
    REQUIRE(p.world.say("Petra", place) == Refusal::None);
    auto body = p.world.transfer("Wim", "Wanda", CarePart::Straf);
    body.hat = 3;
    REQUIRE(p.world.say("Ineke", body) == Refusal::None);
    const MemberFact* taken = p.world.log().place(p.world.holder("Wanda"), 3, p.world.log().size());
    REQUIRE(taken != nullptr);
    CHECK(taken->observer);
    CHECK_FALSE(taken->withoutHistory);
    CHECK_FALSE(taken->isHandedOver);
    CHECK(taken->period == place.period);
    // The giver is never left with more than the place had, and keeps the other hat.
    CHECK(p.until("Wim", 3) == place.period.until);
    CHECK_FALSE(p.until("Wim", 0).has_value());
    CHECK(p.reads("Wim", Level::Strafdeel));
    CHECK_FALSE(p.reads("Wanda"));
}

TEST_CASE("whoever had a place under that hat has the one that they take",
          "[membership][transfer]") {
    Places p;
    SECTION("under the same hat") {
        auto ends = p.world.member("Wim", CarePart::Straf);
        ends.period.until = p.world.now + hours(24 * 30);
        REQUIRE(p.world.say("Petra", ends) == Refusal::None);
        REQUIRE(p.world.say("Petra", p.world.transfer("Wim", "Rachel")) == Refusal::None);
        CHECK(p.until("Rachel") == ends.period.until);
        CHECK_FALSE(p.reads("Rachel", Level::Strafdeel));
        CHECK(p.reads("Rachel"));
    }
    SECTION("under another hat nothing changes for what they had") {
        auto second = p.world.member("Gerda", CarePart::Zorg);
        second.hat = 2;
        REQUIRE(p.world.say("Petra", second) == Refusal::None);
        REQUIRE(p.world.say("Petra", p.world.transfer("Wim", "Gerda")) == Refusal::None);
        CHECK(p.reads("Gerda", Level::Zorgdeel));
        CHECK_FALSE(p.reads("Gerda", Level::Strafdeel));
        CHECK_FALSE(p.until("Gerda", 2).has_value());
    }
}

TEST_CASE("given back, nobody has more than the rules give", "[membership][transfer][I-6]") {
    Places p;
    REQUIRE(p.world.say("Petra", p.world.transfer("Wim", "Wanda", CarePart::Straf)) ==
            Refusal::None);
    const bool within = GENERATE(true, false);
    p.world.now = p.world.now + hours(24 * (within ? 3 : 30));
    const auto back = p.world.transfer("Wanda", "Wim", CarePart::Straf);
    REQUIRE(p.world.say("Petra", back) == Refusal::None);
    CHECK_FALSE(p.until("Wim").has_value());
    CHECK(p.until("Wanda") == back.until);
    p.world.now = back.until;
    CHECK(p.reads("Wim", Level::Strafdeel));
    CHECK_FALSE(p.reads("Wanda"));
    // And the place is whole again: it can be handed on.
    CHECK(p.world.say("Petra", p.world.transfer("Wim", "Wanda", CarePart::Straf)) == Refusal::None);
}

TEST_CASE("of two transfers at once one counts", "[membership][transfer][I-6]") {
    Places p;
    const auto before = p.world.head();
    REQUIRE(p.world.say("Petra", p.world.transfer("Wim", "Wanda", CarePart::Straf)) ==
            Refusal::None);
    SECTION("of one place") {
        CHECK(p.world.say("Ineke", p.world.transfer("Wim", "Gerda"), before) == Refusal::Stale);
        CHECK_FALSE(p.reads("Gerda"));
    }
    SECTION("to one receiver") {
        CHECK(p.world.say("Ineke", p.world.transfer("Rachel", "Wanda"), before) == Refusal::Stale);
        CHECK_FALSE(p.until("Rachel").has_value());
    }
    SECTION("whatever the time is") {
        p.world.now = p.world.now + hours(24 * 30);
        CHECK(p.world.say("Ineke", p.world.transfer("Wim", "Gerda"), before) == Refusal::Stale);
    }
    SECTION("of different places both do") {
        CHECK(p.world.say("Ineke", p.world.transfer("Rachel", "Gerda"), before) == Refusal::None);
    }
}

TEST_CASE("a transfer that comes after the giver's last day ends it at once",
          "[membership][transfer]") {
    Places p;
    const auto before = p.world.head();
    const auto body = p.world.transfer("Wim", "Wanda", CarePart::Straf);
    p.world.now = p.world.now + hours(24 * 40);
    REQUIRE(p.world.say("Petra", body, before) == Refusal::None);
    CHECK_FALSE(p.reads("Wim"));
    CHECK(p.reads("Wanda", Level::Strafdeel));
}

TEST_CASE("who was handed over from is stated again and stays", "[membership][transfer]") {
    Places p;
    REQUIRE(p.world.say("Petra", p.world.transfer("Wim", "Wanda", CarePart::Straf)) ==
            Refusal::None);
    REQUIRE(p.world.say("Petra", p.world.member("Wim")) == Refusal::None);
    CHECK_FALSE(p.until("Wim").has_value());
    CHECK(p.reads("Wim"));
    CHECK(p.reads("Wanda", Level::Strafdeel));
    CHECK(p.world.say("Petra", p.world.transfer("Wim", "Gerda")) == Refusal::None);
}

TEST_CASE("nothing is handed over in the house's own case, nor from who has no place",
          "[membership][transfer]") {
    Places p;
    CHECK(p.world.say("Petra", p.world.transfer("Wanda", "Gerda")) == Refusal::Membership);
    auto otherHat = p.world.transfer("Wim", "Wanda", CarePart::Straf);
    otherHat.hat = 7;
    CHECK(p.world.say("Petra", otherHat) == Refusal::Membership);
    p.world.leave("Wim");
    CHECK(p.world.say("Petra", p.world.transfer("Wim", "Wanda")) == Refusal::Membership);

    const MembershipLog ofHouse(p.world.house, houseCase(p.world.house));
    const auto at = wholeDirectory(p.world.directory(), ofHouse);
    const auto statement =
        p.world.draft(&p.world.device("Petra"), ofHouse.caseId(),
                      p.world.transfer("Rachel", "Wanda"), DirectoryHead{at.head().house, {}});
    CHECK(admit(statement, at, p.world.now) == Refusal::Authority);
}
