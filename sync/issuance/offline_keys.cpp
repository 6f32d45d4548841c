// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/issuance/offline_keys.h"

#include "crypto/aead.h"
#include "sync/protocol/limits.h"

#include <algorithm>
#include <utility>

namespace vb::issuance {
namespace {

constexpr std::string_view kMagic = "VBOFFKEY";
constexpr std::uint8_t kVersion = 0;
constexpr std::size_t kHeadSize = 8 + 1 + 1 + 1 + 2 + 16 + 4 + 8 + 16;

struct Head {
    OfflineKeyPlace place;
    crypto::Argon2Parameters parameters;
};

Bytes encodeHead(const Head& head) {
    Bytes bytes;
    append(bytes, asBytes(kMagic));
    appendU8(bytes, kVersion);
    appendU8(bytes, static_cast<std::uint8_t>(protocol::kSuite));
    appendU8(bytes, static_cast<std::uint8_t>(head.place.purpose));
    appendU16(bytes, head.place.organisation.value);
    append(bytes, head.place.house.view());
    appendU32(bytes, head.parameters.cost.passes);
    appendU64(bytes, head.parameters.cost.memoryBytes);
    append(bytes, head.parameters.salt);
    return bytes;
}

std::uint64_t number(ByteView bytes) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes)
        value = value << 8 | byte;
    return value;
}

Result<Head> readHead(ByteView file) {
    if (file.size() < kHeadSize || file.size() > kMaxOfflineKeyFile ||
        asText(file.subspan(0, 8)) != kMagic)
        return fail(Code::InvalidInput, "not a file of offline keys");
    if (file[8] != kVersion || file[9] != protocol::kSuite)
        return fail(Code::TooNew, "version of a file of offline keys");
    if (file[10] == 0 || file[10] > static_cast<std::uint8_t>(OfflinePurpose::OrganisationRecovery))
        return fail(Code::TooNew, "purpose of a file of offline keys");
    Head head;
    head.place.purpose = static_cast<OfflinePurpose>(file[10]);
    head.place.organisation.value = static_cast<std::uint16_t>(number(file.subspan(11, 2)));
    VB_TRY(head.place.house, HouseId::fromBytes(file.subspan(13, 16)));
    head.parameters.cost.passes = static_cast<std::uint32_t>(number(file.subspan(29, 4)));
    head.parameters.cost.memoryBytes = number(file.subspan(33, 8));
    std::copy_n(file.subspan(41).begin(), 16, head.parameters.salt.begin());
    return head;
}

crypto::AssociatedData bound(const Head& head) {
    crypto::AssociatedData data(crypto::Kind::RootFile);
    data.add(encodeHead(head));
    return data;
}

Unexpected passwordFailed(crypto::PasswordFailure failure) {
    switch (failure) {
    case crypto::PasswordFailure::PassphraseSize:
        return fail(Code::InvalidInput, "passphrase empty or too long");
    case crypto::PasswordFailure::BelowFloor:
        return fail(Code::InvalidInput, "cost of the passphrase's hash below the floor");
    case crypto::PasswordFailure::AboveCeiling:
        return fail(Code::InvalidInput, "cost of the passphrase's hash above the ceiling");
    case crypto::PasswordFailure::OutOfMemory:
        break;
    }
    return fail(Code::Full, "memory for the passphrase's hash");
}

Result<Bytes> sealSecrets(const OfflineKeyPlace& place, ByteView secrets, const OfflineSeal& seal) {
    const auto parameters = crypto::newParameters(seal.cost, seal.policy);
    if (!parameters)
        return passwordFailed(parameters.error());
    const auto key = crypto::hashPassphrase(seal.passphrase, *parameters, seal.policy);
    if (!key)
        return passwordFailed(key.error());
    const Head head{place, *parameters};
    Bytes file = encodeHead(head);
    append(file, crypto::seal(*key, bound(head), secrets));
    return file;
}

