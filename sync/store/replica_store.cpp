// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/store/replica_store.h"

#include "sync/store/001_replica_sql.h"
#include "sync/store/002_overview_sql.h"
#include "sync/store/003_left_streams_sql.h"
#include "sync/store/004_leaner_search_sql.h"
#include "sync/store/005_lost_sql.h"
#include "sync/store/006_attachments_sql.h"
#include "sync/store/007_kin_sql.h"
#include "sync/store/008_asked_sql.h"
#include "sync/store/009_kept_sql.h"

#include <array>

namespace vb::store {
namespace {

constexpr std::array<sql::Migration, 9> kMigrations{{{1, "replica", kReplicaSchema1},
                                                     {2, "overview", kReplicaSchema2},
                                                     {3, "left streams", kReplicaSchema3},
                                                     {4, "leaner search", kReplicaSchema4},
                                                     {5, "lost", kReplicaSchema5},
                                                     {6, "attachments", kReplicaSchema6},
                                                     {7, "kin", kReplicaSchema7},
                                                     {8, "asked", kReplicaSchema8},
                                                     {9, "kept", kReplicaSchema9}}};

// In an order that never breaks a reference.
constexpr std::array<const char*, 8> kEraseAudience{
    "DELETE FROM attachment WHERE audience_no = :no",
    "DELETE FROM search WHERE rowid IN (SELECT record_no FROM record WHERE audience_no = :no)",
    "DELETE FROM part WHERE record_no IN (SELECT record_no FROM record WHERE audience_no = :no)",
    "DELETE FROM record WHERE audience_no = :no",
    "DELETE FROM envelope WHERE audience_no = :no",
    "DELETE FROM acknowledged WHERE stream_no IN "
    "(SELECT stream_no FROM stream WHERE audience_no = :no)",
    "DELETE FROM run_head WHERE stream_no IN "
    "(SELECT stream_no FROM stream WHERE audience_no = :no)",
    "DELETE FROM stream WHERE audience_no = :no",
};

} // namespace

std::span<const sql::Migration> ReplicaStore::history() {
    return kMigrations;
}

Result<ReplicaStore> ReplicaStore::open(sql::Database database) {
    VB_TRY_VOID(sql::Migrator(kMigrations).run(database));
    return ReplicaStore(std::make_unique<sql::Database>(std::move(database)));
}

Result<sql::Transaction> ReplicaStore::begin() {
    VB_TRY_VOID(m_database->renew());
    VB_TRY_VOID(m_database->execute("PRAGMA synchronous = NORMAL"));
    return sql::Transaction::begin(*m_database);
}

Result<sql::Transaction> ReplicaStore::beginDurable() {
    VB_TRY_VOID(m_database->renew());
    VB_TRY_VOID(m_database->execute("PRAGMA synchronous = FULL"));
    return sql::Transaction::begin(*m_database);
}

Result<void> ReplicaStore::eraseAudience(const AudienceId& audience) {
    std::int64_t number = 0;
    {
        VB_TRY(auto query,
               m_database->prepare("SELECT audience_no FROM audience WHERE audience = :id"));
        query.bind(":id", audience);
        VB_TRY(const bool found, query.step());
        if (!found)
            return {};
        number = query.int64(0);
    }
    for (const char* sql : kEraseAudience) {
        VB_TRY(auto erase, m_database->prepare(sql));
        erase.bind(":no", number);
        VB_TRY_VOID(erase.run());
    }
    VB_TRY(auto erase, m_database->prepare("DELETE FROM audience WHERE audience_no = :no"));
    erase.bind(":no", number);
    VB_TRY_VOID(erase.run());
    // Deleting alone leaves the words in the index's segments.
    return m_database->execute("INSERT INTO search (search) VALUES ('optimize')");
}

Result<void> ReplicaStore::eraseCase(const CaseId& caseId) {
    VB_TRY(const auto held, audiences().ofCase(caseId));
    for (const AudienceRow& row : held)
        VB_TRY_VOID(eraseAudience(row.audience));
    for (const char* sql :
         {"DELETE FROM statement WHERE chain = :case",
          "DELETE FROM epoch_box WHERE case_id = :case", "DELETE FROM draft WHERE case_id = :case",
          "DELETE FROM attention WHERE case_id = :case",
          "DELETE FROM casus WHERE case_id = :case"}) {
        VB_TRY(auto erase, m_database->prepare(sql));
        erase.bind(":case", caseId);
        VB_TRY_VOID(erase.run());
    }
    return {};
}

} // namespace vb::store
