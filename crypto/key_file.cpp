// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/key_file.h"

#include "crypto/aead.h"
#include "crypto/big_endian.h"
#include "crypto/digest.h"

#include <algorithm>

namespace vb::crypto {
namespace {

// The carriage return shows a transfer that rewrote line ends, as in PNG's signature.
constexpr ByteArray<8> kMagic{'V', 'B', 'K', 'E', 'Y', 'S', '\r', '\n'};
constexpr std::uint16_t kVersion = 0;
/// XChaCha20-Poly1305, Argon2id 0x13 with one lane, crypto_kdf over BLAKE2b.
constexpr std::uint16_t kSuite = 1;

KeyFileFailure failureOf(PasswordFailure failure) {
    switch (failure) {
    case PasswordFailure::PassphraseSize:
        return KeyFileFailure::PassphraseSize;
    case PasswordFailure::BelowFloor:
        return KeyFileFailure::BelowFloor;
    case PasswordFailure::AboveCeiling:
        return KeyFileFailure::TooCostly;
    case PasswordFailure::OutOfMemory:
        return KeyFileFailure::OutOfMemory;
    }
    return KeyFileFailure::Damaged;
}

AssociatedData wrapContext(Kind purpose, const StoreId& store, WrapKind kind,
                           const Argon2Parameters& parameters) {
    AssociatedData context(purpose);
    context.addNumber(kVersion).addNumber(kSuite).add(store);
    context.addNumber(static_cast<std::uint64_t>(kind));
    context.addNumber(parameters.cost.passes).addNumber(parameters.cost.memoryBytes);
    context.add(parameters.salt);
    return context;
}

AssociatedData dataKeyContext(const StoreId& store, std::uint32_t generation) {
    AssociatedData context(Kind::KeyFileData);
    context.addNumber(kVersion).addNumber(kSuite).add(store).addNumber(generation);
    return context;
}

template <std::size_t N>
ByteArray<N> sealKey(const SealingKey& key, const AssociatedData& context, ByteView secret) {
    const Bytes sealed = seal(key, context, secret);
    ByteArray<N> bytes{};
    VB_CRYPTO_CHECK(sealed.size() == bytes.size());
    std::copy(sealed.begin(), sealed.end(), bytes.begin());
    return bytes;
}

template <typename SecretKey>
std::optional<SecretKey> openKey(const SealingKey& key, const AssociatedData& context,
                                 ByteView sealed) {
    auto secret = openSecret(key, context, sealed);
    return secret ? SecretKey::fromSecret(std::move(*secret)) : std::nullopt;
}

void append(Bytes& out, ByteView bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}

} // namespace

std::string_view describe(KeyFileFailure failure) {
    switch (failure) {
    case KeyFileFailure::NotAKeyFile:
        return "not a key file";
    case KeyFileFailure::TooNew:
        return "key file of a newer version";
    case KeyFileFailure::Damaged:
        return "key file damaged";
    case KeyFileFailure::OtherStore:
        return "key file of another store";
    case KeyFileFailure::WrongPassphrase:
        return "wrong passphrase";
    case KeyFileFailure::PassphraseSize:
        return "passphrase empty or too long";
    case KeyFileFailure::BelowFloor:
        return "cost of the passphrase hash below the floor";
    case KeyFileFailure::TooCostly:
        return "cost of the passphrase hash above the ceiling";
    case KeyFileFailure::OutOfMemory:
        return "not enough memory for the passphrase hash";
    case KeyFileFailure::NoSuchWrap:
        return "no such wrap in the key file";
    case KeyFileFailure::LastWrap:
        return "the last wrap cannot be removed";
    case KeyFileFailure::RotationPending:
        return "a rotation of the data key is pending";
    case KeyFileFailure::NoRotation:
        return "no rotation of the data key is pending";
    }
    return "unknown failure";
}

/// Takes bytes from the front; past the end it gives zeros and remembers.
class KeyFile::Reader {
public:
    explicit Reader(ByteView bytes) : m_left(bytes) {}

