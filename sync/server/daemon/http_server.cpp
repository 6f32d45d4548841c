// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The one translation unit that includes Beast: it takes long to compile, and its flags differ
// (CMakeLists.txt). Callbacks rather than coroutines, which clang 14 cannot parse with our library.
#include "sync/server/daemon/http_server.h"

#include "sync/protocol/http_form.h"
#include "sync/protocol/sync.pb.h"
#include "sync/server/daemon/metrics.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <algorithm>
#include <csignal>
#include <map>

namespace vb::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace ssl = boost::asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;
using protocol::Endpoint;
using SteadyClock = std::chrono::steady_clock;

namespace {

constexpr std::size_t kMaxHttpHeader = 8 * 1'024;
constexpr std::size_t kReadBuffer = 64 * 1'024;
constexpr std::size_t kSlowestBytesPerSecond = 32 * 1'024;
constexpr std::chrono::seconds kShutdownTime{3};
constexpr std::string_view kTextType = "text/plain; version=0.0.4; charset=utf-8";

std::chrono::seconds timeFor(std::chrono::seconds base, std::uint64_t bytes) {
    return base + std::chrono::seconds(bytes / kSlowestBytesPerSecond);
}

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

Bytes failureBody(veldboek::v0::FailureReason reason) {
    veldboek::v0::Failure failure;
    failure.set_reason(reason);
    return toBytes(asBytes(failure.SerializeAsString()));
}

} // namespace

/// The listening socket and its connections. Everything here runs on the thread of run(), except
/// what says otherwise.
class HttpServer::Listener {
public:
    Listener(const HttpOptions& options, HubThread& hub, Journal& journal)
        : m_options(options), m_hub(hub), m_journal(journal) {}

    Result<void> open();
    void run();
    void stop();
    void grew(LogSize size);

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    asio::io_context& io() { return m_io; }

private:
    class Connection;
    friend class Connection;

    /// What one address has under way.
    struct Share {
        std::size_t connections = 0;
        std::uint64_t bodies = 0;
    };

    void accept();
    void take(tcp::socket socket);
    /// False when bodies on their way in take too much memory already.
    bool reserve(const std::string& address, std::uint64_t bytes);
    void release(const std::string& address, std::uint64_t bytes);
    void remove(std::uint64_t id);
    void watchIdleness();
    void beginStop(const char* why);
    void cutOff();

    HttpOptions m_options;
    HubThread& m_hub;
    Journal& m_journal;
    asio::io_context m_io{1};
    ssl::context m_tls{ssl::context::tls_server};
    tcp::acceptor m_acceptor{m_io};
    asio::signal_set m_signals{m_io};
    asio::steady_timer m_idleTimer{m_io};
    asio::steady_timer m_graceTimer{m_io};
    asio::steady_timer m_acceptTimer{m_io};
    std::uint16_t m_port = 0;
    std::uint64_t m_nextId = 1;
    std::map<std::uint64_t, std::unique_ptr<Connection>> m_connections;
    std::map<std::string, Share> m_perAddress;
    std::uint64_t m_bodies = 0;
    HttpFigures m_figures;
    LogSize m_logSize = 0;
    SteadyClock::time_point m_lastActive = SteadyClock::now();
    bool m_stopping = false;
};

/// One TLS connection. Invariant: at most one operation is pending, so that whoever completes it
/// may destroy the connection (finish(), always the last thing done). Owned by the listener.
class HttpServer::Listener::Connection {
public:
    Connection(Listener& owner, std::uint64_t id, tcp::socket socket, std::string address,
               bool isLoopback)
        : m_owner(owner),
          m_id(id),
          m_address(std::move(address)),
          m_isLoopback(isLoopback),
          m_stream(std::move(socket), owner.m_tls),
          m_buffer(kReadBuffer),
          m_timer(owner.m_io) {}

