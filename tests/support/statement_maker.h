// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/membership/statement.h"
#include "tests/support/seeded_random.h"

#include <algorithm>
#include <vector>

namespace vb::test {

/// Well-formed statements of every kind, drawn at random: what readStatement() must take.
class StatementMaker {
public:
    explicit StatementMaker(std::uint64_t seed) : m_random(seed) {}

    static constexpr std::size_t kKinds = std::variant_size_v<membership::StatementBody>;

    /// A draft with a body of this kind (its index in StatementBody).
    membership::Statement draft(std::size_t kind) {
        membership::Statement statement;
        statement.house = id<HouseId>();
        const bool eitherChain = kind == 5 || kind == 6;
        const bool inCase = (kind > 6 && kind != 15) || (eitherChain && m_random.chance(1, 2));
        if (inCase)
            statement.caseId = id<CaseId>();
        if (m_random.chance(3, 4))
            statement.signer = id<DeviceId>();
        statement.basedOn.house = head();
        if (inCase)
            statement.basedOn.caseLog = head();
        statement.madeAt = {static_cast<std::int64_t>(m_random.below(1ULL << 48)) - (1LL << 40)};
        if (m_random.chance(1, 4))
            statement.note = id<Digest256>();
        statement.body = body(kind, statement);
        return statement;
    }

    SeededRandom& random() { return m_random; }

private:
    template <typename Id>
    Id id() {
        return m_random.makeId<Id>();
    }
    template <typename Key>
    Key key() {
        ByteArray<Key::kSize> bytes{};
        m_random.fill(bytes);
        return Key(bytes);
    }
    ChainHead head() {
        return m_random.chance(1, 4) ? ChainHead{}
                                     : ChainHead{1 + m_random.below(1000), id<Digest256>()};
    }
    OrganisationCode organisation() {
        return {static_cast<std::uint16_t>(1 + m_random.below(65535))};
    }
    membership::Affiliation affiliation() { return {id<WorkerId>(), organisation()}; }
    membership::Period period(bool mustEnd) {
        const Instant from{static_cast<std::int64_t>(m_random.below(1ULL << 41))};
        if (!mustEnd && m_random.chance(1, 2))
            return {from, std::nullopt};
        return {from, Instant{from.millis + 1 + static_cast<std::int64_t>(m_random.below(1000))}};
    }
    template <typename T, typename Make>
    std::vector<T> list(std::size_t least, Make make) {
        std::vector<T> items;
        const std::size_t count = least + m_random.below(4);
        for (std::size_t i = 0; i < count; ++i)
            items.push_back(make());
        std::sort(items.begin(), items.end());
        items.erase(std::unique(items.begin(), items.end()), items.end());
        return items;
    }
    std::vector<membership::StreamCut> cuts(membership::EndReason reason) {
        if (!membership::cutsStreams(reason))
            return {};
        return list<membership::StreamCut>(0, [&] {
            return membership::StreamCut{id<StreamId>(), m_random.below(1000)};
        });
    }
    membership::EndReason reason() {
        return static_cast<membership::EndReason>(1 + m_random.below(7));
    }
    model::Role role() { return static_cast<model::Role>(1 + m_random.below(6)); }
    std::vector<membership::KeyBox> boxes(const EpochId* common) {
        std::vector<membership::KeyBox> all;
        for (const Digest256& recipient : list<Digest256>(1, [&] { return id<Digest256>(); })) {
            Bytes box(1 + m_random.below(200));
            m_random.fill(box);
            all.push_back({recipient, common ? *common : id<EpochId>(), std::move(box)});
        }
        return all;
    }
    membership::Audience audience(const membership::Statement& statement) {
        using namespace membership;
        switch (m_random.below(4)) {
        case 0:
            return ownNote(statement.house, statement.caseId, affiliation());
        case 1:
            return ownOrganisation(statement.house, statement.caseId, organisation());
        case 2:
            return namedPersons(statement.house, statement.caseId, id<AudienceSalt>());
        default:
            return wholeLevel(statement.house, statement.caseId,
                              static_cast<Level>(3 + m_random.below(3)));
        }
    }

    std::vector<membership::NamedAttachment> attachments() {
        return list<membership::NamedAttachment>(0, [&] {
            return membership::NamedAttachment{id<AudienceId>(), id<AttachmentId>()};
        });
    }

    membership::StatementBody body(std::size_t kind, const membership::Statement& statement);

    SeededRandom m_random;
};

inline membership::StatementBody StatementMaker::body(std::size_t kind,
                                                      const membership::Statement& statement) {
    using namespace membership;
    const auto signing = key<crypto::SigningPublicKey>();
    const DeviceId device = deviceId(statement.house, signing);
    const EndReason why = reason();
    const EpochId epoch = id<EpochId>();
    switch (kind) {
    case 0:
        return RootBody{signing, id<Digest256>(), key<crypto::BoxPublicKey>()};
    case 1:
        return HubBody{signing, id<Digest256>()};
    case 2:
        return IssuerBody{device,
                          affiliation(),
                          signing,
                          key<crypto::BoxPublicKey>(),
                          key<crypto::BoxPublicKey>(),
                          period(true)};
    case 3:
        return DeviceBody{
            device,
            affiliation(),
            signing,
            key<crypto::BoxPublicKey>(),
            key<crypto::SigningPublicKey>(),
            list<std::uint32_t>(0, [&] { return static_cast<std::uint32_t>(m_random.next()); }),
            period(true)};
    case 4:
        return DeviceEndBody{id<DeviceId>(), why, cuts(why)};
    case 5:
        return RoleBody{affiliation(), role(), period(false)};
    case 6:
        return RoleEndBody{affiliation(), role()};
    case 7:
        return MemberBody{affiliation(),
                          static_cast<std::uint16_t>(m_random.below(65536)),
                          static_cast<CarePart>(m_random.below(3)),
                          m_random.chance(1, 2),
                          m_random.chance(1, 2),
                          period(false)};
    case 8:
        return MemberEndBody{affiliation(), why, cuts(why)};
    case 9:
        return AudienceBody{id<AudienceSalt>(),
                            list<Affiliation>(0, [&] { return affiliation(); })};
    case 10:
        return EpochBody{audience(statement), epoch, boxes(&epoch)};
    case 11:
        return GrantBody{id<AudienceId>(), boxes(nullptr)};
    case 12:
        return WithdrawalBody{list<PartHash>(1, [&] { return id<PartHash>(); }), attachments()};
    case 13: {
        const bool whole = m_random.chance(1, 2);
        if (whole)
            return PurgeBody{{}, true};
        return PurgeBody{list<PartHash>(0, [&] { return id<PartHash>(); }), false,
                         list<NamedAttachment>(1, [&] {
                             return NamedAttachment{id<AudienceId>(), id<AttachmentId>()};
                         })};
    }
    case 15: {
        const std::uint64_t generation = 2 + m_random.below(kMaxLogGeneration - 1);
        const std::uint64_t size = 1 + m_random.below(1ULL << 48);
        return LogGenerationBody{generation, size, id<Digest256>(),
                                 1 + m_random.below(generation - 1), m_random.below(size + 1)};
    }
    case 16:
        return TransferBody{affiliation(), static_cast<std::uint16_t>(m_random.below(65536)),
                            affiliation(), static_cast<CarePart>(m_random.below(3)),
                            *period(true).until};
    default:
        return AdoptionBody{list<ChangesetId>(1, [&] { return id<ChangesetId>(); })};
    }
}

} // namespace vb::test
