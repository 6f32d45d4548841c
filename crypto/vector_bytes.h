// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/bytes.h"
#include "crypto/check.h"

#include <string_view>

namespace vb::crypto {

/// The bytes of a published vector, written as RFCs write them: lower-case hexadecimal, blanks and
/// line ends ignored. For constants in the program alone; anything else stops the process.
inline Bytes vectorBytes(std::string_view hex) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    Bytes bytes;
    std::size_t high = kDigits.npos;
    for (const char letter : hex) {
        if (letter == ' ' || letter == '\n')
            continue;
        const std::size_t digit = kDigits.find(letter);
        VB_CRYPTO_CHECK(digit != kDigits.npos);
        if (high == kDigits.npos) {
            high = digit;
            continue;
        }
        bytes.push_back(static_cast<std::uint8_t>(high << 4 | digit));
        high = kDigits.npos;
    }
    VB_CRYPTO_CHECK(high == kDigits.npos);
    return bytes;
}

} // namespace vb::crypto
