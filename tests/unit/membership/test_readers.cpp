// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/readers.h"

#include "tests/support/catch.h"
#include "tests/support/membership_world.h"
#include "tests/support/must.h"

#include <algorithm>

using namespace vb;
using namespace vb::membership;
using namespace vb::test;

namespace {

std::vector<Affiliation> sorted(std::vector<Affiliation> who) {
    std::sort(who.begin(), who.end());
    return who;
}

bool receives(const std::vector<Recipient>& all, const WorldDevice& device) {
    return std::any_of(all.begin(), all.end(), [&](const Recipient& one) {
        return one.id == Digest256(device.shown.device.bytes());
    });
}

} // namespace

TEST_CASE("each level has its readers", "[membership][readers][I-6]") {
    MembershipWorld world;
    world.join("Wim", CarePart::Straf);
    world.join("Wanda");
    world.join("Gerda", CarePart::Zorg);
    auto observer = world.member("Rachel", CarePart::Straf);
    observer.observer = true;
    REQUIRE(world.say("Petra", observer) == Refusal::None);
    const AudienceSalt salt(ByteArray<16>{1});
    REQUIRE(world.say("Wim", AudienceBody{salt, {world.holder("Rachel")}}) == Refusal::None);

    const auto who = [&](const Audience& audience) {
        return members(world.whole(), audience, world.now);
    };
    const auto level = [&](Level one) { return wholeLevel(world.house, world.caseId, one); };
    const Affiliation wim = world.holder("Wim");
    const Affiliation wanda = world.holder("Wanda");
    const Affiliation gerda = world.holder("Gerda");
    const Affiliation rachel = world.holder("Rachel");
    CHECK(who(level(Level::Casusteam)) == sorted({wim, wanda, gerda}));
    CHECK(who(level(Level::Strafdeel)) == sorted({wim}));
    CHECK(who(level(Level::Zorgdeel)) == sorted({gerda}));
    CHECK(who(world.own(kPolitie)) == sorted({wim, wanda}));
    CHECK(who(world.own(kReclassering)).empty());
    CHECK(who(ownNote(world.house, world.caseId, rachel)) == sorted({rachel}));
    CHECK(who(namedPersons(world.house, world.caseId, salt)) == sorted({wim, rachel}));
    CHECK(who(namedPersons(world.house, world.caseId, AudienceSalt(ByteArray<16>{2}))).empty());
}

TEST_CASE("a worker reads the audiences in use that they belong to", "[membership][readers]") {
    MembershipWorld world;
    world.join("Wim");
    world.join("Gerda");
    CHECK(readableAudiences(world.whole(), world.holder("Wim"), world.now).empty());
    const auto before = world.whole();
    world.open("Wim", world.team());
    world.open("Wim", world.own(kPolitie));
    const AudienceSalt salt(ByteArray<16>{1});
    REQUIRE(world.say("Wim", AudienceBody{salt, {}}) == Refusal::None);

    const auto wim = readableAudiences(world.whole(), world.holder("Wim"), world.now);
    CHECK(wim.size() == 3);
    CHECK(std::is_sorted(wim.begin(), wim.end()));
    CHECK(readableAudiences(world.whole(), world.holder("Gerda"), world.now) ==
          std::vector{world.team()});
    CHECK(readableAudiences(world.whole(), world.holder("Rachel"), world.now).empty());
    CHECK(readableAudiences(before, world.holder("Wim"), world.now).empty());
}

TEST_CASE("keys go to devices in force and to the level's recovery key",
          "[membership][readers][I-6]") {
    MembershipWorld world;
    world.join("Wim");
    world.certify("Wim's tablet", world.holder("Wim"), hours(24));
    world.certify("Wim's old one", world.holder("Wim"));
    world.sayOfHouse(&world.issuer(kPolitie), world.deviceEnd("Wim's old one", EndReason::Retired));

    auto all = recipients(world.whole(), world.team(), world.now);
    CHECK(all.size() == 3);
    CHECK(std::is_sorted(all.begin(), all.end()));
    CHECK(receives(all, world.device("Wim")));
    CHECK(receives(all, world.device("Wim's tablet")));
    CHECK_FALSE(receives(all, world.device("Wim's old one")));
    world.now = world.now + hours(24);
    all = recipients(world.whole(), world.team(), world.now);
    CHECK_FALSE(receives(all, world.device("Wim's tablet")));

    const auto house = recoveryRecipients(world.whole(), world.team());
    const auto police = recoveryRecipients(world.whole(), world.own(kPolitie));
    REQUIRE(house.size() == 1);
    REQUIRE(police.size() == 1);
    CHECK(house.front().boxKey == world.rootKeys().box.publicKey());
    CHECK(house != police);
    CHECK(police != recoveryRecipients(world.whole(), world.own(kGgd)));
    CHECK(recoveryRecipients(world.whole(), ownNote(world.house, world.caseId, world.holder("Wim")))
              .empty());
    CHECK(recoveryRecipients(world.whole(), world.own(OrganisationCode{99})).empty());
}

