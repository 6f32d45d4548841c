// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/conflict.h"
#include "sync/model/dump.h"
#include "tests/property/model/histories.h"
#include "tests/property/model/reference_merge.h"
#include "tests/support/catch.h"
#include "tests/support/model_values.h"
#include "tests/support/tape.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

// The laws of docs/merge.md that hold for any set of changesets, honest or not.

using namespace vb;
using namespace vb::model;
using namespace vb::test;

namespace {

using History = std::vector<LoggedChangeset>;
constexpr int kTapeLength = 400;

const Schema& schema() {
    static const Schema made = everyPolicySchema();
    return made;
}

RecordState stateOf(const RecordId& record, const History& history) {
    return mergeOf(schema(), kHistoryType, record, history);
}

void holdsForAnyHistory(const std::string& name,
                        const std::function<void(const History&, Tape&)>& law) {
    holdsOverTapes(name, kTapeLength, [&](Tape& tape) {
        const History history = anyHistory(tape);
        law(history, tape);
    });
}

bool touches(const LoggedChangeset& changeset, const RecordId& record) {
    const auto& parts = changeset.content.parts;
    return std::any_of(parts.begin(), parts.end(),
                       [&](const Part& part) { return part.record == record; });
}

/// Every version id that some operation on this record lists.
std::set<VersionId> observedIn(const History& history, const RecordId& record) {
    std::set<VersionId> out;
    for (const LoggedChangeset& changeset : history)
        for (const Part& part : changeset.content.parts)
            if (part.record == record)
                for (const Operation& operation : part.operations)
                    out.insert(operation.observed.begin(), operation.observed.end());
    return out;
}

bool hasTombstone(const History& history) {
    for (const LoggedChangeset& changeset : history)
        for (const Part& part : changeset.content.parts)
            for (const Operation& operation : part.operations)
                if (operation.field == kRecordKey)
                    return true;
    return false;
}

/// What was live once and is no more, in the fields that are understood.
std::vector<std::pair<FieldKey, VersionId>> removedIn(const RecordState& state) {
    std::vector<std::pair<FieldKey, VersionId>> out;
    for (const FieldState& field : state.fields)
        for (const Version& version : field.versions)
            if (version.status == VersionStatus::Superseded ||
                version.status == VersionStatus::Withdrawn)
                out.emplace_back(field.key, version.id);
    return out;
}

/// The same changesets, in two heaps: what the second adds has later positions or none, so that the
/// first changeset of a record is the same with it.
std::pair<History, History> splitByPosition(const History& history, Tape& tape) {
    const std::uint64_t bound = 1 + tape.below(8);
    std::pair<History, History> out;
    for (const LoggedChangeset& changeset : history) {
        const bool isEarly = changeset.position ? *changeset.position < bound : tape.oneIn(2);
        (isEarly ? out.first : out.second).push_back(changeset);
    }
    return out;
}

/// The first changeset of a record, which says who may write; none before any is accepted.
const LoggedChangeset* firstOf(const History& history, const RecordId& record) {
    const LoggedChangeset* first = nullptr;
    for (const LoggedChangeset& changeset : history)
        if (changeset.position && touches(changeset, record) &&
            (first == nullptr || *changeset.position < *first->position))
            first = &changeset;
    return first;
}

/// Its withdrawals once more, by the same person with the same rights, as another device says them.
LoggedChangeset saidAgain(LoggedChangeset changeset, std::uint64_t number) {
    changeset.id = SeededRandom(500 + number).makeId<ChangesetId>();
    if (changeset.position)
        changeset.position = 100 + number;
    for (Part& part : changeset.content.parts)
        std::erase_if(part.operations, [](const Operation& operation) {
            return operation.kind != OperationKind::Withdraw || operation.field == kRecordKey ||
                   !operation.values.empty(); // no withdrawal, but something not understood
        });
    return changeset;
}

/// Which versions there are, and whether each is live.
std::map<VersionId, bool> liveIn(const RecordState& state) {
    std::map<VersionId, bool> out;
    for (const FieldState& field : state.fields)
        for (const Version& version : field.versions)
            out[version.id] = version.isLive();
    return out;
}

bool isKept(const RecordState& state, FieldKey key, const VersionId& id) {
    for (const FieldState& field : state.fields)
        if (field.key == key)
            if (const Version* version = field.find(id))
                return version->isLive() || version->isOpen() ||
                       version->status == VersionStatus::NotUnderstood;
    return false;
}

} // namespace

