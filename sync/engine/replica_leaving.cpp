// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What a device does with what it may hold no more.
#include "sync/engine/replica.h"
#include "sync/membership/readers.h"
#include "sync/store/left_keys.h"
#include "sync/store/lost_table.h"

#include <algorithm>

namespace vb::engine {
namespace {

/// A place that they have, or that begins some time.
bool hasPlace(const membership::DirectoryPrefix& prefix, const membership::Affiliation& who,
              Instant now) {
    const auto& members = prefix.caseLog->members();
    const auto facts = members.find(who);
    return facts != members.end() &&
           std::any_of(facts->second.begin(), facts->second.end(), [&](const auto& fact) {
               return fact.inForce.at(prefix.caseSize) && !fact.period.hasExpired(now);
           });
}

} // namespace

/// On the issuer's signed word alone, which the directory here holds; not on what the hub calls a
/// session.
bool Replica::isEnded(const membership::DirectoryPrefix& prefix) const {
    const auto* device = prefix.house.device(m_identity.device);
    return device != nullptr && device->isEnded(prefix.houseSize);
}

Result<bool> Replica::mustLeave(const CaseId& caseId, Instant hubTime) {
    VB_TRY(const auto prefix, m_directory->prefix(caseId));
    if (isEnded(prefix))
        return true;
    return !prefix.caseLog->isHouseCase() && prefix.caseSize > 0 &&
           !membership::isMember(prefix, m_identity.holder, hubTime);
}

/// What was written is delivered first (I-13), and what a restored hub lost of it, again.
Result<bool> Replica::mayLeave(const CaseId& caseId) {
    VB_TRY(const auto row, m_store.audiences().findCase(caseId));
    if (!row || row->unsent > 0)
        return false;
    VB_TRY(const bool hasLost,
           store::LostTable(m_store.database()).hasOwn(caseId, m_identity.device));
    if (hasLost)
        return false;
    VB_TRY(const bool owes, m_store.attachments().hasToUpload(caseId));
    return !owes;
}

Result<void> Replica::leave(const CaseId& caseId) {
    VB_TRY(auto transaction, m_store.beginDurable());
    VB_TRY_VOID(m_store.streams().rememberOwn(caseId, m_identity.device));
    VB_TRY_VOID(store::LostTable(m_store.database())
                    .keepLeaving(caseId, m_identity.device, m_pinned ? m_pinned->secured : 0));
    VB_TRY_VOID(m_store.eraseCase(caseId));
    VB_TRY_VOID(m_store.meta().putNumber(store::kErasureOwed, 1));
    VB_TRY_VOID(notice(store::AttentionKind::CaseErased, std::nullopt, caseId.view(), 0));
    VB_TRY_VOID(transaction.commit());
    m_directory->forget(caseId);
    m_keys.lock(); // the open ones of the case among them; others open again on use
    return {};
}

/// The hub shows who left the log up to their end, with boxes in it, at every sync that asks. The
/// log may stay; whoever comes back has the boxes from it again (applyDirectory()).
Result<void> Replica::dropLeftKeys(const CaseId& caseId, Instant hubTime) {
    VB_TRY(const auto held, m_store.audiences().findCase(caseId));
    VB_TRY(const auto prefix, m_directory->prefix(caseId));
    const bool mayHaveSome = !isEnded(prefix) && hasPlace(prefix, m_identity.holder, hubTime);
    store::LeftKeys keys(m_store.database());
    VB_TRY(const bool hasAny, keys.hasAny(caseId));
    if (held || mayHaveSome || !hasAny)
        return {};
    VB_TRY(auto transaction, m_store.beginDurable());
    VB_TRY_VOID(keys.erase(caseId));
    VB_TRY_VOID(m_store.meta().putNumber(store::kErasureOwed, 1));
    VB_TRY_VOID(transaction.commit());
    m_keys.lock();
    return {};
}

/// An hour may have been false, of the hub or of its machine, and a place with an end not ended.
Result<void> Replica::retakeKeys(const CaseId& caseId, Instant hubTime) {
    VB_TRY(const auto prefix, m_directory->prefix(caseId));
    VB_TRY(const bool hasAny, store::LeftKeys(m_store.database()).hasAny(caseId));
    if (hasAny || isEnded(prefix) || !hasPlace(prefix, m_identity.holder, hubTime))
        return {};
    VB_TRY(auto transaction, m_store.begin());
    VB_TRY_VOID(keepBoxesOf(caseId));
    return transaction.commit();
}

Result<std::vector<CaseId>> Replica::eraseEndedCases(Instant hubTime) {
    std::vector<CaseId> erased;
    VB_TRY_VOID(catchUp());
    VB_TRY(const auto cases, m_directory->cases());
    for (const CaseId& caseId : cases) {
        VB_TRY(const bool mustLeave, this->mustLeave(caseId, hubTime));
        if (!mustLeave) {
            VB_TRY_VOID(retakeKeys(caseId, hubTime));
            continue;
        }
        VB_TRY_VOID(dropLeftKeys(caseId, hubTime));
        VB_TRY(const bool mayLeave, this->mayLeave(caseId));
        if (!mayLeave)
            continue;
        VB_TRY_VOID(leave(caseId));
        erased.push_back(caseId);
    }
    return erased;
}

} // namespace vb::engine
