// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What people do: they write, and they decide what others wrote differently.
#include "sync/model/edit.h"
#include "tests/sim/sim_world.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace vb::test {

namespace {

using namespace std::chrono_literals;

constexpr model::RecordTypeId kProef{1};
constexpr std::size_t kOffice = 0;

} // namespace

/// Of every other policy a field now and then, a protected one also by who may only propose.
void SimWorld::writeOthers(const FieldWriter& writeField) {
    static const char* const kLevels[] = {"a", "b", "c", "d"};
    static const char* const kKeys[] = {"sleutel", "hond", "sluis"};
    const auto level = [&] { return model::CodeValue{kLevels[m_workRandom.below(4)]}; };
    const auto date = [&] {
        return model::Date{static_cast<std::int32_t>(m_workRandom.below(30'000))};
    };
    const auto key = [&] { return model::FieldValue(kKeys[m_workRandom.below(3)]); };
    const auto now = [&] { return m_workRandom.chance(1, 4); };
    if (now())
        writeField("counter",
                   model::FieldValue::Tuple{
                       key(), std::int64_t{1} + static_cast<std::int64_t>(m_workRandom.below(9))});
    if (now())
        writeField("protected", level());
    if (now())
        writeField("restrictive", level());
    if (now())
        writeField("latestDate", date());
    if (now())
        writeField("latest", "jongste-" + std::to_string(m_texts));
    if (now())
        writeField("items", model::FieldValue::Tuple{key(), level()});
    if (now())
        writeField("agenda", date());
}

/// Hot fields are decided often, by several people, so that decisions made offline meet.
void SimWorld::decideOften() {
    if (!m_faults.everyPolicy)
        return;
    for (int times = 0; times < 2; ++times) {
        SimDevice& device = *m_devices[m_workRandom.below(m_devices.size())];
        if (m_workRandom.chance(1, 4) && device.isAlive() && !isOnLeave(device))
            resolve(device);
    }
}

/// Whoever may decide a protected field comes and goes.
void SimWorld::changeRole() {
    SimDevice& office = *m_devices[kOffice];
    if (!m_faults.everyPolicy || !m_workRandom.chance(1, 15) || !office.isAlive())
        return;
    const std::size_t person = 2 + m_workRandom.below(m_devices.size() - 2);
    const CaseId caseId = m_cases[m_workRandom.below(m_cases.size())];
    const auto& who = m_house.people[person].who;
    const auto role = model::Role::Casusregisseur;
    const bool isEnd = m_roleHolders.count({caseId, person}) != 0;
    membership::StatementBody body = membership::RoleEndBody{who, role};
    if (!isEnd)
        body = membership::RoleBody{who, role, {kSimStart - 1h, kSimStart + 24h * 3650}};
    const auto statement = office.replica().sign(caseId, std::move(body));
    const bool isQueued = statement && office.replica().queueStatement(*statement);
    static_cast<void>(hasDied(office));
    if (!isQueued)
        return;
    ++m_report.roleChanges;
    if (isEnd)
        m_roleHolders.erase({caseId, person});
    else
        m_roleHolders.insert({caseId, person});
    m_history->write(m_clock.now(), isEnd ? "role-end" : "role",
                     {{"case", caseId.hex()}, {"replica", m_house.people[person].name}});
}

void SimWorld::write(SimDevice& device) {
    const CaseId caseId = m_cases[m_random.below(m_cases.size())];
    auto& replica = device.replica();
    const auto& schema = replica.schema();
    const auto* type = schema.find(kProef);
    const bool isShared = m_random.chance(3, 5);
    const bool isOwnOrganisation = !isShared && m_random.chance(1, 2);
    RecordId record =
        isShared ? m_shared[m_random.below(m_shared.size())] : m_random.makeId<RecordId>();
    const bool isHot = m_faults.hot && isShared && m_workRandom.chance(3, 4);
    if (isHot)
        record = m_shared.front();
    // A record lives in one case: shared ones belong to the first or the second by their place.
    const CaseId home =
        isShared ? m_cases[static_cast<std::size_t>(record.bytes()[0]) % 2] : caseId;
    model::RecordState known;
    if (isShared) {
        const auto state = replica.record(record);
        if (state && *state)
            known = **state;
    }
    model::Part part{kProef, record, {}, {}};
    // Also where a save failed: it may have been kept all the same.
    const std::string text =
        "tekst-" + std::to_string(++m_texts) + "-" + std::to_string(device.person());
    const auto writeField = [&](const char* name, model::FieldValue value) {
        const auto* field = type->findByName(name);
        if (field == nullptr)
            return; // this program has no such field
        const auto* state = known.find(field->id);
        const auto shown = state ? model::shownVersions(*state) : std::vector<model::VersionId>{};
        auto operation = model::writeOperation(*field, state, std::move(value), shown, "reden");
        if (operation)
            part.operations.push_back(std::move(*operation));
    };
    static const char* const kLevels[] = {"a", "b", "c", "d"};
    const auto level = [&] { return model::CodeValue{kLevels[m_random.below(4)]}; };
    writeField("append", text);
    if (m_random.chance(1, 2))
        writeField("ask", level());
    else if (isHot)
        writeField("ask", model::CodeValue{kLevels[m_workRandom.below(4)]});
    if (m_random.chance(1, 3))
        writeField("lattice", level());
    if (m_random.chance(1, 3))
        writeField("cautious", level());
    if (m_random.chance(1, 3))
        writeField("union", level());
    if (m_random.chance(1, 4))
        writeField("earliest", model::Date{static_cast<std::int32_t>(m_random.below(30'000))});
    if (m_faults.everyPolicy)
        writeOthers(writeField);
    engine::Entry entry;
    entry.caseId = home;
    entry.level =
        isOwnOrganisation ? membership::Level::EigenOrganisatie : membership::Level::Casusteam;
    entry.parts.push_back(std::move(part));
    entry.bulk = m_random.chance(1, 5);
    const auto audience =
        isOwnOrganisation ? membership::ownOrganisation(
                                m_house.id, home, m_house.people[device.person()].who.organisation)
                          : membership::wholeLevel(m_house.id, home, membership::Level::Casusteam);
    const auto address = attach(device, audience.id, entry);
    if (!device.isAlive())
        return;
    const auto invocation = tellInvoked("save", device, entry);
    const auto saved = replica.save({entry});
    tellOutcome(invocation, device, saved);
    if (!saved) {
        if (hasDied(device))
            return;
        ++m_report.refusedAtEntry;
        if (saved.error().code != Code::Refused && !device.stores().hasFailed())
            violation("save failed: " + saved.error().context);
        return;
    }
    keepWritten(device, saved->front(), entry, audience.id, text, "save");
    m_written.back().attachment = address;
    if (address)
        m_attached.push_back(*address);
}

void SimWorld::keepWritten(const SimDevice& device, const ChangesetId& id,
                           const engine::Entry& entry, const AudienceId& audience, std::string text,
                           const char* kind) {
    ++m_report.writes;
    const auto& part = entry.parts.front();
    std::size_t versions = 0;
    for (const auto& operation : part.operations)
        versions += operation.values.size();
    const auto& pinned = m_devices[device.person()]->replica().pinned();
    m_written.push_back({id,
                         device.person(),
                         entry.caseId,
                         audience,
                         part.record,
                         std::move(text),
                         versions,
                         false,
                         pinned && !entry.bulk ? pinned->size : 0,
                         {}});
    tellSaved(kind, m_written.back(), part);
}

/// A person looks at one of the conflicts on their device and decides: for one of the values, or
/// that all of them stand. Others may decide otherwise, offline.
void SimWorld::resolve(SimDevice& device) {
    auto& replica = device.replica();
    const auto conflicts = replica.conflicts();
    if (!conflicts || conflicts->empty())
        return;
    const auto& conflict = (*conflicts)[m_random.below(conflicts->size())];
    const auto row = replica.store().records().find(conflict.record);
    const auto state = replica.record(conflict.record);
    const auto* field = replica.schema().find(conflict.type, conflict.field.field);
    VB_CHECK(row && *row && state && *state && field);
    const auto* known = (*state)->find(conflict.field.field);
    VB_CHECK(known != nullptr);
    std::vector<model::FieldValue> kept;
    for (const auto& candidate : conflict.candidates) {
        for (const auto& value : candidate.values) {
            if (std::find(kept.begin(), kept.end(), value) == kept.end())
                kept.push_back(value);
        }
    }
    if (!m_random.chance(1, 4))
        kept.resize(1);
    const auto ids = conflict.candidateIds();
    const auto decisions = std::count_if(ids.begin(), ids.end(), [this](const auto& id) {
        return m_decided.count(id.changeset) != 0;
    });
    m_report.decisionsMet += decisions > 1 ? 1U : 0U;
    auto operation = model::resolveOperation(*field, *known, ids, std::move(kept), "besloten");
    if (!operation)
        return;
    engine::Entry entry;
    entry.caseId = (*row)->caseId;
    model::Part part{conflict.type, conflict.record, {}, {}};
    part.operations.push_back(std::move(*operation));
    entry.parts.push_back(std::move(part));
    const auto invocation = tellInvoked("resolve", device, entry);
    const auto saved = replica.save({entry});
    tellOutcome(invocation, device, saved);
    if (!saved) {
        ++m_report.refusedAtEntry;
        return;
    }
    ++m_report.resolutions;
    m_decided.insert(saved->front());
    const auto team =
        membership::wholeLevel(m_house.id, entry.caseId, membership::Level::Casusteam);
    keepWritten(device, saved->front(), entry, team.id, {}, "resolve");
}

} // namespace vb::test
