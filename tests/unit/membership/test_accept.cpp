// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/admission.h"

#include "tests/support/catch.h"
#include "tests/support/membership_world.h"
#include "tests/support/must.h"

#include <functional>
#include <string>

using namespace vb;
using namespace vb::membership;
using namespace vb::test;

namespace {

/// What another device keeps of the same log.
struct Replica {
    HouseDirectory house;
    MembershipLog log;

    explicit Replica(MembershipWorld& world)
        : house(world.house, world.directory().rootFingerprint()), log(world.house, world.caseId) {}
};

void play(MembershipWorld& world) {
    world.join("Wim");
    world.join("Rachel");
    const EpochId team = world.open("Wim", world.team());
    world.certify("Wim's tablet", world.holder("Wim"));
    world.say("Wim", world.grant(world.team(), team, {"Wim's tablet"}));
    world.now = world.now + hours(1);
    world.leave("Rachel");
    world.open("Wim", world.team());
}

struct Lie {
    std::string what;
    Code code;
    std::function<void(LoggedStatement&, MembershipWorld&)> tell;
};

std::vector<Lie> lies() {
    return {
        {"another running hash", Code::Conflict,
         [](auto& logged, auto&) { logged.chain.hash = Digest256(ByteArray<32>{1}); }},
        {"a number left out", Code::Conflict, [](auto& logged, auto&) { ++logged.chain.size; }},
        {"accepted on another case log", Code::Conflict,
         [](auto& logged, auto&) {
             logged.leaf.directory.caseLog.hash = Digest256(ByteArray<32>{1});
         }},
        {"accepted on another house directory", Code::Conflict,
         [](auto& logged, auto&) {
             logged.leaf.directory.house.hash = Digest256(ByteArray<32>{1});
         }},
        {"accepted on an older house directory than the one before", Code::Conflict,
         [](auto& logged, auto& world) {
             logged.leaf.directory.house = world.directory().chain().headAt(3);
         }},
        {"accepted before the one before", Code::Conflict,
         [](auto& logged, auto& world) { logged.leaf.hubTime = world.now - hours(2); }},
        {"a house directory that is not here yet", Code::Unavailable,
         [](auto& logged, auto&) { ++logged.leaf.directory.house.size; }},
        {"a changed signature", Code::Refused,
         [](auto& logged, auto&) {
             auto bytes = logged.statement.signature.bytes();
             bytes[0] ^= 1;
             logged.statement.signature = crypto::Signature(bytes);
         }},
        {"bytes that are none", Code::InvalidInput,
         [](auto& logged, auto&) { logged.statement.statement = Bytes(10, 0xff); }},
    };
}

} // namespace

TEST_CASE("a device that accepts what the hub logged gets the hub's chains",
          "[membership][accept][I-2]") {
    MembershipWorld world;
    play(world);
    Replica replica(world);
    for (const LoggedStatement& logged : world.houseLogged)
        must(accept(replica.house, logged));
    for (const LoggedStatement& logged : world.caseLogged)
        must(accept(replica.log, replica.house, logged));
    CHECK(wholeDirectory(replica.house, replica.log).head() == world.head());
    CHECK(members(wholeDirectory(replica.house, replica.log), world.team(), world.now) ==
          std::vector{world.holder("Wim")});
}

TEST_CASE("a hub that lies about a statement changes nothing", "[membership][accept][I-10]") {
    MembershipWorld world;
    play(world);
    for (const Lie& lie : lies()) {
        CAPTURE(lie.what);
        Replica replica(world);
        for (const LoggedStatement& logged : world.houseLogged)
            must(accept(replica.house, logged));
        for (std::size_t i = 0; i + 1 < world.caseLogged.size(); ++i)
            must(accept(replica.log, replica.house, world.caseLogged[i]));
        const auto before = wholeDirectory(replica.house, replica.log).head();
        LoggedStatement last = world.caseLogged.back();
        lie.tell(last, world);
        const auto accepted = accept(replica.log, replica.house, last);
        REQUIRE_FALSE(accepted);
        CHECK(accepted.error().code == lie.code);
        CHECK(wholeDirectory(replica.house, replica.log).head() == before);
        must(accept(replica.log, replica.house, world.caseLogged.back()));
    }
}

TEST_CASE("statements are taken once and in order", "[membership][accept]") {
    MembershipWorld world;
    play(world);
    Replica replica(world);
    CHECK(accept(replica.house, world.houseLogged[1]).error().code == Code::Conflict);
    CHECK(accept(replica.log, replica.house, world.caseLogged[0]).error().code ==
          Code::Unavailable);
    for (const LoggedStatement& logged : world.houseLogged)
        must(accept(replica.house, logged));
    CHECK(accept(replica.house, world.houseLogged.back()).error().code == Code::Conflict);
    must(accept(replica.log, replica.house, world.caseLogged[0]));
    CHECK(accept(replica.log, replica.house, world.caseLogged[0]).error().code == Code::Conflict);
    CHECK(accept(replica.log, replica.house, world.caseLogged[2]).error().code == Code::Conflict);
    auto withCase = world.houseLogged;
    Replica fresh(world);
    withCase[0].leaf.directory.caseLog = {1, Digest256(ByteArray<32>{1})};
    CHECK(accept(fresh.house, withCase[0]).error().code == Code::Conflict);
    // A case's statement does not go into the house's chain, nor the other way round.
    auto moved = world.houseLogged[0];
    moved.statement = world.caseLogged[0].statement;
    CHECK(accept(fresh.house, moved).error().code == Code::Conflict);
}
