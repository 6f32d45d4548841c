// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Theme

// The closed book. One field, one button, and a plain word when it does not open.
ScrollArea {
    id: root

    required property SessionView session
    readonly property bool isBusy: root.session.phase === Kinds.Phase.Unlocking
    readonly property bool isFailed: root.session.phase === Kinds.Phase.Failed
    // There is nothing that a passphrase could open.
    readonly property bool isHopeless: root.isFailed && (root.session.failure === Kinds.Failure.StoreMissing || root.session.failure === Kinds.Failure.StoreTooNew)
    readonly property bool isWrong: root.session.failure === Kinds.Failure.WrongPassphrase

    objectName: "unlockPage"
    contentHeight: Math.max(root.height, column.implicitHeight + 2 * Theme.wideMargin)

    function start(): void {
        passphrase.input.forceActiveFocus();
    }

    Column {
        id: column

        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.max(Theme.wideMargin, (root.height - height) * 0.4)
        width: Math.min(root.width - 2 * Theme.wideMargin, 360)
        spacing: Theme.margin

        Icon {
            glyph: Icons.book
            color: Theme.colours.accent
            font.pixelSize: 44
        }
        Label {
            text: qsTr("Veldboek")
            width: parent.width
            font.pixelSize: Theme.display
            font.weight: Font.DemiBold
            font.letterSpacing: -0.5
        }
        Label {
            text: qsTr("Your cases are locked on this device. Type your passphrase to open them. This works without a network.")
            width: parent.width
            color: Theme.colours.inkMuted
            visible: !root.isFailed
        }
        Item {
            width: 1
            height: Theme.unit
        }
        ErrorPanel {
            width: parent.width
            text: root.isFailed ? Sentences.failure(root.session.failure, 0) : ""
        }
        PassphraseField {
            id: passphrase

            width: parent.width
            visible: !root.isHopeless
            label: qsTr("Passphrase")
            error: root.isWrong ? Sentences.failure(root.session.failure, 0) : ""
            input.enabled: !root.isBusy
            onAccepted: root.session.unlock(passphrase.input)
        }
        Button {
            objectName: "unlock"
            width: parent.width
            visible: !root.isHopeless
            kind: Button.Primary
            text: root.isBusy ? qsTr("Opening…") : qsTr("Open")
            glyph: root.isBusy ? Icons.clock : Icons.lock
            enabled: !root.isBusy && passphrase.input.length > 0
            onClicked: root.session.unlock(passphrase.input)
        }
        Label {
            text: qsTr("This takes about a second. It is slow on purpose: guessing must cost a thief time.")
            width: parent.width
            color: Theme.colours.inkMuted
            font.pixelSize: Theme.small
            opacity: root.isBusy ? 1 : 0
        }
    }
}
