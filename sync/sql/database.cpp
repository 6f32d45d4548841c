// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/sql/database.h"

#include "sync/sql/sqlite_error.h"
#include "sync/sql/statement_cache.h"

#include <sqlite3.h>

namespace vb::sql {

struct Database::Connection {
    Connection(sqlite3* opened, std::string name, OpenOptions how)
        : handle(opened), cache(opened), path(std::move(name)), options(std::move(how)) {}
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() {
        VB_CHECK(cache.borrowed() == 0);
        cache.clear();
        VB_CHECK(sqlite3_close(handle) == SQLITE_OK);
    }

    sqlite3* handle;
    StatementCache cache;
    std::string path;
    OpenOptions options;
};

namespace {

int openFlags(Access access) {
    // One thread owns a connection, so SQLite's own mutex on it would only cost.
    constexpr int kAlways = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
    switch (access) {
    case Access::ReadOnly:
        return kAlways | SQLITE_OPEN_READONLY;
    case Access::ReadWrite:
        return kAlways | SQLITE_OPEN_READWRITE;
    case Access::Create:
        return kAlways | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    }
    return kAlways | SQLITE_OPEN_READONLY;
}

/// As the VFS sees it, which need not be the file system. An empty file is none.
bool isThere(const char* vfsName, const std::string& path) {
    sqlite3_vfs* vfs = sqlite3_vfs_find(vfsName);
    int found = 0;
    return vfs != nullptr &&
           vfs->xAccess(vfs, path.c_str(), SQLITE_ACCESS_EXISTS, &found) == SQLITE_OK && found != 0;
}

struct Switch {
    int what;
    int value;
};

// What SQLite advises for files that somebody else may have touched: the schema may call nothing
// with side effects, shadow tables and the schema table cannot be written, "text" in double quotes
// is an error instead of a string.
constexpr Switch kSwitches[] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},
    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {SQLITE_DBCONFIG_DQS_DDL, 0},
    {SQLITE_DBCONFIG_DQS_DML, 0},
    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
};

} // namespace

Database::Database(std::unique_ptr<Connection> connection) : m_connection(std::move(connection)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const std::string& path, const OpenOptions& options) {
    VB_CHECK(options.applicationId != 0);
    sqlite3* handle = nullptr;
    const char* vfs = options.vfs.empty() ? nullptr : options.vfs.c_str();
    // Where there was none SQLite makes an empty one, which only an ordinary end removes.
    const bool keepsLog = options.leavesLogAsFound && isThere(vfs, path + "-wal");
    const int result = sqlite3_open_v2(path.c_str(), &handle, openFlags(options.access), vfs);
    if (result != SQLITE_OK) {
        sqlite3_close(handle);
        return sqliteFailure(result, "opening a database");
    }
    Database database(std::make_unique<Connection>(handle, path, options));
    VB_TRY_VOID(configure(database, options, keepsLog));
    return database;
}

Result<void> Database::configure(Database& database, const OpenOptions& options, bool keepsLog) {
    sqlite3* handle = database.handle();
    sqlite3_busy_timeout(handle, static_cast<int>(options.busyTimeout.count()));
    for (const Switch& entry : kSwitches) {
        if (sqlite3_db_config(handle, entry.what, entry.value, nullptr) != SQLITE_OK)
            return fail(Code::Internal, "a safety switch that this SQLite does not have");
    }
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keepsLog ? 1 : 0, nullptr);
    VB_TRY_VOID(database.execute("PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;"
                                 "PRAGMA secure_delete=ON;"
                                 "PRAGMA cell_size_check=ON; PRAGMA cache_size=-" +
                                 std::to_string(options.cacheKibibytes)));
    VB_TRY_VOID(database.execute("PRAGMA wal_autocheckpoint=" +
                                 std::to_string(options.autoCheckpointPages)));
    VB_TRY_VOID(database.execute(options.synchronous == Synchronous::Full
                                     ? "PRAGMA synchronous=FULL"
                                     : "PRAGMA synchronous=NORMAL"));
    return database.claim(options);
}

