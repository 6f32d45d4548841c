// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Theme

// What is wrong with the input above, with a sign beside the words.
Item {
    id: root

    property string text

    visible: root.text.length > 0
    implicitHeight: label.implicitHeight
    height: root.visible ? label.implicitHeight : 0

    Icon {
        id: icon

        glyph: Icons.error
        color: Theme.colours.attention
        font.pixelSize: Theme.body
    }
    Label {
        id: label

        text: root.text
        anchors.left: icon.right
        anchors.leftMargin: Theme.unit
        anchors.right: parent.right
        font.pixelSize: Theme.small
        color: Theme.colours.attention
    }
}
