// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Theme

// The quick contact log: kind, outcome, save. Everything else may wait and keeps itself meanwhile.
// In the short form for an attempt the outcome comes first and brings its usual kind along.
Sheet {
    id: root

    required property ContactEditor contact
    required property CodeListsView codes
    property bool isAttempt: false
    property bool showsDetails: false
    readonly property bool isSaving: root.contact.state === Kinds.Form.Saving
    readonly property string whenText: root.contact.daysAgo === 0 && root.contact.time.length === 0 ? qsTr("Now") : root.contact.time
    readonly property string keptText: root.contact.kept.length > 0 ? qsTr("Draft kept %1").arg(root.contact.kept) : ""

    objectName: "contactSheet"
    title: root.isAttempt ? qsTr("No luck") : qsTr("Contact")
    subtitle: root.contact.caseName
    onAboutToHide: root.contact.leave()

    FormSection {
        width: parent.width
        text: qsTr("What kind of contact?")
        visible: !root.isAttempt || root.contact.kind.length > 0

        ChipChoice {
            objectName: "contactKinds"
            width: parent.width
            name: qsTr("Kind of contact")
            brief: root.isNarrow ? 5 : 0
            model: root.codes.contactKinds
            chosen: root.contact.kind
            onPicked: code => root.contact.kind = code
        }
    }
    FormSection {
        width: parent.width
        text: qsTr("How did it go?")
        visible: !root.isAttempt

        ChipChoice {
            objectName: "encounters"
            width: parent.width
            name: qsTr("Outcome")
            model: root.codes.encounters
            chosen: root.contact.outcome
            onPicked: code => root.contact.outcome = code
        }
    }
    FormSection {
        width: parent.width
        text: root.isAttempt ? qsTr("What happened?") : qsTr("Or: no luck")

        ChipChoice {
            objectName: "attempts"
            width: parent.width
            name: qsTr("Attempt")
            brief: root.isNarrow && !root.isAttempt ? 4 : 0
            model: root.codes.attempts
            chosen: root.contact.outcome
            onPicked: code => root.contact.chooseOutcome(code)
        }
    }
    Hairline {
        width: parent.width
    }
    TextArea {
        objectName: "observed"
        width: parent.width
        label: qsTr("What did you see?")
        hint: qsTr("May wait")
        limit: root.codes.limit("waargenomen")
        text: root.contact.observed
        onEdited: text => root.contact.observed = text
    }
    TextArea {
        objectName: "stated"
        width: parent.width
        label: qsTr("What did they tell you?")
        limit: root.codes.limit("verklaard")
        text: root.contact.stated
        onEdited: text => root.contact.stated = text
    }
    TextField {
        objectName: "statedBy"
        width: parent.width
        label: qsTr("Who told you?")
        visible: root.contact.stated.length > 0
        text: root.contact.statedBy
        onEdited: text => root.contact.statedBy = text
    }
    TextArea {
        objectName: "interpretation"
        width: parent.width
        label: qsTr("What do you make of it?")
        hint: qsTr("Your own thought, kept apart from what you saw")
        limit: root.codes.limit("duiding")
        rows: 2
        text: root.contact.interpretation
        onEdited: text => root.contact.interpretation = text
    }
    Button {
        objectName: "contactDetails"
        kind: Button.Quiet
        glyph: root.showsDetails ? Icons.fold : Icons.unfold
        text: root.showsDetails ? qsTr("Fewer details") : qsTr("When, where, who may read this")
        onClicked: root.showsDetails = !root.showsDetails
    }
    FormSection {
        width: parent.width
        text: qsTr("When?")
        visible: root.showsDetails
        error: root.contact.isTimeValid ? "" : qsTr("Write the time as 14:30")

        Flow {
            width: parent.width
            spacing: Theme.gap

            Chip {
                objectName: "whenToday"
                text: qsTr("Today")
                highlighted: root.contact.daysAgo === 0
                onClicked: root.contact.daysAgo = 0
            }
            Chip {
                objectName: "whenYesterday"
                text: qsTr("Yesterday")
                highlighted: root.contact.daysAgo === 1
                onClicked: root.contact.daysAgo = 1
            }
            Chip {
                objectName: "whenEarlier"
                text: qsTr("The day before")
                highlighted: root.contact.daysAgo === 2
                onClicked: root.contact.daysAgo = 2
            }
        }
        TextField {
            objectName: "time"
            width: Math.min(parent.width, 200)
            label: qsTr("Time")
            hint: root.contact.daysAgo === 0 ? qsTr("now") : "14:30"
            inputMethodHints: Qt.ImhTime
            text: root.contact.time
            onEdited: text => root.contact.time = text
        }
    }
    FormSection {
        width: parent.width
        text: qsTr("Where?")
        visible: root.showsDetails

        ChipChoice {
            objectName: "places"
            width: parent.width
            name: qsTr("Place")
            model: root.codes.places
            chosen: root.contact.place
            onPicked: code => root.contact.place = root.contact.place === code ? "" : code
        }
    }
    FormSection {
        width: parent.width
        text: qsTr("Which areas of life?")
        visible: root.showsDetails

        ChipChoice {
            objectName: "contactAreas"
            width: parent.width
            name: qsTr("Areas of life")
            isOne: false
            model: root.codes.leefgebieden
            chosenMany: root.contact.areas
            onPicked: code => root.contact.toggleArea(code)
        }
    }
    FormSection {
        width: parent.width
        text: qsTr("Who may read your text?")
        visible: root.showsDetails

        ChipChoice {
            objectName: "audiences"
            width: parent.width
            name: qsTr("Audience")
            model: root.codes.audiences
            chosen: root.contact.audience.length > 0 ? root.contact.audience : root.codes.defaultAudience
            onPicked: code => root.contact.audience = code
        }
        Label {
            text: qsTr("That there was a contact, its kind and its outcome are visible to the whole case team.")
            width: parent.width
            color: Theme.colours.inkMuted
            font.pixelSize: Theme.small
        }
    }
    TextField {
        objectName: "followUp"
        width: parent.width
        label: qsTr("What comes next?")
        visible: root.showsDetails
        maximumLength: root.codes.limit("vervolg")
        text: root.contact.followUp
        onEdited: text => root.contact.followUp = text
    }

    footer: [
        ErrorPanel {
            width: parent ? parent.width : 0
            text: Sentences.failure(root.contact.failure, root.contact.failureLimit)
        },
        Item {
            width: parent ? parent.width : 0
            implicitHeight: save.height

            Label {
                text: root.keptText
                width: parent.width - save.width - Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.colours.inkMuted
                font.pixelSize: Theme.small
                elide: Text.ElideRight
                maximumLineCount: 2
                visible: root.keptText.length > 0
            }
            Button {
                id: save

                objectName: "saveContact"
                kind: Button.Primary
                glyph: Icons.accepted
                text: root.isSaving ? qsTr("Saving…") : qsTr("Save")
                enabled: root.contact.isComplete && !root.isSaving
                anchors.right: parent.right
                width: root.keptText.length > 0 ? implicitWidth : parent.width
                onClicked: root.contact.save()
            }
        }
    ]

    Shortcut {
        sequences: ["Ctrl+Return", "Ctrl+Enter"]
        enabled: root.opened && save.enabled
        onActivated: root.contact.save()
    }
    Connections {
        target: root.contact
        function onSaved(): void {
            root.close();
        }
    }
}
