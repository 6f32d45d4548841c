// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Theme

// One entry of the time line. Pressing it unfolds who entered it when, when it arrived and how far
// it has come.
ListRow {
    id: root

    required property string record
    required property int kind
    required property string title
    required property string outcome
    required property string content
    required property string ask
    required property string source
    required property bool isAttempt
    required property bool isReportWithheld
    required property string observed
    required property string statedBy
    required property string stated
    required property string interpretation
    required property string author
    required property string organisation
    required property bool isMe
    required property string happened
    required property string entered
    required property string arrived
    required property string arrivedLate
    required property string audience
    required property string areas
    required property int deliveryStage
    required property int applied
    required property int members
    required property string seenBy
    required property int refusal
    required property bool isLate
    required property bool isUnread
    required property bool isWithdrawn
    required property int versions
    required property bool hasDeviatingClock
    property bool isUnfolded: false
    readonly property bool isContact: root.kind === Kinds.Entry.Contact
    readonly property bool isWithheld: root.kind === Kinds.Entry.Withheld
    readonly property bool isWarning: root.kind === Kinds.Entry.Warning
    readonly property bool isDecision: root.kind === Kinds.Entry.Decision
    readonly property bool isRefused: root.deliveryStage === DeliveryMark.Refused
    readonly property bool showsDelivery: root.isUnfolded || root.isMe || root.deliveryStage < DeliveryMark.Accepted
    readonly property string who: root.isMe ? qsTr("You") : root.author
    readonly property list<string> glyphs: [root.isAttempt ? Icons.attempt : Icons.contact, Icons.context, Icons.decision, Icons.withheld, Icons.warning, Icons.action]
    readonly property list<string> spokenKinds: [qsTr("Contact"), qsTr("Context"), qsTr("Decision"), qsTr("Withheld"), qsTr("Safety warning"), qsTr("Action")]
    readonly property string heading: root.isWithheld ? qsTr("%1: known, not shared").arg(root.title) : root.title
    readonly property string spokenTexts: Words.spoken([root.observed, root.stated, root.interpretation, root.content])
    readonly property string under: Words.line([root.who, root.organisation])

    signal unfolded(string record)

    hasLine: true
    text: Words.spoken([root.isUnread ? qsTr("new") : "", root.spokenKinds[root.kind], root.heading, root.outcome, root.happened, root.under, root.spokenTexts])
    onClicked: root.unfolded(root.record)

    contentItem: Item {
        implicitHeight: body.implicitHeight

        Icon {
            id: icon

            glyph: root.glyphs[root.kind]
            color: root.isWarning ? Theme.colours.danger : root.isAttempt || root.isWithheld ? Theme.colours.lineStrong : Theme.colours.accent
            font.pixelSize: Theme.iconSize
            y: 1
        }
        Rectangle {
            anchors.left: icon.left
            anchors.leftMargin: -10
            y: 4
            width: 7
            height: 7
            radius: 3.5
            color: Theme.colours.accent
            visible: root.isUnread
        }
        Column {
            id: body

            anchors.left: icon.right
            anchors.leftMargin: Theme.inset
            anchors.right: parent.right
            spacing: Theme.unit

            Item {
                width: parent.width
                height: Math.max(heading.implicitHeight, day.implicitHeight)

                Label {
                    id: heading

                    text: root.heading + (root.outcome.length > 0 && root.isContact ? " · " + root.outcome.toLowerCase() : "")
                    width: parent.width - day.implicitWidth - Theme.inset
                    font.weight: root.isAttempt ? Font.Normal : Font.DemiBold
                    color: root.isAttempt || root.isWithheld ? Theme.colours.inkMuted : Theme.colours.ink
                    Accessible.ignored: true
                }
                Label {
                    id: day

                    text: root.happened
                    anchors.right: parent.right
                    anchors.baseline: heading.baseline
                    color: Theme.colours.inkMuted
                    font.pixelSize: Theme.caption
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
            Label {
                text: root.under
                width: parent.width
                color: Theme.colours.inkMuted
                font.pixelSize: Theme.small
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
            Label {
                text: qsTr("Withdrawn by its author. Who and when stay.")
                width: parent.width
                color: Theme.colours.inkMuted
                font.italic: true
                visible: root.isWithdrawn
                Accessible.ignored: true
            }
            TextPart {
                width: parent.width
                label: qsTr("Seen")
                text: root.observed
            }
            TextPart {
                width: parent.width
                label: root.statedBy.length > 0 ? qsTr("Told by %1").arg(root.statedBy) : qsTr("Told")
                text: root.stated
            }
            TextPart {
                width: parent.width
                label: root.isMe ? qsTr("You think") : qsTr("%1 thinks").arg(root.author)
                text: root.interpretation
            }
            Label {
                text: root.content
                width: parent.width
                visible: root.content.length > 0 && !root.isWithheld
                Accessible.ignored: true
            }
            Label {
                text: qsTr("Why: %1. Ask %2.").arg(root.outcome).arg(root.ask)
                width: parent.width
                visible: root.isWithheld
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
            Label {
                text: qsTr("The report is not for your organisation.")
                width: parent.width
                visible: root.isReportWithheld
                color: Theme.colours.inkMuted
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
            Flow {
                width: parent.width
                spacing: Theme.gap
                visible: childrenRect.height > 0

                DeliveryMark {
                    stage: root.deliveryStage
                    applied: root.applied
                    members: root.members
                    seenBy: root.seenBy
                    visible: root.showsDelivery
                }
                FlagTag {
                    text: root.isWithheld ? root.content : ""
                }
                FlagTag {
                    text: root.source
                }
                FlagTag {
                    text: root.areas
                }
                FlagTag {
                    text: root.isLate ? qsTr("After leaving the team") : ""
                    tone: Tag.Attention
                }
                FlagTag {
                    text: root.arrivedLate.length > 0 ? qsTr("Arrived %1").arg(root.arrivedLate) : ""
                }
                FlagTag {
                    text: root.hasDeviatingClock ? qsTr("Clock was off") : ""
                }
                FlagTag {
                    text: root.versions > 1 ? qsTr("%n version(s)", "", root.versions) : ""
                }
            }
            Label {
                text: Sentences.refusal(root.refusal)
                width: parent.width
                visible: root.isRefused
                color: Theme.colours.attention
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
            Column {
                width: parent.width
                visible: root.isUnfolded
                topPadding: Theme.unit

                Fact {
                    width: parent.width
                    label: qsTr("Happened")
                    text: root.happened
                }
                Fact {
                    width: parent.width
                    label: qsTr("Entered")
                    text: root.entered
                }
                Fact {
                    width: parent.width
                    label: qsTr("Received")
                    text: root.arrived.length > 0 ? root.arrived : qsTr("not yet")
                }
                Fact {
                    width: parent.width
                    label: qsTr("Visible to")
                    text: root.audience
                }
            }
        }
    }

    component FlagTag: Tag {
        visible: text.length > 0
    }
}
