// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/engine/replica_directory.h"
#include "sync/engine/wire.h"
#include "sync/membership/envelope_header.h"
#include "sync/membership/stream_head.h"
#include "sync/protocol/limits.h"

#include <map>
#include <set>

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

    /// Parses every envelope and verifies every head. An item that is no envelope of this house,
    /// or that no head covers, is simply not proven; one bad item never takes others with it.
    RunCheck(const ReplicaDirectory& directory, const wire::Pulled& pulled);

    /// The parsed envelope at this index of the reply; null when it is a stub or no envelope.
    [[nodiscard]] const membership::CheckedEnvelope* envelope(std::size_t index) const;
    /// The head that covers an envelope; null when none does.
    [[nodiscard]] const Proven* proof(const ChangesetId& id) const;

private:
    void readHeads(const ReplicaDirectory& directory, const wire::Pulled& pulled);
    void prove(const std::vector<const membership::CheckedEnvelope*>& stream,
               const std::vector<Proven>& heads);

    std::vector<std::optional<membership::CheckedEnvelope>> m_envelopes;
    std::map<StreamId, std::vector<Proven>> m_heads;
    std::map<ChangesetId, const Proven*> m_proofs;
};

} // namespace vb::engine
