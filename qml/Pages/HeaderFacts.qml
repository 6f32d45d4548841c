// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Theme

// Two seconds to orient: why here, what for, how it stands, who leads, how old this copy is.
Column {
    id: root

    required property CaseFileView file
    property bool showsNumber: false
    readonly property bool hasCoordinator: root.file.coordinator.length > 0

    signal conflictPressed

    spacing: Theme.gap
    topPadding: Theme.inset
    bottomPadding: Theme.margin

    Fact {
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        label: qsTr("Why here")
        text: root.file.trigger
        isStrong: true
    }
    Fact {
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        label: qsTr("Goal")
        text: root.file.goal
    }
    Fact {
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        label: qsTr("Coordinator")
        text: root.file.coordinator
    }
    Fact {
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        label: qsTr("Recall")
        text: root.file.recall
    }
    Flow {
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        spacing: Theme.gap
        topPadding: Theme.unit

        Tag {
            text: root.file.phase
            visible: root.file.phase.length > 0
        }
        Tag {
            text: root.file.colour
            visible: root.file.colour.length > 0 && !root.file.isColourContested
        }
        Tag {
            text: root.file.number
            visible: root.showsNumber && text.length > 0
        }
        Tag {
            text: qsTr("No coordinator")
            glyph: Icons.person
            tone: Tag.Attention
            visible: !root.hasCoordinator
        }
    }
    Button {
        objectName: "openConflict"
        x: Theme.margin
        width: Math.min(implicitWidth, parent.width - 2 * Theme.margin)
        glyph: Icons.conflict
        text: root.file.conflicts > 1 ? qsTr("Two versions in %n place(s)", "", root.file.conflicts) : qsTr("Two versions: look and decide")
        visible: root.file.conflicts > 0
        onClicked: root.conflictPressed()
    }
    Label {
        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        text: root.file.copyAge.length > 0 ? qsTr("Copy of %1").arg(root.file.copyAge) : qsTr("Not synced on this device yet")
        color: Theme.colours.inkMuted
        font.pixelSize: Theme.caption
    }
}
