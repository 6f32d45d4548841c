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

/// By a purge that names it, or by withdrawals of every organisation that says something with it.
/// What is loose is this device's own.
Result<bool> Attachments::isToGo(const AttachmentRow& row) {
    VB_TRY(const auto prefix, m_replica.directory().prefix(row.caseId));
    const membership::NamedAttachment name{row.audience, row.address};
    if (prefix.caseLog->purge(name))
        return true;
    if (prefix.caseLog->withdrawals(name).empty())
        return false;
    const auto isDropped = [&](const auto& naming) {
        return membership::isDropped(prefix, name, naming.organisation);
    };
    VB_TRY(const auto namings, m_replica.store().attachments().namings(row.number));
    VB_TRY(const auto kept, m_replica.store().attachments().keptFor(row.number));
    if (namings.empty() && kept.empty())
        return membership::isDropped(prefix, name, m_replica.identity().holder.organisation);
    return std::all_of(namings.begin(), namings.end(), isDropped) &&
           std::all_of(kept.begin(), kept.end(), isDropped);
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

/// Whether bytes went.
Result<bool> Attachments::takeAwayIfNamed(const AttachmentRow& row) {
    auto table = m_replica.store().attachments();
    VB_TRY(const bool isToGo, this->isToGo(row));
    const bool isGone = row.state == AttachmentState::Gone;
    if (isToGo && !isGone) {
        VB_TRY_VOID(table.release(row.number));
        VB_TRY_VOID(table.takeAway(row.number));
        return row.held > 0;
    }
    // Another organisation says something with it: it may bring it.
    if (!isToGo && isGone)
        VB_TRY_VOID(table.setState(row.number, AttachmentState::Wanted));
    return false;
}

/// Of what another organisation withdrew and this device's own work names too the hub gets the
/// bytes again; of what its own organisation withdrew it does not take them.
Result<void> Attachments::offerWithdrawn(const AttachmentRow& row) {
    auto table = m_replica.store().attachments();
    VB_TRY(const auto prefix, m_replica.directory().prefix(row.caseId));
    const membership::NamedAttachment name{row.audience, row.address};
    if (prefix.caseLog->withdrawals(name).empty())
        return {};
    const bool isDropped =
        membership::isDropped(prefix, name, m_replica.identity().holder.organisation);
    if (isDropped && row.state == AttachmentState::Owed)
        return table.setState(row.number, AttachmentState::GivenUp);
    if (!isDropped && row.state == AttachmentState::Held && !row.directory.empty())
        return table.setState(row.number, AttachmentState::Owed);
    return {};
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

namespace {

bool isAllHere(const AttachmentRow& row) {
    return row.state == AttachmentState::Owed || row.state == AttachmentState::Held ||
           row.state == AttachmentState::GivenUp;
}

} // namespace

Result<void> Attachments::bring(const AttachmentRow& kept, const AttachmentRow& wanted) {
    auto table = m_replica.store().attachments();
    if (isAllHere(kept)) {
        VB_TRY(auto transaction, m_replica.store().begin());
        VB_TRY_VOID(table.empty(wanted.number));
        VB_TRY_VOID(table.copyChunks(kept, wanted.number));
        VB_TRY_VOID(table.setState(wanted.number, AttachmentState::Owed));
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
        // Whoever withdraws cannot answer for what they cannot read.
        if (isDropped && !stays && dropping == Dropping::Withdrawal) {
            VB_TRY(stays, m_replica.store().envelopes().hasSealed(row.audience));
        }
        if (isDropped && !stays)
            found.insert({row.audience, row.address});
    }
    return found;
}

} // namespace vb::engine
