pragma ComponentBehavior: Bound

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client
import Veldboek.Controls
import Veldboek.Theme

// The safety warnings of a case, above everything else of it and outside everything that scrolls.
// The gravest is always open; the others are one press away and their number is said.
Column {
    id: root

    required property RowModel warnings
    property bool isUnfolded: false
    property bool isTight: false

    objectName: "warningBands"
    spacing: 1

    Repeater {
        model: root.warnings
        delegate: SafetyBand {
            id: band

            required property int index
            required property string source
            required property string organisation
            required property string author
            required property string since

            width: root.width
            visible: band.index === 0 || root.isUnfolded
            isTight: root.isTight
            provenance: Words.line([band.organisation, band.source.toLowerCase(), band.since, band.author])
        }
    }
    Rectangle {
        width: root.width
        height: more.height
        color: Theme.colours.dangerSoft
        visible: root.warnings.count > 1

        Button {
            id: more

            objectName: "moreWarnings"
            kind: Button.Quiet
            glyph: root.isUnfolded ? Icons.fold : Icons.unfold
            text: root.isUnfolded ? qsTr("Show only the gravest") : qsTr("%n more warning(s)", "", root.warnings.count - 1)
            x: Theme.margin - leftPadding
            onClicked: root.isUnfolded = !root.isUnfolded
        }
    }
}
