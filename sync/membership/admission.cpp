// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/admission.h"

#include "crypto/signature.h"
#include "sync/base/check.h"
#include "sync/membership/readers.h"

#include <algorithm>
#include <string>

namespace vb::membership {
namespace {

using model::Role;
using model::RoleSet;

/// What every rule may look at.
struct Case {
    const Statement& statement;
    const DirectoryPrefix& at;
    Instant hubTime;
    /// The directory that the signer says to have known; a prefix of `at`.
    DirectoryPrefix known;
    /// None when the root signed.
    Affiliation signer;

    [[nodiscard]] bool byRoot() const { return statement.signer.isNone(); }
    [[nodiscard]] RoleSet roles() const { return membership::roles(at, signer, hubTime); }
    [[nodiscard]] bool byIssuer() const { return isIssuerInForce(at, statement.signer, hubTime); }
};

/// Whether the signer's device may speak now.
Refusal speaks(const Case& c) {
    if (c.byRoot())
        return Refusal::Authority;
    const bool inForce = isDeviceInForce(c.at, c.statement.signer) &&
                         certificateCovers(c.at, c.statement.signer, c.hubTime);
    return inForce ? Refusal::None : Refusal::Certificate;
}

/// Whether the signer's device may speak about what already exists sealed: in force in the
/// directory that it knew; expiry is judged now, and a renewal counts.
Refusal spoke(const Case& c) {
    if (c.byRoot())
        return Refusal::Authority;
    const bool inForce = isDeviceInForce(c.known, c.statement.signer) &&
                         certificateCovers(c.at, c.statement.signer, c.hubTime);
    return inForce ? Refusal::None : Refusal::Certificate;
}

Refusal speaksAs(const Case& c, RoleSet any) {
    const Refusal device = speaks(c);
    if (device != Refusal::None)
        return device;
    return c.roles().intersects(any) ? Refusal::None : Refusal::Authority;
}

/// The casusregisseur acts as one only while a member.
Refusal speaksForCase(const Case& c, RoleSet house) {
    const Refusal asHouse = speaksAs(c, house);
    if (asHouse != Refusal::Authority)
        return asHouse;
    const bool isRegisseur =
        c.roles().has(Role::Casusregisseur) && isMember(c.at, c.signer, c.hubTime);
    return isRegisseur ? Refusal::None : Refusal::Authority;
}

// --- the house -------------------------------------------------------------------------------

Refusal check(const RootBody&, const Case& c) {
    return c.byRoot() ? Refusal::None : Refusal::Authority;
}

Refusal check(const HubBody&, const Case& c) {
    return c.byRoot() ? Refusal::None : Refusal::Authority;
}

/// A device that ended stays ended. Whoever did not know that is told so.
Refusal afterEnd(const Case& c, std::uint64_t endNumber) {
    return endNumber >= c.known.houseSize ? Refusal::Stale : Refusal::Authority;
}

/// A device keeps holder and keys for life, whether certified as an issuer's or as any other.
template <typename Body>
Refusal keepsIdentity(const Body& body, const Case& c) {
    if (const IssuerFact* issuer = c.at.house.issuer(body.device)) {
        if (issuer->end != kNotEnded)
            return afterEnd(c, issuer->end);
        if (issuer->holder != body.holder || issuer->boxKey != body.boxKey)
            return Refusal::Authority;
    }
    if (const DeviceFact* device = c.at.house.device(body.device)) {
        if (!device->ends.empty())
            return afterEnd(c, device->ends.front().number);
        if (device->holder != body.holder || device->boxKey != body.boxKey)
            return Refusal::Authority;
    }
    return Refusal::None;
}

Refusal check(const IssuerBody& body, const Case& c) {
    return c.byRoot() ? keepsIdentity(body, c) : Refusal::Authority;
}

Refusal check(const DeviceBody& body, const Case& c) {
    if (!c.byIssuer() || c.signer.organisation != body.holder.organisation)
        return Refusal::Authority;
    const DeviceFact* device = c.at.house.device(body.device);
    if (device && device->pushKey != body.pushKey)
        return Refusal::Authority;
    return keepsIdentity(body, c);
}

Refusal check(const DeviceEndBody& body, const Case& c) {
    const auto holder = holderOf(c.at.house, body.device);
    if (!holder)
        return Refusal::Authority;
    if (!c.byRoot()) {
        const bool othersIssuer =
            c.at.house.issuer(body.device) && body.device != c.statement.signer;
        if (!c.byIssuer() || holder->organisation != c.signer.organisation || othersIssuer)
            return Refusal::Authority;
    }
    const DeviceFact* device = c.at.house.device(body.device);
    const IssuerFact* issuer = c.at.house.issuer(body.device);
    const bool ended = (device && !device->ends.empty()) || (issuer && issuer->end != kNotEnded);
    return ended && !cutsStreams(body.reason) ? Refusal::Stale : Refusal::None;
}

/// Who may give and take a role of the whole house.
Refusal mayDecideHouseRole(Role role, const Case& c) {
    if (role == Role::Casusregisseur)
        return Refusal::Authority;
    return speaksAs(c, {Role::Procesregisseur, Role::Informatievoorziening});
}

Refusal mayDecideCaseRole(Role role, const Case& c) {
    switch (role) {
    case Role::Casusregisseur:
        return speaksForCase(c, {Role::Procesregisseur});
    case Role::Notulist:
        return speaksForCase(c, {Role::Procesregisseur, Role::Informatievoorziening});
    case Role::OmMedewerker:
        return speaksAs(c, {Role::Procesregisseur, Role::Informatievoorziening});
    case Role::Procesregisseur:
    case Role::Informatievoorziening:
    case Role::Manager:
        break;
    }
    return Refusal::Authority;
}

Refusal mayDecideRole(Role role, const Case& c) {
    return c.statement.isAboutHouse() ? mayDecideHouseRole(role, c) : mayDecideCaseRole(role, c);
}

/// The facts about roles of the chain that the statement belongs to, and how far they go.
struct RolesOfChain {
    const RoleFacts& facts;
    std::uint64_t known;
    std::uint64_t size;
};
RolesOfChain rolesOfChain(const Case& c) {
    if (c.statement.isAboutHouse())
        return {c.at.house.roles(), c.known.houseSize, c.at.houseSize};
    return {c.at.caseLog->roles(), c.known.caseSize, c.at.caseSize};
}

/// Nobody holds the first role of a house, so nobody could give it.
bool isFirstOfHouse(const RoleBody& body, const Case& c) {
    const bool founding =
        body.role == Role::Procesregisseur || body.role == Role::Informatievoorziening;
    return founding && c.statement.isAboutHouse() && c.byIssuer() &&
           c.signer.organisation == kHouseOrganisation &&
           !isRoleHeld(c.at.house.roles(), body.role, c.at.houseSize, c.hubTime);
}

Refusal check(const RoleBody& body, const Case& c) {
    if (!isFirstOfHouse(body, c)) {
        const Refusal authority = mayDecideRole(body.role, c);
        if (authority != Refusal::None)
            return authority;
    }
    const RolesOfChain roles = rolesOfChain(c);
    return wasRoleEnded(roles.facts, body.holder, body.role, roles.known, roles.size)
               ? Refusal::Stale
               : Refusal::None;
}

Refusal check(const RoleEndBody& body, const Case& c) {
    const bool own = c.signer == body.holder && speaks(c) == Refusal::None;
    const Refusal authority = own ? Refusal::None : mayDecideRole(body.role, c);
    if (authority != Refusal::None)
        return authority;
    const RolesOfChain roles = rolesOfChain(c);
    const auto of = roles.facts.find(body.holder);
    const bool held = of != roles.facts.end() &&
                      std::any_of(of->second.begin(), of->second.end(), [&](const RoleFact& fact) {
                          return fact.role == body.role && fact.inForce.at(roles.size);
                      });
    return held ? Refusal::None : Refusal::Stale;
}

// --- a case ----------------------------------------------------------------------------------

const std::vector<EndFact>* endsOf(const Affiliation& member, const Case& c) {
    const auto ends = c.at.caseLog->memberEnds().find(member);
    return ends == c.at.caseLog->memberEnds().end() ? nullptr : &ends->second;
}

/// Whether the member's membership ended without the signer's knowledge.
bool hasEndedUnknown(const Affiliation& member, const Case& c) {
    const auto* ends = endsOf(member, c);
    return ends && ends->back().number >= c.known.caseSize;
}

/// The place under this hat, if a statement that the signer did not know of says how it is now.
const MemberFact* placeSaidUnknown(const Affiliation& member, std::uint16_t hat, const Case& c) {
    const MemberFact* place = c.at.caseLog->place(member, hat, c.at.caseSize);
    return place && place->inForce.from >= c.known.caseSize ? place : nullptr;
}

/// Whether the place changed hands, to or from this member, without the signer's knowledge;
/// whatever was said of it since.
bool hasChangedHandsUnknown(const Affiliation& member, std::uint16_t hat, const Case& c) {
    const auto facts = c.at.caseLog->members().find(member);
    return facts != c.at.caseLog->members().end() &&
           std::any_of(facts->second.begin(), facts->second.end(), [&](const MemberFact& fact) {
               return fact.hat == hat && fact.isByTransfer &&
                      fact.inForce.from >= c.known.caseSize && fact.inForce.from < c.at.caseSize;
           });
}

/// Who may say who is a member of a case. Everybody is one of the house's own.
Refusal mayDecideMembers(const Case& c) {
    if (c.at.caseLog->isHouseCase())
        return Refusal::Authority;
    return speaksAs(c, {Role::Procesregisseur, Role::Informatievoorziening});
}

Refusal check(const MemberBody& body, const Case& c) {
    const Refusal authority = mayDecideMembers(c);
    if (authority != Refusal::None)
        return authority;
    return hasChangedHandsUnknown(body.member, body.hat, c) || hasEndedUnknown(body.member, c)
               ? Refusal::Stale
               : Refusal::None;
}

/// Whether keys can be handed to anybody for this worker: a device in force under a certificate. A
/// device that ended without the signer's knowledge is a removal, and makes the statement Stale.
Refusal hasDevice(const Affiliation& who, const Case& c) {
    if (isWorker(c.at, who, c.hubTime))
        return Refusal::None;
    return isWorker(c.known, who, c.hubTime) ? Refusal::Stale : Refusal::Certificate;
}

/// The place must be the one that the signer knew: of two who hand it over without knowing of each
/// other the second is Stale, and nobody is given what was decided otherwise meanwhile.
Refusal check(const TransferBody& body, const Case& c) {
    const Refusal authority = mayDecideMembers(c);
    if (authority != Refusal::None)
        return authority;
    if (hasEndedUnknown(body.giver, c) || hasEndedUnknown(body.receiver, c) ||
        placeSaidUnknown(body.giver, body.hat, c) || placeSaidUnknown(body.receiver, body.hat, c))
        return Refusal::Stale;
    const MemberFact* place = c.at.caseLog->place(body.giver, body.hat, c.at.caseSize);
    if (!place || place->isHandedOver || !place->period.covers(c.hubTime))
        return Refusal::Membership;
    if (body.part != CarePart::None && body.part != place->part)
        return Refusal::Authority;
    return hasDevice(body.receiver, c);
}

Refusal check(const MemberEndBody& body, const Case& c) {
    const Refusal authority = mayDecideMembers(c);
    if (authority != Refusal::None)
        return authority;
    if (isMember(c.at, body.member))
        return Refusal::None;
    if (!endsOf(body.member, c))
        return Refusal::Membership;
    return cutsStreams(body.reason) ? Refusal::None : Refusal::Stale;
}

Refusal check(const AudienceBody& body, const Case& c) {
    const Refusal device = spoke(c);
    if (device != Refusal::None)
        return device;
    const Moment begun = Moment::begunBy(c.hubTime);
    const bool allMembers =
        isMember(c.known, c.signer, begun) &&
        std::all_of(body.workers.begin(), body.workers.end(),
                    [&](const Affiliation& who) { return isMember(c.known, who); });
    if (!allMembers)
        return Refusal::Membership;
    const AudienceId id = namedPersons(c.statement.house, c.statement.caseId, body.salt).id;
    return c.at.caseLog->namedAudience(id) ? Refusal::Fork : Refusal::None;
}

bool isAmong(const std::vector<Recipient>& recipients, const Digest256& id) {
    return std::any_of(recipients.begin(), recipients.end(),
                       [&](const Recipient& one) { return one.id == id; });
}

/// Whether an epoch key may be sealed to this device, as its maker knew things.
bool mayReceive(const Case& c, const Digest256& recipient, const Readership& readers) {
    const DeviceId device(recipient.bytes());
    return isDeviceInForce(c.known, device) &&
           belongs(c.known, c.at.house.device(device)->holder, readers, Moment::begunBy(c.hubTime));
}

Refusal check(const EpochBody& body, const Case& c) {
    const Refusal device = spoke(c);
    if (device != Refusal::None)
        return device;
    if (c.at.caseLog->epoch(body.epoch))
        return Refusal::Fork;
    const Readership readers = readership(c.at, body.audience);
    if (!belongs(c.known, c.signer, readers, Moment::begunBy(c.hubTime)))
        return Refusal::Membership;
    const auto recovery = recoveryRecipients(c.known, body.audience);
    for (const KeyBox& box : body.boxes) {
        if (!isAmong(recovery, box.recipient) && !mayReceive(c, box.recipient, readers))
            return Refusal::Membership;
    }
    const bool recoverable =
        std::all_of(recovery.begin(), recovery.end(), [&](const Recipient& one) {
            return std::any_of(body.boxes.begin(), body.boxes.end(),
                               [&](const KeyBox& box) { return box.recipient == one.id; });
        });
    return recoverable ? Refusal::None : Refusal::Authority;
}

/// Whether a device, or recovery key, may be handed an epoch in this directory.
bool mayBeGranted(const DirectoryPrefix& prefix, const Digest256& recipient, const EpochFact& epoch,
                  Instant at) {
    if (isAmong(recoveryRecipients(prefix, epoch.audience), recipient))
        return true;
    const DeviceId device(recipient.bytes());
    return isDeviceInForce(prefix, device) && certificateCovers(prefix, device, at) &&
           mayHold(prefix, prefix.house.device(device)->holder, epoch, at);
}

Refusal checkGranted(const KeyBox& box, AudienceId audience, const Case& c) {
    const EpochFact* epoch = c.at.caseLog->epoch(box.epoch);
    if (!epoch || epoch->audience.id != audience)
        return Refusal::Epoch;
    const Digest256 granter(c.statement.signer.bytes());
    const bool has = std::any_of(epoch->holders.begin(), epoch->holders.end(),
                                 [&](const KeyHolder& one) { return one.recipient == granter; });
    if (!has || !belongs(c.at, c.signer, epoch->audience, c.hubTime))
        return Refusal::Membership;
    if (mayBeGranted(c.at, box.recipient, *epoch, c.hubTime))
        return Refusal::None;
    return mayBeGranted(c.known, box.recipient, *epoch, c.hubTime) ? Refusal::Stale
                                                                   : Refusal::Membership;
}

Refusal check(const GrantBody& body, const Case& c) {
    const Refusal device = speaks(c);
    if (device != Refusal::None)
        return device;
    for (const KeyBox& box : body.boxes) {
        const Refusal granted = checkGranted(box, body.audience, c);
        if (granted != Refusal::None)
            return granted;
    }
    return Refusal::None;
}

Refusal check(const WithdrawalBody&, const Case& c) {
    const Refusal device = speaks(c);
    if (device != Refusal::None)
        return device;
    return isMember(c.at, c.signer, c.hubTime) ? Refusal::None : Refusal::Membership;
}

Refusal check(const PurgeBody& body, const Case& c) {
    if (body.wholeCase && c.at.caseLog->isHouseCase())
        return Refusal::Authority; // the house lives in it
    return speaksAs(c, {Role::Informatievoorziening});
}

Refusal check(const AdoptionBody&, const Case& c) {
    return speaksForCase(c, {Role::Procesregisseur});
}

/// It speaks of the whole log and stands outside of the chains; see vouchesFor().
Refusal check(const LogGenerationBody&, const Case& c) {
    return c.byRoot() || c.byIssuer() ? Refusal::None : Refusal::Authority;
}

// --- what all statements share ---------------------------------------------------------------

/// The key that must have signed; null if the signer is not known.
const crypto::SigningPublicKey* signingKey(const Statement& statement, const DirectoryPrefix& at) {
    if (statement.signer.isNone()) {
        if (const auto* root = statement.as<RootBody>())
            return &root->rootKey; // whether it may be one: isRightfulRoot()
        const RootBody* root = at.house.root(at.houseSize);
        return root ? &root->rootKey : nullptr;
    }
    if (const DeviceFact* device = at.house.device(statement.signer))
        return &device->signingKey;
    const IssuerFact* issuer = at.house.issuer(statement.signer);
    return issuer ? &issuer->signingKey : nullptr;
}

bool isRightfulRoot(const RootBody& body, const DirectoryPrefix& at) {
    const RootBody* before = at.house.root(at.houseSize);
    return rootFingerprint(at.house.house(), body.rootKey) ==
           (before ? before->successorCommitment : at.house.rootFingerprint());
}

std::optional<DirectoryPrefix> knownPrefix(const Statement& statement, const DirectoryPrefix& at) {
    const DirectoryHead& based = statement.basedOn;
    if (based.house.size > at.houseSize || based.caseLog.size > at.caseSize)
        return std::nullopt;
    return prefixAt(based, at.house, at.caseLog);
}

/// Form, signature, heads and authority, in a chain or outside of them.
Refusal speak(const Statement& statement, const DirectoryPrefix& at, Instant hubTime) {
    VB_CHECK(statement.isAboutHouse() == (at.caseLog == nullptr));
    VB_CHECK(at.caseLog ? at.caseSize == at.caseLog->size() : at.houseSize == at.house.size());
    if (statement.house != at.house.house())
        return Refusal::House;
    VB_CHECK(!at.caseLog || at.caseLog->caseId() == statement.caseId);
    const auto known = knownPrefix(statement, at);
    if (!known)
        return Refusal::Directory;
    const crypto::SigningPublicKey* key = signingKey(statement, at);
    if (!key)
        return at.houseSize == 0 ? Refusal::Authority : Refusal::Certificate;
    if (!crypto::verify(*key, crypto::Kind::StatementSignature, statement.house.bytes(),
                        statement.sent.statement, statement.sent.signature))
        return Refusal::Unsigned;
    if (const auto* root = statement.as<RootBody>(); root && !isRightfulRoot(*root, at))
        return Refusal::Authority;
    if (at.caseLog && at.caseLog->wholeCasePurge().value_or(kNotEnded) < at.caseSize)
        return Refusal::Purged;
    const Case c{statement, at, hubTime, *known,
                 holderOf(at.house, statement.signer).value_or(Affiliation{})};
    return std::visit([&](const auto& body) { return check(body, c); }, statement.body);
}

} // namespace

Refusal admit(const Statement& statement, const DirectoryPrefix& atAcceptance, Instant hubTime) {
    return statement.as<LogGenerationBody>() ? Refusal::Authority
                                             : speak(statement, atAcceptance, hubTime);
}

Refusal vouchesFor(const Statement& statement, const HouseDirectory& house, Instant now) {
    return statement.as<LogGenerationBody>() ? speak(statement, wholeDirectory(house), now)
                                             : Refusal::Authority;
}

bool mayWithdraw(const Affiliation& withdrawer, const Affiliation& author) {
    return withdrawer.organisation == author.organisation;
}

bool isWithdrawn(const DirectoryPrefix& prefix, PartHash part, const Affiliation& author) {
    VB_CHECK(prefix.caseLog);
    const auto& withdrawals = prefix.caseLog->withdrawals(part);
    return std::any_of(withdrawals.begin(), withdrawals.end(), [&](const WithdrawalFact& fact) {
        return fact.number < prefix.caseSize && mayWithdraw(fact.by, author);
    });
}

bool isPurged(const DirectoryPrefix& prefix, PartHash part) {
    VB_CHECK(prefix.caseLog);
    return prefix.caseLog->purge(part).value_or(kNotEnded) < prefix.caseSize ||
           prefix.caseLog->wholeCasePurge().value_or(kNotEnded) < prefix.caseSize;
}

bool isPurged(const DirectoryPrefix& prefix, const NamedAttachment& attachment) {
    VB_CHECK(prefix.caseLog);
    return prefix.caseLog->purge(attachment).value_or(kNotEnded) < prefix.caseSize ||
           prefix.caseLog->wholeCasePurge().value_or(kNotEnded) < prefix.caseSize;
}

bool isDropped(const DirectoryPrefix& prefix, const NamedAttachment& attachment,
               OrganisationCode organisation, std::uint64_t since) {
    if (isPurged(prefix, attachment))
        return true;
    const auto& withdrawals = prefix.caseLog->withdrawals(attachment);
    return std::any_of(withdrawals.begin(), withdrawals.end(), [&](const WithdrawalFact& fact) {
        return fact.number >= since && fact.number < prefix.caseSize &&
               fact.by.organisation == organisation;
    });
}

} // namespace vb::membership
