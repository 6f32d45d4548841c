// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtQuick.Templates as T
import Veldboek.Theme

// A column that scrolls, keeps what the keyboard is in in view, and shows a thin bar while it moves.
Flickable {
    id: root

    contentWidth: root.width
    clip: true
    boundsBehavior: Flickable.StopAtBounds

    readonly property Item focused: root.Window.activeFocusItem
    onFocusedChanged: root.reveal(root.focused)

    function isInside(item: Item): bool {
        let each = item;
        while (each && each !== root.contentItem)
            each = each.parent;
        return each !== null;
    }
    function reveal(item: Item): void {
        if (!item || !root.isInside(item))
            return;
        const top = item.mapToItem(root.contentItem, 0, 0).y - Theme.margin;
        const bottom = top + item.height + 2 * Theme.margin;
        if (top < root.contentY)
            root.contentY = Math.max(0, top);
        else if (bottom > root.contentY + root.height)
            root.contentY = Math.max(0, Math.min(bottom - root.height, root.contentHeight - root.height));
    }

    T.ScrollBar.vertical: ScrollBar {
    }
}
