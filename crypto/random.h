// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/bytes.h"

#include <optional>
#include <string_view>

namespace vb::crypto {

/// Prepares libsodium and the arena of secrets, and runs the known-answer tests of digests,
/// signatures and keys. Must be the first thing that a program does with crypto; may be called
/// again and from any thread. Returns the name of the primitive that failed: then the program
/// refuses to start. Programs that also open and seal call selfTest() of self_test.h after it.
[[nodiscard]] std::optional<std::string_view> init();

/// Fills `out` from libsodium's randombytes: the system's entropy, unless the simulator has
/// installed a seeded implementation (tests only; a test holds that no product binary can).
void fillRandom(MutableByteView out);

template <std::size_t N>
[[nodiscard]] ByteArray<N> randomBytes() {
    ByteArray<N> bytes{};
    fillRandom(bytes);
    return bytes;
}

} // namespace vb::crypto
