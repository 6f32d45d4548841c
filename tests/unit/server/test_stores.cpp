// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// One conformance suite over every HubStore.
#include "sync/server/generation.h"
#include "sync/server/memory_store.h"
#include "sync/server/sqlite/sqlite_store.h"
#include "sync/sql/migration.h"
#include "sync/transparency/compact_range.h"
#include "tests/support/must.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/server/two_members.h"

#include <filesystem>
#include <fstream>
#include <functional>

using namespace vb;
using namespace vb::test;
using namespace vb::server;

namespace {

/// A store of one kind, and how to come back to it as after a restart.
class StoreUnderTest {
public:
    virtual ~StoreUnderTest() = default;
    virtual HubStore& store() = 0;
    virtual void reopen() {}
};

class MemoryUnderTest final : public StoreUnderTest {
public:
    HubStore& store() override { return m_store; }

private:
    MemoryHubStore m_store;
};

class SqliteUnderTest final : public StoreUnderTest {
public:
    SqliteUnderTest() { reopen(); }
    HubStore& store() override { return *m_store; }
    void reopen() override {
        m_store.reset();
        m_store = must(SqliteHubStore::open(m_dir.file("hub.db")));
    }

private:
    TempDir m_dir;
    std::unique_ptr<SqliteHubStore> m_store;
};

std::unique_ptr<StoreUnderTest> everyStore() {
    const std::string kind = GENERATE("memory", "sqlite");
    CAPTURE(kind);
    if (kind == "memory")
        return std::make_unique<MemoryUnderTest>();
    return std::make_unique<SqliteUnderTest>();
}

/// Rows that hang together as the hub's do, filled with random bytes.
class RowMaker {
public:
    explicit RowMaker(std::uint64_t seed) : random(seed) {}

    Bytes bytes(std::size_t size) {
        Bytes out(size);
        random.fill(out);
        return out;
    }
    crypto::Signature signature() { return *crypto::Signature::fromBytes(bytes(64)); }
    StatementRow statement(const CaseId& of, std::uint64_t number) {
        return {of, number, random.makeId<StatementId>(), bytes(50), signature(), 0, bytes(90)};
    }
    EnvelopeRow envelope(const CaseId& inCase, const AudienceId& forAudience,
                         const StreamId& inStream, std::uint64_t counter) {
        EnvelopeRow row;
        row.caseId = inCase;
        row.audience = forAudience;
        row.epoch = random.makeId<EpochId>();
        row.stream = inStream;
        row.counter = counter;
        row.id = random.makeId<ChangesetId>();
        row.runEnd = counter;
        row.header = bytes(80);
        row.parts = {{random.makeId<PartHash>(), bytes(40)},
                     {random.makeId<PartHash>(), bytes(60)}};
        row.leaf = bytes(90);
        row.audienceCount = counter;
        row.audienceDigest = random.makeId<Digest256>();
        return row;
    }
    /// Numbers the rows and grows the tree.
    AcceptedBatch batch(std::vector<StatementRow> statements, std::vector<EnvelopeRow> envelopes) {
        AcceptedBatch made;
        made.firstPosition = m_tree.size();
        made.hubTime = m_time = m_time + std::chrono::milliseconds(10);
        made.statements = std::move(statements);
        made.envelopes = std::move(envelopes);
        made.device = device;
        const auto place = [&](LogSize& position, const Bytes& leaf) {
            position = m_tree.size();
            m_tree.append(transparency::hashLeaf(leaf),
                          [&](transparency::NodePlace at, const TreeHash& hash) {
                              made.nodes.push_back({at, hash});
                          });
        };
        for (StatementRow& row : made.statements)
            place(row.position, row.leaf);
        for (EnvelopeRow& row : made.envelopes) {
            place(row.position, row.leaf);
            made.heads.push_back({row.stream, row.counter, bytes(70), signature()});
            std::erase_if(made.streams, [&](const auto& old) { return old.stream == row.stream; });
            made.streams.push_back(
                {row.stream, row.caseId, row.audience, device, row.counter, row.id});
        }
        made.usage = {made.leafCount(), 100};
        return made;
    }

