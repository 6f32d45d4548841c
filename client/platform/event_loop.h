// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/core_loop.h"

#include <QThread>

#include <memory>

namespace vb::platform {

/// A thread with a Qt event loop, for a core whose transport is Qt's. Runs from the start.
class EventLoop final : public bridge::CoreLoop {
public:
    EventLoop();
    ~EventLoop() override;

    void post(std::function<void()> task) override;
    void callLater(std::chrono::milliseconds delay, std::function<void()> task) override;
    void stop() override;

private:
    QThread m_thread;
    /// Lives on the thread: what is posted there and not run goes with it.
    std::unique_ptr<QObject> m_place;
};

} // namespace vb::platform
