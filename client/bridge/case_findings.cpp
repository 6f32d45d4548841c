// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/case_findings.h"

#include "client/bridge/saving.h"
#include "client/casework/record_types.h"
#include "sync/membership/derived_ids.h"

namespace vb::bridge {

namespace cw = casework;

namespace {

/// Signs of a record's id in a finding's short name.
constexpr std::size_t kShortSigns = 8;

std::vector<cw::RosterLine> rosterOf(const membership::DirectoryPrefix& prefix, Instant now) {
    std::vector<cw::RosterLine> roster;
    for (const auto& [holder, unused] : prefix.caseLog->roles()) {
        static_cast<void>(unused);
        const auto roles =
            membership::rolesAt(prefix.caseLog->roles(), holder, prefix.caseSize, now);
        if (!roles.isEmpty())
            roster.push_back({holder.worker, holder.organisation, roles});
    }
    return roster;
}

} // namespace

Result<std::vector<model::RecordState>> everyRecord(engine::Replica& replica,
                                                    const CaseId& caseId) {
    std::vector<model::RecordTypeId> types;
    for (const cw::RecordSpec* type : cw::recordTypes())
        types.push_back(type->id());
    return replica.records(caseId, types);
}

Result<std::vector<cw::Finding>> findingsIn(engine::Replica& replica, const CaseId& caseId,
                                            std::span<const model::RecordState> states,
                                            const HouseNames& names, const cw::Calendar& calendar) {
    const CaseId house = membership::houseCase(replica.identity().house);
    if (caseId == house) {
        const cw::RuleInput input{{}, states, {}, names, calendar};
        return cw::findings(input);
    }
    VB_TRY(const auto prefix, replica.directory().prefix(caseId));
    VB_TRY(const auto reglementen, replica.records(house, {cw::reglementType().id()}));
    const auto roster = rosterOf(prefix, replica.hubNow());
    const auto levelOfRecord = [&](const RecordId& record) -> std::optional<cw::AudienceLevel> {
        const auto row = replica.store().records().find(record);
        if (!row || !*row)
            return std::nullopt;
        const auto level = levelOf(replica, caseId, (*row)->audience);
        return level ? std::optional(toAudienceLevel(*level)) : std::nullopt;
    };
    const cw::RuleInput input{states, reglementen, roster, names, calendar, levelOfRecord};
    return cw::findings(input);
}

Result<cw::Actor> actorFor(engine::Replica& replica, const CaseId& caseId,
                           const cw::Finding& finding, std::span<const model::RecordState> states) {
    VB_TRY(const auto base, actorIn(replica, caseId));
    const auto& holder = replica.identity().holder;
    return cw::actorFor(finding, states, base, holder.worker, holder.organisation);
}

std::string shortName(const cw::Finding& finding) {
    std::string name(finding.rule->id);
    for (const RecordId& record : finding.records)
        name += "." + record.hex().substr(0, kShortSigns);
    return name;
}

} // namespace vb::bridge
