// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/associated_data.h"
#include "crypto/keys.h"

#include <optional>

namespace vb::crypto {

// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha). Nonces are random and made inside: at 192 bits they
// do not repeat in practice however many are drawn, and no caller can reuse one. Opening has no
// reason for failure, by design: whoever tampers learns nothing but that it failed.

inline constexpr std::size_t kNonceSize = 24;
inline constexpr std::size_t kTagSize = 16;
/// What sealing adds: nonce || ciphertext || tag.
inline constexpr std::size_t kSealOverhead = kNonceSize + kTagSize;

[[nodiscard]] Bytes seal(const SealingKey& key, const AssociatedData& associatedData,
                         ByteView plaintext);

/// nullopt: another key, other associated data, or other bytes than were sealed.
[[nodiscard]] std::optional<Bytes> open(const SealingKey& key, const AssociatedData& associatedData,
                                        ByteView sealed);
/// The same into the arena of secrets: for sealed keys. nullopt too above kMaxSecretSize.
[[nodiscard]] std::optional<SecretBytes>
openSecret(const SealingKey& key, const AssociatedData& associatedData, ByteView sealed);

// For fixed layouts such as database pages: nonce and tag have places of their own, nothing is
// allocated. `content` is sealed in place.
void sealDetached(const SealingKey& key, ByteView associatedData, MutableByteView content,
                  std::span<std::uint8_t, kNonceSize> nonceOut,
                  std::span<std::uint8_t, kTagSize> tagOut);
/// `plaintextOut` has the ciphertext's size (VB_CRYPTO_CHECK) and may be the same bytes; after a
/// failure it is all zero. There is no sealing with a given nonce.
[[nodiscard]] bool openDetached(const SealingKey& key, ByteView associatedData, ByteView ciphertext,
                                FixedView<kNonceSize> nonce, FixedView<kTagSize> tag,
                                MutableByteView plaintextOut);

} // namespace vb::crypto
