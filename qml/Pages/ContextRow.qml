// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Controls
import Veldboek.Theme

// One piece of context under its leefgebied: always with its source and whether it was checked.
Item {
    id: root

    required property string kind
    required property string subject
    required property string content
    required property string source
    required property string organisation
    required property string verification
    required property bool isContested
    required property bool isExpired
    required property string author
    required property string happened
    required property int deliveryStage
    required property int applied
    required property int members

    implicitHeight: words.implicitHeight + Theme.inset
    Accessible.role: Accessible.ListItem
    Accessible.name: Words.spoken([root.subject, root.content, root.source, root.verification, root.happened])

    Rectangle {
        x: Theme.margin + 2
        width: 2
        height: words.implicitHeight
        color: root.isExpired ? Theme.colours.line : Theme.colours.accent
        opacity: 0.6
    }
    Column {
        id: words

        x: Theme.margin + Theme.inset
        width: parent.width - x - Theme.margin
        spacing: 2

        Label {
            text: root.subject
            width: parent.width
            font.weight: Font.Medium
            color: root.isExpired ? Theme.colours.inkMuted : Theme.colours.ink
            Accessible.ignored: true
        }
        Label {
            text: root.content
            width: parent.width
            font.pixelSize: Theme.small
            color: root.isExpired ? Theme.colours.inkMuted : Theme.colours.ink
            Accessible.ignored: true
        }
        Flow {
            width: parent.width
            spacing: Theme.gap

            Tag {
                text: root.kind
            }
            Tag {
                text: root.isContested ? qsTr("Contradicted") : root.verification
                tone: root.isContested || root.isExpired ? Tag.Attention : Tag.Plain
            }
            DeliveryMark {
                stage: root.deliveryStage
                applied: root.applied
                members: root.members
                isBrief: true
                visible: root.deliveryStage < DeliveryMark.Accepted
            }
        }
        Label {
            text: Words.line([root.source, root.author, root.happened])
            width: parent.width
            color: Theme.colours.inkMuted
            font.pixelSize: Theme.caption
            Accessible.ignored: true
        }
    }
}
