// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/server/daemon/journal.h"
#include "sync/server/hub.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace vb::server {

/// What the hub's thread lets others see.
struct HubSnapshot {
    HubFigures figures;
    std::size_t queued = 0;
    /// The last group of requests met no failure of ours.
    bool isWell = true;
};

/// Runs the hub on a thread of its own, which alone touches it. Requests queue; while one commit is
/// under way others gather, and go through Hub::handleTogether() with one commit for all of them.
///
/// Bounds: `kMaxQueued` requests and `kMaxQueuedBytes` of bodies; beyond, submit() refuses. The
/// functions handed in are called on the hub's thread and must not block.
class HubThread {
public:
    using Deliver = std::function<void(Answer)>;
    using Growth = std::function<void(LogSize)>;

    static constexpr std::size_t kMaxQueued = 4'096;
    static constexpr std::size_t kMaxQueuedBytes = std::size_t{128} * 1024 * 1024;

    HubThread(Hub& hub, Journal& journal);
    ~HubThread();
    HubThread(const HubThread&) = delete;
    HubThread& operator=(const HubThread&) = delete;

    /// `grown` learns of every size the log reaches.
    void start(Growth grown);
    /// False when the queue is full or finish() was called; then `deliver` is never called.
    bool submit(Incoming incoming, Deliver deliver);
    /// Answers what is queued and ends. Called once, by whoever called start().
    void finish();

    [[nodiscard]] HubSnapshot snapshot() const;

private:
    struct Queued {
        Incoming incoming;
        Deliver deliver;
    };
    void run();
    std::vector<Queued> takeSome();
    void answer(std::vector<Queued> group);
    void tidy();

    Hub& m_hub;
    Journal& m_journal;
    Growth m_grown;
    std::thread m_thread;

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Queued> m_queue;
    std::size_t m_queuedBytes = 0;
    bool m_finishing = false;
    HubFigures m_figures;
    bool m_isWell = true;
};

} // namespace vb::server
