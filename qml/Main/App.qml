pragma ComponentBehavior: Bound

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Pages
import Veldboek.Theme

// The closed or the open book. When it closes, everything that was on screen is destroyed with it.
FocusScope {
    id: root

    required property Views views
    readonly property bool isOpen: root.views.session.phase === Kinds.Phase.Unlocked
    property Shell shell: null

    objectName: "app"

    Rectangle {
        anchors.fill: parent
        color: Theme.colours.page
    }
    // Repeaters and not Loaders: Qt 6.4's Loader cannot make a bound component.
    Repeater {
        model: root.isOpen ? 0 : 1
        delegate: UnlockPage {
            id: closed

            required property int index

            width: root.width
            height: root.height
            session: root.views.session
            Component.onCompleted: closed.start()
        }
    }
    Repeater {
        model: root.isOpen ? 1 : 0
        delegate: Shell {
            id: open

            required property int index

            width: root.width
            height: root.height
            views: root.views
            Component.onCompleted: {
                root.shell = open;
                open.forceActiveFocus();
            }
            Component.onDestruction: root.shell = null
        }
    }
}
