// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/server/daemon/hub_thread.h"
#include "sync/server/daemon/journal.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace vb::server {

/// What one connection, one address and all together may take. docs/hub.md has the reasons.
struct HttpLimits {
    std::size_t maxConnections = 4'096;
    std::size_t maxConnectionsPerAddress = 512;
    /// Memory for bodies on their way in, as announced; beyond it requests are answered 503 unread.
    std::uint64_t maxBodies = std::uint64_t{256} * 1024 * 1024;
    std::uint64_t maxBodiesPerAddress = std::uint64_t{64} * 1024 * 1024;
    /// A body without a session beside it: hello, session and mailbox need no more.
    std::uint64_t maxAnonymousBody = std::uint64_t{32} * 1024;
    std::chrono::seconds handshake{10};
    /// From one answer to the next request's whole header.
    std::chrono::seconds idle{60};
    /// For a body or an answer: this, and a second more for each 32 KiB of it.
    std::chrono::seconds transfer{20};
    /// How long a stop waits for what is under way.
    std::chrono::seconds stopGrace{10};
};

struct HttpOptions {
    std::string address = "127.0.0.1"; ///< numeric
    std::uint16_t port = 0;            ///< 0: the system chooses
    std::string tlsKeyFile;
    std::string tlsCertificateFile;
    HttpLimits limits;
    /// Stops when there was no connection for so long: for servers under test.
    std::optional<std::chrono::seconds> stopAfterIdle;
};

/// HTTPS in front of the hub: TLS 1.3 and nothing older, HTTP/1.1 with keep-alive, POST to the
/// protocol's endpoints, GET of /health, /ready and, from loopback alone, /metrics. Bounds headers,
/// bodies, times and connections before the hub sees anything; a long poll holds no thread.
///
/// run() serves on the thread that calls it, until SIGTERM, SIGINT, stop() or idleness: then no
/// connection is accepted any more, waiting polls are answered, requests under way finish, and it
/// returns. The hub's thread must run as long.
class HttpServer {
public:
    /// Io when the address cannot be listened on, InvalidInput for an address or TLS file that is
    /// none.
    static Result<std::unique_ptr<HttpServer>> listen(const HttpOptions& options, HubThread& hub,
                                                      Journal& journal);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    void run();
    /// From any thread: the log has reached `size`, polls may be answered.
    void logGrew(LogSize size);
    /// From any thread.
    void stop();

private:
    class Listener;
    explicit HttpServer(std::unique_ptr<Listener> listener);
    std::unique_ptr<Listener> m_listener;
};

} // namespace vb::server
