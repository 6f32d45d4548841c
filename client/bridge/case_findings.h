// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/house_names.h"
#include "client/casework/rules/rules.h"

namespace vb::bridge {

/// The rules over one case as this device has it: its records (`states`, all of them), the house's
/// reglementen, who holds which role and how far each record is readable. Of the house's own case
/// the rules about reports. Costs as much as reading the case; called where a case is open anyway.
Result<std::vector<casework::Finding>> findingsIn(engine::Replica& replica, const CaseId& caseId,
                                                  std::span<const model::RecordState> states,
                                                  const HouseNames& names,
                                                  const casework::Calendar& calendar);
/// Every record of a case that this device has, merged.
Result<std::vector<model::RecordState>> everyRecord(engine::Replica& replica, const CaseId& caseId);
/// What this worker is to a finding of that case.
Result<casework::Actor> actorFor(engine::Replica& replica, const CaseId& caseId,
                                 const casework::Finding& finding,
                                 std::span<const model::RecordState> states);
/// A short name of a finding that stays the same while it does: for a terminal.
std::string shortName(const casework::Finding& finding);

} // namespace vb::bridge
