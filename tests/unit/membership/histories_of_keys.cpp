// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/membership/histories.h"

namespace vb::test {

using namespace membership;

namespace {

std::vector<History> epochs() {
    return {
        {"the epoch's statement arrives after the envelope", "refused: epoch",
         [](MembershipWorld& world, EpochId) {
             const auto body = world.epoch(world.team(), {"Wim", "Rachel"});
             const auto note = world.write("Wim", world.team(), body.epoch);
             const auto delivered = deliver(world, note);
             world.say("Wim", body);
             return delivered;
         }},
        {"the same envelope, pushed again after its epoch", "valid",
         [](MembershipWorld& world, EpochId) {
             const auto before = world.head();
             const auto body = world.epoch(world.team(), {"Wim", "Rachel"});
             const auto note = world.write("Wim", world.team(), body.epoch, before);
             world.say("Wim", body, before);
             return deliver(world, note);
         }},
        {"an epoch of another audience", "refused: epoch",
         [](MembershipWorld& world, EpochId team) {
             return deliver(world, world.write("Wim", world.own(kPolitie), team));
         }},
        {"an epoch that is based on a newer head than its envelope names", "refused: epoch",
         [](MembershipWorld& world, EpochId) {
             const auto before = world.head();
             world.join("Wanda");
             const auto epoch = world.open("Wim", world.team());
             return deliver(world, world.write("Wim", world.team(), epoch, before));
         }},
        {"an epoch for somebody who is no member", "statement refused: membership",
         [](MembershipWorld& world, EpochId) -> Outcome {
             return world.say("Wim", world.epoch(world.team(), {"Wim", "Wanda"}));
         }},
        {"an epoch by somebody who is no member", "statement refused: membership",
         [](MembershipWorld& world, EpochId) -> Outcome {
             return world.say("Wanda", world.epoch(world.team(), {"Wim"}));
         }},
        {"an epoch that leaves out the recovery key", "statement refused: authority",
         [](MembershipWorld& world, EpochId) -> Outcome {
             auto body = world.epoch(world.team(), {"Wim"});
             const auto recovery = recoveryRecipients(world.whole(), world.team()).front();
             std::erase_if(body.boxes,
                           [&](const KeyBox& box) { return box.recipient == recovery.id; });
             return world.say("Wim", body);
         }},
        {"an epoch based on a head that never was", "statement refused: directory",
         [](MembershipWorld& world, EpochId) -> Outcome {
             auto based = world.head();
             based.caseLog.hash = Digest256(ByteArray<32>{1});
             return world.say("Wim", world.epoch(world.team(), {"Wim"}), based);
         }},
    };
}

std::vector<History> removals() {
    return {
        {"a device seals under an epoch whose reader it knows to be gone", "refused: epoch",
         [](MembershipWorld& world, EpochId team) {
             world.leave("Wim");
             return deliver(world, world.write("Rachel", world.team(), team));
         }},
        {"a device seals under an epoch whose reader is gone, and does not know", "valid",
         [](MembershipWorld& world, EpochId team) {
             const auto note = world.write("Rachel", world.team(), team);
             world.leave("Wim");
             return deliver(world, note);
         }},
        {"the epoch was opened for a reader of whose removal its maker did not know", "valid",
         [](MembershipWorld& world, EpochId) {
             const auto before = world.head();
             const auto body = world.epoch(world.team(), {"Rachel", "Wim"});
             const auto note = world.write("Rachel", world.team(), body.epoch, before);
             world.leave("Wim");
             world.say("Rachel", body, before);
             return deliver(world, note);
         }},
        {"the maker of the epoch was removed before either arrived", "valid, late",
         [](MembershipWorld& world, EpochId) {
             const auto before = world.head();
             const auto body = world.epoch(world.team(), {"Rachel", "Wim"});
             const auto note = world.write("Wim", world.team(), body.epoch, before);
             world.leave("Wim");
             world.say("Wim", body, before);
             return deliver(world, note);
         }},
        {"somebody who knows of the removal seals under the removed maker's epoch",
         "refused: epoch",
         [](MembershipWorld& world, EpochId) {
             const auto before = world.head();
             const auto body = world.epoch(world.team(), {"Rachel"});
             world.leave("Wim");
             world.say("Wim", body, before);
             return deliver(world, world.write("Rachel", world.team(), body.epoch));
         }},
        {"a reader was removed and granted again: the old epoch serves again", "valid",
         [](MembershipWorld& world, EpochId team) {
             world.leave("Wim");
             world.join("Wim");
             return deliver(world, world.write("Rachel", world.team(), team));
         }},
        {"a grant that did not know of the removal", "statement refused: stale",
         [](MembershipWorld& world, EpochId team) -> Outcome {
             world.certify("Wim's tablet", world.holder("Wim"));
             const auto before = world.head();
             world.leave("Wim");
             return world.say("Rachel", world.grant(world.team(), team, {"Wim's tablet"}), before);
         }},
        {"a removal that did not know of the grant", "refused: epoch",
         [](MembershipWorld& world, EpochId team) {
             const auto before = world.head();
             world.join("Wanda");
             world.say("Rachel", world.grant(world.team(), team, {"Wanda"}));
             world.say("Ineke", world.memberEnd("Wanda", EndReason::Unassigned), before);
             return deliver(world, world.write("Rachel", world.team(), team));
         }},
        {"a member without history is granted an older epoch", "statement refused: membership",
         [](MembershipWorld& world, EpochId team) -> Outcome {
             auto body = world.member("Wanda");
             body.withoutHistory = true;
             world.say("Petra", body);
             return world.say("Rachel", world.grant(world.team(), team, {"Wanda"}));
         }},
        {"a device of the reader is revoked, and the sealer knows", "refused: epoch",
         [](MembershipWorld& world, EpochId team) {
             world.sayOfHouse(&world.issuer(kPolitie),
                              world.deviceEnd("Wim", EndReason::LostDevice));
             return deliver(world, world.write("Rachel", world.team(), team));
         }},
    };
}

std::vector<History> namedPersonsOnly() {
    return {
        {"somebody who is not named writes for named persons", "refused: membership",
         [](MembershipWorld& world, EpochId) {
             const AudienceSalt salt(ByteArray<16>{7});
             world.say("Wim", AudienceBody{salt, {world.holder("Rachel")}});
             const auto named = namedPersons(world.house, world.caseId, salt);
             const auto epoch = world.open("Rachel", named);
             return deliver(world, world.write("Gerda", named, epoch));
         }},
        {"audience, epoch and note are made offline and pushed in order", "valid",
         [](MembershipWorld& world, EpochId) {
             const auto before = world.head();
             const AudienceSalt salt(ByteArray<16>{7});
             const auto named = namedPersons(world.house, world.caseId, salt);
             const auto body = world.epoch(named, {"Wim", "Rachel"});
             const auto note = world.write("Wim", named, body.epoch, before);
             world.say("Wim", AudienceBody{salt, {world.holder("Rachel")}}, before);
             world.say("Wim", body, before);
             return deliver(world, note);
         }},
    };
}

} // namespace

std::vector<History> historiesOfKeys() {
    std::vector<History> all = epochs();
    for (auto* more : {&removals, &namedPersonsOnly}) {
        auto part = (*more)();
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

} // namespace vb::test
