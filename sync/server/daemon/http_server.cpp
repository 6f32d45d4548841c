// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/server/daemon/http_server.h"

#include "sync/base/check.h"
#include "sync/server/daemon/http_connection.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <csignal>
#include <map>

namespace vb::server {

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;
using SteadyClock = std::chrono::steady_clock;

namespace {

/// What limits are counted for. An IPv6 host has a whole /64 to choose from.
std::string limitedAddress(const asio::ip::address& address) {
    if (address.is_v4())
        return address.to_string();
    const asio::ip::address_v6 v6 = address.to_v6();
    if (v6.is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, v6).to_string();
    auto bytes = v6.to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
    return asio::ip::address_v6(bytes).to_string() + "/64";
}

} // namespace

/// The listening socket, and the connections that came of it. Everything here runs on the thread of
/// run(), except what says otherwise.
class HttpServer::Listener final : private HttpConnectionOwner {
public:
    Listener(const HttpOptions& options, HubThread& hub, Journal& journal)
        : m_options(options),
          m_shared{m_options.limits, hub, journal, HttpQuota(m_options.limits), {}} {}

    Result<void> open();
    void run();
    /// From any thread.
    void stop();
    /// From any thread.
    void grew(LogSize size);

    [[nodiscard]] std::uint16_t port() const { return m_port; }

private:
    bool ask(std::uint64_t connection, Incoming incoming) override;
    void ended(std::uint64_t connection) override;
    void accept();
    void take(tcp::socket socket);
    void watchIdleness();
    void beginStop(const char* why);
    void cutOff();

    HttpOptions m_options;
    HttpShared m_shared;
    asio::io_context m_io{1};
    ssl::context m_tls{ssl::context::tls_server};
    tcp::acceptor m_acceptor{m_io};
    asio::signal_set m_signals{m_io};
    asio::steady_timer m_idleTimer{m_io};
    asio::steady_timer m_graceTimer{m_io};
    asio::steady_timer m_acceptTimer{m_io};
    std::uint16_t m_port = 0;
    std::uint64_t m_nextNumber = 1;
    std::map<std::uint64_t, std::unique_ptr<HttpConnection>> m_connections;
};

Result<void> HttpServer::Listener::open() {
    error_code error;
    if (SSL_CTX_set_min_proto_version(m_tls.native_handle(), TLS1_3_VERSION) != 1)
        return fail(Code::Internal, "no TLS 1.3");
    m_tls.use_certificate_chain_file(m_options.tlsCertificateFile, error);
    if (!error)
        m_tls.use_private_key_file(m_options.tlsKeyFile, ssl::context::pem, error);
    if (error || SSL_CTX_check_private_key(m_tls.native_handle()) != 1)
        return fail(Code::InvalidInput, "TLS key and certificate: " + error.message());
    const auto address = asio::ip::make_address(m_options.address, error);
    if (error)
        return fail(Code::InvalidInput, "not a numeric address");
    const tcp::endpoint endpoint(address, m_options.port);
    m_acceptor.open(endpoint.protocol(), error);
    if (!error)
        m_acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error)
        m_acceptor.bind(endpoint, error);
    if (!error)
        m_acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error)
        return fail(Code::Io, "listening: " + error.message());
    m_port = m_acceptor.local_endpoint(error).port();
    m_signals.add(SIGTERM, error);
    m_signals.add(SIGINT, error);
    return {};
}

void HttpServer::Listener::run() {
    m_signals.async_wait([this](const error_code& error, int) {
        if (!error)
            beginStop("signal");
    });
    watchIdleness();
    accept();
    m_io.run();
}

void HttpServer::Listener::accept() {
    m_acceptor.async_accept([this](const error_code& error, tcp::socket socket) {
        if (m_shared.isStopping || error == asio::error::operation_aborted)
            return;
        if (error) {
            // Most likely no descriptor is left: some connection has to end first.
            m_shared.journal.write(Weight::Warning, "accept", {{"error", error.message()}});
            m_acceptTimer.expires_after(std::chrono::milliseconds(100));
            m_acceptTimer.async_wait([this](const error_code& stopped) {
                if (!stopped && !m_shared.isStopping)
                    accept();
            });
            return;
        }
        take(std::move(socket));
        accept();
    });
}