    SeededRandom random;
    DeviceId device = random.makeId<DeviceId>();
    CaseId caseId = random.makeId<CaseId>();
    AudienceId audience = random.makeId<AudienceId>();
    StreamId stream = random.makeId<StreamId>();

private:
    transparency::CompactRange m_tree;
    Instant m_time{1'000'000};
};

std::vector<EnvelopeRow> envelopesOf(const HubStore& store, const RowMaker& make,
                                     Share share = Share::Everything, LogSize from = 0) {
    std::vector<EnvelopeRow> rows;
    must(store.eachEnvelope(make.caseId, make.audience, share, from, [&](EnvelopeRow&& row) {
        rows.push_back(std::move(row));
        return true;
    }));
    return rows;
}

std::vector<StatementRow> statementsOf(const HubStore& store, const CaseId& caseId,
                                       std::uint64_t from = 0) {
    std::vector<StatementRow> rows;
    must(store.eachStatement(caseId, from, [&](StatementRow&& row) {
        rows.push_back(std::move(row));
        return true;
    }));
    return rows;
}

} // namespace

TEST_CASE("a store knows one house", "[sync][server][store]") {
    const auto under = everyStore();
    CHECK(under->store().house().error().code == Code::NotFound);
    const HouseRow row{HouseId(ByteArray<16>{1}), Digest256(ByteArray<32>{2})};
    must(under->store().openHouse(row));
    CHECK(must(under->store().house()) == row);
    under->store().rollback();
    CHECK(under->store().house().error().code == Code::NotFound);
    must(under->store().openHouse(row));
    must(under->store().commit());
    under->reopen();
    CHECK(must(under->store().house()) == row);
    CHECK(under->store().openHouse(row).error().code == Code::Conflict);
}

TEST_CASE("an empty store answers everything with nothing", "[sync][server][store]") {
    const auto under = everyStore();
    const HubStore& store = under->store();
    RowMaker make(1);
    CHECK(must(store.logState()) == LogState{});
    CHECK(envelopesOf(store, make).empty());
    CHECK(statementsOf(store, CaseId()).empty());
    CHECK_FALSE(must(store.statement(StatementId())).has_value());
    CHECK_FALSE(must(store.envelope(ChangesetId())).has_value());
    CHECK_FALSE(must(store.stream(make.stream)).has_value());
    CHECK_FALSE(must(store.head(make.stream, 1)).has_value());
    CHECK(must(store.placesOf(make.caseId, PartHash())).empty());
    CHECK(must(store.comparison(make.caseId, make.audience, ~LogSize{0})) == ComparisonRow{});
    CHECK(must(store.ids(make.caseId, make.audience, 0, ~LogSize{0}, 10)).empty());
    CHECK(must(store.usage(make.device)) == UsageRow{});
    CHECK(must(store.casesOf(WorkerId(), OrganisationCode{1})).empty());
    CHECK(store.node({0, 0}).error().code == Code::NotFound);
    CHECK(store.node({63, ~std::uint64_t{0}}).error().code == Code::NotFound);
    CHECK(must(store.mailCount()) == 0);
}

