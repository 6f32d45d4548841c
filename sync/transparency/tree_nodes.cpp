// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/transparency/tree_nodes.h"

namespace vb::transparency {

void MemoryTreeNodes::add(NodePlace place, const TreeHash& hash) {
    if (m_levels.size() <= place.level)
        m_levels.resize(place.level + 1);
    auto& level = m_levels[place.level];
    VB_CHECK(level.size() == place.index);
    level.push_back(hash);
}

Result<TreeHash> MemoryTreeNodes::node(NodePlace place) const {
    if (place.level >= m_levels.size() || place.index >= m_levels[place.level].size())
        return fail(Code::NotFound,
                    "tree node " + std::to_string(place.level) + "/" + std::to_string(place.index));
    return m_levels[place.level][place.index];
}

} // namespace vb::transparency
