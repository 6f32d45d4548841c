// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/check.h"
#include "crypto/public_keys.h"
#include "crypto/random.h"
#include "crypto/secret_bytes.h"

#include <optional>
#include <utility>

namespace vb::crypto {

/// What every secret key is: a fixed number of bytes in the arena of secrets. Move-only. Looking at
/// a moved-from key is a programmer's error and stops the process.
template <std::size_t N>
class FixedSecret {
public:
    static constexpr std::size_t kSize = N;
    [[nodiscard]] FixedView<N> bytes() const {
        VB_CRYPTO_CHECK(m_secret.size() == N);
        return FixedView<N>(m_secret.bytes().data(), N);
    }
    [[nodiscard]] bool empty() const { return m_secret.empty(); }

protected:
    explicit FixedSecret(SecretBytes secret) : m_secret(std::move(secret)) {}
    FixedSecret(FixedSecret&&) noexcept = default;
    FixedSecret& operator=(FixedSecret&&) noexcept = default;
    ~FixedSecret() = default;

private:
    SecretBytes m_secret;
};

// What a key may be used for is its base: the functions of aead.h take a SealingKey, those of
// key_derivation.h a MasterKey, those of stream.h a StreamKey. No key serves two purposes.
class SealingKey : public FixedSecret<32> {
protected:
    using FixedSecret::FixedSecret;
};
class MasterKey : public FixedSecret<32> {
protected:
    using FixedSecret::FixedSecret;
};
class StreamKey : public FixedSecret<32> {
protected:
    using FixedSecret::FixedSecret;
};
class CurveSecret : public FixedSecret<32> {
protected:
    using FixedSecret::FixedSecret;
};

/// One type of secret key; two keys of different tags do not mix.
template <typename Base, typename Tag>
class Key final : public Base {
public:
    /// Fresh from the system's randomness.
    static Key generate() {
        SecretBytes secret(Base::kSize);
        fillRandom(secret.mutableBytes());
        return Key(std::move(secret));
    }
    /// Copies; nullopt unless there are exactly kSize bytes. Wiping the source is the caller's.
    static std::optional<Key> fromBytes(ByteView bytes) {
        if (bytes.size() != Base::kSize)
            return std::nullopt;
        return Key(SecretBytes::copyOf(bytes));
    }
    /// nullopt unless there are exactly kSize bytes.
    static std::optional<Key> fromSecret(SecretBytes secret) {
        if (secret.size() != Base::kSize)
            return std::nullopt;
        return Key(std::move(secret));
    }

    /// In constant time.
    friend bool operator==(const Key& left, const Key& right) {
        return equalInConstantTime(left.bytes(), right.bytes());
    }

private:
    explicit Key(SecretBytes secret) : Base(std::move(secret)) {}
};

// Master keys: only ever derived from.
/// The random key of one local store; its subkeys seal the database.
using DataKey = Key<MasterKey, struct DataKeyTag>;
/// The secret of an invitation, which the hub never sees.
using InvitationSecret = Key<MasterKey, struct InvitationSecretTag>;

// Sealing keys.
/// Out of a passphrase by Argon2id; seals the unlock key in the key file.
using KeyEncryptionKey = Key<SealingKey, struct KeyEncryptionKeyTag>;
/// Random, one per store; what every passphrase of the store opens. It seals the data key, so that
/// the data key can be replaced (erasure) while no passphrase is at hand.
using UnlockKey = Key<SealingKey, struct UnlockKeyTag>;
/// Random; opened by the passphrase alone. A worker's own working notes are sealed under it again.
using NotesKey = Key<SealingKey, struct NotesKeyTag>;
/// The key of one epoch of one audience.
using EpochKey = Key<SealingKey, struct EpochKeyTag>;
/// Subkey of the data key: pages of the database and its WAL.
using PageKey = Key<SealingKey, struct PageKeyTag>;
/// Subkey of the data key: epoch keys at rest in the store.
using StoredEpochKeyKey = Key<SealingKey, struct StoredEpochKeyKeyTag>;
/// Subkey of the data key: the device's own private keys at rest.
using StoredDeviceKeyKey = Key<SealingKey, struct StoredDeviceKeyKeyTag>;
/// Subkey of an invitation's secret: the messages of an enrolment.
using MailboxKey = Key<SealingKey, struct MailboxKeyTag>;

// Stream keys.
/// The random key of one attachment; it is carried inside the record.
using AttachmentKey = Key<StreamKey, struct AttachmentKeyTag>;

// Secret halves of key pairs.
/// The 32-byte seed of an Ed25519 key pair (RFC 8032), the form in which it is kept; see signing.h.
using SigningSeed = Key<CurveSecret, struct SigningSeedTag>;
/// X25519 (RFC 7748); see sealed_box.h.
using BoxSecretKey = Key<CurveSecret, struct BoxSecretKeyTag>;

} // namespace vb::crypto
