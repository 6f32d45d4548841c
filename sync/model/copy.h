// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/model/merge.h"

#include <span>
#include <vector>

namespace vb::model {

// What a copy of a record in another audience says: docs/merge.md section 7.1.

/// Of which operations a copy is made.
enum class Words : std::uint8_t {
    All,
    /// Those that nothing before has said, by whoever said it first: another copy of the same
    /// origin, beside the origin.
    Rest,
};

struct CopySource {
    const RecordState* state = nullptr;
    /// What `state` was merged from.
    std::span<const RecordPart> parts;
    Words words = Words::All;
};

/// One operation said again. `operation` has no observed versions yet: what it observes gets its
/// name when the step before is sealed.
struct CopiedOperation {
    Operation operation;
    std::vector<VersionId> repeats;  ///< beside operation.values
    std::vector<VersionId> observes; ///< of what an earlier step repeats
};

/// One changeset's worth, within kMaxOperations and what a sealed part may weigh.
using CopyStep = std::vector<CopiedOperation>;

/// What is live or open in the sources, in as many steps as what observes what asks for (usually
/// one), in causal order, so that of what ties the newest stays the newest. A field that is not
/// copied (OnCopy) is left out; what this program does not understand is repeated as it came, but
/// for what somebody replaced or withdrew. Who said it first stays with each (Quoted). With the
/// copy's own state, where it exists, what that has or had counts as said.
std::vector<CopyStep> copySteps(const Schema& schema, std::span<const CopySource> sources,
                                const RecordState* copy = nullptr);

/// The lineage of a copy of this record.
std::vector<RecordId> lineageOfCopy(const RecordState& origin);
/// The root of the family that a record is of: itself when it is no copy. Of a withdrawn copy its
/// withdrawal says so, as far as that tells where it went.
RecordId rootOf(const RecordState& state);

} // namespace vb::model
