// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/views.h"
#include "sync/model/conflict.h"

#include <span>
#include <string>
#include <vector>

namespace vb::casework {

/// A judgement of which more than one may be live; the one shown is the newest.
struct JudgedCode {
    std::string code;
    bool isContested = false;
};

/// The head of a case file.
struct CaseView {
    std::optional<RecordId> casus; ///< none while the record is not here
    std::string name;              ///< weergavenaam, or the person's name and age
    std::string nummer;
    std::string aanleiding;
    std::string samenwerkingsdoel;
    JudgedCode status;
    JudgedCode fase;
    JudgedCode kleurcode;
    std::optional<Day> rappeldatum; ///< the earliest while contested
    bool isRappelContested = false;
    std::string highestLevel; ///< of the warnings in force; empty when there is none
    std::vector<PersonView> persons;
    std::optional<std::int32_t> daysSinceContact; ///< since somebody was really spoken with
    bool isContactStale = false;                  ///< more than 30 days
    /// A contact of before the closing that arrived after it: reopening is to be proposed.
    bool hasNewsAfterClosing = false;
};
CaseView caseView(std::span<const model::RecordState> states, const NameBook& names, Day today,
                  const Calendar& calendar);

/// One line of the time line. What it is and when it happened; the views have the rest.
struct TimelineRow {
    RecordId record;
    model::RecordTypeId type;
    EventTime happened;
    Instant at;      ///< start of that time: what the rows are ordered by
    Instant entered; ///< by the author's device
    std::optional<Instant> arrived;
    bool isLateNews = false; ///< arrived more than a day after the event
};
/// Contacts (their kop), context, warnings and actions by event time, newest first. What arrives
/// late takes its place in the past and hides nothing newer.
std::vector<TimelineRow> timeline(std::span<const model::RecordState> states,
                                  const Calendar& calendar);

/// One side of a conflict, for a card.
struct ConflictSideView {
    std::vector<model::VersionId> versions;
    std::vector<model::FieldValue> values;
    std::string words; ///< the values in Dutch
    std::string code;  ///< when it is one code
    model::Attribution by;
    std::string reden;
    bool isMine = false;
};

/// "Twee versies": base, mine and theirs.
struct ConflictView {
    RecordId record;
    const RecordSpec* type = nullptr;
    const FieldSpec* field = nullptr;
    std::string subject; ///< "Casus", a name, the text of the action
    std::optional<ConflictSideView> base;
    std::vector<ConflictSideView> sides; ///< the reader's own first, then by entry
    std::vector<model::VersionId> candidates;
    model::WhileOpen meanwhile = model::WhileOpen::Newest;
};
/// Conflicts of fields that this version knows.
std::vector<ConflictView> conflictViews(const model::Schema& schema,
                                        std::span<const model::RecordState> states,
                                        const WorkerId& reader, const NameBook& names,
                                        const Calendar& calendar);
/// The card in plain Dutch, some lines: what it was, what each side says and why, what holds
/// meanwhile. For the terminal and for a screen reader.
std::string describe(const ConflictView& conflict, const NameBook& names, const Calendar& calendar);

} // namespace vb::casework
