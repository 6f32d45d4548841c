// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What must hold at every moment of a run, and not only when it is over. Nothing here draws a
// number or changes anything, so that a run is the same one with it.
#include "tests/sim/sim_world.h"

#include <algorithm>
#include <array>

namespace vb::test {

namespace {

/// After so many events one device is looked into, in turn.
constexpr std::uint64_t kLookEvery = 25;

/// What people write, and why. Sealed it is none of these bytes.
constexpr std::array<std::string_view, 4> kCanaries = {"tekst-", "verkeerd", "minder lezers",
                                                       "meer lezers"};

} // namespace

/// The hub's log grows, and its time with it, whatever else the hub does; unless it was put back.
void SimWorld::checkLogGrows() {
    const auto log = m_hubStore.logState();
    VB_CHECK(log.has_value());
    const auto generations = std::pair(m_report.hubRestores, m_report.rewrites);
    if (generations == m_logSeen.generations &&
        (log->size < m_logSeen.size || log->hubTime < m_logSeen.time))
        violation("the log went back from " + std::to_string(m_logSeen.size) + " to " +
                  std::to_string(log->size) + " (I-10)");
    m_logSeen = {generations, log->size, log->hubTime};
}

/// Text of people is on no wire, and so in nothing that the hub gets to store (I-4).
void SimWorld::checkSealed(ByteView bytes, const char* what) {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    for (const std::string_view canary : kCanaries) {
        if (text.find(canary) != std::string_view::npos)
            violation(std::string(what) + " has what people wrote in clear (I-4)");
    }
}

void SimWorld::checkStep() {
    if (++m_events % kLookEvery != 0)
        return;
    SimDevice& device = *m_devices[m_events / kLookEvery % m_devices.size()];
    // A disk that fails or has died answers nothing, and tells nothing.
    if (!device.isAlive() || device.stores().isDead())
        return;
    ++m_report.looks;
    checkAcceptedIsAtHub(device);
    checkHoldsOwnOnly(device);
    checkKeepsSaved(device);
    checkNotGivenUp(device);
    countConflicts(device);
}

/// What counts as accepted is at the hub, there where this device has it (I-8).
void SimWorld::checkAcceptedIsAtHub(SimDevice& device) {
    if (m_report.hubRestores > 0 || m_report.rewrites > 0)
        return; // what a hub lost is accepted and has to come back
    auto rows = device.replica().store().database().prepare(
        "SELECT id, position FROM envelope WHERE state = 1");
    if (!rows)
        return;
    const std::size_t log = m_shownOther.count(device.person());
    const auto read = rows->each([&](const auto& row) -> Result<void> {
        VB_TRY(const auto id, ChangesetId::fromBytes(row.blob(0)));
        VB_TRY(const auto held, (log == 0 ? m_hubStore : m_split->store()).envelope(id));
        const bool isThere = held && held->stubReason == 0 &&
                             held->position == static_cast<server::LogSize>(row.int64(1));
        if (!isThere)
            violation(m_house.people[device.person()].name + " has " + id.hex().substr(0, 8) +
                      " as accepted, and the hub lacks it (I-8)");
        return {};
    });
    VB_CHECK(read.has_value() || device.stores().hasFailed());
}

/// Whoever was never of a case has nothing of it, and of the others everybody only what is for
/// them. When somebody who leaves has to have erased it the end of the run says.
void SimWorld::checkHoldsOwnOnly(SimDevice& device) {
    auto rows = device.replica().store().database().prepare(
        "SELECT DISTINCT audience.audience, casus.case_id FROM part"
        " JOIN envelope USING (envelope_no)"
        " JOIN audience ON audience.audience_no = envelope.audience_no"
        " JOIN casus ON casus.case_no = audience.case_no");
    if (!rows)
        return;
    const auto& person = m_house.people[device.person()];
    const auto read = rows->each([&](const auto& row) -> Result<void> {
        VB_TRY(const auto audience, AudienceId::fromBytes(row.blob(0)));
        VB_TRY(const auto caseId, CaseId::fromBytes(row.blob(1)));
        const auto& who = person.who;
        const std::array own = {
            membership::wholeLevel(m_house.id, caseId, membership::Level::Casusteam).id,
            membership::ownOrganisation(m_house.id, caseId, who.organisation).id,
            membership::ownNote(m_house.id, caseId, who).id};
        const bool isOwn = std::find(own.begin(), own.end(), audience) != own.end();
        if (!isOwn || m_everMembers[caseId].count(device.person()) == 0)
            violation(person.name + " holds what is not theirs (I-6)");
        return {};
    });
    VB_CHECK(read.has_value() || device.stores().hasFailed());
}

/// What was acknowledged to this person their device has, or the hub does (I-1). Of a device that
/// was copied the other copy may be the one that has it.
void SimWorld::checkKeepsSaved(SimDevice& device) {
    if (m_faults.clones || m_report.hubRestores > 0 || m_report.rewrites > 0)
        return;
    auto envelopes = device.replica().store().envelopes();
    for (const Written& written : m_written) {
        if (written.person != device.person())
            continue;
        const auto row = envelopes.facts(written.id);
        if (!row && device.stores().hasFailed())
            return;
        VB_CHECK(row.has_value());
        const bool isHere = row->has_value();
        if (isHere || isAtHub(written.id, m_shownOther.count(device.person())) ||
            isOutboxed(device, written) || isShownAsRefused(written))
            continue;
        // Taken back before it had come there, and then there was nothing to say anew. What a move
        // takes along is known in the end.
        if ((written.isTaken || m_faults.moves) && m_copies[device.person()].isRenewed)
            continue;
        violation("changeset " + written.id.hex().substr(0, 8) + " of " +
                  m_house.people[device.person()].name +
                  ", acknowledged, is neither here nor at the hub (I-1)");
    }
}

/// Saved, and not in the store yet: the disk had no place for it there.
bool SimWorld::isOutboxed(SimDevice& device, const Written& written) {
    const auto waiting = device.replica().outbox().find(Digest256(written.id.bytes()));
    return waiting && waiting->has_value();
}

} // namespace vb::test
