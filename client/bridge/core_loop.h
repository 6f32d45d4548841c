// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <functional>

namespace vb::bridge {

/// The thread that a session's core lives on, as a queue of tasks and timers. The product's runs a
/// Qt event loop, because the transport needs one (client/platform/event_loop.h).
///
/// Invariant: tasks run one after another, in the order in which they were posted. Owned by the
/// session, whose destructor stops it.
class CoreLoop {
public:
    virtual ~CoreLoop() = default;
    /// From any thread; returns at once. Nothing runs any more after stop().
    virtual void post(std::function<void()> task) = 0;
    /// On the loop's own thread: once, after `delay`.
    virtual void callLater(std::chrono::milliseconds delay, std::function<void()> task) = 0;
    /// Runs what was posted before, drops timers, and returns when the thread has ended. Not on the
    /// loop's own thread.
    virtual void stop() = 0;
};

} // namespace vb::bridge