void HttpServer::Listener::take(tcp::socket socket) {
    error_code error;
    const auto peer = socket.remote_endpoint(error);
    if (error)
        return;
    ++m_shared.figures.accepted;
    std::string address = limitedAddress(peer.address());
    if (!m_shared.quota.enter(address)) {
        ++m_shared.figures.refused;
        return; // the socket closes
    }
    socket.set_option(tcp::no_delay(true), error);
    m_shared.lastActive = SteadyClock::now();
    const std::uint64_t number = m_nextNumber++;
    auto connection = makeHttpConnection(*this, m_shared, number, std::move(socket), m_tls,
                                         {std::move(address), peer.address().is_loopback()});
    HttpConnection& started = *connection;
    m_connections.emplace(number, std::move(connection));
    m_shared.figures.connections = m_connections.size();
    started.start();
}

bool HttpServer::Listener::ask(std::uint64_t connection, Incoming incoming) {
    return m_shared.hub.submit(std::move(incoming), [this, connection](Answer answer) {
        asio::post(m_io, [this, connection, answer = std::move(answer)]() mutable {
            const auto found = m_connections.find(connection);
            if (found != m_connections.end())
                found->second->deliver(std::move(answer));
        });
    });
}

void HttpServer::Listener::ended(std::uint64_t connection) {
    const auto found = m_connections.find(connection);
    VB_CHECK(found != m_connections.end());
    const std::string address = found->second->address();
    m_connections.erase(found);
    m_shared.quota.leave(address);
    m_shared.figures.connections = m_connections.size();
    m_shared.lastActive = SteadyClock::now();
    if (m_shared.isStopping && m_connections.empty())
        m_graceTimer.cancel();
}

void HttpServer::Listener::watchIdleness() {
    if (!m_options.stopAfterIdle)
        return;
    m_idleTimer.expires_after(std::chrono::milliseconds(500));
    m_idleTimer.async_wait([this](const error_code& error) {
        if (error || m_shared.isStopping)
            return;
        if (m_connections.empty() &&
            SteadyClock::now() - m_shared.lastActive >= *m_options.stopAfterIdle)
            beginStop("idle");
        else
            watchIdleness();
    });
}

void HttpServer::Listener::beginStop(const char* why) {
    if (m_shared.isStopping)
        return;
    m_shared.isStopping = true;
    m_shared.journal.write(
        Weight::Note, "stopping",
        {{"why", std::string_view(why)}, {"connections", std::uint64_t{m_connections.size()}}});
    error_code ignored;
    m_acceptor.close(ignored);
    m_signals.cancel(ignored);
    m_idleTimer.cancel();
    m_acceptTimer.cancel();
    for (const auto& [id, connection] : m_connections)
        connection->wind();
    if (m_connections.empty())
        return;
    m_graceTimer.expires_after(m_options.limits.stopGrace);
    m_graceTimer.async_wait([this](const error_code& error) {
        if (!error)
            cutOff();
    });
}

void HttpServer::Listener::cutOff() {
    m_shared.journal.write(Weight::Warning, "cut-off",
                           {{"connections", std::uint64_t{m_connections.size()}}});
    for (const auto& [id, connection] : m_connections)
        connection->cutOff();
}

void HttpServer::Listener::stop() {
    asio::post(m_io, [this] { beginStop("asked"); });
}

void HttpServer::Listener::grew(LogSize size) {
    asio::post(m_io, [this, size] {
        m_shared.logSize = std::max(m_shared.logSize, size);
        for (const auto& [id, connection] : m_connections)
            connection->wake(size);
    });
}

HttpServer::HttpServer(std::unique_ptr<Listener> listener) : m_listener(std::move(listener)) {}
HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::listen(const HttpOptions& options, HubThread& hub,
                                                       Journal& journal) {
    auto listener = std::make_unique<Listener>(options, hub, journal);
    VB_TRY_VOID(listener->open());
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(listener)));
}

std::uint16_t HttpServer::port() const {
    return m_listener->port();
}

void HttpServer::run() {
    m_listener->run();
}

void HttpServer::logGrew(LogSize size) {
    m_listener->grew(size);
}

void HttpServer::stop() {
    m_listener->stop();
}

} // namespace vb::server
