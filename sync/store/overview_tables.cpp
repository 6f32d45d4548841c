// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/store/overview_tables.h"

namespace vb::store {
namespace {

constexpr std::int64_t kMillisPerHour = 3'600'000;

constexpr std::string_view kSelectListed =
    "SELECT r.record, c.case_id, r.type, r.sort_millis, r.summary FROM record r "
    "JOIN casus c ON c.case_no = r.case_no ";
constexpr std::string_view kInCase =
    "r.case_no = (SELECT case_no FROM casus WHERE case_id = :case)";

Result<std::vector<ListedRecord>> readListed(sql::Statement& query) {
    std::vector<ListedRecord> rows;
    VB_TRY_VOID(query.each([&rows](sql::Statement& row) -> Result<void> {
        ListedRecord found;
        VB_TRY(found.record, row.id<RecordId>(0));
        VB_TRY(found.caseId, row.id<CaseId>(1));
        found.type = {static_cast<std::uint16_t>(row.int64(2))};
        found.sortMillis = row.int64(3);
        found.summary = toBytes(row.blob(4));
        rows.push_back(std::move(found));
        return {};
    }));
    return rows;
}

std::string listedWhere(std::string_view condition, bool isOneCase) {
    std::string sql(kSelectListed);
    sql += "WHERE ";
    sql += condition;
    if (isOneCase) {
        sql += " AND ";
        sql += kInCase;
    }
    return sql;
}

} // namespace

Result<std::vector<ListedRecord>> OverviewTable::ofType(model::RecordTypeId type,
                                                        const std::optional<CaseId>& caseId) {
    VB_TRY(auto query, m_database.prepare(listedWhere("r.type = :type", caseId.has_value())));
    query.bind(":type", type.value);
    if (caseId)
        query.bind(":case", *caseId);
    return readListed(query);
}

Result<std::vector<ListedRecord>> OverviewTable::newestOf(model::RecordTypeId type,
                                                          const std::optional<CaseId>& caseId) {
    VB_TRY(auto query,
           m_database.prepare(listedWhere(
               "r.record_no = (SELECT n.record_no FROM record n WHERE n.case_no = c.case_no "
               "AND n.type = :type ORDER BY n.sort_millis DESC LIMIT 1)",
               caseId.has_value())));
    query.bind(":type", type.value);
    if (caseId)
        query.bind(":case", *caseId);
    return readListed(query);
}

Result<std::vector<ListedRecord>> OverviewTable::unread(const std::optional<CaseId>& caseId) {
    VB_TRY(auto query, m_database.prepare(listedWhere("r.unread > 0", caseId.has_value())));
    if (caseId)
        query.bind(":case", *caseId);
    return readListed(query);
}

Result<std::vector<ListedRecord>> OverviewTable::unsent(const std::optional<CaseId>& caseId) {
    // The few unsent envelopes come first; the plus keeps the case's index out of it.
    std::string sql(kSelectListed);
    sql += "WHERE r.record_no IN (SELECT p.record_no FROM envelope e INDEXED BY envelope_unsent "
           "CROSS JOIN part p ON p.envelope_no = e.envelope_no WHERE e.state = 0 AND e.kind = 1)";
    if (caseId)
        sql += " AND +r.case_no = (SELECT case_no FROM casus WHERE case_id = :case)";
    VB_TRY(auto query, m_database.prepare(sql));
    if (caseId)
        query.bind(":case", *caseId);
    return readListed(query);
}

Result<std::vector<ListedRecord>> OverviewTable::marked(model::RecordTypeId type,
                                                        std::uint32_t marks) {
    VB_TRY(auto query, m_database.prepare(listedWhere(
                           "r.type = :type AND r.marks > 0 AND (r.marks & :marks) != 0", false)));
    query.bind(":type", type.value).bind(":marks", marks);
    return readListed(query);
}

Result<std::vector<ListedRecord>> OverviewTable::lateOfOthers(const WorkerId& me) {
    VB_TRY(auto query,
           m_database.prepare(listedWhere(
               "r.record_no IN (SELECT p.record_no FROM envelope e INDEXED BY envelope_late "
               "CROSS JOIN part p ON p.envelope_no = e.envelope_no "
               "WHERE e.late > 0 AND e.author != :me)",
               false)));
    query.bind(":me", me);
    return readListed(query);
}

Result<std::vector<RecordChangeset>> OverviewTable::changesetsOf(const CaseId& caseId,
                                                                 const WorkerId& author) {
    VB_TRY(auto query,
           m_database.prepare("SELECT r.record, a.audience, e.state, e.refusal, e.late, "
                              "e.standing, e.stream_no, e.counter FROM record r "
                              "JOIN part p ON p.record_no = r.record_no "
                              "JOIN envelope e ON e.envelope_no = p.envelope_no "
                              "JOIN audience a ON a.audience_no = r.audience_no "
                              "WHERE r.case_no = (SELECT case_no FROM casus WHERE case_id = :case) "
                              "AND e.author = :author ORDER BY e.envelope_no"));
    query.bind(":case", caseId).bind(":author", author);
    std::vector<RecordChangeset> rows;
    VB_TRY_VOID(query.each([&rows](sql::Statement& row) -> Result<void> {
        RecordChangeset found;
        VB_TRY(found.record, row.id<RecordId>(0));
        VB_TRY(found.audience, row.id<AudienceId>(1));
        found.state = static_cast<EnvelopeState>(row.int64(2));
        found.refusal = static_cast<std::uint32_t>(row.int64(3));
        found.late = row.int64(4) != 0;
        found.standing = static_cast<model::Standing>(row.int64(5));
        found.stream = row.int64(6);
        found.counter = static_cast<std::uint64_t>(row.int64(7));
        rows.push_back(found);
        return {};
    }));
    return rows;
}

Result<std::vector<RecordHome>> OverviewTable::homesOf(const CaseId& caseId) {
    VB_TRY(auto query, m_database.prepare(
                           "SELECT r.record, a.audience FROM record r "
                           "JOIN audience a ON a.audience_no = r.audience_no "
                           "WHERE r.case_no = (SELECT case_no FROM casus WHERE case_id = :case)"));
    query.bind(":case", caseId);
    std::vector<RecordHome> rows;
    VB_TRY_VOID(query.each([&rows](sql::Statement& row) -> Result<void> {
        RecordHome found;
        VB_TRY(found.record, row.id<RecordId>(0));
        VB_TRY(found.audience, row.id<AudienceId>(1));
        rows.push_back(found);
        return {};
    }));
    return rows;
}

Result<std::vector<Acknowledged>> OverviewTable::acknowledged(const CaseId& caseId) {
    VB_TRY(auto query,
           m_database.prepare("SELECT k.device, k.stream_no, k.counter, k.displayed "
                              "FROM casus c JOIN audience a ON a.case_no = c.case_no "
                              "JOIN stream s ON s.audience_no = a.audience_no "
                              "JOIN acknowledged k ON k.stream_no = s.stream_no "
                              "WHERE c.case_id = :case ORDER BY k.stream_no, k.device"));
    query.bind(":case", caseId);
    std::vector<Acknowledged> rows;
    VB_TRY_VOID(query.each([&rows](sql::Statement& row) -> Result<void> {
        Acknowledged found;
        VB_TRY(found.device, row.id<DeviceId>(0));
        found.stream = row.int64(1);
        found.counter = static_cast<std::uint64_t>(row.int64(2));
        found.displayed = static_cast<std::uint64_t>(row.int64(3));
        rows.push_back(found);
        return {};
    }));
    return rows;
}

// ---- PostponedTable

Result<void> PostponedTable::put(std::string_view subject, ByteView seen) {
    VB_TRY(auto put,
           m_database.prepare("INSERT INTO postponed (subject, seen) VALUES (:subject, :seen) "
                              "ON CONFLICT (subject) DO UPDATE SET seen = excluded.seen"));
    put.bind(":subject", subject).bind(":seen", seen);
    return put.run();
}

Result<std::optional<Bytes>> PostponedTable::find(std::string_view subject) {
    VB_TRY(auto query, m_database.prepare("SELECT seen FROM postponed WHERE subject = :subject"));
    query.bind(":subject", subject);
    VB_TRY(const bool found, query.step());
    if (!found)
        return std::optional<Bytes>{};
    return std::optional<Bytes>(toBytes(query.blob(0)));
}

Result<void> PostponedTable::drop(std::string_view subject) {
    VB_TRY(auto drop, m_database.prepare("DELETE FROM postponed WHERE subject = :subject"));
    drop.bind(":subject", subject);
    return drop.run();
}

// ---- ReadingTable

Result<void> ReadingTable::put(const ReadingRow& row) {
    VB_TRY(auto insert,
           m_database.prepare("INSERT INTO reading (case_id, handling, hour, at, hat, offline) "
                              "VALUES (:case, :handling, :hour, :at, :hat, :offline) "
                              "ON CONFLICT DO NOTHING"));
    insert.bind(":case", row.caseId).bind(":handling", std::string_view(row.handling));
    insert.bind(":hour", row.at.millis / kMillisPerHour).bind(":at", row.at.millis);
    insert.bind(":hat", std::string_view(row.hat)).bind(":offline", row.offline);
    return insert.run();
}

Result<std::vector<ReadingRow>> ReadingTable::all() {
    VB_TRY(auto query, m_database.prepare("SELECT case_id, handling, at, hat, offline FROM reading "
                                          "ORDER BY at, case_id, handling"));
    std::vector<ReadingRow> rows;
    VB_TRY_VOID(query.each([&rows](sql::Statement& row) -> Result<void> {
        ReadingRow found;
        VB_TRY(found.caseId, row.id<CaseId>(0));
        found.handling = std::string(row.text(1));
        found.at = {row.int64(2)};
        found.hat = std::string(row.text(3));
        found.offline = row.int64(4) != 0;
        rows.push_back(std::move(found));
        return {};
    }));
    return rows;
}

} // namespace vb::store
