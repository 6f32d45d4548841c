// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/sim_world.h"
#include "tests/support/catch.h"

#include <cstdlib>
#include <iostream>
#include <random>

using namespace vb::test;

namespace {

/// The seeds of this run: VB_SIM_SEED repeats one, VB_SIM_SEEDS says how many fresh ones.
std::vector<std::uint64_t> seeds() {
    if (const char* one = std::getenv("VB_SIM_SEED"))
        return {std::strtoull(one, nullptr, 10)};
    const char* many = std::getenv("VB_SIM_SEEDS");
    const std::size_t count = many ? std::strtoull(many, nullptr, 10) : 20;
    std::random_device entropy;
    std::vector<std::uint64_t> fresh;
    for (std::size_t i = 0; i < count; ++i)
        fresh.push_back(std::uint64_t{entropy()} << 16 | i);
    return fresh;
}

} // namespace

TEST_CASE("devices, a hub and every fault: nothing lost, all equal", "[sim]") {
    SimReport total;
    for (const std::uint64_t seed : seeds()) {
        INFO("repeat with VB_SIM_SEED=" << seed);
        SimWorld world(seed);
        const SimReport report = world.run(120);
        for (const auto& violation : report.violations)
            std::cout << violation << "\n";
        CHECK(report.violations.empty());
        total.writes += report.writes;
        total.syncs += report.syncs;
        total.kills += report.kills;
        total.lies += report.lies;
        total.accepted += report.accepted;
        total.refusedByHub += report.refusedByHub;
        total.conflicts += report.conflicts;
    }
    std::cout << "writes " << total.writes << ", accepted " << total.accepted << ", syncs "
              << total.syncs << ", kills " << total.kills << ", lies " << total.lies
              << ", open conflicts " << total.conflicts << "\n";
    CHECK(total.writes > 0);
    CHECK(total.accepted + total.refusedByHub == total.writes);
}
