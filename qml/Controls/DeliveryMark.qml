// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Theme

// How far an entry has demonstrably come. Never more than is so: "accepted" is a receipt of the
// hub, "applied" what colleagues' devices have confirmed.
Item {
    id: root

    enum Stage {
        OnlyHere,
        Queued,
        Accepted,
        Applied,
        Seen,
        Refused
    }

    required property int stage
    property int applied: 0
    property int members: 0
    property string seenBy
    property bool isBrief: false

    readonly property list<string> glyphs: [Icons.onlyHere, Icons.queued, Icons.accepted, Icons.applied, Icons.seen, Icons.refused]
    readonly property list<string> sentences: [qsTr("Only on this device"), qsTr("Not sent yet"), qsTr("Received by the hub"), qsTr("With %1 of %2 colleagues").arg(root.applied).arg(root.members), root.seenBy.length > 0 ? qsTr("Seen by %1").arg(root.seenBy) : qsTr("Seen"), qsTr("Refused")]
    readonly property list<string> shortSentences: [qsTr("Only here"), qsTr("Not sent"), qsTr("Received"), qsTr("%1 of %2").arg(root.applied).arg(root.members), qsTr("Seen"), qsTr("Refused")]
    readonly property string sentence: root.sentences[root.stage]
    readonly property bool isBad: root.stage === DeliveryMark.Refused
    readonly property bool isWaiting: root.stage === DeliveryMark.OnlyHere || root.stage === DeliveryMark.Queued
    readonly property color tone: root.isBad ? Theme.colours.attention : root.isWaiting ? Theme.colours.accent : Theme.colours.inkMuted

    implicitWidth: row.implicitWidth
    implicitHeight: row.implicitHeight
    Accessible.role: Accessible.StaticText
    Accessible.name: root.sentence

    Row {
        id: row

        spacing: Theme.unit

        Icon {
            glyph: root.glyphs[root.stage]
            color: root.tone
            font.pixelSize: Theme.small
            height: label.height
        }
        Label {
            id: label

            text: root.isBrief ? root.shortSentences[root.stage] : root.sentence
            color: root.tone
            font.pixelSize: Theme.caption
            font.weight: root.isBad || root.isWaiting ? Font.Medium : Font.Normal
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
