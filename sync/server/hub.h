// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/signing.h"
#include "sync/base/clock.h"
#include "sync/base/random_source.h"
#include "sync/protocol/transport.h"
#include "sync/server/hub_limits.h"
#include "sync/server/hub_store.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vb::server {

class HubCore;

/// What the transport knows about who asks.
struct PeerFacts {
    /// The network address that limits are counted for, without a port. Never stored.
    std::string address;
};

/// A poll that may be answered later: when the log has grown past `size`, or after `wait`. Whoever
/// does not wait sends the reply that came with it.
struct PollWait {
    LogSize size = 0;
    std::chrono::milliseconds wait{0};
};

/// What came of a request, for logs and metrics. No content.
struct AnswerFacts {
    DeviceId device; ///< none without a session
    std::uint32_t accepted = 0;
    std::uint32_t duplicates = 0;
    std::uint32_t refused = 0;
    /// What failed behind an INTERNAL failure.
    std::optional<Error> trouble;
};

struct Answer {
    protocol::Reply reply;
    std::optional<PollWait> wait;
    AnswerFacts facts;
};

struct Incoming {
    protocol::Request request;
    PeerFacts peer;
};

/// What the hub counted since it started.
struct HubFigures {
    std::uint64_t logSize = 0;
    std::uint64_t sessions = 0;
    std::uint64_t acceptedStatements = 0;
    std::uint64_t acceptedEnvelopes = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t commits = 0;
    /// By number of protocol's Refusal.
    std::vector<std::uint64_t> refusals;
    /// By number of protocol's FailureReason.
    std::vector<std::uint64_t> failures;
    /// By number of protocol::Endpoint.
    std::vector<std::uint64_t> requests;
};

/// The hub: the other role of the sync protocol, as a function from requests to replies over a
/// store. It orders, keeps, proves and hands out; it holds no key that opens anything (I-4).
///
/// Invariants: what a reply acknowledges is committed before the reply exists (I-1); a refused
/// request or item changes nothing in the store (I-10); positions are contiguous and hub time never
/// runs backwards; nobody gets what the directory does not give them now.
///
/// No I/O of its own, no thread, no clock, no entropy: those are arguments, and must outlive it.
/// Used by one thread. Sessions live in memory: after a restart devices begin again with hello.
/// Total: whatever the bytes, there is an answer.
class Hub {
public:
    /// Reads the house directory. Fails as the store does; NotFound when no house was opened
    /// (bootstrap.h), Corrupt when what is stored does not hold together.
    static Result<std::unique_ptr<Hub>> open(HubStore& store, const crypto::SigningKey& key,
                                             const Clock& clock, RandomSource& random,
                                             const HubLimits& limits = {});
    ~Hub();
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;

    /// The answer, after whatever it acknowledges was made durable.
    Answer handle(const protocol::Request& request, const PeerFacts& peer);
    /// The same for several requests at once, in order, with one commit for all of them.
    std::vector<Answer> handleTogether(std::span<const Incoming> requests);

    /// Drops expired sessions, nonces, counters and mail. Now and then; nothing depends on when.
    Result<void> tidy();

    [[nodiscard]] LogSize logSize() const;
    [[nodiscard]] HubFigures figures() const;

private:
    explicit Hub(std::unique_ptr<HubCore> core);
    std::unique_ptr<HubCore> m_core;
};

} // namespace vb::server
