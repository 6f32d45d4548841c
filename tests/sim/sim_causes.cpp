// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Somebody is removed for cause, or a device is lost: from some number on what was said there is
// not to count, until somebody adopts it.
#include "tests/sim/sim_rules.h"
#include "tests/sim/sim_world.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace vb::test {

namespace {

constexpr std::size_t kOffice = 0;

} // namespace

/// As far as the device of whoever ends it knows the streams: the last number there, or one of the
/// last; now and then a stream is forgotten, and then the moment counts.
std::vector<membership::StreamCut> SimWorld::drawCuts(SimDevice& by, std::size_t person,
                                                      const std::optional<CaseId>& caseId) {
    std::vector<membership::StreamCut> cuts;
    auto& store = by.replica().store();
    const auto audiences = caseId ? store.audiences().ofCase(*caseId) : store.audiences().all();
    if (!audiences)
        return cuts;
    const DeviceId device = m_house.people[person].keys.publicKeys(m_house.id).device;
    for (const auto& audience : *audiences) {
        const auto streams = store.streams().ofAudience(audience.audience);
        if (!streams)
            continue;
        for (const auto& stream : *streams) {
            if (stream.device != device || m_causeRandom.chance(1, 6))
                continue;
            const std::uint64_t back = m_causeRandom.chance(1, 2) ? 0 : m_causeRandom.below(5);
            cuts.push_back({stream.stream, stream.counter - std::min(back, stream.counter)});
        }
    }
    std::sort(cuts.begin(), cuts.end());
    return cuts;
}

void SimWorld::removeForCause() {
    if (!m_faults.forCause || !m_causeRandom.chance(1, 10))
        return;
    SimDevice& office = *m_devices[kOffice];
    const CaseId caseId = m_cases[m_causeRandom.below(m_cases.size())];
    const std::size_t person = 2 + m_causeRandom.below(m_devices.size() - 2);
    const bool isAdoption = m_causeRandom.chance(1, 3);
    if (!office.isAlive())
        return;
    if (isAdoption)
        return adoptSome(caseId);
    if (m_members[caseId].count(person) == 0) {
        assign(caseId, person, true);
        return;
    }
    membership::MemberEndBody end{m_house.people[person].who, membership::EndReason::ForCause,
                                  drawCuts(office, person, caseId)};
    if (hasDied(office) || !say(caseId, std::move(end), {Decision::Kind::End, person}))
        return;
    ++m_report.removedForCause;
    m_history->write(m_clock.now(), "unassign",
                     {{"case", caseId.hex()}, {"replica", m_house.people[person].name}});
    m_members[caseId].erase(person);
}

/// What the office sees as cut off counts again by its word.
void SimWorld::adoptSome(const CaseId& caseId) {
    auto& store = m_devices[kOffice]->replica().store();
    const auto audiences = store.audiences().ofCase(caseId);
    if (!audiences)
        return;
    membership::AdoptionBody adoption;
    for (const auto& audience : *audiences) {
        const auto read = store.envelopes().eachAccepted(
            audience.audience, [&](const store::EnvelopeRow& row) -> Result<void> {
                const bool isCut = row.standing == model::Standing::BeyondCut;
                if (isCut && adoption.changesets.size() < 5 && m_causeRandom.chance(1, 2))
                    adoption.changesets.push_back(row.id);
                return {};
            });
        if (!read)
            return;
    }
    if (adoption.changesets.empty())
        return;
    std::sort(adoption.changesets.begin(), adoption.changesets.end());
    if (say(caseId, std::move(adoption), {Decision::Kind::Adoption, kOffice}))
        m_history->write(m_clock.now(), "adopt", {{"case", caseId.hex()}});
}

/// Of one changeset: every device that shows it treats it as the statements at the hub say.
void SimWorld::checkStandingOf(const Written& written, bool isBeyond) {
    for (auto& device : m_devices) {
        if (m_shownOther.count(device->person()) != 0)
            continue;
        auto& replica = device->replica();
        const auto row = replica.store().envelopes().facts(written.id);
        VB_CHECK(row.has_value());
        if (!*row || (*row)->state != store::EnvelopeState::Accepted)
            continue;
        const auto& name = m_house.people[device->person()].name;
        const std::string what = "changeset " + written.id.hex().substr(0, 8);
        if (((*row)->standing == model::Standing::BeyondCut) != isBeyond)
            violation(
                name +
                (isBeyond ? " lets count what is beyond a cut, " : " cuts off what counts, ") +
                what + " (I-2)");
        const auto state = replica.record(written.record);
        VB_CHECK(state.has_value());
        if (!*state)
            continue;
        for (const auto& field : (*state)->fields) {
            for (const auto& version : field.versions) {
                if (version.id.changeset != written.id)
                    continue;
                const bool isRefused = version.status == model::VersionStatus::Refused;
                if (isBeyond ? version.isLive() : isRefused)
                    violation(name + " shows a value of " + what +
                              " otherwise than it stands (I-3)");
            }
        }
    }
}

/// Who was cut off is told: their device shows it, or said that it was late or that the case left.
bool SimWorld::isToldOfCut(const Written& written) {
    auto& store = m_devices[written.person]->replica().store();
    const auto row = store.envelopes().facts(written.id);
    const auto notices = store.attention().all();
    VB_CHECK(row.has_value() && notices.has_value());
    if (*row)
        return true; // and checkStandingOf() has how
    return std::any_of(notices->begin(), notices->end(), [&](const auto& notice) {
        return (notice.kind == store::AttentionKind::CaseErased &&
                notice.subject == toBytes(written.caseId.view())) ||
               (notice.kind == store::AttentionKind::Late &&
                notice.subject == toBytes(written.id.view()));
    });
}

void SimWorld::checkStandings() {
    if (!m_faults.forCause && !m_faults.endedDevices)
        return;
    const auto house = numberedAt(m_hubStore, {});
    std::map<CaseId, CutsAtHub> cuts;
    for (const CaseId& caseId : m_cases)
        cuts.emplace(caseId, CutsAtHub(house, numberedAt(m_hubStore, caseId)));
    const bool mayForget = m_faults.disks || m_faults.restores || m_faults.clones;
    for (const Written& written : m_written) {
        const auto row = m_hubStore.envelope(written.id);
        VB_CHECK(row.has_value());
        const auto& ofCase = cuts.at(written.caseId);
        if (!*row || (*row)->stubReason != 0 || ofCase.isEmpty())
            continue;
        const bool isBeyond = ofCase.isBeyond(written.id, saidAtHub(m_hubStore, **row),
                                              m_house.people[written.person].who);
        m_report.beyondCuts += isBeyond ? 1U : 0U;
        checkStandingOf(written, isBeyond);
        if (isBeyond && !mayForget && !isToldOfCut(written))
            violation("changeset " + written.id.hex().substr(0, 8) + " of " +
                      m_house.people[written.person].name +
                      " does not count, and they were not told (I-1)");
    }
}

} // namespace vb::test
