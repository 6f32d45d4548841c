// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/model/record_state.h"
#include "sync/model/schema.h"

#include <span>
#include <vector>

namespace vb::model {

/// One side of a conflict: the values that somebody stands for (several after "both stay") and the
/// live versions that say so.
struct Candidate {
    std::vector<FieldValue> values; ///< sorted, distinct
    std::vector<Version> versions;  ///< oldest first
    bool isResolution = false;
    friend bool operator==(const Candidate&, const Candidate&) = default;
};

/// Live versions of one field that do not agree, as data for a person to decide on. Computed, never
/// stored. It is the same conflict as long as candidateIds() is the same.
struct Conflict {
    RecordTypeId type;
    RecordId record;
    FieldKey field;
    /// The item in a union with keyed items; empty otherwise.
    FieldValue item;
    /// What every candidate's author knew: superseded versions, oldest first; may be empty.
    std::vector<Version> base;
    /// Newest first.
    std::vector<Candidate> candidates;

    /// What a resolution must list to end it; sorted.
    [[nodiscard]] std::vector<VersionId> candidateIds() const;
    friend bool operator==(const Conflict&, const Conflict&) = default;
};

/// The conflicts of one record, sorted by field and item.
std::vector<Conflict> conflictsOf(const Schema& schema, const RecordState& state);
/// The conflicts of several records, in the order of the records.
std::vector<Conflict> conflictsOf(const Schema& schema, std::span<const RecordState> states);

} // namespace vb::model
