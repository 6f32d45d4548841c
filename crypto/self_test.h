// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/bytes.h"

#include <optional>
#include <string_view>

namespace vb::crypto {

/// Published or independently computed answers for everything that opens, seals or derives. A
/// value, so that a test can spoil one answer and see the self test fail.
struct Vectors {
    Bytes curveScalar;
    Bytes curvePoint;
    Bytes curveShared;
    Bytes boxSecretKey;
    Bytes boxSealed;
    Bytes boxContent;
    Bytes aeadKey;
    Bytes aeadNonce;
    Bytes aeadAssociatedData;
    Bytes aeadPlaintext;
    Bytes aeadSealed;
    Bytes streamKey;
    Bytes streamHeader;
    Bytes streamChunk;
    Bytes streamContent;
    Bytes subkeyMaster;
    Bytes subkey;
    Bytes argonPassphrase;
    Bytes argonSalt;
    Bytes argonHash;
};
/// X25519: RFC 7748 section 5.2. XChaCha20-Poly1305: draft-irtf-cfrg-xchacha-03 appendix A.3.1. RFC
/// 9106 has no Argon2id answer with one lane and no secret, so ours comes from the reference
/// implementation of the Argon2 authors. Sealed box, secretstream and subkeys are libsodium's own
/// constructions: tests/vectors/reference.py computes them from their parts.
[[nodiscard]] Vectors vectors();

/// The first primitive whose answer is wrong; nullopt when all are right. Programs that open and
/// seal call it after init(), and refuse to start on a name. It draws no randomness and takes some
/// milliseconds (Argon2id with 256 KiB).
[[nodiscard]] std::optional<std::string_view> selfTest(const Vectors& vectors);
[[nodiscard]] std::optional<std::string_view> selfTest();

} // namespace vb::crypto
