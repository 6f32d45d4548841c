// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/sql/backup.h"
#include "sync/sql/database.h"
#include "sync/sql/transaction.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/support/temp_dir.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace vb::sql {
namespace {

using test::must;

OpenOptions createOptions() {
    OpenOptions options;
    options.access = Access::Create;
    options.applicationId = 0x56420001;
    return options;
}

Database openAt(const std::string& path, const OpenOptions& options = createOptions()) {
    return must(Database::open(path, options));
}

std::int64_t number(Database& database, std::string_view sql) {
    auto statement = must(database.prepare(sql));
    REQUIRE(statement.step().value());
    return statement.int64(0);
}

std::string readFile(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST_CASE("a database is opened with every safety setting on", "[sync][sql]") {
    test::TempDir dir;
    auto options = createOptions();
    const bool full = GENERATE(true, false);
    options.synchronous = full ? Synchronous::Full : Synchronous::Normal;
    auto database = openAt(dir.file("a.db"), options);
    CHECK(number(database, "PRAGMA synchronous") == (full ? 2 : 1));
    CHECK(number(database, "PRAGMA foreign_keys") == 1);
    CHECK(number(database, "PRAGMA temp_store") == 2);
    CHECK(number(database, "PRAGMA trusted_schema") == 0);
    CHECK(number(database, "PRAGMA cache_size") == -64 * 1024);
    CHECK(number(database, "PRAGMA application_id") == 0x56420001);
    auto mmap = must(database.prepare("PRAGMA mmap_size"));
    CHECK((!mmap.step().value() || mmap.int64(0) == 0));
    auto journal = must(database.prepare("PRAGMA journal_mode"));
    REQUIRE(journal.step().value());
    CHECK(journal.text(0) == "wal");
    // Defensive mode: the schema table cannot be edited, not even after asking for it.
    database.execute("CREATE TABLE t (n INTEGER) STRICT; PRAGMA writable_schema=ON").value();
    CHECK_FALSE(database.execute("DELETE FROM sqlite_schema"));
    // A misspelt column in double quotes is an error, not a string.
    CHECK_FALSE(database.execute("SELECT \"nosuch\" FROM t"));
}

TEST_CASE("a file of something else is refused and left as it was", "[sync][sql]") {
    test::TempDir dir;
    const std::string path = dir.file("a.db");
    SECTION("not a database") {
        std::ofstream(path) << std::string(8192, 'x');
    }
    SECTION("another application id") {
        auto other = createOptions();
        other.applicationId = 77;
        openAt(path, other);
    }
    SECTION("tables but no application id") {
        auto database = openAt(path);
        database.execute("CREATE TABLE t (n INTEGER) STRICT; PRAGMA application_id=0").value();
    }
    const std::string before = readFile(path);
    auto options = createOptions();
    options.access = GENERATE(Access::Create, Access::ReadWrite, Access::ReadOnly);
    const auto opened = Database::open(path, options);
    REQUIRE_FALSE(opened);
    CHECK((opened.error().code == Code::InvalidInput || opened.error().code == Code::Corrupt));
    CHECK(readFile(path) == before);
}

TEST_CASE("a missing file is made only on request", "[sync][sql]") {
    test::TempDir dir;
    auto options = createOptions();
    options.access = Access::ReadWrite;
    CHECK(Database::open(dir.file("a.db"), options).error().code == Code::Io);
    CHECK_FALSE(std::filesystem::exists(dir.file("a.db")));
}

TEST_CASE("a transaction without commit leaves nothing, one with commit everything",
          "[sync][sql]") {
    test::TempDir dir;
    auto database = openAt(dir.file("a.db"));
    must(database.execute("CREATE TABLE t (n INTEGER) STRICT"));
    {
        auto transaction = must(Transaction::begin(database));
        must(database.execute("INSERT INTO t VALUES (1)"));
    }
    CHECK(number(database, "SELECT count(*) FROM t") == 0);
    {
        auto transaction = must(Transaction::begin(database));
        must(database.execute("INSERT INTO t VALUES (1)"));
        {
            auto part = must(Savepoint::begin(database));
            must(database.execute("INSERT INTO t VALUES (2)"));
        }
        {
            auto part = must(Savepoint::begin(database));
            must(database.execute("INSERT INTO t VALUES (3)"));
            must(part.release());
        }
        must(transaction.commit());
    }
    CHECK(number(database, "SELECT sum(n) FROM t") == 4);
    CHECK_FALSE(database.inTransaction());
}

TEST_CASE("a second writer is told Busy before it does anything", "[sync][sql]") {
    test::TempDir dir;
    auto first = openAt(dir.file("a.db"));
    auto second = openAt(dir.file("a.db"));
    auto held = must(Transaction::begin(first));
    CHECK(Transaction::begin(second).error().code == Code::Busy);
    must(held.commit());
    CHECK(Transaction::begin(second).has_value());
}

TEST_CASE("a read transaction keeps one view while another writes", "[sync][sql]") {
    test::TempDir dir;
    auto writer = openAt(dir.file("a.db"));
    must(writer.execute("CREATE TABLE t (n INTEGER) STRICT"));
    auto reader = openAt(dir.file("a.db"));
    auto view = must(Transaction::beginRead(reader));
    CHECK(number(reader, "SELECT count(*) FROM t") == 0);
    must(writer.execute("INSERT INTO t VALUES (1)"));
    CHECK(number(reader, "SELECT count(*) FROM t") == 0);
    must(view.commit());
    CHECK(number(reader, "SELECT count(*) FROM t") == 1);
}

TEST_CASE("a foreign key that points nowhere is refused", "[sync][sql]") {
    test::TempDir dir;
    auto database = openAt(dir.file("a.db"));
    database
        .execute("CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT;"
                 "CREATE TABLE b (a INTEGER REFERENCES a (id)) STRICT")
        .value();
    CHECK_FALSE(database.execute("INSERT INTO b VALUES (1)"));
}

// FTS5 of SQLite 3.40 does not declare itself harmless, so with trusted_schema off a trigger that
// writes to it is refused: the store writes its full-text rows by statements of its own.
TEST_CASE("full text search works by statements, and not by triggers", "[sync][sql]") {
    test::TempDir dir;
    auto database = openAt(dir.file("a.db"));
    must(
        database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT) STRICT;"
                         "CREATE VIRTUAL TABLE f USING fts5(body, content='t', content_rowid='id');"
                         "INSERT INTO t VALUES (1, 'aan de deur'), (2, 'op kantoor');"
                         "INSERT INTO f (rowid, body) SELECT id, body FROM t"));
    CHECK(number(database, "SELECT rowid FROM f WHERE f MATCH 'kant*'") == 2);
    must(database.execute("CREATE TRIGGER t_insert AFTER INSERT ON t BEGIN"
                          " INSERT INTO f (rowid, body) VALUES (new.id, new.body); END"));
    CHECK_FALSE(database.execute("INSERT INTO t VALUES (3, 'thuis')"));
}

