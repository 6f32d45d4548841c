// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/admission.h"

#include "tests/support/catch.h"
#include "tests/support/membership_world.h"
#include "tests/support/must.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

using namespace vb;
using namespace vb::membership;
using namespace vb::test;
using model::Role;

namespace {

/// Everybody who could try: Petra is P and a member, Ineke I and no member, Karin casusregisseur
/// and a member, Wim and Gerda members of politie and GGD, Wanda nobody, the issuers and the root.
const std::set<std::string> kEverybody{"root",  "issuer house", "issuer politie", "issuer ggd",
                                       "Petra", "Ineke",        "Karin",          "Wim",
                                       "Gerda", "Wanda"};

struct Office {
    MembershipWorld world;
    EpochId team;

    Office() {
        world.certify("Karin", {WorkerId(ByteArray<16>{9}), kReclassering});
        for (const char* name : {"Petra", "Karin", "Wim", "Gerda"})
            world.join(name);
        team = world.open("Wim", world.team());
        VB_CHECK(world.say("Petra", world.role("Karin", Role::Casusregisseur)) == Refusal::None);
        VB_CHECK(world.say("Petra", world.role("Rachel", Role::Notulist)) == Refusal::None);
    }
    const WorldDevice* signer(const std::string& name) {
        if (name == "root")
            return nullptr;
        if (name == "issuer house")
            return &world.issuer(kHouse);
        if (name == "issuer politie")
            return &world.issuer(kPolitie);
        if (name == "issuer ggd")
            return &world.issuer(kGgd);
        return &world.device(name);
    }
};

struct Rule {
    std::string what;
    bool ofHouse;
    std::function<StatementBody(Office&)> body;
    std::set<std::string> allowed;
};

std::vector<Rule> houseRules() {
    const auto police = [](Office& o) {
        return issuance::certificateBody(issuance::DeviceKeys::generate().publicKeys(o.world.house),
                                         o.world.holder("Wim"),
                                         {o.world.now, o.world.now + hours(24)}, {0});
    };
    const auto roleOf = [](Role role) {
        return [role](Office& o) -> StatementBody { return o.world.role("Wanda", role); };
    };
    return {
        {"hub",
         true,
         [](Office& o) {
             return HubBody{o.world.device("Wim").shown.signing, Digest256(ByteArray<32>{1})};
         },
         {"root"}},
        {"issuer",
         true,
         [](Office& o) {
             const auto keys = issuance::DeviceKeys::generate().publicKeys(o.world.house);
             return IssuerBody{keys.device,  o.world.holder("Wanda"),
                               keys.signing, keys.box,
                               keys.box,     {o.world.now, o.world.now + hours(24)}};
         },
         {"root"}},
        {"device of politie", true, police, {"issuer politie"}},
        {"end of a device of politie",
         true,
         [](Office& o) { return o.world.deviceEnd("Wim", EndReason::LostDevice); },
         {"root", "issuer politie"}},
        {"end of the issuer's device of politie",
         true,
         [](Office& o) {
             return DeviceEndBody{o.world.issuer(kPolitie).shown.device, EndReason::Retired, {}};
         },
         {"root", "issuer politie"}},
        {"procesregisseur", true, roleOf(Role::Procesregisseur), {"Petra", "Ineke"}},
        {"informatievoorziening", true, roleOf(Role::Informatievoorziening), {"Petra", "Ineke"}},
        {"manager", true, roleOf(Role::Manager), {"Petra", "Ineke"}},
        {"casusregisseur of the house", true, roleOf(Role::Casusregisseur), {}},
        {"end of Petra's role",
         true,
         [](Office& o) { return o.world.roleEnd("Petra", Role::Procesregisseur); },
         {"Petra", "Ineke"}},
    };
}

std::vector<Rule> roleRules() {
    const auto roleOf = [](Role role) {
        return [role](Office& o) -> StatementBody { return o.world.role("Gerda", role); };
    };
    return {
        {"casusregisseur", false, roleOf(Role::Casusregisseur), {"Petra", "Karin"}},
        {"notulist", false, roleOf(Role::Notulist), {"Petra", "Ineke", "Karin"}},
        {"om", false, roleOf(Role::OmMedewerker), {"Petra", "Ineke"}},
        {"procesregisseur of a case", false, roleOf(Role::Procesregisseur), {}},
        {"manager of a case", false, roleOf(Role::Manager), {}},
        {"end of Karin's role",
         false,
         [](Office& o) { return o.world.roleEnd("Karin", Role::Casusregisseur); },
         {"Petra", "Karin"}},
        {"member", false, [](Office& o) { return o.world.member("Wanda"); }, {"Petra", "Ineke"}},
        {"member end",
         false,
         [](Office& o) { return o.world.memberEnd("Wim", EndReason::Unassigned); },
         {"Petra", "Ineke"}},
        {"transfer",
         false,
         [](Office& o) { return o.world.transfer("Wim", "Wanda"); },
         {"Petra", "Ineke"}},
        {"adoption",
         false,
         [](Office&) { return AdoptionBody{{ChangesetId(ByteArray<32>{1})}}; },
         {"Petra", "Karin"}},
        {"purge",
         false,
         [](Office&) {
             return PurgeBody{{PartHash(ByteArray<32>{1})}, false};
         },
         {"Ineke"}},
        {"purge of the case",
         false,
         [](Office&) {
             return PurgeBody{{}, true};
         },
         {"Ineke"}},
    };
}

std::vector<Rule> readerRules() {
    return {
        {"withdrawal",
         false,
         [](Office&) { return WithdrawalBody{{PartHash(ByteArray<32>{1})}}; },
         {"Petra", "Karin", "Wim", "Gerda"}},
        {"named persons",
         false,
         [](Office& o) {
             return AudienceBody{AudienceSalt(ByteArray<16>{1}), {o.world.holder("Wim")}};
         },
         {"Petra", "Karin", "Wim", "Gerda"}},
        {"named persons, one of them no member",
         false,
         [](Office& o) {
             return AudienceBody{AudienceSalt(ByteArray<16>{1}), {o.world.holder("Wanda")}};
         },
         {}},
        {"epoch of the team",
         false,
         [](Office& o) {
             return o.world.epoch(o.world.team(), {"Wim", "Gerda"});
         },
         {"Petra", "Karin", "Wim", "Gerda"}},
        {"epoch of politie",
         false,
         [](Office& o) { return o.world.epoch(o.world.own(kPolitie), {"Wim"}); },
         {"Wim"}},
        {"epoch of politie for a member of another organisation",
         false,
         [](Office& o) {
             return o.world.epoch(o.world.own(kPolitie), {"Wim", "Gerda"});
         },
         {}},
        {"epoch of Wim's own notes",
         false,
         [](Office& o) {
             return o.world.epoch(ownNote(o.world.house, o.world.caseId, o.world.holder("Wim")),
                                  {"Wim"});
         },
         {"Wim"}},
        {"epoch of an audience that nobody declared",
         false,
         [](Office& o) {
             return o.world.epoch(
                 namedPersons(o.world.house, o.world.caseId, AudienceSalt(ByteArray<16>{8})),
                 {"Wim"});
         },
         {}},
        {"grant to Wim's tablet",
         false,
         [](Office& o) {
             o.world.certify("Wim's tablet", o.world.holder("Wim"));
             return o.world.grant(o.world.team(), o.team, {"Wim's tablet"});
         },
         {"Petra", "Karin", "Wim", "Gerda"}},
        {"grant of an epoch that never was",
         false,
         [](Office& o) {
             return o.world.grant(o.world.team(), EpochId(ByteArray<32>{1}), {"Wim"});
         },
         {}},
        {"grant of another audience's epoch",
         false,
         [](Office& o) { return o.world.grant(o.world.own(kPolitie), o.team, {"Wim"}); },
         {}},
        {"grant to somebody outside",
         false,
         [](Office& o) { return o.world.grant(o.world.team(), o.team, {"Wanda"}); },
         {}},
    };
}

void holds(const Rule& rule) {
    for (const std::string& name : kEverybody) {
        CAPTURE(rule.what, name);
        Office office;
        const StatementBody body = rule.body(office);
        const Refusal refusal = office.world.submit(office.world.draft(
            office.signer(name), rule.ofHouse ? CaseId{} : office.world.caseId, body));
        CHECK((refusal == Refusal::None) == (rule.allowed.count(name) > 0));
    }
}

} // namespace

