// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/store/record_tables.h"

namespace vb::store {
namespace {

constexpr auto kSelectRecord =
    "SELECT r.record, c.case_id, a.audience, r.type, r.sort_millis, r.summary, r.conflicts, "
    "r.unread, EXISTS (SELECT 1 FROM part p JOIN envelope e ON e.envelope_no = p.envelope_no "
    "  WHERE p.record_no = r.record_no AND e.state = 0) "
    "FROM record r JOIN casus c ON c.case_no = r.case_no "
    "JOIN audience a ON a.audience_no = r.audience_no ";

Result<RecordRow> readRecord(sql::Statement& row) {
    RecordRow found;
    VB_TRY(found.record, row.id<RecordId>(0));
    VB_TRY(found.caseId, row.id<CaseId>(1));
    VB_TRY(found.audience, row.id<AudienceId>(2));
    found.type = {static_cast<std::uint16_t>(row.int64(3))};
    found.sortMillis = row.int64(4);
    found.summary = toBytes(row.blob(5));
    found.conflicts = static_cast<std::uint32_t>(row.int64(6));
    found.unread = row.int64(7) != 0;
    found.unsent = row.int64(8) != 0;
    return found;
}

Result<std::vector<RecordRow>> readRecords(sql::Statement& query) {
    std::vector<RecordRow> rows;
    VB_TRY_VOID(query.each([&rows](sql::Statement& row) -> Result<void> {
        VB_TRY(auto found, readRecord(row));
        rows.push_back(std::move(found));
        return {};
    }));
    return rows;
}

} // namespace

Result<std::optional<std::int64_t>> RecordTable::numberOf(const RecordId& record,
                                                          model::RecordTypeId type,
                                                          std::int64_t audienceNumber) {
    VB_TRY(auto query, m_database.prepare(
                           "SELECT record_no, type, audience_no FROM record WHERE record = :id"));
    query.bind(":id", record);
    VB_TRY(const bool found, query.step());
    if (!found)
        return std::optional<std::int64_t>{};
    if (query.int64(1) != type.value || query.int64(2) != audienceNumber)
        return fail(Code::Conflict, "record " + record.hex() + " lives elsewhere");
    return std::optional<std::int64_t>(query.int64(0));
}

Result<std::int64_t> RecordTable::add(const RecordId& record, model::RecordTypeId type,
                                      std::int64_t audienceNumber) {
    VB_TRY(auto insert,
           m_database.prepare("INSERT INTO record (record, case_no, audience_no, type) "
                              "SELECT :record, case_no, audience_no, :type "
                              "FROM audience WHERE audience_no = :audience"));
    insert.bind(":record", record).bind(":type", type.value).bind(":audience", audienceNumber);
    VB_TRY_VOID(insert.run());
    VB_CHECK(m_database.changes() == 1);
    return m_database.lastInsertRowId();
}

Result<void> RecordTable::addPart(std::int64_t recordNumber, std::int64_t envelopeNumber,
                                  const PartRow& part) {
    VB_TRY(auto insert,
           m_database.prepare("INSERT INTO part (record_no, envelope_no, part, content) "
                              "VALUES (:record, :envelope, :part, :content)"));
    insert.bind(":record", recordNumber).bind(":envelope", envelopeNumber);
    insert.bind(":part", part.index).bind(":content", ByteView(part.content));
    return insert.run();
}

Result<bool> RecordTable::isOfOneStream(const RecordId& record, const StreamId& stream) {
    VB_TRY(auto query, m_database.prepare("SELECT 1 FROM record r "
                                          "JOIN part p ON p.record_no = r.record_no "
                                          "JOIN envelope e ON e.envelope_no = p.envelope_no "
                                          "JOIN stream s ON s.stream_no = e.stream_no "
                                          "WHERE r.record = :record AND (s.stream <> :stream "
                                          "OR e.state = 2) LIMIT 1"));
    query.bind(":record", record).bind(":stream", stream);
    VB_TRY(const bool hasOther, query.step());
    return !hasOther;
}

Result<std::int64_t> RecordTable::project(const RecordId& record, const Projected& made) {
    VB_TRY(auto update,
           // Unread is not a flag but the number of the envelope that made it so: a person who has
           // seen an older state marks only that as read.
           m_database.prepare("UPDATE record SET sort_millis = :sort, summary = :summary, "
                              "conflicts = :conflicts, marks = :marks, "
                              "unread = iif(:unread, (SELECT coalesce(max(p.envelope_no), 1) "
                              "FROM part p WHERE p.record_no = record.record_no), unread) "
                              "WHERE record = :record RETURNING record_no"));
    update.bind(":sort", made.sortMillis).bind(":summary", made.summary);
    update.bind(":conflicts", made.conflicts).bind(":marks", made.marks);
    update.bind(":unread", made.becomesUnread).bind(":record", record);
    VB_TRY(const bool found, update.step());
    if (!found)
        return fail(Code::NotFound, "record " + record.hex());
    return update.int64(0);
}

Result<void> RecordTable::setSearchText(std::int64_t recordNumber, std::string_view text) {
    bool isIndexed = false;
    {
        VB_TRY(auto query, m_database.prepare("SELECT text FROM search WHERE rowid = :number"));
        query.bind(":number", recordNumber);
        VB_TRY(isIndexed, query.step());
        if (isIndexed && query.text(0) == text)
            return {};
    }
    if (isIndexed) {
        VB_TRY(auto drop, m_database.prepare("DELETE FROM search WHERE rowid = :number"));
        VB_TRY_VOID(drop.bind(":number", recordNumber).run());
    }
    if (text.empty())
        return {};
    VB_TRY(auto insert,
           m_database.prepare("INSERT INTO search (rowid, text) VALUES (:number, :text)"));
    insert.bind(":number", recordNumber).bind(":text", text);
    return insert.run();
}

Result<void> RecordTable::markCaseRead(const CaseId& caseId, std::int64_t upTo) {
    VB_TRY(auto update,
           m_database.prepare("UPDATE record SET unread = 0 WHERE unread > 0 AND unread <= :to "
                              "AND case_no = (SELECT case_no FROM casus WHERE case_id = :case)"));
    update.bind(":to", upTo).bind(":case", caseId);
    return update.run();
}

Result<std::int64_t> RecordTable::newestEnvelope() {
    VB_TRY(auto query, m_database.prepare("SELECT coalesce(max(envelope_no), 0) FROM envelope"));
    VB_TRY_VOID(query.step());
    return query.int64(0);
}

Result<std::optional<RecordRow>> RecordTable::find(const RecordId& record) {
    VB_TRY(auto query, m_database.prepare(std::string(kSelectRecord) + "WHERE r.record = :id"));
    query.bind(":id", record);
    VB_TRY(const bool found, query.step());
    if (!found)
        return std::optional<RecordRow>{};
    VB_TRY(auto row, readRecord(query));
    return std::optional<RecordRow>(std::move(row));
}

Result<std::vector<RecordRow>> RecordTable::ofCase(const CaseId& caseId,
                                                   const std::vector<model::RecordTypeId>& types,
                                                   std::size_t limit, std::int64_t beforeMillis) {
    std::string sql = std::string(kSelectRecord) +
                      "WHERE r.case_no = (SELECT case_no FROM casus WHERE case_id = :case) "
                      "AND r.sort_millis <= :before ";
    if (!types.empty()) {
        // Numbers of ours, so the text stays one of few and caches well.
        sql += "AND r.type IN (";
        for (std::size_t i = 0; i < types.size(); ++i)
            sql += (i == 0 ? "" : ",") + std::to_string(types[i].value);
        sql += ") ";
    }
    sql += "ORDER BY r.sort_millis DESC, r.record LIMIT :limit";
    VB_TRY(auto query, m_database.prepare(sql));
    query.bind(":case", caseId).bind(":before", beforeMillis).bind(":limit", limit);
    return readRecords(query);
}

Result<std::vector<RecordRow>> RecordTable::ofType(model::RecordTypeId type) {
    VB_TRY(auto query, m_database.prepare(std::string(kSelectRecord) +
                                          "WHERE r.type = :type ORDER BY r.case_no, r.record"));
    query.bind(":type", type.value);
    return readRecords(query);
}

Result<std::vector<RecordRow>> RecordTable::conflicted() {
    VB_TRY(auto query,
           m_database.prepare(std::string(kSelectRecord) +
                              "WHERE r.conflicts > 0 ORDER BY r.sort_millis, r.record"));
    return readRecords(query);
}

Result<void> RecordTable::setRoot(const RecordId& record, const RecordId& root) {
    VB_TRY(auto update,
           m_database.prepare("UPDATE record SET root = :root, kin_due = 1 WHERE record = :id"));
    return update.bind(":root", root).bind(":id", record).run();
}

Result<std::vector<RecordRow>> RecordTable::kin(const RecordId& root) {
    VB_TRY(auto query, m_database.prepare(std::string(kSelectRecord) +
                                          "WHERE r.root = :root OR r.record = :root "
                                          "ORDER BY r.record"));
    query.bind(":root", root);
    return readRecords(query);
}

Result<std::vector<RecordId>> RecordTable::dueRoots() {
    VB_TRY(auto query, m_database.prepare("SELECT DISTINCT root FROM record WHERE kin_due > 0 "
                                          "ORDER BY root"));
    std::vector<RecordId> roots;
    VB_TRY_VOID(query.each([&roots](sql::Statement& row) -> Result<void> {
        VB_TRY(const auto root, row.id<RecordId>(0));
        roots.push_back(root);
        return {};
    }));
    return roots;
}

Result<void> RecordTable::settleKin(const RecordId& root) {
    VB_TRY(auto update, m_database.prepare("UPDATE record SET kin_due = 0 WHERE root = :root"));
    return update.bind(":root", root).run();
}

Result<std::vector<RecordKey>> RecordTable::inAudience(const AudienceId& audience) {
    VB_TRY(auto query,
           m_database.prepare("SELECT r.type, r.record FROM record r JOIN audience a ON "
                              "a.audience_no = r.audience_no WHERE a.audience = :id "
                              "ORDER BY r.type, r.record"));
    query.bind(":id", audience);
    std::vector<RecordKey> records;
    VB_TRY_VOID(query.each([&records](sql::Statement& row) -> Result<void> {
        RecordKey found;
        found.type = {static_cast<std::uint16_t>(row.int64(0))};
        VB_TRY(found.record, row.id<RecordId>(1));
        records.push_back(found);
        return {};
    }));
    return records;
}

Result<std::uint64_t> RecordTable::count() {
    VB_TRY(auto query, m_database.prepare("SELECT count(*) FROM record"));
    VB_TRY_VOID(query.step());
    return static_cast<std::uint64_t>(query.int64(0));
}

Result<std::uint64_t> RecordTable::conflictCount() {
    VB_TRY(auto query, m_database.prepare(
                           "SELECT coalesce(sum(conflicts), 0) FROM record WHERE conflicts > 0"));
    VB_TRY_VOID(query.step());
    return static_cast<std::uint64_t>(query.int64(0));
}

Result<std::vector<SearchHit>> RecordTable::search(std::string_view query, std::size_t limit) {
    VB_TRY(auto find,
           m_database.prepare("SELECT r.record, c.case_id, r.type, r.sort_millis, r.summary FROM "
                              "(SELECT rowid AS number FROM search WHERE search MATCH :query "
                              " ORDER BY rowid DESC LIMIT :most) AS found "
                              "JOIN record r ON r.record_no = found.number "
                              "JOIN casus c ON c.case_no = r.case_no "
                              "ORDER BY r.sort_millis DESC, r.record LIMIT :limit"));
    find.bind(":query", query).bind(":most", kMostRanked).bind(":limit", limit);
    std::vector<SearchHit> hits;
    VB_TRY_VOID(find.each([&hits](sql::Statement& row) -> Result<void> {
        SearchHit hit;
        VB_TRY(hit.record, row.id<RecordId>(0));
        VB_TRY(hit.caseId, row.id<CaseId>(1));
        hit.type = {static_cast<std::uint16_t>(row.int64(2))};
        hit.sortMillis = row.int64(3);
        hit.summary = toBytes(row.blob(4));
        hits.push_back(std::move(hit));
        return {};
    }));
    return hits;
}

} // namespace vb::store
