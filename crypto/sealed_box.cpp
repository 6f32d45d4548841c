// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/sealed_box.h"

#include "crypto/big_endian.h"
#include "crypto/primitives.h"

#include <sodium.h>

#include <algorithm>

namespace vb::crypto {

static_assert(BoxPublicKey::kSize == crypto_box_PUBLICKEYBYTES);
static_assert(BoxSecretKey::kSize == crypto_box_SECRETKEYBYTES);
static_assert(kBoxOverhead == crypto_box_SEALBYTES + 4);

BoxKeyPair BoxKeyPair::generate() {
    return fromSecret(BoxSecretKey::generate());
}

BoxKeyPair BoxKeyPair::fromSecret(BoxSecretKey secretKey) {
    ByteArray<BoxPublicKey::kSize> publicKey{};
    VB_CRYPTO_CHECK(crypto_scalarmult_base(publicKey.data(), secretKey.bytes().data()) == 0);
    return {BoxPublicKey(publicKey), std::move(secretKey)};
}

std::optional<Bytes> sealWithContext(const BoxPublicKey& recipient, ByteView context,
                                     ByteView secret) {
    VB_CRYPTO_CHECK(context.size() <= kMaxBoxContext && secret.size() <= kMaxBoxSecret);
    Bytes head;
    appendBigEndian(head, static_cast<std::uint32_t>(context.size()));
    head.insert(head.end(), context.begin(), context.end());

    SecretBytes content(head.size() + secret.size());
    const auto rest = std::copy(head.begin(), head.end(), content.mutableBytes().begin());
    std::copy(secret.begin(), secret.end(), rest);

    Bytes box(content.size() + crypto_box_SEALBYTES);
    if (crypto_box_seal(box.data(), content.bytes().data(), content.size(),
                        recipient.bytes().data()) != 0)
        return std::nullopt;
    return box;
}

std::optional<SecretBytes> openWithContext(const BoxKeyPair& recipient, ByteView context,
                                           ByteView box) {
    const auto content = openBoxPrimitive(recipient, box);
    if (!content || content->size() < 4)
        return std::nullopt;
    const ByteView all = content->bytes();
    const std::size_t length = fromBigEndian<std::uint32_t>(all.first<4>());
    if (length != context.size() || all.size() - 4 < length ||
        !equalInConstantTime(all.subspan(4, length), context))
        return std::nullopt;
    return SecretBytes::copyOf(all.subspan(4 + length));
}

std::optional<SecretBytes> openBoxPrimitive(const BoxKeyPair& recipient, ByteView box) {
    if (box.size() < crypto_box_SEALBYTES ||
        box.size() > kBoxOverhead + kMaxBoxContext + kMaxBoxSecret)
        return std::nullopt;
    SecretBytes content(box.size() - crypto_box_SEALBYTES);
    if (crypto_box_seal_open(content.mutableBytes().data(), box.data(), box.size(),
                             recipient.publicKey().bytes().data(),
                             recipient.secretKey().bytes().data()) != 0)
        return std::nullopt;
    return content;
}

} // namespace vb::crypto
