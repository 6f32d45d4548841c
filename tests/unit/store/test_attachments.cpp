// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The ciphertext of attachments in a replica's store.
#include "sync/store/replica_store.h"
#include "tests/support/must.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temp_dir.h"

using namespace vb;
using namespace vb::test;
using store::AttachmentRow;
using store::AttachmentState;
using store::EnvelopeState;
using store::ReplicaStore;

namespace {

constexpr model::RecordTypeId kType{7};

ReplicaStore openStore(const TempDir& dir) {
    sql::OpenOptions options;
    options.access = sql::Access::Create;
    options.applicationId = store::kReplicaApplicationId;
    return must(ReplicaStore::open(must(sql::Database::open(dir.file("store.db"), options))));
}

/// A store with an audience, a stream, and a record in it.
struct Town {
    Town() : random(3), store(openStore(dir)) {
        audienceNumber = must(store.audiences().audienceNumber(caseId, audience));
        streamNumber = must(store.streams().put({random.makeId<StreamId>(),
                                                 audience,
                                                 random.makeId<DeviceId>(),
                                                 random.makeId<IncarnationId>(),
                                                 1,
                                                 random.makeId<ChangesetId>(),
                                                 {}},
                                                audienceNumber));
        recordNumber = must(store.records().add(record, kType, audienceNumber));
    }

    Bytes bytes(std::size_t size) {
        Bytes made(size);
        random.fill(made);
        return made;
    }
    /// An envelope with one part of the record.
    ChangesetId write(EnvelopeState state) {
        store::EnvelopeRow row;
        row.id = random.makeId<ChangesetId>();
        row.audience = audience;
        row.counter = ++counter;
        row.kind = 1;
        row.state = state;
        row.sealed = {1};
        if (state == EnvelopeState::Accepted)
            row.position = counter;
        envelopeNumber = must(store.envelopes().insert(row, audienceNumber, streamNumber));
        must(store.records().addPart(recordNumber, envelopeNumber, {0, kType, record, {1, 2}}));
        return row.id;
    }
    std::int64_t add(const AttachmentId& address, AttachmentState state, std::uint64_t total) {
        return must(store.attachments().add(audienceNumber, address, state, total));
    }
    AttachmentRow find(const AttachmentId& address) {
        const auto row = must(store.attachments().find(audience, address));
        REQUIRE(row.has_value());
        return *row;
    }
    std::uint64_t rowsOf(const char* table) {
        auto query = must(store.database().prepare("SELECT count(*) FROM " + std::string(table)));
        must(query.step());
        return static_cast<std::uint64_t>(query.int64(0));
    }

    TempDir dir;
    SeededRandom random;
    ReplicaStore store;
    CaseId caseId = random.makeId<CaseId>();
    AudienceId audience = random.makeId<AudienceId>();
    RecordId record = random.makeId<RecordId>();
    std::int64_t audienceNumber = 0;
    std::int64_t streamNumber = 0;
    std::int64_t recordNumber = 0;
    std::int64_t envelopeNumber = 0;
    std::uint64_t counter = 0;
};

} // namespace

TEST_CASE("an attachment grows by its chunks and survives reopening", "[store][attachment]") {
    Town t;
    const auto address = t.random.makeId<AttachmentId>();
    t.add(address, AttachmentState::Wanted, 0);
    CHECK(t.store.attachments()
              .add(t.audienceNumber, address, AttachmentState::Owed, 1)
              .error()
              .code == Code::AlreadyExists);
    const Bytes first = t.bytes(100);
    const Bytes last = t.bytes(7);
    must(t.store.attachments().putChunk(t.find(address), 0, first, 107));
    CHECK(t.find(address).held == 100);
    CHECK(t.find(address).total == 107);
    CHECK_FALSE(must(t.store.attachments().whole(address)).has_value());
    must(t.store.attachments().putChunk(t.find(address), 1, last, 107));
    must(t.store.attachments().setState(t.find(address).number, AttachmentState::Held));
    t.store = openStore(t.dir);
    const auto row = t.find(address);
    CHECK(row.held == 107);
    CHECK(row.caseId == t.caseId);
    CHECK(must(t.store.attachments().whole(address))->number == row.number);
    CHECK(must(t.store.attachments().chunk(row.number, 0)) == first);
    CHECK(must(t.store.attachments().chunk(row.number, 1)) == last);
    CHECK(t.store.attachments().chunk(row.number, 2).error().code == Code::NotFound);

    SECTION("more than there is cannot be here") {
        CHECK_FALSE(t.store.attachments().putChunk(row, 2, last, 107));
    }
    SECTION("and is emptied at once") {
        must(t.store.attachments().empty(row.number));
        CHECK(t.find(address).held == 0);
        CHECK(t.find(address).total == 0);
        CHECK(t.rowsOf("attachment_chunk") == 0);
    }
    SECTION("and is copied for another audience") {
        const auto other = t.random.makeId<AudienceId>();
        const auto number = must(
            t.store.attachments().add(must(t.store.audiences().audienceNumber(t.caseId, other)),
                                      address, AttachmentState::Owed, 107));
        must(t.store.attachments().copyChunks(row, number));
        CHECK(must(t.store.attachments().find(other, address))->held == 107);
        must(t.store.eraseAudience(t.audience));
        CHECK(must(t.store.attachments().chunk(number, 1)) == last);
        CHECK(must(t.store.attachments().whole(address))->audience == other);
    }
}

