// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What a hub says to a push, rightly or not, and what becomes of the work.
#include "sync/membership/directory_prefix.h"
#include "sync/membership/statement.h"
#include "tests/support/must.h"
#include "tests/unit/engine/bent_replies.h"
#include "tests/unit/engine/purge_town.h"

#include <algorithm>

namespace vb::engine {
namespace {

using namespace vb::test;
using membership::Refusal;
using protocol::Endpoint;
using protocol::Reply;
using protocol::Request;
using store::AttentionKind;
using store::EnvelopeState;
namespace v0 = veldboek::v0;

/// One verdict for each item of a push.
Reply verdicts(const Request& request, const std::function<void(int, v0::PushVerdict&)>& say) {
    v0::PushReply reply;
    const auto asked = readAs<v0::PushRequest>(request.body);
    for (int i = 0; i < asked.items_size(); ++i)
        say(i, *reply.add_verdicts());
    return replyOf(reply);
}

Reply refusingAll(const Request& request, v0::Refusal reason) {
    return verdicts(request, [reason](int, auto& verdict) { verdict.set_refusal(reason); });
}

store::EnvelopeRow rowOf(EngineTown& town, std::size_t person, const ChangesetId& id) {
    const auto row = must(town.replica(person).store().envelopes().facts(id));
    REQUIRE(row.has_value());
    return *row;
}

bool says(EngineTown& town, std::size_t person, const CaseId& caseId, const std::string& text) {
    return town.dump(person, caseId).find('"' + text + '"') != std::string::npos;
}

/// Noor and the office share a case; the team's key is there, and nothing waits.
struct Team {
    Team() : caseId(town.openCase({kOffice, kNoor})) {
        town.write(kNoor, caseId, "vooraf");
        town.syncAll({kNoor, kOffice, kNoor});
        REQUIRE(waiting() == 0);
    }
    std::uint64_t waiting() { return must(town.replica(kNoor).outbox().count()); }
    std::vector<store::AttentionRow> notices() {
        return must(town.replica(kNoor).store().attention().all());
    }

    EngineTown town;
    CaseId caseId;
};

} // namespace

TEST_CASE("work that is refused stays with its author and holds nothing up", "[engine][I-9]") {
    Team team;
    auto& town = team.town;
    const auto reason = GENERATE(v0::REFUSAL_MALFORMED, v0::REFUSAL_TOO_LARGE,
                                 v0::REFUSAL_MEMBERSHIP, v0::REFUSAL_AUTHORITY, v0::REFUSAL_HOUSE);
    const auto record = town.random.makeId<RecordId>();
    const auto refused = town.write(kNoor, team.caseId, record, "wil niemand");
    const auto number = rowOf(town, kNoor, refused).counter;
    const auto after = town.write(kNoor, team.caseId, "daarachter");
    const auto picky = [&, isFirst = true](const Request& request) mutable {
        if (request.endpoint != Endpoint::Push || !std::exchange(isFirst, false))
            return std::optional(town.ask(request));
        return std::optional(verdicts(request, [&](int i, v0::PushVerdict& verdict) {
            verdict.set_refusal(i == 0 ? reason : v0::REFUSAL_GAP);
            verdict.set_expected_counter(i == 0 ? 0 : number);
        }));
    };
    REQUIRE(town.sync(kNoor, picky) == SyncTrouble::None);
    CHECK(town.lastFigures.refused == 2);
    CHECK(team.waiting() == 0);
    CHECK(town.device(kNoor).engine().status().unsent == 0);

    const auto notices = team.notices();
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].kind == AttentionKind::Refused);
    CHECK(notices[0].subject == toBytes(refused.view()));
    CHECK(notices[0].caseId == team.caseId);
    CHECK(notices[0].reason == static_cast<std::uint32_t>(reason));
    const auto row = rowOf(town, kNoor, refused);
    CHECK(row.state == EnvelopeState::Refused);
    CHECK(row.refusal == static_cast<std::uint32_t>(reason));
    REQUIRE(must(town.replica(kNoor).store().envelopes().partsOf(refused)).size() == 1);
    // It is shown to its author, and has no effect for anybody.
    REQUIRE(must(town.replica(kNoor).record(record)).has_value());
    CHECK_FALSE(says(town, kNoor, team.caseId, "wil niemand"));

    town.syncAll({kOffice, kNoor});
    CHECK(stubOf(town, kNoor, refused).has_value());
    CHECK(must(town.hubStore.envelope(after))->stubReason == 0);
    CHECK_FALSE(must(town.replica(kOffice).record(record)).has_value());
    CHECK(says(town, kOffice, team.caseId, "daarachter"));
    CHECK(town.dump(kOffice, team.caseId) == town.dump(kNoor, team.caseId));
    CHECK(team.notices().size() == 1);
}

