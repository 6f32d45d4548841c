// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtQuick.Templates as T
import Veldboek.Theme

// One line of text under its label; an error says below what is wrong.
Column {
    id: root

    required property string label
    property alias text: input.text
    property string hint
    property string error
    property alias maximumLength: input.maximumLength
    property alias inputMethodHints: input.inputMethodHints
    property alias input: input

    signal edited(string text)

    spacing: Theme.unit

    FieldLabel {
        text: root.label
        width: root.width
        visible: root.label.length > 0
        Accessible.ignored: true
    }
    T.TextField {
        id: input

        objectName: root.objectName.length > 0 ? root.objectName + "-input" : ""
        width: root.width
        implicitHeight: Math.max(Theme.target, input.contentHeight + input.topPadding + input.bottomPadding)
        leftPadding: Theme.inset
        rightPadding: Theme.inset
        topPadding: Theme.gap
        bottomPadding: Theme.gap
        color: Theme.colours.ink
        selectionColor: Theme.colours.accent
        selectedTextColor: Theme.colours.inkOnAccent
        placeholderTextColor: Theme.colours.inkMuted
        font.family: Theme.family
        font.pixelSize: Theme.body
        verticalAlignment: TextInput.AlignVCenter
        selectByMouse: true
        Accessible.role: Accessible.EditableText
        Accessible.name: root.label
        Accessible.description: root.error
        onTextEdited: root.edited(input.text)

        Label {
            text: root.hint
            color: Theme.colours.inkMuted
            visible: input.length === 0 && input.preeditText.length === 0
            anchors.verticalCenter: parent.verticalCenter
            x: input.leftPadding
            width: input.width - input.leftPadding - input.rightPadding
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        background: Rectangle {
            radius: Theme.radius
            color: Theme.colours.surface
            border.width: input.activeFocus ? 2 : 1
            border.color: input.activeFocus ? Theme.colours.accent : root.error.length > 0 ? Theme.colours.attention : Theme.colours.lineStrong
        }
    }
    ErrorLine {
        text: root.error
        width: root.width
    }
}
