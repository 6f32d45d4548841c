// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// A hub that shows some people one log and the others another.
#include "tests/sim/sim_world.h"

#include <algorithm>

namespace vb::test {

server::Hub& SimWorld::hubOf(const SimDevice& device) {
    return m_shownOther.count(device.person()) != 0 ? m_split->hub() : *m_hub;
}

bool SimWorld::isAtHub(const ChangesetId& id, std::size_t log) {
    const auto row = (log == 0 ? m_hubStore : m_split->store()).envelope(id);
    return row && *row && (*row)->stubReason == 0;
}

/// Always at least one of the field workers on either side.
void SimWorld::splitLog() {
    m_split = std::make_unique<SplitHub>(m_hubStore, m_house, m_clock, m_splitRandom);
    m_shownOther = {2 + m_splitRandom.below(3)};
    if (m_splitRandom.chance(1, 2))
        m_shownOther.insert(2 + m_splitRandom.below(2));
}

/// Whoever holds what somebody of the other side sealed after pinning the other log has the alarm;
/// and a hub that shows one log and does not lie gives nobody one.
void SimWorld::checkAlarms() {
    for (auto& device : m_devices) {
        auto& store = device->replica().store();
        const auto notices = store.attention().all();
        VB_CHECK(notices.has_value());
        const bool hasAlarm = std::any_of(notices->begin(), notices->end(), [](const auto& notice) {
            return notice.kind == store::AttentionKind::SplitView;
        });
        const auto& who = m_house.people[device->person()].name;
        const bool isCaused =
            m_split || m_faults.liar || m_hasToldFalseHead || m_report.withholdings > 0;
        if (hasAlarm && !isCaused)
            violation(who + " has an alarm that nobody caused (I-10)");
        if (hasAlarm || !m_split)
            continue;
        const auto sideOf = [this](std::size_t person) { return m_shownOther.count(person); };
        for (const Written& written : m_written) {
            if (sideOf(written.person) == sideOf(device->person()) ||
                written.witnessed <= m_split->parted())
                continue;
            const auto row = store.envelopes().facts(written.id);
            if (row && *row && (*row)->state == store::EnvelopeState::Accepted) {
                violation(who + " was shown another log than " +
                          m_house.people[written.person].name + " and has no alarm (I-10)");
                break;
            }
        }
    }
}

} // namespace vb::test
