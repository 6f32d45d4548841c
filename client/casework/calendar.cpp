// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/calendar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace vb::casework {

namespace {

constexpr std::int64_t kMillisPerMinute = 60'000;
constexpr std::int64_t kMinutesPerDay = 1440;

constexpr std::array<std::string_view, 12> kMonths{"januari",   "februari", "maart",    "april",
                                                   "mei",       "juni",     "juli",     "augustus",
                                                   "september", "oktober",  "november", "december"};
constexpr std::array<std::string_view, 12> kShortMonths{"jan", "feb", "mrt", "apr", "mei", "jun",
                                                        "jul", "aug", "sep", "okt", "nov", "dec"};

std::int64_t floorDivide(std::int64_t value, std::int64_t by) {
    const std::int64_t quotient = value / by;
    return value % by < 0 ? quotient - 1 : quotient;
}

std::string_view monthName(std::int32_t month) {
    return kMonths[static_cast<std::size_t>(month - 1)];
}

std::string padded(std::int32_t number, std::size_t width) {
    std::string digits = std::to_string(number);
    if (digits.size() < width)
        digits.insert(0, width - digits.size(), '0');
    return digits;
}

bool parseNumber(std::string_view digits, std::int32_t& out) {
    if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return false;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    return error == std::errc() && end == digits.data() + digits.size();
}

} // namespace

CivilTime UtcCalendar::civilOf(Instant at) const {
    const std::int64_t minutes = floorDivide(at.millis, kMillisPerMinute);
    const std::int64_t day = floorDivide(minutes, kMinutesPerDay);
    return {static_cast<Day>(day), static_cast<std::int32_t>(minutes - day * kMinutesPerDay)};
}

Instant UtcCalendar::instantOf(CivilTime civil) const {
    return {(std::int64_t{civil.day} * kMinutesPerDay + civil.minute) * kMillisPerMinute};
}

YearMonthDay yearMonthDay(Day day) {
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
    return {static_cast<int>(date.year()), static_cast<std::int32_t>(unsigned{date.month()}),
            static_cast<std::int32_t>(unsigned{date.day()})};
}

Day dayFrom(YearMonthDay date) {
    using namespace std::chrono;
    const year_month month{std::chrono::year{date.year},
                           std::chrono::month{static_cast<unsigned>(date.month)}};
    const auto last = static_cast<std::int32_t>(unsigned{(month / std::chrono::last).day()});
    const year_month_day wanted =
        month / std::chrono::day{static_cast<unsigned>(std::min(date.day, last))};
    return static_cast<Day>(sys_days{wanted}.time_since_epoch().count());
}

Day addMonths(Day day, std::int32_t months) {
    YearMonthDay date = yearMonthDay(day);
    const std::int64_t count = std::int64_t{date.year} * 12 + (date.month - 1) + months;
    date.year = static_cast<std::int32_t>(floorDivide(count, 12));
    date.month = static_cast<std::int32_t>(count - std::int64_t{date.year} * 12) + 1;
    return dayFrom(date);
}

std::int32_t yearsBetween(Day birth, Day today) {
    const YearMonthDay from = yearMonthDay(birth);
    const YearMonthDay to = yearMonthDay(today);
    const bool isBeforeBirthday =
        to.month < from.month || (to.month == from.month && to.day < from.day);
    return to.year - from.year - (isBeforeBirthday ? 1 : 0);
}

std::string isoDay(Day day) {
    const YearMonthDay date = yearMonthDay(day);
    return padded(date.year, 4) + '-' + padded(date.month, 2) + '-' + padded(date.day, 2);
}

Result<Day> parseIsoDay(std::string_view text) {
    YearMonthDay date;
    const bool hasForm = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                         parseNumber(text.substr(0, 4), date.year) &&
                         parseNumber(text.substr(5, 2), date.month) &&
                         parseNumber(text.substr(8, 2), date.day);
    if (!hasForm || date.month < 1 || date.month > 12 || date.day < 1)
        return fail(Code::InvalidInput, "not a date of the form 2026-11-22");
    const Day day = dayFrom(date);
    if (yearMonthDay(day) != date)
        return fail(Code::InvalidInput, "no such day in that month");
    return day;
}

std::string longDay(Day day) {
    const YearMonthDay date = yearMonthDay(day);
    return std::to_string(date.day) + ' ' + std::string(monthName(date.month)) + ' ' +
           std::to_string(date.year);
}

std::string shortDay(Day day) {
    const YearMonthDay date = yearMonthDay(day);
    return std::to_string(date.day) + ' ' +
           std::string(kShortMonths[static_cast<std::size_t>(date.month - 1)]);
}

std::string dutchDate(const model::Date& date) {
    const YearMonthDay civil = yearMonthDay(date.days);
    switch (date.precision) {
    case model::Precision::Day:
        return longDay(date.days);
    case model::Precision::Month:
        return std::string(monthName(civil.month)) + ' ' + std::to_string(civil.year);
    case model::Precision::Year:
        return std::to_string(civil.year);
    case model::Precision::Unknown:
        break;
    }
    return "onbekend";
}

std::string dutchMoment(Instant at, const Calendar& calendar) {
    const CivilTime civil = calendar.civilOf(at);
    return longDay(civil.day) + ' ' + clockTime(civil.minute);
}

std::string clockTime(std::int32_t minute) {
    return padded(minute / 60, 2) + ':' + padded(minute % 60, 2);
}

} // namespace vb::casework
