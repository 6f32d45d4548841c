// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/merge_world.h"

#include "sync/base/check.h"
#include "sync/model/validate.h"
#include "tests/support/must.h"

namespace vb::test {

using namespace vb::model;

namespace {

void addParts(std::vector<RecordPart>& out, const LoggedChangeset& changeset, RecordTypeId type,
              const RecordId& record) {
    for (std::size_t i = 0; i < changeset.content.parts.size(); ++i) {
        const Part& part = changeset.content.parts[i];
        if (part.type == type && part.record == record)
            out.push_back({factsOf(changeset), changeset.partIndexes[i], &part});
    }
}

} // namespace

Desk::Desk(MergeWorld& world, WorkerId worker, OrganisationCode organisation, RoleSet roles)
    : m_world(world),
      m_worker(worker),
      m_organisation(organisation),
      m_roles(roles),
      m_stamps(m_clock) {}

std::vector<LoggedChangeset> Desk::view() const {
    const auto& log = m_world.log();
    std::vector<LoggedChangeset> out;
    for (std::size_t i = 0; i < log.size(); ++i)
        if (i < m_pulled || log[i].content.author == m_worker)
            out.push_back(log[i]);
    for (LoggedChangeset changeset : m_unsent) {
        // Own unsent work is judged as if it were accepted now.
        changeset.rolesAtAcceptance = m_roles;
        out.push_back(std::move(changeset));
    }
    return out;
}

std::set<ChangesetId> Desk::seen() const {
    const auto& log = m_world.log();
    std::set<ChangesetId> out;
    for (std::size_t i = 0; i < log.size(); ++i)
        if (i < m_pulled || log[i].content.author == m_worker)
            out.insert(log[i].id);
    for (const LoggedChangeset& changeset : m_unsent)
        out.insert(changeset.id);
    return out;
}

RecordState Desk::state(RecordTypeId type, const RecordId& record) const {
    std::vector<RecordPart> parts;
    const auto& log = m_world.log();
    for (std::size_t i = 0; i < log.size(); ++i)
        if (i < m_pulled || log[i].content.author == m_worker)
            addParts(parts, log[i], type, record);
    const std::size_t accepted = parts.size();
    for (const LoggedChangeset& changeset : m_unsent)
        addParts(parts, changeset, type, record);
    for (std::size_t i = accepted; i < parts.size(); ++i)
        parts[i].facts.rolesAtAcceptance = m_roles;
    return mergeRecord(m_world.schema(), type, record, parts);
}

ChangesetId Desk::save(std::vector<Part> parts) {
    m_clock.setWall({m_world.now().millis + m_clockOffset});
    LoggedChangeset changeset;
    changeset.id = m_world.m_random.makeId<ChangesetId>();
    changeset.content.author = m_worker;
    changeset.content.organisation = m_organisation;
    changeset.content.stamp = must(m_stamps.tick());
    changeset.content.parts = std::move(parts);
    for (std::size_t i = 0; i < changeset.content.parts.size(); ++i)
        changeset.partIndexes.push_back(static_cast<std::uint16_t>(i));
    VB_CHECK(validateStructure(changeset.content).has_value());
    m_unsent.push_back(changeset);
    return changeset.id;
}

void Desk::push() {
    for (LoggedChangeset& changeset : m_unsent)
        m_world.accept(std::move(changeset), *this);
    m_unsent.clear();
}

void Desk::pull(std::size_t count) {
    const auto& log = m_world.log();
    for (; count > 0 && m_pulled < log.size(); --count)
        m_stamps.observe(log[m_pulled++].effective());
}

void Desk::pull() {
    pull(m_world.log().size());
}

FieldState Desk::field(const RecordId& record, std::string_view name) const {
    const RecordState all = state(m_world.type(), record);
    const FieldDeclaration& declaration = m_world.field(name);
    const FieldState* found = all.find(declaration.id);
    return found != nullptr ? *found : FieldState{declaration.key(), true, {}, {}, {}, {}, {}, {}};
}

ChangesetId Desk::saveOne(const RecordId& record, Result<Operation> operation) {
    return save({{m_world.type(), record, {must(std::move(operation))}, {}}});
}

ChangesetId Desk::write(const RecordId& record, std::string_view name, FieldValue value,
                        std::string reason) {
    const FieldState now = field(record, name);
    return saveOne(record, writeOperation(m_world.field(name), &now, std::move(value),
                                          shownVersions(now), std::move(reason)));
}

ChangesetId Desk::correct(const RecordId& record, std::string_view name, const VersionId& version,
                          FieldValue value) {
    return saveOne(record, correctOperation(m_world.field(name), field(record, name), version,
                                            std::move(value)));
}

ChangesetId Desk::remove(const RecordId& record, std::string_view name, const FieldValue& value,
                         std::string reason) {
    const FieldState now = field(record, name);
    return saveOne(record, withdrawOperation(m_world.field(name), now, versionsHolding(now, value),
                                             std::move(reason)));
}

ChangesetId Desk::resolve(const RecordId& record, std::string_view name,
                          std::vector<FieldValue> kept, std::string reason) {
    const FieldState now = field(record, name);
    return saveOne(record, resolveOperation(m_world.field(name), now, shownVersions(now),
                                            std::move(kept), std::move(reason)));
}

ChangesetId Desk::confirm(const RecordId& record, std::string_view name,
                          const VersionId& proposal) {
    const FieldState now = field(record, name);
    return saveOne(record,
                   confirmOperation(m_world.field(name), now, proposal, shownVersions(now)));
}

ChangesetId Desk::withdrawRecord(const RecordId& record, const std::string& reason) {
    const RecordState now = state(m_world.type(), record);
    std::vector<VersionId> shown;
    for (const FieldState& each : now.fields)
        for (const Version& version : each.versions)
            shown.push_back(version.id);
    return save({{m_world.type(), record, must(withdrawRecordOperations(now, shown, reason)), {}}});
}

MergeWorld::MergeWorld(Schema schema, std::string_view type, std::uint64_t seed)
    : m_schema(std::move(schema)), m_random(seed) {
    const RecordTypeDeclaration* found = m_schema.findByName(type);
    VB_CHECK(found != nullptr);
    m_type = found->id;
}

Desk& MergeWorld::addDesk(OrganisationCode organisation, RoleSet roles) {
    return *m_desks.emplace_back(
        std::make_unique<Desk>(*this, m_random.makeId<WorkerId>(), organisation, roles));
}

Desk& MergeWorld::addDeskOf(const Desk& other) {
    return *m_desks.emplace_back(
        std::make_unique<Desk>(*this, other.m_worker, other.m_organisation, other.m_roles));
}

const FieldDeclaration& MergeWorld::field(std::string_view name) const {
    const FieldDeclaration* found = m_schema.find(m_type)->findByName(name);
    VB_CHECK(found != nullptr);
    return *found;
}

std::vector<LoggedChangeset> MergeWorld::everything() const {
    std::vector<LoggedChangeset> out = m_log;
    for (const auto& desk : m_desks)
        out.insert(out.end(), desk->m_unsent.begin(), desk->m_unsent.end());
    return out;
}

void MergeWorld::syncAll() {
    for (const auto& desk : m_desks)
        desk->push();
    for (const auto& desk : m_desks)
        desk->pull();
}

void MergeWorld::accept(LoggedChangeset changeset, const Desk& from) {
    changeset.position = m_log.size();
    changeset.hubTime = m_now;
    changeset.rolesAtAcceptance = from.m_roles;
    changeset.standing = from.m_standing;
    changeset.late = from.m_late;
    m_log.push_back(std::move(changeset));
}

RecordState MergeWorld::state(const RecordId& record) const {
    return mergeOf(m_schema, m_type, record, m_log);
}

FieldState MergeWorld::state(const RecordId& record, std::string_view name) const {
    const RecordState all = state(record);
    const FieldState* found = all.find(field(name).id);
    VB_CHECK(found != nullptr);
    return *found;
}

RecordState mergeOf(const Schema& schema, RecordTypeId type, const RecordId& record,
                    const std::vector<LoggedChangeset>& changesets) {
    std::vector<RecordPart> parts;
    for (const LoggedChangeset& changeset : changesets)
        addParts(parts, changeset, type, record);
    return mergeRecord(schema, type, record, parts);
}

} // namespace vb::test
