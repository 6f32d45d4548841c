// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/validate.h"

#include "sync/base/utf8.h"

#include <algorithm>
#include <set>

namespace vb::model {

namespace {

// 0000-01-01 and 9999-12-31 as days since 1970-01-01.
constexpr std::int32_t kFirstDay = -719'528;
constexpr std::int32_t kLastDay = 2'932'896;

Result<void> invalid(const char* what) {
    return fail(Code::InvalidInput, what);
}

bool isCode(std::string_view code) {
    return !code.empty() && code.size() <= kMaxCodeBytes &&
           std::all_of(code.begin(), code.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_';
           });
}

bool isText(std::string_view text, std::size_t maxBytes) {
    return text.size() <= maxBytes && countCodePoints(text).has_value();
}

bool isDate(const Date& date) {
    if (date.precision > Precision::Unknown)
        return false;
    if (date.precision == Precision::Unknown)
        return date.days == 0;
    return date.days >= kFirstDay && date.days <= kLastDay;
}

Result<void> checkValue(const FieldValue& value, int depth) {
    if (const auto* text = value.as<std::string>(); text && !isText(*text, kMaxTextBytes))
        return invalid("text too long or not UTF-8");
    if (const auto* code = value.as<CodeValue>(); code && !isCode(code->code))
        return invalid("not a code");
    if (const auto* date = value.as<Date>(); date && !isDate(*date))
        return invalid("not a date");
    if (const auto* unknown = value.as<UnknownValue>();
        unknown && unknown->encoded.size() > kMaxTextBytes)
        return invalid("value too long");
    const auto* tuple = value.as<FieldValue::Tuple>();
    if (tuple == nullptr)
        return {};
    if (depth >= kMaxValueDepth)
        return invalid("value nested too deep");
    if (tuple->size() > kMaxTupleSize)
        return invalid("tuple too large");
    for (const FieldValue& member : *tuple)
        VB_TRY_VOID(checkValue(member, depth + 1));
    return {};
}

Result<void> checkCount(const Operation& operation) {
    const std::size_t count = operation.values.size();
    switch (operation.kind) {
    case OperationKind::Write:
        return count == 1 ? Result<void>() : invalid("a write has one value");
    case OperationKind::Withdraw:
        return count == 0 ? Result<void>() : invalid("a withdrawal has no value");
    case OperationKind::Resolve:
        break;
    default:
        // From a newer version: bounded, and otherwise not ours to judge.
        return count <= kMaxKept ? Result<void>() : invalid("too many values");
    }
    if (count == 0 || count > kMaxKept)
        return invalid("a resolution keeps 1 to 64 values");
    const std::set<FieldValue> distinct(operation.values.begin(), operation.values.end());
    return distinct.size() == count ? Result<void>() : invalid("a resolution keeps a value twice");
}

/// The longest text in a value, in Unicode characters.
std::size_t longestText(const FieldValue& value) {
    if (const auto* text = value.as<std::string>())
        return countCodePoints(*text).value_or(text->size());
    std::size_t longest = 0;
    if (const auto* tuple = value.as<FieldValue::Tuple>())
        for (const FieldValue& member : *tuple)
            longest = std::max(longest, longestText(member));
    return longest;
}

} // namespace

Result<void> validateStructure(const FieldValue& value) {
    return checkValue(value, 0);
}

Result<void> validateStructure(const Operation& operation) {
    VB_TRY_VOID(checkCount(operation));
    for (const FieldValue& value : operation.values)
        VB_TRY_VOID(validateStructure(value));
    const auto& observed = operation.observed;
    if (observed.size() > kMaxObserved)
        return fail(Code::TooLarge, "operation observes too many versions");
    const auto isOutOfOrder = [](const VersionId& a, const VersionId& b) { return !(a < b); };
    if (std::adjacent_find(observed.begin(), observed.end(), isOutOfOrder) != observed.end())
        return invalid("observed versions not sorted or not distinct");
    if (operation.kind == OperationKind::Withdraw && observed.empty())
        return invalid("a withdrawal takes back nothing");
    if (!isText(operation.reason, kMaxReasonBytes))
        return invalid("reason too long or not UTF-8");
    return {};
}

Result<void> validateStructure(const Part& part) {
    if (part.operations.empty() || part.operations.size() > kMaxOperations)
        return invalid("a part has 1 to 256 operations");
    for (const Operation& operation : part.operations)
        VB_TRY_VOID(validateStructure(operation));
    return {};
}

Result<void> validateStructure(const Changeset& changeset) {
    if (changeset.parts.empty() || changeset.parts.size() > kMaxParts)
        return invalid("a changeset has 1 to 64 parts");
    if (!isText(changeset.hat, kMaxHatBytes))
        return invalid("hat too long or not UTF-8");
    if (changeset.stamp.millis < 0 || changeset.stamp.millis > kMaxStampMillis)
        return invalid("stamp out of range");
    std::set<RecordId> records;
    for (const Part& part : changeset.parts) {
        if (!records.insert(part.record).second)
            return invalid("a record in two parts of one changeset");
        VB_TRY_VOID(validateStructure(part));
    }
    return {};
}

Result<void> validateOperation(const FieldDeclaration& field, const Operation& operation) {
    VB_TRY_VOID(validateStructure(operation));
    if (operation.field != field.key())
        return fail(Code::InvalidInput, field.name + ": other field or policy");
    if (operation.kind != OperationKind::Write && field.policy == MergePolicy::Append)
        return fail(Code::InvalidInput, field.name + ": append knows writes only");
    for (const FieldValue& value : operation.values) {
        if (!field.accepts(value))
            return fail(Code::InvalidInput, field.name + ": value of another kind or code");
        if (field.maxLength > 0 && longestText(value) > field.maxLength)
            return fail(Code::TooLarge, field.name + ": text too long");
    }
    return {};
}

Result<void> validateOperation(const Schema& schema, RecordTypeId type,
                               const Operation& operation) {
    if (operation.field == kRecordKey && operation.kind == OperationKind::Withdraw)
        return validateStructure(operation);
    const FieldDeclaration* field = schema.find(type, operation.field.field);
    if (field == nullptr)
        return fail(Code::NotFound, "field " + std::to_string(operation.field.field.value));
    return validateOperation(*field, operation);
}

} // namespace vb::model
