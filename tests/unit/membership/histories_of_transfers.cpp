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

const std::chrono::hours kAfterTheDays{24 * 8};

/// Wim's place in the justice part goes to Wanda.
void handOver(MembershipWorld& world) {
    world.say("Petra", world.transfer("Wim", "Wanda", CarePart::Straf));
}

std::vector<History> givingAndTaking() {
    return {
        {"a place was handed over: the giver writes within the days", "valid",
         [](MembershipWorld& world, EpochId team) {
             handOver(world);
             world.now = world.now + hours(24 * 6);
             return deliver(world, world.write("Wim", world.team(), team));
         }},
        {"a place was handed over: the giver wrote within the days and delivers after them",
         "valid, late, roles none",
         [](MembershipWorld& world, EpochId team) {
             handOver(world);
             const auto note = world.write("Wim", world.team(), team);
             world.now = world.now + kAfterTheDays;
             return withRoles(deliver(world, note));
         }},
        {"a place was handed over: the giver did not know, and delivers after the days",
         "valid, late",
         [](MembershipWorld& world, EpochId team) {
             const auto note = world.write("Wim", world.team(), team);
             handOver(world);
             world.now = world.now + kAfterTheDays;
             return deliver(world, note);
         }},
        {"whoever takes a place writes in its part", "valid",
         [](MembershipWorld& world, EpochId) {
             handOver(world);
             const Audience justice = wholeLevel(world.house, world.caseId, Level::Strafdeel);
             const auto epoch = world.open("Wanda", justice);
             return deliver(world, world.write("Wanda", justice, epoch));
         }},
        {"a place was handed over without its part, and the receiver writes there",
         "refused: membership",
         [](MembershipWorld& world, EpochId) {
             world.say("Petra", world.transfer("Wim", "Wanda"));
             const Audience justice = wholeLevel(world.house, world.caseId, Level::Strafdeel);
             const auto epoch = world.open("Wim", justice);
             return deliver(world, world.write("Wanda", justice, epoch));
         }},
        {"the place's own end comes before the days are over", "valid, late, roles none",
         [](MembershipWorld& world, EpochId team) {
             auto body = world.member("Wim", CarePart::Straf);
             body.period.until = world.now + hours(24);
             world.say("Petra", body);
             handOver(world);
             const auto note = world.write("Wim", world.team(), team);
             world.now = world.now + hours(48);
             return withRoles(deliver(world, note));
         }},
        {"of two hats one was handed over; the giver writes on under the other", "valid",
         [](MembershipWorld& world, EpochId team) {
             auto second = world.member("Wim");
             second.hat = 1;
             world.say("Petra", second);
             handOver(world);
             world.now = world.now + kAfterTheDays;
             return deliver(world, world.write("Wim", world.team(), team));
         }},
        {"handed over and back: the giver writes after the days", "valid",
         [](MembershipWorld& world, EpochId team) {
             handOver(world);
             world.say("Petra", world.transfer("Wanda", "Wim", CarePart::Straf));
             world.now = world.now + kAfterTheDays;
             return deliver(world, world.write("Wim", world.team(), team));
         }},
        {"handed over twice: who had it in between delivers after the days", "valid, late",
         [](MembershipWorld& world, EpochId) {
             handOver(world);
             world.say("Petra", world.transfer("Wanda", "Rachel", CarePart::Straf));
             const auto epoch = world.open("Rachel", world.team());
             const auto note = world.write("Wanda", world.team(), epoch);
             world.now = world.now + kAfterTheDays;
             return deliver(world, note);
         }},
        {"the giver is removed within the days, and knew", "refused: membership",
         [](MembershipWorld& world, EpochId team) {
             handOver(world);
             world.leave("Wim");
             return deliver(world, world.write("Wim", world.team(), team));
         }},
    };
}

