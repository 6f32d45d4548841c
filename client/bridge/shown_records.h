// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// Only for what makes values for the interface: one merged record as the interface shows it.

#include "client/bridge/case_values.h"
#include "client/bridge/house_names.h"
#include "client/casework/case_view.h"

namespace vb::bridge {

/// For whom, when and with which names something is shown. A short-lived bundle of references.
struct Reader {
    engine::Replica& replica;
    const HouseNames& names;
    const casework::Calendar& calendar;
    Instant now;

    [[nodiscard]] casework::Day today() const { return calendar.dayOf(now); }
    [[nodiscard]] const WorkerId& me() const { return replica.identity().holder.worker; }
    [[nodiscard]] OrganisationCode organisation() const {
        return replica.identity().holder.organisation;
    }
};

/// With the steps that the reader may take now.
Result<Action> shownAction(const Reader& reader, const CaseId& caseId, const std::string& caseName,
                           const casework::ActionView& view, const model::RecordState& state,
                           const Delivery& delivery);
ContextItem shownContext(const Reader& reader, const model::RecordState& state,
                         const std::string& audience, const Delivery& delivery);
SafetyWarning shownWarning(const Reader& reader, const casework::WarningView& view,
                           const Delivery& delivery);
Person shownPerson(const casework::PersonView& view, std::span<const model::RecordState> states,
                   const casework::Calendar& calendar);

/// Due today or before, and something to go to.
bool isVisit(const Action& action, casework::Day today, const casework::Calendar& calendar);

} // namespace vb::bridge
