// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What single tables of a replica's store promise.
#include "sync/store/replica_store.h"
#include "tests/support/must.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temp_dir.h"

#include <algorithm>

using namespace vb;
using namespace vb::test;
using store::AttentionKind;
using store::EnvelopeRow;
using store::EnvelopeState;
using store::PartRow;
using store::ReplicaStore;

namespace {

constexpr model::RecordTypeId kType{7};
constexpr model::RecordTypeId kOtherType{8};

ReplicaStore openStore(const TempDir& dir) {
    sql::OpenOptions options;
    options.access = sql::Access::Create;
    options.applicationId = store::kReplicaApplicationId;
    return must(ReplicaStore::open(must(sql::Database::open(dir.file("store.db"), options))));
}

/// An audience with one stream, for rows that need a home.
struct Home {
    Home(ReplicaStore& store, SeededRandom& random)
        : caseId(random.makeId<CaseId>()),
          audience(random.makeId<AudienceId>()),
          stream(random.makeId<StreamId>()) {
        audienceNumber = must(store.audiences().audienceNumber(caseId, audience));
        streamNumber = must(store.streams().put({stream,
                                                 audience,
                                                 random.makeId<DeviceId>(),
                                                 random.makeId<IncarnationId>(),
                                                 1,
                                                 random.makeId<ChangesetId>(),
                                                 {}},
                                                audienceNumber));
    }

    CaseId caseId;
    AudienceId audience;
    StreamId stream;
    std::int64_t audienceNumber = 0;
    std::int64_t streamNumber = 0;
};

EnvelopeRow envelopeOf(const Home& home, SeededRandom& random, std::uint64_t counter,
                       EnvelopeState state) {
    EnvelopeRow row;
    row.id = random.makeId<ChangesetId>();
    row.audience = home.audience;
    row.stream = home.stream;
    row.counter = counter;
    row.kind = 1;
    row.state = state;
    row.sealed = {1};
    if (state == EnvelopeState::Accepted || state == EnvelopeState::Sealed)
        row.position = counter;
    return row;
}

RecordId recordOf(ReplicaStore& store, const Home& home, SeededRandom& random,
                  model::RecordTypeId type, std::int64_t sortMillis, std::uint32_t conflicts = 0) {
    const auto record = random.makeId<RecordId>();
    must(store.records().add(record, type, home.audienceNumber));
    must(store.records().project(record, {sortMillis, asBytes("samenvatting"), conflicts}));
    return record;
}

std::vector<RecordId> idsOf(const std::vector<store::RecordRow>& rows) {
    std::vector<RecordId> ids;
    std::transform(rows.begin(), rows.end(), std::back_inserter(ids),
                   [](const auto& row) { return row.record; });
    return ids;
}

} // namespace

TEST_CASE("records are listed by case, type and age", "[store]") {
    TempDir dir;
    SeededRandom random(1);
    auto store = openStore(dir);
    const Home home(store, random);
    const Home other(store, random);
    const auto old = recordOf(store, home, random, kType, 10);
    const auto young = recordOf(store, home, random, kOtherType, 20, 1);
    const auto elsewhere = recordOf(store, other, random, kType, 30);
    auto records = store.records();
    using Ids = std::vector<RecordId>;
    CHECK(idsOf(must(records.ofCase(home.caseId, {}, 10))) == Ids{young, old});
    CHECK(idsOf(must(records.ofCase(home.caseId, {kType}, 10))) == Ids{old});
    CHECK(idsOf(must(records.ofCase(home.caseId, {kType, kOtherType}, 10))) == Ids{young, old});
    CHECK(idsOf(must(records.ofCase(home.caseId, {{99}}, 10))).empty());
    CHECK(idsOf(must(records.ofCase(home.caseId, {}, 1))) == Ids{young});
    CHECK(idsOf(must(records.ofCase(home.caseId, {}, 10, 19))) == Ids{old});
    CHECK(idsOf(must(records.conflicted())) == Ids{young});
    auto ofType = idsOf(must(records.ofType(kType)));
    REQUIRE(ofType.size() == 2);
    CHECK(std::count(ofType.begin(), ofType.end(), old) == 1);
    CHECK(std::count(ofType.begin(), ofType.end(), elsewhere) == 1);
    CHECK(must(records.count()) == 3);
    CHECK(must(records.inAudience(other.audience)).size() == 1);
}

