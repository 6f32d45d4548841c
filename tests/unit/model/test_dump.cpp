// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/dump.h"
#include "tests/support/catch.h"
#include "tests/support/merge_world.h"
#include "tests/support/model_values.h"

#include <algorithm>

using namespace vb;
using namespace vb::model;
using namespace vb::test;

namespace {

struct Dump {
    MergeWorld world{everyPolicySchema(), "Proef"};
    Desk& po = world.addDesk({1});
    Desk& re = world.addDesk({2});
    RecordId record = world.makeRecord();

    std::string dump() const { return canonicalDump(world.schema(), world.everything()); }
    static std::size_t count(const std::string& text, const std::string& part) {
        std::size_t found = 0;
        for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
            ++found;
        return found;
    }
    void saveRaw(Desk& desk, Operation operation) {
        desk.save({{world.type(), record, {std::move(operation)}, {}}});
    }
};

} // namespace

TEST_CASE_METHOD(Dump, "one line per live version, self-contained", "[sync][model][I-2]") {
    po.write(record, "ask", code("a"), "reden \"met\"\nnieuwe regel");
    world.syncAll();
    const std::string dump = this->dump();
    const Version version = *po.field(record, "ask").shownVersion();
    REQUIRE(dump == "veldboek dump 0\nProef " + record.hex() + " ask register-ask in-force " +
                        version.id.changeset.hex() + "/0/0/0 author=" + po.worker().hex() +
                        " organisation=1 hat=\"\" at=1790000000000.0 hub=1790000000000 "
                        "value=code:\"a\" reason=\"reden \\\"met\\\"\\x0anieuwe regel\"\n");
}

TEST_CASE_METHOD(Dump, "what is superseded, withdrawn or unsent is not in it", "[sync][model]") {
    po.write(record, "ask", code("a"));
    po.write(record, "union", code("x"));
    world.syncAll();
    po.write(record, "ask", code("b"));
    po.remove(record, "union", code("x"));
    world.syncAll();
    const std::string before = dump();
    REQUIRE(count(before, "\n") == 2);
    REQUIRE(count(before, "code:\"b\"") == 1);
    po.write(record, "ask", code("c"));
    REQUIRE(dump() == before);
}

TEST_CASE_METHOD(Dump, "proposals, refused versions and tombstones are in it", "[sync][model]") {
    po.write(record, "ask", code("a"));
    po.write(record, "protected", code("x"));
    world.syncAll();
    REQUIRE(count(dump(), "protected proposal") == 1);
    re.setLate(true);
    re.setStanding(Standing::BeyondCut);
    re.remove(record, "ask", code("a"));
    re.write(record, "ask", code("b"));
    world.syncAll();
    REQUIRE(count(dump(), "ask register-ask refused") == 1);
    REQUIRE(count(dump(), " late beyond-cut value=code:\"b\"") == 1);
    REQUIRE(count(dump(), "proposed-withdrawal") == 1);
    po.withdrawRecord(record, "dubbel");
    world.syncAll();
    REQUIRE(count(dump(), "tombstone") == 1);
    REQUIRE(count(dump(), "\n") == 2);
}

