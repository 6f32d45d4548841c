pragma ComponentBehavior: Bound

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls

Column {
    id: root

    required property RowModel persons

    Repeater {
        model: root.persons
        delegate: PersonRow {
            width: root.width
        }
    }
    EmptyState {
        width: parent.width
        visible: root.persons.isLoaded && root.persons.count === 0
        glyph: Icons.persons
        title: qsTr("No persons yet")
    }
}
