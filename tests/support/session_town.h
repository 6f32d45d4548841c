// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/support/bridge_stores.h"
#include "tests/support/core_desk.h"
#include "tests/support/fake_clock.h"
#include "tests/support/manual_loop.h"
#include "tests/support/temp_dir.h"

namespace vb::test {

/// One small house with its workers' stores on disk, made once and handed out as often as tests
/// want: a copy of the hub and of the stores is the same moment again, without a fork. In the case
/// that the contract asks for ("Slikkerveer") Dijkgraaf is casusregisseur, with one open conflict
/// and an action of her own; Vonk and Uitslag wrote in it.
class SessionTown {
public:
    static const SessionTown& instance();

    [[nodiscard]] const SimHouse& house() const { return m_house; }
    [[nodiscard]] const server::MemoryHubStore& hubStore() const { return m_hubStore; }
    [[nodiscard]] std::filesystem::path storeOf(Person person) const;
    [[nodiscard]] CaseId fixtureCase() const { return m_case; }
    [[nodiscard]] CaseId otherCase() const { return m_other; }
    [[nodiscard]] Instant now() const { return m_clock.now(); }
    static std::string_view passphrase() { return "drie losse woorden"; }

private:
    SessionTown();
    class Setting;
    FakeClock m_clock;
    SeededRandom m_random{4711};
    SimHouse m_house;
    TempDir m_dir;
    server::MemoryHubStore m_hubStore;
    CaseId m_case;
    CaseId m_other;
};

/// One worker's real session over a copy of the town's stores, with the loop in the test's hand.
class TownSession {
public:
    TownSession(const SessionTown& town, LoopbackHub& hub, Person person, FakeClock& clock);
    /// Over this store, wherever it came from.
    TownSession(const std::filesystem::path& store, LoopbackHub& hub, FakeClock& clock,
                std::uint64_t seed);
    ~TownSession();

    [[nodiscard]] bridge::Session& session() { return *m_session; }
    [[nodiscard]] ManualLoop& loop() { return *m_loop; }
    [[nodiscard]] const std::filesystem::path& store() const { return m_store; }
    /// As if the process had been killed now: goes on with what is on disk at this moment, without
    /// what an orderly end would still have written. reopen() follows.
    void kill();
    /// The store again, in another session.
    void reopen();

private:
    std::unique_ptr<TempDir> m_dir;
    std::filesystem::path m_store;
    std::size_t m_kills = 0;
    LoopbackHub& m_hub;
    FakeClock& m_clock;
    SeededRandom m_random;
    casework::UtcCalendar m_calendar;
    ManualLoop* m_loop = nullptr; ///< the session's
    std::unique_ptr<bridge::Session> m_session;
};

} // namespace vb::test
