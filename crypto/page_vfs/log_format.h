// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/page_vfs/unit_sealer.h"

#include <cstdint>

namespace vb::crypto {

// SQLite's own form of the log ("WAL-mode File Format", sqlite.org): a header of 32 bytes, then
// frames, each a header of 24 bytes and a page.
inline constexpr std::size_t kLogHeader = 32;
inline constexpr std::size_t kFrameHeader = 24;
inline constexpr std::size_t kFrameSize = kFrameHeader + kUnitSize;

} // namespace vb::crypto
