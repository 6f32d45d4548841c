// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/calendar.h"
#include "tests/support/must.h"
#include "tests/support/property.h"

using namespace vb;
using namespace vb::casework;
using vb::test::must;

TEST_CASE("days and dates fit each other", "[client][casework]") {
    CHECK(dayFrom({1970, 1, 1}) == 0);
    CHECK(dayFrom({2026, 11, 22}) == 20779);
    CHECK(isoDay(20779) == "2026-11-22");
    CHECK(dayFrom({2026, 2, 31}) == dayFrom({2026, 2, 28})); // the end of the month
    CHECK(must(parseIsoDay("2024-02-29")) == dayFrom({2024, 2, 29}));
    for (const char* wrong :
         {"2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "26-01-01", "2026/01/01",
          "2026-01-1", "2026-01-011", "", "abcd-ef-gh", "+026-01-01"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parseIsoDay(wrong).has_value());
    }
}

TEST_CASE("ages change on the birthday", "[client][casework]") {
    const Day birth = dayFrom({2008, 11, 22});
    CHECK(yearsBetween(birth, dayFrom({2026, 11, 21})) == 17);
    CHECK(yearsBetween(birth, dayFrom({2026, 11, 22})) == 18);
    CHECK(yearsBetween(dayFrom({2008, 2, 29}), dayFrom({2026, 2, 28})) == 17);
    CHECK(yearsBetween(dayFrom({2008, 2, 29}), dayFrom({2026, 3, 1})) == 18);
}

TEST_CASE("months are added by the calendar", "[client][casework]") {
    CHECK(addMonths(dayFrom({2026, 8, 31}), 6) == dayFrom({2027, 2, 28}));
    CHECK(addMonths(dayFrom({2026, 3, 15}), -3) == dayFrom({2025, 12, 15}));
    CHECK(addMonths(dayFrom({2026, 12, 1}), 1) == dayFrom({2027, 1, 1}));
}

TEST_CASE("dates are written in Dutch, as exactly as they are known", "[client][casework]") {
    using model::Date;
    using model::Precision;
    const Day day = dayFrom({2026, 3, 9});
    CHECK(longDay(day) == "9 maart 2026");
    CHECK(shortDay(day) == "9 mrt");
    CHECK(dutchDate(Date{day, Precision::Day}) == "9 maart 2026");
    CHECK(dutchDate(Date{day, Precision::Month}) == "maart 2026");
    CHECK(dutchDate(Date{day, Precision::Year}) == "2026");
    CHECK(dutchDate(Date{0, Precision::Unknown}) == "onbekend");
    const UtcCalendar calendar;
    CHECK(dutchMoment(calendar.instantOf({day, 14 * 60 + 2}), calendar) == "9 maart 2026 14:02");
}

TEST_CASE("laws of the calendar", "[client][casework][property]") {
    const UtcCalendar calendar;
    vb::test::holds("an instant's civil time is that of its minute", [&] {
        const Instant at{*rc::gen::inRange<std::int64_t>(-4'000'000'000'000, 4'000'000'000'000)};
        const Instant minute = calendar.instantOf(calendar.civilOf(at));
        RC_ASSERT(minute <= at && at - minute < std::chrono::minutes(1));
    });
    vb::test::holds("every day of four centuries is itself again", [] {
        const Day day = *rc::gen::inRange<Day>(dayFrom({1800, 1, 1}), dayFrom({2200, 1, 1}));
        RC_ASSERT(dayFrom(yearMonthDay(day)) == day);
        const auto parsed = parseIsoDay(isoDay(day));
        RC_ASSERT(parsed.has_value() && *parsed == day);
    });
}
