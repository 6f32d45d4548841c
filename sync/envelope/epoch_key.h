// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/keys.h"
#include "crypto/sealed_box.h"
#include "sync/base/bytes.h"
#include "sync/base/ids.h"
#include "sync/base/result.h"

namespace vb::envelope {

/// The id of an epoch: BLAKE2b-256 over audience and key. It commits to the key, so that nobody can
/// hand two readers different keys for one epoch (XChaCha20-Poly1305 alone does not prevent that).
EpochId epochId(HouseId house, AudienceId audience, const crypto::EpochKey& key);

/// The epoch key in a sealed box for one recipient: a device, or a recovery key. The context
/// (house, audience, epoch) is inside the box, so that a box cannot be passed off as another's.
/// InvalidInput when the recipient's key is not one that can be sealed to.
Result<Bytes> sealEpochKey(HouseId house, AudienceId audience, const crypto::EpochKey& key,
                           const crypto::BoxPublicKey& recipient);

/// Opens such a box. Unauthentic when it is not for this recipient, was made for another house,
/// audience or epoch, or the key in it is not the one that the epoch's id names.
Result<crypto::EpochKey> openEpochKey(HouseId house, AudienceId audience, EpochId epoch,
                                      ByteView box, const crypto::BoxKeyPair& recipient);

} // namespace vb::envelope
