// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What a copy for other readers says of its origin.
#include "sync/model/copy.h"
#include "tests/support/catch.h"
#include "tests/support/merge_world.h"
#include "tests/support/model_values.h"

#include <algorithm>
#include <map>

using namespace vb;
using namespace vb::model;
using namespace vb::test;

namespace {

using Values = std::vector<FieldValue>;

struct Copied {
    RecordId record;
    std::size_t steps = 0;
};

struct Copier {
    MergeWorld world{everyPolicySchema(), "Proef"};
    Desk& po = world.addDesk({1});
    Desk& re = world.addDesk({2});
    Desk& p = world.addDesk({9}, {Role::Procesregisseur});
    RecordId record = world.makeRecord();

    template <typename View>
    static std::vector<RecordPart> partsOf(const View& view, const RecordId& record) {
        std::vector<RecordPart> parts;
        for (const LoggedChangeset& changeset : view)
            for (std::size_t i = 0; i < changeset.content.parts.size(); ++i)
                if (changeset.content.parts[i].record == record)
                    parts.push_back({factsOf(changeset), changeset.partIndexes[i],
                                     &changeset.content.parts[i]});
        return parts;
    }

    /// As the replica does it, but for the seals.
    Copied copy(Desk& desk) {
        world.syncAll();
        const auto view = desk.view();
        const auto parts = partsOf(view, record);
        const RecordState state = mergeRecord(world.schema(), world.type(), record, parts);
        const CopySource source{&state, parts, Words::All};
        const auto steps = copySteps(world.schema(), {&source, 1});
        Copied made{world.makeRecord(), steps.size()};
        std::map<VersionId, VersionId> names;
        for (const CopyStep& step : steps) {
            Part part{world.type(), made.record, {}, {}, lineageOfCopy(state)};
            for (CopiedOperation copied : step) {
                for (const VersionId& id : copied.observes)
                    copied.operation.observed.push_back(names.at(id));
                part.operations.push_back(std::move(copied.operation));
            }
            const ChangesetId id = desk.save({part});
            for (std::size_t at = 0; at < step.size(); ++at)
                for (std::size_t item = 0; item < step[at].repeats.size(); ++item)
                    names[step[at].repeats[item]] = {id, 0, static_cast<std::uint16_t>(at),
                                                     static_cast<std::uint16_t>(item)};
        }
        world.syncAll();
        return made;
    }
};

} // namespace

TEST_CASE_METHOD(Copier, "a copy has in every field what its origin has", "[sync][model][moves]") {
    po.write(record, "append", "een");
    re.write(record, "append", "twee");
    po.write(record, "ask", code("a"));
    re.write(record, "ask", code("b")); // unseen: a question
    po.write(record, "latest", "oud");
    re.write(record, "latest", "nieuw");
    po.write(record, "cautious", code("c"));
    re.write(record, "lattice", code("b"));
    po.write(record, "union", code("a"));
    po.write(record, "union", code("d"));
    world.syncAll();
    re.remove(record, "union", code("d"));
    const Copied made = copy(re);
    CHECK(made.steps == 1);
    const RecordState before = world.state(record);
    const RecordState after = world.state(made.record);
    REQUIRE(after.fields.size() == before.fields.size());
    for (std::size_t i = 0; i < before.fields.size(); ++i) {
        INFO(before.fields[i].key.field.value);
        CHECK(after.fields[i].values() == before.fields[i].values());
        CHECK(after.fields[i].isConflict == before.fields[i].isConflict);
        CHECK(*after.fields[i].value() == *before.fields[i].value());
    }
    CHECK(after.lineage == std::vector<RecordId>{record});
    CHECK(rootOf(after) == record);
}

TEST_CASE_METHOD(Copier, "of copies beside each other each says what is live in it, in any order",
                 "[sync][model][moves]") {
    po.write(record, "append", "een");
    const Copied one = copy(po);
    const Copied other = copy(re);
    const VersionId there = world.state(other.record, "append").versions[0].id;
    re.correct(other.record, "append", there, "een, maar dan goed");
    world.syncAll();
    const auto view = po.view();
    std::vector<std::vector<RecordPart>> parts;
    std::vector<RecordState> states;
    for (const RecordId& copied : {one.record, other.record}) {
        parts.push_back(partsOf(view, copied));
        states.push_back(mergeRecord(world.schema(), world.type(), copied, parts.back()));
    }
    const std::size_t first = GENERATE(0U, 1U);
    const CopySource sources[] = {{&states[first], parts[first], Words::Rest},
                                  {&states[1 - first], parts[1 - first], Words::Rest}};
    Values said;
    for (const CopyStep& step : copySteps(world.schema(), sources))
        for (const CopiedOperation& copied : step)
            said.insert(said.end(), copied.operation.values.begin(), copied.operation.values.end());
    std::sort(said.begin(), said.end());
    CHECK(said == Values{"een", "een, maar dan goed"});
    // Of what the copy has already nothing is said once more.
    CHECK(copySteps(world.schema(), {sources, 1}, &states[first]).empty());
}

TEST_CASE_METHOD(Copier, "what was replaced is not copied", "[sync][model][moves]") {
    po.write(record, "ask", code("a"));
    po.write(record, "ask", code("b"));
    const Copied made = copy(po);
    const FieldState field = world.state(made.record, "ask");
    REQUIRE(field.versions.size() == 1);
    CHECK(field.versions[0].value == FieldValue(code("b")));
}

