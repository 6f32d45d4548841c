// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtQuick.Templates as T
import Veldboek.Theme

// On or off, with its word.
T.Switch {
    id: root

    implicitHeight: Math.max(Theme.target, root.implicitContentHeight + 2 * Theme.gap)
    implicitWidth: root.implicitContentWidth + 56
    Accessible.role: Accessible.CheckBox
    Accessible.name: root.text
    Accessible.checkable: true
    Accessible.checked: root.checked
    Accessible.onPressAction: root.toggle()
    Accessible.onToggleAction: root.toggle()

    indicator: Rectangle {
        x: root.width - width
        anchors.verticalCenter: parent.verticalCenter
        width: 44
        height: 24
        radius: 12
        color: root.checked ? Theme.colours.accent : Theme.colours.sunken
        border.color: root.checked ? Theme.colours.accent : Theme.colours.lineStrong

        Rectangle {
            x: root.checked ? parent.width - width - 4 : 4
            anchors.verticalCenter: parent.verticalCenter
            width: 16
            height: 16
            radius: 8
            color: root.checked ? Theme.colours.inkOnAccent : Theme.colours.lineStrong
        }
        FocusRing {
            isShown: root.visualFocus
            radius: 16
        }
    }
    contentItem: Label {
        text: root.text
        rightPadding: 56
        verticalAlignment: Text.AlignVCenter
        Accessible.ignored: true
    }
}
