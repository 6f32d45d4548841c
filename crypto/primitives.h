// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/public_keys.h"
#include "crypto/secret_bytes.h"

#include <optional>

namespace vb::crypto {

class BoxKeyPair;

// What verify() and openWithContext() rest on, bare: for published test vectors, which know nothing
// of kinds, houses and contexts. No other folder of the product may include this (a test holds it),
// because what is bound to no purpose serves every purpose.

/// Ed25519 (RFC 8032).
[[nodiscard]] bool verifyPrimitive(const SigningPublicKey& key, ByteView message,
                                   const Signature& signature);

/// libsodium's sealed box; nullopt when it does not open, or holds more than a context and a secret
/// may have together.
[[nodiscard]] std::optional<SecretBytes> openBoxPrimitive(const BoxKeyPair& recipient,
                                                          ByteView box);

} // namespace vb::crypto
