// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/app/program.h"

#include "client/app/interface.h"
#include "client/app/window_place.h"

#include <QQuickWindow>

namespace vb::app {

Program::Program(std::unique_ptr<bridge::Session> session, const QString& settings)
    : m_settings(settings),
      m_words(m_clock, QTimeZone("Europe/Amsterdam"), QLocale()),
      m_session(std::move(session)),
      m_views(*m_session, m_words, settings + QStringLiteral("/weergave.ini")) {
    prepareEngine(m_engine);
}

bool Program::show() {
    m_engine.setInitialProperties({{QStringLiteral("views"), QVariant::fromValue(&m_views)},
                                   {QStringLiteral("visible"), false}});
    m_engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Veldboek/Main/Main.qml")));
    const QList<QObject*> roots = m_engine.rootObjects();
    m_window = roots.isEmpty() ? nullptr : qobject_cast<QQuickWindow*>(roots.constFirst());
    if (!m_window)
        return false;
    // The window owns its place.
    new WindowPlace(*m_window, m_settings + QStringLiteral("/venster.ini"));
    m_window->setVisible(true);
    return true;
}

} // namespace vb::app
