// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Theme

// The name of a page and, at the same place on every page, the status corner.
Item {
    id: root

    required property string text
    required property SyncView sync
    property bool hasLine: false

    signal statusPressed

    implicitHeight: Math.max(Theme.header, label.implicitHeight + 2 * Theme.gap)
    width: parent ? parent.width : 0

    Label {
        id: label

        text: root.text
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: corner.left
        anchors.verticalCenter: parent.verticalCenter
        font.pixelSize: Theme.title
        font.weight: Font.DemiBold
        elide: Text.ElideRight
        maximumLineCount: 2
        Accessible.role: Accessible.Heading
        Accessible.name: root.text
    }
    StatusCorner {
        id: corner

        objectName: "statusCorner"
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        connection: root.sync.connection
        unsent: root.sync.unsent
        isSyncing: root.sync.isSyncing
        onClicked: root.statusPressed()
    }
    Hairline {
        width: parent.width
        anchors.bottom: parent.bottom
        visible: root.hasLine
    }
}