TEST_CASE("a backup is a whole copy, taken while the source is written to", "[sync][sql]") {
    test::TempDir dir;
    auto source = openAt(dir.file("a.db"));
    source
        .execute("CREATE TABLE t (n INTEGER, b BLOB) STRICT;"
                 "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 200)"
                 " INSERT INTO t SELECT i, zeroblob(1000) FROM c")
        .value();
    {
        auto target = openAt(dir.file("b.db"));
        auto backup = must(Backup::begin(source, target));
        CHECK(backup.step(5).value());
        must(source.execute("INSERT INTO t VALUES (1000, x'00')"));
        while (backup.step(20).value()) {
        }
    }
    auto copy = openAt(dir.file("b.db"));
    CHECK(number(copy, "SELECT count(*) FROM t") == 201);
    CHECK(number(copy, "SELECT max(n) FROM t") == 1000);
    must(copy.checkIntegrity());
}

TEST_CASE("who looks without touching leaves the log as it was", "[sync][sql]") {
    test::TempDir dir;
    const auto path = dir.file("a.db");
    OpenOptions looking = createOptions();
    looking.leavesLogAsFound = true;
    SECTION("a log that a crash left") {
        auto writer = must(Database::open(path, createOptions()));
        must(writer.execute("CREATE TABLE t (n INTEGER) STRICT; INSERT INTO t VALUES (7)"));
        std::filesystem::copy_file(path, dir.file("b.db"));
        std::filesystem::copy_file(path + "-wal", dir.file("b.db-wal"));
        const auto before = readFile(dir.file("b.db-wal"));
        must(must(Database::open(dir.file("b.db"), looking)).checkIntegrity());
        const bool isSame = readFile(dir.file("b.db-wal")) == before;
        CHECK(isSame);
        must(must(Database::open(dir.file("b.db"), createOptions())).checkIntegrity());
        CHECK_FALSE(std::filesystem::exists(dir.file("b.db-wal")));
    }
    SECTION("none") {
        must(must(Database::open(path, createOptions())).checkIntegrity());
        must(must(Database::open(path, looking)).checkIntegrity());
        CHECK_FALSE(std::filesystem::exists(path + "-wal"));
    }
}

TEST_CASE("integrity is denied to a damaged file", "[sync][sql]") {
    test::TempDir dir;
    const std::string path = dir.file("a.db");
    {
        auto database = openAt(path);
        database
            .execute("CREATE TABLE t (n INTEGER PRIMARY KEY, b BLOB) STRICT;"
                     "CREATE INDEX i ON t (b);"
                     "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 500)"
                     " INSERT INTO t SELECT i, randomblob(30) FROM c")
            .value();
        must(database.checkpoint());
        must(database.checkIntegrity());
    }
    std::string content = readFile(path);
    REQUIRE(content.size() > 5 * 4096);
    for (std::size_t i = 0; i < 64; ++i)
        content[4 * 4096 + 200 + i] = static_cast<char>(i);
    std::ofstream(path, std::ios::binary) << content;
    auto database = openAt(path);
    CHECK(database.checkIntegrity().error().code == Code::Corrupt);
}

} // namespace
} // namespace vb::sql
