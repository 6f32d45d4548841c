// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtTest
import Veldboek.Client
import Veldboek.Main
import Veldboek.Testing
import Veldboek.Theme

// The app on a stage, afresh for every test function. Any warning fails the function.
Item {
    id: root

    property alias stage: stage
    property alias holder: holder
    property App app: null
    property TestCase test
    readonly property Views views: stage.views

    width: 800
    height: 1000

    function start(house: string): void {
        // Qt 6.4 warns when a list empties while a row outside the view is still being made; it is
        // right in what it does then.
        root.test.failOnWarning(/^(?!DelegateModel::cancel: index out range)/);
        Theme.reducedMotion = true;
        Theme.textScale = 1;
        Theme.scheme = Theme.Light;
        // The app goes before the views it looks at.
        if (root.app) {
            root.app.destroy();
            root.app = null;
            root.test.wait(0);
        }
        stage.start(house);
        root.app = root.test.createTemporaryObject(appComponent, holder, {
            "views": stage.views
        });
        root.test.verify(root.app);
        root.settle();
    }
    function startOpen(house: string): void {
        root.start(house);
        stage.unlock();
        root.settle();
        root.test.verify(root.app.shell);
    }
    function size(width: int, height: int): void {
        root.width = width;
        root.height = height;
        root.test.tryCompare(holder, "width", width);
        root.settle();
    }
    function settle(): void {
        stage.settle();
        root.test.wait(0);
        stage.settle();
    }
    // The visible item of that name anywhere in the window, sheets included; null when there is none.
    function find(name: string): Item {
        let top = holder;
        while (top.parent)
            top = top.parent;
        return root.findIn(top, name);
    }
    function findIn(item: Item, name: string): Item {
        if (!item.visible || item.opacity === 0)
            return null;
        if (item.objectName === name)
            return item;
        for (let i = 0; i < item.children.length; ++i) {
            const found = root.findIn(item.children[i], name);
            if (found)
                return found;
        }
        return null;
    }
    // As find, but gives lists and layouts the frame in which they make their items.
    function need(name: string): Item {
        root.test.tryVerify(() => {
            stage.settle();
            return root.find(name) !== null;
        }, 2000, "there is a visible " + name);
        return root.find(name);
    }
    // As a person does: scrolls to the item where that is needed, then taps it.
    function press(name: string): void {
        const item = root.need(name);
        for (let each = item.parent; each; each = each.parent) {
            if (typeof each.reveal === "function")
                each.reveal(item);
        }
        root.test.waitForRendering(holder, 50);
        const middle = item.mapToItem(holder, item.width / 2, item.height / 2);
        root.test.verify(holder.contains(middle), name + " can be reached");
        root.test.mouseClick(item);
        root.settle();
    }
    function key(which: int): void {
        root.test.keyClick(which);
        root.settle();
    }
    function chord(which: int, modifiers: int): void {
        root.test.keyClick(which, modifiers);
        root.settle();
    }
    function type(text: string): void {
        for (let i = 0; i < text.length; ++i)
            root.test.keyClick(text[i]);
        root.settle();
    }
    function openCase(part: string): void {
        root.app.shell.openCase(stage.caseId(part));
        root.settle();
    }

    Stage {
        id: stage
    }
    Item {
        id: holder

        anchors.fill: parent
    }
    Component {
        id: appComponent

        App {
            anchors.fill: parent
            focus: true
        }
    }
}
