// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/inputs.h"
#include "client/casework/steps.h"
#include "sync/model/record_state.h"
#include "sync/model/schema.h"

#include <span>

// From what a person entered to what is saved. Every function either gives an Entry or says all
// that is wrong; none writes anything. Pure but for the ids that it takes. What may be entered is
// decided here; what has effect is decided by the merge alone.
namespace vb::casework {

/// An existing record as it stood on screen when editing began. What has arrived since is not
/// observed: then both stand side by side and a person decides. Values and references outlive the
/// call only.
struct ShownRecord {
    const model::Schema& schema;
    const model::RecordState& state;
    /// The versions that were on screen; an empty list says that none was. Without a list: all of
    /// `state`, which is then the snapshot itself.
    std::optional<std::span<const model::VersionId>> versions = {};
    /// What the person is to this record.
    Actor actor = {};
};

// New records.

Checked<Entry> enterCase(const NewCase& input, const Circumstances& at);
Checked<Entry> enterPerson(const NewPerson& input, const Circumstances& at);
/// Kop for the case team, the texts apart, the follow-up as an action; `action` is the action that
/// the contact reports on, needed when `actiestatus` is given. The contact is then its proof.
Checked<Entry> enterContact(const NewContact& input, const Circumstances& at,
                            const ShownRecord* action = nullptr);
Checked<Entry> enterContext(const NewContext& input, const Circumstances& at);
Checked<Entry> enterWarning(const NewSafetyWarning& input, const Circumstances& at);
Checked<Entry> enterAction(const NewAction& input, const Circumstances& at);
/// Checked by what its declarations say (required, length, list, who) and by the conditions that
/// the specification adds for its type; what it prefills is filled in. `actor` is what the person
/// is to the case; they are its author.
Checked<Entry> enterRecord(const NewRecord& input, const model::Schema& schema, Actor actor,
                           const Circumstances& at);

// Changes.

/// The texts of a contact whose kop is there already ("Aan te vullen"): a verslag of its own.
Checked<Entry> enterReport(const RecordId& kop, const VerslagInput& input,
                           const std::optional<EventTime>& gebeurdOp, bool betreftMinderjarige,
                           const Circumstances& at);
Checked<Entry> enterActionChange(const ActionChange& input, const ShownRecord& action,
                                 const Circumstances& at);
Checked<Entry> enterContextCheck(const ContextCheck& input, const ShownRecord& context,
                                 const Circumstances& at);
/// Raising writes the status `actief` anew, so that a withdrawal by somebody who had not seen the
/// raise never ends it (C9).
Checked<Entry> enterWarningChange(const WarningChange& input, const ShownRecord& warning,
                                  const Circumstances& at);
/// A step of a case. `rappeldatum` goes with the steps that ask for one.
Checked<Entry> enterCaseStep(std::string_view status, std::string_view reason,
                             std::optional<Day> rappeldatum, const CaseFacts& facts,
                             const ShownRecord& casus, const Circumstances& at);

/// A step of an Overdracht, a Veldaanmelding or a Deelbesluit, as their state machines have it.
Checked<Entry> enterStatus(std::string_view status, std::string_view reason,
                           const ShownRecord& shown, const Circumstances& at);

/// One register of a record: a text, a code, a date, whatever the field takes. Empty clears it. Not
/// for status fields, which go by their steps.
Checked<Entry> enterFieldChange(const FieldSpec& field, model::FieldValue value,
                                std::string_view reason, const ShownRecord& shown,
                                const Circumstances& at);
/// Members of a field that collects (a set, entries of a counter, dates of which the first or last
/// counts), added and taken back.
Checked<Entry> enterSetChange(const FieldSpec& field, std::span<const model::FieldValue> added,
                              std::span<const model::FieldValue> removed, const ShownRecord& shown,
                              const Circumstances& at);
/// A new version of something that the same author wrote in an append field.
Checked<Entry> enterCorrection(const FieldSpec& field, model::FieldValue value,
                               const ShownRecord& shown, const Circumstances& at);
/// A person's decision (Conflictbesluit): keeps one or more of the candidates, or puts another
/// value in their place. The reason is required.
Checked<Entry> enterResolution(const FieldSpec& field, std::span<const model::VersionId> candidates,
                               std::vector<model::FieldValue> kept, std::string_view reason,
                               const ShownRecord& shown, const Circumstances& at);
/// The whole record is withdrawn, by its author or somebody of the source organisation.
Checked<Entry> enterWithdrawal(std::string_view reason, const ShownRecord& shown,
                               const Circumstances& at);

/// What a level asks of a worker, when the one who raises the warning types nothing.
std::string_view defaultAdvice(std::string_view niveau);

} // namespace vb::casework
