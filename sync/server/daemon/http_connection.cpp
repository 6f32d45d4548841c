// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The one translation unit that includes Beast: it takes long to compile, and its flags differ
// (CMakeLists.txt). Callbacks rather than coroutines, which clang 14 cannot parse with our library.
#include "sync/server/daemon/http_connection.h"

#include "sync/protocol/http_form.h"
#include "sync/protocol/sync.pb.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <optional>

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

Bytes failureBody(veldboek::v0::FailureReason reason) {
    veldboek::v0::Failure failure;
    failure.set_reason(reason);
    return toBytes(asBytes(failure.SerializeAsString()));
}

/// Invariant: at most one operation is pending, so that whoever completes it may destroy the
/// connection (finish(), always the last thing done).
class BeastConnection final : public HttpConnection {
public:
    BeastConnection(HttpConnectionOwner& owner, HttpShared& shared, std::uint64_t number,
                    tcp::socket socket, ssl::context& tls, Peer peer)
        : m_owner(owner),
          m_shared(shared),
          m_number(number),
          m_peer(std::move(peer)),
          m_stream(std::move(socket), tls),
          m_buffer(kReadBuffer),
          m_timer(m_stream.get_executor()) {}
    ~BeastConnection() override { m_shared.quota.release(m_peer.address, m_reserved); }

    void start() override {
        expireAfter(m_shared.limits.handshake);
        m_stream.async_handshake(ssl::stream_base::server,
                                 [this](const error_code& error) { onHandshake(error); });
    }
    void deliver(Answer answer) override;
    void wake(LogSize size) override {
        if (m_state == State::Polling && size > m_poll.size)
            m_timer.cancel();
    }
    void wind() override {
        if (m_state == State::Idle)
            beast::get_lowest_layer(m_stream).cancel();
        else if (m_state == State::Polling)
            m_timer.cancel();
    }
    void cutOff() override { beast::get_lowest_layer(m_stream).cancel(); }
    [[nodiscard]] const std::string& address() const override { return m_peer.address; }

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
    void finish() { m_owner.ended(m_number); }
    void note(const Answer& answer);