    template <std::size_t N>
    ByteArray<N> take() {
        ByteArray<N> bytes{};
        if (m_left.size() < N) {
            m_short = true;
            m_left = {};
            return bytes;
        }
        std::copy_n(m_left.begin(), N, bytes.begin());
        m_left = m_left.subspan(N);
        return bytes;
    }
    template <typename Number>
    Number takeNumber() {
        return fromBigEndian<Number>(take<sizeof(Number)>());
    }
    /// Exactly 0 or 1; anything else is not what this program writes.
    std::optional<bool> takeFlag() {
        const auto flag = takeNumber<std::uint8_t>();
        return m_short || flag > 1 ? std::nullopt : std::optional(flag == 1);
    }
    [[nodiscard]] bool isShort() const { return m_short; }
    [[nodiscard]] bool isAtEnd() const { return !m_short && m_left.empty(); }

private:
    ByteView m_left;
    bool m_short = false;
};

bool KeyFile::readBody(Reader& reader, KeyFile& file, bool& unknownWrap) {
    file.m_current = {reader.takeNumber<std::uint32_t>(), reader.take<kSealedKeySize>()};
    if (file.m_current.generation == 0)
        return false;
    const auto rotating = reader.takeFlag();
    if (!rotating)
        return false;
    if (*rotating) {
        file.m_next = {reader.takeNumber<std::uint32_t>(), reader.take<kSealedKeySize>()};
        if (file.m_next->generation == 0 ||
            file.m_next->generation != file.m_current.generation + 1)
            return false;
    }
    const auto count = reader.takeNumber<std::uint8_t>();
    for (std::uint8_t i = 0; i < count; ++i) {
        Wrap wrap;
        const auto kind = reader.takeNumber<std::uint8_t>();
        wrap.kind = static_cast<WrapKind>(kind);
        wrap.parameters.cost.passes = reader.takeNumber<std::uint32_t>();
        wrap.parameters.cost.memoryBytes = reader.takeNumber<std::uint64_t>();
        wrap.parameters.salt = reader.take<16>();
        wrap.unlock = reader.take<kSealedKeySize>();
        const auto notes = reader.takeFlag();
        if (!notes)
            return false;
        if (*notes)
            wrap.notes = reader.take<kSealedKeySize>();
        if (reader.isShort() || kind == 0)
            return false;
        if (!file.m_wraps.empty() && file.m_wraps.back().kind >= wrap.kind)
            return false;
        unknownWrap = unknownWrap || wrap.kind > WrapKind::Recovery;
        file.m_wraps.push_back(wrap);
    }
    return reader.isAtEnd() && !file.m_wraps.empty();
}

Outcome<KeyFile, KeyFileFailure> KeyFile::parse(ByteView bytes) {
    if (bytes.size() < kMagic.size() || !std::equal(kMagic.begin(), kMagic.end(), bytes.begin()))
        return KeyFileFailure::NotAKeyFile;
    Reader reader(bytes.subspan(kMagic.size()));
    const auto version = reader.takeNumber<std::uint16_t>();
    if (reader.isShort())
        return KeyFileFailure::Damaged;
    // A newer version may have any length and any form from here on.
    if (version > kVersion)
        return KeyFileFailure::TooNew;

    if (bytes.size() > kMaxSize)
        return KeyFileFailure::Damaged;
    constexpr std::size_t kHeadSize = kMagic.size() + 2 + 2 + std::tuple_size_v<StoreId>;
    if (bytes.size() < kHeadSize + std::tuple_size_v<Digest>)
        return KeyFileFailure::Damaged;
    const ByteView content = bytes.first(bytes.size() - std::tuple_size_v<Digest>);
    const ByteView checksum = bytes.last(std::tuple_size_v<Digest>);
    const auto suite = reader.takeNumber<std::uint16_t>();
    KeyFile file(reader.take<std::tuple_size_v<StoreId>>());
    const Digest expected = digest(Kind::KeyFileChecksum, file.m_store, content);
    if (!std::equal(expected.begin(), expected.end(), checksum.begin()))
        return KeyFileFailure::Damaged;
    if (suite != kSuite)
        return KeyFileFailure::TooNew;

    Reader body(content.subspan(kHeadSize));
    bool unknownWrap = false;
    if (!readBody(body, file, unknownWrap))
        return KeyFileFailure::Damaged;
    if (unknownWrap)
        return KeyFileFailure::TooNew;
    return file;
}

Outcome<KeyFile, KeyFileFailure> KeyFile::parse(ByteView bytes, const StoreId& expected) {
    auto file = parse(bytes);
    if (file && file->m_store != expected)
        return KeyFileFailure::OtherStore;
    return file;
}

Bytes KeyFile::encode() const {
    Bytes out(kMagic.begin(), kMagic.end());
    appendBigEndian(out, kVersion);
    appendBigEndian(out, kSuite);
    append(out, m_store);
    appendBigEndian(out, m_current.generation);
    append(out, m_current.sealed);
    appendBigEndian(out, static_cast<std::uint8_t>(m_next ? 1 : 0));
    if (m_next) {
        appendBigEndian(out, m_next->generation);
        append(out, m_next->sealed);
    }
    appendBigEndian(out, static_cast<std::uint8_t>(m_wraps.size()));
    for (const Wrap& wrap : m_wraps) {
        appendBigEndian(out, static_cast<std::uint8_t>(wrap.kind));
        appendBigEndian(out, wrap.parameters.cost.passes);
        appendBigEndian(out, wrap.parameters.cost.memoryBytes);
        append(out, wrap.parameters.salt);
        append(out, wrap.unlock);
        appendBigEndian(out, static_cast<std::uint8_t>(wrap.notes ? 1 : 0));
        if (wrap.notes)
            append(out, *wrap.notes);
    }
    append(out, digest(Kind::KeyFileChecksum, m_store, out));
    return out;
}

KeyFile::SealedDataKey KeyFile::sealDataKey(const StoreId& store, const UnlockKey& unlock,
                                            const NumberedDataKey& key) {
    return {key.generation, sealKey<kSealedKeySize>(unlock, dataKeyContext(store, key.generation),
                                                    key.key.bytes())};
}

std::optional<NumberedDataKey> KeyFile::openDataKey(const StoreId& store, const UnlockKey& unlock,
                                                    const SealedDataKey& sealed) {
    auto key = openKey<DataKey>(unlock, dataKeyContext(store, sealed.generation), sealed.sealed);
    if (!key)
        return std::nullopt;
    return NumberedDataKey{sealed.generation, std::move(*key)};
}

Outcome<KeyFile::Created, KeyFileFailure> KeyFile::create(const StoreId& store,
                                                          const SecretBytes& passphrase,
                                                          const Argon2Cost& cost,
                                                          const Argon2Policy& policy) {
    Created created{KeyFile(store),
                    {UnlockKey::generate(), {1, DataKey::generate()}, {}, NotesKey::generate()}};
    created.file.m_current = sealDataKey(store, created.keys.unlock, created.keys.current);
    if (const auto failure =
            created.file.setWrap(WrapKind::Passphrase, created.keys, passphrase, cost, policy))
        return *failure;
    return created;
}

const KeyFile::Wrap* KeyFile::find(WrapKind kind) const {
    const auto wrap = std::find_if(m_wraps.begin(), m_wraps.end(),
                                   [kind](const Wrap& each) { return each.kind == kind; });
    return wrap == m_wraps.end() ? nullptr : &*wrap;
}

std::optional<Argon2Cost> KeyFile::costOf(WrapKind kind) const {
    const Wrap* wrap = find(kind);
    return wrap ? std::optional(wrap->parameters.cost) : std::nullopt;
}

Outcome<StoreKeys, KeyFileFailure> KeyFile::unlock(WrapKind kind, const SecretBytes& passphrase,
                                                   const Argon2Policy& policy) const {
    const Wrap* wrap = find(kind);
    if (!wrap)
        return KeyFileFailure::NoSuchWrap;
    const auto encryptionKey = hashPassphrase(passphrase, wrap->parameters, policy);
    if (!encryptionKey)
        return failureOf(encryptionKey.error());
    auto unlockKey = openKey<UnlockKey>(
        *encryptionKey, wrapContext(Kind::KeyFileUnlock, m_store, kind, wrap->parameters),
        wrap->unlock);
    if (!unlockKey)
        return KeyFileFailure::WrongPassphrase;

    // The passphrase was right, so whatever does not open from here on has been changed.
    auto current = openDataKey(m_store, *unlockKey, m_current);
    if (!current)
        return KeyFileFailure::Damaged;
    StoreKeys keys{std::move(*unlockKey), std::move(*current), {}, {}};
    if (m_next) {
        keys.next = openDataKey(m_store, keys.unlock, *m_next);
        if (!keys.next)
            return KeyFileFailure::Damaged;
    }
    if (wrap->notes) {
        keys.notes = openKey<NotesKey>(
            *encryptionKey, wrapContext(Kind::KeyFileNotes, m_store, kind, wrap->parameters),
            *wrap->notes);
        if (!keys.notes)
            return KeyFileFailure::Damaged;
    }
    return keys;
}

std::optional<KeyFileFailure> KeyFile::setWrap(WrapKind kind, const StoreKeys& keys,
                                               const SecretBytes& passphrase,
                                               const Argon2Cost& cost, const Argon2Policy& policy) {
    const auto parameters = newParameters(cost, policy);
    if (!parameters)
        return failureOf(parameters.error());
    const auto encryptionKey = hashPassphrase(passphrase, *parameters, policy);
    if (!encryptionKey)
        return failureOf(encryptionKey.error());

    Wrap wrap{kind, *parameters, {}, {}};
    wrap.unlock = sealKey<kSealedKeySize>(
        *encryptionKey, wrapContext(Kind::KeyFileUnlock, m_store, kind, *parameters),
        keys.unlock.bytes());
    if (kind == WrapKind::Passphrase && keys.notes)
        wrap.notes = sealKey<kSealedKeySize>(
            *encryptionKey, wrapContext(Kind::KeyFileNotes, m_store, kind, *parameters),
            keys.notes->bytes());
    const auto place =
        std::lower_bound(m_wraps.begin(), m_wraps.end(), kind,
                         [](const Wrap& each, WrapKind value) { return each.kind < value; });
    if (place != m_wraps.end() && place->kind == kind)
        *place = wrap;
    else
        m_wraps.insert(place, wrap);
    return std::nullopt;
}

std::optional<KeyFileFailure> KeyFile::changePassphrase(const SecretBytes& from,
                                                        const SecretBytes& to,
                                                        const Argon2Cost& cost,
                                                        const Argon2Policy& policy) {
    const auto keys = unlock(WrapKind::Passphrase, from, policy);
    if (!keys)
        return keys.error();
    return setWrap(WrapKind::Passphrase, *keys, to, cost, policy);
}

std::optional<KeyFileFailure> KeyFile::removeWrap(WrapKind kind) {
    if (!has(kind))
        return KeyFileFailure::NoSuchWrap;
    if (m_wraps.size() == 1)
        return KeyFileFailure::LastWrap;
    std::erase_if(m_wraps, [kind](const Wrap& each) { return each.kind == kind; });
    return std::nullopt;
}

Outcome<NumberedDataKey, KeyFileFailure> KeyFile::prepareRotation(const UnlockKey& unlock) {
    if (m_next)
        return KeyFileFailure::RotationPending;
    // Whoever brings another store's unlock key would make a file that nobody can open.
    if (!openDataKey(m_store, unlock, m_current))
        return KeyFileFailure::OtherStore;
    NumberedDataKey next{m_current.generation + 1, DataKey::generate()};
    m_next = sealDataKey(m_store, unlock, next);
    return next;
}

std::optional<KeyFileFailure> KeyFile::finishRotation() {
    if (!m_next)
        return KeyFileFailure::NoRotation;
    m_current = *m_next;
    m_next.reset();
    return std::nullopt;
}

std::optional<KeyFileFailure> KeyFile::abandonRotation() {
    if (!m_next)
        return KeyFileFailure::NoRotation;
    m_next.reset();
    return std::nullopt;
}

} // namespace vb::crypto
