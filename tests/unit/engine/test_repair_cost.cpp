// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What a repair costs at the wire, with the real engine, the real hub and everything that they say
// to each other. As many changesets as a test has time for; bench_repair has 100,000.
#include "tests/support/catch.h"
#include "tests/support/repair_town.h"

namespace vb::test {

TEST_CASE("ten lost changesets are found in four round trips and 20 kB, and fetched in one",
          "[engine][I-1]") {
    using protocol::Endpoint;
    RepairTown town;
    town.write(600);
    const auto whole = town.dump();
    auto idle = town.sync();
    REQUIRE(idle.costs[Endpoint::Reconcile].roundTrips == 0);
    REQUIRE(idle.costs[Endpoint::Fetch].roundTrips == 0);

    town.lose(10);
    REQUIRE(town.dump() != whole);
    auto repair = town.sync();
    CHECK(repair.repaired == 10);
    CHECK(town.dump() == whole);
    const auto& compare = repair.costs[Endpoint::Compare];
    const auto& reconcile = repair.costs[Endpoint::Reconcile];
    const auto& fetch = repair.costs[Endpoint::Fetch];
    INFO("compare " << compare.bytes() << ", reconcile " << reconcile.bytes() << ", fetch "
                    << fetch.bytes());
    REQUIRE(reconcile.roundTrips > 0);
    CHECK(compare.roundTrips + reconcile.roundTrips <= 4);
    CHECK(compare.bytes() + reconcile.bytes() <= 20'000);
    CHECK(fetch.roundTrips == 1);

    // What was one round trip to find out is found out, and costs nothing more.
    auto after = town.sync();
    CHECK(after.repaired == 0);
    CHECK(after.costs[Endpoint::Reconcile].roundTrips == 0);
    CHECK(after.costs[Endpoint::Fetch].roundTrips == 0);
}

} // namespace vb::test
