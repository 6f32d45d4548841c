// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Attachments of what moved to fewer readers. The withdrawal of the parts goes out with the move;
// the bytes may be nowhere but under the wider audience, at the hub or on the device of whoever
// made them. So they are kept, brought to where the content went, and named by a later statement,
// of attachments alone, once they are seen to be at the hub for its readers. Asked at every sync,
// of what is held: saying it twice, or on several devices, comes to the same.
#include "sync/engine/attachments.h"
#include "sync/engine/replica_copy.h"
#include "sync/membership/admission.h"
#include "sync/membership/readers.h"

#include <algorithm>

namespace vb::engine {

using store::AttachmentRow;
using store::AttachmentState;

/// Where one move has brought an attachment, as far as this device may know.
enum class Replica::Arrival : std::uint8_t {
    Awaited, ///< something of it is still to come, or to be sent
    Unseen,  ///< all is here that is to come, and it is not among it
    NotOurs, ///< for readers that this device is not one of
    There,   ///< whole at the hub for its readers, or taken away from there by name
};

/// All moves of what named it.
struct Replica::Whereabouts {
    std::set<Arrival> arrivals;
    bool isUnmoved = false; ///< a record that named it does not say that it moved
    bool isIdle = true;     ///< seen so at the sync before this one
    bool isOurs = false;    ///< the own organisation named it
    [[nodiscard]] bool has(Arrival arrival) const { return arrivals.contains(arrival); }
};

enum class Replica::Fate : std::uint8_t { Keep, LookAgain, Offer, Name, Release };

/// A copy for readers who could not read it before gets nothing by this: they are to be given it.
Result<Replica::Arrival> Replica::arrivalOf(const AttachmentRow& kept,
                                            const model::MovedTo& moved) {
    VB_TRY(const auto family, familyOf(kept.caseId, moved.root));
    const auto from = membership::findAudience(family.prefix, kept.audience);
    const auto to = membership::findAudience(family.prefix, moved.audience);
    VB_TRY(const bool isCopyHere, mayFollow(family, moved));
    if (!from || !to || !isCopyHere)
        return Arrival::Awaited;
    if (!membership::belongs(family.prefix, m_identity.holder, *to, hubNow()))
        return Arrival::NotOurs;
    if (!membership::isWider(family.prefix, *from, *to))
        return Arrival::Unseen;
    auto table = m_store.attachments();
    VB_TRY(const auto row, table.find(moved.audience, kept.address));
    VB_TRY(const bool isNamed, row ? table.isNamed(row->number) : Result<bool>(false));
    if (!isNamed && membership::isDropped(family.prefix, {moved.audience, kept.address},
                                          m_identity.holder.organisation))
        return Arrival::There;
    VB_TRY(const bool hasSealed, m_store.envelopes().hasSealed(moved.audience));
    if (!row)
        return hasSealed ? Arrival::Awaited : Arrival::Unseen;
    if (row->state == AttachmentState::Held || row->state == AttachmentState::Gone)
        return Arrival::There;
    if (row->state == AttachmentState::GivenUp)
        return Arrival::Unseen;
    if (row->state == AttachmentState::Wanted || row->state == AttachmentState::Left)
        VB_TRY_VOID(attachments().bring(kept, *row));
    return Arrival::Awaited;
}

Result<Replica::Whereabouts> Replica::whereaboutsOf(const AttachmentRow& kept) {
    Whereabouts all;
    VB_TRY(const auto namers, m_store.attachments().keptFor(kept.number));
    for (const auto& namer : namers) {
        all.isIdle = all.isIdle && namer.isIdle;
        all.isOurs = all.isOurs || namer.organisation == m_identity.holder.organisation;
        bool hasMoved = false;
        VB_TRY(const auto row, m_store.records().find(namer.record));
        if (row) {
            VB_TRY(const auto state, merged(row->record, row->type));
            for (const auto& taken : state.withdrawals) {
                if (!taken.moved || taken.by.standing != model::Standing::Effective)
                    continue;
                hasMoved = true;
                VB_TRY(const Arrival arrival, arrivalOf(kept, *taken.moved));
                all.arrivals.insert(arrival);
            }
        }
        all.isUnmoved = all.isUnmoved || !hasMoved;
    }
    return all;
}

/// Not what a record names that stays, and not twice.
Result<bool> Replica::mayBeNamed(const AttachmentRow& kept) {
    VB_TRY(const bool stays, m_store.attachments().isNamed(kept.number));
    VB_TRY(const auto namers, m_store.attachments().keptFor(kept.number));
    VB_TRY(const auto prefix, m_directory->prefix(kept.caseId));
    const membership::NamedAttachment name{kept.audience, kept.address};
    const auto own = m_identity.holder.organisation;
    return !stays && std::any_of(namers.begin(), namers.end(), [&](const auto& namer) {
        return namer.organisation == own && !membership::isDropped(prefix, name, own, namer.since);
    });
}

Result<Replica::Fate> Replica::fateOf(const AttachmentRow& kept) {
    VB_TRY(const auto prefix, m_directory->prefix(kept.caseId));
    if (prefix.caseLog->wholeCasePurge())
        return Fate::Release;
    if (!membership::isMember(prefix, m_identity.holder)) // what is owed is delivered, and no more
        return kept.state == AttachmentState::Owed ? Fate::Offer : Fate::Keep;
    VB_TRY(const auto where, whereaboutsOf(kept));
    if (where.has(Arrival::NotOurs) && kept.state == AttachmentState::Owed)
        return Fate::Offer;
    VB_TRY(const bool hasSealed, m_store.envelopes().hasSealed(kept.audience));
    const bool mayYetMove = hasSealed && where.isUnmoved;
    if (where.has(Arrival::Awaited) || mayYetMove)
        return Fate::Keep;
    const bool isUnseen = where.isUnmoved || where.has(Arrival::Unseen);
    if (isUnseen && !where.isIdle)
        return Fate::LookAgain;
    if (!where.has(Arrival::There) || where.has(Arrival::NotOurs) || where.has(Arrival::Unseen) ||
        !where.isOurs)
        return Fate::Release;
    VB_TRY(const bool mayBeNamed, this->mayBeNamed(kept));
    if (!mayBeNamed)
        return Fate::Release;
    VB_TRY(const bool isNeeded, attachments().isNeededElsewhere(kept));
    VB_TRY(const auto waiting, namedInOutbox());
    const bool isWaiting = waiting.attachments.contains({kept.audience, kept.address});
    return isNeeded || hasSealed || isWaiting ? Fate::Keep : Fate::Name;
}

/// What is named is kept until the statement comes back, which takes it away.
Result<void> Replica::settleKept() {
    auto table = m_store.attachments();
    VB_TRY(const auto all, table.allKept());
    std::vector<std::int64_t> released;
    std::map<CaseId, Taken> taken;
    for (const AttachmentRow& kept : all) {
        VB_TRY(const Fate fate, fateOf(kept));
        VB_TRY_VOID(table.setIdle(kept.number, fate == Fate::LookAgain));
        if (fate == Fate::Offer)
            VB_TRY_VOID(table.offerKept(kept.number));
        if (fate == Fate::Name)
            taken[kept.caseId].attachments.insert({kept.audience, kept.address});
        if (fate == Fate::Release)
            released.push_back(kept.number);
    }
    for (const auto& of : taken) {
        const auto named = commit([&](Sealing& sealing) -> Result<void> {
            return nameTaken(of.first, of.second, sealing);
        });
        if (!named && named.error().code != Code::Refused)
            return Unexpected(named.error());
    }
    if (released.empty())
        return {};
    VB_TRY(auto transaction, m_store.begin());
    for (const std::int64_t number : released)
        VB_TRY_VOID(table.release(number));
    VB_TRY_VOID(table.dropUnnamed());
    VB_TRY_VOID(m_store.meta().putNumber(store::kErasureOwed, 1));
    return transaction.commit();
}

} // namespace vb::engine
