// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtTest
import Veldboek.Client

AppCase {
    id: root

    test: test

    TestCase {
        id: test

        name: "Sheets"
        when: windowShown

        function init(): void {
            root.size(800, 1000);
            root.startOpen("scenarios");
        }

        function test_aWarningIsRaisedInFourTapsAndStandsAtOnce(): void {
            root.openCase("Hoogakker");
            compare(root.views.caseFile.warnings.count, 0);
            root.press("raiseWarning");
            root.press("chip-dier");
            root.press("chip-let_op");
            root.press("saveWarning");
            compare(root.views.caseFile.warnings.count, 1);
            compare(root.views.caseFile.warnings.at(0, "author"), "Noor Dijkgraaf");
        }
        function test_contextNeedsItsSource(): void {
            root.openCase("Hoogakker");
            root.press("addContext");
            const subject = root.need("subject-input");
            subject.forceActiveFocus();
            root.type("slot");
            root.need("content-input").forceActiveFocus();
            root.type("nieuw slot");
            root.press("chip-feit");
            root.press("chip-wonen");
            verify(!root.need("saveContext").enabled);
            root.press("chip-eigen_waarneming");
            verify(root.need("saveContext").enabled);
            root.press("saveContext");
            root.views.caseFile.area = "wonen";
            root.settle();
            compare(root.views.caseFile.areaItems.count, 1);
        }
        function test_anActionIsDoneWithProof(): void {
            root.openCase("Kortlever");
            root.press("segment-1");
            root.press("action-" + root.views.caseFile.actions.find("isMine", true));
            root.press("step-uitgevoerd");
            verify(!root.need("saveAction").enabled);
            root.need("proof-input").forceActiveFocus();
            root.type("gebracht");
            root.press("saveAction");
            verify(!root.find("saveAction"));
            const row = root.views.caseFile.actions.find("proof", "gebracht");
            verify(row >= 0);
            verify(!root.views.caseFile.actions.at(row, "isOpen"));
        }
        function test_anActionOfSomebodyElseCannotBePressed(): void {
            root.openCase("Kortlever");
            root.press("segment-1");
            const others = root.views.caseFile.actions.find("isMine", false);
            verify(!root.need("action-" + others).enabled);
        }
        function test_fromTodayOneActsOnAVisit(): void {
            root.press("navToday");
            root.press("visit-0");
            verify(root.need("saveAction"));
            root.key(Qt.Key_Escape);
            verify(!root.find("saveAction"));
        }
    }
}
