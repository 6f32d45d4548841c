// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/ctl/enrolment.h"

#include "client/bridge/house_names.h"
#include "client/bridge/office.h"
#include "client/ctl/hub_requests.h"
#include "sync/protocol/limits.h"

#include <nlohmann/json.hpp>

namespace vb::ctl {
namespace {

using nlohmann::json;

constexpr auto kInvitations = "enrolment.invitations";
constexpr auto kOwnInvitation = "enrolment.invitation";
constexpr auto kCertifiedBy = "enrolment.certified_by";
constexpr std::uint32_t kNotice = 0;
constexpr std::uint32_t kRequest = 1;
constexpr std::uint32_t kAnswer = 2;
constexpr std::chrono::hours kCertificateLifetime{24 * 365 * 2};

/// What an issuer remembers of one invitation until it is used.
struct Kept {
    std::string text;
    std::string name;
    std::string function;
};

Result<std::vector<Kept>> readKept(engine::Replica& issuer) {
    VB_TRY(const auto stored, issuer.store().meta().get(kInvitations));
    std::vector<Kept> kept;
    if (!stored)
        return kept;
    const auto list = json::parse(stored->begin(), stored->end(), nullptr, false);
    if (!list.is_array())
        return fail(Code::Corrupt, "the list of invitations");
    for (const auto& one : list)
        kept.push_back({one.value("text", ""), one.value("name", ""), one.value("function", "")});
    return kept;
}

Result<void> keep(engine::Replica& issuer, const std::vector<Kept>& kept) {
    auto list = json::array();
    for (const Kept& one : kept)
        list.push_back({{"text", one.text}, {"name", one.name}, {"function", one.function}});
    VB_TRY(auto transaction, issuer.store().beginDurable());
    VB_TRY_VOID(issuer.store().meta().put(kInvitations, asBytes(list.dump())));
    return transaction.commit();
}

Result<const membership::HubBody*> hubOf(engine::Replica& replica) {
    const auto& house = replica.directory().house();
    const auto* hub = house.hub(house.size());
    if (hub == nullptr)
        return fail(Code::NotFound, "eerst synchroniseren: de hub van dit huis is nog onbekend");
    return hub;
}

Result<void> syncOrFail(Workplace& place) {
    const auto trouble = place.sync();
    if (trouble == engine::SyncTrouble::None)
        return {};
    return fail(trouble == engine::SyncTrouble::Unreachable ? Code::Unavailable : Code::Refused,
                place.whyNot());
}

/// Nothing of one that the directory does not know. Who only issues has no push-only key.
std::optional<issuance::DevicePublicKeys> keysOf(engine::Replica& replica, const DeviceId& id) {
    const auto& house = replica.directory().house();
    if (const auto* device = house.device(id))
        return issuance::DevicePublicKeys{id, device->signingKey, device->boxKey, device->pushKey};
    if (const auto* issuer = house.issuer(id))
        return issuance::DevicePublicKeys{id, issuer->signingKey, issuer->boxKey, {}};
    return std::nullopt;
}

Result<std::string> numberBetween(engine::Replica& replica, const DeviceId& other,
                                  const issuance::DevicePublicKeys& keys) {
    const auto others = keysOf(replica, other);
    if (!others)
        return fail(Code::NotFound, "device " + other.hex());
    return issuance::safetyNumber(replica.identity().house, *others, keys);
}

/// Nothing while nobody has asked, and of a message that was not made with the invitation.
std::optional<issuance::EnrolmentRequest> requestIn(const std::optional<Bytes>& message,
                                                    const issuance::Invitation& invitation) {
    if (!message)
        return std::nullopt;
    auto request = issuance::openRequest(invitation, *message);
    return request ? std::optional(std::move(request).value()) : std::nullopt;
}

/// Those of them that this device was not allowed to give.
Result<model::RoleSet> giveRoles(engine::Replica& replica, const membership::Affiliation& holder,
                                 model::RoleSet roles) {
    model::RoleSet notGiven;
    for (const auto role :
         {model::Role::Procesregisseur, model::Role::Informatievoorziening, model::Role::Notulist,
          model::Role::OmMedewerker, model::Role::Manager}) {
        if (!roles.has(role))
            continue;
        const auto given = bridge::giveRole(replica, std::nullopt, holder, role);
        if (!given && given.error().code != Code::Refused)
            return Unexpected(given.error());
        if (!given)
            notGiven.add(role);
    }
    return notGiven;
}

/// Certificate, role statements and the worker's name go into the outbox; the answer is returned.
struct Prepared {
    issuance::Approval approval;
    Approved shown;
    Digest256 mailbox;
};

Result<Prepared> prepare(Workplace& issuer, issuance::Invitation invitation,
                         const issuance::EnrolmentRequest& request, const Kept& kept) {
    auto& replica = issuer.replica();
    const auto& identity = replica.identity();
    const auto prefix = membership::wholeDirectory(replica.directory().house());
    const Instant now = replica.hubNow();
    const auto context =
        issuance::signingContext(prefix, identity.device, identity.signingKey, now);
    const auto holder = invitation.holder;
    const auto roles = invitation.roles;
    const Digest256 mailbox = issuance::mailboxAddress(invitation);
    VB_TRY(auto approval, issuance::approve(context, std::move(invitation), request,
                                            {now, now + kCertificateLifetime}));
    VB_TRY_VOID(replica.queueStatement(approval.certificate));
    VB_TRY(const auto notGiven, giveRoles(replica, holder, roles));
    VB_TRY_VOID(
        bridge::introduce(replica, {holder.worker, kept.name, kept.function, holder.organisation}));
    VB_TRY(auto number, numberBetween(replica, identity.device, request.keys));
    Approved shown{kept.name, request.keys.device, std::move(number), notGiven};
    return Prepared{std::move(approval), std::move(shown), mailbox};
}

} // namespace

// ---- The issuer

Result<std::string> invite(Workplace& issuer, const InvitationWish& wish) {
    auto& replica = issuer.replica();
    const auto& owner = issuer.owner();
    VB_TRY(const auto* hub, hubOf(replica));
    issuance::InvitationPlan plan;
    plan.house = owner.house;
    plan.rootFingerprint = owner.rootFingerprint;
    plan.hubAddress = owner.hub.address;
    plan.hubPin = hub->tlsPin;
    plan.holder = {wish.worker ? *wish.worker : issuer.around().random.makeId<WorkerId>(),
                   owner.holder.organisation};
    plan.roles = wish.roles;
    plan.expires = replica.hubNow() + wish.lifetime;
    VB_TRY(const auto invitation, issuance::invite(std::move(plan)));
    const std::string text = issuance::invitationText(invitation);

    VB_TRY(auto kept, readKept(replica));
    kept.push_back({text, wish.name, wish.function});
    VB_TRY_VOID(keep(replica, kept));
    HubRequests requests(owner.hub);
    VB_TRY_VOID(requests.openSession(replica.identity(), issuer.around().random));
    VB_TRY_VOID(requests.putMail(issuance::mailboxAddress(invitation), kNotice,
                                 issuance::sealNotice(invitation)));
    return text;
}

Result<std::vector<OpenInvitation>> openInvitations(Workplace& issuer) {
    VB_TRY(const auto kept, readKept(issuer.replica()));
    HubRequests requests(issuer.owner().hub);
    std::vector<OpenInvitation> open;
    for (const Kept& one : kept) {
        VB_TRY(const auto invitation, issuance::parseInvitation(one.text));
        VB_TRY(const auto message, requests.mail(issuance::mailboxAddress(invitation), kRequest));
        const bool isAnswered = requestIn(message, invitation).has_value();
        open.push_back({one.name, one.function, invitation.expires, isAnswered,
                        message.has_value() && !isAnswered});
    }
    return open;
}

Result<std::vector<Approved>> approveAll(Workplace& issuer) {
    auto& replica = issuer.replica();
    VB_TRY(const auto kept, readKept(replica));
    HubRequests requests(issuer.owner().hub);
    std::vector<Kept> left;
    std::vector<Prepared> prepared;
    for (const Kept& one : kept) {
        VB_TRY(auto invitation, issuance::parseInvitation(one.text));
        if (invitation.expires <= replica.hubNow())
            continue;
        VB_TRY(const auto message, requests.mail(issuance::mailboxAddress(invitation), kRequest));
        const auto request = requestIn(message, invitation);
        if (!request) {
            left.push_back(one);
            continue;
        }
        VB_TRY(auto done, prepare(issuer, std::move(invitation), *request, one));
        prepared.push_back(std::move(done));
    }
    // Used up before anything is sent: an invitation certifies one device, whatever happens next.
    VB_TRY_VOID(keep(replica, left));
    std::vector<Approved> approved;
    if (prepared.empty())
        return approved;
    VB_TRY_VOID(syncOrFail(issuer));
    VB_TRY_VOID(requests.openSession(issuer.replica().identity(), issuer.around().random));
    for (auto& one : prepared) {
        VB_TRY_VOID(requests.putMail(one.mailbox, kAnswer, one.approval.answer));
        approved.push_back(std::move(one.shown));
    }
    // The certificates are in force now: the keys of the house's own case go to the new devices.
    VB_TRY_VOID(syncOrFail(issuer));
    return approved;
}

// ---- The new device

Result<std::unique_ptr<bridge::WorkerStore>> enrol(Surroundings& around,
                                                   const std::filesystem::path& directory,
                                                   const crypto::SecretBytes& passphrase,
                                                   std::string_view invitationText,
                                                   const std::string& pet) {
    VB_TRY(const auto invitation, issuance::parseInvitation(invitationText));
    const bridge::HubPlace hub{invitation.hubAddress, invitation.hubPin};
    HubRequests requests(hub);
    const Digest256 mailbox = issuance::mailboxAddress(invitation);
    VB_TRY(const auto notice, requests.mail(mailbox, kNotice));
    if (!notice)
        return fail(Code::NotFound, "de hub kent deze uitnodiging niet (meer)");
    VB_TRY_VOID(issuance::openNotice(invitation, *notice));

    const auto keys = issuance::DeviceKeys::generate();
    bridge::StoreOwner owner{invitation.house, invitation.holder, invitation.rootFingerprint, hub,
                             pet};
    VB_TRY(auto store, bridge::WorkerStore::create(directory, passphrase, owner, keys,
                                                   around.random, around.cost));
    {
        VB_TRY(auto contents, store->contents());
        VB_TRY(auto transaction, contents.store.beginDurable());
        VB_TRY_VOID(contents.store.meta().put(kOwnInvitation, asBytes(invitationText)));
        VB_TRY_VOID(transaction.commit());
    }
    VB_TRY_VOID(requests.putMail(
        mailbox, kRequest, issuance::sealRequest(invitation, keys, {protocol::kEnvelopeFormat})));
    return store;
}

Result<bool> isWaiting(engine::Replica& replica) {
    VB_TRY(const auto stored, replica.store().meta().get(kOwnInvitation));
    return stored && !stored->empty();
}

Result<bool> finishEnrolment(Workplace& device) {
    auto& replica = device.replica();
    VB_TRY(const auto stored, replica.store().meta().get(kOwnInvitation));
    if (!stored || stored->empty())
        return true;
    VB_TRY(const auto invitation, issuance::parseInvitation(asText(*stored)));
    HubRequests requests(device.owner().hub);
    VB_TRY(const auto answer, requests.mail(issuance::mailboxAddress(invitation), kAnswer));
    if (!answer)
        return false;
    const auto& identity = replica.identity();
    VB_TRY(const auto push, bridge::readPushKey(replica.outbox()));
    const issuance::DevicePublicKeys keys{identity.device, identity.signingKey.publicKey(),
                                          identity.boxKey.publicKey(), push.publicKey()};
    VB_TRY(const auto certificate, issuance::openAnswer(invitation, keys, *answer));
    VB_TRY(auto transaction, replica.store().beginDurable());
    VB_TRY_VOID(replica.store().meta().put(kCertifiedBy, certificate.signer.view()));
    VB_TRY_VOID(replica.store().meta().put(kOwnInvitation, {}));
    VB_TRY_VOID(transaction.commit());
    return true;
}

Result<std::optional<std::string>> numberToCompare(engine::Replica& replica) {
    VB_TRY(const auto stored, replica.store().meta().get(kCertifiedBy));
    const auto own = keysOf(replica, replica.identity().device);
    if (!stored || !own)
        return std::optional<std::string>();
    VB_TRY(const auto issuer, DeviceId::fromBytes(*stored));
    VB_TRY(auto number, numberBetween(replica, issuer, *own));
    return std::optional(std::move(number));
}

} // namespace vb::ctl
