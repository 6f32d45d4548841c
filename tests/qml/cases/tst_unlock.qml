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

        name: "Unlock"
        when: windowShown

        function init(): void {
            root.start("scenarios");
        }

        function test_theFieldHasTheKeyboardAndTheRightPassphraseOpens(): void {
            const input = root.need("passphrase");
            tryVerify(() => input.activeFocus);
            verify(!root.need("unlock").enabled);
            root.type("veldboek");
            compare(input.length, 8);
            root.key(Qt.Key_Return);
            compare(root.views.session.phase, Kinds.Phase.Unlocked);
            verify(root.app.shell);
            verify(!root.find("unlockPage"));
        }
        function test_aWrongPassphraseSaysSoAndEmptiesTheField(): void {
            root.type("verkeerd");
            root.press("unlock");
            compare(root.views.session.phase, Kinds.Phase.Locked);
            compare(root.need("passphrase").length, 0);
            compare(root.views.session.failure, Kinds.Failure.WrongPassphrase);
            verify(root.need("passphrase").Accessible.description.indexOf("wachtwoord") > 0);
        }
        function test_whileTheKeyIsMadeNothingCanBePressedTwice(): void {
            root.stage.holdUnlock(true);
            root.type("veldboek");
            root.key(Qt.Key_Return);
            compare(root.views.session.phase, Kinds.Phase.Unlocking);
            verify(!root.need("unlock").enabled);
            root.stage.holdUnlock(false);
            root.settle();
            compare(root.views.session.phase, Kinds.Phase.Unlocked);
        }
        function test_aDamagedStoreIsSaidInWords(): void {
            root.stage.failStore(Kinds.Failure.StoreDamaged);
            root.settle();
            compare(root.views.session.phase, Kinds.Phase.Failed);
            const page = root.need("unlockPage");
            verify(page.isFailed);
        }
        function test_lockingDestroysWhatWasOnScreen(): void {
            root.stage.unlock();
            root.settle();
            root.openCase("Kortlever");
            verify(root.need("caseFilePage").visible);
            root.chord(Qt.Key_L, Qt.ControlModifier);
            verify(!root.app.shell);
            verify(root.need("unlockPage"));
        }
    }
}
