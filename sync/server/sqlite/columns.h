// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/protocol/limits.h"
#include "sync/server/hub_store.h"

#include <algorithm>
#include <limits>

namespace vb::server {

inline constexpr std::size_t kPartsPerEnvelope = 64;
static_assert(protocol::kMaxEnvelopeParts <= kPartsPerEnvelope);

/// The key of a part: appended in order of position, found without an index of its own.
inline std::int64_t partNumber(LogSize position, std::size_t index) {
    return static_cast<std::int64_t>(position * kPartsPerEnvelope + index);
}

/// A number that a peer sent, as a bound of a query: no column is larger than SQLite's integers.
inline std::int64_t bounded(std::uint64_t number) {
    return static_cast<std::int64_t>(
        std::min<std::uint64_t>(number, std::numeric_limits<std::int64_t>::max()));
}

} // namespace vb::server
