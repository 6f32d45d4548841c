// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The hub has another changeset under a number of ours: this device was put back from a backup, or
// copied, and somebody went on under the same name. It continues as a new incarnation, and what
// still waits is sealed anew under numbers of its own. Author, stamp, epoch and directory stay what
// they were: it is the same saying, and whoever was a member when saying it may still say it.
//
// The hub may also not know the epoch or the directory under which something was said. Whoever is
// still a member says it under those of now.
#include "sync/engine/replica_sealing.h"
#include "sync/envelope/content_codec.h"
#include "sync/membership/readers.h"
#include "sync/model/rename.h"

namespace vb::engine {

/// In the order of writing: the stubs of these streams, and whatever waits in their audiences,
/// under whichever number, because it may have observed what gets a new name.
Result<std::vector<store::OutboxItem>> Replica::waitingBeside(const std::set<StreamId>& diverged) {
    std::vector<store::OutboxItem> waiting;
    std::vector<std::optional<AudienceId>> audiences;
    std::set<AudienceId> concerned;
    std::int64_t after = 0;
    while (true) {
        VB_TRY(auto items, m_outbox.items(after, 256));
        if (items.empty())
            break;
        after = items.back().seq;
        for (auto& item : items) {
            if (!item.stream)
                continue;
            std::optional<AudienceId> audience;
            if (item.kind == store::OutboxKind::Envelope) {
                VB_TRY(const auto envelope,
                       membership::parseEnvelope(m_identity.house, item.content));
                audience = envelope.header.audience;
                if (diverged.contains(*item.stream))
                    concerned.insert(*audience);
            }
            audiences.push_back(audience);
            waiting.push_back(std::move(item));
        }
    }
    std::vector<store::OutboxItem> beside;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const bool isBeside = audiences[i] ? concerned.contains(*audiences[i])
                                           : diverged.contains(*waiting[i].stream);
        if (isBeside)
            beside.push_back(std::move(waiting[i]));
    }
    return beside;
}

Result<Touched> Replica::continueAnew() {
    Touched touched;
    if (m_diverged.empty())
        return touched;
    VB_TRY_VOID(catchUp());
    VB_TRY(const auto waiting, waitingBeside(m_diverged));
    const auto before = m_identity.incarnation;
    m_identity.incarnation = m_environment.random.makeId<IncarnationId>();
    const auto pendingBefore = m_pendingEpochs;
    Renewal renewal;
    Result<void> done;
    for (const auto& item : waiting) {
        done = renew(item, renewal);
        if (!done)
            break;
    }
    // The durable moment, as of a save: before it the old items stand, after it the new ones.
    if (done) {
        const auto owed = owedWith(renewal.sealing);
        done = owed ? m_outbox.exchange(renewal.replaced, renewal.sealing.items, *owed)
                    : Result<void>(Unexpected(owed.error()));
    }
    if (!done) {
        m_identity.incarnation = before;
        m_pendingEpochs = pendingBefore;
        return Unexpected(done.error());
    }
    if (auto applied = applyRenewal(renewal, touched); !applied) {
        // The replay adopts it again, and what it does not mend is said anew by the next sync.
        m_identity.incarnation = before;
        m_isBehind = true;
        return Unexpected(applied.error());
    }
    forgetDivergence();
    VB_TRY_VOID(forgetUnowed());
    VB_TRY_VOID(m_outbox.remove(renewal.settled));
    m_moved.insert(renewal.unacknowledged.begin(), renewal.unacknowledged.end());
    return touched;
}

void Replica::forgetDivergence() {
    m_diverged.clear();
    m_saidElsewhere.clear();
    m_refusedStubs.clear();
    m_outdated.clear();
    m_outdatedIn.clear();
    m_hasForked = false;
}

/// What stands behind something refused was not asked about itself.
Result<bool> Replica::isOutdated(const membership::EnvelopeHeader& header) {
    if (m_outdatedIn.contains(header.audience))
        return true;
    VB_TRY(const auto* log, m_directory->caseLog(header.caseId));
    return log->epoch(header.epoch) == nullptr && !isPending(header.epoch);
}

