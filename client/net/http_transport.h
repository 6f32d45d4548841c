// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/ids.h"
#include "sync/protocol/transport.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <variant>

namespace vb::net {

/// Why no answer came.
enum class RequestFailure : std::uint8_t {
    Unreachable, ///< no route, no name, refused, or cut off before an answer was whole
    NotTrusted,  ///< no TLS 1.3, or not with the key that the house names
    TimedOut,    ///< nothing moved for the whole timeout
};
using Arrival = std::variant<protocol::Reply, RequestFailure>;
/// Called from the event loop of the transport's thread, never from inside send().
using OnArrival = std::function<void(protocol::RequestNumber, Arrival)>;

struct HttpOptions {
    /// Host and port: "hub.example:7443". An IPv6 address stands in brackets.
    std::string address;
    /// SHA-256 of the subject public key of the hub's TLS certificate.
    Digest256 tlsPin;
    /// Without any byte moving. Longer than the longest poll.
    std::chrono::milliseconds timeout{40'000};
};

/// Requests over HTTPS: POST, HTTP/1.1, TLS 1.3, connections kept alive.
///
/// Trust: exactly the pinned key. Certificate authorities of the system have no say, neither for
/// nor against; names and dates in the certificate are not looked at, because the house's own
/// statement about its hub is what vouches for the key. The pin is checked before the first byte of
/// a request leaves. No proxy, no redirect, no cookies, no cache, no stored passwords.
/// Bounds: a reply above protocol::kMaxReplyBytes is cut off and arrives as status 0, which no
/// server can send and the engine takes as misbehaviour.
///
/// Owned by whoever owns the core; used on one thread that runs a Qt event loop, while a thread of
/// its own moves the bytes, so that a busy owner keeps neither the network nor the hub waiting.
/// Destroying it drops what is under way without a word.
class HttpTransport final : public protocol::Transport {
public:
    /// An address that is no host and port answers every request Unreachable.
    HttpTransport(HttpOptions options, OnArrival onArrival);
    ~HttpTransport() override;

    void send(protocol::RequestNumber number, protocol::Request request) override;
    void cancel(protocol::RequestNumber number) override;

private:
    class Courier;
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace vb::net
