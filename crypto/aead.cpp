// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/aead.h"

#include <sodium.h>

namespace vb::crypto {

static_assert(SealingKey::kSize == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(kNonceSize == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(kTagSize == crypto_aead_xchacha20poly1305_ietf_ABYTES);

void sealDetached(const SealingKey& key, ByteView associatedData, MutableByteView content,
                  std::span<std::uint8_t, kNonceSize> nonceOut,
                  std::span<std::uint8_t, kTagSize> tagOut) {
    fillRandom(nonceOut);
    crypto_aead_xchacha20poly1305_ietf_encrypt_detached(
        content.data(), tagOut.data(), nullptr, content.data(), content.size(),
        associatedData.data(), associatedData.size(), nullptr, nonceOut.data(), key.bytes().data());
}

bool openDetached(const SealingKey& key, ByteView associatedData, ByteView ciphertext,
                  FixedView<kNonceSize> nonce, FixedView<kTagSize> tag,
                  MutableByteView plaintextOut) {
    VB_CRYPTO_CHECK(plaintextOut.size() == ciphertext.size());
    const bool opened =
        crypto_aead_xchacha20poly1305_ietf_decrypt_detached(
            plaintextOut.data(), nullptr, ciphertext.data(), ciphertext.size(), tag.data(),
            associatedData.data(), associatedData.size(), nonce.data(), key.bytes().data()) == 0;
    if (!opened)
        std::fill(plaintextOut.begin(), plaintextOut.end(), std::uint8_t{0});
    return opened;
}

Bytes seal(const SealingKey& key, const AssociatedData& associatedData, ByteView plaintext) {
    Bytes sealed(plaintext.size() + kSealOverhead);
    const MutableByteView all(sealed);
    const MutableByteView content = all.subspan(kNonceSize, plaintext.size());
    std::copy(plaintext.begin(), plaintext.end(), content.begin());
    sealDetached(key, associatedData.bytes(), content, all.first<kNonceSize>(),
                 all.last<kTagSize>());
    return sealed;
}

namespace {

bool openInto(const SealingKey& key, const AssociatedData& associatedData, ByteView sealed,
              MutableByteView plaintextOut) {
    return openDetached(key, associatedData.bytes(),
                        sealed.subspan(kNonceSize, sealed.size() - kSealOverhead),
                        sealed.first<kNonceSize>(), sealed.last<kTagSize>(), plaintextOut);
}

} // namespace

std::optional<Bytes> open(const SealingKey& key, const AssociatedData& associatedData,
                          ByteView sealed) {
    if (sealed.size() < kSealOverhead)
        return std::nullopt;
    Bytes plaintext(sealed.size() - kSealOverhead);
    if (!openInto(key, associatedData, sealed, plaintext))
        return std::nullopt;
    return plaintext;
}

std::optional<SecretBytes> openSecret(const SealingKey& key, const AssociatedData& associatedData,
                                      ByteView sealed) {
    if (sealed.size() < kSealOverhead || sealed.size() > kSealOverhead + kMaxSecretSize)
        return std::nullopt;
    SecretBytes plaintext(sealed.size() - kSealOverhead);
    if (!openInto(key, associatedData, sealed, plaintext.mutableBytes()))
        return std::nullopt;
    return plaintext;
}

} // namespace vb::crypto
