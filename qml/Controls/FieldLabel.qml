// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Theme

// The word above an input.
Label {
    font.pixelSize: Theme.small
    font.weight: Font.Medium
    color: Theme.colours.inkMuted
}