    HttpConnectionOwner& m_owner;
    HttpShared& m_shared;
    std::uint64_t m_number;
    Peer m_peer;
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

void BeastConnection::onHandshake(const error_code& error) {
    if (error) {
        ++m_shared.figures.handshakesFailed;
        m_shared.journal.write(Weight::Detail, "handshake", {{"error", error.message()}});
        finish();
        return;
    }
    readHeader();
}

void BeastConnection::readHeader() {
    if (m_shared.isStopping) {
        close();
        return;
    }
    m_state = State::Idle;
    m_parser.emplace();
    m_parser->header_limit(kMaxHttpHeader);
    m_parser->body_limit(protocol::kMaxRequestBytes);
    expireAfter(m_shared.limits.idle);
    http::async_read_header(m_stream, m_buffer, *m_parser,
                            [this](const error_code& error, std::size_t) { onHeader(error); });
}

/// Whether a request that cannot be read was answered, or its connection ended.
bool BeastConnection::answerUnreadable(const error_code& error) {
    if (!error)
        return false;
    ++m_shared.figures.badRequests;
    if (error == http::error::body_limit) {
        sendFailure(413, veldboek::v0::FAILURE_REASON_TOO_LARGE, false);
    } else if (error == http::error::header_limit) {
        sendFailure(431, veldboek::v0::FAILURE_REASON_TOO_LARGE, false);
    } else if (error.category() == make_error_code(http::error::bad_method).category() &&
               error != http::error::end_of_stream && error != http::error::partial_message) {
        sendFailure(400, veldboek::v0::FAILURE_REASON_MALFORMED, false);
    } else {
        --m_shared.figures.badRequests;
        if (error == beast::error::timeout)
            ++m_shared.figures.timeouts;
        if (error == http::error::end_of_stream)
            close();
        else
            finish();
    }
    return true;
}

/// Finds room for the body that was announced, or answers that there is none.
bool BeastConnection::reserveBody() {
    const HttpLimits& limits = m_shared.limits;
    const bool isAnonymous = m_parser->get().count(http::field::authorization) == 0;
    const std::uint64_t most =
        isAnonymous ? limits.maxAnonymousBody : std::uint64_t{protocol::kMaxRequestBytes};
    const auto length = m_parser->content_length();
    const std::uint64_t needed = length ? *length : m_parser->chunked() ? most : 0;
    if (needed > most) {
        ++m_shared.figures.badRequests;
        sendFailure(413, veldboek::v0::FAILURE_REASON_TOO_LARGE, false);
        return false;
    }
    if (!m_shared.quota.reserve(m_peer.address, needed)) {
        sendFailure(503, veldboek::v0::FAILURE_REASON_BUSY, false);
        return false;
    }
    m_reserved = needed;
    m_parser->body_limit(most);
    expireAfter(timeFor(limits.transfer, needed));
    return true;
}

void BeastConnection::onHeader(const error_code& error) {
    if (answerUnreadable(error))
        return;
    m_state = State::Reading;
    m_began = SteadyClock::now();
    if (!reserveBody())
        return;
    http::async_read(m_stream, m_buffer, *m_parser,
                     [this](const error_code& failed, std::size_t) { onBody(failed); });
}

void BeastConnection::onBody(const error_code& error) {
    m_shared.quota.release(m_peer.address, m_reserved);
    m_reserved = 0;
    if (answerUnreadable(error))
        return;
    beast::get_lowest_layer(m_stream).expires_never();
    m_shared.lastActive = SteadyClock::now();
    m_keepAlive = m_parser->get().keep_alive() && !m_shared.isStopping;
    m_received = m_parser->get().body().size();
    m_shared.figures.bytesIn += m_received;
    dispatch();
}

void BeastConnection::dispatch() {
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

void BeastConnection::answerGet() {
    const std::string target(m_parser->get().target());
    const auto sendText = [&](int status, const std::string& text) {
        send(status, toBytes(asBytes(text)), kTextType, m_keepAlive);
    };
    if (target == "/health") {
        sendText(200, "alive\n");
    } else if (target == "/ready") {
        const bool ready = m_shared.hub.snapshot().isWell && !m_shared.isStopping;
        sendText(ready ? 200 : 503, ready ? "ready\n" : "not ready\n");
    } else if (target == "/metrics" && m_peer.isLoopback) {
        sendText(200, renderMetrics(m_shared.figures, m_shared.hub.snapshot()));
    } else if (protocol::endpointFromPath(target)) {
        sendFailure(405, veldboek::v0::FAILURE_REASON_MALFORMED, m_keepAlive);
    } else {
        sendFailure(404, veldboek::v0::FAILURE_REASON_NOT_FOUND, m_keepAlive);
    }
}

void BeastConnection::submit() {
    m_state = State::AtHub;
    // A poll may be asked again; everything else is handed over.
    const bool isPoll = m_request.endpoint == Endpoint::Poll;
    Incoming incoming{isPoll ? m_request : std::move(m_request), {m_peer.address}};
    m_request.endpoint = incoming.request.endpoint;
    if (!m_owner.ask(m_number, std::move(incoming)))
        sendFailure(503, veldboek::v0::FAILURE_REASON_BUSY, m_keepAlive);
}

void BeastConnection::deliver(Answer answer) {
    if (answer.wait && !m_shared.isStopping) {
        m_poll = *answer.wait;
        m_pollReply = std::move(answer.reply);
        if (m_shared.logSize > m_poll.size)
            submit();
        else
            waitForGrowth();
        return;
    }
    note(answer);
    send(answer.reply.status, std::move(answer.reply.body), protocol::kContentType, m_keepAlive);
}

void BeastConnection::waitForGrowth() {
    m_state = State::Polling;
    ++m_shared.figures.polling;
    m_timer.expires_after(m_poll.wait);
    m_timer.async_wait([this](const error_code& error) {
        --m_shared.figures.polling;
        if (error == asio::error::operation_aborted && !m_shared.isStopping)
            submit();
        else
            send(m_pollReply.status, std::move(m_pollReply.body), protocol::kContentType,
                 m_keepAlive);
    });
}

void BeastConnection::note(const Answer& answer) {
    const auto took =
        std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - m_began);
    auto& served = m_shared.figures.served[static_cast<std::size_t>(m_request.endpoint)];
    ++served.count;
    served.time += took;
    if (!m_shared.journal.writes(Weight::Note))
        return;
    m_shared.journal.write(
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

void BeastConnection::sendFailure(int status, veldboek::v0::FailureReason reason, bool keepAlive) {
    send(status, failureBody(reason), protocol::kContentType, keepAlive);
}

void BeastConnection::send(int status, Bytes body, std::string_view type, bool keepAlive) {
    m_state = State::Writing;
    m_response = {};
    m_response.version(11);
    m_response.result(static_cast<unsigned>(status));
    m_response.set(http::field::content_type, beast::string_view(type.data(), type.size()));
    m_response.set(http::field::cache_control, "no-store");
    m_response.keep_alive(keepAlive);
    m_shared.figures.bytesOut += body.size();
    expireAfter(timeFor(m_shared.limits.transfer, body.size()));
    m_response.body() = std::move(body);
    m_response.prepare_payload();
    http::async_write(m_stream, m_response,
                      [this](const error_code& error, std::size_t) { onWritten(error); });
}

void BeastConnection::onWritten(const error_code& error) {
    m_shared.lastActive = SteadyClock::now();
    if (error) {
        if (error == beast::error::timeout)
            ++m_shared.figures.timeouts;
        finish();
    } else if (m_response.keep_alive()) {
        readHeader();
    } else {
        close();
    }
}

void BeastConnection::close() {
    m_state = State::Closing;
    expireAfter(kShutdownTime);
    m_stream.async_shutdown([this](const error_code&) { finish(); });
}

} // namespace

std::unique_ptr<HttpConnection> makeHttpConnection(HttpConnectionOwner& owner, HttpShared& shared,
                                                   std::uint64_t number, tcp::socket socket,
                                                   ssl::context& tls, HttpConnection::Peer peer) {
    return std::make_unique<BeastConnection>(owner, shared, number, std::move(socket), tls,
                                             std::move(peer));
}

} // namespace vb::server
