// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtQuick.Templates as T
import Veldboek.Theme

// A button with a word, and an icon where it helps.
T.Button {
    id: root

    enum Kind {
        Primary,
        Secondary,
        Quiet,
        Danger
    }

    property int kind: Button.Secondary
    property string glyph
    readonly property color ground: root.kind === Button.Primary ? Theme.colours.accent : root.groundOfOthers
    readonly property color groundOfOthers: root.kind === Button.Danger ? Theme.colours.dangerGround : "transparent"
    readonly property bool isSolid: root.kind === Button.Primary || root.kind === Button.Danger
    readonly property color words: root.kind === Button.Primary ? Theme.colours.inkOnAccent : root.wordsOfOthers
    readonly property color wordsOfOthers: root.kind === Button.Danger ? Theme.colours.inkOnDanger : Theme.colours.accent

    implicitWidth: Math.max(Theme.target, root.implicitContentWidth + root.leftPadding + root.rightPadding)
    implicitHeight: Math.max(Theme.target, root.implicitContentHeight + root.topPadding + root.bottomPadding)
    leftPadding: root.glyph.length > 0 ? Theme.inset : Theme.margin
    rightPadding: Theme.margin
    topPadding: Theme.gap
    bottomPadding: Theme.gap
    opacity: root.enabled ? 1 : 0.45
    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Item {
        implicitWidth: row.iconRoom + measure.width
        implicitHeight: row.implicitHeight

        Label {
            id: measure

            text: root.text
            font.pixelSize: Theme.body
            font.weight: Font.Medium
            wrapMode: Text.NoWrap
            visible: false
        }

        Row {
            id: row

            readonly property real iconRoom: root.glyph.length > 0 ? icon.implicitWidth + spacing : 0

            anchors.centerIn: parent
            spacing: Theme.gap

            Icon {
                id: icon

                glyph: root.glyph
                color: root.words
                visible: root.glyph.length > 0
                height: label.height
            }
            Label {
                id: label

                text: root.text
                // Large text shrinks in a button that shares its line with another one.
                width: Math.max(1, Math.min(measure.width, root.availableWidth - row.iconRoom))
                height: measure.height
                verticalAlignment: Text.AlignVCenter
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 14
                color: root.words
                font.pixelSize: Theme.body
                font.weight: Font.Medium
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
    background: Rectangle {
        color: root.ground
        radius: Theme.radius
        border.width: root.kind === Button.Secondary ? 1 : 0
        border.color: Theme.colours.lineStrong

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: root.isSolid ? Theme.colours.page : Theme.colours.accent
            opacity: root.down ? 0.16 : root.hovered ? 0.08 : 0
        }
        FocusRing {
            isShown: root.visualFocus
        }
    }
}
