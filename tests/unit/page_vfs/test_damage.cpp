// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/page_vfs/page_vfs.h"

#include "tests/support/catch.h"
#include "tests/unit/page_vfs/sealed_store.h"

#include <filesystem>

namespace vb::crypto {
namespace {

using namespace vb::test;

/// A closed database of some sixty pages and its bytes.
struct Closed {
    TempDir dir;
    std::string path = dir.file("a.db");
    std::unique_ptr<PageVfs> vfs = createVfs(path);
    std::string bytes;

    Closed() {
        auto database = openSealed(*vfs);
        must(database.execute(
            "CREATE TABLE t (n INTEGER PRIMARY KEY, b BLOB) STRICT;"
            "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 200)"
            " INSERT INTO t SELECT i, randomblob(1000) FROM c"));
        must(database.checkpoint());
        bytes = readFile(path);
    }
    /// Reads everything; the error if there is one.
    std::optional<Error> readAll() {
        auto database = sql::Database::open(vfs->path(), sealedOptions(*vfs));
        if (!database)
            return database.error();
        auto sum = database->prepare("SELECT sum(length(hex(b))) FROM t");
        if (!sum)
            return sum.error();
        const auto row = sum->step();
        return row ? std::nullopt : std::optional(row.error());
    }
    void expectUntouched(const std::string& damaged) {
        CHECK(readFile(path) == damaged);
        CHECK_FALSE(std::filesystem::exists(path + "-journal"));
    }
};

TEST_CASE("any flipped bit of a page is an error that names the page, and nothing is written",
          "[crypto][page_vfs]") {
    Closed closed;
    const std::uint64_t page = GENERATE(1U, 2U, 17U, 50U);
    // Content, nonce and tag.
    const std::size_t at = GENERATE(0U, 2000U, 4055U, 4060U, 4095U);
    CAPTURE(page, at);
    std::string damaged = closed.bytes;
    damaged[(page - 1) * kUnitSize + at] ^= 0x10;
    writeFile(closed.path, damaged);
    const auto error = closed.readAll();
    REQUIRE(error.has_value());
    CHECK(error->code == Code::Corrupt);
    CHECK(closed.vfs->lastDamage() == UnitDamage{UnitRole::Page, page});
    const auto report = closed.vfs->verify();
    CHECK_FALSE(report.isSound());
    CHECK(report.damagedPages == std::vector<std::uint64_t>{page});
    CHECK(closed.vfs->check() ==
          (page == 1 ? std::optional(DatabaseFault::Damaged) : std::nullopt));
    closed.expectUntouched(damaged);
}

TEST_CASE("pages that change places are errors", "[crypto][page_vfs]") {
    Closed closed;
    std::string damaged = closed.bytes;
    for (std::size_t i = 0; i < kUnitSize; ++i)
        std::swap(damaged[10 * kUnitSize + i], damaged[20 * kUnitSize + i]);
    writeFile(closed.path, damaged);
    CHECK(closed.readAll()->code == Code::Corrupt);
    CHECK(closed.vfs->verify().damagedPages == std::vector<std::uint64_t>{11, 21});
    closed.expectUntouched(damaged);
}

TEST_CASE("a file cut short is an error", "[crypto][page_vfs]") {
    Closed closed;
    const std::size_t units = closed.bytes.size() / kUnitSize;
    const std::vector<std::size_t> sizes{1000, kUnitSize, 2 * kUnitSize, (units - 1) * kUnitSize,
                                         (units - 1) * kUnitSize + 100};
    const std::size_t size = sizes[GENERATE(0U, 1U, 2U, 3U, 4U)];
    const std::string damaged = closed.bytes.substr(0, size);
    writeFile(closed.path, damaged);
    CHECK(closed.vfs->check() == DatabaseFault::Truncated);
    CHECK(closed.readAll()->code == Code::Corrupt);
    CHECK_FALSE(closed.vfs->verify().isSound());
    closed.expectUntouched(damaged);
}

TEST_CASE("another key, another store and another generation are told from damage",
          "[crypto][page_vfs]") {
    Closed closed;
    const auto attach = [&](const DatabaseId& id, std::uint8_t key) {
        return std::move(PageVfs::attach(closed.path, id, dataKeyOf(key))).value();
    };
    std::unique_ptr<PageVfs> other;
    SECTION("wrong key") {
        other = attach(databaseIdOf(1, 2), 2);
    }
    SECTION("another store") {
        other = attach(databaseIdOf(2), 1);
    }
    SECTION("another generation") {
        other = attach(databaseIdOf(1, 2), 1);
    }
    CHECK(other->check() == DatabaseFault::OtherKey);
    CHECK(other->verify().fault == DatabaseFault::OtherKey);
    const auto opened = sql::Database::open(other->path(), sealedOptions(*other));
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Code::Corrupt);
    closed.expectUntouched(closed.bytes);
}

TEST_CASE("a file that is no database of ours is refused", "[crypto][page_vfs]") {
    Closed closed;
    std::string foreign;
    SECTION("zeros") {
        foreign = std::string(10 * kUnitSize, '\0');
    }
    SECTION("text") {
        foreign = std::string(10 * kUnitSize + 77, 'a');
    }
    SECTION("a plain database") {
        sql::OpenOptions plain;
        plain.access = sql::Access::Create;
        plain.applicationId = kTestApplication;
        {
            auto database = must(sql::Database::open(closed.dir.file("plain.db"), plain));
            must(database.execute("CREATE TABLE t (n INTEGER) STRICT"));
        }
        foreign = readFile(closed.dir.file("plain.db"));
    }
    writeFile(closed.path, foreign);
    CHECK(closed.vfs->check() == DatabaseFault::OtherKey);
    CHECK(closed.readAll()->code == Code::Corrupt);
    closed.expectUntouched(foreign);
}

TEST_CASE("damage in the middle of the log ends it there and is reported", "[crypto][page_vfs]") {
    TempDir dir;
    const std::string path = dir.file("a.db");
    std::string database;
    std::string log;
    {
        const auto vfs = createVfs(path);
        auto open = openSealed(*vfs);
        must(open.execute("CREATE TABLE t (n INTEGER PRIMARY KEY) STRICT"));
        for (int i = 1; i <= 30; ++i)
            must(open.execute("INSERT INTO t VALUES (" + std::to_string(i) + ")"));
        database = readFile(path);
        log = readFile(path + "-wal");
    }
    log[20 * kUnitSize + 5] ^= 1;
    writeFile(path, database);
    writeFile(path + "-wal", log);
    const auto vfs = attachVfs(path);
    const auto report = vfs->verify();
    CHECK(report.damagedChunks == std::vector<std::uint64_t>{19});
    CHECK(report.logEndsInDamage);
    CHECK(report.isSound());
    CHECK(readFile(path + "-wal") == log);
    auto open = openSealed(*vfs);
    const std::int64_t rows = numberOf(open, "SELECT count(*) FROM t");
    CHECK(rows > 3);
    CHECK(rows < 12);
    CHECK(numberOf(open, "SELECT max(n) FROM t") == rows);
    must(open.checkIntegrity());
}

TEST_CASE("a log of another store brings nothing in", "[crypto][page_vfs]") {
    TempDir dir;
    std::string foreignLog;
    {
        const auto vfs = createVfs(dir.file("b.db"), 2);
        auto open = openSealed(*vfs);
        must(open.execute("CREATE TABLE u (n INTEGER) STRICT"));
        foreignLog = readFile(dir.file("b.db-wal"));
    }
    Closed closed;
    writeFile(closed.path + "-wal", foreignLog);
    CHECK_FALSE(closed.vfs->check());
    auto open = openSealed(*closed.vfs);
    CHECK(numberOf(open, "SELECT count(*) FROM t") == 200);
    CHECK(numberOf(open, "SELECT count(*) FROM sqlite_schema") == 1);
}

} // namespace
} // namespace vb::crypto
