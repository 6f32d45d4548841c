// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/protocol/limits.h"

#include <chrono>
#include <cstdint>

namespace vb::server {

/// A token bucket: `burst` at once, then `perSecond` more each second.
struct Rate {
    double burst = 0;
    double perSecond = 0;
};

/// What one hub allows, beside the bounds of the protocol (sync/protocol/limits.h). The defaults
/// suit a Veiligheidshuis of some hundred devices behind a few addresses; docs/hub.md says how to
/// choose others.
struct HubLimits {
    /// Without a session (hello, session, mailbox), for each address.
    Rate anonymousPerAddress{600, 20};
    /// With one, for each device.
    Rate requestsPerDevice{2'000, 50};
    Rate pushedBytesPerDevice{256.0 * 1024 * 1024, 512.0 * 1024};
    /// How many addresses and devices are counted at once; beyond that newcomers get BUSY.
    std::size_t maxCounted = 100'000;

    /// What a device may have in the store.
    std::uint64_t maxItemsPerDevice = 5'000'000;
    std::uint64_t maxBytesPerDevice = 16ULL * 1024 * 1024 * 1024;

    std::size_t maxSessions = 20'000;
    std::size_t maxSessionsPerDevice = 8;
    std::chrono::milliseconds sessionLifetime = protocol::kSessionLifetime;
    std::chrono::milliseconds challengeLifetime = protocol::kChallengeLifetime;

    /// An upload that nobody went on with for so long is dropped.
    std::chrono::milliseconds uploadLifetime = std::chrono::hours(24 * 30);

    std::uint64_t maxMail = 10'000;
    std::chrono::milliseconds mailLifetime = std::chrono::hours(24 * 14);

    /// Where an answer to pull, fetch and directory stops taking in more. A run that was begun is
    /// finished, which adds at most one push request.
    std::size_t replyBytes = 4 * 1024 * 1024;
    /// Membership logs kept understood in memory.
    std::size_t maxCachedCases = 4'096;
};

} // namespace vb::server
