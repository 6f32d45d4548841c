// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/random_source.h"

namespace vb::test {

/// Deterministic bytes from one seed (SplitMix64, Steele, Lea and Flood 2014). Tests only.
class SeededRandom final : public RandomSource {
public:
    explicit SeededRandom(std::uint64_t seed) : m_state(seed) {}

    void fill(MutableByteView out) override {
        for (std::size_t i = 0; i < out.size(); ++i) {
            if (i % 8 == 0)
                m_word = step();
            out[i] = static_cast<std::uint8_t>(m_word >> (i % 8 * 8));
        }
    }
    /// Uniform enough below `bound` for tests; `bound` > 0.
    std::uint64_t below(std::uint64_t bound) { return step() % bound; }
    bool chance(std::uint64_t numerator, std::uint64_t denominator) {
        return below(denominator) < numerator;
    }

private:
    std::uint64_t step() {
        m_state += 0x9e3779b97f4a7c15ULL;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

    std::uint64_t m_state;
    std::uint64_t m_word = 0;
};

} // namespace vb::test