    void start() {
        expireAfter(m_owner.m_options.limits.handshake);
        m_stream.async_handshake(ssl::stream_base::server,
                                 [this](const error_code& error) { onHandshake(error); });
    }
    [[nodiscard]] const std::string& address() const { return m_address; }
    [[nodiscard]] std::uint64_t reserved() const { return m_reserved; }

    /// The log grew: a poll that waited for it is asked again.
    void wake(LogSize size) {
        if (m_state == State::Polling && size > m_poll.size)
            m_timer.cancel();
    }
    /// No new request is begun; what waits is answered.
    void wind() {
        if (m_state == State::Idle)
            beast::get_lowest_layer(m_stream).cancel();
        else if (m_state == State::Polling)
            m_timer.cancel();
    }
    void cutOff() { beast::get_lowest_layer(m_stream).cancel(); }
    void deliver(Answer answer);

private:
    enum class State : std::uint8_t {
        Handshaking,
        Idle,
        Reading,
        AtHub,
        Polling,
        Writing,
        Closing
    };

    void expireAfter(std::chrono::seconds time) {
        beast::get_lowest_layer(m_stream).expires_after(time);
    }
    void onHandshake(const error_code& error);
    void readHeader();
    void onHeader(const error_code& error);
    void onBody(const error_code& error);
    bool answerUnreadable(const error_code& error);
    bool reserveBody();
    void dispatch();
    void answerGet();
    void submit();
    void waitForGrowth();
    void send(int status, Bytes body, std::string_view type, bool keepAlive);
    void sendFailure(int status, veldboek::v0::FailureReason reason, bool keepAlive);
    void onWritten(const error_code& error);
    void close();
    void finish() { m_owner.remove(m_id); }
    void note(const Answer& answer);

    Listener& m_owner;
    std::uint64_t m_id;
    std::string m_address;
    bool m_isLoopback;
    beast::ssl_stream<beast::tcp_stream> m_stream;
    beast::flat_buffer m_buffer;
    asio::steady_timer m_timer;
    State m_state = State::Handshaking;
    std::optional<http::request_parser<http::vector_body<std::uint8_t>>> m_parser;
    http::response<http::vector_body<std::uint8_t>> m_response;
    protocol::Request m_request;
    bool m_keepAlive = false;
    PollWait m_poll;
    protocol::Reply m_pollReply;
    SteadyClock::time_point m_began;
    std::size_t m_received = 0;
    std::uint64_t m_reserved = 0; ///< for the body that is being read
};

void HttpServer::Listener::Connection::onHandshake(const error_code& error) {
    if (error) {
        ++m_owner.m_figures.handshakesFailed;
        m_owner.m_journal.write(Weight::Detail, "handshake", {{"error", error.message()}});
        finish();
        return;
    }
    readHeader();
}

void HttpServer::Listener::Connection::readHeader() {
    if (m_owner.m_stopping) {
        close();
        return;
    }
    m_state = State::Idle;
    m_parser.emplace();
    m_parser->header_limit(kMaxHttpHeader);
    m_parser->body_limit(protocol::kMaxRequestBytes);
    expireAfter(m_owner.m_options.limits.idle);
    http::async_read_header(m_stream, m_buffer, *m_parser,
                            [this](const error_code& error, std::size_t) { onHeader(error); });
}

/// Whether a request that cannot be read was answered, or its connection ended.
bool HttpServer::Listener::Connection::answerUnreadable(const error_code& error) {
    if (!error)
        return false;
    ++m_owner.m_figures.badRequests;
    if (error == http::error::body_limit) {
        sendFailure(413, veldboek::v0::FAILURE_REASON_TOO_LARGE, false);
    } else if (error == http::error::header_limit) {
        sendFailure(431, veldboek::v0::FAILURE_REASON_TOO_LARGE, false);
    } else if (error.category() == make_error_code(http::error::bad_method).category() &&
               error != http::error::end_of_stream && error != http::error::partial_message) {
        sendFailure(400, veldboek::v0::FAILURE_REASON_MALFORMED, false);
    } else {
        --m_owner.m_figures.badRequests;
        if (error == beast::error::timeout)
            ++m_owner.m_figures.timeouts;
        if (error == http::error::end_of_stream)
            close();
        else
            finish();
    }
    return true;
}

