// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Controls
import Veldboek.Theme

// One of the three texts of a contact under its own word, so that what was seen, what was told and
// what somebody makes of it never run together.
Column {
    id: root

    required property string label
    required property string text

    visible: root.text.length > 0
    spacing: 0

    Label {
        text: root.label
        width: root.width
        color: Theme.colours.inkMuted
        font.pixelSize: Theme.caption
    }
    Label {
        text: root.text
        width: root.width
    }
}
