// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtQuick.Templates as T
import Veldboek.Theme

// A place to go to, in the bottom bar or the rail.
T.Button {
    id: root

    required property string glyph
    property bool isHere: false
    property int count: 0

    implicitWidth: 64
    implicitHeight: 56
    Accessible.role: Accessible.PageTab
    Accessible.name: root.count > 0 ? qsTr("%1, %n item(s)", "a place in the navigation with a count", root.count).arg(root.text) : root.text
    Accessible.selected: root.isHere
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Item {
        Icon {
            id: icon

            glyph: root.glyph
            color: root.isHere ? Theme.colours.accent : Theme.colours.inkMuted
            font.pixelSize: 24
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.top: parent.top
            anchors.topMargin: Theme.unit
        }
        Label {
            text: root.text
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.top: icon.bottom
            anchors.topMargin: 2
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 11
            color: root.isHere ? Theme.colours.accent : Theme.colours.inkMuted
            font.pixelSize: Math.min(Theme.caption, 16)
            font.weight: root.isHere ? Font.DemiBold : Font.Normal
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        Rectangle {
            anchors.left: icon.right
            anchors.leftMargin: -6
            y: 0
            width: Math.max(16, number.implicitWidth + 8)
            height: 16
            radius: 8
            color: Theme.colours.attentionSoft
            border.color: Theme.colours.attention
            visible: root.count > 0

            Label {
                id: number

                text: root.count
                anchors.centerIn: parent
                wrapMode: Text.NoWrap
                font.pixelSize: 11
                font.weight: Font.DemiBold
                color: Theme.colours.inkOnAttentionSoft
                Accessible.ignored: true
            }
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.down || root.hovered ? Theme.colours.sunken : "transparent"

        FocusRing {
            isShown: root.visualFocus
            gap: -2
        }
    }
}
