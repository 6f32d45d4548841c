// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/property/model/histories.h"

#include "tests/support/model_values.h"

#include <algorithm>

namespace vb::test {

using namespace vb::model;

namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;
constexpr std::int64_t kYear = 365LL * 86'400'000;

template <typename Id>
Id numbered(std::uint64_t number) {
    return SeededRandom(number).makeId<Id>();
}

const std::vector<WorkerId>& workers() {
    static const std::vector<WorkerId> all{numbered<WorkerId>(101), numbered<WorkerId>(102),
                                           numbered<WorkerId>(103), numbered<WorkerId>(104)};
    return all;
}

FieldValue anyCode(Tape& tape) {
    return code(std::string(1, "abcd"[tape.below(4)]));
}

FieldValue anyTime(Tape& tape) {
    constexpr std::int32_t kToday = 20'000;
    if (tape.oneIn(4))
        return Instant{(kToday + static_cast<std::int32_t>(tape.below(2))) * 86'400'000LL};
    const auto precision = static_cast<Precision>(tape.below(4));
    const auto days = kToday + static_cast<std::int32_t>(tape.below(3));
    return Date{precision == Precision::Unknown ? 0 : days, precision};
}

/// A value that the field takes.
FieldValue valueFor(const FieldDeclaration& field, Tape& tape) {
    if (field.name == "append" || field.name == "latest")
        return text(std::string(1, "xyz"[tape.below(3)]));
    if (field.name == "earliest")
        return anyTime(tape);
    if (field.name == "latestDate" || field.name == "agenda") {
        const FieldValue value = anyTime(tape);
        return value.as<Date>() ? value : Date{20'001, Precision::Day};
    }
    if (field.name == "counter")
        return entry(std::string(1, "pq"[tape.below(2)]),
                     static_cast<std::int64_t>(tape.below(3)) - 1);
    if (field.name == "items")
        return tuple(std::string(1, "mn"[tape.below(2)]), anyCode(tape));
    if (field.name == "receiver")
        return tape.oneIn(2) ? FieldValue(OrganisationCode{2})
                             : FieldValue(WorkerRef{tape.pick(workers())});
    if (field.name == "cautious" && tape.oneIn(3))
        return tuple(anyCode(tape), Date{20'000, Precision::Day});
    if (field.name == "ask" && tape.oneIn(8))
        return {};
    return anyCode(tape);
}

/// A value that may be anything.
FieldValue anyValue(const FieldDeclaration* field, Tape& tape) {
    if (field != nullptr && !tape.oneIn(12))
        return valueFor(*field, tape);
    switch (tape.below(4)) {
    case 0:
        return UnknownValue{{1, 2, 3}};
    case 1:
        return number(5);
    case 2:
        return FieldValue::Tuple{};
    default:
        return code("vreemd");
    }
}

constexpr std::uint32_t kMostChangesets = 8;

VersionId anyVersion(Tape& tape) {
    // One word for all of it: histories are made of many of these.
    const std::uint32_t draw = tape.word();
    return {numbered<ChangesetId>(draw % kMostChangesets),
            static_cast<std::uint16_t>(draw / 8 % 8 == 7 ? 1 : 0),
            static_cast<std::uint16_t>(draw / 64 % 3),
            static_cast<std::uint16_t>(draw / 256 % 4 == 3 ? 1 : 0)};
}

std::vector<VersionId> anyVersions(Tape& tape) {
    std::set<VersionId> ids;
    for (std::uint32_t count = tape.below(6); count > 0; --count)
        ids.insert(anyVersion(tape));
    return {ids.begin(), ids.end()};
}

Operation anyOperation(const RecordTypeDeclaration& type, std::uint32_t focus, Tape& tape) {
    Operation operation;
    const FieldDeclaration* field = tape.oneIn(5) ? &tape.pick(type.fields) : &type.fields[focus];
    operation.field = field->key();
    if (tape.oneIn(20)) {
        operation.field = tape.oneIn(2) ? FieldKey{{77}, 2} : FieldKey{field->id, 99};
        field = nullptr;
    } else if (tape.oneIn(20)) {
        operation = {OperationKind::Withdraw, kRecordKey, {}, anyVersions(tape), "weg", {}};
        return operation;
    }
    switch (tape.below(8)) {
    case 0:
    case 1:
    case 2:
    case 3:
        operation.values = {anyValue(field, tape)};
        break;
    case 4:
        operation.kind = OperationKind::Withdraw;
        break;
    case 5:
    case 6:
        operation.kind = OperationKind::Resolve;
        operation.values = {anyValue(field, tape), anyValue(field, tape)};
        if (tape.oneIn(2))
            operation.values.pop_back();
        break;
    default:
        operation.kind = static_cast<OperationKind>(tape.below(6));
        operation.values = {anyValue(field, tape)};
    }
    operation.observed = anyVersions(tape);
    return operation;
}

} // namespace

std::vector<RecordId> historyRecords() {
    return {numbered<RecordId>(201), numbered<RecordId>(202)};
}

std::vector<LoggedChangeset> anyHistory(Tape& tape) {
    static const Schema schema = everyPolicySchema();
    const RecordTypeDeclaration& type = *schema.find(kHistoryType);
    // Most operations meet in one field; the others keep it company.
    const auto focus = tape.below(static_cast<std::uint32_t>(type.fields.size()));
    std::vector<LoggedChangeset> history;
    for (std::uint32_t number = 0; number < kMostChangesets && !tape.isSpent(); ++number) {
        LoggedChangeset changeset;
        changeset.id = numbered<ChangesetId>(number);
        const std::uint32_t author = tape.below(4);
        changeset.content.author = workers()[author];
        changeset.content.organisation = {static_cast<std::uint16_t>(1 + author / 2)};
        changeset.content.stamp = {kNow + tape.below(3), static_cast<std::uint16_t>(tape.below(2))};
        if (tape.oneIn(5))
            changeset.content.stamp.millis += 15 * kYear;
        if (!tape.oneIn(5)) {
            changeset.position = (number * 3) % kMostChangesets; // some order, none twice
            changeset.hubTime = Instant{kNow + tape.below(3)};
        }
        if (!tape.oneIn(3))
            changeset.rolesAtAcceptance = {tape.oneIn(2) ? Role::Procesregisseur
                                                         : Role::Informatievoorziening};
        if (tape.oneIn(8))
            changeset.standing = Standing::BeyondCut;
        changeset.late = tape.oneIn(8);
        const std::uint32_t parts = tape.oneIn(4) ? 2 : 1;
        for (std::uint32_t i = 0; i < parts; ++i) {
            Part part{kHistoryType, historyRecords()[i != 0 || tape.oneIn(8) ? 1 : 0], {}, {}};
            for (std::uint32_t operations = 1 + tape.below(3); operations > 0; --operations)
                part.operations.push_back(anyOperation(type, focus, tape));
            changeset.content.parts.push_back(std::move(part));
            changeset.partIndexes.push_back(static_cast<std::uint16_t>(i));
        }
        history.push_back(std::move(changeset));
    }
    return history;
}

std::vector<LoggedChangeset> redelivered(const std::vector<LoggedChangeset>& history, Tape& tape) {
    std::vector<LoggedChangeset> out = history;
    for (const LoggedChangeset& changeset : history)
        if (tape.oneIn(3)) {
            LoggedChangeset copy = changeset;
            if (changeset.position && tape.oneIn(2)) {
                copy.position.reset();
                copy.hubTime.reset();
                copy.rolesAtAcceptance = {};
            }
            out.push_back(std::move(copy));
        }
    tape.shuffle(out);
    return out;
}

namespace {

/// One person's next act on one field, on what they see.
void act(LivedHistory& history, Desk& desk, const RecordId& record, const std::string& name,
         Tape& tape) {
    const FieldDeclaration& field = history.world.field(name);
    const FieldState now = desk.field(record, name);
    Deed deed;
    deed.record = record;
    deed.field = name;
    deed.seen = desk.seen();
    const std::vector<FieldValue> present = now.values();
    const std::uint32_t choice = tape.below(6);
    const bool mayResolve = field.policy != MergePolicy::Append && !present.empty();
    if (choice == 4 && mayResolve) {
        deed.kind = Deed::Kind::Remove;
        deed.values = {tape.pick(present)};
        deed.changeset = desk.remove(record, name, deed.values[0]);
    } else if (choice == 5 && mayResolve && field.policy != MergePolicy::Counter) {
        deed.kind = Deed::Kind::Resolve;
        deed.values = {tape.pick(present)};
        if (tape.oneIn(2))
            deed.values = present;
        deed.changeset = desk.resolve(record, name, deed.values);
    } else {
        deed.values = {valueFor(field, tape)};
        deed.changeset = desk.write(record, name, deed.values[0]);
    }
    history.deeds.push_back(std::move(deed));
}

} // namespace

void live(LivedHistory& history, Tape& tape, const std::vector<std::string>& fields,
          std::size_t maxDeeds) {
    MergeWorld& world = history.world;
    for (const OrganisationCode organisation : {OrganisationCode{1}, {1}, {2}})
        world.addDesk(organisation, {Role::Procesregisseur, Role::Informatievoorziening})
            .setClockOffset((static_cast<std::int64_t>(tape.below(5)) - 2) * kYear);
    history.records = {world.makeRecord()};
    std::vector<std::string> names = fields;
    if (names.empty())
        for (int i = 0; i < 3; ++i)
            names.push_back(tape.pick(world.schema().find(world.type())->fields).name);
    while (!tape.isSpent() && history.deeds.size() < maxDeeds) {
        Desk& desk = *world.desks()[tape.below(3)];
        world.advance(tape.below(3)); // several things within one millisecond
        switch (tape.below(6)) {
        case 0:
            desk.push();
            break;
        case 1:
            desk.pull(tape.below(4));
            break;
        case 2:
            desk.sync();
            break;
        default:
            act(history, desk, tape.pick(history.records), tape.pick(names), tape);
        }
    }
    world.syncAll();
}

} // namespace vb::test
