// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// A device is handed in or lost, and its issuer ends it; another's certificate runs out, and is
// renewed some time later. Neither may cost anybody what they wrote.
#include "sync/issuance/device_keys.h"
#include "sync/protocol/limits.h"
#include "tests/sim/sim_rules.h"
#include "tests/sim/sim_world.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace vb::test {

using namespace std::chrono_literals;

namespace {

/// People of SimHouse: the police's issuer, and whose device it can end.
constexpr std::size_t kIssuer = 2;
constexpr std::size_t kEnded = 3;
constexpr std::size_t kAlone = 4; ///< issuer of their own organisation

std::size_t issuerOf(std::size_t person) {
    return person == kEnded ? kIssuer : person;
}

} // namespace

DeviceId SimWorld::deviceOf(std::size_t person) const {
    return m_house.people[person].keys.publicKeys(m_house.id).device;
}

/// By the device of an issuer, about the house.
bool SimWorld::sayOfHouse(std::size_t speaker, membership::StatementBody body) {
    SimDevice& issuer = *m_devices[speaker];
    if (!issuer.isAlive())
        return false;
    const auto statement = issuer.replica().signAboutHouse(std::move(body));
    const bool isQueued = statement && issuer.replica().queueStatement(*statement);
    if (isQueued)
        m_queued.emplace(statement->id, speaker);
    static_cast<void>(hasDied(issuer));
    return isQueued;
}

// ---- The end of a device

/// Handed in, or found to be lost, also after it was handed in.
void SimWorld::endDevice() {
    if (!m_faults.endedDevices || !m_endRandom.chance(1, 40))
        return;
    SimDevice& issuer = *m_devices[kIssuer];
    const bool isLost = m_endRandom.chance(1, 2);
    if (!issuer.isAlive())
        return;
    membership::DeviceEndBody end{deviceOf(kEnded), membership::EndReason::Retired, {}};
    if (isLost) {
        end.reason = membership::EndReason::LostDevice;
        end.cuts = drawCuts(issuer, kEnded, std::nullopt);
    }
    if (hasDied(issuer) || !sayOfHouse(kIssuer, std::move(end)))
        return;
    m_history->write(m_clock.now(), "end-device",
                     {{"replica", m_house.people[kEnded].name}, {"lost", isLost}});
}

/// As the hub has numbered it. Whose only device ended has no place in any case any more.
void SimWorld::settleEnds() {
    for (const auto& statement : numberedAt(m_hubStore, {})) {
        const auto* end = statement.as<membership::DeviceEndBody>();
        if (end && end->device == deviceOf(kEnded))
            m_ended.insert(kEnded);
    }
    for (const std::size_t person : m_ended) {
        for (auto& [caseId, members] : m_members)
            members.erase(person);
    }
    m_report.endedDevices += m_ended.size();
}

/// It has delivered all and kept nothing: neither case nor key; and said so.
void SimWorld::checkEnded() {
    for (const std::size_t person : m_ended) {
        if (m_shownOther.count(person) != 0)
            continue; // the other log may lack the end
        SimDevice& device = *m_devices[person];
        auto& replica = device.replica();
        const auto& name = m_house.people[person].name;
        const auto audiences = replica.store().audiences().all();
        const auto records = replica.store().records().count();
        const auto waiting = replica.outbox().count();
        VB_CHECK(audiences.has_value() && records.has_value() && waiting.has_value());
        if (!audiences->empty() || *records != 0)
            violation(name + " was ended and still holds a case (I-6)");
        if (*waiting != 0)
            violation(name + " was ended and has not delivered all (I-13)");
        for (const char* table : {"epoch_box", "part", "envelope"}) {
            auto rows =
                replica.store().database().prepare(std::string("SELECT count(*) FROM ") + table);
            VB_CHECK(rows.has_value());
            const auto hasRow = rows->step();
            VB_CHECK(hasRow.has_value() && *hasRow);
            if (rows->int64(0) != 0)
                violation(name + " was ended and has " + std::to_string(rows->int64(0)) +
                          " rows of " + table + " left (I-6)");
        }
    }
}

// ---- Certificates that run out

