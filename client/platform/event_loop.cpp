// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/platform/event_loop.h"

#include <QCoreApplication>
#include <QTimer>

namespace vb::platform {

EventLoop::EventLoop() : m_place(std::make_unique<QObject>()) {
    m_thread.setObjectName(QStringLiteral("core"));
    m_place->moveToThread(&m_thread);
    m_thread.start();
}

EventLoop::~EventLoop() {
    stop();
}

void EventLoop::post(std::function<void()> task) {
    QMetaObject::invokeMethod(m_place.get(), std::move(task), Qt::QueuedConnection);
}

void EventLoop::callLater(std::chrono::milliseconds delay, std::function<void()> task) {
    QTimer::singleShot(delay, m_place.get(), std::move(task));
}

void EventLoop::stop() {
    if (!m_thread.isRunning())
        return;
    post([this] {
        // What these tasks post in turn is run too; timers are not waited for.
        QCoreApplication::sendPostedEvents(m_place.get());
        m_thread.quit();
    });
    m_thread.wait();
}

} // namespace vb::platform
