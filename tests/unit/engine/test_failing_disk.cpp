// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/edit.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/unit/engine/engine_town.h"

namespace vb::test {
namespace {

/// From here on the store cannot grow, until its connection is given up for a new one.
void fill(engine::Replica& replica) {
    auto& database = replica.store().database();
    auto count = must(database.prepare("PRAGMA page_count"));
    REQUIRE(must(count.step()));
    const auto pages = std::to_string(count.int64(0));
    count.reset();
    must(database.execute("PRAGMA max_page_count=" + pages));
}

std::string longText(const char* word) {
    return std::string(word) + std::string(12'000, 'x');
}

TEST_CASE(
    "a save that the outbox has and the store cannot take is saved, under a number of its own",
    "[engine][I-1]") {
    EngineTown town;
    const auto caseId = town.openCase({kNoor, kSaar});
    town.write(kNoor, caseId, "eerst");
    fill(town.replica(kNoor));
    const auto record = town.random.makeId<RecordId>();
    const auto first = town.write(kNoor, caseId, record, longText("vol"));
    CHECK_FALSE(must(town.replica(kNoor).record(record)).has_value());
    // The next one finds room again, catches up, and goes on counting where the other stopped.
    const auto second = town.write(kNoor, caseId, "weer ruimte");
    CHECK(must(town.replica(kNoor).record(record)).has_value());
    town.syncAll({kNoor, kSaar});
    for (const auto& id : {first, second})
        CHECK(must(town.hubStore.envelope(id)).has_value());
    CHECK(town.notices(kNoor, store::AttentionKind::Fork) == 0);
    CHECK(town.dump(kNoor, caseId) == town.dump(kSaar, caseId));
}

TEST_CASE("a sync begins with what a failing disk left undone", "[engine][I-1]") {
    EngineTown town;
    const auto caseId = town.openCase({kNoor, kSaar});
    town.write(kNoor, caseId, "eerst");
    fill(town.replica(kNoor));
    town.write(kNoor, caseId, longText("vol"));
    town.syncAll({kNoor, kSaar});
    CHECK(must(town.replica(kNoor).outbox().count()) == 0);
    CHECK(town.dump(kNoor, caseId) == town.dump(kSaar, caseId));
}

TEST_CASE("what was pulled and could not be kept is pulled again", "[engine][I-1]") {
    EngineTown town;
    const auto caseId = town.openCase({kNoor, kSaar});
    town.syncAll({kNoor, kSaar});
    town.write(kSaar, caseId, longText("van een collega"));
    town.syncAll({kSaar});
    fill(town.replica(kNoor));
    CHECK(town.sync(kNoor) == engine::SyncTrouble::StoreFailed);
    town.syncAll({kNoor});
    CHECK(town.dump(kNoor, caseId) == town.dump(kSaar, caseId));
    must(town.replica(kNoor).store().database().execute(
        "INSERT INTO search (search) VALUES ('integrity-check')"));
}

TEST_CASE("a record that lives elsewhere is refused before anything is written", "[engine]") {
    EngineTown town;
    const auto caseId = town.openCase({kNoor});
    const auto record = town.random.makeId<RecordId>();
    town.write(kNoor, caseId, record, "in het team");
    auto& replica = town.replica(kNoor);
    const auto before = must(replica.outbox().count());
    const auto* field = replica.schema().find(model::RecordTypeId{1})->findByName("append");
    engine::Entry entry;
    entry.caseId = caseId;
    entry.level = membership::Level::EigenWerkaantekening;
    model::Part part{model::RecordTypeId{1}, record, {}, {}};
    part.operations.push_back(
        must(model::writeOperation(*field, nullptr, std::string("elders"), {}, "reden")));
    entry.parts.push_back(std::move(part));
    const auto saved = replica.save({entry});
    REQUIRE_FALSE(saved);
    CHECK(saved.error().code == Code::Conflict);
    CHECK(must(replica.outbox().count()) == before);
    // Also within one save.
    auto twice = entry;
    twice.parts.front().record = town.random.makeId<RecordId>();
    auto other = twice;
    other.level = membership::Level::Casusteam;
    CHECK_FALSE(replica.save({twice, other}));
    CHECK(must(replica.outbox().count()) == before);
}

} // namespace
} // namespace vb::test
