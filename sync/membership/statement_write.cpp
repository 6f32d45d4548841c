// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/membership/statement.h"

#include "sync/protocol/heads.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/statement.pb.h"
#include "sync/protocol/wire_text.h"

#include <string>

namespace vb::membership {
namespace {

namespace v0 = veldboek::v0;

template <typename Id>
std::string text(const Id& id) {
    return std::string(asText(id.bytes()));
}
/// Absent ids are empty fields.
template <typename Id>
std::string textOrEmpty(const Id& id) {
    return id.isNone() ? std::string() : text(id);
}
std::int64_t millis(const std::optional<Instant>& until) {
    return until ? until->millis : 0;
}

void write(const RootBody& body, v0::Statement& message) {
    auto& out = *message.mutable_root();
    out.set_root_key(text(body.rootKey));
    out.set_successor_commitment(text(body.successorCommitment));
    out.set_recovery_box_key(text(body.recoveryKey));
}

void write(const HubBody& body, v0::Statement& message) {
    auto& out = *message.mutable_hub();
    out.set_signing_key(text(body.signingKey));
    out.set_tls_pin(text(body.tlsPin));
}

template <typename Body, typename Message>
void writeDevice(const Body& body, Message& out) {
    out.set_device(text(body.device));
    out.set_worker(text(body.holder.worker));
    out.set_organisation(body.holder.organisation.value);
    out.set_signing_key(text(body.signingKey));
    out.set_box_key(text(body.boxKey));
    out.set_valid_from_millis(body.period.from.millis);
    out.set_valid_until_millis(millis(body.period.until));
}

void write(const IssuerBody& body, v0::Statement& message) {
    writeDevice(body, *message.mutable_issuer());
    message.mutable_issuer()->set_recovery_box_key(text(body.recoveryKey));
}

void write(const DeviceBody& body, v0::Statement& message) {
    auto& out = *message.mutable_device();
    writeDevice(body, out);
    out.set_push_key(text(body.pushKey));
    for (const std::uint32_t format : body.formats)
        out.add_formats(format);
}

template <typename Message>
void writeCuts(const std::vector<StreamCut>& cuts, Message& out) {
    for (const StreamCut& cut : cuts) {
        auto& written = *out.add_cuts();
        written.set_stream(text(cut.stream));
        written.set_counter(cut.counter);
    }
}

void write(const DeviceEndBody& body, v0::Statement& message) {
    auto& out = *message.mutable_device_end();
    out.set_device(text(body.device));
    out.set_reason(static_cast<std::uint32_t>(body.reason));
    writeCuts(body.cuts, out);
}

void write(const RoleBody& body, v0::Statement& message) {
    auto& out = *message.mutable_role();
    out.set_worker(text(body.holder.worker));
    out.set_organisation(body.holder.organisation.value);
    out.set_role(static_cast<std::uint32_t>(body.role));
    out.set_from_millis(body.period.from.millis);
    out.set_until_millis(millis(body.period.until));
}

void write(const RoleEndBody& body, v0::Statement& message) {
    auto& out = *message.mutable_role_end();
    out.set_worker(text(body.holder.worker));
    out.set_organisation(body.holder.organisation.value);
    out.set_role(static_cast<std::uint32_t>(body.role));
}

void write(const MemberBody& body, v0::Statement& message) {
    auto& out = *message.mutable_member();
    out.set_worker(text(body.member.worker));
    out.set_organisation(body.member.organisation.value);
    out.set_part(static_cast<std::uint32_t>(body.part));
    out.set_observer(body.observer);
    out.set_from_millis(body.period.from.millis);
    out.set_until_millis(millis(body.period.until));
    out.set_without_history(body.withoutHistory);
    out.set_hat(body.hat);
}

void write(const MemberEndBody& body, v0::Statement& message) {
    auto& out = *message.mutable_member_end();
    out.set_worker(text(body.member.worker));
    out.set_organisation(body.member.organisation.value);
    out.set_reason(static_cast<std::uint32_t>(body.reason));
    writeCuts(body.cuts, out);
}

void write(const TransferBody& body, v0::Statement& message) {
    auto& out = *message.mutable_transfer();
    out.set_worker(text(body.giver.worker));
    out.set_organisation(body.giver.organisation.value);
    out.set_hat(body.hat);
    out.set_to_worker(text(body.receiver.worker));
    out.set_to_organisation(body.receiver.organisation.value);
    out.set_part(static_cast<std::uint32_t>(body.part));
    out.set_until_millis(body.until.millis);
}

void write(const AudienceBody& body, v0::Statement& message) {
    auto& out = *message.mutable_audience();
    out.set_salt(text(body.salt));
    for (const Affiliation& who : body.workers) {
        auto& named = *out.add_workers();
        named.set_worker(text(who.worker));
        named.set_organisation(who.organisation.value);
    }
}

void writeBox(const KeyBox& box, v0::KeyBox& out) {
    out.set_recipient(text(box.recipient));
    out.set_box(std::string(asText(box.box)));
}

void write(const EpochBody& body, v0::Statement& message) {
    auto& out = *message.mutable_epoch();
    out.set_audience(text(body.audience.id));
    out.set_level(static_cast<std::uint32_t>(body.audience.level));
    out.set_organisation(body.audience.organisation.value);
    out.set_worker(textOrEmpty(body.audience.worker));
    out.set_epoch(text(body.epoch));
    for (const KeyBox& box : body.boxes)
        writeBox(box, *out.add_boxes());
}

void write(const GrantBody& body, v0::Statement& message) {
    auto& out = *message.mutable_grant();
    out.set_audience(text(body.audience));
    for (const KeyBox& box : body.boxes) {
        auto& written = *out.add_boxes();
        writeBox(box, written);
        written.set_epoch(text(box.epoch));
    }
}

template <typename Body, typename Message>
void writeDropped(const Body& body, Message& out) {
    for (const PartHash& part : body.parts)
        out.add_part_hashes(text(part));
    for (const NamedAttachment& named : body.attachments) {
        auto& written = *out.add_attachments();
        written.set_audience(text(named.audience));
        written.set_address(text(named.address));
    }
}

void write(const WithdrawalBody& body, v0::Statement& message) {
    writeDropped(body, *message.mutable_withdrawal());
}

void write(const PurgeBody& body, v0::Statement& message) {
    auto& out = *message.mutable_purge();
    out.set_whole_case(body.wholeCase);
    writeDropped(body, out);
}

void write(const AdoptionBody& body, v0::Statement& message) {
    for (const ChangesetId& changeset : body.changesets)
        message.mutable_adoption()->add_changesets(text(changeset));
}

void write(const LogGenerationBody& body, v0::Statement& message) {
    auto& out = *message.mutable_log_generation();
    out.set_generation(body.generation);
    out.set_size(body.size);
    out.set_root(text(body.root));
    out.set_previous(body.previous);
    out.set_kept(body.kept);
}

} // namespace

Bytes encodeStatement(const Statement& draft) {
    v0::Statement message;
    message.set_suite(protocol::kSuite);
    message.set_house(text(draft.house));
    message.set_case_id(textOrEmpty(draft.caseId));
    message.set_signer(textOrEmpty(draft.signer));
    protocol::writeDirectoryHead(draft.basedOn, *message.mutable_based_on());
    message.set_made_at_millis(draft.madeAt.millis);
    message.set_note_hash(textOrEmpty(draft.note));
    std::visit([&](const auto& body) { write(body, message); }, draft.body);
    return protocol::serialise(message);
}

Bytes encodeSignedStatement(const SignedStatement& statement) {
    v0::SignedStatement message;
    message.set_statement(std::string(asText(statement.statement)));
    message.set_signature(text(statement.signature));
    return protocol::serialise(message);
}

} // namespace vb::membership