TEST_CASE("what the hub has no epoch or directory for is said under those of now",
          "[engine][I-1][I-9]") {
    Team team;
    auto& town = team.town;
    const auto reason = GENERATE(v0::REFUSAL_EPOCH, v0::REFUSAL_DIRECTORY);
    const auto record = town.random.makeId<RecordId>();
    const auto before = town.write(kNoor, team.caseId, record, "van toen");
    town.write(kNoor, team.caseId, record, "daarachter");
    const auto unknowing = [&](int times) {
        return [&town, &before, reason,
                times](const Request& request) mutable -> std::optional<Reply> {
            if (request.endpoint != Endpoint::Push || times-- <= 0)
                return town.ask(request);
            return verdicts(request, [&](int i, v0::PushVerdict& verdict) {
                verdict.set_refusal(i == 0 ? reason : v0::REFUSAL_GAP);
                verdict.set_expected_counter(rowOf(town, kNoor, before).counter);
            });
        };
    };
    SECTION("and is there") {
        REQUIRE(town.sync(kNoor, unknowing(1)) == SyncTrouble::None);
        CHECK(team.notices().empty());
        CHECK(team.waiting() == 0);
        town.syncAll({kOffice, kNoor});
        for (const char* text : {"van toen", "daarachter"})
            CHECK(says(town, kOffice, team.caseId, text));
        CHECK(town.dump(kOffice, team.caseId) == town.dump(kNoor, team.caseId));
    }
    SECTION("by a member alone; whoever is none any more is told, and keeps the text") {
        town.assign(team.caseId, kNoor, false);
        REQUIRE(town.sync(kNoor, unknowing(1)) == SyncTrouble::None);
        CHECK(team.waiting() == 0);
        REQUIRE(town.sync(kNoor) == SyncTrouble::None);
        CHECK(town.notices(kNoor, AttentionKind::CaseErased) == 1);
    }
}

TEST_CASE("what waits for its epoch's statement waits with it", "[engine][I-9]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    const auto id = town.write(kNoor, caseId, "onder een nieuwe sleutel");
    const auto full = [&](const Request& request) -> std::optional<Reply> {
        if (request.endpoint != Endpoint::Push)
            return town.ask(request);
        return verdicts(request, [&](int i, v0::PushVerdict& verdict) {
            verdict.set_refusal(i == 0 ? v0::REFUSAL_QUOTA : v0::REFUSAL_EPOCH);
        });
    };
    for (int i = 0; i < 3; ++i)
        REQUIRE(town.sync(kNoor, full) == SyncTrouble::None);
    CHECK(town.notices(kNoor, AttentionKind::Refused) == 0);
    CHECK(rowOf(town, kNoor, id).state == EnvelopeState::Unsent);
    town.syncAll({kNoor, kOffice});
    CHECK(says(town, kOffice, caseId, "onder een nieuwe sleutel"));
}