TEST_CASE("a batch is stored whole and found by every key", "[sync][server][store]") {
    const auto under = everyStore();
    RowMaker make(2);
    AcceptedBatch batch = make.batch({make.statement(CaseId(), 0), make.statement(make.caseId, 0)},
                                     {make.envelope(make.caseId, make.audience, make.stream, 1),
                                      make.envelope(make.caseId, make.audience, make.stream, 2)});
    batch.envelopes[1].bulk = true;
    const WorkerId worker = make.random.makeId<WorkerId>();
    batch.memberships = {{worker, OrganisationCode{2}, make.caseId},
                         {worker, OrganisationCode{3}, CaseId(ByteArray<16>{5})}};
    const RenewalRow renewal{make.random.makeId<ChangesetId>(), make.random.makeId<DeviceId>()};
    batch.renewals = {renewal, renewal};
    must(under->store().apply(batch));
    must(under->store().commit());
    under->reopen();
    const HubStore& store = under->store();
    CHECK(must(store.isSaid(renewal)));
    CHECK_FALSE(must(store.isSaid({renewal.first, make.device})));
    CHECK(must(store.isSaid({batch.envelopes[1].id, make.device})));
    CHECK_FALSE(must(store.isSaid({batch.envelopes[1].id, renewal.device})));

    const LogState log = must(store.logState());
    CHECK(log.size == 4);
    CHECK(log.hubTime == batch.hubTime);
    CHECK(statementsOf(store, CaseId()) == std::vector{batch.statements[0]});
    CHECK(statementsOf(store, make.caseId) == std::vector{batch.statements[1]});
    CHECK(statementsOf(store, make.caseId, 1).empty());
    CHECK(statementsOf(store, make.caseId, ~std::uint64_t{0}).empty());
    CHECK(must(store.statement(batch.statements[0].id)) == batch.statements[0]);
    CHECK(envelopesOf(store, make) == batch.envelopes);
    CHECK(envelopesOf(store, make, Share::Recent) == std::vector{batch.envelopes[0]});
    CHECK(envelopesOf(store, make, Share::Bulk) == std::vector{batch.envelopes[1]});
    CHECK(envelopesOf(store, make, Share::Everything, 3) == std::vector{batch.envelopes[1]});
    CHECK(envelopesOf(store, make, Share::Everything, ~LogSize{0}).empty());
    CHECK(must(store.envelope(batch.envelopes[1].id)) == batch.envelopes[1]);
    CHECK(must(store.stream(make.stream)) == batch.streams[0]);
    CHECK(must(store.head(make.stream, 2)) == batch.heads[1]);
    CHECK_FALSE(must(store.head(make.stream, 3)).has_value());
    const PartHash part = batch.envelopes[0].parts[1].hash;
    CHECK(must(store.placesOf(make.caseId, part)) == std::vector<PartPlace>{{2, make.device}});
    CHECK(must(store.placesOf(CaseId(), part)).empty());
    CHECK(must(store.comparison(make.caseId, make.audience, 4)) ==
          ComparisonRow{2, batch.envelopes[1].audienceDigest});
    CHECK(must(store.comparison(make.caseId, make.audience, 3)) ==
          ComparisonRow{1, batch.envelopes[0].audienceDigest});
    CHECK(must(store.comparison(make.caseId, make.audience, 2)) == ComparisonRow{});
    const auto ids = must(store.ids(make.caseId, make.audience, 0, ~LogSize{0}, 10));
    CHECK(ids == std::vector<std::pair<LogSize, ChangesetId>>{{2, batch.envelopes[0].id},
                                                              {3, batch.envelopes[1].id}});
    CHECK(must(store.ids(make.caseId, make.audience, 0, ~LogSize{0}, 1)).size() == 1);
    CHECK(must(store.ids(make.caseId, make.audience, 3, 4, 10)).size() == 1);
    CHECK(must(store.usage(make.device)) == UsageRow{4, 100});
    CHECK(must(store.casesOf(worker, OrganisationCode{2})) == std::vector{make.caseId});
    for (const NodeRow& node : batch.nodes)
        CHECK(must(store.node(node.place)) == node.hash);
    std::vector<EnvelopeRow> second;
    must(store.eachOfStream(make.stream, 2, [&](EnvelopeRow&& row) {
        second.push_back(std::move(row));
        return true;
    }));
    CHECK(second == std::vector{batch.envelopes[1]});
    int visits = 0;
    must(store.eachEnvelope(make.caseId, make.audience, Share::Everything, 0, [&](EnvelopeRow&&) {
        ++visits;
        return false;
    }));
    CHECK(visits == 1);
}

