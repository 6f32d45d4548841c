// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/hybrid_clock.h"
#include "sync/model/edit.h"
#include "sync/model/merge.h"
#include "sync/model/schema.h"
#include "tests/support/fake_clock.h"
#include "tests/support/seeded_random.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace vb::test {

/// A small house for histories of changesets: a hub that only gives positions and times, and desks
/// (one device of one person each) that see a prefix of the log and their own saves. Whoever edits,
/// edits what is in view, so histories are causally consistent, as real ones are.
class MergeWorld;

class Desk {
public:
    Desk(MergeWorld& world, WorkerId worker, OrganisationCode organisation, model::RoleSet roles);

    [[nodiscard]] WorkerId worker() const { return m_worker; }
    void setRoles(model::RoleSet roles) { m_roles = roles; }
    [[nodiscard]] model::RoleSet roles() const { return m_roles; }
    /// From now on what is accepted from this desk lies beyond a cut, or is late.
    void setStanding(model::Standing standing) { m_standing = standing; }
    void setLate(bool late) { m_late = late; }
    /// Moves this desk's wall clock against the hub's.
    void setClockOffset(std::int64_t millis) { m_clockOffset = millis; }

    /// What this desk has: the log as far as pulled, and its own.
    [[nodiscard]] std::vector<model::LoggedChangeset> view() const;
    [[nodiscard]] std::set<ChangesetId> seen() const;
    [[nodiscard]] model::RecordState state(model::RecordTypeId type, const RecordId& record) const;

    /// One changeset with these parts, only here until pushed.
    ChangesetId save(std::vector<model::Part> parts);
    /// Gives the hub everything unsent, in order.
    void push();
    /// Takes `count` more from the log.
    void pull(std::size_t count);
    void pull();
    void sync() {
        push();
        pull();
    }

    // Edits of one field of one record, as a person makes them: on what is shown now.
    ChangesetId write(const RecordId& record, std::string_view field, model::FieldValue value,
                      std::string reason = {});
    ChangesetId correct(const RecordId& record, std::string_view field,
                        const model::VersionId& version, model::FieldValue value);
    ChangesetId remove(const RecordId& record, std::string_view field,
                       const model::FieldValue& value, std::string reason = "vergissing");
    ChangesetId resolve(const RecordId& record, std::string_view field,
                        std::vector<model::FieldValue> kept, std::string reason = "besproken");
    ChangesetId confirm(const RecordId& record, std::string_view field,
                        const model::VersionId& proposal);
    ChangesetId withdrawRecord(const RecordId& record, const std::string& reason = "dubbel");

    /// The field as this desk sees it; an empty state when nothing was written.
    [[nodiscard]] model::FieldState field(const RecordId& record, std::string_view field) const;

private:
    friend class MergeWorld;
    ChangesetId saveOne(const RecordId& record, Result<model::Operation> operation);

    MergeWorld& m_world;
    WorkerId m_worker;
    OrganisationCode m_organisation;
    model::RoleSet m_roles;
    model::Standing m_standing = model::Standing::Effective;
    bool m_late = false;
    std::int64_t m_clockOffset = 0;
    FakeClock m_clock;
    HybridClock m_stamps;
    std::size_t m_pulled = 0;
    std::vector<model::LoggedChangeset> m_unsent;
};

class MergeWorld {
public:
    /// All records are of the one type of `schema` named `type`.
    MergeWorld(model::Schema schema, std::string_view type, std::uint64_t seed = 1);

    Desk& addDesk(OrganisationCode organisation, model::RoleSet roles = {});
    /// Another device of the same person.
    Desk& addDeskOf(const Desk& other);
    RecordId makeRecord() { return m_random.makeId<RecordId>(); }

    [[nodiscard]] const model::Schema& schema() const { return m_schema; }
    [[nodiscard]] model::RecordTypeId type() const { return m_type; }
    [[nodiscard]] const model::FieldDeclaration& field(std::string_view name) const;
    [[nodiscard]] const std::vector<model::LoggedChangeset>& log() const { return m_log; }
    /// The log and everything that is unsent anywhere.
    [[nodiscard]] std::vector<model::LoggedChangeset> everything() const;
    [[nodiscard]] const std::vector<std::unique_ptr<Desk>>& desks() const { return m_desks; }

    [[nodiscard]] Instant now() const { return m_now; }
    void advance(std::int64_t millis) { m_now.millis += millis; }
    /// Every desk pushes, then every desk pulls.
    void syncAll();
    /// The log's state of a record, which every synced desk shares.
    [[nodiscard]] model::RecordState state(const RecordId& record) const;
    [[nodiscard]] model::FieldState state(const RecordId& record, std::string_view field) const;

private:
    friend class Desk;
    void accept(model::LoggedChangeset changeset, const Desk& from);

    model::Schema m_schema;
    model::RecordTypeId m_type;
    SeededRandom m_random;
    Instant m_now{1'790'000'000'000};
    std::vector<model::LoggedChangeset> m_log;
    std::vector<std::unique_ptr<Desk>> m_desks;
};

/// The state of one record from a list of changesets.
model::RecordState mergeOf(const model::Schema& schema, model::RecordTypeId type,
                           const RecordId& record,
                           const std::vector<model::LoggedChangeset>& changesets);

/// A schema with one type, "Proef", that has a field of every policy; named after it.
model::Schema everyPolicySchema();

} // namespace vb::test