TEST_CASE("a hub that refuses what is said anew as well is taken at its word", "[engine][I-9]") {
    Team team;
    auto& town = team.town;
    const auto record = town.random.makeId<RecordId>();
    town.write(kNoor, team.caseId, record, "wil niemand");
    const auto picky = [&](const Request& request) -> std::optional<Reply> {
        if (request.endpoint != Endpoint::Push || request.body.size() < 500)
            return town.ask(request);
        return refusingAll(request, v0::REFUSAL_EPOCH);
    };
    for (int i = 0; i < 4; ++i)
        town.sync(kNoor, picky);
    CHECK(town.device(kNoor).engine().status().unsent == 0);
    CHECK(town.notices(kNoor, AttentionKind::Refused) == 1);
    REQUIRE(must(town.replica(kNoor).record(record)).has_value());
    town.write(kNoor, team.caseId, "daarna");
    town.syncAll({kNoor, kOffice});
    CHECK(says(town, kOffice, team.caseId, "daarna"));
}

TEST_CASE("an epoch that the hub refused is not written under again", "[engine][I-1][I-9]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    town.write(kNoor, caseId, "het eerste");
    const auto picky = [&, isFirst = true](const Request& request) mutable -> std::optional<Reply> {
        if (request.endpoint != Endpoint::Push || !std::exchange(isFirst, false))
            return town.ask(request);
        return verdicts(request, [&](int i, v0::PushVerdict& verdict) {
            verdict.set_refusal(i == 0 ? v0::REFUSAL_STALE : v0::REFUSAL_EPOCH);
        });
    };
    REQUIRE(town.sync(kNoor, picky) == SyncTrouble::None);
    CHECK(town.notices(kNoor, AttentionKind::Refused) == 1); // the statement alone
    town.write(kNoor, caseId, "het tweede");
    town.syncAll({kNoor, kOffice, kNoor});
    CHECK(must(town.replica(kNoor).outbox().count()) == 0);
    for (const char* text : {"het eerste", "het tweede"}) {
        CAPTURE(text);
        CHECK(says(town, kOffice, caseId, text));
    }
    CHECK(town.dump(kOffice, caseId) == town.dump(kNoor, caseId));
}

TEST_CASE("a statement that is refused is shown and not said again", "[engine][I-9]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    auto& office = town.replica(kOffice);
    membership::RoleBody role;
    role.holder = town.house.people[kNoor].who;
    role.role = model::Role::Casusregisseur;
    role.period.from = town.clock.now() - std::chrono::hours(1);
    const auto statement = must(office.sign(caseId, role));
    must(office.queueStatement(statement));
    const auto picky = [&](const Request& request) -> std::optional<Reply> {
        return request.endpoint == Endpoint::Push ? refusingAll(request, v0::REFUSAL_AUTHORITY)
                                                  : town.ask(request);
    };
    REQUIRE(town.sync(kOffice, picky) == SyncTrouble::None);
    CHECK(must(office.outbox().count()) == 0);
    const auto notices = must(office.store().attention().all());
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].kind == AttentionKind::Refused);
    CHECK(notices[0].subject == toBytes(statement.id.view()));
    CHECK(notices[0].reason == static_cast<std::uint32_t>(Refusal::Authority));
    REQUIRE(town.sync(kOffice) == SyncTrouble::None);
    CHECK(town.lastFigures.pushed == 0);
}

TEST_CASE("what may pass later waits, as it is", "[engine][I-9]") {
    Team team;
    auto& town = team.town;
    const auto reason =
        GENERATE(v0::REFUSAL_QUOTA, v0::REFUSAL_CERTIFICATE, v0::REFUSAL_RUN, v0::REFUSAL_GAP);
    const std::uint64_t expected = GENERATE(0U, 1U, 999U); // a number that stands, or that is none
    const auto id = town.write(kNoor, team.caseId, "later dan");
    const auto item = must(town.replica(kNoor).outbox().find(Digest256(id.bytes())));
    const auto busy = [&](const Request& request) -> std::optional<Reply> {
        if (request.endpoint != Endpoint::Push)
            return town.ask(request);
        return verdicts(request, [&](int, v0::PushVerdict& verdict) {
            verdict.set_refusal(reason);
            verdict.set_expected_counter(expected);
        });
    };
    REQUIRE(town.sync(kNoor, busy) == SyncTrouble::None);
    CHECK(town.device(kNoor).engine().status().unsent == 1);
    CHECK(team.waiting() == 1);
    CHECK(team.notices().empty());
    CHECK(rowOf(town, kNoor, id).state == EnvelopeState::Unsent);
    const auto still = must(town.replica(kNoor).outbox().find(Digest256(id.bytes())));
    REQUIRE(still.has_value());
    CHECK(still->content == item->content);
    CHECK(still->head == item->head);

    town.syncAll({kNoor, kOffice});
    CHECK(team.waiting() == 0);
    CHECK(says(town, kOffice, team.caseId, "later dan"));
}

