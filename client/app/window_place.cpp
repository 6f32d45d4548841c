// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/app/window_place.h"

#include <QEvent>
#include <QGuiApplication>
#include <QScreen>
#include <QSettings>
#include <QWindow>

namespace vb::app {

namespace {

constexpr QSize kStandard(1280, 800);
// What must at least be on the screen of a place to be the place again.
constexpr QSize kVisible(320, 240);

} // namespace

WindowPlace::WindowPlace(QWindow& window, const QString& file)
    : QObject(&window), m_window(window), m_file(file) {
    restore();
    m_window.installEventFilter(this);
}

QRect WindowPlace::within(const QRect& screen, const QRect& wanted) {
    const QRect seen = wanted & screen;
    if (seen.width() >= kVisible.width() && seen.height() >= kVisible.height() &&
        wanted.width() <= screen.width() && wanted.height() <= screen.height())
        return wanted;
    const QSize size = kStandard.boundedTo(screen.size());
    QRect standard(QPoint(), size);
    standard.moveCenter(screen.center());
    return standard;
}

void WindowPlace::restore() {
    const QSettings settings(m_file, QSettings::IniFormat);
    const QRect wanted = settings.value(QStringLiteral("place")).toRect();
    const QScreen* screen = QGuiApplication::screenAt(wanted.center());
    if (!screen)
        screen = QGuiApplication::primaryScreen();
    m_normal = within(screen->availableGeometry(), wanted);
    m_window.setGeometry(m_normal);
    if (settings.value(QStringLiteral("fillsScreen")).toString() == QLatin1String("true"))
        m_window.setWindowStates(Qt::WindowMaximized);
}

bool WindowPlace::eventFilter(QObject* watched, QEvent* event) {
    const bool isNormal = m_window.windowStates() == Qt::WindowNoState;
    if (event->type() == QEvent::Close)
        keep();
    else if ((event->type() == QEvent::Move || event->type() == QEvent::Resize) && isNormal)
        m_normal = m_window.geometry();
    return QObject::eventFilter(watched, event);
}

void WindowPlace::keep() const {
    QSettings settings(m_file, QSettings::IniFormat);
    settings.setValue(QStringLiteral("place"), m_normal);
    settings.setValue(QStringLiteral("fillsScreen"),
                      m_window.windowStates().testFlag(Qt::WindowMaximized));
}

} // namespace vb::app
