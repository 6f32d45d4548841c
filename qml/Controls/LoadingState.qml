// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
pragma ComponentBehavior: Bound

import QtQuick
import Veldboek.Theme

// The shape of what is about to come. Stands still: it is there for a blink.
Item {
    id: root

    property int rows: 5

    implicitHeight: column.implicitHeight
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Loading")

    Column {
        id: column

        width: parent.width

        Repeater {
            model: root.rows
            delegate: Item {
                required property int index

                width: column.width
                height: 64

                Rectangle {
                    x: Theme.margin
                    y: 16
                    width: Math.min(parent.width * (0.34 + 0.06 * (parent.index % 3)), 220)
                    height: 12
                    radius: 4
                    color: Theme.colours.line
                }
                Rectangle {
                    x: Theme.margin
                    y: 36
                    width: Math.min(parent.width * (0.58 - 0.07 * (parent.index % 2)), 380)
                    height: 10
                    radius: 4
                    color: Theme.colours.line
                }
                Hairline {
                    anchors.bottom: parent.bottom
                    x: Theme.margin
                    width: parent.width - Theme.margin
                }
            }
        }
    }
}
