// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/bytes.h"

#include <optional>
#include <string_view>

namespace vb::crypto {

/// Published answers that digests and signatures must give. A value, so that a test can spoil one
/// answer and see the self test fail.
struct SignVectors {
    Bytes hashMessage;
    Bytes blake2b512;
    Bytes blake2b256;
    Bytes sha256;

    Bytes signSeed;
    Bytes signPublicKey;
    Bytes signMessage;
    Bytes signature;
};
/// RFC 7693 appendix A, FIPS 180-4, RFC 8032 section 7.1 test 3. RFC 7693 has no 256-bit answer of
/// BLAKE2b; ours was computed with an implementation that is not libsodium's.
[[nodiscard]] SignVectors signVectors();

/// The first primitive whose answer is wrong; nullopt when all are right. Known answers for what
/// vb_crypto_sign holds; self_test.h has the rest.
[[nodiscard]] std::optional<std::string_view> selfTestSign(const SignVectors& vectors);
[[nodiscard]] std::optional<std::string_view> selfTestSign();

} // namespace vb::crypto
