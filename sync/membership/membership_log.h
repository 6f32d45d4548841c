// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/membership/house_directory.h"

#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace vb::membership {

/// One membership: an affiliation under one hat.
struct MemberFact {
    std::uint16_t hat = 0;
    CarePart part = CarePart::None;
    bool observer = false;
    bool withoutHistory = false;
    InForce inForce;
    Period period;
    /// What is left to who handed the place over: it ends with the period and cannot be handed over
    /// again.
    bool isHandedOver = false;
    bool isByTransfer = false; ///< as a transfer left it, to giver or receiver
};

/// A declared audience of named persons. Never changes.
struct NamedAudienceFact {
    std::uint64_t number = 0;
    Audience audience;
    std::vector<Affiliation> workers; ///< ascending, the declarer among them
};

/// Who has an epoch's key: its maker, its recipients and whoever was granted it later.
struct KeyHolder {
    Digest256 recipient;      ///< device id, or recoveryRecipient()
    std::uint64_t number = 0; ///< of the statement that handed it over
};

struct EpochFact {
    EpochId epoch;
    std::uint64_t number = 0;
    Audience audience;
    DirectoryHead basedOn;
    std::vector<KeyHolder> holders; ///< in order of number
};

/// What somebody took back, and in whose name: a part is dropped if its author's certificate is of
/// the same organisation, an attachment if it is that organisation's.
struct WithdrawalFact {
    std::uint64_t number = 0;
    Affiliation by;
};

/// The membership log of one case: members, case roles, named audiences, epochs, grants, purges,
/// withdrawals, adoptions. Append-only, numbered by the hub, any prefix can be asked, as
/// HouseDirectory. The house's own case (houseCase()) has one too; its members are not stated but
/// are all workers with a certificate.
///
/// Invariant, owner, thread and memory: as HouseDirectory; plus some 100 bytes for each box.
class MembershipLog {
public:
    MembershipLog(HouseId house, CaseId caseId);

    /// Only for admitted statements of this case. `signer` is the holder of the device that signed.
    void append(const Statement& statement, const Affiliation& signer, const LeafFacts& leaf);

    [[nodiscard]] HouseId house() const { return m_house; }
    [[nodiscard]] CaseId caseId() const { return m_caseId; }
    [[nodiscard]] bool isHouseCase() const { return m_caseId == houseCase(m_house); }
    [[nodiscard]] const Chain& chain() const { return m_chain; }
    [[nodiscard]] std::uint64_t size() const { return m_chain.size(); }
    /// Of the newest statement; empty before there is one.
    [[nodiscard]] const LeafFacts& lastLeaf() const { return m_lastLeaf; }

    using MemberFacts = std::map<Affiliation, std::vector<MemberFact>>;
    using MemberEnds = std::map<Affiliation, std::vector<EndFact>>;
    [[nodiscard]] const MemberFacts& members() const { return m_members; }
    [[nodiscard]] const MemberEnds& memberEnds() const { return m_memberEnds; }
    /// The membership under this hat that the first `size` statements make, whatever its period;
    /// null if there is none.
    [[nodiscard]] const MemberFact* place(const Affiliation& member, std::uint16_t hat,
                                          std::uint64_t size) const;
    [[nodiscard]] const RoleFacts& roles() const { return m_roles; }

    [[nodiscard]] const NamedAudienceFact* namedAudience(AudienceId audience) const;
    [[nodiscard]] const std::map<AudienceId, NamedAudienceFact>& namedAudiences() const {
        return m_named;
    }
    [[nodiscard]] const EpochFact* epoch(EpochId epoch) const;
    /// The epochs of an audience in order of their numbers.
    [[nodiscard]] const std::vector<EpochId>& epochsOf(AudienceId audience) const;
    [[nodiscard]] const std::map<AudienceId, std::vector<EpochId>>& epochs() const {
        return m_epochsOf;
    }

    /// The number of the first purge that names the part; nullopt if there is none.
    [[nodiscard]] std::optional<std::uint64_t> purge(PartHash part) const;
    /// The number of the first purge of the whole case.
    [[nodiscard]] std::optional<std::uint64_t> wholeCasePurge() const { return m_casePurge; }
    [[nodiscard]] const std::vector<WithdrawalFact>& withdrawals(PartHash part) const;
    /// The same of an attachment.
    [[nodiscard]] std::optional<std::uint64_t> purge(const NamedAttachment& attachment) const;
    [[nodiscard]] const std::vector<WithdrawalFact>&
    withdrawals(const NamedAttachment& attachment) const;
    /// The number of the first adoption of this changeset.
    [[nodiscard]] std::optional<std::uint64_t> adoption(ChangesetId changeset) const;

private:
    void apply(const RoleBody& body, std::uint64_t number);
    void apply(const RoleEndBody& body, std::uint64_t number);
    void apply(const MemberBody& body, std::uint64_t number);
    void apply(const MemberEndBody& body, std::uint64_t number);
    void apply(const TransferBody& body, std::uint64_t number);
    void takePlace(const Affiliation& member, MemberFact place, std::uint64_t number);
    void apply(const GrantBody& body, std::uint64_t number);
    void apply(const PurgeBody& body, std::uint64_t number);
    void apply(const AdoptionBody& body, std::uint64_t number);
    void apply(const AudienceBody& body, const Statement& statement, const Affiliation& signer,
               std::uint64_t number);
    void apply(const EpochBody& body, const Statement& statement, const Affiliation& signer,
               std::uint64_t number);
    void apply(const WithdrawalBody& body, const Statement& statement, const Affiliation& signer,
               std::uint64_t number);

    HouseId m_house;
    CaseId m_caseId;
    Chain m_chain;
    LeafFacts m_lastLeaf;
    MemberFacts m_members;
    MemberEnds m_memberEnds;
    RoleFacts m_roles;
    std::map<AudienceId, NamedAudienceFact> m_named;
    std::unordered_map<EpochId, EpochFact> m_epochs;
    std::map<AudienceId, std::vector<EpochId>> m_epochsOf;
    std::unordered_map<PartHash, std::uint64_t> m_purges;
    std::optional<std::uint64_t> m_casePurge;
    std::unordered_map<PartHash, std::vector<WithdrawalFact>> m_withdrawals;
    std::map<NamedAttachment, std::uint64_t> m_purgedAttachments;
    std::map<NamedAttachment, std::vector<WithdrawalFact>> m_withdrawnAttachments;
    std::unordered_map<ChangesetId, std::uint64_t> m_adoptions;
};

} // namespace vb::membership
