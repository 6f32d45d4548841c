// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/clock.h"
#include "sync/issuance/device_keys.h"
#include "sync/issuance/sign.h"
#include "sync/membership/admission.h"
#include "sync/membership/judgement.h"
#include "sync/membership/readers.h"
#include "tests/support/seeded_entropy.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vb::test {

using std::chrono::hours;

/// A device of a worker in the world below.
struct WorldDevice {
    issuance::DeviceKeys keys;
    issuance::DevicePublicKeys shown;
    membership::Affiliation holder;
    IncarnationId incarnation;
};

/// A house with its hub's two chains, in memory: people by their first names, statements that are
/// signed, read, admitted and logged as in the product, envelopes as the facts that validity asks
/// for. Everything follows from one seed. The hub's time stands still until told otherwise.
///
/// Organisations: the house itself, politie (2), reclassering (3), GGD (4), each with an
/// issuer. People: Petra (house, procesregisseur), Ineke (house, informatievoorziening), Wim and
/// Wanda (politie), Rachel (reclassering), Gerda (GGD), each with one device under their own name.
class MembershipWorld {
public:
    explicit MembershipWorld(std::uint64_t seed = 1);

    // Who and where.
    [[nodiscard]] WorldDevice& device(const std::string& name);
    [[nodiscard]] membership::Affiliation holder(const std::string& name) {
        return device(name).holder;
    }
    [[nodiscard]] const WorldDevice& issuer(OrganisationCode organisation) const;
    [[nodiscard]] membership::MembershipLog& log();
    [[nodiscard]] membership::Audience team() const;
    [[nodiscard]] membership::Audience own(OrganisationCode organisation) const;
    [[nodiscard]] DirectoryHead head() const;
    [[nodiscard]] membership::DirectoryPrefix whole() const;

    // What the hub does with a statement: tries it and, unless it is refused, logs it. `basedOn`
    // is the current head unless given; `by` names a device, or signs with an issuer's or the root.
    membership::Refusal sayOfHouse(const WorldDevice* by, membership::StatementBody body,
                                   std::optional<DirectoryHead> basedOn = std::nullopt);
    membership::Refusal say(const std::string& by, membership::StatementBody body,
                            std::optional<DirectoryHead> basedOn = std::nullopt);
    /// The same, signed but not handed over.
    membership::Statement draft(const WorldDevice* by, CaseId caseId,
                                membership::StatementBody body,
                                std::optional<DirectoryHead> basedOn = std::nullopt);
    membership::Refusal submit(const membership::Statement& statement);

    // Bodies for everyday statements; the period begins now.
    membership::MemberBody member(const std::string& name,
                                  membership::CarePart part = membership::CarePart::None) const;
    membership::MemberEndBody memberEnd(const std::string& name, membership::EndReason reason,
                                        std::vector<membership::StreamCut> cuts = {}) const;
    /// Of the place that everyday memberships are under, with its part; a week from now on.
    membership::TransferBody transfer(const std::string& giver, const std::string& receiver,
                                      membership::CarePart part = membership::CarePart::None) const;
    membership::RoleBody role(const std::string& name, model::Role role) const;
    membership::RoleEndBody roleEnd(const std::string& name, model::Role role) const;
    membership::DeviceEndBody deviceEnd(const std::string& name, membership::EndReason reason,
                                        std::vector<membership::StreamCut> cuts = {}) const;
    /// A fresh epoch for these recipients and the recovery keys of the level; boxes hold nothing.
    membership::EpochBody epoch(const membership::Audience& audience,
                                const std::vector<std::string>& recipients);
    membership::GrantBody grant(const membership::Audience& audience, EpochId epoch,
                                const std::vector<std::string>& recipients) const;

    // Everyday acts that must succeed (VB_CHECK).
    /// A further device under a name of its own.
    void certify(const std::string& name, const membership::Affiliation& holder,
                 std::chrono::milliseconds validFor = hours(24 * 365));
    void join(const std::string& name, membership::CarePart part = membership::CarePart::None);
    void leave(const std::string& name,
               membership::EndReason reason = membership::EndReason::Unassigned,
               std::vector<membership::StreamCut> cuts = {});
    /// A new epoch by this device for everybody who reads the audience now.
    EpochId open(const std::string& by, const membership::Audience& audience);

    // Envelopes.
    /// The next envelope of the device's stream, in knowledge of `knowing` (now, unless given).
    membership::EnvelopeFacts write(const std::string& by, const membership::Audience& audience,
                                    EpochId epoch,
                                    std::optional<DirectoryHead> knowing = std::nullopt);
    [[nodiscard]] membership::LeafFacts leafNow() const;
    /// Accepted by the hub now.
    [[nodiscard]] membership::Verdict judgeNow(const membership::EnvelopeFacts& envelope) const;
    [[nodiscard]] StreamId stream(const std::string& name, const membership::Audience& audience);

    HouseId house;
    CaseId caseId;
    Instant now{1'790'000'000'000};
    const issuance::DeviceKeys& rootKeys() const { return m_root; }
    membership::HouseDirectory& directory() { return *m_directory; }
    /// The log as it is now, to come back to: much cheaper than another world.
    struct Checkpoint {
        membership::HouseDirectory directory;
        membership::MembershipLog log;
        std::vector<membership::LoggedStatement> houseLogged;
        std::vector<membership::LoggedStatement> caseLogged;
        Instant now;
    };
    [[nodiscard]] Checkpoint checkpoint() const;
    void restore(const Checkpoint& checkpoint);

    /// Everything that was accepted, as the hub would hand it out.
    std::vector<membership::LoggedStatement> houseLogged;
    std::vector<membership::LoggedStatement> caseLogged;

private:
    void setUp();
    WorldDevice makeDevice(const membership::Affiliation& holder);

    SeededEntropy m_entropy;
    SeededRandom m_random;
    issuance::DeviceKeys m_root;
    std::map<OrganisationCode, WorldDevice> m_issuers;
    std::map<std::string, WorldDevice> m_devices;
    std::map<StreamId, std::uint64_t> m_counters;
    std::unique_ptr<membership::HouseDirectory> m_directory;
    std::unique_ptr<membership::MembershipLog> m_log;
};

inline constexpr OrganisationCode kHouse = membership::kHouseOrganisation;
inline constexpr OrganisationCode kPolitie{2};
inline constexpr OrganisationCode kReclassering{3};
inline constexpr OrganisationCode kGgd{4};

} // namespace vb::test
