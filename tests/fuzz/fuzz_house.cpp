// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/fuzz/fuzz_house.h"

#include "sync/base/check.h"
#include "sync/server/bootstrap.h"
#include "tests/support/hub_session.h"
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
    auto token = test::openHubSession(hub, FuzzHouse::instance().house, person, random);
    VB_CHECK(token.has_value());
    return std::move(token).value();
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
