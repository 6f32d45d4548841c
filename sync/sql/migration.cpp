// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/sql/migration.h"

#include "sync/sql/transaction.h"

namespace vb::sql {

namespace {

Result<void> checkForeignKeys(Database& database, const Migration& migration) {
    VB_TRY(auto broken, database.prepare("PRAGMA foreign_key_check"));
    VB_TRY(const bool row, broken.step());
    if (!row)
        return {};
    return fail(Code::Internal, "migration " + std::to_string(migration.version) +
                                    " leaves a broken reference in " + std::string(broken.text(0)));
}

} // namespace

Migrator::Migrator(std::span<const Migration> migrations, BackupHook backup)
    : m_migrations(migrations), m_backup(std::move(backup)) {
    for (std::size_t i = 0; i < m_migrations.size(); ++i)
        VB_CHECK(m_migrations[i].version == static_cast<std::int64_t>(i) + 1);
}

std::int64_t Migrator::newest() const {
    return static_cast<std::int64_t>(m_migrations.size());
}

Result<std::int64_t> Migrator::run(Database& database) const {
    VB_TRY(const std::int64_t found, database.userVersion());
    if (found > newest() || found < 0)
        return fail(Code::TooNew, "schema version " + std::to_string(found) + ", known up to " +
                                      std::to_string(newest()));
    if (found == newest())
        return found;
    if (found > 0 && m_backup)
        VB_TRY_VOID(m_backup(found, newest()));
    VB_TRY_VOID(database.execute("PRAGMA foreign_keys=OFF"));
    Result<void> outcome;
    for (const Migration& migration : m_migrations) {
        outcome = apply(database, migration);
        if (!outcome)
            break;
    }
    VB_TRY_VOID(database.execute("PRAGMA foreign_keys=ON"));
    if (!outcome)
        return Unexpected(outcome.error());
    return found;
}

Result<void> Migrator::apply(Database& database, const Migration& migration) {
    VB_TRY(auto transaction, Transaction::begin(database));
    // Read under the write lock: another process may have migrated since.
    VB_TRY(const std::int64_t now, database.userVersion());
    if (now >= migration.version)
        return transaction.commit();
    auto applied = database.execute(migration.sql);
    if (!applied)
        return fail(applied.error().code, "migration " + std::to_string(migration.version) + " (" +
                                              std::string(migration.name) +
                                              "): " + applied.error().context);
    // A migration that ended its transaction would lose the promise of all or nothing.
    VB_CHECK(database.inTransaction());
    VB_TRY_VOID(checkForeignKeys(database, migration));
    VB_TRY_VOID(database.execute("PRAGMA user_version=" + std::to_string(migration.version)));
    return transaction.commit();
}

} // namespace vb::sql
