// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/sim_world.h"
#include "tests/support/catch.h"

#include <cstdlib>
#include <iostream>
#include <random>

using namespace vb::test;

namespace {

/// Seeds that once found something, with what it was.
constexpr std::uint64_t kFound[] = {
    240189191880752, // a stub that the hub refused was forgotten, and its stream stood still
};

/// The seeds of this run: VB_SIM_SEED repeats one, VB_SIM_SEEDS draws so many fresh ones, or with
/// VB_SIM_FROM those that follow from that number. Without any of them the first twelve and those
/// that once found something, so that a change is judged by what it changes.
std::vector<std::uint64_t> seeds() {
    if (const char* one = std::getenv("VB_SIM_SEED"))
        return {std::strtoull(one, nullptr, 10)};
    std::vector<std::uint64_t> chosen;
    if (const char* many = std::getenv("VB_SIM_SEEDS")) {
        const char* from = std::getenv("VB_SIM_FROM");
        std::mt19937_64 dice(from ? std::strtoull(from, nullptr, 10) : std::random_device{}());
        for (std::size_t i = 0; i < std::strtoull(many, nullptr, 10); ++i)
            chosen.push_back((dice() >> 32) << 16 | i);
        for (const std::uint64_t seed : chosen)
            std::cout << seed << " ";
        std::cout << "are the seeds\n" << std::flush;
    } else {
        for (std::uint64_t seed = 1; seed <= 12; ++seed)
            chosen.push_back(seed);
        chosen.insert(chosen.end(), std::begin(kFound), std::end(kFound));
    }
    return chosen;
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
        total.lost += report.lost;
        total.restores += report.restores;
        total.clones += report.clones;
        total.renamed += report.renamed;
        total.conflicts += report.conflicts;
    }
    std::cout << "writes " << total.writes << ", accepted " << total.accepted << ", syncs "
              << total.syncs << ", kills " << total.kills << ", lies " << total.lies
              << ", open conflicts " << total.conflicts << "\n"
              << "devices put back " << total.restores << ", copied " << total.clones
              << ", changesets sealed anew " << total.renamed << ", lost with a disk " << total.lost
              << "\n";
    CHECK(total.writes > 0);
    CHECK(total.accepted + total.refusedByHub + total.lost == total.writes);
}
