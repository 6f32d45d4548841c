// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Controls
import Veldboek.Theme

// One thing that a person has to look at.
ListRow {
    id: root

    required property int kind
    required property string caseId
    required property string caseName
    required property string subject
    required property int refusal
    required property string author
    required property string since
    required property string conflictRecord
    required property string conflictField
    required property bool isPostponed
    readonly property list<string> glyphs: [Icons.conflict, Icons.refused, Icons.late, Icons.late, Icons.flag, Icons.person, Icons.syncProblem]
    readonly property string under: Words.line([root.caseName, root.author, root.since])

    signal chosen(string caseId, string conflictRecord, string conflictField)

    text: Sentences.attention(root.kind, root.subject, root.refusal) + ", " + root.under
    onClicked: root.chosen(root.caseId, root.conflictRecord, root.conflictField)

    contentItem: Item {
        implicitHeight: words.implicitHeight

        Icon {
            id: icon

            glyph: root.glyphs[root.kind]
            color: Theme.colours.attention
            y: 1
        }
        Column {
            id: words

            anchors.left: icon.right
            anchors.leftMargin: Theme.inset
            anchors.right: open.left
            anchors.rightMargin: Theme.gap
            spacing: 2

            Label {
                text: Sentences.attention(root.kind, root.subject, root.refusal)
                width: parent.width
                font.weight: Font.Medium
                Accessible.ignored: true
            }
            Label {
                text: root.under
                width: parent.width
                color: Theme.colours.inkMuted
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
            Tag {
                text: qsTr("Postponed")
                visible: root.isPostponed
            }
        }
        Icon {
            id: open

            glyph: Icons.open
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            visible: root.caseId.length > 0
        }
    }
}
