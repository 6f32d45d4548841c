// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/conformance/values.h"

#include <array>
#include <limits>
#include <utility>

namespace vb::conformance {
namespace {

using model::FieldValue;

constexpr std::array<std::pair<std::string_view, model::OperationKind>, 3> kOperationKinds{{
    {"write", model::OperationKind::Write},
    {"withdraw", model::OperationKind::Withdraw},
    {"resolve", model::OperationKind::Resolve},
}};

Result<FieldValue> readDate(const Fields& fields) {
    VB_TRY(const Fields date, fields.object("date"));
    VB_TRY(const std::int64_t days, date.signedNumber("days"));
    VB_TRY(const std::uint64_t precision, date.number("precision", 3, 0));
    if (days < std::numeric_limits<std::int32_t>::min() ||
        days > std::numeric_limits<std::int32_t>::max())
        return date.wrong("days", "must be an integer of 32 bits");
    return FieldValue(
        model::Date{static_cast<std::int32_t>(days), static_cast<model::Precision>(precision)});
}

Result<FieldValue> readTuple(const Fields& fields, int depth) {
    VB_TRY(const Fields tuple, fields.object("tuple"));
    VB_TRY(const auto* members, tuple.array("members"));
    FieldValue::Tuple values;
    for (const Json& member : *members) {
        VB_TRY(auto value, readValue(member, depth + 1));
        values.push_back(std::move(value));
    }
    return FieldValue(std::move(values));
}

Result<model::OperationKind> readKind(const Fields& fields) {
    VB_TRY(const std::string kind, fields.text("kind", "write"));
    for (const auto& [name, code] : kOperationKinds) {
        if (name == kind)
            return code;
    }
    return fields.wrong("kind", "must be write, withdraw or resolve");
}

Result<model::Operation> readOperation(const Json& json) {
    VB_TRY(const Fields fields, Fields::of(json, "operation"));
    model::Operation operation;
    VB_TRY(operation.kind, readKind(fields));
    VB_TRY(const auto field, fields.number("field", UINT16_MAX));
    operation.field.field = {static_cast<std::uint16_t>(field)};
    if (fields.has("policy") || field != 0) {
        VB_TRY(operation.field.policyCode, readPolicy(fields, "policy"));
    }
    VB_TRY(const auto* values, fields.arrayOrNone("values"));
    for (const Json& element : values ? *values : Json::array_t()) {
        VB_TRY(auto value, readValue(element));
        operation.values.push_back(std::move(value));
    }
    VB_TRY(const auto* observed, fields.arrayOrNone("observed"));
    for (const Json& element : observed ? *observed : Json::array_t()) {
        VB_TRY(const auto version, readVersion(element));
        operation.observed.push_back(version);
    }
    VB_TRY(operation.reason, fields.text("reason", ""));
    return operation;
}

Json operationJson(const model::Operation& operation) {
    Json json{{"field", operation.field.field.value},
              {"policy", operation.field.policyCode},
              {"values", valuesJson(operation.values)},
              {"reason", operation.reason}};
    json["kind"] = static_cast<unsigned>(operation.kind);
    for (const auto& [name, code] : kOperationKinds) {
        if (code == operation.kind)
            json["kind"] = name;
    }
    Json observed = Json::array();
    for (const auto& version : operation.observed)
        observed.push_back(versionJson(version));
    json["observed"] = std::move(observed);
    return json;
}

struct ToJson {
    Json operator()(std::monostate) const { return Json::object(); }
    Json operator()(bool truth) const { return {{"truth", truth}}; }
    Json operator()(std::int64_t number) const { return {{"number", number}}; }
    Json operator()(const std::string& text) const { return {{"text", text}}; }
    Json operator()(const model::CodeValue& value) const { return {{"code", value.code}}; }
    Json operator()(const model::Date& date) const {
        return {
            {"date", {{"days", date.days}, {"precision", static_cast<unsigned>(date.precision)}}}};
    }
    Json operator()(Instant at) const { return {{"instant_millis", at.millis}}; }
    Json operator()(const model::RecordRef& ref) const { return {{"record", ref.id.hex()}}; }
    Json operator()(const model::WorkerRef& ref) const { return {{"worker", ref.id.hex()}}; }
    Json operator()(OrganisationCode code) const { return {{"organisation", code.value}}; }
    Json operator()(const model::AttachmentRef& ref) const {
        return {{"attachment", ref.id.hex()}};
    }
    Json operator()(const FieldValue::Tuple& tuple) const {
        return {{"tuple", {{"members", valuesJson(tuple)}}}};
    }
    Json operator()(const model::UnknownValue& value) const {
        return {{"unknown", toHex(value.encoded)}};
    }
};

} // namespace

Result<FieldValue> readValue(const Json& json, int depth) {
    VB_TRY(const Fields fields, Fields::of(json, "value"));
    if (json.empty())
        return FieldValue();
    if (json.size() != 1 || depth > model::kMaxValueDepth)
        return fail(Code::InvalidInput, "a value has one member, and few values within values");
    const std::string& kind = json.begin().key();
    if (kind == "truth") {
        VB_TRY(const bool truth, fields.truth("truth", false));
        return FieldValue(truth);
    }
    if (kind == "number" || kind == "instant_millis") {
        VB_TRY(const std::int64_t number, fields.signedNumber(kind.c_str()));
        return kind == "number" ? FieldValue(number) : FieldValue(Instant{number});
    }
    if (kind == "text" || kind == "code") {
        VB_TRY(const std::string text, fields.text(kind.c_str()));
        return kind == "text" ? FieldValue(text) : FieldValue(model::CodeValue{text});
    }
    if (kind == "date")
        return readDate(fields);
    if (kind == "record") {
        VB_TRY(const auto id, fields.id<RecordId>("record"));
        return FieldValue(model::RecordRef{id});
    }
    if (kind == "worker") {
        VB_TRY(const auto id, fields.id<WorkerId>("worker"));
        return FieldValue(model::WorkerRef{id});
    }
    if (kind == "organisation") {
        VB_TRY(const auto code, fields.number("organisation", UINT16_MAX));
        return FieldValue(OrganisationCode{static_cast<std::uint16_t>(code)});
    }
    if (kind == "attachment") {
        VB_TRY(const auto id, fields.id<AttachmentId>("attachment"));
        return FieldValue(model::AttachmentRef{id});
    }
    if (kind == "tuple")
        return readTuple(fields, depth);
    return fail(Code::InvalidInput, "a value of no known kind");
}

Json valueJson(const FieldValue& value) {
    return std::visit(ToJson{}, value.content());
}

Json valuesJson(const std::vector<FieldValue>& values) {
    Json list = Json::array();
    for (const FieldValue& value : values)
        list.push_back(valueJson(value));
    return list;
}

Result<model::VersionId> readVersion(const Json& json) {
    VB_TRY(const Fields fields, Fields::of(json, "version"));
    model::VersionId version;
    VB_TRY(version.changeset, fields.id<ChangesetId>("changeset"));
    VB_TRY(const auto part, fields.number("part", UINT16_MAX, 0));
    VB_TRY(const auto operation, fields.number("operation", UINT16_MAX, 0));
    VB_TRY(const auto item, fields.number("item", UINT16_MAX, 0));
    version.part = static_cast<std::uint16_t>(part);
    version.operation = static_cast<std::uint16_t>(operation);
    version.item = static_cast<std::uint16_t>(item);
    return version;
}

Json versionJson(const model::VersionId& version) {
    return {{"changeset", version.changeset.hex()},
            {"part", version.part},
            {"operation", version.operation},
            {"item", version.item}};
}

Result<std::uint8_t> readPolicy(const Fields& fields, const char* field) {
    if (const auto number = fields.number(field, UINT8_MAX))
        return static_cast<std::uint8_t>(*number);
    VB_TRY(const std::string name, fields.text(field));
    for (std::uint8_t code = 1; const auto policy = model::policyFromCode(code); ++code) {
        if (model::policyName(*policy) == name)
            return code;
    }
    return fields.wrong(field, "is no policy");
}

Result<model::Part> readPart(const Fields& fields) {
    model::Part part;
    VB_TRY(const auto type, fields.number("type", UINT16_MAX));
    part.type = {static_cast<std::uint16_t>(type)};
    VB_TRY(part.record, fields.id<RecordId>("record"));
    VB_TRY(const auto* operations, fields.array("operations"));
    for (const Json& element : *operations) {
        VB_TRY(auto operation, readOperation(element));
        part.operations.push_back(std::move(operation));
    }
    return part;
}

Json partJson(const model::Part& part) {
    Json operations = Json::array();
    for (const auto& operation : part.operations)
        operations.push_back(operationJson(operation));
    return {{"type", part.type.value},
            {"record", part.record.hex()},
            {"operations", std::move(operations)}};
}

Result<HybridStamp> readStamp(const Fields& fields) {
    VB_TRY(const auto millis,
           fields.number("stamp_millis", static_cast<std::uint64_t>(kMaxStampMillis)));
    VB_TRY(const auto counter, fields.number("stamp_counter", UINT16_MAX, 0));
    return HybridStamp{static_cast<std::int64_t>(millis), static_cast<std::uint16_t>(counter)};
}

} // namespace vb::conformance
