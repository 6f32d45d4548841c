// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/scenario.h"

#include "sync/base/check.h"
#include "sync/store/outbox.h"
#include "sync/store/replica_store.h"

#include <utility>

namespace vb::crash {

namespace {

constexpr std::int32_t kOutboxApplication = 0x56424f31;
constexpr int kRecords = 40;

// Rows in every table of the first version, none of which any later one may lose. Ids are made up:
// no migration looks into a blob.
constexpr const char* kContent =
    "INSERT INTO meta VALUES ('device.incarnation', x'01');"
    "INSERT INTO statement VALUES (x'00', 0, x'10', x'11', x'12', 0), "
    " (x'00', 1, x'13', x'14', x'15', 1);"
    "INSERT INTO epoch_box VALUES (x'20', x'21', x'22', x'23');"
    "INSERT INTO casus VALUES (1, x'22', 7);"
    "INSERT INTO audience VALUES (1, x'21', 1, 3, 4);"
    "INSERT INTO stream VALUES (1, x'30', 1, x'31', x'32', 40, x'33', NULL);"
    "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 40)"
    " INSERT INTO envelope SELECT i, CAST('e' || i AS BLOB), 1, 1, i, 1, i % 3, 0, i, 1000 + i,"
    " x'40', 2, 'hat', i, 0, 0, 0, 0, zeroblob(300), NULL FROM c;"
    "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 40)"
    " INSERT INTO record (record_no, record, case_no, audience_no, type, unread)"
    " SELECT i, CAST('r' || i AS BLOB), 1, 1, 1, i % 2 FROM c;"
    "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 40)"
    " INSERT INTO part SELECT i, i, 0, zeroblob(200) FROM c;"
    "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 40)"
    " INSERT INTO search (rowid, text) SELECT i, 'gedeeld woord' || i FROM c;"
    "INSERT INTO acknowledged VALUES (x'50', 1, 3, 1);"
    "INSERT INTO draft VALUES (x'22', 'contact', x'60', 5);"
    "INSERT INTO attention VALUES (1, 2, NULL, x'70', 0, 9)";

/// How many rows the tables of the first version have, all together.
constexpr const char* kCount =
    "SELECT (SELECT count(*) FROM meta WHERE key = 'device.incarnation')"
    " + (SELECT count(*) FROM statement)"
    " + (SELECT count(*) FROM epoch_box) + (SELECT count(*) FROM casus)"
    " + (SELECT count(*) FROM audience) + (SELECT count(*) FROM stream)"
    " + (SELECT count(*) FROM envelope) + (SELECT count(*) FROM record)"
    " + (SELECT count(*) FROM part WHERE length(content) = 200)"
    " + (SELECT count(*) FROM acknowledged) + (SELECT count(*) FROM draft)"
    " + (SELECT count(*) FROM attention)";
constexpr std::int64_t kRows = 1 + 2 + 1 + 1 + 1 + 1 + 3 * kRecords + 1 + 1 + 1;

Result<std::int64_t> numberOf(sql::Database& database, std::string_view sql) {
    VB_TRY(auto query, database.prepare(sql));
    VB_TRY(const bool row, query.step());
    return row ? query.int64(0) : -1;
}

Result<void> require(sql::Database& database, std::string_view sql, std::int64_t wanted,
                     const char* what) {
    VB_TRY(const auto number, numberOf(database, sql));
    return number == wanted ? Result<void>() : Result<void>(fail(Code::Corrupt, what));
}

/// A replica store of an older program, opened by this one: at every moment the file is at exactly
/// one version, and has all its rows.
class ReplicaSchemaScenario final : public Scenario {
public:
    ReplicaSchemaScenario(Setup setup, std::size_t from) : Scenario(setup), m_from(from) {}
    [[nodiscard]] std::string name() const override {
        return "replica-schema-" + std::to_string(m_from);
    }

