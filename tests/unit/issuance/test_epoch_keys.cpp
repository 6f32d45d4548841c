// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/issuance/epoch_keys.h"

#include "sync/envelope/epoch_key.h"
#include "tests/support/catch.h"
#include "tests/support/membership_world.h"
#include "tests/support/must.h"

using namespace vb;
using namespace vb::issuance;
using namespace vb::membership;
using namespace vb::test;

namespace {

/// What a member's device needs to sign in the case.
SigningContext contextOf(const DirectoryPrefix& whole, MembershipWorld& world,
                         const std::string& name) {
    const WorldDevice& device = world.device(name);
    return signingContext(whole, device.shown.device, device.keys.signing, world.now);
}

OpenedEpoch openBy(MembershipWorld& world, const std::string& name, const Audience& audience) {
    const auto whole = world.whole();
    OpenedEpoch opened = must(openEpoch(contextOf(whole, world, name), audience));
    REQUIRE(world.submit(opened.statement) == Refusal::None);
    return opened;
}

ReceivedKeys receivedBy(MembershipWorld& world, const std::string& name,
                        const Statement& statement) {
    const WorldDevice& device = world.device(name);
    return receiveKeys(statement, Digest256(device.shown.device.bytes()), device.keys.box);
}

} // namespace

TEST_CASE("every reader opens a new epoch, nobody else does", "[issuance][epoch][I-6]") {
    MembershipWorld world;
    world.join("Wim");
    world.join("Rachel");
    const OpenedEpoch opened = openBy(world, "Wim", world.team());
    CHECK(opened.epoch == envelope::epochId(world.house, world.team().id, opened.key));
    for (const char* name : {"Wim", "Rachel"}) {
        const auto received = receivedBy(world, name, opened.statement);
        REQUIRE(received.keys.size() == 1);
        CHECK(received.keys.front().epoch == opened.epoch);
        CHECK(received.keys.front().audience == world.team().id);
        CHECK(received.keys.front().key == opened.key);
        CHECK(received.unreadable == 0);
    }
    CHECK(receivedBy(world, "Gerda", opened.statement).keys.empty());
    const auto recovered = receiveKeys(
        opened.statement, recoveryRecipient(world.house, world.rootKeys().box.publicKey()),
        world.rootKeys().box);
    CHECK(recovered.keys.size() == 1);
}

TEST_CASE("an own organisation's epoch is for its members and its own recovery key",
          "[issuance][epoch][I-6]") {
    MembershipWorld world;
    world.join("Wim");
    world.join("Wanda");
    world.join("Rachel");
    const OpenedEpoch opened = openBy(world, "Wim", world.own(kPolitie));
    CHECK(receivedBy(world, "Wanda", opened.statement).keys.size() == 1);
    CHECK(receivedBy(world, "Rachel", opened.statement).keys.empty());
    const auto houseRecovery = receiveKeys(
        opened.statement, recoveryRecipient(world.house, world.rootKeys().box.publicKey()),
        world.rootKeys().box);
    CHECK(houseRecovery.keys.empty());
    const auto* body = opened.statement.as<EpochBody>();
    CHECK(body->boxes.size() == 3);

    const auto note = ownNote(world.house, world.caseId, world.holder("Wim"));
    CHECK(openBy(world, "Wim", note).statement.as<EpochBody>()->boxes.size() == 1);
    const auto whole = world.whole();
    CHECK(openEpoch(contextOf(whole, world, "Wanda"), note).error() ==
          Error{Code::Refused, "membership"});
}

TEST_CASE("whoever enters is granted what they may read", "[issuance][epoch][I-6]") {
    MembershipWorld world;
    world.join("Wim");
    const OpenedEpoch first = openBy(world, "Wim", world.team());
    world.join("Rachel");
    auto fromNow = world.member("Gerda");
    fromNow.withoutHistory = true;
    REQUIRE(world.say("Petra", fromNow) == Refusal::None);

    CHECK(
        sealingEpochs(world.whole(), world.team().id, world.now).empty()); // Gerda may not have it
    const OpenedEpoch second = openBy(world, "Wim", world.team());
    const auto whole = world.whole();
    CHECK(sealingEpochs(whole, world.team().id, world.now) == std::vector{second.epoch});

    const auto grants = must(grantKeys(contextOf(whole, world, "Wim"), world.team(),
                                       {{first.epoch, first.key}, {second.epoch, second.key}}));
    REQUIRE(grants.size() == 1);
    REQUIRE(world.submit(grants.front()) == Refusal::None);
    const auto rachel = receivedBy(world, "Rachel", grants.front());
    REQUIRE(rachel.keys.size() == 1);
    CHECK(rachel.keys.front().key == first.key);
    CHECK(receivedBy(world, "Gerda", grants.front()).keys.empty());
    CHECK(missingKeys(world.whole(), world.team().id, world.now).empty());
    const auto after = world.whole();
    CHECK(must(grantKeys(contextOf(after, world, "Wim"), world.team(), {{first.epoch, first.key}}))
              .empty());
}

TEST_CASE("a box that holds another key is counted, not used", "[issuance][epoch]") {
    MembershipWorld world;
    world.join("Wim");
    world.join("Rachel");
    const auto whole = world.whole();
    OpenedEpoch opened = must(openEpoch(contextOf(whole, world, "Wim"), world.team()));
    auto body = *opened.statement.as<EpochBody>();
    const Digest256 rachel(world.device("Rachel").shown.device.bytes());
    const auto other = crypto::EpochKey::generate();
    for (KeyBox& box : body.boxes) {
        if (box.recipient == rachel)
            box.box = must(envelope::sealEpochKey(world.house, world.team().id, other,
                                                  world.device("Rachel").shown.box));
    }
    const Statement forged = must(sign(contextOf(whole, world, "Wim"), body));
    const auto received = receivedBy(world, "Rachel", forged);
    CHECK(received.keys.empty());
    CHECK(received.unreadable == 1);
}

TEST_CASE("an epoch for a declared audience can be made before the declaration is accepted",
          "[issuance][epoch]") {
    MembershipWorld world;
    world.join("Wim");
    world.join("Rachel");
    const AudienceSalt salt(crypto::randomBytes<16>());
    const auto whole = world.whole();
    const Statement declaration =
        must(sign(contextOf(whole, world, "Wim"), AudienceBody{salt, {world.holder("Rachel")}}));

    MembershipLog copy = world.log();
    copy.append(declaration, world.holder("Wim"), world.leafNow());
    const auto pending = wholeDirectory(world.directory(), copy);
    const WorldDevice& wim = world.device("Wim");
    const SigningContext context{pending, world.head(), wim.shown.device, wim.keys.signing,
                                 world.now};
    const OpenedEpoch opened =
        must(openEpoch(context, namedPersons(world.house, world.caseId, salt)));

    world.join("Gerda"); // somebody else was faster
    CHECK(world.submit(declaration) == Refusal::None);
    CHECK(world.submit(opened.statement) == Refusal::None);
    CHECK(receivedBy(world, "Rachel", opened.statement).keys.size() == 1);
}
