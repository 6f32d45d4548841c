// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/keys.h"
#include "crypto/sealed_box.h"
#include "sync/issuance/sign.h"
#include "sync/membership/readers.h"

#include <vector>

namespace vb::issuance {

/// A new epoch: its statement, to be pushed before the first envelope under it, and its key.
struct OpenedEpoch {
    membership::Statement statement;
    EpochId epoch;
    crypto::EpochKey key;
};
/// Makes a random key and seals it to everybody who reads the audience and to its recovery keys.
/// A reader whose box key cannot be sealed to is left out. Refused when the signer may not (not a
/// member, an unknown audience), TooLarge beyond the boxes of one statement.
Result<OpenedEpoch> openEpoch(const SigningContext& context, const membership::Audience& audience);

/// A key that this device has.
struct HeldKey {
    EpochId epoch;
    const crypto::EpochKey& key;
};
/// The statements that hand over whatever missingKeys() lists and `held` has; none when nothing is
/// missing. All are based on the same head and may be pushed together.
Result<std::vector<membership::Statement>> grantKeys(const SigningContext& context,
                                                     const membership::Audience& audience,
                                                     const std::vector<HeldKey>& held);

struct ReceivedKey {
    AudienceId audience;
    EpochId epoch;
    crypto::EpochKey key;
};
struct ReceivedKeys {
    std::vector<ReceivedKey> keys;
    /// Boxes for this recipient that do not hold what they say: whoever made them is at fault.
    std::size_t unreadable = 0;
};
/// The keys that an epoch or grant statement hands to a device, or to a recovery key.
ReceivedKeys receiveKeys(const membership::Statement& statement, const Digest256& recipient,
                         const crypto::BoxKeyPair& boxKeys);

} // namespace vb::issuance
