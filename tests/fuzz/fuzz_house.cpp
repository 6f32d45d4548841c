// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/fuzz/fuzz_house.h"

#include "crypto/kinds.h"
#include "sync/base/check.h"
#include "sync/engine/wire.h"
#include "sync/server/bootstrap.h"
#include "tests/support/merge_world.h"
#include "tests/support/seeded_entropy.h"

namespace vb::fuzz {

namespace {

class FuzzProjector final : public engine::Projector {
public:
    [[nodiscard]] engine::Projection project(const CaseId&,
                                             const model::RecordState& state) const override {
        engine::Projection projection;
        projection.searchText = "velden " + std::to_string(state.fields.size());
        return projection;
    }
};

test::SimHouse makeHouse() {
    const test::SeededEntropy entropy(3);
    test::SeededRandom random(3);
    return test::SimHouse::make(random, kStart);
}

} // namespace

FuzzHouse::FuzzHouse() : house(makeHouse()) {
    const test::FakeClock clock(kStart);
    VB_CHECK(
        server::openHouse(store, house.bootstrap, {house.hub.signingKey, house.hub.tlsPin}, clock)
            .has_value());
}

const FuzzHouse& FuzzHouse::instance() {
    static const FuzzHouse house;
    return house;
}

std::unique_ptr<server::Hub> openHub(server::MemoryHubStore& store, const Clock& clock,
                                     RandomSource& random) {
    auto hub = server::Hub::open(store, FuzzHouse::instance().house.hubKey, clock, random);
    VB_CHECK(hub.has_value());
    return std::move(hub).value();
}

Bytes openSession(server::Hub& hub, std::size_t person, RandomSource& random) {
    namespace wire = engine::wire;
    using protocol::Endpoint;
    const auto& house = FuzzHouse::instance().house;
    const auto& keys = house.people[person].keys;
    const DeviceId device = keys.publicKeys(house.id).device;
    const server::PeerFacts peer{"10.0.0.2"};
    const auto hello = wire::readHello(
        hub.handle({Endpoint::Hello, {}, wire::helloRequest(house.id, device)}, peer).reply.body);
    VB_CHECK(hello.has_value());
    ByteArray<32> nonce{};
    random.fill(nonce);
    const Bytes challenge = wire::challenge(house.id, device, *hello, nonce);
    const auto signature = keys.signing.sign(crypto::Kind::Challenge, house.id.bytes(), challenge);
    const auto session = wire::readSession(
        hub.handle({Endpoint::Session, {}, wire::sessionRequest(challenge, signature, 0, 0)}, peer)
            .reply.body);
    VB_CHECK(session.has_value());
    return session->token;
}

const model::Schema& schema() {
    static const model::Schema schema = test::everyPolicySchema();
    return schema;
}

const engine::Projector& projector() {
    static const FuzzProjector projector;
    return projector;
}

} // namespace vb::fuzz
