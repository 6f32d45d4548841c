// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/transparency/reconcile.h"
#include "sync/transparency/tree_nodes.h"

#include <list>

namespace vb::server {

/// The ids of an audience below a position: always the same, as a log only grows.
struct AskedSet {
    CaseId caseId;
    AudienceId audience;
    transparency::LogSize upTo = 0;
    transparency::ReconcileSalt salt{};
    friend bool operator==(const AskedSet&, const AskedSet&) = default;
};

/// The sets of the reconciliations under way, so that their second message costs no second reading
/// and hashing of a whole audience. Nothing depends on what is in it. Bounded: kMaxSets of them,
/// and kMaxReconcileIds ids in all, of which the newest set is always kept. Owned by HubCore.
class ReconcileSets {
public:
    const transparency::ReconcileSet* find(const AskedSet& asked);
    /// What is returned lives until the next keep() or clear().
    const transparency::ReconcileSet& keep(const AskedSet& asked, transparency::ReconcileSet set);
    void clear() { m_kept.clear(); }

private:
    static constexpr std::size_t kMaxSets = 16;
    struct Kept {
        AskedSet is;
        transparency::ReconcileSet set;
    };
    std::list<Kept> m_kept; ///< the one used last first
};

} // namespace vb::server
