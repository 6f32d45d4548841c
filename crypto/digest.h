// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/bytes.h"
#include "crypto/kinds.h"

namespace vb::crypto {

/// BLAKE2b-256 (RFC 7693) or SHA-256 (FIPS 180-4).
using Digest = ByteArray<32>;

/// BLAKE2b-256 over `label(kind) || house || bytes`, fed piece by piece. The pieces are not
/// separated: whoever hashes more than one variable-length field gives it a length of its own.
/// A value used once: after finish() only destruction is allowed (VB_CRYPTO_CHECK). Not secret.
class Digester {
public:
    Digester(Kind kind, HouseView house);
    Digester& add(ByteView bytes);
    [[nodiscard]] Digest finish();

private:
    alignas(64) ByteArray<384> m_state{};
    bool m_finished = false;
};

[[nodiscard]] Digest digest(Kind kind, HouseView house, ByteView bytes);

/// Plain SHA-256, for the Merkle log alone, whose form (and whose prefixes) RFC 6962 fixes.
class Sha256 {
public:
    Sha256();
    Sha256& add(ByteView bytes);
    [[nodiscard]] Digest finish();

private:
    alignas(8) ByteArray<104> m_state{};
    bool m_finished = false;
};

[[nodiscard]] Digest sha256(ByteView bytes);

} // namespace vb::crypto
