// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/transparency/proofs.h"

#include <map>
#include <span>
#include <utility>
#include <vector>

namespace vb::test {

/// RFC 6962 section 2.1 word for word: recursive, over all leaves. What the product's incremental
/// tree is compared with. Remembers the roots of spans it has seen, so that comparing everything
/// with everything stays cheap; the leaves must stay where they are.
class NaiveTree {
public:
    using Leaves = std::span<const TreeHash>;

    TreeHash root(Leaves leaves) {
        if (leaves.empty())
            return transparency::emptyRoot();
        if (leaves.size() == 1)
            return leaves[0];
        const auto key = std::make_pair(leaves.data(), leaves.size());
        if (const auto known = m_roots.find(key); known != m_roots.end())
            return known->second;
        const std::size_t k = split(leaves.size());
        const TreeHash hash =
            transparency::hashNode(root(leaves.first(k)), root(leaves.subspan(k)));
        m_roots.emplace(key, hash);
        return hash;
    }

    /// PATH(m, D[n])
    std::vector<TreeHash> path(std::size_t m, Leaves leaves) {
        if (leaves.size() == 1)
            return {};
        const std::size_t k = split(leaves.size());
        std::vector<TreeHash> out =
            m < k ? path(m, leaves.first(k)) : path(m - k, leaves.subspan(k));
        out.push_back(m < k ? root(leaves.subspan(k)) : root(leaves.first(k)));
        return out;
    }

    /// PROOF(m, D[n]) = SUBPROOF(m, D[n], true)
    std::vector<TreeHash> proof(std::size_t m, Leaves leaves) { return subproof(m, leaves, true); }

private:
    static std::size_t split(std::size_t n) {
        std::size_t k = 1;
        while (k * 2 < n)
            k *= 2;
        return k;
    }
    std::vector<TreeHash> subproof(std::size_t m, Leaves leaves, bool complete) {
        if (m == leaves.size())
            return complete ? std::vector<TreeHash>{} : std::vector<TreeHash>{root(leaves)};
        const std::size_t k = split(leaves.size());
        std::vector<TreeHash> out = m <= k ? subproof(m, leaves.first(k), complete)
                                           : subproof(m - k, leaves.subspan(k), false);
        out.push_back(m <= k ? root(leaves.subspan(k)) : root(leaves.first(k)));
        return out;
    }

    std::map<std::pair<const TreeHash*, std::size_t>, TreeHash> m_roots;
};

/// A log kept as the product keeps it, with the leaves beside it for the naive tree.
struct GrownLog {
    std::vector<TreeHash> leaves;
    transparency::MemoryTreeNodes nodes;

    explicit GrownLog(std::size_t size);
};

} // namespace vb::test
