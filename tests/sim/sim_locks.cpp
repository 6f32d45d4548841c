// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Devices whose store is closed for a while: nobody is there, or the passphrase is forgotten. What
// was written and waits is delivered all the same.
#include "tests/sim/sim_world.h"

#include <nlohmann/json.hpp>

namespace vb::test {

using namespace std::chrono_literals;

/// Not the office's device, which opens cases for the others. Its disk works meanwhile: what a
/// delivery leaves when it dies in the middle of a write is for tests/crash.
void SimWorld::lockSomebody() {
    if (!m_faults.locks || !m_lockRandom.chance(1, 10))
        return;
    SimDevice& device = *m_devices[1 + m_lockRandom.below(m_devices.size() - 1)];
    if (!device.isAlive())
        return;
    device.stores().failNever();
    device.kill();
    if (!device.lock()) {
        violation(m_house.people[device.person()].name +
                  " cannot deliver without its store (I-13)");
        reopen(device);
        return;
    }
    ++m_report.locks;
    m_history->write(m_clock.now(), "lock", {{"replica", m_house.people[device.person()].name}});
    for (int times = 0; times < 3; ++times)
        at(std::chrono::milliseconds(m_lockRandom.below(600'000)),
           [this, &device, life = device.life()] {
               if (device.life() == life)
                   deliverLocked(device);
           });
    at(std::chrono::milliseconds(m_lockRandom.below(7'200'000)),
       [this, &device, life = device.life()] {
           if (device.life() == life && !m_isHealed)
               unlock(device);
       });
}

void SimWorld::deliverLocked(SimDevice& device) {
    perform(device, device.handle(engine::SyncRequested{}));
}

void SimWorld::unlock(SimDevice& device) {
    device.kill();
    m_history->write(m_clock.now(), "unlock", {{"replica", m_house.people[device.person()].name}});
    if (m_faults.disks)
        comeBack(device);
    else
        reopen(device);
}

/// In the calm after everything: whatever waits that the hub may have it has, with what it names,
/// before anybody opens the store.
void SimWorld::checkDelivered(SimDevice& device) {
    const std::string& name = m_house.people[device.person()].name;
    for (int round = 0; round < 2; ++round) {
        deliverLocked(device);
        drain(30min);
    }
    const bool isHonest = !m_faults.liar && !m_faults.splitView;
    // A hub that was put back waits for every device before it takes anything new.
    const bool hasWentBack = m_report.hubRestores > 0 || m_report.rewrites > 0;
    // Whose certificate may have run out waits for its renewal.
    const bool mayRunOut = m_certified.count(device.person()) != 0;
    const auto due = device.lockedOutbox().dueAttachments();
    const auto waiting = device.lockedOutbox().undelivered(0, 10'000);
    VB_CHECK(due.has_value() && waiting.has_value());
    if (isHonest && !hasWentBack && !mayRunOut) {
        if (!due->empty())
            violation(name + ", locked, keeps " + std::to_string(due->size()) +
                      " attachments from the hub (I-13)");
        // What was purged, and what stands behind it, waits for the store; of a copy so does what
        // the other copy took the number of.
        const bool mayWait = m_faults.purges || m_faults.moves || m_faults.restores ||
                             m_faults.clones || m_faults.disks;
        for (const auto& item : *waiting) {
            if (!mayWait && item.kind == store::OutboxKind::Envelope)
                violation(name + ", locked, keeps changeset " + item.id.hex().substr(0, 8) +
                          " from the hub (I-13)");
        }
        for (const Written& written : m_written) {
            if (written.person != device.person() || !written.attachment || mayWait ||
                !isAtHub(written.id, 0))
                continue;
            const auto whole = m_hubStore.attachment(
                {written.caseId, written.audience, *written.attachment}, DeviceId());
            VB_CHECK(whole.has_value());
            if (!*whole)
                violation(name + ", locked, delivered a changeset without its attachment (I-13)");
        }
    }
    device.kill();
    m_history->write(m_clock.now(), "unlock", {{"replica", name}});
}

} // namespace vb::test
