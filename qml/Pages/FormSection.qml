// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Controls
import Veldboek.Theme

// A question of a form and its answers.
Column {
    id: root

    required property string text
    property string error
    default property alias content: slot.data

    spacing: Theme.gap

    Label {
        text: root.text
        width: root.width
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: root.text
    }
    Column {
        id: slot

        width: root.width
        spacing: Theme.inset
    }
    ErrorLine {
        text: root.error
        width: root.width
    }
}
