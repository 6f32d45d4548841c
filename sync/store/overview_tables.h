// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/sql/database.h"
#include "sync/store/rows.h"

#include <string_view>

namespace vb::store {

/// A record with the little that a list over many cases shows of it.
struct ListedRecord {
    RecordId record;
    CaseId caseId;
    model::RecordTypeId type;
    std::int64_t sortMillis = 0;
    Bytes summary;
};

/// One changeset of one author that touched a record, as far as the hub has it.
struct RecordChangeset {
    RecordId record;
    AudienceId audience;
    EnvelopeState state = EnvelopeState::Unsent;
    std::uint32_t refusal = 0;
    bool late = false;
    model::Standing standing = model::Standing::Effective;
    std::int64_t stream = 0; ///< this file's number of it; compares with Acknowledged::stream
    std::uint64_t counter = 0;
};

/// Who may read a record.
struct RecordHome {
    RecordId record;
    AudienceId audience;
};

/// How far a device says it has applied and shown a stream.
struct Acknowledged {
    DeviceId device;
    std::int64_t stream = 0;
    std::uint64_t counter = 0;
    std::uint64_t displayed = 0;
};

/// What lists over all cases are made of: few queries, each from an index, so that the list of
/// cases costs no merge. Where a case may be named, none means all of them.
class OverviewTable {
public:
    explicit OverviewTable(sql::Database& database) : m_database(database) {}

    Result<std::vector<ListedRecord>> ofType(model::RecordTypeId type,
                                             const std::optional<CaseId>& caseId = {});
    /// Of each case the one that sorts last.
    Result<std::vector<ListedRecord>> newestOf(model::RecordTypeId type,
                                               const std::optional<CaseId>& caseId = {});
    Result<std::vector<ListedRecord>> unread(const std::optional<CaseId>& caseId = {});
    /// Records that a changeset touches which the hub has not accepted.
    Result<std::vector<ListedRecord>> unsent(const std::optional<CaseId>& caseId = {});
    /// Records of which the projection set one of these bits.
    Result<std::vector<ListedRecord>> marked(model::RecordTypeId type, std::uint32_t marks);
    /// Records that another worker wrote to after being removed without knowing it.
    Result<std::vector<ListedRecord>> lateOfOthers(const WorkerId& me);
    Result<std::vector<RecordChangeset>> changesetsOf(const CaseId& caseId, const WorkerId& author);
    Result<std::vector<RecordHome>> homesOf(const CaseId& caseId);
    Result<std::vector<Acknowledged>> acknowledged(const CaseId& caseId);

private:
    sql::Database& m_database;
};

/// What the person put off. `seen` says what it was about then.
class PostponedTable {
public:
    explicit PostponedTable(sql::Database& database) : m_database(database) {}
    Result<void> put(std::string_view subject, ByteView seen);
    Result<std::optional<Bytes>> find(std::string_view subject);
    Result<void> drop(std::string_view subject);

private:
    sql::Database& m_database;
};

/// One line of the read log of this device.
struct ReadingRow {
    CaseId caseId;
    std::string handling;
    Instant at;
    std::string hat;
    bool offline = false;
    friend bool operator==(const ReadingRow&, const ReadingRow&) = default;
};

class ReadingTable {
public:
    explicit ReadingTable(sql::Database& database) : m_database(database) {}
    /// The first line of an hour stays.
    Result<void> put(const ReadingRow& row);
    /// In order of time.
    Result<std::vector<ReadingRow>> all();

private:
    sql::Database& m_database;
};

} // namespace vb::store
