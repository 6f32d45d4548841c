// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/ctl/hub_requests.h"

#include "crypto/kinds.h"
#include "sync/engine/wire.h"
#include "sync/protocol/sync.pb.h"

#include <QCoreApplication>
#include <QEventLoop>

namespace vb::ctl {
namespace {

namespace wire = engine::wire;

Code codeOf(wire::FailureReason reason) {
    switch (reason) {
    case wire::FailureReason::NotFound:
        return Code::NotFound;
    case wire::FailureReason::Busy:
    case wire::FailureReason::Internal:
        return Code::Unavailable;
    case wire::FailureReason::Quota:
        return Code::Full;
    case wire::FailureReason::Version:
        return Code::TooNew;
    case wire::FailureReason::TooLarge:
        return Code::TooLarge;
    default:
        return Code::Refused;
    }
}

Bytes serialized(const veldboek::v0::MailboxRequest& request) {
    return toBytes(asBytes(request.SerializeAsString()));
}

std::string wireText(ByteView bytes) {
    return std::string(asText(bytes));
}

} // namespace

HubRequests::HubRequests(const bridge::HubPlace& hub)
    : m_transport({hub.address, hub.tlsPin, {}},
                  [this](protocol::RequestNumber number, net::Arrival arrival) {
                      if (number == m_number)
                          m_arrival = std::move(arrival);
                  }) {}

Result<Bytes> HubRequests::ask(protocol::Endpoint endpoint, Bytes body) {
    m_arrival.reset();
    m_transport.send(++m_number, {endpoint, m_session, std::move(body)});
    while (!m_arrival)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    if (const auto* failure = std::get_if<net::RequestFailure>(&*m_arrival)) {
        return *failure == net::RequestFailure::NotTrusted
                   ? fail(Code::Unauthentic, "de hub toont een andere sleutel")
                   : fail(Code::Unavailable, "geen antwoord");
    }
    auto& reply = std::get<protocol::Reply>(*m_arrival);
    if (reply.status != 200)
        return fail(codeOf(wire::readFailure(reply.body).reason),
                    "hub: status " + std::to_string(reply.status));
    return std::move(reply.body);
}

Result<void> HubRequests::openSession(const engine::DeviceIdentity& identity,
                                      RandomSource& random) {
    m_session.clear();
    VB_TRY(const Bytes answer,
           ask(protocol::Endpoint::Hello, wire::helloRequest(identity.house, identity.device)));
    VB_TRY(const auto hello, wire::readHello(answer));
    ByteArray<32> nonce{};
    random.fill(nonce);
    const Bytes challenge = wire::challenge(identity.house, identity.device, hello, nonce);
    const auto signature =
        identity.signingKey.sign(crypto::Kind::Challenge, identity.house.bytes(), challenge);
    VB_TRY(const Bytes opened,
           ask(protocol::Endpoint::Session, wire::sessionRequest(challenge, signature, 0, 0)));
    VB_TRY(auto session, wire::readSession(opened));
    m_session = std::move(session.token);
    return {};
}

Result<void> HubRequests::putMail(const Digest256& address, std::uint32_t slot, ByteView content) {
    veldboek::v0::MailboxRequest request;
    request.set_address(wireText(address.view()));
    request.set_slot(slot);
    request.set_content(wireText(content));
    VB_TRY(const Bytes answer, ask(protocol::Endpoint::Mailbox, serialized(request)));
    static_cast<void>(answer);
    return {};
}

Result<std::optional<Bytes>> HubRequests::mail(const Digest256& address, std::uint32_t slot) {
    veldboek::v0::MailboxRequest request;
    request.set_address(wireText(address.view()));
    request.set_slot(slot);
    auto answer = ask(protocol::Endpoint::Mailbox, serialized(request));
    if (!answer && answer.error().code == Code::NotFound)
        return std::optional<Bytes>();
    if (!answer)
        return Unexpected(answer.error());
    veldboek::v0::MailboxReply reply;
    if (!reply.ParseFromArray(answer->data(), static_cast<int>(answer->size())) ||
        reply.content().empty())
        return fail(Code::InvalidInput, "a mailbox reply that is none");
    return std::optional<Bytes>(toBytes(asBytes(reply.content())));
}

} // namespace vb::ctl
