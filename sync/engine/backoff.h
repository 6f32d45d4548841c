// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/random_source.h"

#include <chrono>
#include <cstdint>

namespace vb::engine {

/// When to try again: exponential with full jitter (Brooker, "Exponential Backoff and Jitter",
/// 2015), so that a hundred devices that lost one hub do not come back in one second. Owned by the
/// engine. Bounds: never under kFirst, never over kLongest.
class Backoff {
public:
    static constexpr std::chrono::milliseconds kFirst{1'000};
    static constexpr std::chrono::milliseconds kLongest{5 * 60'000};

    explicit Backoff(RandomSource& random) : m_random(random) {}

    /// The wait before the next try; longer, on average, each time.
    std::chrono::milliseconds next();
    void reset() { m_failures = 0; }

private:
    RandomSource& m_random;
    std::uint32_t m_failures = 0;
};

} // namespace vb::engine
