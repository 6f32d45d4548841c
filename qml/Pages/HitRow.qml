// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Controls
import Veldboek.Theme

// One place where the words were found.
ListRow {
    id: root

    required property string caseId
    required property string caseName
    required property int kind
    required property string title
    required property string snippet
    required property string plainSnippet
    required property string happened
    readonly property string under: Words.line([Sentences.hit(root.kind), root.title, root.happened])

    text: Words.spoken([root.caseName, root.under, root.plainSnippet])

    contentItem: Column {
        spacing: 2

        Label {
            text: root.caseName
            width: parent.width
            font.weight: Font.Medium
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        Label {
            text: root.snippet
            textFormat: Text.StyledText
            width: parent.width
            visible: root.snippet.length > 0
            font.pixelSize: Theme.small
            maximumLineCount: 2
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Label {
            text: root.under
            width: parent.width
            color: Theme.colours.inkMuted
            font.pixelSize: Theme.caption
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
