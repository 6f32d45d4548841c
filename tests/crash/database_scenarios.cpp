// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/scenario.h"

#include "sync/base/check.h"
#include "sync/sql/transaction.h"

#include <sqlite3.h>

#include <functional>
#include <utility>

namespace vb::crash {

namespace {

/// A program on one sealed database; `steps` is what it does.
class DatabaseScenario final : public Scenario {
public:
    using Steps = std::function<void(Life&, Ledger&)>;

    DatabaseScenario(Setup setup, std::string name, sql::Synchronous synchronous, Steps steps)
        : Scenario(setup),
          m_name(std::move(name)),
          m_synchronous(synchronous),
          m_steps(std::move(steps)) {}

    [[nodiscard]] std::string name() const override { return m_name; }

    void prepare(SimDisk& disk, Ledger& ledger) override {
        // Without mistakes: they are to be found in the run.
        Setup sound;
        sound.plain = m_setup.plain;
        Life life(disk, sound, sql::Synchronous::Full);
        VB_CHECK(sound.plain || !life.vfs().create());
        auto database = life.open();
        VB_CHECK(database.has_value());
        VB_CHECK(createTables(*database).has_value());
        for (std::int64_t number = 1; number <= 3; ++number)
            VB_CHECK(writeRow(*database, ledger, number, 2000 * number).has_value());
    }

    void run(SimDisk& disk, Ledger& ledger) override {
        Life life(disk, m_setup, m_synchronous);
        m_steps(life, ledger);
    }

    std::optional<std::string> recover(SimDisk& disk, Ledger& ledger) override {
        Life life(disk, m_setup, m_synchronous);
        auto wrong = recoverIn(life, ledger);
        return disk.isDead() ? std::nullopt : wrong;
    }

private:
    std::optional<std::string> recoverIn(Life& life, Ledger& ledger) const {
        if (const auto fault = life.vfs().check(); fault && !m_setup.plain)
            return "check: " + std::string(crypto::describe(*fault));
        if (!m_setup.plain && !life.vfs().verify().isSound())
            return "verify before opening";
        auto first = life.open();
        if (!first)
            return "opening: " + first.error().context + damageOf(life.vfs());
        if (auto wrong = workOn(std::move(first).value(), ledger))
            return wrong;
        auto second = life.open();
        if (!second)
            return "opening again: " + second.error().context;
        if (auto wrong = checkRows(*second, ledger))
            return "after closing: " + *wrong;
        const auto report = life.vfs().verify();
        if (!m_setup.plain && (!report.isSound() || report.healablePages != 0))
            return "verify after opening";
        return std::nullopt;
    }

    std::string m_name;
    sql::Synchronous m_synchronous;
    Steps m_steps;
};

/// A connection that is given up for a new one after an error of the disk, as programs must: FTS5
/// of SQLite 3.40 keeps in memory what a transaction that failed had written, and mixes it into the
/// next one (seen without the sealing VFS too).
class Writer {
public:
    Writer(Life& life, Ledger& ledger) : m_life(life), m_ledger(ledger), m_database(life.open()) {}

    bool write(std::int64_t number, std::int64_t size, bool acknowledge = true) {
        return isOpen() && done(writeRow(*m_database, m_ledger, number, size, acknowledge));
    }
    bool remove(const std::set<std::int64_t>& numbers) {
        return isOpen() && done(removeRows(*m_database, m_ledger, numbers));
    }
    bool run(std::string_view sql) { return isOpen() && done(m_database->execute(sql)); }
    bool checkpoint() { return isOpen() && done(m_database->checkpoint()); }
    [[nodiscard]] bool isOpen() const { return m_database.has_value(); }
    [[nodiscard]] sql::Database& database() { return *m_database; }

private:
    bool done(const Result<void>& result) {
        if (result)
            return true;
        m_database = fail(result.error().code);
        m_database = m_life.open();
        return false;
    }

