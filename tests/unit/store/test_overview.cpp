// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/store/replica_store.h"
#include "tests/support/must.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temp_dir.h"

#include <set>

// What lists over all cases are made of, and what the person at this device did.

namespace vb::store {
namespace {

using namespace vb::test;

constexpr model::RecordTypeId kContact{7};
constexpr model::RecordTypeId kAction{9};
constexpr std::uint32_t kOpen = 1;
constexpr std::uint32_t kCheck = 2;

/// A case in a store, into which envelopes are written.
class Shelf {
public:
    explicit Shelf(std::uint64_t seed) : m_random(seed), m_store(open(m_dir)) {
        me = m_random.makeId<WorkerId>();
    }

    struct Case {
        CaseId id;
        AudienceId audience;
        StreamId stream;
        std::int64_t audienceNumber = 0;
        std::int64_t streamNumber = 0;
    };
    Case makeCase() {
        Case made{m_random.makeId<CaseId>(), m_random.makeId<AudienceId>(),
                  m_random.makeId<StreamId>()};
        made.audienceNumber = must(m_store.audiences().audienceNumber(made.id, made.audience));
        made.streamNumber = must(m_store.streams().put({made.stream,
                                                        made.audience,
                                                        m_random.makeId<DeviceId>(),
                                                        m_random.makeId<IncarnationId>(),
                                                        1,
                                                        m_random.makeId<ChangesetId>(),
                                                        {}},
                                                       made.audienceNumber));
        return made;
    }
    /// One envelope by `author` on this record; its id.
    ChangesetId write(const Case& place, const RecordId& record, model::RecordTypeId type,
                      EnvelopeState state, const WorkerId& author, bool isLate = false) {
        EnvelopeRow row;
        row.id = m_random.makeId<ChangesetId>();
        row.audience = place.audience;
        row.stream = place.stream;
        row.counter = ++m_counter;
        row.kind = 1;
        row.state = state;
        row.author = author;
        row.late = isLate;
        if (state == EnvelopeState::Accepted)
            row.position = m_counter;
        const auto envelope =
            must(m_store.envelopes().insert(row, place.audienceNumber, place.streamNumber));
        auto number = must(m_store.records().numberOf(record, type, place.audienceNumber));
        if (!number)
            number = must(m_store.records().add(record, type, place.audienceNumber));
        must(m_store.records().addPart(*number, envelope, PartRow{0, type, record, {1}}));
        return row.id;
    }
    RecordId record(const Case& place, model::RecordTypeId type, EnvelopeState state,
                    std::int64_t at, std::uint32_t marks = 0) {
        const auto id = m_random.makeId<RecordId>();
        write(place, id, type, state, me);
        const auto number = must(m_store.records().project(id, {at, asBytes("s"), 0, marks}));
        must(m_store.records().setSearchText(number, "woord"));
        return id;
    }
    ReplicaStore& store() { return m_store; }
    SeededRandom& random() { return m_random; }

    WorkerId me;

private:
    static ReplicaStore open(const TempDir& dir) {
        sql::OpenOptions options;
        options.access = sql::Access::Create;
        options.applicationId = kReplicaApplicationId;
        return must(ReplicaStore::open(must(sql::Database::open(dir.file("store.db"), options))));
    }

