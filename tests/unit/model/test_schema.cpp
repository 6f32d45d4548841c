// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/schema.h"
#include "tests/support/catch.h"
#include "tests/support/merge_world.h"
#include "tests/support/model_values.h"

#include <functional>

using namespace vb;
using namespace vb::model;
using namespace vb::test;

namespace {

FieldDeclaration ask(std::uint16_t id, std::string name) {
    return {.id = {id}, .name = std::move(name), .kinds = ValueKind::Code};
}

std::string problemOf(FieldDeclaration field) {
    const auto schema = Schema::create({{{1}, "Proef", {ask(90, "ander"), std::move(field)}}});
    REQUIRE_FALSE(schema.has_value());
    REQUIRE(schema.error().code == Code::InvalidInput);
    return schema.error().context;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a schema is found by number and by name", "[sync][model]") {
    const Schema schema = everyPolicySchema();
    REQUIRE(schema.types().size() == 1);
    REQUIRE(schema.findByName("Proef") == schema.find(RecordTypeId{1}));
    REQUIRE(schema.findByName("proef") == nullptr);
    REQUIRE(schema.find(RecordTypeId{2}) == nullptr);
    REQUIRE(schema.find({1}, {2})->name == "ask");
    REQUIRE(schema.find({1}, {99}) == nullptr);
    REQUIRE(schema.find({2}, {1}) == nullptr);
    REQUIRE(schema.find(RecordTypeId{1})->findByName("ask")->id == FieldId{2});
    REQUIRE(schema.find(RecordTypeId{1})->findByName("nergens") == nullptr);
}

TEST_CASE("numbers and names are given once", "[sync][model]") {
    const auto refused = [](std::vector<RecordTypeDeclaration> types) {
        return !Schema::create(std::move(types)).has_value();
    };
    REQUIRE(refused({{{1}, "A", {}}, {{1}, "B", {}}}));
    REQUIRE(refused({{{1}, "A", {}}, {{2}, "A", {}}}));
    REQUIRE(refused({{{1}, "A", {ask(1, "x"), ask(1, "y")}}}));
    REQUIRE(refused({{{1}, "A", {ask(1, "x"), ask(2, "x")}}}));
    REQUIRE(refused({{{1}, "", {}}}));
    REQUIRE(refused({{{1}, "1a", {}}}));
    REQUIRE(refused({{{1}, "beëindigd", {}}}));
    // The same field number and name in two types are two fields.
    REQUIRE_FALSE(refused({{{1}, "A", {ask(1, "x")}}, {{2}, "B", {ask(1, "x")}}}));
}

TEST_CASE("a declaration must be complete for its policy", "[sync][model]") {
    FieldDeclaration field = ask(7, "veld");
    SECTION("the record's own number") {
        field.id = kRecordField;
        REQUIRE(contains(problemOf(field), "number of the record"));
    }
    SECTION("no name") {
        field.name = "twee woorden";
        REQUIRE(contains(problemOf(field), "ASCII name"));
    }
    SECTION("nothing accepted") {
        field.kinds = ValueKind::Empty;
        REQUIRE(contains(problemOf(field), "accepts nothing"));
    }
    SECTION("the unknown accepted") {
        field.kinds = {ValueKind::Code, ValueKind::Unknown};
        REQUIRE(contains(problemOf(field), "unknown"));
    }
    SECTION("tuples without members, members without tuples") {
        field.kinds = ValueKind::Tuple;
        REQUIRE(contains(problemOf(field), "members"));
        field.kinds = ValueKind::Code;
        field.members = {ValueKind::Code};
        REQUIRE(contains(problemOf(field), "members"));
    }
    SECTION("ranked without an order, an order without use, a code twice") {
        field.policy = MergePolicy::Lattice;
        REQUIRE(contains(problemOf(field), "needs an order"));
        field.order = {"a", "b", "a"};
        REQUIRE(contains(problemOf(field), "twice"));
        field.policy = MergePolicy::RegisterAsk;
        REQUIRE(contains(problemOf(field), "nothing uses"));
    }
    SECTION("ranked by something that is no code") {
        field.policy = MergePolicy::MostCautious;
        field.order = {"a", "b"};
        field.kinds = {ValueKind::Code, ValueKind::Text};
        REQUIRE(contains(problemOf(field), "ranked by code"));
        field.kinds = {ValueKind::Code, ValueKind::Tuple};
        field.members = {ValueKind::Text, ValueKind::Code};
        REQUIRE(contains(problemOf(field), "ranked by code"));
    }
    SECTION("ordered by something that is no time") {
        field.policy = MergePolicy::Earliest;
        REQUIRE(contains(problemOf(field), "ordered by time"));
    }
    SECTION("a counter without id and amount") {
        field.policy = MergePolicy::Counter;
        field.kinds = ValueKind::Integer;
        REQUIRE(contains(problemOf(field), "counts entries"));
        field.kinds = ValueKind::Tuple;
        field.members = {ValueKind::Integer, ValueKind::Integer};
        REQUIRE(contains(problemOf(field), "counts entries"));
    }
    SECTION("a choice meanwhile where nothing is asked") {
        field.policy = MergePolicy::Union;
        field.whileOpen = WhileOpen::EarliestValue;
        REQUIRE(contains(problemOf(field), "never asks"));
    }
    SECTION("keyed items outside a union of tuples") {
        field.keyedItems = true;
        REQUIRE(contains(problemOf(field), "keyed items"));
    }
    SECTION("protected for nobody, or by a field that is not there") {
        field.policy = MergePolicy::Protected;
        REQUIRE(contains(problemOf(field), "for nobody"));
        field.protection = Protection{};
        REQUIRE(contains(problemOf(field), "for nobody"));
        field.protection->firstVersion = {{FirstWriter::Receiver, kRecordField}};
        REQUIRE(contains(problemOf(field), "which field"));
        field.protection->firstVersion = {{FirstWriter::Receiver, {55}}};
        REQUIRE(contains(problemOf(field), "does not have"));
        field.protection->firstVersion = {{FirstWriter::Receiver, {90}}};
        REQUIRE(Schema::create({{{1}, "Proef", {ask(90, "ander"), field}}}).has_value());
    }
}

TEST_CASE("rank: later in a lattice is higher, earlier in most-* is stricter", "[sync][model]") {
    const Schema schema = everyPolicySchema();
    const auto& type = *schema.findByName("Proef");
    const FieldDeclaration& lattice = *type.findByName("lattice");
    REQUIRE(*lattice.rank(code("d")) > *lattice.rank(code("a")));
    const FieldDeclaration& cautious = *type.findByName("cautious");
    REQUIRE(*cautious.rank(code("a")) > *cautious.rank(code("d")));
    REQUIRE(cautious.rank(tuple(CodeValue{"a"}, 1)) == cautious.rank(code("a")));
    REQUIRE_FALSE(lattice.rank(code("z")).has_value());
    REQUIRE_FALSE(lattice.rank(text("a")).has_value());
}

TEST_CASE("a field accepts its kinds and nothing else", "[sync][model][I-10]") {
    const Schema schema = everyPolicySchema();
    const auto accepts = [&](const char* field, const FieldValue& value) {
        return schema.findByName("Proef")->findByName(field)->accepts(value);
    };
    REQUIRE(accepts("ask", code("x")));
    REQUIRE(accepts("ask", {})); // cleared
    REQUIRE_FALSE(accepts("ask", text("x")));
    REQUIRE_FALSE(accepts("union", {}));
    REQUIRE_FALSE(accepts("lattice", code("z")));
    REQUIRE_FALSE(accepts("ask", UnknownValue{{1, 2}}));
    REQUIRE(accepts("items", tuple("a", CodeValue{"x"})));
    REQUIRE(accepts("items", tuple("a")));                       // of an older version
    REQUIRE(accepts("items", tuple("a", CodeValue{"x"}, true))); // of a newer one
    REQUIRE(accepts("items", tuple("a", std::monostate())));
    REQUIRE_FALSE(accepts("items", tuple("a", "x")));
    REQUIRE_FALSE(accepts("items", tuple(std::monostate(), CodeValue{"x"})));
    REQUIRE_FALSE(accepts("items", FieldValue::Tuple{}));
    REQUIRE(accepts("counter", entry("a", -5)));
    REQUIRE_FALSE(accepts("counter", tuple("a")));
    REQUIRE_FALSE(accepts("counter", entry("a", kMaxCounterAmount + 1)));
}

TEST_CASE("what is frozen is listed, one line per field", "[sync][model][I-12]") {
    const std::string list = everyPolicySchema().frozenList();
    REQUIRE(contains(list, "1 Proef 2 ask register-ask kinds=16\n"));
    REQUIRE(contains(list, "1 Proef 4 restrictive most-restrictive kinds=16 order=a<b<c<d\n"));
    REQUIRE(contains(list, "1 Proef 13 protectedLattice lattice kinds=16 order=a<b<c<d "
                           "protected(roles=2 first=1@0 first=4@16)\n"));
    REQUIRE(contains(list, "15 items union kinds=2048,8,16 keyed\n"));
    REQUIRE(std::count(list.begin(), list.end(), '\n') == 17);
}

TEST_CASE("names of policies, roles and kinds", "[sync][model]") {
    for (std::uint32_t number = 1; number <= 11; ++number)
        REQUIRE(policyName(*policyFromCode(number)) != "unknown");
    REQUIRE(policyName(MergePolicy::MostCautious) == "most-cautious");
    REQUIRE_FALSE(policyFromCode(0).has_value());
    REQUIRE_FALSE(policyFromCode(12).has_value());
    for (std::uint8_t number = 1; number <= 6; ++number)
        REQUIRE(roleName(static_cast<Role>(number)) != "unknown");
    REQUIRE(kindName(ValueKind::Attachment) == "attachment");
    REQUIRE(kindOf(UnknownValue{}) == ValueKind::Unknown);
    REQUIRE(kindOf({}) == ValueKind::Empty);
}
