// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/house_names.h"

#include "client/bridge/record_summary.h"
#include "client/casework/fold.h"
#include "client/casework/record_types.h"
#include "sync/model/edit.h"

namespace vb::bridge {
namespace {

namespace cw = casework;

RecordId recordOf(const WorkerId& worker) {
    return RecordId(worker.bytes());
}

Result<void> write(const engine::Replica& replica, const model::RecordState& state,
                   const cw::FieldSpec& field, model::FieldValue value, model::Part& part) {
    const auto* known = state.find(field.id());
    if (known && known->value() && *known->value() == value)
        return {};
    const auto* declared = replica.schema().find(cw::medewerkerType().id(), field.id());
    VB_CHECK(declared != nullptr);
    const auto shown = known ? model::shownVersions(*known) : std::vector<model::VersionId>{};
    VB_TRY(auto operation, model::writeOperation(*declared, known, std::move(value), shown));
    part.operations.push_back(std::move(operation));
    return {};
}

} // namespace

Result<void> introduce(engine::Replica& replica, const Colleague& colleague) {
    const RecordId record = recordOf(colleague.worker);
    VB_TRY(const auto known, replica.record(record));
    const model::RecordState state = known ? *known : model::RecordState{};
    engine::Entry entry;
    entry.caseId = membership::houseCase(replica.identity().house);
    entry.parts.push_back({cw::medewerkerType().id(), record, {}, {}});
    auto& part = entry.parts.front();
    VB_TRY_VOID(write(replica, state, cw::medewerker::kNaam, colleague.name, part));
    if (!colleague.function.empty())
        VB_TRY_VOID(write(replica, state, cw::medewerker::kFunctie,
                          model::CodeValue{colleague.function}, part));
    if (colleague.organisation && !state.find(cw::medewerker::kOrganisatie.id()))
        VB_TRY_VOID(
            write(replica, state, cw::medewerker::kOrganisatie, *colleague.organisation, part));
    if (part.operations.empty())
        return {};
    VB_TRY(const auto saved, replica.save({entry}));
    static_cast<void>(saved);
    return {};
}

Result<HouseNames> HouseNames::read(engine::Replica& replica) {
    HouseNames names(replica);
    const CaseId house = membership::houseCase(replica.identity().house);
    VB_TRY(const auto states, replica.records(house, {cw::medewerkerType().id()}));
    for (const auto& state : states) {
        const WorkerId worker(state.record.bytes());
        names.m_colleagues[worker] = {worker, cw::textOf(state, cw::medewerker::kNaam),
                                      cw::codeOf(state, cw::medewerker::kFunctie),
                                      cw::organisationOf(state, cw::medewerker::kOrganisatie)};
    }
    return names;
}

std::string HouseNames::workerName(const WorkerId& worker) const {
    const auto found = m_colleagues.find(worker);
    if (found != m_colleagues.end() && !found->second.name.empty())
        return found->second.name;
    return "medewerker " + worker.hex().substr(0, 8);
}

std::string HouseNames::organisationName(OrganisationCode organisation) const {
    return cw::organisationLabel(organisation);
}

std::string HouseNames::recordName(const RecordId& record) const {
    const auto row = m_replica->store().records().find(record);
    if (!row || !*row)
        return {};
    return decodeSummary((*row)->summary).title;
}

std::optional<WorkerId> HouseNames::find(std::string_view name) const {
    const std::string wanted = cw::fold(name);
    std::optional<WorkerId> found;
    std::size_t candidates = 0;
    for (const auto& [worker, colleague] : m_colleagues) {
        const std::string known = cw::fold(colleague.name);
        if (known == wanted)
            return worker;
        if (!wanted.empty() && known.starts_with(wanted)) {
            found = worker;
            ++candidates;
        }
    }
    return candidates == 1 ? found : std::nullopt;
}

} // namespace vb::bridge
