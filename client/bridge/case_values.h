// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/values.h"

#include <optional>
#include <variant>

// What the user interface shows of cases, as value snapshots.
namespace vb::bridge {

/// A value on which two people may differ. `conflict` is set while more than one version is live;
/// the value shown is then the newest.
struct Judged {
    CodeValue value;
    bool isContested = false;
    friend bool operator==(const Judged&, const Judged&) = default;
};

/// Which disagreement: a field of a record. Where it is not about one field, `field` is the key of
/// what a rule found.
struct ConflictId {
    RecordId record;
    std::string field;
    friend auto operator<=>(const ConflictId&, const ConflictId&) = default;
    friend bool operator==(const ConflictId&, const ConflictId&) = default;
};

/// One row of the case list.
struct CaseRow {
    CaseId caseId;
    std::string name; ///< weergavenaam, or "D. Kortlever, 39"
    CodeValue status;
    SafetyLevel safety = SafetyLevel::None; ///< the highest in force
    std::string safetyLabel;                ///< its words; empty without a warning
    std::uint32_t unread = 0;               ///< entries of others since the worker last looked
    std::uint32_t unsent = 0;               ///< own entries the hub has not accepted
    bool needsAttention = false;            ///< a conflict, a refusal, a flag "controleren"
    std::optional<Moment> lastContact;      ///< attempts included
    friend bool operator==(const CaseRow&, const CaseRow&) = default;
};

/// A safety warning in force. Ordered by level, highest first, then newest first.
struct SafetyWarning {
    RecordId record;
    SafetyLevel level = SafetyLevel::LetOp;
    std::string levelLabel;
    CodeValue kind;
    std::string advice;
    CodeValue source; ///< bronsoort
    Author author;
    Moment since;
    std::optional<Date> review;
    bool isOverdue = false; ///< the review date has passed; the warning stays in force
    /// A withdrawal by somebody who had not seen the level in force; shown, without effect.
    std::string withdrawalBy;
    Delivery delivery;
    friend bool operator==(const SafetyWarning&, const SafetyWarning&) = default;
};

struct Person {
    RecordId record;
    std::string name;
    std::optional<std::uint32_t> age; ///< none while the birth date is unknown
    std::vector<CodeValue> roles;
    std::uint32_t filledLeefgebieden = 0; ///< of the eleven
    bool isMinor = false;
    friend bool operator==(const Person&, const Person&) = default;
};

/// What stands at the head of a case file.
struct CaseHeader {
    std::string name;
    std::string number;
    std::string trigger; ///< aanleiding
    std::string goal;    ///< doel van de samenwerking
    CodeValue status;
    Judged phase;
    Judged colour;
    std::string coordinator;    ///< casusregisseur; empty is itself a warning
    std::optional<Date> recall; ///< rappeldatum; the earliest while contested
    bool isRecallContested = false;
    friend bool operator==(const CaseHeader&, const CaseHeader&) = default;
};

struct ContextItem {
    RecordId record;
    CodeValue kind;
    std::string subject;
    std::string text;
    CodeValue source; ///< bronsoort
    std::string sourceName;
    std::string sourceOrganisation;
    Judged verification;
    bool isExpired = false; ///< geldigTot has passed
    std::optional<Date> validUntil;
    Author author;
    Moment happened;
    std::string audience;
    Delivery delivery;
    friend bool operator==(const ContextItem&, const ContextItem&) = default;
};

/// One of the eleven, always all of them, in their fixed order.
struct Leefgebied {
    CodeValue area;
    std::vector<ContextItem> items; ///< newest event first, at most kMaxItems
    std::uint32_t total = 0;
    std::optional<Instant> changed;
    static constexpr std::uint32_t kMaxItems = 100;
    friend bool operator==(const Leefgebied&, const Leefgebied&) = default;
};

/// What the worker may do with an action now, by the domain's state machine and the worker's part.
enum class ActionIntent : std::uint8_t { PickUp, Done, CannotDo, Cancel, Reopen };

struct ActionStep {
    ActionIntent intent = ActionIntent::PickUp;
    CodeValue to;
    bool needsProof = false;
    bool needsReason = false;
    friend bool operator==(const ActionStep&, const ActionStep&) = default;
};

struct Action {
    RecordId record;
    CaseId caseId;
    std::string caseName;
    CodeValue kind;
    std::string text;
    std::string ownerOrganisation;
    std::string ownerPerson;
    bool isMine = false; ///< owned by the worker or, without a person, by the organisation
    std::optional<Moment> due;
    bool isOverdue = false;
    CodeValue status;
    bool isOpen = true;
    /// Concurrent statuses that the one in force outranks: "ook gemeld: vervallen (T. Achterveld)".
    std::vector<std::string> alsoReported;
    bool needsCheck = false; ///< flag "controleren"
    std::vector<std::string> takenUpBy;
    std::string proof;
    std::vector<ActionStep> steps;
    /// The status versions shown; handed back in ActionChange.
    std::vector<VersionKey> seen;
    Delivery delivery;
    friend bool operator==(const Action&, const Action&) = default;
};

/// The case file without its time line. One snapshot: it is small and changes seldom.
struct CaseFile {
    CaseId caseId;
    /// False: this device has no such case (any more); everything else is empty.
    bool isPresent = false;
    CaseHeader header;
    std::vector<SafetyWarning> warnings;
    std::vector<Person> persons;
    std::vector<Leefgebied> leefgebieden; ///< eleven
    std::vector<Action> actions;          ///< open first, by due moment; then closed, newest first
    std::vector<ConflictId> conflicts;
    std::optional<Instant> copyFrom;   ///< the last sync that was applied to this case
    std::optional<Instant> lastLooked; ///< when the worker last marked it as read
    std::uint32_t unread = 0;
    friend bool operator==(const CaseFile&, const CaseFile&) = default;
};

/// What was seen, what was told, what somebody makes of it: never one text.
struct ContactBody {
    CodeValue kind;
    CodeValue outcome;
    bool isAttempt = false;
    CodeValue place;
    std::string observed;
    std::string statedBy;
    std::string stated;
    std::string interpretation;
    /// The verslag exists and its audience excludes the worker.
    bool isReportWithheld = false;
    friend bool operator==(const ContactBody&, const ContactBody&) = default;
};

struct DecisionBody {
    std::string text;
    std::string grounds;
    friend bool operator==(const DecisionBody&, const DecisionBody&) = default;
};

/// "Bekend, inhoud niet gedeeld": that something exists, why it is withheld, whom to ask.
struct WithheldBody {
    std::string organisation;
    CodeValue reason;
    std::string ask;
    CodeValue hint;
    friend bool operator==(const WithheldBody&, const WithheldBody&) = default;
};

/// A warning was raised, renewed or withdrawn.
struct WarningBody {
    SafetyLevel level = SafetyLevel::LetOp;
    std::string levelLabel;
    CodeValue kind;
    std::string advice;
    bool isWithdrawal = false;
    friend bool operator==(const WarningBody&, const WarningBody&) = default;
};

/// An action was made or its status changed.
struct ActionBody {
    std::string text;
    CodeValue status;
    std::string explanation; ///< bewijs or reden
    friend bool operator==(const ActionBody&, const ActionBody&) = default;
};

struct TimelineEntry {
    RecordId record;
    std::variant<ContactBody, ContextItem, DecisionBody, WithheldBody, WarningBody, ActionBody>
        body;
    Author author;
    Moment happened;
    Instant entered;
    std::optional<Instant> arrived; ///< the hub's time of receipt; none before acceptance
    std::string audience;
    std::vector<CodeValue> leefgebieden;
    Delivery delivery;
    std::uint32_t versions = 1; ///< more than one: corrected or completed by its author
    bool isUnread = false;
    bool isWithdrawn = false; ///< content is gone; who and when stay
    bool hasDeviatingClock = false;
    friend bool operator==(const TimelineEntry&, const TimelineEntry&) = default;
};

/// A value as shown on a conflict card: words, a day or a moment.
using ShownValue = std::variant<std::string, Date, Moment>;

/// One live version. `key` goes back in a Resolution.
struct ConflictSide {
    VersionKey key;
    std::string code; ///< for a field with a code list
    ShownValue value;
    Author author;
    Instant entered;
    std::string reason;
    friend bool operator==(const ConflictSide&, const ConflictSide&) = default;
};

/// What the domain does while nobody has decided.
enum class Meanwhile : std::uint8_t {
    NewestShown,
    EarliestRules,
    LatestRules,
    StrictestRules,
    RecordsStand, ///< not about one field: both records stay as they are
};

/// How another value than the ones on the card is entered.
enum class ValueInput : std::uint8_t { None, Code, Text, Day };

/// "Twee versies": everything that a person needs to decide. Equals side by side, the worker's own
/// first where there is one, then by entry time.
struct ConflictCard {
    ConflictId id;
    /// False: nothing to decide any more (decided elsewhere, or the case has left).
    bool isOpen = false;
    CaseId caseId;
    std::string caseName;
    std::string subject; ///< "Casus", or the text of the action
    std::string fieldLabel;
    std::optional<ConflictSide> base; ///< what all of them had seen, where there was a value
    /// Two or more; of a finding one for each choice, none while there is nothing to choose.
    std::vector<ConflictSide> sides;
    Meanwhile meanwhile = Meanwhile::NewestShown;
    bool mayKeepBoth = false;
    ValueInput otherInput = ValueInput::None;
    std::string otherList; ///< name of the code list for ValueInput::Code
    bool mayDecide = false;
    std::string decider; ///< who decides otherwise: "Hilde Roosma, casusregisseur"
    bool isPostponed = false;
    friend bool operator==(const ConflictCard&, const ConflictCard&) = default;
};

enum class AttentionKind : std::uint8_t {
    Conflict,       ///< two versions; opens the conflict card
    Refused,        ///< own work without effect, with its reason
    Late,           ///< arrived after its author was removed: to be judged
    BeforeDecision, ///< news from before a decision that arrived after it
    CheckAction,    ///< reported done and also cancelled
    NoCoordinator,  ///< a case without casusregisseur
    Alarm,          ///< the hub's log contradicts itself; call the office
    Newer,          ///< kept, and not to be shown before an update of the program
};

struct AttentionItem {
    /// Stable while the cause lasts; the key of the row.
    std::string key;
    AttentionKind kind = AttentionKind::Conflict;
    std::optional<CaseId> caseId; ///< none for what concerns the device
    std::string caseName;
    std::string subject; ///< field label, title of the entry or text of the action
    Refusal refusal = Refusal::None;
    Author author;
    Instant since;
    std::optional<ConflictId> conflict;
    RecordId record;
    bool isPostponed = false;
    friend bool operator==(const AttentionItem&, const AttentionItem&) = default;
};

/// What concerns the worker today: what is due (visits apart from other actions) and contacts of
/// which only a draft exists.
struct DraftRow {
    CaseId caseId;
    std::string caseName;
    CodeValue kind;
    Instant changed;
    friend bool operator==(const DraftRow&, const DraftRow&) = default;
};

struct Today {
    std::vector<AttentionItem> attention; ///< the most urgent few
    std::uint32_t attentionTotal = 0;
    std::vector<Action> visits;  ///< contacttaken and afspraken due today or overdue
    std::vector<Action> actions; ///< the worker's other open actions, overdue and soonest first
    std::vector<DraftRow> drafts;
    friend bool operator==(const Today&, const Today&) = default;
};

enum class HitKind : std::uint8_t { Case, Person, Contact, Context, Warning, Action };

struct TextSpan {
    std::uint32_t first = 0; ///< in bytes of the snippet, on code point boundaries
    std::uint32_t length = 0;
    friend bool operator==(const TextSpan&, const TextSpan&) = default;
};

struct SearchHit {
    CaseId caseId;
    std::string caseName;
    RecordId record;
    HitKind kind = HitKind::Contact;
    std::string title; ///< "Huisbezoek · gesproken", a subject, a name
    std::string snippet;
    std::vector<TextSpan> matches;
    std::optional<Moment> happened;
    friend bool operator==(const SearchHit&, const SearchHit&) = default;
};

} // namespace vb::bridge
