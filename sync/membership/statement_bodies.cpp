// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/base/hybrid_clock.h"
#include "sync/membership/statement_fields.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/statement.pb.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace vb::membership {
namespace {

namespace v0 = veldboek::v0;

/// Where a body stands: its rules of form need the house and the case.
struct Place {
    HouseId house;
    CaseId caseId;
};

Result<OrganisationCode> readOrganisation(std::uint32_t code) {
    if (code == 0 || code > std::numeric_limits<std::uint16_t>::max())
        return fail(Code::InvalidInput, "organisation code in a statement");
    return OrganisationCode{static_cast<std::uint16_t>(code)};
}

Result<Affiliation> readAffiliation(const std::string& worker, std::uint32_t organisation) {
    Affiliation who;
    VB_TRY(who.worker, readId<WorkerId>(worker));
    VB_TRY(who.organisation, readOrganisation(organisation));
    return who;
}

Result<Period> readPeriod(std::int64_t from, std::int64_t until) {
    if (from < 0 || until < 0 || from > kMaxStampMillis || until > kMaxStampMillis)
        return fail(Code::InvalidInput, "moment out of range in a statement");
    if (until != 0 && until <= from)
        return fail(Code::InvalidInput, "period that ends before it begins");
    Period period{{from}, std::nullopt};
    if (until != 0)
        period.until = Instant{until};
    return period;
}

/// Lists are ascending and without duplicates: one fact has one encoding, and searching is cheap.
template <typename T, typename Key>
Result<void> checkAscending(const std::vector<T>& list, Key key) {
    const auto notBefore = [&](const T& left, const T& right) { return !(key(left) < key(right)); };
    if (std::adjacent_find(list.begin(), list.end(), notBefore) != list.end())
        return fail(Code::InvalidInput, "list out of order in a statement");
    return {};
}
template <typename T>
Result<void> checkAscending(const std::vector<T>& list) {
    return checkAscending(list, [](const T& item) -> const T& { return item; });
}

Result<void> checkCount(int count, std::size_t limit) {
    if (static_cast<std::size_t>(count) > limit)
        return fail(Code::TooLarge, "list in a statement");
    return {};
}

template <typename Id, typename Fields>
Result<std::vector<Id>> readIds(const Fields& fields, std::size_t limit) {
    VB_TRY_VOID(checkCount(fields.size(), limit));
    std::vector<Id> ids;
    ids.reserve(static_cast<std::size_t>(fields.size()));
    for (const std::string& field : fields) {
        VB_TRY(const Id id, readId<Id>(field));
        ids.push_back(id);
    }
    VB_TRY_VOID(checkAscending(ids));
    return ids;
}

Result<StatementBody> read(const v0::RootBody& message, const Place&) {
    RootBody body;
    VB_TRY(body.rootKey, readKey<crypto::SigningPublicKey>(message.root_key()));
    VB_TRY(body.successorCommitment, readId<Digest256>(message.successor_commitment()));
    VB_TRY(body.recoveryKey, readKey<crypto::BoxPublicKey>(message.recovery_box_key()));
    return StatementBody(body);
}

Result<StatementBody> read(const v0::HubBody& message, const Place&) {
    HubBody body;
    VB_TRY(body.signingKey, readKey<crypto::SigningPublicKey>(message.signing_key()));
    VB_TRY(body.tlsPin, readId<Digest256>(message.tls_pin()));
    return StatementBody(body);
}

/// What issuer and device statements share.
template <typename Message, typename Body>
Result<void> readDevice(const Message& message, const Place& place, Body& body) {
    VB_TRY(body.device, readId<DeviceId>(message.device()));
    VB_TRY(body.holder, readAffiliation(message.worker(), message.organisation()));
    VB_TRY(body.signingKey, readKey<crypto::SigningPublicKey>(message.signing_key()));
    VB_TRY(body.boxKey, readKey<crypto::BoxPublicKey>(message.box_key()));
    VB_TRY(body.period, readPeriod(message.valid_from_millis(), message.valid_until_millis()));
    if (body.device != deviceId(place.house, body.signingKey))
        return fail(Code::InvalidInput, "device id that is not its key's");
    if (!body.period.until)
        return fail(Code::InvalidInput, "certificate without an end");
    return {};
}

Result<StatementBody> read(const v0::IssuerBody& message, const Place& place) {
    IssuerBody body;
    VB_TRY_VOID(readDevice(message, place, body));
    VB_TRY(body.recoveryKey, readKey<crypto::BoxPublicKey>(message.recovery_box_key()));
    return StatementBody(body);
}

Result<StatementBody> read(const v0::DeviceBody& message, const Place& place) {
    DeviceBody body;
    VB_TRY_VOID(readDevice(message, place, body));
    VB_TRY(body.pushKey, readKey<crypto::SigningPublicKey>(message.push_key()));
    VB_TRY_VOID(checkCount(message.formats_size(), protocol::kMaxCertificateFormats));
    body.formats.assign(message.formats().begin(), message.formats().end());
    VB_TRY_VOID(checkAscending(body.formats));
    return StatementBody(body);
}

Result<EndReason> readReason(std::uint32_t reason) {
    if (reason == 0)
        return fail(Code::InvalidInput, "end without a reason");
    if (reason > static_cast<std::uint32_t>(EndReason::LostDevice))
        return fail(Code::TooNew, "reason of an end");
    return static_cast<EndReason>(reason);
}

template <typename Message>
Result<std::vector<StreamCut>> readCuts(const Message& message, EndReason reason) {
    VB_TRY_VOID(checkCount(message.cuts_size(), protocol::kMaxStreamCuts));
    if (message.cuts_size() > 0 && !cutsStreams(reason))
        return fail(Code::InvalidInput, "cuts without cause");
    std::vector<StreamCut> cuts;
    cuts.reserve(static_cast<std::size_t>(message.cuts_size()));
    for (const v0::StreamCut& cut : message.cuts()) {
        VB_TRY(const StreamId stream, readId<StreamId>(cut.stream()));
        if (cut.counter() > protocol::kMaxCounter)
            return fail(Code::InvalidInput, "counter of a cut");
        cuts.push_back({stream, cut.counter()});
    }
    VB_TRY_VOID(checkAscending(cuts, [](const StreamCut& cut) { return cut.stream; }));
    return cuts;
}

Result<StatementBody> read(const v0::DeviceEndBody& message, const Place&) {
    DeviceEndBody body;
    VB_TRY(body.device, readId<DeviceId>(message.device()));
    VB_TRY(body.reason, readReason(message.reason()));
    VB_TRY(body.cuts, readCuts(message, body.reason));
    return StatementBody(std::move(body));
}

Result<model::Role> readRole(std::uint32_t role) {
    if (role == 0)
        return fail(Code::InvalidInput, "statement about no role");
    if (role > static_cast<std::uint32_t>(model::Role::Manager))
        return fail(Code::TooNew, "role in a statement");
    return static_cast<model::Role>(role);
}

Result<StatementBody> read(const v0::RoleBody& message, const Place&) {
    RoleBody body;
    VB_TRY(body.holder, readAffiliation(message.worker(), message.organisation()));
    VB_TRY(body.role, readRole(message.role()));
    VB_TRY(body.period, readPeriod(message.from_millis(), message.until_millis()));
    return StatementBody(body);
}

Result<StatementBody> read(const v0::RoleEndBody& message, const Place&) {
    RoleEndBody body;
    VB_TRY(body.holder, readAffiliation(message.worker(), message.organisation()));
    VB_TRY(body.role, readRole(message.role()));
    return StatementBody(body);
}

Result<CarePart> readPart(std::uint32_t part) {
    if (part > static_cast<std::uint32_t>(CarePart::Zorg))
        return fail(Code::TooNew, "part of a member");
    return static_cast<CarePart>(part);
}

Result<std::uint16_t> readHat(std::uint32_t hat) {
    if (hat > std::numeric_limits<std::uint16_t>::max())
        return fail(Code::InvalidInput, "hat of a member");
    return static_cast<std::uint16_t>(hat);
}

Result<StatementBody> read(const v0::MemberBody& message, const Place&) {
    MemberBody body;
    VB_TRY(body.member, readAffiliation(message.worker(), message.organisation()));
    VB_TRY(body.period, readPeriod(message.from_millis(), message.until_millis()));
    VB_TRY(body.part, readPart(message.part()));
    VB_TRY(body.hat, readHat(message.hat()));
    body.observer = message.observer();
    body.withoutHistory = message.without_history();
    return StatementBody(body);
}

Result<StatementBody> read(const v0::MemberEndBody& message, const Place&) {
    MemberEndBody body;
    VB_TRY(body.member, readAffiliation(message.worker(), message.organisation()));
    VB_TRY(body.reason, readReason(message.reason()));
    VB_TRY(body.cuts, readCuts(message, body.reason));
    return StatementBody(std::move(body));
}

Result<StatementBody> read(const v0::TransferBody& message, const Place&) {
    TransferBody body;
    VB_TRY(body.giver, readAffiliation(message.worker(), message.organisation()));
    VB_TRY(body.receiver, readAffiliation(message.to_worker(), message.to_organisation()));
    if (body.giver == body.receiver)
        return fail(Code::InvalidInput, "transfer to who has the place");
    VB_TRY(body.part, readPart(message.part()));
    VB_TRY(body.hat, readHat(message.hat()));
    if (message.until_millis() <= 0 || message.until_millis() > kMaxStampMillis)
        return fail(Code::InvalidInput, "end of who gives a place");
    body.until = Instant{message.until_millis()};
    return StatementBody(body);
}

Result<StatementBody> read(const v0::AudienceBody& message, const Place&) {
    AudienceBody body;
    VB_TRY(body.salt, readId<AudienceSalt>(message.salt()));
    VB_TRY_VOID(checkCount(message.workers_size(), protocol::kMaxNamedWorkers));
    for (const v0::NamedWorker& named : message.workers()) {
        VB_TRY(const Affiliation who, readAffiliation(named.worker(), named.organisation()));
        body.workers.push_back(who);
    }
    VB_TRY_VOID(checkAscending(body.workers));
    return StatementBody(std::move(body));
}

/// The audience as the message defines it; its id must follow from the definition. That of named
/// persons follows from a declaration, which only the log knows.
Result<Audience> readAudience(const v0::EpochBody& message, const Place& place) {
    VB_TRY(const AudienceId id, readId<AudienceId>(message.audience()));
    if (message.level() == 0)
        return fail(Code::InvalidInput, "audience without a level");
    if (message.level() > static_cast<std::uint32_t>(Level::GenoemdePersonen))
        return fail(Code::TooNew, "level of an audience");
    const auto level = static_cast<Level>(message.level());
    Audience audience{id, level, {}, {}};
    if (level == Level::EigenWerkaantekening) {
        VB_TRY(const Affiliation who, readAffiliation(message.worker(), message.organisation()));
        audience = ownNote(place.house, place.caseId, who);
    } else if (level == Level::EigenOrganisatie) {
        VB_TRY(const OrganisationCode code, readOrganisation(message.organisation()));
        audience = ownOrganisation(place.house, place.caseId, code);
    } else if (level != Level::GenoemdePersonen) {
        audience = wholeLevel(place.house, place.caseId, level);
    }
    const bool fits = audience.id == id && message.organisation() == audience.organisation.value &&
                      message.worker().empty() == audience.worker.isNone();
    if (!fits)
        return fail(Code::InvalidInput, "audience id that does not follow from its definition");
    return audience;
}

template <typename Message>
Result<std::vector<KeyBox>> readBoxes(const Message& message, const EpochId* common) {
    VB_TRY_VOID(checkCount(message.boxes_size(), protocol::kMaxKeyBoxes));
    if (message.boxes_size() == 0)
        return fail(Code::InvalidInput, "epoch key for nobody");
    std::vector<KeyBox> boxes;
    boxes.reserve(static_cast<std::size_t>(message.boxes_size()));
    for (const v0::KeyBox& box : message.boxes()) {
        KeyBox read;
        VB_TRY(read.recipient, readId<Digest256>(box.recipient()));
        if (common && !box.epoch().empty())
            return fail(Code::InvalidInput, "epoch named twice");
        if (common) {
            read.epoch = *common;
        } else {
            VB_TRY(read.epoch, readId<EpochId>(box.epoch()));
        }
        if (box.box().empty() || box.box().size() > protocol::kMaxKeyBoxBytes)
            return fail(Code::InvalidInput, "size of a key box");
        read.box = toBytes(asBytes(box.box()));
        boxes.push_back(std::move(read));
    }
    VB_TRY_VOID(checkAscending(
        boxes, [](const KeyBox& box) { return std::pair(box.recipient, box.epoch); }));
    return boxes;
}

Result<StatementBody> read(const v0::EpochBody& message, const Place& place) {
    EpochBody body;
    VB_TRY(body.audience, readAudience(message, place));
    VB_TRY(body.epoch, readId<EpochId>(message.epoch()));
    VB_TRY(body.boxes, readBoxes(message, &body.epoch));
    return StatementBody(std::move(body));
}

Result<StatementBody> read(const v0::GrantBody& message, const Place&) {
    GrantBody body;
    VB_TRY(body.audience, readId<AudienceId>(message.audience()));
    VB_TRY(body.boxes, readBoxes(message, nullptr));
    return StatementBody(std::move(body));
}

template <typename Fields>
Result<std::vector<NamedAttachment>> readAttachments(const Fields& fields) {
    VB_TRY_VOID(checkCount(fields.size(), protocol::kMaxStatementHashes));
    std::vector<NamedAttachment> attachments;
    attachments.reserve(static_cast<std::size_t>(fields.size()));
    for (const auto& field : fields) {
        NamedAttachment named;
        VB_TRY(named.audience, readId<AudienceId>(field.audience()));
        VB_TRY(named.address, readId<AttachmentId>(field.address()));
        attachments.push_back(named);
    }
    VB_TRY_VOID(checkAscending(attachments));
    return attachments;
}

Result<StatementBody> read(const v0::WithdrawalBody& message, const Place&) {
    WithdrawalBody body;
    VB_TRY(body.parts, readIds<PartHash>(message.part_hashes(), protocol::kMaxStatementHashes));
    VB_TRY(body.attachments, readAttachments(message.attachments()));
    if (body.parts.empty() && body.attachments.empty())
        return fail(Code::InvalidInput, "withdrawal of nothing");
    return StatementBody(std::move(body));
}

Result<StatementBody> read(const v0::PurgeBody& message, const Place&) {
    PurgeBody body;
    VB_TRY(body.parts, readIds<PartHash>(message.part_hashes(), protocol::kMaxStatementHashes));
    VB_TRY(body.attachments, readAttachments(message.attachments()));
    body.wholeCase = message.whole_case();
    if (body.wholeCase != (body.parts.empty() && body.attachments.empty()))
        return fail(Code::InvalidInput, "purge of nothing, or of parts and their case");
    return StatementBody(std::move(body));
}

Result<StatementBody> read(const v0::AdoptionBody& message, const Place&) {
    AdoptionBody body;
    VB_TRY(body.changesets,
           readIds<ChangesetId>(message.changesets(), protocol::kMaxStatementHashes));
    if (body.changesets.empty())
        return fail(Code::InvalidInput, "adoption of nothing");
    return StatementBody(std::move(body));
}

Result<StatementBody> read(const v0::LogGenerationBody& message, const Place&) {
    LogGenerationBody body;
    if (message.generation() < 2 || message.generation() > kMaxLogGeneration)
        return fail(Code::InvalidInput, "number of a log generation");
    if (message.size() == 0 || message.size() > protocol::kMaxLogPosition)
        return fail(Code::InvalidInput, "size of the head restored to");
    if (message.previous() == 0 || message.previous() >= message.generation())
        return fail(Code::InvalidInput, "generation that a log generation follows");
    if (message.kept() > message.size())
        return fail(Code::InvalidInput, "more kept than the head restored to has");
    body.generation = message.generation();
    body.size = message.size();
    body.previous = message.previous();
    body.kept = message.kept();
    VB_TRY(body.root, readId<Digest256>(message.root()));
    return StatementBody(body);
}

} // namespace

