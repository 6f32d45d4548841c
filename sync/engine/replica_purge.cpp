// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Parts that a purge or withdrawal names. What a device holds of them goes in the transaction that
// applies the statement, and what comes later is emptied before it is stored, so that the order of
// arrival does not matter and nothing that goes can come back: not by a pull, a repair, a replay or
// an own push.
#include "sync/engine/replica_sealing.h"
#include "sync/membership/admission.h"
#include "sync/protocol/envelope.pb.h"
#include "sync/protocol/limits.h"
#include "sync/store/lost_table.h"
#include "sync/transparency/leaf_entry.h"

#include <algorithm>

namespace vb::engine {
namespace {

using membership::Affiliation;
using membership::DirectoryPrefix;

/// Whose statements may be about a part: all that are held, and of a purge of the whole case also
/// what nobody names one by one. Work that the hub has not taken is named or not, and no more.
enum class Scope : std::uint8_t { Named, NamedOrCase };

bool isPurgedByName(const DirectoryPrefix& prefix, const PartHash& part) {
    return prefix.caseLog->purge(part).has_value();
}

bool isToGo(const DirectoryPrefix& prefix, const PartHash& part, const Affiliation& author,
            Scope scope) {
    if (scope == Scope::NamedOrCase && prefix.caseLog->wholeCasePurge())
        return true;
    return isPurgedByName(prefix, part) || membership::isWithdrawn(prefix, part, author);
}

/// The number of the first statement that withdrew it.
std::uint64_t withdrawnBy(const DirectoryPrefix& prefix, const PartHash& part,
                          const Affiliation& author) {
    const auto& withdrawals = prefix.caseLog->withdrawals(part);
    const auto first = std::find_if(withdrawals.begin(), withdrawals.end(), [&](const auto& fact) {
        return membership::mayWithdraw(fact.by, author);
    });
    VB_CHECK(first != withdrawals.end());
    return first->number;
}

/// An envelope without the parts that are to go.
struct Emptied {
    Bytes sealed;
    std::vector<std::uint16_t> parts; ///< ascending
    /// Those of them that no purge is about, and what withdrew each.
    std::vector<std::pair<std::uint16_t, std::uint64_t>> withdrawn;
    bool isPurged = false; ///< one of them by a purge that names it
};

/// Nothing when nothing of it goes. The header's bytes stay as they were sent.
Result<std::optional<Emptied>> emptied(const DirectoryPrefix& prefix, ByteView envelope,
                                       const Affiliation& author, Scope scope) {
    veldboek::v0::Envelope message;
    if (!message.ParseFromArray(envelope.data(), static_cast<int>(envelope.size())))
        return fail(Code::Corrupt, "a stored envelope");
    VB_TRY(const auto header, membership::parseEnvelopeHeader(asBytes(message.header())));
    std::optional<Emptied> left;
    for (std::size_t i = 0; i < header.parts.size(); ++i) {
        const int at = static_cast<int>(i);
        if (at >= message.parts_size() || message.parts(at).empty() ||
            !isToGo(prefix, header.parts[i].hash, author, scope))
            continue;
        if (!left)
            left.emplace();
        left->parts.push_back(static_cast<std::uint16_t>(i));
        const bool isPurged = isPurgedByName(prefix, header.parts[i].hash);
        left->isPurged = left->isPurged || isPurged;
        if (!isPurged && !prefix.caseLog->wholeCasePurge())
            left->withdrawn.emplace_back(static_cast<std::uint16_t>(i),
                                         withdrawnBy(prefix, header.parts[i].hash, author));
        message.mutable_parts(at)->clear();
    }
    if (left) {
        left->sealed.resize(message.ByteSizeLong());
        VB_CHECK(
            message.SerializeToArray(left->sealed.data(), static_cast<int>(left->sealed.size())));
    }
    return left;
}

/// Of parts that were withdrawn it may not have been seen yet where their content is.
Result<std::vector<RecordId>> drop(store::ReplicaStore& store, const ChangesetId& id,
                                   const Emptied& left) {
    for (const auto& [part, since] : left.withdrawn)
        VB_TRY_VOID(store.attachments().keepNamedBy(id, part, since));
    return store.purges().dropParts(id, left.parts, left.sealed);
}

Scope scopeOf(const store::SealedRow& row) {
    return row.isAccepted ? Scope::NamedOrCase : Scope::Named;
}

} // namespace

// ---- A statement came

/// Everything of the case that the statements held here name.
Result<void> Replica::dropNamed(const CaseId& caseId) {
    VB_TRY(const auto prefix, m_directory->prefix(caseId));
    struct Hit {
        ChangesetId id;
        Emptied left;
    };
    std::vector<Hit> hits;
    std::vector<ChangesetId> givenUp;
    const bool isWholeCase = prefix.caseLog->wholeCasePurge().has_value();
    VB_TRY_VOID(m_store.purges().each(caseId, [&](store::SealedRow&& row) -> Result<void> {
        if (isWholeCase && row.state == store::EnvelopeState::Unsent)
            givenUp.push_back(row.id);
        VB_TRY(auto left,
               emptied(prefix, row.sealed, {row.author, row.organisation}, scopeOf(row)));
        if (left)
            hits.push_back({row.id, std::move(*left)});
        return {};
    }));
    ChangedRecords changed;
    std::set<RecordId> purged;
    if (!hits.empty() && !isWholeCase)
        VB_TRY_VOID(attachments().givePurgedToWaiting(caseId));
    for (const Hit& hit : hits) {
        VB_TRY(const auto records, drop(m_store, hit.id, hit.left));
        changed.addAll(records);
        if (hit.left.isPurged)
            purged.insert(records.begin(), records.end());
    }
    for (const RecordId& record : purged) {
        VB_TRY(const auto unsent, m_store.purges().unsentTo(record));
        givenUp.insert(givenUp.end(), unsent.begin(), unsent.end());
    }
    for (const ChangesetId& id : givenUp)
        VB_TRY_VOID(giveUpPurged(id, caseId, changed));
    if (!hits.empty() || !givenUp.empty())
        VB_TRY_VOID(afterDropping(changed));
    VB_TRY(const bool wentAny, attachments().takeAwayNamed(caseId));
    return wentAny ? m_store.meta().putNumber(store::kErasureOwed, 1) : Result<void>();
}

/// The person who wrote it keeps it, and is told; nobody else gets it any more.
Result<void> Replica::giveUpPurged(const ChangesetId& id, const CaseId& caseId,
                                   ChangedRecords& changed) {
    constexpr auto kReason = static_cast<std::uint32_t>(membership::Refusal::Purged);
    VB_TRY(const auto row, m_store.envelopes().facts(id));
    if (!row || row->state != store::EnvelopeState::Unsent)
        return {};
    VB_TRY_VOID(m_store.envelopes().refuse(id, kReason));
    VB_TRY(const auto records, m_store.envelopes().recordsOf(id));
    changed.addAll(records);
    if (row->kind == static_cast<std::uint8_t>(membership::EnvelopeKind::Acknowledgement))
        return {};
    return notice(store::AttentionKind::Refused, caseId, id.view(), kReason);
}

Result<void> Replica::afterDropping(const ChangedRecords& changed) {
    for (const auto& [record, change] : changed)
        VB_TRY_VOID(m_store.purges().dropBare(record));
    VB_TRY_VOID(remerge(changed));
    VB_TRY_VOID(m_store.attachments().dropUnnamed());
    VB_TRY_VOID(m_store.purges().cleanIndex());
    return m_store.meta().putNumber(store::kErasureOwed, 1);
}

/// An own changeset got its position after the statement had come.
Result<void> Replica::dropNamedOf(const ChangesetId& id, const CaseId& caseId,
                                  ChangedRecords& changed) {
    VB_TRY(const bool dropsParts, m_directory->dropsParts(caseId));
    if (!dropsParts)
        return {};
    VB_TRY(const auto prefix, m_directory->prefix(caseId));
    VB_TRY(const auto row, m_store.purges().find(id));
    if (!row)
        return {};
    VB_TRY(const auto left,
           emptied(prefix, row->sealed, {row->author, row->organisation}, scopeOf(*row)));
    if (!left)
        return {};
    VB_TRY(const auto records, drop(m_store, id, *left));
    changed.addAll(records);
    for (const RecordId& record : records)
        VB_TRY_VOID(m_store.purges().dropBare(record));
    VB_TRY(const bool wentAny, attachments().takeAwayNamed(caseId));
    static_cast<void>(wentAny); // the parts went in any case
    VB_TRY_VOID(m_store.purges().cleanIndex());
    return m_store.meta().putNumber(store::kErasureOwed, 1);
}

// ---- An envelope comes

Result<bool> Replica::knowsWhatIsMissing(const wire::Pulled& pulled) {
    for (std::size_t i = 0; i < pulled.items.size(); ++i) {
        const auto& envelope = pulled.checked[i];
        if (!envelope || pulled.items[i].isWithheld)
            continue;
        const auto isMissing = [](const Bytes& part) { return part.empty(); };
        if (std::none_of(envelope->parts.begin(), envelope->parts.end(), isMissing))
            continue;
        VB_TRY(const auto* log, m_directory->caseLog(envelope->header.caseId));
        for (std::size_t part = 0; part < envelope->parts.size(); ++part) {
            const auto& hash = envelope->header.parts[part].hash;
            if (envelope->parts[part].empty() && !log->wholeCasePurge() && !log->purge(hash) &&
                log->withdrawals(hash).empty())
                return false;
        }
    }
    return true;
}

Result<Replica::Arrived> Replica::withoutNamed(const wire::PulledItem& item,
                                               const membership::CheckedEnvelope& envelope,
                                               const Affiliation& author) {
    Arrived arrived;
    VB_TRY(const auto prefix, m_directory->prefix(envelope.header.caseId));
    for (std::size_t i = 0; i < envelope.parts.size() && !item.isWithheld; ++i) {
        if (envelope.parts[i].empty() &&
            !isToGo(prefix, envelope.header.parts[i].hash, author, Scope::NamedOrCase))
            arrived.isKeptFromUs = true;
    }
    VB_TRY(const bool dropsParts, m_directory->dropsParts(envelope.header.caseId));
    if (!dropsParts)
        return arrived;
    VB_TRY(auto left, emptied(prefix, item.envelope, author, Scope::NamedOrCase));
    if (!left)
        return arrived;
    arrived.item = item;
    arrived.item->envelope = std::move(left->sealed);
    arrived.envelope = envelope;
    for (const std::uint16_t part : left->parts)
        arrived.envelope->parts[part].clear();
    return arrived;
}

// ---- The outbox

/// It says what the store says: what was given up leaves a stub, and what was named goes empty.
/// After every statement, and at every start, because a crash may have come in between.
Result<void> Replica::settleOutbox() {
    std::int64_t after = 0;
    while (true) {
        VB_TRY(const auto items, m_outbox.items(after, 256));
        if (items.empty())
            return {};
        after = items.back().seq;
        std::vector<store::OutboxItem> stubs;
        for (const auto& item : items) {
            if (item.kind == store::OutboxKind::Envelope)
                VB_TRY_VOID(settleItem(item, stubs));
        }
        VB_TRY_VOID(replaceByStubs(stubs));
    }
}

Result<void> Replica::settleItem(const store::OutboxItem& item,
                                 std::vector<store::OutboxItem>& stubs) {
    VB_TRY(const auto envelope, membership::parseEnvelope(m_identity.house, item.content));
    VB_TRY(const bool dropsParts, m_directory->dropsParts(envelope.header.caseId));
    if (!dropsParts)
        return {};
    VB_TRY(const auto row, m_store.envelopes().facts(envelope.id));
    const auto reason = membership::Refusal::Purged;
    if (row && row->state == store::EnvelopeState::Refused &&
        row->refusal == static_cast<std::uint32_t>(reason)) {
        VB_TRY(auto stub, stubFor(item, reason));
        stubs.push_back(std::move(stub));
        return {};
    }
    VB_TRY(const auto prefix, m_directory->prefix(envelope.header.caseId));
    VB_TRY(auto left, emptied(prefix, item.content, m_identity.holder, Scope::Named));
    if (!left)
        return {};
    auto without = item;
    without.content = std::move(left->sealed);
    return m_outbox.replace(without);
}

/// Synced first, because the outbox lets go of the text: it is in the store alone from then on, and
/// so is what its author is told.
Result<void> Replica::replaceByStubs(const std::vector<store::OutboxItem>& stubs) {
    if (stubs.empty())
        return {};
    VB_TRY(auto transaction, m_store.beginDurable());
    for (const auto& stub : stubs)
        VB_TRY_VOID(m_store.envelopes().refuse(
            ChangesetId(stub.id.bytes()), static_cast<std::uint32_t>(membership::Refusal::Purged)));
    VB_TRY_VOID(transaction.commit());
    VB_TRY_VOID(forgetUnowed());
    for (const auto& stub : stubs)
        VB_TRY_VOID(m_outbox.replace(stub));
    return {};
}

// ---- Saying it

Result<std::vector<PartHash>> Replica::partsOf(const RecordId& record) {
    std::vector<PartHash> parts;
    VB_TRY(const auto rows, m_store.records().parts(record));
    for (const auto& row : rows) {
        if (!factsOf(row.facts).position)
            continue;
        VB_TRY(const auto hash, hashOf(row.facts.id, row.part.index));
        parts.push_back(hash);
    }
    std::sort(parts.begin(), parts.end());
    parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
    return parts;
}

Result<PartHash> Replica::hashOf(const ChangesetId& id, std::uint16_t part) {
    VB_TRY(const auto row, m_store.purges().find(id));
    if (!row)
        return fail(Code::Corrupt, "a part without its envelope");
    veldboek::v0::Envelope message;
    if (!message.ParseFromArray(row->sealed.data(), static_cast<int>(row->sealed.size())))
        return fail(Code::Corrupt, "a stored envelope");
    VB_TRY(const auto header, membership::parseEnvelopeHeader(asBytes(message.header())));
    if (part >= header.parts.size())
        return fail(Code::Corrupt, "a part that its envelope does not name");
    return header.parts[part].hash;
}

namespace {

bool saysWhereItWent(const model::Part& withdrawing) {
    const auto& operations = withdrawing.operations;
    return std::any_of(operations.begin(), operations.end(),
                       [](const auto& operation) { return operation.moved.has_value(); });
}

std::set<model::VersionId> takenBack(const model::Part& withdrawing) {
    std::set<model::VersionId> observed;
    for (const auto& operation : withdrawing.operations) {
        if (operation.field == model::kRecordKey &&
            operation.kind == model::OperationKind::Withdraw)
            observed.insert(operation.observed.begin(), operation.observed.end());
    }
    return observed;
}

/// Whether nothing is left of an operation but what was observed. What took versions back says
/// nothing any more once those are gone.
bool isTaken(const model::Operation& operation, const model::VersionId& name,
             const std::set<model::VersionId>& observed) {
    const auto isObserved = [&](const model::VersionId& id) { return observed.contains(id); };
    if (operation.values.empty())
        return operation.field != model::kRecordKey && !operation.observed.empty() &&
               std::all_of(operation.observed.begin(), operation.observed.end(), isObserved);
    for (std::size_t item = 0; item < operation.values.size(); ++item) {
        model::VersionId id = name;
        id.item = static_cast<std::uint16_t>(item);
        if (!isObserved(id))
            return false;
    }
    return true;
}

} // namespace

/// Parts of the own organisation of which nothing is left but what a withdrawal observed.
Result<void> Replica::collectTaken(const RecordId& record,
                                   const std::set<model::VersionId>& observed,
                                   std::set<PartHash>& taken) {
    if (observed.empty())
        return {};
    VB_TRY(const auto rows, m_store.records().parts(record));
    for (const auto& row : rows) {
        if (row.facts.organisation != m_identity.holder.organisation)
            continue;
        VB_TRY(const auto content, envelope::decodePart(row.part.content));
        const auto& operations = content.part.operations;
        bool isAllTaken = !operations.empty();
        for (std::size_t i = 0; i < operations.size(); ++i) {
            const model::VersionId name{row.facts.id, row.part.index, static_cast<std::uint16_t>(i),
                                        0};
            isAllTaken = isAllTaken && isTaken(operations[i], name, observed);
        }
        if (!isAllTaken)
            continue;
        VB_TRY(const auto hash, hashOf(row.facts.id, row.part.index));
        taken.insert(hash);
    }
    return {};
}

/// And what these parts name that nothing else needs.
Result<void> Replica::addAttachments(const std::set<RecordId>& records, Taken& taken) {
    if (taken.parts.empty())
        return {};
    for (const RecordId& record : records) {
        VB_TRY(auto named,
               attachments().namedOnlyBy(record, taken.parts, Attachments::Dropping::Withdrawal));
        taken.attachments.merge(named);
    }
    return {};
}

/// A person took records back: the statements by which hub and devices drop what that was about,
/// in the same save and behind the changeset that says so. Of what moved the attachments are named
/// once they are where it went (settleKept()).
Result<void> Replica::nameWithdrawn(const std::vector<Entry>& entries, Sealing& sealing) {
    std::map<CaseId, Taken> taken;
    std::map<CaseId, std::set<RecordId>> records;
    for (const Entry& entry : entries) {
        for (const auto& part : entry.parts) {
            VB_TRY_VOID(collectTaken(part.record, takenBack(part), taken[entry.caseId].parts));
            if (!saysWhereItWent(part))
                records[entry.caseId].insert(part.record);
        }
    }
    for (auto& [caseId, names] : taken) {
        VB_TRY_VOID(addAttachments(records[caseId], names));
        VB_TRY_VOID(nameTaken(caseId, names, sealing));
    }
    return {};
}

namespace {

/// Bodies that name all of it, each within the bounds. Attachments come with the last of the parts:
/// before, something that stays would seem to need them.
template <typename Body, typename Parts>
std::vector<Body> bodiesOf(const Parts& parts,
                           const std::set<membership::NamedAttachment>& attachments) {
    std::vector<Body> bodies;
    auto part = parts.begin();
    auto attachment = attachments.begin();
    while (part != parts.end() || attachment != attachments.end()) {
        Body& body = bodies.emplace_back();
        while (part != parts.end() && body.parts.size() < protocol::kMaxStatementHashes)
            body.parts.push_back(*part++);
        while (part == parts.end() && attachment != attachments.end() &&
               body.attachments.size() < protocol::kMaxStatementHashes)
            body.attachments.push_back(*attachment++);
    }
    return bodies;
}

} // namespace

Result<void> Replica::nameTaken(const CaseId& caseId, const Taken& taken, Sealing& sealing) {
    for (auto& body : bodiesOf<membership::WithdrawalBody>(taken.parts, taken.attachments)) {
        VB_TRY(const auto statement, sign(caseId, std::move(body)));
        sealing.items.push_back(statementItem(statement));
    }
    return {};
}

Result<std::vector<membership::PurgeBody>> Replica::purgesOf(const RecordId& record) {
    VB_TRY(const auto parts, partsOf(record));
    VB_TRY(const auto named, attachments().namedOnlyBy(record, {parts.begin(), parts.end()},
                                                       Attachments::Dropping::Purge));
    return bodiesOf<membership::PurgeBody>(parts, named);
}

} // namespace vb::engine
