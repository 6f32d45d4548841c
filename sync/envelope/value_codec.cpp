// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/envelope/value_codec.h"

#include "sync/envelope/wire.h"
#include "sync/protocol/content.pb.h"

#include <type_traits>

namespace vb::envelope {
namespace {

using model::FieldValue;
using veldboek::v0::ValueContent;

Result<void> checkDate(const model::Date& date) {
    if (date.precision > model::Precision::Unknown)
        return fail(Code::InvalidInput, "precision of a date");
    if (date.precision == model::Precision::Unknown && date.days != 0)
        return fail(Code::InvalidInput, "an unknown date with a day");
    return {};
}

Result<void> write(const FieldValue& value, ValueContent& message, int depth);

/// One overload for each kind of value; the depth is that of the tuples around it.
struct Writer {
    ValueContent& message;
    int depth;

    Result<void> operator()(std::monostate) const { return {}; }
    Result<void> operator()(bool truth) const {
        message.set_truth(truth);
        return {};
    }
    Result<void> operator()(std::int64_t number) const {
        message.set_number(number);
        return {};
    }
    Result<void> operator()(const std::string& text) const {
        VB_TRY_VOID(wire::checkText(text));
        message.set_text(text);
        return {};
    }
    Result<void> operator()(const model::CodeValue& code) const {
        VB_TRY_VOID(wire::checkCode(code.code));
        message.set_code(code.code);
        return {};
    }
    Result<void> operator()(const model::Date& date) const {
        VB_TRY_VOID(checkDate(date));
        message.mutable_date()->set_days(date.days);
        message.mutable_date()->set_precision(static_cast<std::uint32_t>(date.precision));
        return {};
    }
    Result<void> operator()(Instant instant) const {
        message.set_instant_millis(instant.millis);
        return {};
    }
    Result<void> operator()(const model::RecordRef& record) const {
        message.set_record(wire::wireText(record.id));
        return {};
    }
    Result<void> operator()(const model::WorkerRef& worker) const {
        message.set_worker(wire::wireText(worker.id));
        return {};
    }
    Result<void> operator()(OrganisationCode organisation) const {
        message.set_organisation(organisation.value);
        return {};
    }
    Result<void> operator()(const model::AttachmentRef& attachment) const {
        message.set_attachment(wire::wireText(attachment.id));
        return {};
    }
    Result<void> operator()(const FieldValue::Tuple& tuple) const {
        if (depth == model::kMaxValueDepth || tuple.size() > model::kMaxTupleSize)
            return fail(Code::TooLarge, "tuple");
        auto* members = message.mutable_tuple()->mutable_members();
        for (const FieldValue& member : tuple)
            VB_TRY_VOID(write(member, *members->Add(), depth + 1));
        return {};
    }
    Result<void> operator()(const model::UnknownValue& unknown) const;
};

Result<void> write(const FieldValue& value, ValueContent& message, int depth) {
    return std::visit(Writer{message, depth}, value.content());
}

Result<FieldValue> read(const ValueContent& message, int depth);

Result<FieldValue> readTuple(const veldboek::v0::TupleContent& message, int depth) {
    if (depth == model::kMaxValueDepth ||
        static_cast<std::size_t>(message.members_size()) > model::kMaxTupleSize)
        return fail(Code::TooLarge, "tuple");
    FieldValue::Tuple tuple;
    tuple.reserve(static_cast<std::size_t>(message.members_size()));
    for (const ValueContent& member : message.members()) {
        VB_TRY(FieldValue value, read(member, depth + 1));
        tuple.push_back(std::move(value));
    }
    return FieldValue(std::move(tuple));
}

Result<FieldValue> readDate(const veldboek::v0::DateContent& message) {
    VB_TRY(const auto precision, wire::narrow<std::uint8_t>(message.precision(), "precision"));
    const model::Date date{message.days(), static_cast<model::Precision>(precision)};
    VB_TRY_VOID(checkDate(date));
    return FieldValue(date);
}

template <typename Ref>
Result<FieldValue> readRef(const std::string& bytes) {
    VB_TRY(const auto id, wire::id<decltype(Ref::id)>(bytes));
    return FieldValue(Ref{id});
}

/// Whether a newer version put something into this value that we do not know.
Result<bool> isNewer(const ValueContent& message) {
    VB_TRY(bool newer, wire::hasUnknown(message));
    if (!newer && message.has_date()) {
        VB_TRY(newer, wire::hasUnknown(message.date()));
    }
    if (!newer && message.has_tuple()) {
        VB_TRY(newer, wire::hasUnknown(message.tuple()));
    }
    return newer;
}

Result<FieldValue> read(const ValueContent& message, int depth) {
    VB_TRY(const bool newer, isNewer(message));
    if (newer)
        return FieldValue(model::UnknownValue{wire::serialise(message)});
    switch (message.content_case()) {
    case ValueContent::CONTENT_NOT_SET:
        return FieldValue();
    case ValueContent::kTruth:
        return FieldValue(message.truth());
    case ValueContent::kNumber:
        return FieldValue(std::int64_t{message.number()});
    case ValueContent::kText:
        VB_TRY_VOID(wire::checkText(message.text()));
        return FieldValue(message.text());
    case ValueContent::kCode:
        VB_TRY_VOID(wire::checkCode(message.code()));
        return FieldValue(model::CodeValue{message.code()});
    case ValueContent::kDate:
        return readDate(message.date());
    case ValueContent::kInstantMillis:
        return FieldValue(Instant{message.instant_millis()});
    case ValueContent::kRecord:
        return readRef<model::RecordRef>(message.record());
    case ValueContent::kWorker:
        return readRef<model::WorkerRef>(message.worker());
    case ValueContent::kOrganisation: {
        VB_TRY(const auto code,
               wire::narrow<std::uint16_t>(message.organisation(), "organisation"));
        return FieldValue(OrganisationCode{code});
    }
    case ValueContent::kAttachment:
        return readRef<model::AttachmentRef>(message.attachment());
    case ValueContent::kTuple:
        return readTuple(message.tuple(), depth);
    }
    return fail(Code::Internal, "kind of value");
}

Result<void> Writer::operator()(const model::UnknownValue& unknown) const {
    VB_TRY_VOID(wire::parse(message, unknown.encoded, "unknown value"));
    // What we would read back as a known value must be written as one.
    VB_TRY(const bool newer, isNewer(message));
    if (!newer)
        return fail(Code::InvalidInput, "a known value among the unknown ones");
    return {};
}

} // namespace

Result<void> writeValue(const FieldValue& value, ValueContent& message) {
    return write(value, message, 0);
}

Result<FieldValue> readValue(const ValueContent& message) {
    return read(message, 0);
}

} // namespace vb::envelope
