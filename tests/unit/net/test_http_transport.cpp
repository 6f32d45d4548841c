// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/net/http_transport.h"

#include "sync/protocol/http_form.h"
#include "sync/protocol/limits.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/support/tls_pairs.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QEventLoop>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpSocket>
#include <QTimer>

namespace vb::net {
namespace {

using namespace vb::test;

/// Qt wants one, and all cases share it.
void needApplication() {
    static int count = 1;
    static char name[] = "test_net";
    static char* arguments[] = {name, nullptr};
    static QCoreApplication application(count, arguments);
}

/// A server on loopback that answers every request with the bytes it was told.
class ScriptedServer {
public:
    explicit ScriptedServer(QSsl::SslProtocol protocol = QSsl::TlsV1_3OrLater) {
        needApplication();
        QSslConfiguration tls;
        tls.setLocalCertificate(certificate());
        tls.setPrivateKey(QSslKey(QByteArray(kTlsKeyOne), QSsl::Ec));
        tls.setProtocol(protocol);
        m_server.setSslConfiguration(tls);
        QObject::connect(&m_server, &QSslServer::pendingConnectionAvailable, &m_server,
                         [this] { accept(); });
        VB_CHECK(m_server.listen(QHostAddress::LocalHost));
    }

    static QSslCertificate certificate() { return QSslCertificate(QByteArray(kTlsCertificateOne)); }
    static Digest256 pin() {
        const auto hash =
            QCryptographicHash::hash(certificate().publicKey().toDer(), QCryptographicHash::Sha256);
        return must(Digest256::fromBytes(asBytes({hash.constData(), std::size_t(hash.size())})));
    }
    std::string address() const { return "127.0.0.1:" + std::to_string(m_server.serverPort()); }

    /// Answered at once to whatever complete request arrives; empty: no answer at all.
    QByteArray answer;
    bool closesAfterAnswer = false;
    int connections = 0;
    QByteArray received;

private:
    void accept() {
        QTcpSocket* socket = m_server.nextPendingConnection();
        ++connections;
        QObject::connect(socket, &QTcpSocket::readyRead, &m_server, [this, socket] {
            m_pending += socket->readAll();
            const auto head = m_pending.indexOf("\r\n\r\n");
            const auto length = m_pending.toLower().indexOf("content-length:");
            if (head < 0 || length < 0)
                return;
            const auto wanted =
                m_pending.mid(length + 15, m_pending.indexOf("\r\n", length) - length - 15)
                    .trimmed()
                    .toInt();
            if (m_pending.size() < head + 4 + wanted)
                return;
            received += m_pending;
            m_pending.clear();
            if (answer.isEmpty())
                return;
            socket->write(answer);
            if (closesAfterAnswer)
                socket->disconnectFromHost();
        });
    }

    QSslServer m_server;
    QByteArray m_pending;
};

QByteArray ok(const QByteArray& body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
           body;
}

struct Client {
    std::vector<std::pair<protocol::RequestNumber, Arrival>> arrived;
    HttpTransport transport;

    explicit Client(HttpOptions options)
        : transport(std::move(options), [this](protocol::RequestNumber number, Arrival arrival) {
              arrived.emplace_back(number, std::move(arrival));
          }) {}
    explicit Client(const ScriptedServer& server)
        : Client(HttpOptions{server.address(), ScriptedServer::pin(), {}}) {}

