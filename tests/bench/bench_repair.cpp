// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What it costs at the wire to bring back some changesets of many, by endpoint. A table of its own.
#include "tests/support/repair_town.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>

int main(int argc, char** argv) {
    using namespace vb;
    // A moment only, where it is seen that it runs.
    std::size_t changesets = std::getenv("VB_BENCH_SMOKE") != nullptr ? 200 : 100'000;
    std::size_t lost = 10;
    CLI::App app{"Bytes and round trips of a repair, over the real engine and hub."};
    app.add_option("--changesets", changesets, "of one audience")->capture_default_str();
    app.add_option("--lost", lost, "of them, on one device")->capture_default_str();
    CLI11_PARSE(app, argc, argv);

    test::RepairTown town;
    town.write(changesets);
    const auto whole = town.dump();
    town.lose(lost);
    const auto repair = town.sync();
    const bool isWhole = town.dump() == whole && repair.repaired == lost;
    std::printf("%zu of %zu changesets lost; %s\n%-12s %11s %11s %11s\n", lost, changesets,
                isWhole ? "all brought back" : "NOT ALL BROUGHT BACK", "", "round trips",
                "bytes up", "bytes down");
    for (const auto& [endpoint, cost] : repair.costs)
        std::printf("%-12s %11zu %11zu %11zu\n",
                    std::string(protocol::endpointName(endpoint)).c_str(), cost.roundTrips,
                    cost.bytesUp, cost.bytesDown);
    return isWhole ? EXIT_SUCCESS : EXIT_FAILURE;
}
