pragma ComponentBehavior: Bound

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Theme

// Two versions: what it was, what each made of it, side by side as equals. A person decides and says
// why, or leaves it for later. Nothing is lost either way.
Item {
    id: root

    required property ConflictView conflict
    readonly property bool isStacked: root.width < 420 * Theme.roomScale
    /// Not about one field: the sides are what can be decided about two records.
    readonly property bool isFinding: root.conflict.meanwhile === Kinds.Meanwhile.RecordsStand
    readonly property bool isOther: root.conflict.choice === Kinds.Choice.Other
    readonly property bool isSaving: root.conflict.state === Kinds.Form.Saving
    readonly property bool isOver: root.conflict.isLoaded && !root.conflict.isOpen

    signal backPressed
    signal caseChosen(string caseId)

    objectName: "conflictPage"

    function consequence(choice: int): string {
        switch (choice) {
        case Kinds.Choice.One:
            if (root.isFinding)
                return qsTr("What happens: this is done and kept with your name and reason. Nothing is lost.");
            return qsTr("What happens: this one stays, the other one is kept in the history. Both writers are told.");
        case Kinds.Choice.Both:
            return qsTr("What happens: both stay side by side. Everybody sees that this was on purpose.");
        case Kinds.Choice.Other:
            return qsTr("What happens: yours replaces both. They are kept in the history. Both writers are told.");
        }
        return "";
    }

    Item {
        id: header

        width: parent.width
        height: Math.max(Theme.header, titles.implicitHeight + Theme.gap)

        IconButton {
            id: back

            objectName: "conflictBack"
            glyph: Icons.back
            name: qsTr("Back")
            x: Theme.unit
            anchors.verticalCenter: parent.verticalCenter
            onClicked: root.backPressed()
        }
        Column {
            id: titles

            anchors.left: back.right
            anchors.leftMargin: Theme.unit
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            anchors.verticalCenter: parent.verticalCenter

            Label {
                text: root.isFinding ? root.conflict.fieldLabel : root.conflict.fieldLabel.length > 0 ? qsTr("Two versions: %1").arg(root.conflict.fieldLabel) : qsTr("Two versions")
                width: parent.width
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                elide: Text.ElideRight
                maximumLineCount: 2
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            Label {
                text: root.isFinding ? root.conflict.openCaseName : Words.line([root.conflict.openCaseName, root.conflict.subject])
                width: parent.width
                color: Theme.colours.inkMuted
                font.pixelSize: Theme.small
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }
        }
        Hairline {
            width: parent.width
            anchors.bottom: parent.bottom
        }
    }
    LoadingState {
        anchors.top: header.bottom
        width: parent.width
        visible: !root.conflict.isLoaded
    }
    EmptyState {
        anchors.top: header.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.isOver
        glyph: Icons.done
        title: qsTr("This has been decided")
        explanation: qsTr("There is one version again. The other one is kept in the history.")
        buttonText: qsTr("Back")
        onPressed: root.backPressed()
    }
    ScrollArea {
        anchors.top: header.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.conflict.isLoaded && root.conflict.isOpen
        contentHeight: column.implicitHeight + 2 * Theme.margin

        Column {
            id: column

            x: Math.max(Theme.margin, Math.round((parent.width - width) / 2))
            y: Theme.margin
            width: Math.min(parent.width - 2 * Theme.margin, 640)
            spacing: Theme.margin

            Label {
                text: root.isFinding ? root.conflict.subject : root.conflict.hasBase ? qsTr("It was: %1 (%2, %3)").arg(root.conflict.base).arg(root.conflict.baseAuthor).arg(root.conflict.baseEntered) : qsTr("There was nothing before this.")
                width: parent.width
                color: Theme.colours.inkMuted
            }
            // Not a GridLayout: that of Qt 6.4 can touch an item that is gone.
            Grid {
                id: versions

                readonly property real cardWidth: root.isStacked ? width : Math.floor((width - spacing) / 2)

                width: parent.width
                columns: root.isStacked ? 1 : 2
                spacing: Theme.inset

                function tallest(): real {
                    let height = 0;
                    for (let i = 0; i < cards.count; ++i) {
                        const card = cards.itemAt(i) as ConflictValueCard;
                        height = Math.max(height, card ? card.implicitHeight : 0);
                    }
                    return height;
                }

                Repeater {
                    id: cards

                    model: root.conflict.sides
                    delegate: ConflictValueCard {
                        id: card

                        required property int index

                        objectName: "side-" + card.index
                        width: versions.cardWidth
                        height: root.isStacked ? implicitHeight : versions.tallest()
                        isChosen: root.conflict.side === card.index
                        enabled: root.conflict.mayDecide
                        onClicked: root.conflict.chooseSide(card.index)
                    }
                }
            }
            Label {
                text: Sentences.meanwhile(root.conflict.meanwhile)
                width: parent.width
                color: Theme.colours.inkMuted
                font.pixelSize: Theme.small
            }
            Label {
                text: qsTr("%1 decides this. You can look, and talk to them.").arg(root.conflict.decider)
                width: parent.width
                visible: !root.conflict.mayDecide
            }
            Flow {
                width: parent.width
                spacing: Theme.gap
                visible: root.conflict.mayDecide

                Chip {
                    objectName: "keepBoth"
                    text: qsTr("Both stay")
                    visible: root.conflict.mayKeepBoth
                    highlighted: root.conflict.choice === Kinds.Choice.Both
                    onClicked: root.conflict.chooseBoth()
                }
                Chip {
                    objectName: "chooseOther"
                    text: qsTr("Something else")
                    visible: root.conflict.otherInput !== Kinds.ValueInput.None
                    highlighted: root.isOther
                    onClicked: root.conflict.chooseOther()
                }
            }
            ChipChoice {
                width: parent.width
                name: qsTr("Something else")
                visible: root.isOther && root.conflict.otherInput === Kinds.ValueInput.Code
                model: visible ? root.conflict.otherChoices : null
                chosen: root.conflict.other
                onPicked: code => root.conflict.other = code
            }
            TextField {
                objectName: "otherValue"
                width: parent.width
                label: root.conflict.otherInput === Kinds.ValueInput.Day ? qsTr("Date (day-month-year)") : qsTr("Something else")
                visible: root.isOther && root.conflict.otherInput !== Kinds.ValueInput.Code
                text: root.conflict.other
                onEdited: text => root.conflict.other = text
            }
            TextArea {
                objectName: "reason"
                width: parent.width
                label: qsTr("Why?")
                hint: qsTr("One sentence for your colleagues")
                rows: 2
                limit: 300
                visible: root.conflict.mayDecide
                text: root.conflict.reason
                onEdited: text => root.conflict.reason = text
            }
            Label {
                text: root.consequence(root.conflict.choice)
                width: parent.width
                visible: text.length > 0
                font.pixelSize: Theme.small
            }
            ErrorPanel {
                width: parent.width
                text: Sentences.failure(root.conflict.failure, root.conflict.failureLimit)
            }
            Flow {
                width: parent.width
                spacing: Theme.gap

                Button {
                    objectName: "decide"
                    kind: Button.Primary
                    text: qsTr("Decide")
                    visible: root.conflict.mayDecide
                    enabled: root.conflict.isComplete && !root.isSaving
                    onClicked: root.conflict.decide()
                }
                Button {
                    objectName: "later"
                    text: qsTr("Later")
                    enabled: !root.isSaving
                    onClicked: root.conflict.postpone()
                }
                Button {
                    objectName: "openCaseOfConflict"
                    kind: Button.Quiet
                    text: qsTr("Open the case")
                    onClicked: root.caseChosen(root.conflict.openCaseId)
                }
            }
        }
    }
}
