// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Numbers that are given up: what stands for them is signed, and goes by a name of its own.
#include "sync/envelope/stream_signing.h"
#include "sync/server/generation.h"
#include "tests/support/must.h"
#include "tests/unit/engine/bent_replies.h"

#include <algorithm>

namespace vb::engine {
namespace {

using namespace vb::test;
using protocol::Endpoint;
using protocol::Reply;
using protocol::Request;
using store::AttentionKind;
using store::EnvelopeState;
namespace v0 = veldboek::v0;

/// The first push is refused altogether; the rest is as the hub answers.
EngineTown::Wire refusingOnce(EngineTown& town, v0::Refusal reason = v0::REFUSAL_TOO_LARGE) {
    return [&town, reason, isFirst = true](const Request& request) mutable -> std::optional<Reply> {
        if (request.endpoint != Endpoint::Push || !std::exchange(isFirst, false))
            return town.ask(request);
        const auto asked = readAs<v0::PushRequest>(request.body);
        v0::PushReply reply;
        for (int i = 0; i < asked.items_size(); ++i)
            reply.add_verdicts()->set_refusal(reason);
        return replyOf(reply);
    };
}

/// Noor gave up one number of hers, said something behind it, and nobody else has heard of it yet.
struct GaveUp {
    GaveUp() : caseId(town.openCase({kOffice, kNoor, kBram})) {
        town.write(kNoor, caseId, "vooraf");
        town.syncAll({kNoor, kOffice, kBram});
        copy = town.hubStore;
        refused = town.write(kNoor, caseId, "wil niemand");
        REQUIRE(town.sync(kNoor, refusingOnce(town)) == SyncTrouble::None);
        behind = town.write(kNoor, caseId, "daarachter");
        REQUIRE(town.sync(kNoor) == SyncTrouble::None);
        const auto stub = stubOf(town, kNoor, refused);
        REQUIRE(stub.has_value());
        id = stub->id;
    }
    store::EnvelopeTable rows(std::size_t person) {
        return town.replica(person).store().envelopes();
    }
    /// The hub goes on from the copy that was made before all of this.
    void restore() {
        town.hub.reset();
        town.hubStore = copy;
        const auto head = must(server::headToRestore(town.hubStore));
        const auto said = must(town.replica(kOffice).signAboutHouse(membership::LogGenerationBody{
            2, head.size, Digest256(head.root.bytes()), head.generation, head.size}));
        must(server::beginGeneration(town.hubStore, membership::encodeSignedStatement(said.sent),
                                     town.clock));
        reopen();
    }
    void endRecovery() {
        must(server::endRecovery(town.hubStore));
        reopen();
    }
    void reopen() {
        town.hub.reset();
        town.hub =
            must(server::Hub::open(town.hubStore, town.house.hubKey, town.clock, town.random));
    }
    /// All of them say the same of the case, and nobody was told of anything but Noor of her text.
    void checkQuiet() {
        for (const std::size_t person : {kOffice, kNoor, kBram}) {
            INFO(town.house.people[person].name);
            CountedWire wire{town, {}, {}};
            REQUIRE(wire.sync(person) == SyncTrouble::None);
            CHECK(wire.asked[Endpoint::Reconcile] == 0);
            CHECK(town.dump(person, caseId) == town.dump(kOffice, caseId));
            CHECK(town.notices(person, AttentionKind::Invalid) == 0);
            CHECK(town.notices(person, AttentionKind::Fork) == 0);
            CHECK(town.notices(person, AttentionKind::StoreRepaired) == 0);
            CHECK(town.notices(person, AttentionKind::Refused) == (person == kNoor ? 1 : 0));
            CHECK(must(town.replica(person).outbox().count()) == 0);
        }
    }