TEST_CASE("L1: order, batches and duplicates do not matter", "[sync][model][I-2]") {
    holdsForAnyHistory("the same set, the same state, the same bytes", [](const History& history,
                                                                          Tape& tape) {
        const History again = redelivered(history, tape);
        for (const RecordId& record : historyRecords()) {
            const RecordState state = stateOf(record, history);
            VB_LAW(stateOf(record, again) == state);
            VB_LAW(conflictsOf(schema(), stateOf(record, again)) == conflictsOf(schema(), state));
        }
        VB_LAW(canonicalDump(schema(), again) == canonicalDump(schema(), history));
    });
}

TEST_CASE("the kernel says what the definitions say", "[sync][model]") {
    holdsForAnyHistory("equal to the reference", [](const History& history, Tape&) {
        for (const RecordId& record : historyRecords()) {
            const auto expected = referenceMerge(schema(), kHistoryType, record, history);
            const auto found = difference(expected, stateOf(record, history));
            if (found)
                breakLaw(*found, __FILE__, __LINE__);
        }
    });
}

TEST_CASE("L2: what was removed stays removed", "[sync][model][I-3]") {
    std::size_t removed = 0;
    holdsForAnyHistory("removal is monotone", [&](const History& history, Tape& tape) {
        const auto [known, more] = splitByPosition(history, tape);
        if (hasTombstone(more)) // section 7: what is taken back as a whole takes its removals along
            return;
        for (const RecordId& record : historyRecords()) {
            if (firstOf(known, record) == nullptr)
                continue;
            const RecordState after = stateOf(record, history);
            for (const auto& [key, id] : removedIn(stateOf(record, known))) {
                VB_LAW(!isKept(after, key, id));
                ++removed;
            }
        }
    });
    CHECK(removed > 0);
}

TEST_CASE("L5: withdrawing twice counts once", "[sync][model][I-2]") {
    std::size_t withdrawals = 0;
    holdsForAnyHistory("said again it changes nothing", [&](const History& history, Tape&) {
        std::set<const LoggedChangeset*> firsts;
        for (const RecordId& record : historyRecords())
            firsts.insert(firstOf(history, record));
        if (firsts.count(nullptr) > 0)
            return;
        History again = history;
        for (std::size_t i = 0; i < history.size(); ++i) {
            // The first may say, as the one who made the record, what is nobody else's to say.
            if (firsts.count(&history[i]) > 0)
                continue;
            again.push_back(saidAgain(history[i], i));
            for (const Part& part : again.back().content.parts)
                withdrawals += part.operations.size();
        }
        for (const RecordId& record : historyRecords())
            VB_LAW(liveIn(stateOf(record, again)) == liveIn(stateOf(record, history)));
    });
    CHECK(withdrawals > 0);
}

TEST_CASE("L3: nothing vanishes that nobody listed", "[sync][model][I-3]") {
    holdsForAnyHistory("every value is kept, or somebody lists it", [](const History& history,
                                                                       Tape&) {
        for (const LoggedChangeset& changeset : history)
            for (std::size_t i = 0; i < changeset.content.parts.size(); ++i) {
                const Part& part = changeset.content.parts[i];
                const RecordState state = stateOf(part.record, history);
                const auto listed = observedIn(history, part.record);
                for (std::size_t j = 0; j < part.operations.size(); ++j)
                    for (std::size_t k = 0; k < part.operations[j].values.size(); ++k) {
                        const VersionId id{changeset.id, changeset.partIndexes[i],
                                           static_cast<std::uint16_t>(j),
                                           static_cast<std::uint16_t>(k)};
                        VB_LAW(
                            (listed.count(id) > 0 || isKept(state, part.operations[j].field, id)));
                    }
            }
    });
}

