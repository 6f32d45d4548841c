// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Theme

Rectangle {
    implicitHeight: Theme.hairline
    color: Theme.colours.line
}
