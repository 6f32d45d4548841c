// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/store/replica_store.h"

#include "sync/sql/migration.h"
#include "sync/store/001_replica_sql.h"
#include "sync/store/002_overview_sql.h"
#include "sync/store/003_left_streams_sql.h"
#include "tests/support/must.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temp_dir.h"

#include <array>

using namespace vb;
using namespace vb::test;
using store::EnvelopeRow;
using store::EnvelopeState;
using store::PartRow;
using store::ReplicaStore;

namespace {

constexpr model::RecordTypeId kType{7};
constexpr model::RecordTypeId kOtherType{8};

sql::Database openDatabase(const TempDir& dir) {
    sql::OpenOptions options;
    options.access = sql::Access::Create;
    options.applicationId = store::kReplicaApplicationId;
    return must(sql::Database::open(dir.file("store.db"), options));
}

ReplicaStore openStore(const TempDir& dir) {
    return must(ReplicaStore::open(openDatabase(dir)));
}

/// A case with one audience, one stream and one accepted envelope with one part of one record.
struct Filled {
    CaseId caseId;
    AudienceId audience;
    StreamId stream;
    ChangesetId changeset;
    RecordId record;
};

void project(ReplicaStore& store, const RecordId& record, std::int64_t sortMillis,
             const std::string& text, std::uint32_t conflicts = 0) {
    const auto number =
        must(store.records().project(record, {sortMillis, asBytes("samenvatting"), conflicts}));
    must(store.records().setSearchText(number, text));
}

Filled fill(ReplicaStore& store, SeededRandom& random, std::uint64_t position,
            const std::string& text) {
    Filled made{random.makeId<CaseId>(), random.makeId<AudienceId>(), random.makeId<StreamId>(),
                random.makeId<ChangesetId>(), random.makeId<RecordId>()};
    const auto audience = must(store.audiences().audienceNumber(made.caseId, made.audience));
    const auto stream = must(store.streams().put({made.stream,
                                                  made.audience,
                                                  random.makeId<DeviceId>(),
                                                  random.makeId<IncarnationId>(),
                                                  1,
                                                  made.changeset,
                                                  {}},
                                                 audience));
    EnvelopeRow row;
    row.id = made.changeset;
    row.audience = made.audience;
    row.stream = made.stream;
    row.counter = 1;
    row.kind = 1;
    row.state = EnvelopeState::Accepted;
    row.position = position;
    row.hubTime = Instant{5};
    row.sealed = {1};
    row.leaf = {2};
    const auto envelope = must(store.envelopes().insert(row, audience, stream));
    const auto record = must(store.records().add(made.record, kType, audience));
    must(store.records().addPart(record, envelope, PartRow{0, kType, made.record, {3, 4}}));
    project(store, made.record, 42, text);
    return made;
}

} // namespace

TEST_CASE("a record lives in one audience for its whole life", "[store]") {
    TempDir dir;
    SeededRandom random(1);
    auto store = openStore(dir);
    const auto made = fill(store, random, 1, "koffie");
    const auto other = random.makeId<AudienceId>();
    const auto elsewhere = must(store.audiences().audienceNumber(made.caseId, other));
    const auto home = must(store.audiences().audienceNumber(made.caseId, made.audience));
    const auto moved = store.records().numberOf(made.record, kType, elsewhere);
    REQUIRE_FALSE(moved.has_value());
    CHECK(moved.error().code == Code::Conflict);
    CHECK_FALSE(store.records().numberOf(made.record, kOtherType, home).has_value());
    CHECK(must(store.records().numberOf(made.record, kType, home)).has_value());
    CHECK_FALSE(must(store.records().numberOf(random.makeId<RecordId>(), kType, home)).has_value());
}

TEST_CASE("a store of schema 3 is searched as before, and after it as any other", "[store]") {
    TempDir dir;
    SeededRandom random(7);
    {
        auto database = openDatabase(dir);
        const std::array<sql::Migration, 3> old{{{1, "replica", store::kReplicaSchema1},
                                                 {2, "overview", store::kReplicaSchema2},
                                                 {3, "left streams", store::kReplicaSchema3}}};
        must(sql::Migrator(old).run(database));
        must(database.execute(
            "INSERT INTO casus (case_no, case_id) VALUES (1, zeroblob(16));"
            "INSERT INTO audience (audience_no, audience, case_no) VALUES (1, zeroblob(16), 1);"
            "INSERT INTO record (record_no, record, case_no, audience_no, type) "
            "VALUES (5, zeroblob(16), 1, 1, 7);"
            "INSERT INTO search (rowid, text) VALUES (5, 'koffie bij de buren')"));
    }
    auto store = openStore(dir);
    REQUIRE(must(store.records().search("kof*", 10)).size() == 1);
    CHECK(must(store.records().search("kof*", 10)).front().record == RecordId());
    must(store.records().setSearchText(5, "thee"));
    CHECK(must(store.records().search("koffie", 10)).empty());
    fill(store, random, 1, "koffie");
    CHECK(must(store.records().search("k*", 10)).size() == 1);
    must(store.eraseAudience(AudienceId()));
    CHECK(must(store.records().search("thee", 10)).empty());
}