TEST_CASE("what is not in the store cannot be projected", "[store]") {
    TempDir dir;
    SeededRandom random(2);
    auto store = openStore(dir);
    const auto missing = store.records().project(random.makeId<RecordId>(), {1, {}, 0});
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().code == Code::NotFound);
}

TEST_CASE("an envelope is stored once", "[store][I-3]") {
    TempDir dir;
    SeededRandom random(3);
    auto store = openStore(dir);
    const Home home(store, random);
    auto row = envelopeOf(home, random, 1, EnvelopeState::Accepted);
    must(store.envelopes().insert(row, home.audienceNumber, home.streamNumber));
    row.state = EnvelopeState::Refused;
    const auto again = store.envelopes().insert(row, home.audienceNumber, home.streamNumber);
    REQUIRE_FALSE(again.has_value());
    CHECK(again.error().code == Code::AlreadyExists);
    CHECK(must(store.envelopes().find(row.id))->state == EnvelopeState::Accepted);
    CHECK(must(store.envelopes().atCounter(home.stream, 1)) == row.id);
    CHECK_FALSE(must(store.envelopes().atCounter(home.stream, 2)).has_value());
}

TEST_CASE("only what is sealed gives way to what can be read", "[store]") {
    TempDir dir;
    SeededRandom random(4);
    auto store = openStore(dir);
    const Home home(store, random);
    const auto sealed = envelopeOf(home, random, 1, EnvelopeState::Sealed);
    const auto read = envelopeOf(home, random, 2, EnvelopeState::Accepted);
    for (const auto& row : {sealed, read}) {
        must(store.envelopes().insert(row, home.audienceNumber, home.streamNumber));
        must(store.envelopes().dropSealed(row.id));
    }
    CHECK_FALSE(must(store.envelopes().holds(sealed.id)));
    CHECK(must(store.envelopes().holds(read.id)));
}

TEST_CASE("only what has no position can be dropped", "[store][I-8]") {
    TempDir dir;
    SeededRandom random(5);
    auto store = openStore(dir);
    const Home home(store, random);
    const auto accepted = envelopeOf(home, random, 1, EnvelopeState::Accepted);
    const auto unsent = envelopeOf(home, random, 2, EnvelopeState::Unsent);
    const auto record = recordOf(store, home, random, kType, 1);
    const auto number = *must(store.records().numberOf(record, kType, home.audienceNumber));
    for (const auto& row : {accepted, unsent}) {
        const auto envelope =
            must(store.envelopes().insert(row, home.audienceNumber, home.streamNumber));
        must(store.records().addPart(number, envelope, PartRow{0, kType, record, {9}}));
        must(store.envelopes().drop(row.id));
    }
    CHECK(must(store.envelopes().partsOf(accepted.id)).size() == 1);
    CHECK_FALSE(must(store.envelopes().holds(unsent.id)));
    CHECK(must(store.records().parts(record)).size() == 1);
}

TEST_CASE("a number of a chain stands for one statement", "[store]") {
    TempDir dir;
    SeededRandom random(6);
    auto store = openStore(dir);
    const auto chain = random.makeId<CaseId>();
    store::StatementRow row{0, random.makeId<StatementId>(), {1}, {2}, 17};
    must(store.statements().put(chain, row));
    must(store.statements().put(chain, row)); // the same again is no change
    auto other = row;
    other.id = random.makeId<StatementId>();
    const auto refused = store.statements().put(chain, other);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == Code::Conflict);
    must(store.statements().put(CaseId(), other)); // the house has numbers of its own
    std::vector<StatementId> seen;
    must(store.statements().each(chain, 0, [&](const store::StatementRow& one) -> Result<void> {
        seen.push_back(one.id);
        CHECK(one.position == 17);
        return {};
    }));
    CHECK(seen == std::vector{row.id});
    CHECK_FALSE(must(store.statements().holds(random.makeId<StatementId>())));
}

TEST_CASE("a fact of the wrong size is damage and no number", "[store]") {
    TempDir dir;
    auto store = openStore(dir);
    must(store.meta().putNumber("getal", -5));
    CHECK(must(store.meta().number("getal")) == -5);
    CHECK_FALSE(must(store.meta().number("geen")).has_value());
    must(store.meta().put("getal", asBytes("kort")));
    const auto damaged = store.meta().number("getal");
    REQUIRE_FALSE(damaged.has_value());
    CHECK(damaged.error().code == Code::Corrupt);
}

