// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/public_keys.h"
#include "sync/base/clock.h"
#include "sync/base/ids.h"
#include "sync/server/hub_store.h"

namespace vb::server {

/// What `house init` needs to know of a hub, and the hub demands to find again in the house's own
/// statement about it (HubBody).
struct HubKeys {
    crypto::SigningPublicKey signingKey;
    Digest256 tlsPin; ///< SHA-256 of the TLS key's subject public key
};

/// Opens a house in an empty store. `statements` is a PushRequest of statements alone, in order:
/// the root first, then hub and issuers and whatever else about the house the root or those may
/// say. Whoever hands over this file decides whose hub this is, so it comes from the operator and
/// never over the network; everything after it comes by push.
///
/// All or nothing, durable when it returns. InvalidInput when it is not such a list; Refused when a
/// statement is not admissible, or when none says that this hub (`keys`) is the house's; Conflict
/// when the store has a house, unless it is this one: then nothing changes and all is well.
Result<HouseId> openHouse(HubStore& store, ByteView statements, const HubKeys& keys,
                          const Clock& clock);

} // namespace vb::server
