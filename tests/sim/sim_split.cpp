// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/sim_split.h"

#include "crypto/kinds.h"
#include "sync/engine/wire.h"

namespace vb::test {

class SplitHub::LaterClock final : public Clock {
public:
    explicit LaterClock(const Clock& clock) : m_clock(clock) {}
    [[nodiscard]] Instant now() const override { return m_clock.now() + std::chrono::seconds(1); }
    [[nodiscard]] std::chrono::milliseconds monotonic() const override {
        return m_clock.monotonic();
    }

private:
    const Clock& m_clock;
};

SplitHub::SplitHub(const server::MemoryHubStore& store, const SimHouse& house, const Clock& clock,
                   RandomSource& random)
    : m_clock(std::make_unique<LaterClock>(clock)), m_store(store) {
    auto hub = server::Hub::open(m_store, house.hubKey, *m_clock, random);
    VB_CHECK(hub.has_value());
    m_hub = std::move(hub).value();
    m_parted = m_hub->logSize();
}

SplitHub::~SplitHub() = default;

void relayPush(server::Hub& to, const SimHouse& house, std::size_t person, ByteView body,
               RandomSource& random) {
    namespace wire = engine::wire;
    using protocol::Endpoint;
    const auto& keys = house.people[person].keys;
    const DeviceId device = keys.publicKeys(house.id).device;
    const server::PeerFacts peer{"10.0.0.2"};
    const auto hello = wire::readHello(
        to.handle({Endpoint::Hello, {}, wire::helloRequest(house.id, device)}, peer).reply.body);
    if (!hello)
        return; // busy: the other log goes without, for now
    ByteArray<32> nonce{};
    random.fill(nonce);
    const Bytes challenge = wire::challenge(house.id, device, *hello, nonce);
    const auto signature = keys.signing.sign(crypto::Kind::Challenge, house.id.bytes(), challenge);
    const auto session = wire::readSession(
        to.handle({Endpoint::Session, {}, wire::sessionRequest(challenge, signature, 0, 0)}, peer)
            .reply.body);
    if (session)
        to.handle({Endpoint::Push, session->token, toBytes(body)}, peer);
}

} // namespace vb::test
