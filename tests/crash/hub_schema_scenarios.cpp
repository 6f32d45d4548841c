// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/scenario.h"

#include "sync/base/check.h"
#include "sync/server/sqlite/sqlite_store.h"

#include <array>

namespace vb::crash {

namespace {

constexpr const char* kPath = "/store/hub.db";
constexpr std::int64_t kRows = 40;

// Rows in every table of the first version. Their bytes are made up: no migration looks into them.
constexpr const char* kContent =
    "INSERT INTO house VALUES (1, zeroblob(16), zeroblob(32));"
    "UPDATE log_state SET size = 80, hub_time = 7, secured = 3;"
    "WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i < 39)"
    " INSERT INTO tree_node SELECT 0, i, zeroblob(32) FROM c;"
    "WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i < 39)"
    " INSERT INTO statement SELECT i, zeroblob(16), i,"
    " CAST(substr('00000000000000000000000000000000' || i, -32) AS BLOB), zeroblob(90),"
    " zeroblob(64), zeroblob(90) FROM c;"
    "WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i < 39)"
    " INSERT INTO envelope SELECT 40 + i, zeroblob(16), zeroblob(16), zeroblob(32), zeroblob(16),"
    " i + 1, CAST(substr('00000000000000000000000000000000' || i, -32) AS BLOB), 0, i % 2, i + 1,"
    " zeroblob(80), zeroblob(90), i + 1, zeroblob(32) FROM c;"
    "WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i < 39)"
    " INSERT INTO part SELECT (40 + i) * 64, zeroblob(32), zeroblob(300) FROM c;"
    "INSERT INTO membership VALUES (zeroblob(16), 2, zeroblob(16));"
    "INSERT INTO stream VALUES (zeroblob(16), zeroblob(16), zeroblob(16), zeroblob(32), 40,"
    " zeroblob(32));"
    "INSERT INTO stream_head VALUES (zeroblob(16), 40, zeroblob(70), zeroblob(64));"
    "INSERT INTO device_usage VALUES (zeroblob(32), 40, 4000);"
    "INSERT INTO mail VALUES (zeroblob(32), 0, zeroblob(50), 9)";

constexpr const char* kCount =
    "SELECT (SELECT count(*) FROM house) + (SELECT count(*) FROM tree_node)"
    " + (SELECT count(*) FROM statement) + (SELECT count(*) FROM envelope)"
    " + (SELECT count(*) FROM part WHERE length(content) = 300)"
    " + (SELECT count(*) FROM membership) + (SELECT count(*) FROM stream)"
    " + (SELECT count(*) FROM stream_head) + (SELECT count(*) FROM device_usage)"
    " + (SELECT count(*) FROM mail)"
    " + (SELECT count(*) FROM log_state WHERE size = 80 AND hub_time = 7 AND secured = 3)";
constexpr std::int64_t kCounted = 4 * kRows + 7;

/// One sign of each version: how many of what it asks for are there. Half of a version is none.
struct Sign {
    std::int64_t version;
    const char* sql;
    std::int64_t wanted;
};
constexpr std::array<Sign, 5> kSigns{
    {{2,
      "SELECT (SELECT count(*) FROM pragma_table_info('log_state')"
      " WHERE name IN ('is_copy', 'is_recovering', 'lost_since'))"
      " + (SELECT count(*) FROM sqlite_schema WHERE name = 'generation')",
      4},
     {3,
      "SELECT count(*) FROM sqlite_schema"
      " WHERE name IN ('attachment', 'attachment_of_uploader', 'attachment_chunk')",
      3},
     {4, "SELECT count(*) FROM sqlite_schema WHERE name = 'renewal'", 1},
     {5, "SELECT count(*) FROM sqlite_schema WHERE name IN ('awaited', 'awaited_of_device')", 2},
     {6, "SELECT count(*) FROM pragma_table_info('attachment') WHERE name = 'organisation'", 1}}};

Result<std::int64_t> numberOf(sql::Database& database, std::string_view sql) {
    VB_TRY(auto query, database.prepare(sql));
    VB_TRY(const bool row, query.step());
    return row ? query.int64(0) : -1;
}

/// The hub's store of an older program, opened by this one.
class HubSchemaScenario final : public Scenario {
public:
    HubSchemaScenario(Setup setup, std::size_t from) : Scenario(setup), m_from(from) {}
    [[nodiscard]] std::string name() const override {
        return "hub-schema-" + std::to_string(m_from);
    }

