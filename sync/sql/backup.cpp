// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/sql/backup.h"

#include "sync/sql/sqlite_error.h"

#include <sqlite3.h>

#include <utility>

namespace vb::sql {

Result<Backup> Backup::begin(Database& source, Database& target) {
    target.dropCachedStatements();
    sqlite3_backup* running = sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
    if (running == nullptr)
        return sqliteFailure(sqlite3_extended_errcode(target.handle()), "beginning a backup");
    return Backup(running);
}

Backup::Backup(Backup&& other) noexcept : m_running(std::exchange(other.m_running, nullptr)) {}

Backup::~Backup() {
    if (m_running != nullptr)
        sqlite3_backup_finish(m_running);
}

Result<bool> Backup::step(int pages) {
    VB_CHECK(m_running != nullptr);
    const int result = sqlite3_backup_step(m_running, pages);
    if (result == SQLITE_OK)
        return true;
    if (result != SQLITE_DONE)
        return sqliteFailure(result, "copying a database");
    const int finished = sqlite3_backup_finish(std::exchange(m_running, nullptr));
    if (finished != SQLITE_OK)
        return sqliteFailure(finished, "finishing a backup");
    return false;
}

Result<void> copyDatabase(Database& source, Database& target) {
    VB_TRY(auto backup, Backup::begin(source, target));
    bool more = true;
    while (more) {
        VB_TRY(more, backup.step(-1));
    }
    return {};
}

} // namespace vb::sql
