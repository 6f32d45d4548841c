// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <bit>
#include <cstdint>

namespace vb::crypto {

/// The length that `length` bytes are padded to, so that sizes tell little: Padmé (Nikitin,
/// Barman, Lueks, Underwood, Hubaux, Ford: "Reducing Metadata Leakage from Encrypted Files and
/// Communication with PURBs", 2019, section 4), and never less than `floor`. Only O(log log n) bits
/// of the length remain visible, for at most 12 % more bytes. Pure; never shorter than `length`;
/// a longer input never gives a shorter output. Lengths above 2^62 come back as they are: no
/// caller has them, and rounding up must not overflow.
constexpr std::uint64_t paddedLength(std::uint64_t length, std::uint64_t floor = 0) {
    std::uint64_t padded = length;
    if (length >= 2 && length <= std::uint64_t{1} << 62) {
        // As a floating point number: `exponent` bits follow the leading one; the mantissa keeps no
        // more of them than it takes to write the exponent down, the rest round up to zero.
        const auto exponent = static_cast<unsigned>(std::bit_width(length)) - 1;
        const auto kept = static_cast<unsigned>(std::bit_width(exponent));
        const unsigned dropped = exponent > kept ? exponent - kept : 0;
        const std::uint64_t mask = (std::uint64_t{1} << dropped) - 1;
        padded = (length + mask) & ~mask;
    }
    return padded < floor ? floor : padded;
}

} // namespace vb::crypto
