// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/result.h"
#include "sync/model/record_state.h"
#include "sync/model/schema.h"

#include <span>
#include <string>
#include <vector>

namespace vb::model {

// Makers of operations with the right observed set. `state` is the field now (nullptr when nothing
// was ever written), `shown` are the versions on screen when editing began: what arrived since is
// not observed. All fail with InvalidInput when the value does not fit the declaration, NotFound
// when a named version is not there, TooLarge when it takes more than kMaxObserved ids.

/// The versions that a page which shows this field shows: live ones and open proposals.
std::vector<VersionId> shownVersions(const FieldState& state);
/// The live versions that hold `value`: what removing it from a union takes back.
std::vector<VersionId> versionsHolding(const FieldState& state, const FieldValue& value);

/// A new value. Where the policy supersedes, it observes `shown`, and of shown versions not yet
/// accepted also what those observed. Where more than kMaxObserved are shown it takes what is live,
/// oldest first: the rest stays and is asked about again.
Result<Operation> writeOperation(const FieldDeclaration& field, const FieldState* state,
                                 FieldValue value, std::span<const VersionId> shown,
                                 std::string reason = {});

/// append: a new version of an own earlier one.
Result<Operation> correctOperation(const FieldDeclaration& field, const FieldState& state,
                                   const VersionId& corrected, FieldValue value,
                                   std::string reason = {});

/// Takes back exactly `taken` (and, of those not accepted yet, what they had replaced).
Result<Operation> withdrawOperation(const FieldDeclaration& field, const FieldState& state,
                                    std::span<const VersionId> taken, std::string reason);

/// A decision on exactly `candidates` (and, of those not accepted yet, what they had replaced),
/// keeping `kept` (several: they may stand together).
Result<Operation> resolveOperation(const FieldDeclaration& field, const FieldState& state,
                                   std::span<const VersionId> candidates,
                                   std::vector<FieldValue> kept, std::string reason);

/// Makes an open proposal, or a refused version, one's own. In policies that supersede, it also
/// observes `shown`.
Result<Operation> confirmOperation(const FieldDeclaration& field, const FieldState& state,
                                   const VersionId& proposal, std::span<const VersionId> shown,
                                   std::string reason = {});

/// Takes back the record as it was shown, with everything that this had replaced; as many
/// operations as the bounds ask for. Live versions not in `shown` stay.
Result<std::vector<Operation>> withdrawRecordOperations(const RecordState& state,
                                                        std::span<const VersionId> shown,
                                                        const std::string& reason);

} // namespace vb::model
