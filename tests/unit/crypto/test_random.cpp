// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/aead.h"
#include "crypto/random.h"
#include "crypto/sealed_box.h"
#include "crypto/stream.h"
#include "tests/support/catch.h"
#include "tests/support/seeded_entropy.h"

#include <algorithm>
#include <set>

using namespace vb::crypto;
using vb::test::SeededEntropy;

namespace {

/// Every function that draws randomness, once.
std::vector<Bytes> drawEverything() {
    std::vector<Bytes> drawn;
    const auto key = EpochKey::generate();
    drawn.emplace_back(key.bytes().begin(), key.bytes().end());
    const auto bytes = randomBytes<20>();
    drawn.emplace_back(bytes.begin(), bytes.end());
    const AssociatedData context(Kind::SealedPart);
    drawn.push_back(seal(key, context, Bytes{1}));
    const auto pair = BoxKeyPair::generate();
    drawn.push_back(*sealWithContext(pair.publicKey(), {}, Bytes{2}));
    drawn.push_back(sealStream(AttachmentKey::generate(), context, Bytes{3}));
    return drawn;
}

} // namespace

TEST_CASE("all randomness goes through libsodium's one source", "[crypto][random]") {
    const auto drawnWith = [](std::uint64_t seed) {
        const SeededEntropy entropy(seed);
        return drawEverything();
    };
    CHECK(drawnWith(1) == drawnWith(1));
    const auto one = drawnWith(1);
    const auto two = drawnWith(2);
    REQUIRE(one.size() == two.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        CAPTURE(i);
        CHECK(one[i] != two[i]);
    }
}

TEST_CASE("without a seed no two draws are alike", "[crypto][random]") {
    { const SeededEntropy entropy(7); }
    std::set<ByteArray<16>> seen;
    for (int i = 0; i < 1'000; ++i)
        seen.insert(randomBytes<16>());
    CHECK(seen.size() == 1'000);
    CHECK(drawEverything() != drawEverything());
    Bytes nothing;
    fillRandom(nothing);
    CHECK(nothing.empty());
}
