// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Theme

// One glyph of the icon font, decoration for eyes only: the item that it stands in says the word.
Text {
    id: root

    required property string glyph

    text: root.glyph
    color: Theme.colours.inkMuted
    font.family: Theme.iconFamily
    font.pixelSize: Theme.iconSize
    lineHeight: 1
    horizontalAlignment: Text.AlignHCenter
    verticalAlignment: Text.AlignVCenter
    Accessible.ignored: true
}
