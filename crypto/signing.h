// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/keys.h"
#include "crypto/signature.h"

namespace vb::crypto {

/// The secret half of an Ed25519 key pair, expanded for signing (seed and public key, 64 bytes, in
/// the arena of secrets). Made from a seed alone, so that the two halves always belong together.
/// Move-only; const functions may be called from several threads.
class SigningKey {
public:
    static SigningKey generate();
    static SigningKey fromSeed(const SigningSeed& seed);

    /// Over `label(kind) || house || message`; deterministic.
    [[nodiscard]] Signature sign(Kind kind, HouseView house, ByteView message) const;

    [[nodiscard]] SigningPublicKey publicKey() const;
    /// For keeping: fromSeed() gives the same key back.
    [[nodiscard]] SigningSeed seed() const;

    /// In constant time.
    friend bool operator==(const SigningKey& left, const SigningKey& right);

private:
    explicit SigningKey(SecretBytes secret) : m_secret(std::move(secret)) {}

    SecretBytes m_secret;
};

} // namespace vb::crypto
