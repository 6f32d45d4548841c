// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Controls
import Veldboek.Theme

// A person in the case: name, age, part, how much is known.
Item {
    id: root

    required property string name
    required property int age
    required property string roles
    required property int filled
    required property bool isMinor
    readonly property string nameAndAge: root.age >= 0 ? root.name + ", " + root.age : root.name

    implicitHeight: words.implicitHeight + 2 * Theme.inset
    Accessible.role: Accessible.ListItem
    Accessible.name: Words.spoken([root.nameAndAge, root.roles, areas.text])

    Icon {
        id: icon

        glyph: Icons.person
        x: Theme.margin
        y: Theme.inset + 1
    }
    Column {
        id: words

        anchors.left: icon.right
        anchors.leftMargin: Theme.inset
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        y: Theme.inset
        spacing: 2

        Label {
            text: root.nameAndAge
            width: parent.width
            font.weight: Font.Medium
            Accessible.ignored: true
        }
        Flow {
            width: parent.width
            spacing: Theme.gap

            Label {
                text: root.roles
                color: Theme.colours.inkMuted
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
            Tag {
                text: qsTr("Minor")
                visible: root.isMinor
            }
        }
        Label {
            id: areas

            text: qsTr("%1 of 11 areas of life filled").arg(root.filled)
            width: parent.width
            color: Theme.colours.inkMuted
            font.pixelSize: Theme.caption
            Accessible.ignored: true
        }
    }
    Hairline {
        anchors.left: words.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
    }
}
