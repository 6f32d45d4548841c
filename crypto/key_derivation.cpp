// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/key_derivation.h"

#include <sodium.h>

namespace vb::crypto {
namespace {

static_assert(MasterKey::kSize == crypto_kdf_KEYBYTES);

template <typename Subkey>
Subkey derive(const MasterKey& master, const SubkeyName& name) {
    VB_CRYPTO_CHECK(name.context.size() == crypto_kdf_CONTEXTBYTES);
    SecretBytes secret(Subkey::kSize);
    VB_CRYPTO_CHECK(crypto_kdf_derive_from_key(secret.mutableBytes().data(), secret.size(),
                                               name.number, name.context.data(),
                                               master.bytes().data()) == 0);
    return *Subkey::fromSecret(std::move(secret));
}

} // namespace

PageKey pageKey(const DataKey& dataKey) {
    return derive<PageKey>(dataKey, kPageSubkey);
}

StoredEpochKeyKey storedEpochKeyKey(const DataKey& dataKey) {
    return derive<StoredEpochKeyKey>(dataKey, kStoredEpochKeySubkey);
}

StoredDeviceKeyKey storedDeviceKeyKey(const DataKey& dataKey) {
    return derive<StoredDeviceKeyKey>(dataKey, kStoredDeviceKeySubkey);
}

MailboxKey mailboxKey(const InvitationSecret& secret) {
    return derive<MailboxKey>(secret, kMailboxSubkey);
}

} // namespace vb::crypto