TEST_CASE("a store remembers what a recovering hub awaits", "[sync][server][store]") {
    const auto under = everyStore();
    RowMaker make(3);
    HubStore& store = under->store();
    const AcceptedBatch first = make.batch({make.statement(CaseId(), 0)}, {});
    must(store.apply(first));
    must(store.beginGeneration({2, 1, 1, {}, {}, {}}));
    const AcceptedBatch batch = make.batch(
        {make.statement(CaseId(), 1)}, {make.envelope(make.caseId, make.audience, make.stream, 1)});
    const DeviceId other = make.random.makeId<DeviceId>();
    const auto missing = make.random.makeId<Digest256>();
    const Digest256 statement(batch.statements[0].id.bytes());
    const Digest256 envelope(batch.envelopes[0].id.bytes());
    for (const AwaitedRow& row : {AwaitedRow{statement, make.device},
                                  {envelope, make.device},
                                  {envelope, make.device},
                                  {statement, other},
                                  {missing, other}})
        must(store.await(row));
    must(store.commit());
    under->reopen();
    using Awaited = std::map<DeviceId, std::uint64_t>;
    CHECK(must(under->store().awaited()) == Awaited{{make.device, 2}, {other, 2}});
    SECTION("what came in is awaited no more, whoever brought it") {
        must(under->store().apply(batch));
        CHECK(must(under->store().awaited()) == Awaited{{other, 1}});
        under->store().rollback();
        CHECK(must(under->store().awaited()).size() == 2);
    }
    SECTION("a device says anew what it has") {
        must(under->store().awaitNothingOf(other));
        CHECK(must(under->store().awaited()) == Awaited{{make.device, 2}});
    }
    SECTION("the recovery ends when nothing is awaited, or even so") {
        CHECK(server::endRecovery(under->store()).error().code == Code::Conflict);
        CHECK(must(under->store().logState()).isRecovering);
        must(server::endRecovery(under->store(), true));
        CHECK(must(under->store().awaited()).empty());
        CHECK_FALSE(must(under->store().logState()).isRecovering);
    }
    SECTION("no device fills the store with it") {
        for (std::uint64_t i = 0; i < server::kMaxAwaitedPerDevice + 3; ++i)
            must(under->store().await({make.random.makeId<Digest256>(), other}));
        CHECK(must(under->store().awaited()) ==
              Awaited{{make.device, 2}, {other, server::kMaxAwaitedPerDevice}});
    }
}

TEST_CASE("only the next batch of the log is taken", "[sync][server][store]") {
    const auto under = everyStore();
    RowMaker make(3);
    must(under->store().apply(
        make.batch({}, {make.envelope(make.caseId, make.audience, make.stream, 1)})));
    must(under->store().commit());
    AcceptedBatch late =
        make.batch({}, {make.envelope(make.caseId, make.audience, make.stream, 2)});
    AcceptedBatch gap = late;
    gap.firstPosition = 2;
    CHECK(under->store().apply(gap).error().code == Code::Conflict);
    under->store().rollback();
    AcceptedBatch before = late;
    before.hubTime = {1};
    CHECK(under->store().apply(before).error().code == Code::Conflict);
    under->store().rollback();
    must(under->store().apply(late));
    must(under->store().commit());
    CHECK(must(under->store().logState()).size == 2);
}

