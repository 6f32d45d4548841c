// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/keys.h"

#include <optional>

namespace vb::crypto {

/// An X25519 key pair (RFC 7748). Made from the secret half, so that the halves belong together.
class BoxKeyPair {
public:
    static BoxKeyPair generate();
    static BoxKeyPair fromSecret(BoxSecretKey secretKey);

    [[nodiscard]] const BoxPublicKey& publicKey() const { return m_publicKey; }
    [[nodiscard]] const BoxSecretKey& secretKey() const { return m_secretKey; }

private:
    BoxKeyPair(const BoxPublicKey& publicKey, BoxSecretKey secretKey)
        : m_publicKey(publicKey), m_secretKey(std::move(secretKey)) {}

    BoxPublicKey m_publicKey;
    BoxSecretKey m_secretKey;
};

// libsodium's sealed box (X25519, XSalsa20-Poly1305, nonce = BLAKE2b of both public keys): for one
// recipient, from a throw-away key. It does not say who sealed; what it is for stands in a signed
// statement. A sealed box has no associated data, so its context is sealed inside:
// 32-bit big-endian length || context || secret.

inline constexpr std::size_t kMaxBoxContext = 1024;
inline constexpr std::size_t kMaxBoxSecret = 1024;
/// What sealing adds to context and secret.
inline constexpr std::size_t kBoxOverhead = 32 + 16 + 4;

/// nullopt if the public key is not one that can be sealed to (a point of small order). Context and
/// secret within their bounds (VB_CRYPTO_CHECK).
[[nodiscard]] std::optional<Bytes> sealWithContext(const BoxPublicKey& recipient, ByteView context,
                                                   ByteView secret);
/// nullopt: not sealed to this key, changed, too long, or sealed in another context.
[[nodiscard]] std::optional<SecretBytes> openWithContext(const BoxKeyPair& recipient,
                                                         ByteView context, ByteView box);

} // namespace vb::crypto
