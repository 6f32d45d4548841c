// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/keys.h"

#include <array>
#include <string_view>

namespace vb::crypto {

/// A subkey's name under crypto_kdf (BLAKE2b keyed with the master key, the number as salt, the
/// eight characters as personalisation). The table is the one list; no two rows are alike (a test
/// holds it), and a row is never reused for another purpose.
struct SubkeyName {
    std::string_view context;
    std::uint64_t number;
};

inline constexpr SubkeyName kPageSubkey{"vb-store", 1};
inline constexpr SubkeyName kStoredEpochKeySubkey{"vb-store", 2};
inline constexpr SubkeyName kStoredDeviceKeySubkey{"vb-store", 3};
inline constexpr SubkeyName kMailboxSubkey{"vb-enrol", 1};

inline constexpr auto kSubkeyNames = std::to_array<SubkeyName>(
    {kPageSubkey, kStoredEpochKeySubkey, kStoredDeviceKeySubkey, kMailboxSubkey});

[[nodiscard]] PageKey pageKey(const DataKey& dataKey);
[[nodiscard]] StoredEpochKeyKey storedEpochKeyKey(const DataKey& dataKey);
[[nodiscard]] StoredDeviceKeyKey storedDeviceKeyKey(const DataKey& dataKey);
[[nodiscard]] MailboxKey mailboxKey(const InvitationSecret& secret);

} // namespace vb::crypto
