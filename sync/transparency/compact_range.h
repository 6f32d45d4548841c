// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/transparency/tree_nodes.h"

#include <functional>
#include <span>
#include <vector>

namespace vb::transparency {

/// The frontier of a log: the roots of the perfect subtrees that leaves [0, size) fall into, from
/// the largest to the smallest, one for each bit set in `size`. It is all that one needs to append
/// leaves and to know the root. A value; no larger than 48 hashes.
/// Source: RFC 6962 section 2.1; the incremental form is the binary counter of Crosby and Wallach,
/// "Efficient data structures for tamper-evident logging", 2009.
class CompactRange {
public:
    /// Receives every perfect node that an append completes, lowest level first.
    using NodeSink = std::function<void(NodePlace, const TreeHash&)>;

    CompactRange() = default;
    /// InvalidInput unless there is exactly one root for each bit of `size`, and size is in bounds.
    static Result<CompactRange> fromRoots(LogSize size, std::vector<TreeHash> roots);
    /// The frontier of the first `size` leaves of a kept log.
    static Result<CompactRange> ofNodes(const TreeNodes& nodes, LogSize size);

    /// The tree must not be full (VB_CHECK); 2^48 leaves are out of anybody's reach.
    void append(const TreeHash& leaf);
    void append(const TreeHash& leaf, const NodeSink& sink);

    [[nodiscard]] LogSize size() const { return m_size; }
    [[nodiscard]] std::span<const TreeHash> roots() const { return m_roots; }
    /// The root of the whole tree: emptyRoot() without leaves.
    [[nodiscard]] TreeHash root() const;

    friend bool operator==(const CompactRange&, const CompactRange&) = default;

private:
    LogSize m_size = 0;
    std::vector<TreeHash> m_roots;
};

} // namespace vb::transparency
