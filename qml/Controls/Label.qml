// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Theme

// Words on paper.
Text {
    id: root

    color: Theme.colours.ink
    font.family: Theme.family
    font.pixelSize: Theme.body
    // Extra leading comes below a line: one that stands alone goes without, to sit in the middle.
    lineHeight: root.wrapMode === Text.NoWrap ? 1 : Theme.lineHeight
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    linkColor: Theme.colours.accent
}
