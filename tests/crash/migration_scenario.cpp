// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/scenario.h"

#include "sync/base/check.h"
#include "sync/sql/migration.h"

#include <array>
#include <utility>

namespace vb::crash {

namespace {

using sql::Migration;

constexpr std::array kHistory = {
    Migration{1, "notes", "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT"},
    Migration{2, "language",
              "CREATE TABLE other (id INTEGER PRIMARY KEY, body TEXT NOT NULL,"
              " lang TEXT NOT NULL DEFAULT 'nl') STRICT;"
              "INSERT INTO other (id, body) SELECT id, body FROM note;"
              "DROP TABLE note; ALTER TABLE other RENAME TO note"},
    Migration{3, "index", "CREATE INDEX note_lang ON note (lang, body)"},
};
constexpr std::int64_t kNotes = 60;

/// A program that finds a file of an older schema.
class MigrationScenario final : public Scenario {
public:
    using Scenario::Scenario;
    [[nodiscard]] std::string name() const override { return "migration"; }

    void prepare(SimDisk& disk, Ledger&) override {
        Life life(disk, {}, sql::Synchronous::Full);
        VB_CHECK(!life.vfs().create());
        auto database = life.open();
        VB_CHECK(database.has_value());
        const sql::Migrator first({kHistory.data(), 1});
        VB_CHECK(first.run(*database).has_value());
        VB_CHECK(
            database
                ->execute("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c"
                          " WHERE i < 60) INSERT INTO note SELECT i, hex(zeroblob(100)) FROM c")
                .has_value());
    }

    void run(SimDisk& disk, Ledger& ledger) override {
        Life life(disk, m_setup, sql::Synchronous::Full);
        auto database = life.open();
        if (database && sql::Migrator(kHistory).run(*database))
            ledger.acknowledged.insert(3);
    }

    std::optional<std::string> recover(SimDisk& disk, Ledger& ledger) override {
        Life life(disk, m_setup, sql::Synchronous::Full);
        auto wrong = recoverIn(life, ledger);
        return disk.isDead() ? std::nullopt : wrong;
    }

private:
    static Result<void> check(sql::Database& database, std::int64_t version) {
        VB_TRY_VOID(database.checkIntegrity());
        VB_TRY(auto notes, database.prepare("SELECT count(*) FROM note WHERE length(body) = 200"));
        VB_TRY(bool row, notes.step());
        if (!row || notes.int64(0) != kNotes)
            return fail(Code::Corrupt, "notes lost");
        VB_TRY(auto schema,
               database.prepare("SELECT count(*) FILTER (WHERE name = 'note_lang'),"
                                " count(*) FILTER (WHERE sql LIKE '%lang TEXT%'),"
                                " count(*) FILTER (WHERE name = 'other') FROM sqlite_schema"));
        VB_TRY(row, schema.step());
        const bool fits = schema.int64(0) == (version >= 3 ? 1 : 0) &&
                          schema.int64(1) == (version >= 2 ? 1 : 0) && schema.int64(2) == 0;
        return fits ? Result<void>() : Result<void>(fail(Code::Corrupt, "half a migration"));
    }

    static std::optional<std::string> recoverIn(Life& life, Ledger& ledger) {
        auto database = life.open();
        if (!database)
            return "opening: " + database.error().context;
        const std::int64_t version = database->userVersion().value_or(-1);
        if (version < (ledger.acknowledged.contains(3) ? 3 : 1))
            return "an acknowledged migration is lost";
        if (const auto checked = check(*database, version); !checked)
            return checked.error().context;
        if (const auto again = sql::Migrator(kHistory).run(*database); !again)
            return "migrating again: " + again.error().context;
        const auto checked = check(*database, 3);
        return checked ? std::nullopt : std::optional(checked.error().context);
    }
};

} // namespace

std::unique_ptr<Scenario> makeMigration(const Setup& setup) {
    return std::make_unique<MigrationScenario>(setup);
}

} // namespace vb::crash
