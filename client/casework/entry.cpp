// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/entry.h"

namespace vb::casework {

std::string_view codeOf(AudienceLevel level) {
    return codeList(ListId::Deelniveau).entries[static_cast<std::size_t>(level)].id;
}

std::optional<AudienceLevel> audienceLevel(std::string_view code) {
    const CodeList& levels = codeList(ListId::Deelniveau);
    const std::size_t index = levels.indexOf(code);
    if (index == levels.entries.size())
        return std::nullopt;
    return static_cast<AudienceLevel>(index);
}

Instant startOf(const EventTime& time, const Calendar& calendar) {
    if (const auto* moment = std::get_if<Instant>(&time))
        return *moment;
    return calendar.instantOf({std::get<model::Date>(time).days, 0});
}

Day dayOf(const EventTime& time, const Calendar& calendar) {
    if (const auto* moment = std::get_if<Instant>(&time))
        return calendar.dayOf(*moment);
    return std::get<model::Date>(time).days;
}

model::FieldValue toValue(const EventTime& time) {
    return std::visit([](const auto& at) { return model::FieldValue(at); }, time);
}

std::optional<EventTime> toEventTime(const model::FieldValue& value) {
    if (const auto* moment = value.as<Instant>())
        return EventTime(*moment);
    if (const auto* date = value.as<model::Date>())
        return EventTime(*date);
    return std::nullopt;
}

} // namespace vb::casework
