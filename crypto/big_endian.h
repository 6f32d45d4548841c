// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/bytes.h"

#include <concepts>

namespace vb::crypto {

template <std::unsigned_integral Number>
void appendBigEndian(Bytes& out, Number number) {
    for (std::size_t i = sizeof number; i-- > 0;)
        out.push_back(static_cast<std::uint8_t>(number >> i * 8));
}

template <std::unsigned_integral Number>
Number fromBigEndian(FixedView<sizeof(Number)> bytes) {
    std::uint64_t number = 0;
    for (const std::uint8_t byte : bytes)
        number = number << 8 | byte;
    return static_cast<Number>(number);
}

} // namespace vb::crypto