TEST_CASE("a position is given once and never taken back", "[store][I-8]") {
    TempDir dir;
    SeededRandom random(2);
    auto store = openStore(dir);
    const auto made = fill(store, random, 17, "koffie");
    must(store.envelopes().refuse(made.changeset, 4));
    must(store.envelopes().accept(made.changeset, 99, Instant{1}, Bytes{7}, {},
                                  model::Standing::Effective, true));
    const auto row = must(store.envelopes().find(made.changeset));
    REQUIRE(row.has_value());
    CHECK(row->state == EnvelopeState::Accepted);
    CHECK(row->position == std::uint64_t{17});
    CHECK_FALSE(row->late);
}

TEST_CASE("a cursor only goes forward, but for a full restore", "[store]") {
    TempDir dir;
    SeededRandom random(3);
    auto store = openStore(dir);
    const auto made = fill(store, random, 1, "koffie");
    must(store.audiences().advance(made.audience, false, 9));
    must(store.audiences().advance(made.audience, false, 4));
    CHECK(must(store.audiences().find(made.audience))->cursorRecent == 9);
    CHECK(must(store.audiences().find(made.audience))->cursorBulk == 0);
    must(store.audiences().reset(made.audience));
    CHECK(must(store.audiences().find(made.audience))->cursorRecent == 0);
}

TEST_CASE("erasing a case leaves nothing of it and everything of the others", "[store][I-6]") {
    TempDir dir;
    SeededRandom random(4);
    auto store = openStore(dir);
    const auto gone = fill(store, random, 1, "koffie");
    const auto kept = fill(store, random, 2, "thee");
    must(store.drafts().save(gone.caseId, "contact", asBytes("half"), Instant{1}));
    const auto goneEpoch = random.makeId<EpochId>();
    const auto keptEpoch = random.makeId<EpochId>();
    must(store.boxes().put({goneEpoch, gone.audience, gone.caseId, toBytes(asBytes("box"))}));
    must(store.boxes().put({keptEpoch, kept.audience, kept.caseId, toBytes(asBytes("box"))}));
    {
        auto transaction = must(store.begin());
        must(store.eraseCase(gone.caseId));
        must(transaction.commit());
    }
    CHECK_FALSE(must(store.audiences().findCase(gone.caseId)).has_value());
    CHECK_FALSE(must(store.records().find(gone.record)).has_value());
    CHECK_FALSE(must(store.envelopes().holds(gone.changeset)));
    CHECK_FALSE(must(store.drafts().load(gone.caseId, "contact")).has_value());
    CHECK_FALSE(must(store.boxes().find(goneEpoch)).has_value());
    CHECK(must(store.boxes().find(keptEpoch)).has_value());
    CHECK(must(store.records().search("koffie", 10)).empty());
    REQUIRE(must(store.records().search("thee", 10)).size() == 1);
    CHECK(must(store.records().parts(kept.record)).size() == 1);
}

TEST_CASE("search gives the newest event first and follows the projection", "[store]") {
    TempDir dir;
    SeededRandom random(5);
    auto store = openStore(dir);
    const auto old = fill(store, random, 1, "de hond blaft");
    const auto recent = fill(store, random, 2, "hondje in de gang");
    project(store, recent.record, 99, "hondje in de gang", 1);
    const auto hits = must(store.records().search("hond*", 10));
    REQUIRE(hits.size() == 2);
    CHECK(hits[0].record == recent.record);
    project(store, old.record, 42, "de kat");
    CHECK(must(store.records().search("hond*", 10)).size() == 1);
    CHECK(must(store.records().search("kat", 10)).size() == 1);
    project(store, old.record, 42, "");
    CHECK(must(store.records().search("kat", 10)).empty());
    CHECK(must(store.records().conflictCount()) == 1);
}

TEST_CASE("a newer store is refused and left as it is", "[store][I-12]") {
    TempDir dir;
    {
        auto store = openStore(dir);
        must(store.database().execute("PRAGMA user_version = 99"));
    }
    sql::OpenOptions options;
    options.applicationId = store::kReplicaApplicationId;
    auto opened = ReplicaStore::open(must(sql::Database::open(dir.file("store.db"), options)));
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().code == Code::TooNew);
    auto database = must(sql::Database::open(dir.file("store.db"), options));
    CHECK(must(database.userVersion()) == 99);
}
