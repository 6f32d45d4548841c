// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick

// The roles a colour can have. A role is never skipped: tests/qml computes the contrast of every
// pair of text and ground that the controls use, in each palette.
QtObject {
    required property string name

    // Grounds
    required property color page
    required property color surface
    required property color raised
    required property color sunken
    // Text and lines
    required property color ink
    required property color inkMuted
    required property color line
    required property color lineStrong
    // The one accent
    required property color accent
    required property color inkOnAccent
    required property color accentSoft
    required property color inkOnAccentSoft
    // Something is to be looked at
    required property color attention
    required property color attentionSoft
    required property color inkOnAttentionSoft
    // Safety, and nothing else
    required property color danger
    required property color dangerGround
    required property color inkOnDanger
    required property color dangerSoft
    required property color inkOnDangerSoft
    // It went well
    required property color ok
    // Mine and theirs, on a conflict card
    required property color own
    required property color ownSoft
    required property color other
    required property color otherSoft
    // The role one works in
    required property color pet
    required property color scrim
}
