// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/sql/migration.h"
#include "sync/sql/transaction.h"
#include "sync/store/attachment_table.h"
#include "sync/store/directory_tables.h"
#include "sync/store/overview_tables.h"
#include "sync/store/purge_table.h"
#include "sync/store/record_tables.h"

#include <memory>

namespace vb::store {

inline constexpr std::int32_t kReplicaApplicationId = 0x56425231; // "VBR1"

/// A number among the small facts: not 0 from an erasure until the file was rewritten under a new
/// data key. Set in the transaction that erases, so that a crash in between owes nothing silently.
inline constexpr std::string_view kErasureOwed = "erasure.owed";
/// The device's incarnation: an id that never numbered changesets elsewhere.
inline constexpr std::string_view kIncarnation = "device.incarnation";

/// The tables of one replica in one database. Knows nothing of keys, network or cases' content.
/// Invariant: the file is at the newest schema version. Owned by the replica; the core thread only.
/// Changes of several tables that are one fact go in one Transaction, begun with begin().
class ReplicaStore {
public:
    /// The steps from an empty file to the newest version.
    static std::span<const sql::Migration> history();
    /// Migrates. TooNew, with nothing changed, for a file of a newer program.
    static Result<ReplicaStore> open(sql::Database database);

    /// Not synced: what it records is in the outbox or at the hub as well.
    Result<sql::Transaction> begin();
    /// Synced when it is committed, and everything before it too.
    Result<sql::Transaction> beginDurable();
    [[nodiscard]] sql::Database& database() { return *m_database; }

    MetaTable meta() { return MetaTable(*m_database); }
    StatementTable statements() { return StatementTable(*m_database); }
    EpochBoxTable boxes() { return EpochBoxTable(*m_database); }
    AudienceTable audiences() { return AudienceTable(*m_database); }
    StreamTable streams() { return StreamTable(*m_database); }
    EnvelopeTable envelopes() { return EnvelopeTable(*m_database); }
    RecordTable records() { return RecordTable(*m_database); }
    PurgeTable purges() { return PurgeTable(*m_database); }
    AttachmentTable attachments() { return AttachmentTable(*m_database); }
    AttentionTable attention() { return AttentionTable(*m_database); }
    DraftTable drafts() { return DraftTable(*m_database); }
    OverviewTable overview() { return OverviewTable(*m_database); }
    PostponedTable postponed() { return PostponedTable(*m_database); }
    ReadingTable readings() { return ReadingTable(*m_database); }

    /// Deletes everything of a case, its epoch keys included, and rewrites the full-text index, in
    /// the caller's transaction. A later grant brings statements, and with them the keys, again.
    /// The bytes are gone from the file only after it is rewritten under a new key (page_vfs).
    Result<void> eraseCase(const CaseId& caseId);
    /// The same for one audience, when its membership ended but the case's did not.
    Result<void> eraseAudience(const AudienceId& audience);

private:
    explicit ReplicaStore(std::unique_ptr<sql::Database> database)
        : m_database(std::move(database)) {}

    // On the heap, so that tables and transactions keep their place when the store moves.
    std::unique_ptr<sql::Database> m_database;
};

} // namespace vb::store