TEST_CASE_METHOD(Dump, "what a newer version wrote is carried and stays outside",
                 "[sync][model][I-12]") {
    po.write(record, "ask", code("a"));
    world.syncAll();
    const std::string before = dump();
    const FieldKey ask = world.field("ask").key();
    const VersionId known = po.field(record, "ask").versions[0].id;
    const std::vector<Operation> newer{
        {OperationKind::Write, {{99}, 2}, {code("x")}, {known}, {}, {}}, // field
        {OperationKind::Write, {{2}, 77}, {code("x")}, {known}, {}, {}}, // policy
        {OperationKind::Write, {{2}, 3}, {code("x")}, {known}, {}, {}},  // another policy
        {OperationKind::Write, ask, {UnknownValue{{1}}}, {known}, {}, {}},
        {OperationKind::Write, ask, {text("x")}, {known}, {}, {}},
        {OperationKind::Resolve, ask, {code("x"), text("x")}, {known}, {}, {}},
        {static_cast<OperationKind>(9), ask, {code("x")}, {known}, {}, {}},
        {OperationKind::Write, world.field("lattice").key(), {code("nieuw")}, {}, {}, {}},
        {OperationKind::Write, world.field("counter").key(), {tuple("x", "y")}, {}, {}, {}},
        {OperationKind::Withdraw, world.field("append").key(), {}, {known}, {}, {}},
        {OperationKind::Withdraw, {kRecordField, 9}, {}, {known}, {}, {}},
    };
    std::size_t versions = 1;
    for (const Operation& operation : newer) {
        saveRaw(re, operation);
        versions += operation.values.size();
    }
    re.save({{{42}, world.makeRecord(), {newer[0]}, {}}}); // type
    world.syncAll();
    REQUIRE(dump() == before);
    std::size_t kept = 0;
    for (const FieldState& field : world.state(record).fields) {
        REQUIRE(field.isKnown ==
                (field.has(VersionStatus::InForce) || field.key == world.field("lattice").key() ||
                 field.key == world.field("counter").key()));
        kept += field.versions.size();
    }
    REQUIRE(kept == versions);
    REQUIRE(mergeAll(world.schema(), world.log()).size() == 2);

    // Withdrawing the record takes along what was not understood.
    po.withdrawRecord(record);
    world.syncAll();
    REQUIRE(world.state(record).fields.empty());
}

TEST_CASE_METHOD(Dump, "records and fields come sorted by their numbers", "[sync][model]") {
    for (int i = 0; i < 10; ++i) {
        const RecordId each = world.makeRecord();
        po.write(each, "lattice", code("a"));
        po.write(each, "ask", code("a"));
    }
    world.syncAll();
    const auto states = mergeAll(world.schema(), world.log());
    REQUIRE(std::is_sorted(states.begin(), states.end(),
                           [](const auto& a, const auto& b) { return a.record < b.record; }));
    std::string pieces = kDumpHead;
    for (const RecordState& state : states)
        appendDump(pieces, world.schema(), state);
    REQUIRE(pieces == dump());
}

TEST_CASE("values have one text each", "[sync][model]") {
    const auto zeros = std::string(32, '0');
    REQUIRE(valueText({}) == "empty");
    REQUIRE(valueText(true) == "bool:true");
    REQUIRE(valueText(false) == "bool:false");
    REQUIRE(valueText(number(-5)) == "integer:-5");
    REQUIRE(valueText("a\\b\x7f") == "text:\"a\\\\b\\x7f\"");
    REQUIRE(valueText(code("x")) == "code:\"x\"");
    REQUIRE(valueText(Date{3, Precision::Month}) == "date:3/1");
    REQUIRE(valueText(Instant{4}) == "instant:4");
    REQUIRE(valueText(RecordRef{}) == "record:" + zeros);
    REQUIRE(valueText(WorkerRef{}) == "worker:" + zeros);
    REQUIRE(valueText(OrganisationCode{7}) == "organisation:7");
    REQUIRE(valueText(AttachmentRef{}) == "attachment:" + zeros + zeros);
    REQUIRE(valueText(UnknownValue{{0xab}}) == "unknown:ab");
    REQUIRE(valueText(tuple("a,)", 1)) == "tuple:(text:\"a,)\",integer:1,)");
}

TEST_CASE("values order by kind, then content", "[sync][model]") {
    REQUIRE(FieldValue() < FieldValue(false));
    REQUIRE(number(9) < text(""));
    REQUIRE(tuple(1) < tuple(1, 2));
    REQUIRE(tuple(1, 2) < tuple(2));
    REQUIRE(tuple(1, 2) == tuple(1, 2));
    REQUIRE((tuple(1) <=> tuple(1)) == std::strong_ordering::equal);
    REQUIRE((FieldValue() <=> FieldValue()) == std::strong_ordering::equal);
    REQUIRE(FieldValue(UnknownValue{{1}}) < FieldValue(UnknownValue{{2}}));
}

TEST_CASE("every status has a name", "[sync][model]") {
    for (std::uint8_t number = 1; number <= 10; ++number)
        REQUIRE(statusName(static_cast<VersionStatus>(number)) != "unknown");
}