TEST_CASE("cases are listed with when they were opened and what waits in them", "[store]") {
    TempDir dir;
    SeededRandom random(7);
    auto store = openStore(dir);
    const Home opened(store, random);
    const Home untouched(store, random);
    must(store.audiences().setOpened(opened.caseId, Instant{123}));
    must(store.envelopes().insert(envelopeOf(opened, random, 1, EnvelopeState::Unsent),
                                  opened.audienceNumber, opened.streamNumber));
    recordOf(store, opened, random, kType, 1, 2);
    const auto rows = must(store.audiences().cases());
    REQUIRE(rows.size() == 2);
    for (const auto& row : rows) {
        const bool isOpened = row.caseId == opened.caseId;
        CHECK(row.openedAt == (isOpened ? std::optional(Instant{123}) : std::nullopt));
        CHECK(row.unsent == (isOpened ? 1 : 0));
        CHECK(row.conflicts == (isOpened ? 1 : 0));
        const auto found = must(store.audiences().findCase(row.caseId));
        REQUIRE(found.has_value());
        CHECK(found->openedAt == row.openedAt);
    }
}

TEST_CASE("a notice is given once for a subject and can be taken back", "[store]") {
    TempDir dir;
    SeededRandom random(8);
    auto store = openStore(dir);
    store::AttentionRow row;
    row.kind = AttentionKind::Refused;
    row.subject = toBytes(random.makeId<ChangesetId>().view());
    row.reason = 3;
    must(store.attention().put(row));
    auto again = row;
    again.reason = 4;
    must(store.attention().put(again));
    auto other = row;
    other.kind = AttentionKind::Late;
    must(store.attention().put(other));
    auto all = must(store.attention().all());
    REQUIRE(all.size() == 2);
    CHECK(all[0].reason == 3);

    must(store.attention().takeBack(AttentionKind::Fork, row.subject)); // there is none
    must(store.attention().takeBack(AttentionKind::Refused, row.subject));
    all = must(store.attention().all());
    REQUIRE(all.size() == 1);
    CHECK(all[0].kind == AttentionKind::Late);
    must(store.attention().dismiss(all[0].number));
    CHECK(must(store.attention().count()) == 0);
}

TEST_CASE("a draft is kept for its case and place until it is dropped", "[store]") {
    TempDir dir;
    SeededRandom random(9);
    auto store = openStore(dir);
    const auto caseId = random.makeId<CaseId>();
    const auto other = random.makeId<CaseId>();
    must(store.drafts().save(caseId, "contact", asBytes("eerst"), Instant{1}));
    must(store.drafts().save(caseId, "contact", asBytes("daarna"), Instant{2}));
    must(store.drafts().save(other, "contact", asBytes("elders"), Instant{3}));
    const auto found = must(store.drafts().find(caseId, "contact"));
    REQUIRE(found.has_value());
    CHECK(found->content == toBytes(asBytes("daarna")));
    CHECK(found->savedAt == Instant{2});
    CHECK_FALSE(must(store.drafts().find(caseId, "besluit")).has_value());
    REQUIRE(must(store.drafts().all()).size() == 2);
    CHECK(must(store.drafts().all()).front().caseId == other); // the latest first
    must(store.drafts().drop(caseId, "contact"));
    must(store.drafts().drop(caseId, "contact"));
    CHECK_FALSE(must(store.drafts().find(caseId, "contact")).has_value());
    CHECK(must(store.drafts().all()).size() == 1);
}

TEST_CASE("erasing an audience that is not there changes nothing", "[store]") {
    TempDir dir;
    SeededRandom random(10);
    auto store = openStore(dir);
    const Home home(store, random);
    recordOf(store, home, random, kType, 1);
    must(store.eraseAudience(random.makeId<AudienceId>()));
    CHECK(must(store.records().count()) == 1);
    must(store.eraseAudience(home.audience));
    CHECK(must(store.records().count()) == 0);
    CHECK(must(store.audiences().ofCase(home.caseId)).empty());
}

TEST_CASE("the steps to a store of today begin at the first and leave none out", "[store]") {
    std::int64_t expected = 0;
    for (const auto& step : ReplicaStore::history())
        CHECK(step.version == ++expected);
    TempDir dir;
    auto store = openStore(dir);
    CHECK(must(store.database().userVersion()) == expected);
}
