// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/model/changeset.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vb::model {

/// Who wrote something, and when by whose clock: what every difference is shown with.
struct Attribution {
    WorkerId author;
    OrganisationCode organisation;
    std::string hat;
    /// As the author's device stamped it; may be wrong by years.
    HybridStamp stamp;
    /// What orders it: the author's stamp bounded by the hub's time.
    HybridStamp effective;
    std::optional<std::uint64_t> position;
    std::optional<Instant> hubTime;
    Standing standing = Standing::Effective;
    bool late = false;

    [[nodiscard]] bool isAccepted() const { return position.has_value(); }
    friend bool operator==(const Attribution&, const Attribution&) = default;
};

/// What a version is at this moment. Live are InForce, AlsoLive and Corrected.
enum class VersionStatus : std::uint8_t {
    /// What the field says (or part of it, in a union).
    InForce = 1,
    /// Counts and is shown beside what is in force: a candidate, or "also reported".
    AlsoLive = 2,
    /// append: readable, and its author has written a newer version of it.
    Corrected = 3,
    /// Written without the role; open until a holder of the role answers it.
    Proposal = 4,
    /// Beyond a cut; without effect until somebody adopts it.
    Refused = 5,
    Superseded = 6,
    Withdrawn = 7,
    /// A proposal or refused version that somebody entitled has made theirs.
    Confirmed = 8,
    Declined = 9,
    /// Field, policy, operation or value that this program does not know. Carried, without effect.
    NotUnderstood = 10,
};

std::string_view statusName(VersionStatus status);

/// One value that somebody gave a field, and what became of it.
struct Version {
    VersionId id;
    Attribution by;
    FieldValue value;
    std::string reason;
    /// What its operation observed, live or not.
    std::vector<VersionId> observed;
    VersionStatus status = VersionStatus::NotUnderstood;
    bool isResolution = false;
    /// Of a copy: who said it first. `by` is then who copied it.
    std::optional<Quoted> quoted = std::nullopt;

    [[nodiscard]] bool isLive() const {
        return status == VersionStatus::InForce || status == VersionStatus::AlsoLive ||
               status == VersionStatus::Corrected;
    }
    [[nodiscard]] bool isOpen() const {
        return status == VersionStatus::Proposal || status == VersionStatus::Refused;
    }
    friend bool operator==(const Version&, const Version&) = default;
};

/// An operation that takes back: of a whole record, or of versions by somebody without the role.
/// `id` names the operation; its item is 0.
struct Withdrawal {
    VersionId id;
    Attribution by;
    std::string reason;
    std::vector<VersionId> observed;
    /// Of a record that lives on elsewhere.
    std::optional<MovedTo> moved = std::nullopt;
    friend bool operator==(const Withdrawal&, const Withdrawal&) = default;
};

/// One field of one record as the whole set of changesets makes it. A value, made by mergeRecord;
/// docs/merge.md says what each part means. Invariant: versions stand in causal order, oldest
/// first; `shown` indexes a version in force or is absent.
struct FieldState {
    FieldKey key;
    /// False: outside the schema. Its versions are all NotUnderstood and there are no values.
    bool isKnown = false;
    std::vector<Version> versions;
    /// The version to show where there is room for one: newest, strongest, earliest by policy.
    std::optional<std::size_t> shown;
    /// A person must decide: live versions that do not agree (register-ask, protected, keyed
    /// union).
    bool isConflict = false;
    /// Ranked policies and counters: something else is live beside what is in force.
    bool isAlsoReported = false;
    /// counter: the sum of the entries in force.
    std::int64_t total = 0;
    /// Withdrawals that had no effect (no role, or beyond a cut) and still name something live.
    std::vector<Withdrawal> proposedWithdrawals;

    [[nodiscard]] const Version* shownVersion() const;
    /// Of the shown version; nullptr when there is none. A cleared register holds an empty value.
    [[nodiscard]] const FieldValue* value() const;
    /// The distinct values in force, sorted.
    [[nodiscard]] std::vector<FieldValue> values() const;
    [[nodiscard]] const Version* find(const VersionId& id) const;
    [[nodiscard]] bool has(VersionStatus status) const;
    friend bool operator==(const FieldState&, const FieldState&) = default;
};

/// One record as the whole set of changesets makes it.
struct RecordState {
    RecordTypeId type;
    RecordId record;
    /// Sorted by key; only fields of which some version is there.
    std::vector<FieldState> fields;
    /// Who made the record: the first changeset. Absent once the record has been withdrawn, because
    /// the part that said so may be gone.
    std::optional<Attribution> created;
    /// In order; the refused ones (beyond a cut) have no effect.
    std::vector<Withdrawal> withdrawals;
    /// As the first changeset has it (Part::lineage); absent like `created` once withdrawn.
    std::vector<RecordId> lineage = {};

    /// The declared field of that number; nullptr when nothing was written to it.
    [[nodiscard]] const FieldState* find(FieldId field) const;
    [[nodiscard]] bool isWithdrawn() const;
    friend bool operator==(const RecordState&, const RecordState&) = default;
};

} // namespace vb::model
