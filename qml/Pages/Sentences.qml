pragma Singleton

// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import Veldboek.Client

// The sentences for what the session says in enums. One place, so that the same thing is said the
// same way everywhere.
QtObject {
    id: root

    function failure(kind: int, limit: int): string {
        switch (kind) {
        case Kinds.Failure.WrongPassphrase:
            return qsTr("That passphrase is not right. Check that Caps Lock is off and try again.");
        case Kinds.Failure.StoreMissing:
            return qsTr("There is no Veldboek on this device yet. Ask the office to set one up.");
        case Kinds.Failure.StoreBusy:
            return qsTr("Veldboek is already open on this device. Close the other window first.");
        case Kinds.Failure.StoreDamaged:
            return qsTr("The stored copy is damaged and was not opened. Nothing was changed. Call the office.");
        case Kinds.Failure.StoreTooNew:
            return qsTr("The stored copy was made by a newer Veldboek. Install the update first.");
        case Kinds.Failure.DiskFull:
            return qsTr("There is no room left on this device. Nothing was saved. Make room and try again.");
        case Kinds.Failure.Io:
            return qsTr("This device could not write. Nothing was saved. Try again.");
        case Kinds.Failure.Locked:
            return qsTr("Veldboek is locked. Open it first.");
        case Kinds.Failure.NotFound:
            return qsTr("This is no longer on this device.");
        case Kinds.Failure.NotMember:
            return qsTr("You no longer belong to this case. Nothing was saved.");
        case Kinds.Failure.Required:
            return qsTr("Something is still to be filled in.");
        case Kinds.Failure.TooLong:
            return qsTr("The text is too long. There is room for %n character(s).", "", limit);
        case Kinds.Failure.UnknownCode:
            return qsTr("This choice does not exist in your house. Choose another one.");
        case Kinds.Failure.ReasonRequired:
            return qsTr("Say why.");
        case Kinds.Failure.NotAllowed:
            return qsTr("Your role may not do this. Nothing was changed.");
        case Kinds.Failure.Stale:
            return qsTr("Something changed in the meantime. Look again and choose again.");
        case Kinds.Failure.Offline:
            return qsTr("There is no network. What you wrote stays on this device.");
        case Kinds.Failure.HubUnreachable:
            return qsTr("There is a network, but the hub does not answer. What you wrote stays on this device.");
        case Kinds.Failure.HubRefused:
            return qsTr("The hub does not accept this device. Call the office.");
        case Kinds.Failure.UpdateNeeded:
            return qsTr("Veldboek and the hub are of different versions: an update is needed. What you wrote stays on this device.");
        case Kinds.Failure.Internal:
            return qsTr("Something went wrong in Veldboek. Nothing was changed. Call the office.");
        }
        return "";
    }

    function refusal(kind: int): string {
        switch (kind) {
        case Kinds.Refusal.Role:
            return qsTr("Refused: your role may not change this. It stands as a proposal.");
        case Kinds.Refusal.NotMember:
            return qsTr("Refused: you were no longer in the case team.");
        case Kinds.Refusal.Certificate:
            return qsTr("Refused: this device was not valid at that moment.");
        case Kinds.Refusal.TooLarge:
            return qsTr("Refused: too large.");
        case Kinds.Refusal.Malformed:
            return qsTr("Refused: the hub could not read it. Call the office.");
        case Kinds.Refusal.Purged:
            return qsTr("Refused: this was removed in the meantime.");
        }
        return "";
    }

    function attention(kind: int, subject: string, refusal: int): string {
        switch (kind) {
        case Kinds.Attention.Conflict:
            return qsTr("Two versions: %1").arg(subject);
        case Kinds.Attention.Refused:
            return qsTr("%1. %2").arg(subject).arg(root.refusal(refusal));
        case Kinds.Attention.Late:
            return qsTr("Arrived after its author had left: %1").arg(subject);
        case Kinds.Attention.BeforeDecision:
            return qsTr("Happened before the decision, arrived after it: %1").arg(subject);
        case Kinds.Attention.CheckAction:
            return qsTr("Check: done and also cancelled: %1").arg(subject);
        case Kinds.Attention.NoCoordinator:
            return qsTr("This case has no coordinator");
        case Kinds.Attention.Alarm:
            return qsTr("The hub contradicts itself. Call the office.");
        case Kinds.Attention.Newer:
            return qsTr("There is something here that this Veldboek cannot show yet. It is kept. Install the update.");
        }
        return subject;
    }

    function meanwhile(kind: int): string {
        switch (kind) {
        case Kinds.Meanwhile.EarliestRules:
            return qsTr("Until somebody decides, the earliest date rules.");
        case Kinds.Meanwhile.LatestRules:
            return qsTr("Until somebody decides, the latest date rules.");
        case Kinds.Meanwhile.StrictestRules:
            return qsTr("Until somebody decides, the strictest one rules.");
        case Kinds.Meanwhile.RecordsStand:
            return qsTr("Until somebody decides, everything stays as it is.");
        }
        return qsTr("Until somebody decides, everybody sees both, the newest first.");
    }

    function intent(kind: int, label: string): string {
        switch (kind) {
        case Kinds.Intent.Done:
            return qsTr("Done");
        case Kinds.Intent.PickUp:
            return qsTr("Taken up");
        case Kinds.Intent.CannotDo:
            return qsTr("Cannot do: %1").arg(label.toLowerCase());
        case Kinds.Intent.Cancel:
            return qsTr("Cancel");
        case Kinds.Intent.Reopen:
            return qsTr("Take up again");
        }
        return label;
    }

    function hit(kind: int): string {
        switch (kind) {
        case Kinds.Hit.Case:
            return qsTr("Case");
        case Kinds.Hit.Person:
            return qsTr("Person");
        case Kinds.Hit.Contact:
            return qsTr("Contact");
        case Kinds.Hit.Context:
            return qsTr("Context");
        case Kinds.Hit.Warning:
            return qsTr("Safety warning");
        case Kinds.Hit.Action:
            return qsTr("Action");
        }
        return "";
    }
}
