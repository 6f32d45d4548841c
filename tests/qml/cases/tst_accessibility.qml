// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtTest
import Veldboek.Client
import Veldboek.Main

// Walks the whole tree of every page and sheet: what can have the focus has a name, a role and a
// size that a thumb can hit; Tab comes around and visits all of it.
AppCase {
    id: root

    property int walked: 0

    test: test

    function walk(item: Item, where: string): void {
        if (!item.visible || item.opacity === 0)
            return;
        if (item.activeFocusOnTab && item.enabled) {
            const what = where + ": " + item.toString() + " " + item.objectName;
            test.verify(item.Accessible.name.length > 0, what + " has a name");
            test.verify(item.Accessible.role !== Accessible.NoRole, what + " has a role");
            test.verify(item.objectName.length > 0, what + " has an object name");
            test.verify(item.width >= 44, what + " is wide enough: " + item.width);
            test.verify(item.height >= 44, what + " is high enough: " + item.height);
            root.walked += 1;
        }
        for (let i = 0; i < item.children.length; ++i)
            root.walk(item.children[i], where);
    }
    function walkAll(where: string): void {
        let top = root.holder;
        while (top.parent)
            top = top.parent;
        root.walked = 0;
        root.walk(top, where);
        test.verify(root.walked > 0, where + " has something to focus");
    }

    TestCase {
        id: test

        name: "Accessibility"
        when: windowShown

        function test_everyPage_data(): var {
            return [
                {
                    "tag": "narrow",
                    "width": 360,
                    "height": 640
                },
                {
                    "tag": "medium",
                    "width": 800,
                    "height": 1000
                },
                {
                    "tag": "wide",
                    "width": 1280,
                    "height": 800
                }
            ];
        }
        function test_everyPage(row: var): void {
            root.size(row.width, row.height);
            root.start("scenarios");
            root.walkAll("unlock");
            root.stage.unlock();
            root.settle();
            for (const section of [Shell.Today, Shell.Cases, Shell.Attention, Shell.More, Shell.Search]) {
                root.app.shell.goTo(section);
                root.settle();
                root.walkAll("section " + section);
            }
            for (const part of ["Kortlever", "Veltman", "Slik", "Terbeek"]) {
                root.openCase(part);
                root.walkAll(part);
                for (let segment = 1; segment < 4 && root.find("segment-1"); ++segment) {
                    root.press("segment-" + segment);
                    root.walkAll(part + " segment " + segment);
                }
            }
            root.openCase("Slik");
            root.press("openConflict");
            root.views.conflict.chooseOther();
            root.settle();
            root.walkAll("conflict");
        }
        function test_everySheet(): void {
            root.size(360, 640);
            root.startOpen("scenarios");
            root.openCase("Kortlever");
            const shell = root.app.shell;
            for (const open of [() => shell.addContact(false), () => shell.addContact(true), () => shell.addWarning(), () => shell.addContext(""), () => shell.changeAction(root.views.caseFile.actions.at(root.views.caseFile.actions.find("isMine", true), "record"))]) {
                open();
                root.settle();
                if (root.find("contactDetails"))
                    root.press("contactDetails");
                root.walkAll("sheet");
                root.press("closeSheet");
            }
        }
        function test_tabComesAround(): void {
            root.size(800, 1000);
            root.startOpen("scenarios");
            root.press("navCases");
            const seen = [];
            root.need("caseSearch").forceActiveFocus();
            for (let i = 0; i < 200; ++i) {
                keyClick(Qt.Key_Tab);
                const item = root.Window.activeFocusItem;
                verify(item);
                if (item.objectName === "caseSearch")
                    break;
                seen.push(item.objectName);
            }
            // A list is one stop: its current row.
            compare(seen.filter(name => name.startsWith("case-")).length, 1);
            verify(seen.indexOf("navContact") >= 0, "the plus is reached");
            verify(seen.indexOf("navMore") >= 0, "the last place is reached");
            verify(seen.length < 200, "the way comes around");
        }
    }
}