Result<void> Replica::renew(const store::OutboxItem& item, Renewal& renewal) {
    // What stands for something refused has nothing to keep open in a stream that ends here.
    if (item.kind == store::OutboxKind::Stub) {
        renewal.settled.push_back(item.id);
        return {};
    }
    const ChangesetId id(item.id.bytes());
    VB_TRY(const auto envelope, membership::parseEnvelope(m_identity.house, item.content));
    const auto& header = envelope.header;
    VB_TRY(const auto row, m_store.envelopes().facts(id));
    if (row && row->position) {
        renewal.settled.push_back(item.id); // the hub has it, whatever it said
        return {};
    }
    if (header.kind == membership::EnvelopeKind::Acknowledgement) {
        renewal.settled.push_back(item.id);
        renewal.dropped.push_back(id);
        renewal.unacknowledged.insert(header.audience);
        return {};
    }
    const ChangesetId first = header.renews.value_or(id);
    VB_TRY(const auto said, saidByACopy(header.audience, first, renewal));
    if (said) {
        renewal.settled.push_back(item.id);
        renewal.dropped.push_back(id);
        renewal.renamed[id] = *said;
        return {};
    }
    VB_TRY(const bool isReadable, m_keys.holds(header.epoch));
    // The hub has it under another name, and this device may not read that any more.
    const bool isElsewhere = m_saidElsewhere.contains(id);
    if (!row || !isReadable || isElsewhere) {
        renewal.settled.push_back(item.id);
        renewal.refused.push_back(
            {id, header.caseId,
             isElsewhere ? membership::Refusal::Said : membership::Refusal::Fork});
        return {};
    }
    VB_TRY(auto changeset, ownChangeset(*row));
    changeset.caseId = header.caseId;
    if (changeset.parts.empty()) {
        renewal.settled.push_back(item.id); // taken back before it was ever accepted
        renewal.dropped.push_back(id);
        return {};
    }
    model::renameVersions(changeset.parts, renewal.renamed);
    VB_TRY(const bool isOutdated, this->isOutdated(header));
    return isOutdated ? sealAsNow(changeset, item, header, renewal)
                      : sealAnew(changeset, item, header, renewal);
}

Result<void> Replica::sealAnew(const model::Changeset& changeset, const store::OutboxItem& item,
                               const membership::EnvelopeHeader& header, Renewal& renewal) {
    VB_TRY(auto stream, nextInStream(changeset.audience, renewal.sealing));
    VB_TRY(const auto* key, m_keys.key(header.epoch, header.audience));
    envelope::StreamPosition position{stream.stream, stream.counter + 1, std::nullopt};
    if (stream.counter > 0)
        position.previous = stream.head;
    const envelope::SealContext context{
        m_identity.house,
        header.caseId,
        header.audience,
        header.epoch,
        *key,
        position,
        header.directory,
        header.retentionClass,
        header.bulk,
        witnessFor(header.audience, header.bulk, header.directory.house),
        header.renews.value_or(ChangesetId(item.id.bytes()))};
    VB_TRY_VOID(sealChangeset(changeset, context, std::move(stream), renewal.sealing));
    keepRenewed(item, renewal);
    return {};
}

/// Under the epoch and directory of now. Who is no member any more can only say it as it was,
/// unless the hub has refused that.
Result<void> Replica::sealAsNow(const model::Changeset& changeset, const store::OutboxItem& item,
                                const membership::EnvelopeHeader& header, Renewal& renewal) {
    const ChangesetId id(item.id.bytes());
    VB_TRY(const auto prefix, m_directory->prefix(header.caseId));
    const auto audience = writableAudience(header.caseId, header.audience);
    if (!audience || !membership::belongs(prefix, m_identity.holder, *audience, hubNow())) {
        if (!m_outdated.contains(header.epoch))
            return sealAnew(changeset, item, header, renewal);
        renewal.settled.push_back(item.id);
        renewal.refused.push_back({id, header.caseId, membership::Refusal::Epoch});
        return {};
    }
    if (auto prepared = prepareEpoch(*audience, header.caseId, renewal.sealing); !prepared)
        // A certificate that ran out meanwhile: as it is, it waits for the next sync.
        return prepared.error().code == Code::Refused ? Result<void>() : prepared;
    VB_TRY(auto stream, nextInStream(header.audience, renewal.sealing));
    VB_TRY(auto context, sealContext(header.caseId, header.audience, header.bulk, stream));
    context.retentionClass = header.retentionClass;
    context.renews = header.renews.value_or(id);
    VB_TRY_VOID(sealChangeset(changeset, context, std::move(stream), renewal.sealing));
    keepRenewed(item, renewal);
    return {};
}

