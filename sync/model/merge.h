// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/model/changeset.h"
#include "sync/model/record_state.h"
#include "sync/model/schema.h"

#include <span>
#include <vector>

namespace vb::model {

/// What the merge must know of a changeset beside the part at hand: author and log facts.
struct ChangesetFacts {
    ChangesetId id;
    WorkerId author;
    OrganisationCode organisation;
    std::string hat;
    HybridStamp stamp;
    std::optional<std::uint64_t> position;
    std::optional<Instant> hubTime;
    RoleSet rolesAtAcceptance;
    Standing standing = Standing::Effective;
    bool late = false;

    [[nodiscard]] HybridStamp effective() const {
        return hubTime ? effectiveStamp(stamp, *hubTime) : stamp;
    }
};

ChangesetFacts factsOf(const LoggedChangeset& changeset);

/// One element of the merge's input. `part` is not owned and outlives the call.
struct RecordPart {
    ChangesetFacts facts;
    std::uint16_t index = 0;
    const Part* part = nullptr;
};

/// The merge: the state of one record of one audience as a pure function of the set of its parts.
/// Order and duplicates do not matter. Every part must be of that type and record. Total: any
/// content gives a state. Costs O(n log n) in the versions and observed ids of the record.
RecordState mergeRecord(const Schema& schema, RecordTypeId type, const RecordId& record,
                        std::span<const RecordPart> parts);

/// Every record that these changesets (of one audience) touch, sorted by type and id.
std::vector<RecordState> mergeAll(const Schema& schema,
                                  std::span<const LoggedChangeset> changesets);
/// The same over the accepted ones alone: the state of a log prefix.
std::vector<RecordState> mergeAccepted(const Schema& schema,
                                       std::span<const LoggedChangeset> changesets);

} // namespace vb::model