    void prepare(SimDisk& disk, Ledger&) override {
        Life life(disk, {}, sql::Synchronous::Full);
        VB_CHECK(!life.vfs().create());
        auto database = connect(life);
        VB_CHECK(database.has_value());
        VB_CHECK(
            sql::Migrator(store::ReplicaStore::history().first(m_from)).run(*database).has_value());
        VB_CHECK(database->execute(kContent).has_value());
    }
    void run(SimDisk& disk, Ledger& ledger) override {
        Life life(disk, m_setup, sql::Synchronous::Normal);
        auto database = connect(life);
        if (!database)
            return;
        auto store = store::ReplicaStore::open(std::move(*database));
        // What says that it is durable; a migration alone is not, and is done again.
        if (store && store->database().checkpoint())
            ledger.acknowledged.insert(newest());
    }
    std::optional<std::string> recover(SimDisk& disk, Ledger& ledger) override {
        Life life(disk, m_setup, sql::Synchronous::Normal);
        const auto whole = recoverIn(life, ledger);
        return disk.isDead() || whole ? std::nullopt : std::optional(whole.error().context);
    }

private:
    static std::int64_t newest() {
        return static_cast<std::int64_t>(store::ReplicaStore::history().size());
    }
    static Result<sql::Database> connect(Life& life) {
        sql::OpenOptions options;
        options.applicationId = store::kReplicaApplicationId;
        options.vfs = life.vfs().name();
        options.synchronous = sql::Synchronous::Normal;
        return sql::Database::open(life.vfs().path(), options);
    }

    static Result<void> check(sql::Database& database, std::int64_t version) {
        VB_TRY_VOID(database.checkIntegrity());
        VB_TRY_VOID(database.execute("INSERT INTO search (search) VALUES ('integrity-check')"));
        VB_TRY_VOID(require(database, kCount, kRows, "rows lost"));
        VB_TRY_VOID(require(database, "SELECT count(*) FROM search WHERE search MATCH 'gedeeld'",
                            kRecords, "full text lost"));
        VB_TRY_VOID(require(database, "SELECT count(*) FROM search WHERE search MATCH 'woord7'", 1,
                            "text"));
        // One sign of each version: half of one is none.
        VB_TRY_VOID(require(database,
                            "SELECT count(*) FROM pragma_table_info('record')"
                            " WHERE name = 'marks'",
                            version >= 2 ? 1 : 0, "half of version 2"));
        VB_TRY_VOID(require(database,
                            "SELECT count(*) FROM sqlite_schema WHERE name = 'left_stream'",
                            version >= 3 ? 1 : 0, "half of version 3"));
        VB_TRY_VOID(
            require(database,
                    "SELECT count(*) FROM sqlite_schema WHERE name = 'stream_of_audience'"
                    " OR (name = 'search' AND sql LIKE '%columnsize%') OR name LIKE 'found%'",
                    version >= 4 ? 2 : 0, "half of version 4"));
        VB_TRY_VOID(require(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'run_head'",
                            version >= 5 ? 1 : 0, "half of version 5"));
        VB_TRY_VOID(require(database,
                            "SELECT count(*) FROM sqlite_schema"
                            " WHERE name IN ('attachment_waiting', 'attachment_name_of')",
                            version >= 6 ? 2 : 0, "half of version 6"));
        VB_TRY_VOID(require(database,
                            "SELECT (SELECT count(*) FROM pragma_table_info('record')"
                            " WHERE name = 'root')"
                            " + (SELECT count(*) FROM sqlite_schema WHERE name = 'record_kin_due')",
                            version >= 7 ? 2 : 0, "half of version 7"));
        VB_TRY_VOID(require(database,
                            "SELECT count(*) FROM pragma_table_info('attachment')"
                            " WHERE name IN ('asked', 'refusals')",
                            version >= 8 ? 2 : 0, "half of version 8"));
        return require(database,
                       "SELECT count(*) FROM sqlite_schema WHERE name = 'attachment_kept'",
                       version >= 9 ? 1 : 0, "half of version 9");
    }

    Result<void> recoverIn(Life& life, const Ledger& ledger) const {
        {
            VB_TRY(auto database, connect(life));
            VB_TRY(const auto version, database.userVersion());
            if (version < static_cast<std::int64_t>(m_from) || version > newest())
                return fail(Code::Corrupt, "at version " + std::to_string(version));
            if (version < newest() && ledger.acknowledged.contains(newest()))
                return fail(Code::Corrupt, "an acknowledged migration is lost");
            VB_TRY_VOID(check(database, version));
        }
        for (int times = 0; times < 2; ++times) {
            VB_TRY(auto database, connect(life));
            VB_TRY(auto store, store::ReplicaStore::open(std::move(database)));
            VB_TRY_VOID(check(store.database(), newest()));
        }
        return {};
    }

