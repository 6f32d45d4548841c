// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/directory_head.h"
#include "sync/base/ids.h"
#include "sync/membership/role_facts.h"
#include "sync/membership/statement.h"

#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace vb::membership {

/// What the leaf of an accepted item says, as far as validity goes: the directory at acceptance (a)
/// and the hub's time.
struct LeafFacts {
    DirectoryHead directory;
    Instant hubTime;
    friend bool operator==(const LeafFacts&, const LeafFacts&) = default;
};

/// The running hashes of one chain, for every prefix of it. 32 bytes a statement.
class Chain {
public:
    Chain(HouseId house, CaseId caseId) : m_house(house), m_caseId(caseId) {}
    void append(StatementId statement);

    [[nodiscard]] std::uint64_t size() const { return m_hashes.size(); }
    /// The head of the first `size` statements; `size` at most size() (VB_CHECK).
    [[nodiscard]] ChainHead headAt(std::uint64_t size) const;
    [[nodiscard]] ChainHead head() const { return headAt(size()); }

    enum class Match : std::uint8_t {
        Prefix,
        Beyond, ///< longer than this chain: more must be pulled before anybody can tell
        Fork,   ///< never was
    };
    [[nodiscard]] Match match(const ChainHead& head) const;

private:
    HouseId m_house;
    CaseId m_caseId;
    std::vector<Digest256> m_hashes;
};

/// How a device or a membership ended.
struct EndFact {
    std::uint64_t number = 0; ///< of the statement in its chain
    EndReason reason = EndReason::Retired;
    std::vector<StreamCut> cuts;
};

/// One certificate of a device: the first or a renewal.
struct Certificate {
    std::uint64_t number = 0;
    Period period;
    std::vector<std::uint32_t> formats;
};

struct DeviceFact {
    DeviceId device;
    Affiliation holder;
    crypto::SigningPublicKey signingKey;
    crypto::BoxPublicKey boxKey;
    crypto::SigningPublicKey pushKey;
    std::vector<Certificate> certificates;
    /// The first ends the device for good; later ones only add cuts.
    std::vector<EndFact> ends;

    [[nodiscard]] bool isEnded(std::uint64_t size) const {
        return !ends.empty() && ends.front().number < size;
    }
};

struct IssuerTerm {
    std::uint64_t number = 0;
    Period period;
};

/// The right of a device to certify devices of its holder's organisation.
struct IssuerFact {
    DeviceId device;
    Affiliation holder;
    crypto::SigningPublicKey signingKey;
    crypto::BoxPublicKey boxKey;
    std::vector<IssuerTerm> terms;
    std::uint64_t end = kNotEnded; ///< number of the statement
};

struct RootFact {
    std::uint64_t number = 0;
    RootBody body;
};
struct HubFact {
    std::uint64_t number = 0;
    HubBody body;
};
struct RecoveryFact {
    std::uint64_t number = 0;
    crypto::BoxPublicKey key;
};

/// The house directory: root, hub, issuers, devices, roles. Append-only, numbered by the hub; every
/// fact says in which prefixes it is in force, so any prefix can be asked without a copy.
///
/// Invariant: every statement in it was admitted in its place (admission.h); append() itself trusts
/// its caller. Owned by whoever keeps the log (the hub, a replica), used by one thread. Memory: a
/// few hundred bytes a statement.
class HouseDirectory {
public:
    /// `rootFingerprint` comes from the invitation (devices) or from set-up (hub): the only root
    /// that may open this directory.
    HouseDirectory(HouseId house, Digest256 rootFingerprint);

    /// Only for admitted statements about the house.
    void append(const Statement& statement, const LeafFacts& leaf);

    [[nodiscard]] HouseId house() const { return m_house; }
    [[nodiscard]] const Digest256& rootFingerprint() const { return m_rootFingerprint; }
    [[nodiscard]] const Chain& chain() const { return m_chain; }
    [[nodiscard]] std::uint64_t size() const { return m_chain.size(); }
    /// Of the newest statement; empty before there is one.
    [[nodiscard]] const LeafFacts& lastLeaf() const { return m_lastLeaf; }

    /// The root, hub and recovery key in force in the first `size` statements; null before there
    /// is one.
    [[nodiscard]] const RootBody* root(std::uint64_t size) const;
    [[nodiscard]] const HubBody* hub(std::uint64_t size) const;
    [[nodiscard]] const crypto::BoxPublicKey* organisationRecovery(OrganisationCode organisation,
                                                                   std::uint64_t size) const;

    /// Null for a device that was never certified. Its keys never change.
    [[nodiscard]] const DeviceFact* device(DeviceId device) const;
    [[nodiscard]] const IssuerFact* issuer(DeviceId device) const;
    /// The devices of a holder, in order of their first certificates, ended ones too.
    [[nodiscard]] const std::vector<DeviceId>& devicesOf(const Affiliation& holder) const;
    /// Everybody who ever had a certificate, in order.
    [[nodiscard]] const std::map<Affiliation, std::vector<DeviceId>>& holders() const {
        return m_holders;
    }
    [[nodiscard]] const RoleFacts& roles() const { return m_roles; }

private:
    void apply(const RootBody& body, std::uint64_t number);
    void apply(const HubBody& body, std::uint64_t number);
    void apply(const IssuerBody& body, std::uint64_t number);
    void apply(const DeviceBody& body, std::uint64_t number);
    void apply(const DeviceEndBody& body, std::uint64_t number);
    void apply(const RoleBody& body, std::uint64_t number);
    void apply(const RoleEndBody& body, std::uint64_t number);

    HouseId m_house;
    Digest256 m_rootFingerprint;
    Chain m_chain;
    LeafFacts m_lastLeaf;
    std::vector<RootFact> m_roots;
    std::vector<HubFact> m_hubs;
    std::unordered_map<DeviceId, DeviceFact> m_devices;
    std::unordered_map<DeviceId, IssuerFact> m_issuers;
    std::map<Affiliation, std::vector<DeviceId>> m_holders;
    std::map<OrganisationCode, std::vector<RecoveryFact>> m_recovery;
    RoleFacts m_roles;
};

} // namespace vb::membership
