// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/case_values.h"

// What a worker enters: the arguments of the session's commands. Codes are those of CodeLists; the
// names in the comments are the field ids that Failure::field and FieldLimit::field use.
namespace vb::bridge {

/// A step that comes out of a contact; becomes an action, also for another organisation.
struct FollowUp {
    std::string text;          ///< vervolg
    std::string organisation;  ///< eigenaar: a code of organisatie; empty is the worker's own
    std::optional<Moment> due; ///< uiterlijk
    friend bool operator==(const FollowUp&, const FollowUp&) = default;
};

/// One contact: kop (soort, uitkomst and what belongs to them) and verslag (the texts). Only soort
/// and uitkomst are required; without any text no verslag is made. Also the shape of a draft, in
/// which everything may be missing.
struct ContactEntry {
    std::string kind;               ///< soort
    std::string outcome;            ///< uitkomst
    std::string place;              ///< plaats
    std::optional<Moment> happened; ///< gebeurdOp; none is the moment of saving
    std::vector<RecordId> persons;  ///< betreft; empty is the casussubject
    std::vector<std::string> leefgebieden;
    std::string observed;       ///< waargenomen
    std::string statedBy;       ///< verklaardDoor
    std::string stated;         ///< verklaard
    std::string interpretation; ///< duiding
    std::string audience; ///< publiek of the verslag, a code of deelniveau; empty is the default
    std::optional<RecordId> action; ///< actie: the action that this contact reports on
    std::string actionStatus;       ///< actiestatus, with `action`
    std::optional<FollowUp> followUp;
    friend bool operator==(const ContactEntry&, const ContactEntry&) = default;
};

struct ContactDraft {
    ContactEntry entry;
    Instant changed;
    friend bool operator==(const ContactDraft&, const ContactDraft&) = default;
};

struct ContextEntry {
    std::string kind;    ///< soort
    std::string subject; ///< onderwerp
    std::string text;    ///< tekst
    std::vector<std::string> leefgebieden;
    std::vector<RecordId> persons;  ///< betreft
    std::string source;             ///< bronsoort
    std::string sourceOrganisation; ///< bronorganisatie; empty is the worker's own
    std::string sourceName;         ///< bron
    std::optional<Moment> happened;
    std::optional<Date> validUntil; ///< geldigTot
    std::string audience;           ///< publiek
    friend bool operator==(const ContextEntry&, const ContextEntry&) = default;
};

/// Source, author and review date are the session's defaults when empty: own observation, the
/// worker, six months on. Goes to the whole case team, always.
struct WarningEntry {
    std::string kind;              ///< soort
    std::string level;             ///< niveau
    std::string advice;            ///< advies
    std::string source;            ///< bron, a code of bronsoort
    std::vector<RecordId> persons; ///< geldtVoor; empty is everybody in the case
    std::optional<Date> review;    ///< herzien
    friend bool operator==(const WarningEntry&, const WarningEntry&) = default;
};

struct ActionChange {
    std::string status;           ///< status: one of Action::steps
    std::string proof;            ///< bewijs
    std::string reason;           ///< reden
    std::vector<VersionKey> seen; ///< Action::seen as it was shown
    friend bool operator==(const ActionChange&, const ActionChange&) = default;
};

/// A person's decision on a conflict. Keeps one or more of the sides, or puts another value in the
/// place of all of them; never both, never neither.
struct Resolution {
    ConflictId conflict;
    std::vector<VersionKey> seen; ///< every side that was on the card
    std::vector<VersionKey> keep;
    std::optional<std::variant<std::string, Date>> other; ///< a code or text, or a day
    std::string reason;                                   ///< reden, required
    friend bool operator==(const Resolution&, const Resolution&) = default;
};

} // namespace vb::bridge