TEST_CASE_METHOD(Copier, "a corrected text stays behind its correction", "[sync][model][moves]") {
    const ChangesetId wrong = po.write(record, "append", "verkeerd");
    po.correct(record, "append", {wrong, 0, 0, 0}, "goed");
    const Copied made = copy(re);
    CHECK(made.steps == 2);
    const FieldState field = world.state(made.record, "append");
    CHECK(field.values() == Values{"goed"});
    REQUIRE(field.versions.size() == 2);
    CHECK(field.versions[0].status == VersionStatus::Corrected);
    CHECK(field.versions[1].quoted->author == po.worker());
}

TEST_CASE_METHOD(Copier, "a decision that two stand is one decision in the copy",
                 "[sync][model][moves]") {
    po.write(record, "ask", code("a"));
    re.write(record, "ask", code("b"));
    world.syncAll();
    p.resolve(record, "ask", {code("a"), code("b")});
    const Copied made = copy(re);
    const FieldState field = world.state(made.record, "ask");
    CHECK_FALSE(field.isConflict);
    CHECK(field.values().size() == 2);
}

TEST_CASE_METHOD(Copier, "copying a proposal does not confirm it", "[sync][model][moves]") {
    po.write(record, "protected", code("afgesloten"));
    po.write(record, "ask", code("a"));
    const Copied made = copy(p);
    FieldState field = world.state(made.record, "protected");
    CHECK(field.values().empty());
    REQUIRE(field.versions.size() == 1);
    CHECK(field.versions[0].status == VersionStatus::Proposal);
    CHECK(field.versions[0].quoted->author == po.worker());
    p.confirm(made.record, "protected", field.versions[0].id);
    world.syncAll();
    CHECK(world.state(made.record, "protected").values() == Values{code("afgesloten")});

    SECTION("nor does copying a value give it to who may not write it") {
        record = made.record;
        const Copied again = copy(re);
        CHECK(world.state(again.record, "protected").values().empty());
        CHECK(world.state(again.record, "protected").versions[0].status == VersionStatus::Proposal);
        CHECK(world.state(again.record, "ask").values() == Values{code("a")});
    }
}

TEST_CASE_METHOD(Copier, "what is about the record itself is left", "[sync][model][moves]") {
    po.write(record, "append", "een");
    po.write(record, "ask", code("a"));
    world.syncAll();
    auto types = std::vector<RecordTypeDeclaration>(world.schema().types().begin(),
                                                    world.schema().types().end());
    for (FieldDeclaration& field : types.front().fields)
        if (field.name == "ask")
            field.onCopy = OnCopy::Left;
    const auto schema = Schema::create(types);
    REQUIRE(schema.has_value());
    const auto view = po.view();
    std::vector<RecordPart> parts;
    for (const LoggedChangeset& changeset : view)
        parts.push_back({factsOf(changeset), 0, &changeset.content.parts[0]});
    const RecordState state = mergeRecord(*schema, world.type(), record, parts);
    const CopySource source{&state, parts, Words::All};
    const auto steps = copySteps(*schema, {&source, 1});
    REQUIRE(steps.size() == 1);
    REQUIRE(steps[0].size() == 1);
    CHECK(steps[0][0].operation.values == Values{"een"});
}

TEST_CASE_METHOD(Copier, "what is not understood is repeated, but for what was replaced",
                 "[sync][model][moves][I-12]") {
    const FieldKey newer{{900}, 77};
    const auto write = [&](FieldValue value, std::vector<VersionId> observed) {
        Operation operation{OperationKind::Write, newer, {std::move(value)}, observed, "", {1, 2}};
        return po.save({Part{world.type(), record, {operation}, {}}});
    };
    const ChangesetId first = write("een", {});
    write("twee", {{first, 0, 0, 0}});
    write("drie", {});
    const Copied made = copy(po);
    const RecordState after = world.state(made.record);
    REQUIRE(after.fields.size() == 1);
    CHECK(after.fields[0].key == newer);
    Values values;
    for (const Version& version : after.fields[0].versions)
        values.push_back(version.value);
    std::sort(values.begin(), values.end());
    CHECK(values == Values{"drie", "twee"});
}

TEST_CASE_METHOD(Copier, "a record of any size is copied in steps that fit",
                 "[sync][model][moves]") {
    for (int i = 0; i < 20; ++i)
        po.write(record, "append", std::string(40'000, 'x') + std::to_string(i));
    const Copied made = copy(re);
    CHECK(made.steps > 3);
    CHECK(world.state(made.record, "append").values().size() == 20);
    for (int i = 0; i < 300; ++i)
        po.write(record, "append", std::to_string(i));
    const Copied more = copy(re);
    CHECK(world.state(more.record, "append").values().size() == 320);
}

TEST_CASE("a lineage is bounded and keeps root and nearest", "[sync][model][moves]") {
    SeededRandom random(3);
    RecordState state;
    state.record = random.makeId<RecordId>();
    const RecordId root = state.record;
    for (int i = 0; i < 40; ++i) {
        const RecordId before = state.record;
        state.lineage = lineageOfCopy(state);
        state.record = random.makeId<RecordId>();
        CHECK(state.lineage.size() <= kMaxLineage);
        CHECK(state.lineage.back() == before);
        CHECK(rootOf(state) == root);
    }
}

TEST_CASE("an origin is named in one field, an append of a record", "[sync][model][moves]") {
    RecordTypeDeclaration type{{1}, "Proef", {}};
    FieldDeclaration field{.id = {1}, .name = "herkomst", .kinds = ValueKind::Record};
    field.onCopy = OnCopy::Origin;
    field.policy = MergePolicy::RegisterAsk;
    type.fields = {field};
    CHECK_FALSE(Schema::create({type}));
    type.fields[0].policy = MergePolicy::Append;
    CHECK(Schema::create({type}));
    type.fields.push_back(type.fields[0]);
    type.fields[1].id = {2};
    type.fields[1].name = "ook";
    CHECK_FALSE(Schema::create({type}));
}
