// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/membership/histories.h"

namespace vb::test {

using namespace membership;
using model::Role;

namespace {

Outcome withRoles(Delivered delivered) {
    delivered.rolesMatter = true;
    return delivered;
}

std::vector<History> comingAndGoing() {
    return {
        {"a member writes and syncs", "valid",
         [](MembershipWorld& world, EpochId team) {
             return deliver(world, world.write("Wim", world.team(), team));
         }},
        {"a note is written before its author learns of the removal, and delivered after it",
         "valid, late, roles none",
         [](MembershipWorld& world, EpochId team) {
             const auto note = world.write("Wim", world.team(), team);
             world.leave("Wim");
             return withRoles(deliver(world, note));
         }},
        {"the author knew of the removal and wrote all the same", "refused: membership",
         [](MembershipWorld& world, EpochId team) {
             world.leave("Wim");
             return deliver(world, world.write("Wim", world.team(), team));
         }},
        {"an addition that did not know of the removal comes after it", "statement refused: stale",
         [](MembershipWorld& world, EpochId) -> Outcome {
             const auto before = world.head();
             world.leave("Wim");
             return world.say("Ineke", world.member("Wim"), before);
         }},
        {"a removal that did not know of an extension comes after it", "refused: membership",
         [](MembershipWorld& world, EpochId team) {
             const auto before = world.head();
             world.join("Wim");
             world.say("Ineke", world.memberEnd("Wim", EndReason::Unassigned), before);
             return deliver(world, world.write("Wim", world.team(), team));
         }},
        {"removed, added again, and writing on in the same stream", "valid",
         [](MembershipWorld& world, EpochId team) {
             world.write("Wim", world.team(), team);
             world.leave("Wim");
             world.join("Wim");
             return deliver(world, world.write("Wim", world.team(), team));
         }},
        {"written before the removal, delivered when added again", "valid, late",
         [](MembershipWorld& world, EpochId team) {
             const auto note = world.write("Wim", world.team(), team);
             world.leave("Wim");
             world.join("Wim");
             return deliver(world, note);
         }},
        {"the membership begins next week", "refused: membership",
         [](MembershipWorld& world, EpochId) {
             auto body = world.member("Wanda");
             body.period.from = world.now + hours(24 * 7);
             world.say("Petra", body);
             const auto epoch = world.open("Wim", world.own(kPolitie));
             return deliver(world, world.write("Wanda", world.own(kPolitie), epoch));
         }},
        {"the same note, accepted once the membership has begun", "valid",
         [](MembershipWorld& world, EpochId) {
             auto body = world.member("Wanda");
             body.period.from = world.now + hours(24 * 7);
             world.say("Petra", body);
             const auto epoch = world.open("Wim", world.own(kPolitie));
             const auto note = world.write("Wanda", world.own(kPolitie), epoch);
             world.now = world.now + hours(24 * 8);
             return deliver(world, note);
         }},
        {"the membership's own end passes between writing and acceptance",
         "valid, late, roles none",
         [](MembershipWorld& world, EpochId) {
             auto body = world.member("Wanda");
             body.period.until = world.now + hours(24);
             world.say("Petra", body);
             const auto epoch = world.open("Wim", world.team());
             const auto note = world.write("Wanda", world.team(), epoch);
             world.now = world.now + hours(48);
             return withRoles(deliver(world, note));
         }},
    };
}

std::vector<History> certificates() {
    return {
        {"the certificate expires between writing and acceptance", "refused: certificate",
         [](MembershipWorld& world, EpochId team) {
             world.certify("Wim's tablet", world.holder("Wim"), hours(24));
             const auto note = world.write("Wim's tablet", world.team(), team);
             world.now = world.now + hours(25);
             return deliver(world, note);
         }},
        {"the certificate expired and was renewed; the same bytes come again", "valid",
         [](MembershipWorld& world, EpochId team) {
             world.certify("Wim's tablet", world.holder("Wim"), hours(24));
             const auto note = world.write("Wim's tablet", world.team(), team);
             world.now = world.now + hours(25);
             const WorldDevice& tablet = world.device("Wim's tablet");
             world.sayOfHouse(&world.issuer(kPolitie),
                              issuance::certificateBody(tablet.shown, tablet.holder,
                                                        {world.now, world.now + hours(24)}, {0}));
             return deliver(world, note);
         }},
        {"a device that was handed in has unsent work", "valid, late",
         [](MembershipWorld& world, EpochId team) {
             const auto note = world.write("Wim", world.team(), team);
             world.sayOfHouse(&world.issuer(kPolitie), world.deviceEnd("Wim", EndReason::Retired));
             return deliver(world, note);
         }},
        {"an ended device is certified again", "statement refused: authority",
         [](MembershipWorld& world, EpochId) -> Outcome {
             world.sayOfHouse(&world.issuer(kPolitie), world.deviceEnd("Wim", EndReason::Retired));
             const WorldDevice& device = world.device("Wim");
             return world.sayOfHouse(&world.issuer(kPolitie),
                                     issuance::certificateBody(device.shown, device.holder,
                                                               {world.now, world.now + hours(24)},
                                                               {0}));
         }},
        {"another organisation's issuer certifies a device for a worker of the police",
         "statement refused: authority",
         [](MembershipWorld& world, EpochId) -> Outcome {
             const auto keys = issuance::DeviceKeys::generate();
             return world.sayOfHouse(
                 &world.issuer(kGgd),
                 issuance::certificateBody(keys.publicKeys(world.house), world.holder("Wim"),
                                           {world.now, world.now + hours(24)}, {0}));
         }},
        {"another organisation's issuer certifies a device of its own for the same worker id",
         "refused: membership",
         [](MembershipWorld& world, EpochId team) {
             world.certify("impostor", {world.holder("Wim").worker, kGgd});
             return deliver(world, world.write("impostor", world.team(), team));
         }},
    };
}

std::vector<History> rolesAndHats() {
    return {
        {"a role is lost between writing and acceptance", "valid, roles none",
         [](MembershipWorld& world, EpochId team) {
             world.say("Petra", world.role("Rachel", Role::Casusregisseur));
             const auto note = world.write("Rachel", world.team(), team);
             world.say("Petra", world.roleEnd("Rachel", Role::Casusregisseur));
             return withRoles(deliver(world, note));
         }},
        {"a role is gained between writing and acceptance", "valid, roles casusregisseur",
         [](MembershipWorld& world, EpochId team) {
             const auto note = world.write("Rachel", world.team(), team);
             world.say("Petra", world.role("Rachel", Role::Casusregisseur));
             return withRoles(deliver(world, note));
         }},
        {"the casusregisseur left the case with the role still in the log",
         "valid, late, roles none",
         [](MembershipWorld& world, EpochId team) {
             world.say("Petra", world.role("Rachel", Role::Casusregisseur));
             const auto note = world.write("Rachel", world.team(), team);
             world.leave("Rachel");
             return withRoles(deliver(world, note));
         }},
        {"one person with two hats writes under one organisation for the other",
         "refused: membership",
         [](MembershipWorld& world, EpochId) {
             world.certify("Gerda at the police", {world.holder("Gerda").worker, kPolitie});
             world.join("Gerda at the police");
             const auto epoch = world.open("Wim", world.own(kPolitie));
             return deliver(world, world.write("Gerda", world.own(kPolitie), epoch));
         }},
        {"one person with two hats writes under the right one", "valid",
         [](MembershipWorld& world, EpochId) {
             world.certify("Gerda at the police", {world.holder("Gerda").worker, kPolitie});
             world.join("Gerda at the police");
             const auto epoch = world.open("Wim", world.own(kPolitie));
             return deliver(world, world.write("Gerda at the police", world.own(kPolitie), epoch));
         }},
        {"an observer writes for the case team", "refused: membership",
         [](MembershipWorld& world, EpochId team) {
             auto body = world.member("Wanda");
             body.observer = true;
             world.say("Petra", body);
             return deliver(world, world.write("Wanda", world.team(), team));
         }},
        {"a member of the care part writes for the justice part", "refused: membership",
         [](MembershipWorld& world, EpochId) {
             const auto justice = wholeLevel(world.house, world.caseId, Level::Strafdeel);
             const auto epoch = world.open("Wim", justice);
             return deliver(world, world.write("Gerda", justice, epoch));
         }},
        {"a member changed from the justice part to none, and did not know", "valid, late",
         [](MembershipWorld& world, EpochId) {
             const auto justice = wholeLevel(world.house, world.caseId, Level::Strafdeel);
             const auto epoch = world.open("Wim", justice);
             const auto note = world.write("Rachel", justice, epoch);
             world.join("Rachel", CarePart::None);
             return deliver(world, note);
         }},
    };
}

} // namespace

std::vector<History> historiesOfPeople() {
    std::vector<History> all = comingAndGoing();
    for (auto* more : {&certificates, &rolesAndHats}) {
        auto part = (*more)();
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

} // namespace vb::test
