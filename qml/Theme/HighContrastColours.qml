// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick

// Black on white, lines that are seen: bright sun, tired eyes.
Colours {
    name: "highContrast"
    page: "#ffffff"
    surface: "#ffffff"
    raised: "#ffffff"
    sunken: "#f0f0f0"
    ink: "#000000"
    inkMuted: "#26292b"
    line: "#5c5f61"
    lineStrong: "#000000"
    accent: "#00424b"
    inkOnAccent: "#ffffff"
    accentSoft: "#d2eef0"
    inkOnAccentSoft: "#002a30"
    attention: "#5a3600"
    attentionSoft: "#ffe9b0"
    inkOnAttentionSoft: "#331f00"
    danger: "#8a000a"
    dangerGround: "#8a000a"
    inkOnDanger: "#ffffff"
    dangerSoft: "#ffe0dd"
    inkOnDangerSoft: "#4d0006"
    ok: "#0d4a22"
    own: "#00396e"
    ownSoft: "#dfeeff"
    other: "#561a4f"
    otherSoft: "#ffe8fc"
    pet: "#1c2f6b"
    scrim: "#99000000"
}
