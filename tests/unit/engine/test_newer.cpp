// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What a newer program writes, on a device with an older one.
#include "sync/envelope/content_codec.h"
#include "sync/model/edit.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/unit/engine/engine_town.h"

namespace vb::engine {
namespace {

using namespace vb::test;

constexpr model::RecordTypeId kProef{1};
constexpr model::RecordTypeId kLater{4'711};
constexpr std::size_t kVariants = 6;

model::Operation writing(std::uint16_t field, std::uint8_t policy, model::FieldValue value) {
    model::Operation operation;
    operation.kind = model::OperationKind::Write;
    operation.field = {{field}, policy};
    operation.values.push_back(std::move(value));
    return operation;
}

Entry entryOf(const CaseId& caseId, model::Part part) {
    Entry entry;
    entry.caseId = caseId;
    entry.parts.push_back(std::move(part));
    return entry;
}

/// A part of which no program here knows everything: `variant` says what is new about it.
model::Part newerPart(SeededRandom& random, const RecordId& record, std::size_t variant) {
    model::Part part{kProef, record, {}, {}};
    auto operation = writing(1, 1, std::string("bekend deel"));
    switch (variant) {
    case 0: // a record type
        part.type = kLater;
        operation.field = {{1}, 1};
        break;
    case 1: // a field
        operation.field = {{900}, 1};
        break;
    case 2: // a policy
        operation.field = {{1}, 200};
        break;
    case 3: // a kind of operation
        operation.kind = static_cast<model::OperationKind>(77);
        operation.values.push_back(std::int64_t{7});
        break;
    case 4: // a kind of value: field 15 of ValueContent
        operation.values = {model::UnknownValue{{0x7a, 0x02, 'x', 'y'}}};
        break;
    default: // fields inside an operation and beside it
        operation.unknown = {0xc2, 0x3e, 0x01, static_cast<std::uint8_t>('a' + random.below(26))};
        part.unknown = {0xc2, 0x3e, 0x02, 'm', 'n'};
        break;
    }
    part.operations.push_back(std::move(operation));
    return part;
}

/// Contents of a record's parts as a device keeps them, in order of changeset.
std::map<ChangesetId, Bytes> keptOf(Replica& replica, const RecordId& record) {
    std::map<ChangesetId, Bytes> kept;
    for (const auto& row : must(replica.store().records().parts(record)))
        kept[row.facts.id] = row.part.content;
    return kept;
}

void update(EngineTown& town, std::size_t person) {
    auto& device = town.device(person);
    device.kill();
    device.hasOldProgram = false;
    device.open();
}

void putBack(EngineTown& town, std::size_t person) {
    auto& device = town.device(person);
    device.kill();
    device.hasOldProgram = true;
    device.open();
}

} // namespace

TEST_CASE("whatever is new is kept as it came, and passed on", "[engine][I-12]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor, kBram});
    std::vector<RecordId> records;
    std::vector<ChangesetId> written;
    for (std::size_t i = 0; i < 5 * kVariants; ++i) {
        records.push_back(town.random.makeId<RecordId>());
        const auto part = newerPart(town.random, records.back(), i % kVariants);
        written.push_back(must(town.replica(kNoor).save({entryOf(caseId, part)})).front());
    }
    town.syncAll({kNoor, kOffice});
    for (std::size_t i = 0; i < records.size(); ++i) {
        INFO("variant " << i % kVariants);
        const auto kept = keptOf(town.replica(kOffice), records[i]);
        CHECK(kept.size() == 1);
        CHECK(kept == keptOf(town.replica(kNoor), records[i]));
        const auto sent = must(town.replica(kNoor).store().envelopes().find(written[i]));
        const auto got = must(town.replica(kOffice).store().envelopes().find(written[i]));
        REQUIRE(got.has_value());
        CHECK(got->sealed == sent->sealed);
    }
    for (const auto kind : {store::AttentionKind::Invalid, store::AttentionKind::Unreadable})
        CHECK(town.notices(kOffice, kind) == 0);
    CHECK(town.notices(kOffice, store::AttentionKind::Newer) == 1);
    CHECK(town.dump(kOffice, caseId) == town.dump(kNoor, caseId));

    // Edits beside it leave it alone, and a third device gets everything as it was.
    const auto record = records[1];
    const auto before = keptOf(town.replica(kOffice), record);
    town.write(kOffice, caseId, record, "van een ouder programma");
    const auto after = keptOf(town.replica(kOffice), record);
    CHECK(after.size() == before.size() + 1);
    for (const auto& [id, content] : before)
        CHECK(after.at(id) == content);
    town.syncAll({kOffice, kBram});
    for (const auto& one : records)
        CHECK(keptOf(town.replica(kBram), one) == keptOf(town.replica(kOffice), one));
}

TEST_CASE("an update shows what an older program could only keep", "[engine][I-12]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    putBack(town, kOffice);
    const auto record = town.random.makeId<RecordId>();
    auto& noor = town.replica(kNoor);
    model::Part part{kProef, record, {}, {}};
    const auto* type = noor.schema().find(kProef);
    for (const auto& [name, value] :
         {std::pair<const char*, model::FieldValue>{"append", std::string("bekend")},
          {"lattice", model::CodeValue{"c"}},
          {"union", model::CodeValue{"b"}}})
        part.operations.push_back(
            must(model::writeOperation(*type->findByName(name), nullptr, value, {}, "reden")));
    must(noor.save({entryOf(caseId, part)}));
    town.syncAll({kNoor, kOffice});

    const auto latticeField = type->findByName("lattice")->id;
    const auto seen = must(town.replica(kOffice).record(record));
    REQUIRE(seen.has_value());
    CHECK(seen->find(latticeField) == nullptr);
    CHECK(std::any_of(seen->fields.begin(), seen->fields.end(), [&](const auto& field) {
        return field.key.field == latticeField && field.has(model::VersionStatus::NotUnderstood) &&
               !field.isKnown;
    }));
    CHECK(seen->find({1})->value() != nullptr);
    CHECK(town.notices(kOffice, store::AttentionKind::Newer) == 1); // the person is told
    CHECK(town.dump(kOffice, caseId).find("bekend") != std::string::npos);
    CHECK(town.dump(kOffice, caseId) != town.dump(kNoor, caseId)); // what it knows, and no more

    // Two write what the old program cannot compare; it passes both on.
    model::Part other{kProef, record, {}, {}};
    other.operations.push_back(must(model::writeOperation(*type->findByName("ask"), nullptr,
                                                          model::CodeValue{"a"}, {}, "reden")));
    must(noor.save({entryOf(caseId, other)}));
    other.operations[0].values[0] = model::CodeValue{"b"};
    must(noor.save({entryOf(caseId, other)}));
    town.write(kOffice, caseId, record, "van het oude programma");
    town.syncAll({kNoor, kOffice});
    CHECK(must(town.replica(kOffice).conflicts()).empty());

    update(town, kOffice);
    CHECK(town.notices(kOffice, store::AttentionKind::Newer) == 0);
    CHECK(town.dump(kOffice, caseId) == town.dump(kNoor, caseId));
    CHECK(must(town.replica(kOffice).conflicts()).size() == 1);
    const auto row = must(town.replica(kOffice).store().records().find(record));
    CHECK(row->conflicts == 1); // lists too, without anything being pulled again
    CHECK(must(town.replica(kOffice).record(record))->find(latticeField) != nullptr);
    // Nothing has changed since: nothing is read anew.
    town.device(kOffice).kill();
    town.device(kOffice).open();
    CHECK(town.dump(kOffice, caseId) == town.dump(kNoor, caseId));
}

TEST_CASE("a program put back to an older version keeps what it wrote when it was newer",
          "[engine][I-12]") {
    EngineTown town;
    const auto caseId = town.openCase({kOffice, kNoor});
    const auto record = town.random.makeId<RecordId>();
    auto& noor = town.replica(kNoor);
    model::Part part{kProef, record, {}, {}};
    part.operations.push_back(
        must(model::writeOperation(*noor.schema().find(kProef)->findByName("lattice"), nullptr,
                                   model::CodeValue{"d"}, {}, "reden")));
    const auto id = must(noor.save({entryOf(caseId, part)})).front();
    const auto kept = keptOf(noor, record);
    putBack(town, kNoor);
    CHECK(town.notices(kNoor, store::AttentionKind::Newer) == 1);
    town.syncAll({kNoor, kOffice});
    CHECK(keptOf(town.replica(kNoor), record) == kept);
    CHECK(keptOf(town.replica(kOffice), record).count(id) == 1);
    update(town, kNoor);
    CHECK(town.dump(kNoor, caseId) == town.dump(kOffice, caseId));
    CHECK(town.dump(kNoor, caseId).find("d") != std::string::npos);
}

} // namespace vb::engine
