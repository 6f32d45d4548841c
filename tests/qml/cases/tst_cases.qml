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

        name: "Cases"
        when: windowShown

        function init(): void {
            root.size(360, 640);
            root.startOpen("scenarios");
            root.press("navCases");
        }

        function test_theListShowsEveryCaseAndAPressOpensOne(): void {
            compare(root.need("caseList").count, 12);
            compare(root.views.caseFile.caseId, "");
            root.press("case-1");
            verify(root.views.caseFile.caseId.length > 0);
            verify(root.need("caseFilePage"));
            verify(!root.find("caseList"));
            compare(root.stage.openings(), 1);
            root.press("back");
            verify(root.need("caseList"));
            compare(root.views.caseFile.caseId, "");
        }
        function test_typingNarrowsAndEscapeClears(): void {
            root.chord(Qt.Key_F, Qt.ControlModifier);
            verify(root.need("caseSearch").activeFocus);
            root.type("hoog");
            compare(root.need("caseList").count, 1);
            root.key(Qt.Key_Escape);
            compare(root.need("caseList").count, 12);
        }
        function test_arrowsAndEnterOpenACase(): void {
            root.chord(Qt.Key_F, Qt.ControlModifier);
            root.key(Qt.Key_Down);
            const list = root.need("caseList");
            verify(list.activeFocus);
            compare(list.currentIndex, 0);
            root.key(Qt.Key_Down);
            root.key(Qt.Key_Down);
            compare(list.currentIndex, 2);
            const expected = list.currentItem.caseId;
            root.key(Qt.Key_Return);
            compare(root.views.caseFile.caseId, expected);
        }
        function test_filtersSayWhatTheyShow(): void {
            root.press("filter-" + Kinds.CaseFilter.Unread);
            const list = root.need("caseList");
            verify(list.count > 0 && list.count < 12);
            for (let i = 0; i < list.count; ++i)
                verify(root.views.cases.rows.at(i, "unread") > 0);
            root.press("filter-" + Kinds.CaseFilter.All);
            compare(list.count, 12);
        }
        function test_fromAnEmptyResultOneSearchesInAllFiles(): void {
            root.chord(Qt.Key_F, Qt.ControlModifier);
            root.type("koelkast");
            compare(root.need("caseList").count, 0);
            root.key(Qt.Key_Return);
            compare(root.app.shell.section, Shell.Search);
            tryVerify(() => {
                root.settle();
                return !root.views.search.isSearching;
            });
            verify(root.views.search.hits.count > 0);
            root.press("hit-0");
            compare(root.views.caseFile.name, "W. Hoogakker, 68");
        }
        function test_newsArrivesWithoutMovingTheList(): void {
            const list = root.need("caseList");
            list.contentY = 120;
            root.stage.arrive("Munnik");
            root.settle();
            compare(list.contentY, 120);
            verify(root.views.cases.rows.at(root.views.cases.rows.find("name", "G. Munnik, 48"), "unread") === 1);
        }
    }
}
