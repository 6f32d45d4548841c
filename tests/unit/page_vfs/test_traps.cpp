// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Every known trap of an encrypting VFS, each with what shows that its guard is there. The crash
// harness (tests/crash) holds those that need a crash to show.
#include "crypto/page_vfs/page_vfs.h"
#include "crypto/page_vfs/store_lock.h"

#include "tests/support/catch.h"
#include "tests/unit/page_vfs/sealed_store.h"

#include <sqlite3.h>

#include <fcntl.h>
#include <filesystem>
#include <sys/wait.h>
#include <unistd.h>

namespace vb::crypto {
namespace {

using namespace vb::test;

constexpr const char* kRows = "SELECT count(*) FROM t";

/// What a killed process leaves: a database in its first state and a log with `rows` commits.
struct Killed {
    TempDir dir;
    std::string database;
    std::string log;

    explicit Killed(int rows = 20) {
        const auto vfs = createVfs(dir.file("live.db"));
        auto open = openSealed(*vfs);
        must(open.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, b BLOB) STRICT"));
        must(open.checkpoint());
        for (int i = 1; i <= rows; ++i)
            must(open.execute("INSERT INTO t VALUES (" + std::to_string(i) + ", randomblob(500))"));
        database = readFile(dir.file("live.db"));
        log = readFile(dir.file("live.db-wal"));
    }
    /// Both files under another name, as they are now.
    [[nodiscard]] std::string place() const {
        writeFile(dir.file("a.db"), database);
        writeFile(dir.file("a.db-wal"), log);
        return dir.file("a.db");
    }
};

// The same database once more, while the first VFS of it is gone.
std::unique_ptr<PageVfs> reattach(const Killed& killed) {
    return attachVfs(killed.place());
}

sqlite3_file* fileOf(sql::Database& database) {
    sqlite3_file* file = nullptr;
    REQUIRE(sqlite3_file_control(database.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file) ==
            SQLITE_OK);
    return file;
}

std::uint64_t unitsOf(const std::string& file) {
    return file.size() / kUnitSize;
}

void zeroUnit(std::string& file, std::uint64_t unit) {
    file.replace(unit * kUnitSize, kUnitSize, std::string(kUnitSize, '\0'));
}

// What a write leaves that was cut off after a sector: the first 512 bytes new, the rest old.
void tearUnit(std::string& file, std::uint64_t unit) {
    file.replace(unit * kUnitSize, 512, std::string(512, 'x'));
}

TEST_CASE("after a kill the log gives every committed row back", "[crypto][page_vfs][I-1]") {
    const Killed killed;
    const auto vfs = reattach(killed);
    CHECK_FALSE(vfs->check());
    CHECK(vfs->verify().isSound());
    auto database = openSealed(*vfs);
    CHECK(numberOf(database, kRows) == 20);
    must(database.checkIntegrity());
}

TEST_CASE("reserved bytes read back as zero, from the file and from the log",
          "[crypto][page_vfs]") {
    TempDir dir;
    const auto vfs = createVfs(dir.file("a.db"));
    auto database = openSealed(*vfs);
    must(database.execute(
        "CREATE TABLE t (b BLOB) STRICT; INSERT INTO t VALUES (randomblob(9000))"));
    must(database.checkpoint());
    sqlite3_file* file = fileOf(database);
    sqlite3_int64 size = 0;
    REQUIRE(file->pMethods->xFileSize(file, &size) == SQLITE_OK);
    REQUIRE(size >= 4 * static_cast<int>(kUnitSize));
    for (sqlite3_int64 at = 0; at < size; at += static_cast<int>(kUnitSize)) {
        SealedUnit page;
        page.fill(0xff);
        REQUIRE(file->pMethods->xRead(file, page.data(), kUnitSize, at) == SQLITE_OK);
        CHECK(std::all_of(page.end() - kUnitOverhead, page.end(), [](auto b) { return b == 0; }));
        // On disk something else stands there.
        const std::string onDisk =
            readFile(dir.file("a.db"))
                .substr(static_cast<std::size_t>(at) + kUnitContent, kUnitOverhead);
        CHECK(onDisk != std::string(kUnitOverhead, '\0'));
    }
}

TEST_CASE("content in the reserved bytes, or a header that reserves none, is refused",
          "[crypto][page_vfs]") {
    TempDir dir;
    const auto vfs = createVfs(dir.file("a.db"));
    auto database = openSealed(*vfs);
    must(database.execute("CREATE TABLE t (n INTEGER) STRICT"));
    must(database.checkpoint());
    sqlite3_file* file = fileOf(database);
    SealedUnit page{};
    REQUIRE(file->pMethods->xRead(file, page.data(), kUnitSize, 0) == SQLITE_OK);
    const std::string before = readFile(dir.file("a.db"));
    SECTION("reserved bytes") {
        page[kUnitSize - 1] = 1;
    }
    SECTION("another page size") {
        page[16] = 0x20;
    }
    SECTION("nothing reserved") {
        page[20] = 0;
    }
    CHECK(file->pMethods->xWrite(file, page.data(), kUnitSize, 0) == SQLITE_IOERR_WRITE);
    CHECK(file->pMethods->xWrite(file, page.data(), 512, 0) == SQLITE_IOERR_WRITE);
    CHECK(file->pMethods->xWrite(file, page.data(), kUnitSize, 100) == SQLITE_IOERR_WRITE);
    CHECK(readFile(dir.file("a.db")) == before);
}

TEST_CASE("a torn first page is healed from the log", "[crypto][page_vfs][I-1]") {
    Killed killed;
    // The row's page is not the first: bring the first page into the log too.
    {
        const auto vfs = reattach(killed);
        auto open = openSealed(*vfs);
        must(open.execute("CREATE TABLE other (n INTEGER) STRICT"));
        killed.database = readFile(killed.dir.file("a.db"));
        killed.log = readFile(killed.dir.file("a.db-wal"));
    }
    tearUnit(killed.database, 0);
    const auto vfs = reattach(killed);
    CHECK_FALSE(vfs->check());
    CHECK(vfs->verify().healablePages == 1);
    CHECK(vfs->verify().isSound());
    {
        auto database = openSealed(*vfs);
        CHECK(numberOf(database, kRows) == 20);
        must(database.checkpoint());
    }
    CHECK(vfs->verify().healablePages == 0);
}

TEST_CASE("a torn chunk in the log's tail is the end of the log, not an error",
          "[crypto][page_vfs][I-1]") {
    Killed killed;
    const std::uint64_t last = unitsOf(killed.log) - 1;
    const bool torn = GENERATE(true, false);
    const std::uint64_t unit = last - GENERATE(0U, 1U, 2U, 3U, 9U);
    CAPTURE(torn, unit, last);
    if (torn)
        tearUnit(killed.log, unit);
    else
        zeroUnit(killed.log, unit);
    const auto vfs = reattach(killed);
    auto database = openSealed(*vfs);
    const std::int64_t rows = numberOf(database, kRows);
    CHECK(rows <= 20);
    CHECK(rows >= 14);
    CHECK(numberOf(database, "SELECT coalesce(max(n), 0) FROM t") == rows);
    must(database.checkIntegrity());
    // And it can be written on.
    must(database.execute("INSERT INTO t VALUES (1000, zeroblob(9000))"));
    must(database.checkpoint());
    must(database.checkIntegrity());
    CHECK(numberOf(database, kRows) == rows + 1);
}

TEST_CASE("a chunk that goes bad while the log is in use is an error, not zeros",
          "[crypto][page_vfs]") {
    TempDir dir;
    const auto vfs = createVfs(dir.file("a.db"));
    auto database = openSealed(*vfs);
    must(database.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, b BLOB) STRICT;"
                          "INSERT INTO t VALUES (1, randomblob(30000));"
                          "INSERT INTO t VALUES (2, randomblob(3000))"));
    std::string log = readFile(dir.file("a.db-wal"));
    // An overflow page of the big row: after the frames of CREATE TABLE and their padding.
    zeroUnit(log, 8);
    {
        // In place: the connection keeps its file.
        const int file = ::open(dir.file("a.db-wal").c_str(), O_WRONLY);
        REQUIRE(::pwrite(file, log.data(), log.size(), 0) == static_cast<ssize_t>(log.size()));
        ::close(file);
    }
    auto other = openSealed(*vfs);
    auto read = must(other.prepare("SELECT sum(length(hex(b))) FROM t"));
    const auto row = read.step();
    REQUIRE_FALSE(row);
    CHECK(row.error().code == Code::Corrupt);
    CHECK(vfs->lastDamage() == UnitDamage{UnitRole::Chunk, 7});
}

