// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/catch.h"
#include "tests/support/membership_world.h"

// The rows of the conflict catalogue, or their halves, that are about signed statements: what is
// concurrent there is based on the same head of the membership log, and the hub takes it in either
// order.

using namespace vb;
using namespace vb::membership;
using namespace vb::test;

namespace {

bool isMemberNow(const MembershipWorld& world, const Affiliation& holder) {
    return isMember(world.whole(), holder, world.now);
}

bool isCoordinator(const MembershipWorld& world, const Affiliation& holder) {
    return roles(world.whole(), holder, world.now).has(model::Role::Casusregisseur);
}

} // namespace

TEST_CASE("C10: of two casusregisseurs nobody loses access", "[membership][catalogue]") {
    for (const bool isPetraFirst : {true, false}) {
        CAPTURE(isPetraFirst);
        MembershipWorld world;
        for (const char* name : {"Wim", "Rachel", "Gerda"})
            world.join(name);
        REQUIRE(world.say("Petra", world.role("Wim", model::Role::Casusregisseur)) ==
                Refusal::None);
        const DirectoryHead knowing = world.head();
        const auto petra = [&] {
            CHECK(world.say("Petra", world.role("Rachel", model::Role::Casusregisseur), knowing) ==
                  Refusal::None);
        };
        const auto wim = [&] {
            CHECK(world.say("Wim", world.role("Gerda", model::Role::Casusregisseur), knowing) ==
                  Refusal::None);
        };
        if (isPetraFirst) {
            petra();
            wim();
        } else {
            wim();
            petra();
        }
        for (const char* name : {"Rachel", "Gerda"}) {
            CHECK(isCoordinator(world, world.holder(name))); // both act until one is ended
            CHECK(isMemberNow(world, world.holder(name)));
        }
        CHECK(isMemberNow(world, world.holder("Wim")));
    }
}

TEST_CASE("C27: an end beats the extension that had not seen it", "[membership][catalogue]") {
    for (const bool isEndFirst : {true, false}) {
        CAPTURE(isEndFirst);
        MembershipWorld world;
        world.join("Wim");
        auto body = world.member("Gerda");
        body.period.until = world.now + hours(24);
        REQUIRE(world.say("Petra", body) == Refusal::None);
        const DirectoryHead knowing = world.head();
        auto extended = body;
        extended.period.until = world.now + hours(24 * 30);
        const auto end = world.memberEnd("Gerda", EndReason::Unassigned);
        if (isEndFirst) {
            CHECK(world.say("Ineke", end, knowing) == Refusal::None);
            CHECK(world.say("Petra", extended, knowing) == Refusal::Stale); // P is told so
        } else {
            CHECK(world.say("Petra", extended, knowing) == Refusal::None);
            CHECK(world.say("Ineke", end, knowing) == Refusal::None);
        }
        CHECK_FALSE(isMemberNow(world, world.holder("Gerda")));
        CHECK(isMemberNow(world, world.holder("Wim")));
    }
}

TEST_CASE("C12 and C13: late is a mark, and a re-grant needs no edit", "[membership][catalogue]") {
    MembershipWorld world;
    world.join("Wim");
    world.join("Rachel");
    const EpochId epoch = world.open("Wim", world.team());
    const DirectoryHead knowing = world.head();
    const auto own = world.write("Rachel", world.team(), epoch, knowing);
    CHECK_FALSE(world.judgeNow(own).late);
    world.leave("Rachel");
    const auto late = world.write("Rachel", world.team(), epoch, knowing);
    CHECK(world.judgeNow(late).isValid());
    CHECK(world.judgeNow(late).late);
    CHECK(world.judgeNow(late).rolesAtAcceptance.isEmpty());
    world.join("Rachel");
    CHECK(isMemberNow(world, world.holder("Rachel")));
    // Accepted before, judged the same for ever.
    CHECK(world.judgeNow(world.write("Rachel", world.team(), epoch)).isValid());
}
