// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick

// Paper by daylight.
Colours {
    name: "light"
    page: "#f6f3ec"
    surface: "#fcfaf5"
    raised: "#ffffff"
    sunken: "#ece8de"
    ink: "#1c2226"
    inkMuted: "#575e63"
    line: "#e0dbcf"
    lineStrong: "#85847c"
    accent: "#0d5c66"
    inkOnAccent: "#ffffff"
    accentSoft: "#dcebea"
    inkOnAccentSoft: "#0a4a53"
    attention: "#855400"
    attentionSoft: "#faecca"
    inkOnAttentionSoft: "#5c3a00"
    danger: "#a8161f"
    dangerGround: "#a8161f"
    inkOnDanger: "#ffffff"
    dangerSoft: "#fbe4e1"
    inkOnDangerSoft: "#6f0d14"
    ok: "#27663b"
    own: "#255a8c"
    ownSoft: "#e4edf6"
    other: "#74436d"
    otherSoft: "#f3e9f1"
    pet: "#2f4f8f"
    scrim: "#661c2226"
}
