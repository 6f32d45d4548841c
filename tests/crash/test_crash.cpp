// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/harness.h"
#include "tests/support/catch.h"

#include <algorithm>

namespace vb::crash {
namespace {

std::string told(const Verdict& verdict) {
    std::string all = verdict.scenario;
    for (const std::string& line : verdict.told)
        all += "\n  " + line;
    return all;
}

// A part of what `./dev crash` tries: about twenty-five points of each scenario and failure.
TEST_CASE("no acknowledged commit is lost at any crash point, and every store opens",
          "[crash][I-1]") {
    for (const auto& scenario : allScenarios()) {
        Effort probe;
        probe.failures = {};
        constexpr std::uint64_t kPoints = 25;
        Effort effort;
        effort.again = 1;
        effort.stride = std::max<std::uint64_t>(1, tryAll(*scenario, {}, probe).points / kPoints);
        effort.firstSeed = 7;
        const Verdict verdict = tryAll(*scenario, {}, effort);
        INFO(told(verdict));
        CHECK(verdict.violations == 0);
        CHECK(verdict.runs >= 30);
        CHECK(verdict.secondRuns == verdict.runs);
    }
}

} // namespace
} // namespace vb::crash
