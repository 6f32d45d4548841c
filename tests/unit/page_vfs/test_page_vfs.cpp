// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/page_vfs/page_vfs.h"

#include "sync/sql/backup.h"
#include "sync/sql/transaction.h"
#include "tests/support/catch.h"
#include "tests/unit/page_vfs/sealed_store.h"

#include <sqlite3.h>

#include <filesystem>
#include <thread>

namespace vb::crypto {
namespace {

using namespace vb::test;

constexpr std::string_view kCanary = "kanarie-in-de-kolenmijn";

std::string allBytesIn(const TempDir& dir) {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(dir.path()))
        all += readFile(entry.path().string());
    return all;
}

TEST_CASE("what SQLite offers works on a sealed database", "[crypto][page_vfs]") {
    TempDir dir;
    const auto vfs = createVfs(dir.file("a.db"));
    auto database = openSealed(*vfs);
    must(database.execute(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT, j TEXT) STRICT;"
        "CREATE VIRTUAL TABLE f USING fts5(body, content='t', content_rowid='id',"
        " prefix='2 3');"
        "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 2000)"
        " INSERT INTO t SELECT i, 'woord' || i || ' ' || hex(randomblob(200)),"
        " json_object('n', i) FROM c;"
        "INSERT INTO f (rowid, body) SELECT id, body FROM t"));
    CHECK(numberOf(database, "SELECT rowid FROM f WHERE f MATCH 'woord77'") == 77);
    CHECK(numberOf(database, "SELECT sum(json_extract(j, '$.n')) FROM t") == 2001000);
    // Bigger than any statement journal or sorter keeps in memory by itself.
    must(database.execute("UPDATE t SET id = id + 100000 WHERE id % 2 = 0;"
                          "CREATE INDEX by_body ON t (body)"));
    must(database.execute("DELETE FROM t WHERE id % 3 = 0; VACUUM"));
    must(database.checkIntegrity());
    must(database.checkpoint());
    CHECK(vfs->verify().isSound());
    CHECK(vfs->verify().pages > 100);
}

TEST_CASE("nothing of the content reaches the disk in clear", "[crypto][page_vfs]") {
    TempDir dir;
    const auto vfs = createVfs(dir.file("a.db"));
    auto database = openSealed(*vfs);
    must(database.execute("CREATE TABLE kanariegeel (body TEXT) STRICT"));
    auto insert = must(database.prepare("INSERT INTO kanariegeel VALUES (:body)"));
    for (int i = 0; i < 50; ++i)
        must(insert.bind(":body", kCanary).run());
    const auto holds = [&](std::string_view text) {
        return allBytesIn(dir).find(text) != std::string::npos;
    };
    // Once in the log, once in the database file.
    CHECK_FALSE(holds(kCanary));
    CHECK_FALSE(holds("kanariegeel"));
    CHECK_FALSE(holds("SQLite format"));
    must(database.checkpoint());
    CHECK_FALSE(holds(kCanary));
    CHECK_FALSE(holds("kanariegeel"));
    CHECK(numberOf(database, "SELECT count(*) FROM kanariegeel WHERE body LIKE 'kanarie%'") == 50);
    // The check bites: the plain VFS leaves it there.
    sql::OpenOptions plain;
    plain.access = sql::Access::Create;
    plain.applicationId = kTestApplication;
    auto open = must(sql::Database::open(dir.file("plain.db"), plain));
    must(open.execute("CREATE TABLE kanariegeel (body TEXT) STRICT"));
    CHECK(holds("kanariegeel"));
}

TEST_CASE("several connections and threads see one database", "[crypto][page_vfs]") {
    TempDir dir;
    const auto vfs = createVfs(dir.file("a.db"));
    auto writer = openSealed(*vfs);
    must(writer.execute("CREATE TABLE t (n INTEGER, b BLOB) STRICT"));
    auto reader = openSealed(*vfs);
    auto view = must(sql::Transaction::beginRead(reader));
    CHECK(numberOf(reader, "SELECT count(*) FROM t") == 0);
    must(writer.execute("INSERT INTO t VALUES (1, zeroblob(9000))"));
    CHECK(numberOf(reader, "SELECT count(*) FROM t") == 0);
    must(view.commit());
    CHECK(numberOf(reader, "SELECT count(*) FROM t") == 1);

    // Each row is written with its count, so a reader can tell a half-seen transaction.
    std::atomic<bool> stop = false;
    std::atomic<int> broken = 0;
    std::atomic<int> looked = 0;
    std::thread other([&] {
        auto own = openSealed(*vfs);
        while (!stop) {
            auto select = own.prepare("SELECT count(*) - max(n), sum(length(b)) FROM t").value();
            if (!select.step().value_or(false) || select.int64(0) != 0)
                ++broken;
            ++looked;
        }
    });
    auto insert = must(writer.prepare("INSERT INTO t SELECT max(n) + 1, zeroblob(3000) FROM t"));
    for (int i = 0; i < 300; ++i) {
        must(insert.run());
        if (i % 50 == 0)
            (void)writer.checkpoint();
    }
    while (looked < 20)
        std::this_thread::yield();
    stop = true;
    other.join();
    CHECK(broken == 0);
    CHECK(numberOf(writer, "SELECT count(*) FROM t") == 301);
}

TEST_CASE("an online backup gives the same content under another key", "[crypto][page_vfs]") {
    TempDir dir;
    const auto vfs = createVfs(dir.file("a.db"), 1);
    auto database = openSealed(*vfs);
    must(database.execute(
        "CREATE TABLE t (b BLOB) STRICT;"
        "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 300)"
        " INSERT INTO t SELECT randomblob(2000) FROM c"));
    const auto copyVfs = attachVfs(dir.file("b.db"), 2);
    REQUIRE_FALSE(copyVfs->createAsCopyOf(database.handle()));
    CHECK_FALSE(std::filesystem::exists(dir.file("b.db-wal")));
    CHECK_FALSE(std::filesystem::exists(dir.file("b.db-journal")));
    CHECK(copyVfs->verify().isSound());
    auto copy = openSealed(*copyVfs);
    must(copy.checkIntegrity());
    const char* digest = "SELECT sum(length(b)) + sum(unicode(hex(b))) FROM t";
    CHECK(numberOf(copy, digest) == numberOf(database, digest));
    // And the first key does not open the second file.
    const auto wrong = PageVfs::attach(dir.file("b.db"), databaseIdOf(2, 9), dataKeyOf(1));
    CHECK((*wrong)->check() == DatabaseFault::OtherKey);
}

TEST_CASE("a sealed database is made once, in WAL mode, and leaves no other file",
          "[crypto][page_vfs]") {
    TempDir dir;
    const auto vfs = createVfs(dir.file("a.db"));
    CHECK(vfs->create() == DatabaseFault::AlreadyExists);
    CHECK(std::distance(std::filesystem::directory_iterator(dir.path()), {}) == 1);
    CHECK_FALSE(vfs->check());
    {
        auto database = openSealed(*vfs);
        CHECK(numberOf(database, "PRAGMA page_size") == 4096);
        must(database.execute("CREATE TABLE t (n INTEGER) STRICT"));
        // The index of the log is in memory: no -shm file.
        CHECK(std::distance(std::filesystem::directory_iterator(dir.path()), {}) == 2);
    }
    CHECK(std::distance(std::filesystem::directory_iterator(dir.path()), {}) == 1);
    CHECK(std::filesystem::file_size(dir.file("a.db")) % kUnitSize == 0);
}

} // namespace
} // namespace vb::crypto
