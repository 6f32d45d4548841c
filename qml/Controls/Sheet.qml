// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtQuick.Templates as T
import Veldboek.Theme

// A form on top of the page: from the bottom on a phone, in the middle elsewhere. Esc and a tap
// outside close it; what was written is its owner's to keep.
T.Popup {
    id: root

    required property string title
    property string subtitle
    default property alias content: column.data
    property alias footer: footerSlot.data
    property int indent: root.isNarrow ? Theme.margin : Theme.wideMargin
    readonly property bool isNarrow: root.parent ? root.parent.width < Theme.narrowBelow : true
    readonly property real room: root.parent ? root.parent.height : 0

    parent: T.Overlay.overlay
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
    padding: 0
    width: root.parent ? Math.min(root.parent.width, root.isNarrow ? root.parent.width : 600) : 0
    height: Math.min(header.height + column.implicitHeight + 2 * Theme.margin + footerArea.height, root.isNarrow ? root.room - 24 : root.room - 64)
    x: root.parent ? Math.round((root.parent.width - root.width) / 2) : 0
    y: root.isNarrow ? root.room - root.height : Math.round((root.room - root.height) / 2)

    enter: Transition {
        NumberAnimation {
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.calm
        }
    }
    exit: Transition {
        NumberAnimation {
            property: "opacity"
            from: 1
            to: 0
            duration: Theme.quick
        }
    }

    background: Rectangle {
        color: Theme.colours.raised
        radius: Theme.radius
        border.color: Theme.colours.line

        // The lower corners are square where the sheet stands on the edge of the screen.
        Rectangle {
            visible: root.isNarrow
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            height: Theme.radius
            color: parent.color
        }
    }

    T.Overlay.modal: Rectangle {
        color: Theme.colours.scrim
    }

    contentItem: FocusScope {
        focus: true
        Accessible.role: Accessible.Dialog
        Accessible.name: root.title

        Item {
            id: header

            width: parent.width
            height: Math.max(Theme.header, titles.implicitHeight + 2 * Theme.inset)

            Column {
                id: titles

                x: root.indent
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - root.indent - close.width - Theme.gap

                Label {
                    text: root.title
                    width: parent.width
                    font.pixelSize: Theme.title
                    font.weight: Font.DemiBold
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
                Label {
                    text: root.subtitle
                    width: parent.width
                    font.pixelSize: Theme.small
                    color: Theme.colours.inkMuted
                    visible: root.subtitle.length > 0
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
            }
            IconButton {
                id: close

                objectName: "closeSheet"
                glyph: Icons.close
                name: qsTr("Close")
                anchors.right: parent.right
                anchors.rightMargin: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                onClicked: root.close()
            }
            Hairline {
                width: parent.width
                anchors.bottom: parent.bottom
            }
        }
        ScrollArea {
            id: area

            anchors.top: header.bottom
            anchors.bottom: footerArea.top
            width: parent.width
            contentHeight: column.implicitHeight + 2 * Theme.margin

            Column {
                id: column

                x: root.indent
                y: Theme.margin
                width: area.width - 2 * root.indent
                spacing: Theme.margin
            }
        }
        Item {
            id: footerArea

            width: parent.width
            height: footerSlot.implicitHeight > 0 ? footerSlot.implicitHeight + 2 * Theme.inset : 0
            anchors.bottom: parent.bottom

            Hairline {
                width: parent.width
                visible: parent.height > 0
            }
            Column {
                id: footerSlot

                x: root.indent
                y: Theme.inset
                width: parent.width - 2 * root.indent
                spacing: Theme.gap
            }
        }
    }
}
