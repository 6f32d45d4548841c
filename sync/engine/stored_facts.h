// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/membership/judgement.h"
#include "sync/store/replica_store.h"

namespace vb::engine {

/// What an envelope that is kept here said of itself, as it is judged. `row` is whole, with the
/// sealed bytes, whose header stays also where content was dropped. Corrupt when its stream is not
/// here. Core thread only.
Result<membership::EnvelopeFacts> storedFacts(store::ReplicaStore& store, const HouseId& house,
                                              const store::EnvelopeRow& row);

} // namespace vb::engine
