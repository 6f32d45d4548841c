// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Controls
import Veldboek.Theme

// One action: what, who, by when, how it stands.
ListRow {
    id: root

    required property string record
    required property string caseName
    required property string content
    required property string owner
    required property bool isMine
    required property string due
    required property bool isOverdue
    required property string status
    required property bool isOpen
    required property string alsoReported
    required property bool needsCheck
    required property string takenUpBy
    required property string proof
    required property bool mayChange
    required property int deliveryStage
    required property int applied
    required property int members
    /// Today's lists name the case, a case's own list names the owner.
    property bool showsCase: false
    readonly property string who: root.showsCase ? root.caseName : root.owner
    readonly property string when: root.due.length === 0 || !root.isOpen ? "" : root.isOverdue ? qsTr("late, %1").arg(root.due) : root.due
    readonly property bool isWaiting: root.deliveryStage < DeliveryMark.Accepted

    enabled: root.mayChange
    text: Words.spoken([root.content, root.when, root.who, root.status, root.alsoReported])

    contentItem: Item {
        implicitHeight: words.implicitHeight

        Icon {
            id: icon

            glyph: root.isOpen ? Icons.attempt : Icons.chosen
            color: root.isOverdue ? Theme.colours.attention : root.isOpen ? Theme.colours.lineStrong : Theme.colours.ok
            y: 1
        }
        Column {
            id: words

            anchors.left: icon.right
            anchors.leftMargin: Theme.inset
            anchors.right: parent.right
            spacing: 2

            Label {
                text: root.content
                width: parent.width
                color: root.isOpen ? Theme.colours.ink : Theme.colours.inkMuted
                Accessible.ignored: true
            }
            Item {
                width: parent.width
                height: Math.max(when.implicitHeight, standing.implicitHeight)

                Label {
                    id: when

                    text: root.when
                    color: root.isOverdue ? Theme.colours.attention : Theme.colours.accent
                    font.pixelSize: Theme.small
                    font.weight: Font.Medium
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
                Label {
                    id: standing

                    text: root.showsCase ? root.caseName : root.status
                    x: when.text.length > 0 ? when.implicitWidth + Theme.gap : 0
                    width: parent.width - x
                    color: Theme.colours.inkMuted
                    font.pixelSize: Theme.small
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
            Label {
                text: root.owner
                width: parent.width
                visible: !root.showsCase
                color: Theme.colours.inkMuted
                font.pixelSize: Theme.small
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
            DeliveryMark {
                stage: root.deliveryStage
                applied: root.applied
                members: root.members
                visible: root.isWaiting
            }
            Label {
                text: root.proof
                width: parent.width
                visible: root.proof.length > 0
                color: Theme.colours.inkMuted
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
            Label {
                text: qsTr("Taken up by %1. Agree who goes.").arg(root.takenUpBy)
                width: parent.width
                visible: root.takenUpBy.length > 0
                color: Theme.colours.attention
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
            Label {
                text: qsTr("Check this. Also reported: %1").arg(root.alsoReported)
                width: parent.width
                visible: root.needsCheck
                color: Theme.colours.attention
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
        }
    }
}
