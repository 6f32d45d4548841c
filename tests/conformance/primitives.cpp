// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/primitives.h"
#include "crypto/aead.h"
#include "crypto/password_hash.h"
#include "crypto/sealed_box.h"
#include "tests/conformance/driver.h"

namespace vb::conformance {
namespace {

/// What one request may make this machine compute; the product has a floor of its own.
constexpr crypto::Argon2Policy kArgon2Policy{{1, 8192}, {64, std::uint64_t{1} << 30}};

Result<Bytes> sized(const Fields& request, const char* field, std::size_t size) {
    VB_TRY(Bytes bytes, request.bytes(field));
    if (bytes.size() != size)
        return request.wrong(field, "must have " + std::to_string(size) + " bytes");
    return bytes;
}

std::string_view describe(crypto::PasswordFailure failure) {
    switch (failure) {
    case crypto::PasswordFailure::PassphraseSize:
        return "password is empty or too long";
    case crypto::PasswordFailure::BelowFloor:
        return "the cost is too low";
    case crypto::PasswordFailure::AboveCeiling:
        return "the cost is too high";
    case crypto::PasswordFailure::OutOfMemory:
        return "no memory for it";
    }
    return "failed";
}

} // namespace

Reply aeadOpen(const Fields& request) {
    VB_TRY(const Bytes key, sized(request, "key", crypto::EpochKey::kSize));
    VB_TRY(const Bytes aad, request.bytesOrNone("aad"));
    VB_TRY(const Bytes nonce, sized(request, "nonce", crypto::kNonceSize));
    VB_TRY(const Bytes ciphertext, request.bytes("ciphertext"));
    VB_TRY(const Bytes tag, sized(request, "tag", crypto::kTagSize));
    Bytes plaintext(ciphertext.size());
    // openDetached() is what open() of an envelope's part calls, with nonce and tag cut off.
    if (!crypto::openDetached(*crypto::EpochKey::fromBytes(key), aad, ciphertext,
                              ByteView(nonce).first<crypto::kNonceSize>(),
                              ByteView(tag).first<crypto::kTagSize>(), plaintext))
        return fail(Code::Unauthentic, "does not open");
    return Json{{"plaintext", toHex(plaintext)}};
}

Reply ed25519Verify(const Fields& request) {
    VB_TRY(const auto key, request.id<crypto::SigningPublicKey>("public_key"));
    VB_TRY(const Bytes message, request.bytes("message"));
    VB_TRY(const Bytes signature, request.bytes("signature"));
    const auto read = crypto::Signature::fromBytes(signature);
    if (!read || !crypto::verifyPrimitive(key, message, *read))
        return fail(Code::Unauthentic, "not this key's signature of this message");
    return Json::object();
}

Reply sealedBoxOpen(const Fields& request) {
    VB_TRY(const Bytes secret, sized(request, "secret_key", crypto::BoxSecretKey::kSize));
    VB_TRY(const Bytes context, request.bytesOrNone("context"));
    VB_TRY(const Bytes box, request.bytes("box"));
    if (context.size() > crypto::kMaxBoxContext)
        return request.wrong("context", "is too long");
    const auto keys = crypto::BoxKeyPair::fromSecret(*crypto::BoxSecretKey::fromBytes(secret));
    const auto opened = request.has("context") ? crypto::openWithContext(keys, context, box)
                                               : crypto::openBoxPrimitive(keys, box);
    if (!opened)
        return fail(Code::Unauthentic, "does not open");
    return Json{{"plaintext", toHex(opened->bytes())}};
}

Reply argon2id(const Fields& request) {
    VB_TRY(const Bytes password, request.bytes("password"));
    crypto::Argon2Parameters parameters;
    VB_TRY(const Bytes salt, sized(request, "salt", parameters.salt.size()));
    std::copy(salt.begin(), salt.end(), parameters.salt.begin());
    VB_TRY(const auto passes, request.number("operations", UINT32_MAX));
    parameters.cost.passes = static_cast<std::uint32_t>(passes);
    VB_TRY(parameters.cost.memoryBytes, request.number("memory_bytes"));
    VB_TRY(const auto length,
           request.number("length", UINT64_MAX, crypto::KeyEncryptionKey::kSize));
    if (length != crypto::KeyEncryptionKey::kSize)
        return request.wrong("length", "must be 32: the product derives no other key");
    if (crypto::isBelow(parameters.cost, kArgon2Policy.floor))
        return fail(Code::InvalidInput, "the cost is too low");
    if (password.empty() || password.size() > crypto::kMaxPassphraseSize)
        return request.wrong("password", "is empty or too long");
    const auto key =
        crypto::hashPassphrase(crypto::SecretBytes::copyOf(password), parameters, kArgon2Policy);
    if (!key)
        return fail(Code::InvalidInput, std::string(describe(key.error())));
    return Json{{"hash", toHex(key->bytes())}};
}

} // namespace vb::conformance
