// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/engine/replica_sealing.h"

#include <algorithm>

namespace vb::engine {

// Inside of widening, narrowing and what follows from them.

/// Of every field, whatever became of it.
std::vector<model::VersionId> everyVersion(const model::RecordState& state);
/// Takes back these, and all that is not in force, of a record that lives on elsewhere.
Result<model::Part> withdrawalFor(const model::RecordState& state,
                                  std::span<const model::VersionId> shown,
                                  const model::MovedTo& moved, const std::string& reason);

/// A record as it is when a copy of it is made. `state` and `input` point into `parts`.
struct Replica::CopiedFrom {
    store::RecordRow row;
    model::Words words = model::Words::All;
    std::vector<model::Part> parts;
    std::vector<model::RecordPart> input;
    model::RecordState state;

    /// What newer programs put beside its operations, as they came.
    [[nodiscard]] Bytes unknown() const {
        std::set<Bytes> distinct;
        Bytes all;
        for (const auto& part : parts) {
            if (distinct.insert(part.unknown).second)
                all.insert(all.end(), part.unknown.begin(), part.unknown.end());
        }
        return all;
    }
};

/// One copy, and what it is made of: the origin first.
struct Replica::Copying {
    Entry to; ///< case and audience
    membership::Audience audience;
    RecordId root;
    std::vector<RecordId> lineage;
    RecordId copy;
    /// A move before this one made the copy, which gets what was written since.
    std::optional<RecordId> existing;
    /// That one as it is now.
    std::optional<model::RecordState> earlier;
    std::vector<CopiedFrom> sources;
};

/// One record of a family.
struct Replica::Kin {
    store::RecordRow row;
    model::RecordState state;
    /// None while the directory does not know it.
    std::optional<membership::Audience> audience;
    /// Its withdrawals that count and say where its content went. Into `state`.
    std::vector<const model::Withdrawal*> moves;
};

/// The records of one case that have one root, as far as they are here.
struct Replica::Family {
    CaseId caseId;
    RecordId root;
    membership::DirectoryPrefix prefix;
    std::vector<Kin> members;
};

} // namespace vb::engine
