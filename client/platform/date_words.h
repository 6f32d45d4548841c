// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/values.h"

#include <QLocale>
#include <QString>
#include <QTimeZone>

#include <optional>

namespace vb::platform {

/// Says instants, moments and dates the way a Dutch notebook does: "vandaag 09:15", "gisteren",
/// "di 17 nov", "12 nov 2025". The words depend on what the clock says now, so a view asks again
/// when a minute has passed. An immutable value apart from the clock, which must outlive it; one
/// thread. A moment never says more than its precision.
class DateWords {
public:
    /// An invalid zone (an unknown name) falls back to UTC.
    DateWords(const Clock& clock, QTimeZone zone, QLocale locale);

    [[nodiscard]] QString time(Instant at) const;
    /// "vandaag", "gisteren", "morgen", "di 17 nov", with the year when it is another one.
    [[nodiscard]] QString day(Instant at) const;
    [[nodiscard]] QString dayAndTime(Instant at) const;
    /// "Zondag 22 november".
    [[nodiscard]] QString longDay(Instant at) const;
    [[nodiscard]] QString moment(const bridge::Moment& moment) const;
    [[nodiscard]] QString date(const bridge::Date& date) const;
    /// How long ago: "zojuist", "42 minuten", "3 uur", "2 dagen".
    [[nodiscard]] QString age(Instant at) const;

    [[nodiscard]] Instant now() const { return m_clock->now(); }
    /// Local midnight `daysAgo` days before today.
    [[nodiscard]] Instant startOfDay(int daysAgo) const;
    /// Whole local days from `at` to today; negative for what is yet to come.
    [[nodiscard]] int daysAgo(Instant at) const;
    /// The local time "HH:mm" (or "H:mm", "HHmm", "HH.mm") on the day `daysAgo` days before today;
    /// none when `text` is no time.
    [[nodiscard]] std::optional<Instant> timeOn(int daysAgo, const QString& text) const;
    /// The date of "30-11-2026" or "30-11"; none when there is no such day.
    [[nodiscard]] std::optional<bridge::Date> dateFrom(const QString& text) const;

private:
    [[nodiscard]] QDateTime local(Instant at) const;

    const Clock* m_clock;
    QTimeZone m_zone;
    QLocale m_locale;
};

} // namespace vb::platform
