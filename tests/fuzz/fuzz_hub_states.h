// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/fuzz/fuzz_house.h"

#include <array>
#include <vector>

namespace vb::fuzz {

/// In which state a hub is, for which a request is.
enum class HubState : std::uint8_t {
    Empty,      ///< a house and nothing else
    InUse,      ///< with a case of the office and Noor, and work that waits for a delivery
    Recovering, ///< put back to before Noor's newest work, on an issuer's word
};
inline constexpr std::size_t kHubStates = 3;

/// What an honest device once asked of a hub in this state. Its session is over: whoever repeats it
/// opens another one.
struct AskedOfHub {
    HubState state = HubState::Empty;
    std::size_t person = 0;
    bool isDelivery = false; ///< in a session of the push-only key
    protocol::Request request;
};

/// Hubs in each state, and real requests to them: pushes, uploads with a delivery's claim, and what
/// devices bring back to a hub that was restored. Saar's device has ended. Made once.
struct HubStates {
    static const HubStates& instance();

    std::array<server::MemoryHubStore, kHubStates> stores;
    std::vector<AskedOfHub> asked;

private:
    HubStates();
};

} // namespace vb::fuzz