/// The short certificates of a seed that has them, none of others'.
std::map<std::size_t, Instant> SimWorld::shortCertificates(std::uint64_t seed,
                                                           const std::optional<SimFaults>& given) {
    // Of what came later the draw hangs on the seed alone.
    SeededRandom random(seed ^ 0x5eed'ce47'0000'0001U);
    const SimFaults faults = given ? *given : SimFaults::draw(random, seed);
    std::map<std::size_t, Instant> ends;
    if (!faults.expiries)
        return ends;
    SeededRandom spans(seed ^ 0x5eed'ce47'0000'0002U);
    for (const std::size_t person : {kEnded, kAlone}) {
        // Nobody may renew what was ended, so that its work would wait for ever.
        const bool isHolder =
            person == kEnded ? !faults.endedDevices : faults.endedDevices || spans.chance(1, 2);
        if (isHolder)
            ends[person] = kSimStart + 24h + std::chrono::hours(spans.below(24 * 9));
    }
    return ends;
}

/// Its issuer notices some time after it has run out, or just before.
void SimWorld::renewSome() {
    if (!m_faults.expiries || !m_expiryRandom.chance(1, 25))
        return;
    const std::size_t person = m_expiryRandom.chance(1, 2) ? kEnded : kAlone;
    const auto span = 48h + std::chrono::hours(m_expiryRandom.below(24 * 12));
    const auto known = m_certified.find(person);
    if (known == m_certified.end() || known->second > m_clock.now() + 24h)
        return;
    renew(person, span);
}

void SimWorld::renew(std::size_t person, std::chrono::milliseconds span) {
    const auto& one = m_house.people[person];
    const membership::Period period{m_clock.now() - 1h, m_clock.now() + span};
    const bool isSaid = sayOfHouse(
        issuerOf(person), issuance::certificateBody(one.keys.publicKeys(m_house.id), one.who,
                                                    period, {protocol::kEnvelopeFormat}));
    if (!isSaid)
        return;
    ++m_report.renewedCertificates;
    m_certified[person] = *period.until;
    m_history->write(m_clock.now(), "renew",
                     {{"replica", one.name}, {"until", period.until->millis}});
}

/// In the end everybody is certified again, so that what waited for it goes.
void SimWorld::renewAll() {
    std::set<std::size_t> people;
    for (const auto& [person, end] : m_certified)
        people.insert(person);
    // By the clock that an issuer knew before they may be none any more, or not yet.
    for (const std::size_t person : people) {
        sync(*m_devices[issuerOf(person)]);
        drain(5min);
        renew(person, 24h * 3650);
    }
    // Before anybody comes who delivers once and not again, as the other copy of a device.
    for (const std::size_t person : people) {
        sync(*m_devices[issuerOf(person)]);
        drain(5min);
    }
}

/// What waits for a certificate is not given up.
void SimWorld::checkNotGivenUp(SimDevice& device) {
    if (m_certified.count(device.person()) == 0)
        return;
    auto rows = device.replica().store().database().prepare(
        "SELECT count(*) FROM envelope WHERE refusal = :refusal AND position IS NULL");
    if (!rows)
        return;
    rows->bind(":refusal", static_cast<std::int64_t>(membership::Refusal::Certificate));
    const auto hasRow = rows->step();
    if (hasRow && *hasRow && rows->int64(0) != 0)
        violation(m_house.people[device.person()].name +
                  " gave up what a renewal of the certificate mends (I-1)");
}

/// The hub took nothing of whom no certificate covered then, and everybody who had to wait has
/// theirs there: that is what check() asks of all.
void SimWorld::checkCertificates() {
    if (!m_faults.expiries)
        return;
    const auto house = numberedAt(m_hubStore, {});
    for (const Written& written : m_written) {
        const auto row = m_hubStore.envelope(written.id);
        VB_CHECK(row.has_value());
        if (!*row || (*row)->stubReason != 0)
            continue;
        const auto said = saidAtHub(m_hubStore, **row);
        bool isCovered = false;
        for (std::uint64_t number = 0; number < said.accepted.house.size; ++number) {
            const auto* certificate = house[number].as<membership::DeviceBody>();
            isCovered = isCovered ||
                        (certificate && certificate->device == said.device &&
                         certificate->period.from <= said.hubTime &&
                         (!certificate->period.until || said.hubTime < *certificate->period.until));
        }
        if (!isCovered)
            violation("the hub took changeset " + written.id.hex().substr(0, 8) +
                      " without a certificate in force");
    }
}

} // namespace vb::test
