// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/store_identity.h"
#include "client/net/http_transport.h"
#include "sync/base/random_source.h"
#include "sync/engine/device_identity.h"

#include <optional>

namespace vb::ctl {

/// Requests that are no part of a sync, one at a time: the mailboxes of enrolment. Each call waits,
/// running the thread's event loop. Unavailable when the hub cannot be reached, Unauthentic when it
/// is not trusted, otherwise what it answered as a Code.
class HubRequests {
public:
    explicit HubRequests(const bridge::HubPlace& hub);

    /// Opens a session as this device; what follows is said in it.
    Result<void> openSession(const engine::DeviceIdentity& identity, RandomSource& random);

    Result<void> putMail(const Digest256& address, std::uint32_t slot, ByteView content);
    /// Nothing while the slot is empty.
    Result<std::optional<Bytes>> mail(const Digest256& address, std::uint32_t slot);

private:
    Result<Bytes> ask(protocol::Endpoint endpoint, Bytes body);

    net::HttpTransport m_transport;
    protocol::RequestNumber m_number = 0;
    std::optional<net::Arrival> m_arrival;
    Bytes m_session;
};

} // namespace vb::ctl
