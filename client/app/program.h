// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/session.h"
#include "client/platform/date_words.h"
#include "client/platform/system_environment.h"
#include "client/viewmodels/views.h"

#include <QQmlApplicationEngine>

#include <memory>

class QQuickWindow;

namespace vb::app {

/// The app put together: session, words, view models, pages, window. Everything that the pages know
/// comes through here; nothing is global.
///
/// Owned by main, on the GUI thread, after prepareApplication(). Its end closes the window, then
/// the views, and last the session, which joins the core's thread.
class Program {
public:
    /// `settings` is the folder for what this device remembers of the look: colours, text size, the
    /// place of the window. Never anything of a case.
    Program(std::unique_ptr<bridge::Session> session, const QString& settings);

    /// Shows the window; false when the pages could not be made (the engine has then said why).
    bool show();
    /// Null before show().
    [[nodiscard]] QQuickWindow* window() const { return m_window; }
    [[nodiscard]] view::Views& views() { return m_views; }

private:
    const QString m_settings;
    platform::SystemClock m_clock;
    platform::DateWords m_words;
    std::unique_ptr<bridge::Session> m_session;
    view::Views m_views;
    QQmlApplicationEngine m_engine;
    QQuickWindow* m_window = nullptr; ///< the engine's
};

} // namespace vb::app
