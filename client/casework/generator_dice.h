// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// Only for the generator: chance that repeats. Boost's engines and distributions are specified to
// the bit, unlike those of the standard library, so that a seed gives the same caseload everywhere.

#include "sync/base/check.h"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace vb::casework {

class Dice {
public:
    /// One stream of chance for each (seed, purpose, number): what one case draws never shifts what
    /// another one gets.
    Dice(std::uint64_t seed, std::uint64_t purpose, std::uint64_t number)
        : m_engine(mixed(mixed(seed ^ mixed(purpose)) + number)) {}

    /// In [0, 1).
    double share() { return boost::random::uniform_01<double>()(m_engine); }
    /// Strictly between 0 and 1, for quantiles.
    double quantile() { return (share() + 0x1p-54) / (1.0 + 0x1p-53); }
    bool chance(double probability) { return share() < probability; }
    std::size_t below(std::size_t bound) {
        VB_CHECK(bound > 0);
        return boost::random::uniform_int_distribution<std::size_t>(0, bound - 1)(m_engine);
    }
    std::int32_t between(std::int32_t first, std::int32_t last) {
        return boost::random::uniform_int_distribution<std::int32_t>(first, last)(m_engine);
    }
    template <typename T, std::size_t N>
    const T& pick(const T (&list)[N]) {
        return list[below(N)];
    }
    template <typename T>
    const T& pick(std::span<const T> list) {
        return list[below(list.size())];
    }

private:
    /// The finalizer of SplitMix64 (Steele, Lea and Flood 2014): spreads near numbers far apart.
    static std::uint64_t mixed(std::uint64_t z) {
        z += 0x9e3779b97f4a7c15ULL;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

    boost::random::mt19937_64 m_engine;
};

} // namespace vb::casework