/// Finds room for the body that was announced, or answers that there is none.
bool HttpServer::Listener::Connection::reserveBody() {
    const HttpLimits& limits = m_owner.m_options.limits;
    const bool isAnonymous = m_parser->get().count(http::field::authorization) == 0;
    const std::uint64_t most =
        isAnonymous ? limits.maxAnonymousBody : std::uint64_t{protocol::kMaxRequestBytes};
    const auto length = m_parser->content_length();
    const std::uint64_t needed = length ? *length : m_parser->chunked() ? most : 0;
    if (needed > most) {
        ++m_owner.m_figures.badRequests;
        sendFailure(413, veldboek::v0::FAILURE_REASON_TOO_LARGE, false);
        return false;
    }
    if (!m_owner.reserve(m_address, needed)) {
        sendFailure(503, veldboek::v0::FAILURE_REASON_BUSY, false);
        return false;
    }
    m_reserved = needed;
    m_parser->body_limit(most);
    expireAfter(timeFor(limits.transfer, needed));
    return true;
}

void HttpServer::Listener::Connection::onHeader(const error_code& error) {
    if (answerUnreadable(error))
        return;
    m_state = State::Reading;
    m_began = SteadyClock::now();
    if (!reserveBody())
        return;
    http::async_read(m_stream, m_buffer, *m_parser,
                     [this](const error_code& failed, std::size_t) { onBody(failed); });
}

void HttpServer::Listener::Connection::onBody(const error_code& error) {
    m_owner.release(m_address, m_reserved);
    m_reserved = 0;
    if (answerUnreadable(error))
        return;
    beast::get_lowest_layer(m_stream).expires_never();
    m_owner.m_lastActive = SteadyClock::now();
    m_keepAlive = m_parser->get().keep_alive() && !m_owner.m_stopping;
    m_received = m_parser->get().body().size();
    m_owner.m_figures.bytesIn += m_received;
    dispatch();
}

void HttpServer::Listener::Connection::dispatch() {
    auto& request = m_parser->get();
    if (request.method() == http::verb::get) {
        answerGet();
        return;
    }
    const std::string target(request.target());
    const auto endpoint = protocol::endpointFromPath(target);
    if (request.method() != http::verb::post) {
        sendFailure(405, veldboek::v0::FAILURE_REASON_MALFORMED, m_keepAlive);
    } else if (!endpoint) {
        sendFailure(404, veldboek::v0::FAILURE_REASON_NOT_FOUND, m_keepAlive);
    } else {
        const std::string authorization(request[http::field::authorization]);
        m_request = {*endpoint, protocol::sessionFromAuthorization(authorization).value_or(Bytes()),
                     std::move(request.body())};
        submit();
    }
}

void HttpServer::Listener::Connection::answerGet() {
    const std::string target(m_parser->get().target());
    const auto sendText = [&](int status, const std::string& text) {
        send(status, toBytes(asBytes(text)), kTextType, m_keepAlive);
    };
    if (target == "/health") {
        sendText(200, "alive\n");
    } else if (target == "/ready") {
        const bool ready = m_owner.m_hub.snapshot().isWell && !m_owner.m_stopping;
        sendText(ready ? 200 : 503, ready ? "ready\n" : "not ready\n");
    } else if (target == "/metrics" && m_isLoopback) {
        sendText(200, renderMetrics(m_owner.m_figures, m_owner.m_hub.snapshot()));
    } else if (protocol::endpointFromPath(target)) {
        sendFailure(405, veldboek::v0::FAILURE_REASON_MALFORMED, m_keepAlive);
    } else {
        sendFailure(404, veldboek::v0::FAILURE_REASON_NOT_FOUND, m_keepAlive);
    }
}

