// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <QObject>
#include <QRect>

class QWindow;

namespace vb::app {

/// Puts the window where it was when it was last closed, and remembers where it is closed now.
/// The file holds a rectangle and whether the window filled the screen, nothing else.
///
/// Owned by the window, GUI thread. A damaged file, or a place on a screen that is not there any
/// more, means the standard place; a file that cannot be written means that nothing is remembered.
class WindowPlace : public QObject {
    Q_OBJECT
public:
    /// Before the window is shown.
    WindowPlace(QWindow& window, const QString& file);

    /// `wanted` where it fits `screen`; else the standard size, smaller than the screen, in its
    /// middle.
    static QRect within(const QRect& screen, const QRect& wanted);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void restore();
    void keep() const;

    QWindow& m_window;
    const QString m_file;
    /// The place when the window does not fill the screen.
    QRect m_normal;
};

} // namespace vb::app
