// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/password_hash.h"
#include "crypto/sealed_box.h"
#include "crypto/signing.h"
#include "sync/base/bytes.h"
#include "sync/base/ids.h"

namespace vb::issuance {

/// What a house's offline keys are for. Numbers are in the file.
enum class OfflinePurpose : std::uint8_t {
    Root = 1,                 ///< the root's signing seed, then the house's recovery secret
    Successor = 2,            ///< the signing seed of the root to come; kept apart from the root
    OrganisationRecovery = 3, ///< an organisation's recovery secret
};

/// The root of a house: certifies hub and issuers, and opens what only recovery may.
struct RootKeys {
    crypto::SigningKey signing;
    crypto::BoxKeyPair recovery;
    static RootKeys generate();
};

/// Keys that are kept offline, each kind in a file of its own, sealed under a recovery passphrase:
/// XChaCha20-Poly1305 under Argon2id of the passphrase. Everything before the seal is bound to it.
///
/// Layout, integers big-endian: `VBOFFKEY`, version (1 byte, 0), suite (1), purpose (1),
/// organisation (2, 0 unless recovery of one), house (16), Argon2id passes (4) and bytes of memory
/// (8), salt (16), then nonce, sealed secrets (32 bytes each) and tag.
struct OfflineKeyPlace {
    OfflinePurpose purpose = OfflinePurpose::Root;
    HouseId house;
    OrganisationCode organisation; ///< 0 unless OrganisationRecovery
    friend bool operator==(const OfflineKeyPlace&, const OfflineKeyPlace&) = default;
};

inline constexpr std::size_t kMaxOfflineKeyFile = 1024;

/// `passphrase` as everywhere (crypto/password_hash.h); the cost not below the policy's floor.
struct OfflineSeal {
    const crypto::SecretBytes& passphrase;
    crypto::Argon2Cost cost;
    crypto::Argon2Policy policy = crypto::kProductArgon2Policy;
};

// Sealing fails InvalidInput for a passphrase or cost out of bounds, Full when the machine has not
// the memory that the hash takes.
Result<Bytes> sealRootFile(HouseId house, const RootKeys& keys, const OfflineSeal& seal);
Result<Bytes> sealSuccessorFile(HouseId house, const crypto::SigningKey& successor,
                                const OfflineSeal& seal);
Result<Bytes> sealRecoveryFile(HouseId house, OrganisationCode organisation,
                               const crypto::BoxKeyPair& recovery, const OfflineSeal& seal);

/// What a file is for, without its passphrase: for a question before asking for one. Total.
/// InvalidInput when it is no such file, TooNew for a version, suite or purpose of a newer one.
Result<OfflineKeyPlace> offlineKeyPlace(ByteView file);

// Opening runs one Argon2id hash. InvalidInput also for a file of another purpose or a cost above
// the policy's ceiling; WrongPassphrase for that, or any change to the file: the two cannot be told
// apart.
Result<RootKeys> openRootFile(ByteView file, const crypto::SecretBytes& passphrase,
                              const crypto::Argon2Policy& policy = crypto::kProductArgon2Policy);
Result<crypto::SigningKey>
openSuccessorFile(ByteView file, const crypto::SecretBytes& passphrase,
                  const crypto::Argon2Policy& policy = crypto::kProductArgon2Policy);
Result<crypto::BoxKeyPair>
openRecoveryFile(ByteView file, const crypto::SecretBytes& passphrase,
                 const crypto::Argon2Policy& policy = crypto::kProductArgon2Policy);

} // namespace vb::issuance
