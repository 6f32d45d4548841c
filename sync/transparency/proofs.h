// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/transparency/tree_nodes.h"

#include <span>
#include <vector>

namespace vb::transparency {

/// The proofs of RFC 6962 sections 2.1.1 and 2.1.2. Making one reads O(log n) nodes. Checking is
/// total: wrong lengths, positions and sizes give false.

/// That the leaf at `leafIndex` is in the tree of `treeSize` leaves.
struct InclusionProof {
    LogSize leafIndex = 0;
    LogSize treeSize = 0;
    std::vector<TreeHash> path;
    friend bool operator==(const InclusionProof&, const InclusionProof&) = default;
};

/// That the first `oldSize` leaves of the tree of `newSize` are the tree that was.
struct ConsistencyProof {
    LogSize oldSize = 0;
    LogSize newSize = 0;
    std::vector<TreeHash> path;
    friend bool operator==(const ConsistencyProof&, const ConsistencyProof&) = default;
};

/// The root of the first `size` leaves.
Result<TreeHash> rootAt(const TreeNodes& nodes, LogSize size);
/// InvalidInput unless leafIndex < treeSize.
Result<InclusionProof> proveInclusion(const TreeNodes& nodes, LogSize leafIndex, LogSize treeSize);
/// InvalidInput unless oldSize <= newSize. The RFC leaves out oldSize 0; ours is the empty path, as
/// everything is consistent with nothing.
Result<ConsistencyProof> proveConsistency(const TreeNodes& nodes, LogSize oldSize, LogSize newSize);

[[nodiscard]] bool verifyInclusion(const InclusionProof& proof, const TreeHash& leaf,
                                   const TreeHash& root);
[[nodiscard]] bool verifyConsistency(const ConsistencyProof& proof, const TreeHash& oldRoot,
                                     const TreeHash& newRoot);

} // namespace vb::transparency
