// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/replica.h"

#include "sync/engine/run_check.h"
#include "sync/engine/stored_facts.h"
#include "sync/envelope/content_codec.h"
#include "sync/envelope/open.h"
#include "sync/membership/derived_ids.h"
#include "sync/membership/readers.h"
#include "sync/store/lost_table.h"
#include "sync/transparency/leaf_entry.h"

namespace vb::engine {
namespace {

membership::LeafFacts leafFactsOf(const store::EnvelopeRow& row) {
    const auto leaf = wire::readLeaf(row.leaf, row.position.value_or(0));
    return leaf ? leaf->facts : membership::LeafFacts{};
}

bool givesPlace(const membership::Statement& statement, const membership::Affiliation& to) {
    const auto* member = statement.as<membership::MemberBody>();
    const auto* transfer = statement.as<membership::TransferBody>();
    return (member && member->member == to) || (transfer && transfer->receiver == to);
}

} // namespace

// ---- Directory

Result<void> Replica::keepBoxes(const CaseId& chain, const membership::Statement& statement) {
    const Digest256 me(m_identity.device.bytes());
    bool isNew = false;
    const auto keep = [&](const AudienceId& audience,
                          const std::vector<membership::KeyBox>& boxes) -> Result<void> {
        for (const auto& box : boxes) {
            if (box.recipient != me)
                continue;
            VB_TRY(const bool isHeld, m_keys.holds(box.epoch));
            isNew = isNew || !isHeld;
            VB_TRY_VOID(m_keys.put(box.epoch, audience, chain, box.box));
        }
        return {};
    };
    if (const auto* epoch = statement.as<membership::EpochBody>()) {
        VB_TRY_VOID(keep(epoch->audience.id, epoch->boxes));
        forgetPending(epoch->epoch);
    } else if (const auto* grant = statement.as<membership::GrantBody>()) {
        VB_TRY_VOID(keep(grant->audience, grant->boxes));
        // Whoever is handed old keys must also be handed what lies under them.
        if (isNew)
            VB_TRY_VOID(m_store.audiences().reset(grant->audience));
    }
    return {};
}

/// What a log that was kept holds for who has a place in the case again.
Result<void> Replica::keepBoxesOf(const CaseId& chain) {
    return m_store.statements().each(chain, 0, [&](const store::StatementRow& row) -> Result<void> {
        VB_TRY(auto sent, membership::parseSignedStatement(row.signedStatement));
        VB_TRY(const auto statement, membership::readStatement(std::move(sent)));
        return keepBoxes(chain, statement);
    });
}

bool Replica::isPending(const EpochId& epoch) const {
    return std::any_of(m_pendingEpochs.begin(), m_pendingEpochs.end(), [&](const auto& of) {
        return std::any_of(of.second.begin(), of.second.end(),
                           [&](const PendingEpoch& own) { return own.epoch == epoch; });
    });
}

/// Numbered, or not to be had: it waits no longer.
void Replica::forgetPending(const EpochId& epoch) {
    for (auto& [audience, pending] : m_pendingEpochs)
        std::erase_if(pending, [&](const PendingEpoch& own) { return own.epoch == epoch; });
    std::erase_if(m_pendingEpochs, [](const auto& of) { return of.second.empty(); });
}

Result<std::set<CaseId>> Replica::applyDirectory(const wire::Directory& directory) {
    std::set<CaseId> touched;
    if (directory.statements.empty())
        return touched;
    std::set<CaseId> dropping;
    std::set<CaseId> judgedAnew;
    // What the house says of a device is about its work in every case that is held here.
    const auto addConcerned = [this](const CaseId& chain, std::set<CaseId>& cases) -> Result<void> {
        if (!chain.isNone()) {
            cases.insert(chain);
            return {};
        }
        VB_TRY(const auto audiences, m_store.audiences().all());
        for (const auto& audience : audiences)
            cases.insert(audience.caseId);
        return {};
    };
    const auto pendingBefore = m_pendingEpochs;
    const auto apply = [&]() -> Result<void> {
        VB_TRY(auto transaction, m_store.begin());
        for (const auto& statement : directory.statements) {
            VB_TRY(const auto accepted,
                   m_directory->accept(statement.chain, statement.logged, statement.row));
            VB_TRY_VOID(keepBoxes(statement.chain, accepted));
            VB_TRY_VOID(store::LostTable(m_store.database()).cameBack(accepted.id));
            if (!statement.chain.isNone())
                touched.insert(statement.chain);
            if (givesPlace(accepted, m_identity.holder))
                VB_TRY_VOID(keepBoxesOf(statement.chain));
            if (membership::changesStandings(accepted))
                VB_TRY_VOID(addConcerned(statement.chain, judgedAnew));
            if (accepted.as<membership::PurgeBody>() != nullptr ||
                accepted.as<membership::WithdrawalBody>() != nullptr)
                dropping.insert(statement.chain);
        }
        for (const CaseId& caseId : judgedAnew)
            VB_TRY_VOID(rejudge(caseId));
        for (const CaseId& caseId : dropping)
            VB_TRY_VOID(dropNamed(caseId));
        return transaction.commit();
    };
    if (auto applied = apply(); !applied) {
        m_pendingEpochs = pendingBefore;
        m_isDirectoryAhead = !m_directory->reload().has_value();
        return Unexpected(applied.error());
    }
    if (!dropping.empty())
        VB_TRY_VOID(settleOutbox());
    VB_TRY_VOID(keepDeliverable());
    return touched;
}

/// Cuts and adoptions work backwards: the standing of what is already here is asked again.
Result<void> Replica::rejudge(const CaseId& caseId) {
    VB_TRY(const auto prefix, m_directory->prefix(caseId));
    VB_TRY(const auto audiences, m_store.audiences().ofCase(caseId));
    ChangedRecords changed;
    for (const auto& audience : audiences) {
        std::vector<std::pair<ChangesetId, model::Standing>> standings;
        VB_TRY_VOID(m_store.envelopes().eachAccepted(
            audience.audience, [&](const store::EnvelopeRow& row) -> Result<void> {
                if (row.state == store::EnvelopeState::Stub)
                    return {}; // it says nothing that could stand
                VB_TRY(const auto whole, m_store.envelopes().find(row.id));
                if (!whole)
                    return fail(Code::Corrupt, "an envelope that is not here");
                VB_TRY(const auto facts, storedFacts(m_store, m_identity.house, *whole));
                const auto standing = membership::standingAt(facts, leafFactsOf(*whole), prefix);
                if (standing != row.standing)
                    standings.emplace_back(row.id, standing);
                return {};
            }));
        for (const auto& [id, standing] : standings) {
            VB_TRY_VOID(m_store.envelopes().setStanding(id, standing));
            VB_TRY(const auto records, m_store.envelopes().recordsOf(id));
            changed.addAll(records);
        }
    }
    return remerge(changed);
}

Result<bool> Replica::reaches(const CaseId& caseId, const DirectoryHead& head) {
    if (head.house.size > m_directory->house().size())
        return false;
    if (caseId.isNone())
        return true;
    VB_TRY(const auto* log, m_directory->caseLog(caseId));
    return head.caseLog.size <= log->size();
}

// ---- Pull

Result<Touched> Replica::applyPulled(const wire::Pulled& pulled, bool bulk) {
    Touched touched;
    ChangedRecords changed;
    enter(Work::Verify);
    const RunCheck runs(*m_directory, pulled);
    enter(Work::Apply);
    VB_TRY(auto transaction, m_store.begin());
    for (std::size_t i = 0; i < pulled.items.size(); ++i) {
        if (!pulled.items[i].stub.empty()) {
            const auto& stub = pulled.stubs[i];
            VB_TRY_VOID(applyStub(pulled.items[i].leaf, stub ? &*stub : nullptr, touched));
            continue;
        }
        const auto& envelope = pulled.checked[i];
        VB_TRY_VOID(
            applyItem(pulled.items[i], envelope ? &*envelope : nullptr, runs, touched, changed));
    }
    VB_TRY_VOID(remerge(changed));
    for (const wire::Cursor& cursor : pulled.next) {
        VB_TRY(const auto number,
               m_store.audiences().audienceNumber(cursor.caseId, cursor.audience));
        static_cast<void>(number);
        VB_TRY_VOID(m_store.audiences().advance(cursor.audience, bulk, cursor.after));
    }
    VB_TRY_VOID(keepWitnesses());
    VB_TRY_VOID(persistClock());
    VB_TRY_VOID(transaction.commit());
    m_witnesses.setKept();
    return touched;
}

/// What is wrong with one item is noted and the rest goes on (I-9). Only failures of our own store
/// and a directory that is not far enough stop the page.
Result<void> Replica::applyItem(const wire::PulledItem& item,
                                const membership::CheckedEnvelope* envelope, const RunCheck& runs,
                                Touched& touched, ChangedRecords& changed) {
    if (!envelope || ChangesetId(item.leaf.item.bytes()) != envelope->id) {
        ++touched.invalid;
        return notice(store::AttentionKind::Invalid, std::nullopt, item.leaf.item.view(), 1);
    }
    const CaseId caseId = envelope->header.caseId;
    const RunCheck::Proven* proof = runs.proof(envelope->id);
    if (!proof) {
        ++touched.invalid;
        return notice(store::AttentionKind::Invalid, caseId, envelope->id.view(),
                      static_cast<std::uint32_t>(membership::Refusal::Unsigned));
    }
    VB_TRY(const auto known, m_store.envelopes().facts(envelope->id));
    const bool isLost = known && known->position && store::isLost(*known->position);
    if (known && known->state == store::EnvelopeState::Sealed) {
        VB_TRY(const bool isReadable, m_keys.holds(envelope->header.epoch));
        if (!isReadable || item.isWithheld)
            return isLost ? placeEnvelope(envelope->id, item.leaf, touched, changed)
                          : Result<void>();
        VB_TRY_VOID(m_store.envelopes().dropSealed(envelope->id));
    } else if (known && known->position) {
        return isLost ? placeEnvelope(envelope->id, item.leaf, touched, changed) : Result<void>();
    }
    VB_TRY(const auto* log, m_directory->caseLog(caseId));
    const auto facts = membership::envelopeFacts(envelope->id, envelope->header, proof->head);
    enter(Work::Verify);
    VB_TRY(const auto verdict,
           membership::judge(facts, item.leaf.facts, m_directory->house(), *log));
    enter(Work::Apply);
    if (!verdict.isValid()) {
        ++touched.invalid;
        return notice(store::AttentionKind::Invalid, caseId, envelope->id.view(),
                      static_cast<std::uint32_t>(verdict.refusal));
    }
    VB_TRY(const auto prefix, m_directory->prefix(caseId));
    const auto standing = membership::standingAt(facts, item.leaf.facts, prefix);
    if (known && known->state != store::EnvelopeState::Sealed) {
        VB_TRY_VOID(m_store.envelopes().accept(envelope->id, item.leaf.position,
                                               item.leaf.facts.hubTime, item.leaf.entry,
                                               verdict.rolesAtAcceptance, standing, verdict.late));
        // The hub had it when it was given up here.
        if (known->state == store::EnvelopeState::Refused)
            VB_TRY_VOID(
                m_store.attention().takeBack(store::AttentionKind::Refused, envelope->id.view()));
        VB_TRY_VOID(dropNamedOf(envelope->id, caseId, changed));
        VB_TRY(const auto records, m_store.envelopes().recordsOf(envelope->id));
        changed.addAll(records);
        touched.cases.insert(caseId);
        return {};
    }
    VB_TRY(const auto arrived, withoutNamed(item, *envelope, verdict.author));
    if (arrived.isKeptFromUs) {
        ++touched.invalid;
        return notice(store::AttentionKind::Invalid, caseId, envelope->id.view(),
                      static_cast<std::uint32_t>(membership::Refusal::Purged));
    }
    return applyNew(arrived.item ? *arrived.item : item,
                    arrived.envelope ? *arrived.envelope : *envelope, *proof, verdict, standing,
                    touched, changed);
}

Result<void> Replica::applyNew(const wire::PulledItem& item,
                               const membership::CheckedEnvelope& envelope,
                               const RunCheck::Proven& proof, const membership::Verdict& verdict,
                               model::Standing standing, Touched& touched,
                               ChangedRecords& changed) {
    const auto& header = envelope.header;
    VB_TRY(const auto twin, m_store.envelopes().atCounter(header.stream, header.counter));
    // Beside one of our own it is for the next push to find out.
    if (twin && *twin != envelope.id && proof.head.device != m_identity.device)
        VB_TRY_VOID(notice(store::AttentionKind::Fork, header.caseId, envelope.id.view(), 0));
    const auto key = m_keys.key(header.epoch, header.audience);
    const bool isSealed = item.isWithheld || (!key && key.error().code == Code::NotFound);
    if (!isSealed && !key) {
        ++touched.invalid;
        return notice(store::AttentionKind::Unreadable, header.caseId, envelope.id.view(), 0);
    }
    store::EnvelopeRow row;
    row.id = envelope.id;
    row.audience = header.audience;
    row.stream = header.stream;
    row.counter = header.counter;
    row.kind = static_cast<std::uint8_t>(header.kind);
    // Kept for chain and digest; a grant starts the audience over and brings the content.
    row.state = isSealed ? store::EnvelopeState::Sealed : store::EnvelopeState::Accepted;
    row.position = item.leaf.position;
    row.hubTime = item.leaf.facts.hubTime;
    row.author = verdict.author.worker;
    row.organisation = verdict.author.organisation;
    row.roles = verdict.rolesAtAcceptance;
    row.standing = standing;
    row.late = verdict.late;
    row.sealed = item.envelope;
    row.leaf = item.leaf.entry;
    std::vector<store::PartRow> parts;
    std::vector<model::Part> contents;
    enter(Work::Open);
    if (isSealed) {
        // Nothing to read.
    } else if (header.kind == membership::EnvelopeKind::Acknowledgement) {
        VB_TRY_VOID(applyAcknowledgement(envelope, **key, proof.head.device, item.leaf.position));
    } else {
        auto opened = envelope::open(m_packer, envelope, **key,
                                     {verdict.author.worker, verdict.author.organisation});
        if (!opened && opened.error().code != Code::NotFound) {
            ++touched.invalid;
            VB_TRY_VOID(notice(store::AttentionKind::Unreadable, header.caseId, envelope.id.view(),
                               static_cast<std::uint32_t>(opened.error().code)));
        } else if (opened) {
            VB_TRY_VOID(readParts(*opened, row, parts));
            VB_TRY_VOID(takeWitness(proof.head.device, item.leaf.position, opened->witness));
            contents = std::move(opened->content.parts);
        }
    }
    enter(Work::Apply);
    const store::StreamRow stream{header.stream,
                                  header.audience,
                                  proof.head.device,
                                  proof.head.incarnation,
                                  header.counter,
                                  envelope.id,
                                  proof.head.counter == header.counter ? proof.signedHead
                                                                       : Bytes{}};
    const auto stored = storeEnvelope(row, header.caseId, stream, parts);
    if (!stored) {
        // A record that claims a second home is kept out; the rest of the page stands.
        if (stored.error().code != Code::Conflict)
            return Unexpected(stored.error());
        ++touched.invalid;
        return notice(store::AttentionKind::Invalid, header.caseId, envelope.id.view(), 2);
    }
    store::LostTable lost(m_store.database());
    if (proof.head.counter == header.counter)
        VB_TRY_VOID(lost.putRunHead(header.stream, header.counter, proof.signedHead));
    if (!isSealed)
        VB_TRY_VOID(lost.cameBack(envelope.id));
    if (!isSealed)
        m_clock.observe(effectiveStamp(row.stamp, *row.hubTime));
    if (!isSealed && header.kind == membership::EnvelopeKind::Changeset) {
        m_moved.insert(header.audience);
        ++touched.applied;
        touched.cases.insert(header.caseId);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const auto& part = parts[i];
            if ((*stored)[i])
                changed.addFresh(part.record,
                                 {header.caseId, factsOf(row), part.index, std::move(contents[i])});
            else
                changed.add(part.record);
            if (verdict.author.worker != m_identity.holder.worker)
                changed.markUnread(part.record);
        }
    }
    return {};
}

