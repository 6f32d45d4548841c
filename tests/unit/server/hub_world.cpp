// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/server/hub_world.h"

#include "crypto/digest.h"
#include "sync/server/sqlite/sqlite_store.h"
#include "tests/support/must.h"

#include <cstdlib>

namespace vb::test {

WorldStore::WorldStore() {
    const char* kind = std::getenv("VB_HUB_STORE");
    m_isSqlite = kind != nullptr && std::string(kind) == "sqlite";
    if (m_isSqlite)
        m_store = must(server::SqliteHubStore::open(m_dir.file("hub.db")));
    else
        m_store = std::make_unique<server::MemoryHubStore>();
}

Digest256 WorldStore::digest() const {
    if (const auto* memory = dynamic_cast<const server::MemoryHubStore*>(m_store.get()))
        return memory->digest();
    // What is committed, as another connection sees it: every row of every table.
    sql::OpenOptions options;
    options.access = sql::Access::ReadOnly;
    options.applicationId = server::kHubApplicationId;
    auto database = must(sql::Database::open(m_dir.file("hub.db"), options));
    std::map<std::string, std::int64_t> tables;
    auto names = must(database.prepare(
        "SELECT name, (SELECT count(*) FROM pragma_table_info(name)) FROM sqlite_schema"
        " WHERE type = 'table'"));
    must(names.each([&](const sql::Statement& row) {
        tables.emplace(std::string(row.text(0)), row.int64(1));
    }));
    REQUIRE(tables.size() >= 10);
    crypto::Sha256 hash;
    for (const auto& [table, columns] : tables) {
        hash.add(asBytes(table));
        auto rows = must(database.prepare("SELECT * FROM \"" + table + "\""));
        must(rows.each([&, columns = columns](const sql::Statement& row) {
            for (int column = 0; column < static_cast<int>(columns); ++column) {
                Bytes length;
                appendSized(length, row.blob(column));
                hash.add(length);
            }
        }));
    }
    return Digest256(hash.finish());
}

HubWorld::HubWorld(std::uint64_t seed, const server::HubLimits& chosen)
    : HouseWorld(seed, FakeClock().now()),
      limits(chosen),
      hubKey(newSigningKey()),
      store(kept.store()) {
    const server::HubKeys keys{hubKey.publicKey(), Digest256(ByteArray<32>{7})};
    CHECK(must(server::openHouse(store, asBytes(found(keys)), keys, clock)) == house);
    restart();
    settle();
}

void HubWorld::restart() {
    hub = must(server::Hub::open(store, hubKey, clock, random, limits));
}

} // namespace vb::test
