// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/protocol/transport.h"
#include "sync/server/daemon/hub_thread.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

namespace vb::server {

/// What the HTTP side counts. Used by its thread alone.
struct HttpFigures {
    std::uint64_t connections = 0; ///< open now
    std::uint64_t accepted = 0;    ///< connections ever
    std::uint64_t refused = 0;     ///< connections over a limit
    std::uint64_t handshakesFailed = 0;
    std::uint64_t badRequests = 0;
    std::uint64_t timeouts = 0;
    std::uint64_t bytesIn = 0;
    std::uint64_t bytesOut = 0;
    std::uint64_t polling = 0; ///< waiting long polls
    struct Served {
        std::uint64_t count = 0;
        std::chrono::microseconds time{0};
    };
    std::array<Served, 10> served{}; ///< by number of protocol::Endpoint
};

/// Everything in Prometheus' text format, version 0.0.4.
std::string renderMetrics(const HttpFigures& http, const HubSnapshot& hub);

} // namespace vb::server
