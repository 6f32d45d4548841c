// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/result.h"
#include "sync/sql/statement.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;

namespace vb::sql {

enum class Access {
    ReadOnly,  ///< the file must exist; nothing is written
    ReadWrite, ///< the file must exist
    Create,    ///< made when it does not exist (plain VFS; an encrypted file is made by page_vfs)
};

/// What a commit costs and keeps. Full: every commit is synced before it is acknowledged, the only
/// setting that survives a power cut. Normal: a power cut may take the last commits but never half
/// of one; only for a store whose last commits are held durably elsewhere (the outbox) too.
enum class Synchronous { Full, Normal };

struct OpenOptions {
    Access access = Access::ReadWrite;
    Synchronous synchronous = Synchronous::Full;
    /// Written into a new file, demanded of an existing one. Not 0.
    std::int32_t applicationId = 0;
    /// Name of a registered VFS; empty is SQLite's default.
    std::string vfs;
    /// How long to wait for another connection's lock. 0 answers Busy at once.
    std::chrono::milliseconds busyTimeout{0};
    /// Page cache of this connection. 64 MB hides most of what decrypting a page costs.
    std::int32_t cacheKibibytes = 64 * 1024;
    /// Pages in the WAL after which a commit checkpoints it; 0 leaves that to checkpoint().
    std::int32_t autoCheckpointPages = 1000;
    /// For whoever looks without touching: a WAL that was there is not copied into the file and
    /// removed when this connection is the last to close.
    bool leavesLogAsFound = false;
    /// Corrupt for an empty file, which SQLite takes for a new database.
    bool refusesEmpty = false;
};

/// One connection to an SQLite file. Invariant: opened in WAL mode with foreign keys enforced,
/// temporary storage in memory, no memory mapping, an untrusted schema and SQLite's defensive mode.
/// Owned and used by one thread; several connections of one process may be open on one file.
/// Statements must be gone before it (checked). Failures carry what was tried and SQLite's result,
/// never a bound value. After Io, Full or Corrupt renew() it before the next transaction: FTS5 of
/// SQLite 3.40 may mix what a transaction had written that failed so into the connection's next.
class Database {
public:
    /// Busy: another process has it. Corrupt: not a database, or damaged. InvalidInput: a file of
    /// another application id. Io: it cannot be opened. Changes nothing when it fails on a file
    /// that already was one.
    static Result<Database> open(const std::string& path, const OpenOptions& options);

    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    /// Runs one or several statements without parameters; rows are dropped.
    Result<void> execute(std::string_view sql);
    /// A statement out of the cache; the text is a constant of ours, never built from input.
    Result<Statement> prepare(std::string_view sql);
    /// Copies the WAL into the database file and starts it anew. Busy if a reader is in the way.
    Result<void> checkpoint();
    /// Corrupt, with SQLite's first sentence, unless the whole file is sound.
    Result<void> checkIntegrity();
    /// A new connection in place of one on which a call failed for want of a disk that works;
    /// nothing when none did. Fails, and stays what it was, while the disk does not let it; Busy
    /// while a statement or a transaction is open.
    Result<void> renew();
    /// Finalizes idle statements, which otherwise keep a schema alive.
    void dropCachedStatements();

    [[nodiscard]] Result<std::int64_t> userVersion();
    [[nodiscard]] bool inTransaction() const;
    /// Rows changed by the last INSERT, UPDATE or DELETE.
    [[nodiscard]] std::int64_t changes() const;
    [[nodiscard]] std::int64_t lastInsertRowId() const;
    /// For what this wrapper does not cover (hooks, functions, tokenizers); stays ours.
    [[nodiscard]] sqlite3* handle() const;

private:
    struct Connection;
    explicit Database(std::unique_ptr<Connection> connection);
    static Result<void> configure(Database& database, const OpenOptions& options, bool keepsLog);
    Result<void> claim(const OpenOptions& options);
    Result<std::int64_t> readPragma(const char* sql);

    std::unique_ptr<Connection> m_connection;
};

} // namespace vb::sql
