// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/replica_sealing.h"
#include "sync/envelope/content_codec.h"
#include "sync/envelope/open.h"
#include "sync/envelope/seal.h"
#include "sync/envelope/stream_signing.h"
#include "sync/membership/readers.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/sync.pb.h"
#include "sync/store/lost_table.h"
#include "sync/transparency/comparison.h"

#include <algorithm>

namespace vb::engine {
namespace {

/// Ids one after another.
constexpr auto kOpenedCases = "directory.opened";

/// Refusals that another try, as it is, can mend: order, renewal, quota.
bool mayPassLater(membership::Refusal refusal) {
    return refusal == membership::Refusal::Gap || refusal == membership::Refusal::Quota ||
           refusal == membership::Refusal::Certificate;
}

/// The number has another changeset at the hub, or stands on one that the hub does not have; or the
/// hub has the same under another number.
bool tellsOfAnother(membership::Refusal refusal) {
    return refusal == membership::Refusal::Fork || refusal == membership::Refusal::Chain ||
           refusal == membership::Refusal::Said;
}

} // namespace

// ---- Replay

Result<void> Replica::catchUp() {
    if (m_isDirectoryAhead) {
        VB_TRY_VOID(m_directory->reload());
        m_isDirectoryAhead = false;
    }
    if (m_isBehind || m_lacksKey) {
        VB_TRY_VOID(replayOutbox());
        m_isBehind = false;
    }
    return {};
}

/// What the outbox has and the store lacks: a crash came between the durable moment of a save and
/// its application.
Result<void> Replica::replayOutbox() {
    m_lacksKey = false;
    Touched touched;
    std::int64_t after = 0;
    while (true) {
        VB_TRY(const auto items, m_outbox.items(after, 256));
        if (items.empty())
            return {};
        for (const auto& item : items) {
            after = item.seq;
            if (item.kind == store::OutboxKind::Statement)
                VB_TRY_VOID(replayStatement(item));
            else if (item.kind == store::OutboxKind::Envelope)
                VB_TRY_VOID(replayEnvelope(item, touched));
        }
    }
}

Result<void> Replica::replayStatement(const store::OutboxItem& item) {
    VB_TRY(auto sent, membership::parseSignedStatement(item.content));
    VB_TRY(const auto statement, membership::readStatement(std::move(sent)));
    const auto* epoch = statement.as<membership::EpochBody>();
    if (!epoch)
        return {};
    VB_TRY(const bool numbered, m_store.statements().holds(statement.id));
    if (numbered)
        return {};
    PendingEpoch pending;
    pending.epoch = epoch->epoch;
    pending.basedOn = statement.basedOn;
    for (const auto& box : epoch->boxes) {
        pending.recipients.insert(box.recipient);
        if (box.recipient == Digest256(m_identity.device.bytes()))
            VB_TRY_VOID(m_keys.put(epoch->epoch, epoch->audience.id, statement.caseId, box.box));
    }
    auto& known = m_pendingEpochs[epoch->audience.id];
    const bool isKnown = std::any_of(known.begin(), known.end(), [&](const PendingEpoch& one) {
        return one.epoch == epoch->epoch;
    });
    if (!isKnown)
        known.push_back(std::move(pending));
    return {};
}

Result<void> Replica::replayEnvelope(const store::OutboxItem& item, Touched& touched) {
    VB_TRY(const bool applied, m_store.envelopes().holds(ChangesetId(item.id.bytes())));
    if (applied)
        return {};
    VB_TRY(const auto envelope, membership::parseEnvelope(m_identity.house, item.content));
    VB_TRY(const auto signedHead, membership::parseSignedStreamHead(item.head));
    VB_TRY(const auto head, membership::parseStreamHead(signedHead.head));
    if (item.replaces && head.incarnation != m_identity.incarnation)
        VB_TRY_VOID(adoptIncarnation(head.incarnation));
    const store::StreamRow stream{head.stream,  head.audience, head.device, head.incarnation,
                                  head.counter, head.head,     item.head};
    // With the power the store may have lost the key too. The outbox delivers all the same, the
    // number is given away, and the envelope is replayed once a sync brought the key back.
    VB_TRY(const bool isReadable, m_keys.holds(envelope.header.epoch));
    if (!isReadable) {
        m_lacksKey = true;
        return keepNumber(envelope.header.caseId, stream);
    }
    VB_TRY(const auto* key, m_keys.key(envelope.header.epoch, envelope.header.audience));
    store::EnvelopeRow row;
    row.id = envelope.id;
    row.audience = envelope.header.audience;
    row.stream = envelope.header.stream;
    row.counter = envelope.header.counter;
    row.kind = static_cast<std::uint8_t>(envelope.header.kind);
    row.author = m_identity.holder.worker;
    row.organisation = m_identity.holder.organisation;
    VB_TRY(row.roles, ownRoles(envelope.header.caseId));
    row.sealed = item.content;
    std::vector<store::PartRow> parts;
    ChangedRecords changed;
    if (envelope.header.kind != membership::EnvelopeKind::Acknowledgement) {
        const auto opened = envelope::open(
            m_packer, envelope, *key, {m_identity.holder.worker, m_identity.holder.organisation});
        // Without any part left it has its place in the stream, and nothing to say.
        if (!opened && opened.error().code != Code::NotFound)
            return Unexpected(opened.error());
        if (opened)
            VB_TRY_VOID(readParts(*opened, row, parts));
        for (const auto& part : parts)
            changed.add(part.record);
    }
    VB_TRY(auto transaction, m_store.begin());
    VB_TRY_VOID(dropReplaced(item, changed));
    VB_TRY_VOID(storeEnvelope(row, envelope.header.caseId, stream, parts));
    VB_TRY_VOID(remerge(changed));
    m_clock.observe(row.stamp);
    VB_TRY_VOID(persistClock());
    ++touched.applied;
    return transaction.commit();
}

Result<void> Replica::keepNumber(const CaseId& caseId, const store::StreamRow& stream) {
    VB_TRY(auto transaction, m_store.begin());
    VB_TRY(const auto audience, m_store.audiences().audienceNumber(caseId, stream.audience));
    VB_TRY_VOID(m_store.streams().put(stream, audience));
    return transaction.commit();
}

// ---- Push

Result<std::vector<store::OutboxItem>> Replica::outboxItems(std::int64_t afterSeq,
                                                            std::size_t bytes) {
    VB_TRY_VOID(catchUp());
    return m_outbox.items(afterSeq, protocol::kMaxPushItems, bytes);
}

Result<void> Replica::markAccepted(const store::OutboxItem& item, const wire::Leaf& leaf,
                                   Touched& touched, ChangedRecords& changed) {
    const ChangesetId id(item.id.bytes());
    VB_TRY_VOID(dropReplaced(item, changed));
    VB_TRY(const auto envelope, membership::parseEnvelope(m_identity.house, item.content));
    VB_TRY(const auto signedHead, membership::parseSignedStreamHead(item.head));
    VB_TRY(const auto head, membership::parseStreamHead(signedHead.head));
    VB_TRY(const bool isHeld, m_store.envelopes().holds(id));
    if (!isHeld) // see replayEnvelope(): until it is pulled, nobody else may have it
        VB_TRY_VOID(store::LostTable(m_store.database())
                        .keep({id,
                               envelope.header.caseId,
                               {head.stream,
                                head.audience,
                                head.device,
                                head.incarnation,
                                item.counter,
                                id,
                                {}},
                               item.counter,
                               item.content,
                               leaf.entry,
                               leaf.position}));
    return acceptAs(id, envelope, head, leaf, touched, changed);
}

namespace {

/// By a statement, or because every membership had ended by itself at this moment. A directory that
/// went back with the power may not know of the membership yet; that is no end.
bool isKnownToHaveLeft(const membership::DirectoryPrefix& prefix,
                       const membership::Affiliation& who, const DeviceId& device, Instant at) {
    const auto* fact = prefix.house.device(device);
    return (prefix.caseLog->members().contains(who) && !membership::isMember(prefix, who, at)) ||
           (fact && fact->isEnded(prefix.houseSize));
}

} // namespace

Result<void> Replica::acceptAs(const ChangesetId& id, const membership::CheckedEnvelope& envelope,
                               const membership::StreamHead& head, const wire::Leaf& leaf,
                               Touched& touched, ChangedRecords& changed) {
    const auto facts = membership::envelopeFacts(id, envelope.header, head);
    VB_TRY(const auto* log, m_directory->caseLog(envelope.header.caseId));
    const auto judged = membership::judge(facts, leaf.facts, m_directory->house(), *log);
    VB_TRY(const auto prefix, m_directory->prefix(envelope.header.caseId));
    if (!judged && judged.error().code == Code::Unavailable &&
        isKnownToHaveLeft(prefix, m_identity.holder, m_identity.device, leaf.facts.hubTime)) {
        // The hub shows a former member, and a device that was ended, nothing that came after, so
        // the directory at acceptance stays out of reach. The receipt says that it is accepted.
        // What is held of the directory may have an end that cuts it off all the same.
        VB_TRY_VOID(
            m_store.envelopes().accept(id, leaf.position, leaf.facts.hubTime, leaf.entry, {},
                                       membership::standingAt(facts, leaf.facts, prefix), true));
        VB_TRY_VOID(dropNamedOf(id, envelope.header.caseId, changed));
        VB_TRY(const auto late, m_store.envelopes().recordsOf(id));
        changed.addAll(late);
        ++touched.applied;
        touched.cases.insert(envelope.header.caseId);
        return notice(store::AttentionKind::Late, envelope.header.caseId, id.view(), 0);
    }
    if (!judged)
        return Unexpected(judged.error());
    const auto& verdict = *judged;
    if (!verdict.isValid()) {
        VB_TRY_VOID(m_store.envelopes().refuse(id, static_cast<std::uint32_t>(verdict.refusal)));
        return notice(store::AttentionKind::Invalid, envelope.header.caseId, id.view(),
                      static_cast<std::uint32_t>(verdict.refusal));
    }
    VB_TRY(const auto before, m_store.envelopes().facts(id));
    // A receipt may come after what was said of it since it was accepted.
    const auto standing = membership::standingAt(facts, leaf.facts, prefix);
    VB_TRY_VOID(m_store.envelopes().accept(id, leaf.position, leaf.facts.hubTime, leaf.entry,
                                           verdict.rolesAtAcceptance, standing, verdict.late));
    VB_TRY_VOID(dropNamedOf(id, envelope.header.caseId, changed));
    if (verdict.late)
        VB_TRY_VOID(notice(store::AttentionKind::Late, envelope.header.caseId, id.view(), 0));
    const bool isAsItStood = before && before->refusal == 0 &&
                             before->roles == verdict.rolesAtAcceptance &&
                             before->standing == standing &&
                             effectiveStamp(before->stamp, leaf.facts.hubTime) == before->stamp;
    VB_TRY(const auto records, m_store.envelopes().recordsOf(id));
    for (const RecordId& record : records) {
        // A position orders the changesets of a record. Those of one stream stay in the order that
        // they had; where others wrote too, another may now have been the first.
        VB_TRY(const bool isOurs, m_store.records().isOfOneStream(record, envelope.header.stream));
        if (!isAsItStood || !isOurs)
            changed.add(record);
    }
    touched.cases.insert(envelope.header.caseId);
    ++touched.applied;
    return {};
}

Result<std::vector<CaseId>> Replica::openedCases() {
    std::vector<CaseId> opened;
    VB_TRY(const auto stored, m_store.meta().get(kOpenedCases));
    if (!stored)
        return opened;
    VB_TRY(const auto seen, m_directory->cases());
    for (std::size_t at = 0; at + CaseId::kSize <= stored->size(); at += CaseId::kSize) {
        VB_TRY(const auto caseId, CaseId::fromBytes(ByteView(*stored).subspan(at, CaseId::kSize)));
        if (std::find(seen.begin(), seen.end(), caseId) == seen.end())
            opened.push_back(caseId);
    }
    return opened;
}

Result<void> Replica::keepOpened(const store::OutboxItem& item) {
    VB_TRY(auto sent, membership::parseSignedStatement(item.content));
    VB_TRY(const auto statement, membership::readStatement(std::move(sent)));
    if (statement.caseId.isNone())
        return {};
    VB_TRY(const auto* log, m_directory->caseLog(statement.caseId));
    if (log->size() > 0)
        return {};
    VB_TRY(auto opened, openedCases());
    if (std::find(opened.begin(), opened.end(), statement.caseId) != opened.end())
        return {};
    opened.push_back(statement.caseId);
    Bytes stored;
    for (const CaseId& caseId : opened)
        stored.insert(stored.end(), caseId.bytes().begin(), caseId.bytes().end());
    return m_store.meta().put(kOpenedCases, stored);
}

/// A hub that is restored may need it again before the directory has shown it to anybody; and
/// whoever has left the case meanwhile is never shown it.
Result<void> Replica::keepSaid(const store::OutboxItem& item, const wire::Leaf& leaf) {
    const StatementId id(item.id.bytes());
    VB_TRY(const bool isHeld, m_store.statements().holds(id));
    if (isHeld)
        return {};
    return store::LostTable(m_store.database()).keep({id, item.content, leaf.entry, leaf.position});
}

Result<Touched> Replica::applyVerdicts(const std::vector<store::OutboxItem>& items,
                                       const wire::Push& push) {
    Touched touched;
    ChangedRecords changed;
    std::vector<Digest256> done;
    std::vector<store::OutboxItem> stubs;
    std::vector<store::OutboxItem> again;
    std::set<StreamId> asked;
    enter(Work::Apply);
    {
        // Synced, because the outbox lets go of what this transaction records.
        VB_TRY(auto transaction, m_store.beginDurable());
        for (std::size_t i = 0; i < items.size(); ++i) {
            const auto& item = items[i];
            const auto& verdict = push.verdicts[i];
            if (verdict.pushAgain)
                continue;
            if (verdict.refusal == membership::Refusal::None) {
                if (item.kind == store::OutboxKind::Envelope)
                    VB_TRY_VOID(markAccepted(item, *verdict.leaf, touched, changed));
                if (item.kind == store::OutboxKind::Stub)
                    VB_TRY_VOID(markGivenUp(item, *verdict.leaf, touched, changed));
                if (item.kind == store::OutboxKind::Statement) {
                    VB_TRY_VOID(keepOpened(item));
                    VB_TRY_VOID(keepSaid(item, *verdict.leaf));
                }
                done.push_back(item.id);
                continue;
            }
            if (verdict.refusal == membership::Refusal::Gap && item.stream &&
                asked.insert(*item.stream).second) {
                VB_TRY(auto stub, missingStub(*item.stream, verdict.expectedCounter));
                if (stub && m_refusedStubs.contains(stub->content))
                    m_diverged.insert(*item.stream);
                else if (stub)
                    again.push_back(std::move(*stub));
            }
            if (mayPassLater(verdict.refusal))
                continue;
            if (tellsOfAnother(verdict.refusal) && item.stream) {
                m_diverged.insert(*item.stream);
                m_hasForked = true;
                if (verdict.refusal == membership::Refusal::Said)
                    m_saidElsewhere.insert(ChangesetId(item.id.bytes()));
                continue;
            }
            VB_TRY(const bool isForLater, mayPassAnew(item, verdict.refusal));
            if (isForLater)
                continue;
            ++touched.invalid;
            if (item.kind == store::OutboxKind::Stub)
                m_refusedStubs.insert(item.content);
            VB_TRY_VOID(refuseItem(item, verdict.refusal, touched, changed));
            if (item.kind == store::OutboxKind::Envelope) {
                VB_TRY(auto stub, stubFor(item, verdict.refusal));
                stubs.push_back(std::move(stub));
            } else {
                done.push_back(item.id);
            }
        }
        VB_TRY_VOID(remerge(changed));
        VB_TRY_VOID(transaction.commit());
    }
    if (!stubs.empty())
        VB_TRY_VOID(forgetUnowed());
    // A refused number is given up, so that the stream behind it can go on.
    for (const auto& stub : stubs)
        VB_TRY_VOID(m_outbox.replace(stub));
    VB_TRY_VOID(m_outbox.append(again));
    VB_TRY_VOID(m_outbox.remove(done));
    return touched;
}

/// The hub knows no such epoch or directory. While the epoch's statement waits, so does this;
/// otherwise who is still a member may say it under those of now. Once: a hub that refuses that too
/// is taken at its word.
Result<bool> Replica::mayPassAnew(const store::OutboxItem& item, membership::Refusal refusal) {
    if (refusal != membership::Refusal::Epoch && refusal != membership::Refusal::Directory)
        return false;
    if (item.kind != store::OutboxKind::Envelope || !item.stream)
        return false;
    VB_TRY(const auto envelope, membership::parseEnvelope(m_identity.house, item.content));
    if (isPending(envelope.header.epoch))
        return true;
    if (envelope.header.renews)
        return false;
    m_outdated.insert(envelope.header.epoch);
    m_outdatedIn.insert(envelope.header.audience);
    m_diverged.insert(*item.stream);
    return true;
}

Result<void> Replica::refuseItem(const store::OutboxItem& item, membership::Refusal refusal,
                                 Touched& touched, ChangedRecords& changed) {
    std::optional<CaseId> caseId;
    if (item.kind == store::OutboxKind::Statement) {
        VB_TRY(auto sent, membership::parseSignedStatement(item.content));
        VB_TRY(const auto statement, membership::readStatement(std::move(sent)));
        if (const auto* epoch = statement.as<membership::EpochBody>())
            forgetPending(epoch->epoch);
    }
    if (item.kind == store::OutboxKind::Envelope) {
        ChangesetId id(item.id.bytes());
        VB_TRY(const bool isHeld, m_store.envelopes().holds(id));
        if (!isHeld && item.replaces)
            id = ChangesetId(item.replaces->bytes()); // the replay could not open the new one
        VB_TRY_VOID(m_store.envelopes().refuse(id, static_cast<std::uint32_t>(refusal)));
        VB_TRY(const auto records, m_store.envelopes().recordsOf(id));
        changed.addAll(records);
        VB_TRY(const auto envelope, membership::parseEnvelope(m_identity.house, item.content));
        caseId = envelope.header.caseId;
        touched.cases.insert(*caseId);
    }
    return notice(store::AttentionKind::Refused, caseId, item.id.view(),
                  static_cast<std::uint32_t>(refusal));
}

} // namespace vb::engine
