// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtQuick.Templates as T
import Veldboek.Theme

// One choice among several, a thumb wide.
T.Button {
    id: root

    property bool isOne: true

    checkable: false
    implicitWidth: Math.max(Theme.target, root.implicitContentWidth + root.leftPadding + root.rightPadding)
    implicitHeight: Math.max(Theme.target, root.implicitContentHeight + root.topPadding + root.bottomPadding)
    leftPadding: Theme.inset
    rightPadding: Theme.inset
    topPadding: Theme.gap
    bottomPadding: Theme.gap
    Accessible.role: root.isOne ? Accessible.RadioButton : Accessible.CheckBox
    Accessible.name: root.text
    Accessible.checkable: true
    Accessible.checked: root.highlighted
    Accessible.onPressAction: root.clicked()
    Accessible.onToggleAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()
    Keys.onRightPressed: root.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
    Keys.onLeftPressed: root.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)

    contentItem: Item {
        implicitWidth: row.implicitWidth
        implicitHeight: row.implicitHeight

        Row {
            id: row

            anchors.centerIn: parent
            spacing: Theme.unit

            Icon {
                glyph: Icons.accepted
                color: Theme.colours.inkOnAccentSoft
                visible: root.highlighted
                height: label.height
                font.pixelSize: Theme.small
            }
            Label {
                id: label

                text: root.text
                color: root.highlighted ? Theme.colours.inkOnAccentSoft : Theme.colours.ink
                font.pixelSize: Theme.small
                font.weight: root.highlighted ? Font.DemiBold : Font.Normal
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.highlighted ? Theme.colours.accentSoft : Theme.colours.surface
        border.width: root.highlighted ? 2 : 1
        border.color: root.highlighted ? Theme.colours.accent : Theme.colours.lineStrong

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: Theme.colours.accent
            opacity: root.down ? 0.14 : root.hovered ? 0.06 : 0
        }
        FocusRing {
            isShown: root.visualFocus
            gap: 1
        }
    }
}
