// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/entry.h"
#include "client/casework/record_types.h"
#include "sync/model/record_state.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

// What a merged record says, in the terms of the domain. Everything reads the values in force;
// what is also live beside them is in the views.
namespace vb::casework {

/// Names for ids, for people. Supplied from outside: they are sealed to the house or the case.
class NameBook {
public:
    virtual ~NameBook() = default;
    [[nodiscard]] virtual std::string workerName(const WorkerId& worker) const = 0;
    [[nodiscard]] virtual std::string organisationName(OrganisationCode organisation) const = 0;
    /// A short name of a record of the case ("D. Kortlever"); empty when it is not here.
    [[nodiscard]] virtual std::string recordName(const RecordId& record) const = 0;
};

/// The values in force of a field; empty when there is none, or none of that kind.
std::string textOf(const model::RecordState& state, const FieldSpec& field);
std::string codeOf(const model::RecordState& state, const FieldSpec& field);
std::optional<Day> dayOf(const model::RecordState& state, const FieldSpec& field);
std::optional<EventTime> timeOf(const model::RecordState& state, const FieldSpec& field);
std::optional<std::int64_t> numberOf(const model::RecordState& state, const FieldSpec& field);
std::optional<RecordId> recordOf(const model::RecordState& state, const FieldSpec& field);
std::optional<OrganisationCode> organisationOf(const model::RecordState& state,
                                               const FieldSpec& field);
std::optional<WorkerId> workerOf(const model::RecordState& state, const FieldSpec& field);
/// Members of a tuple in force; empty when there is none.
model::FieldValue::Tuple tupleOf(const model::RecordState& state, const FieldSpec& field);

/// Set fields, sorted.
std::vector<std::string> codesOf(const model::RecordState& state, const FieldSpec& field);
std::vector<RecordId> recordsOf(const model::RecordState& state, const FieldSpec& field);
std::vector<WorkerId> workersOf(const model::RecordState& state, const FieldSpec& field);

/// When it happened: gebeurdOp, or the time of entry while nothing says so.
EventTime happened(const model::RecordState& state);
/// Whether it was written under a clock that was ahead of the hub's by more than clocks are: marked
/// for everybody who reads it, since what that clock says of when is wrong.
bool hasDeviatingClock(const model::Attribution& by);
/// Several live values between which a person has not yet decided.
bool isContested(const model::RecordState& state, const FieldSpec& field);

/// A value in Dutch words, as a person reads it on a card: labels for codes, names for ids, dates
/// written out, "(leeg)" for a cleared field.
std::string shownValue(const FieldSpec& field, const model::FieldValue& value,
                       const NameBook& names, const Calendar& calendar);

} // namespace vb::casework
