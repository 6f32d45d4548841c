// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/edit.h"
#include "sync/model/validate.h"
#include "tests/support/catch.h"
#include "tests/support/merge_world.h"
#include "tests/support/model_values.h"
#include "tests/support/must.h"

using namespace vb;
using namespace vb::model;
using namespace vb::test;

namespace {

struct Edit {
    MergeWorld world{everyPolicySchema(), "Proef"};
    Desk& po = world.addDesk({1});
    Desk& re = world.addDesk({2});
    RecordId record = world.makeRecord();

    const FieldDeclaration& ask = world.field("ask");
};

VersionId someVersion(std::uint8_t number) {
    ByteArray<32> bytes{};
    bytes[0] = number;
    return {ChangesetId(bytes), 0, 0, 0};
}

} // namespace

TEST_CASE_METHOD(Edit, "what arrived while editing is not observed", "[sync][model]") {
    po.write(record, "ask", code("a"));
    world.syncAll();
    const auto shown = shownVersions(po.field(record, "ask")); // the page opens
    re.write(record, "ask", code("b"));
    world.syncAll(); // and receives meanwhile
    const FieldState now = po.field(record, "ask");
    const Operation operation = must(writeOperation(ask, &now, code("c"), shown));
    po.save({{world.type(), record, {operation}, {}}});
    world.syncAll();
    REQUIRE(world.state(record, "ask").isConflict);
}

TEST_CASE_METHOD(Edit, "the first write observes nothing", "[sync][model]") {
    const Operation operation = must(writeOperation(ask, nullptr, code("a"), {}, "omdat"));
    REQUIRE(operation.observed.empty());
    REQUIRE(operation.reason == "omdat");
    REQUIRE(operation.field == ask.key());
}

TEST_CASE_METHOD(Edit, "writes that never supersede observe nothing", "[sync][model]") {
    po.write(record, "union", code("x"));
    const FieldState now = po.field(record, "union");
    REQUIRE(must(writeOperation(world.field("union"), &now, code("y"), shownVersions(now)))
                .observed.empty());
}

TEST_CASE_METHOD(Edit, "a value that does not fit is refused at entry", "[sync][model][I-10]") {
    REQUIRE(writeOperation(ask, nullptr, text("a"), {}).error().code == Code::InvalidInput);
    REQUIRE(writeOperation(ask, nullptr, code("a"), {}, std::string(5000, 'x')).error().code ==
            Code::InvalidInput);
}

TEST_CASE_METHOD(Edit, "an edit over more versions than it can list leaves the rest asked about",
                 "[sync][model]") {
    for (int i = 0; i < 80; ++i)
        world.addDesk({1}).write(record, "ask", code("w" + std::to_string(i)));
    world.syncAll();
    const FieldState before = po.field(record, "ask");
    const Operation operation =
        must(writeOperation(ask, &before, code("besluit"), shownVersions(before)));
    REQUIRE(operation.observed.size() == kMaxObserved);
    po.save({{world.type(), record, {operation}, {}}});
    world.syncAll();
    REQUIRE(world.state(record, "ask").isConflict);
    po.write(record, "ask", code("besluit"));
    world.syncAll();
    REQUIRE(world.state(record, "ask").values() == std::vector<FieldValue>{code("besluit")});

    // What is listed one by one must fit.
    REQUIRE(resolveOperation(ask, before, shownVersions(before), {code("a")}, "x").error().code ==
            Code::TooLarge);
}

TEST_CASE_METHOD(Edit, "named versions must be there", "[sync][model]") {
    po.write(record, "ask", code("a"));
    const FieldState now = po.field(record, "ask");
    const std::vector<VersionId> strange{someVersion(1)};
    REQUIRE(withdrawOperation(ask, now, strange, "x").error().code == Code::NotFound);
    REQUIRE(resolveOperation(ask, now, strange, {code("a")}, "x").error().code == Code::NotFound);
    REQUIRE(confirmOperation(ask, now, strange[0], {}).error().code == Code::NotFound);
    REQUIRE(correctOperation(world.field("append"), now, strange[0], text("x")).error().code ==
            Code::NotFound);
}

TEST_CASE_METHOD(Edit, "what makes no sense is refused", "[sync][model]") {
    po.write(record, "ask", code("a"));
    const FieldState now = po.field(record, "ask");
    const auto shown = shownVersions(now);
    REQUIRE(withdrawOperation(ask, now, {}, "x").error().code == Code::InvalidInput);
    REQUIRE(resolveOperation(ask, now, shown, {}, "x").error().code == Code::InvalidInput);
    REQUIRE(resolveOperation(ask, now, shown, {code("a"), code("a")}, "x").error().code ==
            Code::InvalidInput);
    REQUIRE(correctOperation(ask, now, shown[0], code("b")).error().code == Code::InvalidInput);
    REQUIRE(confirmOperation(ask, now, shown[0], shown).error().code == Code::InvalidInput);
    REQUIRE(withdrawRecordOperations({}, {}, "x").error().code == Code::InvalidInput);
}

