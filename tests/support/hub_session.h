// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/engine/wire.h"
#include "sync/server/hub.h"
#include "tests/sim/sim_house.h"

namespace vb::test {

/// The token of a session of a person's device, opened as the engine opens it, or as a delivery
/// does. What the hub answers instead, or what is wrong with its answer, is the error.
Result<Bytes> openHubSession(server::Hub& hub, const SimHouse& house, std::size_t person,
                             RandomSource& random,
                             engine::wire::SigningWith with = engine::wire::SigningWith::DeviceKey);

} // namespace vb::test
