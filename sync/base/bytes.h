// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vb {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using MutableByteView = std::span<std::uint8_t>;
template <std::size_t N>
using ByteArray = std::array<std::uint8_t, N>;

/// Lower-case hexadecimal, two digits a byte.
std::string toHex(ByteView bytes);
/// The bytes of lower- or upper-case hexadecimal; InvalidInput on anything else.
Result<Bytes> fromHex(std::string_view hex);

/// Views between characters and bytes, without a copy; the view lives as long as its argument.
ByteView asBytes(std::string_view text);
std::string_view asText(ByteView bytes);
Bytes toBytes(ByteView view);

/// Appends fixed-width integers big-endian: the order in which ids sort as their numbers do.
void appendU8(Bytes& out, std::uint8_t value);
void appendU16(Bytes& out, std::uint16_t value);
void appendU32(Bytes& out, std::uint32_t value);
void appendU64(Bytes& out, std::uint64_t value);
void append(Bytes& out, ByteView bytes);
/// A 32-bit length and the bytes: unambiguous concatenation for hashing and signing.
void appendSized(Bytes& out, ByteView bytes);

} // namespace vb
