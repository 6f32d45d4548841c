// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/store/lost_table.h"

namespace vb::store {
namespace {

// Generations are below 2^12 and positions below 2^48, so that two losses never share a place.
constexpr unsigned kGenerationShift = 48;

} // namespace

Result<void> LostTable::lose(std::uint64_t restoredTo, std::uint64_t generation) {
    const std::uint64_t shift = kLostFrom + (generation << kGenerationShift);
    for (const char* sql : {"UPDATE statement SET position = position + :shift "
                            "WHERE position >= :from AND position < :lost",
                            "UPDATE envelope SET position = position + :shift "
                            "WHERE position >= :from AND position < :lost",
                            "UPDATE left_statement SET position = position + :shift "
                            "WHERE position >= :from AND position < :lost",
                            "UPDATE left_work SET position = position + :shift "
                            "WHERE position >= :from AND position < :lost"}) {
        VB_TRY(auto lose, m_database.prepare(sql));
        lose.bind(":shift", shift).bind(":from", restoredTo).bind(":lost", kLostFrom);
        VB_TRY_VOID(lose.run());
    }
    VB_TRY(auto back, m_database.prepare("UPDATE audience SET "
                                         "cursor_recent = min(cursor_recent, :from), "
                                         "cursor_bulk = min(cursor_bulk, :from)"));
    return back.bind(":from", restoredTo).run();
}

Result<std::vector<LostStatement>> LostTable::statements(std::uint64_t after, std::size_t limit) {
    VB_TRY(auto query,
           m_database.prepare("SELECT id, signed, leaf, position FROM statement "
                              "WHERE position >= 4611686018427387904 AND position > :after "
                              "UNION SELECT id, signed, leaf, position FROM left_statement "
                              "WHERE position >= 4611686018427387904 AND position > :after "
                              "ORDER BY 4 LIMIT :limit"));
    query.bind(":after", after).bind(":limit", limit);
    std::vector<LostStatement> rows;
    VB_TRY_VOID(query.each([&rows](sql::Statement& row) -> Result<void> {
        LostStatement found;
        VB_TRY(found.id, row.id<StatementId>(0));
        found.signedStatement = toBytes(row.blob(1));
        found.leaf = toBytes(row.blob(2));
        found.position = static_cast<std::uint64_t>(row.int64(3));
        rows.push_back(std::move(found));
        return {};
    }));
    return rows;
}

Result<std::vector<LostEnvelope>> LostTable::envelopes(std::uint64_t after, std::size_t limit,
                                                       std::size_t bytes) {
    // State 1 is Accepted, 3 Stub: of what stays sealed here the content may be missing, and a stub
    // from before stubs were signed proves nothing.
    VB_TRY(auto query,
           m_database.prepare(
               "SELECT e.id, s.stream, a.audience, s.device, s.incarnation, s.counter, s.head, "
               "e.counter, e.sealed, e.leaf, e.position, coalesce("
               "(SELECT h.signed_head FROM run_head h WHERE h.stream_no = e.stream_no "
               " AND h.counter >= e.counter ORDER BY h.counter LIMIT 1), s.signed_head), "
               "e.state = 3 "
               "FROM envelope e JOIN stream s ON s.stream_no = e.stream_no "
               "JOIN audience a ON a.audience_no = e.audience_no "
               "WHERE e.position >= :lost AND e.position > :after "
               "AND (e.state = 1 OR e.state = 3 AND e.sealed <> x'') "
               "UNION ALL SELECT id, stream, audience, device, incarnation, counter, id, counter, "
               "sealed, leaf, position, NULL, refusal <> 0 FROM left_work "
               "WHERE position >= :lost AND position > :after AND sealed <> x'' "
               "ORDER BY 11 LIMIT :limit"));
    query.bind(":lost", kLostFrom).bind(":after", after).bind(":limit", limit);
    std::vector<LostEnvelope> rows;
    std::size_t weight = 0;
    while (weight < bytes) {
        VB_TRY(const bool found, query.step());
        if (!found)
            break;
        LostEnvelope row;
        VB_TRY(row.id, query.id<ChangesetId>(0));
        VB_TRY(row.stream.stream, query.id<StreamId>(1));
        VB_TRY(row.stream.audience, query.id<AudienceId>(2));
        VB_TRY(row.stream.device, query.id<DeviceId>(3));
        VB_TRY(row.stream.incarnation, query.id<IncarnationId>(4));
        row.stream.counter = static_cast<std::uint64_t>(query.int64(5));
        VB_TRY(row.stream.head, query.id<ChangesetId>(6));
        row.counter = static_cast<std::uint64_t>(query.int64(7));
        row.sealed = toBytes(query.blob(8));
        row.leaf = toBytes(query.blob(9));
        row.position = static_cast<std::uint64_t>(query.int64(10));
        if (const auto head = query.optionalBlob(11))
            row.runHead = toBytes(*head);
        row.isStub = query.int64(12) != 0;
        weight += row.sealed.size();
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<bool> LostTable::hasOwn(const CaseId& caseId, const DeviceId& own) {
    VB_TRY(auto query, m_database.prepare("SELECT 1 FROM envelope e "
                                          "JOIN stream s ON s.stream_no = e.stream_no "
                                          "JOIN audience a ON a.audience_no = e.audience_no "
                                          "JOIN casus c ON c.case_no = a.case_no "
                                          "WHERE e.position >= :lost AND e.state = 1 "
                                          "AND s.device = :own "
                                          "AND c.case_id = :case LIMIT 1"));
    query.bind(":lost", kLostFrom).bind(":own", own).bind(":case", caseId);
    return query.step();
}

Result<void> LostTable::keepLeaving(const CaseId& caseId, const DeviceId& own,
                                    std::uint64_t secured) {
    // States 2 and 3 are Refused and Stub: the number was given up. What was refused is not needed
    // beside the stub that stands for it.
    VB_TRY(auto keep,
           m_database.prepare(
               "INSERT OR REPLACE INTO left_work "
               "SELECT e.id, e.position, s.stream, c.case_id, a.audience, s.device, s.incarnation, "
               "e.counter, iif(e.state = 1, 0, e.refusal), iif(e.state = 2, x'', e.sealed), e.leaf "
               "FROM envelope e JOIN stream s ON s.stream_no = e.stream_no "
               "JOIN audience a ON a.audience_no = e.audience_no "
               "JOIN casus c ON c.case_no = a.case_no "
               "WHERE c.case_id = :case AND s.device = :own "
               "AND (e.position >= :secured OR e.position IS NULL) "
               "AND (e.state = 1 OR e.refusal <> 0 AND (e.state = 3 OR e.state = 2 AND NOT EXISTS "
               "(SELECT 1 FROM envelope o WHERE o.stream_no = e.stream_no "
               "AND o.counter = e.counter AND o.state = 3)))"));
    VB_TRY_VOID(keep.bind(":case", caseId).bind(":own", own).bind(":secured", secured).run());
    VB_TRY(auto statements, m_database.prepare("INSERT OR REPLACE INTO left_statement "
                                               "SELECT id, signed, leaf, position FROM statement "
                                               "WHERE chain = :case AND position >= :secured"));
    return statements.bind(":case", caseId).bind(":secured", secured).run();
}

Result<void> LostTable::keep(const LostStatement& statement) {
    VB_TRY(auto keep, m_database.prepare("INSERT OR REPLACE INTO left_statement "
                                         "VALUES (:id, :signed, :leaf, :position)"));
    keep.bind(":id", statement.id).bind(":signed", statement.signedStatement);
    return keep.bind(":leaf", statement.leaf).bind(":position", statement.position).run();
}

Result<void> LostTable::keep(const LeftWork& work) {
    VB_TRY(auto keep,
           m_database.prepare("INSERT OR REPLACE INTO left_work VALUES (:id, :position, :stream, "
                              ":case, :audience, :device, :incarnation, :counter, :refusal, "
                              ":sealed, :leaf)"));
    keep.bind(":id", work.id).bind(":position", work.position).bind(":stream", work.stream.stream);
    keep.bind(":case", work.caseId).bind(":audience", work.stream.audience);
    keep.bind(":device", work.stream.device).bind(":incarnation", work.stream.incarnation);
    keep.bind(":counter", work.counter).bind(":sealed", work.sealed).bind(":leaf", work.leaf);
    return keep.bind(":refusal", work.refusal).run();
}

Result<void> LostTable::cameBack(const StatementId& id) {
    VB_TRY(auto forget, m_database.prepare("DELETE FROM left_statement WHERE id = :id"));
    return forget.bind(":id", id).run();
}

Result<void> LostTable::cameBack(const ChangesetId& id) {
    VB_TRY(auto forget, m_database.prepare("DELETE FROM left_work WHERE id = :id"));
    return forget.bind(":id", id).run();
}

Result<std::optional<StreamId>> LostTable::leftStreamOf(const ChangesetId& id) {
    VB_TRY(auto query, m_database.prepare("SELECT stream FROM left_work WHERE id = :id"));
    query.bind(":id", id);
    VB_TRY(const bool found, query.step());
    if (!found)
        return std::optional<StreamId>{};
    VB_TRY(const auto stream, query.id<StreamId>(0));
    return std::optional<StreamId>(stream);
}

Result<std::optional<LeftStub>> LostTable::leftStub(const StreamId& stream, std::uint64_t counter) {
    VB_TRY(auto query,
           m_database.prepare(
               "SELECT id, case_id, audience, incarnation, refusal, sealed FROM left_work "
               "WHERE stream = :stream AND counter = :counter AND refusal <> 0"));
    query.bind(":stream", stream).bind(":counter", counter);
    VB_TRY(const bool found, query.step());
    if (!found)
        return std::optional<LeftStub>{};
    LeftStub stub;
    VB_TRY(stub.id, query.id<ChangesetId>(0));
    VB_TRY(stub.caseId, query.id<CaseId>(1));
    VB_TRY(stub.audience, query.id<AudienceId>(2));
    VB_TRY(stub.incarnation, query.id<IncarnationId>(3));
    stub.refusal = static_cast<std::uint32_t>(query.int64(4));
    stub.sealed = toBytes(query.blob(5));
    return std::optional<LeftStub>(stub);
}

Result<void> LostTable::letGoBelow(std::uint64_t secured) {
    for (const char* sql : {"DELETE FROM left_work WHERE position < :secured",
                            "DELETE FROM left_statement WHERE position < :secured"}) {
        VB_TRY(auto forget, m_database.prepare(sql));
        VB_TRY_VOID(forget.bind(":secured", secured).run());
    }
    return {};
}

Result<void> LostTable::place(const StatementId& id, std::uint64_t position) {
    for (const char* sql : {"UPDATE statement SET position = :position "
                            "WHERE id = :id AND position >= :lost",
                            "UPDATE left_statement SET position = :position "
                            "WHERE id = :id AND position >= :lost"}) {
        VB_TRY(auto update, m_database.prepare(sql));
        update.bind(":position", position).bind(":id", id).bind(":lost", kLostFrom);
        VB_TRY_VOID(update.run());
    }
    return {};
}

Result<void> LostTable::place(const ChangesetId& id, std::uint64_t position, Instant hubTime,
                              ByteView leaf) {
    VB_TRY(auto update, m_database.prepare("UPDATE envelope SET position = :position, "
                                           "hub_time = :hub_time, leaf = :leaf "
                                           "WHERE id = :id AND position >= :lost"));
    update.bind(":position", position).bind(":hub_time", hubTime.millis).bind(":leaf", leaf);
    VB_TRY_VOID(update.bind(":id", id).bind(":lost", kLostFrom).run());
    // Kept on: the hub may go back once more.
    VB_TRY(auto left, m_database.prepare("UPDATE left_work SET position = :position, leaf = :leaf "
                                         "WHERE id = :id AND (position >= :lost "
                                         "OR position IS NULL)"));
    left.bind(":position", position).bind(":leaf", leaf);
    return left.bind(":id", id).bind(":lost", kLostFrom).run();
}

Result<void> LostTable::judge(const ChangesetId& id, model::RoleSet roles, model::Standing standing,
                              bool late) {
    VB_TRY(auto update, m_database.prepare("UPDATE envelope SET roles = :roles, "
                                           "standing = :standing, late = :late WHERE id = :id"));
    update.bind(":roles", roles.bits()).bind(":standing", standing).bind(":late", late);
    return update.bind(":id", id).run();
}

Result<void> LostTable::putRunHead(const StreamId& stream, std::uint64_t counter,
                                   ByteView signedHead) {
    VB_TRY(auto put, m_database.prepare("INSERT OR IGNORE INTO run_head "
                                        "SELECT stream_no, :counter, :head FROM stream "
                                        "WHERE stream = :stream"));
    return put.bind(":counter", counter).bind(":head", signedHead).bind(":stream", stream).run();
}

} // namespace vb::store
