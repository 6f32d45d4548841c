// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/casework_projector.h"
#include "client/bridge/core.h"
#include "client/casework/entry.h"
#include "client/net/http_transport.h"
#include "client/platform/system_environment.h"

#include <memory>

namespace vb::ctl {

/// What every command works with: the machine's clock and entropy, the calendar of the house, the
/// domain's declarations. Made once by the program, outlives everything else.
struct Surroundings {
    platform::SystemClock clock;
    platform::SystemRandom random;
    std::unique_ptr<const casework::Calendar> calendar;
    model::Schema schema;
    bridge::CaseworkProjector projector;
    /// As the product has it; a test may make it cheap.
    bridge::PassphraseCost cost;
    /// Of a benchmark, which outlives every workplace.
    engine::WorkProbe* probe = nullptr;

    Surroundings();
    /// The cost of new passphrases on this machine: about a second, never below the floor.
    void calibrateCost();
};

/// An unlocked store at work in this process: a core with the HTTP transport of its house's hub,
/// pumped by the event loop of the thread. Headless, so nothing happens unless it is asked for: no
/// timers, no automatic sync.
class Workplace final : private bridge::CoreHost {
public:
    static Result<std::unique_ptr<Workplace>> open(Surroundings& around,
                                                   const std::filesystem::path& directory,
                                                   const crypto::SecretBytes& passphrase);
    static Result<std::unique_ptr<Workplace>> start(Surroundings& around,
                                                    std::unique_ptr<bridge::WorkerStore> store);
    ~Workplace() override;

    /// Until the end of the sync, or for `limit`. What it ended with. An issuer's first one is two:
    /// then it has a house to introduce itself to.
    engine::SyncTrouble sync(std::chrono::milliseconds limit = std::chrono::minutes(30));
    /// Why the last sync did not reach its end, for logs; empty otherwise.
    [[nodiscard]] const std::string& whyNot() const { return m_whyNot; }

    [[nodiscard]] bridge::Core& core() { return *m_core; }
    [[nodiscard]] engine::Replica& replica() { return m_core->replica(); }
    [[nodiscard]] Surroundings& around() { return m_around; }
    [[nodiscard]] const bridge::StoreOwner& owner() const { return m_core->owner(); }
    /// Who enters something now. `random` is the system's unless the ids must follow from a key.
    [[nodiscard]] casework::Circumstances circumstances(RandomSource* random = nullptr);

    /// Told of each phase of a sync as it begins.
    std::function<void(engine::SyncPhase)> onPhase;

private:
    explicit Workplace(Surroundings& around) : m_around(around) {}
    void startTimer(engine::TimerNumber number, std::chrono::milliseconds delay) override;
    void onStatus(const engine::SyncStatus& status) override;
    void onSyncFinished(const engine::SyncFinished& finished) override;
    engine::SyncTrouble syncOnce(std::chrono::milliseconds limit);
    void onArrival(protocol::RequestNumber number, net::Arrival arrival);

    Surroundings& m_around;
    std::unique_ptr<net::HttpTransport> m_transport;
    std::unique_ptr<bridge::Core> m_core;
    std::string m_whyNot;
    engine::SyncPhase m_phase = engine::SyncPhase::Idle;
};

} // namespace vb::ctl
