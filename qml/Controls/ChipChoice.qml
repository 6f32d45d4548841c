// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
pragma ComponentBehavior: Bound

import QtQuick
import Veldboek.Theme

// A list of codes as chips: one to be chosen, or several. The list's rows have `code` and `label`.
Flow {
    id: root

    property alias model: repeater.model
    property string name
    property string chosen
    property list<string> chosenMany
    property bool isOne: true
    // How many to show before the rest is asked for; 0 shows all. What is chosen is always shown.
    property int brief: 0
    property bool isUnfolded: false
    readonly property bool isBrief: root.brief > 0 && !root.isUnfolded && repeater.count > root.brief + 1

    signal picked(string code)

    spacing: Theme.gap
    Accessible.role: Accessible.Grouping
    Accessible.name: root.name

    Repeater {
        id: repeater

        delegate: Chip {
            required property string code
            required property string label
            required property int index

            objectName: "chip-" + code
            text: label
            isOne: root.isOne
            highlighted: root.isOne ? code === root.chosen : root.chosenMany.indexOf(code) >= 0
            visible: !root.isBrief || index < root.brief || highlighted
            onClicked: root.picked(code)
        }
    }
    Chip {
        objectName: root.objectName + "-more"
        text: qsTr("More…")
        isOne: false
        visible: root.isBrief
        onClicked: root.isUnfolded = true
    }
}
