// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/protocol/limits.h"

#include <algorithm>
#include <array>
#include <optional>

namespace vb::protocol {

/// The versions of the protocol that this program speaks, ascending. An old one goes when no
/// released program needs it any more.
inline constexpr std::array<std::uint32_t, 1> kProtocolVersions{kProtocolVersion};

/// What two sides speak with each other: the largest version that both name, in whatever order;
/// nothing when they share none. What either names beyond its knowledge is only a number.
template <typename Ours, typename Theirs>
[[nodiscard]] std::optional<std::uint32_t> agreedVersion(const Ours& ours, const Theirs& theirs) {
    std::optional<std::uint32_t> agreed;
    for (const std::uint32_t version : ours) {
        const bool isShared = std::find(theirs.begin(), theirs.end(), version) != theirs.end();
        if (isShared && (!agreed || version > *agreed))
            agreed = version;
    }
    return agreed;
}

} // namespace vb::protocol
