// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/ids.h"

#include <memory>
#include <optional>
#include <string>

namespace vb::test {

struct HttpAnswer {
    int status = 0;
    std::string head;
    std::string body;
};

/// A blocking TLS client on loopback with its own hands: it can send what no HTTP library would.
/// Waits at most twenty seconds for anything.
class TlsClient {
public:
    /// nullopt when no connection came about. `version` is OpenSSL's number of the newest TLS that
    /// the client offers; 0: all.
    static std::optional<TlsClient> connect(std::uint16_t port, int version = 0);
    TlsClient(TlsClient&&) noexcept;
    TlsClient& operator=(TlsClient&&) noexcept;
    ~TlsClient();

    /// False when the other side has closed.
    bool write(const std::string& bytes);
    /// nullopt when the other side closes before a whole answer.
    std::optional<HttpAnswer> read();
    /// Both, with the head made from the arguments.
    std::optional<HttpAnswer> request(const std::string& method, const std::string& target,
                                      const std::string& headers = {},
                                      const std::string& body = {});
    /// Waits until the other side closes.
    bool isClosedByPeer();

    [[nodiscard]] Digest256 peerPin() const;
    [[nodiscard]] std::string version() const;

private:
    struct Connection;
    explicit TlsClient(std::unique_ptr<Connection> connection);
    bool fill();

    std::unique_ptr<Connection> m_connection;
    std::string m_received;
};

} // namespace vb::test
