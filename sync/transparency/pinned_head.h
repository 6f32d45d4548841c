// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/transparency/log_head.h"
#include "sync/transparency/proofs.h"
#include "sync/transparency/receipt.h"

#include <optional>
#include <string_view>

namespace vb::transparency {

/// What comes of holding a head against the pinned one. From BadSignature on it is an alarm: the
/// pin stays where it was, the sync stops and a person is told.
enum class HeadVerdict : std::uint8_t {
    Advanced,  ///< the pin is now this head
    Unchanged, ///< the same tree as the pinned one
    /// A newer tree without a proof that it extends ours: ask endpoint proof for one.
    ProofNeeded,
    /// A restored hub began a new generation. Not accepted here; see beginGeneration().
    NewGeneration,
    BadSignature, ///< not the hub's, or not of this house
    SplitView,    ///< another tree of the same size: the hub shows two logs
    Rewritten,    ///< a larger tree that does not extend ours
    Rollback,     ///< a smaller tree, an older generation, or less secured than before
    TimeReversed, ///< hub time runs backwards although the log grew
};

[[nodiscard]] bool isAlarm(HeadVerdict verdict);
std::string_view verdictName(HeadVerdict verdict);

/// The newest head that a device has seen proven. Invariant: it only ever moves to a tree that
/// extends the one before. A value, kept by the replica's store; core thread.
class PinnedHead {
public:
    /// A device that has none: the first head is taken as it comes (trust on first use; the hub's
    /// key itself comes from the root's statement).
    PinnedHead(const crypto::SigningPublicKey& hub, const HouseId& house);
    PinnedHead(const crypto::SigningPublicKey& hub, const LogHead& pinned);

    /// `proof` leads from the pinned size to the head's.
    HeadVerdict advance(const SignedLogHead& head, const std::optional<ConsistencyProof>& proof);
    /// With the head of a receipt, which verifyReceipt() has proven. Needs no proof when the batch
    /// begins where the pinned tree ends: the receipt's compact range is one.
    HeadVerdict advance(const Receipt& receipt, const std::optional<ConsistencyProof>& proof);

    /// Holds what another author's device had pinned against ours; `proof` leads from the smaller
    /// size to the larger. Never moves the pin. A witness of another generation says nothing here:
    /// Unchanged.
    [[nodiscard]] HeadVerdict checkWitness(std::uint64_t generation, LogSize size,
                                           const TreeHash& root,
                                           const std::optional<ConsistencyProof>& proof) const;

    /// Goes over to a new generation, once an issuer's statement has named the head restored to.
    /// Alarm verdicts when the signature is bad or the generation is not a newer one.
    HeadVerdict beginGeneration(const SignedLogHead& head);

    [[nodiscard]] const std::optional<LogHead>& head() const { return m_head; }
    /// Whose heads it takes.
    [[nodiscard]] const crypto::SigningPublicKey& hub() const { return m_hub; }

private:
    HeadVerdict move(const LogHead& head, const std::optional<ConsistencyProof>& proof);

    crypto::SigningPublicKey m_hub;
    HouseId m_house;
    std::optional<LogHead> m_head;
};

} // namespace vb::transparency
