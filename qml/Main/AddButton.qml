// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtQuick.Templates as T
import Veldboek.Controls
import Veldboek.Theme

// The one large button: a contact.
T.Button {
    id: root

    implicitWidth: 56
    implicitHeight: 48
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("Log a contact")
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Icon {
        glyph: Icons.add
        color: Theme.colours.inkOnAccent
        font.pixelSize: 28
    }
    background: Rectangle {
        radius: Theme.radius
        color: Theme.colours.accent

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: Theme.colours.page
            opacity: root.down ? 0.16 : root.hovered ? 0.08 : 0
        }
        FocusRing {
            isShown: root.visualFocus
        }
    }

    ToolTip {
        text: qsTr("Log a contact (Ctrl+N)")
        visible: root.hovered
    }
}
