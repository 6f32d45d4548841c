// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/keys.h"
#include "crypto/sealed_box.h"
#include "crypto/signing.h"
#include "sync/base/ids.h"
#include "sync/membership/derived_ids.h"

#include <string>

namespace vb::engine {

/// Who this device is in one house. Secret: lives in memory while the store is unlocked. Made at
/// enrolment, kept in the store sealed under a subkey of the data key.
struct DeviceIdentity {
    HouseId house;
    membership::Affiliation holder;
    DeviceId device;
    /// Fresh when the store was restored from a copy: streams go on under new ids.
    IncarnationId incarnation;
    /// The only root that this device trusts; from the invitation.
    Digest256 rootFingerprint;
    crypto::SigningKey signingKey;
    crypto::BoxKeyPair boxKey;
    /// The hat (pet) that this device writes under unless an entry says otherwise.
    std::string hat;
};

} // namespace vb::engine