TEST_CASE("a case that ended stays until what was written in it is delivered",
          "[engine][erasure][I-13]") {
    Team team;
    auto& town = team.town;
    const auto id = town.write(kNoor, team.caseId, "voor ik het wist");
    town.assign(team.caseId, kNoor, false);
    const auto busy = [&](const Request& request) -> std::optional<Reply> {
        return request.endpoint == Endpoint::Push ? refusingAll(request, v0::REFUSAL_QUOTA)
                                                  : town.ask(request);
    };
    REQUIRE(town.sync(kNoor, busy) == SyncTrouble::None);
    // She knows, and still has it.
    auto& noor = town.replica(kNoor);
    CHECK_FALSE(membership::isMember(must(noor.directory().prefix(team.caseId)),
                                     noor.identity().holder, town.clock.now()));
    CHECK(team.waiting() == 1);
    CHECK_FALSE(must(noor.store().audiences().ofCase(team.caseId)).empty());
    CHECK(must(noor.store().attention().all()).empty());

    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    CHECK(town.notices(kNoor, AttentionKind::CaseErased) == 1);
    CHECK(must(noor.store().audiences().ofCase(team.caseId)).empty());
    town.syncAll({kOffice});
    CHECK(rowOf(town, kOffice, id).late);
}

TEST_CASE("a number that was given up and whose stub never came through is given up again",
          "[engine][I-9]") {
    Team team;
    auto& town = team.town;
    const auto refused = town.write(kNoor, team.caseId, "wil niemand");
    // It takes neither the entry nor what stands for it.
    const auto stubborn = [&](const Request& request) -> std::optional<Reply> {
        return request.endpoint == Endpoint::Push ? refusingAll(request, v0::REFUSAL_TOO_LARGE)
                                                  : town.ask(request);
    };
    REQUIRE(town.sync(kNoor, stubborn) == SyncTrouble::None);
    REQUIRE(team.waiting() == 0);
    CHECK_FALSE(stubOf(town, kNoor, refused).has_value());

    town.write(kNoor, team.caseId, "een");
    town.write(kNoor, team.caseId, "twee");
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    CHECK(team.waiting() == 0);
    const auto stub = stubOf(town, kNoor, refused);
    REQUIRE(stub.has_value());
    CHECK(stub->stubReason == static_cast<std::uint32_t>(Refusal::TooLarge));
    CHECK(rowOf(town, kNoor, refused).state == EnvelopeState::Refused);
    CHECK_FALSE(rowOf(town, kNoor, refused).position.has_value());
    CHECK(rowOf(town, kNoor, stub->id).position == stub->position);
    CHECK(team.notices().size() == 1);
    town.syncAll({kOffice, kNoor});
    for (const char* text : {"een", "twee"})
        CHECK(says(town, kOffice, team.caseId, text));
    CHECK(town.dump(kOffice, team.caseId) == town.dump(kNoor, team.caseId));
}

