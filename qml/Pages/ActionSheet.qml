pragma ComponentBehavior: Bound

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Theme

// What became of an action: done, taken up, cannot do; with proof or a reason where one is due.
Sheet {
    id: root

    required property ActionEditor action
    required property CodeListsView codes
    readonly property bool isSaving: root.action.state === Kinds.Form.Saving

    objectName: "actionSheet"
    title: qsTr("Action")
    subtitle: root.action.caseName

    Label {
        text: root.action.content
        width: parent.width
        font.pixelSize: Theme.title
    }
    Column {
        width: parent.width

        Fact {
            width: parent.width
            label: qsTr("Who")
            text: root.action.owner
        }
        Fact {
            width: parent.width
            label: qsTr("By when")
            text: root.action.due
        }
        Fact {
            width: parent.width
            label: qsTr("Stands at")
            text: root.action.status
        }
    }
    Flow {
        width: parent.width
        spacing: Theme.gap
        Accessible.role: Accessible.Grouping
        Accessible.name: qsTr("What became of it?")

        Repeater {
            model: root.action.steps
            delegate: Chip {
                id: step

                required property string code
                required property string label
                required property int intent

                objectName: "step-" + step.code
                text: Sentences.intent(step.intent, step.label)
                highlighted: root.action.chosen === step.code
                onClicked: root.action.chosen = step.code
            }
        }
    }
    TextArea {
        objectName: "proof"
        width: parent.width
        label: qsTr("How can one see that it is done?")
        hint: qsTr("For example: brought her at 14:10, the desk took over")
        rows: 2
        limit: root.codes.limit("bewijs")
        visible: root.action.needsProof
        text: root.action.proof
        onEdited: text => root.action.proof = text
    }
    TextArea {
        objectName: "actionReason"
        width: parent.width
        label: qsTr("Why?")
        rows: 2
        limit: root.codes.limit("reden")
        visible: root.action.needsReason
        text: root.action.reason
        onEdited: text => root.action.reason = text
    }

    footer: [
        ErrorPanel {
            width: parent ? parent.width : 0
            text: Sentences.failure(root.action.failure, root.action.failureLimit)
        },
        Button {
            objectName: "saveAction"
            kind: Button.Primary
            glyph: Icons.accepted
            text: root.isSaving ? qsTr("Saving…") : qsTr("Save")
            enabled: root.action.isComplete && !root.isSaving
            width: parent ? parent.width : 0
            onClicked: root.action.save()
        }
    ]

    Connections {
        target: root.action
        function onSaved(): void {
            root.close();
        }
    }
}
