// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/platform/date_words.h"
#include "client/platform/zoned_calendar.h"
#include "tests/support/catch.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_house.h"

using namespace vb;
using namespace std::chrono;

namespace {

const QTimeZone kAmsterdam("Europe/Amsterdam");

/// 2026-03-29 01:00 UTC: the clocks go from two to three. 2026-10-25 01:00 UTC: from three to two.
Instant utc(year_month_day day, int hour, int minute = 0) {
    const auto at = sys_days{day}.time_since_epoch() + hours{hour} + minutes{minute};
    return {duration_cast<milliseconds>(at).count()};
}

} // namespace

TEST_CASE("Days are said as a Dutch notebook says them", "[platform][dates]") {
    const test::FakeClock clock(test::scenarioNow());
    const platform::DateWords words(clock, kAmsterdam, QLocale("nl_NL"));
    using test::scenarioAt;
    // Without a translation the words for today and yesterday are the English of the source.
    REQUIRE(words.dayAndTime(scenarioAt(0, 9, 15)) == "today 09:15");
    REQUIRE(words.day(scenarioAt(-1, 23, 59)) == "yesterday");
    REQUIRE(words.day(scenarioAt(1, 0, 0)) == "tomorrow");
    REQUIRE(words.day(scenarioAt(-5)) == "di 17 nov");
    REQUIRE(words.day(scenarioAt(-30)) == "23 okt");
    REQUIRE(words.day(scenarioAt(-700)) == "22 dec 2024");
    REQUIRE(words.longDay(scenarioAt(0)) == "Zondag 22 november");
    REQUIRE(words.date(2026y / November / 30) == "30 nov");
    REQUIRE(words.date(2027y / May / 1) == "1 mei 2027");
}

TEST_CASE("A moment never says more than its precision", "[platform][dates]") {
    using bridge::Precision;
    const test::FakeClock clock(test::scenarioNow());
    const platform::DateWords words(clock, kAmsterdam, QLocale("nl_NL"));
    const Instant at = test::scenarioAt(-90, 10, 30);
    REQUIRE(words.moment({at, Precision::Minute}) == "24 aug 10:30");
    REQUIRE(words.moment({at, Precision::Day}) == "24 aug");
    REQUIRE(words.moment({at, Precision::Month}) == "augustus 2026");
    REQUIRE(words.moment({at, Precision::Year}) == "2026");
    REQUIRE(words.moment({at, Precision::Unknown}) == "date unknown");
}

TEST_CASE("A typed time and date are taken or refused, never guessed", "[platform][dates]") {
    const test::FakeClock clock(test::scenarioNow());
    const platform::DateWords words(clock, kAmsterdam, QLocale("nl_NL"));
    REQUIRE(words.timeOn(0, "9:15") == test::scenarioAt(0, 9, 15));
    REQUIRE(words.timeOn(1, "23.30") == test::scenarioAt(-1, 23, 30));
    REQUIRE(words.timeOn(0, "0905") == test::scenarioAt(0, 9, 5));
    for (const char* bad : {"", "25:00", "12:60", "noon", "1:2:3", "-1:00"})
        REQUIRE_FALSE(words.timeOn(0, bad).has_value());
    REQUIRE(words.dateFrom("30-11-2026") == 2026y / November / 30);
    REQUIRE(words.dateFrom("1/12") == 2026y / December / 1);
    for (const char* bad : {"", "31-02-2026", "2026-11-30", "morgen", "12", "1-1-26"})
        REQUIRE_FALSE(words.dateFrom(bad).has_value());
}

TEST_CASE("The house's calendar follows summer and winter time", "[platform][dates]") {
    const platform::ZonedCalendar calendar(kAmsterdam);
    const auto civil = [&](Instant at) { return calendar.civilOf(at); };
    const casework::Day spring = casework::dayFrom({2026, 3, 29});
    const casework::Day autumn = casework::dayFrom({2026, 10, 25});
    REQUIRE(civil(utc(2026y / March / 29, 0, 59)) == casework::CivilTime{spring, 119});
    REQUIRE(civil(utc(2026y / March / 29, 1, 0)) == casework::CivilTime{spring, 180});
    // 02:30 does not exist on that day: the instant that it would have had in winter time.
    REQUIRE(calendar.instantOf({spring, 150}) == utc(2026y / March / 29, 1, 30));
    // 02:30 exists twice in autumn: the first.
    REQUIRE(calendar.instantOf({autumn, 150}) == utc(2026y / October / 25, 0, 30));
    REQUIRE(civil(utc(2026y / October / 25, 1, 30)) == casework::CivilTime{autumn, 150});
    // Before 1970, too.
    REQUIRE(civil(utc(1969y / December / 31, 23, 0)) == casework::CivilTime{0, 0});
    // There and back for every hour of a year.
    for (int hour = 0; hour < 366 * 24; ++hour) {
        const Instant at = utc(2026y / January / 1, 0) + hours{hour};
        const Instant back = calendar.instantOf(calendar.civilOf(at));
        const bool isSecondOfTwo = at == utc(2026y / October / 25, 1, 0);
        REQUIRE(back == (isSecondOfTwo ? at - hours{1} : at));
    }
}