TEST_CASE("what is not committed is visible, and can be taken back", "[sync][server][store]") {
    const auto under = everyStore();
    RowMaker make(4);
    AcceptedBatch first = make.batch({make.statement(make.caseId, 0)},
                                     {make.envelope(make.caseId, make.audience, make.stream, 1)});
    must(under->store().apply(first));
    must(under->store().commit());

    AcceptedBatch second = make.batch({make.statement(make.caseId, 1)},
                                      {make.envelope(make.caseId, make.audience, make.stream, 2)});
    second.droppedParts = {{first.envelopes[0].position, first.envelopes[0].parts[0].hash}};
    second.memberships = {{WorkerId(), OrganisationCode{1}, make.caseId}};
    AcceptedBatch third =
        make.batch({}, {make.envelope(make.caseId, make.audience, make.stream, 3)});
    const MailRow mail{Digest256(), 0, make.bytes(10), {5'000'000}};
    must(under->store().apply(second));
    must(under->store().apply(third));
    must(under->store().putMail(mail));
    must(under->store().setSecured(4));
    CHECK(must(under->store().logState()).size == 5);
    CHECK(must(under->store().logState()).secured == 4);
    CHECK(envelopesOf(under->store(), make).size() == 3);
    CHECK(envelopesOf(under->store(), make)[0].parts[0].content.empty());

    under->store().rollback();
    CHECK(must(under->store().logState()).size == 2);
    CHECK(must(under->store().logState()).secured == 0);
    CHECK(envelopesOf(under->store(), make) == first.envelopes);
    CHECK(statementsOf(under->store(), make.caseId) == first.statements);
    CHECK(must(under->store().stream(make.stream)) == first.streams[0]);
    CHECK_FALSE(must(under->store().head(make.stream, 2)).has_value());
    CHECK(must(under->store().usage(make.device)) == first.usage);
    CHECK(must(under->store().casesOf(WorkerId(), OrganisationCode{1})).empty());
    CHECK(must(under->store().placesOf(make.caseId, second.envelopes[0].parts[0].hash)).empty());
    CHECK(must(under->store().mailCount()) == 0);
    CHECK(must(under->store().comparison(make.caseId, make.audience, 9)) ==
          ComparisonRow{1, first.envelopes[0].audienceDigest});
    CHECK(under->store().node(second.nodes.back().place).error().code == Code::NotFound);
    must(under->store().apply(second));
    must(under->store().commit());
    under->reopen();
    CHECK(envelopesOf(under->store(), make).size() == 2);
}

TEST_CASE("dropped content goes and its hash stays", "[sync][server][store]") {
    const auto under = everyStore();
    RowMaker make(5);
    const CaseId other = make.random.makeId<CaseId>();
    const StreamId otherStream = make.random.makeId<StreamId>();
    AcceptedBatch first = make.batch({}, {make.envelope(make.caseId, make.audience, make.stream, 1),
                                          make.envelope(make.caseId, make.audience, make.stream, 2),
                                          make.envelope(other, make.audience, otherStream, 1)});
    must(under->store().apply(first));
    AcceptedBatch drop = make.batch({make.statement(make.caseId, 0)}, {});
    drop.droppedParts = {{0, first.envelopes[0].parts[1].hash},
                         {1, first.envelopes[0].parts[0].hash}, // not there
                         {77, first.envelopes[0].parts[0].hash}};
    must(under->store().apply(drop));
    auto rows = envelopesOf(under->store(), make);
    CHECK_FALSE(rows[0].parts[0].content.empty());
    CHECK(rows[0].parts[1].content.empty());
    CHECK(rows[0].parts[1].hash == first.envelopes[0].parts[1].hash);
    CHECK(rows[1] == first.envelopes[1]);
    AcceptedBatch purge = make.batch({make.statement(make.caseId, 1)}, {});
    purge.droppedCases = {make.caseId};
    must(under->store().apply(purge));
    must(under->store().commit());
    under->reopen();
    for (const EnvelopeRow& row : envelopesOf(under->store(), make)) {
        for (const PartRow& part : row.parts)
            CHECK(part.content.empty());
    }
    CHECK(must(under->store().envelope(first.envelopes[2].id)) == first.envelopes[2]);
}

