// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtQuick.Templates as T
import Veldboek.Theme

// A row that one can press, with a hairline below. What it shows is the page's own.
T.AbstractButton {
    id: root

    property bool isSelected: false
    property bool isCurrent: false
    property bool hasLine: true
    property int indent: Theme.margin

    implicitWidth: root.implicitContentWidth + root.leftPadding + root.rightPadding
    implicitHeight: Math.max(56, root.implicitContentHeight + root.topPadding + root.bottomPadding)
    leftPadding: root.indent
    rightPadding: root.indent
    topPadding: Theme.inset
    bottomPadding: Theme.inset
    Accessible.role: Accessible.ListItem
    Accessible.name: root.text
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        color: root.isSelected ? Theme.colours.accentSoft : "transparent"

        Rectangle {
            anchors.fill: parent
            color: Theme.colours.ink
            opacity: root.down ? 0.08 : root.hovered && root.enabled ? 0.04 : 0
        }
        Rectangle {
            width: 3
            height: parent.height
            color: Theme.colours.accent
            visible: root.isSelected
        }
        Hairline {
            anchors.left: parent.left
            anchors.leftMargin: root.indent
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            visible: root.hasLine
        }
        Rectangle {
            anchors.fill: parent
            anchors.margins: 2
            radius: Theme.radius - 2
            color: "transparent"
            border.color: Theme.colours.accent
            border.width: 2
            visible: root.visualFocus || root.isCurrent
        }
    }
}
