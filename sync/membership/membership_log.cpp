// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/membership_log.h"

#include "sync/base/check.h"

#include <algorithm>

namespace vb::membership {
namespace {

template <typename Map, typename Key>
const typename Map::mapped_type* found(const Map& map, const Key& key) {
    const auto at = map.find(key);
    return at == map.end() ? nullptr : &at->second;
}

template <typename Map, typename Key>
const typename Map::mapped_type& foundOrEmpty(const Map& map, const Key& key) {
    static const typename Map::mapped_type kEmpty;
    const auto* value = found(map, key);
    return value ? *value : kEmpty;
}

} // namespace

MembershipLog::MembershipLog(HouseId house, CaseId caseId)
    : m_house(house), m_caseId(caseId), m_chain(house, caseId) {
    VB_CHECK(!caseId.isNone());
}

void MembershipLog::append(const Statement& statement, const Affiliation& signer,
                           const LeafFacts& leaf) {
    VB_CHECK(statement.caseId == m_caseId && statement.house == m_house);
    const std::uint64_t number = size();
    std::visit(
        [&](const auto& body) {
            if constexpr (requires { apply(body, statement, signer, number); })
                apply(body, statement, signer, number);
            else if constexpr (requires { apply(body, number); })
                apply(body, number);
        },
        statement.body);
    m_chain.append(statement.id);
    m_lastLeaf = leaf;
}

const MemberFact* MembershipLog::place(const Affiliation& member, std::uint16_t hat,
                                       std::uint64_t size) const {
    const auto& facts = foundOrEmpty(m_members, member);
    const auto under = std::find_if(facts.begin(), facts.end(), [&](const MemberFact& fact) {
        return fact.hat == hat && fact.inForce.at(size);
    });
    return under == facts.end() ? nullptr : &*under;
}

const NamedAudienceFact* MembershipLog::namedAudience(AudienceId audience) const {
    return found(m_named, audience);
}

const EpochFact* MembershipLog::epoch(EpochId epoch) const {
    return found(m_epochs, epoch);
}

const std::vector<EpochId>& MembershipLog::epochsOf(AudienceId audience) const {
    return foundOrEmpty(m_epochsOf, audience);
}

std::optional<std::uint64_t> MembershipLog::purge(PartHash part) const {
    const std::uint64_t* number = found(m_purges, part);
    return number ? std::optional(*number) : std::nullopt;
}

const std::vector<WithdrawalFact>& MembershipLog::withdrawals(PartHash part) const {
    return foundOrEmpty(m_withdrawals, part);
}

std::optional<std::uint64_t> MembershipLog::purge(const NamedAttachment& attachment) const {
    const std::uint64_t* number = found(m_purgedAttachments, attachment);
    return number ? std::optional(*number) : std::nullopt;
}

const std::vector<WithdrawalFact>&
MembershipLog::withdrawals(const NamedAttachment& attachment) const {
    return foundOrEmpty(m_withdrawnAttachments, attachment);
}

std::optional<std::uint64_t> MembershipLog::adoption(ChangesetId changeset) const {
    const std::uint64_t* number = found(m_adoptions, changeset);
    return number ? std::optional(*number) : std::nullopt;
}

void MembershipLog::apply(const RoleBody& body, std::uint64_t number) {
    beginRole(m_roles, body, number);
}

void MembershipLog::apply(const RoleEndBody& body, std::uint64_t number) {
    endRole(m_roles, body, number);
}

/// One membership under a hat: whatever was under it is replaced.
void MembershipLog::takePlace(const Affiliation& member, MemberFact place, std::uint64_t number) {
    auto& facts = m_members[member];
    for (MemberFact& fact : facts) {
        if (fact.hat == place.hat && fact.inForce.until == kNotEnded)
            fact.inForce.until = number;
    }
    place.inForce = {number, kNotEnded};
    facts.push_back(place);
}

void MembershipLog::apply(const MemberBody& body, std::uint64_t number) {
    takePlace(body.member,
              {body.hat, body.part, body.observer, body.withoutHistory, {}, body.period}, number);
}

void MembershipLog::apply(const MemberEndBody& body, std::uint64_t number) {
    for (MemberFact& fact : m_members[body.member]) {
        if (fact.inForce.until == kNotEnded)
            fact.inForce.until = number;
    }
    m_memberEnds[body.member].push_back({number, body.reason, body.cuts});
}

void MembershipLog::apply(const TransferBody& body, std::uint64_t number) {
    const MemberFact* held = place(body.giver, body.hat, number);
    VB_CHECK(held != nullptr);
    MemberFact left = *held;
    MemberFact taken = *held;
    left.period.until = left.period.until ? std::min(*left.period.until, body.until) : body.until;
    left.isHandedOver = true;
    left.isByTransfer = taken.isByTransfer = true;
    taken.part = body.part;
    taken.withoutHistory = false;
    takePlace(body.giver, left, number);
    takePlace(body.receiver, taken, number);
}

void MembershipLog::apply(const AudienceBody& body, const Statement&, const Affiliation& signer,
                          std::uint64_t number) {
    const Audience audience = namedPersons(m_house, m_caseId, body.salt);
    NamedAudienceFact fact{number, audience, body.workers};
    const auto place = std::lower_bound(fact.workers.begin(), fact.workers.end(), signer);
    if (place == fact.workers.end() || *place != signer)
        fact.workers.insert(place, signer);
    m_named.emplace(audience.id, std::move(fact));
}

void MembershipLog::apply(const EpochBody& body, const Statement& statement, const Affiliation&,
                          std::uint64_t number) {
    EpochFact fact{body.epoch, number, body.audience, statement.basedOn, {}};
    // The maker knows the key whether or not there is a box for that device.
    const Digest256 maker(statement.signer.bytes());
    fact.holders.push_back({maker, number});
    for (const KeyBox& box : body.boxes) {
        if (box.recipient != maker)
            fact.holders.push_back({box.recipient, number});
    }
    m_epochsOf[body.audience.id].push_back(body.epoch);
    m_epochs.emplace(body.epoch, std::move(fact));
}

void MembershipLog::apply(const GrantBody& body, std::uint64_t number) {
    for (const KeyBox& box : body.boxes) {
        const auto epoch = m_epochs.find(box.epoch);
        if (epoch == m_epochs.end())
            continue;
        auto& holders = epoch->second.holders;
        const bool held = std::any_of(holders.begin(), holders.end(), [&](const KeyHolder& one) {
            return one.recipient == box.recipient;
        });
        if (!held)
            holders.push_back({box.recipient, number});
    }
}

void MembershipLog::apply(const WithdrawalBody& body, const Statement&, const Affiliation& signer,
                          std::uint64_t number) {
    for (const PartHash& part : body.parts)
        m_withdrawals[part].push_back({number, signer});
    for (const NamedAttachment& attachment : body.attachments)
        m_withdrawnAttachments[attachment].push_back({number, signer});
}

void MembershipLog::apply(const PurgeBody& body, std::uint64_t number) {
    if (body.wholeCase && !m_casePurge)
        m_casePurge = number;
    for (const PartHash& part : body.parts)
        m_purges.emplace(part, number);
    for (const NamedAttachment& attachment : body.attachments)
        m_purgedAttachments.emplace(attachment, number);
}

void MembershipLog::apply(const AdoptionBody& body, std::uint64_t number) {
    for (const ChangesetId& changeset : body.changesets)
        m_adoptions.emplace(changeset, number);
}

} // namespace vb::membership
