// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/outcome.h"
#include "crypto/page_vfs/database_fault.h"
#include "crypto/page_vfs/database_report.h"
#include "crypto/page_vfs/unit_sealer.h"

#include <memory>
#include <optional>
#include <string>

struct sqlite3;

namespace vb::crypto {

struct VfsState;

/// The VFS below ours. unix-excl keeps the index of the log in memory, so that there is no -shm
/// file and several connections of one process work, and locks other processes out.
inline constexpr const char* kBaseVfs = "unix-excl";

/// A unit that was not what had been sealed there.
struct UnitDamage {
    UnitRole role{};
    std::uint64_t number = 0;
    friend bool operator==(const UnitDamage&, const UnitDamage&) = default;
};

/// One sealed database file as an SQLite VFS of its own: while this lives, SQLite opens path()
/// under the VFS name() and sees an ordinary database with 40 reserved bytes a page, of which
/// nothing reaches the disk in clear. The layout, and every trap in it, is in `docs/storage.md`.
///
/// What the VFS holds to: it opens this database and its write-ahead log, nothing else. Rollback
/// and statement journals, temporary files and attached files are refused; there is no memory
/// mapping; the journal mode cannot leave WAL; a page that is not sealed for its place is an error.
///
/// Owned by whoever opened the store; outlives every connection (checked). Registering is
/// thread-safe, connections may be on any threads. The key is copied into the arena of secrets.
/// There is no lock against other programs here beyond SQLite's: see store_lock.h.
class PageVfs {
public:
    /// Registers the VFS; the file need not exist. Failed when there is no VFS `baseVfs`, Busy when
    /// this database has a PageVfs already.
    static Outcome<std::unique_ptr<PageVfs>, DatabaseFault>
    attach(const std::string& path, const DatabaseId& database, const DataKey& dataKey,
           const std::string& baseVfs = kBaseVfs);
    PageVfs(const PageVfs&) = delete;
    PageVfs& operator=(const PageVfs&) = delete;
    ~PageVfs();

    [[nodiscard]] const std::string& name() const;
    [[nodiscard]] const std::string& path() const;

    /// Makes an empty database in WAL mode, synced. Crash-safety is the caller's: made under a
    /// temporary name and renamed (store_directory.h). AlreadyExists if there is a file.
    [[nodiscard]] std::optional<DatabaseFault> create();
    /// The same with the content of another open database, by SQLite's online backup: how a
    /// database gets another key. The copy is WAL mode as the source is.
    [[nodiscard]] std::optional<DatabaseFault> createAsCopyOf(sqlite3* source);

    /// What is damaged in the file and its log, found by opening every unit of both; writes
    /// nothing. Not while another thread writes.
    [[nodiscard]] DatabaseReport verify() const;
    /// Whether this key opens this file, before SQLite gets to see it; reads a few units and writes
    /// nothing. A torn first page is no fault while the log is there to heal it.
    [[nodiscard]] std::optional<DatabaseFault> check() const;
    /// The unit that last made SQLite fail with SQLITE_IOERR_DATA.
    [[nodiscard]] std::optional<UnitDamage> lastDamage() const;

private:
    explicit PageVfs(std::unique_ptr<VfsState> state);
    [[nodiscard]] std::optional<DatabaseFault> build(sqlite3* source);
    [[nodiscard]] std::optional<DatabaseFault> checkFirstPage() const;

    std::unique_ptr<VfsState> m_state;
};

} // namespace vb::crypto
