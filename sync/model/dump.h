// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/model/changeset.h"
#include "sync/model/record_state.h"
#include "sync/model/schema.h"

#include <span>
#include <string>

namespace vb::model {

/// First line of every dump.
inline constexpr const char* kDumpHead = "veldboek dump 0\n";

/// The canonical dump of one audience: equal sets of accepted changesets give equal bytes (I-2).
/// Changesets without a position are left out. Text, one self-contained line per tombstone, live
/// version, open proposal and refused version, sorted by ids. docs/merge.md section 8.
std::string canonicalDump(const Schema& schema, std::span<const LoggedChangeset> changesets);

/// The lines of one record: for a store that goes through its records sorted by (type, id), after
/// kDumpHead. The state must come from accepted changesets alone.
void appendDump(std::string& out, const Schema& schema, const RecordState& state);

/// A value on one line: kind and content, escaped; equal values only give equal text.
std::string valueText(const FieldValue& value);

} // namespace vb::model
