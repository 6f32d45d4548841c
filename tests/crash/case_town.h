// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/core.h"
#include "sync/server/hub.h"
#include "sync/server/memory_store.h"
#include "tests/crash/scenario.h"
#include "tests/sim/sim_world.h"

namespace vb::crash {

/// What every text of the case that is to be erased has in it.
inline constexpr std::string_view kCanary = "kanarieopdestoep";

/// Who is where and what time it is: as far as it never changes once a scenario is prepared.
struct CaseTown {
    CaseTown();

    test::FakeClock clock;
    test::SeededRandom random;
    test::SimHouse house;
    test::TempDir dir;
    test::SimDevice office;
    CaseId kept;
    CaseId fresh; ///< in which it became one, and does not know yet
    CaseId ended; ///< in which the device under test is no longer a member, when it gets to know
    std::vector<RecordId> keptRecords;
    std::vector<RecordId> endedRecords;
};

/// A hub over what a scenario's hub has.
std::unique_ptr<server::Hub> openHub(const CaseTown& town, server::MemoryHubStore& store,
                                     RandomSource& random);
using Wire = std::function<std::optional<protocol::Reply>(const protocol::Request&)>;
Wire wireTo(server::Hub& hub);
/// To its end; the trouble, and in `error` what was said of it.
engine::SyncTrouble sync(engine::SyncEngine& engine, const Wire& wire, std::string& error);
/// The same for what delivers while the store is closed.
engine::SyncTrouble deliver(engine::Delivery& delivery, const Wire& wire, std::string& error);
Result<ChangesetId> write(engine::Replica& replica, const CaseId& caseId, const RecordId& record,
                          const std::string& text);

/// One start of a worker's program on the simulated disk, from the passphrase up to replica and
/// engine.
class WorkerLife {
public:
    WorkerLife(SimDisk& disk, CaseTown& town, std::uint64_t seed);
    ~WorkerLife();

    /// A new store, closed again.
    void create(std::string_view passphrase);
    Result<void> unlock(std::string_view passphrase);
    /// Opens replica and engine as the product does, which also finishes what is owed.
    Result<void> start();
    void stop();
    [[nodiscard]] bool isStarted() const { return m_core && m_core->isOpen(); }
    [[nodiscard]] bridge::WorkerStore& store() { return m_core ? m_core->store() : *m_store; }
    [[nodiscard]] engine::Replica& replica() { return m_core->replica(); }
    [[nodiscard]] engine::SyncEngine& engine() { return *m_engine; }
    [[nodiscard]] std::vector<std::string> names() const;

private:
    class Nobody;

    SimDisk& m_disk;
    CaseTown& m_town;
    test::SeededRandom m_random;
    DiskVfs m_base;
    std::unique_ptr<Nobody> m_nobody;
    std::unique_ptr<bridge::WorkerStore> m_store;
    std::unique_ptr<bridge::Core> m_core;
    std::unique_ptr<engine::SyncEngine> m_engine;
};

/// Whether any file of the disk has the word in clear; its name.
std::optional<std::string> inClear(const SimDisk& disk, std::string_view word);
/// That the database, opened, has the word anywhere in its pages, free ones included, or that it
/// could not be read for it.
std::optional<std::string> wordLeft(sql::Database& database, std::string_view word);
/// What is wrong with database and full text, if anything.
std::optional<std::string> unsound(engine::Replica& replica);

} // namespace vb::crash
