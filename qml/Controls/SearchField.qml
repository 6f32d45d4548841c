// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtQuick.Templates as T
import Veldboek.Theme

T.TextField {
    id: root

    required property string name
    property string hint

    signal searched(string text)

    implicitHeight: Math.max(Theme.target, root.contentHeight + 2 * Theme.gap)
    implicitWidth: 240
    leftPadding: Theme.inset + Theme.iconSize + Theme.gap
    rightPadding: clear.visible ? Theme.target : Theme.inset
    color: Theme.colours.ink
    selectionColor: Theme.colours.accent
    selectedTextColor: Theme.colours.inkOnAccent
    placeholderTextColor: Theme.colours.inkMuted
    font.family: Theme.family
    font.pixelSize: Theme.body
    verticalAlignment: TextInput.AlignVCenter
    selectByMouse: true
    inputMethodHints: Qt.ImhNoPredictiveText
    Accessible.role: Accessible.EditableText
    Accessible.name: root.name
    Accessible.searchEdit: true
    onTextEdited: root.searched(root.text)
    Keys.onEscapePressed: event => {
        event.accepted = root.length > 0;
        root.clear();
        root.searched("");
    }

    Icon {
        glyph: Icons.search
        x: Theme.inset
        anchors.verticalCenter: parent.verticalCenter
    }
    Label {
        text: root.hint
        color: Theme.colours.inkMuted
        visible: root.length === 0 && root.preeditText.length === 0
        anchors.verticalCenter: parent.verticalCenter
        x: root.leftPadding
        width: root.width - root.leftPadding - root.rightPadding
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
    IconButton {
        id: clear

        objectName: "clearSearch"
        glyph: Icons.close
        name: qsTr("Clear the search")
        tone: Theme.colours.inkMuted
        visible: root.length > 0
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        onClicked: {
            root.clear();
            root.searched("");
            root.forceActiveFocus();
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: Theme.colours.surface
        border.width: root.activeFocus ? 2 : 1
        border.color: root.activeFocus ? Theme.colours.accent : Theme.colours.lineStrong
    }
}
