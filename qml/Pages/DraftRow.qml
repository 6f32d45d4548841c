// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Controls
import Veldboek.Theme

// A contact that was left half written.
ListRow {
    id: root

    required property string caseId
    required property string caseName
    required property string kind
    required property string changed
    readonly property string under: Words.line([root.kind, root.changed])

    text: qsTr("Finish the contact with %1, %2").arg(root.caseName).arg(root.under)

    contentItem: Item {
        implicitHeight: words.implicitHeight

        Icon {
            id: icon

            glyph: Icons.draft
            y: 1
        }
        Column {
            id: words

            anchors.left: icon.right
            anchors.leftMargin: Theme.inset
            anchors.right: parent.right
            spacing: 2

            Label {
                text: root.caseName
                width: parent.width
                Accessible.ignored: true
            }
            Label {
                text: root.under
                width: parent.width
                color: Theme.colours.inkMuted
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
        }
    }
}
