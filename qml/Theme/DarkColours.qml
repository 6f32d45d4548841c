// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick

// The same notebook at night, in a car.
Colours {
    name: "dark"
    page: "#131719"
    surface: "#1a1f22"
    raised: "#22282c"
    sunken: "#0e1113"
    ink: "#ebe7de"
    inkMuted: "#a9b0b3"
    line: "#2d3438"
    lineStrong: "#7d868b"
    accent: "#74c5cc"
    inkOnAccent: "#06262a"
    accentSoft: "#173b40"
    inkOnAccentSoft: "#b6e4e8"
    attention: "#e8b75f"
    attentionSoft: "#3a2f16"
    inkOnAttentionSoft: "#f5d595"
    danger: "#ff9d95"
    dangerGround: "#98202a"
    inkOnDanger: "#ffffff"
    dangerSoft: "#411c1d"
    inkOnDangerSoft: "#ffcdc8"
    ok: "#88c99c"
    own: "#93bce8"
    ownSoft: "#1c2b3b"
    other: "#d9a8d1"
    otherSoft: "#36253a"
    pet: "#6f8fd6"
    scrim: "#a6000000"
}
