// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/reading.h"

#include <type_traits>

namespace vb::casework {

namespace {

const model::FieldValue* shownOf(const model::RecordState& state, const FieldSpec& field) {
    const model::FieldState* found = state.find(field.id());
    return found != nullptr ? found->value() : nullptr;
}

/// The value, or the first member of a tuple, as a T.
template <typename T>
const T* leading(const model::RecordState& state, const FieldSpec& field) {
    const model::FieldValue* value = shownOf(state, field);
    if (value == nullptr)
        return nullptr;
    if (const auto* members = value->as<model::FieldValue::Tuple>())
        return members->empty() ? nullptr : members->front().as<T>();
    return value->as<T>();
}

template <typename T, typename Out, typename Get>
std::vector<Out> setOf(const model::RecordState& state, const FieldSpec& field, Get get) {
    std::vector<Out> out;
    const model::FieldState* found = state.find(field.id());
    if (found == nullptr)
        return out;
    for (const model::FieldValue& value : found->values()) {
        if (const T* wanted = value.as<T>())
            out.push_back(get(*wanted));
    }
    return out;
}

std::string shownTuple(const FieldSpec& field, const model::FieldValue::Tuple& members,
                       const NameBook& names, const Calendar& calendar) {
    std::string text;
    for (const model::FieldValue& member : members) {
        if (member.isEmpty())
            continue;
        if (!text.empty())
            text += field.list == ListId::Frequentie ? " keer " : ", ";
        text += shownValue(field, member, names, calendar);
    }
    return text;
}

} // namespace

std::string textOf(const model::RecordState& state, const FieldSpec& field) {
    const auto* text = leading<std::string>(state, field);
    return text != nullptr ? *text : std::string();
}

std::string codeOf(const model::RecordState& state, const FieldSpec& field) {
    const auto* code = leading<model::CodeValue>(state, field);
    return code != nullptr ? code->code : std::string();
}

std::optional<Day> dayOf(const model::RecordState& state, const FieldSpec& field) {
    const auto* date = leading<model::Date>(state, field);
    if (date == nullptr || date->precision == model::Precision::Unknown)
        return std::nullopt;
    return date->days;
}

std::optional<EventTime> timeOf(const model::RecordState& state, const FieldSpec& field) {
    const model::FieldValue* value = shownOf(state, field);
    return value != nullptr ? toEventTime(*value) : std::nullopt;
}

std::optional<std::int64_t> numberOf(const model::RecordState& state, const FieldSpec& field) {
    const auto* number = leading<std::int64_t>(state, field);
    return number != nullptr ? std::optional(*number) : std::nullopt;
}

std::optional<RecordId> recordOf(const model::RecordState& state, const FieldSpec& field) {
    const auto* record = leading<model::RecordRef>(state, field);
    return record != nullptr ? std::optional(record->id) : std::nullopt;
}

std::optional<OrganisationCode> organisationOf(const model::RecordState& state,
                                               const FieldSpec& field) {
    const auto* organisation = leading<OrganisationCode>(state, field);
    return organisation != nullptr ? std::optional(*organisation) : std::nullopt;
}

std::optional<WorkerId> workerOf(const model::RecordState& state, const FieldSpec& field) {
    const auto* worker = leading<model::WorkerRef>(state, field);
    return worker != nullptr ? std::optional(worker->id) : std::nullopt;
}

model::FieldValue::Tuple tupleOf(const model::RecordState& state, const FieldSpec& field) {
    const model::FieldValue* value = shownOf(state, field);
    const auto* members = value != nullptr ? value->as<model::FieldValue::Tuple>() : nullptr;
    return members != nullptr ? *members : model::FieldValue::Tuple();
}

std::vector<std::string> codesOf(const model::RecordState& state, const FieldSpec& field) {
    return setOf<model::CodeValue, std::string>(state, field,
                                                [](const auto& value) { return value.code; });
}

std::vector<RecordId> recordsOf(const model::RecordState& state, const FieldSpec& field) {
    return setOf<model::RecordRef, RecordId>(state, field,
                                             [](const auto& value) { return value.id; });
}

std::vector<WorkerId> workersOf(const model::RecordState& state, const FieldSpec& field) {
    return setOf<model::WorkerRef, WorkerId>(state, field,
                                             [](const auto& value) { return value.id; });
}

EventTime happened(const model::RecordState& state) {
    if (const auto time = timeOf(state, common::kGebeurdOp))
        return *time;
    return state.created ? Instant{state.created->effective.millis} : Instant{};
}

bool hasDeviatingClock(const model::Attribution& by) {
    // Clocks differ by seconds and nobody minds.
    constexpr std::chrono::minutes kTolerance{5};
    return by.hubTime && Instant{by.stamp.millis} > *by.hubTime + kTolerance;
}

bool isContested(const model::RecordState& state, const FieldSpec& field) {
    const model::FieldState* found = state.find(field.id());
    return found != nullptr && found->isConflict;
}

std::string shownValue(const FieldSpec& field, const model::FieldValue& value,
                       const NameBook& names, const Calendar& calendar) {
    return std::visit(
        [&](const auto& content) -> std::string {
            using T = std::remove_cvref_t<decltype(content)>;
            if constexpr (std::is_same_v<T, std::monostate>) {
                return "(leeg)";
            } else if constexpr (std::is_same_v<T, bool>) {
                return content ? "ja" : "nee";
            } else if constexpr (std::is_same_v<T, std::int64_t>) {
                return std::to_string(content);
            } else if constexpr (std::is_same_v<T, std::string>) {
                return content;
            } else if constexpr (std::is_same_v<T, model::CodeValue>) {
                return field.list == ListId::None ? content.code
                                                  : codeList(field.list).labelOf(content.code);
            } else if constexpr (std::is_same_v<T, model::Date>) {
                return dutchDate(content);
            } else if constexpr (std::is_same_v<T, Instant>) {
                return dutchMoment(content, calendar);
            } else if constexpr (std::is_same_v<T, model::RecordRef>) {
                const std::string name = names.recordName(content.id);
                return name.empty() ? "(staat niet op dit apparaat)" : name;
            } else if constexpr (std::is_same_v<T, model::WorkerRef>) {
                return names.workerName(content.id);
            } else if constexpr (std::is_same_v<T, OrganisationCode>) {
                return names.organisationName(content);
            } else if constexpr (std::is_same_v<T, model::AttachmentRef>) {
                return "(bijlage)";
            } else if constexpr (std::is_same_v<T, model::UnknownValue>) {
                return "(door een nieuwere versie geschreven)";
            } else {
                return shownTuple(field, content, names, calendar);
            }
        },
        value.content());
}

} // namespace vb::casework