    /// Runs the loop until that many answers are there, ten seconds at most.
    void await(std::size_t count) {
        QTimer limit;
        limit.setSingleShot(true);
        limit.start(10'000);
        while (arrived.size() < count && limit.isActive())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        REQUIRE(arrived.size() == count);
    }
    Arrival ask(protocol::Request request = {protocol::Endpoint::Hello, {}, {1, 2, 3}}) {
        transport.send(++m_number, std::move(request));
        await(arrived.size() + 1);
        CHECK(arrived.back().first == m_number);
        return arrived.back().second;
    }

private:
    protocol::RequestNumber m_number = 0;
};

RequestFailure failureIn(const Arrival& arrival) {
    const auto* failure = std::get_if<RequestFailure>(&arrival);
    REQUIRE(failure);
    return *failure;
}
protocol::Reply replyIn(const Arrival& arrival) {
    const auto* reply = std::get_if<protocol::Reply>(&arrival);
    REQUIRE(reply);
    return *reply;
}

TEST_CASE("a request is a POST with the session in its header", "[client][net]") {
    ScriptedServer server;
    server.answer = ok("antwoord");
    Client client(server);
    const auto reply = replyIn(client.ask({protocol::Endpoint::Push, {0xab, 0xcd}, {'b', 'o'}}));
    CHECK(reply.status == 200);
    CHECK(asText(reply.body) == "antwoord");
    const auto seen = server.received.toLower();
    CHECK(seen.startsWith("post /v0/push http/1.1\r\n"));
    CHECK(seen.contains("authorization: bearer abcd\r\n"));
    CHECK(seen.contains("content-type: application/x-protobuf\r\n"));
    CHECK(seen.endsWith("\r\n\r\nbo"));

    SECTION("connections are kept alive") {
        replyIn(client.ask());
        CHECK(server.connections == 1);
        CHECK_FALSE(server.received.toLower().endsWith("bearer"));
    }
}

TEST_CASE("a hub with another key never sees the request", "[client][net][I-10]") {
    ScriptedServer server;
    server.answer = ok("antwoord");
    Client client(HttpOptions{server.address(), Digest256(), {}});
    CHECK(failureIn(client.ask({protocol::Endpoint::Hello, {1}, {2}})) ==
          RequestFailure::NotTrusted);
    CHECK(server.received.isEmpty());
}

TEST_CASE("a hub that speaks only older TLS is not trusted", "[client][net]") {
    ScriptedServer server(QSsl::TlsV1_2);
    server.answer = ok("antwoord");
    Client client(server);
    CHECK(failureIn(client.ask()) == RequestFailure::NotTrusted);
    CHECK(server.received.isEmpty());
}

TEST_CASE("error statuses are answers", "[client][net]") {
    const int status = GENERATE(302, 400, 401, 403, 404, 409, 413, 429, 500, 503);
    ScriptedServer server;
    server.answer = "HTTP/1.1 " + QByteArray::number(status) +
                    " X\r\nLocation: https://elders.example/\r\nContent-Length: 3\r\n\r\nnee";
    Client client(server);
    const auto reply = replyIn(client.ask());
    CHECK(reply.status == status);
    CHECK(server.connections == 1);
}

TEST_CASE("a reply beyond the limit is cut off and is no answer of a hub", "[client][net][I-10]") {
    ScriptedServer server;
    server.answer = ok(QByteArray(qsizetype(protocol::kMaxReplyBytes) + 1, 'x'));
    Client client(server);
    const auto reply = replyIn(client.ask());
    CHECK(reply.status == 0);
    CHECK(reply.body.empty());
}

TEST_CASE("an answer that breaks off is none", "[client][net]") {
    ScriptedServer server;
    server.answer = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
    server.closesAfterAnswer = true;
    Client client(server);
    CHECK(failureIn(client.ask()) == RequestFailure::Unreachable);
}

TEST_CASE("nobody there, or no place at all, is unreachable", "[client][net]") {
    std::string address;
    {
        const ScriptedServer gone;
        address = gone.address();
    }
    for (const std::string& place :
         {address, std::string(), std::string("geen adres"), "user@" + address}) {
        CAPTURE(place);
        Client client(HttpOptions{place, ScriptedServer::pin(), {}});
        CHECK(failureIn(client.ask()) == RequestFailure::Unreachable);
    }
}

TEST_CASE("a hub that never answers times out", "[client][net]") {
    ScriptedServer server;
    Client client(
        HttpOptions{server.address(), ScriptedServer::pin(), std::chrono::milliseconds(300)});
    CHECK(failureIn(client.ask()) == RequestFailure::TimedOut);
}

TEST_CASE("after cancel nothing comes", "[client][net]") {
    ScriptedServer server;
    server.answer = ok("antwoord");
    Client client(server);
    client.transport.send(7, {protocol::Endpoint::Hello, {}, {1}});
    client.transport.cancel(7);
    client.transport.cancel(8);
    client.transport.send(9, {protocol::Endpoint::Hello, {}, {1}});
    client.await(1);
    CHECK(client.arrived[0].first == 9);
}

} // namespace
} // namespace vb::net
