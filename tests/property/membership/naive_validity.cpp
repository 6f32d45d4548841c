// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/property/membership/naive_directory.h"

#include <algorithm>

namespace vb::test {

using namespace membership;
using model::Role;

bool NaiveDirectory::allows(const Statement& s, Instant at) const {
    const State now = replay({house.size(), s.isAboutHouse() ? 0 : ofCase.size()});
    if (!s.isAboutHouse() && now.purged)
        return false;
    if (s.as<RoleBody>() || s.as<RoleEndBody>())
        return allowsRole(s, now, at);
    if (s.isAboutHouse())
        return allowsHouse(s, now, at);
    if (s.as<EpochBody>() || s.as<AudienceBody>() || s.as<GrantBody>())
        return allowsKeys(s, now, replay({s.basedOn.house.size, s.basedOn.caseLog.size}), at);
    return allowsPeople(s, now, at);
}

bool NaiveDirectory::allowsHouse(const Statement& s, const State& now, Instant at) const {
    const auto issuer = now.issuers.find(s.signer);
    const bool byIssuer = issuer != now.issuers.end() && !issuer->second.ended &&
                          std::any_of(issuer->second.terms.begin(), issuer->second.terms.end(),
                                      [&](const Period& term) { return fits(term, {at}); });
    if (const auto* b = s.as<DeviceBody>()) {
        if (!byIssuer || issuer->second.holder.organisation != b->holder.organisation)
            return false;
        const auto device = now.devices.find(b->device);
        return device == now.devices.end() ||
               (!device->second.ended && device->second.holder == b->holder &&
                device->second.box == b->boxKey && device->second.push == b->pushKey);
    }
    if (const auto* b = s.as<DeviceEndBody>()) {
        const auto device = now.devices.find(b->device);
        if (device == now.devices.end())
            return false; // the histories end no issuers
        if (device->second.ended && b->reason != EndReason::ForCause &&
            b->reason != EndReason::LostDevice)
            return false;
        return s.signer.isNone() || (byIssuer && issuer->second.holder.organisation ==
                                                     device->second.holder.organisation);
    }
    return s.signer.isNone();
}

bool NaiveDirectory::allowsRole(const Statement& s, const State& now, Instant at) const {
    const auto* begin = s.as<RoleBody>();
    const auto* end = s.as<RoleEndBody>();
    const Role role = begin ? begin->role : end->role;
    const Who holder = begin ? begin->holder : end->holder;
    if (!alive(now, s.signer) || !certified(now, s.signer, at))
        return false; // in these histories no issuer names the first of the house
    const Who signer = now.devices.at(s.signer).holder;
    const std::set<Role> office{Role::Procesregisseur, Role::Informatievoorziening};
    bool may = end && signer == holder;
    if (s.isAboutHouse())
        may = may || (role != Role::Casusregisseur && hasRole(now, signer, office, at));
    else if (role == Role::Casusregisseur)
        may = may || leads(now, signer, {Role::Procesregisseur}, at);
    else if (role == Role::Notulist)
        may = may || leads(now, signer, office, at);
    else if (role == Role::OmMedewerker)
        may = may || hasRole(now, signer, office, at);
    if (!may)
        return false;
    const auto& roles = s.isAboutHouse() ? now.houseRoles : now.caseRoles;
    if (end)
        return roles.count({holder, role}) > 0;
    const auto& chain = s.isAboutHouse() ? house : ofCase;
    const std::uint64_t known = s.isAboutHouse() ? s.basedOn.house.size : s.basedOn.caseLog.size;
    for (std::uint64_t i = known; i < chain.size(); ++i) {
        const auto* other = chain[i].statement.as<RoleEndBody>();
        if (other && other->holder == holder && other->role == role)
            return false;
    }
    return true;
}

bool NaiveDirectory::allowsPeople(const Statement& s, const State& now, Instant at) const {
    if (!alive(now, s.signer) || !certified(now, s.signer, at))
        return false;
    const Who signer = now.devices.at(s.signer).holder;
    const bool office =
        hasRole(now, signer, {Role::Procesregisseur, Role::Informatievoorziening}, at);
    if (s.as<TransferBody>())
        return allowsTransfer(s, now, office, at);
    if (const auto* b = s.as<MemberBody>()) {
        const std::uint64_t known = s.basedOn.caseLog.size;
        return office && !hasChangedHands(b->member, b->hat, known) &&
               !wasRemoved(b->member, known);
    }
    if (const auto* b = s.as<MemberEndBody>()) {
        const bool cuts = b->reason == EndReason::ForCause || b->reason == EndReason::LostDevice;
        return office &&
               (isMember(now, b->member, {}) || (cuts && now.everEnded.count(b->member) > 0));
    }
    if (s.as<WithdrawalBody>())
        return isMember(now, signer, {at});
    if (s.as<PurgeBody>())
        return hasRole(now, signer, {Role::Informatievoorziening}, at);
    return leads(now, signer, {Role::Procesregisseur}, at); // adoption
}

bool NaiveDirectory::wasRemoved(const Who& who, std::uint64_t since) const {
    return std::any_of(ofCase.begin() + static_cast<std::ptrdiff_t>(since), ofCase.end(),
                       [&](const Said& said) {
                           const auto* end = said.statement.as<MemberEndBody>();
                           return end && end->member == who;
                       });
}

bool NaiveDirectory::hasChangedHands(const Who& who, std::uint16_t hat, std::uint64_t since) const {
    return std::any_of(ofCase.begin() + static_cast<std::ptrdiff_t>(since), ofCase.end(),
                       [&](const Said& said) {
                           const auto* transfer = said.statement.as<TransferBody>();
                           return transfer && transfer->hat == hat &&
                                  (transfer->giver == who || transfer->receiver == who);
                       });
}

bool NaiveDirectory::wasPlaced(const Who& who, std::uint16_t hat, std::uint64_t since) const {
    return std::any_of(ofCase.begin() + static_cast<std::ptrdiff_t>(since), ofCase.end(),
                       [&](const Said& said) {
                           const auto* member = said.statement.as<MemberBody>();
                           return member && member->member == who && member->hat == hat;
                       }) ||
           hasChangedHands(who, hat, since);
}

bool NaiveDirectory::allowsTransfer(const Statement& s, const State& now, bool office,
                                    Instant at) const {
    const auto* b = s.as<TransferBody>();
    const std::uint64_t known = s.basedOn.caseLog.size;
    for (const Who& who : {b->giver, b->receiver}) {
        if (wasRemoved(who, known) || wasPlaced(who, b->hat, known))
            return false;
    }
    const auto place = now.members.find({b->giver, b->hat});
    if (!office || place == now.members.end() || place->second.handedOver)
        return false;
    const MemberBody& held = place->second.body;
    const bool hasDevice = std::any_of(now.devices.begin(), now.devices.end(), [&](const auto& d) {
        return d.second.holder == b->receiver && alive(now, d.first) && certified(now, d.first, at);
    });
    return fits(held.period, {at}) && hasDevice &&
           (b->part == CarePart::None || b->part == held.part);
}

bool NaiveDirectory::allowsKeys(const Statement& s, const State& now, const State& known,
                                Instant at) const {
    const auto device = now.devices.find(s.signer);
    if (device == now.devices.end() || !certified(now, s.signer, at))
        return false;
    const Who signer = device->second.holder;
    if (s.as<GrantBody>())
        return alive(now, s.signer) && allowsGrant(s, now, signer, at);
    if (!alive(known, s.signer))
        return false;
    if (const auto* b = s.as<AudienceBody>()) {
        const auto inCase = [&](const Who& who) { return isMember(known, who, {}); };
        return isMember(known, signer, {at, false}) &&
               std::all_of(b->workers.begin(), b->workers.end(), inCase) &&
               now.named.count(namedPersons(s.house, s.caseId, b->salt).id) == 0;
    }
    return allowsEpoch(s, now, known, signer, at);
}

bool NaiveDirectory::allowsGrant(const Statement& s, const State& now, const Who& signer,
                                 Instant at) const {
    const auto* b = s.as<GrantBody>();
    for (const KeyBox& box : b->boxes) {
        const auto found = now.epochs.find(box.epoch);
        if (found == now.epochs.end() || found->second.audience.id != b->audience)
            return false;
        const Epoch& epoch = found->second;
        const bool has =
            std::any_of(epoch.holders.begin(), epoch.holders.end(), [&](const Holder& holder) {
                return holder.who == Digest256(s.signer.bytes());
            });
        if (!has || !belongs(now, now.named, signer, epoch.audience, {at}))
            return false;
        if (recovery(now, epoch.audience).count(box.recipient) > 0)
            continue;
        const DeviceId to(box.recipient.bytes());
        if (!alive(now, to) || !certified(now, to, at))
            return false;
        const Who& reader = now.devices.at(to).holder;
        if (!belongs(now, now.named, reader, epoch.audience, {at}) ||
            !mayKnow(now, reader, epoch, at))
            return false;
    }
    return true;
}

bool NaiveDirectory::allowsEpoch(const Statement& s, const State& now, const State& known,
                                 const Who& signer, Instant at) const {
    const auto* b = s.as<EpochBody>();
    if (now.epochs.count(b->epoch) > 0 ||
        !belongs(known, now.named, signer, b->audience, {at, false}))
        return false;
    std::set<Digest256> missing = recovery(known, b->audience);
    for (const KeyBox& box : b->boxes) {
        if (missing.erase(box.recipient) > 0)
            continue;
        const DeviceId to(box.recipient.bytes());
        if (!alive(known, to) ||
            !belongs(known, now.named, known.devices.at(to).holder, b->audience, {at, false}))
            return false;
    }
    return missing.empty();
}

/// Nobody who has the key, as far as this prefix knows, has lost the audience or the device.
bool NaiveDirectory::sound(const State& d, const State& a, const Epoch& epoch,
                           std::uint64_t caseSize) {
    for (const Holder& holder : epoch.holders) {
        if (holder.number != epoch.number && holder.number >= caseSize)
            continue;
        const auto device = a.devices.find(DeviceId(holder.who.bytes()));
        if (device == a.devices.end())
            continue; // a recovery key
        const auto inD = d.devices.find(device->first);
        const bool ended = inD != d.devices.end() && inD->second.ended;
        if (ended || !belongs(d, a.named, device->second.holder, epoch.audience, {}))
            return false;
    }
    return true;
}

Verdict NaiveDirectory::judge(const EnvelopeFacts& e, const LeafFacts& leaf) const {
    Verdict verdict;
    const DirectoryHead& dHead = e.directory;
    const DirectoryHead& aHead = leaf.directory;
    const Instant at = leaf.hubTime;
    if (dHead.house.size > aHead.house.size || dHead.caseLog.size > aHead.caseLog.size) {
        verdict.refusal = Refusal::Directory;
        return verdict;
    }
    const State d = replay({dHead.house.size, dHead.caseLog.size});
    const State a = replay({aHead.house.size, aHead.caseLog.size});
    if (a.devices.count(e.device))
        verdict.author = a.devices.at(e.device).holder;
    const Who who = verdict.author;
    const auto epoch = a.epochs.find(e.epoch);
    if (!alive(d, e.device) || !certified(a, e.device, at))
        verdict.refusal = Refusal::Certificate;
    else if (a.purged)
        verdict.refusal = Refusal::Purged;
    else if (epoch == a.epochs.end() || epoch->second.audience.id != e.audience ||
             epoch->second.basedOn.house.size > dHead.house.size ||
             epoch->second.basedOn.caseLog.size > dHead.caseLog.size)
        verdict.refusal = Refusal::Epoch;
    else if (!belongs(d, a.named, who, epoch->second.audience, {at, false}))
        verdict.refusal = Refusal::Membership;
    else if (!sound(d, a, epoch->second, dHead.caseLog.size))
        verdict.refusal = Refusal::Epoch;
    if (!verdict.isValid())
        return verdict;

    verdict.late = !alive(a, e.device) || !belongs(a, a.named, who, epoch->second.audience, {at});
    for (std::uint64_t i = dHead.caseLog.size; i < aHead.caseLog.size; ++i) {
        const auto* end = ofCase[i].statement.as<MemberEndBody>();
        verdict.late = verdict.late || (end && end->member == who);
    }
    // A device that had ended is ended again to add a cut.
    for (std::uint64_t i = dHead.house.size; i < aHead.house.size; ++i) {
        const auto* end = house[i].statement.as<DeviceEndBody>();
        verdict.late = verdict.late || (end && end->device == e.device);
    }
    verdict.standing = standing(e, leaf, {aHead.house.size, aHead.caseLog.size});
    if (isMember(a, who, {at})) {
        for (int role = 1; role <= 6; ++role) {
            if (hasRole(a, who, {static_cast<Role>(role)}, at))
                verdict.rolesAtAcceptance.add(static_cast<Role>(role));
        }
    }
    return verdict;
}

model::Standing NaiveDirectory::standing(const EnvelopeFacts& e, const LeafFacts& leaf,
                                         Sizes at) const {
    const State now = replay(at);
    if (now.adopted.count(e.id) > 0 || now.devices.count(e.device) == 0)
        return model::Standing::Effective;
    const auto beyond = [&](EndReason reason, const std::vector<StreamCut>& cuts,
                            std::uint64_t number, std::uint64_t accepted) {
        if (reason != EndReason::ForCause && reason != EndReason::LostDevice)
            return false;
        for (const StreamCut& cut : cuts) {
            if (cut.stream == e.stream)
                return e.counter > cut.counter;
        }
        return accepted > number;
    };
    for (std::uint64_t i = e.directory.house.size; i < at.house; ++i) {
        const auto* end = house[i].statement.as<DeviceEndBody>();
        if (end && end->device == e.device &&
            beyond(end->reason, end->cuts, i, leaf.directory.house.size))
            return model::Standing::BeyondCut;
    }
    for (std::uint64_t i = e.directory.caseLog.size; i < at.ofCase; ++i) {
        const auto* end = ofCase[i].statement.as<MemberEndBody>();
        if (end && end->member == now.devices.at(e.device).holder &&
            beyond(end->reason, end->cuts, i, leaf.directory.caseLog.size))
            return model::Standing::BeyondCut;
    }
    return model::Standing::Effective;
}

} // namespace vb::test
