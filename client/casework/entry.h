// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/calendar.h"
#include "client/casework/problem.h"
#include "sync/base/random_source.h"
#include "sync/model/changeset.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace vb::casework {

/// Who may read a record: section 6 of the domain specification, in the order of list
/// `deelniveau`.
enum class AudienceLevel : std::uint8_t {
    EigenWerkaantekening,
    GenoemdePersonen,
    EigenOrganisatie,
    Zorgdeel,
    Strafdeel,
    Casusteam,
};

std::string_view codeOf(AudienceLevel level);
std::optional<AudienceLevel> audienceLevel(std::string_view code);

/// When something happened or is due: a moment, or a date as exactly as it is known.
using EventTime = std::variant<Instant, model::Date>;

/// The first instant of the stated period; for an unknown date 1970.
Instant startOf(const EventTime& time, const Calendar& calendar);
/// The civil day on which it starts.
Day dayOf(const EventTime& time, const Calendar& calendar);
model::FieldValue toValue(const EventTime& time);
/// Nothing when the value is neither.
std::optional<EventTime> toEventTime(const model::FieldValue& value);

/// Under what circumstances something is entered: who, for whom, when. `ids` makes the ids of new
/// records; an entry takes its main record's id first, so that a source that is derived from a key
/// gives that record the same id every time (import). Values and references outlive the call only.
struct Circumstances {
    Instant now;
    const Calendar& calendar;
    RandomSource& ids;
    WorkerId worker;
    OrganisationCode organisation;
    /// The pet: a code of `functie`.
    std::string hat = {};

    [[nodiscard]] Day today() const { return calendar.dayOf(now); }
};

/// What one save does to one record. With a level: a new record for those readers. Without: a
/// change, for the audience in which the record already lives.
struct EntryPart {
    model::Part part;
    std::optional<AudienceLevel> level;
    friend bool operator==(const EntryPart&, const EntryPart&) = default;
};

/// What one save does: one local commit, one changeset for each audience it touches. `record` is
/// the main record, the one that a person would say they made or changed.
struct Entry {
    RecordId record;
    std::vector<EntryPart> parts;
    friend bool operator==(const Entry&, const Entry&) = default;
};

} // namespace vb::casework
