// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/hybrid_clock.h"
#include "sync/base/ids.h"
#include "sync/model/field_value.h"
#include "sync/model/merge_policy.h"
#include "sync/model/role.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vb::model {

/// Wire number of a record type or field, declared once in client/casework, never reused.
struct RecordTypeId {
    std::uint16_t value = 0;
    friend auto operator<=>(const RecordTypeId&, const RecordTypeId&) = default;
};
struct FieldId {
    std::uint16_t value = 0;
    friend auto operator<=>(const FieldId&, const FieldId&) = default;
};

/// Which version of a field: item `item` of operation `operation` of part `part` of a changeset.
/// Only a resolution that keeps several values makes items above 0.
struct VersionId {
    ChangesetId changeset;
    std::uint16_t part = 0;
    std::uint16_t operation = 0;
    std::uint16_t item = 0;
    friend auto operator<=>(const VersionId&, const VersionId&) = default;
};

/// The field that an operation is about. The policy's code travels with the field, so that a
/// replica that does not know the field still carries it right; it is raw because it may be newer
/// than this program.
struct FieldKey {
    FieldId field;
    std::uint8_t policyCode = 0;
    friend auto operator<=>(const FieldKey&, const FieldKey&) = default;
};

/// What an operation does. Numbers are on the wire.
enum class OperationKind : std::uint8_t {
    /// A new value. Registers, lattices and the most-* policies supersede `observed`.
    Write = 1,
    /// Takes back the versions in `observed`: the only removal in union, counter, earliest and
    /// latest-date. On kRecordKey they are versions of any field and leave the record altogether.
    /// Withdrawing twice counts once.
    Withdraw = 2,
    /// A person's decision on a conflict: `observed` are the candidates, `values` what is kept.
    Resolve = 3,
};

/// In a copy: whose words an operation says again. It is the copier's word; whoever holds the
/// origin can hold it against that.
struct Quoted {
    /// The operation that said it first (item 0), however often it was copied since.
    VersionId version;
    WorkerId author;
    OrganisationCode organisation;
    std::string hat;
    /// The effective stamp it had.
    HybridStamp said;
    /// It was a proposal or refused, and stays a proposal whoever copies it.
    bool isOpen = false;
    friend bool operator==(const Quoted&, const Quoted&) = default;
};

/// In the withdrawal of a record: where its content lives on.
struct MovedTo {
    RecordId record;
    AudienceId audience;
    /// The oldest record of the family that both are of.
    RecordId root;
    friend bool operator==(const MovedTo&, const MovedTo&) = default;
};

/// One thing done to one field. `observed` are the live versions that were *shown* when editing
/// began; received but not shown is not observed. Sorted, without duplicates, at most kMaxObserved.
/// Write has exactly one value, Withdraw none, Resolve at least one.
struct Operation {
    OperationKind kind = OperationKind::Write;
    FieldKey field;
    std::vector<FieldValue> values;
    std::vector<VersionId> observed;
    /// Why; demanded at entry where the domain says so, never at merge.
    std::string reason;
    /// Bytes of a newer version that we carry and do not understand.
    Bytes unknown;
    std::optional<Quoted> quoted = std::nullopt;
    /// Only in a withdrawal on kRecordKey.
    std::optional<MovedTo> moved = std::nullopt;
    friend bool operator==(const Operation&, const Operation&) = default;
};

inline constexpr FieldId kRecordField{0};
/// The field key of a withdrawal of a whole record.
inline constexpr FieldKey kRecordKey{kRecordField, 0};
inline constexpr std::size_t kMaxObserved = 64;
inline constexpr std::size_t kMaxOperations = 256;
inline constexpr std::size_t kMaxParts = 64;
inline constexpr std::size_t kMaxLineage = 16;

/// What one changeset does to one record: the unit that is sealed, withdrawn and purged alone.
struct Part {
    RecordTypeId type;
    RecordId record;
    std::vector<Operation> operations;
    Bytes unknown;
    /// Of a copy: the records that it comes from, the root first, the one it was copied from last;
    /// at most kMaxLineage (root and nearest are what is kept of more).
    std::vector<RecordId> lineage = {};
    friend bool operator==(const Part&, const Part&) = default;
};

/// The attachments that the values of a part name, ascending, each once. What is not understood is
/// not looked into.
std::vector<AttachmentId> attachmentsOf(const Part& part);

/// The content of a changeset: what one person did at one moment on records of one case and one
/// audience. Immutable. Identity comes with sealing (ChangesetId).
struct Changeset {
    CaseId caseId;
    AudienceId audience;
    WorkerId author;
    OrganisationCode organisation;
    /// The pet: the role code in which the author obtained and wrote this.
    std::string hat;
    HybridStamp stamp;
    std::vector<Part> parts;
    friend bool operator==(const Changeset&, const Changeset&) = default;
};

/// Whether a changeset counts, as sync/membership judged it from log and directory. A function of
/// the log prefix, the same on all replicas; never of content.
enum class Standing : std::uint8_t {
    Effective = 1,
    /// Beyond the signed cut of a for-cause revocation: kept, shown, without effect until adopted.
    BeyondCut = 2,
};

/// A changeset with what the log says about it: the input of the merge. An own changeset that the
/// hub has not accepted yet has no hub time and is judged as if accepted now.
struct LoggedChangeset {
    ChangesetId id;
    Changeset content;
    /// Parts whose plaintext is gone (purge, withdrawal) are absent; their indexes stay taken, so
    /// each remaining part knows its own.
    std::vector<std::uint16_t> partIndexes;
    /// Position in the house's log and the hub's time of acceptance.
    std::optional<std::uint64_t> position;
    std::optional<Instant> hubTime;
    /// The author's roles at the directory of acceptance: what `protected` fields ask for.
    RoleSet rolesAtAcceptance;
    Standing standing = Standing::Effective;
    /// Accepted after a revocation that its author had not seen: a mark, not invalidity.
    bool late = false;

    /// The author's stamp bounded by hub time; the author's own stamp while not accepted.
    [[nodiscard]] HybridStamp effective() const {
        return hubTime ? effectiveStamp(content.stamp, *hubTime) : content.stamp;
    }
};

} // namespace vb::model
