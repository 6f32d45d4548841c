// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/sql/database.h"

struct sqlite3_backup;

namespace vb::sql {

/// SQLite's online backup: copies one open database over another while the first stays in use. The
/// copy is there only when step() has returned false; going away earlier leaves the target as it
/// was. Both databases outlive it; the target is not used meanwhile.
class Backup {
public:
    static Result<Backup> begin(Database& source, Database& target);

    Backup(Backup&& other) noexcept;
    Backup& operator=(Backup&&) = delete;
    ~Backup();

    /// Copies up to `pages` more (all for -1). True while there are more to do; Busy when a lock is
    /// in the way, after which it can be called again.
    Result<bool> step(int pages);

private:
    explicit Backup(sqlite3_backup* running) : m_running(running) {}

    sqlite3_backup* m_running;
};

/// The whole copy in one go.
Result<void> copyDatabase(Database& source, Database& target);

} // namespace vb::sql
