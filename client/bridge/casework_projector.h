// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/record_summary.h"
#include "client/casework/calendar.h"
#include "sync/engine/projector.h"

namespace vb::bridge {

/// The engine's projector for the domain: when a record happened, what a list shows of it, and the
/// folded words by which it is found. Pure; a record of a type or version that it does not know
/// sorts by its entry and is not found. `calendar` outlives it.
class CaseworkProjector final : public engine::Projector {
public:
    explicit CaseworkProjector(const casework::Calendar& calendar) : m_calendar(calendar) {}

    [[nodiscard]] engine::Projection project(const CaseId& caseId,
                                             const model::RecordState& state) const override;

private:
    const casework::Calendar& m_calendar;
};

} // namespace vb::bridge
