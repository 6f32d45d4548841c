// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/membership/directory_prefix.h"
#include "sync/membership/house_directory.h"
#include "sync/membership/membership_log.h"
#include "sync/membership/statement.h"
#include "sync/server/hub_store.h"

#include <list>
#include <map>
#include <optional>

namespace vb::server {

/// House directory and membership logs as understood from the store, kept in memory: the directory
/// always, membership logs as they are asked for. What append() adds is ahead of the store until
/// the hub commits; forget() goes back to what is stored.
///
/// Statements were admitted when they came; here only their chains are checked (Corrupt otherwise).
/// Owned by the hub, one thread. References and pointers live until trim() or forget().
class Chains {
public:
    static Result<Chains> load(const HubStore& store);

    [[nodiscard]] const membership::HouseDirectory& house() const { return *m_house; }
    /// The membership log of a case; empty for one that nobody has heard of.
    Result<const membership::MembershipLog*> caseLog(const CaseId& caseId);
    /// Both chains of a case as they are.
    Result<membership::DirectoryPrefix> whole(const CaseId& caseId);

    /// The person behind a device, certified or issuer, ended or not.
    [[nodiscard]] std::optional<membership::Affiliation> holderOf(const DeviceId& device) const;
    /// What verifies a device's signatures.
    [[nodiscard]] std::optional<crypto::SigningPublicKey>
    signingKeyOf(const DeviceId& device) const;

    /// For an admitted statement; the log of its case must have been asked for (VB_CHECK). Returns
    /// its chain with the statement in it.
    ChainHead append(const membership::Statement& statement, const membership::LeafFacts& leaf);

    /// Back to the store. The same errors as load(); after one, load again before going on.
    Result<void> forget();
    /// Keeps the `most` logs that were asked for last.
    void trim(std::size_t most);

private:
    explicit Chains(const HubStore& store) : m_store(&store) {}
    Result<void> loadHouse();
    Result<void> loadCase(membership::MembershipLog& log) const;
    [[nodiscard]] membership::Affiliation signerOf(const membership::Statement& statement) const;

    struct Cached {
        membership::MembershipLog log;
        std::list<CaseId>::iterator use;
    };

    const HubStore* m_store;
    std::optional<membership::HouseDirectory> m_house;
    std::map<CaseId, Cached> m_cases;
    /// Most recently asked first.
    std::list<CaseId> m_uses;
};

} // namespace vb::server
