// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/bytes.h"

namespace vb::test {

/// Calls `see` with every variant of `bytes` that differs in exactly one bit, and with every one
/// that is cut short by one byte or more or has a byte too many.
template <typename See>
void forEachDamage(const crypto::Bytes& bytes, See&& see) {
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        crypto::Bytes changed = bytes;
        changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (1U << bit % 8));
        see(changed);
    }
    for (std::size_t size = 0; size < bytes.size(); ++size)
        see(crypto::Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)));
    crypto::Bytes longer = bytes;
    longer.push_back(0);
    see(longer);
}

} // namespace vb::test
