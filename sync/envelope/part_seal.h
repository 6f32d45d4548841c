// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/associated_data.h"
#include "sync/membership/envelope_header.h"

namespace vb::envelope {

/// What every sealed part is bound to. Private to sync/envelope: seal() and open() share it.
/// Suite, format, kind, house, case, audience, epoch, stream, counter, previous id (empty at the
/// first), index of the part, number of parts.
crypto::AssociatedData partPlace(const membership::EnvelopeHeader& header, std::size_t index,
                                 std::size_t count);

} // namespace vb::envelope