TEST_CASE("who may say what of the house", "[membership][admission]") {
    for (const Rule& rule : houseRules())
        holds(rule);
}

TEST_CASE("who may say what of a case and its people", "[membership][admission]") {
    for (const Rule& rule : roleRules())
        holds(rule);
}

TEST_CASE("who may say what of audiences, keys and entries", "[membership][admission]") {
    for (const Rule& rule : readerRules())
        holds(rule);
}

TEST_CASE("authority ends with certificate, role and membership", "[membership][admission]") {
    Office office;
    MembershipWorld& world = office.world;
    SECTION("an expired certificate says nothing") {
        world.now = world.now + hours(24 * 365);
        CHECK(world.say("Petra", world.member("Wanda")) == Refusal::Certificate);
    }
    SECTION("an ended device says nothing") {
        world.sayOfHouse(&world.issuer(kHouse), world.deviceEnd("Petra", EndReason::Retired));
        CHECK(world.say("Petra", world.member("Wanda")) == Refusal::Certificate);
    }
    SECTION("an ended issuer certifies nothing") {
        const auto ended = world.issuer(kPolitie).shown.device;
        REQUIRE(world.sayOfHouse(nullptr, DeviceEndBody{ended, EndReason::ForCause, {}}) ==
                Refusal::None);
        const auto body =
            issuance::certificateBody(issuance::DeviceKeys::generate().publicKeys(world.house),
                                      world.holder("Wim"), {world.now, world.now + hours(24)}, {0});
        CHECK(world.sayOfHouse(&world.issuer(kPolitie), body) == Refusal::Authority);
    }
    SECTION("a casusregisseur who left decides nothing") {
        world.leave("Karin");
        CHECK(world.say("Karin", world.role("Gerda", Role::Casusregisseur)) == Refusal::Authority);
    }
    SECTION("a role for a week is over after a week") {
        auto body = world.role("Gerda", Role::Procesregisseur);
        body.period.until = world.now + hours(24 * 7);
        REQUIRE(world.sayOfHouse(&world.device("Petra"), body) == Refusal::None);
        CHECK(world.say("Gerda", world.member("Wanda")) == Refusal::None);
        world.now = world.now + hours(24 * 7);
        CHECK(world.say("Gerda", world.member("Rachel")) == Refusal::Authority);
    }
    SECTION("when nobody is procesregisseur any more, the house's issuer names one") {
        world.sayOfHouse(&world.device("Ineke"), world.roleEnd("Petra", Role::Procesregisseur));
        CHECK(world.sayOfHouse(&world.issuer(kPolitie),
                               world.role("Wanda", Role::Procesregisseur)) != Refusal::None);
        CHECK(world.sayOfHouse(&world.issuer(kHouse), world.role("Wanda", Role::Procesregisseur)) ==
              Refusal::None);
        CHECK(world.sayOfHouse(&world.issuer(kHouse), world.role("Wim", Role::Procesregisseur)) !=
              Refusal::None);
    }
}

