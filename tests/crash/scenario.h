// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/crash/disk_vfs.h"
#include "tests/crash/ledger.h"
#include "tests/crash/overlay_vfs.h"
#include "tests/crash/sim_disk.h"

#include "crypto/page_vfs/page_vfs.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vb::crash {

inline constexpr std::int32_t kApplication = 0x56420001;
/// Where on the simulated disk.
inline constexpr const char* kDirectory = "/store";

/// How the program under test is set up, mistakes of mutants included.
struct Setup {
    DiskFlaws flaws;
    Mistake mistake = Mistake::None;
    bool syncOff = false; ///< PRAGMA synchronous=OFF on every connection
    bool plain = false;   ///< SQLite on the disk itself: what it does without the sealing VFS
};

/// A scripted life of a program, from a prepared disk to its end, and what must hold when it is
/// started again. Every function opens and closes everything itself; the disk is all that stays.
class Scenario {
public:
    explicit Scenario(Setup setup) : m_setup(setup) {}
    Scenario(const Scenario&) = delete;
    Scenario& operator=(const Scenario&) = delete;
    virtual ~Scenario() = default;

    [[nodiscard]] virtual std::string name() const = 0;
    /// Starts a worker's whole program each time: a few points of it tell as much as many of
    /// others.
    [[nodiscard]] virtual bool isHeavy() const { return false; }
    /// What is there before the first failure can strike.
    virtual void prepare(SimDisk& disk, Ledger& ledger) = 0;
    /// Goes on after errors, as a program does, and so comes to its end when the disk dies.
    virtual void run(SimDisk& disk, Ledger& ledger) = 0;
    /// Starts again, checks, works on, closes, opens and checks: what was wrong, if anything.
    virtual std::optional<std::string> recover(SimDisk& disk, Ledger& ledger) = 0;

protected:
    Setup m_setup;
};

/// One start of a program on one disk: its VFSs, in the order in which they stand on each other.
class Life {
public:
    Life(SimDisk& disk, const Setup& setup, sql::Synchronous synchronous);

    /// The sealed database at kDirectory/a.db.
    [[nodiscard]] crypto::PageVfs& vfs() { return *m_pages; }
    [[nodiscard]] Result<sql::Database> open();

private:
    Setup m_setup;
    sql::Synchronous m_synchronous;
    DiskVfs m_base;
    std::unique_ptr<crypto::PageVfs> m_pages;
    std::unique_ptr<OverlayVfs> m_overlay;
};

Result<sql::Database> openSealed(const crypto::PageVfs& vfs, const std::string& vfsName,
                                 sql::Synchronous synchronous, bool syncOff = false);
/// ", page 3": which unit did not open, if one did not.
std::string damageOf(const crypto::PageVfs& vfs);
/// Write, checkpoint, close, open: what a program does that goes on after a crash. Nothing if the
/// disk died meanwhile.
std::optional<std::string> workOn(sql::Database database, Ledger& ledger);

/// Every scenario of the harness with this set-up.
std::vector<std::unique_ptr<Scenario>> allScenarios(const Setup& setup = {});
std::unique_ptr<Scenario> scenarioNamed(const std::string& name, const Setup& setup = {});

// In the files of their names.
std::unique_ptr<Scenario> makeMigration(const Setup& setup);
std::unique_ptr<Scenario> makeCreation(const Setup& setup);
std::unique_ptr<Scenario> makeRenewal(const Setup& setup);
std::unique_ptr<Scenario> makeDelivering(const Setup& setup);
std::unique_ptr<Scenario> makeHub(const Setup& setup);
std::unique_ptr<Scenario> makePurging(const Setup& setup);
std::unique_ptr<Scenario> makeRepair(const Setup& setup);
std::unique_ptr<Scenario> makeSaving(const Setup& setup);
std::vector<std::unique_ptr<Scenario>> makeDatabaseScenarios(const Setup& setup);
std::vector<std::unique_ptr<Scenario>> makeHubScenarios(const Setup& setup);
std::vector<std::unique_ptr<Scenario>> makeSchemaScenarios(const Setup& setup);
std::vector<std::unique_ptr<Scenario>> makeWorkerScenarios(const Setup& setup);

} // namespace vb::crash