    std::size_t m_from;
};

/// The same for the outbox, which lies on the disk as it is and holds the only copy of unsent work.
class OutboxSchemaScenario final : public Scenario {
public:
    OutboxSchemaScenario(Setup setup, std::size_t from) : Scenario(setup), m_from(from) {}
    [[nodiscard]] std::string name() const override {
        return "outbox-schema-" + std::to_string(m_from);
    }

    void prepare(SimDisk& disk, Ledger&) override {
        const DiskVfs vfs(disk, "simulated-disk");
        sql::OpenOptions options;
        options.access = sql::Access::Create;
        options.applicationId = kOutboxApplication;
        options.vfs = vfs.name();
        auto database = sql::Database::open(kPath, options);
        VB_CHECK(database && sql::Migrator(store::Outbox::history().first(m_from)).run(*database));
        VB_CHECK(
            database
                ->execute(
                    "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 40)"
                    " INSERT INTO item (kind, id, content, stream, counter) SELECT 2,"
                    " CAST(substr('00000000000000000000000000000000' || i, -32) AS BLOB),"
                    " zeroblob(400), zeroblob(16), i FROM c;"
                    "INSERT INTO meta VALUES ('push.seed', x'99')")
                .has_value());
    }
    void run(SimDisk& disk, Ledger& ledger) override {
        const DiskVfs vfs(disk, "simulated-disk");
        auto outbox = store::Outbox::open(kPath, vfs.name());
        if (!outbox)
            return;
        for (std::uint8_t i = 1; i < 4; ++i) {
            store::OutboxItem item;
            item.id = idOf(i);
            item.content = Bytes(200, i);
            std::vector<store::OutboxItem> items{item};
            ledger.attempted.insert(i);
            if (outbox->append(items))
                ledger.acknowledged.insert(i);
        }
    }
    std::optional<std::string> recover(SimDisk& disk, Ledger& ledger) override {
        const DiskVfs vfs(disk, "simulated-disk");
        const auto whole = recoverIn(vfs.name(), ledger);
        return disk.isDead() || whole ? std::nullopt : std::optional(whole.error().context);
    }

private:
    static constexpr const char* kPath = "/store/outbox.db";

    static Digest256 idOf(std::uint8_t number) {
        ByteArray<32> bytes{number};
        return Digest256(bytes);
    }

    static Result<void> recoverIn(const std::string& vfs, const Ledger& ledger) {
        for (int times = 0; times < 2; ++times) {
            VB_TRY(auto outbox, store::Outbox::open(kPath, vfs));
            VB_TRY_VOID(outbox.checkIntegrity());
            VB_TRY(const auto attachments, outbox.attachments());
            if (!attachments.empty())
                return fail(Code::Corrupt, "attachments that nobody wrote");
            VB_TRY(const auto items, outbox.items(0, 1000));
            VB_TRY(const auto seed, outbox.meta("push.seed"));
            std::size_t old = 0;
            for (const auto& item : items)
                old += item.content.size() == 400 ? 1U : 0U;
            if (old != kRecords || !seed)
                return fail(Code::NotFound, "unsent work of the older program is lost");
            for (const std::int64_t number : ledger.acknowledged) {
                VB_TRY(const auto item, outbox.find(idOf(static_cast<std::uint8_t>(number))));
                if (!item)
                    return fail(Code::NotFound, "unsent work is lost");
            }
            if (items.size() > kRecords + ledger.attempted.size())
                return fail(Code::Corrupt, "items that nobody wrote");
        }
        return {};
    }

    std::size_t m_from;
};

} // namespace

std::vector<std::unique_ptr<Scenario>> makeSchemaScenarios(const Setup& setup) {
    std::vector<std::unique_ptr<Scenario>> all;
    for (std::size_t from = 1; from < store::ReplicaStore::history().size(); ++from)
        all.push_back(std::make_unique<ReplicaSchemaScenario>(setup, from));
    for (std::size_t from = 1; from < store::Outbox::history().size(); ++from)
        all.push_back(std::make_unique<OutboxSchemaScenario>(setup, from));
    return all;
}

} // namespace vb::crash
