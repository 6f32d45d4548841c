// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtQuick.Templates as T
import Veldboek.Theme

// A glyph alone, for a toolbar: its word is said by the tooltip and to the screen reader.
T.Button {
    id: root

    required property string glyph
    required property string name
    property color tone: Theme.colours.ink

    implicitWidth: Theme.target
    implicitHeight: Theme.target
    Accessible.role: Accessible.Button
    Accessible.name: root.name
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Icon {
        glyph: root.glyph
        color: root.tone
        font.pixelSize: Theme.iconSize + 2
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.down || root.hovered ? Theme.colours.sunken : "transparent"

        FocusRing {
            isShown: root.visualFocus
            gap: 0
        }
    }

    ToolTip {
        text: root.name
        visible: root.hovered
    }
}
