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

        name: "Sync"
        when: windowShown

        function init(): void {
            root.size(360, 640);
            root.startOpen("scenarios");
        }

        function test_theCornerOpensTheFourFacts(): void {
            root.press("statusCorner");
            compare(root.app.shell.section, Shell.Attention);
            const page = root.need("syncPage");
            compare(page.connectionText, "Online");
            verify(page.unsentText.indexOf("2") > 0);
            verify(page.appliedText.indexOf("geleden") > 0);
        }
        function test_offlineIsSaidWithSinceWhenAndNothingIsPromised(): void {
            root.stage.setOnline(false);
            root.press("statusCorner");
            const page = root.need("syncPage");
            verify(page.offlineText.indexOf("11:20") > 0);
            root.press("syncNow");
            compare(root.views.sync.failure, Kinds.Failure.Offline);
            compare(root.views.sync.nextAttempt, "");
            compare(root.views.sync.unsent, 2);
        }
        function test_aHubThatDoesNotAnswerIsNotCalledNoNetwork(): void {
            root.stage.setOnline(false);
            root.stage.failNext(Kinds.Failure.HubUnreachable);
            root.press("statusCorner");
            const page = root.need("syncPage");
            verify(page.connectionText.startsWith("Geen netwerk sinds"));
            root.press("syncNow");
            compare(root.views.sync.failure, Kinds.Failure.HubUnreachable);
            verify(page.connectionText.startsWith("Geen contact met de hub sinds"));
        }
        function test_afterASyncEverythingIsSent(): void {
            root.press("statusCorner");
            root.press("syncNow");
            compare(root.views.sync.unsent, 0);
            compare(root.need("syncPage").unsentText, "Alles is verstuurd");
        }
        function test_anItemLeadsToWhatItIsAbout(): void {
            root.press("statusCorner");
            const row = root.views.sync.items.find("kind", Kinds.Attention.Conflict);
            root.press("item-" + row);
            verify(root.need("conflictPage"));
            root.press("conflictBack");
            verify(root.need("syncPage"));
        }
        function test_nothingToLookAtIsSaid(): void {
            root.stage.tidyUp();
            root.settle();
            root.press("statusCorner");
            compare(root.views.sync.items.count, 0);
            compare(root.need("syncPage").attentionText, "Niets");
        }
    }
}