TEST_CASE("journals, temporary files and other databases are refused", "[crypto][page_vfs][I-5]") {
    TempDir dir;
    const auto vfs = createVfs(dir.file("a.db"));
    auto database = openSealed(*vfs);
    must(database.execute(
        "CREATE TABLE t (n INTEGER PRIMARY KEY, b BLOB) STRICT;"
        "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 3000)"
        " INSERT INTO t SELECT i, randomblob(400) FROM c"));
    SECTION("any journal mode but WAL") {
        const std::string mode = GENERATE("DELETE", "TRUNCATE", "PERSIST", "MEMORY", "off");
        CHECK_FALSE(database.execute("PRAGMA journal_mode=" + mode));
        must(database.execute("PRAGMA journal_mode=wal"));
    }
    SECTION("temporary files, even when SQLite is told to use them") {
        must(database.execute("PRAGMA temp_store=FILE; PRAGMA cache_size=5"));
        CHECK_FALSE(database.execute("CREATE TEMP TABLE x AS SELECT n, b FROM t ORDER BY b"));
    }
    SECTION("another file") {
        CHECK_FALSE(database.execute("ATTACH '" + dir.file("other.db") + "' AS other"));
        CHECK_FALSE(database.execute("VACUUM INTO '" + dir.file("other.db") + "'"));
    }
    SECTION("memory mapping") {
        must(database.execute("PRAGMA mmap_size=1000000000"));
        CHECK(fileOf(database)->pMethods->iVersion == 2);
        auto size = must(database.prepare("PRAGMA mmap_size"));
        CHECK((!must(size.step()) || size.int64(0) == 0));
    }
    const auto files = std::filesystem::directory_iterator(dir.path());
    for (const auto& entry : files) {
        const std::string name = entry.path().filename().string();
        CHECK((name == "a.db" || name == "a.db-wal"));
    }
    CHECK(numberOf(database, kRows) == 3000);
}

