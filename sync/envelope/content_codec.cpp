// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/envelope/content_codec.h"

#include "sync/envelope/value_codec.h"
#include "sync/envelope/wire.h"
#include "sync/protocol/content.pb.h"
#include "sync/protocol/limits.h"

#include <algorithm>
#include <set>

namespace vb::envelope {
namespace {

namespace v0 = veldboek::v0;
using google::protobuf::RepeatedPtrField;

template <typename T>
bool isOver(const RepeatedPtrField<T>& items, std::size_t limit) {
    return static_cast<std::size_t>(items.size()) > limit;
}

// Heads.

/// Ascending and unique, so that one set of heads has one form.
Result<void> checkHeads(const std::vector<AppliedHead>& heads) {
    if (heads.size() > protocol::kMaxWitnessHeads)
        return fail(Code::TooLarge, "applied heads");
    for (const AppliedHead& head : heads)
        if (head.counter == 0 || head.counter > protocol::kMaxCounter)
            return fail(Code::InvalidInput, "counter of an applied head");
    const auto notAscending = [](const AppliedHead& a, const AppliedHead& b) {
        return !(a.stream < b.stream);
    };
    if (std::adjacent_find(heads.begin(), heads.end(), notAscending) != heads.end())
        return fail(Code::InvalidInput, "applied heads are not ascending");
    return {};
}

Result<void> writeHeads(const std::vector<AppliedHead>& heads,
                        RepeatedPtrField<v0::AppliedHead>& messages) {
    VB_TRY_VOID(checkHeads(heads));
    for (const AppliedHead& head : heads) {
        v0::AppliedHead& message = *messages.Add();
        message.set_stream(wire::wireText(head.stream));
        message.set_counter(head.counter);
        message.set_head(wire::wireText(head.head));
        message.set_displayed(head.displayed);
    }
    return {};
}

Result<std::vector<AppliedHead>> readHeads(const RepeatedPtrField<v0::AppliedHead>& messages) {
    if (isOver(messages, protocol::kMaxWitnessHeads))
        return fail(Code::TooLarge, "applied heads");
    std::vector<AppliedHead> heads;
    heads.reserve(static_cast<std::size_t>(messages.size()));
    for (const v0::AppliedHead& message : messages) {
        VB_TRY(const StreamId stream, wire::id<StreamId>(message.stream()));
        VB_TRY(const ChangesetId head, wire::id<ChangesetId>(message.head()));
        heads.push_back({stream, message.counter(), head, message.displayed()});
    }
    VB_TRY_VOID(checkHeads(heads));
    return heads;
}

// Frames.

Result<void> checkChain(const ChainHead& chain) {
    if ((chain.size == 0) != chain.hash.isNone())
        return fail(Code::InvalidInput, "head of a chain");
    return {};
}

Result<void> writeWitness(const Witness& witness, v0::Witness& message) {
    VB_TRY_VOID(checkChain(witness.houseDirectory));
    message.set_log_generation(witness.logGeneration);
    message.set_log_size(witness.logSize);
    message.set_log_root(wire::wireText(witness.logRoot));
    message.set_house_directory_size(witness.houseDirectory.size);
    if (witness.houseDirectory.size != 0)
        message.set_house_directory_hash(wire::wireText(witness.houseDirectory.hash));
    return writeHeads(witness.applied, *message.mutable_applied());
}

Result<Witness> readWitness(const v0::Witness& message) {
    Witness witness;
    witness.logGeneration = message.log_generation();
    witness.logSize = message.log_size();
    VB_TRY(witness.logRoot, wire::id<TreeHash>(message.log_root()));
    witness.houseDirectory.size = message.house_directory_size();
    if (!message.house_directory_hash().empty()) {
        VB_TRY(witness.houseDirectory.hash, wire::id<Digest256>(message.house_directory_hash()));
    }
    VB_TRY_VOID(checkChain(witness.houseDirectory));
    VB_TRY(witness.applied, readHeads(message.applied()));
    return witness;
}

Result<void> checkStamp(const HybridStamp& stamp) {
    if (stamp.millis < 0 || stamp.millis > kMaxStampMillis)
        return fail(Code::InvalidInput, "stamp");
    return {};
}

Result<void> writeFrame(const Frame& frame, v0::Frame& message) {
    VB_TRY_VOID(wire::checkCode(frame.hat));
    VB_TRY_VOID(checkStamp(frame.stamp));
    message.set_hat(frame.hat);
    message.set_stamp_millis(static_cast<std::uint64_t>(frame.stamp.millis));
    message.set_stamp_counter(frame.stamp.counter);
    if (frame.witness)
        VB_TRY_VOID(writeWitness(*frame.witness, *message.mutable_witness()));
    return wire::restoreUnknown(message, frame.unknown);
}

Result<Frame> readFrame(const v0::Frame& message) {
    Frame frame;
    VB_TRY_VOID(wire::checkCode(message.hat()));
    frame.hat = message.hat();
    VB_TRY(frame.stamp.millis, wire::narrow<std::int64_t>(message.stamp_millis(), "stamp"));
    VB_TRY(frame.stamp.counter, wire::narrow<std::uint16_t>(message.stamp_counter(), "stamp"));
    VB_TRY_VOID(checkStamp(frame.stamp));
    if (message.has_witness()) {
        VB_TRY(Witness witness, readWitness(message.witness()));
        frame.witness = std::move(witness);
    }
    VB_TRY(frame.unknown, wire::unknownOf(message));
    return frame;
}

// Operations.

Result<void> checkVersion(const model::VersionId& version) {
    if (version.part >= model::kMaxParts || version.operation >= model::kMaxOperations ||
        version.item >= kMaxOperationValues)
        return fail(Code::InvalidInput, "version");
    return {};
}

Result<void> checkQuoted(const model::Quoted& quoted) {
    VB_TRY_VOID(checkVersion(quoted.version));
    if (quoted.version.item != 0)
        return fail(Code::InvalidInput, "quoted version");
    VB_TRY_VOID(wire::checkCode(quoted.hat));
    return checkStamp(quoted.said);
}

Result<void> checkMoved(const model::Operation& operation) {
    if (operation.moved &&
        (operation.field != model::kRecordKey || operation.kind != model::OperationKind::Withdraw))
        return fail(Code::InvalidInput, "what moves is a record that is withdrawn");
    return {};
}

/// What both directions demand of an operation beyond the form of its members.
Result<void> checkOperation(const model::Operation& operation) {
    if (operation.kind == model::OperationKind{})
        return fail(Code::InvalidInput, "operation without a kind");
    const std::size_t values = operation.values.size();
    if (values > kMaxOperationValues || operation.observed.size() > model::kMaxObserved)
        return fail(Code::TooLarge, "operation");
    switch (operation.kind) {
    case model::OperationKind::Write:
        if (values != 1)
            return fail(Code::InvalidInput, "a write of other than one value");
        break;
    case model::OperationKind::Withdraw:
        if (values != 0)
            return fail(Code::InvalidInput, "a withdrawal with a value");
        break;
    case model::OperationKind::Resolve:
        if (values == 0)
            return fail(Code::InvalidInput, "a resolution without a value");
        break;
    default:
        // A newer version's: the merge carries it and gives it no effect.
        break;
    }
    for (const model::VersionId& version : operation.observed)
        VB_TRY_VOID(checkVersion(version));
    if (operation.quoted)
        VB_TRY_VOID(checkQuoted(*operation.quoted));
    VB_TRY_VOID(checkMoved(operation));
    const auto notAscending = [](const model::VersionId& a, const model::VersionId& b) {
        return !(a < b);
    };
    if (std::adjacent_find(operation.observed.begin(), operation.observed.end(), notAscending) !=
        operation.observed.end())
        return fail(Code::InvalidInput, "observed versions are not ascending");
    return wire::checkText(operation.reason);
}

void writeVersion(const model::VersionId& version, v0::VersionRef& message) {
    message.set_changeset(wire::wireText(version.changeset));
    message.set_part(version.part);
    message.set_operation(version.operation);
    message.set_item(version.item);
}

void writeQuoted(const model::Quoted& quoted, v0::QuotedContent& message) {
    writeVersion(quoted.version, *message.mutable_version());
    message.set_author(wire::wireText(quoted.author));
    message.set_organisation(quoted.organisation.value);
    message.set_hat(quoted.hat);
    message.set_said_millis(static_cast<std::uint64_t>(quoted.said.millis));
    message.set_said_counter(quoted.said.counter);
    message.set_open(quoted.isOpen);
}

Result<void> writeOperation(const model::Operation& operation, v0::OperationContent& message) {
    VB_TRY_VOID(checkOperation(operation));
    message.set_kind(static_cast<std::uint32_t>(operation.kind));
    message.set_field(operation.field.field.value);
    message.set_policy(operation.field.policyCode);
    for (const model::FieldValue& value : operation.values)
        VB_TRY_VOID(writeValue(value, *message.add_values()));
    for (const model::VersionId& version : operation.observed)
        writeVersion(version, *message.add_observed());
    message.set_reason(operation.reason);
    if (operation.quoted)
        writeQuoted(*operation.quoted, *message.mutable_quoted());
    if (operation.moved) {
        message.mutable_moved()->set_record(wire::wireText(operation.moved->record));
        message.mutable_moved()->set_audience(wire::wireText(operation.moved->audience));
        message.mutable_moved()->set_root(wire::wireText(operation.moved->root));
    }
    return wire::restoreUnknown(message, operation.unknown);
}

Result<model::VersionId> readVersion(const v0::VersionRef& message) {
    VB_TRY(const bool newer, wire::hasUnknown(message));
    if (newer)
        return fail(Code::TooNew, "observed version");
    model::VersionId version;
    VB_TRY(version.changeset, wire::id<ChangesetId>(message.changeset()));
    VB_TRY(version.part, wire::narrow<std::uint16_t>(message.part(), "part"));
    VB_TRY(version.operation, wire::narrow<std::uint16_t>(message.operation(), "operation"));
    VB_TRY(version.item, wire::narrow<std::uint16_t>(message.item(), "item"));
    return version;
}

Result<model::Quoted> readQuoted(const v0::QuotedContent& message) {
    VB_TRY(const bool newer, wire::hasUnknown(message));
    if (newer)
        return fail(Code::TooNew, "quoted version");
    model::Quoted quoted;
    VB_TRY(quoted.version, readVersion(message.version()));
    VB_TRY(quoted.author, wire::id<WorkerId>(message.author()));
    VB_TRY(quoted.organisation.value,
           wire::narrow<std::uint16_t>(message.organisation(), "organisation"));
    quoted.hat = message.hat();
    VB_TRY(quoted.said.millis, wire::narrow<std::int64_t>(message.said_millis(), "stamp"));
    VB_TRY(quoted.said.counter, wire::narrow<std::uint16_t>(message.said_counter(), "stamp"));
    quoted.isOpen = message.open();
    return quoted;
}

Result<model::MovedTo> readMoved(const v0::MovedContent& message) {
    VB_TRY(const bool newer, wire::hasUnknown(message));
    if (newer)
        return fail(Code::TooNew, "where a record moved");
    model::MovedTo moved;
    VB_TRY(moved.record, wire::id<RecordId>(message.record()));
    VB_TRY(moved.audience, wire::id<AudienceId>(message.audience()));
    VB_TRY(moved.root, wire::id<RecordId>(message.root()));
    return moved;
}

Result<model::Operation> readOperation(const v0::OperationContent& message) {
    if (isOver(message.values(), kMaxOperationValues) ||
        isOver(message.observed(), model::kMaxObserved))
        return fail(Code::TooLarge, "operation");
    model::Operation operation;
    VB_TRY(const auto kind, wire::narrow<std::uint8_t>(message.kind(), "kind of operation"));
    operation.kind = static_cast<model::OperationKind>(kind);
    VB_TRY(operation.field.field.value, wire::narrow<std::uint16_t>(message.field(), "field"));
    VB_TRY(operation.field.policyCode, wire::narrow<std::uint8_t>(message.policy(), "policy"));
    operation.values.reserve(static_cast<std::size_t>(message.values_size()));
    for (const v0::ValueContent& content : message.values()) {
        VB_TRY(model::FieldValue value, readValue(content));
        operation.values.push_back(std::move(value));
    }
    operation.observed.reserve(static_cast<std::size_t>(message.observed_size()));
    for (const v0::VersionRef& observed : message.observed()) {
        VB_TRY(const model::VersionId version, readVersion(observed));
        operation.observed.push_back(version);
    }
    operation.reason = message.reason();
    if (message.has_quoted()) {
        VB_TRY(operation.quoted, readQuoted(message.quoted()));
    }
    if (message.has_moved()) {
        VB_TRY(operation.moved, readMoved(message.moved()));
    }
    VB_TRY(operation.unknown, wire::unknownOf(message));
    VB_TRY_VOID(checkOperation(operation));
    return operation;
}

Result<void> checkLineage(const std::vector<RecordId>& lineage, const RecordId& record) {
    if (lineage.size() > model::kMaxLineage)
        return fail(Code::TooLarge, "lineage");
    const std::set<RecordId> distinct(lineage.begin(), lineage.end());
    if (distinct.size() != lineage.size() || distinct.count(record) != 0)
        return fail(Code::InvalidInput, "lineage in a circle");
    return {};
}

Result<Bytes> finish(const google::protobuf::Message& message) {
    if (message.ByteSizeLong() > protocol::kMaxContentBytes)
        return fail(Code::TooLarge, "content of a part");
    return wire::serialise(message);
}

} // namespace

Result<Bytes> encodePart(const Frame& frame, const model::Part& part) {
    if (part.operations.size() > model::kMaxOperations)
        return fail(Code::TooLarge, "operations of a part");
    v0::PartContent message;
    VB_TRY_VOID(writeFrame(frame, *message.mutable_frame()));
    message.set_type(part.type.value);
    message.set_record(wire::wireText(part.record));
    for (const model::Operation& operation : part.operations)
        VB_TRY_VOID(writeOperation(operation, *message.add_operations()));
    VB_TRY_VOID(checkLineage(part.lineage, part.record));
    for (const RecordId& ancestor : part.lineage)
        message.add_lineage(wire::wireText(ancestor));
    VB_TRY_VOID(wire::restoreUnknown(message, part.unknown));
    return finish(message);
}

Result<PartContent> decodePart(ByteView bytes) {
    if (bytes.size() > protocol::kMaxContentBytes)
        return fail(Code::TooLarge, "content of a part");
    v0::PartContent message;
    VB_TRY_VOID(wire::parse(message, bytes, "part"));
    if (isOver(message.operations(), model::kMaxOperations))
        return fail(Code::TooLarge, "operations of a part");
    if (!message.has_frame())
        return fail(Code::InvalidInput, "part without a frame");
    PartContent content;
    VB_TRY(content.frame, readFrame(message.frame()));
    VB_TRY(content.part.type.value, wire::narrow<std::uint16_t>(message.type(), "record type"));
    VB_TRY(content.part.record, wire::id<RecordId>(message.record()));
    content.part.operations.reserve(static_cast<std::size_t>(message.operations_size()));
    for (const v0::OperationContent& operation : message.operations()) {
        VB_TRY(model::Operation read, readOperation(operation));
        content.part.operations.push_back(std::move(read));
    }
    if (static_cast<std::size_t>(message.lineage_size()) > model::kMaxLineage)
        return fail(Code::TooLarge, "lineage");
    for (const std::string& ancestor : message.lineage()) {
        VB_TRY(const auto id, wire::id<RecordId>(ancestor));
        content.part.lineage.push_back(id);
    }
    VB_TRY_VOID(checkLineage(content.part.lineage, content.part.record));
    VB_TRY(content.part.unknown, wire::unknownOf(message));
    return content;
}

Result<Bytes> encodeAcknowledgement(const Acknowledgement& acknowledgement) {
    v0::Acknowledgement message;
    VB_TRY_VOID(writeFrame(acknowledgement.frame, *message.mutable_frame()));
    VB_TRY_VOID(writeHeads(acknowledgement.heads, *message.mutable_heads()));
    return finish(message);
}

Result<Acknowledgement> decodeAcknowledgement(ByteView bytes) {
    if (bytes.size() > protocol::kMaxContentBytes)
        return fail(Code::TooLarge, "acknowledgement");
    v0::Acknowledgement message;
    VB_TRY_VOID(wire::parse(message, bytes, "acknowledgement"));
    if (!message.has_frame())
        return fail(Code::InvalidInput, "acknowledgement without a frame");
    Acknowledgement acknowledgement;
    VB_TRY(acknowledgement.frame, readFrame(message.frame()));
    VB_TRY(acknowledgement.heads, readHeads(message.heads()));
    return acknowledgement;
}

} // namespace vb::envelope
