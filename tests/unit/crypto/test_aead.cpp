// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/aead.h"
#include "tests/support/property.h"
#include "tests/unit/crypto/flips.h"

#include <algorithm>
#include <set>

using namespace vb::crypto;

namespace {

AssociatedData contextOf(const Bytes& field) {
    return AssociatedData(Kind::SealedPart).add(field).addNumber(7);
}

} // namespace

TEST_CASE("what was sealed opens with the same key and context", "[crypto][aead]") {
    const auto key = EpochKey::generate();
    vb::test::holds("open undoes seal", [&](const Bytes& plaintext, const Bytes& field) {
        const Bytes sealed = seal(key, contextOf(field), plaintext);
        RC_ASSERT(sealed.size() == plaintext.size() + kSealOverhead);
        RC_ASSERT(open(key, contextOf(field), sealed) == plaintext);
        const auto secret = openSecret(key, contextOf(field), sealed);
        RC_ASSERT(secret && *secret == SecretBytes::copyOf(plaintext));
    });
}

TEST_CASE("every flipped bit and every cut of a seal is refused", "[crypto][aead]") {
    const auto key = EpochKey::generate();
    const Bytes plaintext{1, 2, 3, 4, 5, 6, 7, 8, 9};
    const Bytes sealed = seal(key, contextOf({}), plaintext);
    std::size_t seen = 0;
    std::size_t opened = 0;
    vb::test::forEachDamage(sealed, [&](const Bytes& damaged) {
        ++seen;
        opened += open(key, contextOf({}), damaged).has_value();
        opened += openSecret(key, contextOf({}), damaged).has_value();
    });
    CHECK(seen == sealed.size() * 9 + 1);
    CHECK(opened == 0);
}

TEST_CASE("another key or another context opens nothing", "[crypto][aead]") {
    const auto key = EpochKey::generate();
    const auto other = EpochKey::generate();
    vb::test::holds("only its own", [&](const Bytes& plaintext, const Bytes& a, const Bytes& b) {
        const Bytes sealed = seal(key, contextOf(a), plaintext);
        RC_ASSERT(!open(other, contextOf(a), sealed));
        RC_ASSERT(open(key, contextOf(b), sealed).has_value() == (a == b));
        RC_ASSERT(!open(key, AssociatedData(Kind::StoredEpochKey).add(a).addNumber(7), sealed));
    });
}

TEST_CASE("arbitrary bytes never open", "[crypto][aead]") {
    const auto key = EpochKey::generate();
    vb::test::holds("refused", [&](const Bytes& bytes) {
        RC_ASSERT(!open(key, contextOf({}), bytes));
        RC_ASSERT(!openSecret(key, contextOf({}), bytes));
    });
}

TEST_CASE("the same plaintext is never sealed to the same bytes", "[crypto][aead]") {
    const auto key = EpochKey::generate();
    std::set<Bytes> nonces;
    for (int i = 0; i < 500; ++i) {
        const Bytes sealed = seal(key, contextOf({}), Bytes{1});
        nonces.emplace(sealed.begin(), sealed.begin() + kNonceSize);
    }
    CHECK(nonces.size() == 500);
}

TEST_CASE("a secret larger than the arena gives out is refused, not fatal", "[crypto][aead]") {
    const auto key = EpochKey::generate();
    const Bytes sealed = seal(key, contextOf({}), Bytes(kMaxSecretSize + 1));
    CHECK(open(key, contextOf({}), sealed).has_value());
    CHECK_FALSE(openSecret(key, contextOf({}), sealed).has_value());
}

TEST_CASE("detached sealing works in place and a failure leaves zeros", "[crypto][aead]") {
    const auto key = PageKey::generate();
    const Bytes context{5, 5};
    Bytes content(4056, 0x77);
    ByteArray<kNonceSize> nonce{};
    ByteArray<kTagSize> tag{};
    sealDetached(key, context, content, nonce, tag);
    CHECK(content != Bytes(4056, 0x77));

    Bytes opened(content.size(), 1);
    CHECK(openDetached(key, context, content, nonce, tag, opened));
    CHECK(opened == Bytes(4056, 0x77));
    tag[3] ^= 1U;
    CHECK_FALSE(openDetached(key, context, content, nonce, tag, opened));
    CHECK(opened == Bytes(4056, 0));
    tag[3] ^= 1U;
    CHECK(openDetached(key, context, content, nonce, tag, content));
    CHECK(content == Bytes(4056, 0x77));
}

TEST_CASE("different lists of fields give different associated data", "[crypto][aead]") {
    using Fields = std::vector<Bytes>;
    const auto encode = [](const Fields& fields) {
        AssociatedData context(Kind::SealedPart);
        for (const Bytes& field : fields)
            context.add(field);
        return context.bytes();
    };
    vb::test::holds("injective", [&] {
        const auto [left, right] =
            *rc::gen::resize(10, rc::gen::arbitrary<std::pair<Fields, Fields>>());
        RC_ASSERT((encode(left) == encode(right)) == (left == right));
    });
    CHECK(encode({{1, 2}, {3}}) != encode({{1}, {2, 3}}));
    CHECK(encode({{}}) != encode({}));
}
