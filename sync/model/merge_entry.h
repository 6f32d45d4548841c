// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/model/merge.h"

#include <algorithm>
#include <vector>

namespace vb::model {

// Inside of the merge: the operations of one record with their source, and which of them count.

/// Whether an operation counts. docs/merge.md section 2.
enum class Standpoint : std::uint8_t { NotUnderstood, Refused, Proposal, Effective };

/// One operation of the input with where it comes from. Points into the input.
struct Entry {
    const RecordPart* source = nullptr;
    const Operation* operation = nullptr;
    std::uint16_t number = 0;
    HybridStamp effective;
    Standpoint standpoint = Standpoint::NotUnderstood;

    [[nodiscard]] VersionId version(std::size_t item) const {
        return {source->facts.id, source->index, number, static_cast<std::uint16_t>(item)};
    }
};

/// What all fields of a record share while it is merged.
struct RecordContext {
    /// nullptr for a type outside the schema.
    const RecordTypeDeclaration* type = nullptr;
    /// The first part of the first changeset; nullptr when there is none to go by.
    const RecordPart* first = nullptr;
    /// Versions taken back with the record; sorted.
    std::vector<VersionId> erased;

    [[nodiscard]] bool isErased(const VersionId& id) const {
        return !erased.empty() && std::binary_search(erased.begin(), erased.end(), id);
    }
};

/// `field` is the declaration of the entry's field key, or nullptr.
Standpoint judge(const FieldDeclaration* field, const RecordContext& context, const Entry& entry);

Attribution attributionOf(const ChangesetFacts& facts);
Withdrawal withdrawalOf(const Entry& entry);

/// The state of one field from its operations: all of one field key, in (effective stamp, id)
/// order, at least one. Without versions when all were taken back with the record.
FieldState mergeField(const RecordContext& context, std::span<const Entry> entries);

} // namespace vb::model
