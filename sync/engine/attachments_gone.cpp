// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Attachments that purges and withdrawals name: here as at the hub they go, and who says such a
// statement names those that nothing else needs.
#include "sync/engine/attachments.h"
#include "sync/engine/replica.h"
#include "sync/membership/admission.h"

#include <algorithm>

namespace vb::engine {

using store::AttachmentRow;
using store::AttachmentState;
using store::EnvelopeState;

namespace {

bool isAllHere(const AttachmentRow& row) {
    return row.state == AttachmentState::Owed || row.state == AttachmentState::Held ||
           row.state == AttachmentState::GivenUp;
}

} // namespace

/// By a purge that names it, or by withdrawals of every organisation that said something with it,
/// when nothing says it any more. What is loose is this device's own.
Result<bool> Attachments::isToGo(const AttachmentRow& row) {
    VB_TRY(const auto prefix, m_replica.directory().prefix(row.caseId));
    const membership::NamedAttachment name{row.audience, row.address};
    if (prefix.caseLog->purge(name))
        return true;
    if (prefix.caseLog->withdrawals(name).empty() || row.state == AttachmentState::Loose)
        return false;
    auto table = m_replica.store().attachments();
    VB_TRY(const bool isNamed, table.isNamed(row.number));
    if (isNamed)
        return false;
    VB_TRY(const auto namings, table.namings(row.number));
    VB_TRY(const auto kept, table.keptFor(row.number));
    return std::all_of(namings.begin(), namings.end(),
                       [&](const auto& naming) {
                           return membership::isDropped(prefix, name, naming.organisation);
                       }) &&
           std::all_of(kept.begin(), kept.end(), [&](const auto& keeping) {
               return membership::isDropped(prefix, name, keeping.organisation, keeping.since);
           });
}

/// 0 where somebody of this device's organisation says something with it.
Result<OrganisationCode> Attachments::whose(const AttachmentRow& row) {
    VB_TRY(auto namings, m_replica.store().attachments().namings(row.number));
    std::erase_if(namings,
                  [](const auto& naming) { return naming.state == EnvelopeState::Refused; });
    const auto own = m_replica.identity().holder.organisation;
    VB_TRY(const auto kept, m_replica.store().attachments().keptFor(row.number));
    const auto isOurs = [&](const auto& naming) { return naming.organisation == own; };
    if (std::any_of(namings.begin(), namings.end(), isOurs) ||
        std::any_of(kept.begin(), kept.end(), isOurs))
        return OrganisationCode{};
    if (!namings.empty())
        return namings.front().organisation;
    return kept.empty() ? OrganisationCode{} : kept.front().organisation;
}

/// What is for other readers, and waits for the same bytes, has them from here before they go.
Result<void> Attachments::giveToWaiting(const AttachmentRow& row) {
    auto table = m_replica.store().attachments();
    VB_TRY(const auto rows, table.ofCase(row.caseId));
    for (const AttachmentRow& other : rows) {
        const bool isWaiting =
            other.state == AttachmentState::Wanted || other.state == AttachmentState::Left;
        VB_TRY(const bool isNamed, table.isNamed(other.number));
        if (other.address == row.address && isWaiting && isNamed && other.number != row.number)
            VB_TRY_VOID(copyWhole(row, other));
    }
    return {};
}

Result<void> Attachments::givePurgedToWaiting(const CaseId& caseId) {
    VB_TRY(const auto rows, m_replica.store().attachments().ofCase(caseId));
    VB_TRY(const auto* log, m_replica.directory().caseLog(caseId));
    for (const AttachmentRow& row : rows) {
        if (isAllHere(row) && log->purge({row.audience, row.address}))
            VB_TRY_VOID(giveToWaiting(row));
    }
    return {};
}

/// Whether bytes went.
Result<bool> Attachments::takeAwayIfNamed(const AttachmentRow& row) {
    auto table = m_replica.store().attachments();
    VB_TRY(const bool isToGo, this->isToGo(row));
    const bool isGone = row.state == AttachmentState::Gone;
    if (isToGo && !isGone) {
        if (isAllHere(row))
            VB_TRY_VOID(giveToWaiting(row));
        VB_TRY_VOID(table.release(row.number));
        VB_TRY_VOID(table.takeAway(row.number));
        return row.held > 0;
    }
    // Something that stays says something with it: whoever has it may bring it.
    if (!isToGo && isGone)
        VB_TRY_VOID(table.setState(row.number, AttachmentState::Wanted));
    return false;
}

/// Of what was withdrawn and is named all the same the hub gets the bytes again.
Result<void> Attachments::offerWithdrawn(const AttachmentRow& row) {
    if (row.state != AttachmentState::Held)
        return {};
    VB_TRY(const auto* log, m_replica.directory().caseLog(row.caseId));
    if (log->withdrawals({row.audience, row.address}).empty())
        return {};
    auto table = m_replica.store().attachments();
    VB_TRY(const bool isNamed, table.isNamed(row.number));
    return isNamed ? table.setState(row.number, AttachmentState::Owed) : Result<void>();
}

Result<bool> Attachments::takeAwayNamed(const CaseId& caseId) {
    auto table = m_replica.store().attachments();
    VB_TRY(const auto rows, table.ofCase(caseId));
    VB_TRY(const auto* log, m_replica.directory().caseLog(caseId));
    const bool isWholeCase = log->wholeCasePurge().has_value();
    bool wentAny = false;
    for (const AttachmentRow& row : rows) {
        VB_TRY(const bool went, takeAwayIfNamed(row));
        wentAny = wentAny || went;
        if (isWholeCase)
            VB_TRY_VOID(table.release(row.number));
        VB_TRY(const auto now, table.find(row.audience, row.address));
        if (now)
            VB_TRY_VOID(offerWithdrawn(*now));
    }
    VB_TRY_VOID(table.dropUnnamed());
    return wentAny;
}

Result<void> Attachments::bring(const AttachmentRow& kept, const AttachmentRow& wanted) {
    auto table = m_replica.store().attachments();
    if (isAllHere(kept)) {
        VB_TRY(auto transaction, m_replica.store().begin());
        VB_TRY_VOID(copyWhole(kept, wanted));
        return transaction.commit();
    }
    // Who made the copy answers for it, however much that is.
    if (kept.state != AttachmentState::Left || wanted.directory.empty())
        return {};
    VB_TRY(auto transaction, m_replica.store().begin());
    VB_TRY(const bool isThere, table.ask(kept.address));
    VB_CHECK(isThere);
    return transaction.commit();
}

Result<bool> Attachments::isNeededElsewhere(const AttachmentRow& row) {
    auto table = m_replica.store().attachments();
    VB_TRY(const auto rows, table.ofCase(row.caseId));
    for (const AttachmentRow& other : rows) {
        const bool isOnItsWay = other.state == AttachmentState::Owed ||
                                other.state == AttachmentState::Wanted ||
                                other.state == AttachmentState::Left;
        if (other.address != row.address || other.number == row.number || !isOnItsWay)
            continue;
        VB_TRY(const bool isNamed, table.isNamed(other.number));
        if (isNamed)
            return true;
    }
    return false;
}

Result<std::set<membership::NamedAttachment>>
Attachments::namedOnlyBy(const RecordId& record, const std::set<PartHash>& parts,
                         Dropping dropping) {
    auto table = m_replica.store().attachments();
    std::set<membership::NamedAttachment> found;
    VB_TRY(const auto rows, table.ofRecord(record));
    for (const AttachmentRow& row : rows) {
        VB_TRY(const auto namings, table.namings(row.number));
        bool isDropped = false;
        bool stays = false;
        for (const auto& naming : namings) {
            VB_TRY(const PartHash hash, m_replica.hashOf(naming.changeset, naming.part));
            const bool isUnsent = naming.state == EnvelopeState::Unsent;
            const bool isGivenUp =
                dropping == Dropping::Purge && isUnsent && naming.record == record;
            const bool isNamed = parts.contains(hash);
            isDropped = isDropped || isNamed;
            stays = stays || (!isNamed && !isGivenUp &&
                              (isUnsent || naming.state == EnvelopeState::Accepted));
        }
        // What moved from here may have to be fetched from here.
        VB_TRY(const auto kept, table.keptFor(row.number));
        stays = stays || (dropping == Dropping::Withdrawal && !kept.empty());
        // Whoever withdraws cannot answer for what they cannot read, nor for who still waits.
        if (isDropped && !stays && dropping == Dropping::Withdrawal) {
            VB_TRY(const bool hasSealed, m_replica.store().envelopes().hasSealed(row.audience));
            VB_TRY(const bool isNeeded, isNeededElsewhere(row));
            stays = hasSealed || isNeeded;
        }
        if (isDropped && !stays)
            found.insert({row.audience, row.address});
    }
    return found;
}

} // namespace vb::engine
