// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/signing.h"

#include <sodium.h>

#include <algorithm>

namespace vb::crypto {
namespace {

static_assert(SigningSeed::kSize == crypto_sign_ed25519_SEEDBYTES);
static_assert(crypto_sign_ed25519_SECRETKEYBYTES == SigningSeed::kSize + SigningPublicKey::kSize);

} // namespace

SigningKey SigningKey::generate() {
    return fromSeed(SigningSeed::generate());
}

SigningKey SigningKey::fromSeed(const SigningSeed& seed) {
    SecretBytes secret(crypto_sign_ed25519_SECRETKEYBYTES);
    ByteArray<SigningPublicKey::kSize> publicKey{};
    crypto_sign_ed25519_seed_keypair(publicKey.data(), secret.mutableBytes().data(),
                                     seed.bytes().data());
    return SigningKey(std::move(secret));
}

Signature SigningKey::sign(Kind kind, HouseView house, ByteView message) const {
    VB_CRYPTO_CHECK(!m_secret.empty());
    const Bytes bytes = signedBytes(kind, house, message);
    ByteArray<Signature::kSize> signature{};
    crypto_sign_ed25519_detached(signature.data(), nullptr, bytes.data(), bytes.size(),
                                 m_secret.bytes().data());
    return Signature(signature);
}

SigningPublicKey SigningKey::publicKey() const {
    VB_CRYPTO_CHECK(!m_secret.empty());
    ByteArray<SigningPublicKey::kSize> bytes{};
    const ByteView half = m_secret.bytes().subspan(SigningSeed::kSize);
    std::copy(half.begin(), half.end(), bytes.begin());
    return SigningPublicKey(bytes);
}

SigningSeed SigningKey::seed() const {
    VB_CRYPTO_CHECK(!m_secret.empty());
    return *SigningSeed::fromBytes(m_secret.bytes().first(SigningSeed::kSize));
}

bool operator==(const SigningKey& left, const SigningKey& right) {
    return left.m_secret == right.m_secret;
}

} // namespace vb::crypto
