// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/crash/scenario.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vb::crash {

/// How much of a scenario's crash points is tried.
struct Effort {
    std::vector<Failure> failures{Failure::Kill, Failure::PowerLoss, Failure::Error, Failure::Full,
                                  Failure::Io,   Failure::Busy,      Failure::Read};
    std::uint64_t seeds = 1;  ///< different outcomes of each failure at each point
    std::uint64_t stride = 1; ///< every stride-th point
    std::uint64_t atMost = 0; ///< about so many points of each failure, in place of the stride
    std::uint64_t onlyAt = 0; ///< this one point alone; 0 is all
    std::uint64_t again = 0;  ///< at so many points of the recovery a second failure
    std::uint64_t firstSeed = 1;
    std::uint64_t stopAfter = 0; ///< violations; 0 goes on to the end
    /// No new run after this. Which ones are left out then depends on the machine.
    std::optional<std::chrono::steady_clock::time_point> until = {};
};

/// As a report names it.
[[nodiscard]] const char* nameOf(Failure failure);

/// What came of it.
struct Verdict {
    static constexpr std::size_t kMaxTold = 5;

    std::string scenario;
    std::uint64_t points = 0; ///< changes of the disk in one undisturbed run
    std::uint64_t runs = 0;
    std::uint64_t secondRuns = 0; ///< of them with a failure during recovery too
    std::uint64_t violations = 0;
    bool isCutOff = false; ///< by `until`
    /// The first few: where, how, and what was wrong; enough to repeat one.
    std::vector<std::string> told;
};

/// Runs the scenario once for every failure, point and seed, and after each starts the program
/// again and checks it. Deterministic.
Verdict tryAll(Scenario& scenario, const Setup& setup, const Effort& effort);

} // namespace vb::crash
