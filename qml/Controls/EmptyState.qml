// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Theme

// Nothing here, and why; where it helps, what to do about it.
Item {
    id: root

    required property string glyph
    required property string title
    property string explanation
    property string buttonText
    property color tone: Theme.colours.inkMuted

    signal pressed

    implicitHeight: column.implicitHeight + 2 * Theme.wideMargin
    Accessible.role: Accessible.StaticText
    Accessible.name: root.title

    Column {
        id: column

        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.wideMargin, 380)
        spacing: Theme.gap

        Icon {
            glyph: root.glyph
            color: root.tone
            font.pixelSize: 36
            anchors.horizontalCenter: parent.horizontalCenter
            bottomPadding: Theme.unit
        }
        Label {
            text: root.title
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            font.weight: Font.DemiBold
        }
        Label {
            text: root.explanation
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            color: Theme.colours.inkMuted
            font.pixelSize: Theme.small
            visible: root.explanation.length > 0
        }
        Item {
            width: 1
            height: Theme.unit
            visible: button.visible
        }
        Button {
            id: button

            objectName: "emptyStateButton"
            text: root.buttonText
            visible: root.buttonText.length > 0
            anchors.horizontalCenter: parent.horizontalCenter
            onClicked: root.pressed()
        }
    }
}
