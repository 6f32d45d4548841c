// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What the world tells its history: docs/testing.md has the schema.
#include "sync/protocol/sync.pb.h"
#include "tests/sim/sim_world.h"

#include <nlohmann/json.hpp>

namespace vb::test {
namespace {

nlohmann::json valueText(const model::FieldValue& value) {
    if (const auto* text = value.as<std::string>())
        return *text;
    if (const auto* code = value.as<model::CodeValue>())
        return code->code;
    if (const auto* date = value.as<model::Date>())
        return date->days;
    if (const auto* number = value.as<std::int64_t>())
        return *number;
    if (const auto* tuple = value.as<model::FieldValue::Tuple>()) {
        auto members = nlohmann::json::array();
        for (const auto& member : *tuple)
            members.push_back(valueText(member));
        return members;
    }
    return nullptr;
}

nlohmann::json idOf(const model::VersionId& id) {
    return id.changeset.hex() + "." + std::to_string(id.part) + "." + std::to_string(id.operation) +
           "." + std::to_string(id.item);
}

nlohmann::json idsOf(const std::vector<model::VersionId>& ids) {
    auto all = nlohmann::json::array();
    for (const auto& id : ids)
        all.push_back(idOf(id));
    return all;
}

nlohmann::json versionText(const model::FieldState& field, const model::Version& version) {
    return {{"id", idOf(version.id)},
            {"field", field.key.field.value},
            {"value", valueText(version.value)},
            {"status", std::string(model::statusName(version.status))},
            {"observed", idsOf(version.observed)},
            {"accepted", version.by.isAccepted()}};
}

nlohmann::json operationsOf(const model::Part& part) {
    auto operations = nlohmann::json::array();
    for (const auto& operation : part.operations) {
        auto values = nlohmann::json::array();
        for (const auto& value : operation.values)
            values.push_back(valueText(value));
        operations.push_back({{"field", operation.field.field.value},
                              {"values", std::move(values)},
                              {"observed", idsOf(operation.observed)}});
    }
    return operations;
}

} // namespace

/// Before it is known what becomes of it: whatever is seen later somebody has tried to say.
std::uint64_t SimWorld::tellInvoked(const char* act, const SimDevice& device,
                                    const engine::Entry& entry) {
    const auto& part = entry.parts.front();
    m_history->write(m_clock.now(), "invoke",
                     {{"invocation", ++m_invocations},
                      {"act", act},
                      {"replica", m_house.people[device.person()].name},
                      {"case", entry.caseId.hex()},
                      {"record", part.record.hex()},
                      {"operations", operationsOf(part)}});
    return m_invocations;
}

/// Of a record that goes to other readers: what is written the replica knows.
std::uint64_t SimWorld::tellInvoked(const char* act, const SimDevice& device, const CaseId& caseId,
                                    const RecordId& record) {
    m_history->write(m_clock.now(), "invoke",
                     {{"invocation", ++m_invocations},
                      {"act", act},
                      {"replica", m_house.people[device.person()].name},
                      {"case", caseId.hex()},
                      {"record", record.hex()},
                      {"operations", nlohmann::json::array()}});
    return m_invocations;
}

/// What failed on a disk may have been kept all the same.
void SimWorld::tellOutcome(std::uint64_t invocation, SimDevice& device,
                           const Result<std::vector<ChangesetId>>& saved) {
    if (saved) {
        auto changesets = nlohmann::json::array();
        for (const ChangesetId& id : *saved)
            changesets.push_back(id.hex());
        m_history->write(m_clock.now(), "ok",
                         {{"invocation", invocation}, {"changesets", std::move(changesets)}});
        return;
    }
    const bool mayBeThere = device.stores().isDead() || device.stores().hasFailed();
    m_history->write(m_clock.now(), mayBeThere ? "unknown" : "fail", {{"invocation", invocation}});
}

/// What the hub has taken of a push, once each.
void SimWorld::tellAccepted(const protocol::Request& request) {
    if (!m_history->isOn() || request.endpoint != protocol::Endpoint::Push)
        return;
    veldboek::v0::PushRequest push;
    if (!push.ParseFromArray(request.body.data(), static_cast<int>(request.body.size())))
        return;
    for (const auto& item : push.items()) {
        const auto& sent = item.has_returned() ? item.returned().envelope() : item.envelope();
        const auto envelope =
            membership::parseEnvelope(m_house.id, asBytes(sent.SerializeAsString()));
        if (!envelope)
            continue;
        const auto row = m_hubStore.envelope(envelope->id);
        VB_CHECK(row.has_value());
        if (!*row || (*row)->stubReason != 0 || !m_toldAccepted.insert(envelope->id).second)
            continue;
        m_history->write(m_clock.now(), "accept",
                         {{"changeset", envelope->id.hex()}, {"position", (*row)->position}});
    }
}

void SimWorld::tellSaved(const char* kind, const Written& written, const model::Part& part) {
    if (!m_history->isOn())
        return;
    auto operations = operationsOf(part);
    m_history->write(m_clock.now(), kind,
                     {{"replica", m_house.people[written.person].name},
                      {"changeset", written.id.hex()},
                      {"case", written.caseId.hex()},
                      {"audience", written.audience.hex()},
                      {"record", written.record.hex()},
                      {"operations", std::move(operations)}});
}

/// Whatever this replica shows otherwise than before.
void SimWorld::tellSeen(SimDevice& device) {
    if (!m_history->isOn() || !device.isAlive())
        return;
    const auto& name = m_house.people[device.person()].name;
    for (const RecordId& record : m_history->shownBy(name)) {
        const auto state = device.replica().record(record);
        VB_CHECK(state.has_value());
        if (!*state)
            m_history->sawRecord(m_clock.now(), name, record,
                                 {{"versions", nlohmann::json::array()}});
    }
    for (const CaseId& caseId : m_cases) {
        const auto states = device.replica().records(caseId, {});
        VB_CHECK(states.has_value());
        for (const auto& state : *states) {
            auto versions = nlohmann::json::array();
            for (const auto& field : state.fields) {
                for (const auto& version : field.versions)
                    versions.push_back(versionText(field, version));
            }
            m_history->sawRecord(m_clock.now(), name, state.record,
                                 {{"versions", std::move(versions)}});
        }
    }
}

} // namespace vb::test
