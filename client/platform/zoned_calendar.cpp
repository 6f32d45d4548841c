// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/platform/zoned_calendar.h"

#include <QDateTime>

#include <algorithm>

namespace vb::platform {

namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kDay = 24 * 60 * kMinute;

constexpr std::int64_t floorDivide(std::int64_t value, std::int64_t by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

} // namespace

ZonedCalendar::ZonedCalendar(QTimeZone zone)
    : m_zone(zone.isValid() ? std::move(zone) : QTimeZone::utc()) {}

std::int64_t ZonedCalendar::offsetAt(std::int64_t utcMillis) const {
    const auto at = QDateTime::fromMSecsSinceEpoch(utcMillis, Qt::UTC);
    return std::int64_t{1000} * m_zone.offsetFromUtc(at);
}

casework::CivilTime ZonedCalendar::civilOf(Instant at) const {
    const std::int64_t local = at.millis + offsetAt(at.millis);
    const std::int64_t day = floorDivide(local, kDay);
    return {static_cast<casework::Day>(day),
            static_cast<std::int32_t>((local - day * kDay) / kMinute)};
}

Instant ZonedCalendar::instantOf(casework::CivilTime civil) const {
    const std::int64_t local = civil.day * kDay + civil.minute * kMinute;
    // Offsets change by far less than a day, so the two candidates are the offset in force a day
    // before and a day after. Both fit in the hour that comes twice: the earlier instant is meant.
    // Neither fits in the hour that is skipped: then the offset before the change holds.
    const std::int64_t before = offsetAt(local - kDay);
    const std::int64_t after = offsetAt(local + kDay);
    const bool fitsBefore = offsetAt(local - before) == before;
    const bool fitsAfter = offsetAt(local - after) == after;
    if (fitsBefore && fitsAfter)
        return {local - std::max(before, after)};
    return {local - (fitsAfter ? after : before)};
}

} // namespace vb::platform
