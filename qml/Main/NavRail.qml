// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Controls
import Veldboek.Theme

// The same places along the side, where there is room.
Rectangle {
    id: root

    required property int section
    required property int attention

    signal picked(int section)
    signal contactPressed

    color: Theme.colours.surface
    Accessible.role: Accessible.PageTabList

    Column {
        width: parent.width
        y: Theme.inset
        spacing: Theme.gap

        AddButton {
            objectName: "railContact"
            anchors.horizontalCenter: parent.horizontalCenter
            onClicked: root.contactPressed()
        }
        Item {
            width: 1
            height: Theme.unit
        }
        NavButton {
            objectName: "railToday"
            width: parent.width
            glyph: Icons.today
            text: qsTr("Today")
            isHere: root.section === Shell.Today
            onClicked: root.picked(Shell.Today)
        }
        NavButton {
            objectName: "railCases"
            width: parent.width
            glyph: Icons.cases
            text: qsTr("Cases")
            isHere: root.section === Shell.Cases || root.section === Shell.Search
            onClicked: root.picked(Shell.Cases)
        }
        NavButton {
            objectName: "railAttention"
            width: parent.width
            glyph: Icons.attention
            text: qsTr("Attention")
            count: root.attention
            isHere: root.section === Shell.Attention
            onClicked: root.picked(Shell.Attention)
        }
        NavButton {
            objectName: "railMore"
            width: parent.width
            glyph: Icons.more
            text: qsTr("More")
            isHere: root.section === Shell.More
            onClicked: root.picked(Shell.More)
        }
    }
    Rectangle {
        anchors.right: parent.right
        width: Theme.hairline
        height: parent.height
        color: Theme.colours.line
    }
}