void HttpServer::Listener::Connection::submit() {
    m_state = State::AtHub;
    // A poll may be asked again; everything else is handed over.
    const bool isPoll = m_request.endpoint == Endpoint::Poll;
    Incoming incoming{isPoll ? m_request : std::move(m_request), {m_address}};
    m_request.endpoint = incoming.request.endpoint;
    Listener& owner = m_owner;
    const std::uint64_t id = m_id;
    const bool taken = m_owner.m_hub.submit(std::move(incoming), [&owner, id](Answer answer) {
        asio::post(owner.m_io, [&owner, id, answer = std::move(answer)]() mutable {
            const auto found = owner.m_connections.find(id);
            if (found != owner.m_connections.end())
                found->second->deliver(std::move(answer));
        });
    });
    if (!taken)
        sendFailure(503, veldboek::v0::FAILURE_REASON_BUSY, m_keepAlive);
}

void HttpServer::Listener::Connection::deliver(Answer answer) {
    if (answer.wait && !m_owner.m_stopping) {
        m_poll = *answer.wait;
        m_pollReply = std::move(answer.reply);
        if (m_owner.m_logSize > m_poll.size)
            submit();
        else
            waitForGrowth();
        return;
    }
    note(answer);
    send(answer.reply.status, std::move(answer.reply.body), protocol::kContentType, m_keepAlive);
}

void HttpServer::Listener::Connection::waitForGrowth() {
    m_state = State::Polling;
    ++m_owner.m_figures.polling;
    m_timer.expires_after(m_poll.wait);
    m_timer.async_wait([this](const error_code& error) {
        --m_owner.m_figures.polling;
        if (error == asio::error::operation_aborted && !m_owner.m_stopping)
            submit();
        else
            send(m_pollReply.status, std::move(m_pollReply.body), protocol::kContentType,
                 m_keepAlive);
    });
}

void HttpServer::Listener::Connection::note(const Answer& answer) {
    const auto took =
        std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - m_began);
    auto& served = m_owner.m_figures.served[static_cast<std::size_t>(m_request.endpoint)];
    ++served.count;
    served.time += took;
    if (!m_owner.m_journal.writes(Weight::Note))
        return;
    m_owner.m_journal.write(
        Weight::Note, "request",
        {{"endpoint", protocol::endpointName(m_request.endpoint)},
         {"status", std::int64_t{answer.reply.status}},
         {"us", std::int64_t{took.count()}},
         {"in", std::uint64_t{m_received}},
         {"out", std::uint64_t{answer.reply.body.size()}},
         {"device", answer.facts.device.isNone() ? "-" : shortId(answer.facts.device.hex())},
         {"accepted", std::uint64_t{answer.facts.accepted}},
         {"duplicates", std::uint64_t{answer.facts.duplicates}},
         {"refused", std::uint64_t{answer.facts.refused}}});
}

void HttpServer::Listener::Connection::sendFailure(int status, veldboek::v0::FailureReason reason,
                                                   bool keepAlive) {
    send(status, failureBody(reason), protocol::kContentType, keepAlive);
}

void HttpServer::Listener::Connection::send(int status, Bytes body, std::string_view type,
                                            bool keepAlive) {
    m_state = State::Writing;
    m_response = {};
    m_response.version(11);
    m_response.result(static_cast<unsigned>(status));
    m_response.set(http::field::content_type, beast::string_view(type.data(), type.size()));
    m_response.set(http::field::cache_control, "no-store");
    m_response.keep_alive(keepAlive);
    m_owner.m_figures.bytesOut += body.size();
    expireAfter(timeFor(m_owner.m_options.limits.transfer, body.size()));
    m_response.body() = std::move(body);
    m_response.prepare_payload();
    http::async_write(m_stream, m_response,
                      [this](const error_code& error, std::size_t) { onWritten(error); });
}

