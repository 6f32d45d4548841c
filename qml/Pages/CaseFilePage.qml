pragma ComponentBehavior: Bound

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Theme

// The case file: the warning above everything, then who and why, then what happened. Where there is
// room for a third pane the persons, areas and actions stand there, else behind the segments.
Item {
    id: root

    required property CaseFileView file
    required property SyncView sync
    property bool hasBack: false
    property bool hasContextPane: false
    property int segment: 0
    readonly property int shown: root.hasContextPane ? 0 : root.segment
    readonly property bool isGone: root.file.isLoaded && !root.file.isPresent

    signal backPressed
    signal statusPressed
    signal contactPressed
    signal attemptPressed
    signal warningPressed
    signal contextPressed(string area)
    signal actionChosen(string record)
    signal conflictPressed

    objectName: "caseFilePage"

    // Another case begins at its time line.
    Connections {
        target: root.file
        function onCaseIdChanged(): void {
            root.segment = 0;
        }
    }
    Item {
        id: header

        width: parent.width
        height: Math.max(Theme.header, titles.implicitHeight + Theme.gap)

        IconButton {
            id: back

            objectName: "back"
            glyph: Icons.back
            name: qsTr("Back to the list")
            visible: root.hasBack
            x: Theme.unit
            anchors.verticalCenter: parent.verticalCenter
            onClicked: root.backPressed()
        }
        Column {
            id: titles

            anchors.left: root.hasBack ? back.right : parent.left
            anchors.leftMargin: root.hasBack ? Theme.unit : Theme.margin
            anchors.right: tools.left
            anchors.verticalCenter: parent.verticalCenter

            Label {
                text: root.isGone ? qsTr("Case") : root.file.name
                width: parent.width
                font.pixelSize: root.hasBack && Theme.textScale > 1.3 ? Theme.body : Theme.title
                font.weight: Font.DemiBold
                elide: Text.ElideRight
                maximumLineCount: 2
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            Label {
                text: root.hasBack ? root.file.status : Words.line([root.file.status, root.file.number])
                width: parent.width
                visible: text.length > 0
                color: Theme.colours.inkMuted
                font.pixelSize: Theme.small
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }
        }
        Row {
            id: tools

            anchors.right: parent.right
            anchors.rightMargin: Theme.unit
            anchors.verticalCenter: parent.verticalCenter

            IconButton {
                objectName: "raiseWarning"
                glyph: Icons.shield
                name: qsTr("Raise a safety warning")
                tone: Theme.colours.danger
                visible: root.file.isPresent
                onClicked: root.warningPressed()
            }
            IconButton {
                objectName: "addContext"
                glyph: Icons.context
                name: qsTr("Add context")
                // A phone has it with the areas of life.
                visible: root.file.isPresent && !root.hasBack
                onClicked: root.contextPressed("")
            }
            StatusCorner {
                objectName: "caseStatusCorner"
                connection: root.sync.connection
                unsent: root.sync.unsent
                isSyncing: root.sync.isSyncing
                visible: root.hasBack
                onClicked: root.statusPressed()
            }
        }
    }
    WarningBands {
        id: bands

        anchors.top: header.bottom
        width: parent.width
        warnings: root.file.warnings
        isTight: root.height < 420 * Theme.textScale
    }
    Hairline {
        id: line

        anchors.top: bands.bottom
        width: parent.width
        visible: root.file.warnings.count === 0
    }
    SegmentBar {
        id: segments

        objectName: "segments"
        anchors.top: line.bottom
        width: parent.width
        height: visible ? implicitHeight : 0
        visible: !root.hasContextPane && root.file.isPresent
        names: [qsTr("Time line"), qsTr("Actions %1").arg(root.file.openActions), qsTr("Persons %1").arg(root.file.persons.count), qsTr("Areas of life %1/11").arg(root.file.filledAreas)]
        current: root.segment
        onPicked: index => root.segment = index
    }
    Item {
        id: parts

        anchors.top: segments.bottom
        anchors.bottom: bar.top
        width: parent.width
        visible: root.file.isPresent

        TimelinePart {
            anchors.fill: parent
            visible: root.shown === 0
            file: root.file
            showsNumber: root.hasBack
            onConflictPressed: root.conflictPressed()
        }
        ScrollArea {
            anchors.fill: parent
            visible: root.shown === 1
            contentHeight: actions.implicitHeight

            ActionsPart {
                id: actions

                width: parent.width
                actions: root.file.actions
                onActionChosen: record => root.actionChosen(record)
            }
        }
        ScrollArea {
            anchors.fill: parent
            visible: root.shown === 2
            contentHeight: persons.implicitHeight

            PersonsPart {
                id: persons

                width: parent.width
                persons: root.file.persons
            }
        }
        ScrollArea {
            anchors.fill: parent
            visible: root.shown === 3
            contentHeight: areas.y + areas.implicitHeight

            Button {
                id: addAnywhere

                objectName: "addContextAnywhere"
                kind: Button.Quiet
                glyph: Icons.add
                text: qsTr("Add context")
                x: Theme.margin - leftPadding
                y: Theme.unit
                visible: root.hasBack
                onClicked: root.contextPressed("")
            }
            AreasPart {
                id: areas

                y: root.hasBack ? addAnywhere.y + addAnywhere.height : 0
                width: parent.width
                file: root.file
                onContextPressed: area => root.contextPressed(area)
            }
        }
    }
    LoadingState {
        anchors.fill: parts
        visible: !root.file.isLoaded
    }
    EmptyState {
        anchors.fill: parts
        visible: root.isGone
        glyph: Icons.cases
        title: qsTr("This case is no longer on this device")
        explanation: qsTr("You are not in the case team any more, or the case was closed. What you had written was sent first.")
    }
    Rectangle {
        id: bar

        anchors.bottom: parent.bottom
        width: parent.width
        height: root.file.isPresent ? Math.max(contact.height, attempt.height) + 2 * Theme.inset : 0
        visible: root.file.isPresent
        color: Theme.colours.surface

        Hairline {
            width: parent.width
        }
        Button {
            id: attempt

            objectName: "attempt"
            text: qsTr("No luck")
            x: Theme.margin
            y: Theme.inset
            width: Math.min(implicitWidth, (parent.width - 2 * Theme.margin - Theme.gap) / 2)
            onClicked: root.attemptPressed()
        }
        Button {
            id: contact

            objectName: "contact"
            kind: Button.Primary
            glyph: Icons.add
            text: qsTr("Contact")
            anchors.left: attempt.right
            anchors.leftMargin: Theme.gap
            y: Theme.inset
            width: Math.min(parent.width - x - Theme.margin, 420)
            onClicked: root.contactPressed()
        }
    }
}
