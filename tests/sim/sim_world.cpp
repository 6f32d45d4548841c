// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/sim_world.h"

#include "sync/server/bootstrap.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace vb::test {
namespace {

using namespace std::chrono_literals;

} // namespace

std::vector<std::pair<const char*, bool SimFaults::*>> SimFaults::all() {
    return {{"drops", &SimFaults::drops},
            {"duplicates", &SimFaults::duplicates},
            {"delays", &SimFaults::delays},
            {"kills", &SimFaults::kills},
            {"wrongClocks", &SimFaults::wrongClocks},
            {"liar", &SimFaults::liar},
            {"membership", &SimFaults::membership},
            {"splitView", &SimFaults::splitView},
            {"oldPrograms", &SimFaults::oldPrograms},
            {"restores", &SimFaults::restores},
            {"clones", &SimFaults::clones},
            {"disks", &SimFaults::disks},
            {"sealed", &SimFaults::sealed},
            {"purges", &SimFaults::purges},
            {"hubDisks", &SimFaults::hubDisks},
            {"diskErrors", &SimFaults::diskErrors},
            {"hubRestores", &SimFaults::hubRestores},
            {"rewrites", &SimFaults::rewrites},
            {"attachments", &SimFaults::attachments},
            {"moves", &SimFaults::moves},
            {"transfers", &SimFaults::transfers},
            {"locks", &SimFaults::locks},
            {"partitions", &SimFaults::partitions},
            {"cuts", &SimFaults::cuts},
            {"repeats", &SimFaults::repeats},
            {"clockSteps", &SimFaults::clockSteps},
            {"absences", &SimFaults::absences},
            {"falseTime", &SimFaults::falseTime},
            {"withholds", &SimFaults::withholds},
            {"everyPolicy", &SimFaults::everyPolicy},
            {"forCause", &SimFaults::forCause},
            {"endedDevices", &SimFaults::endedDevices},
            {"expiries", &SimFaults::expiries},
            {"granters", &SimFaults::granters},
            {"versions", &SimFaults::versions},
            {"hot", &SimFaults::hot}};
}

SimFaults SimFaults::named(const std::vector<std::string>& names) {
    SimFaults faults;
    for (const auto& [name, fault] : all())
        faults.*fault = std::find(names.begin(), names.end(), name) != names.end();
    return faults;
}

SimFaults SimFaults::draw(SeededRandom& random, std::uint64_t seed) {
    // What came later draws by itself, so that a seed goes on meaning what it meant.
    constexpr std::size_t kDrawnFirst = 7;
    SeededRandom later(~seed);
    SimFaults faults;
    std::size_t drawn = 0;
    for (const auto& [name, fault] : all()) {
        faults.*fault = drawn++ < kDrawnFirst ? random.chance(2, 5) : later.chance(1, 4);
        // Sealing costs time and is proven by tests/crash; here one seed in fifty must do.
        if (fault == &SimFaults::sealed)
            faults.sealed = later.chance(1, 50);
        // A fault that meets no conflict says little of merging.
        if (fault == &SimFaults::hot)
            faults.hot = later.chance(1, 2);
    }
    // What comes to one log only, because the disk of the other failed, parts them for good.
    if (faults.splitView)
        faults.hubDisks = false;
    // Together they have an open finding (docs/proof/runs.md), to be asked for by name.
    if (faults.splitView)
        faults.expiries = false;
    // Two disks that are lost cannot bring back what was on both, nor can a hub that lies about
    // what comes back be held to have it.
    if (faults.liar || faults.splitView || faults.restores || faults.clones || faults.falseTime ||
        faults.withholds)
        faults.hubRestores = faults.rewrites = false;
    // With its power a device loses what it had pinned since its last synced write.
    if (faults.hubRestores || faults.disks)
        faults.rewrites = false;
    return faults;
}

std::string SimFaults::text() const {
    std::string text;
    for (const auto& [name, fault] : all()) {
        if (this->*fault)
            text += std::string(text.empty() ? "" : " ") + name;
    }
    return text.empty() ? "none" : text;
}