Result<StatementBody> readBody(const veldboek::v0::Statement& message, HouseId house,
                               CaseId caseId) {
    const Place place{house, caseId};
    switch (message.body_case()) {
    case v0::Statement::kRoot:
        return read(message.root(), place);
    case v0::Statement::kHub:
        return read(message.hub(), place);
    case v0::Statement::kIssuer:
        return read(message.issuer(), place);
    case v0::Statement::kDevice:
        return read(message.device(), place);
    case v0::Statement::kDeviceEnd:
        return read(message.device_end(), place);
    case v0::Statement::kRole:
        return read(message.role(), place);
    case v0::Statement::kRoleEnd:
        return read(message.role_end(), place);
    case v0::Statement::kMember:
        return read(message.member(), place);
    case v0::Statement::kMemberEnd:
        return read(message.member_end(), place);
    case v0::Statement::kAudience:
        return read(message.audience(), place);
    case v0::Statement::kEpoch:
        return read(message.epoch(), place);
    case v0::Statement::kGrant:
        return read(message.grant(), place);
    case v0::Statement::kWithdrawal:
        return read(message.withdrawal(), place);
    case v0::Statement::kPurge:
        return read(message.purge(), place);
    case v0::Statement::kAdoption:
        return read(message.adoption(), place);
    case v0::Statement::kTransfer:
        return read(message.transfer(), place);
    case v0::Statement::kLogGeneration:
        return read(message.log_generation(), place);
    case v0::Statement::BODY_NOT_SET:
        break;
    }
    return fail(Code::InvalidInput, "statement that says nothing");
}

} // namespace vb::membership
