// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/transparency/proofs.h"

#include <algorithm>
#include <bit>

namespace vb::transparency {
namespace {

/// Leaves [begin, end). Every range here comes from the RFC's splitting, so that `begin` is a
/// multiple of the largest power of two that fits in it.
struct LeafRange {
    LogSize begin = 0;
    LogSize end = 0;
    [[nodiscard]] LogSize width() const { return end - begin; }
    /// The RFC's k: the largest power of two smaller than the width, which must exceed one.
    [[nodiscard]] LogSize split() const { return std::bit_floor(width() - 1); }
};

Result<TreeHash> hashOf(const TreeNodes& nodes, LeafRange range) {
    std::vector<TreeHash> perfect;
    while (!std::has_single_bit(range.width())) {
        const LogSize k = range.split();
        const auto level = static_cast<std::uint32_t>(std::countr_zero(k));
        VB_TRY(const TreeHash left, nodes.node({level, range.begin >> level}));
        perfect.push_back(left);
        range.begin += k;
    }
    const auto level = static_cast<std::uint32_t>(std::countr_zero(range.width()));
    VB_TRY(TreeHash hash, nodes.node({level, range.begin >> level}));
    for (auto left = perfect.rbegin(); left != perfect.rend(); ++left)
        hash = hashNode(*left, hash);
    return hash;
}

/// The walk from a leaf or an old tree's last node up to the root that both checks share: `node`
/// and `last` are its place and the place of the last node, on the level that the walk is on.
class Ascent {
public:
    Ascent(LogSize node, LogSize last) : m_node(node), m_last(last) {}

    [[nodiscard]] bool isAtRoot() const { return m_last == 0; }
    /// Whether the next hash of the path stands left of ours.
    [[nodiscard]] bool siblingIsLeft() const { return (m_node & 1) != 0 || m_node == m_last; }
    void up() {
        // A last node without a right sibling moves up unhashed until it is one.
        while ((m_node & 1) == 0 && m_node != 0 && m_node == m_last)
            shift();
        shift();
    }
    void skipCompleted() {
        while ((m_node & 1) != 0)
            shift();
    }

private:
    void shift() {
        m_node >>= 1;
        m_last >>= 1;
    }
    LogSize m_node;
    LogSize m_last;
};

} // namespace

Result<TreeHash> rootAt(const TreeNodes& nodes, LogSize size) {
    if (size == 0)
        return emptyRoot();
    return hashOf(nodes, {0, size});
}

Result<InclusionProof> proveInclusion(const TreeNodes& nodes, LogSize leafIndex, LogSize treeSize) {
    if (leafIndex >= treeSize || treeSize > kMaxTreeSize)
        return fail(Code::InvalidInput, "no such leaf in the tree");
    InclusionProof proof{leafIndex, treeSize, {}};
    LeafRange range{0, treeSize};
    while (range.width() > 1) {
        const LogSize middle = range.begin + range.split();
        const bool isLeft = leafIndex < middle;
        const LeafRange left{range.begin, middle};
        const LeafRange right{middle, range.end};
        VB_TRY(const TreeHash sibling, hashOf(nodes, isLeft ? right : left));
        proof.path.push_back(sibling);
        range = isLeft ? left : right;
    }
    std::reverse(proof.path.begin(), proof.path.end());
    return proof;
}

Result<ConsistencyProof> proveConsistency(const TreeNodes& nodes, LogSize oldSize,
                                          LogSize newSize) {
    if (oldSize > newSize || newSize > kMaxTreeSize)
        return fail(Code::InvalidInput, "the old tree is larger than the new one");
    ConsistencyProof proof{oldSize, newSize, {}};
    if (oldSize == 0 || oldSize == newSize)
        return proof;
    LeafRange range{0, newSize};
    while (oldSize != range.end) {
        const LogSize middle = range.begin + range.split();
        const bool inLeft = oldSize <= middle;
        const LeafRange left{range.begin, middle};
        const LeafRange right{middle, range.end};
        VB_TRY(const TreeHash sibling, hashOf(nodes, inLeft ? right : left));
        proof.path.push_back(sibling);
        range = inLeft ? left : right;
    }
    // A range that begins at 0 is the old tree itself, whose root the verifier has.
    if (range.begin != 0) {
        VB_TRY(const TreeHash last, hashOf(nodes, range));
        proof.path.push_back(last);
    }
    std::reverse(proof.path.begin(), proof.path.end());
    return proof;
}

bool verifyInclusion(const InclusionProof& proof, const TreeHash& leaf, const TreeHash& root) {
    if (proof.leafIndex >= proof.treeSize || proof.treeSize > kMaxTreeSize)
        return false;
    Ascent ascent(proof.leafIndex, proof.treeSize - 1);
    TreeHash hash = leaf;
    for (const TreeHash& sibling : proof.path) {
        if (ascent.isAtRoot())
            return false;
        const bool siblingIsLeft = ascent.siblingIsLeft();
        hash = siblingIsLeft ? hashNode(sibling, hash) : hashNode(hash, sibling);
        ascent.up();
    }
    return ascent.isAtRoot() && hash == root;
}

bool verifyConsistency(const ConsistencyProof& proof, const TreeHash& oldRoot,
                       const TreeHash& newRoot) {
    if (proof.oldSize > proof.newSize || proof.newSize > kMaxTreeSize)
        return false;
    if (proof.oldSize == 0)
        return proof.path.empty() && oldRoot == emptyRoot() &&
               (proof.newSize != 0 || newRoot == emptyRoot());
    if (proof.oldSize == proof.newSize)
        return proof.path.empty() && oldRoot == newRoot;

    // An old tree of a power of two is a node of the new one, which the path then leaves out.
    const bool rootIsFirst = std::has_single_bit(proof.oldSize);
    if (!rootIsFirst && proof.path.empty())
        return false;
    Ascent ascent(proof.oldSize - 1, proof.newSize - 1);
    ascent.skipCompleted();
    TreeHash oldHash = rootIsFirst ? oldRoot : proof.path.front();
    TreeHash newHash = oldHash;
    for (std::size_t i = rootIsFirst ? 0 : 1; i < proof.path.size(); ++i) {
        if (ascent.isAtRoot())
            return false;
        if (ascent.siblingIsLeft()) {
            oldHash = hashNode(proof.path[i], oldHash);
            newHash = hashNode(proof.path[i], newHash);
        } else {
            newHash = hashNode(newHash, proof.path[i]);
        }
        ascent.up();
    }
    return ascent.isAtRoot() && oldHash == oldRoot && newHash == newRoot;
}

} // namespace vb::transparency
