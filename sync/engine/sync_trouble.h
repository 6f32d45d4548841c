// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/engine/sync_status.h"
#include "sync/engine/wire.h"

namespace vb::engine {

/// What becomes of a sync, or of a delivery, that the hub answers with a failure. Pure.
SyncTrouble troubleOf(wire::FailureReason reason);
/// And of one that cannot go on here: the device's own files, or what the hub said. Pure.
SyncTrouble troubleOf(const Error& error);

} // namespace vb::engine
