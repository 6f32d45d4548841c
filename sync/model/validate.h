// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/result.h"
#include "sync/model/changeset.h"
#include "sync/model/schema.h"

namespace vb::model {

inline constexpr std::size_t kMaxReasonBytes = 4096;
inline constexpr std::size_t kMaxHatBytes = kMaxCodeBytes;
inline constexpr std::size_t kMaxKept = 64;

// Structure: bounds and forms that hold for every version of the program, checked when bytes are
// decoded (I-10). Unknown fields, policies and kinds of operation pass: they are carried.

/// Depth, sizes, UTF-8, code characters, precision, dates within years 0 to 9999.
Result<void> validateStructure(const FieldValue& value);
/// Values within bounds and as many as the kind allows, observed sorted, distinct and at most
/// kMaxObserved, reason within bounds.
Result<void> validateStructure(const Operation& operation);
/// 1 to kMaxOperations operations.
Result<void> validateStructure(const Part& part);
/// 1 to kMaxParts parts, each record in one part only, hat and stamp within bounds.
Result<void> validateStructure(const Changeset& changeset);

/// Structure, and that the declaration takes it: policy, kind of operation, kinds of value, codes,
/// length of text. For what is entered here; never for what others wrote, which the merge judges.
Result<void> validateOperation(const FieldDeclaration& field, const Operation& operation);
/// The same for an operation of a record of that type; NotFound when the schema lacks the field.
Result<void> validateOperation(const Schema& schema, RecordTypeId type, const Operation& operation);

} // namespace vb::model
