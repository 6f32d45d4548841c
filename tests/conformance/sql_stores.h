// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/page_vfs/page_vfs.h"
#include "sync/sql/database.h"
#include "tests/support/temp_dir.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace vb::conformance {

/// Where a store is, and under which key.
struct StorePlace {
    std::string path;
    crypto::DatabaseId database;
    crypto::DataKey key;
    std::int32_t applicationId = 0;
};

/// One database under the encrypting VFS, open. Its file stays when it goes.
class SealedDatabase {
public:
    /// Makes the file when there is none.
    static Result<SealedDatabase> open(const StorePlace& place);
    sql::Database& database() { return *m_database; }

private:
    SealedDatabase() = default;
    // In this order: connections go before their VFS.
    std::unique_ptr<crypto::PageVfs> m_vfs;
    std::optional<sql::Database> m_database;
};

/// The stores of the op `sql` that have a name: each lives until the program ends, in a directory
/// that goes with it. At most kMaxStores.
class SqlStores {
public:
    static constexpr std::size_t kMaxStores = 64;

    /// The store of that name, made at its first use; `reopen` closes and opens it before.
    Result<SealedDatabase*> named(const std::string& name, bool reopen);
    /// A new, empty one; the one before it is gone, with its file.
    Result<SealedDatabase*> fresh();

private:
    struct Kept {
        StorePlace place;
        std::optional<SealedDatabase> open;
    };
    StorePlace newPlace();

    test::TempDir m_dir;
    std::uint64_t m_count = 0;
    std::map<std::string, Kept> m_kept;
    std::string m_freshPath;
    std::optional<SealedDatabase> m_fresh;
};

} // namespace vb::conformance
