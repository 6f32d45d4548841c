// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Theme

// The name of a part of a page, with how many there are; at its right what one can do with it.
Item {
    id: root

    required property string text
    property int count: -1
    property alias trailing: slot.data

    implicitHeight: Math.max(Theme.target, label.implicitHeight + Theme.gap)
    implicitWidth: label.implicitWidth + slot.implicitWidth + Theme.gap
    Accessible.role: Accessible.Heading
    Accessible.name: root.text

    Label {
        id: label

        text: root.count >= 0 ? root.text + "  " + root.count : root.text
        anchors.left: parent.left
        anchors.right: slot.left
        anchors.rightMargin: Theme.gap
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.unit + 2
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
        color: Theme.colours.inkMuted
        elide: Text.ElideRight
        maximumLineCount: 2
        Accessible.ignored: true
    }
    Row {
        id: slot

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        spacing: Theme.gap
    }
}
