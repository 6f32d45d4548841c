// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/sim/sim_world.h"

namespace vb::test {

/// The steps of a run where nobody says otherwise.
inline constexpr std::size_t kSimSteps = 120;

/// A run that breaks an invariant, made as small as it goes: faults left out one by one, then steps
/// from the end. Each candidate is a run of its own; the same seed throughout.
struct Shrunk {
    std::uint64_t seed = 0;
    SimFaults faults;
    std::size_t steps = kSimSteps;
    SimReport report;

    /// A test case to put beside the others.
    [[nodiscard]] std::string testCase() const;
};
/// `seed` violates something within `steps` under these faults.
Shrunk shrink(std::uint64_t seed, std::size_t steps, const SimFaults& faults);

} // namespace vb::test
