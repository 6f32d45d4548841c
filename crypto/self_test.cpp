// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/self_test.h"

#include "crypto/aead.h"
#include "crypto/key_derivation.h"
#include "crypto/password_hash.h"
#include "crypto/vector_bytes.h"

#include <sodium.h>

#include <algorithm>

namespace vb::crypto {
namespace {

bool same(ByteView left, ByteView right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end());
}

bool curveAnswers(const Vectors& v) {
    ByteArray<crypto_scalarmult_BYTES> shared{};
    return v.curveScalar.size() == crypto_scalarmult_SCALARBYTES &&
           v.curvePoint.size() == crypto_scalarmult_BYTES &&
           crypto_scalarmult(shared.data(), v.curveScalar.data(), v.curvePoint.data()) == 0 &&
           same(shared, v.curveShared);
}

bool boxAnswers(const Vectors& v) {
    if (v.boxSecretKey.size() != crypto_box_SECRETKEYBYTES ||
        v.boxSealed.size() < crypto_box_SEALBYTES)
        return false;
    ByteArray<crypto_box_PUBLICKEYBYTES> publicKey{};
    crypto_scalarmult_base(publicKey.data(), v.boxSecretKey.data());
    Bytes content(v.boxSealed.size() - crypto_box_SEALBYTES);
    return crypto_box_seal_open(content.data(), v.boxSealed.data(), v.boxSealed.size(),
                                publicKey.data(), v.boxSecretKey.data()) == 0 &&
           same(content, v.boxContent);
}

/// Sealing with the published nonce goes to libsodium: there is no such function of ours.
bool aeadAnswers(const Vectors& v) {
    const auto key = PageKey::fromBytes(v.aeadKey);
    if (!key || v.aeadNonce.size() != kNonceSize ||
        v.aeadSealed.size() != v.aeadPlaintext.size() + kTagSize)
        return false;
    Bytes sealed(v.aeadSealed.size());
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data(), nullptr, v.aeadPlaintext.data(),
                                               v.aeadPlaintext.size(), v.aeadAssociatedData.data(),
                                               v.aeadAssociatedData.size(), nullptr,
                                               v.aeadNonce.data(), v.aeadKey.data());
    const auto opens = [&](ByteView bytes) {
        Bytes plaintext(v.aeadPlaintext.size());
        return openDetached(*key, v.aeadAssociatedData, bytes.first(plaintext.size()),
                            ByteView(v.aeadNonce).first<kNonceSize>(), bytes.last<kTagSize>(),
                            plaintext) &&
               plaintext == v.aeadPlaintext;
    };
    // An opening that accepts everything would pass the right bytes too.
    Bytes changed = v.aeadSealed;
    changed[0] ^= 1U;
    return sealed == v.aeadSealed && opens(v.aeadSealed) && !opens(changed);
}

bool streamAnswers(const Vectors& v) {
    if (v.streamKey.size() != crypto_secretstream_xchacha20poly1305_KEYBYTES ||
        v.streamHeader.size() != crypto_secretstream_xchacha20poly1305_HEADERBYTES ||
        v.streamChunk.size() < crypto_secretstream_xchacha20poly1305_ABYTES)
        return false;
    crypto_secretstream_xchacha20poly1305_state state;
    Bytes content(v.streamChunk.size() - crypto_secretstream_xchacha20poly1305_ABYTES);
    unsigned char tag = 0;
    return crypto_secretstream_xchacha20poly1305_init_pull(&state, v.streamHeader.data(),
                                                           v.streamKey.data()) == 0 &&
           crypto_secretstream_xchacha20poly1305_pull(&state, content.data(), nullptr, &tag,
                                                      v.streamChunk.data(), v.streamChunk.size(),
                                                      nullptr, 0) == 0 &&
           tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL && same(content, v.streamContent);
}

bool subkeyAnswers(const Vectors& v) {
    const auto master = DataKey::fromBytes(v.subkeyMaster);
    return master && same(pageKey(*master).bytes(), v.subkey);
}

