// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/transparency/pinned_head.h"

namespace vb::transparency {

bool isAlarm(HeadVerdict verdict) {
    return verdict >= HeadVerdict::BadSignature;
}

std::string_view verdictName(HeadVerdict verdict) {
    switch (verdict) {
    case HeadVerdict::Advanced:
        return "advanced";
    case HeadVerdict::Unchanged:
        return "unchanged";
    case HeadVerdict::ProofNeeded:
        return "proof needed";
    case HeadVerdict::NewGeneration:
        return "new generation";
    case HeadVerdict::BadSignature:
        return "bad signature";
    case HeadVerdict::SplitView:
        return "split view";
    case HeadVerdict::Rewritten:
        return "rewritten";
    case HeadVerdict::Rollback:
        return "rollback";
    case HeadVerdict::TimeReversed:
        return "time reversed";
    }
    return "unknown";
}

PinnedHead::PinnedHead(const crypto::SigningPublicKey& hub, const HouseId& house)
    : m_hub(hub), m_house(house) {}

PinnedHead::PinnedHead(const crypto::SigningPublicKey& hub, const LogHead& pinned)
    : m_hub(hub), m_house(pinned.house), m_head(pinned) {}

HeadVerdict PinnedHead::advance(const SignedLogHead& head,
                                const std::optional<ConsistencyProof>& proof) {
    const auto verified = verifyLogHead(m_hub, m_house, head);
    if (!verified)
        return HeadVerdict::BadSignature;
    return move(*verified, proof);
}

HeadVerdict PinnedHead::advance(const Receipt& receipt,
                                const std::optional<ConsistencyProof>& proof) {
    if (receipt.house != m_house)
        return HeadVerdict::BadSignature;
    if (!m_head || receipt.head.generation != m_head->generation ||
        receipt.firstPosition() != m_head->size)
        return move(receipt.head, proof);
    if (receipt.before.root() != m_head->root)
        return HeadVerdict::SplitView;
    if (receipt.head.secured < m_head->secured)
        return HeadVerdict::Rollback;
    if (receipt.head.hubTime < m_head->hubTime)
        return HeadVerdict::TimeReversed;
    const bool grew = receipt.head.size > m_head->size;
    m_head = receipt.head;
    return grew ? HeadVerdict::Advanced : HeadVerdict::Unchanged;
}

HeadVerdict PinnedHead::move(const LogHead& head, const std::optional<ConsistencyProof>& proof) {
    if (!m_head) {
        m_head = head;
        return HeadVerdict::Advanced;
    }
    if (head.generation > m_head->generation)
        return HeadVerdict::NewGeneration;
    if (head.generation < m_head->generation || head.size < m_head->size ||
        head.secured < m_head->secured)
        return HeadVerdict::Rollback;
    if (head.hubTime < m_head->hubTime)
        return HeadVerdict::TimeReversed;
    if (head.size == m_head->size) {
        if (head.root != m_head->root)
            return HeadVerdict::SplitView;
        m_head = head; // may say that more is secured
        return HeadVerdict::Unchanged;
    }
    if (m_head->size != 0) {
        if (!proof)
            return HeadVerdict::ProofNeeded;
        if (proof->oldSize != m_head->size || proof->newSize != head.size ||
            !verifyConsistency(*proof, m_head->root, head.root))
            return HeadVerdict::Rewritten;
    }
    m_head = head;
    return HeadVerdict::Advanced;
}

HeadVerdict PinnedHead::checkWitness(std::uint64_t generation, LogSize size, const TreeHash& root,
                                     const std::optional<ConsistencyProof>& proof) const {
    if (!m_head || generation != m_head->generation)
        return HeadVerdict::Unchanged;
    if (size == m_head->size)
        return root == m_head->root ? HeadVerdict::Unchanged : HeadVerdict::SplitView;
    if (size == 0)
        return root == emptyRoot() ? HeadVerdict::Unchanged : HeadVerdict::SplitView;
    if (m_head->size == 0)
        return HeadVerdict::Unchanged;
    if (!proof)
        return HeadVerdict::ProofNeeded;
    const bool ours = size > m_head->size;
    const LogSize smaller = ours ? m_head->size : size;
    const LogSize larger = ours ? size : m_head->size;
    const TreeHash& smallerRoot = ours ? m_head->root : root;
    const TreeHash& largerRoot = ours ? root : m_head->root;
    if (proof->oldSize != smaller || proof->newSize != larger ||
        !verifyConsistency(*proof, smallerRoot, largerRoot))
        return HeadVerdict::SplitView;
    return HeadVerdict::Unchanged;
}

HeadVerdict PinnedHead::beginGeneration(const SignedLogHead& head) {
    const auto verified = verifyLogHead(m_hub, m_house, head);
    if (!verified)
        return HeadVerdict::BadSignature;
    if (m_head && verified->generation <= m_head->generation)
        return HeadVerdict::Rollback;
    m_head = *verified;
    return HeadVerdict::Advanced;
}

} // namespace vb::transparency