/// The secrets of a file of this purpose, exactly `size` bytes of them.
Result<crypto::SecretBytes> openSecrets(ByteView file, OfflinePurpose purpose, std::size_t size,
                                        const crypto::SecretBytes& passphrase,
                                        const crypto::Argon2Policy& policy) {
    VB_TRY(const Head head, readHead(file));
    if (head.place.purpose != purpose)
        return fail(Code::InvalidInput, "offline keys for another purpose");
    const auto key = crypto::hashPassphrase(passphrase, head.parameters, policy);
    if (!key)
        return passwordFailed(key.error());
    auto secrets = crypto::openSecret(*key, bound(head), file.subspan(kHeadSize));
    if (!secrets || secrets->size() != size)
        return fail(Code::WrongPassphrase, "offline keys");
    return std::move(*secrets);
}

crypto::SigningKey signingKey(ByteView seed) {
    // The size was checked when the file was opened.
    return crypto::SigningKey::fromSeed(crypto::SigningSeed::fromBytes(seed).value());
}

crypto::BoxKeyPair boxKeys(ByteView secret) {
    return crypto::BoxKeyPair::fromSecret(crypto::BoxSecretKey::fromBytes(secret).value());
}

} // namespace

RootKeys RootKeys::generate() {
    return {crypto::SigningKey::generate(), crypto::BoxKeyPair::generate()};
}

Result<Bytes> sealRootFile(HouseId house, const RootKeys& keys, const OfflineSeal& seal) {
    crypto::SecretBytes secrets(64);
    const auto seed = keys.signing.seed();
    const auto half = secrets.mutableBytes();
    std::copy_n(seed.bytes().begin(), 32, half.begin());
    std::copy_n(keys.recovery.secretKey().bytes().begin(), 32, half.subspan(32).begin());
    return sealSecrets({OfflinePurpose::Root, house, {}}, secrets.bytes(), seal);
}

Result<Bytes> sealSuccessorFile(HouseId house, const crypto::SigningKey& successor,
                                const OfflineSeal& seal) {
    const auto seed = successor.seed();
    return sealSecrets({OfflinePurpose::Successor, house, {}}, seed.bytes(), seal);
}

Result<Bytes> sealRecoveryFile(HouseId house, OrganisationCode organisation,
                               const crypto::BoxKeyPair& recovery, const OfflineSeal& seal) {
    return sealSecrets({OfflinePurpose::OrganisationRecovery, house, organisation},
                       recovery.secretKey().bytes(), seal);
}

Result<OfflineKeyPlace> offlineKeyPlace(ByteView file) {
    VB_TRY(const Head head, readHead(file));
    return head.place;
}

Result<RootKeys> openRootFile(ByteView file, const crypto::SecretBytes& passphrase,
                              const crypto::Argon2Policy& policy) {
    VB_TRY(const crypto::SecretBytes secrets,
           openSecrets(file, OfflinePurpose::Root, 64, passphrase, policy));
    return RootKeys{signingKey(secrets.bytes().subspan(0, 32)),
                    boxKeys(secrets.bytes().subspan(32))};
}

Result<crypto::SigningKey> openSuccessorFile(ByteView file, const crypto::SecretBytes& passphrase,
                                             const crypto::Argon2Policy& policy) {
    VB_TRY(const crypto::SecretBytes secrets,
           openSecrets(file, OfflinePurpose::Successor, 32, passphrase, policy));
    return signingKey(secrets.bytes());
}

Result<crypto::BoxKeyPair> openRecoveryFile(ByteView file, const crypto::SecretBytes& passphrase,
                                            const crypto::Argon2Policy& policy) {
    VB_TRY(const crypto::SecretBytes secrets,
           openSecrets(file, OfflinePurpose::OrganisationRecovery, 32, passphrase, policy));
    return boxKeys(secrets.bytes());
}

} // namespace vb::issuance
