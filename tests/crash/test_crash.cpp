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

// A part of what `./dev crash` tries: about twenty points of each scenario and failure, and a few
// of those that start a worker's whole program.
TEST_CASE("no acknowledged commit is lost at any crash point, and every store opens",
          "[crash][I-1]") {
    for (const auto& scenario : allScenarios()) {
        Effort effort;
        effort.failures = {Failure::Kill, Failure::PowerLoss, Failure::Error};
        effort.again = 1;
        effort.atMost = scenario->isHeavy() ? 3 : 20;
        effort.firstSeed = 7;
        const Verdict verdict = tryAll(*scenario, {}, effort);
        INFO(told(verdict));
        CHECK(verdict.violations == 0);
        CHECK(verdict.runs >= 9);
        CHECK(verdict.secondRuns == verdict.runs);
    }
}

TEST_CASE(
    "a disk that is full, locked or fails, of reading too, costs nothing that was acknowledged",
    "[crash][I-1]") {
    for (const auto& scenario : allScenarios()) {
        Effort effort;
        effort.failures = {Failure::Full, Failure::Io, Failure::Busy, Failure::Read};
        effort.atMost = scenario->isHeavy() ? 3 : 5;
        effort.firstSeed = 7;
        const Verdict verdict = tryAll(*scenario, {}, effort);
        INFO(told(verdict));
        CHECK(verdict.violations == 0);
        CHECK(verdict.runs >= 3);
    }
}

} // namespace
} // namespace vb::crash
