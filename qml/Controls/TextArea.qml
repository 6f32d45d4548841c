// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtQuick.Templates as T
import Veldboek.Theme

// Several lines of text that grow with what is written; says how much room is left near the end.
Column {
    id: root

    required property string label
    property alias text: input.text
    property string hint
    property string error
    property int limit: 4000
    property int rows: 3
    property alias input: input
    readonly property int room: root.limit - input.length

    signal edited(string text)

    spacing: Theme.unit

    FieldLabel {
        text: root.label
        width: root.width
        visible: root.label.length > 0
        Accessible.ignored: true
    }
    T.TextArea {
        id: input

        // Set while the text comes from outside, so that only typing is reported.
        property bool isQuiet: true

        objectName: root.objectName.length > 0 ? root.objectName + "-input" : ""
        width: root.width
        implicitHeight: Math.max(Math.round(root.rows * Theme.body * 1.25) + input.topPadding + input.bottomPadding, input.contentHeight + input.topPadding + input.bottomPadding)
        leftPadding: Theme.inset
        rightPadding: Theme.inset
        topPadding: Theme.inset
        bottomPadding: Theme.inset
        color: Theme.colours.ink
        selectionColor: Theme.colours.accent
        selectedTextColor: Theme.colours.inkOnAccent
        placeholderTextColor: Theme.colours.inkMuted
        font.family: Theme.family
        font.pixelSize: Theme.body
        wrapMode: TextEdit.Wrap
        textFormat: TextEdit.PlainText
        selectByMouse: true
        Accessible.role: Accessible.EditableText
        Accessible.name: root.label
        Accessible.description: root.error
        Accessible.multiLine: true
        // Tab leaves the field: a form is walked through by keyboard.
        Keys.priority: Keys.BeforeItem
        Keys.onTabPressed: input.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
        Keys.onBacktabPressed: input.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
        onTextChanged: if (input.activeFocus)
            root.edited(input.text)

        Label {
            text: root.hint
            color: Theme.colours.inkMuted
            visible: input.length === 0 && input.preeditText.length === 0
            x: input.leftPadding
            y: input.topPadding
            width: input.width - input.leftPadding - input.rightPadding
            Accessible.ignored: true
        }

        background: Rectangle {
            radius: Theme.radius
            color: Theme.colours.surface
            border.width: input.activeFocus ? 2 : 1
            border.color: input.activeFocus ? Theme.colours.accent : root.error.length > 0 ? Theme.colours.attention : Theme.colours.lineStrong
        }
    }
    Label {
        text: qsTr("%n character(s) left", "shown when a text field is nearly full", Math.max(0, root.room))
        width: root.width
        horizontalAlignment: Text.AlignRight
        font.pixelSize: Theme.caption
        color: root.room < 0 ? Theme.colours.danger : Theme.colours.inkMuted
        visible: root.room < 200
    }
    ErrorLine {
        text: root.error
        width: root.width
    }
}
