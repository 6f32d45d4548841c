// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/ids.h"

#include <cstdint>
#include <optional>

namespace vb::transparency {

/// The comparison digest of a range of an audience: over the ids of its changesets in order of log
/// position, stubs and purged ones included. Hub and replica grow it one id at a time.
class ComparisonDigest {
public:
    explicit ComparisonDigest(const HouseId& house) : m_house(house) {}
    /// Goes on from a digest that was kept; `digest` is absent exactly when `count` is 0.
    ComparisonDigest(const HouseId& house, std::uint64_t count, std::optional<Digest256> digest);

    void add(const ChangesetId& id);

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] const std::optional<Digest256>& digest() const { return m_digest; }

private:
    HouseId m_house;
    std::uint64_t m_count = 0;
    std::optional<Digest256> m_digest;
};

} // namespace vb::transparency