TEST_CASE("L4: one more changeset removes only what it lists", "[sync][model][I-3][I-7]") {
    holdsForAnyHistory("what is not seen is not removed", [](const History& history, Tape&) {
        const auto last =
            std::max_element(history.begin(), history.end(), [](const auto& a, const auto& b) {
                return a.position.value_or(0) < b.position.value_or(0);
            });
        if (last == history.end() || hasTombstone({*last}))
            return;
        History before = history;
        before.erase(before.begin() + (last - history.begin()));
        for (const RecordId& record : historyRecords()) {
            // The first changeset must not change: it says who may write.
            if (firstOf(before, record) == nullptr)
                continue;
            const auto listed = observedIn({*last}, record);
            const RecordState after = stateOf(record, history);
            for (const FieldState& field : stateOf(record, before).fields)
                for (const Version& version : field.versions)
                    if ((version.isLive() || version.isOpen()) && listed.count(version.id) == 0)
                        VB_LAW(isKept(after, field.key, version.id));
        }
    });
}

TEST_CASE("L6: the dump of a log prefix knows nothing of what is not accepted",
          "[sync][model][I-2]") {
    holdsForAnyHistory("dump(all) = dump(accepted)", [](const History& history, Tape&) {
        History accepted;
        for (const LoggedChangeset& changeset : history)
            if (changeset.position)
                accepted.push_back(changeset);
        VB_LAW(canonicalDump(schema(), history) == canonicalDump(schema(), accepted));
    });
}

TEST_CASE("protected: what has effect came from somebody who may", "[sync][model]") {
    const FieldDeclaration& field = *schema().types()[0].findByName("protected");
    holdsForAnyHistory("proposals have no effect", [&](const History& history, Tape&) {
        for (const RecordId& record : historyRecords())
            for (const FieldState& state : stateOf(record, history).fields) {
                if (state.key != field.key())
                    continue;
                for (const Version& version : state.versions) {
                    // Of a changeset that is there twice, the one with log facts counts.
                    const bool mayAnyCopy = std::any_of(
                        history.begin(), history.end(), [&](const LoggedChangeset& changeset) {
                            return changeset.id == version.id.changeset && !changeset.late &&
                                   changeset.standing == Standing::Effective &&
                                   field.protection->roles.intersects(changeset.rolesAtAcceptance);
                        });
                    if (version.isLive())
                        VB_LAW(mayAnyCopy);
                }
            }
    });
}

TEST_CASE("the laws run over every policy that there is", "[sync][model]") {
    std::set<MergePolicy> covered;
    for (const FieldDeclaration& field : schema().types()[0].fields)
        covered.insert(field.policy);
    std::set<MergePolicy> declared;
    for (std::uint32_t code = 0; code < 256; ++code)
        if (const auto policy = policyFromCode(code))
            declared.insert(*policy);
    CHECK(declared.size() == 11);
    CHECK(covered == declared);
}

TEST_CASE("L7: what is not understood changes nothing, and is all there", "[sync][model][I-12]") {
    holdsForAnyHistory("unknown fields, policies and kinds", [](const History& history,
                                                                Tape& tape) {
        History more = history;
        for (LoggedChangeset& changeset : more)
            for (Part& part : changeset.content.parts)
                if (tape.oneIn(2)) {
                    Operation operation = part.operations[0];
                    operation.kind = tape.oneIn(2) ? OperationKind::Resolve : OperationKind::Write;
                    operation.field = tape.oneIn(2) ? FieldKey{{300}, 2} : FieldKey{{2}, 200};
                    operation.values = {text("nieuw")};
                    part.operations.push_back(operation);
                }
        LoggedChangeset newer;
        newer.id = SeededRandom(999).makeId<ChangesetId>();
        newer.position = 1000;
        newer.hubTime = Instant{1};
        newer.content.parts = {{{500}, historyRecords()[0], {}, {}}};
        newer.partIndexes = {0};
        newer.content.parts[0].operations = {
            {OperationKind::Write, {{2}, 2}, {text("nieuw")}, {}, {}, {}}};
        more.push_back(newer);

        VB_LAW(canonicalDump(schema(), more) == canonicalDump(schema(), history));
        for (const RecordId& record : historyRecords()) {
            RecordState state = stateOf(record, more);
            const std::size_t all = state.fields.size();
            std::erase_if(state.fields, [](const FieldState& field) {
                return field.key == FieldKey{{300}, 2} || field.key == FieldKey{{2}, 200};
            });
            VB_LAW(state == stateOf(record, history));
            VB_LAW(all >= state.fields.size());
        }
        const RecordState foreign = mergeOf(schema(), {500}, historyRecords()[0], more);
        VB_LAW(foreign.fields.size() == 1U);
        VB_LAW(foreign.fields[0].has(VersionStatus::NotUnderstood));
    });
}
