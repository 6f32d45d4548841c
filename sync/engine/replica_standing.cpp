// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// How far this device is, as it says to the hub and to colleagues: cursors, digests,
// acknowledgements.
#include "sync/engine/replica_sealing.h"
#include "sync/membership/derived_ids.h"
#include "sync/membership/readers.h"
#include "sync/transparency/comparison.h"

#include <algorithm>

namespace vb::engine {

Result<std::vector<wire::Cursor>> Replica::cursors(bool bulk) {
    std::vector<wire::Cursor> cursors;
    VB_TRY(const auto cases, m_directory->cases());
    for (const CaseId& caseId : cases) {
        VB_TRY(const auto audiences, readableAudiences(caseId));
        for (const auto& audience : audiences) {
            VB_TRY(const bool isHeld, holdsSomeKey(caseId, audience.id));
            if (!isHeld)
                continue; // nothing that comes could be read before a grant
            VB_TRY(const auto row, m_store.audiences().find(audience.id));
            const std::uint64_t after = !row ? 0 : bulk ? row->cursorBulk : row->cursorRecent;
            VB_TRY(const bool lacksOwn, lacksOwnWork(audience.id));
            cursors.push_back({caseId, audience.id, after, lacksOwn});
        }
    }
    std::stable_partition(cursors.begin(), cursors.end(),
                          [](const auto& cursor) { return cursor.lacksOwn; });
    return cursors;
}

Result<bool> Replica::lacksOwnWork(const AudienceId& audience) {
    const StreamId own =
        membership::streamId(m_identity.house, m_identity.device, m_identity.incarnation, audience);
    VB_TRY(const auto left, m_store.streams().remembered(own));
    if (!left)
        return false;
    // By number of envelopes: what was written since has a higher number and may be here before.
    VB_TRY(const auto held, m_store.streams().held(own, left->counter));
    return held < left->counter;
}

Result<bool> Replica::holdsSomeKey(const CaseId& caseId, const AudienceId& audience) {
    VB_TRY(const auto* log, m_directory->caseLog(caseId));
    for (const EpochId& epoch : log->epochsOf(audience)) {
        VB_TRY(const bool held, m_keys.holds(epoch));
        if (held)
            return true;
    }
    return false;
}

Result<std::vector<wire::AudienceDigest>> Replica::digests() {
    std::vector<wire::AudienceDigest> digests;
    VB_TRY(const auto audiences, m_store.audiences().all());
    for (const auto& row : audiences) {
        VB_TRY(const auto readable, readableAudiences(row.caseId));
        const bool isReadable =
            std::any_of(readable.begin(), readable.end(),
                        [&row](const auto& audience) { return audience.id == row.audience; });
        if (!isReadable)
            continue;
        wire::AudienceDigest digest;
        digest.caseId = row.caseId;
        digest.audience = row.audience;
        digest.upTo = std::min(row.cursorRecent, row.cursorBulk);
        VB_TRY(const auto ids, m_store.envelopes().acceptedIds(row.audience, 0, digest.upTo));
        transparency::ComparisonDigest comparison(m_identity.house);
        for (const ChangesetId& id : ids)
            comparison.add(id);
        digest.count = comparison.count();
        if (comparison.digest())
            digest.digest = toBytes(comparison.digest()->view());
        digests.push_back(std::move(digest));
    }
    return digests;
}

Result<std::map<AudienceId, std::vector<ChangesetId>>> Replica::openable() {
    std::map<AudienceId, std::vector<ChangesetId>> openable;
    VB_TRY_VOID(
        m_store.envelopes().eachSealed([&](const ChangesetId& id, ByteView sealed) -> Result<void> {
            VB_TRY(const auto envelope, membership::parseEnvelope(m_identity.house, sealed));
            VB_TRY(const bool isReadable, m_keys.holds(envelope.header.epoch));
            if (isReadable)
                openable[envelope.header.audience].push_back(id);
            return {};
        }));
    return openable;
}

Result<std::vector<ChangesetId>> Replica::missing(const std::vector<ChangesetId>& listing) {
    std::vector<ChangesetId> missing;
    for (const ChangesetId& id : listing) {
        VB_TRY(const auto row, m_store.envelopes().find(id));
        if (!row || !row->position)
            missing.push_back(id);
    }
    return missing;
}

Result<void> Replica::acknowledge() {
    if (m_moved.empty())
        return {};
    VB_TRY_VOID(catchUp());
    const auto pendingBefore = m_pendingEpochs;
    Sealing sealing;
    auto sealed = sealAcknowledgements(sealing);
    if (sealed)
        sealed = m_outbox.append(sealing.items);
    if (!sealed) {
        m_pendingEpochs = pendingBefore; // nobody was told of what was opened here
        // Whose certificate ran out says it when it is renewed.
        return sealed.error().code == Code::Refused ? Result<void>() : sealed;
    }
    m_isBehind = !applyOwn(sealing).has_value();
    m_moved.clear();
    return {};
}

Result<void> Replica::sealAcknowledgements(Sealing& sealing) {
    for (const AudienceId& audience : m_moved) {
        VB_TRY(const auto row, m_store.audiences().find(audience));
        if (!row)
            continue;
        VB_TRY(const auto prefix, m_directory->prefix(row->caseId));
        if (prefix.caseLog->wholeCasePurge())
            continue; // it takes nothing any more
        const auto known = membership::findAudience(prefix, audience);
        if (!known || !membership::belongs(prefix, m_identity.holder, *known, hubNow()))
            continue;
        VB_TRY_VOID(sealAcknowledgementOf(*row, *known, sealing));
    }
    return {};
}

} // namespace vb::engine
