// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/random.h"
#include "crypto/self_test_sign.h"
#include "crypto/signing.h"
#include "tests/support/catch.h"

#include <set>
#include <string>

using namespace vb::crypto;

namespace {
constexpr ByteArray<16> kHouse{1, 2, 3};
constexpr ByteArray<16> kOtherHouse{1, 2, 4};
} // namespace

TEST_CASE("labels are unique and none is the start of another", "[crypto][kinds]") {
    for (const auto& left : kKindLabels) {
        CHECK(left.label.starts_with("veldboek/"));
        for (const auto& right : kKindLabels) {
            if (left.kind != right.kind) {
                CAPTURE(std::string(left.label), std::string(right.label));
                CHECK_FALSE(right.label.starts_with(left.label));
            }
        }
    }
}

TEST_CASE("the known answers of digests and signatures hold", "[crypto][self_test]") {
    CHECK(init() == std::nullopt);
    CHECK(selfTestSign() == std::nullopt);
}

TEST_CASE("one wrong answer fails the self test by name", "[crypto][self_test]") {
    const auto failureAfter = [](Bytes SignVectors::*field) {
        SignVectors vectors = signVectors();
        (vectors.*field).back() ^= 1U;
        return selfTestSign(vectors);
    };
    CHECK(failureAfter(&SignVectors::blake2b512) == "BLAKE2b");
    CHECK(failureAfter(&SignVectors::blake2b256) == "BLAKE2b");
    CHECK(failureAfter(&SignVectors::sha256) == "SHA-256");
    CHECK(failureAfter(&SignVectors::signSeed) == "Ed25519");
    CHECK(failureAfter(&SignVectors::signPublicKey) == "Ed25519");
    CHECK(failureAfter(&SignVectors::signMessage) == "Ed25519");
    CHECK(failureAfter(&SignVectors::signature) == "Ed25519");
}

TEST_CASE("a signature holds for its kind, house, key and message alone", "[crypto][signature]") {
    const SigningKey key = SigningKey::generate();
    const SigningKey other = SigningKey::generate();
    const Bytes message{1, 2, 3};
    const Signature signature = key.sign(Kind::StreamHead, kHouse, message);

    for (const auto& candidate : kKindLabels) {
        CHECK(verify(key.publicKey(), candidate.kind, kHouse, message, signature) ==
              (candidate.kind == Kind::StreamHead));
    }
    CHECK_FALSE(verify(key.publicKey(), Kind::StreamHead, kOtherHouse, message, signature));
    CHECK_FALSE(verify(other.publicKey(), Kind::StreamHead, kHouse, message, signature));
    CHECK_FALSE(verify(key.publicKey(), Kind::StreamHead, kHouse, Bytes{1, 2}, signature));
    CHECK_FALSE(verify(key.publicKey(), Kind::StreamHead, kHouse, Bytes{}, signature));
}

TEST_CASE("every single flipped bit of a signature is refused", "[crypto][signature]") {
    const SigningKey key = SigningKey::generate();
    const Bytes message{9};
    const Signature signature = key.sign(Kind::Receipt, kHouse, message);
    for (std::size_t bit = 0; bit < Signature::kSize * 8; ++bit) {
        auto bytes = signature.bytes();
        bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ (1U << bit % 8));
        CAPTURE(bit);
        CHECK_FALSE(verify(key.publicKey(), Kind::Receipt, kHouse, message, Signature(bytes)));
    }
}

TEST_CASE("small-order public keys verify nothing", "[crypto][signature]") {
    // With the neutral element as key, S = 0 and R = neutral satisfies the bare equation for every
    // message; RFC 8032 leaves refusing it to the implementation.
    ByteArray<32> neutral{1};
    ByteArray<64> forged{1};
    CHECK_FALSE(
        verify(SigningPublicKey(neutral), Kind::Statement, kHouse, Bytes{1}, Signature(forged)));
}

TEST_CASE("a seed gives its key back", "[crypto][signing]") {
    const SigningKey key = SigningKey::generate();
    const SigningKey again = SigningKey::fromSeed(key.seed());
    CHECK(again == key);
    CHECK(again.publicKey() == key.publicKey());
    CHECK(again.sign(Kind::Receipt, kHouse, {}) == key.sign(Kind::Receipt, kHouse, {}));
    CHECK_FALSE(SigningKey::generate() == key);
}
