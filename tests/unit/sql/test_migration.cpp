// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/sql/migration.h"

#include "sync/sql/transaction.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/sql/0001_notes_sql.h"
#include "tests/unit/sql/0002_note_index_sql.h"

#include <array>

namespace vb::sql {
namespace {

using test::must;

Database openAt(const std::string& path) {
    OpenOptions options;
    options.access = Access::Create;
    options.applicationId = 0x56420001;
    return must(Database::open(path, options));
}

std::int64_t number(Database& database, std::string_view sql) {
    auto statement = must(database.prepare(sql));
    REQUIRE(statement.step().value());
    return statement.int64(0);
}

constexpr std::array<Migration, 2> kBoth{
    {{1, "notes", test::kNotesSchema}, {2, "note_index", test::kNoteIndexSchema}}};
constexpr std::span<const Migration> kAll = kBoth;

TEST_CASE("migrations run once, in order, and keep rows and references", "[sync][sql]") {
    test::TempDir dir;
    auto database = openAt(dir.file("a.db"));
    int backups = 0;
    const auto backup = [&](std::int64_t found, std::int64_t wanted) -> Result<void> {
        CHECK(found == 1);
        CHECK(wanted == 2);
        ++backups;
        return {};
    };
    CHECK(Migrator(kAll.first(1), backup).run(database).value() == 0);
    CHECK(backups == 0);
    database.execute("INSERT INTO note VALUES (4, 'x'); INSERT INTO remark VALUES (4, 'y')")
        .value();

    CHECK(Migrator(kAll, backup).run(database).value() == 1);
    CHECK(backups == 1);
    CHECK(Migrator(kAll, backup).run(database).value() == 2);
    CHECK(backups == 1);
    CHECK(number(database, "SELECT note FROM remark") == 4);
    CHECK(number(database, "SELECT id FROM note WHERE lang = 'nl'") == 4);
    CHECK(number(database, "PRAGMA foreign_keys") == 1);
    CHECK_FALSE(database.execute("INSERT INTO remark VALUES (99, 'nowhere')"));
}

TEST_CASE("a newer file is refused and stays as it was", "[sync][sql]") {
    test::TempDir dir;
    auto database = openAt(dir.file("a.db"));
    must(Migrator(kAll).run(database));
    const auto older = Migrator(kAll.first(1)).run(database);
    REQUIRE_FALSE(older);
    CHECK(older.error().code == Code::TooNew);
    CHECK(database.userVersion().value() == 2);
    CHECK(number(database, "SELECT count(*) FROM note") == 0);
}

TEST_CASE("a migration that fails leaves the version and tables before it", "[sync][sql]") {
    test::TempDir dir;
    auto database = openAt(dir.file("a.db"));
    const char* broken =
        GENERATE("CREATE TABLE extra (n INTEGER) STRICT; INSERT INTO nosuch VALUES (1)",
                 "CREATE TABLE extra (n INTEGER) STRICT; DELETE FROM note");
    const std::vector<Migration> history = {kAll[0], kAll[1], {3, "broken", broken}};
    must(Migrator(kAll).run(database));
    database
        .execute("INSERT INTO note (id, body) VALUES (1, 'x');"
                 "INSERT INTO remark VALUES (1, 'y')")
        .value();
    REQUIRE_FALSE(Migrator(history).run(database));
    CHECK(database.userVersion().value() == 2);
    CHECK(number(database, "SELECT count(*) FROM note") == 1);
    CHECK(number(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'extra'") == 0);
    CHECK(number(database, "PRAGMA foreign_keys") == 1);
    CHECK_FALSE(database.inTransaction());
}

TEST_CASE("without a backup there is no migration", "[sync][sql]") {
    test::TempDir dir;
    auto database = openAt(dir.file("a.db"));
    must(Migrator(kAll.first(1)).run(database));
    const Migrator migrator(kAll, [](auto, auto) -> Result<void> { return fail(Code::Full); });
    CHECK(migrator.run(database).error().code == Code::Full);
    CHECK(database.userVersion().value() == 1);
}

} // namespace
} // namespace vb::sql
