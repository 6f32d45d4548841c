// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/support/seeded_random.h"

namespace vb::test {

/// While it lives, everything that libsodium draws (keys, nonces, salts, ids) comes from one seed,
/// so that a run can be repeated to the byte. One at a time, one thread. Tests and the simulator
/// alone: no product binary refers to what installs it (tests/architecture/symbols.sh).
class SeededEntropy {
public:
    explicit SeededEntropy(std::uint64_t seed);
    SeededEntropy(const SeededEntropy&) = delete;
    SeededEntropy& operator=(const SeededEntropy&) = delete;
    ~SeededEntropy();

private:
    SeededRandom m_random;
};

} // namespace vb::test
