pragma Singleton

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick

// The glyphs of Material Icons that the app uses, by their meaning here. The font comes from the
// system; a glyph is never the only bearer of a meaning.
QtObject {
    readonly property string back: "\ue5c4"
    readonly property string close: "\ue5cd"
    readonly property string search: "\ue8b6"
    readonly property string add: "\ue145"
    readonly property string more: "\ue5d3"
    readonly property string open: "\ue5cc"
    readonly property string unfold: "\ue5cf"
    readonly property string fold: "\ue5ce"
    readonly property string lock: "\ue897"
    readonly property string today: "\ue8df"
    readonly property string cases: "\ue2c7"
    readonly property string attention: "\ue7f4"
    readonly property string warning: "\ue002"
    readonly property string shield: "\ue9e0"
    readonly property string persons: "\ue7fb"
    readonly property string person: "\ue7fd"
    readonly property string contact: "\ue0bf"
    readonly property string attempt: "\ue836"
    readonly property string context: "\ue873"
    readonly property string decision: "\ue90e"
    readonly property string withheld: "\ue8f5"
    readonly property string action: "\ue85d"
    readonly property string visit: "\ue55f"
    readonly property string draft: "\ue745"
    readonly property string conflict: "\ue0b6"
    readonly property string refused: "\ue5c9"
    readonly property string late: "\ue889"
    readonly property string flag: "\ue153"
    readonly property string sync: "\ue627"
    readonly property string syncProblem: "\ue629"
    readonly property string online: "\ue2bf"
    readonly property string offline: "\ue2c1"
    readonly property string onlyHere: "\ue836"
    readonly property string queued: "\ue5d8"
    readonly property string accepted: "\ue5ca"
    readonly property string applied: "\ue877"
    readonly property string seen: "\ue8f4"
    readonly property string clock: "\ue8b5"
    readonly property string chosen: "\ue86c"
    readonly property string error: "\ue001"
    readonly property string book: "\uea19"
    readonly property string look: "\ueb37"
    readonly property string letters: "\ue262"
    readonly property string done: "\ue2e6"
}
