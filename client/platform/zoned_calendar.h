// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/calendar.h"

#include <QTimeZone>

namespace vb::platform {

/// The domain's calendar over Qt's time zones: "Europe/Amsterdam" for every house so far. An
/// unknown zone is UTC. Immutable; for any thread.
class ZonedCalendar final : public casework::Calendar {
public:
    explicit ZonedCalendar(QTimeZone zone);

    [[nodiscard]] casework::CivilTime civilOf(Instant at) const override;
    [[nodiscard]] Instant instantOf(casework::CivilTime civil) const override;

private:
    [[nodiscard]] std::int64_t offsetAt(std::int64_t utcMillis) const;

    QTimeZone m_zone;
};

} // namespace vb::platform
