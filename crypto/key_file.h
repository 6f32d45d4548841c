// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/outcome.h"
#include "crypto/password_hash.h"

#include <optional>
#include <string_view>

namespace vb::crypto {

enum class KeyFileFailure {
    NotAKeyFile,     ///< does not start as one
    TooNew,          ///< a version, suite or kind of wrap that this program does not know
    Damaged,         ///< cut short, changed, or not as this program writes it
    OtherStore,      ///< of another store
    WrongPassphrase, ///< or a wrap that was tampered with: the two cannot be told apart
    PassphraseSize,  ///< empty or too long
    BelowFloor,      ///< the new cost is below what the policy allows
    TooCostly,       ///< its cost is above what the policy allows
    OutOfMemory,     ///< the machine cannot give the memory that the hash asks for
    NoSuchWrap,      ///< there is no wrap of this kind
    LastWrap,        ///< the only wrap left cannot be removed
    RotationPending, ///< a next data key is there already
    NoRotation,      ///< there is no next data key
};
/// For logs; never a sentence for the user.
[[nodiscard]] std::string_view describe(KeyFileFailure failure);

/// Who opens a wrap. At most one wrap of each kind.
enum class WrapKind : std::uint8_t {
    Passphrase = 1, ///< the worker's own
    Recovery = 2,   ///< kept by the office; opens the store but not the worker's own notes
};

using StoreId = ByteArray<16>;

/// A data key and its number: the first of a store is 1, every erasure makes the next.
struct NumberedDataKey {
    std::uint32_t generation = 0;
    DataKey key;
};

/// What an opened key file gives. Move-only; the caller keeps it for as long as the store is open.
struct StoreKeys {
    /// Needed again for wraps and rotation, neither of which asks for the passphrase.
    UnlockKey unlock;
    NumberedDataKey current;
    /// Between prepareRotation() and finishRotation(): whether the database on disk is already
    /// sealed under this one is found out by opening it.
    std::optional<NumberedDataKey> next;
    /// Absent after opening with anything but the passphrase.
    std::optional<NotesKey> notes;
};

/// The key file that stands beside a store: everything about the store's keys that is on disk, all
/// of it sealed (`docs/crypto.md` has the bytes, version 0). A value without secrets: the bytes of
/// the file, understood. Commands change the value alone; writing it is key_file_io.h's.
///
///   passphrase -Argon2id-> key-encryption key -opens-> unlock key -opens-> data key
///                                             -opens-> notes key
///
/// The unlock key is what the design's wraps hold, one level above the data key, because an erasure
/// replaces the data key when the worker's passphrase and the recovery passphrase are not at hand.
/// Every seal binds the store's id; a wrap also its kind, cost and salt.
///
/// Fails with a KeyFileFailure and then changes nothing. Input is bounded by kMaxSize.
class KeyFile {
public:
    static constexpr std::size_t kMaxSize = 4096;

    struct Created;
    /// A new store: fresh unlock key, data key number 1 and notes key under one passphrase.
    static Outcome<Created, KeyFileFailure> create(const StoreId& store,
                                                   const SecretBytes& passphrase,
                                                   const Argon2Cost& cost,
                                                   const Argon2Policy& policy);
    /// Understands a file's bytes; total, any bytes at all give a value or a failure. Whether the
    /// seals are right shows on unlock().
    static Outcome<KeyFile, KeyFileFailure> parse(ByteView bytes);
    /// The same, refusing the file of another store.
    static Outcome<KeyFile, KeyFileFailure> parse(ByteView bytes, const StoreId& expected);

    /// Runs one Argon2id hash, see hashPassphrase().
    Outcome<StoreKeys, KeyFileFailure> unlock(WrapKind kind, const SecretBytes& passphrase,
                                              const Argon2Policy& policy) const;

    /// Adds the wrap of this kind, or replaces it: a new passphrase, a higher cost, a recovery
    /// passphrase, or a new passphrase after recovery. A passphrase wrap carries `keys.notes`
    /// (none: then the notes sealed under the lost key stay unreadable until the caller puts a new
    /// notes key there); no other kind does.
    std::optional<KeyFileFailure> setWrap(WrapKind kind, const StoreKeys& keys,
                                          const SecretBytes& passphrase, const Argon2Cost& cost,
                                          const Argon2Policy& policy);
    /// Re-wraps under another passphrase; the keys stay as they are. Two hashes.
    std::optional<KeyFileFailure> changePassphrase(const SecretBytes& from, const SecretBytes& to,
                                                   const Argon2Cost& cost,
                                                   const Argon2Policy& policy);
    std::optional<KeyFileFailure> removeWrap(WrapKind kind);

    // Erasure: prepareRotation, write the file, make the new database under the new key and put it
    // in place, finishRotation, write the file. After a crash in between both keys are still there.
    /// A fresh data key beside the current one.
    Outcome<NumberedDataKey, KeyFileFailure> prepareRotation(const UnlockKey& unlock);
    /// The next data key becomes the current one; the old one's seal is gone from the value.
    std::optional<KeyFileFailure> finishRotation();
    /// The next data key is dropped.
    std::optional<KeyFileFailure> abandonRotation();

    [[nodiscard]] Bytes encode() const;
    [[nodiscard]] const StoreId& store() const { return m_store; }
    [[nodiscard]] bool has(WrapKind kind) const { return find(kind) != nullptr; }
    /// Of the wrap of this kind: raise it when the policy's floor is above it.
    [[nodiscard]] std::optional<Argon2Cost> costOf(WrapKind kind) const;
    [[nodiscard]] std::uint32_t generation() const { return m_current.generation; }
    [[nodiscard]] bool isRotating() const { return m_next.has_value(); }

    friend bool operator==(const KeyFile&, const KeyFile&) = default;

private:
    static constexpr std::size_t kSealedKeySize = 24 + 32 + 16;
    using SealedKey = ByteArray<kSealedKeySize>;
    struct SealedDataKey {
        std::uint32_t generation = 0;
        SealedKey sealed{};
        friend bool operator==(const SealedDataKey&, const SealedDataKey&) = default;
    };
    struct Wrap {
        WrapKind kind{};
        Argon2Parameters parameters;
        SealedKey unlock{};
        std::optional<SealedKey> notes;
        friend bool operator==(const Wrap&, const Wrap&) = default;
    };
    class Reader;

    explicit KeyFile(const StoreId& store) : m_store(store) {}
    [[nodiscard]] const Wrap* find(WrapKind kind) const;
    static bool readBody(Reader& reader, KeyFile& file, bool& unknownWrap);
    static SealedDataKey sealDataKey(const StoreId& store, const UnlockKey& unlock,
                                     const NumberedDataKey& key);
    static std::optional<NumberedDataKey> openDataKey(const StoreId& store, const UnlockKey& unlock,
                                                      const SealedDataKey& sealed);

    StoreId m_store;
    SealedDataKey m_current;
    std::optional<SealedDataKey> m_next;
    std::vector<Wrap> m_wraps; // sorted by kind
};

struct KeyFile::Created {
    KeyFile file;
    StoreKeys keys;
};

} // namespace vb::crypto