TEST_CASE("an attachment waits for its record, and goes with it", "[store][attachment]") {
    Town t;
    auto attachments = t.store.attachments();
    const auto address = t.random.makeId<AttachmentId>();
    const auto number = t.add(address, AttachmentState::Loose, 3);
    must(attachments.putChunk(t.find(address), 0, t.bytes(3), 3));
    must(attachments.dropUnnamed());
    CHECK(t.find(address).state == AttachmentState::Loose);
    CHECK(must(attachments.toUpload()).empty());

    const auto unsent = t.write(EnvelopeState::Unsent);
    must(attachments.name(number, t.recordNumber, t.envelopeNumber, 0));
    must(attachments.name(number, t.recordNumber, t.envelopeNumber, 0));
    must(attachments.setState(number, AttachmentState::Owed));
    must(attachments.setDirectory(number, asBytes("d")));
    CHECK(must(attachments.toUpload()).empty());
    CHECK_FALSE(must(attachments.hasToUpload(t.caseId)));
    must(t.store.envelopes().accept(unsent, 9, Instant{1}, {}, {}, model::Standing::Effective,
                                    false));
    REQUIRE(must(attachments.toUpload()).size() == 1);
    CHECK(must(attachments.toUpload()).front().directory == toBytes(asBytes("d")));
    CHECK(must(attachments.hasToUpload(t.caseId)));
    CHECK_FALSE(must(attachments.hasToUpload(t.random.makeId<CaseId>())));
    must(attachments.setState(number, AttachmentState::Held));
    CHECK(must(attachments.toUpload()).empty());
    must(attachments.offerAgain());
    CHECK(must(attachments.toUpload()).size() == 1);

    const auto again = t.write(EnvelopeState::Accepted);
    must(attachments.name(number, t.recordNumber, t.envelopeNumber, 0));
    must(t.store.purges().dropParts(unsent, {0}, {}));
    must(attachments.dropUnnamed());
    CHECK(t.find(address).state == AttachmentState::Owed);
    must(t.store.purges().dropParts(again, {0}, {}));
    must(attachments.dropUnnamed());
    CHECK_FALSE(must(attachments.find(t.audience, address)).has_value());
    CHECK(t.rowsOf("attachment_chunk") == 0);
    CHECK(t.rowsOf("attachment_name") == 0);
}

TEST_CASE("an erased case leaves nothing of its attachments", "[store][attachment]") {
    Town t;
    auto attachments = t.store.attachments();
    for (const auto state : {AttachmentState::Loose, AttachmentState::Wanted}) {
        const auto address = t.random.makeId<AttachmentId>();
        const auto number = t.add(address, state, 3);
        must(attachments.putChunk(t.find(address), 0, t.bytes(3), 3));
        t.write(EnvelopeState::Accepted);
        must(attachments.name(number, t.recordNumber, t.envelopeNumber, 0));
    }
    CHECK(must(attachments.toDownload()).size() == 1);
    CHECK(must(attachments.countInState(AttachmentState::Loose)) == 1);
    must(t.store.eraseCase(t.caseId));
    for (const char* table : {"attachment", "attachment_chunk", "attachment_name", "part"})
        CHECK(t.rowsOf(table) == 0);
}