void HttpServer::Listener::Connection::onWritten(const error_code& error) {
    m_owner.m_lastActive = SteadyClock::now();
    if (error) {
        if (error == beast::error::timeout)
            ++m_owner.m_figures.timeouts;
        finish();
    } else if (m_response.keep_alive()) {
        readHeader();
    } else {
        close();
    }
}

void HttpServer::Listener::Connection::close() {
    m_state = State::Closing;
    expireAfter(kShutdownTime);
    m_stream.async_shutdown([this](const error_code&) { finish(); });
}

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
        if (m_stopping || error == asio::error::operation_aborted)
            return;
        if (error) {
            // Most likely no descriptor is left: some connection has to end first.
            m_journal.write(Weight::Warning, "accept", {{"error", error.message()}});
            m_acceptTimer.expires_after(std::chrono::milliseconds(100));
            m_acceptTimer.async_wait([this](const error_code& stopped) {
                if (!stopped && !m_stopping)
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
    ++m_figures.accepted;
    std::string address = limitedAddress(peer.address());
    const auto known = m_perAddress.find(address);
    const std::size_t ofAddress = known == m_perAddress.end() ? 0 : known->second.connections;
    if (m_connections.size() >= m_options.limits.maxConnections ||
        ofAddress >= m_options.limits.maxConnectionsPerAddress) {
        ++m_figures.refused;
        return; // the socket closes
    }
    ++m_perAddress[address].connections;
    socket.set_option(tcp::no_delay(true), error);
    m_lastActive = SteadyClock::now();
    const std::uint64_t id = m_nextId++;
    auto connection = std::make_unique<Connection>(*this, id, std::move(socket), std::move(address),
                                                   peer.address().is_loopback());
    Connection& started = *connection;
    m_connections.emplace(id, std::move(connection));
    m_figures.connections = m_connections.size();
    started.start();
}

bool HttpServer::Listener::reserve(const std::string& address, std::uint64_t bytes) {
    Share& share = m_perAddress[address];
    if (m_bodies + bytes > m_options.limits.maxBodies ||
        share.bodies + bytes > m_options.limits.maxBodiesPerAddress)
        return false;
    m_bodies += bytes;
    share.bodies += bytes;
    return true;
}

void HttpServer::Listener::release(const std::string& address, std::uint64_t bytes) {
    m_bodies -= bytes;
    m_perAddress[address].bodies -= bytes;
}

void HttpServer::Listener::remove(std::uint64_t id) {
    const auto found = m_connections.find(id);
    VB_CHECK(found != m_connections.end());
    release(found->second->address(), found->second->reserved());
    const auto counted = m_perAddress.find(found->second->address());
    if (--counted->second.connections == 0)
        m_perAddress.erase(counted);
    m_connections.erase(found);
    m_figures.connections = m_connections.size();
    m_lastActive = SteadyClock::now();
    if (m_stopping && m_connections.empty())
        m_graceTimer.cancel();
}

void HttpServer::Listener::watchIdleness() {
    if (!m_options.stopAfterIdle)
        return;
    m_idleTimer.expires_after(std::chrono::milliseconds(500));
    m_idleTimer.async_wait([this](const error_code& error) {
        if (error || m_stopping)
            return;
        if (m_connections.empty() && SteadyClock::now() - m_lastActive >= *m_options.stopAfterIdle)
            beginStop("idle");
        else
            watchIdleness();
    });
}

void HttpServer::Listener::beginStop(const char* why) {
    if (m_stopping)
        return;
    m_stopping = true;
    m_journal.write(
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
    m_journal.write(Weight::Warning, "cut-off",
                    {{"connections", std::uint64_t{m_connections.size()}}});
    for (const auto& [id, connection] : m_connections)
        connection->cutOff();
}

void HttpServer::Listener::stop() {
    asio::post(m_io, [this] { beginStop("asked"); });
}

void HttpServer::Listener::grew(LogSize size) {
    asio::post(m_io, [this, size] {
        m_logSize = std::max(m_logSize, size);
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
