// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtQuick.Templates as T
import Veldboek.Theme

T.ToolTip {
    id: root

    delay: 600
    x: parent ? Math.round((parent.width - root.implicitWidth) / 2) : 0
    y: parent ? parent.height + Theme.unit : 0
    implicitWidth: root.implicitContentWidth + root.leftPadding + root.rightPadding
    implicitHeight: root.implicitContentHeight + root.topPadding + root.bottomPadding
    margins: Theme.gap
    padding: Theme.gap

    contentItem: Label {
        text: root.text
        color: Theme.colours.page
        font.pixelSize: Theme.caption
        wrapMode: Text.NoWrap
    }
    background: Rectangle {
        color: Theme.colours.ink
        radius: Theme.unit
    }
}
