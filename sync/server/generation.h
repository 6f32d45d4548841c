// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/clock.h"
#include "sync/server/hub_store.h"

namespace vb::server {

/// The head of a store as an issuer names it when the hub goes on from it: what `house generation`
/// of veldboekctl is told.
struct HeadToRestore {
    std::uint64_t generation = 0;
    LogSize size = 0;
    TreeHash root;
};
Result<HeadToRestore> headToRestore(const HubStore& store);

/// A store that was restored goes on from its head as the generation that `statement`, a
/// SignedStatement about a log generation, names. From then on it is recovering: devices bring back
/// what it lost, envelopes are taken, and nothing new goes into the chains before endRecovery().
///
/// All or nothing, durable when it returns. InvalidInput when it is no such statement; Refused when
/// neither the root nor an issuer in force made it; Conflict when it names another head than the
/// store's or a generation that is not a higher one.
Result<void> beginGeneration(HubStore& store, ByteView statement, const Clock& clock);

/// What nobody has brought back by now is given up: the chains go on from where they are. Durable
/// when it returns.
/// Nothing more is expected back. Conflict, with how much of how many devices, while something that
/// was brought back rests on what is not back yet; `evenSo` gives that up.
Result<void> endRecovery(HubStore& store, bool evenSo = false);

} // namespace vb::server
