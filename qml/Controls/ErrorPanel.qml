// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Theme

// Something went wrong: what, and what one can do. Stays until it is over; nothing is only in a
// message that passes.
Rectangle {
    id: root

    required property string text
    property string buttonText

    signal pressed

    implicitHeight: Math.max(label.implicitHeight, button.visible ? button.height : 0) + 2 * Theme.inset
    radius: Theme.radius
    color: Theme.colours.attentionSoft
    visible: root.text.length > 0
    Accessible.role: Accessible.AlertMessage
    Accessible.name: root.text

    Icon {
        id: icon

        glyph: Icons.error
        color: Theme.colours.inkOnAttentionSoft
        x: Theme.inset
        y: Theme.inset + 1
    }
    Label {
        id: label

        text: root.text
        color: Theme.colours.inkOnAttentionSoft
        font.pixelSize: Theme.small
        anchors.left: icon.right
        anchors.leftMargin: Theme.gap
        anchors.right: button.visible ? button.left : parent.right
        anchors.rightMargin: Theme.inset
        anchors.verticalCenter: parent.verticalCenter
        Accessible.ignored: true
    }
    Button {
        id: button

        objectName: "errorPanelButton"
        kind: Button.Quiet
        text: root.buttonText
        visible: root.buttonText.length > 0
        anchors.right: parent.right
        anchors.rightMargin: Theme.unit
        anchors.verticalCenter: parent.verticalCenter
        onClicked: root.pressed()
    }
}
