pragma ComponentBehavior: Bound

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Theme

// Vandaag: what asks for attention, where one is expected, what is to be done.
Item {
    id: root

    required property TodayView today
    required property SyncView sync

    signal statusPressed
    signal attentionPressed
    signal attentionChosen(string caseId, string conflictRecord, string conflictField)
    signal caseChosen(string caseId)
    signal actionChosen(string record)
    signal draftChosen(string caseId, string caseName)

    objectName: "todayPage"

    PageHeader {
        id: header

        text: root.today.day
        sync: root.sync
        hasLine: true
        onStatusPressed: root.statusPressed()
    }
    LoadingState {
        anchors.top: header.bottom
        width: parent.width
        visible: !root.today.isLoaded
    }
    EmptyState {
        anchors.top: header.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.today.isLoaded && root.today.isFree
        glyph: Icons.done
        title: qsTr("Nothing for today")
        explanation: qsTr("No visits, no actions and nothing that asks for your attention.")
    }
    ScrollArea {
        anchors.top: header.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.today.isLoaded && !root.today.isFree
        contentHeight: column.implicitHeight + Theme.wideMargin

        Column {
            id: column

            width: parent.width

            Part {
                text: qsTr("Attention")
                rows: root.today.attention
                count: root.today.attentionTotal
                hasMore: root.today.attentionTotal > root.today.attention.count
                onMorePressed: root.attentionPressed()
                delegate: AttentionRow {
                    required property int index

                    objectName: "attention-" + index
                    width: column.width
                    onChosen: (caseId, record, field) => root.attentionChosen(caseId, record, field)
                }
            }
            Part {
                text: qsTr("Visits")
                rows: root.today.visits
                delegate: ActionRow {
                    required property int index

                    objectName: "visit-" + index
                    width: column.width
                    showsCase: true
                    onClicked: root.actionChosen(record)
                }
            }
            Part {
                text: qsTr("Actions")
                rows: root.today.actions
                delegate: ActionRow {
                    required property int index

                    objectName: "todayAction-" + index
                    width: column.width
                    showsCase: true
                    onClicked: root.actionChosen(record)
                }
            }
            Part {
                text: qsTr("Half written")
                rows: root.today.drafts
                delegate: DraftRow {
                    required property int index

                    objectName: "draft-" + index
                    width: column.width
                    onClicked: root.draftChosen(caseId, caseName)
                }
            }
        }
    }

    component Part: Column {
        id: part

        required property string text
        required property RowModel rows
        property int count: part.rows.count
        property bool hasMore: false
        property alias delegate: repeater.delegate

        signal morePressed

        width: column.width
        visible: part.rows.count > 0
        bottomPadding: Theme.gap

        SectionHeader {
            x: Theme.margin
            width: parent.width - 2 * Theme.margin
            text: part.text
            count: part.count
        }
        Repeater {
            id: repeater

            model: part.rows
        }
        Button {
            objectName: "moreAttention"
            x: Theme.margin - leftPadding
            kind: Button.Quiet
            text: qsTr("Show all")
            visible: part.hasMore
            onClicked: part.morePressed()
        }
    }
}
