// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtQuick.Templates as T
import Veldboek.Theme

T.ScrollBar {
    id: root

    implicitWidth: 8
    implicitHeight: 8
    padding: 2
    visible: root.size < 1

    contentItem: Rectangle {
        implicitWidth: 4
        implicitHeight: 4
        radius: 2
        color: Theme.colours.lineStrong
        opacity: root.active ? 0.8 : 0.3
    }
}
