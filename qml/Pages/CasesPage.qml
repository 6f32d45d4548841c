pragma ComponentBehavior: Bound

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtQuick.Templates as T
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Theme

// All cases of this device, narrowed by a name and a filter; from here one searches in all files.
Item {
    id: root

    required property CaseListView cases
    required property SyncView sync
    property string openCaseId
    /// The list was opened to choose the case of a contact.
    property bool isChoosing: false
    readonly property bool isNarrowed: root.cases.query.length > 0 || root.cases.filter !== Kinds.CaseFilter.All

    signal statusPressed
    signal caseChosen(string caseId)
    signal searchRequested(string text)
    signal choosingCancelled

    objectName: "casesPage"

    function focusSearch(): void {
        search.forceActiveFocus(Qt.ShortcutFocusReason);
        search.selectAll();
    }

    PageHeader {
        id: header

        text: root.isChoosing ? qsTr("Contact: which case?") : qsTr("Cases")
        sync: root.sync
        onStatusPressed: root.statusPressed()
    }
    SearchField {
        id: search

        objectName: "caseSearch"
        name: qsTr("Search a case by name")
        hint: qsTr("Name or number")
        anchors.top: header.bottom
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        text: root.cases.query
        onSearched: text => root.cases.query = text
        Keys.onDownPressed: list.forceActiveFocus(Qt.TabFocusReason)
        Keys.onReturnPressed: root.cases.query.length > 1 ? root.searchRequested(root.cases.query) : undefined
    }
    Flickable {
        id: filters

        anchors.top: search.bottom
        width: parent.width
        height: Theme.target + Theme.margin
        contentWidth: chips.width + 2 * Theme.margin
        flickableDirection: Flickable.HorizontalFlick
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Row {
            id: chips

            x: Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gap

            FilterChip {
                text: qsTr("All")
                filter: Kinds.CaseFilter.All
            }
            FilterChip {
                text: qsTr("New")
                filter: Kinds.CaseFilter.Unread
            }
            FilterChip {
                text: qsTr("Not sent")
                filter: Kinds.CaseFilter.Unsent
            }
            FilterChip {
                text: qsTr("Attention")
                filter: Kinds.CaseFilter.NeedsAttention
            }
        }
    }
    Hairline {
        id: line

        anchors.top: filters.bottom
        width: parent.width
    }
    LoadingState {
        anchors.top: line.bottom
        width: parent.width
        visible: !root.cases.rows.isLoaded
    }
    ListView {
        id: list

        objectName: "caseList"
        anchors.top: line.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        keyNavigationEnabled: true
        currentIndex: -1
        model: root.cases.rows
        visible: root.cases.rows.isLoaded
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Cases")
        Keys.onReturnPressed: list.choose()
        Keys.onEnterPressed: list.choose()
        Keys.onSpacePressed: list.choose()
        onActiveFocusChanged: if (list.activeFocus && list.currentIndex < 0)
            list.currentIndex = 0

        function choose(): void {
            const row = list.currentItem as CaseRow;
            if (row)
                root.caseChosen(row.caseId);
        }

        T.ScrollBar.vertical: ScrollBar {
        }

        delegate: CaseRow {
            id: row

            required property int index

            objectName: "case-" + row.index
            width: list.width
            isSelected: row.caseId === root.openCaseId
            isCurrent: list.activeFocus && list.currentIndex === row.index
            focusPolicy: Qt.NoFocus
            onClicked: root.caseChosen(row.caseId)
        }
        bottomMargin: deeper.height + 2 * Theme.gap

        Button {
            id: deeper

            objectName: "searchEverywhere"
            parent: list.contentItem
            kind: Button.Quiet
            glyph: Icons.search
            x: Theme.unit
            y: list.originY + list.contentHeight + Theme.gap
            width: Math.min(implicitWidth, list.width - 2 * Theme.unit)
            text: qsTr("Search “%1” in all files").arg(root.cases.query)
            visible: root.cases.query.length > 1
            onClicked: root.searchRequested(root.cases.query)
        }
    }
    EmptyState {
        anchors.centerIn: list
        width: parent.width
        visible: root.cases.rows.isLoaded && root.cases.rows.count === 0
        glyph: root.isNarrowed ? Icons.search : Icons.cases
        title: root.isNarrowed ? qsTr("No case fits") : qsTr("No cases on this device yet")
        explanation: root.isNarrowed ? qsTr("Try part of the name, or another filter.") : qsTr("Cases appear here after the office has assigned them to you and this device has synced.")
    }

    component FilterChip: Chip {
        id: chip

        required property int filter

        objectName: "filter-" + chip.filter
        // All four side by side on the narrowest phone.
        leftPadding: Theme.gap
        rightPadding: Theme.gap
        highlighted: root.cases.filter === chip.filter
        onClicked: root.cases.filter = chip.filter
    }
}