TEST_CASE("what the hub took and said it had refused is taken after all", "[engine][I-8][I-10]") {
    Team team;
    auto& town = team.town;
    const auto record = town.random.makeId<RecordId>();
    const auto id = town.write(kNoor, team.caseId, record, "toch aangenomen");
    const bool alsoStub = GENERATE(false, true);
    CAPTURE(alsoStub);
    // With the stub refused too it comes to light by the comparison, and by a fetch.
    std::size_t lies = alsoStub ? SIZE_MAX : 1;
    std::size_t noticed = 0;
    const auto lying = [&](const Request& request) -> std::optional<Reply> {
        if (request.endpoint != Endpoint::Push || lies == 0)
            return town.ask(request);
        --lies;
        const auto asked = readAs<v0::PushRequest>(request.body);
        if (asked.items_size() > 0 && asked.items(0).has_envelope())
            static_cast<void>(town.ask(request));
        else
            noticed = team.notices().size();
        return refusingAll(request, v0::REFUSAL_MEMBERSHIP);
    };
    REQUIRE(town.sync(kNoor, lying) == SyncTrouble::None);
    CHECK((!alsoStub || noticed == 1)); // the person was told, and that was taken back
    CHECK(team.notices().size() == (alsoStub ? 1 : 0));
    for (const auto& notice : team.notices())
        CHECK(notice.kind == AttentionKind::StoreRepaired);
    CHECK(rowOf(town, kNoor, id).state == EnvelopeState::Accepted);
    CHECK(rowOf(town, kNoor, id).refusal == 0);
    CHECK(must(town.hubStore.envelope(id))->stubReason == 0);
    town.syncAll({kOffice, kNoor});
    CHECK(team.waiting() == 0);
    CHECK(says(town, kNoor, team.caseId, "toch aangenomen"));
    CHECK(town.dump(kOffice, team.caseId) == town.dump(kNoor, team.caseId));
    CHECK(town.notices(kNoor, AttentionKind::Refused) == 0);
}

TEST_CASE("a stub that was taken unheard is known again when it is fetched", "[engine][I-9]") {
    Team team;
    auto& town = team.town;
    const auto id = town.write(kNoor, team.caseId, "wil niemand");
    const auto lying = [&](const Request& request) -> std::optional<Reply> {
        if (request.endpoint != Endpoint::Push)
            return town.ask(request);
        if (readAs<v0::PushRequest>(request.body).items(0).has_stub())
            static_cast<void>(town.ask(request));
        return refusingAll(request, v0::REFUSAL_TOO_LARGE);
    };
    REQUIRE(town.sync(kNoor, lying) == SyncTrouble::None);
    const auto row = rowOf(town, kNoor, id);
    CHECK(row.state == EnvelopeState::Refused);
    const auto stub = stubOf(town, kNoor, id);
    REQUIRE(stub.has_value());
    CHECK(rowOf(town, kNoor, stub->id).position == stub->position);
    CHECK(must(town.replica(kNoor).store().envelopes().partsOf(id)).size() == 1);
    CountedWire wire{town, {}, {}};
    REQUIRE(wire.sync(kNoor) == SyncTrouble::None);
    CHECK(wire.asked[Endpoint::Reconcile] == 0);
    CHECK(town.notices(kNoor, AttentionKind::Refused) == 1);
}

TEST_CASE("what was taken unheard of a case that was purged meanwhile goes", "[engine][I-9]") {
    PurgeTown town;
    town.write(kNoor, town.caseId, "vooraf");
    town.syncAll({kNoor, kOffice, kBram});
    const auto id = town.write(kNoor, town.caseId, "KANARIE");
    const auto deaf = [&](const Request& request) -> std::optional<Reply> {
        auto reply = town.ask(request);
        return request.endpoint == Endpoint::Push ? std::nullopt : std::optional(std::move(reply));
    };
    REQUIRE(town.sync(kNoor, deaf) == SyncTrouble::Unreachable);
    town.purge({});
    REQUIRE(town.sync(kNoor) == SyncTrouble::None);
    CHECK(must(town.replica(kNoor).outbox().count()) == 0);
    CHECK(must(town.replica(kNoor).store().attention().all()).empty());
    CHECK(rowOf(town, kNoor, id).state == EnvelopeState::Accepted);
    CHECK(must(town.replica(kNoor).store().envelopes().partsOf(id)).empty());
    CHECK_FALSE(town.isAnywhere(kNoor, "KANARIE"));
    town.syncAll({kOffice, kNoor});
    CHECK(town.dump(kOffice, town.caseId) == town.dump(kNoor, town.caseId));
}

