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

        name: "CaseFile"
        when: windowShown

        function init(): void {
            root.size(360, 640);
            root.startOpen("scenarios");
            root.openCase("Kortlever");
        }

        function test_theWarningStandsAboveEverythingAndDoesNotScrollAway(): void {
            const bands = root.need("warningBands");
            const before = bands.mapToItem(root, 0, 0).y;
            const list = root.need("timeline");
            verify(before < list.mapToItem(root, 0, 0).y);
            list.positionViewAtEnd();
            root.settle();
            compare(bands.mapToItem(root, 0, 0).y, before);
            for (let part = 1; part < 4; ++part) {
                root.press("segment-" + part);
                compare(root.need("warningBands").mapToItem(root, 0, 0).y, before);
                verify(bands.height > 60);
            }
        }
        function test_theGravestWarningIsOpenAndTheOthersArePressedOpen(): void {
            root.app.shell.leaveDetail();
            root.openCase("Veltman");
            compare(root.views.caseFile.warnings.count, 2);
            const bands = root.need("warningBands");
            const height = bands.height;
            root.press("moreWarnings");
            tryVerify(() => bands.height > height);
        }
        function test_everySegmentShowsItsPart(): void {
            root.press("segment-1");
            verify(root.need("action-0"));
            root.press("segment-3");
            root.press("area-2");
            compare(root.views.caseFile.area, "justitieel");
            verify(root.views.caseFile.areaItems.count > 0);
            verify(root.need("addContextHere"));
        }
        function test_anEntryUnfoldsAndFolds(): void {
            const list = root.need("timeline");
            list.forceActiveFocus();
            list.currentIndex = 0;
            const height = list.currentItem.height;
            root.key(Qt.Key_Return);
            tryVerify(() => list.currentItem.height > height);
            root.key(Qt.Key_Return);
            tryCompare(list.currentItem, "height", height);
        }
        function test_leavingMarksAsRead(): void {
            verify(root.views.caseFile.unread > 0);
            root.press("back");
            root.openCase("Kortlever");
            compare(root.views.caseFile.unread, 0);
        }
        function test_aCaseThatLeavesIsSaidAndNotEmptied(): void {
            root.stage.withdraw("Kortlever");
            root.settle();
            verify(root.need("caseFilePage").isGone);
            verify(!root.find("contact"));
        }
        function test_loadingIsShownUntilTheFileIsThere(): void {
            root.app.shell.leaveDetail();
            root.stage.holdDelivery(true);
            root.openCase("Hoogakker");
            verify(!root.views.caseFile.isLoaded);
            root.stage.holdDelivery(false);
            root.settle();
            verify(root.views.caseFile.isLoaded);
        }
    }
}
