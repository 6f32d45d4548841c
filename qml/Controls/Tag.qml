// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Theme

// A short fact in a box of its own: status, phase, "gecontroleerd".
Rectangle {
    id: root

    enum Tone {
        Plain,
        Accent,
        Attention,
        Danger
    }

    required property string text
    property string glyph
    property int tone: Tag.Plain
    readonly property color words: root.tone === Tag.Accent ? Theme.colours.inkOnAccentSoft : root.wordsOfOthers
    readonly property color wordsOfOthers: root.tone === Tag.Attention ? Theme.colours.inkOnAttentionSoft : root.wordsOfRest
    readonly property color wordsOfRest: root.tone === Tag.Danger ? Theme.colours.inkOnDangerSoft : Theme.colours.inkMuted
    readonly property color ground: root.tone === Tag.Accent ? Theme.colours.accentSoft : root.groundOfOthers
    readonly property color groundOfOthers: root.tone === Tag.Attention ? Theme.colours.attentionSoft : root.groundOfRest
    readonly property color groundOfRest: root.tone === Tag.Danger ? Theme.colours.dangerSoft : Theme.colours.sunken

    implicitWidth: row.implicitWidth + 2 * Theme.gap
    implicitHeight: row.implicitHeight + Theme.unit
    radius: Theme.unit
    color: root.ground

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.unit

        Icon {
            glyph: root.glyph
            color: root.words
            font.pixelSize: Theme.caption + 2
            visible: root.glyph.length > 0
            height: label.height
        }
        Label {
            id: label

            text: root.text
            color: root.words
            font.pixelSize: Theme.caption
            font.weight: Font.Medium
            wrapMode: Text.NoWrap
        }
    }
}
