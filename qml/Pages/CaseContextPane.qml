pragma ComponentBehavior: Bound

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Theme

// The third pane: what is agreed, who belongs to it, what is known of each area of life.
ScrollArea {
    id: root

    required property CaseFileView file

    signal actionChosen(string record)
    signal contextPressed(string area)

    objectName: "caseContextPane"
    contentHeight: column.implicitHeight + Theme.wideMargin

    Column {
        id: column

        width: root.width
        visible: root.file.isPresent
        topPadding: Theme.header - Theme.target

        SectionHeader {
            x: Theme.margin
            width: parent.width - 2 * Theme.margin
            text: qsTr("Actions")
            count: root.file.openActions
        }
        ActionsPart {
            width: parent.width
            actions: root.file.actions
            onActionChosen: record => root.actionChosen(record)
        }
        SectionHeader {
            x: Theme.margin
            width: parent.width - 2 * Theme.margin
            text: qsTr("Persons")
            count: root.file.persons.count
        }
        PersonsPart {
            width: parent.width
            persons: root.file.persons
        }
        SectionHeader {
            x: Theme.margin
            width: parent.width - 2 * Theme.margin
            text: qsTr("Areas of life %1/11").arg(root.file.filledAreas)
        }
        AreasPart {
            width: parent.width
            file: root.file
            onContextPressed: area => root.contextPressed(area)
        }
    }
}