TEST_CASE("a role that did not know of its end is stale", "[membership][admission]") {
    Office office;
    MembershipWorld& world = office.world;
    const auto before = world.head();
    REQUIRE(world.say("Petra", world.roleEnd("Karin", Role::Casusregisseur)) == Refusal::None);
    CHECK(world.say("Petra", world.role("Karin", Role::Casusregisseur), before) == Refusal::Stale);
    CHECK(world.say("Petra", world.role("Karin", Role::Casusregisseur)) == Refusal::None);
    CHECK(world.say("Petra", world.roleEnd("Gerda", Role::Casusregisseur)) == Refusal::Stale);
}

TEST_CASE("a device keeps holder and keys for life", "[membership][admission]") {
    Office office;
    MembershipWorld& world = office.world;
    const WorldDevice& wim = world.device("Wim");
    const auto other = world.device("Wanda").shown;
    const Period year{world.now, world.now + hours(24 * 365)};
    const auto renewed = issuance::certificateBody(wim.shown, wim.holder, year, {0, 1});
    const auto submit = [&](DeviceBody body) {
        return world.sayOfHouse(&world.issuer(kPolitie), std::move(body));
    };
    CHECK(submit(renewed) == Refusal::None);
    DeviceBody changed = renewed;
    changed.boxKey = other.box;
    CHECK(submit(changed) == Refusal::Authority);
    changed = renewed;
    changed.pushKey = other.push;
    CHECK(submit(changed) == Refusal::Authority);
    changed = renewed;
    changed.holder = world.holder("Wanda");
    CHECK(submit(changed) == Refusal::Authority);
}

