// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/property/membership/naive_directory.h"

#include <algorithm>

namespace vb::test {

using namespace membership;
using model::Role;

void NaiveDirectory::apply(State& state, const Said& said, std::uint64_t number, HouseId house) {
    const Statement& s = said.statement;
    if (const auto* b = s.as<RootBody>())
        state.root = *b;
    if (const auto* b = s.as<IssuerBody>()) {
        Issuer& issuer = state.issuers[b->device];
        issuer.holder = b->holder;
        issuer.box = b->boxKey;
        issuer.terms.push_back(b->period);
        state.recovery[b->holder.organisation] = b->recoveryKey;
    }
    if (const auto* b = s.as<DeviceBody>()) {
        Device& device = state.devices[b->device];
        device.holder = b->holder;
        device.box = b->boxKey;
        device.push = b->pushKey;
        device.certificates.push_back(b->period);
    }
    if (const auto* b = s.as<DeviceEndBody>()) {
        if (state.devices.count(b->device))
            state.devices[b->device].ended = true;
        if (state.issuers.count(b->device))
            state.issuers[b->device].ended = true;
    }
    auto& roles = s.isAboutHouse() ? state.houseRoles : state.caseRoles;
    if (const auto* b = s.as<RoleBody>())
        roles[{b->holder, b->role}] = b->period;
    if (const auto* b = s.as<RoleEndBody>())
        roles.erase({b->holder, b->role});
    if (const auto* b = s.as<MemberBody>()) {
        const auto key = std::pair(b->member, b->hat);
        const bool continued = state.members.count(key) > 0;
        const std::uint64_t begun = continued ? state.members[key].begun : number;
        state.members[key] = {*b, begun};
    }
    if (const auto* b = s.as<MemberEndBody>()) {
        std::erase_if(state.members, [&](const auto& one) { return one.first.first == b->member; });
        state.everEnded.insert(b->member);
    }
    if (const auto* b = s.as<TransferBody>()) {
        Member& left = state.members.at({b->giver, b->hat});
        MemberBody taken = left.body;
        taken.member = b->receiver;
        taken.part = b->part;
        taken.withoutHistory = false;
        auto& until = left.body.period.until;
        until = until && *until < b->until ? *until : b->until;
        left.handedOver = true;
        const auto key = std::pair(b->receiver, b->hat);
        const bool continued = state.members.count(key) > 0;
        state.members[key] = {taken, continued ? state.members[key].begun : number};
    }
    if (const auto* b = s.as<AudienceBody>()) {
        auto& who = state.named[namedPersons(house, s.caseId, b->salt).id];
        who.insert(b->workers.begin(), b->workers.end());
        who.insert(said.signer);
    }
    if (const auto* b = s.as<EpochBody>()) {
        Epoch epoch{b->audience, s.basedOn, number, {{Digest256(s.signer.bytes()), number}}};
        for (const KeyBox& box : b->boxes)
            epoch.holders.push_back({box.recipient, number});
        state.epochs[b->epoch] = epoch;
    }
    if (const auto* b = s.as<GrantBody>()) {
        for (const KeyBox& box : b->boxes)
            state.epochs[box.epoch].holders.push_back({box.recipient, number});
    }
    if (const auto* b = s.as<PurgeBody>())
        state.purged = state.purged || b->wholeCase;
    if (const auto* b = s.as<AdoptionBody>())
        state.adopted.insert(b->changesets.begin(), b->changesets.end());
}

NaiveDirectory::State NaiveDirectory::replay(Sizes sizes) const {
    State state;
    for (std::uint64_t i = 0; i < sizes.house; ++i)
        apply(state, house[i], i, m_house);
    for (std::uint64_t i = 0; i < sizes.ofCase; ++i)
        apply(state, ofCase[i], i, m_house);
    return state;
}

bool NaiveDirectory::fits(const Period& period, When when) {
    if (!when.at)
        return true;
    if (*when.at < period.from)
        return false;
    return !when.expires || !period.until || *when.at < *period.until;
}

bool NaiveDirectory::alive(const State& state, DeviceId device) {
    const auto at = state.devices.find(device);
    return at != state.devices.end() && !at->second.ended;
}

bool NaiveDirectory::certified(const State& state, DeviceId device, Instant at) {
    const auto found = state.devices.find(device);
    if (found == state.devices.end())
        return false;
    const auto& all = found->second.certificates;
    return std::any_of(all.begin(), all.end(),
                       [&](const Period& period) { return fits(period, {at}); });
}

bool NaiveDirectory::isMember(const State& state, const Who& who, When when) {
    return std::any_of(state.members.begin(), state.members.end(), [&](const auto& one) {
        return one.first.first == who && fits(one.second.body.period, when);
    });
}

namespace {

bool hasPart(const MemberBody& body, Level level) {
    if (level == Level::EigenWerkaantekening || level == Level::GenoemdePersonen)
        return true;
    if (body.observer)
        return false;
    return (level != Level::Zorgdeel || body.part == CarePart::Zorg) &&
           (level != Level::Strafdeel || body.part == CarePart::Straf);
}

} // namespace

bool NaiveDirectory::belongs(const State& state, const std::map<AudienceId, std::set<Who>>& named,
                             const Who& who, const Audience& audience, When when) {
    const Level level = audience.level;
    if (level == Level::EigenWerkaantekening &&
        (who.worker != audience.worker || who.organisation != audience.organisation))
        return false;
    if (level == Level::EigenOrganisatie && who.organisation != audience.organisation)
        return false;
    if (level == Level::GenoemdePersonen) {
        const auto list = named.find(audience.id);
        if (list == named.end() || list->second.count(who) == 0)
            return false;
    }
    return std::any_of(state.members.begin(), state.members.end(), [&](const auto& one) {
        return one.first.first == who && fits(one.second.body.period, when) &&
               hasPart(one.second.body, level);
    });
}

bool NaiveDirectory::mayKnow(const State& state, const Who& who, const Epoch& epoch, Instant at) {
    return std::any_of(state.members.begin(), state.members.end(), [&](const auto& one) {
        const Member& member = one.second;
        return one.first.first == who && fits(member.body.period, {at}) &&
               hasPart(member.body, epoch.audience.level) &&
               (!member.body.withoutHistory || member.begun < epoch.number);
    });
}

bool NaiveDirectory::hasRole(const State& state, const Who& who, std::set<Role> roles, Instant at) {
    for (const Role role : roles) {
        for (const auto* all : {&state.houseRoles, &state.caseRoles}) {
            const auto found = all->find({who, role});
            if (found != all->end() && fits(found->second, {at}))
                return true;
        }
    }
    return false;
}

/// By a role of the house, or as casusregisseur while a member.
bool NaiveDirectory::leads(const State& state, const Who& who, std::set<Role> roles, Instant at) {
    return hasRole(state, who, std::move(roles), at) ||
           (hasRole(state, who, {Role::Casusregisseur}, at) && isMember(state, who, {at}));
}

std::set<Digest256> NaiveDirectory::recovery(const State& state, const Audience& audience) const {
    if (audience.level == Level::EigenWerkaantekening)
        return {};
    if (audience.level != Level::EigenOrganisatie)
        return {recoveryRecipient(m_house, state.root->recoveryKey)};
    const auto key = state.recovery.find(audience.organisation);
    if (key == state.recovery.end())
        return {};
    return {recoveryRecipient(m_house, key->second)};
}

std::set<Affiliation> NaiveDirectory::readers(const Audience& audience, Sizes at,
                                              Instant when) const {
    const State state = replay(at);
    std::set<Who> who;
    for (const auto& [key, member] : state.members) {
        if (belongs(state, state.named, key.first, audience, {when}))
            who.insert(key.first);
    }
    return who;
}

std::set<DeviceId> NaiveDirectory::readersDevices(const Audience& audience, Sizes at,
                                                  Instant when) const {
    const State state = replay(at);
    std::set<DeviceId> all;
    for (const auto& [id, device] : state.devices) {
        if (alive(state, id) && certified(state, id, when) &&
            belongs(state, state.named, device.holder, audience, {when}))
            all.insert(id);
    }
    return all;
}

} // namespace vb::test