    EngineTown town;
    CaseId caseId;
    server::MemoryHubStore copy;
    ChangesetId refused;
    ChangesetId behind;
    ChangesetId id; ///< the stub's own
};

} // namespace

TEST_CASE("what was refused stays its author's, and its stub has a name of its own",
          "[engine][I-3]") {
    GaveUp run;
    auto& town = run.town;
    town.syncAll({kOffice, kBram, kNoor});
    const auto mine = must(run.rows(kNoor).facts(run.refused));
    REQUIRE(mine.has_value());
    CHECK(mine->state == EnvelopeState::Refused);
    CHECK_FALSE(mine->position.has_value());
    CHECK(must(run.rows(kNoor).partsOf(run.refused)).size() == 1);
    for (const std::size_t person : {kOffice, kNoor, kBram}) {
        const auto stub = must(run.rows(person).find(run.id));
        REQUIRE(stub.has_value());
        CHECK(stub->state == EnvelopeState::Stub);
        CHECK(stub->counter == mine->counter);
        CHECK(stub->position == stubOf(town, kNoor, run.refused)->position);
        // As it was signed, to the byte.
        CHECK(stub->sealed == stubOf(town, kNoor, run.refused)->header);
        CHECK(must(run.rows(person).holds(run.refused)) == (person == kNoor));
    }
    run.checkQuiet();
}

TEST_CASE("a cut is asked of what stands beside a stub, and not of the stub", "[engine][I-9]") {
    GaveUp run;
    auto& town = run.town;
    town.syncAll({kOffice, kBram, kNoor});
    auto& office = town.replica(kOffice);
    const auto row = must(run.rows(kOffice).facts(run.behind));
    REQUIRE(row.has_value());
    const membership::MemberEndBody end{town.house.people[kNoor].who,
                                        membership::EndReason::ForCause,
                                        {{row->stream, row->counter - 1}}};
    must(office.queueStatement(must(office.sign(run.caseId, end))));
    REQUIRE(town.sync(kOffice) == SyncTrouble::None);
    town.syncAll({kOffice, kBram});
    for (const std::size_t person : {kOffice, kBram})
        CHECK(must(run.rows(person).facts(run.behind))->standing == model::Standing::BeyondCut);
    CHECK(town.dump(kOffice, run.caseId) == town.dump(kBram, run.caseId));
}

TEST_CASE("a reader takes no stub of which a byte was changed, and has it from an honest hub",
          "[engine][I-10]") {
    GaveUp run;
    auto& town = run.town;
    const auto header = stubOf(town, kNoor, run.refused)->header;
    const auto sent = must(membership::parseSignedStub(header));
    // Of every field of what was signed, and of the signature: somewhere in it.
    const std::size_t at = GENERATE(range(std::size_t{0}, std::size_t{24}));
    const auto bend = [&](auto& message) {
        for (auto& item : *message.mutable_envelopes()) {
            if (!item.has_stub())
                continue;
            auto& said = *item.mutable_stub()->mutable_stub();
            auto& signature = *item.mutable_stub()->mutable_signature();
            REQUIRE(said.size() == sent.stub.size());
            const std::size_t place = at * (said.size() + signature.size()) / 24;
            (place < said.size() ? said[place] : signature[place - said.size()]) ^= 1;
        }
    };
    const auto lying = [&](const Request& request) -> std::optional<Reply> {
        const auto reply = town.ask(request);
        if (request.endpoint == Endpoint::Pull)
            return changedReply<v0::PullReply>(reply, bend);
        return request.endpoint == Endpoint::Fetch ? changedReply<v0::FetchReply>(reply, bend)
                                                   : reply;
    };
    REQUIRE(town.sync(kOffice, lying) == SyncTrouble::None);
    CHECK(town.notices(kOffice, AttentionKind::Invalid) == 1);
    CHECK_FALSE(must(run.rows(kOffice).holds(run.id)));
    // Nothing else waits for it.
    CHECK(town.dump(kOffice, run.caseId).find("daarachter") != std::string::npos);
    REQUIRE(town.sync(kOffice) == SyncTrouble::None);
    CHECK(must(run.rows(kOffice).holds(run.id)));
}

TEST_CASE("who gives a number up in the name of a colleague's work keeps that from nobody",
          "[engine][I-1]") {
    GaveUp run;
    auto& town = run.town;
    const auto copy = town.hubStore;
    const auto hers = town.write(kBram, run.caseId, "van bram");
    town.syncAll({kBram, kOffice});
    const bool isAfterRestore = GENERATE(false, true);
    if (isAfterRestore) {
        run.copy = copy;
        run.restore();
    }
    // Noor's device as whoever has it would use it: signed by its key, about its own stream.
    const auto& noor = town.replica(kNoor).identity();
    const auto row = must(run.rows(kNoor).facts(run.behind));
    const auto of = must(town.replica(kNoor).store().streams().find(row->stream));
    const auto forged =
        envelope::signStub(noor.house,
                           {row->stream, of->counter + 1, hers, v0::REFUSAL_TOO_LARGE, run.caseId,
                            row->audience, noor.incarnation, noor.device},
                           noor.signingKey);
    town.write(kNoor, run.caseId, "waarachter het schuilgaat");
    const auto hostile = [&](const Request& request) -> std::optional<Reply> {
        if (request.endpoint != Endpoint::Push)
            return town.ask(request);
        v0::PushRequest said;
        const auto bytes = membership::encodeSignedStub(forged);
        REQUIRE(said.add_items()->mutable_stub()->ParseFromArray(bytes.data(),
                                                                 static_cast<int>(bytes.size())));
        auto bent = request;
        bent.body = bodyOf(said);
        const auto reply = readAs<v0::PushReply>(town.ask(bent).body);
        CHECK(reply.verdicts(0).refusal() == v0::REFUSAL_NONE);
        return std::nullopt;
    };
    REQUIRE(town.sync(kNoor, hostile) == SyncTrouble::Unreachable);
    const auto stub = must(town.hubStore.envelope(membership::stubId(noor.house, forged.stub)));
    CHECK(stub.has_value());
    // Colleagues get the stub first, and their own work comes back or stays all the same.
    REQUIRE(town.sync(kBram) == SyncTrouble::None);
    REQUIRE(town.sync(kOffice) == SyncTrouble::None);
    const auto atHub = must(town.hubStore.envelope(hers));
    REQUIRE(atHub.has_value());
    CHECK(atHub->stubReason == 0);
    CHECK(must(run.rows(kOffice).facts(hers))->state == EnvelopeState::Accepted);
    CHECK(town.dump(kOffice, run.caseId).find("van bram") != std::string::npos);
    CHECK(town.dump(kOffice, run.caseId) == town.dump(kBram, run.caseId));
    CHECK(town.notices(kBram, AttentionKind::Fork) == 0);
    CHECK(must(town.replica(kBram).lostEnvelopes(0)).empty());
}

TEST_CASE("a restored hub gets a stub back as it was signed, also without its author",
          "[engine][I-1]") {
    GaveUp run;
    auto& town = run.town;
    town.syncAll({kOffice, kBram, kNoor});
    const auto before = must(run.rows(kOffice).find(run.id));
    run.restore();
    REQUIRE_FALSE(must(town.hubStore.envelope(run.id)).has_value());
    std::vector<std::size_t> order{kOffice, kBram};
    SECTION("by a reader, whose author is away") {}
    SECTION("by its author") {
        order = {kNoor};
    }
    for (const std::size_t person : order)
        REQUIRE(town.sync(person) == SyncTrouble::None);
    const auto again = must(town.hubStore.envelope(run.id));
    REQUIRE(again.has_value());
    CHECK(again->header == before->sealed);
    CHECK(again->leaf == before->leaf);
    // What stands behind it does not wait for its author.
    CHECK(must(town.hubStore.envelope(run.behind)).has_value());
    run.endRecovery();
    town.syncAll({kOffice, kNoor, kBram});
    for (const std::size_t person : {kOffice, kNoor, kBram}) {
        CHECK(must(town.replica(person).lostEnvelopes(0)).empty());
        CHECK(must(run.rows(person).facts(run.id))->position == again->position);
    }
    run.checkQuiet();
}

TEST_CASE("a stub that only its author has had comes back with it", "[engine][I-1][I-9]") {
    GaveUp run;
    run.restore();
    REQUIRE(run.town.sync(kNoor) == SyncTrouble::None);
    CHECK(must(run.town.hubStore.envelope(run.id)).has_value());
    CHECK(must(run.town.hubStore.envelope(run.behind)).has_value());
    run.endRecovery();
    run.town.syncAll({kOffice, kNoor, kBram});
    run.checkQuiet();
}

TEST_CASE("what was given up before the store closed is delivered with what stands behind it",
          "[engine][I-9][I-13]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    town.write(kNoor, caseId, "vooraf");
    town.syncAll({kNoor, kOffice});
    const auto refused = town.write(kNoor, caseId, "wil niemand");
    const auto once = refusingOnce(town);
    const auto cut = [&, pushes = 0](const Request& request) mutable -> std::optional<Reply> {
        if (request.endpoint == Endpoint::Push && ++pushes == 2)
            return std::nullopt;
        return once(request);
    };
    REQUIRE(town.sync(kNoor, cut) == SyncTrouble::Unreachable);
    const auto behind = town.write(kNoor, caseId, "daarachter");
    const auto waiting = must(town.replica(kNoor).outbox().count());
    town.lock(kNoor);
    REQUIRE(town.deliver(kNoor) == SyncTrouble::None);
    CHECK(town.lastFigures.refused == 0);
    CHECK(town.lastFigures.pushed == waiting);
    CHECK(must(town.hubStore.envelope(behind)).has_value());
    REQUIRE(town.sync(kOffice) == SyncTrouble::None);
    CHECK(town.dump(kOffice, caseId).find("daarachter") != std::string::npos);

    town.unlock(kNoor);
    town.syncAll({kNoor, kOffice, kNoor});
    CHECK(must(town.replica(kNoor).outbox().count()) == 0);
    const auto stub = stubOf(town, kNoor, refused);
    REQUIRE(stub.has_value());
    CHECK(must(town.replica(kNoor).store().envelopes().facts(stub->id))->position ==
          stub->position);
    CHECK(town.dump(kOffice, caseId) == town.dump(kNoor, caseId));
    CHECK(town.notices(kNoor, AttentionKind::Refused) == 1);
}

TEST_CASE("what is refused while the store is closed is given up once it is open",
          "[engine][I-9][I-13]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    town.write(kNoor, caseId, "vooraf");
    town.syncAll({kNoor, kOffice});
    const auto refused = town.write(kNoor, caseId, "wil niemand");
    const auto behind = town.write(kNoor, caseId, "daarachter");
    const auto picky = [&](const Request& request) -> std::optional<Reply> {
        if (request.endpoint != Endpoint::Push)
            return town.ask(request);
        const auto asked = readAs<v0::PushRequest>(request.body);
        v0::PushReply reply;
        for (int i = 0; i < asked.items_size(); ++i) {
            // Nothing in it says that a number is given up: the device key is not there.
            CHECK_FALSE(asked.items(i).has_stub());
            reply.add_verdicts()->set_refusal(i == 0 ? v0::REFUSAL_TOO_LARGE : v0::REFUSAL_GAP);
        }
        return replyOf(reply);
    };
    const auto waiting = must(town.replica(kNoor).outbox().count());
    town.lock(kNoor);
    REQUIRE(town.deliver(kNoor, picky) == SyncTrouble::None);
    CHECK(must(town.device(kNoor).lockedOutbox().count()) == waiting);
    CHECK_FALSE(must(town.hubStore.envelope(behind)).has_value());
    town.unlock(kNoor);
    // What it said of the first it says again, and of what stands behind it nothing any more.
    const auto again = [&, isFirst = true](const Request& request) mutable -> std::optional<Reply> {
        return request.endpoint == Endpoint::Push && std::exchange(isFirst, false)
                   ? picky(request)
                   : town.ask(request);
    };
    REQUIRE(town.sync(kNoor, again) == SyncTrouble::None);
    town.syncAll({kNoor, kOffice, kNoor});
    CHECK(must(town.hubStore.envelope(behind)).has_value());
    CHECK(stubOf(town, kNoor, refused).has_value());
    CHECK(must(town.replica(kNoor).outbox().count()) == 0);
    CHECK(town.dump(kOffice, caseId) == town.dump(kNoor, caseId));
}

TEST_CASE("what stands behind a number of which the hub takes no stub is said in another stream",
          "[engine][I-9]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    const auto refused = town.write(kNoor, caseId, "wil niemand");
    const auto behind = town.write(kNoor, caseId, "daarachter");
    // The audience's first epoch is refused with the first entry: the hub knows neither.
    const auto lying = [&, isFirst = true](const Request& request) mutable -> std::optional<Reply> {
        if (request.endpoint != Endpoint::Push || !std::exchange(isFirst, false))
            return town.ask(request);
        const auto asked = readAs<v0::PushRequest>(request.body);
        v0::PushReply reply;
        bool isBehind = false;
        for (const auto& item : asked.items()) {
            auto& verdict = *reply.add_verdicts();
            verdict.set_refusal(isBehind ? v0::REFUSAL_GAP : v0::REFUSAL_AUTHORITY);
            if (isBehind)
                verdict.set_expected_counter(1);
            isBehind = isBehind || item.has_envelope();
        }
        return replyOf(reply);
    };
    REQUIRE(town.sync(kNoor, lying) == SyncTrouble::None);
    town.syncAll({kNoor, kOffice});
    CHECK(must(town.replica(kNoor).outbox().count()) == 0);
    CHECK_FALSE(stubOf(town, kNoor, refused).has_value());
    CHECK_FALSE(must(town.hubStore.envelope(behind)).has_value());
    CHECK(town.dump(kOffice, caseId).find("daarachter") != std::string::npos);
    CHECK(town.dump(kOffice, caseId) == town.dump(kNoor, caseId));
    // The first stays its author's, who is told; and nobody is told of a copy of the device.
    CHECK(must(town.replica(kNoor).store().envelopes().facts(refused))->state ==
          EnvelopeState::Refused);
    CHECK(town.notices(kNoor, AttentionKind::Fork) == 0);
}

TEST_CASE("an outbox with a stub that nobody signed goes on", "[engine][I-9]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    town.write(kNoor, caseId, "vooraf");
    town.syncAll({kNoor, kOffice});
    const auto refused = town.write(kNoor, caseId, "wil niemand");
    const auto once = refusingOnce(town);
    const auto cut = [&, pushes = 0](const Request& request) mutable -> std::optional<Reply> {
        if (request.endpoint == Endpoint::Push && ++pushes == 2)
            return std::nullopt;
        return once(request);
    };
    REQUIRE(town.sync(kNoor, cut) == SyncTrouble::Unreachable);
    auto& outbox = town.replica(kNoor).outbox();
    auto item = must(outbox.find(Digest256(refused.bytes())));
    REQUIRE(item.has_value());
    REQUIRE(item->kind == store::OutboxKind::Stub);
    // As a program wrote it that did not sign them yet: the Stub itself.
    item->content = must(membership::parseSignedStub(item->content)).stub;
    must(outbox.replace(*item));
    town.device(kNoor).kill();
    town.device(kNoor).open();
    town.write(kNoor, caseId, "daarachter");
    town.syncAll({kNoor, kOffice, kNoor});
    CHECK(stubOf(town, kNoor, refused).has_value());
    CHECK(must(town.replica(kNoor).outbox().count()) == 0);
    CHECK(town.dump(kOffice, caseId).find("daarachter") != std::string::npos);
    CHECK(town.dump(kOffice, caseId) == town.dump(kNoor, caseId));
    CHECK(town.notices(kNoor, AttentionKind::Refused) == 1);
}

} // namespace vb::engine
