pragma ComponentBehavior: Bound

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls

Column {
    id: root

    required property RowModel actions

    signal actionChosen(string record)

    Repeater {
        model: root.actions
        delegate: ActionRow {
            required property int index

            objectName: "action-" + index
            width: root.width
            onClicked: root.actionChosen(record)
        }
    }
    EmptyState {
        width: parent.width
        visible: root.actions.isLoaded && root.actions.count === 0
        glyph: Icons.action
        title: qsTr("No actions yet")
    }
}
