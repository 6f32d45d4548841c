// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/kinds.h"
#include "crypto/public_keys.h"

namespace vb::crypto {

/// Whether `signature` is `key`'s Ed25519 signature over `label(kind) || house || message`, the
/// message as it was sent. Small-order keys and signatures in non-canonical form are refused. The
/// kind is an argument everywhere, so that a signature made for one purpose never serves another.
[[nodiscard]] bool verify(const SigningPublicKey& key, Kind kind, HouseView house, ByteView message,
                          const Signature& signature);

/// The exact bytes that are signed; signing.h and verify() share it.
[[nodiscard]] Bytes signedBytes(Kind kind, HouseView house, ByteView message);

} // namespace vb::crypto
