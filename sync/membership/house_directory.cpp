// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/house_directory.h"

#include "sync/base/check.h"
#include "sync/membership/role_facts.h"

#include <algorithm>

namespace vb::membership {
namespace {

/// The last fact whose statement stands in the first `size`; facts are in order of number.
template <typename Fact>
const Fact* latest(const std::vector<Fact>& facts, std::uint64_t size) {
    const auto after = std::partition_point(facts.begin(), facts.end(),
                                            [&](const Fact& fact) { return fact.number < size; });
    return after == facts.begin() ? nullptr : &*std::prev(after);
}

template <typename Map, typename Key>
const typename Map::mapped_type* found(const Map& map, const Key& key) {
    const auto at = map.find(key);
    return at == map.end() ? nullptr : &at->second;
}

} // namespace

void Chain::append(StatementId statement) {
    m_hashes.push_back(extended(m_house, m_caseId, head(), statement).hash);
}

ChainHead Chain::headAt(std::uint64_t size) const {
    VB_CHECK(size <= m_hashes.size());
    return size == 0 ? ChainHead{} : ChainHead{size, m_hashes[size - 1]};
}

Chain::Match Chain::match(const ChainHead& head) const {
    if (head.size > size())
        return Match::Beyond;
    return headAt(head.size) == head ? Match::Prefix : Match::Fork;
}

HouseDirectory::HouseDirectory(HouseId house, Digest256 rootFingerprint)
    : m_house(house), m_rootFingerprint(rootFingerprint), m_chain(house, CaseId{}) {}

void HouseDirectory::append(const Statement& statement, const LeafFacts& leaf) {
    VB_CHECK(statement.isAboutHouse() && statement.house == m_house);
    const std::uint64_t number = size();
    std::visit(
        [&](const auto& body) {
            if constexpr (requires { apply(body, number); })
                apply(body, number);
        },
        statement.body);
    m_chain.append(statement.id);
    m_lastLeaf = leaf;
}

const RootBody* HouseDirectory::root(std::uint64_t size) const {
    const RootFact* fact = latest(m_roots, size);
    return fact ? &fact->body : nullptr;
}

const HubBody* HouseDirectory::hub(std::uint64_t size) const {
    const HubFact* fact = latest(m_hubs, size);
    return fact ? &fact->body : nullptr;
}

const crypto::BoxPublicKey* HouseDirectory::organisationRecovery(OrganisationCode organisation,
                                                                 std::uint64_t size) const {
    const auto* facts = found(m_recovery, organisation);
    const RecoveryFact* fact = facts ? latest(*facts, size) : nullptr;
    return fact ? &fact->key : nullptr;
}

const DeviceFact* HouseDirectory::device(DeviceId device) const {
    return found(m_devices, device);
}

const IssuerFact* HouseDirectory::issuer(DeviceId device) const {
    return found(m_issuers, device);
}

const std::vector<DeviceId>& HouseDirectory::devicesOf(const Affiliation& holder) const {
    static const std::vector<DeviceId> kNone;
    const auto* devices = found(m_holders, holder);
    return devices ? *devices : kNone;
}

void HouseDirectory::apply(const RootBody& body, std::uint64_t number) {
    m_roots.push_back({number, body});
}

void HouseDirectory::apply(const HubBody& body, std::uint64_t number) {
    m_hubs.push_back({number, body});
}

void HouseDirectory::apply(const IssuerBody& body, std::uint64_t number) {
    auto& recovery = m_recovery[body.holder.organisation];
    if (recovery.empty() || recovery.back().key != body.recoveryKey)
        recovery.push_back({number, body.recoveryKey});
    IssuerFact& fact = m_issuers[body.device];
    if (fact.terms.empty())
        fact = {body.device, body.holder, body.signingKey, body.boxKey, {}, kNotEnded};
    fact.terms.push_back({number, body.period});
}

void HouseDirectory::apply(const DeviceBody& body, std::uint64_t number) {
    DeviceFact& fact = m_devices[body.device];
    if (fact.certificates.empty()) {
        fact = {body.device, body.holder, body.signingKey, body.boxKey, body.pushKey, {}, {}};
        m_holders[body.holder].push_back(body.device);
    }
    fact.certificates.push_back({number, body.period, body.formats});
}

void HouseDirectory::apply(const DeviceEndBody& body, std::uint64_t number) {
    const auto device = m_devices.find(body.device);
    if (device != m_devices.end())
        device->second.ends.push_back({number, body.reason, body.cuts});
    const auto issuer = m_issuers.find(body.device);
    if (issuer != m_issuers.end() && issuer->second.end == kNotEnded)
        issuer->second.end = number;
}

void HouseDirectory::apply(const RoleBody& body, std::uint64_t number) {
    beginRole(m_roles, body, number);
}

void HouseDirectory::apply(const RoleEndBody& body, std::uint64_t number) {
    endRole(m_roles, body, number);
}

} // namespace vb::membership
