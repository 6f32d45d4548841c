pragma ComponentBehavior: Bound

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtQuick.Templates as T
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Theme

// Full text over every file that the worker may read.
Item {
    id: root

    required property SearchView search
    readonly property bool isEmpty: root.search.isLongEnough && !root.search.isSearching && root.search.hits.count === 0

    signal backPressed
    signal caseChosen(string caseId)

    objectName: "searchPage"

    function focusSearch(): void {
        field.forceActiveFocus(Qt.ShortcutFocusReason);
        field.selectAll();
    }

    Item {
        id: header

        width: parent.width
        height: Math.max(Theme.header, field.height + Theme.margin)

        IconButton {
            id: back

            objectName: "searchBack"
            glyph: Icons.back
            name: qsTr("Back to the list")
            x: Theme.unit
            anchors.verticalCenter: parent.verticalCenter
            onClicked: root.backPressed()
        }
        SearchField {
            id: field

            objectName: "fullTextSearch"
            name: qsTr("Search in all files")
            hint: qsTr("Search in all files")
            anchors.left: back.right
            anchors.leftMargin: Theme.unit
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            text: root.search.query
            onSearched: text => root.search.query = text
            Keys.onDownPressed: list.forceActiveFocus(Qt.TabFocusReason)
        }
    }
    Hairline {
        id: line

        anchors.top: header.bottom
        width: parent.width
    }
    LoadingState {
        anchors.top: line.bottom
        width: parent.width
        visible: root.search.isSearching && root.search.hits.count === 0
    }
    ListView {
        id: list

        objectName: "hits"
        anchors.top: line.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        keyNavigationEnabled: true
        currentIndex: -1
        model: root.search.hits
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Found")
        Keys.onReturnPressed: list.choose()
        Keys.onEnterPressed: list.choose()
        Keys.onSpacePressed: list.choose()
        onActiveFocusChanged: if (list.activeFocus && list.currentIndex < 0)
            list.currentIndex = 0

        function choose(): void {
            const row = list.currentItem as HitRow;
            if (row)
                root.caseChosen(row.caseId);
        }

        T.ScrollBar.vertical: ScrollBar {
        }

        delegate: HitRow {
            id: row

            required property int index

            objectName: "hit-" + row.index
            width: list.width
            focusPolicy: Qt.NoFocus
            isCurrent: list.activeFocus && list.currentIndex === row.index
            onClicked: root.caseChosen(row.caseId)
        }
    }
    EmptyState {
        anchors.centerIn: list
        width: parent.width
        visible: !root.search.isLongEnough
        glyph: Icons.search
        title: qsTr("Search in all files")
        explanation: qsTr("Type a word, a name or the beginning of one.")
    }
    EmptyState {
        anchors.centerIn: list
        width: parent.width
        visible: root.isEmpty
        glyph: Icons.search
        title: qsTr("Nothing found for “%1”").arg(root.search.query)
        explanation: qsTr("Veldboek searches in what you may read, on this device. Try a shorter word.")
    }
}
