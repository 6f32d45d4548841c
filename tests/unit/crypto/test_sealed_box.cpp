// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/sealed_box.h"
#include "tests/support/property.h"
#include "tests/unit/crypto/flips.h"

using namespace vb::crypto;

TEST_CASE("a sealed box opens for its recipient in its context", "[crypto][sealed_box]") {
    const auto recipient = BoxKeyPair::generate();
    const auto other = BoxKeyPair::generate();
    vb::test::holds(
        "round trip", [&](const Bytes& context, const Bytes& secret, const Bytes& wrong) {
            const auto box = sealWithContext(recipient.publicKey(), context, secret);
            RC_ASSERT(box.has_value());
            RC_ASSERT(box->size() == kBoxOverhead + context.size() + secret.size());
            const auto opened = openWithContext(recipient, context, *box);
            RC_ASSERT(opened && *opened == SecretBytes::copyOf(secret));
            RC_ASSERT(!openWithContext(other, context, *box));
            RC_ASSERT(openWithContext(recipient, wrong, *box).has_value() == (wrong == context));
        });
}

TEST_CASE("the border between context and secret cannot be moved", "[crypto][sealed_box]") {
    const auto recipient = BoxKeyPair::generate();
    const auto box = sealWithContext(recipient.publicKey(), Bytes{1, 2}, Bytes{3, 4});
    CHECK_FALSE(openWithContext(recipient, Bytes{1}, *box).has_value());
    CHECK_FALSE(openWithContext(recipient, Bytes{1, 2, 3}, *box).has_value());
    CHECK_FALSE(openWithContext(recipient, Bytes{1, 2, 3, 4, 5, 6, 7}, *box).has_value());
}

TEST_CASE("every flipped bit and every cut of a box is refused", "[crypto][sealed_box]") {
    const auto recipient = BoxKeyPair::generate();
    const Bytes context{1, 2, 3};
    const auto box = sealWithContext(recipient.publicKey(), context, Bytes(32, 9));
    std::size_t opened = 0;
    std::size_t seen = 0;
    vb::test::forEachDamage(*box, [&](const Bytes& damaged) {
        ++seen;
        opened += openWithContext(recipient, context, damaged).has_value();
    });
    CHECK(seen == box->size() * 9 + 1);
    // X25519 ignores the highest bit of a public key (RFC 7748 section 5), but the nonce hashes the
    // key as sent, so that flip is refused like all others.
    CHECK(opened == 0);
}

TEST_CASE("arbitrary bytes are no box", "[crypto][sealed_box]") {
    const auto recipient = BoxKeyPair::generate();
    vb::test::holds("refused",
                    [&](const Bytes& bytes) { RC_ASSERT(!openWithContext(recipient, {}, bytes)); });
    const Bytes tooLong(kBoxOverhead + kMaxBoxContext + kMaxBoxSecret + 1);
    CHECK_FALSE(openWithContext(recipient, {}, tooLong).has_value());
}

TEST_CASE("a public key of small order cannot be sealed to", "[crypto][sealed_box]") {
    CHECK_FALSE(sealWithContext(BoxPublicKey(), {}, Bytes{1}).has_value());
    ByteArray<32> one{1};
    CHECK_FALSE(sealWithContext(BoxPublicKey(one), {}, Bytes{1}).has_value());
}

TEST_CASE("a secret half gives its pair back", "[crypto][sealed_box]") {
    const auto pair = BoxKeyPair::generate();
    const auto again = BoxKeyPair::fromSecret(*BoxSecretKey::fromBytes(pair.secretKey().bytes()));
    CHECK(again.publicKey() == pair.publicKey());
    const auto box = sealWithContext(pair.publicKey(), {}, Bytes{4});
    CHECK(openWithContext(again, {}, *box) == SecretBytes::copyOf(Bytes{4}));
}