bool argonAnswers(const Vectors& v) {
    constexpr Argon2Cost kCost{2, std::uint64_t{256} * 1024};
    Argon2Parameters parameters{kCost, {}};
    if (v.argonSalt.size() != parameters.salt.size())
        return false;
    std::copy(v.argonSalt.begin(), v.argonSalt.end(), parameters.salt.begin());
    const auto key =
        hashPassphrase(SecretBytes::copyOf(v.argonPassphrase), parameters, {kCost, kCost});
    return key && same(key->bytes(), v.argonHash);
}

} // namespace

Vectors vectors() {
    Vectors v;
    v.curveScalar = vectorBytes("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4");
    v.curvePoint = vectorBytes("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c");
    v.curveShared = vectorBytes("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");
    v.boxSecretKey =
        vectorBytes("6e4475f50415aee96d8f18060d8b1dc95e5c18f9b6f9f9d5d5c5eefe909e1b0b");
    v.boxSealed = vectorBytes("5f677accf1e24439f5b7e08f851670345cf7aebbc89fb9be9ee5c0cc4cafbc42"
                              "e3c994df3a7ab351ea9b425367f9f6b7e535982ee3499f20a97270dbeede826b"
                              "3b31ad0d1ca61e5e88b72daafe44a54461892e293e9429891e5bee622f543301"
                              "4139f5a05662d9fe70a752f5f4f2e8aac8c415ae");
    v.boxContent = vectorBytes("000000205f3d9e438fc8452a47dd7cd73be0ceee98ae802b2e124a1f40a3a5d2"
                               "1c35a9c5de647fb8d039d8ef24b61fc376abf093d45a2e13c98779cc38871105"
                               "23ab8d3e");
    v.aeadKey = vectorBytes("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
    v.aeadNonce = vectorBytes("404142434445464748494a4b4c4d4e4f5051525354555657");
    v.aeadAssociatedData = vectorBytes("50515253c0c1c2c3c4c5c6c7");
    v.aeadPlaintext = vectorBytes("4c616469657320616e642047656e746c656d656e206f662074686520636c6173"
                                  "73206f66202739393a204966204920636f756c64206f6666657220796f75206f"
                                  "6e6c79206f6e652074697020666f7220746865206675747572652c2073756e73"
                                  "637265656e20776f756c642062652069742e");
    v.aeadSealed = vectorBytes("bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
                               "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
                               "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
                               "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780a"
                               "cf49");
    v.streamKey = vectorBytes("c76dc896f81f449b03b3a2f6c3ce892c56fff531b13ed4ba372101e3d30cb656");
    v.streamHeader = vectorBytes("a373e1af6766728a6da99d5648447b2f74f29d2e4b86deb9");
    v.streamChunk = vectorBytes("933bd960a2bfea4d7e0e199ef2f44ae5357bff82d6969b967fd57b39d1c4c2");
    v.streamContent = vectorBytes("6669656c64206e6f7465626f6f6b");
    v.subkeyMaster =
        vectorBytes("c76dc896f81f449b03b3a2f6c3ce892c56fff531b13ed4ba372101e3d30cb656");
    v.subkey = vectorBytes("386058ff5bf9e1fb3697bbe979da037c6c169c048c6b158279a7d59433580e36");
    v.argonPassphrase = vectorBytes("636f727265637420686f727365");
    v.argonSalt = vectorBytes("76656c64626f656b2d73616c742d3136");
    v.argonHash = vectorBytes("3fe905dbb5e371d84069499bfb7ffa076da67a6ef18e796b168198c60e1ab046");
    return v;
}

std::optional<std::string_view> selfTest(const Vectors& v) {
    if (!curveAnswers(v))
        return "X25519";
    if (!boxAnswers(v))
        return "sealed box";
    if (!aeadAnswers(v))
        return "XChaCha20-Poly1305";
    if (!streamAnswers(v))
        return "secretstream";
    if (!subkeyAnswers(v))
        return "crypto_kdf";
    if (!argonAnswers(v))
        return "Argon2id";
    return std::nullopt;
}

std::optional<std::string_view> selfTest() {
    return selfTest(vectors());
}

} // namespace vb::crypto
