// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtQuick.Templates as T
import Veldboek.Theme

// One of the values on a conflict card. Mine and theirs differ in hue and in words, never in size.
T.AbstractButton {
    id: root

    required property string shown
    required property string author
    required property string organisation
    required property string entered
    required property string reason
    required property bool isMine
    property bool isChosen: false
    readonly property color tone: root.isMine ? Theme.colours.own : Theme.colours.other

    implicitHeight: column.implicitHeight + 2 * Theme.margin
    implicitWidth: 200
    Accessible.role: Accessible.RadioButton
    Accessible.name: qsTr("%1, by %2, %3, %4").arg(root.shown).arg(root.isMine ? qsTr("you") : root.author).arg(root.organisation).arg(root.entered)
    Accessible.description: root.reason
    Accessible.checkable: true
    Accessible.checked: root.isChosen
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Item {
        Column {
            id: column

            x: Theme.margin
            y: Theme.margin
            width: parent.width - 2 * Theme.margin
            spacing: Theme.unit

            Item {
                width: parent.width
                height: who.implicitHeight

                Label {
                    id: who

                    text: root.isMine ? qsTr("You") : root.author
                    width: parent.width - mark.width
                    color: root.tone
                    font.pixelSize: Theme.small
                    font.weight: Font.DemiBold
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
                Icon {
                    id: mark

                    glyph: root.isChosen ? Icons.chosen : Icons.attempt
                    color: root.isChosen ? Theme.colours.accent : Theme.colours.lineStrong
                    anchors.right: parent.right
                    height: who.height
                }
            }
            Label {
                text: root.organisation
                width: parent.width
                color: Theme.colours.inkMuted
                font.pixelSize: Theme.caption
                Accessible.ignored: true
            }
            Label {
                text: root.shown
                width: parent.width
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                topPadding: Theme.unit
                Accessible.ignored: true
            }
            Label {
                text: root.reason
                width: parent.width
                font.pixelSize: Theme.small
                visible: root.reason.length > 0
                Accessible.ignored: true
            }
            Label {
                text: root.entered
                width: parent.width
                color: Theme.colours.inkMuted
                font.pixelSize: Theme.caption
                topPadding: Theme.unit
                Accessible.ignored: true
            }
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.isMine ? Theme.colours.ownSoft : Theme.colours.otherSoft
        border.width: root.isChosen ? 2 : 1
        border.color: root.isChosen ? Theme.colours.accent : root.tone

        FocusRing {
            isShown: root.visualFocus
        }
    }
}
