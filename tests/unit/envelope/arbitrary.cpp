// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/envelope/arbitrary.h"

#include <algorithm>
#include <array>
#include <set>

namespace vb::test {
namespace {

std::string arbitraryCode(SeededRandom& random) {
    std::string code;
    for (std::uint64_t length = 1 + random.below(12); length > 0; --length)
        code.push_back(static_cast<char>('!' + random.below(94)));
    return code;
}

model::Date arbitraryDate(SeededRandom& random) {
    const auto precision = static_cast<model::Precision>(random.below(4));
    if (precision == model::Precision::Unknown)
        return {0, precision};
    return {static_cast<std::int32_t>(random.next()), precision};
}

/// A field of a number that no message of ours has, as a newer version would write it: a varint or
/// a string.
Bytes arbitraryUnknown(SeededRandom& random) {
    Bytes field;
    const std::uint64_t number = 1000 + random.below(1000);
    const bool isText = random.chance(1, 2);
    const std::uint64_t tag = number << 3 | (isText ? 2U : 0U);
    field.push_back(static_cast<std::uint8_t>((tag & 0x7f) | 0x80));
    field.push_back(static_cast<std::uint8_t>(tag >> 7));
    const auto last = static_cast<std::uint8_t>(1 + random.below(100));
    field.push_back(last);
    if (isText)
        field.resize(field.size() + last, 0x2a);
    return field;
}

model::FieldValue arbitraryTuple(SeededRandom& random, int depth) {
    model::FieldValue::Tuple tuple;
    for (std::uint64_t count = random.below(4); count > 0; --count)
        tuple.push_back(arbitraryValue(random, depth + 1));
    return tuple;
}

} // namespace

std::string arbitraryText(SeededRandom& random, std::size_t maxCharacters) {
    constexpr std::array<std::string_view, 8> kCharacters{
        "a", " ", "é", "ĳ", "€", "\xf0\x9f\x9a\xb2", "z", "\n"};
    std::string text;
    for (std::uint64_t length = random.below(maxCharacters + 1); length > 0; --length)
        text += kCharacters[random.below(kCharacters.size())];
    return text;
}

Bytes arbitraryBytes(SeededRandom& random, std::size_t maxBytes) {
    Bytes bytes(random.below(maxBytes + 1));
    random.fill(bytes);
    return bytes;
}

model::FieldValue arbitraryValue(SeededRandom& random, int depth) {
    switch (random.below(depth < model::kMaxValueDepth ? 13 : 12)) {
    case 0:
        return {};
    case 1:
        return random.chance(1, 2);
    case 2:
        return static_cast<std::int64_t>(random.next());
    case 3:
        return arbitraryText(random, 60);
    case 4:
        return model::CodeValue{arbitraryCode(random)};
    case 5:
        return arbitraryDate(random);
    case 6:
        return Instant{static_cast<std::int64_t>(random.next())};
    case 7:
        return model::RecordRef{random.makeId<RecordId>()};
    case 8:
        return model::WorkerRef{random.makeId<WorkerId>()};
    case 9:
        return OrganisationCode{static_cast<std::uint16_t>(random.next())};
    case 10:
        return model::AttachmentRef{random.makeId<AttachmentId>()};
    case 11:
        return model::UnknownValue{arbitraryUnknown(random)};
    default:
        return arbitraryTuple(random, depth);
    }
}

model::Operation arbitraryOperation(SeededRandom& random) {
    model::Operation operation;
    operation.kind = static_cast<model::OperationKind>(1 + random.below(4));
    operation.field.field.value = static_cast<std::uint16_t>(random.next());
    operation.field.policyCode = static_cast<std::uint8_t>(random.next());
    std::uint64_t values = 0;
    if (operation.kind == model::OperationKind::Write)
        values = 1;
    if (operation.kind == model::OperationKind::Resolve)
        values = 1 + random.below(3);
    for (; values > 0; --values)
        operation.values.push_back(arbitraryValue(random));
    std::set<model::VersionId> observed;
    for (std::uint64_t count = random.below(4); count > 0; --count)
        observed.insert({random.makeId<ChangesetId>(),
                         static_cast<std::uint16_t>(random.below(model::kMaxParts)),
                         static_cast<std::uint16_t>(random.below(model::kMaxOperations)),
                         static_cast<std::uint16_t>(random.below(4))});
    operation.observed.assign(observed.begin(), observed.end());
    if (random.chance(1, 3))
        operation.reason = arbitraryText(random, 40);
    if (random.chance(1, 5))
        operation.unknown = arbitraryUnknown(random);
    if (random.chance(1, 4))
        operation.quoted = model::Quoted{{random.makeId<ChangesetId>(), 1, 2, 0},
                                         random.makeId<WorkerId>(),
                                         {static_cast<std::uint16_t>(random.next())},
                                         random.chance(1, 2) ? "wijkagent" : "",
                                         {static_cast<std::int64_t>(random.below(1'000'000)),
                                          static_cast<std::uint16_t>(random.next())},
                                         random.chance(1, 2)};
    return operation;
}

model::Part arbitraryPart(SeededRandom& random) {
    model::Part part;
    part.type.value = static_cast<std::uint16_t>(random.next());
    part.record = random.makeId<RecordId>();
    for (std::uint64_t count = random.below(6); count > 0; --count)
        part.operations.push_back(arbitraryOperation(random));
    if (random.chance(1, 5))
        part.unknown = arbitraryUnknown(random);
    if (random.chance(1, 4)) {
        model::Operation moved;
        moved.kind = model::OperationKind::Withdraw;
        moved.field = model::kRecordKey;
        moved.observed.push_back({random.makeId<ChangesetId>(), 0, 0, 0});
        moved.moved = model::MovedTo{random.makeId<RecordId>(), random.makeId<AudienceId>(),
                                     random.makeId<RecordId>()};
        part.operations.push_back(std::move(moved));
    }
    for (std::uint64_t count = random.below(4); count > 0; --count)
        part.lineage.push_back(random.makeId<RecordId>());
    return part;
}

envelope::Witness arbitraryWitness(SeededRandom& random) {
    envelope::Witness witness;
    witness.logGeneration = random.below(3);
    witness.logSize = random.below(1'000'000);
    witness.logRoot = random.makeId<TreeHash>();
    if (random.chance(3, 4))
        witness.houseDirectory = {1 + random.below(100), random.makeId<Digest256>()};
    std::set<StreamId> streams;
    for (std::uint64_t count = random.below(5); count > 0; --count)
        streams.insert(random.makeId<StreamId>());
    for (const StreamId& stream : streams)
        witness.applied.push_back(
            {stream, 1 + random.below(1000), random.makeId<ChangesetId>(), random.chance(1, 2)});
    return witness;
}

envelope::Frame arbitraryFrame(SeededRandom& random) {
    envelope::Frame frame;
    if (random.chance(2, 3))
        frame.hat = arbitraryCode(random);
    frame.stamp = {static_cast<std::int64_t>(random.next() >> 16),
                   static_cast<std::uint16_t>(random.next())};
    if (random.chance(1, 4))
        frame.witness = arbitraryWitness(random);
    if (random.chance(1, 5))
        frame.unknown = arbitraryUnknown(random);
    return frame;
}

model::Changeset arbitraryChangeset(SeededRandom& random, CaseId caseId, AudienceId audience) {
    const envelope::Frame frame = arbitraryFrame(random);
    model::Changeset changeset;
    changeset.caseId = caseId;
    changeset.audience = audience;
    changeset.author = random.makeId<WorkerId>();
    changeset.organisation.value = static_cast<std::uint16_t>(random.next());
    changeset.hat = frame.hat;
    changeset.stamp = frame.stamp;
    for (std::uint64_t count = 1 + random.below(5); count > 0; --count)
        changeset.parts.push_back(arbitraryPart(random));
    return changeset;
}

} // namespace vb::test
