pragma ComponentBehavior: Bound

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Theme

// The four facts, then what asks for attention. Says what is so, never what is hoped for.
Item {
    id: root

    required property SyncView sync
    readonly property bool isOffline: root.sync.connection === Kinds.Connection.Offline
    readonly property bool isWithoutNetwork: root.sync.failure === Kinds.Failure.Offline || root.sync.failure === Kinds.Failure.None
    readonly property bool isSinceKnown: root.sync.offlineSince.length > 0
    readonly property string noNetworkText: root.isSinceKnown ? qsTr("No network since %1").arg(root.sync.offlineSince) : qsTr("No network")
    // There may be a network and no hub: then what failed last says which.
    readonly property string noHubText: root.isSinceKnown ? qsTr("No contact with the hub since %1").arg(root.sync.offlineSince) : qsTr("No contact with the hub")
    readonly property string offlineText: root.isWithoutNetwork ? root.noNetworkText : root.noHubText
    readonly property string connectionText: root.isOffline ? root.offlineText : root.sync.connection === Kinds.Connection.Online ? qsTr("Online") : qsTr("Not known yet")
    readonly property string unsentText: root.sync.unsent > 0 ? qsTr("%n not sent yet", "", root.sync.unsent) : qsTr("Everything has been sent")
    readonly property string appliedText: root.sync.lastApplied.length > 0 ? qsTr("%1 (%2)").arg(root.sync.lastApplied).arg(root.sync.lastAppliedAge) : qsTr("Never on this device")
    readonly property string attentionText: root.sync.attention > 0 ? qsTr("%n item(s)", "", root.sync.attention) : qsTr("Nothing")

    signal attentionChosen(string caseId, string conflictRecord, string conflictField)

    objectName: "syncPage"

    PageHeader {
        id: header

        text: qsTr("Attention")
        sync: root.sync
        hasLine: true
        onStatusPressed: scroll.contentY = 0
    }
    ScrollArea {
        id: scroll

        anchors.top: header.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        contentHeight: column.implicitHeight + Theme.wideMargin

        Column {
            id: column

            width: parent.width
            topPadding: Theme.margin
            spacing: Theme.inset

            FactRow {
                glyph: root.isOffline ? Icons.offline : Icons.online
                label: qsTr("Connection")
                text: root.connectionText
                isLoud: root.isOffline
            }
            FactRow {
                glyph: Icons.queued
                label: qsTr("Sent")
                text: root.unsentText
                isLoud: root.sync.unsent > 0
            }
            FactRow {
                glyph: Icons.sync
                label: qsTr("Last sync")
                text: root.appliedText
            }
            FactRow {
                glyph: Icons.attention
                label: qsTr("Attention")
                text: root.attentionText
                isLoud: root.sync.attention > 0
            }
            ErrorPanel {
                x: Theme.margin
                width: parent.width - 2 * Theme.margin
                text: Sentences.failure(root.sync.failure, 0)
            }
            Label {
                x: Theme.margin
                width: parent.width - 2 * Theme.margin
                text: qsTr("Tries again %1").arg(root.sync.nextAttempt)
                visible: root.sync.nextAttempt.length > 0
                color: Theme.colours.inkMuted
                font.pixelSize: Theme.small
            }
            Button {
                objectName: "syncNow"
                x: Theme.margin
                glyph: Icons.sync
                text: root.sync.isSyncing ? qsTr("Syncing…") : qsTr("Sync now")
                enabled: !root.sync.isSyncing
                onClicked: root.sync.syncNow()
            }
            Column {
                width: parent.width

                SectionHeader {
                    x: Theme.margin
                    width: parent.width - 2 * Theme.margin
                    text: qsTr("To look at")
                    count: root.sync.items.count
                    visible: root.sync.items.count > 0
                }
                LoadingState {
                    width: parent.width
                    visible: !root.sync.items.isLoaded
                    rows: 3
                }
                Repeater {
                    model: root.sync.items
                    delegate: AttentionRow {
                        required property int index

                        objectName: "item-" + index
                        width: column.width
                        onChosen: (caseId, record, field) => root.attentionChosen(caseId, record, field)
                    }
                }
                EmptyState {
                    width: parent.width
                    visible: root.sync.items.isLoaded && root.sync.items.count === 0
                    glyph: Icons.done
                    title: qsTr("Nothing asks for your attention")
                    explanation: qsTr("Two versions, refusals and late arrivals appear here.")
                }
            }
        }
    }

    component FactRow: Item {
        id: row

        required property string glyph
        required property string label
        required property string text
        property bool isLoud: false

        width: column.width
        height: Math.max(label.implicitHeight + words.implicitHeight, Theme.iconSize)
        Accessible.role: Accessible.StaticText
        Accessible.name: row.label + ": " + row.text

        Icon {
            id: icon

            glyph: row.glyph
            x: Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            color: row.isLoud ? Theme.colours.attention : Theme.colours.inkMuted
            font.pixelSize: 24
        }
        Label {
            id: label

            text: row.label
            anchors.left: icon.right
            anchors.leftMargin: Theme.margin
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            color: Theme.colours.inkMuted
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
        Label {
            id: words

            text: row.text
            anchors.top: label.bottom
            anchors.left: label.left
            anchors.right: label.right
            font.weight: row.isLoud ? Font.DemiBold : Font.Normal
            Accessible.ignored: true
        }
    }
}
