// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/sealed_box.h"
#include "crypto/signing.h"
#include "sync/membership/statement.h"

namespace vb::issuance {

/// The public halves of a device's keys, with the id that follows from them.
struct DevicePublicKeys {
    DeviceId device;
    crypto::SigningPublicKey signing;
    crypto::BoxPublicKey box;
    crypto::SigningPublicKey push;
    friend bool operator==(const DevicePublicKeys&, const DevicePublicKeys&) = default;
};

/// The secret keys of one device: what signs its heads and statements, what opens its boxes, and
/// the push-only key, which lies outside the store's key so that delivery never depends on a lease.
/// Move-only. Made on the device and never leaves it.
struct DeviceKeys {
    crypto::SigningKey signing;
    crypto::BoxKeyPair box;
    crypto::SigningKey push;

    static DeviceKeys generate();
    [[nodiscard]] DevicePublicKeys publicKeys(HouseId house) const;
};

/// The body of a certificate for this device. `formats` are those that the device reads.
membership::DeviceBody certificateBody(const DevicePublicKeys& keys,
                                       const membership::Affiliation& holder,
                                       membership::Period period,
                                       std::vector<std::uint32_t> formats);

} // namespace vb::issuance
