// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/signature.h"

#include "crypto/primitives.h"

#include <sodium.h>

namespace vb::crypto {

static_assert(SigningPublicKey::kSize == crypto_sign_ed25519_PUBLICKEYBYTES);
static_assert(Signature::kSize == crypto_sign_ed25519_BYTES);

Bytes signedBytes(Kind kind, HouseView house, ByteView message) {
    const auto label = labelOf(kind);
    Bytes bytes;
    bytes.reserve(label.size() + house.size() + message.size());
    bytes.insert(bytes.end(), label.begin(), label.end());
    bytes.insert(bytes.end(), house.begin(), house.end());
    bytes.insert(bytes.end(), message.begin(), message.end());
    return bytes;
}

bool verify(const SigningPublicKey& key, Kind kind, HouseView house, ByteView message,
            const Signature& signature) {
    return verifyPrimitive(key, signedBytes(kind, house, message), signature);
}

bool verifyPrimitive(const SigningPublicKey& key, ByteView message, const Signature& signature) {
    return crypto_sign_ed25519_verify_detached(signature.bytes().data(), message.data(),
                                               message.size(), key.bytes().data()) == 0;
}

} // namespace vb::crypto
