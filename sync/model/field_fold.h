// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/model/record_state.h"
#include "sync/model/schema.h"

#include <span>
#include <vector>

namespace vb::model {

// Inside of the merge: what the live versions of one field come to. docs/merge.md section 5.

/// What one writer or one resolution stands for: indexes into the versions of a field.
struct Stand {
    std::vector<std::size_t> versions;
    std::vector<const FieldValue*> values; ///< sorted, distinct
    bool isResolution = false;
};

/// The stands of the versions at `live` (ascending), in the order of their first version.
std::vector<Stand> standsOf(std::span<const Version> versions, std::span<const std::size_t> live);

/// Whether nobody needs to decide: equal writes, or writes within what equal resolutions kept.
bool standsAgree(std::span<const Stand> stands);

/// The live versions of a union with keyed items, by item: indexes, ascending; items sorted.
std::vector<std::vector<std::size_t>> itemsOf(std::span<const Version> versions,
                                              std::span<const std::size_t> live);

/// Fills in status, shown, isConflict, isAlsoReported and total. On entry the versions are sorted
/// by (effective stamp, id) and every live one is AlsoLive, or Corrected.
void foldField(const FieldDeclaration& field, FieldState& state);

} // namespace vb::model
