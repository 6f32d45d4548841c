// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/password_hash.h"

#include <string_view>

namespace vb::test {

/// As little as Argon2id allows, so that tests of wraps take microseconds. Tests alone: the product
/// is wired with kProductArgon2Policy.
inline constexpr crypto::Argon2Cost kCheapCost{1, 8192};
inline constexpr crypto::Argon2Policy kCheapPolicy{kCheapCost, {50, std::uint64_t{1} << 20}};

inline crypto::SecretBytes passphrase(std::string_view text) {
    return crypto::SecretBytes::copyOf(
        {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

} // namespace vb::test
