// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/bytes.h"

#include <cstdint>
#include <optional>

namespace vb::protocol {

/// The hub's requests; the path is /v0/<endpointName>.
enum class Endpoint : std::uint8_t {
    Hello,
    Session,
    Directory,
    Push,
    Pull,
    Compare,
    Fetch,
    Poll,
    Proof,
    Mailbox,
    Reconcile,
    Upload,
    Download,
};

std::string_view endpointName(Endpoint endpoint);
std::optional<Endpoint> endpointFromName(std::string_view name);

/// One request as bytes: a serialised message of the endpoint's and the session it belongs to.
struct Request {
    Endpoint endpoint = Endpoint::Hello;
    /// SessionReply.token; empty where no session is needed. A secret: never logged, never in a
    /// URL.
    Bytes session;
    Bytes body;
};

/// One answer: HTTP's status and a serialised message; Failure unless the status is 200.
struct Reply {
    int status = 0;
    Bytes body;
};

/// Number that a sender gives to a request so that its answer finds it again.
using RequestNumber = std::uint64_t;

/// The engine's way out. Implementations: client/net (HTTPS), tests (in process). send() returns at
/// once; the answer, or the failure to get one, comes back to the engine as an event on the core
/// thread, at most once for each number.
class Transport {
public:
    virtual ~Transport() = default;
    virtual void send(RequestNumber number, Request request) = 0;
    /// Drops what is under way; no event follows for it.
    virtual void cancel(RequestNumber number) = 0;
};

} // namespace vb::protocol
