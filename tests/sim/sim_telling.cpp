// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What the world tells its history: docs/testing.md has the schema.
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

} // namespace

void SimWorld::tellSaved(const char* kind, const Written& written, const model::Part& part) {
    if (!m_history->isOn())
        return;
    auto operations = nlohmann::json::array();
    for (const auto& operation : part.operations) {
        auto values = nlohmann::json::array();
        for (const auto& value : operation.values)
            values.push_back(valueText(value));
        operations.push_back({{"field", operation.field.field.value},
                              {"values", std::move(values)},
                              {"observed", idsOf(operation.observed)}});
    }
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
