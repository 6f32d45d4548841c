// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/transparency/tree_hash.h"

#include <vector>

namespace vb::transparency {

/// Names the root of a perfect subtree: the 2^level leaves from `index << level` on. Level 0 is the
/// leaves. Such a node never changes once all its leaves are there.
struct NodePlace {
    std::uint32_t level = 0;
    std::uint64_t index = 0;
    friend auto operator<=>(const NodePlace&, const NodePlace&) = default;
};

/// Where the perfect nodes of a log are kept, so that a proof reads a logarithmic number of them
/// instead of every leaf. Implementations: the hub's stores, and MemoryTreeNodes.
class TreeNodes {
public:
    virtual ~TreeNodes() = default;
    /// NotFound or Corrupt for a node that is complete and missing all the same.
    [[nodiscard]] virtual Result<TreeHash> node(NodePlace place) const = 0;
};

/// All perfect nodes of one log in memory. Grows by two hashes a leaf.
class MemoryTreeNodes final : public TreeNodes {
public:
    /// Nodes of a level arrive in order of their index (VB_CHECK), as CompactRange makes them.
    void add(NodePlace place, const TreeHash& hash);
    [[nodiscard]] Result<TreeHash> node(NodePlace place) const override;

private:
    std::vector<std::vector<TreeHash>> m_levels;
};

} // namespace vb::transparency
