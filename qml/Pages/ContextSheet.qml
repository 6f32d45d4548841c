// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls

// Adding a piece of context: what, to which area of life, from which source.
Sheet {
    id: root

    required property ContextEditor context
    required property CodeListsView codes
    readonly property bool isSaving: root.context.state === Kinds.Form.Saving

    objectName: "contextSheet"
    title: qsTr("Add context")
    subtitle: root.context.caseName

    TextField {
        objectName: "subject"
        width: parent.width
        label: qsTr("What is it about?")
        maximumLength: root.codes.limit("onderwerp")
        text: root.context.subject
        onEdited: text => root.context.subject = text
    }
    TextArea {
        objectName: "content"
        width: parent.width
        label: qsTr("What is known?")
        hint: qsTr("Only what colleagues need to know")
        limit: root.codes.limit("tekst")
        text: root.context.content
        onEdited: text => root.context.content = text
    }
    FormSection {
        width: parent.width
        text: qsTr("What kind?")

        ChipChoice {
            objectName: "contextKinds"
            width: parent.width
            name: qsTr("Kind of context")
            model: root.codes.contextKinds
            chosen: root.context.kind
            onPicked: code => root.context.kind = code
        }
    }
    FormSection {
        width: parent.width
        text: qsTr("Which areas of life?")

        ChipChoice {
            objectName: "contextAreas"
            width: parent.width
            name: qsTr("Areas of life")
            isOne: false
            model: root.codes.leefgebieden
            chosenMany: root.context.areas
            onPicked: code => root.context.toggleArea(code)
        }
    }
    FormSection {
        width: parent.width
        text: qsTr("How do you know?")

        ChipChoice {
            objectName: "sources"
            width: parent.width
            name: qsTr("Source")
            model: root.codes.sources
            chosen: root.context.source
            onPicked: code => root.context.source = code
        }
        TextField {
            objectName: "sourceName"
            width: parent.width
            label: qsTr("Name of the source")
            hint: qsTr("May stay empty")
            maximumLength: root.codes.limit("bron")
            text: root.context.sourceName
            onEdited: text => root.context.sourceName = text
        }
    }
    FormSection {
        width: parent.width
        text: qsTr("Who may read it?")

        ChipChoice {
            objectName: "contextAudiences"
            width: parent.width
            name: qsTr("Audience")
            model: root.codes.audiences
            chosen: root.context.audience.length > 0 ? root.context.audience : root.codes.defaultAudience
            onPicked: code => root.context.audience = code
        }
    }
    TextField {
        objectName: "validUntil"
        width: parent.width
        label: qsTr("Valid until (day-month-year)")
        hint: qsTr("May stay empty")
        error: root.context.isDateValid ? "" : qsTr("Write the date as 30-11-2026")
        text: root.context.validUntil
        onEdited: text => root.context.validUntil = text
    }

    footer: [
        ErrorPanel {
            width: parent ? parent.width : 0
            text: Sentences.failure(root.context.failure, root.context.failureLimit)
        },
        Button {
            objectName: "saveContext"
            kind: Button.Primary
            glyph: Icons.accepted
            text: root.isSaving ? qsTr("Saving…") : qsTr("Save")
            enabled: root.context.isComplete && !root.isSaving
            width: parent ? parent.width : 0
            onClicked: root.context.save()
        }
    ]

    Connections {
        target: root.context
        function onSaved(): void {
            root.close();
        }
    }
}
