// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vb::crypto {

// crypto knows nothing of sync. These are the same standard types that sync/base/bytes.h names, so
// values pass between the two without a copy.
using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using MutableByteView = std::span<std::uint8_t>;
template <std::size_t N>
using ByteArray = std::array<std::uint8_t, N>;
/// A view whose length the compiler checks: keys, nonces, tags, ids.
template <std::size_t N>
using FixedView = std::span<const std::uint8_t, N>;

/// The house that a hash or signature belongs to: its 16 random bytes.
using HouseView = FixedView<16>;

} // namespace vb::crypto
