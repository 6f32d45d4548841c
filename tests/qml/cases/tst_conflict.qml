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

        name: "Conflict"
        when: windowShown

        function init(): void {
            root.size(360, 640);
            root.startOpen("scenarios");
            root.openCase("Slik");
            root.press("openConflict");
            verify(root.need("conflictPage"));
        }

        function test_sidesAreEqualInSizeWhereThereIsRoom(): void {
            root.size(800, 1000);
            const mine = root.need("side-0");
            const theirs = root.need("side-1");
            compare(mine.width, theirs.width);
            compare(mine.height, theirs.height);
            compare(mine.y, theirs.y);
            verify(mine.isMine);
            verify(!theirs.isMine);
        }
        function test_aDecisionNeedsAReason(): void {
            root.press("side-1");
            verify(!root.need("decide").enabled);
            root.need("reason-input").forceActiveFocus();
            root.type("samen gebeld");
            verify(root.need("decide").enabled);
            root.press("decide");
            verify(!root.views.conflict.isOpen);
            root.press("emptyStateButton");
            compare(root.views.caseFile.colour, "Geel");
            verify(!root.views.caseFile.isColourContested);
            compare(root.views.caseFile.conflicts, 0);
        }
        function test_laterKeepsItOpen(): void {
            root.press("later");
            verify(root.views.conflict.isOpen);
            verify(root.views.conflict.isPostponed);
            verify(root.views.caseFile.conflicts === 1);
        }
        function test_whoMayNotDecideMayLook(): void {
            root.stage.takeDecisionAway();
            root.settle();
            verify(!root.find("decide"));
            verify(!root.need("side-0").enabled);
            verify(root.need("later"));
        }
        function test_decidedElsewhereIsSaid(): void {
            root.stage.decideElsewhere();
            root.settle();
            verify(root.need("conflictPage").isOver);
        }
        function test_escapeGoesBackToTheCase(): void {
            root.need("side-0").forceActiveFocus();
            root.key(Qt.Key_Escape);
            verify(!root.find("conflictPage"));
            verify(root.need("caseFilePage"));
        }
    }
}