// Reads first and writes only into a file that is new, so that a foreign file is left as it was.
Result<void> Database::claim(const OpenOptions& options) {
    VB_TRY(const std::int64_t applicationId, readPragma("PRAGMA application_id"));
    VB_TRY(const std::int64_t tables, readPragma("SELECT count(*) FROM sqlite_schema"));
    const bool fresh = applicationId == 0 && tables == 0;
    if (fresh && options.refusesEmpty)
        return fail(Code::Corrupt, "an empty database");
    if (!fresh && applicationId != options.applicationId)
        return fail(Code::InvalidInput, "a database of another application");
    if (options.access == Access::ReadOnly)
        return fresh ? Result<void>(fail(Code::InvalidInput, "an empty database")) : Result<void>();
    VB_TRY(auto journal, prepare("PRAGMA journal_mode=WAL"));
    VB_TRY(const bool row, journal.step());
    if (!row || journal.text(0) != "wal")
        return fail(Code::Io, "the write-ahead log cannot be switched on");
    journal.reset();
    if (fresh)
        return execute("PRAGMA application_id=" + std::to_string(options.applicationId));
    return {};
}

Result<std::int64_t> Database::readPragma(const char* sql) {
    VB_TRY(auto statement, prepare(sql));
    VB_TRY(const bool row, statement.step());
    return row ? statement.int64(0) : 0;
}

Result<void> Database::execute(std::string_view sql) {
    const char* next = sql.data();
    const char* end = sql.data() + sql.size();
    while (next < end) {
        sqlite3_stmt* prepared = nullptr;
        const int result =
            sqlite3_prepare_v2(handle(), next, static_cast<int>(end - next), &prepared, &next);
        m_connection->cache.note(result);
        if (result != SQLITE_OK)
            return sqliteFailure(handle(), result, "preparing a statement");
        if (prepared == nullptr)
            continue;
        int stepped = SQLITE_ROW;
        while (stepped == SQLITE_ROW)
            stepped = sqlite3_step(prepared);
        m_connection->cache.note(stepped);
        const bool constraint = (stepped & 0xff) == SQLITE_CONSTRAINT;
        if (stepped != SQLITE_DONE) {
            auto failure = constraint ? sqliteFailure(handle(), stepped, "running a statement")
                                      : sqliteFailure(stepped, "running a statement");
            sqlite3_finalize(prepared);
            return failure;
        }
        sqlite3_finalize(prepared);
    }
    return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
    return m_connection->cache.take(sql);
}

Result<void> Database::checkpoint() {
    const int result =
        sqlite3_wal_checkpoint_v2(handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    m_connection->cache.note(result);
    return result == SQLITE_OK ? Result<void>()
                               : Result<void>(sqliteFailure(result, "checkpointing"));
}

Result<void> Database::checkIntegrity() {
    VB_TRY(auto check, prepare("PRAGMA integrity_check(1)"));
    VB_TRY(const bool row, check.step());
    if (row && check.text(0) == "ok")
        return {};
    return fail(Code::Corrupt, row ? std::string(check.text(0)) : "no answer");
}

Result<void> Database::renew() {
    if (!m_connection->cache.hasFailed())
        return {};
    if (m_connection->cache.borrowed() != 0 || inTransaction())
        return fail(Code::Busy, "a connection to be given up is in use");
    VB_TRY(auto renewed, open(m_connection->path, m_connection->options));
    m_connection = std::move(renewed.m_connection);
    return {};
}

void Database::dropCachedStatements() {
    m_connection->cache.clear();
}

Result<std::int64_t> Database::userVersion() {
    return readPragma("PRAGMA user_version");
}

bool Database::inTransaction() const {
    return sqlite3_get_autocommit(handle()) == 0;
}

std::int64_t Database::changes() const {
    return sqlite3_changes64(handle());
}

std::int64_t Database::lastInsertRowId() const {
    return sqlite3_last_insert_rowid(handle());
}

sqlite3* Database::handle() const {
    return m_connection->handle;
}

} // namespace vb::sql
