// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/model/changeset.h"
#include "sync/model/record_state.h"
#include "sync/model/schema.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace vb::test {

/// What docs/merge.md says of one field, computed as it is written there and in no other way: sets
/// and loops over everything, no order of processing, no index, nothing shared with the kernel.
struct ReferenceField {
    std::map<model::VersionId, model::VersionStatus> status;
    std::optional<model::VersionId> shown;
    bool isConflict = false;
    bool isAlsoReported = false;
    std::int64_t total = 0;
    std::set<model::VersionId> proposedWithdrawals;
    std::vector<model::VersionId> causalOrder;
};

struct ReferenceRecord {
    std::map<model::FieldKey, ReferenceField> fields;
    std::set<model::VersionId> tombstones;
    bool isWithdrawn = false;
};

ReferenceRecord referenceMerge(const model::Schema& schema, model::RecordTypeId type,
                               const RecordId& record,
                               const std::vector<model::LoggedChangeset>& changesets);

/// Nothing when the kernel's state says the same, otherwise what differs.
std::optional<std::string> difference(const ReferenceRecord& expected,
                                      const model::RecordState& actual);

} // namespace vb::test
