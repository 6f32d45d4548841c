// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/base/hybrid_clock.h"
#include "tests/support/catch.h"
#include "tests/support/fake_clock.h"
#include "tests/support/property.h"

#include <limits>

using namespace vb;

TEST_CASE("stamps only ever grow, whatever the wall clock does", "[sync][base][I-11]") {
    test::holds("tick() is strictly monotone", [](const std::vector<std::int32_t>& jumps) {
        test::FakeClock clock;
        HybridClock hybrid(clock);
        HybridStamp last;
        for (const std::int32_t jump : jumps) {
            clock.setWall({clock.now().millis + jump});
            const auto stamp = hybrid.tick();
            RC_ASSERT(stamp.has_value());
            RC_ASSERT(*stamp > last);
            last = *stamp;
        }
    });
}

TEST_CASE("a stamp is greater than every effective stamp observed", "[sync][base]") {
    test::FakeClock clock({1'000});
    HybridClock hybrid(clock);
    hybrid.observe({5'000, 7});
    REQUIRE(*hybrid.tick() == HybridStamp{5'000, 8});
    clock.setWall({9'000});
    REQUIRE(*hybrid.tick() == HybridStamp{9'000, 0});
}

TEST_CASE("a spent counter borrows the next millisecond", "[sync][base]") {
    test::FakeClock clock({1'000});
    HybridClock hybrid(clock, {1'000, std::numeric_limits<std::uint16_t>::max()});
    REQUIRE(*hybrid.tick() == HybridStamp{1'001, 0});
}

TEST_CASE("a device in the year 2040 is held to the hub's time", "[sync][base]") {
    const HybridStamp author{2'208'988'800'000, 3};
    const Instant hub{1'790'000'000'000};
    REQUIRE(effectiveStamp(author, hub).millis == hub.millis);
    REQUIRE(effectiveStamp({5, 1}, hub) == HybridStamp{5, 1});
}
