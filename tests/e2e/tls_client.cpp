// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/e2e/tls_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

namespace vb::test {

struct TlsClient::Connection {
    int socket = -1;
    SSL_CTX* context = nullptr;
    SSL* ssl = nullptr;

    Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() {
        SSL_free(ssl);
        SSL_CTX_free(context);
        if (socket >= 0)
            ::close(socket);
    }
};

TlsClient::TlsClient(std::unique_ptr<Connection> connection)
    : m_connection(std::move(connection)) {}
TlsClient::TlsClient(TlsClient&&) noexcept = default;
TlsClient& TlsClient::operator=(TlsClient&&) noexcept = default;
TlsClient::~TlsClient() = default;

std::optional<TlsClient> TlsClient::connect(std::uint16_t port, int version) {
    std::signal(SIGPIPE, SIG_IGN);
    auto connection = std::make_unique<Connection>();
    connection->socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{20, 0};
    ::setsockopt(connection->socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(connection->socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (::connect(connection->socket, reinterpret_cast<const sockaddr*>(&address),
                  sizeof address) != 0)
        return std::nullopt;
    connection->context = SSL_CTX_new(TLS_client_method());
    if (version != 0)
        SSL_CTX_set_max_proto_version(connection->context, version);
    connection->ssl = SSL_new(connection->context);
    SSL_set_fd(connection->ssl, connection->socket);
    if (SSL_connect(connection->ssl) != 1)
        return std::nullopt;
    return TlsClient(std::move(connection));
}

bool TlsClient::write(const std::string& bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const int count =
            SSL_write(m_connection->ssl, bytes.data() + sent,
                      static_cast<int>(std::min<std::size_t>(bytes.size() - sent, 64 * 1'024)));
        if (count <= 0)
            return false;
        sent += static_cast<std::size_t>(count);
    }
    return true;
}

bool TlsClient::fill() {
    char block[16 * 1'024];
    const int count = SSL_read(m_connection->ssl, block, sizeof block);
    if (count <= 0)
        return false;
    m_received.append(block, static_cast<std::size_t>(count));
    return true;
}

std::optional<HttpAnswer> TlsClient::read() {
    std::size_t end = std::string::npos;
    while ((end = m_received.find("\r\n\r\n")) == std::string::npos) {
        if (!fill())
            return std::nullopt;
    }
    HttpAnswer answer;
    answer.head = m_received.substr(0, end);
    m_received.erase(0, end + 4);
    constexpr std::string_view kLength = "Content-Length: ";
    const std::size_t length = answer.head.find(kLength);
    if (answer.head.size() < 12 || length == std::string::npos)
        return std::nullopt;
    answer.status = std::stoi(answer.head.substr(9, 3));
    const auto size =
        static_cast<std::size_t>(std::stoul(answer.head.substr(length + kLength.size())));
    while (m_received.size() < size) {
        if (!fill())
            return std::nullopt;
    }
    answer.body = m_received.substr(0, size);
    m_received.erase(0, size);
    return answer;
}

std::optional<HttpAnswer> TlsClient::request(const std::string& method, const std::string& target,
                                             const std::string& headers, const std::string& body) {
    std::string text = method + " " + target + " HTTP/1.1\r\nHost: hub\r\n" + headers;
    if (method == "POST")
        text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    if (!write(text + "\r\n" + body))
        return std::nullopt;
    return read();
}

bool TlsClient::isClosedByPeer() {
    while (fill()) {
    }
    const int error = SSL_get_error(m_connection->ssl, 0);
    return error != SSL_ERROR_WANT_READ;
}

Digest256 TlsClient::peerPin() const {
    X509* certificate = SSL_get1_peer_certificate(m_connection->ssl);
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    ByteArray<32> digest{};
    SHA256(der, static_cast<std::size_t>(size), digest.data());
    OPENSSL_free(der);
    X509_free(certificate);
    return Digest256(digest);
}

std::string TlsClient::version() const {
    return SSL_get_version(m_connection->ssl);
}

} // namespace vb::test
