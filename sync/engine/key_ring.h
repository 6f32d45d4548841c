// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/keys.h"
#include "crypto/sealed_box.h"
#include "sync/base/ids.h"
#include "sync/store/replica_store.h"

#include <map>

namespace vb::engine {

/// The epoch keys that this device was handed. At rest they stay in the sealed boxes in which they
/// came; a box is opened on first use and the key kept in the arena of secrets until lock(). Owned
/// by the replica; the core thread only.
class KeyRing {
public:
    KeyRing(store::ReplicaStore& store, HouseId house, const crypto::BoxKeyPair& boxKey)
        : m_store(store), m_house(house), m_boxKey(boxKey) {}

    /// Keeps a box that names this device, in the caller's transaction. A second box of one epoch
    /// is no change.
    Result<void> put(const EpochId& epoch, const AudienceId& audience, const CaseId& caseId,
                     ByteView box);
    /// A key that this device just made; at rest it is in the box that put() was given.
    void remember(const EpochId& epoch, crypto::EpochKey key);
    /// NotFound when the key was never handed to this device; Unauthentic for a false box.
    Result<const crypto::EpochKey*> key(const EpochId& epoch, const AudienceId& audience);
    Result<bool> holds(const EpochId& epoch);
    void lock() { m_open.clear(); }

private:
    store::ReplicaStore& m_store;
    HouseId m_house;
    const crypto::BoxKeyPair& m_boxKey;
    std::map<EpochId, crypto::EpochKey> m_open;
};

} // namespace vb::engine
