// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/platform/date_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>

namespace vb::platform {

namespace {

QString said(const char* source) {
    return QCoreApplication::translate("DateWords", source);
}

// lupdate reads these; the functions below look them up by the same source text.
[[maybe_unused]] constexpr const char* kSources[] = {
    QT_TRANSLATE_NOOP("DateWords", "today"),        QT_TRANSLATE_NOOP("DateWords", "yesterday"),
    QT_TRANSLATE_NOOP("DateWords", "tomorrow"),     QT_TRANSLATE_NOOP("DateWords", "just now"),
    QT_TRANSLATE_NOOP("DateWords", "date unknown"),
};

/// Dutch abbreviates months with a full stop in some releases of the locale data; a notebook
/// does not.
QString withoutStops(QString text) {
    return text.remove(QLatin1Char('.'));
}

} // namespace

DateWords::DateWords(const Clock& clock, QTimeZone zone, QLocale locale)
    : m_clock(&clock),
      m_zone(zone.isValid() ? std::move(zone) : QTimeZone::utc()),
      m_locale(std::move(locale)) {}

QDateTime DateWords::local(Instant at) const {
    return QDateTime::fromMSecsSinceEpoch(at.millis, m_zone);
}

QString DateWords::time(Instant at) const {
    return local(at).time().toString(QStringLiteral("HH:mm"));
}

QString DateWords::day(Instant at) const {
    const QDate date = local(at).date();
    const QDate today = local(now()).date();
    const qint64 distance = today.daysTo(date);
    if (distance == 0)
        return said("today");
    if (distance == -1)
        return said("yesterday");
    if (distance == 1)
        return said("tomorrow");
    const bool isNear = distance > -7 && distance < 7;
    if (date.year() != today.year())
        return withoutStops(m_locale.toString(date, QStringLiteral("d MMM yyyy")));
    return withoutStops(
        m_locale.toString(date, isNear ? QStringLiteral("ddd d MMM") : QStringLiteral("d MMM")));
}

QString DateWords::dayAndTime(Instant at) const {
    return day(at) + QLatin1Char(' ') + time(at);
}

QString DateWords::longDay(Instant at) const {
    QString text = m_locale.toString(local(at).date(), QStringLiteral("dddd d MMMM"));
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString DateWords::moment(const bridge::Moment& moment) const {
    switch (moment.precision) {
    case bridge::Precision::Minute:
        return dayAndTime(moment.at);
    case bridge::Precision::Day:
        return day(moment.at);
    case bridge::Precision::Month:
        return m_locale.toString(local(moment.at).date(), QStringLiteral("MMMM yyyy"));
    case bridge::Precision::Year:
        return QString::number(local(moment.at).date().year());
    case bridge::Precision::Unknown:
        break;
    }
    return said("date unknown");
}

QString DateWords::date(const bridge::Date& date) const {
    const QDate day(static_cast<int>(date.year()), static_cast<int>(unsigned{date.month()}),
                    static_cast<int>(unsigned{date.day()}));
    const bool isThisYear = day.year() == local(now()).date().year();
    return withoutStops(m_locale.toString(day, isThisYear ? QStringLiteral("d MMM")
                                                          : QStringLiteral("d MMM yyyy")));
}

QString DateWords::age(Instant at) const {
    using namespace std::chrono;
    const auto span = now() - at;
    // Named before they are used: lupdate passes by a text whose number is an expression.
    const auto wholeMinutes = static_cast<int>(duration_cast<minutes>(span).count());
    const auto wholeHours = static_cast<int>(duration_cast<hours>(span).count());
    const auto wholeDays = static_cast<int>(duration_cast<days>(span).count());
    if (span < minutes{1})
        return said("just now");
    if (span < hours{1})
        return QCoreApplication::translate("DateWords", "%n minute(s) ago", nullptr, wholeMinutes);
    if (span < days{1})
        return QCoreApplication::translate("DateWords", "%n hour(s) ago", nullptr, wholeHours);
    return QCoreApplication::translate("DateWords", "%n day(s) ago", nullptr, wholeDays);
}

Instant DateWords::startOfDay(int daysAgo) const {
    return {local(now()).date().addDays(-daysAgo).startOfDay(m_zone).toMSecsSinceEpoch()};
}

int DateWords::daysAgo(Instant at) const {
    return static_cast<int>(local(at).date().daysTo(local(now()).date()));
}

std::optional<Instant> DateWords::timeOn(int daysAgo, const QString& text) const {
    static const QRegularExpression form(QStringLiteral("^\\s*(\\d{1,2})[:.]?(\\d{2})\\s*$"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QTime time(match.captured(1).toInt(), match.captured(2).toInt());
    if (!time.isValid())
        return std::nullopt;
    const QDate date = local(now()).date().addDays(-daysAgo);
    return Instant{QDateTime(date, time, m_zone).toMSecsSinceEpoch()};
}

std::optional<bridge::Date> DateWords::dateFrom(const QString& text) const {
    static const QRegularExpression form(
        QStringLiteral("^\\s*(\\d{1,2})[-/ ](\\d{1,2})(?:[-/ ](\\d{4}))?\\s*$"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const int year =
        match.captured(3).isEmpty() ? local(now()).date().year() : match.captured(3).toInt();
    const QDate date(year, match.captured(2).toInt(), match.captured(1).toInt());
    if (!date.isValid())
        return std::nullopt;
    return bridge::Date{std::chrono::year{date.year()},
                        std::chrono::month{static_cast<unsigned>(date.month())},
                        std::chrono::day{static_cast<unsigned>(date.day())}};
}

} // namespace vb::platform