TEST_CASE("dropped bytes are in no file of the store", "[sync][server][store]") {
    TempDir dir;
    RowMaker make(8);
    auto store = must(SqliteHubStore::open(dir.file("hub.db")));
    AcceptedBatch first =
        make.batch({}, {make.envelope(make.caseId, make.audience, make.stream, 1),
                        make.envelope(make.caseId, make.audience, make.stream, 2)});
    // Longer than a page, so that it lies in pages of its own.
    for (EnvelopeRow& row : first.envelopes)
        row.parts[0].content = make.bytes(9'000);
    must(store->apply(first));
    must(store->commit());
    const auto isThere = [&](const Bytes& content, std::size_t from) {
        const std::string sought(content.begin() + static_cast<std::ptrdiff_t>(from),
                                 content.begin() + static_cast<std::ptrdiff_t>(from) + 24);
        for (const auto& file : std::filesystem::directory_iterator(dir.path())) {
            std::ifstream in(file.path(), std::ios::binary);
            const std::string bytes{std::istreambuf_iterator<char>(in), {}};
            if (bytes.find(sought) != std::string::npos)
                return true;
        }
        return false;
    };
    for (const EnvelopeRow& row : first.envelopes)
        REQUIRE((isThere(row.parts[0].content, 0) && isThere(row.parts[0].content, 8'000)));
    AcceptedBatch drop = make.batch({make.statement(make.caseId, 0)}, {});
    drop.droppedParts = {{0, first.envelopes[0].parts[0].hash}};
    must(store->apply(drop));
    must(store->commit());
    CHECK_FALSE(isThere(first.envelopes[0].parts[0].content, 0));
    CHECK_FALSE(isThere(first.envelopes[0].parts[0].content, 8'000));
    CHECK(isThere(first.envelopes[1].parts[0].content, 8'000));
    AcceptedBatch purge = make.batch({make.statement(make.caseId, 1)}, {});
    purge.droppedCases = {make.caseId};
    must(store->apply(purge));
    must(store->commit());
    CHECK_FALSE(isThere(first.envelopes[1].parts[0].content, 0));
    CHECK_FALSE(isThere(first.envelopes[1].parts[0].content, 8'000));
}

TEST_CASE("stubs, mail and the secured mark", "[sync][server][store]") {
    const auto under = everyStore();
    RowMaker make(6);
    AcceptedBatch batch =
        make.batch({}, {make.envelope(make.caseId, make.audience, make.stream, 1)});
    EnvelopeRow& stub = batch.envelopes[0];
    stub.stubReason = 6;
    stub.header.clear();
    stub.parts.clear();
    stub.runEnd = 0;
    must(under->store().apply(batch));
    CHECK(envelopesOf(under->store(), make) == batch.envelopes);

    const MailRow mail{Digest256(ByteArray<32>{1}), 1, make.bytes(20), {2'000}};
    must(under->store().putMail(mail));
    must(under->store().putMail(mail));
    MailRow other = mail;
    other.content = make.bytes(20);
    CHECK(under->store().putMail(other).error().code == Code::AlreadyExists);
    other.slot = 2;
    other.expires = {3'000};
    must(under->store().putMail(other));
    CHECK(must(under->store().mail(mail.address, 1)) == mail);
    CHECK(must(under->store().mailCount()) == 2);
    must(under->store().expireMail({2'000}));
    CHECK_FALSE(must(under->store().mail(mail.address, 1)).has_value());
    CHECK(must(under->store().mail(mail.address, 2)) == other);

    CHECK(under->store().setSecured(2).error().code == Code::InvalidInput);
    must(under->store().setSecured(1));
    must(under->store().setSecured(0));
    must(under->store().commit());
    under->reopen();
    CHECK(must(under->store().logState()).secured == 1);
    CHECK(must(under->store().mailCount()) == 1);
}

TEST_CASE("attachments are there as far as they came", "[sync][server][store]") {
    const auto under = everyStore();
    HubStore& store = under->store();
    RowMaker make(9);
    const AttachmentPlace place{make.caseId, make.audience, make.random.makeId<AttachmentId>()};
    const auto upload = [&](const AttachmentPlace& at, const DeviceId& by, std::uint64_t held,
                            std::int64_t touched) {
        return AttachmentRow{at,   by,        protocol::kAttachmentChunkBytes + 5,
                             held, {touched}, OrganisationCode{3}};
    };
    const DeviceId other = make.random.makeId<DeviceId>();
    const Bytes first = make.bytes(protocol::kAttachmentChunkBytes);
    const Bytes last = make.bytes(5);
    const auto begun = upload(place, make.device, first.size(), 1'000);
    must(store.putChunk(begun, first));
    must(store.putChunk(upload(place, other, first.size(), 2'000), first));
    CHECK(must(store.attachment(place, make.device)) == begun);
    CHECK_FALSE(must(store.attachment(place, DeviceId())).has_value());
    must(store.commit());
    must(store.putChunk(upload(place, make.device, first.size() + 5, 3'000), last));
    store.rollback();
    CHECK(must(store.uploadsOf(make.device)) == std::vector{begun});
    CHECK(store.chunk(place, make.device, 1).error().code == Code::NotFound);
    must(store.putChunk(upload(place, make.device, first.size() + 5, 3'000), last));

    AttachmentPlace late = place;
    late.address = make.random.makeId<AttachmentId>();
    must(store.putChunk(upload(late, make.device, first.size(), 500), first));
    CHECK(must(store.uploadsOf(make.device)).front().place == late);
    must(store.expireUploads({501}));
    CHECK_FALSE(must(store.attachment(late, make.device)).has_value());
    CHECK(store.chunk(late, make.device, 0).error().code == Code::NotFound);

    CHECK(store.finishUpload(late, make.device).error().code == Code::NotFound);
    must(store.finishUpload(place, make.device));
    CHECK(must(store.usage(make.device)) == UsageRow{1, first.size() + 5});
    CHECK(must(store.uploadsOf(make.device)).empty());
    CHECK(must(store.uploadsOf(other)).empty());
    must(store.expireUploads({10'000}));
    must(store.commit());
    under->reopen();
    CHECK(must(under->store().attachment(place, DeviceId())) ==
          upload(place, DeviceId(), first.size() + 5, 3'000));
    CHECK(must(under->store().chunk(place, DeviceId(), 0)) == first);
    CHECK(must(under->store().chunk(place, DeviceId(), 1)) == last);

    AcceptedBatch purge = make.batch({make.statement(make.caseId, 0)}, {});
    purge.droppedAttachments = {{late, std::nullopt}};
    SECTION("one of another organisation stays") {
        purge.droppedAttachments.push_back({place, OrganisationCode{4}});
    }
    SECTION("one that is named goes") {
        must(under->store().putChunk(upload(place, other, first.size(), 4'000), first));
        purge.droppedAttachments.push_back({place, GENERATE(std::optional<OrganisationCode>(),
                                                            std::optional(OrganisationCode{3}))});
        must(under->store().apply(purge));
        must(under->store().commit());
        under->reopen();
        CHECK_FALSE(must(under->store().attachment(place, DeviceId())).has_value());
        CHECK_FALSE(must(under->store().attachment(place, other)).has_value());
        CHECK(under->store().chunk(place, DeviceId(), 0).error().code == Code::NotFound);
        return;
    }
    must(under->store().apply(purge));
    CHECK(must(under->store().attachment(place, DeviceId())).has_value());
    under->store().rollback();
    purge.droppedCases = {make.caseId};
    must(under->store().apply(purge));
    CHECK_FALSE(must(under->store().attachment(place, DeviceId())).has_value());
    under->store().rollback();
    CHECK(must(under->store().chunk(place, DeviceId(), 1)) == last);
    must(under->store().apply(purge));
    must(under->store().commit());
    under->reopen();
    CHECK_FALSE(must(under->store().attachment(place, DeviceId())).has_value());
    CHECK(under->store().chunk(place, DeviceId(), 0).error().code == Code::NotFound);
}

TEST_CASE("a file that is not the hub's is refused and left alone", "[sync][server][store]") {
    TempDir dir;
    const std::string path = dir.file("hub.db");
    SECTION("because it is no database") {
        std::ofstream(path) << "this has never been a database, whatever its name may say";
        const auto size = std::filesystem::file_size(path);
        CHECK_FALSE(SqliteHubStore::open(path));
        CHECK(std::filesystem::file_size(path) == size);
    }
    SECTION("because a newer program wrote it") {
        must(SqliteHubStore::open(path));
        {
            sql::OpenOptions options;
            options.applicationId = kHubApplicationId;
            auto database = must(sql::Database::open(path, options));
            must(database.execute("PRAGMA user_version = 99"));
        }
        CHECK(SqliteHubStore::open(path).error().code == Code::TooNew);
    }
}

TEST_CASE("attachments of a file of schema 4 are nobody's to withdraw, and purged as any other",
          "[sync][server][store]") {
    TempDir dir;
    RowMaker make(11);
    const AttachmentPlace place{make.caseId, make.audience, make.random.makeId<AttachmentId>()};
    const Bytes content = make.bytes(7);
    {
        sql::OpenOptions options;
        options.access = sql::Access::Create;
        options.applicationId = kHubApplicationId;
        auto database = must(sql::Database::open(dir.file("hub.db"), options));
        must(sql::Migrator(SqliteHubStore::history().first(4)).run(database));
        auto insert = must(database.prepare("INSERT INTO attachment VALUES (5, :case, :audience,"
                                            " :address, zeroblob(32), 7, 7, 1000)"));
        insert.bind(":case", place.caseId).bind(":audience", place.audience);
        must(insert.bind(":address", place.address).run());
        auto chunk = must(database.prepare("INSERT INTO attachment_chunk VALUES (5120, :content)"));
        must(chunk.bind(":content", content).run());
    }
    const auto store = must(SqliteHubStore::open(dir.file("hub.db")));
    CHECK(must(store->attachment(place, DeviceId())) ==
          AttachmentRow{place, DeviceId(), 7, 7, {1'000}, OrganisationCode{}});
    CHECK(must(store->chunk(place, DeviceId(), 0)) == content);
    AcceptedBatch batch = make.batch({make.statement(make.caseId, 0)}, {});
    batch.droppedAttachments = {{place, OrganisationCode{3}}};
    must(store->apply(batch));
    CHECK(must(store->attachment(place, DeviceId())).has_value());
    store->rollback();
    batch.droppedAttachments = {{place, std::nullopt}};
    must(store->apply(batch));
    must(store->commit());
    CHECK_FALSE(must(store->attachment(place, DeviceId())).has_value());
    CHECK(store->chunk(place, DeviceId(), 0).error().code == Code::NotFound);
}

TEST_CASE("a backup is a whole store", "[sync][server][store]") {
    TempDir dir;
    RowMaker make(7);
    auto store = must(SqliteHubStore::open(dir.file("hub.db")));
    AcceptedBatch batch =
        make.batch({}, {make.envelope(make.caseId, make.audience, make.stream, 1)});
    must(store->apply(batch));
    must(store->commit());
    must(store->backUpTo(dir.file("copy.db")));
    CHECK(store->backUpTo(dir.file("copy.db")).error().code == Code::AlreadyExists);
    must(store->apply(make.batch({}, {make.envelope(make.caseId, make.audience, make.stream, 2)})));
    must(store->commit());
    must(store->checkIntegrity());
    must(store->checkpoint());

    const auto copy = must(SqliteHubStore::open(dir.file("copy.db")));
    CHECK(must(copy->logState()).size == 1);
    CHECK(envelopesOf(*copy, make) == batch.envelopes);
    must(copy->checkIntegrity());
}
