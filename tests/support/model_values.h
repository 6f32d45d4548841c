// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/model/field_value.h"

#include <chrono>
#include <string>

namespace vb::test {

inline model::FieldValue code(std::string id) {
    return model::CodeValue{std::move(id)};
}
inline model::FieldValue text(std::string words) {
    return words;
}
inline model::FieldValue number(std::int64_t value) {
    return value;
}
inline model::FieldValue day(int year, unsigned month, unsigned dayOfMonth,
                             model::Precision precision = model::Precision::Day) {
    const std::chrono::sys_days days = std::chrono::year_month_day(
        std::chrono::year(year), std::chrono::month(month), std::chrono::day(dayOfMonth));
    return model::Date{static_cast<std::int32_t>(days.time_since_epoch().count()), precision};
}
template <typename... Members>
model::FieldValue tuple(Members&&... members) {
    return model::FieldValue::Tuple{model::FieldValue(std::forward<Members>(members))...};
}
/// An entry of a counter.
inline model::FieldValue entry(std::string id, std::int64_t amount) {
    return tuple(std::move(id), amount);
}

} // namespace vb::test
