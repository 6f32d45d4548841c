// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Theme

// A label and what it says, on one line where there is room, else below each other.
Item {
    id: root

    required property string label
    required property string text
    property int labelWidth: 112
    property bool isStrong: false
    property int lines: 3
    readonly property bool isStacked: root.width < 300 || Theme.textScale > 1.3

    implicitHeight: root.isStacked ? name.implicitHeight + words.implicitHeight : Math.max(name.implicitHeight, words.implicitHeight)
    visible: root.text.length > 0
    Accessible.role: Accessible.StaticText
    Accessible.name: root.label + ": " + root.text

    Label {
        id: name

        text: root.label
        width: root.isStacked ? root.width : root.labelWidth
        color: Theme.colours.inkMuted
        font.pixelSize: Theme.small
        Accessible.ignored: true
    }
    Label {
        id: words

        text: root.text
        x: root.isStacked ? 0 : root.labelWidth
        y: root.isStacked ? name.implicitHeight : 0
        width: root.width - x
        font.pixelSize: Theme.small
        font.weight: root.isStrong ? Font.DemiBold : Font.Normal
        maximumLineCount: root.lines
        elide: Text.ElideRight
        Accessible.ignored: true
    }
}