std::vector<History> notHandedOver() {
    return {
        {"two hand one place over without knowing of each other", "statement refused: stale",
         [](MembershipWorld& world, EpochId) -> Outcome {
             const auto before = world.head();
             handOver(world);
             return world.say("Ineke", world.transfer("Wim", "Rachel", CarePart::Straf), before);
         }},
        {"what is left of a place is handed over", "statement refused: membership",
         [](MembershipWorld& world, EpochId) -> Outcome {
             handOver(world);
             return world.say("Ineke", world.transfer("Wim", "Rachel", CarePart::Straf));
         }},
        {"a transfer that did not know of the giver's removal", "statement refused: stale",
         [](MembershipWorld& world, EpochId) -> Outcome {
             const auto before = world.head();
             world.leave("Wim");
             return world.say("Ineke", world.transfer("Wim", "Wanda", CarePart::Straf), before);
         }},
        {"a transfer that did not know of the receiver's removal", "statement refused: stale",
         [](MembershipWorld& world, EpochId) -> Outcome {
             const auto before = world.head();
             world.leave("Rachel");
             return world.say("Ineke", world.transfer("Wim", "Rachel", CarePart::Straf), before);
         }},
        {"a transfer that did not know that the place was changed", "statement refused: stale",
         [](MembershipWorld& world, EpochId) -> Outcome {
             const auto before = world.head();
             world.join("Wim", CarePart::Zorg);
             return world.say("Ineke", world.transfer("Wim", "Wanda", CarePart::Straf), before);
         }},
        {"a transfer that did not know what the receiver was given", "statement refused: stale",
         [](MembershipWorld& world, EpochId) -> Outcome {
             const auto before = world.head();
             world.join("Wanda", CarePart::Zorg);
             return world.say("Ineke", world.transfer("Wim", "Wanda", CarePart::Straf), before);
         }},
        {"a transfer that did not know that the receiver's device ended",
         "statement refused: stale",
         [](MembershipWorld& world, EpochId) -> Outcome {
             const auto before = world.head();
             world.sayOfHouse(&world.issuer(kPolitie),
                              world.deviceEnd("Wanda", EndReason::Retired));
             return world.say("Ineke", world.transfer("Wim", "Wanda", CarePart::Straf), before);
         }},
        {"a transfer to who has no device any more", "statement refused: certificate",
         [](MembershipWorld& world, EpochId) -> Outcome {
             world.sayOfHouse(&world.issuer(kPolitie),
                              world.deviceEnd("Wanda", EndReason::Retired));
             return world.say("Ineke", world.transfer("Wim", "Wanda", CarePart::Straf));
         }},
        {"a place that has ended by itself is handed over", "statement refused: membership",
         [](MembershipWorld& world, EpochId) -> Outcome {
             auto body = world.member("Wim", CarePart::Straf);
             body.period.until = world.now + hours(24);
             world.say("Petra", body);
             world.now = world.now + hours(24);
             return world.say("Petra", world.transfer("Wim", "Wanda", CarePart::Straf));
         }},
        {"a place is handed over with a part that it has not", "statement refused: authority",
         [](MembershipWorld& world, EpochId) -> Outcome {
             return world.say("Petra", world.transfer("Wim", "Wanda", CarePart::Zorg));
         }},
        {"an extension that did not know of the transfer comes after it",
         "statement refused: stale",
         [](MembershipWorld& world, EpochId) -> Outcome {
             const auto before = world.head();
             handOver(world);
             return world.say("Ineke", world.member("Wim", CarePart::Straf), before);
         }},
        {"what was said of the receiver, not knowing of the transfer, comes after it",
         "statement refused: stale",
         [](MembershipWorld& world, EpochId) -> Outcome {
             const auto before = world.head();
             handOver(world);
             return world.say("Ineke", world.member("Wanda", CarePart::Zorg), before);
         }},
        {"an extension that did not know of the transfer comes after a change of what is left",
         "statement refused: stale",
         [](MembershipWorld& world, EpochId) -> Outcome {
             const auto before = world.head();
             handOver(world);
             auto watching = world.member("Wim", CarePart::None);
             watching.observer = true;
             world.say("Petra", watching);
             return world.say("Ineke", world.member("Wim", CarePart::Straf), before);
         }},
        {"the receiver was removed again before any key came: an epoch for them",
         "statement refused: membership",
         [](MembershipWorld& world, EpochId) -> Outcome {
             handOver(world);
             world.leave("Wanda");
             return world.say("Rachel", world.epoch(world.team(), {"Rachel", "Wanda"}));
         }},
    };
}

} // namespace

std::vector<History> historiesOfTransfers() {
    std::vector<History> histories = givingAndTaking();
    const auto refused = notHandedOver();
    histories.insert(histories.end(), refused.begin(), refused.end());
    return histories;
}

} // namespace vb::test
