// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Theme

// The ring around what the keyboard has: two pixels of accent, two of air.
Rectangle {
    id: root

    required property bool isShown
    property int gap: 2

    anchors.fill: parent
    anchors.margins: -root.gap - root.border.width
    radius: Theme.radius + root.gap + root.border.width
    color: "transparent"
    border.color: Theme.colours.accent
    border.width: 2
    visible: root.isShown
}