TEST_CASE("an end that says nothing new is stale, unless it cuts", "[membership][admission]") {
    Office office;
    MembershipWorld& world = office.world;
    world.leave("Wim");
    CHECK(world.say("Petra", world.memberEnd("Wim", EndReason::Unassigned)) == Refusal::Stale);
    CHECK(world.say("Petra", world.memberEnd("Wim", EndReason::ForCause)) == Refusal::None);
    CHECK(world.say("Petra", world.memberEnd("Wanda", EndReason::ForCause)) == Refusal::Membership);
    const WorldDevice* issuer = &world.issuer(kPolitie);
    CHECK(world.sayOfHouse(issuer, world.deviceEnd("Wim", EndReason::Retired)) == Refusal::None);
    CHECK(world.sayOfHouse(issuer, world.deviceEnd("Wim", EndReason::Retired)) == Refusal::Stale);
    CHECK(world.sayOfHouse(issuer, world.deviceEnd("Wim", EndReason::LostDevice)) == Refusal::None);
}

TEST_CASE("one epoch id, and one named audience, is said once", "[membership][admission]") {
    Office office;
    MembershipWorld& world = office.world;
    const auto body = world.epoch(world.team(), {"Wim"});
    CHECK(world.say("Wim", body) == Refusal::None);
    CHECK(world.say("Gerda", body) == Refusal::Fork);
    const AudienceBody named{AudienceSalt(ByteArray<16>{1}), {}};
    CHECK(world.say("Wim", named) == Refusal::None);
    CHECK(world.say("Gerda", named) == Refusal::Fork);
}

TEST_CASE("whoever grants must have the key", "[membership][admission]") {
    Office office;
    MembershipWorld& world = office.world;
    world.join("Wanda");
    CHECK(world.say("Wanda", world.grant(world.team(), office.team, {"Wanda"})) ==
          Refusal::Membership);
    CHECK(world.say("Wim", world.grant(world.team(), office.team, {"Wanda"})) == Refusal::None);
    world.certify("Wanda's tablet", world.holder("Wanda"));
    CHECK(world.say("Wanda", world.grant(world.team(), office.team, {"Wanda's tablet"})) ==
          Refusal::None);
}

TEST_CASE("an organisation withdraws what its own people wrote", "[membership][admission]") {
    Office office;
    MembershipWorld& world = office.world;
    const PartHash part(ByteArray<32>{1});
    REQUIRE(world.say("Gerda", WithdrawalBody{{part}}) == Refusal::None);
    const auto whole = world.whole();
    CHECK_FALSE(isWithdrawn(whole, part, world.holder("Wim")));
    CHECK(isWithdrawn(whole, part, world.holder("Gerda")));
    CHECK(isWithdrawn(whole, part, {WorkerId(ByteArray<16>{5}), kGgd}));
    const DirectoryPrefix before{whole.house, whole.houseSize, whole.caseLog, whole.caseSize - 1};
    CHECK_FALSE(isWithdrawn(before, part, world.holder("Gerda")));

    CHECK_FALSE(isPurged(whole, part));
    REQUIRE(world.say("Ineke", PurgeBody{{part}, false}) == Refusal::None);
    CHECK(isPurged(world.whole(), part));
    CHECK_FALSE(isPurged(world.whole(), PartHash(ByteArray<32>{2})));
    REQUIRE(world.say("Ineke", PurgeBody{{}, true}) == Refusal::None);
    CHECK(isPurged(world.whole(), PartHash(ByteArray<32>{2})));
    CHECK(world.say("Petra", world.member("Wanda")) == Refusal::Purged);
}