SimWorld::SimWorld(std::uint64_t seed, SimOptions options)
    : m_seed(seed),
      m_history(options.history != nullptr ? options.history : &m_silence),
      m_entropy(seed),
      m_random(seed),
      m_clock(kSimStart),
      m_certified(shortCertificates(seed, options.faults)),
      m_house(SimHouse::make(m_random, kSimStart, m_certified)),
      m_splitRandom(seed ^ 0x5eed'0f2a'0109'5000U),
      m_diskRandom(seed ^ 0x5eed'd15c'0000'0000U),
      m_purgeRandom(seed ^ 0x9a79'e000'0000'0001U),
      m_hubRandom(seed ^ 0x5eed'0b5b'0000'0001U),
      m_attachRandom(seed ^ 0xb111'a6e0'0000'0001U),
      m_moveRandom(seed ^ 0x5eed'307e'0000'0001U),
      m_transferRandom(seed ^ 0x5eed'0e4d'0000'0001U),
      m_lockRandom(seed ^ 0x510c'7ed0'0000'0001U),
      m_netRandom(seed ^ 0x5eed'9a27'0000'0001U),
      m_timeRandom(seed ^ 0x5eed'71e5'0000'0001U),
      m_hostileRandom(seed ^ 0x5eed'1a5e'0000'0001U),
      m_workRandom(seed ^ 0x5eed'30c4'0000'0001U),
      m_causeRandom(seed ^ 0x5eed'ca05'0000'0001U),
      m_endRandom(seed ^ 0x5eed'e9d0'0000'0001U),
      m_expiryRandom(seed ^ 0x5eed'ce47'0000'0003U),
      m_granterRandom(seed ^ 0x5eed'94a9'0000'0001U),
      m_versionRandom(seed ^ 0x5eed'7e45'0000'0001U),
      m_faults(SimFaults::draw(m_random, seed)),
      m_restoreRandom(seed ^ 0x0b5e'55ed'0c0f'fee5U) {
    m_faults = options.faults.value_or(m_faults);
    m_history->write(kSimStart, "start", {{"seed", seed}, {"faults", m_faults.text()}});
    setUp();
}

void SimWorld::violation(std::string what) {
    m_history->write(m_clock.now(), "violation", {{"what", what}});
    m_report.violations.push_back("seed " + std::to_string(m_seed) + " (" + m_faults.text() +
                                  "): " + std::move(what));
}

void SimWorld::setUp() {
    const server::HubKeys keys{m_house.hub.signingKey, m_house.hub.tlsPin};
    const auto opened = server::openHouse(m_hubStore, m_house.bootstrap, keys, m_clock);
    VB_CHECK(opened.has_value());
    auto hub = server::Hub::open(m_hubStore, m_house.hubKey, m_clock, m_random);
    VB_CHECK(hub.has_value());
    m_hub = std::move(hub).value();
    for (std::size_t person = 0; person < m_house.people.size(); ++person) {
        const auto place = m_faults.sealed                         ? SimStores::Place::SealedDisk
                           : m_faults.disks || m_faults.diskErrors ? SimStores::Place::Disk
                                                                   : SimStores::Place::Directory;
        m_devices.push_back(std::make_unique<SimDevice>(
            m_house, person, SimStores(m_dir.path() / std::to_string(person), person, place),
            m_clock, m_random));
        m_devices.back()->hasOldProgram = m_faults.oldPrograms && m_splitRandom.chance(1, 2);
        m_devices.back()->open();
    }
    // A calm beginning: everybody knows the house, two cases have their teams.
    const bool wasHealed = std::exchange(m_isHealed, true);
    for (auto& device : m_devices)
        sync(*device);
    drain(10min);
    for (int i = 0; i < 2; ++i) {
        m_cases.push_back(m_random.makeId<CaseId>());
        for (std::size_t person = 0; person < m_devices.size(); ++person) {
            if (person != 1 && (person != 3 || i == 0))
                assign(m_cases.back(), person, true);
        }
    }
    for (int round = 0; round < 3; ++round) {
        for (auto& device : m_devices)
            sync(*device);
        drain(10min);
    }
    for (int i = 0; i < 3; ++i)
        m_shared.push_back(m_random.makeId<RecordId>());
    m_isHealed = wasHealed;
    if (m_faults.wrongClocks)
        for (auto& device : m_devices)
            device->skew =
                std::chrono::hours(24) * (static_cast<std::int64_t>(m_random.below(7300)) - 3650);
}

void SimWorld::at(std::chrono::milliseconds delay, std::function<void()> act) {
    m_queue.push({m_clock.now().millis + delay.count(), ++m_lastNumber, std::move(act)});
}

void SimWorld::drain(std::chrono::milliseconds span) {
    const std::int64_t end = m_clock.now().millis + span.count();
    while (!m_queue.empty() && m_queue.top().at <= end) {
        auto happening = m_queue.top();
        m_queue.pop();
        m_clock.advance(std::chrono::milliseconds(
            std::max<std::int64_t>(0, happening.at - m_clock.now().millis)));
        happening.act();
        checkStep();
    }
    m_clock.advance(
        std::chrono::milliseconds(std::max<std::int64_t>(0, end - m_clock.now().millis)));
}

// ---- Devices at work

void SimWorld::perform(SimDevice& device, const engine::Actions& actions) {
    if (!device.isLocked()) {
        if (hasDied(device))
            return;
        learnNames(device);
    }
    for (const auto& action : actions) {
        if (const auto* sent = std::get_if<engine::SendRequest>(&action))
            deliver(device, device.life(), *sent);
        if (std::holds_alternative<engine::CallBack>(action))
            callBack(device);
        if (const auto* finished = std::get_if<engine::SyncFinished>(&action)) {
            if (device.isLocked()) {
                m_report.delivered += finished->figures.pushed + finished->figures.uploaded;
                continue;
            }
            m_lastErrors[device.person()] = finished->error;
            m_history->write(m_clock.now(), "sync",
                             {{"replica", m_house.people[device.person()].name},
                              {"trouble", static_cast<int>(finished->trouble)}});
            if (finished->trouble == engine::SyncTrouble::None)
                noteSynced(device);
            const bool isHonest =
                !m_faults.liar && !m_faults.splitView && !m_faults.rewrites && !m_hasToldFalseHead;
            if (finished->trouble == engine::SyncTrouble::HubAlarm && isHonest)
                violation(m_house.people[device.person()].name + " does not follow the hub: " +
                          (finished->error ? finished->error->context : "no error kept"));
        }
        if (std::holds_alternative<engine::CasesErased>(action)) {
            const auto& name = m_house.people[device.person()].name;
            m_history->write(m_clock.now(), "erase", {{"replica", name}});
            m_history->forget(name);
        }
    }
}

/// FNV-1a: to compare two runs, against nobody.
void SimWorld::trace(ByteView bytes) {
    for (const std::uint8_t byte : bytes)
        m_report.trace = (m_report.trace ^ byte) * 1'099'511'628'211U;
}

/// Mostly at once, as a client does it; sometimes so late that the reply is there first.
void SimWorld::callBack(SimDevice& device) {
    const auto delay = m_random.chance(1, 4) ? 600ms : 0ms;
    at(delay, [this, &device, life = device.life()] {
        if (device.isAlive() && device.life() == life)
            perform(device, device.engine().handle(engine::CalledBack{}));
    });
}

void SimWorld::sync(SimDevice& device) {
    if (!device.isAlive() || isAway(device))
        return;
    ++m_report.syncs;
    perform(device, device.engine().handle(engine::SyncRequested{}));
}

// ---- Steps

void SimWorld::step() {
    SimDevice& device = *m_devices[m_random.below(m_devices.size())];
    const bool isAtWork = device.isAlive() && !isOnLeave(device);
    switch (m_random.below(11)) {
    case 10:
        if (isAtWork)
            resolve(device);
        break;
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
        if (isAtWork)
            write(device);
        break;
    case 5:
    case 6:
    case 7:
        sync(device);
        break;
    case 8:
        if (m_faults.kills && device.isAlive()) {
            ++m_report.kills;
            if (m_faults.diskErrors)
                device.stores().failNever(); // it comes back on a disk that works
            device.kill();
            m_history->write(m_clock.now(), "kill",
                             {{"replica", m_house.people[device.person()].name}});
            if (m_faults.clockSteps)
                stepClock(device);
            at(std::chrono::milliseconds(m_random.below(600'000)), [this, &device] {
                if (!device.isAlive() && !device.isLocked())
                    reopen(device);
            });
        }
        break;
    default:
        if (m_faults.membership && m_random.chance(1, 2))
            changeMembership();
        break;
    }
    static_cast<void>(hasDied(device));
    decideOften();
    changeRole();
    copyOrRestore();
    failDisk();
    spoilDisk();
    purgeOrWithdraw();
    moveOrCopy();
    transferPlace();
    removeForCause();
    endDevice();
    renewSome();
    decideApart();
    changeProgram();
    lockSomebody();
    copyOrRestoreHub();
    partSomebody();
    withholdSome();
    stepClock();
    sendAway();
    passAbsence();
    drain(std::chrono::milliseconds(m_random.below(m_random.chance(1, 10) ? 3'600'000 : 4'000)));
    // Leave, illness, a closed office.
    if (m_diskRandom.chance(1, 100))
        drain(std::chrono::hours(24 * (1 + m_diskRandom.below(14))));
}

// ---- Judgement

void SimWorld::heal() {
    m_isHealed = true;
    m_hubStore.failNever();
    for (auto& device : m_devices) {
        device->skew = 0ms;
        device->stores().failNever();
    }
    drain(2h); // what is under way comes to an end
    for (auto& device : m_devices) {
        if (device->isLocked())
            checkDelivered(*device);
        else
            static_cast<void>(hasDied(*device)); // of its last write, which nobody looked at
        if (std::exchange(device->hasOldProgram, false) && device->isAlive())
            device->kill(); // updated
        if (!device->isAlive())
            comeBack(*device);
    }
    passFalseTime(); // until then nobody syncs with it
    renewAll();
    syncClones();
    passEnds();
    // Everybody who may be needed to hand over keys is a member again at the end of some rounds.
    // A hub that is recovering waits for every device first.
    const int rounds = m_hubCopies.isRecovering ? 12 : 8;
    for (int round = 0; round < rounds; ++round) {
        for (auto& device : m_devices) {
            sync(*device);
            drain(5min);
        }
    }
    settleMembers();
    settleEnds();
}

SimReport SimWorld::run(std::size_t steps) {
    for (std::size_t i = 0; i < steps; ++i) {
        if (m_faults.splitView && i == steps / 4)
            splitLog();
        step();
    }
    heal();
    if (m_hubCopies.knewBetter.empty())
        check();
    else
        checkRewritten();
    for (auto& device : m_devices)
        tellSeen(*device);
    m_report.hubFailures = m_hubStore.failures();
    m_report.deviceHours = (m_clock.now() - kSimStart) / 1h * static_cast<int>(m_devices.size());
    return m_report;
}

} // namespace vb::test
