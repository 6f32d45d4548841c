// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/readers.h"

#include "sync/base/check.h"

#include <algorithm>
#include <map>
#include <set>

namespace vb::membership {
namespace {

/// Everybody who could be a member of anything in this case, in order.
std::vector<Affiliation> candidates(const DirectoryPrefix& prefix) {
    std::vector<Affiliation> who;
    if (prefix.caseLog->isHouseCase()) {
        for (const auto& [holder, devices] : prefix.house.holders())
            who.push_back(holder);
    } else {
        for (const auto& [member, facts] : prefix.caseLog->members())
            who.push_back(member);
    }
    return who;
}

/// Where the unbroken membership under this hat began that `facts[index]` continues.
std::uint64_t beginning(const std::vector<MemberFact>& facts, std::size_t index) {
    std::uint64_t begin = facts[index].inForce.from;
    for (std::size_t i = index; i-- > 0;) {
        if (facts[i].hat == facts[index].hat && facts[i].inForce.until == begin)
            begin = facts[i].inForce.from;
    }
    return begin;
}

/// Whether a member of the audience may have what was sealed before they joined.
bool mayKnow(const DirectoryPrefix& prefix, const Affiliation& who, const EpochFact& epoch,
             Instant at) {
    if (prefix.caseLog->isHouseCase())
        return true;
    const auto of = prefix.caseLog->members().find(who);
    if (of == prefix.caseLog->members().end())
        return false;
    const auto& facts = of->second;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const MemberFact& fact = facts[i];
        if (!fact.inForce.at(prefix.caseSize) || !fact.period.covers(at) ||
            !qualifies(fact, epoch.audience.level))
            continue;
        if (!fact.withoutHistory || beginning(facts, i) < epoch.number)
            return true;
    }
    return false;
}

/// The devices of a reader that keys are sealed to.
template <typename Receive>
void forEachDevice(const DirectoryPrefix& prefix, const Affiliation& who, Instant at,
                   Receive receive) {
    for (const DeviceId& device : prefix.house.devicesOf(who)) {
        if (!isDeviceInForce(prefix, device) || !certificateCovers(prefix, device, at))
            continue;
        receive(Recipient{Digest256(device.bytes()), prefix.house.device(device)->boxKey});
    }
}

/// Whether a holder has lost the right to read, by statements or, with `at`, by time.
bool hasLost(const DirectoryPrefix& prefix, const Digest256& recipient,
             const Readership& readership, const Moment& when) {
    const DeviceFact* device = prefix.house.device(DeviceId(recipient.bytes()));
    if (!device)
        return false; // a recovery key
    return device->isEnded(prefix.houseSize) ||
           !belongs(prefix, device->holder, readership, when) ||
           !certificateCovers(prefix, device->device, when);
}

/// Holders that this prefix knows of; those of the epoch's own statement always, because that
/// statement may be younger than the prefix of whoever seals under it first.
bool knows(const DirectoryPrefix& prefix, const EpochFact& epoch, const KeyHolder& holder) {
    return holder.number == epoch.number || holder.number < prefix.caseSize;
}

bool nobodyLost(const DirectoryPrefix& prefix, const EpochFact& epoch, const Moment& when) {
    const Readership readers{epoch.audience, epoch.audience.level == Level::GenoemdePersonen
                                                 ? prefix.caseLog->namedAudience(epoch.audience.id)
                                                 : nullptr};
    return std::none_of(epoch.holders.begin(), epoch.holders.end(), [&](const KeyHolder& holder) {
        return knows(prefix, epoch, holder) && hasLost(prefix, holder.recipient, readers, when);
    });
}

} // namespace

namespace {

int widthOf(Level level) {
    switch (level) {
    case Level::EigenWerkaantekening:
        return 0;
    case Level::GenoemdePersonen:
        return 1;
    case Level::EigenOrganisatie:
        return 2;
    case Level::Zorgdeel:
    case Level::Strafdeel:
        return 3;
    case Level::Casusteam:
        break;
    }
    return 4;
}

} // namespace

bool isWithin(const DirectoryPrefix& prefix, const Audience& narrow, const Audience& wide) {
    if (narrow.id == wide.id)
        return true;
    if (widthOf(narrow.level) != widthOf(wide.level))
        return widthOf(narrow.level) < widthOf(wide.level);
    const auto* few = prefix.caseLog->namedAudience(narrow.id);
    const auto* many = prefix.caseLog->namedAudience(wide.id);
    return few != nullptr && many != nullptr &&
           std::includes(many->workers.begin(), many->workers.end(), few->workers.begin(),
                         few->workers.end());
}

bool isWider(const DirectoryPrefix& prefix, const Audience& wide, const Audience& narrow) {
    return isWithin(prefix, narrow, wide) && !isWithin(prefix, wide, narrow);
}

std::vector<Affiliation> members(const DirectoryPrefix& prefix, const Audience& audience,
                                 Instant at) {
    VB_CHECK(prefix.caseLog);
    const Readership readers = readership(prefix, audience);
    std::vector<Affiliation> who = candidates(prefix);
    std::erase_if(who, [&](const Affiliation& one) { return !belongs(prefix, one, readers, at); });
    return who;
}

