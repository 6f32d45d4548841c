// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Theme

// A number with a glyph: unread, unsent, to be looked at. Gone when there is nothing to count.
Item {
    id: root

    required property int count
    required property string glyph
    property color tone: Theme.colours.inkMuted
    property bool isStrong: false

    visible: root.count > 0
    implicitWidth: row.implicitWidth
    implicitHeight: row.implicitHeight
    Accessible.ignored: true

    Row {
        id: row

        spacing: 2

        Icon {
            glyph: root.glyph
            color: root.tone
            font.pixelSize: Theme.small
            anchors.verticalCenter: parent.verticalCenter
        }
        Label {
            text: root.count
            color: root.tone
            font.pixelSize: Theme.small
            font.weight: root.isStrong ? Font.DemiBold : Font.Medium
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
