// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Theme

Window {
    id: root

    required property Views views
    readonly property Appearance appearance: root.views.appearance
    readonly property bool isSystemDark: root.appearance.scheme === Appearance.System && root.appearance.isSystemDark
    readonly property bool isDark: root.appearance.scheme === Appearance.Dark || root.isSystemDark
    readonly property bool isHighContrast: root.appearance.scheme === Appearance.HighContrast

    width: 1280
    height: 800
    minimumWidth: 320
    minimumHeight: 480
    visible: true
    title: qsTr("Veldboek")
    color: Theme.colours.page

    App {
        anchors.fill: parent
        views: root.views
        focus: true
    }
    Timer {
        interval: 60000
        repeat: true
        running: root.active
        onTriggered: root.views.refresh()
    }
    Binding {
        target: Theme
        property: "scheme"
        value: root.isDark ? Theme.Dark : root.isHighContrast ? Theme.HighContrast : Theme.Light
    }
    Binding {
        target: Theme
        property: "textScale"
        value: root.appearance.textScale
    }
    Binding {
        target: Theme
        property: "reducedMotion"
        value: root.appearance.reducedMotion
    }
}
