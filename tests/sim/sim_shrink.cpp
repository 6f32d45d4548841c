// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/sim_shrink.h"

#include <sstream>

namespace vb::test {
namespace {

SimReport runOf(std::uint64_t seed, const SimFaults& faults, std::size_t steps) {
    SimOptions options;
    options.faults = faults;
    SimWorld world(seed, options);
    return world.run(steps);
}

} // namespace

Shrunk shrink(std::uint64_t seed, std::size_t steps, const SimFaults& faults) {
    Shrunk smallest;
    smallest.seed = seed;
    smallest.steps = steps;
    smallest.faults = faults;
    smallest.report = runOf(seed, faults, steps);
    const auto tryThis = [&](const SimFaults& fewer, std::size_t count) {
        auto report = runOf(seed, fewer, count);
        if (report.violations.empty())
            return false;
        smallest.faults = fewer;
        smallest.steps = count;
        smallest.report = std::move(report);
        return true;
    };
    for (const auto& [name, fault] : SimFaults::all()) {
        auto fewer = smallest.faults;
        if (fewer.*fault) {
            fewer.*fault = false;
            tryThis(fewer, smallest.steps);
        }
    }
    for (std::size_t less = smallest.steps / 2; less > 0; less /= 2) {
        while (smallest.steps > less && tryThis(smallest.faults, smallest.steps - less)) {
        }
    }
    return smallest;
}

std::string Shrunk::testCase() const {
    std::ostringstream text;
    text << "TEST_CASE(\"seed " << seed << "\", \"[sim]\") {\n"
         << "    SimOptions options;\n"
         << "    options.faults.emplace();\n";
    for (const auto& [name, fault] : SimFaults::all()) {
        if (faults.*fault)
            text << "    options.faults->" << name << " = true;\n";
    }
    text << "    SimWorld world(" << seed << ", options);\n"
         << "    CHECK(world.run(" << steps << ").violations == std::vector<std::string>());\n"
         << "}\n";
    return text.str();
}

} // namespace vb::test
