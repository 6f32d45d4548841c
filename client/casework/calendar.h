// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/model/field_value.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace vb::casework {

/// A civil day: days since 1970-01-01 in the proleptic Gregorian calendar.
using Day = std::int32_t;

/// A day and a minute of that day on the clock on the wall.
struct CivilTime {
    Day day = 0;
    std::int32_t minute = 0; ///< 0 to 1439
    friend auto operator<=>(const CivilTime&, const CivilTime&) = default;
};

/// Between instants and the clock on the wall of the house. The client's comes from Qt's time
/// zones (client/platform); casework knows none. Pure in its argument; for any thread.
class Calendar {
public:
    virtual ~Calendar() = default;
    [[nodiscard]] virtual CivilTime civilOf(Instant at) const = 0;
    /// The first instant with that civil time; in the hour that summer time skips, the instant that
    /// the skipped time would have had.
    [[nodiscard]] virtual Instant instantOf(CivilTime civil) const = 0;

    [[nodiscard]] Day dayOf(Instant at) const { return civilOf(at).day; }
};

/// Without time zone: where a fixed meaning of dates matters more than the wall.
class UtcCalendar final : public Calendar {
public:
    [[nodiscard]] CivilTime civilOf(Instant at) const override;
    [[nodiscard]] Instant instantOf(CivilTime civil) const override;
};

struct YearMonthDay {
    std::int32_t year = 1970;
    std::int32_t month = 1;
    std::int32_t day = 1;
    friend auto operator<=>(const YearMonthDay&, const YearMonthDay&) = default;
};

YearMonthDay yearMonthDay(Day day);
/// A day of the month beyond its end is taken as the end.
Day dayFrom(YearMonthDay date);
Day addMonths(Day day, std::int32_t months);
/// Whole years from `birth` to `today`; someone born on 29 February is a year older on 1 March.
std::int32_t yearsBetween(Day birth, Day today);

/// "2026-11-22"; and back, InvalidInput unless it is exactly that and a real date.
std::string isoDay(Day day);
Result<Day> parseIsoDay(std::string_view text);

/// Dutch for people: "22 november 2026", "22 nov".
std::string longDay(Day day);
std::string shortDay(Day day);
/// As exactly as it is known: "22 november 2026", "november 2026", "2026", "onbekend".
std::string dutchDate(const model::Date& date);
/// "22 november 2026 14:02".
std::string dutchMoment(Instant at, const Calendar& calendar);
/// "14:02".
std::string clockTime(std::int32_t minute);

} // namespace vb::casework