TEST_CASE_METHOD(Edit, "withdrawing a record leaves what was not shown", "[sync][model]") {
    po.write(record, "ask", code("a"));
    po.write(record, "ask", code("b"));
    const auto shown = shownVersions(po.field(record, "ask"));
    re.write(record, "ask", code("c"));
    world.syncAll();
    const RecordState now = po.state(world.type(), record);
    const auto operations = must(withdrawRecordOperations(now, shown, "x"));
    po.save({{world.type(), record, operations, {}}});
    world.syncAll();
    REQUIRE(world.state(record, "ask").versions.size() == 1);
    REQUIRE(*world.state(record, "ask").value() == code("c"));
}

TEST_CASE_METHOD(Edit, "withdrawing a large record takes several operations", "[sync][model]") {
    for (int i = 0; i < 100; ++i)
        po.write(record, "union", code("w" + std::to_string(i)));
    const RecordState now = po.state(world.type(), record);
    REQUIRE(must(withdrawRecordOperations(now, shownVersions(now.fields[0]), "x")).size() == 2);
    po.withdrawRecord(record);
    REQUIRE(po.state(world.type(), record).fields.empty());
}

TEST_CASE_METHOD(Edit, "confirming a proposed resolution keeps what it kept", "[sync][model]") {
    Desk& p = world.addDesk({9}, {Role::Procesregisseur});
    Desk& k = world.addDesk({9}, {Role::Casusregisseur});
    p.write(record, "protected", code("a"));
    k.write(record, "protected", code("b"));
    world.syncAll();
    const ChangesetId proposal = po.resolve(record, "protected", {code("a"), code("b")}, "beide");
    world.syncAll();
    REQUIRE(world.state(record, "protected").isConflict);
    p.confirm(record, "protected", {proposal, 0, 0, 1});
    world.syncAll();
    const FieldState state = world.state(record, "protected");
    REQUIRE_FALSE(state.isConflict);
    REQUIRE(state.values().size() == 2);
    REQUIRE(state.shownVersion()->by.author == p.worker());
}

TEST_CASE("structure: bounds hold for every operation", "[sync][model][I-10]") {
    Operation operation{OperationKind::Write, {{1}, 2}, {code("a")}, {}, {}, {}};
    REQUIRE(validateStructure(operation).has_value());
    const auto isRefused = [](const Operation& each) {
        return !validateStructure(each).has_value();
    };
    SECTION("number of values") {
        operation.values = {};
        REQUIRE(isRefused(operation));
        operation.values = {code("a"), code("b")};
        REQUIRE(isRefused(operation));
        operation.kind = OperationKind::Resolve;
        REQUIRE_FALSE(isRefused(operation));
        operation.kind = OperationKind::Withdraw;
        REQUIRE(isRefused(operation));
        operation.values = {};
        REQUIRE(isRefused(operation)); // takes back nothing
        operation.observed = {someVersion(1)};
        REQUIRE_FALSE(isRefused(operation));
    }
    SECTION("kinds of a newer version are carried, within bounds") {
        operation.kind = static_cast<OperationKind>(9);
        operation.values = {};
        REQUIRE_FALSE(isRefused(operation));
        operation.values.assign(kMaxKept + 1, code("a"));
        REQUIRE(isRefused(operation));
    }
    SECTION("observed: sorted, distinct, bounded") {
        operation.observed = {someVersion(2), someVersion(1)};
        REQUIRE(isRefused(operation));
        operation.observed = {someVersion(1), someVersion(1)};
        REQUIRE(isRefused(operation));
        operation.observed.clear();
        for (std::uint8_t i = 0; i < 65; ++i)
            operation.observed.push_back(someVersion(i));
        REQUIRE(validateStructure(operation).error().code == Code::TooLarge);
    }
    SECTION("reason") {
        operation.reason = "\xff";
        REQUIRE(isRefused(operation));
    }
}

