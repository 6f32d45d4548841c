// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Controls
import Veldboek.Theme

// One of the eleven. Also an empty one is there: that nothing is known is knowledge.
ListRow {
    id: root

    required property string code
    required property string label
    required property int items
    required property string changed
    required property string latest
    property bool isUnfolded: false
    readonly property string under: root.items === 0 ? qsTr("nothing known") : Words.line([root.latest, root.changed])

    text: Words.spoken([root.label, qsTr("%n item(s)", "", root.items), root.under])
    hasLine: !root.isUnfolded

    contentItem: Item {
        implicitHeight: words.implicitHeight

        Column {
            id: words

            width: parent.width - number.width - unfold.width - 2 * Theme.gap
            spacing: 2

            Label {
                text: root.label
                width: parent.width
                color: root.items > 0 ? Theme.colours.ink : Theme.colours.inkMuted
                Accessible.ignored: true
            }
            Label {
                text: root.under
                width: parent.width
                color: Theme.colours.inkMuted
                font.pixelSize: Theme.small
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
        Label {
            id: number

            text: root.items
            anchors.right: unfold.left
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.colours.inkMuted
            font.pixelSize: Theme.small
            visible: root.items > 0
            Accessible.ignored: true
        }
        Icon {
            id: unfold

            glyph: root.isUnfolded ? Icons.fold : Icons.unfold
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
        }
    }
}
