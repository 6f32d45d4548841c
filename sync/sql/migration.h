// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/sql/database.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace vb::sql {

/// One step of a schema's history. Once released it never changes.
struct Migration {
    std::int64_t version = 0; ///< counted from 1 without a gap; becomes the file's user_version
    std::string_view name;    ///< what it adds, for logs
    std::string_view sql;     ///< DDL and DML without BEGIN or COMMIT
};

/// Brings a file up to the last of `migrations`, each in one transaction that also sets
/// user_version, so that a file is always exactly at one version. Within a migration foreign keys
/// are not enforced, since rebuilding a table needs that, but are checked before its commit.
class Migrator {
public:
    /// Makes a copy of a file that has content, before the first migration touches it; an error
    /// stops everything. Given the version found and the version wanted.
    using BackupHook = std::function<Result<void>(std::int64_t found, std::int64_t wanted)>;

    /// `migrations` outlives the migrator.
    explicit Migrator(std::span<const Migration> migrations, BackupHook backup = {});

    /// The version found before. TooNew, with nothing changed, for a file of a newer program.
    Result<std::int64_t> run(Database& database) const;
    [[nodiscard]] std::int64_t newest() const;

private:
    static Result<void> apply(Database& database, const Migration& migration);

    std::span<const Migration> m_migrations;
    BackupHook m_backup;
};

} // namespace vb::sql
