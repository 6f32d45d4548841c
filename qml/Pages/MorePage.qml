pragma ComponentBehavior: Bound

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Theme

// Whose book this is, how it looks, and the lock.
Item {
    id: root

    required property SessionView session
    required property Appearance appearance
    required property SyncView sync

    signal statusPressed
    signal lockPressed

    objectName: "morePage"

    PageHeader {
        id: header

        text: qsTr("More")
        sync: root.sync
        hasLine: true
        onStatusPressed: root.statusPressed()
    }
    ScrollArea {
        anchors.top: header.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        contentHeight: column.implicitHeight + 2 * Theme.margin

        Column {
            id: column

            x: Theme.margin
            y: Theme.margin
            width: parent.width - 2 * Theme.margin
            spacing: Theme.inset

            Label {
                text: root.session.worker
                width: parent.width
                font.weight: Font.DemiBold
            }
            Label {
                text: Words.line([root.session.role, root.session.organisation])
                width: parent.width
                color: Theme.colours.inkMuted
                font.pixelSize: Theme.small
            }
            Button {
                objectName: "lock"
                glyph: Icons.lock
                text: qsTr("Lock")
                onClicked: root.lockPressed()
            }
            Hairline {
                width: parent.width
            }
            FieldLabel {
                text: qsTr("Appearance")
            }
            Flow {
                width: parent.width
                spacing: Theme.gap

                SchemeChip {
                    text: qsTr("As the device")
                    value: Appearance.System
                }
                SchemeChip {
                    text: qsTr("Light")
                    value: Appearance.Light
                }
                SchemeChip {
                    text: qsTr("Dark")
                    value: Appearance.Dark
                }
                SchemeChip {
                    text: qsTr("High contrast")
                    value: Appearance.HighContrast
                }
            }
            FieldLabel {
                text: qsTr("Text size")
                topPadding: Theme.unit
            }
            Flow {
                width: parent.width
                spacing: Theme.gap

                Repeater {
                    model: [100, 125, 150, 200]
                    delegate: Chip {
                        required property int modelData

                        objectName: "textScale-" + modelData
                        text: qsTr("%1 %").arg(modelData)
                        highlighted: Math.round(root.appearance.textScale * 100) === modelData
                        onClicked: root.appearance.textScale = modelData / 100
                    }
                }
            }
            Toggle {
                objectName: "reducedMotion"
                width: parent.width
                text: qsTr("Less motion")
                checked: root.appearance.reducedMotion
                onToggled: root.appearance.reducedMotion = checked
            }
        }
    }

    component SchemeChip: Chip {
        id: chip

        required property int value

        objectName: "scheme-" + chip.value
        highlighted: root.appearance.scheme === chip.value
        onClicked: root.appearance.scheme = chip.value
    }
}
