pragma Singleton

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick

// Every colour, size and duration of the app. Main sets the first three; everything else follows.
QtObject {
    id: root

    enum Scheme {
        Light,
        Dark,
        HighContrast
    }

    property int scheme: Theme.Light
    property real textScale: 1
    property bool reducedMotion: false

    readonly property LightColours lightColours: LightColours {
    }
    readonly property DarkColours darkColours: DarkColours {
    }
    readonly property HighContrastColours highContrastColours: HighContrastColours {
    }
    readonly property list<QtObject> all: [root.lightColours, root.darkColours, root.highContrastColours]

    readonly property Colours colours: root.scheme === Theme.Dark ? root.darkColours : root.lighter
    readonly property Colours lighter: root.scheme === Theme.HighContrast ? root.highContrastColours : root.lightColours

    // Type: one family, six sizes. Nothing is set in capitals.
    readonly property string family: "Inter"
    readonly property string iconFamily: "Material Icons"
    // Inter's own line is 1.21 of its size; this makes it 1.4.
    readonly property real lineHeight: 1.16
    readonly property int caption: Math.round(12 * root.textScale)
    readonly property int small: Math.round(14 * root.textScale)
    readonly property int body: Math.round(16 * root.textScale)
    readonly property int title: Math.round(20 * root.textScale)
    readonly property int heading: Math.round(26 * root.textScale)
    readonly property int display: Math.round(34 * root.textScale)

    // Space: steps of four.
    readonly property int unit: 4
    readonly property int gap: 8
    readonly property int inset: 12
    readonly property int margin: 16
    readonly property int wideMargin: 24
    readonly property int target: 44
    // The strip at the top of every pane, so that panes side by side begin alike.
    readonly property int header: 60
    readonly property int radius: 8
    readonly property int hairline: 1
    readonly property int iconSize: Math.round(20 * Math.min(root.textScale, 1.5))

    // Where the layout changes, in device-independent pixels of width. Large text needs more room for
    // the same words, up to a point.
    readonly property real roomScale: Math.max(1, Math.min(root.textScale, 1.5))
    readonly property int narrowBelow: Math.round(600 * root.roomScale)
    readonly property int wideFrom: Math.round(1100 * root.roomScale)

    readonly property int quick: root.reducedMotion ? 0 : 120
    readonly property int calm: root.reducedMotion ? 0 : 180
}
