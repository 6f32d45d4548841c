// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/engine/replica_directory.h"
#include "sync/engine/wire.h"
#include "sync/membership/envelope_header.h"
#include "sync/membership/stream_head.h"
#include "sync/protocol/limits.h"

#include <deque>
#include <map>
#include <vector>

namespace vb::engine {

/// Whether the envelopes of one reply are authentic: each is covered by a validly signed head of
/// the same reply, through an unbroken chain. Signatures cost most of a first sync, so one is
/// checked for a whole run (at most protocol::kMaxRunLength). A value for one reply.
class RunCheck {
public:
    struct Proven {
        membership::StreamHead head;
        Bytes signedHead;
    };

    /// Of a reply whose envelopes are checked (wire::checkEnvelopes()), which must outlive this.
    /// Heads are verified from the newest of a stream backwards, and only where no later one
    /// proves what they sign, which spares a first sync most of the signatures. An item that is
    /// no envelope of this house, or that no head covers, is simply not proven; one bad item never
    /// takes others with it.
    RunCheck(const ReplicaDirectory& directory, const wire::Pulled& pulled);

    /// The head that covers an envelope; null when none does.
    [[nodiscard]] const Proven* proof(const ChangesetId& id) const;

private:
    using Stream = std::map<ChangesetId, const membership::CheckedEnvelope*>;
    struct Claim {
        membership::StreamHead head; ///< unverified
        const membership::SignedStreamHead* signedHead;
    };

    void prove(const ReplicaDirectory& directory, const Stream& stream,
               const std::vector<Claim>& claims);
    void prove(const ReplicaDirectory& directory, const Stream& stream, const Claim& claim);

    std::deque<Proven> m_heads; ///< a deque, for what points into it
    std::map<ChangesetId, const Proven*> m_proofs;
};

} // namespace vb::engine
