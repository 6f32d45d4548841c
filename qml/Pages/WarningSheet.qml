// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Theme

// Raising a safety warning: what, how grave, save.
Sheet {
    id: root

    required property WarningEditor warning
    required property CodeListsView codes
    readonly property bool isSaving: root.warning.state === Kinds.Form.Saving

    objectName: "warningSheet"
    title: qsTr("Safety warning")
    subtitle: root.warning.caseName

    FormSection {
        width: parent.width
        text: qsTr("What is dangerous?")

        ChipChoice {
            objectName: "warningKinds"
            width: parent.width
            name: qsTr("Kind of danger")
            model: root.codes.warningKinds
            chosen: root.warning.kind
            onPicked: code => root.warning.kind = code
        }
    }
    FormSection {
        width: parent.width
        text: qsTr("How grave?")

        ChipChoice {
            objectName: "warningLevels"
            width: parent.width
            name: qsTr("Level")
            model: root.codes.warningLevels
            chosen: root.warning.level
            onPicked: code => root.warning.level = code
        }
    }
    TextArea {
        objectName: "advice"
        width: parent.width
        label: qsTr("What should a colleague do?")
        hint: qsTr("May wait")
        rows: 2
        limit: root.codes.limit("advies")
        text: root.warning.advice
        onEdited: text => root.warning.advice = text
    }
    Label {
        text: qsTr("The whole case team sees this, under your name, as your own observation. It is to be reviewed in six months and goes out before everything else.")
        width: parent.width
        color: Theme.colours.inkMuted
        font.pixelSize: Theme.small
    }

    footer: [
        ErrorPanel {
            width: parent ? parent.width : 0
            text: Sentences.failure(root.warning.failure, root.warning.failureLimit)
        },
        Button {
            objectName: "saveWarning"
            kind: Button.Danger
            glyph: Icons.warning
            text: root.isSaving ? qsTr("Saving…") : qsTr("Save")
            enabled: root.warning.isComplete && !root.isSaving
            width: parent ? parent.width : 0
            onClicked: root.warning.save()
        }
    ]

    Connections {
        target: root.warning
        function onSaved(): void {
            root.close();
        }
    }
}
