// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/membership/admission.h"
#include "sync/membership/directory_prefix.h"
#include "sync/store/replica_store.h"

#include <map>
#include <memory>
#include <set>

namespace vb::engine {

/// The house directory and the membership logs that this replica holds, in memory, with the store
/// behind them. Invariant: memory and store hold the same statements, each admitted in its place.
/// Logs of cases are read when first asked for, because a worker opens few of many. Owned by the
/// replica; the core thread only.
class ReplicaDirectory {
public:
    /// Reads the house directory. The store's own statements were admitted when they were stored
    /// and are authenticated by the store; they are not verified again.
    static Result<std::unique_ptr<ReplicaDirectory>> load(store::ReplicaStore& store, HouseId house,
                                                          const Digest256& rootFingerprint);

    [[nodiscard]] const membership::HouseDirectory& house() const { return m_house; }
    /// An empty log for a case that is not held yet.
    Result<membership::MembershipLog*> caseLog(const CaseId& caseId);
    Result<membership::DirectoryPrefix> prefix(const CaseId& caseId);
    Result<DirectoryHead> head(const CaseId& caseId);
    Result<std::vector<CaseId>> cases();

    /// One more statement of a chain (CaseId() is the house directory), verified and admitted as
    /// membership::accept() has it, in memory and store. In the caller's transaction; when that is
    /// rolled back, reload() what was touched.
    Result<membership::Statement> accept(const CaseId& chain,
                                         const membership::LoggedStatement& logged,
                                         const store::StatementRow& row);
    void forget(const CaseId& caseId) {
        m_cases.erase(caseId);
        m_dropping.erase(caseId);
    }
    /// Whether any statement of the case takes the content of parts away.
    Result<bool> dropsParts(const CaseId& caseId);
    /// As the store has it. What was there stays when the store cannot be read.
    Result<void> reload();

private:
    ReplicaDirectory(store::ReplicaStore& store, HouseId house, const Digest256& rootFingerprint)
        : m_store(store), m_house(house, rootFingerprint) {}
    Result<void> readHouse();

    store::ReplicaStore& m_store;
    membership::HouseDirectory m_house;
    std::map<CaseId, std::unique_ptr<membership::MembershipLog>> m_cases;
    std::set<CaseId> m_dropping; ///< of the logs that were read
};

} // namespace vb::engine
