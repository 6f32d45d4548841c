// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Devices whose disk dies, or loses its power, in the middle of what they do.
#include "tests/sim/sim_world.h"

#include <nlohmann/json.hpp>

namespace vb::test {

using namespace std::chrono_literals;

/// Not the office's device: what it said of members may have gone out or not when it died, and the
/// world is to know who is a member.
void SimWorld::failDisk() {
    if (!m_faults.disks || !m_diskRandom.chance(1, 4))
        return;
    SimDevice& device = *m_devices[1 + m_diskRandom.below(m_devices.size() - 1)];
    // A save makes some ten changes, a page of a pull with its checkpoint some hundred.
    if (device.isAlive())
        failDisk(device, m_diskRandom.chance(1, 2) ? 12 : 150);
}

void SimWorld::failDisk(SimDevice& device, std::uint64_t within) {
    const auto failure =
        m_diskRandom.chance(1, 2) ? crash::Failure::PowerLoss : crash::Failure::Kill;
    device.stores().failAt(failure, 1 + m_diskRandom.below(within), m_diskRandom.below(1U << 31U));
}

/// Nothing dies of it: what cannot be written now is said to be so, and goes well later.
void SimWorld::spoilDisk() {
    if (!m_faults.diskErrors || !m_diskRandom.chance(1, 4))
        return;
    SimDevice& device = *m_devices[1 + m_diskRandom.below(m_devices.size() - 1)];
    if (!device.isAlive())
        return;
    ++m_report.diskErrors;
    const bool isFull = m_diskRandom.chance(1, 2);
    device.stores().failAt(isFull ? crash::Failure::Full : crash::Failure::Io,
                           1 + m_diskRandom.below(60), m_diskRandom.below(1U << 31U),
                           isFull ? 1 + m_diskRandom.below(40) : 1);
}

/// To be called before the world looks at what a device did: a device that died in the middle did
/// not do it.
bool SimWorld::hasDied(SimDevice& device) {
    if (!device.isAlive() || !device.stores().isDead())
        return !device.isAlive();
    ++m_report.diskDeaths;
    device.kill();
    m_history->write(m_clock.now(), "kill", {{"replica", m_house.people[device.person()].name}});
    at(std::chrono::milliseconds(m_diskRandom.below(600'000)),
       [this, &device] { comeBack(device); });
    return true;
}

/// Sometimes to die once more in the middle of recovering.
void SimWorld::comeBack(SimDevice& device) {
    if (device.isAlive() || device.isLocked())
        return;
    device.stores().failNever();
    if (!m_isHealed && m_diskRandom.chance(1, 4))
        failDisk(device, 30);
    if (reopen(device))
        return;
    ++m_report.diskDeaths;
    at(1min, [this, &device] { comeBack(device); });
}

} // namespace vb::test
