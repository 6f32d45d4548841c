// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/membership/histories.h"

namespace vb::test {

using namespace membership;

std::vector<History> historiesOfCuts() {
    return {
        {"removed for cause: an entry after the cut, accepted long before", "valid, beyond the cut",
         [](MembershipWorld& world, EpochId team) {
             world.write("Wim", world.team(), team);
             const auto second = deliver(world, world.write("Wim", world.team(), team));
             world.leave("Wim", EndReason::ForCause, {{world.stream("Wim", world.team()), 1}});
             return second;
         }},
        {"removed for cause: the last entry before the cut", "valid",
         [](MembershipWorld& world, EpochId team) {
             const auto first = deliver(world, world.write("Wim", world.team(), team));
             world.leave("Wim", EndReason::ForCause, {{world.stream("Wim", world.team()), 1}});
             return first;
         }},
        {"removed for cause, no cut for this stream: accepted before the removal", "valid",
         [](MembershipWorld& world, EpochId team) {
             const auto note = deliver(world, world.write("Wim", world.team(), team));
             world.leave("Wim", EndReason::ForCause);
             return note;
         }},
        {"removed for cause, no cut for this stream: accepted after the removal",
         "valid, late, beyond the cut",
         [](MembershipWorld& world, EpochId team) {
             const auto note = world.write("Wim", world.team(), team);
             world.leave("Wim", EndReason::ForCause);
             return deliver(world, note);
         }},
        {"removed for cause and granted again: what is written then counts", "valid",
         [](MembershipWorld& world, EpochId team) {
             world.leave("Wim", EndReason::ForCause, {{world.stream("Wim", world.team()), 0}});
             world.join("Wim");
             return deliver(world, world.write("Wim", world.team(), team));
         }},
        {"a lost device delivers what was on it", "valid, late, beyond the cut",
         [](MembershipWorld& world, EpochId team) {
             const auto note = world.write("Wim", world.team(), team);
             world.sayOfHouse(&world.issuer(kPolitie),
                              world.deviceEnd("Wim", EndReason::LostDevice));
             return deliver(world, note);
         }},
        {"an entry of a lost device is adopted by the procesregisseur", "valid, late",
         [](MembershipWorld& world, EpochId team) {
             const auto note = world.write("Wim", world.team(), team);
             world.sayOfHouse(&world.issuer(kPolitie),
                              world.deviceEnd("Wim", EndReason::LostDevice));
             const auto delivered = deliver(world, note);
             world.say("Petra", AdoptionBody{{note.id}});
             return delivered;
         }},
        {"a device was handed in, then found to be stolen: cuts follow",
         "valid, late, beyond the cut",
         [](MembershipWorld& world, EpochId team) {
             const auto note = world.write("Wim", world.team(), team);
             world.sayOfHouse(&world.issuer(kPolitie), world.deviceEnd("Wim", EndReason::Retired));
             const auto delivered = deliver(world, note);
             world.sayOfHouse(&world.issuer(kPolitie),
                              world.deviceEnd("Wim", EndReason::LostDevice,
                                              {{world.stream("Wim", world.team()), 0}}));
             return delivered;
         }},
        {"of two devices one is lost; the worker writes on the other", "valid",
         [](MembershipWorld& world, EpochId) {
             world.certify("Wim's tablet", world.holder("Wim"));
             world.sayOfHouse(&world.issuer(kPolitie),
                              world.deviceEnd("Wim", EndReason::LostDevice));
             const auto epoch = world.open("Rachel", world.team());
             return deliver(world, world.write("Wim's tablet", world.team(), epoch));
         }},
        {"a removed member's device withdraws what others should keep",
         "statement refused: membership",
         [](MembershipWorld& world, EpochId) -> Outcome {
             const auto before = world.head();
             world.leave("Wim");
             return world.say("Wim", WithdrawalBody{{PartHash(ByteArray<32>{1})}}, before);
         }},
        {"the whole case was purged meanwhile", "refused: purged",
         [](MembershipWorld& world, EpochId team) {
             const auto note = world.write("Wim", world.team(), team);
             world.say("Ineke", PurgeBody{{}, true});
             return deliver(world, note);
         }},
    };
}

std::vector<History> historiesOfTheHub() {
    return {
        {"own unsent work is judged as if accepted now", "valid",
         [](MembershipWorld& world, EpochId team) -> Outcome {
             const auto note = world.write("Wim", world.team(), team);
             return Delivered{note, asIfAcceptedNow(world.directory(), world.log(), world.now)};
         }},
        {"own unsent work, and the removal has just been pulled", "valid, late",
         [](MembershipWorld& world, EpochId team) -> Outcome {
             const auto note = world.write("Wim", world.team(), team);
             world.leave("Wim");
             return Delivered{note, asIfAcceptedNow(world.directory(), world.log(), world.now)};
         }},
        {"the author names a directory that never was", "refused: directory",
         [](MembershipWorld& world, EpochId team) {
             auto fork = world.head();
             fork.house.hash = Digest256(ByteArray<32>{1});
             return deliver(world, world.write("Wim", world.team(), team, fork));
         }},
        {"the author names a directory newer than its acceptance", "refused: directory",
         [](MembershipWorld& world, EpochId team) {
             const auto before = world.leafNow();
             world.join("Wanda");
             return Outcome(Delivered{world.write("Wim", world.team(), team), before});
         }},
        {"the hub names a directory that never was", "alarm: conflict",
         [](MembershipWorld& world, EpochId team) {
             auto delivered = deliver(world, world.write("Wim", world.team(), team));
             delivered.leaf.directory.caseLog.hash = Digest256(ByteArray<32>{1});
             return delivered;
         }},
        {"the hub names a directory that is not here yet", "no verdict yet: unavailable",
         [](MembershipWorld& world, EpochId team) {
             auto delivered = deliver(world, world.write("Wim", world.team(), team));
             delivered.leaf.directory.caseLog.size += 1;
             return delivered;
         }},
        {"the hub dates a late note back to before the removal", "alarm: conflict",
         [](MembershipWorld& world, EpochId) -> Outcome {
             const auto before = world.leafNow();
             world.leave("Wim");
             const auto after = world.leafNow();
             return Ordered{checkOrder({{10, before}, {11, after}, {12, before}})};
         }},
        {"an envelope in a stream that is not its device's", "refused: unsigned",
         [](MembershipWorld& world, EpochId team) {
             auto note = world.write("Wim", world.team(), team);
             note.stream = world.stream("Rachel", world.team());
             return deliver(world, note);
         }},
        {"an envelope by a device that nobody certified", "refused: certificate",
         [](MembershipWorld& world, EpochId team) {
             auto note = world.write("Wim", world.team(), team);
             note.device = DeviceId(ByteArray<32>{1});
             note.stream = streamId(world.house, note.device, note.incarnation, note.audience);
             return deliver(world, note);
         }},
        {"an envelope of another house", "refused: house",
         [](MembershipWorld& world, EpochId team) {
             auto note = world.write("Wim", world.team(), team);
             note.house = HouseId(ByteArray<16>{1});
             return deliver(world, note);
         }},
        {"a statement replayed from another house", "statement refused: house",
         [](MembershipWorld& world, EpochId) -> Outcome {
             const HouseId here = world.house;
             world.house = HouseId(ByteArray<16>{1});
             const auto foreign =
                 world.draft(&world.device("Petra"), world.caseId, world.member("Wanda"));
             world.house = here;
             return world.submit(foreign);
         }},
        {"a statement whose bytes were changed", "statement refused: unsigned",
         [](MembershipWorld& world, EpochId) -> Outcome {
             auto statement =
                 world.draft(&world.device("Petra"), world.caseId, world.member("Wanda"));
             statement.sent.statement.back() ^= 1;
             return world.submit(statement);
         }},
    };
}

} // namespace vb::test