    void prepare(SimDisk& disk, Ledger&) override {
        const DiskVfs vfs(disk, "simulated-disk");
        auto database = connect(vfs);
        VB_CHECK(database.has_value());
        VB_CHECK(sql::Migrator(server::SqliteHubStore::history().first(m_from))
                     .run(*database)
                     .has_value());
        VB_CHECK(database->execute(kContent).has_value());
    }
    void run(SimDisk& disk, Ledger& ledger) override {
        const DiskVfs vfs(disk, "simulated-disk");
        const auto store = openStore(vfs);
        if (store && (*store)->checkpoint())
            ledger.acknowledged.insert(newest());
    }
    std::optional<std::string> recover(SimDisk& disk, Ledger& ledger) override {
        const DiskVfs vfs(disk, "simulated-disk");
        const auto whole = recoverIn(vfs, ledger);
        return disk.isDead() || whole ? std::nullopt : std::optional(whole.error().context);
    }

private:
    static std::int64_t newest() {
        return static_cast<std::int64_t>(server::SqliteHubStore::history().size());
    }
    static Result<std::unique_ptr<server::SqliteHubStore>> openStore(const DiskVfs& vfs) {
        return server::SqliteHubStore::open(kPath, sql::Access::Create, vfs.name());
    }
    static Result<sql::Database> connect(const DiskVfs& vfs) {
        sql::OpenOptions options;
        options.access = sql::Access::Create;
        options.applicationId = server::kHubApplicationId;
        options.vfs = vfs.name();
        return sql::Database::open(kPath, options);
    }

    static Result<void> check(const DiskVfs& vfs, std::int64_t least, std::int64_t& version) {
        VB_TRY(auto database, connect(vfs));
        VB_TRY_VOID(database.checkIntegrity());
        VB_TRY(version, database.userVersion());
        if (version < least || version > newest())
            return fail(Code::Corrupt, "at version " + std::to_string(version));
        VB_TRY(const auto rows, numberOf(database, kCount));
        if (rows != kCounted)
            return fail(Code::Corrupt, "rows lost");
        for (const Sign& sign : kSigns) {
            VB_TRY(const auto found, numberOf(database, sign.sql));
            if (found != (version >= sign.version ? sign.wanted : 0))
                return fail(Code::Corrupt, "half of version " + std::to_string(sign.version));
        }
        return {};
    }

    Result<void> recoverIn(const DiskVfs& vfs, const Ledger& ledger) const {
        std::int64_t version = 0;
        VB_TRY_VOID(check(vfs, static_cast<std::int64_t>(m_from), version));
        if (version < newest() && ledger.acknowledged.contains(newest()))
            return fail(Code::Corrupt, "an acknowledged migration is lost");
        for (int times = 0; times < 2; ++times) {
            {
                VB_TRY(const auto store, openStore(vfs));
                VB_TRY_VOID(store->checkIntegrity());
                VB_TRY(const auto log, store->logState());
                if (log.size != 2 * kRows || log.isCopy || log.isRecovering)
                    return fail(Code::Corrupt, "the log is another one");
            }
            VB_TRY_VOID(check(vfs, newest(), version));
        }
        return {};
    }

    std::size_t m_from;
};

} // namespace

std::vector<std::unique_ptr<Scenario>> makeHubScenarios(const Setup& setup) {
    std::vector<std::unique_ptr<Scenario>> all;
    for (std::size_t from = 1; from < server::SqliteHubStore::history().size(); ++from)
        all.push_back(std::make_unique<HubSchemaScenario>(setup, from));
    all.push_back(makeHub(setup));
    return all;
}

} // namespace vb::crash
