// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Veldboek.Theme

// The parts of a page side by side; one is shown. Left and right move between them.
Flickable {
    id: root

    required property list<string> names
    property int current: 0
    property int indent: Theme.margin
    // Four names side by side on the narrowest phone.
    readonly property int pad: root.width < 400 ? 6 : Theme.gap

    signal picked(int index)

    implicitHeight: Theme.target + Theme.unit
    contentWidth: row.implicitWidth + 2 * (root.indent - root.pad)
    contentHeight: root.height
    flickableDirection: Flickable.HorizontalFlick
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    Accessible.role: Accessible.PageTabList

    Hairline {
        width: Math.max(root.width, root.contentWidth)
        y: root.height - height
    }
    Row {
        id: row

        x: root.indent - root.pad
        height: parent.height

        Repeater {
            model: root.names
            delegate: T.Button {
                id: tab

                required property int index
                required property string modelData
                readonly property bool isHere: tab.index === root.current

                objectName: "segment-" + tab.index
                implicitWidth: Math.max(Theme.target, label.implicitWidth + 2 * root.pad)
                height: row.height
                Accessible.role: Accessible.PageTab
                Accessible.name: tab.modelData
                Accessible.selected: tab.isHere
                Accessible.onPressAction: tab.clicked()
                onClicked: root.picked(tab.index)
                Keys.onReturnPressed: tab.clicked()
                Keys.onEnterPressed: tab.clicked()
                Keys.onRightPressed: tab.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                Keys.onLeftPressed: tab.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)

                contentItem: Item {
                    Label {
                        id: label

                        text: tab.modelData
                        anchors.centerIn: parent
                        font.pixelSize: Theme.small
                        font.weight: tab.isHere ? Font.DemiBold : Font.Normal
                        color: tab.isHere ? Theme.colours.accent : Theme.colours.inkMuted
                        wrapMode: Text.NoWrap
                        Accessible.ignored: true
                    }
                }
                background: Item {
                    Rectangle {
                        anchors.bottom: parent.bottom
                        x: root.pad
                        width: parent.width - 2 * root.pad
                        height: 2
                        color: Theme.colours.accent
                        visible: tab.isHere
                    }
                    FocusRing {
                        isShown: tab.visualFocus
                        gap: -2
                    }
                }
            }
        }
    }
}
