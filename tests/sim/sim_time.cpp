// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Clocks of devices that jump, and people who are away while the others work.
#include "tests/sim/sim_world.h"

#include <algorithm>

namespace vb::test {

using namespace std::chrono_literals;

void SimWorld::stepClock() {
    if (!m_faults.clockSteps || !m_timeRandom.chance(1, 10))
        return;
    stepClock(*m_devices[m_timeRandom.below(m_devices.size())]);
}

/// Somebody sets it, a time server does, or a battery is empty: by seconds, hours or years, forward
/// or back.
void SimWorld::stepClock(SimDevice& device) {
    static constexpr std::chrono::milliseconds kMost = 24h * 3650;
    static constexpr std::chrono::milliseconds kReach[] = {2min, 26h, 24h * 800};
    const auto reach = static_cast<std::uint64_t>(kReach[m_timeRandom.below(3)].count());
    const std::chrono::milliseconds span(m_timeRandom.below(reach));
    const auto skew = device.skew + (m_timeRandom.chance(1, 2) ? span : -span);
    device.skew = std::clamp(skew, -kMost, kMost);
    ++m_report.clockSteps;
}

/// At most two at once, or nobody would be left to work with.
void SimWorld::sendAway() {
    if (!m_faults.absences || !m_timeRandom.chance(1, 15))
        return;
    const SimDevice& device = *m_devices[m_timeRandom.below(m_devices.size())];
    const auto span = std::chrono::hours(24 * (5 + m_timeRandom.below(25)));
    const bool isOnLeave = m_timeRandom.chance(1, 2);
    const auto away = std::count_if(m_devices.begin(), m_devices.end(),
                                    [this](const auto& other) { return isAway(*other); });
    if (away >= 2 || isAway(device))
        return;
    ++m_report.absences;
    m_absences[device.person()] = {m_clock.now() + span, isOnLeave};
}

bool SimWorld::isAway(const SimDevice& device) const {
    const auto absence = m_absences.find(device.person());
    return !m_isHealed && absence != m_absences.end() && m_clock.now() < absence->second.until;
}

bool SimWorld::isOnLeave(const SimDevice& device) const {
    return isAway(device) && m_absences.at(device.person()).isOnLeave;
}

/// So that weeks pass while the others do what fills days.
void SimWorld::passAbsence() {
    const bool isAnybody = std::any_of(m_devices.begin(), m_devices.end(),
                                       [this](const auto& device) { return isAway(*device); });
    if (isAnybody && m_timeRandom.chance(1, 2))
        drain(std::chrono::hours(1 + m_timeRandom.below(24)));
}

} // namespace vb::test
