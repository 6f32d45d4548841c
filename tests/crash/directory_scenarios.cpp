// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/scenario.h"

#include "crypto/page_vfs/store_directory.h"
#include "sync/base/check.h"
#include "tests/crash/sim_files.h"
#include "tests/unit/crypto/cheap.h"

#include <algorithm>

namespace vb::crash {

namespace {

using crypto::DatabaseFault;
using crypto::KeyFile;
using crypto::StoreKeys;

constexpr crypto::StoreId kStore{9, 9, 9};
constexpr std::string_view kPassphrase = "een lange zin";

/// A store in its directory on a simulated disk, from the key file up.
class StoreLife {
public:
    explicit StoreLife(SimDisk& disk)
        : m_base(disk, "simulated-disk"),
          m_files(disk, kDirectory),
          m_store(m_files, m_base.name()) {}

    bool create() {
        auto made = KeyFile::create(kStore, test::passphrase(kPassphrase), test::kCheapCost,
                                    test::kCheapPolicy);
        VB_CHECK(made.has_value());
        return !m_store.create(made->file, made->keys);
    }
    [[nodiscard]] bool exists() {
        return m_files.read(crypto::kKeyFileName, KeyFile::kMaxSize).has_value();
    }
    /// What was wrong, if anything.
    std::optional<std::string> open() {
        close();
        auto file = m_store.readKeyFile();
        if (!file)
            return "key file: " + std::string(crypto::describe(file.error()));
        m_keyFile = std::move(file).value();
        auto keys = m_keyFile->unlock(crypto::WrapKind::Passphrase, test::passphrase(kPassphrase),
                                      test::kCheapPolicy);
        if (!keys)
            return "unlocking: " + std::string(crypto::describe(keys.error()));
        m_keys = std::move(keys).value();
        auto vfs = m_store.open(*m_keyFile, *m_keys);
        if (!vfs)
            return "opening the store: " + std::string(crypto::describe(vfs.error()));
        m_pages = std::move(vfs).value();
        auto database = connect();
        if (!database)
            return "opening: " + database.error().context + damageOf(*m_pages);
        m_database = std::move(database).value();
        return std::nullopt;
    }
    void close() {
        m_database.reset();
        m_pages.reset();
    }
    /// Removes rows for good: the first half in the database, the second in the directory.
    bool erase(Ledger& ledger, const std::set<std::int64_t>& rows) {
        auto& database = *m_database;
        const bool deleted = removeRows(database, ledger, rows) &&
                             database.execute("INSERT INTO words (words) VALUES ('optimize')") &&
                             database.execute("VACUUM");
        if (!deleted || m_store.renew(*m_keyFile, *m_keys, database.handle()))
            return false;
        return !open();
    }
    [[nodiscard]] sql::Database& database() { return *m_database; }
    [[nodiscard]] sql::Database takeDatabase() {
        sql::Database taken = std::move(*m_database);
        m_database.reset();
        return taken;
    }
    [[nodiscard]] std::uint32_t generation() const { return m_keyFile->generation(); }
    [[nodiscard]] std::vector<std::string> names() { return m_files.list().value(); }

private:
    Result<sql::Database> connect() {
        return openSealed(*m_pages, m_pages->name(), sql::Synchronous::Full);
    }

    DiskVfs m_base;
    SimFiles m_files;
    crypto::StoreDirectory m_store;
    std::optional<KeyFile> m_keyFile;
    std::optional<StoreKeys> m_keys;
    std::unique_ptr<crypto::PageVfs> m_pages;
    std::optional<sql::Database> m_database;
};

/// A store is made: afterwards it is there, or can be made.
class CreationScenario final : public Scenario {
public:
    using Scenario::Scenario;
    [[nodiscard]] std::string name() const override { return "creation"; }
    void prepare(SimDisk&, Ledger&) override {}