TEST_CASE("history is handed over, unless the member begins from now",
          "[membership][readers][I-6]") {
    MembershipWorld world;
    world.join("Wim");
    const EpochId old = world.open("Wim", world.team());
    const auto fact = [&](EpochId id) -> const EpochFact& { return *world.log().epoch(id); };
    auto body = world.member("Gerda");
    body.withoutHistory = true;
    REQUIRE(world.say("Petra", body) == Refusal::None);
    world.join("Rachel");

    CHECK(mayHold(world.whole(), world.holder("Rachel"), fact(old), world.now));
    CHECK_FALSE(mayHold(world.whole(), world.holder("Gerda"), fact(old), world.now));
    CHECK_FALSE(mayHold(world.whole(), world.holder("Wanda"), fact(old), world.now));
    CHECK(sealingEpochs(world.whole(), world.team().id, world.now).empty());
    const EpochId fresh = world.open("Wim", world.team());
    CHECK(mayHold(world.whole(), world.holder("Gerda"), fact(fresh), world.now));
    CHECK(sealingEpochs(world.whole(), world.team().id, world.now) == std::vector{fresh});

    const auto missing = missingKeys(world.whole(), world.team().id, world.now);
    REQUIRE(missing.size() == 1);
    CHECK(missing.front().epoch == old);
    CHECK(missing.front().recipient.id == Digest256(world.device("Rachel").shown.device.bytes()));

    SECTION("an extension does not take away what came in between") {
        auto extended = body;
        extended.period.until = world.now + hours(24);
        REQUIRE(world.say("Petra", extended) == Refusal::None);
        CHECK(mayHold(world.whole(), world.holder("Gerda"), fact(fresh), world.now));
    }
    SECTION("a second hat with history opens it") {
        auto second = world.member("Gerda");
        second.hat = 2;
        REQUIRE(world.say("Petra", second) == Refusal::None);
        CHECK(mayHold(world.whole(), world.holder("Gerda"), fact(old), world.now));
    }
    SECTION("removed and begun anew, it begins anew") {
        world.leave("Gerda");
        REQUIRE(world.say("Petra", body) == Refusal::None);
        CHECK_FALSE(mayHold(world.whole(), world.holder("Gerda"), fact(fresh), world.now));
    }
}

TEST_CASE("nobody seals under an epoch whose holder is gone or expired",
          "[membership][readers][I-6]") {
    MembershipWorld world;
    world.join("Wim");
    auto body = world.member("Gerda");
    body.period.until = world.now + hours(24);
    REQUIRE(world.say("Petra", body) == Refusal::None);
    const EpochId first = world.open("Wim", world.team());
    CHECK(sealingEpochs(world.whole(), world.team().id, world.now) == std::vector{first});
    CHECK(sealingEpochs(world.whole(), world.team().id, world.now + hours(24)).empty());
    CHECK(isSound(world.whole(), *world.log().epoch(first)));

    const auto before = world.whole();
    world.leave("Gerda");
    CHECK_FALSE(isSound(world.whole(), *world.log().epoch(first)));
    CHECK(isSound(before, *world.log().epoch(first)));
    CHECK(sealingEpochs(world.whole(), world.team().id, world.now).empty());
    const EpochId second = world.open("Wim", world.team());
    CHECK(sealingEpochs(world.whole(), world.team().id, world.now) == std::vector{second});
}

TEST_CASE("the house is a case whose members are all its workers", "[membership][readers]") {
    MembershipWorld world;
    world.caseId = houseCase(world.house);
    MembershipLog log(world.house, world.caseId);
    const auto whole = [&] { return wholeDirectory(world.directory(), log); };
    const Audience everybody = wholeLevel(world.house, world.caseId, Level::Casusteam);
    CHECK(log.isHouseCase());
    CHECK(members(whole(), everybody, world.now).size() == 6);
    CHECK(
        members(whole(), ownOrganisation(world.house, world.caseId, kPolitie), world.now).size() ==
        2);
    CHECK(members(whole(), wholeLevel(world.house, world.caseId, Level::Zorgdeel), world.now)
              .empty());

    const auto submit = [&](const std::string& by, StatementBody body) {
        const auto statement =
            world.draft(&world.device(by), world.caseId, std::move(body), whole().head());
        const Refusal refusal = admit(statement, whole(), world.now);
        if (refusal == Refusal::None)
            log.append(statement, world.holder(by), {whole().head(), world.now});
        return refusal;
    };
    CHECK(submit("Petra", world.member("Wim")) == Refusal::Authority);
    CHECK(submit("Petra", world.memberEnd("Wim", EndReason::ForCause)) == Refusal::Authority);
    CHECK(submit("Ineke", PurgeBody{{}, true}) == Refusal::Authority);
    const auto body = world.epoch(everybody, {"Wim", "Gerda", "Petra"});
    CHECK(submit("Wim", body) == Refusal::None);

    EnvelopeFacts note = world.write("Gerda", everybody, body.epoch, whole().head());
    const auto verdict = judge(note, {whole().head(), world.now}, world.directory(), log);
    CHECK(must(verdict).isValid());

    world.sayOfHouse(&world.issuer(kGgd), world.deviceEnd("Gerda", EndReason::LeftOrganisation));
    CHECK(members(whole(), everybody, world.now).size() == 5);
    CHECK_FALSE(isSound(whole(), *log.epoch(body.epoch)));
    const Verdict late = must(judge(note, {whole().head(), world.now}, world.directory(), log));
    CHECK(late.isValid());
    CHECK(late.late);
    CHECK(late.rolesAtAcceptance.isEmpty());
}
