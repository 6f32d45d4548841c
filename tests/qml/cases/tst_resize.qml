// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtTest
import Veldboek.Client
import Veldboek.Main

AppCase {
    id: root

    test: test

    TestCase {
        id: test

        name: "Resize"
        when: windowShown

        function init(): void {
            root.size(360, 640);
            root.startOpen("scenarios");
        }

        function test_panesFollowTheWidth(): void {
            root.press("navCases");
            root.press("case-1");
            verify(!root.find("listPane"));
            verify(root.find("detailPane"));
            root.size(800, 1000);
            verify(root.find("listPane"));
            verify(root.find("detailPane"));
            verify(!root.find("caseContextPane"));
            verify(root.find("navCases"));
            root.size(1280, 800);
            verify(root.find("caseContextPane"));
            verify(root.find("railCases"));
            verify(!root.find("navCases"));
            root.size(360, 640);
            verify(!root.find("listPane"));
            verify(root.find("detailPane"));
        }
        function test_placeAndSelectionStay(): void {
            root.size(1280, 800);
            root.press("railCases");
            const list = root.need("caseList");
            root.press("case-1");
            const opened = root.views.caseFile.caseId;
            const timeline = root.need("timeline");
            tryCompare(timeline, "isTurning", false);
            timeline.contentY = timeline.originY + 60;
            const offset = timeline.contentY - timeline.originY;
            root.size(800, 1000);
            root.size(360, 640);
            root.size(1280, 800);
            compare(root.views.caseFile.caseId, opened);
            verify(root.need("caseList") === list);
            tryVerify(() => Math.abs(timeline.contentY - timeline.originY - offset) < 2);
        }
        function test_halfWrittenTextStaysThroughATurn(): void {
            root.openCase("Hoogakker");
            root.press("contact");
            root.press("chip-huisbezoek");
            root.need("observed-input").forceActiveFocus();
            root.type("half");
            root.size(640, 360);
            root.size(1280, 800);
            compare(root.need("observed-input").text, "half");
            compare(root.views.contact.kind, "huisbezoek");
            root.need("observed-input").forceActiveFocus();
            root.key(Qt.Key_End);
            root.type(" een zin");
            compare(root.views.contact.observed, "half een zin");
        }
    }
}