    Life& m_life;
    Ledger& m_ledger;
    Result<sql::Database> m_database;
};

void twoTables(Life& life, Ledger& ledger) {
    Writer writer(life, ledger);
    for (std::int64_t number = 10; number < 18; ++number) {
        writer.write(number, number % 3 == 0 ? 14000 : 300);
        if (number == 13)
            writer.checkpoint();
    }
}

void fullText(Life& life, Ledger& ledger) {
    Writer writer(life, ledger);
    for (std::int64_t number = 10; number < 14; ++number)
        writer.write(number, 100);
    writer.remove({2, 11});
    writer.run("INSERT INTO words (words) VALUES ('optimize')");
    writer.write(20, 100);
}

/// Passive checkpoint; what it has backfilled it has also synced in the log.
bool backfill(sql::Database& database) {
    int frames = 0;
    int done = 0;
    return sqlite3_wal_checkpoint_v2(database.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &frames,
                                     &done) == SQLITE_OK &&
           done > 0 && done == frames;
}

// A reader keeps the log from starting anew, so that commits follow a checkpoint in one log.
void readerInTheWay(Life& life, Ledger& ledger, bool acknowledge) {
    Writer writer(life, ledger);
    auto reader = life.open();
    std::set<std::int64_t> written;
    const auto write = [&](std::int64_t number, std::int64_t size) {
        if (writer.write(number, size, acknowledge))
            written.insert(number);
    };
    for (std::int64_t number = 10; number < 19 && reader; ++number) {
        write(number, number % 4 == 0 ? 9000 : 150);
        auto view = sql::Transaction::beginRead(*reader);
        auto count = reader->prepare("SELECT count(*) FROM entry");
        if (view && count)
            (void)count->step();
        if (number % 3 == 0 && writer.isOpen() && backfill(writer.database()))
            ledger.acknowledged.insert(written.begin(), written.end());
        write(number + 100, 120);
    }
    if (writer.checkpoint())
        ledger.acknowledged.insert(written.begin(), written.end());
}

// Frames of a transaction that did not commit, in the log and overwritten there.
void spill(Life& life, Ledger& ledger) {
    Writer writer(life, ledger);
    for (std::int64_t number = 10; number < 13; ++number) {
        writer.run("PRAGMA cache_size=5; PRAGMA cache_spill=1");
        writer.write(number, 40000);
        writer.run("BEGIN IMMEDIATE; UPDATE entry SET body = zeroblob(30000);"
                   "UPDATE tally SET size = size + 1; ROLLBACK");
    }
}

void vacuum(Life& life, Ledger& ledger) {
    Writer writer(life, ledger);
    for (std::int64_t number = 10; number < 15; ++number)
        writer.write(number, 8000);
    writer.remove({1, 10, 12, 14});
    writer.run("VACUUM");
    writer.write(20, 500);
    writer.checkpoint();
}

void openAndClose(Life& life, Ledger& ledger) {
    for (std::int64_t number = 10; number < 16; ++number)
        Writer(life, ledger).write(number, 700);
}

} // namespace

std::vector<std::unique_ptr<Scenario>> makeDatabaseScenarios(const Setup& setup) {
    using sql::Synchronous;
    std::vector<std::unique_ptr<Scenario>> all;
    const auto add = [&](const char* name, Synchronous synchronous, DatabaseScenario::Steps steps) {
        all.push_back(
            std::make_unique<DatabaseScenario>(setup, name, synchronous, std::move(steps)));
    };
    add("two-tables", Synchronous::Full, twoTables);
    add("full-text", Synchronous::Full, fullText);
    add("reader", Synchronous::Full,
        [](Life& life, Ledger& ledger) { readerInTheWay(life, ledger, true); });
    // Acknowledged here means: checkpointed.
    add("reader-normal", Synchronous::Normal,
        [](Life& life, Ledger& ledger) { readerInTheWay(life, ledger, false); });
    add("spill", Synchronous::Full, spill);
    add("vacuum", Synchronous::Full, vacuum);
    add("open-and-close", Synchronous::Full, openAndClose);
    return all;
}

} // namespace vb::crash