void Replica::keepRenewed(const store::OutboxItem& item, Renewal& renewal) {
    const ChangesetId id(item.id.bytes());
    renewal.sealing.items.back().replaces = item.id;
    renewal.renamed[id] = renewal.sealing.envelopes.back().row.id;
    renewal.replaced.push_back(item.id);
    renewal.dropped.push_back(id);
}

/// A changeset as the store has it, apart from its case.
Result<model::Changeset> Replica::ownChangeset(const store::EnvelopeRow& row) {
    model::Changeset changeset;
    changeset.audience = row.audience;
    changeset.author = row.author;
    changeset.organisation = row.organisation;
    changeset.hat = row.hat;
    changeset.stamp = row.stamp;
    VB_TRY(const auto parts, m_store.envelopes().partsOf(row.id));
    for (const auto& part : parts) {
        VB_TRY(auto content, envelope::decodePart(part.content));
        changeset.parts.push_back(std::move(content.part));
    }
    return changeset;
}

/// Another copy of this device may have had the same work waiting, and have said it first, as it
/// was or anew. What was accepted and then purged is not said anew either.
Result<std::optional<ChangesetId>>
Replica::saidByACopy(const AudienceId& audience, const ChangesetId& first, Renewal& renewal) {
    if (!renewal.said.contains(audience))
        VB_TRY_VOID(readSaid(audience, renewal));
    const auto& said = renewal.said[audience];
    const auto found = said.find(first);
    return found == said.end() ? std::nullopt : std::optional(found->second);
}

Result<void> Replica::readSaid(const AudienceId& audience, Renewal& renewal) {
    auto& said = renewal.said[audience];
    VB_TRY(const auto ids, m_store.envelopes().acceptedOf(audience, m_identity.device));
    for (const ChangesetId& id : ids) {
        VB_TRY(const auto row, m_store.envelopes().find(id));
        if (!row)
            return fail(Code::Corrupt, "an envelope that was there");
        VB_TRY(const auto envelope, membership::parseEnvelope(m_identity.house, row->sealed));
        said.emplace(envelope.header.renews.value_or(id), id);
    }
    return {};
}

/// In one transaction: under the old name it is gone, under the new one it is there.
Result<void> Replica::applyRenewal(Renewal& renewal, Touched& touched) {
    ChangedRecords changed;
    VB_TRY(auto transaction, m_store.beginDurable());
    VB_TRY_VOID(m_store.meta().put(store::kIncarnation, m_identity.incarnation.view()));
    for (const ChangesetId& id : renewal.dropped) {
        VB_TRY(const auto records, m_store.envelopes().recordsOf(id));
        changed.addAll(records);
        VB_TRY_VOID(m_store.envelopes().drop(id));
    }
    for (const auto& [id, caseId, refusal] : renewal.refused) {
        const auto reason = static_cast<std::uint32_t>(refusal);
        VB_TRY_VOID(m_store.envelopes().refuse(id, reason));
        VB_TRY(const auto records, m_store.envelopes().recordsOf(id));
        changed.addAll(records);
        VB_TRY_VOID(notice(store::AttentionKind::Refused, caseId, id.view(), reason));
        touched.cases.insert(caseId);
    }
    VB_TRY_VOID(storeSealed(renewal.sealing, changed));
    for (const auto& made : renewal.sealing.envelopes)
        touched.cases.insert(made.caseId);
    if (m_hasForked)
        VB_TRY_VOID(
            notice(store::AttentionKind::Fork, std::nullopt, m_identity.incarnation.view(), 0));
    VB_TRY_VOID(remerge(changed));
    VB_TRY_VOID(persistClock());
    return transaction.commit();
}

// ---- After a crash in between

/// The outbox has the new numbers already; what is written from here on goes on after them.
Result<void> Replica::adoptIncarnation(const IncarnationId& incarnation) {
    VB_TRY_VOID(m_store.meta().put(store::kIncarnation, incarnation.view()));
    m_identity.incarnation = incarnation;
    return notice(store::AttentionKind::Fork, std::nullopt, incarnation.view(), 0);
}

Result<void> Replica::dropReplaced(const store::OutboxItem& item, ChangedRecords& changed) {
    if (!item.replaces)
        return {};
    const ChangesetId before(item.replaces->bytes());
    VB_TRY(const auto records, m_store.envelopes().recordsOf(before));
    changed.addAll(records);
    return m_store.envelopes().drop(before);
}

} // namespace vb::engine