    TempDir m_dir;
    SeededRandom m_random;
    ReplicaStore m_store;
    std::uint64_t m_counter = 0;
};

std::set<RecordId> idsOf(const std::vector<ListedRecord>& rows) {
    std::set<RecordId> ids;
    for (const auto& row : rows)
        ids.insert(row.record);
    CHECK(ids.size() == rows.size());
    return ids;
}

TEST_CASE("lists over all cases, and of one", "[store]") {
    Shelf shelf(1);
    const auto one = shelf.makeCase();
    const auto two = shelf.makeCase();
    const auto old = shelf.record(one, kContact, EnvelopeState::Accepted, 10);
    const auto recent = shelf.record(one, kContact, EnvelopeState::Unsent, 20);
    const auto other = shelf.record(two, kContact, EnvelopeState::Unsent, 15);
    const auto open = shelf.record(two, kAction, EnvelopeState::Accepted, 5, kOpen);
    const auto odd = shelf.record(two, kAction, EnvelopeState::Accepted, 6, kOpen | kCheck);
    shelf.record(two, kAction, EnvelopeState::Accepted, 7);
    auto overview = shelf.store().overview();
    CHECK(idsOf(must(overview.ofType(kContact))) == std::set{old, recent, other});
    CHECK(idsOf(must(overview.ofType(kContact, two.id))) == std::set{other});
    CHECK(idsOf(must(overview.newestOf(kContact))) == std::set{recent, other});
    CHECK(idsOf(must(overview.newestOf(kContact, one.id))) == std::set{recent});
    CHECK(must(overview.newestOf(kContact, one.id)).front().sortMillis == 20);
    CHECK(idsOf(must(overview.unsent())) == std::set{recent, other});
    CHECK(idsOf(must(overview.unsent(one.id))) == std::set{recent});
    CHECK(idsOf(must(overview.marked(kAction, kOpen))) == std::set{open, odd});
    CHECK(idsOf(must(overview.marked(kAction, kCheck))) == std::set{odd});
    CHECK(must(overview.homesOf(one.id)).size() == 2);
    CHECK(must(overview.homesOf(one.id)).front().audience == one.audience);
    CHECK(must(shelf.store().envelopes().countInState(EnvelopeState::Unsent)) == 2);
    CHECK(must(shelf.store().envelopes().inState(EnvelopeState::Unsent, 10)).size() == 2);
}

TEST_CASE("what was read stays read, and what came after it does not", "[store]") {
    Shelf shelf(2);
    const auto place = shelf.makeCase();
    auto records = shelf.store().records();
    const auto becomesUnread = [&](const RecordId& id) {
        must(records.project(id, {1, asBytes("s"), 0, 0, true}));
    };
    const auto first = shelf.record(place, kContact, EnvelopeState::Accepted, 1);
    const auto second = shelf.record(place, kContact, EnvelopeState::Accepted, 2);
    becomesUnread(first);
    becomesUnread(second);
    const auto shown = must(records.newestEnvelope());
    // The first is written to once more, and a third comes.
    shelf.write(place, first, kContact, EnvelopeState::Accepted, shelf.random().makeId<WorkerId>());
    becomesUnread(first);
    const auto third = shelf.record(place, kContact, EnvelopeState::Accepted, 3);
    becomesUnread(third);
    must(records.markCaseRead(place.id, shown));
    CHECK(idsOf(must(shelf.store().overview().unread())) == std::set{first, third});
    must(records.markCaseRead(place.id, 0));
    CHECK(idsOf(must(shelf.store().overview().unread(place.id))) == std::set{first, third});
    must(records.markCaseRead(place.id));
    CHECK(must(shelf.store().overview().unread(place.id)).empty());
    must(records.project(first, {4, asBytes("s"), 0, 0, false}));
    CHECK(must(shelf.store().overview().unread()).empty());
}

TEST_CASE("how far own changesets are, and whose work came late", "[store]") {
    Shelf shelf(3);
    const auto place = shelf.makeCase();
    const auto colleague = shelf.random().makeId<WorkerId>();
    const auto record = shelf.record(place, kContact, EnvelopeState::Accepted, 1);
    shelf.write(place, record, kContact, EnvelopeState::Accepted, colleague, true);
    shelf.write(place, record, kContact, EnvelopeState::Unsent, shelf.me);
    auto overview = shelf.store().overview();
    const auto own = must(overview.changesetsOf(place.id, shelf.me));
    REQUIRE(own.size() == 2);
    CHECK(own[0].state == EnvelopeState::Accepted);
    CHECK(own[1].state == EnvelopeState::Unsent);
    CHECK(own[1].counter == 3);
    CHECK(must(overview.changesetsOf(place.id, colleague)).size() == 1);
    CHECK(idsOf(must(overview.lateOfOthers(shelf.me))) == std::set{record});
    CHECK(must(overview.lateOfOthers(colleague)).empty());

    const auto device = shelf.random().makeId<DeviceId>();
    must(shelf.store().envelopes().acknowledge(device, place.stream, 2, false));
    const auto acknowledged = must(overview.acknowledged(place.id));
    REQUIRE(acknowledged.size() == 1);
    CHECK(acknowledged[0].device == device);
    CHECK(acknowledged[0].stream == own[0].stream);
    CHECK(acknowledged[0].counter == 2);
    CHECK(acknowledged[0].displayed == 0);
}

TEST_CASE("of a word that is everywhere the newest arrivals are found", "[store]") {
    Shelf shelf(4);
    const auto place = shelf.makeCase();
    const auto lost = shelf.record(place, kContact, EnvelopeState::Accepted, 1'000'000);
    RecordId last;
    for (std::size_t i = 0; i < RecordTable::kMostRanked; ++i)
        last = shelf.record(place, kContact, EnvelopeState::Accepted, static_cast<int>(i));
    const auto hits = must(shelf.store().records().search("\"woord\"", 10));
    REQUIRE(hits.size() == 10);
    CHECK(hits.front().record == last);
    for (const auto& hit : hits)
        CHECK(hit.record != lost);
}

TEST_CASE("drafts tell when, what was put off tells about what", "[store]") {
    Shelf shelf(5);
    auto& store = shelf.store();
    const auto one = shelf.random().makeId<CaseId>();
    const auto two = shelf.random().makeId<CaseId>();
    must(store.drafts().save(one, "contact", asBytes("a"), Instant{10}));
    must(store.drafts().save(two, "contact", asBytes("b"), Instant{20}));
    must(store.drafts().save(one, "contact", asBytes("c"), Instant{30}));
    const auto found = must(store.drafts().find(one, "contact"));
    REQUIRE(found.has_value());
    CHECK(found->savedAt == Instant{30});
    CHECK(asText(found->content) == "c");
    CHECK_FALSE(must(store.drafts().find(one, "context")).has_value());
    const auto all = must(store.drafts().all());
    REQUIRE(all.size() == 2);
    CHECK(all[0].caseId == one);

    must(store.postponed().put("conflict-1", asBytes("x")));
    must(store.postponed().put("conflict-1", asBytes("y")));
    CHECK(asText(*must(store.postponed().find("conflict-1"))) == "y");
    must(store.postponed().drop("conflict-1"));
    CHECK_FALSE(must(store.postponed().find("conflict-1")).has_value());
}

TEST_CASE("the read log has one line for each hour, and keeps it when the case goes", "[store]") {
    Shelf shelf(6);
    const auto place = shelf.makeCase();
    auto log = shelf.store().readings();
    constexpr std::int64_t kHour = 3'600'000;
    must(log.put({place.id, "geopend", Instant{kHour}, "wijkagent", true}));
    must(log.put({place.id, "geopend", Instant{kHour + 5}, "wijkagent", false}));
    must(log.put({place.id, "gezocht", Instant{kHour + 6}, "wijkagent", false}));
    must(log.put({place.id, "geopend", Instant{2 * kHour}, "wijkagent", false}));
    must(shelf.store().eraseCase(place.id));
    const auto lines = must(log.all());
    REQUIRE(lines.size() == 3);
    CHECK(lines[0] == ReadingRow{place.id, "geopend", Instant{kHour}, "wijkagent", true});
    CHECK(lines[2].at == Instant{2 * kHour});
}

} // namespace
} // namespace vb::store
