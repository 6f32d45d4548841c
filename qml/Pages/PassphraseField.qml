// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Theme

// Dots for what is typed. The characters themselves never come to QML.
Column {
    id: root

    required property string label
    property string error
    property alias input: input

    signal accepted

    spacing: Theme.unit

    FieldLabel {
        text: root.label
        width: root.width
        Accessible.ignored: true
    }
    Rectangle {
        width: root.width
        height: Math.max(Theme.target + Theme.unit, dots.implicitHeight + 2 * Theme.gap)
        radius: Theme.radius
        color: Theme.colours.surface
        border.width: input.activeFocus ? 2 : 1
        border.color: input.activeFocus ? Theme.colours.accent : root.error.length > 0 ? Theme.colours.attention : Theme.colours.lineStrong
        opacity: input.enabled ? 1 : 0.6

        PassphraseInput {
            id: input

            objectName: "passphrase"
            anchors.fill: parent
            clip: true
            Accessible.role: Accessible.EditableText
            // Not marked as a password field: Qt 6.4 then keeps the name to itself. There is no text
            // in this item that could be spoken.
            Accessible.name: root.label
            Accessible.description: root.error
            Accessible.focusable: true
            onAccepted: root.accepted()

            TapHandler {
                onTapped: input.forceActiveFocus(Qt.MouseFocusReason)
            }
            Label {
                id: dots

                // The end of a long passphrase stays in view.
                anchors.verticalCenter: parent.verticalCenter
                x: Math.min(Theme.inset, input.width - implicitWidth - Theme.inset)
                text: "\u2022".repeat(input.length)
                font.pixelSize: Theme.title
                font.letterSpacing: 3
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
            Rectangle {
                x: dots.x + dots.implicitWidth + 1
                anchors.verticalCenter: parent.verticalCenter
                width: 2
                height: Theme.title
                color: Theme.colours.accent
                visible: input.activeFocus
            }
        }
    }
    ErrorLine {
        text: root.error
        width: root.width
    }
}
