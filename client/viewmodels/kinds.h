// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/session.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

/// The bridge's enums under the names that QML uses (Kinds.Phase.Locked). Same order, same values;
/// kinds.cpp checks that at compile time, so a cast is the conversion.
namespace vb::view::Kinds {
Q_NAMESPACE
QML_ELEMENT
Q_CLASSINFO("RegisterEnumClassesUnscoped", "false")

enum class Phase { Locked, Unlocking, Unlocked, Failed };
Q_ENUM_NS(Phase)

enum class Failure {
    None,
    WrongPassphrase,
    StoreMissing,
    StoreBusy,
    StoreDamaged,
    StoreTooNew,
    DiskFull,
    Io,
    Locked,
    NotFound,
    NotMember,
    Required,
    TooLong,
    UnknownCode,
    ReasonRequired,
    NotAllowed,
    Stale,
    Offline,
    HubUnreachable,
    HubRefused,
    UpdateNeeded,
    Internal,
};
Q_ENUM_NS(Failure)

enum class Connection { Unknown, Online, Offline };
Q_ENUM_NS(Connection)

enum class Safety { None, LetOp, NietAlleen, AlleenMetPolitie, NietBetreden };
Q_ENUM_NS(Safety)

enum class Delivery { OnlyHere, Queued, Accepted, Applied, Seen, Refused };
Q_ENUM_NS(Delivery)

enum class Refusal { None, Role, NotMember, Certificate, TooLarge, Malformed, Purged };
Q_ENUM_NS(Refusal)

/// What stands in a time line, in the order of TimelineEntry::body.
enum class Entry { Contact, Context, Decision, Withheld, Warning, Action };
Q_ENUM_NS(Entry)

enum class Attention {
    Conflict,
    Refused,
    Late,
    BeforeDecision,
    CheckAction,
    NoCoordinator,
    Alarm,
    Newer
};
Q_ENUM_NS(Attention)

enum class Hit { Case, Person, Contact, Context, Warning, Action };
Q_ENUM_NS(Hit)

enum class Intent { PickUp, Done, CannotDo, Cancel, Reopen };
Q_ENUM_NS(Intent)

enum class Meanwhile { NewestShown, EarliestRules, LatestRules, StrictestRules, RecordsStand };
Q_ENUM_NS(Meanwhile)

enum class ValueInput { None, Code, Text, Day };
Q_ENUM_NS(ValueInput)

// Not "Attention": an enumerator with the name of another enum hides it from QML.
enum class CaseFilter { All, Unread, Unsent, NeedsAttention };
Q_ENUM_NS(CaseFilter)

/// Where something that a person fills in has got to.
enum class Form { Editing, Saving, Saved, Failed };
Q_ENUM_NS(Form)

/// What a person chooses on a conflict card.
enum class Choice { None, One, Both, Other };
Q_ENUM_NS(Choice)

} // namespace vb::view::Kinds

namespace vb::view {

/// kinds(bridge::Phase::Locked) == Kinds::Phase::Locked, and so on.
template <typename To, typename From>
constexpr To kindOf(From from) {
    return static_cast<To>(static_cast<int>(from));
}

} // namespace vb::view
