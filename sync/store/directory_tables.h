// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/sql/database.h"
#include "sync/store/rows.h"

#include <functional>

namespace vb::store {

/// Small facts about the replica itself: ids, pins, clock, sealed device keys.
class MetaTable {
public:
    explicit MetaTable(sql::Database& database) : m_database(database) {}
    Result<std::optional<Bytes>> get(std::string_view key);
    Result<void> put(std::string_view key, ByteView value);
    Result<std::optional<std::int64_t>> number(std::string_view key);
    Result<void> putNumber(std::string_view key, std::int64_t value);

private:
    sql::Database& m_database;
};

/// Statements per chain, as the hub numbered them. The chain of the house directory has CaseId().
class StatementTable {
public:
    explicit StatementTable(sql::Database& database) : m_database(database) {}
    /// Conflict when the number is taken by another statement; the same one again is no change.
    Result<void> put(const CaseId& chain, const StatementRow& row);
    /// In order of number, from `from` on.
    Result<void> each(const CaseId& chain, std::uint64_t from,
                      const std::function<Result<void>(const StatementRow&)>& visit);
    Result<std::vector<CaseId>> chains();
    Result<bool> holds(const StatementId& id);

private:
    sql::Database& m_database;
};

/// Boxes of epoch keys that name this device.
class EpochBoxTable {
public:
    explicit EpochBoxTable(sql::Database& database) : m_database(database) {}
    /// The first box of an epoch stays.
    Result<void> put(const EpochBoxRow& row);
    Result<std::optional<EpochBoxRow>> find(const EpochId& epoch);

private:
    sql::Database& m_database;
};

/// Cases, audiences and how far each is applied.
class AudienceTable {
public:
    explicit AudienceTable(sql::Database& database) : m_database(database) {}
    /// Makes case and audience known; their row numbers are stable until erased.
    Result<std::int64_t> caseNumber(const CaseId& caseId);
    Result<std::int64_t> audienceNumber(const CaseId& caseId, const AudienceId& audience);
    Result<std::optional<AudienceRow>> find(const AudienceId& audience);
    Result<std::vector<AudienceRow>> ofCase(const CaseId& caseId);
    Result<std::vector<AudienceRow>> all();
    /// Cursors only go up, except by reset() for a full restore.
    Result<void> advance(const AudienceId& audience, bool bulk, std::uint64_t cursor);
    Result<void> reset(const AudienceId& audience);
    Result<void> setOpened(const CaseId& caseId, Instant at);
    Result<std::vector<CaseRow>> cases();
    Result<std::optional<CaseRow>> findCase(const CaseId& caseId);
    /// Whether anything of the case waits to be read. Counts nothing, unlike findCase().
    Result<bool> isUnread(const CaseId& caseId);

private:
    sql::Database& m_database;
};

/// The streams of all devices in the audiences held here.
class StreamTable {
public:
    explicit StreamTable(sql::Database& database) : m_database(database) {}
    Result<std::optional<StreamRow>> find(const StreamId& stream);
    /// Inserts, or moves counter, head and signed head forward.
    Result<std::int64_t> put(const StreamRow& row, std::int64_t audienceNumber);
    Result<std::vector<StreamRow>> ofAudience(const AudienceId& audience);
    /// Keeps the numbers of this device's streams in the case beyond its erasure.
    Result<void> rememberOwn(const CaseId& caseId, const DeviceId& own);
    /// Of how many of the first `upTo` numbers of a stream something is here, stubs among it.
    Result<std::uint64_t> held(const StreamId& stream, std::uint64_t upTo);
    /// Counter and head of a stream of which rememberOwn() kept them; the rest of the row is empty.
    Result<std::optional<StreamRow>> remembered(const StreamId& stream);

private:
    sql::Database& m_database;
};

/// What a person must look at; one row for each (kind, subject).
class AttentionTable {
public:
    explicit AttentionTable(sql::Database& database) : m_database(database) {}
    Result<void> put(const AttentionRow& row);
    Result<std::vector<AttentionRow>> all();
    Result<std::uint64_t> count();
    Result<void> dismiss(std::int64_t number);
    /// What it said is no longer so.
    Result<void> takeBack(AttentionKind kind, ByteView subject);

private:
    sql::Database& m_database;
};

struct DraftRow {
    CaseId caseId;
    std::string slot;
    Bytes content;
    Instant savedAt;
};

/// Half-written entries; they never leave the device.
class DraftTable {
public:
    explicit DraftTable(sql::Database& database) : m_database(database) {}
    Result<void> save(const CaseId& caseId, std::string_view slot, ByteView content, Instant at);
    Result<std::optional<Bytes>> load(const CaseId& caseId, std::string_view slot);
    Result<std::optional<DraftRow>> find(const CaseId& caseId, std::string_view slot);
    /// Latest first.
    Result<std::vector<DraftRow>> all();
    Result<void> drop(const CaseId& caseId, std::string_view slot);

private:
    sql::Database& m_database;
};

} // namespace vb::store
