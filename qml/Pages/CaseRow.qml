// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Controls
import Veldboek.Theme

// One case in the list: who, how it stands, what is new, what is dangerous.
ListRow {
    id: root

    required property string caseId
    required property string name
    required property string status
    required property int safety
    required property string safetyLabel
    required property int unread
    required property int unsent
    required property bool needsAttention
    required property string lastContact
    readonly property string spokenSafety: root.safety > 0 ? qsTr("safety: %1").arg(root.safetyLabel) : ""
    readonly property string spokenUnread: root.unread > 0 ? qsTr("%n new", "", root.unread) : ""
    readonly property string spokenUnsent: root.unsent > 0 ? qsTr("%n not sent", "", root.unsent) : ""
    readonly property string spokenAttention: root.needsAttention ? qsTr("asks for attention") : ""

    text: Words.spoken([root.name, root.spokenSafety, root.status, root.spokenUnread, root.spokenUnsent, root.spokenAttention])

    contentItem: Item {
        implicitHeight: words.implicitHeight

        Column {
            id: words

            width: parent.width
            spacing: Theme.unit

            Item {
                width: parent.width
                height: name.implicitHeight

                Label {
                    id: name

                    text: root.name
                    width: parent.width - day.width - Theme.gap
                    font.weight: root.unread > 0 ? Font.DemiBold : Font.Medium
                    elide: Text.ElideRight
                    maximumLineCount: 2
                    Accessible.ignored: true
                }
                Label {
                    id: day

                    text: root.lastContact
                    anchors.right: parent.right
                    anchors.baseline: name.baseline
                    color: Theme.colours.inkMuted
                    font.pixelSize: Theme.caption
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
            Item {
                width: parent.width
                height: Math.max(status.implicitHeight, tag.visible ? tag.implicitHeight : 0)

                Tag {
                    id: tag

                    text: root.safetyLabel
                    glyph: Icons.warning
                    tone: Tag.Danger
                    visible: root.safety > 0
                    anchors.verticalCenter: parent.verticalCenter
                }
                Label {
                    id: status

                    text: root.status
                    anchors.left: tag.visible ? tag.right : parent.left
                    anchors.leftMargin: tag.visible ? Theme.gap : 0
                    anchors.right: marks.left
                    anchors.rightMargin: Theme.gap
                    anchors.verticalCenter: parent.verticalCenter
                    color: Theme.colours.inkMuted
                    font.pixelSize: Theme.small
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
                Row {
                    id: marks

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Theme.inset

                    Icon {
                        glyph: Icons.attention
                        color: Theme.colours.attention
                        font.pixelSize: Theme.body
                        visible: root.needsAttention
                        anchors.verticalCenter: parent.verticalCenter
                    }
                    CountBadge {
                        count: root.unsent
                        glyph: Icons.queued
                        tone: Theme.colours.accent
                        anchors.verticalCenter: parent.verticalCenter
                    }
                    Rectangle {
                        width: Math.max(20, number.implicitWidth + 10)
                        height: 20
                        radius: 10
                        color: Theme.colours.accent
                        visible: root.unread > 0
                        anchors.verticalCenter: parent.verticalCenter

                        Label {
                            id: number

                            text: root.unread
                            anchors.centerIn: parent
                            wrapMode: Text.NoWrap
                            color: Theme.colours.inkOnAccent
                            font.pixelSize: Math.min(Theme.caption, 15)
                            font.weight: Font.DemiBold
                            Accessible.ignored: true
                        }
                    }
                }
            }
        }
    }
}
