// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// Whatever bytes a request has, with a session or without one: there is an answer, and what is not
// accepted changes nothing. The first byte says which request, the second whose session.
#include "sync/base/check.h"
#include "sync/engine/wire.h"
#include "tests/fuzz/fuzz_house.h"
#include "tests/support/seeded_entropy.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace vb;
    constexpr std::size_t kEndpoints = 13;
    if (size < 2)
        return 0;
    const auto& town = fuzz::FuzzHouse::instance();
    const test::SeededEntropy entropy(1);
    test::SeededRandom random(1);
    const test::FakeClock clock(fuzz::kStart + std::chrono::hours(1));
    server::MemoryHubStore store = town.store;
    const auto hub = fuzz::openHub(store, clock, random);
    const auto endpoint = static_cast<protocol::Endpoint>(bytes[0] % kEndpoints);
    Bytes session;
    if (bytes[1] % 3 != 0)
        session = fuzz::openSession(*hub, bytes[1] % 3 == 1 ? fuzz::kOffice : fuzz::kNoor, random);
    const Digest256 before = store.digest();
    const Bytes body(bytes + 2, bytes + size);
    const auto answer = hub->handle({endpoint, session, body}, {"10.0.0.1"});
    VB_CHECK(!answer.facts.trouble.has_value());
    const bool mayChange = answer.facts.accepted > 0 || endpoint == protocol::Endpoint::Mailbox;
    VB_CHECK(mayChange || store.digest() == before);
    if (answer.reply.status != 200)
        static_cast<void>(engine::wire::readFailure(answer.reply.body));
    return 0;
}
