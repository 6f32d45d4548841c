// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/ctl/workplace.h"

#include "client/casework/record_types.h"
#include "client/ctl/house.h"
#include "client/platform/zoned_calendar.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimeZone>
#include <QTimer>

namespace vb::ctl {
namespace {

/// Of every house so far.
constexpr auto kHouseZone = "Europe/Amsterdam";
constexpr std::chrono::nanoseconds kUnlockTarget = std::chrono::seconds(1);
constexpr std::uint64_t kUnlockMemory = std::uint64_t{512} * 1024 * 1024;

} // namespace

Surroundings::Surroundings()
    : calendar(std::make_unique<platform::ZonedCalendar>(QTimeZone(kHouseZone))),
      schema(casework::makeSchema()),
      projector(*calendar) {}

void Surroundings::calibrateCost() {
    const auto now = [this] { return std::chrono::nanoseconds(clock.monotonic()); };
    // Where calibration does not get the memory, the floor is asked for, and that says so itself.
    if (const auto found = crypto::calibrate(kUnlockTarget, kUnlockMemory, cost.policy, now))
        cost.cost = *found;
}

Result<std::unique_ptr<Workplace>> Workplace::open(Surroundings& around,
                                                   const std::filesystem::path& directory,
                                                   const crypto::SecretBytes& passphrase) {
    VB_TRY(auto store,
           bridge::WorkerStore::open(directory, passphrase, around.random, around.cost));
    return start(around, std::move(store));
}

Result<std::unique_ptr<Workplace>> Workplace::start(Surroundings& around,
                                                    std::unique_ptr<bridge::WorkerStore> store) {
    std::unique_ptr<Workplace> place(new Workplace(around));
    // The hub's place is in the store that the core opens, and the core wants the transport first.
    bridge::HubPlace hub;
    {
        VB_TRY(auto contents, store->contents());
        VB_TRY(const auto owner, bridge::readOwner(contents.store));
        hub = owner.hub;
    }
    auto* here = place.get();
    place->m_transport = std::make_unique<net::HttpTransport>(
        net::HttpOptions{hub.address, hub.tlsPin, {}},
        [here](protocol::RequestNumber number, net::Arrival arrival) {
            here->onArrival(number, std::move(arrival));
        });
    VB_TRY(place->m_core,
           bridge::Core::start(std::move(store), {{around.clock, around.random, around.schema,
                                                   around.projector, around.probe},
                                                  *place->m_transport,
                                                  *place,
                                                  {}}));
    return place;
}

Workplace::~Workplace() = default;

engine::SyncTrouble Workplace::sync(std::chrono::milliseconds limit) {
    const auto trouble = syncOnce(limit);
    if (trouble != engine::SyncTrouble::None)
        return trouble;
    const auto introduced = introduceIfOwed(replica());
    if (!introduced) {
        m_whyNot = introduced.error().context;
        return engine::SyncTrouble::StoreFailed;
    }
    return *introduced ? syncOnce(limit) : trouble;
}

engine::SyncTrouble Workplace::syncOnce(std::chrono::milliseconds limit) {
    m_whyNot.clear();
    QTimer timer;
    timer.setSingleShot(true);
    timer.start(limit);
    return m_core->runSync([&timer] {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        return timer.isActive();
    });
}

casework::Circumstances Workplace::circumstances(RandomSource* random) {
    const auto& owner = m_core->owner();
    return {m_around.clock.now(), *m_around.calendar,        random ? *random : m_around.random,
            owner.holder.worker,  owner.holder.organisation, owner.hat};
}

void Workplace::startTimer(engine::TimerNumber, std::chrono::milliseconds) {
    // The engine starts timers only where it syncs by itself, and here it never does.
}

void Workplace::onStatus(const engine::SyncStatus& status) {
    if (status.phase == m_phase)
        return;
    m_phase = status.phase;
    if (onPhase)
        onPhase(m_phase);
}

void Workplace::onSyncFinished(const engine::SyncFinished& finished) {
    if (finished.error)
        m_whyNot = std::string(codeName(finished.error->code)) + ": " + finished.error->context;
}

void Workplace::onArrival(protocol::RequestNumber number, net::Arrival arrival) {
    if (auto* reply = std::get_if<protocol::Reply>(&arrival)) {
        m_core->handle(engine::ReplyArrived{number, std::move(*reply)});
        return;
    }
    auto why = engine::RequestFailure::Unreachable;
    if (std::get<net::RequestFailure>(arrival) == net::RequestFailure::NotTrusted)
        why = engine::RequestFailure::NotTrusted;
    else if (std::get<net::RequestFailure>(arrival) == net::RequestFailure::TimedOut)
        why = engine::RequestFailure::TimedOut;
    m_core->handle(engine::RequestFailed{number, why});
}

} // namespace vb::ctl
