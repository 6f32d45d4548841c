// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// A hub that went back in time: what it lost comes back from the devices, or nobody goes on.
#include "sync/server/generation.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/unit/engine/purge_town.h"

namespace vb::engine {
namespace {

using namespace vb::test;

membership::LogGenerationBody restoreOf(const server::HubStore& store, std::uint64_t generation) {
    const auto head = must(server::headToRestore(store));
    return {generation, head.size, Digest256(head.root.bytes()), head.generation, head.size};
}

void reopen(EngineTown& town) {
    town.hub.reset();
    town.hub = must(server::Hub::open(town.hubStore, town.house.hubKey, town.clock, town.random));
}

/// As the operator and an issuer do it, by docs/hub.md.
void restore(EngineTown& town, const server::MemoryHubStore& copy, std::uint64_t generation = 2) {
    town.hub.reset();
    town.hubStore = copy;
    const auto said =
        must(town.replica(kOffice).signAboutHouse(restoreOf(town.hubStore, generation)));
    must(server::beginGeneration(town.hubStore, membership::encodeSignedStatement(said.sent),
                                 town.clock));
    reopen(town);
}

void endRecovery(EngineTown& town) {
    must(server::endRecovery(town.hubStore));
    reopen(town);
}

void requireSync(EngineTown& town, std::size_t person) {
    const auto trouble = town.sync(person);
    INFO(town.house.people[person].name << ": " << town.lastError);
    REQUIRE(trouble == SyncTrouble::None);
}

} // namespace

TEST_CASE("what a restored hub lost comes back from the devices", "[engine][I-1]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kBram});
    const auto record = town.random.makeId<RecordId>();
    town.write(kNoor, caseId, record, "voor de kopie");
    town.syncAll({kOffice, kNoor, kBram});
    const auto copy = town.hubStore;

    // Lost: more than a run, recent and bulk, of two authors, and statements of a new case.
    std::vector<ChangesetId> lost;
    for (int i = 0; i < 70; ++i)
        lost.push_back(town.write(kNoor, caseId, "noor " + std::to_string(i)));
    lost.push_back(town.write(kNoor, caseId, record, "in bulk", EngineTown::Bulk::Yes));
    lost.push_back(town.write(kBram, caseId, record, "van bram"));
    town.syncAll({kNoor, kBram, kOffice});
    const auto second = town.openCase({kOffice, kBram});
    lost.push_back(town.write(kBram, second, "tweede zaak"));
    lost.push_back(town.write(kNoor, caseId, "na bram"));
    town.syncAll({kBram, kNoor, kOffice});
    const auto before = town.dump(kOffice, caseId);
    const auto waiting = town.write(kNoor, caseId, "nog niet verzonden");

    restore(town, copy);
    std::vector<std::size_t> order{kOffice, kNoor, kBram};
    SECTION("whoever comes first") {}
    SECTION("the other way round") {
        order = {kBram, kNoor, kOffice};
    }
    SECTION("an author last") {
        order = {kOffice, kBram, kNoor};
    }
    for (const std::size_t person : order)
        requireSync(town, person);
    for (const auto& id : lost)
        CHECK(must(town.hubStore.envelope(id)).has_value());
    CHECK(must(town.hubStore.envelope(waiting)).has_value());
    endRecovery(town);
    town.syncAll({kOffice, kNoor, kBram});
    for (const std::size_t person : order) {
        CHECK(town.dump(person, caseId) == town.dump(kOffice, caseId));
        CHECK(town.notices(person, store::AttentionKind::HubRestored) == 1);
        CHECK(town.notices(person, store::AttentionKind::SplitView) == 0);
        CHECK(town.notices(person, store::AttentionKind::Refused) == 0);
        CHECK(town.notices(person, store::AttentionKind::Fork) == 0);
        CHECK(must(town.replica(person).lostStatements(0)).empty());
        CHECK(must(town.replica(person).lostEnvelopes(0)).empty());
        CHECK(must(town.replica(person).outbox().count()) == 0);
    }
    for (const char* text : {"voor de kopie", "noor 0", "noor 69", "in bulk", "van bram", "na bram",
                             "nog niet verzonden"})
        CHECK(town.dump(kBram, caseId).find(text) != std::string::npos);
    CHECK(before.find("noor 69") != std::string::npos);

    // And it goes on as any house does, also through a second restore.
    const auto secondCopy = town.hubStore;
    const auto third = town.openCase({kOffice, kNoor});
    const auto later = town.write(kNoor, third, "derde zaak");
    town.syncAll({kNoor, kOffice});
    restore(town, secondCopy, 3);
    town.syncAll({kOffice, kNoor, kBram});
    endRecovery(town);
    town.syncAll({kOffice, kNoor, kBram});
    CHECK(must(town.hubStore.envelope(later)).has_value());
    CHECK(town.dump(kNoor, third) == town.dump(kOffice, third));
}

TEST_CASE("colleagues bring back what its author has forgotten", "[engine][I-1]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kBram});
    const auto copy = town.hubStore;
    const auto hers = town.write(kNoor, caseId, "van wie vertrok");
    town.syncAll({kNoor, kBram, kOffice});
    town.assign(caseId, kNoor, false);
    town.syncAll({kNoor, kBram, kOffice});
    REQUIRE(town.notices(kNoor, store::AttentionKind::CaseErased) == 1);

    restore(town, copy);
    requireSync(town, kBram);
    CHECK(must(town.hubStore.envelope(hers)).has_value());
    town.syncAll({kNoor, kOffice, kBram});
    endRecovery(town);
    town.syncAll({kNoor, kOffice, kBram});
    CHECK(town.dump(kBram, caseId).find("van wie vertrok") != std::string::npos);
    CHECK(town.dump(kBram, caseId) == town.dump(kOffice, caseId));
}

TEST_CASE("who left a case still brings back what nobody else had yet", "[engine][I-1][I-6]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kBram});
    town.write(kOffice, caseId, "eerder"); // under a key that the copy knows
    town.syncAll({kOffice, kNoor, kBram});
    const auto copy = town.hubStore;
    const auto hers = town.write(kNoor, caseId, "door niemand gezien");
    requireSync(town, kNoor);
    town.assign(caseId, kNoor, false);
    requireSync(town, kOffice);
    requireSync(town, kNoor);
    REQUIRE(town.notices(kNoor, store::AttentionKind::CaseErased) == 1);

    SECTION("a hub that goes back") {
        // Twice: what it took back once it may lose again.
        for (const std::uint64_t generation : {2U, 3U}) {
            restore(town, copy, generation);
            requireSync(town, kNoor);
            CHECK(must(town.hubStore.envelope(hers)).has_value());
            CHECK(must(town.replica(kNoor).lostEnvelopes(0)).empty());
        }
        town.syncAll({kOffice, kBram});
        endRecovery(town);
        town.syncAll({kNoor, kOffice, kBram});
        CHECK(town.dump(kBram, caseId).find("door niemand gezien") != std::string::npos);
        CHECK(town.dump(kBram, caseId) == town.dump(kOffice, caseId));
    }
    SECTION("until it is secured") {
        auto& database = town.replica(kNoor).store().database();
        const auto kept = [&database] {
            auto query = must(database.prepare("SELECT count(*) FROM left_work"));
            REQUIRE(must(query.step()));
            return query.int64(0);
        };
        CHECK(kept() > 0);
        must(town.hubStore.setSecured(must(town.hubStore.logState()).size));
        must(town.hubStore.commit());
        reopen(town);
        requireSync(town, kNoor);
        CHECK(kept() == 0);
    }
}

TEST_CASE("who was removed still brings back the key under which they wrote", "[engine][I-1]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kBram});
    const auto hers = town.write(kNoor, caseId, "onder een eigen sleutel");
    town.assign(caseId, kNoor, false);
    const auto copy = town.hubStore;
    // The log has her epoch after her end, where she is shown nothing any more.
    requireSync(town, kNoor);
    requireSync(town, kNoor);
    REQUIRE(town.notices(kNoor, store::AttentionKind::CaseErased) == 1);
    REQUIRE(must(town.hubStore.envelope(hers)).has_value());

    restore(town, copy);
    requireSync(town, kNoor);
    CHECK(must(town.hubStore.envelope(hers)).has_value());
    CHECK(must(town.replica(kNoor).lostStatements(0)).empty());
    town.syncAll({kOffice, kBram});
    endRecovery(town);
    town.syncAll({kNoor, kOffice, kBram});
    CHECK(must(town.replica(kBram).store().envelopes().holds(hers)));
}

TEST_CASE("a number given up in a case that was left is given up again", "[engine][I-1][I-9]") {
    PurgeTown town;
    const auto record = town.random.makeId<RecordId>();
    town.write(kNoor, town.caseId, record, "wordt gewist");
    town.syncAll({kNoor, kOffice, kBram});
    town.write(kNoor, town.caseId, record, "aanvulling");
    const auto other = town.write(kNoor, town.caseId, "iets anders");
    town.purge(must(town.replica(kOffice).partsOf(record)));
    const auto copy = town.hubStore;
    requireSync(town, kNoor);
    REQUIRE(must(town.hubStore.envelope(other)).has_value());
    town.assign(town.caseId, kNoor, false);
    requireSync(town, kNoor);
    REQUIRE(town.notices(kNoor, store::AttentionKind::CaseErased) == 1);

    // Twice: what the hub was told once more it may lose again.
    for (const std::uint64_t generation : {2U, 3U}) {
        restore(town, copy, generation);
        requireSync(town, kNoor);
        requireSync(town, kNoor);
        CHECK(must(town.hubStore.envelope(other)).has_value());
        CHECK(must(town.replica(kNoor).lostEnvelopes(0)).empty());
        CHECK(must(town.replica(kNoor).outbox().count()) == 0);
    }
}

TEST_CASE("what was purged does not come back with what a restored hub lost",
          "[engine][purge][I-1]") {
    PurgeTown town;
    const auto copy = town.hubStore;
    const auto record = town.random.makeId<RecordId>();
    const auto gone = town.write(kNoor, town.caseId, record, "wordt gewist");
    const auto stays = town.write(kNoor, town.caseId, "blijft");
    town.syncAll({kNoor, kOffice, kBram});
    // Bram has not heard of it.
    town.purge(must(town.replica(kOffice).partsOf(record)));
    town.syncAll({kOffice, kNoor});

    restore(town, copy);
    std::vector<std::size_t> order{kBram, kInfo, kNoor, kOffice};
    SECTION("content first") {}
    SECTION("the statement first") {
        order = {kInfo, kNoor, kOffice, kBram};
    }
    for (const std::size_t person : order)
        requireSync(town, person);
    endRecovery(town);
    town.syncAll({kBram, kInfo, kNoor, kOffice});
    CHECK(town.isEmptyAtHub(gone));
    CHECK_FALSE(town.isEmptyAtHub(stays));
    for (const std::size_t person : {kBram, kNoor, kOffice}) {
        CHECK(must(town.replica(person).lostEnvelopes(0)).empty());
        CHECK(town.dump(person, town.caseId).find("wordt gewist") == std::string::npos);
        CHECK(town.dump(person, town.caseId).find("blijft") != std::string::npos);
    }
}

TEST_CASE("whoever left brings nothing back that was purged since, and all the rest",
          "[engine][purge][I-1]") {
    PurgeTown town;
    const auto copy = town.hubStore;
    const auto record = town.random.makeId<RecordId>();
    const auto gone = town.write(kNoor, town.caseId, record, "wordt gewist");
    const auto stays = town.write(kNoor, town.caseId, "blijft");
    requireSync(town, kNoor);
    requireSync(town, kOffice);
    const auto parts = must(town.replica(kOffice).partsOf(record));
    town.assign(town.caseId, kNoor, false);
    requireSync(town, kNoor);
    REQUIRE(town.notices(kNoor, store::AttentionKind::CaseErased) == 1);
    town.purge(parts);
    requireSync(town, kInfo);

    restore(town, copy);
    requireSync(town, kInfo);
    for (const std::size_t person : {kNoor, kOffice, kInfo, kNoor})
        requireSync(town, person);
    endRecovery(town);
    town.syncAll({kNoor, kBram, kOffice});
    REQUIRE(must(town.hubStore.envelope(stays)).has_value());
    CHECK(town.isEmptyAtHub(gone));
    CHECK_FALSE(town.isEmptyAtHub(stays));
    CHECK(must(town.replica(kNoor).lostEnvelopes(0)).empty());
    CHECK(town.dump(kBram, town.caseId).find("blijft") != std::string::npos);
}

TEST_CASE("a device cut off at its very first sync begins anew with a restored hub", "[engine]") {
    EngineTown town;
    town.openCase({kOffice, kNoor});
    const auto copy = town.hubStore;
    const auto cut = [&](const protocol::Request& request) -> std::optional<protocol::Reply> {
        if (request.endpoint == protocol::Endpoint::Directory)
            return std::nullopt;
        return town.ask(request);
    };
    REQUIRE(town.sync(kSaar, cut) == SyncTrouble::Unreachable);
    REQUIRE(town.replica(kSaar).pinned().has_value());
    restore(town, copy);
    requireSync(town, kSaar);
    CHECK(town.replica(kSaar).pinned()->generation == 2);
    CHECK(town.notices(kSaar, store::AttentionKind::SplitView) == 0);
}

TEST_CASE("a hub that is put back once more, from another copy, gets all of it", "[engine][I-1]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    town.write(kOffice, caseId, "eerder");
    town.syncAll({kOffice, kNoor});
    const auto older = town.hubStore;
    const auto first = town.write(kNoor, caseId, "eerste");
    town.syncAll({kNoor, kOffice});
    const auto newer = town.hubStore;
    // First the older copy, on which the log goes on otherwise; then the newer one is found. It
    // knows nothing of the generation between.
    restore(town, older, 2);
    const auto between = town.write(kOffice, caseId, "ertussen");
    town.syncAll({kOffice, kNoor});
    endRecovery(town);
    const auto after = town.write(kNoor, caseId, "erna");
    town.syncAll({kNoor, kOffice});
    restore(town, newer, 3);
    town.syncAll({kOffice, kNoor});
    endRecovery(town);
    town.syncAll({kOffice, kNoor});
    for (const auto& id : {first, between, after})
        CHECK(must(town.hubStore.envelope(id)).has_value());
    CHECK(town.dump(kNoor, caseId) == town.dump(kOffice, caseId));
    CHECK(must(town.replica(kNoor).lostEnvelopes(0)).empty());
}

TEST_CASE("a hub that served before anybody vouched for it says from where", "[engine][I-1]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kBram});
    town.write(kOffice, caseId, "eerder");
    town.syncAll({kOffice, kNoor, kBram});
    const auto copy = town.hubStore;
    const auto size = must(copy.logState()).size;
    const auto lost = town.write(kNoor, caseId, "verloren");
    town.syncAll({kNoor, kOffice});
    // Bram has not synced since the copy: he notices nothing, and the log grows past what others
    // have pinned.
    town.hub.reset();
    town.hubStore = copy;
    reopen(town);
    for (int i = 0; i < 8; ++i) {
        town.write(kBram, caseId, "ongemerkt " + std::to_string(i));
        requireSync(town, kBram);
    }
    CHECK(town.sync(kNoor) == SyncTrouble::HubAlarm);
    auto body = restoreOf(town.hubStore, 2);
    body.kept = size;
    const auto said = must(town.replica(kOffice).signAboutHouse(body));
    must(server::beginGeneration(town.hubStore, membership::encodeSignedStatement(said.sent),
                                 town.clock));
    reopen(town);
    town.syncAll({kNoor, kOffice, kBram});
    endRecovery(town);
    town.syncAll({kNoor, kOffice, kBram});
    CHECK(must(town.hubStore.envelope(lost)).has_value());
    for (const std::size_t person : {kNoor, kBram})
        CHECK(town.dump(person, caseId) == town.dump(kOffice, caseId));
    CHECK(town.dump(kNoor, caseId).find("ongemerkt 7") != std::string::npos);
}

TEST_CASE("nothing new goes into the chains before a hub has recovered", "[engine][I-1]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    town.write(kOffice, caseId, "eerder"); // under a key that the copy knows
    town.syncAll({kOffice, kNoor});
    const auto copy = town.hubStore;
    town.assign(caseId, kBram, true);
    town.syncAll({kOffice, kNoor, kBram});

    restore(town, copy);
    // The office says something new before it has heard of the restore.
    const auto fresh = town.random.makeId<CaseId>();
    town.assign(fresh, kOffice, true);
    const auto written = town.write(kOffice, caseId, "intussen");
    requireSync(town, kOffice);
    CHECK(must(town.hubStore.envelope(written)).has_value());
    CHECK(must(town.replica(kOffice).outbox().count()) > 0);
    town.syncAll({kNoor, kBram});
    endRecovery(town);
    town.syncAll({kOffice, kNoor, kBram});
    CHECK(must(town.replica(kOffice).outbox().count()) == 0);
    CHECK(town.dump(kBram, caseId) == town.dump(kOffice, caseId));
}

TEST_CASE("no device follows a hub into a generation that nobody vouches for", "[engine]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    const auto copy = town.hubStore;
    town.write(kNoor, caseId, "aangenomen");
    town.syncAll({kNoor, kOffice});
    const auto held = town.dump(kNoor, caseId);
    town.hub.reset();
    town.hubStore = copy;
    auto body = restoreOf(town.hubStore, 2);

    SECTION("gone back without a word") {}
    SECTION("vouched for by somebody who is no issuer") {
        const auto& saar = town.house.people[kSaar];
        membership::Statement draft;
        draft.house = town.house.id;
        draft.signer = saar.keys.publicKeys(town.house.id).device;
        draft.body = body;
        const Bytes said = membership::encodeStatement(draft);
        const auto signature =
            saar.keys.signing.sign(crypto::Kind::StatementSignature, town.house.id.bytes(), said);
        CHECK(server::beginGeneration(
                  town.hubStore, membership::encodeSignedStatement({said, signature}), town.clock)
                  .error()
                  .code == Code::Refused);
        must(town.hubStore.beginGeneration(
            {2, body.size, body.size, TreeHash(body.root.bytes()), said, signature}));
        must(town.hubStore.commit());
    }
    SECTION("the statement is about another head") {
        body.root = Digest256(town.random.makeId<Digest256>().bytes());
        const auto said = must(town.replica(kOffice).signAboutHouse(body));
        CHECK(server::beginGeneration(town.hubStore, membership::encodeSignedStatement(said.sent),
                                      town.clock)
                  .error()
                  .code == Code::Conflict);
        must(town.hubStore.beginGeneration({2, body.size, body.size, TreeHash(body.root.bytes()),
                                            said.sent.statement, said.sent.signature}));
        must(town.hubStore.commit());
    }
    reopen(town);
    const auto generations = must(town.hubStore.logState()).generation;
    CHECK(town.sync(kNoor) == SyncTrouble::HubAlarm);
    CHECK(town.notices(kNoor, store::AttentionKind::SplitView) == 1);
    CHECK(town.notices(kNoor, store::AttentionKind::HubRestored) == 0);
    CHECK(must(town.replica(kNoor).lostEnvelopes(0)).empty());
    CHECK(town.dump(kNoor, caseId) == held);
    CHECK(must(town.hubStore.logState()).generation == generations);
}

} // namespace vb::engine
