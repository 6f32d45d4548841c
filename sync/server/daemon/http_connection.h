// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/server/daemon/http_quota.h"
#include "sync/server/daemon/http_server.h"
#include "sync/server/daemon/metrics.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace vb::server {

/// What the connections of one server share with it. On the server's thread; outlives them.
struct HttpShared {
    const HttpLimits& limits;
    HubThread& hub;
    Journal& journal;
    HttpQuota quota;
    HttpFigures figures;
    LogSize logSize = 0; ///< as far as the server has heard
    std::chrono::steady_clock::time_point lastActive = std::chrono::steady_clock::now();
    bool isStopping = false; ///< no new request is begun
};

/// One TLS connection: reads a request, bounds it, has it answered by the hub, writes the answer,
/// and so on until either side ends it. Everything on the server's thread. Whatever goes wrong ends
/// in HttpConnectionOwner::ended().
class HttpConnection {
public:
    /// `address` is what limits are counted for; a connection has entered the quota under it.
    struct Peer {
        std::string address;
        bool isLoopback = false;
    };

    HttpConnection() = default;
    virtual ~HttpConnection() = default;
    HttpConnection(const HttpConnection&) = delete;
    HttpConnection& operator=(const HttpConnection&) = delete;

    virtual void start() = 0;
    /// The hub's answer to what was last asked of the owner.
    virtual void deliver(Answer answer) = 0;
    /// The log grew: a poll that waited for it is asked again.
    virtual void wake(LogSize size) = 0;
    /// No new request is begun; what waits is answered.
    virtual void wind() = 0;
    /// Ends whatever is under way.
    virtual void cutOff() = 0;
    [[nodiscard]] virtual const std::string& address() const = 0;
};

/// Whoever holds the connections and knows them by number.
class HttpConnectionOwner {
public:
    HttpConnectionOwner() = default;
    HttpConnectionOwner(const HttpConnectionOwner&) = delete;
    HttpConnectionOwner& operator=(const HttpConnectionOwner&) = delete;

    /// Asks the hub for the connection, whose deliver() is called later; false, and never, when the
    /// hub takes no more.
    virtual bool ask(std::uint64_t connection, Incoming incoming) = 0;
    /// Destroys the connection: the last thing that it does.
    virtual void ended(std::uint64_t connection) = 0;

protected:
    ~HttpConnectionOwner() = default;
};

std::unique_ptr<HttpConnection> makeHttpConnection(HttpConnectionOwner& owner, HttpShared& shared,
                                                   std::uint64_t number,
                                                   boost::asio::ip::tcp::socket socket,
                                                   boost::asio::ssl::context& tls,
                                                   HttpConnection::Peer peer);

} // namespace vb::server
