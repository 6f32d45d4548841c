// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <QObject>
#include <QString>
#include <QtQml/qqmlregistration.h>

namespace vb::view {

/// How the person wants the app to look: light or dark, contrast, text size, motion. Kept in a
/// settings file of the device that holds these choices and nothing else. GUI thread.
class Appearance : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by Views")
    Q_PROPERTY(Scheme scheme READ scheme WRITE setScheme NOTIFY changed)
    /// From 1.0 to 2.0.
    Q_PROPERTY(double textScale READ textScale WRITE setTextScale NOTIFY changed)
    Q_PROPERTY(bool reducedMotion READ reducedMotion WRITE setReducedMotion NOTIFY changed)
    /// What the desktop uses now: decides for Scheme.System.
    Q_PROPERTY(bool isSystemDark READ isSystemDark NOTIFY changed)
public:
    enum Scheme { System, Light, Dark, HighContrast };
    Q_ENUM(Scheme)

    /// `file`: where to keep the choices; empty keeps nothing. A damaged file means the defaults.
    explicit Appearance(const QString& file, QObject* parent = nullptr);

    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    [[nodiscard]] double textScale() const { return m_textScale; }
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion; }
    [[nodiscard]] bool isSystemDark() const;
    void setScheme(Scheme scheme);
    void setTextScale(double scale);
    void setReducedMotion(bool reduced);

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void keep();

    const QString m_file;
    Scheme m_scheme = System;
    double m_textScale = 1.0;
    bool m_reducedMotion = false;
};

} // namespace vb::view
