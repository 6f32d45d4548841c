// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/directory_prefix.h"

#include "sync/base/check.h"

#include <algorithm>

namespace vb::membership {
namespace {

template <typename Condition>
bool anyMembership(const DirectoryPrefix& prefix, const Affiliation& who, const Moment& when,
                   Condition condition) {
    const auto facts = prefix.caseLog->members().find(who);
    if (facts == prefix.caseLog->members().end())
        return false;
    return std::any_of(facts->second.begin(), facts->second.end(), [&](const MemberFact& fact) {
        return fact.inForce.at(prefix.caseSize) && when.fits(fact.period) && condition(fact);
    });
}

/// What an audience asks of a reader beside being a member of the case.
bool isNamedBy(const Affiliation& who, const Readership& readership) {
    const Audience& audience = readership.audience;
    switch (audience.level) {
    case Level::EigenWerkaantekening:
        return who == Affiliation{audience.worker, audience.organisation};
    case Level::EigenOrganisatie:
        return who.organisation == audience.organisation;
    case Level::GenoemdePersonen:
        return readership.declaration &&
               std::binary_search(readership.declaration->workers.begin(),
                                  readership.declaration->workers.end(), who);
    case Level::Casusteam:
    case Level::Zorgdeel:
    case Level::Strafdeel:
        return true;
    }
    return false;
}

} // namespace

DirectoryHead DirectoryPrefix::head() const {
    return {house.chain().headAt(houseSize),
            caseLog ? caseLog->chain().headAt(caseSize) : ChainHead{}};
}

DirectoryPrefix wholeDirectory(const HouseDirectory& house, const MembershipLog& caseLog) {
    VB_CHECK(house.house() == caseLog.house());
    return {house, house.size(), &caseLog, caseLog.size()};
}

DirectoryPrefix wholeDirectory(const HouseDirectory& house) {
    return {house, house.size(), nullptr, 0};
}

Chain::Match match(const DirectoryHead& head, const HouseDirectory& house,
                   const MembershipLog* caseLog) {
    const Chain::Match ofHouse = house.chain().match(head.house);
    const Chain::Match ofCase = caseLog                  ? caseLog->chain().match(head.caseLog)
                                : head.caseLog.size == 0 ? Chain::Match::Prefix
                                                         : Chain::Match::Fork;
    return std::max(ofHouse, ofCase);
}

std::optional<DirectoryPrefix> prefixAt(const DirectoryHead& head, const HouseDirectory& house,
                                        const MembershipLog* caseLog) {
    if (match(head, house, caseLog) != Chain::Match::Prefix)
        return std::nullopt;
    return DirectoryPrefix{house, head.house.size, caseLog, head.caseLog.size};
}

std::optional<Affiliation> holderOf(const HouseDirectory& house, DeviceId device) {
    if (const DeviceFact* fact = house.device(device))
        return fact->holder;
    if (const IssuerFact* fact = house.issuer(device))
        return fact->holder;
    return std::nullopt;
}

bool isDeviceInForce(const DirectoryPrefix& prefix, DeviceId device) {
    const DeviceFact* fact = prefix.house.device(device);
    return fact && fact->certificates.front().number < prefix.houseSize &&
           !fact->isEnded(prefix.houseSize);
}

bool certificateCovers(const DirectoryPrefix& prefix, DeviceId device, const Moment& when) {
    const DeviceFact* fact = prefix.house.device(device);
    return fact && std::any_of(fact->certificates.begin(), fact->certificates.end(),
                               [&](const Certificate& certificate) {
                                   return certificate.number < prefix.houseSize &&
                                          when.fits(certificate.period);
                               });
}

bool isWorker(const DirectoryPrefix& prefix, const Affiliation& who, const Moment& when) {
    const auto& devices = prefix.house.devicesOf(who);
    return std::any_of(devices.begin(), devices.end(), [&](const DeviceId& device) {
        return isDeviceInForce(prefix, device) && certificateCovers(prefix, device, when);
    });
}

bool isIssuerInForce(const DirectoryPrefix& prefix, DeviceId device, Instant at) {
    const IssuerFact* fact = prefix.house.issuer(device);
    if (!fact || fact->end < prefix.houseSize)
        return false;
    return std::any_of(fact->terms.begin(), fact->terms.end(), [&](const IssuerTerm& term) {
        return term.number < prefix.houseSize && term.period.covers(at);
    });
}

model::RoleSet roles(const DirectoryPrefix& prefix, const Affiliation& holder, Instant at) {
    std::uint16_t bits = rolesAt(prefix.house.roles(), holder, prefix.houseSize, at).bits();
    if (prefix.caseLog) {
        const auto ofCase = rolesAt(prefix.caseLog->roles(), holder, prefix.caseSize, at);
        bits = static_cast<std::uint16_t>(bits | ofCase.bits());
    }
    return model::RoleSet::fromBits(bits);
}

bool isMember(const DirectoryPrefix& prefix, const Affiliation& who, const Moment& when) {
    VB_CHECK(prefix.caseLog);
    if (prefix.caseLog->isHouseCase())
        return isWorker(prefix, who, when); // everybody with a certificate is a member of it
    return anyMembership(prefix, who, when, [](const MemberFact&) { return true; });
}

Readership readership(const DirectoryPrefix& prefix, const Audience& audience) {
    VB_CHECK(prefix.caseLog);
    if (audience.level != Level::GenoemdePersonen)
        return {audience, nullptr};
    const NamedAudienceFact* fact = prefix.caseLog->namedAudience(audience.id);
    return {audience, fact && fact->number < prefix.caseSize ? fact : nullptr};
}

bool qualifies(const MemberFact& fact, Level level) {
    switch (level) {
    case Level::EigenWerkaantekening:
    case Level::GenoemdePersonen:
        return true;
    case Level::EigenOrganisatie:
    case Level::Casusteam:
        return !fact.observer;
    case Level::Zorgdeel:
        return !fact.observer && fact.part == CarePart::Zorg;
    case Level::Strafdeel:
        return !fact.observer && fact.part == CarePart::Straf;
    }
    return false;
}

bool belongs(const DirectoryPrefix& prefix, const Affiliation& who, const Readership& readership,
             const Moment& when) {
    VB_CHECK(prefix.caseLog);
    if (!isNamedBy(who, readership))
        return false;
    const Level level = readership.audience.level;
    if (prefix.caseLog->isHouseCase())
        return level != Level::Zorgdeel && level != Level::Strafdeel && isWorker(prefix, who, when);
    return anyMembership(prefix, who, when,
                         [&](const MemberFact& fact) { return qualifies(fact, level); });
}

bool belongs(const DirectoryPrefix& prefix, const Affiliation& who, const Audience& audience,
             const Moment& when) {
    return belongs(prefix, who, readership(prefix, audience), when);
}

std::optional<Audience> findAudience(const DirectoryPrefix& prefix, AudienceId audience) {
    VB_CHECK(prefix.caseLog);
    const NamedAudienceFact* named = prefix.caseLog->namedAudience(audience);
    if (named && named->number < prefix.caseSize)
        return named->audience;
    const auto& epochs = prefix.caseLog->epochsOf(audience);
    const EpochFact* first = epochs.empty() ? nullptr : prefix.caseLog->epoch(epochs.front());
    if (first && first->number < prefix.caseSize)
        return first->audience;
    return std::nullopt;
}

} // namespace vb::membership
