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
        Life life(disk, {}, sql::Synchronous::Full);
        VB_CHECK(!life.vfs().create());
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
    static std::optional<std::string> recoverIn(Life& life, Ledger& ledger) {
        if (const auto fault = life.vfs().check())
            return "check: " + std::string(crypto::describe(*fault));
        if (const auto report = life.vfs().verify(); !report.isSound())
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
        if (!report.isSound() || report.healablePages != 0)
            return "verify after opening";
        return std::nullopt;
    }

    std::string m_name;
    sql::Synchronous m_synchronous;
    Steps m_steps;
};

void twoTables(Life& life, Ledger& ledger) {
    auto database = life.open();
    if (!database)
        return;
    for (std::int64_t number = 10; number < 18; ++number) {
        (void)writeRow(*database, ledger, number, number % 3 == 0 ? 14000 : 300);
        if (number == 13)
            (void)database->checkpoint();
    }
}

void fullText(Life& life, Ledger& ledger) {
    auto database = life.open();
    if (!database)
        return;
    for (std::int64_t number = 10; number < 14; ++number)
        (void)writeRow(*database, ledger, number, 100);
    (void)removeRows(*database, ledger, {2, 11});
    (void)database->execute("INSERT INTO words (words) VALUES ('optimize')");
    (void)writeRow(*database, ledger, 20, 100);
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
    auto writer = life.open();
    auto reader = life.open();
    if (!writer || !reader)
        return;
    std::set<std::int64_t> written;
    const auto write = [&](std::int64_t number, std::int64_t size) {
        if (writeRow(*writer, ledger, number, size, acknowledge))
            written.insert(number);
    };
    for (std::int64_t number = 10; number < 22; ++number) {
        write(number, number % 4 == 0 ? 9000 : 150);
        auto view = sql::Transaction::beginRead(*reader);
        auto count = reader->prepare("SELECT count(*) FROM entry");
        if (view && count)
            (void)count->step();
        const bool isDone = number % 3 == 0 && backfill(*writer);
        if (isDone)
            ledger.acknowledged.insert(written.begin(), written.end());
        write(number + 100, 120);
    }
    if (writer->checkpoint())
        ledger.acknowledged.insert(written.begin(), written.end());
}

// Frames of a transaction that did not commit, in the log and overwritten there.
void spill(Life& life, Ledger& ledger) {
    auto database = life.open();
    if (!database || !database->execute("PRAGMA cache_size=5; PRAGMA cache_spill=1"))
        return;
    for (std::int64_t number = 10; number < 15; ++number) {
        (void)writeRow(*database, ledger, number, 40000);
        auto transaction = sql::Transaction::begin(*database);
        if (transaction)
            (void)database->execute("UPDATE entry SET body = zeroblob(30000);"
                                    "UPDATE tally SET size = size + 1");
    }
}

void vacuum(Life& life, Ledger& ledger) {
    auto database = life.open();
    if (!database)
        return;
    for (std::int64_t number = 10; number < 16; ++number)
        (void)writeRow(*database, ledger, number, 8000);
    (void)removeRows(*database, ledger, {1, 10, 12, 14});
    (void)database->execute("VACUUM");
    (void)writeRow(*database, ledger, 20, 500);
    (void)database->checkpoint();
}

void openAndClose(Life& life, Ledger& ledger) {
    for (std::int64_t number = 10; number < 16; ++number) {
        auto database = life.open();
        if (database)
            (void)writeRow(*database, ledger, number, 700);
    }
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
