// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/random.h"
#include "crypto/self_test.h"
#include "tests/support/catch.h"

#include <string>

using namespace vb::crypto;

TEST_CASE("the known answers of everything that opens and seals hold", "[crypto][self_test]") {
    CHECK(init() == std::nullopt);
    CHECK(selfTest() == std::nullopt);
}

TEST_CASE("one wrong answer fails the full self test by name", "[crypto][self_test]") {
    struct Row {
        Bytes Vectors::*field;
        std::string_view name;
    };
    const Row rows[] = {
        {&Vectors::curveScalar, "X25519"},
        {&Vectors::curvePoint, "X25519"},
        {&Vectors::curveShared, "X25519"},
        {&Vectors::boxSecretKey, "sealed box"},
        {&Vectors::boxSealed, "sealed box"},
        {&Vectors::boxContent, "sealed box"},
        {&Vectors::aeadKey, "XChaCha20-Poly1305"},
        {&Vectors::aeadNonce, "XChaCha20-Poly1305"},
        {&Vectors::aeadAssociatedData, "XChaCha20-Poly1305"},
        {&Vectors::aeadPlaintext, "XChaCha20-Poly1305"},
        {&Vectors::aeadSealed, "XChaCha20-Poly1305"},
        {&Vectors::streamKey, "secretstream"},
        {&Vectors::streamHeader, "secretstream"},
        {&Vectors::streamChunk, "secretstream"},
        {&Vectors::streamContent, "secretstream"},
        {&Vectors::subkeyMaster, "crypto_kdf"},
        {&Vectors::subkey, "crypto_kdf"},
        {&Vectors::argonPassphrase, "Argon2id"},
        {&Vectors::argonSalt, "Argon2id"},
        {&Vectors::argonHash, "Argon2id"},
    };
    for (const Row& row : rows) {
        CAPTURE(std::string(row.name));
        // Not the last byte: X25519 clamps some of a scalar's bits and ignores one of a point's.
        Vectors spoilt = vectors();
        (spoilt.*row.field)[1] ^= 1U;
        CHECK(selfTest(spoilt) == row.name);
        Vectors missing = vectors();
        (missing.*row.field).clear();
        CHECK(selfTest(missing) == row.name);
    }
}