TEST_CASE("structure: bounds hold for every value", "[sync][model][I-10]") {
    const auto isFine = [](const FieldValue& value) {
        return validateStructure(value).has_value();
    };
    REQUIRE(isFine(text(std::string(kMaxTextBytes, 'x'))));
    REQUIRE_FALSE(isFine(text(std::string(kMaxTextBytes + 1, 'x'))));
    REQUIRE_FALSE(isFine(text("\xc3")));
    REQUIRE(isFine(code("niet_thuis")));
    REQUIRE_FALSE(isFine(code("")));
    REQUIRE_FALSE(isFine(code("niet thuis")));
    REQUIRE_FALSE(isFine(code(std::string(65, 'x'))));
    REQUIRE(isFine(day(9999, 12, 31)));
    REQUIRE(isFine(Date{-719'528, Precision::Day}));
    REQUIRE_FALSE(isFine(Date{2'932'897, Precision::Day}));
    REQUIRE_FALSE(isFine(Date{-719'529, Precision::Day}));
    REQUIRE_FALSE(isFine(Date{1, Precision::Unknown}));
    REQUIRE_FALSE(isFine(Date{0, static_cast<Precision>(4)}));
    REQUIRE_FALSE(isFine(FieldValue(FieldValue::Tuple(kMaxTupleSize + 1))));
    REQUIRE_FALSE(isFine(UnknownValue{Bytes(kMaxTextBytes + 1)}));
    FieldValue nested = number(1);
    for (int i = 0; i < kMaxValueDepth; ++i)
        nested = FieldValue::Tuple{nested};
    REQUIRE(isFine(nested));
    REQUIRE_FALSE(isFine(FieldValue::Tuple{nested}));
    REQUIRE_FALSE(isFine(FieldValue::Tuple{text("\xc3")}));
}

TEST_CASE("structure: bounds hold for parts and changesets", "[sync][model][I-10]") {
    const Operation operation{OperationKind::Write, {{1}, 2}, {code("a")}, {}, {}, {}};
    ByteArray<16> other{};
    other[0] = 1;
    Changeset changeset;
    changeset.parts = {{{1}, {}, {operation}, {}}, {{1}, RecordId(other), {operation}, {}}};
    REQUIRE(validateStructure(changeset).has_value());
    const auto isRefused = [](const Changeset& each) {
        return !validateStructure(each).has_value();
    };
    SECTION("one part per record") {
        changeset.parts[1].record = {};
        changeset.parts[1].type = {2};
        REQUIRE(isRefused(changeset));
    }
    SECTION("parts and operations") {
        changeset.parts[0].operations.assign(kMaxOperations + 1, operation);
        REQUIRE(isRefused(changeset));
        changeset.parts[0].operations.clear();
        REQUIRE(isRefused(changeset));
        changeset.parts.clear();
        REQUIRE(isRefused(changeset));
    }
    SECTION("stamp and hat") {
        changeset.stamp.millis = -1;
        REQUIRE(isRefused(changeset));
        changeset.stamp.millis = kMaxStampMillis + 1;
        REQUIRE(isRefused(changeset));
        changeset.stamp.millis = 0;
        changeset.hat = std::string(65, 'x');
        REQUIRE(isRefused(changeset));
    }
}

TEST_CASE("entry: declaration and schema are asked", "[sync][model]") {
    const Schema schema = everyPolicySchema();
    Operation operation{OperationKind::Write, {{2}, 2}, {code("a")}, {}, {}, {}};
    REQUIRE(validateOperation(schema, {1}, operation).has_value());
    REQUIRE(validateOperation(schema, {2}, operation).error().code == Code::NotFound);
    operation.field.policyCode = 3;
    REQUIRE(validateOperation(schema, {1}, operation).error().code == Code::InvalidInput);
    operation.field = {{1}, 1};
    operation.values = {text("x")};
    operation.kind = OperationKind::Resolve;
    REQUIRE(validateOperation(schema, {1}, operation).error().code == Code::InvalidInput);
    operation = {OperationKind::Withdraw, kRecordKey, {}, {someVersion(1)}, {}, {}};
    REQUIRE(validateOperation(schema, {1}, operation).has_value());
    operation.observed = {};
    REQUIRE_FALSE(validateOperation(schema, {1}, operation).has_value());

    const FieldDeclaration limited{.id = {5},
                                   .name = "kort",
                                   .kinds = {ValueKind::Text, ValueKind::Tuple},
                                   .members = {ValueKind::Text},
                                   .maxLength = 3};
    operation = {OperationKind::Write, limited.key(), {text("ééé")}, {}, {}, {}};
    REQUIRE(validateOperation(limited, operation).has_value());
    operation.values = {text("vier")};
    REQUIRE(validateOperation(limited, operation).error().code == Code::TooLarge);
    operation.values = {tuple("vier")};
    REQUIRE(validateOperation(limited, operation).error().code == Code::TooLarge);
}
