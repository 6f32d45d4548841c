// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/conformance/sql_stores.h"

#include "crypto/random.h"
#include "sync/store/replica_store.h"

#include <filesystem>

namespace vb::conformance {

Result<SealedDatabase> SealedDatabase::open(const StorePlace& place) {
    auto vfs = crypto::PageVfs::attach(place.path, place.database, place.key);
    if (!vfs)
        return fail(Code::Io, std::string(crypto::describe(vfs.error())));
    SealedDatabase store;
    store.m_vfs = std::move(vfs).value();
    std::error_code error;
    const bool isThere = std::filesystem::exists(place.path, error);
    if (const auto fault = isThere ? store.m_vfs->check() : store.m_vfs->create())
        return fail(Code::Io, std::string(crypto::describe(*fault)));
    sql::OpenOptions options;
    options.applicationId = place.applicationId;
    options.vfs = store.m_vfs->name();
    VB_TRY(auto database, sql::Database::open(place.path, options));
    store.m_database.emplace(std::move(database));
    return store;
}

StorePlace SqlStores::newPlace() {
    crypto::DatabaseId database;
    crypto::fillRandom(database.store);
    database.generation = 1;
    return {m_dir.file(std::to_string(++m_count) + ".db"), database, crypto::DataKey::generate(),
            store::kReplicaApplicationId};
}

Result<SealedDatabase*> SqlStores::named(const std::string& name, bool reopen) {
    auto found = m_kept.find(name);
    if (found == m_kept.end()) {
        if (m_kept.size() >= kMaxStores)
            return fail(Code::Full, "no more than " + std::to_string(kMaxStores) + " stores");
        found = m_kept.emplace(name, Kept{newPlace(), std::nullopt}).first;
    }
    Kept& kept = found->second;
    if (reopen)
        kept.open.reset();
    if (!kept.open) {
        VB_TRY(auto opened, SealedDatabase::open(kept.place));
        kept.open.emplace(std::move(opened));
    }
    return &*kept.open;
}

Result<SealedDatabase*> SqlStores::fresh() {
    m_fresh.reset();
    std::error_code ignored;
    std::filesystem::remove(m_freshPath, ignored);
    std::filesystem::remove(m_freshPath + "-wal", ignored);
    const StorePlace place = newPlace();
    m_freshPath = place.path;
    VB_TRY(auto opened, SealedDatabase::open(place));
    m_fresh.emplace(std::move(opened));
    return &*m_fresh;
}

} // namespace vb::conformance
