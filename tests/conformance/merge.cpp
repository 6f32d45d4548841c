// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/merge.h"

#include "sync/model/conflict.h"
#include "sync/model/dump.h"
#include "sync/model/validate.h"
#include "tests/conformance/driver.h"
#include "tests/conformance/values.h"

#include <algorithm>
#include <array>

namespace vb::conformance {
namespace {

using model::FieldDeclaration;
using model::MergePolicy;
using model::ValueKind;
using model::ValueKinds;

template <typename Enum, std::size_t N>
using Names = std::array<std::pair<std::string_view, Enum>, N>;

constexpr Names<model::FirstWriter, 4> kFirstWriters{{
    {"author", model::FirstWriter::Author},
    {"source_organisation", model::FirstWriter::SourceOrganisation},
    {"executing_organisation", model::FirstWriter::ExecutingOrganisation},
    {"receiver", model::FirstWriter::Receiver},
}};
constexpr Names<model::WhileOpen, 3> kWhileOpen{{
    {"newest", model::WhileOpen::Newest},
    {"earliest", model::WhileOpen::EarliestValue},
    {"strongest", model::WhileOpen::Strongest},
}};
constexpr Names<model::Standing, 2> kStandings{{
    {"effective", model::Standing::Effective},
    {"beyond_cut", model::Standing::BeyondCut},
}};

template <typename Enum, std::size_t N>
Result<Enum> readName(const Fields& fields, const char* field, const Names<Enum, N>& names) {
    VB_TRY(const std::string name, fields.text(field, std::string(names.front().first).c_str()));
    for (const auto& [known, value] : names) {
        if (known == name)
            return value;
    }
    return fields.wrong(field, "has no such choice");
}

// ---- The schema

Result<ValueKinds> readKinds(const Fields& fields, const char* field, const Json& json) {
    // Room for each kind once; what is not named repeats one that is.
    std::array<ValueKind, static_cast<std::size_t>(ValueKind::Unknown)> named{};
    const auto* names = json.get_ptr<const Json::array_t*>();
    if (names == nullptr || names->empty() || names->size() > named.size())
        return fields.wrong(field, "must be a list of kinds of value");
    for (std::size_t i = 0; i < named.size(); ++i) {
        const Json& name = (*names)[std::min(i, names->size() - 1)];
        bool isKnown = false;
        for (std::size_t kind = 0; kind < named.size() && !isKnown; ++kind) {
            named[i] = static_cast<ValueKind>(kind);
            isKnown = name == std::string(model::kindName(named[i]));
        }
        if (!isKnown)
            return fields.wrong(field, "must be a list of kinds of value");
    }
    return ValueKinds{named[0], named[1], named[2], named[3], named[4],  named[5],
                      named[6], named[7], named[8], named[9], named[10], named[11]};
}

/// What a field takes when the request does not say.
ValueKinds usualKinds(MergePolicy policy) {
    switch (policy) {
    case MergePolicy::Earliest:
    case MergePolicy::LatestDate:
        return {ValueKind::Date, ValueKind::Instant};
    case MergePolicy::MostCautious:
    case MergePolicy::MostRestrictive:
    case MergePolicy::Lattice:
        return {ValueKind::Code};
    case MergePolicy::Counter:
        return {ValueKind::Tuple};
    default:
        return {ValueKind::Bool,         ValueKind::Integer,   ValueKind::Text,   ValueKind::Code,
                ValueKind::Date,         ValueKind::Instant,   ValueKind::Record, ValueKind::Worker,
                ValueKind::Organisation, ValueKind::Attachment};
    }
}

Result<model::RoleSet> readRoles(const Fields& fields, const char* field) {
    model::RoleSet roles;
    VB_TRY(const auto* names, fields.arrayOrNone(field));
    for (const Json& name : names ? *names : Json::array_t()) {
        bool isKnown = false;
        for (unsigned role = 1; role <= static_cast<unsigned>(model::Role::Manager); ++role) {
            if (name != std::string(model::roleName(static_cast<model::Role>(role))))
                continue;
            roles.add(static_cast<model::Role>(role));
            isKnown = true;
        }
        if (!isKnown)
            return fields.wrong(field, "must be a list of roles");
    }
    return roles;
}

Result<model::Protection> readProtection(const Fields& fields) {
    model::Protection protection;
    VB_TRY(protection.roles, readRoles(fields, "roles"));
    VB_TRY(protection.initialByCreator, fields.truth("initial_by_creator", false));
    VB_TRY(const auto* writers, fields.arrayOrNone("first_version"));
    for (const Json& element : writers ? *writers : Json::array_t()) {
        VB_TRY(const Fields writer, Fields::of(element, "first_version"));
        model::FirstVersionWriter read;
        VB_TRY(read.who, readName(writer, "who", kFirstWriters));
        VB_TRY(const auto field, writer.number("field", UINT16_MAX, 0));
        read.field = {static_cast<std::uint16_t>(field)};
        protection.firstVersion.push_back(read);
    }
    return protection;
}

Result<FieldDeclaration> readField(const Json& json) {
    VB_TRY(const Fields fields, Fields::of(json, "field"));
    FieldDeclaration field;
    VB_TRY(const auto id, fields.number("id", UINT16_MAX));
    field.id = {static_cast<std::uint16_t>(id)};
    VB_TRY(field.name, fields.text("name", ("field_" + std::to_string(id)).c_str()));
    VB_TRY(const auto code, readPolicy(fields, "policy"));
    const auto policy = model::policyFromCode(code);
    if (!policy)
        return fields.wrong("policy", "is no policy");
    field.policy = *policy;
    field.kinds = usualKinds(*policy);
    if (*policy == MergePolicy::Counter)
        field.members = {ValueKind::Text, ValueKind::Integer};
    if (fields.has("kinds")) {
        VB_TRY(field.kinds, readKinds(fields, "kinds", json["kinds"]));
    }
    VB_TRY(const auto* members, fields.arrayOrNone("members"));
    if (members)
        field.members.clear();
    for (const Json& member : members ? *members : Json::array_t()) {
        VB_TRY(const ValueKinds kinds, readKinds(fields, "members", member));
        field.members.push_back(kinds);
    }
    VB_TRY(const auto* order, fields.arrayOrNone("order"));
    for (const Json& element : order ? *order : Json::array_t()) {
        if (!element.is_string())
            return fields.wrong("order", "must be a list of codes");
        field.order.push_back(element.get<std::string>());
    }
    if (fields.has("protection")) {
        VB_TRY(const Fields protection, fields.object("protection"));
        VB_TRY(field.protection, readProtection(protection));
    }
    VB_TRY(field.whileOpen, readName(fields, "while_open", kWhileOpen));
    VB_TRY(field.keyedItems, fields.truth("keyed_items", false));
    return field;
}

Result<model::Schema> readSchema(const Fields& request) {
    std::vector<model::RecordTypeDeclaration> types;
    VB_TRY(const auto* list, request.array("types"));
    for (const Json& element : *list) {
        VB_TRY(const Fields fields, Fields::of(element, "type"));
        model::RecordTypeDeclaration type;
        VB_TRY(const auto id, fields.number("id", UINT16_MAX));
        type.id = {static_cast<std::uint16_t>(id)};
        VB_TRY(type.name, fields.text("name", ("type_" + std::to_string(id)).c_str()));
        VB_TRY(const auto* declared, fields.array("fields"));
        for (const Json& one : *declared) {
            VB_TRY(auto field, readField(one));
            type.fields.push_back(std::move(field));
        }
        types.push_back(std::move(type));
    }
    return model::Schema::create(std::move(types));
}

// ---- The changesets

Result<model::LoggedChangeset> readChangeset(const Json& json) {
    VB_TRY(const Fields fields, Fields::of(json, "changeset"));
    model::LoggedChangeset changeset;
    VB_TRY(changeset.id, fields.id<ChangesetId>("id"));
    model::Changeset& content = changeset.content;
    VB_TRY(content.author, fields.id<WorkerId>("author", WorkerId()));
    VB_TRY(const auto organisation, fields.number("organisation", UINT16_MAX, 0));
    content.organisation = {static_cast<std::uint16_t>(organisation)};
    VB_TRY(content.hat, fields.text("hat", "wijkagent"));
    VB_TRY(content.stamp, readStamp(fields));
    VB_TRY(const auto* parts, fields.array("parts"));
    std::uint64_t next = 0;
    for (const Json& element : *parts) {
        VB_TRY(const Fields part, Fields::of(element, "part"));
        VB_TRY(const auto index, part.number("index", model::kMaxParts - 1, next));
        if (index < next)
            return part.wrong("index", "must rise from part to part");
        next = index + 1;
        VB_TRY(auto read, readPart(part));
        content.parts.push_back(std::move(read));
        changeset.partIndexes.push_back(static_cast<std::uint16_t>(index));
    }
    if (fields.has("position") != fields.has("hub_time_millis"))
        return fields.wrong("position", "and hub_time_millis go together");
    if (fields.has("position")) {
        VB_TRY(const auto position, fields.number("position", INT64_MAX));
        VB_TRY(const auto hubTime,
               fields.number("hub_time_millis", static_cast<std::uint64_t>(kMaxStampMillis)));
        changeset.position = position;
        changeset.hubTime = Instant{static_cast<std::int64_t>(hubTime)};
    }
    VB_TRY(changeset.rolesAtAcceptance, readRoles(fields, "roles"));
    VB_TRY(changeset.standing, readName(fields, "standing", kStandings));
    VB_TRY(changeset.late, fields.truth("late", false));
    VB_TRY_VOID(model::validateStructure(content));
    return changeset;
}

// ---- The reply

Json fieldKeyJson(const model::FieldKey& key) {
    return {{"field", key.field.value}, {"policy", key.policyCode}};
}

Json versionsJson(const std::vector<model::Version>& versions) {
    Json list = Json::array();
    for (const model::Version& version : versions) {
        Json json = versionJson(version.id);
        json["value"] = valueJson(version.value);
        json["author"] = version.by.author.hex();
        json["organisation"] = version.by.organisation.value;
        json["status"] = std::string(model::statusName(version.status));
        list.push_back(std::move(json));
    }
    return list;
}

Json conflictJson(const model::Conflict& conflict) {
    Json json = fieldKeyJson(conflict.field);
    json["type"] = conflict.type.value;
    json["record"] = conflict.record.hex();
    json["item"] = valueJson(conflict.item);
    json["base"] = versionsJson(conflict.base);
    Json candidates = Json::array();
    for (const model::Candidate& candidate : conflict.candidates)
        candidates.push_back({{"values", valuesJson(candidate.values)},
                              {"versions", versionsJson(candidate.versions)},
                              {"resolution", candidate.isResolution}});
    json["candidates"] = std::move(candidates);
    return json;
}

Json recordJson(const model::RecordState& state) {
    Json fields = Json::array();
    for (const model::FieldState& field : state.fields) {
        Json json = fieldKeyJson(field.key);
        json["known"] = field.isKnown;
        json["values"] = valuesJson(field.values());
        json["conflict"] = field.isConflict;
        json["also_reported"] = field.isAlsoReported;
        json["total"] = field.total;
        json["versions"] = versionsJson(field.versions);
        if (const auto* value = field.value())
            json["shown"] = valueJson(*value);
        fields.push_back(std::move(json));
    }
    return {{"type", state.type.value},
            {"record", state.record.hex()},
            {"withdrawn", state.isWithdrawn()},
            {"fields", std::move(fields)}};
}

} // namespace

Reply merge(const Fields& request) {
    VB_TRY(const model::Schema schema, readSchema(request));
    VB_TRY(const auto* list, request.array("changesets"));
    std::vector<model::LoggedChangeset> changesets;
    for (const Json& element : *list) {
        VB_TRY(auto changeset, readChangeset(element));
        changesets.push_back(std::move(changeset));
    }
    const auto states = model::mergeAll(schema, changesets);
    Json conflicts = Json::array();
    for (const model::Conflict& conflict : model::conflictsOf(schema, states))
        conflicts.push_back(conflictJson(conflict));
    Json records = Json::array();
    for (const model::RecordState& state : states)
        records.push_back(recordJson(state));
    return Json{{"dump", model::canonicalDump(schema, changesets)},
                {"conflicts", std::move(conflicts)},
                {"records", std::move(records)}};
}

} // namespace vb::conformance
