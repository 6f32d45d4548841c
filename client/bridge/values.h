// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/clock.h"
#include "sync/base/ids.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

// The small values that cross between the session and the user interface. All of them are plain
// snapshots: comparable, copied freely between threads, without a way back into the core. Text is
// UTF-8. What a person reads as a label comes with its code, so that no view keeps a list of its
// own; what a view must decide on (a colour, an icon, which sentence) is an enum.
namespace vb::bridge {

/// A calendar day without a time zone: birth dates, rappeldatum, validity of a report.
using Date = std::chrono::year_month_day;

/// How much of an event time is known; the rest of the instant is padding and is never shown.
enum class Precision : std::uint8_t { Minute, Day, Month, Year, Unknown };

/// When something happened or is due. `at` is the first instant of the stated period in the house's
/// time zone.
struct Moment {
    Instant at;
    Precision precision = Precision::Minute;
    friend bool operator==(const Moment&, const Moment&) = default;
};

/// A value of a code list of the domain: `code` is the ASCII id that goes back in a command,
/// `label` the Dutch words. An empty code means that no value is known.
struct CodeValue {
    std::string code;
    std::string label;
    [[nodiscard]] bool isKnown() const { return !code.empty(); }
    friend bool operator==(const CodeValue&, const CodeValue&) = default;
};

/// Under whose name something stands: always a person, an organisation and the role (pet) in which
/// it was obtained.
struct Author {
    std::string name;
    std::string organisation;
    std::string role;
    bool isMe = false;
    friend bool operator==(const Author&, const Author&) = default;
};

/// Names one version of one field, as shown. Opaque: made by the session, handed back by a command
/// that claims to have seen it; meaningless in another session.
struct VersionKey {
    std::string opaque;
    friend auto operator<=>(const VersionKey&, const VersionKey&) = default;
    friend bool operator==(const VersionKey&, const VersionKey&) = default;
};

/// The order is the order of severity; None means that no warning is in force.
enum class SafetyLevel : std::uint8_t {
    None,
    LetOp,
    NietAlleen,
    AlleenMetPolitie,
    NietBetreden,
};

/// How far a record has demonstrably come. The order is the order of progress; Refused ends it.
enum class DeliveryStage : std::uint8_t { OnlyHere, Queued, Accepted, Applied, Seen, Refused };

/// Why the hub or the fold kept something without effect.
enum class Refusal : std::uint8_t {
    None,
    Role,        ///< the author held no role that may write this; it stands as a proposal
    NotMember,   ///< the author was no member of the audience any more
    Certificate, ///< the device's certificate was not in force
    TooLarge,    ///< over a limit or a quota
    Malformed,   ///< the hub could not read it: a defect of a program
    Purged,      ///< the record was purged before this arrived
};

/// The delivery mark of one record. `applied` of `members` counts the other workers of its
/// audience; both are 0 before the hub accepted it.
struct Delivery {
    DeliveryStage stage = DeliveryStage::OnlyHere;
    std::uint32_t applied = 0;
    std::uint32_t members = 0;
    std::vector<std::string> seenBy;
    Refusal refusal = Refusal::None;
    /// Accepted after its author had been removed without knowing it ("na uittreding").
    bool isLate = false;
    friend bool operator==(const Delivery&, const Delivery&) = default;
};

/// Why a command or the session itself failed, for a view to make a sentence of. Never carries
/// text of an exception and never content of a case.
enum class FailureKind : std::uint8_t {
    None,
    WrongPassphrase,
    StoreMissing,
    StoreBusy,    ///< another program has this store open
    StoreDamaged, ///< a page or the key file does not authenticate
    StoreTooNew,  ///< written by a newer version of the program
    DiskFull,
    Io,
    Locked,         ///< the command needs an unlocked session
    NotFound,       ///< the named case, record or conflict is not (or no longer) here
    NotMember,      ///< the worker is no longer a member of the case
    Required,       ///< `field` must be filled
    TooLong,        ///< `field` has more than `limit` characters
    UnknownCode,    ///< `field` names a code that its list does not have
    ReasonRequired, ///< this value of `field` needs a reason
    NotAllowed,     ///< the worker's role may not do this
    Stale,          ///< what was shown has changed meanwhile; look again
    Offline,        ///< there is no network
    HubUnreachable, ///< there is a network, the hub does not answer
    HubRefused,     ///< the hub refused this device
    UpdateNeeded,   ///< the hub and this program have no version of the protocol in common
    Internal,
};

struct Failure {
    FailureKind kind = FailureKind::None;
    /// The domain id of the field at fault ("soort", "reden"), where there is one.
    std::string field;
    std::uint32_t limit = 0;
    [[nodiscard]] bool isSet() const { return kind != FailureKind::None; }
    friend bool operator==(const Failure&, const Failure&) = default;
};

/// Identifies one command until its Outcome; unique in the life of a session, never 0.
struct Ticket {
    std::uint64_t number = 0;
    friend auto operator<=>(const Ticket&, const Ticket&) = default;
    friend bool operator==(const Ticket&, const Ticket&) = default;
};

/// How a command ended. Exactly one per ticket. Success of a saving command means: durable on this
/// device; what the hub does with it shows in the record's Delivery.
struct Outcome {
    Ticket ticket;
    Failure failure;
    /// The record made or changed, where there is one.
    RecordId record;
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

/// One entry of a code list, with what a view needs to know of it.
struct CodeEntry {
    std::string code;
    std::string label;
    bool isAttempt = false;                ///< uitkomst: nobody was spoken with
    bool isFaceToFace = false;             ///< contactsoort
    bool needsReason = false;              ///< a reason is required with this value
    bool isRetired = false;                ///< readable, no longer to be chosen
    SafetyLevel level = SafetyLevel::None; ///< the warning level that a `niveau` entry stands for
    /// uitkomst: the contactsoort that usually goes with it ("nummer onjuist": telefonisch);
    /// offered, never imposed. Empty where none does.
    std::string usualKind;
    friend bool operator==(const CodeEntry&, const CodeEntry&) = default;
};

struct CodeList {
    std::string name;
    std::vector<CodeEntry> entries; ///< in the order in which to offer them
    std::string defaultCode; ///< what an entry that leaves the choice open gets; empty for none
    friend bool operator==(const CodeList&, const CodeList&) = default;
};

/// The longest text that a field takes, in Unicode code points.
struct FieldLimit {
    std::string field;
    std::uint32_t characters = 0;
    friend bool operator==(const FieldLimit&, const FieldLimit&) = default;
};

/// Names of the code lists that the views use. Every one of them is present in CodeLists::lists.
namespace lists {
inline constexpr const char* kContactKind = "contactsoort";
inline constexpr const char* kContactOutcome = "uitkomst";
inline constexpr const char* kPlace = "plaats";
inline constexpr const char* kLeefgebied = "leefgebied";
inline constexpr const char* kWarningKind = "waarschuwing";
inline constexpr const char* kWarningLevel = "niveau";
inline constexpr const char* kContextKind = "contextsoort";
inline constexpr const char* kSourceKind = "bronsoort";
inline constexpr const char* kVerification = "verificatie";
inline constexpr const char* kAudience = "deelniveau";
inline constexpr const char* kActionStatus = "actiestatus";
inline constexpr const char* kOrganisation = "organisatie";
} // namespace lists

/// The domain's vocabulary as in force in this house. Changes only when the house changes it.
struct CodeLists {
    std::vector<CodeList> lists;
    std::vector<FieldLimit> limits; ///< by the field ids of entries.h
    friend bool operator==(const CodeLists&, const CodeLists&) = default;
};

} // namespace vb::bridge