    void run(SimDisk& disk, Ledger& ledger) override {
        StoreLife life(disk);
        if (life.create())
            ledger.acknowledged.insert(0);
    }
    std::optional<std::string> recover(SimDisk& disk, Ledger& ledger) override {
        StoreLife life(disk);
        const bool wasAcknowledged = ledger.acknowledged.erase(0) > 0;
        auto wrong = recoverIn(life, wasAcknowledged, ledger);
        return disk.isDead() ? std::nullopt : wrong;
    }

private:
    static std::optional<std::string> recoverIn(StoreLife& life, bool wasAcknowledged,
                                                Ledger& ledger) {
        if (!life.exists() && wasAcknowledged)
            return "an acknowledged store is not there";
        if (!life.exists() && !life.create())
            return "it cannot be made again";
        if (auto wrong = life.open())
            return wrong;
        // The tables are made in one transaction by whoever comes first.
        if (life.database().userVersion().value_or(0) == 0) {
            const bool made = life.database().execute("BEGIN IMMEDIATE") &&
                              createTables(life.database()) &&
                              life.database().execute("PRAGMA user_version=1; COMMIT");
            if (!made)
                return "no tables";
        }
        if (auto wrong = workOn(life.takeDatabase(), ledger))
            return wrong;
        if (auto wrong = life.open())
            return wrong;
        return life.names() ==
                           std::vector<std::string>{"store-1.db", "store-1.db-wal", "store.key"} ||
                       life.names() == std::vector<std::string>{"store-1.db", "store.key"}
                   ? std::nullopt
                   : std::optional<std::string>("files left over");
    }
};

/// Rows are erased for good: new data key, new file, old ones gone.
class RenewalScenario final : public Scenario {
public:
    using Scenario::Scenario;
    [[nodiscard]] std::string name() const override { return "renewal"; }

    void prepare(SimDisk& disk, Ledger& ledger) override {
        StoreLife life(disk);
        VB_CHECK(life.create() && !life.open());
        VB_CHECK(createTables(life.database()).has_value());
        for (std::int64_t number = 1; number <= 8; ++number)
            VB_CHECK(writeRow(life.database(), ledger, number, 2500).has_value());
    }
    void run(SimDisk& disk, Ledger& ledger) override {
        StoreLife life(disk);
        if (!life.open() && life.erase(ledger, kErased))
            ledger.generation = life.generation();
    }
    std::optional<std::string> recover(SimDisk& disk, Ledger& ledger) override {
        StoreLife life(disk);
        auto wrong = recoverIn(life, ledger);
        return disk.isDead() ? std::nullopt : wrong;
    }

private:
    static inline const std::set<std::int64_t> kErased{2, 3, 5};

    static std::optional<std::string> recoverIn(StoreLife& life, Ledger& ledger) {
        if (auto wrong = life.open())
            return wrong;
        if (life.generation() < ledger.generation)
            return "the erased store is back under its old key";
        if (auto wrong = leftOver(life))
            return wrong;
        if (auto wrong = checkRows(life.database(), ledger))
            return wrong;
        if (!life.erase(ledger, kErased))
            return "erasing again";
        ledger.generation = life.generation();
        if (auto wrong = leftOver(life))
            return wrong;
        if (auto wrong = workOn(life.takeDatabase(), ledger))
            return wrong;
        return life.open();
    }
    static std::optional<std::string> leftOver(StoreLife& life) {
        const std::string current = crypto::databaseName(life.generation());
        for (const std::string& name : life.names()) {
            const bool belongs =
                name == current || name == current + "-wal" || name == crypto::kKeyFileName;
            if (!belongs)
                return "left over: " + name;
        }
        return std::nullopt;
    }
};

} // namespace

std::unique_ptr<Scenario> makeCreation(const Setup& setup) {
    return std::make_unique<CreationScenario>(setup);
}

std::unique_ptr<Scenario> makeRenewal(const Setup& setup) {
    return std::make_unique<RenewalScenario>(setup);
}

} // namespace vb::crash