std::vector<Audience> readableAudiences(const DirectoryPrefix& prefix, const Affiliation& who,
                                        Instant at) {
    VB_CHECK(prefix.caseLog);
    std::map<AudienceId, Audience> used;
    for (const auto& [id, epochs] : prefix.caseLog->epochs()) {
        if (const auto audience = findAudience(prefix, id))
            used.emplace(id, *audience);
    }
    for (const auto& [id, fact] : prefix.caseLog->namedAudiences()) {
        if (fact.number < prefix.caseSize)
            used.emplace(id, fact.audience);
    }
    std::vector<Audience> readable;
    for (const auto& [id, audience] : used) {
        if (belongs(prefix, who, audience, at))
            readable.push_back(audience);
    }
    return readable;
}

bool mayHold(const DirectoryPrefix& prefix, const Affiliation& who, const EpochFact& epoch,
             Instant at) {
    VB_CHECK(prefix.caseLog);
    return belongs(prefix, who, epoch.audience, at) && mayKnow(prefix, who, epoch, at);
}

std::vector<Recipient> recoveryRecipients(const DirectoryPrefix& prefix, const Audience& audience) {
    const crypto::BoxPublicKey* key = nullptr;
    if (audience.level == Level::EigenOrganisatie) {
        key = prefix.house.organisationRecovery(audience.organisation, prefix.houseSize);
    } else if (audience.level != Level::EigenWerkaantekening) {
        const RootBody* root = prefix.house.root(prefix.houseSize);
        key = root ? &root->recoveryKey : nullptr;
    }
    if (!key)
        return {};
    return {{recoveryRecipient(prefix.house.house(), *key), *key}};
}

std::vector<Recipient> recipients(const DirectoryPrefix& prefix, const Audience& audience,
                                  Instant at) {
    std::vector<Recipient> all = recoveryRecipients(prefix, audience);
    for (const Affiliation& who : members(prefix, audience, at))
        forEachDevice(prefix, who, at, [&](const Recipient& one) { all.push_back(one); });
    std::sort(all.begin(), all.end());
    return all;
}

bool isSound(const DirectoryPrefix& prefix, const EpochFact& epoch) {
    VB_CHECK(prefix.caseLog);
    return nobodyLost(prefix, epoch, Moment::any());
}

std::vector<EpochId> sealingEpochs(const DirectoryPrefix& prefix, AudienceId audience, Instant at) {
    VB_CHECK(prefix.caseLog);
    std::vector<EpochId> sealing;
    const auto& all = prefix.caseLog->epochsOf(audience);
    for (auto id = all.rbegin(); id != all.rend(); ++id) {
        const EpochFact& epoch = *prefix.caseLog->epoch(*id);
        if (epoch.number >= prefix.caseSize || !nobodyLost(prefix, epoch, at))
            continue;
        const auto readers = members(prefix, epoch.audience, at);
        if (std::all_of(readers.begin(), readers.end(),
                        [&](const Affiliation& who) { return mayKnow(prefix, who, epoch, at); }))
            sealing.push_back(*id);
    }
    return sealing;
}

std::vector<MissingKey> missingKeys(const DirectoryPrefix& prefix, AudienceId audience,
                                    Instant at) {
    VB_CHECK(prefix.caseLog);
    const auto definition = findAudience(prefix, audience);
    if (!definition)
        return {};
    const auto readers = members(prefix, *definition, at);
    std::vector<MissingKey> missing;
    for (const EpochId& id : prefix.caseLog->epochsOf(audience)) {
        const EpochFact& epoch = *prefix.caseLog->epoch(id);
        if (epoch.number >= prefix.caseSize)
            continue;
        std::set<Digest256> held;
        for (const KeyHolder& holder : epoch.holders) {
            if (knows(prefix, epoch, holder))
                held.insert(holder.recipient);
        }
        const auto need = [&](const Recipient& one) {
            if (held.count(one.id) == 0)
                missing.push_back({id, one});
        };
        for (const Recipient& recovery : recoveryRecipients(prefix, *definition))
            need(recovery);
        for (const Affiliation& who : readers) {
            if (mayKnow(prefix, who, epoch, at))
                forEachDevice(prefix, who, at, need);
        }
    }
    std::sort(missing.begin(), missing.end());
    return missing;
}

std::vector<ReceivedBox> boxesFor(const Statement& statement, const Digest256& recipient) {
    std::vector<ReceivedBox> received;
    const auto collect = [&](AudienceId audience, const std::vector<KeyBox>& boxes) {
        for (const KeyBox& box : boxes) {
            if (box.recipient == recipient)
                received.push_back({audience, box.epoch, box.box});
        }
    };
    if (const auto* epoch = statement.as<EpochBody>())
        collect(epoch->audience.id, epoch->boxes);
    else if (const auto* grant = statement.as<GrantBody>())
        collect(grant->audience, grant->boxes);
    return received;
}

} // namespace vb::membership
