// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Controls
import Veldboek.Theme

// The places of the app along the bottom, under the thumb; the plus in the middle.
Rectangle {
    id: root

    required property int section
    required property int attention
    readonly property real place: Math.min(root.width / 5, 120)

    signal picked(int section)
    signal contactPressed

    implicitHeight: 64
    color: Theme.colours.surface
    Accessible.role: Accessible.PageTabList

    Hairline {
        width: parent.width
    }
    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.verticalCenter: parent.verticalCenter

        NavButton {
            objectName: "navToday"
            width: root.place
            glyph: Icons.today
            text: qsTr("Today")
            isHere: root.section === Shell.Today
            onClicked: root.picked(Shell.Today)
        }
        NavButton {
            objectName: "navCases"
            width: root.place
            glyph: Icons.cases
            text: qsTr("Cases")
            isHere: root.section === Shell.Cases || root.section === Shell.Search
            onClicked: root.picked(Shell.Cases)
        }
        Item {
            width: root.place
            height: 56

            AddButton {
                objectName: "navContact"
                anchors.centerIn: parent
                onClicked: root.contactPressed()
            }
        }
        NavButton {
            objectName: "navAttention"
            width: root.place
            glyph: Icons.attention
            text: qsTr("Attention")
            count: root.attention
            isHere: root.section === Shell.Attention
            onClicked: root.picked(Shell.Attention)
        }
        NavButton {
            objectName: "navMore"
            width: root.place
            glyph: Icons.more
            text: qsTr("More")
            isHere: root.section === Shell.More
            onClicked: root.picked(Shell.More)
        }
    }
}