Result<void> Replica::readParts(const envelope::OpenedChangeset& opened, store::EnvelopeRow& row,
                                std::vector<store::PartRow>& parts) {
    row.hat = opened.content.hat;
    row.stamp = opened.content.stamp;
    const envelope::Frame frame{row.hat, row.stamp, std::nullopt, {}};
    for (std::size_t i = 0; i < opened.content.parts.size(); ++i) {
        const auto& part = opened.content.parts[i];
        VB_TRY(auto content, envelope::encodePart(frame, part));
        parts.push_back({opened.partIndexes[i], part.type, part.record, std::move(content),
                         model::attachmentsOf(part)});
    }
    return {};
}

Result<void> Replica::applyAcknowledgement(const membership::CheckedEnvelope& envelope,
                                           const crypto::EpochKey& key, const DeviceId& device,
                                           LogSize position) {
    auto opened = envelope::openAcknowledgement(m_packer, envelope, key);
    if (!opened && opened.error().code == Code::NotFound)
        return {}; // went with its case
    if (!opened)
        return notice(store::AttentionKind::Unreadable, envelope.header.caseId, envelope.id.view(),
                      0);
    VB_TRY_VOID(takeWitness(device, position, opened->content.frame.witness));
    for (const auto& head : opened->content.heads)
        VB_TRY_VOID(
            m_store.envelopes().acknowledge(device, head.stream, head.counter, head.displayed));
    return {};
}

} // namespace vb::engine
