// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/replica_directory.h"

#include "sync/engine/wire.h"

namespace vb::engine {
namespace {

Result<membership::Statement> readStored(const store::StatementRow& row) {
    VB_TRY(auto sent, membership::parseSignedStatement(row.signedStatement));
    return membership::readStatement(std::move(sent));
}

bool takesParts(const membership::Statement& statement) {
    return statement.as<membership::PurgeBody>() != nullptr ||
           statement.as<membership::WithdrawalBody>() != nullptr;
}

/// Whoever signed a statement of a case; the directory that admitted it knew the device.
Result<membership::Affiliation> signerOf(const membership::HouseDirectory& house,
                                         const membership::Statement& statement) {
    const auto* device = house.device(statement.signer);
    if (!device)
        return fail(Code::Corrupt, "stored statement of an unknown device");
    return device->holder;
}

} // namespace

Result<std::unique_ptr<ReplicaDirectory>> ReplicaDirectory::load(store::ReplicaStore& store,
                                                                 HouseId house,
                                                                 const Digest256& rootFingerprint) {
    std::unique_ptr<ReplicaDirectory> directory(
        new ReplicaDirectory(store, house, rootFingerprint));
    VB_TRY_VOID(directory->readHouse());
    return directory;
}

Result<void> ReplicaDirectory::readHouse() {
    return m_store.statements().each(
        CaseId(), 0, [this](const store::StatementRow& row) -> Result<void> {
            VB_TRY(const auto statement, readStored(row));
            VB_TRY(const auto leaf, wire::readLeaf(row.leaf, row.position));
            m_house.append(statement, leaf.facts);
            return {};
        });
}

Result<void> ReplicaDirectory::reload() {
    auto before = std::move(m_house);
    m_house = membership::HouseDirectory(before.house(), before.rootFingerprint());
    if (auto read = readHouse(); !read) {
        m_house = std::move(before);
        return read;
    }
    m_cases.clear();
    m_dropping.clear();
    return {};
}

Result<membership::MembershipLog*> ReplicaDirectory::caseLog(const CaseId& caseId) {
    const auto known = m_cases.find(caseId);
    if (known != m_cases.end())
        return known->second.get();
    auto log = std::make_unique<membership::MembershipLog>(m_house.house(), caseId);
    VB_TRY_VOID(m_store.statements().each(
        caseId, 0, [this, &log, &caseId](const store::StatementRow& row) -> Result<void> {
            VB_TRY(const auto statement, readStored(row));
            VB_TRY(const auto signer, signerOf(m_house, statement));
            VB_TRY(const auto leaf, wire::readLeaf(row.leaf, row.position));
            log->append(statement, signer, leaf.facts);
            if (takesParts(statement))
                m_dropping.insert(caseId);
            return {};
        }));
    auto* found = log.get();
    m_cases.emplace(caseId, std::move(log));
    return found;
}

Result<bool> ReplicaDirectory::dropsParts(const CaseId& caseId) {
    VB_TRY_VOID(caseLog(caseId));
    return m_dropping.contains(caseId);
}

Result<membership::DirectoryPrefix> ReplicaDirectory::prefix(const CaseId& caseId) {
    VB_TRY(const auto* log, caseLog(caseId));
    return membership::wholeDirectory(m_house, *log);
}

Result<DirectoryHead> ReplicaDirectory::head(const CaseId& caseId) {
    VB_TRY(const auto whole, prefix(caseId));
    return whole.head();
}

Result<std::vector<CaseId>> ReplicaDirectory::cases() {
    VB_TRY(auto chains, m_store.statements().chains());
    std::erase(chains, CaseId());
    return chains;
}

Result<membership::Statement> ReplicaDirectory::accept(const CaseId& chain,
                                                       const membership::LoggedStatement& logged,
                                                       const store::StatementRow& row) {
    VB_TRY(auto statement, membership::readStatement(logged.statement));
    if (chain.isNone()) {
        VB_TRY_VOID(membership::accept(m_house, logged));
    } else {
        VB_TRY(auto* log, caseLog(chain));
        VB_TRY_VOID(membership::accept(*log, m_house, logged));
        if (takesParts(statement))
            m_dropping.insert(chain);
    }
    VB_TRY_VOID(m_store.statements().put(chain, row));
    return statement;
}

} // namespace vb::engine
