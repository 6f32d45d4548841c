pragma ComponentBehavior: Bound

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtQuick.Templates as T
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Theme

// The time line under the head of the file.
ListView {
    id: root

    required property CaseFileView file
    property bool showsNumber: false
    property string unfolded
    property real formerMargin: 0
    // The row that was last brought to the upper edge (-1: the head), and how far past its own edge.
    property int placeRow: -1
    property real placeOffset: 0
    property bool isTurning: false

    signal conflictPressed

    objectName: "timeline"
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    keyNavigationEnabled: true
    currentIndex: -1
    cacheBuffer: 400
    model: root.file.timeline
    topMargin: head.height
    bottomMargin: Theme.wideMargin
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Time line")
    Keys.onReturnPressed: root.toggleCurrent()
    Keys.onEnterPressed: root.toggleCurrent()
    Keys.onSpacePressed: root.toggleCurrent()
    onActiveFocusChanged: if (root.activeFocus && root.currentIndex < 0)
        root.currentIndex = 0

    onTopMarginChanged: {
        // The head has grown or shrunk: who was at the top stays there.
        if (root.contentY <= root.originY - root.formerMargin + 1)
            root.toTop();
        root.formerMargin = root.topMargin;
    }

    onContentYChanged: if (!root.isTurning)
        root.rememberPlace()
    onWidthChanged: root.turn()
    onHeightChanged: root.turn()

    function toTop(): void {
        root.contentY = root.originY - root.topMargin;
    }
    function rememberPlace(): void {
        root.placeRow = root.indexAt(root.width / 2, root.contentY);
        const row = root.itemAtIndex(root.placeRow);
        root.placeOffset = root.contentY - (row ? row.y : root.originY - root.topMargin);
    }
    function turn(): void {
        root.isTurning = true;
        soon.restart();
        settled.restart();
    }
    // A view of another size wraps its rows otherwise; who was at the top stays there.
    function restorePlace(): void {
        root.forceLayout();
        if (root.placeRow >= 0)
            root.positionViewAtIndex(root.placeRow, ListView.Beginning);
        const row = root.itemAtIndex(root.placeRow);
        root.contentY = (row ? row.y : root.originY - root.topMargin) + root.placeOffset;
        root.returnToBounds();
    }

    Timer {
        id: opened

        interval: 0
        onTriggered: root.toTop()
    }
    Timer {
        id: soon

        interval: 0
        onTriggered: root.restorePlace()
    }
    Timer {
        id: settled

        // Rows take their new height in the next frames.
        interval: 100
        onTriggered: {
            root.restorePlace();
            root.isTurning = false;
        }
    }
    function toggleCurrent(): void {
        const row = root.currentItem as TimelineRow;
        if (row)
            root.toggle(row.record);
    }
    function toggle(record: string): void {
        root.unfolded = root.unfolded === record ? "" : record;
    }

    T.ScrollBar.vertical: ScrollBar {
    }

    Connections {
        target: root.file
        function onCaseIdChanged(): void {
            root.currentIndex = -1;
            root.unfolded = "";
            opened.restart();
        }
    }

    // Not ListView.header: Qt 6.4 cannot make one of a bound component. It lies above the first row,
    // in the room of the top margin.
    Column {
        id: head

        parent: root.contentItem
        width: root.width
        y: root.originY - height

        HeaderFacts {
            width: parent.width
            file: root.file
            showsNumber: root.showsNumber
            onConflictPressed: root.conflictPressed()
        }
        Item {
            width: parent.width
            height: Math.max(heading.height, only.height)

            SectionHeader {
                id: heading

                x: Theme.margin
                width: parent.width - 2 * Theme.margin - only.width - Theme.gap
                text: root.file.unread > 0 && root.file.lastLooked.length > 0 ? qsTr("New since %1 (%n)", "", root.file.unread).arg(root.file.lastLooked) : qsTr("What happened")
            }
            Chip {
                id: only

                objectName: "onlyContacts"
                text: qsTr("Contacts only")
                isOne: false
                highlighted: root.file.onlyContacts
                anchors.right: parent.right
                anchors.rightMargin: Theme.margin
                onClicked: root.file.onlyContacts = !root.file.onlyContacts
            }
        }
        Item {
            width: 1
            height: Theme.gap
        }
        Hairline {
            width: parent.width
        }
        LoadingState {
            width: parent.width
            visible: !root.file.timeline.isLoaded
        }
        EmptyState {
            width: parent.width
            visible: root.file.timeline.isLoaded && root.count === 0
            glyph: Icons.contact
            title: qsTr("Nothing has been written yet")
            explanation: qsTr("The first contact starts the story.")
        }
    }
    delegate: TimelineRow {
        id: row

        required property int index

        objectName: "entry-" + row.index
        width: root.width
        focusPolicy: Qt.NoFocus
        isCurrent: root.activeFocus && root.currentIndex === row.index
        isUnfolded: root.unfolded === row.record
        onUnfolded: record => root.toggle(record)
    }
}
