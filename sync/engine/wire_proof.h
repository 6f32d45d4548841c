// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/transparency/proofs.h"

#include <optional>

namespace vb::engine::wire {

/// Endpoint proof: that the tree of `newSize` extends the one of `oldSize`.
Bytes proofRequest(transparency::LogSize oldSize, transparency::LogSize newSize);
/// Unverified; nothing when the hub gave none. Total, as every read here.
Result<std::optional<transparency::ConsistencyProof>> readProof(ByteView body);

} // namespace vb::engine::wire
