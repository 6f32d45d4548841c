// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/clock.h"
#include "sync/base/error.h"

#include <cstdint>
#include <optional>

namespace vb::engine {

enum class SyncPhase : std::uint8_t {
    Idle,
    Hello,
    Session,
    Directory,
    Push,
    Pull,
    Compare,
    Repair,
    Attachments, ///< everything else is done
};

/// Why the last sync did not reach its end. A person's sentence is made at the edge.
enum class SyncTrouble : std::uint8_t {
    None,
    Unreachable,   ///< no answer: no network, or the hub is down
    NotTrusted,    ///< TLS or the hub's key is not the one that the house names
    VersionTooOld, ///< the hub speaks no protocol version of ours
    NotAdmitted,   ///< our certificate is not, or no longer, in force
    HubAlarm,      ///< the hub's log does not fit what we pinned
    HubBusy,       ///< it asked us to come back
    HubMisbehaved, ///< an answer breaks the protocol
    StoreFailed,   ///< our own store could not write
};

/// The four facts, and what is going on. A value; truth as far as this device can know it (I-8).
struct SyncStatus {
    SyncPhase phase = SyncPhase::Idle;
    /// The last exchange with the hub succeeded.
    bool online = false;
    /// Since when there was no contact; nothing when online or never in contact.
    std::optional<Instant> offlineSince;
    /// Changesets that the hub has not accepted.
    std::uint64_t unsent = 0;
    /// Attachments that the hub is not known to have, of work of this device that it has or is to
    /// get.
    std::uint64_t attachmentsOwed = 0;
    /// Attachments that records here name and the next syncs fetch; not those left at the hub.
    std::uint64_t attachmentsWanted = 0;
    /// When a sync last reached its end, with everything that came applied.
    std::optional<Instant> lastApplied;
    /// Conflicts and attention rows together.
    std::uint64_t attention = 0;
    SyncTrouble trouble = SyncTrouble::None;
    /// When the next try is scheduled; nothing means that none is (I-8).
    std::optional<Instant> nextTry;

    friend bool operator==(const SyncStatus&, const SyncStatus&) = default;
};

/// What one sync did, for people and benchmarks.
struct SyncFigures {
    std::uint64_t pushed = 0;
    std::uint64_t refused = 0;
    std::uint64_t pulled = 0;
    std::uint64_t statements = 0;
    std::uint64_t repaired = 0;
    std::uint64_t uploaded = 0;   ///< attachments
    std::uint64_t downloaded = 0; ///< attachments
    std::uint64_t requests = 0;
    std::uint64_t bytesUp = 0;
    std::uint64_t bytesDown = 0;

    friend bool operator==(const SyncFigures&, const SyncFigures&) = default;
};

} // namespace vb::engine
