pragma ComponentBehavior: Bound

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Theme

// The eleven leefgebieden in their fixed order; one is unfolded at a time.
Column {
    id: root

    required property CaseFileView file

    signal contextPressed(string area)

    Repeater {
        model: root.file.areas
        delegate: Column {
            id: area

            required property int index
            required property string code
            required property string label
            required property int items
            required property string changed
            required property string latest
            readonly property bool isUnfolded: root.file.area === area.code

            width: root.width

            AreaRow {
                objectName: "area-" + area.index
                width: parent.width
                code: area.code
                label: area.label
                items: area.items
                changed: area.changed
                latest: area.latest
                isUnfolded: area.isUnfolded
                onClicked: root.file.area = area.isUnfolded ? "" : area.code
            }
            Column {
                width: parent.width
                visible: area.isUnfolded
                topPadding: Theme.unit

                Repeater {
                    model: area.isUnfolded ? root.file.areaItems : null
                    delegate: ContextRow {
                        width: root.width
                    }
                }
                Button {
                    objectName: "addContextHere"
                    x: Theme.margin - leftPadding
                    kind: Button.Quiet
                    glyph: Icons.add
                    text: qsTr("Add context")
                    onClicked: root.contextPressed(area.code)
                }
                Item {
                    width: 1
                    height: Theme.gap
                }
                Hairline {
                    width: parent.width
                }
            }
        }
    }
}
