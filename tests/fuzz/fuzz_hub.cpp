// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// Whatever a request has, with any session or none, to a hub that is new, in use or recovering:
// there is an answer, and what is not accepted changes nothing. The first byte says which request,
// the second whose session and which hub. From 0xd0 on the first byte has a real request falsified
// instead, so that the input gets behind signatures and claims: the second byte says which, the
// others in threes where and how.
#include "sync/base/check.h"
#include "sync/engine/wire.h"
#include "tests/fuzz/fuzz_hub_states.h"
#include "tests/support/hub_session.h"
#include "tests/support/seeded_entropy.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

using namespace vb;
using engine::wire::SigningWith;

struct Asked {
    fuzz::HubState state = fuzz::HubState::Empty;
    std::optional<std::size_t> person; ///< none: no session
    SigningWith with = SigningWith::DeviceKey;
    protocol::Request request;
};

Asked anyBytes(ByteView input) {
    constexpr std::size_t kEndpoints = 13;
    Asked asked;
    asked.request.endpoint = static_cast<protocol::Endpoint>(input[0] % kEndpoints);
    asked.request.body = toBytes(input.subspan(2));
    switch (input[1] % 5) {
    case 0:
        break;
    case 1:
        asked.person = fuzz::kOffice;
        break;
    case 3: // of a device that has ended
        asked.person = fuzz::kSaar;
        break;
    case 4:
        asked.with = SigningWith::PushOnlyKey;
        [[fallthrough]];
    default:
        asked.person = fuzz::kNoor;
        break;
    }
    asked.state = static_cast<fuzz::HubState>(input[1] / 5 % fuzz::kHubStates);
    return asked;
}

Asked falsified(ByteView input) {
    const auto& states = fuzz::HubStates::instance();
    const auto& real = states.asked[input[1] % states.asked.size()];
    Asked asked{real.state, real.person,
                real.isDelivery ? SigningWith::PushOnlyKey : SigningWith::DeviceKey, real.request};
    Bytes& body = asked.request.body;
    for (input = input.subspan(2); input.size() >= 3 && !body.empty(); input = input.subspan(3)) {
        const std::size_t at = (std::size_t{input[0]} << 8 | input[1]) % body.size();
        if (input[2] == 0)
            body.resize(at);
        else
            body[at] ^= input[2];
    }
    return asked;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    constexpr std::uint8_t kFalsified = 0xd0;
    if (size < 2)
        return 0;
    const auto& states = fuzz::HubStates::instance();
    const ByteView input(bytes, size);
    const Asked asked = input[0] < kFalsified ? anyBytes(input) : falsified(input);
    const test::SeededEntropy entropy(1);
    test::SeededRandom random(1);
    const test::FakeClock clock(fuzz::kStart + std::chrono::hours(1));
    server::MemoryHubStore store = states.stores[static_cast<std::size_t>(asked.state)];
    const auto hub = fuzz::openHub(store, clock, random);
    auto request = asked.request;
    request.session.clear();
    if (asked.person) {
        // To an ended device a hub may give a session that shows its end, or none.
        auto token = test::openHubSession(*hub, fuzz::FuzzHouse::instance().house, *asked.person,
                                          random, asked.with);
        VB_CHECK(token.has_value() || *asked.person == fuzz::kSaar);
        if (token)
            request.session = std::move(*token);
    }
    const Digest256 before = store.digest();
    const auto answer = hub->handle(request, {"10.0.0.1"});
    VB_CHECK(!answer.facts.trouble.has_value());
    const bool takesBytes =
        request.endpoint == protocol::Endpoint::Mailbox ||
        (request.endpoint == protocol::Endpoint::Upload && answer.reply.status == 200);
    // While it recovers it remembers what it could not take back yet.
    const bool remembers =
        asked.state == fuzz::HubState::Recovering && request.endpoint == protocol::Endpoint::Push;
    VB_CHECK(answer.facts.accepted > 0 || takesBytes || remembers || store.digest() == before);
    VB_CHECK(asked.person || takesBytes || store.digest() == before);
    if (answer.reply.status != 200)
        static_cast<void>(engine::wire::readFailure(answer.reply.body));
    // What it has now holds together: a hub starts from it.
    if (store.digest() != before)
        static_cast<void>(fuzz::openHub(store, clock, random));
    return 0;
}