TEST_CASE("an answer to a push that does not fit it changes nothing", "[engine][I-10]") {
    Team team;
    auto& town = team.town;
    const auto first = town.write(kNoor, team.caseId, "eerste");
    const auto second = town.write(kNoor, team.caseId, "tweede");
    std::function<void(v0::PushReply&)> spoil;
    bool isKnown = false;
    SECTION("fewer verdicts than items") {
        spoil = [](v0::PushReply& reply) { reply.mutable_verdicts()->RemoveLast(); };
    }
    SECTION("a refusal that is none") {
        spoil = [](v0::PushReply& reply) {
            reply.mutable_verdicts(0)->set_refusal(static_cast<v0::Refusal>(77));
        };
    }
    SECTION("a position beside the receipt") {
        const bool isBefore = GENERATE(true, false);
        spoil = [isBefore](v0::PushReply& reply) {
            auto& verdict = *reply.mutable_verdicts(0);
            verdict.set_position(isBefore ? 0 : verdict.position() + 2);
        };
    }
    SECTION("the leaf of another item") {
        spoil = [](v0::PushReply& reply) {
            const auto position = reply.verdicts(0).position();
            reply.mutable_verdicts(0)->set_position(reply.verdicts(1).position());
            reply.mutable_verdicts(1)->set_position(position);
        };
    }
    SECTION("a receipt that the hub did not sign") {
        spoil = [](v0::PushReply& reply) {
            reply.mutable_receipt()->mutable_signature()->front() ^= 1;
        };
    }
    SECTION("no receipt at all") {
        spoil = [](v0::PushReply& reply) { reply.clear_receipt(); };
    }
    SECTION("duplicates that it does not answer for") {
        isKnown = true;
        spoil = [](v0::PushReply& reply) { reply.clear_page(); };
    }
    SECTION("duplicates under each other's leaves") {
        isKnown = true;
        spoil = [](v0::PushReply& reply) { reply.mutable_verdicts()->SwapElements(0, 1); };
    }
    const auto deaf = [&](const Request& request) -> std::optional<Reply> {
        auto reply = town.ask(request);
        return request.endpoint == Endpoint::Push ? std::nullopt : std::optional(std::move(reply));
    };
    if (isKnown) {
        REQUIRE(town.sync(kNoor, deaf) == SyncTrouble::Unreachable);
    }
    const auto bent = [&](const Request& request) -> std::optional<Reply> {
        const auto reply = town.ask(request);
        return request.endpoint == Endpoint::Push ? changedReply<v0::PushReply>(reply, spoil)
                                                  : reply;
    };
    REQUIRE(town.sync(kNoor, bent) == SyncTrouble::HubMisbehaved);
    CHECK(team.waiting() == 2);
    CHECK(team.notices().empty());
    for (const auto& id : {first, second})
        CHECK(rowOf(town, kNoor, id).state == EnvelopeState::Unsent);
    town.syncAll({kNoor, kOffice});
    CHECK(team.waiting() == 0);
    CHECK(town.dump(kOffice, team.caseId) == town.dump(kNoor, team.caseId));
    CHECK(says(town, kOffice, team.caseId, "tweede"));
}

TEST_CASE("what a statement about the house says is known to everybody", "[engine]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    auto& office = town.replica(kOffice);
    membership::RoleBody role;
    role.holder = town.house.people[kBram].who;
    role.role = model::Role::Informatievoorziening;
    role.period.from = town.clock.now() - std::chrono::hours(1);
    const auto before = office.directory().house().size();
    must(office.queueStatement(must(office.signAboutHouse(role))));
    town.syncAll({kOffice, kNoor, kBram});
    CHECK(must(office.outbox().count()) == 0);
    CHECK(must(office.openedCases()).empty());
    for (const std::size_t person : {kOffice, kNoor, kBram})
        CHECK(town.replica(person).directory().house().size() == before + 1);
    // He may say now what needs it; and who may not cannot even sign it.
    membership::RoleBody other = role;
    other.holder = town.house.people[kSaar].who;
    CHECK(town.replica(kBram).signAboutHouse(other).has_value());
    const auto refused = town.replica(kNoor).signAboutHouse(other);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == Code::Refused);
    static_cast<void>(caseId);
}

} // namespace vb::engine
