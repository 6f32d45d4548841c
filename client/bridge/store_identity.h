// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/key_file.h"
#include "sync/engine/device_identity.h"
#include "sync/issuance/device_keys.h"
#include "sync/store/outbox.h"
#include "sync/store/replica_store.h"

#include <string>

namespace vb::bridge {

/// Where the hub is and which TLS key it must show; from the invitation.
struct HubPlace {
    std::string address; ///< host and port
    Digest256 tlsPin;    ///< SHA-256 of the TLS key's subject public key
    friend bool operator==(const HubPlace&, const HubPlace&) = default;
};

/// Whose store it is: one worker of one organisation in one house. Not secret by itself, but kept
/// inside the sealed database with everything else.
struct StoreOwner {
    HouseId house;
    membership::Affiliation holder;
    Digest256 rootFingerprint;
    HubPlace hub;
    /// The pet under which this device writes unless an entry says otherwise.
    std::string hat;
    friend bool operator==(const StoreOwner&, const StoreOwner&) = default;
};

// How identity and keys lie in a store. Everything is in the store's small facts (MetaTable) except
// the push-only key, which lies in the outbox, outside the store's key (I-13).

Result<void> keepOwner(store::ReplicaStore& store, const StoreOwner& owner);
/// Corrupt when it is not whole.
Result<StoreOwner> readOwner(store::ReplicaStore& store);

/// Seals signing and box key under the subkey of this data key, beside what an older data key
/// sealed: while a rewrite is under way both are there, and whichever database counts opens.
Result<void> keepDeviceKeys(store::ReplicaStore& store, const HouseId& house,
                            const issuance::DeviceKeys& keys, const crypto::NumberedDataKey& under);
Result<void> keepPushKey(store::Outbox& outbox, const crypto::SigningKey& push);
Result<crypto::SigningKey> readPushKey(store::Outbox& outbox);
/// Corrupt when they do not open under this data key.
Result<issuance::DeviceKeys> readDeviceKeys(store::ReplicaStore& store, store::Outbox& outbox,
                                            const HouseId& house,
                                            const crypto::NumberedDataKey& under);

Result<void> keepIncarnation(store::ReplicaStore& store, const IncarnationId& incarnation);
Result<IncarnationId> readIncarnation(store::ReplicaStore& store);

} // namespace vb::bridge
