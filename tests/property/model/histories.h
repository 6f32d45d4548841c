// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/support/merge_world.h"
#include "tests/support/tape.h"

#include <set>
#include <string>
#include <vector>

namespace vb::test {

/// Any set of changesets at all, honest or not: observed ids drawn freely (unknown, own, of other
/// fields, in circles), clocks wrong by years, equal hub times, every standing and role, unknown
/// fields, policies, operations and values. Of the type and the records below.
std::vector<model::LoggedChangeset> anyHistory(Tape& tape);
std::vector<RecordId> historyRecords();
inline constexpr model::RecordTypeId kHistoryType{1};

/// The same with more and without log facts where a copy is made, in another order.
std::vector<model::LoggedChangeset> redelivered(const std::vector<model::LoggedChangeset>& history,
                                                Tape& tape);

/// What one save of a lived history did, told without observed sets.
struct Deed {
    enum class Kind { Write, Remove, Resolve } kind = Kind::Write;
    ChangesetId changeset;
    RecordId record;
    std::string field;
    std::vector<model::FieldValue> values; ///< written, removed or kept
    /// Changesets that were in the author's view.
    std::set<ChangesetId> seen;
};

/// A history that people could live: desks write, remove, resolve, correct and confirm what is in
/// their view, push and pull in any order, with clocks wrong by years. Nobody is cut off and
/// records are not withdrawn, so that the deeds say what must come out.
struct LivedHistory {
    MergeWorld world{everyPolicySchema(), "Proef"};
    std::vector<RecordId> records;
    std::vector<Deed> deeds;
};

/// Everybody has pushed and pulled at the end. `fields`: which to use; empty means three
/// drawn from all.
void live(LivedHistory& history, Tape& tape, const std::vector<std::string>& fields,
          std::size_t maxDeeds);

} // namespace vb::test
