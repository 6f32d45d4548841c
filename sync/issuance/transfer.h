// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/membership/directory_prefix.h"
#include "sync/membership/statement.h"

#include <chrono>

namespace vb::issuance {

/// How long whoever gives a place goes on after it was accepted.
inline constexpr std::chrono::hours kGiverGoesOn{24 * 7};

/// An accepted handing over of a place: the membership of `giver` under `hat`.
struct Handover {
    membership::Affiliation giver;
    std::uint16_t hat = 0;
    membership::Affiliation receiver;
    bool withPart = true; ///< the care or justice part goes along, where the place has one
    Instant acceptedAt;   ///< by the receiver, in the hub's time
};

/// What the procesregisseur or informatievoorziening signs for it, with the part that the place has
/// in this prefix. NotFound where the giver has no such place.
Result<membership::TransferBody> transferBody(const membership::DirectoryPrefix& prefix,
                                              const Handover& handover);

} // namespace vb::issuance
