// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtTest
import Veldboek.Client
import Veldboek.Main

AppCase {
    id: root

    test: test

    function tabTo(name: string): void {
        for (let i = 0; i < 80; ++i) {
            const item = root.find(name);
            if (item && item.activeFocus)
                return;
            test.keyClick(Qt.Key_Tab);
        }
        test.fail("Tab never reached " + name);
    }

    TestCase {
        id: test

        name: "QuickContact"
        when: windowShown

        function init(): void {
            root.size(360, 640);
            root.startOpen("scenarios");
            root.openCase("Hoogakker");
        }

        function test_fourTaps(): void {
            const before = root.stage.entries("Hoogakker");
            root.press("contact");
            root.press("chip-huisbezoek");
            root.press("chip-gesproken");
            root.press("saveContact");
            compare(root.stage.entries("Hoogakker"), before + 1);
            verify(!root.find("saveContact"));
            compare(root.views.sync.unsent > 0, true);
        }
        function test_keyboardOnlyFromUnlockToSaved(): void {
            root.start("scenarios");
            root.type("veldboek");
            root.key(Qt.Key_Return);
            root.chord(Qt.Key_F, Qt.ControlModifier);
            root.type("hoog");
            root.key(Qt.Key_Down);
            root.key(Qt.Key_Return);
            compare(root.views.caseFile.name, "W. Hoogakker, 68");
            const before = root.stage.entries("Hoogakker");
            root.chord(Qt.Key_N, Qt.ControlModifier);
            verify(root.find("saveContact"));
            root.tabTo("chip-huisbezoek");
            root.key(Qt.Key_Space);
            root.tabTo("chip-gesproken");
            root.key(Qt.Key_Return);
            root.tabTo("observed-input");
            root.type("licht aan");
            root.tabTo("saveContact");
            root.key(Qt.Key_Return);
            compare(root.stage.entries("Hoogakker"), before + 1);
            verify(!root.find("saveContact"));
        }
        function test_controlEnterRecordsFromWithinTheText(): void {
            const before = root.stage.entries("Hoogakker");
            root.chord(Qt.Key_N, Qt.ControlModifier);
            root.chord(Qt.Key_Return, Qt.ControlModifier);
            compare(root.stage.entries("Hoogakker"), before);
            root.press("chip-huisbezoek");
            root.press("chip-gesproken");
            root.need("observed-input").forceActiveFocus();
            root.type("licht aan");
            root.chord(Qt.Key_Return, Qt.ControlModifier);
            compare(root.stage.entries("Hoogakker"), before + 1);
            verify(!root.find("saveContact"));
        }
        function test_noLuckTakesOneChoice(): void {
            const before = root.stage.entries("Hoogakker");
            root.press("attempt");
            root.press("chip-niet_thuis");
            compare(root.views.contact.kind, "huisbezoek");
            root.press("saveContact");
            compare(root.stage.entries("Hoogakker"), before + 1);
        }
        function test_escapeKeepsTheDraftAndItIsThereAgain(): void {
            root.press("contact");
            root.press("contactKinds-more");
            root.press("chip-telefonisch");
            const text = root.need("observed-input");
            text.forceActiveFocus();
            root.type("half een zin");
            root.key(Qt.Key_Escape);
            tryVerify(() => !root.find("saveContact"));
            verify(root.stage.hasDraft("Hoogakker"));
            root.press("contact");
            compare(root.need("observed-input").text, "half een zin");
            compare(root.views.contact.kind, "telefonisch");
        }
        function test_aFailedSaveIsSaidAndNothingIsLost(): void {
            root.press("contact");
            root.press("chip-huisbezoek");
            root.press("chip-gesproken");
            root.stage.failNext(Kinds.Failure.DiskFull);
            root.press("saveContact");
            compare(root.views.contact.state, Kinds.Form.Failed);
            verify(root.find("saveContact"));
            root.press("saveContact");
            tryVerify(() => !root.find("saveContact"));
        }
        function test_withoutAnOpenCaseThePlusAsksWhichOne(): void {
            root.press("back");
            root.press("navContact");
            compare(root.app.shell.section, Shell.Cases);
            verify(root.app.shell.isChoosing);
            root.press("case-2");
            verify(root.find("saveContact"));
            verify(!root.app.shell.isChoosing);
        }
    }
}
