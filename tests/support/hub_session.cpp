// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/hub_session.h"

#include "crypto/kinds.h"

namespace vb::test {

Result<Bytes> openHubSession(server::Hub& hub, const SimHouse& house, std::size_t person,
                             RandomSource& random, engine::wire::SigningWith with) {
    namespace wire = engine::wire;
    using protocol::Endpoint;
    const auto& keys = house.people[person].keys;
    const DeviceId device = keys.publicKeys(house.id).device;
    const server::PeerFacts peer{"10.0.0.2"};
    VB_TRY(const auto hello,
           wire::readHello(
               hub.handle({Endpoint::Hello, {}, wire::helloRequest(house.id, device)}, peer)
                   .reply.body));
    ByteArray<32> nonce{};
    random.fill(nonce);
    const Bytes challenge = wire::challenge(house.id, device, hello, nonce, with);
    const auto signature =
        with == wire::SigningWith::DeviceKey
            ? keys.signing.sign(crypto::Kind::Challenge, house.id.bytes(), challenge)
            : keys.push.sign(crypto::Kind::PushChallenge, house.id.bytes(), challenge);
    VB_TRY(auto session,
           wire::readSession(
               hub.handle({Endpoint::Session, {}, wire::sessionRequest(challenge, signature, 0, 0)},
                          peer)
                   .reply.body));
    if (session.token.empty())
        return fail(Code::Refused, "no session");
    return std::move(session.token);
}

} // namespace vb::test
