// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Theme

// What one must know before one goes to the door. From level three up the whole band is red; below,
// a red edge on a pale ground. The level is always in words too.
Rectangle {
    id: root

    required property int level
    required property string levelLabel
    required property string kind
    required property string advice
    required property string provenance
    property string withdrawalBy
    property bool isOverdue: false
    property int indent: Theme.margin
    /// Little height: where it comes from is cut to one line. The time line has it in full.
    property bool isTight: false
    readonly property bool isSolid: root.level >= 3
    readonly property color words: root.isSolid ? Theme.colours.inkOnDanger : Theme.colours.inkOnDangerSoft

    implicitHeight: column.implicitHeight + 2 * Theme.inset
    color: root.isSolid ? Theme.colours.dangerGround : Theme.colours.dangerSoft
    Accessible.role: Accessible.AlertMessage
    Accessible.name: qsTr("Safety: %1. %2. %3. %4").arg(root.levelLabel).arg(root.kind).arg(root.advice).arg(root.provenance)

    Rectangle {
        width: Theme.unit
        height: parent.height
        color: Theme.colours.danger
        visible: !root.isSolid
    }
    Icon {
        id: icon

        glyph: Icons.warning
        color: root.words
        font.pixelSize: Theme.iconSize + 2
        x: root.indent
        y: Theme.inset + 1
    }
    Column {
        id: column

        anchors.left: icon.right
        anchors.leftMargin: Theme.inset
        anchors.right: parent.right
        anchors.rightMargin: root.indent
        y: Theme.inset
        spacing: 2

        Label {
            text: root.levelLabel + " · " + root.kind
            width: parent.width
            color: root.words
            font.weight: Font.Bold
            Accessible.ignored: true
        }
        Label {
            text: root.advice
            width: parent.width
            color: root.words
            visible: root.advice.length > 0
            Accessible.ignored: true
        }
        Label {
            text: root.provenance
            width: parent.width
            color: root.words
            font.pixelSize: Theme.caption
            wrapMode: root.isTight ? Text.NoWrap : Text.Wrap
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Label {
            text: qsTr("%1 withdrew this without having seen this level. It stays in force.").arg(root.withdrawalBy)
            width: parent.width
            color: root.words
            visible: root.withdrawalBy.length > 0
            font.pixelSize: Theme.caption
            font.weight: Font.DemiBold
        }
        Label {
            text: qsTr("The review date has passed. The warning stays in force.")
            width: parent.width
            color: root.words
            visible: root.isOverdue
            font.pixelSize: Theme.caption
            font.weight: Font.DemiBold
        }
    }
}
