// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What lies in the outbox beside the unsent work, so that it can be delivered when the store does
// not open: the attachments that the work names, and whom it is for.
#include "sync/engine/delivery.h"
#include "sync/engine/replica_sealing.h"

namespace vb::engine {

using store::AttachmentState;

/// Each once, whoever of the save names it.
Result<std::vector<store::OwedAttachment>> Replica::owedWith(const Sealing& sealing) {
    std::vector<store::OwedAttachment> owed;
    std::map<std::pair<AudienceId, AttachmentId>, std::size_t> places;
    for (const auto& made : sealing.envelopes) {
        for (const auto& part : made.parts) {
            for (const AttachmentId& address : part.attachments) {
                const std::pair key(made.row.audience, address);
                if (places.find(key) == places.end()) {
                    VB_TRY(auto one, attachments().owed(made.caseId, made.row.audience, address));
                    if (!one)
                        continue;
                    places.emplace(key, owed.size());
                    owed.push_back(std::move(*one));
                }
                owed[places[key]].namedBy.emplace_back(made.row.id.bytes());
            }
        }
    }
    return owed;
}

/// For whoever delivers without the store. On a full disk that waits: every start and every sync
/// asks again, and neither the cases nor the uploads that make room may wait for it.
Result<void> Replica::keepDeliverable() {
    auto kept = settleOwed();
    if (kept)
        kept = keepDelivery();
    if (!kept && kept.error().code != Code::Full)
        return kept;
    return {};
}

/// Once the store has it that nobody is to get them, and before the outbox lets go of the items
/// that name them: without one they would count as due for whoever delivers without the store.
Result<void> Replica::forgetUnowed() {
    VB_TRY(const auto kept, m_outbox.attachments());
    for (const auto& one : kept) {
        VB_TRY(const bool stays, staysOwed(one));
        if (!stays)
            VB_TRY_VOID(m_outbox.dropAttachment(one.audience, one.address));
    }
    return {};
}

Result<void> Replica::settleOwed() {
    VB_TRY_VOID(forgetUnowed());
    VB_TRY(const auto unsent, m_store.attachments().unsent());
    for (const auto& [row, namedBy] : unsent) {
        VB_TRY(const auto known, m_outbox.findAttachment(row.audience, row.address));
        if (known)
            continue;
        VB_TRY(auto one, attachments().owed(row.caseId, row.audience, row.address));
        if (!one)
            continue;
        for (const ChangesetId& id : namedBy)
            one->namedBy.emplace_back(id.bytes());
        VB_TRY_VOID(m_outbox.keepAttachments({std::move(*one)})); // one by one: they may be large
    }
    return {};
}

Result<bool> Replica::staysOwed(const store::OutboxAttachment& kept) {
    VB_TRY(auto row, m_store.attachments().find(kept.audience, kept.address));
    VB_TRY(const bool isNamed, m_outbox.isNamed(kept));
    const bool isToBeReplayed = isNamed && (m_lacksKey || m_isBehind);
    if (!row)
        return isToBeReplayed;
    if (row->state == AttachmentState::Wanted) {
        VB_TRY_VOID(attachments().fill(kept.audience, row->number, kept.address));
        VB_TRY(row, m_store.attachments().find(kept.audience, kept.address));
    }
    if (row->state != AttachmentState::Owed)
        return isNamed && row->state == AttachmentState::Loose;
    VB_TRY(const bool isOwed, m_store.attachments().isOwed(row->number));
    return isOwed || isToBeReplayed;
}

/// With the first directory, and whenever the house names another key of its hub.
Result<void> Replica::keepDelivery() {
    const auto& house = m_directory->house();
    const auto* hub = house.hub(house.size());
    if (!hub || m_deliveredTo == hub->signingKey)
        return {};
    const DeliveryPlace place{m_identity.house, m_identity.device, hub->signingKey};
    VB_TRY(const auto known, readDeliveryPlace(m_outbox));
    if (known != place)
        VB_TRY_VOID(keepDeliveryPlace(m_outbox, place));
    m_deliveredTo = hub->signingKey;
    return {};
}

} // namespace vb::engine
