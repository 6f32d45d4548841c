// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/server/chains.h"

#include "sync/transparency/leaf_entry.h"

namespace vb::server {

using membership::Affiliation;
using membership::MembershipLog;
using membership::Statement;

namespace {

/// A stored statement that is the next of its chain, and what its leaf says.
struct Stored {
    Statement statement;
    transparency::LeafEntry leaf;

    [[nodiscard]] membership::LeafFacts facts() const { return {leaf.directory, leaf.hubTime}; }
};

Result<Stored> readStored(const StatementRow& row, std::uint64_t expectedNumber) {
    auto statement = membership::readStatement({row.statement, row.signature});
    auto leaf = transparency::parseLeafEntry(row.leaf);
    if (!statement || !leaf || row.number != expectedNumber || statement->id != row.id)
        return fail(Code::Corrupt, "statement " + std::to_string(row.position));
    return Stored{std::move(statement).value(), std::move(leaf).value()};
}

/// Whether the leaf says the running hash that the chain has.
Result<void> checkChain(const Stored& stored, const ChainHead& head) {
    if (stored.leaf.chain != head)
        return fail(Code::Corrupt, "chain of a stored statement");
    return {};
}

/// Reads a chain from the store and hands it over statement by statement.
template <typename Append>
Result<void> readChain(const HubStore& store, const CaseId& caseId, Append append) {
    Result<void> outcome;
    std::uint64_t number = 0;
    VB_TRY_VOID(store.eachStatement(caseId, 0, [&](StatementRow&& row) {
        const auto stored = readStored(row, number++);
        outcome = stored ? checkChain(*stored, append(*stored)) : Unexpected(stored.error());
        return outcome.has_value();
    }));
    return outcome;
}

} // namespace

Result<Chains> Chains::load(const HubStore& store) {
    Chains chains(store);
    VB_TRY_VOID(chains.loadHouse());
    return chains;
}

Result<void> Chains::forget() {
    m_cases.clear();
    m_uses.clear();
    return loadHouse();
}

Result<void> Chains::loadHouse() {
    VB_TRY(const HouseRow house, m_store->house());
    m_house.emplace(house.house, house.rootFingerprint);
    return readChain(*m_store, CaseId(), [&](const Stored& stored) {
        m_house->append(stored.statement, stored.facts());
        return m_house->chain().head();
    });
}

Result<void> Chains::loadCase(MembershipLog& log) const {
    return readChain(*m_store, log.caseId(), [&](const Stored& stored) {
        log.append(stored.statement, signerOf(stored.statement), stored.facts());
        return log.chain().head();
    });
}

Result<const MembershipLog*> Chains::caseLog(const CaseId& caseId) {
    auto found = m_cases.find(caseId);
    if (found == m_cases.end()) {
        MembershipLog log(m_house->house(), caseId);
        VB_TRY_VOID(loadCase(log));
        m_uses.push_front(caseId);
        found = m_cases.emplace(caseId, Cached{std::move(log), m_uses.begin()}).first;
    } else {
        m_uses.splice(m_uses.begin(), m_uses, found->second.use);
    }
    return &found->second.log;
}

Result<membership::DirectoryPrefix> Chains::whole(const CaseId& caseId) {
    VB_TRY(const MembershipLog* log, caseLog(caseId));
    return membership::wholeDirectory(*m_house, *log);
}

std::optional<Affiliation> Chains::holderOf(const DeviceId& device) const {
    return membership::holderOf(*m_house, device);
}

std::optional<crypto::SigningPublicKey> Chains::signingKeyOf(const DeviceId& device) const {
    if (const auto* fact = m_house->device(device))
        return fact->signingKey;
    if (const auto* issuer = m_house->issuer(device))
        return issuer->signingKey;
    return std::nullopt;
}

Affiliation Chains::signerOf(const Statement& statement) const {
    return holderOf(statement.signer).value_or(Affiliation{});
}

ChainHead Chains::append(const Statement& statement, const membership::LeafFacts& leaf) {
    if (statement.isAboutHouse()) {
        m_house->append(statement, leaf);
        return m_house->chain().head();
    }
    const auto found = m_cases.find(statement.caseId);
    VB_CHECK(found != m_cases.end());
    found->second.log.append(statement, signerOf(statement), leaf);
    return found->second.log.chain().head();
}

void Chains::trim(std::size_t most) {
    while (m_cases.size() > most) {
        m_cases.erase(m_uses.back());
        m_uses.pop_back();
    }
}

} // namespace vb::server
