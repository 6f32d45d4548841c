// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/core.h"
#include "client/bridge/core_loop.h"
#include "client/bridge/session.h"
#include "client/casework/calendar.h"

#include <filesystem>

namespace vb::bridge {

/// Gives an event to the core; only on the core thread and never from inside send().
using GiveEvent = std::function<void(engine::Event)>;
/// Called on the core thread at each unlocking, and what it gave is destroyed there at the locking.
using MakeTransport =
    std::function<std::unique_ptr<protocol::Transport>(const HubPlace&, GiveEvent)>;

/// Everything that a session takes from outside, so that a test can put its own in the place of
/// thread, time, chance, network and passphrase cost.
struct SessionEnvironment {
    std::unique_ptr<CoreLoop> loop;
    const Clock& clock;
    RandomSource& random;
    const casework::Calendar& calendar;
    MakeTransport makeTransport;
    /// Whether the machine has a network at all; asked on the core thread. Says why a hub does not
    /// answer, and nothing else: what counts is whether it answers.
    std::function<bool()> hasNetwork;
    PassphraseCost cost = {};
    engine::SyncOptions sync = {};
    /// Keeps what the references refer to alive, where nobody else does.
    std::shared_ptr<void> owned = {};
};

/// A session over the store in this directory, as open_session.h has it, in this environment.
std::unique_ptr<Session> makeSession(const std::filesystem::path& store,
                                     SessionEnvironment environment);

} // namespace vb::bridge
