// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/core_loop.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace vb::test {

/// A session's thread whose timers fire when a test says so. Those without delay are tasks.
class ManualLoop final : public bridge::CoreLoop {
public:
    ManualLoop() : m_thread([this] { run(); }) {}
    ~ManualLoop() override { stop(); }

    void post(std::function<void()> task) override {
        const std::lock_guard guard(m_mutex);
        m_tasks.push_back(std::move(task));
        m_changed.notify_all();
    }
    void callLater(std::chrono::milliseconds delay, std::function<void()> task) override {
        if (delay.count() == 0)
            return post(std::move(task));
        const std::lock_guard guard(m_mutex);
        m_timers.push_back(std::move(task));
    }
    void stop() override {
        {
            const std::lock_guard guard(m_mutex);
            m_isStopping = true;
            m_changed.notify_all();
        }
        if (m_thread.joinable())
            m_thread.join();
    }

    /// Returns when there is nothing left to do.
    void settle() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_tasks.empty() && !m_isBusy; });
    }
    /// Fires the timers that are set now, and waits for what they cause.
    void fireTimers() {
        {
            const std::lock_guard guard(m_mutex);
            for (auto& timer : std::exchange(m_timers, {}))
                m_tasks.push_back(std::move(timer));
            m_changed.notify_all();
        }
        settle();
    }

private:
    void run() {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_changed.wait(lock, [this] { return !m_tasks.empty() || m_isStopping; });
            if (m_tasks.empty())
                return;
            auto task = std::move(m_tasks.front());
            m_tasks.pop_front();
            m_isBusy = true;
            lock.unlock();
            task();
            task = {};
            lock.lock();
            m_isBusy = false;
            m_changed.notify_all();
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_tasks;
    std::vector<std::function<void()>> m_timers;
    bool m_isBusy = false;
    bool m_isStopping = false;
    std::thread m_thread; ///< last: it uses the rest
};

} // namespace vb::test
