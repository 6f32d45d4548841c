// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Devices that are put back from a backup, and devices that are copied.
#include "tests/sim/sim_world.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace vb::test {

using namespace std::chrono_literals;

/// Not the office's device: what it says of members has no other place to come back from.
void SimWorld::copyOrRestore() {
    if (!m_faults.restores && !m_faults.clones)
        return;
    SimDevice& device = *m_devices[1 + m_random.below(m_devices.size() - 1)];
    if (!device.isAlive() || !m_random.chance(1, 6))
        return;
    auto& copies = m_copies[device.person()];
    const bool isClone = m_faults.clones && (!m_faults.restores || device.person() % 2 == 0);
    if (isClone && copies.clone.empty()) {
        ++m_report.clones;
        copies.clone = copyOf(device);
        m_history->write(m_clock.now(), "clone",
                         {{"replica", m_house.people[device.person()].name}});
    } else if (isClone) {
        swap(device);
    } else if (m_faults.restores && !copies.backup.empty() && m_random.chance(1, 2)) {
        restore(device);
    } else if (m_faults.restores) {
        copies.backup = copyOf(device);
    }
}

/// Of a program that was closed.
std::string SimWorld::copyOf(SimDevice& device) {
    auto& copies = m_copies[device.person()];
    const std::string copy = "copy" + std::to_string(++copies.copies);
    device.stores().failNever();
    device.kill();
    device.stores().copyTo(copy);
    reopen(device);
    return copy;
}

bool SimWorld::reopen(SimDevice& device) {
    if (!device.open())
        return false;
    learnNames(device);
    return true;
}

void SimWorld::restore(SimDevice& device) {
    ++m_report.restores;
    const auto& name = m_house.people[device.person()].name;
    m_history->write(m_clock.now(), "restore", {{"replica", name}});
    m_history->forget(name);
    device.stores().failNever();
    device.kill();
    device.stores().restoreFrom(m_copies[device.person()].backup);
    reopen(device);
    forgetLost(device);
}

void SimWorld::swap(SimDevice& device) {
    const auto& name = m_house.people[device.person()].name;
    m_history->write(m_clock.now(), "swap", {{"replica", name}});
    m_history->forget(name);
    device.stores().failNever();
    device.kill();
    device.stores().swapWith(m_copies[device.person()].clone);
    reopen(device);
}

/// What was sealed anew has a new name. It still waits in the outbox when the engine has just done
/// so, and when the device was killed right after.
void SimWorld::learnNames(SimDevice& device) {
    auto& known = m_copies[device.person()].incarnation;
    const auto now = device.replica().identity().incarnation;
    if (known == now)
        return;
    m_copies[device.person()].isRenewed = known.has_value();
    known = now;
    auto items = device.replica().outbox().items(0, 1'000);
    VB_CHECK(items.has_value());
    for (const auto& item : *items) {
        if (!item.replaces)
            continue;
        const ChangesetId before(item.replaces->bytes());
        const ChangesetId after(item.id.bytes());
        for (Written& written : m_written) {
            if (written.id != before)
                continue;
            ++m_report.renamed;
            written.before.push_back(std::exchange(written.id, after));
            m_history->write(m_clock.now(), "rename",
                             {{"changeset", before.hex()}, {"to", after.hex()}});
        }
    }
}

/// What was on the lost disk alone is lost with it; what the backup has too goes on under the name
/// that it has there.
void SimWorld::forgetLost(SimDevice& device) {
    auto envelopes = device.replica().store().envelopes();
    std::erase_if(m_written, [&](Written& written) {
        if (written.person != device.person() || isAtHub(written.id, 0))
            return false;
        auto names = written.before;
        names.push_back(written.id);
        const auto held = std::find_if(names.rbegin(), names.rend(), [&](const ChangesetId& id) {
            const auto is = envelopes.holds(id);
            return is && *is;
        });
        if (held != names.rend()) {
            written.id = *held;
            return false;
        }
        ++m_report.lost;
        m_history->write(m_clock.now(), "lost", {{"changeset", written.id.hex()}});
        return true;
    });
}

/// A copy that lies in a drawer is taken out once more, and delivers too.
void SimWorld::syncClones() {
    std::vector<SimDevice*> cloned;
    for (auto& device : m_devices) {
        if (!m_copies[device->person()].clone.empty())
            cloned.push_back(device.get());
    }
    if (cloned.empty())
        return;
    for (auto* device : cloned)
        swap(*device);
    for (int round = 0; round < 4; ++round) {
        for (auto& device : m_devices) {
            sync(*device);
            drain(5min);
        }
    }
    for (auto* device : cloned) {
        if (device->engine().status().unsent != 0)
            violation(m_house.people[device->person()].name +
                      ": a copy has something unsent after healing (I-9)");
        noteRefused(*device);
        swap(*device);
    }
}

/// Of several copies of one device the one that gave something up tells its author.
void SimWorld::noteRefused(const SimDevice& device) {
    for (const Written& written : m_written) {
        if (written.person == device.person() && isShownAsRefused(written))
            m_copies[device.person()].refused.insert(written.id);
    }
}

/// Of several copies of one device any may have been first to say it anew.
void SimWorld::findNames() {
    for (Written& written : m_written) {
        if (isAtHub(written.id, 0))
            continue;
        for (ChangesetId& id : written.before) {
            if (isAtHub(id, 0))
                std::swap(written.id, id); // it had both
        }
    }
}

/// Under the name that it has in one log. Of two logs one may have taken the first sealing, and the
/// other, where another copy had gone on under those numbers, what was sealed anew.
SimWorld::Written SimWorld::asNamedAt(const Written& written, std::size_t log) {
    Written named = written;
    for (const ChangesetId& id : written.before) {
        if (!isAtHub(named.id, log) && isAtHub(id, log))
            named.id = id;
    }
    return named;
}

} // namespace vb::test
