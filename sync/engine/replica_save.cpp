// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/replica_sealing.h"
#include "sync/envelope/content_codec.h"
#include "sync/envelope/seal.h"
#include "sync/envelope/stream_signing.h"
#include "sync/issuance/epoch_keys.h"
#include "sync/membership/readers.h"
#include "sync/protocol/limits.h"

#include <algorithm>

namespace vb::engine {

store::OutboxItem statementItem(const membership::Statement& statement) {
    store::OutboxItem item;
    item.kind = store::OutboxKind::Statement;
    item.id = Digest256(statement.id.bytes());
    item.content = membership::encodeSignedStatement(statement.sent);
    return item;
}

Result<membership::Audience> Replica::audienceOf(const Entry& entry) {
    const HouseId house = m_identity.house;
    switch (entry.level) {
    case membership::Level::EigenWerkaantekening:
        return membership::ownNote(house, entry.caseId, m_identity.holder);
    case membership::Level::EigenOrganisatie:
        return membership::ownOrganisation(house, entry.caseId, m_identity.holder.organisation);
    case membership::Level::Casusteam:
    case membership::Level::Zorgdeel:
    case membership::Level::Strafdeel:
        return membership::wholeLevel(house, entry.caseId, entry.level);
    case membership::Level::GenoemdePersonen:
        break;
    }
    VB_TRY(const auto prefix, m_directory->prefix(entry.caseId));
    const auto named = membership::findAudience(prefix, entry.audience);
    if (!named)
        return fail(Code::NotFound, "audience " + entry.audience.hex());
    return *named;
}

namespace {

bool isWithin(const membership::DirectoryPrefix& prefix, const DirectoryHead& head) {
    return head.house.size <= prefix.houseSize && head.caseLog.size <= prefix.caseSize;
}

} // namespace

/// Makes sure that there is an epoch of `audience` that this device may seal under, and opens a new
/// one when there is none: after a removal, after a member came in, or at the very first entry.
Result<void> Replica::prepareEpoch(const membership::Audience& audience, const CaseId& caseId,
                                   Sealing& sealing) {
    VB_TRY(const auto prefix, m_directory->prefix(caseId));
    const Instant now = hubNow();
    VB_TRY(const auto usable, heldSealingEpoch(prefix, audience.id));
    if (usable)
        return {};
    const auto recipients = membership::recipients(prefix, audience, now);
    std::set<Digest256> wanted;
    for (const auto& recipient : recipients)
        wanted.insert(recipient.id);
    // With the power the directory may have gone back to before what one was based on; and a case
    // that left takes the key along.
    const auto pending = m_pendingEpochs.find(audience.id);
    if (pending != m_pendingEpochs.end() && pending->second.back().recipients == wanted &&
        isWithin(prefix, pending->second.back().basedOn)) {
        VB_TRY(const bool held, m_keys.holds(pending->second.back().epoch));
        if (held)
            return {};
    }

    VB_TRY(auto opened, issuance::openEpoch(issuance::signingContext(prefix, m_identity.device,
                                                                     m_identity.signingKey, now),
                                            audience));
    const auto* body = opened.statement.as<membership::EpochBody>();
    VB_CHECK(body != nullptr);
    Sealing::NewEpoch made{
        audience.id, caseId, {opened.epoch, opened.statement.basedOn, wanted}, {}};
    for (const auto& box : body->boxes) {
        if (box.recipient == Digest256(m_identity.device.bytes()))
            made.ownBox = box.box;
    }
    sealing.items.push_back(statementItem(opened.statement));
    m_keys.remember(opened.epoch, std::move(opened.key));
    m_pendingEpochs[audience.id].push_back(made.pending);
    sealing.epochs.push_back(std::move(made));
    return {};
}

Result<membership::Statement> Replica::sign(const CaseId& caseId, membership::StatementBody body) {
    VB_TRY(const auto prefix, m_directory->prefix(caseId));
    return issuance::sign(
        issuance::signingContext(prefix, m_identity.device, m_identity.signingKey, hubNow()),
        std::move(body));
}

Result<membership::Statement> Replica::signAboutHouse(membership::StatementBody body) {
    const auto prefix = membership::wholeDirectory(m_directory->house());
    return issuance::sign(
        issuance::signingContext(prefix, m_identity.device, m_identity.signingKey, hubNow()),
        std::move(body));
}

/// The newest numbered epoch that this device may seal under and has the key of.
Result<std::optional<EpochId>> Replica::heldSealingEpoch(const membership::DirectoryPrefix& prefix,
                                                         const AudienceId& audience) {
    for (const EpochId& epoch : membership::sealingEpochs(prefix, audience, hubNow())) {
        VB_TRY(const bool held, m_keys.holds(epoch));
        if (held)
            return std::optional<EpochId>(epoch);
    }
    return std::optional<EpochId>{};
}

/// The epoch to seal under, once prepareEpoch() has seen to it.
Result<EpochId> Replica::currentEpoch(const AudienceId& audience, const CaseId& caseId) {
    VB_TRY(const auto prefix, m_directory->prefix(caseId));
    VB_TRY(const auto usable, heldSealingEpoch(prefix, audience));
    if (usable)
        return *usable;
    const auto pending = m_pendingEpochs.find(audience);
    VB_CHECK(pending != m_pendingEpochs.end());
    return pending->second.back().epoch;
}

Result<store::StreamRow> Replica::nextInStream(const AudienceId& audience, Sealing& sealing) {
    const StreamId id =
        membership::streamId(m_identity.house, m_identity.device, m_identity.incarnation, audience);
    const auto moved = sealing.streams.find(id);
    if (moved != sealing.streams.end())
        return moved->second;
    VB_TRY(auto stored, m_store.streams().find(id));
    VB_TRY(const auto left, m_store.streams().remembered(id));
    if (stored && (!left || left->counter <= stored->counter))
        return std::move(*stored);
    auto fresh = left.value_or(store::StreamRow());
    fresh.stream = id;
    fresh.audience = audience;
    fresh.device = m_identity.device;
    fresh.incarnation = m_identity.incarnation;
    return fresh;
}

Result<envelope::SealContext> Replica::sealContext(const CaseId& caseId, const AudienceId& audience,
                                                   bool bulk, const store::StreamRow& stream) {
    VB_TRY(const auto epoch, currentEpoch(audience, caseId));
    VB_TRY(const auto* key, m_keys.key(epoch, audience));
    VB_TRY(const auto directory, m_directory->head(caseId));
    envelope::StreamPosition position{stream.stream, stream.counter + 1, std::nullopt};
    if (stream.counter > 0)
        position.previous = stream.head;
    return envelope::SealContext{
        m_identity.house, caseId,    audience, epoch, *key,
        position,         directory, 0,        bulk,  witnessFor(audience, bulk, directory.house)};
}

/// Signs the stream's new head and lines the envelope up for the outbox and the store.
void Replica::keepSealed(const envelope::SealedEnvelope& sealed, const CaseId& caseId,
                         store::StreamRow stream, store::EnvelopeRow row,
                         std::vector<store::PartRow> parts, Sealing& sealing) {
    stream.counter += 1;
    stream.head = sealed.id;
    const membership::StreamHead head{stream.stream,   stream.device,  stream.incarnation,
                                      stream.audience, stream.counter, stream.head};
    stream.signedHead = membership::encodeSignedStreamHead(
        envelope::signStreamHead(m_identity.house, head, m_identity.signingKey));
    row.id = sealed.id;
    row.audience = stream.audience;
    row.stream = stream.stream;
    row.counter = stream.counter;
    row.author = m_identity.holder.worker;
    row.organisation = m_identity.holder.organisation;
    row.sealed = sealed.encode();

    store::OutboxItem item;
    item.kind = store::OutboxKind::Envelope;
    item.id = Digest256(sealed.id.bytes());
    item.content = row.sealed;
    item.head = stream.signedHead;
    item.stream = stream.stream;
    item.counter = stream.counter;
    sealing.items.push_back(std::move(item));
    sealing.streams[stream.stream] = stream;
    sealing.envelopes.push_back({std::move(row), caseId, std::move(parts), std::move(stream)});
}

Result<void> Replica::sealChangeset(const model::Changeset& changeset,
                                    const envelope::SealContext& context, store::StreamRow stream,
                                    Sealing& sealing) {
    VB_TRY(auto sealed, envelope::seal(m_packer, changeset, context));
    store::EnvelopeRow row;
    row.kind = static_cast<std::uint8_t>(membership::EnvelopeKind::Changeset);
    row.hat = changeset.hat;
    row.stamp = changeset.stamp;
    VB_TRY(row.roles, ownRoles(changeset.caseId));
    std::vector<store::PartRow> parts;
    const envelope::Frame frame{changeset.hat, changeset.stamp, std::nullopt, {}};
    for (std::size_t i = 0; i < changeset.parts.size(); ++i) {
        VB_TRY(auto content, envelope::encodePart(frame, changeset.parts[i]));
        parts.push_back({static_cast<std::uint16_t>(i), changeset.parts[i].type,
                         changeset.parts[i].record, std::move(content),
                         model::attachmentsOf(changeset.parts[i])});
    }
    keepSealed(sealed, changeset.caseId, std::move(stream), std::move(row), std::move(parts),
               sealing);
    return {};
}

Result<void> Replica::sealAcknowledgementOf(const store::AudienceRow& row,
                                            const membership::Audience& audience,
                                            Sealing& sealing) {
    VB_TRY_VOID(prepareEpoch(audience, row.caseId, sealing));
    envelope::Acknowledgement acknowledgement;
    acknowledgement.frame.hat = m_identity.hat;
    VB_TRY(acknowledgement.frame.stamp, m_clock.tick());
    VB_TRY(const auto streams, m_store.streams().ofAudience(audience.id));
    VB_TRY(const bool isUnread, m_store.audiences().isUnread(row.caseId));
    for (const auto& stream : streams) {
        if (stream.device == m_identity.device || stream.counter == 0)
            continue;
        if (acknowledgement.heads.size() == protocol::kMaxWitnessHeads)
            break;
        acknowledgement.heads.push_back({stream.stream, stream.counter, stream.head, !isUnread});
    }
    VB_TRY(auto stream, nextInStream(audience.id, sealing));
    VB_TRY(auto context, sealContext(row.caseId, audience.id, false, stream));
    acknowledgement.frame.witness = std::exchange(context.witness, std::nullopt);
    VB_TRY(auto sealed, envelope::sealAcknowledgement(m_packer, acknowledgement, context));
    store::EnvelopeRow envelopeRow;
    envelopeRow.kind = static_cast<std::uint8_t>(membership::EnvelopeKind::Acknowledgement);
    envelopeRow.stamp = acknowledgement.frame.stamp;
    keepSealed(sealed, row.caseId, std::move(stream), std::move(envelopeRow), {}, sealing);
    return {};
}

Result<model::RoleSet> Replica::ownRoles(const CaseId& caseId) {
    VB_TRY(const auto prefix, m_directory->prefix(caseId));
    return membership::roles(prefix, m_identity.holder, hubNow());
}

Result<void> Replica::sealEntry(const Entry& entry, Sealing& sealing) {
    VB_TRY(const auto audience, audienceOf(entry));
    VB_TRY(const auto prefix, m_directory->prefix(entry.caseId));
    if (!membership::belongs(prefix, m_identity.holder, audience, hubNow()))
        return fail(Code::Refused, "not a member of the audience");
    if (prefix.caseLog->wholeCasePurge())
        return fail(Code::Refused, "the case was purged");
    VB_TRY_VOID(requireHome(entry, audience.id, sealing));
    VB_TRY_VOID(prepareEpoch(audience, entry.caseId, sealing));
    model::Changeset changeset;
    changeset.caseId = entry.caseId;
    changeset.audience = audience.id;
    changeset.author = m_identity.holder.worker;
    changeset.organisation = m_identity.holder.organisation;
    changeset.hat = entry.hat.empty() ? m_identity.hat : entry.hat;
    VB_TRY(changeset.stamp, m_clock.tick());
    changeset.parts = entry.parts;
    VB_TRY(auto stream, nextInStream(audience.id, sealing));
    VB_TRY(const auto context, sealContext(entry.caseId, audience.id, entry.bulk, stream));
    return sealChangeset(changeset, context, std::move(stream), sealing);
}

/// Asked before the durable moment, after which there is no way back.
Result<void> Replica::requireHome(const Entry& entry, const AudienceId& audience,
                                  Sealing& sealing) {
    for (const model::Part& part : entry.parts) {
        const auto [home, isFirst] =
            sealing.homes.try_emplace(part.record, std::pair(part.type, audience));
        bool isHere = home->second == std::pair(part.type, audience);
        if (isHere && isFirst) {
            VB_TRY(const auto row, m_store.records().find(part.record));
            isHere = !row || (row->type == part.type && row->audience == audience);
        }
        if (!isHere)
            return fail(Code::Conflict, "record " + part.record.hex() + " has another home");
    }
    return {};
}

Result<std::vector<ChangesetId>> Replica::save(const std::vector<Entry>& entries) {
    return commit([&](Sealing& sealing) -> Result<void> {
        for (const Entry& entry : entries)
            VB_TRY_VOID(sealEntry(entry, sealing));
        return nameWithdrawn(entries, sealing);
    });
}

/// All that is sealed, or nothing of it. The ids stand in the order of sealing.
Result<std::vector<ChangesetId>> Replica::commit(const Seal& seal) {
    VB_TRY_VOID(catchUp());
    const auto pendingBefore = m_pendingEpochs;
    const auto witnessedBefore = m_witnessed;
    const auto takeBack = [&](const Error& error) {
        m_pendingEpochs = pendingBefore;
        m_witnessed = witnessedBefore;
        return Unexpected(error);
    };
    Sealing sealing;
    if (auto sealed = seal(sealing); !sealed)
        return takeBack(sealed.error());
    const auto owed = owedWith(sealing);
    if (!owed)
        return takeBack(owed.error());
    // The durable moment. Before it nothing has happened; after it nothing may be lost.
    if (auto kept = m_outbox.append(sealing.items, *owed); !kept)
        return takeBack(kept.error());
    std::vector<ChangesetId> ids;
    for (const auto& made : sealing.envelopes)
        ids.push_back(made.row.id);
    m_isBehind = !applyOwn(sealing).has_value();
    return ids;
}

Result<void> Replica::applyOwn(Sealing& sealing) {
    VB_TRY(auto transaction, m_store.begin());
    ChangedRecords changed;
    VB_TRY_VOID(storeSealed(sealing, changed));
    VB_TRY_VOID(remerge(changed));
    VB_TRY_VOID(persistClock());
    return transaction.commit();
}

Result<void> Replica::storeSealed(Sealing& sealing, ChangedRecords& changed) {
    for (const auto& epoch : sealing.epochs)
        VB_TRY_VOID(m_keys.put(epoch.pending.epoch, epoch.audience, epoch.caseId, epoch.ownBox));
    for (auto& made : sealing.envelopes) {
        VB_TRY_VOID(storeEnvelope(made.row, made.caseId, made.stream, made.parts));
        for (const auto& part : made.parts)
            changed.add(part.record);
    }
    return {};
}

Result<std::vector<bool>> Replica::storeEnvelope(const store::EnvelopeRow& row,
                                                 const CaseId& caseId,
                                                 const store::StreamRow& stream,
                                                 const std::vector<store::PartRow>& parts) {
    VB_TRY(const auto audienceNo, m_store.audiences().audienceNumber(caseId, row.audience));
    VB_TRY(auto homes, homesOf(parts, audienceNo));
    VB_TRY(const auto streamNo, m_store.streams().put(stream, audienceNo));
    VB_TRY(const auto envelopeNo, m_store.envelopes().insert(row, audienceNo, streamNo));
    std::vector<bool> isNew;
    for (const auto& part : parts) {
        auto& number = homes[part.record].number;
        isNew.push_back(!number);
        if (!number) {
            VB_TRY(number, m_store.records().add(part.record, part.type, audienceNo));
        }
        VB_TRY_VOID(m_store.records().addPart(*number, envelopeNo, part));
        if (!part.attachments.empty())
            VB_TRY_VOID(attachments().name({caseId, row.audience, audienceNo, *number, envelopeNo,
                                            stream.device == m_identity.device},
                                           part));
    }
    return isNew;
}

/// Conflict when one of them lives elsewhere; asked of all before anything is written.
Result<Replica::Homes> Replica::homesOf(const std::vector<store::PartRow>& parts,
                                        std::int64_t audienceNumber) {
    Homes homes;
    for (const auto& part : parts) {
        const auto [home, isFirst] = homes.try_emplace(part.record, Home{part.type, std::nullopt});
        if (home->second.type != part.type)
            return fail(Code::Conflict, "record " + part.record.hex() + " of two types");
        if (!isFirst)
            continue;
        VB_TRY(home->second.number,
               m_store.records().numberOf(part.record, part.type, audienceNumber));
    }
    return homes;
}

Result<void> Replica::queueStatement(const membership::Statement& statement) {
    // The same words, signed twice within one tick of the clock, are one statement.
    VB_TRY(const auto waiting, m_outbox.find(Digest256(statement.id.bytes())));
    if (waiting)
        return {};
    std::vector<store::OutboxItem> items;
    items.push_back(statementItem(statement));
    return m_outbox.append(items);
}

Result<void> Replica::grantMissingKeys() {
    VB_TRY(const auto cases, m_directory->cases());
    for (const CaseId& caseId : cases) {
        VB_TRY(const auto prefix, m_directory->prefix(caseId));
        if (prefix.caseLog->wholeCasePurge())
            continue;
        const Instant now = hubNow();
        for (const auto& audience : membership::readableAudiences(prefix, m_identity.holder, now))
            VB_TRY_VOID(grantKeysOf(prefix, audience));
    }
    return {};
}

Result<void> Replica::grantKeysOf(const membership::DirectoryPrefix& prefix,
                                  const membership::Audience& audience) {
    const Instant now = hubNow();
    if (membership::missingKeys(prefix, audience.id, now).empty())
        return {};
    std::vector<issuance::HeldKey> held;
    for (const EpochId& epoch : prefix.caseLog->epochsOf(audience.id)) {
        VB_TRY(const bool isHeld, m_keys.holds(epoch));
        if (!isHeld)
            continue;
        VB_TRY(const auto* key, m_keys.key(epoch, audience.id));
        held.push_back({epoch, *key});
    }
    const auto grants = issuance::grantKeys(
        issuance::signingContext(prefix, m_identity.device, m_identity.signingKey, now), audience,
        held);
    // Whoever may not speak now, because a certificate ran out, leaves it to others; a sync goes
    // on, or the renewal would never go out.
    if (!grants)
        return grants.error().code == Code::Refused ? Result<void>()
                                                    : Result<void>(Unexpected(grants.error()));
    for (const auto& grant : *grants)
        VB_TRY_VOID(queueStatement(grant));
    return {};
}

} // namespace vb::engine
