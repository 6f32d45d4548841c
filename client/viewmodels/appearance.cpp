// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/viewmodels/appearance.h"

#include <QEvent>
#include <QGuiApplication>
#include <QPalette>
#include <QSettings>

#include <algorithm>

namespace vb::view {

namespace {

constexpr double kSmallestScale = 1.0;
constexpr double kLargestScale = 2.0;

} // namespace

Appearance::Appearance(const QString& file, QObject* parent) : QObject(parent), m_file(file) {
    if (qApp)
        qApp->installEventFilter(this);
    if (m_file.isEmpty())
        return;
    const QSettings settings(m_file, QSettings::IniFormat);
    const int scheme = settings.value(QStringLiteral("scheme"), System).toInt();
    if (scheme >= System && scheme <= HighContrast)
        m_scheme = static_cast<Scheme>(scheme);
    m_textScale = std::clamp(settings.value(QStringLiteral("textScale"), 1.0).toDouble(),
                             kSmallestScale, kLargestScale);
    m_reducedMotion = settings.value(QStringLiteral("reducedMotion"), false).toBool();
}

bool Appearance::isSystemDark() const {
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::Window).lightness() <
           palette.color(QPalette::WindowText).lightness();
}

void Appearance::setScheme(Scheme scheme) {
    if (std::exchange(m_scheme, scheme) != scheme)
        keep();
}

void Appearance::setTextScale(double scale) {
    const double bounded = std::clamp(scale, kSmallestScale, kLargestScale);
    if (!qFuzzyCompare(std::exchange(m_textScale, bounded), bounded))
        keep();
}

void Appearance::setReducedMotion(bool reduced) {
    if (std::exchange(m_reducedMotion, reduced) != reduced)
        keep();
}

bool Appearance::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ApplicationPaletteChange && watched == qApp)
        Q_EMIT changed();
    return QObject::eventFilter(watched, event);
}

void Appearance::keep() {
    if (!m_file.isEmpty()) {
        QSettings settings(m_file, QSettings::IniFormat);
        settings.setValue(QStringLiteral("scheme"), static_cast<int>(m_scheme));
        settings.setValue(QStringLiteral("textScale"), m_textScale);
        settings.setValue(QStringLiteral("reducedMotion"), m_reducedMotion);
    }
    Q_EMIT changed();
}

} // namespace vb::view
