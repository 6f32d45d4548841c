// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/membership/judgement.h"
#include "sync/membership/statement.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace vb::test {

/// The rules of docs/membership.md a second time, as plainly as they can be put: every question
/// replays the statements of its prefix from the first one into sets, nothing is indexed and
/// nothing is remembered. Shares with the product the types, the derived ids and nothing else.
class NaiveDirectory {
public:
    struct Said {
        membership::Statement statement;
        membership::Affiliation signer;
    };
    std::vector<Said> house;
    std::vector<Said> ofCase;

    /// How much of each chain a question may look at.
    struct Sizes {
        std::uint64_t house = 0;
        std::uint64_t ofCase = 0;
    };

    explicit NaiveDirectory(HouseId id) : m_house(id) {}

    /// Whether the statement may come next. Its form, signature and heads are good.
    [[nodiscard]] bool allows(const membership::Statement& statement, Instant at) const;
    [[nodiscard]] membership::Verdict judge(const membership::EnvelopeFacts& envelope,
                                            const membership::LeafFacts& leaf) const;
    [[nodiscard]] model::Standing standing(const membership::EnvelopeFacts& envelope,
                                           const membership::LeafFacts& leaf, Sizes at) const;
    [[nodiscard]] std::set<DeviceId> readersDevices(const membership::Audience& audience, Sizes at,
                                                    Instant when) const;
    [[nodiscard]] std::set<membership::Affiliation> readers(const membership::Audience& audience,
                                                            Sizes at, Instant when) const;

private:
    using Who = membership::Affiliation;
    struct Device {
        Who holder;
        crypto::BoxPublicKey box;
        crypto::SigningPublicKey push;
        std::vector<membership::Period> certificates;
        bool ended = false;
    };
    struct Issuer {
        Who holder;
        crypto::BoxPublicKey box;
        std::vector<membership::Period> terms;
        bool ended = false;
    };
    struct Holder {
        Digest256 who;
        std::uint64_t number;
    };
    struct Epoch {
        membership::Audience audience;
        DirectoryHead basedOn;
        std::uint64_t number;
        std::vector<Holder> holders;
    };
    /// A membership with the number of the statement where it began without a break.
    struct Member {
        membership::MemberBody body;
        std::uint64_t begun;
        bool handedOver = false;
    };
    struct State {
        std::optional<membership::RootBody> root;
        std::map<DeviceId, Device> devices;
        std::map<DeviceId, Issuer> issuers;
        std::map<OrganisationCode, crypto::BoxPublicKey> recovery;
        std::map<std::pair<Who, model::Role>, membership::Period> houseRoles;
        std::map<std::pair<Who, model::Role>, membership::Period> caseRoles;
        std::map<std::pair<Who, std::uint16_t>, Member> members;
        std::set<Who> everEnded;
        std::map<AudienceId, std::set<Who>> named;
        std::map<EpochId, Epoch> epochs;
        std::set<ChangesetId> adopted;
        bool purged = false;
    };
    struct When {
        std::optional<Instant> at;
        bool expires = true;
    };

    [[nodiscard]] State replay(Sizes sizes) const;
    static void apply(State& state, const Said& said, std::uint64_t number, HouseId house);
    static bool fits(const membership::Period& period, When when);
    static bool alive(const State& state, DeviceId device);
    static bool certified(const State& state, DeviceId device, Instant at);
    static bool isMember(const State& state, const Who& who, When when);
    static bool belongs(const State& state, const std::map<AudienceId, std::set<Who>>& named,
                        const Who& who, const membership::Audience& audience, When when);
    static bool mayKnow(const State& state, const Who& who, const Epoch& epoch, Instant at);
    static bool hasRole(const State& state, const Who& who, std::set<model::Role> roles,
                        Instant at);
    static bool leads(const State& state, const Who& who, std::set<model::Role> house, Instant at);
    [[nodiscard]] std::set<Digest256> recovery(const State& state,
                                               const membership::Audience& audience) const;
    static bool sound(const State& d, const State& a, const Epoch& epoch, std::uint64_t caseSize);
    [[nodiscard]] bool allowsHouse(const membership::Statement& statement, const State& now,
                                   Instant at) const;
    [[nodiscard]] bool allowsRole(const membership::Statement& statement, const State& now,
                                  Instant at) const;
    [[nodiscard]] bool allowsPeople(const membership::Statement& statement, const State& now,
                                    Instant at) const;
    [[nodiscard]] bool allowsTransfer(const membership::Statement& statement, const State& now,
                                      bool office, Instant at) const;
    /// Whether somebody, or who they are under this hat, was decided on from `since` on.
    [[nodiscard]] bool wasRemoved(const Who& who, std::uint64_t since) const;
    [[nodiscard]] bool wasPlaced(const Who& who, std::uint16_t hat, std::uint64_t since) const;
    [[nodiscard]] bool hasChangedHands(const Who& who, std::uint16_t hat,
                                       std::uint64_t since) const;
    [[nodiscard]] bool allowsKeys(const membership::Statement& statement, const State& now,
                                  const State& known, Instant at) const;
    [[nodiscard]] bool allowsGrant(const membership::Statement& statement, const State& now,
                                   const Who& signer, Instant at) const;
    [[nodiscard]] bool allowsEpoch(const membership::Statement& statement, const State& now,
                                   const State& known, const Who& signer, Instant at) const;

    HouseId m_house;
};

} // namespace vb::test
