// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/transparency/compact_range.h"

#include <bit>

namespace vb::transparency {

Result<CompactRange> CompactRange::fromRoots(LogSize size, std::vector<TreeHash> roots) {
    if (size > kMaxTreeSize)
        return fail(Code::InvalidInput, "log size out of bounds");
    if (roots.size() != static_cast<std::size_t>(std::popcount(size)))
        return fail(Code::InvalidInput, "compact range of the wrong length");
    CompactRange range;
    range.m_size = size;
    range.m_roots = std::move(roots);
    return range;
}

Result<CompactRange> CompactRange::ofNodes(const TreeNodes& nodes, LogSize size) {
    std::vector<TreeHash> roots;
    LogSize begin = 0;
    for (std::uint32_t level = 64; level-- > 0;) {
        const LogSize width = LogSize{1} << level;
        if ((size & width) == 0)
            continue;
        VB_TRY(const TreeHash root, nodes.node({level, begin >> level}));
        roots.push_back(root);
        begin += width;
    }
    return fromRoots(size, std::move(roots));
}

void CompactRange::append(const TreeHash& leaf) {
    append(leaf, [](NodePlace, const TreeHash&) {});
}

void CompactRange::append(const TreeHash& leaf, const NodeSink& sink) {
    VB_CHECK(m_size < kMaxTreeSize);
    TreeHash hash = leaf;
    NodePlace place{0, m_size};
    sink(place, hash);
    // As adding one to a binary number: every set low bit is a subtree that ours completes.
    while ((place.index & 1) != 0) {
        hash = hashNode(m_roots.back(), hash);
        m_roots.pop_back();
        place = {place.level + 1, place.index >> 1};
        sink(place, hash);
    }
    m_roots.push_back(hash);
    ++m_size;
}

TreeHash CompactRange::root() const {
    if (m_roots.empty())
        return emptyRoot();
    TreeHash hash = m_roots.back();
    for (std::size_t i = m_roots.size() - 1; i-- > 0;)
        hash = hashNode(m_roots[i], hash);
    return hash;
}

} // namespace vb::transparency