TEST_CASE("a file under a journal's name is never rolled back", "[crypto][page_vfs]") {
    TempDir dir;
    const auto vfs = createVfs(dir.file("a.db"));
    {
        auto database = openSealed(*vfs);
        must(database.execute("CREATE TABLE t (n INTEGER) STRICT; INSERT INTO t VALUES (1)"));
    }
    const std::string journal = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + std::string(1016, '\1');
    writeFile(dir.file("a.db-journal"), journal);
    auto database = openSealed(*vfs);
    CHECK(numberOf(database, kRows) == 1);
    CHECK(readFile(dir.file("a.db-journal")) == journal);
}

TEST_CASE("power-safe overwrite is not claimed, and the log's sector is a chunk",
          "[crypto][page_vfs]") {
    TempDir dir;
    const auto vfs = createVfs(dir.file("a.db"));
    auto database = openSealed(*vfs);
    must(database.execute("PRAGMA synchronous=FULL; CREATE TABLE t (n INTEGER) STRICT"));
    const auto characteristics = [&] {
        sqlite3_file* file = fileOf(database);
        return file->pMethods->xDeviceCharacteristics(file);
    };
    CHECK((characteristics() & SQLITE_IOCAP_POWERSAFE_OVERWRITE) == 0);
    int claim = 1;
    sqlite3_file_control(database.handle(), "main", SQLITE_FCNTL_POWERSAFE_OVERWRITE, &claim);
    CHECK((characteristics() & SQLITE_IOCAP_POWERSAFE_OVERWRITE) == 0);
    sqlite3_file* log = nullptr;
    REQUIRE(sqlite3_file_control(database.handle(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) ==
            SQLITE_OK);
    CHECK(log->pMethods->xSectorSize(log) == static_cast<int>(kUnitContent));
    // What SQLite makes of it: a commit's padding reaches into the next chunk.
    sqlite3_int64 size = 0;
    REQUIRE(log->pMethods->xFileSize(log, &size) == SQLITE_OK);
    const auto frames = (size - 32) / 4120;
    CHECK(32 + (frames - 1) * 4120 <=
          size / static_cast<int>(kUnitContent) * static_cast<int>(kUnitContent));
}

TEST_CASE("an emptied or missing file is never taken for a new database", "[crypto][page_vfs]") {
    TempDir dir;
    const auto vfs = createVfs(dir.file("a.db"));
    {
        auto database = openSealed(*vfs);
        must(database.execute("CREATE TABLE t (n INTEGER) STRICT"));
    }
    SECTION("emptied") {
        writeFile(dir.file("a.db"), "");
        CHECK(vfs->check() == DatabaseFault::Truncated);
        CHECK(vfs->verify().fault == DatabaseFault::Truncated);
        CHECK_FALSE(sql::Database::open(vfs->path(), sealedOptions(*vfs)));
        CHECK(readFile(dir.file("a.db")).empty());
    }
    SECTION("missing") {
        std::filesystem::remove(dir.file("a.db"));
        CHECK(vfs->check() == DatabaseFault::NotFound);
        auto options = sealedOptions(*vfs);
        options.access = sql::Access::Create;
        CHECK_FALSE(sql::Database::open(vfs->path(), options));
        CHECK_FALSE(std::filesystem::exists(dir.file("a.db")));
    }
}

/// Runs in a process of its own and gives its exit status.
template <typename Body>
int inChild(Body&& body) {
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(body());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_CASE("a second process is told that the store is in use", "[crypto][page_vfs]") {
    TempDir dir;
    const std::string path = dir.file("store.lock");
    const auto tryLock = [&] {
        return inChild([&] {
            const auto lock = StoreLock::acquire(path);
            return lock ? 0 : static_cast<int>(lock.error()) + 1;
        });
    };
    CHECK(StoreLock::acquire(dir.file("nowhere/store.lock")).error() == DatabaseFault::NotFound);
    {
        const auto lock = StoreLock::acquire(path);
        REQUIRE(lock);
        CHECK(tryLock() == static_cast<int>(DatabaseFault::Busy) + 1);
        // A second opening in this process is refused, and takes nothing away: with the locks that
        // SQLite uses, closing the file anywhere in the process would drop them.
        CHECK(StoreLock::acquire(path).error() == DatabaseFault::Busy);
        ::close(::open(path.c_str(), O_RDWR));
        CHECK(tryLock() == static_cast<int>(DatabaseFault::Busy) + 1);
    }
    CHECK(tryLock() == 0);
}

TEST_CASE("SQLite itself keeps a second process out too", "[crypto][page_vfs]") {
    TempDir dir;
    const auto vfs = createVfs(dir.file("a.db"));
    // The bytes that a plain SQLite locks for reading ("File Locking", sqlite.org).
    const auto otherCanRead = [&] {
        return inChild([&] {
            const int file = ::open(dir.file("a.db").c_str(), O_RDWR);
            struct flock range {};
            range.l_type = F_RDLCK;
            range.l_whence = SEEK_SET;
            range.l_start = 0x40000002;
            range.l_len = 510;
            return ::fcntl(file, F_SETLK, &range) == 0 ? 0 : 1;
        });
    };
    CHECK(otherCanRead() == 0);
    {
        auto database = openSealed(*vfs);
        must(database.execute("CREATE TABLE t (n INTEGER) STRICT"));
        CHECK(otherCanRead() == 1);
        // Looking at the files through the VFS takes no lock away.
        CHECK(vfs->verify().isSound());
        CHECK_FALSE(vfs->check());
        CHECK(otherCanRead() == 1);
    }
    CHECK(otherCanRead() == 0);
}

} // namespace
} // namespace vb::crypto
