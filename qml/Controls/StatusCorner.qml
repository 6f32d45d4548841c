// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtQuick.Templates as T
import Veldboek.Theme

// One glyph and one number: whether there is a network and what has not been sent. Opens the four
// facts.
T.Button {
    id: root

    enum Connection {
        Unknown,
        Online,
        Offline
    }

    required property int connection
    required property int unsent
    property bool isSyncing: false
    readonly property bool isOffline: root.connection === StatusCorner.Offline
    readonly property string sentence: root.isSyncing ? qsTr("Syncing") : root.isOffline ? qsTr("No connection") : qsTr("Online")

    implicitWidth: Math.max(Theme.target, row.implicitWidth + 2 * Theme.gap)
    implicitHeight: Theme.target
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("Sync status: %1, %n not sent", "button that opens the sync status", root.unsent).arg(root.sentence)
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: Theme.unit

            Icon {
                glyph: root.isSyncing ? Icons.sync : root.isOffline ? Icons.offline : Icons.online
                color: root.isOffline ? Theme.colours.attention : Theme.colours.inkMuted
                anchors.verticalCenter: parent.verticalCenter
            }
            Label {
                text: root.unsent
                visible: root.unsent > 0
                wrapMode: Text.NoWrap
                font.pixelSize: Math.min(Theme.small, 20)
                font.weight: Font.DemiBold
                color: Theme.colours.accent
                anchors.verticalCenter: parent.verticalCenter
                Accessible.ignored: true
            }
            Icon {
                glyph: Icons.queued
                visible: root.unsent > 0
                color: Theme.colours.accent
                font.pixelSize: Math.min(Theme.small, 20)
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.down || root.hovered ? Theme.colours.sunken : "transparent"

        FocusRing {
            isShown: root.visualFocus
            gap: 0
        }
    }
}
