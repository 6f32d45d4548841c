// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/signing.h"
#include "sync/base/ids.h"
#include "sync/membership/stream_head.h"
#include "sync/membership/stub.h"

namespace vb::envelope {

/// Signs the head that a save made. The stream must follow from device, incarnation and audience,
/// and the device from the key (VB_CHECK): a head that nobody would accept is our own mistake.
membership::SignedStreamHead signStreamHead(HouseId house, const membership::StreamHead& head,
                                            const crypto::SigningKey& deviceKey);

/// Signs that a number is given up, under the same conditions. The same stub always gets the same
/// bytes, and so the same id.
membership::SignedStub signStub(HouseId house, const membership::Stub& stub,
                                const crypto::SigningKey& deviceKey);

} // namespace vb::envelope
