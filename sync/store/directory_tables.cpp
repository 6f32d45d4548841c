// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/store/directory_tables.h"

namespace vb::store {

// ---- MetaTable

Result<std::optional<Bytes>> MetaTable::get(std::string_view key) {
    VB_TRY(auto query, m_database.prepare("SELECT value FROM meta WHERE key = :key"));
    query.bind(":key", key);
    VB_TRY(const bool found, query.step());
    if (!found)
        return std::optional<Bytes>{};
    return std::optional<Bytes>(toBytes(query.blob(0)));
}

Result<void> MetaTable::put(std::string_view key, ByteView value) {
    VB_TRY(auto put, m_database.prepare("INSERT INTO meta (key, value) VALUES (:key, :value) "
                                        "ON CONFLICT (key) DO UPDATE SET value = excluded.value"));
    put.bind(":key", key).bind(":value", value);
    return put.run();
}

Result<std::optional<std::int64_t>> MetaTable::number(std::string_view key) {
    VB_TRY(const auto bytes, get(key));
    if (!bytes)
        return std::optional<std::int64_t>{};
    if (bytes->size() != 8)
        return fail(Code::Corrupt, "stored number " + std::string(key));
    std::uint64_t value = 0;
    for (const std::uint8_t byte : *bytes)
        value = value << 8 | byte;
    return std::optional<std::int64_t>(static_cast<std::int64_t>(value));
}

Result<void> MetaTable::putNumber(std::string_view key, std::int64_t value) {
    Bytes bytes;
    appendU64(bytes, static_cast<std::uint64_t>(value));
    return put(key, bytes);
}

// ---- StatementTable

Result<void> StatementTable::put(const CaseId& chain, const StatementRow& row) {
    {
        VB_TRY(auto query, m_database.prepare("SELECT id FROM statement WHERE chain = :chain AND "
                                              "number = :number"));
        query.bind(":chain", chain).bind(":number", row.number);
        VB_TRY(const bool found, query.step());
        if (found) {
            VB_TRY(const auto id, query.id<StatementId>(0));
            if (id != row.id)
                return fail(Code::Conflict, "two statements under one number");
            return {};
        }
    }
    VB_TRY(auto insert,
           m_database.prepare("INSERT INTO statement (chain, number, id, signed, leaf, position) "
                              "VALUES (:chain, :number, :id, :signed, :leaf, :position)"));
    insert.bind(":chain", chain).bind(":number", row.number).bind(":id", row.id);
    insert.bind(":signed", ByteView(row.signedStatement)).bind(":leaf", ByteView(row.leaf));
    insert.bind(":position", row.position);
    return insert.run();
}

Result<void> StatementTable::each(const CaseId& chain, std::uint64_t from,
                                  const std::function<Result<void>(const StatementRow&)>& visit) {
    VB_TRY(auto query,
           m_database.prepare("SELECT number, id, signed, leaf, position FROM statement "
                              "WHERE chain = :chain AND number >= :from ORDER BY number"));
    query.bind(":chain", chain).bind(":from", from);
    return query.each([&visit](sql::Statement& row) -> Result<void> {
        StatementRow found;
        found.number = static_cast<std::uint64_t>(row.int64(0));
        VB_TRY(found.id, row.id<StatementId>(1));
        found.signedStatement = toBytes(row.blob(2));
        found.leaf = toBytes(row.blob(3));
        found.position = static_cast<std::uint64_t>(row.int64(4));
        return visit(found);
    });
}

Result<std::vector<CaseId>> StatementTable::chains() {
    VB_TRY(auto query, m_database.prepare("SELECT DISTINCT chain FROM statement ORDER BY chain"));
    std::vector<CaseId> chains;
    VB_TRY_VOID(query.each([&chains](sql::Statement& row) -> Result<void> {
        VB_TRY(const auto id, row.id<CaseId>(0));
        chains.push_back(id);
        return {};
    }));
    return chains;
}

Result<bool> StatementTable::holds(const StatementId& id) {
    VB_TRY(auto query, m_database.prepare("SELECT 1 FROM statement WHERE id = :id"));
    query.bind(":id", id);
    return query.step();
}

// ---- EpochBoxTable

Result<void> EpochBoxTable::put(const EpochBoxRow& row) {
    VB_TRY(auto insert,
           m_database.prepare("INSERT INTO epoch_box (epoch, audience, case_id, box) VALUES "
                              "(:epoch, :audience, :case, :box) ON CONFLICT DO NOTHING"));
    insert.bind(":epoch", row.epoch).bind(":audience", row.audience).bind(":case", row.caseId);
    insert.bind(":box", ByteView(row.box));
    return insert.run();
}

Result<std::optional<EpochBoxRow>> EpochBoxTable::find(const EpochId& epoch) {
    VB_TRY(auto query,
           m_database.prepare("SELECT audience, case_id, box FROM epoch_box WHERE epoch = :id"));
    query.bind(":id", epoch);
    VB_TRY(const bool found, query.step());
    if (!found)
        return std::optional<EpochBoxRow>{};
    EpochBoxRow row;
    row.epoch = epoch;
    VB_TRY(row.audience, query.id<AudienceId>(0));
    VB_TRY(row.caseId, query.id<CaseId>(1));
    row.box = toBytes(query.blob(2));
    return std::optional<EpochBoxRow>(std::move(row));
}

// ---- AudienceTable

Result<std::int64_t> AudienceTable::caseNumber(const CaseId& caseId) {
    {
        VB_TRY(auto query, m_database.prepare("SELECT case_no FROM casus WHERE case_id = :id"));
        query.bind(":id", caseId);
        VB_TRY(const bool found, query.step());
        if (found)
            return query.int64(0);
    }
    VB_TRY(auto insert, m_database.prepare("INSERT INTO casus (case_id) VALUES (:id)"));
    insert.bind(":id", caseId);
    VB_TRY_VOID(insert.run());
    return m_database.lastInsertRowId();
}

Result<std::int64_t> AudienceTable::audienceNumber(const CaseId& caseId,
                                                   const AudienceId& audience) {
    {
        VB_TRY(auto query,
               m_database.prepare("SELECT audience_no FROM audience WHERE audience = :id"));
        query.bind(":id", audience);
        VB_TRY(const bool found, query.step());
        if (found)
            return query.int64(0);
    }
    VB_TRY(const auto caseNo, caseNumber(caseId));
    VB_TRY(auto insert,
           m_database.prepare("INSERT INTO audience (audience, case_no) VALUES (:id, :case)"));
    insert.bind(":id", audience).bind(":case", caseNo);
    VB_TRY_VOID(insert.run());
    return m_database.lastInsertRowId();
}

namespace {

constexpr auto kSelectAudience =
    "SELECT a.audience, c.case_id, a.cursor_recent, a.cursor_bulk FROM audience a "
    "JOIN casus c ON c.case_no = a.case_no ";

Result<AudienceRow> readAudience(sql::Statement& row) {
    AudienceRow found;
    VB_TRY(found.audience, row.id<AudienceId>(0));
    VB_TRY(found.caseId, row.id<CaseId>(1));
    found.cursorRecent = static_cast<std::uint64_t>(row.int64(2));
    found.cursorBulk = static_cast<std::uint64_t>(row.int64(3));
    return found;
}

Result<std::vector<AudienceRow>> readAudiences(sql::Statement& query) {
    std::vector<AudienceRow> rows;
    VB_TRY_VOID(query.each([&rows](sql::Statement& row) -> Result<void> {
        VB_TRY(auto found, readAudience(row));
        rows.push_back(found);
        return {};
    }));
    return rows;
}

// The counts come from partial indexes, so a list of cases does not read every record.
constexpr auto kSelectCase =
    "SELECT c.case_id, c.opened_at,"
    " (SELECT count(*) FROM record r WHERE r.case_no = c.case_no AND r.unread > 0),"
    " (SELECT count(*) FROM envelope e JOIN audience a ON a.audience_no = e.audience_no"
    "   WHERE e.state = 0 AND e.kind = 1 AND a.case_no = c.case_no),"
    " (SELECT count(*) FROM record r WHERE r.conflicts > 0 AND r.case_no = c.case_no) "
    "FROM casus c ";

Result<CaseRow> readCase(sql::Statement& row) {
    CaseRow found;
    VB_TRY(found.caseId, row.id<CaseId>(0));
    if (const auto opened = row.optionalInt64(1))
        found.openedAt = Instant{*opened};
    found.unread = static_cast<std::uint64_t>(row.int64(2));
    found.unsent = static_cast<std::uint64_t>(row.int64(3));
    found.conflicts = static_cast<std::uint64_t>(row.int64(4));
    return found;
}

} // namespace

Result<std::optional<AudienceRow>> AudienceTable::find(const AudienceId& audience) {
    VB_TRY(auto query, m_database.prepare(std::string(kSelectAudience) + "WHERE a.audience = :id"));
    query.bind(":id", audience);
    VB_TRY(const bool found, query.step());
    if (!found)
        return std::optional<AudienceRow>{};
    VB_TRY(auto row, readAudience(query));
    return std::optional<AudienceRow>(row);
}

Result<std::vector<AudienceRow>> AudienceTable::ofCase(const CaseId& caseId) {
    VB_TRY(auto query, m_database.prepare(std::string(kSelectAudience) +
                                          "WHERE c.case_id = :case ORDER BY a.audience"));
    query.bind(":case", caseId);
    return readAudiences(query);
}

Result<std::vector<AudienceRow>> AudienceTable::all() {
    VB_TRY(auto query, m_database.prepare(std::string(kSelectAudience) + "ORDER BY a.audience"));
    return readAudiences(query);
}

Result<void> AudienceTable::advance(const AudienceId& audience, bool bulk, std::uint64_t cursor) {
    VB_TRY(auto update,
           m_database.prepare(bulk ? "UPDATE audience SET cursor_bulk = max(cursor_bulk, :to) "
                                     "WHERE audience = :id"
                                   : "UPDATE audience SET cursor_recent = max(cursor_recent, :to) "
                                     "WHERE audience = :id"));
    update.bind(":to", cursor).bind(":id", audience);
    return update.run();
}

Result<void> AudienceTable::reset(const AudienceId& audience) {
    VB_TRY(auto update, m_database.prepare("UPDATE audience SET cursor_recent = 0, cursor_bulk = 0 "
                                           "WHERE audience = :id"));
    update.bind(":id", audience);
    return update.run();
}

Result<void> AudienceTable::setOpened(const CaseId& caseId, Instant at) {
    VB_TRY(auto update, m_database.prepare("UPDATE casus SET opened_at = :at WHERE case_id = :id"));
    update.bind(":at", at.millis).bind(":id", caseId);
    return update.run();
}

Result<std::vector<CaseRow>> AudienceTable::cases() {
    VB_TRY(auto query, m_database.prepare(std::string(kSelectCase) + "ORDER BY c.case_id"));
    std::vector<CaseRow> rows;
    VB_TRY_VOID(query.each([&rows](sql::Statement& row) -> Result<void> {
        VB_TRY(auto found, readCase(row));
        rows.push_back(found);
        return {};
    }));
    return rows;
}

Result<std::optional<CaseRow>> AudienceTable::findCase(const CaseId& caseId) {
    VB_TRY(auto query, m_database.prepare(std::string(kSelectCase) + "WHERE c.case_id = :id"));
    query.bind(":id", caseId);
    VB_TRY(const bool found, query.step());
    if (!found)
        return std::optional<CaseRow>{};
    VB_TRY(auto row, readCase(query));
    return std::optional<CaseRow>(row);
}

Result<bool> AudienceTable::isUnread(const CaseId& caseId) {
    VB_TRY(auto query,
           m_database.prepare("SELECT EXISTS (SELECT 1 FROM record r JOIN casus c USING (case_no)"
                              " WHERE c.case_id = :id AND r.unread > 0)"));
    query.bind(":id", caseId);
    VB_TRY(const bool found, query.step());
    return found && query.int64(0) != 0;
}

// ---- StreamTable

namespace {

constexpr auto kSelectStream =
    "SELECT s.stream, a.audience, s.device, s.incarnation, s.counter, s.head, s.signed_head "
    "FROM stream s JOIN audience a ON a.audience_no = s.audience_no ";

Result<StreamRow> readStream(sql::Statement& row) {
    StreamRow found;
    VB_TRY(found.stream, row.id<StreamId>(0));
    VB_TRY(found.audience, row.id<AudienceId>(1));
    VB_TRY(found.device, row.id<DeviceId>(2));
    VB_TRY(found.incarnation, row.id<IncarnationId>(3));
    found.counter = static_cast<std::uint64_t>(row.int64(4));
    VB_TRY(found.head, row.id<ChangesetId>(5));
    if (const auto head = row.optionalBlob(6))
        found.signedHead = toBytes(*head);
    return found;
}

} // namespace

Result<std::optional<StreamRow>> StreamTable::find(const StreamId& stream) {
    VB_TRY(auto query, m_database.prepare(std::string(kSelectStream) + "WHERE s.stream = :id"));
    query.bind(":id", stream);
    VB_TRY(const bool found, query.step());
    if (!found)
        return std::optional<StreamRow>{};
    VB_TRY(auto row, readStream(query));
    return std::optional<StreamRow>(std::move(row));
}

Result<std::int64_t> StreamTable::put(const StreamRow& row, std::int64_t audienceNumber) {
    VB_TRY(auto put,
           m_database.prepare(
               "INSERT INTO stream (stream, audience_no, device, incarnation, counter, head, "
               "signed_head) VALUES (:stream, :audience, :device, :incarnation, :counter, :head, "
               ":signed) ON CONFLICT (stream) DO UPDATE SET "
               "counter = max(counter, excluded.counter), "
               "head = iif(excluded.counter >= counter, excluded.head, head), "
               "signed_head = iif(excluded.counter >= counter AND excluded.signed_head IS NOT "
               "NULL, excluded.signed_head, signed_head) RETURNING stream_no"));
    put.bind(":stream", row.stream).bind(":audience", audienceNumber);
    put.bind(":device", row.device).bind(":incarnation", row.incarnation);
    put.bind(":counter", row.counter).bind(":head", row.head);
    if (row.signedHead.empty())
        put.bind(":signed", nullptr);
    else
        put.bind(":signed", ByteView(row.signedHead));
    VB_TRY(const bool returned, put.step());
    VB_CHECK(returned);
    const std::int64_t number = put.int64(0);
    put.reset();
    return number;
}

Result<void> StreamTable::rememberOwn(const CaseId& caseId, const DeviceId& own) {
    VB_TRY(auto keep,
           m_database.prepare("INSERT INTO left_stream (stream, counter, head) "
                              "SELECT s.stream, s.counter, s.head FROM stream s "
                              "JOIN audience a ON a.audience_no = s.audience_no "
                              "JOIN casus c ON c.case_no = a.case_no "
                              "WHERE c.case_id = :case AND s.device = :own AND s.counter > 0 "
                              "ON CONFLICT (stream) DO UPDATE SET "
                              "head = iif(excluded.counter >= counter, excluded.head, head), "
                              "counter = max(counter, excluded.counter)"));
    keep.bind(":case", caseId).bind(":own", own);
    return keep.run();
}

Result<std::uint64_t> StreamTable::held(const StreamId& stream, std::uint64_t upTo) {
    VB_TRY(auto query,
           m_database.prepare("SELECT count(DISTINCT e.counter) FROM stream s "
                              "JOIN envelope e ON e.stream_no = "
                              "s.stream_no WHERE s.stream = :stream AND e.counter <= :upTo"));
    query.bind(":stream", stream).bind(":upTo", upTo);
    VB_TRY_VOID(query.step());
    return static_cast<std::uint64_t>(query.int64(0));
}

Result<std::optional<StreamRow>> StreamTable::remembered(const StreamId& stream) {
    VB_TRY(auto query,
           m_database.prepare("SELECT counter, head FROM left_stream WHERE stream = :stream"));
    query.bind(":stream", stream);
    VB_TRY(const bool found, query.step());
    if (!found)
        return std::optional<StreamRow>{};
    StreamRow row;
    row.stream = stream;
    row.counter = static_cast<std::uint64_t>(query.int64(0));
    VB_TRY(row.head, query.id<ChangesetId>(1));
    return std::optional<StreamRow>(std::move(row));
}

Result<std::vector<StreamRow>> StreamTable::ofAudience(const AudienceId& audience) {
    VB_TRY(auto query, m_database.prepare(std::string(kSelectStream) +
                                          "WHERE a.audience = :id ORDER BY s.stream"));
    query.bind(":id", audience);
    std::vector<StreamRow> rows;
    VB_TRY_VOID(query.each([&rows](sql::Statement& row) -> Result<void> {
        VB_TRY(auto found, readStream(row));
        rows.push_back(std::move(found));
        return {};
    }));
    return rows;
}

// ---- AttentionTable

Result<void> AttentionTable::put(const AttentionRow& row) {
    VB_TRY(auto insert,
           m_database.prepare("INSERT INTO attention (kind, case_id, subject, reason, noticed_at) "
                              "VALUES (:kind, :case, :subject, :reason, :at) "
                              "ON CONFLICT (kind, subject) DO NOTHING"));
    insert.bind(":kind", row.kind).bind(":case", row.caseId);
    insert.bind(":subject", ByteView(row.subject)).bind(":reason", row.reason);
    insert.bind(":at", row.noticedAt.millis);
    return insert.run();
}

Result<std::vector<AttentionRow>> AttentionTable::all() {
    VB_TRY(auto query,
           m_database.prepare("SELECT attention_no, kind, case_id, subject, reason, noticed_at "
                              "FROM attention ORDER BY attention_no"));
    std::vector<AttentionRow> rows;
    VB_TRY_VOID(query.each([&rows](sql::Statement& row) -> Result<void> {
        AttentionRow found;
        found.number = row.int64(0);
        found.kind = static_cast<AttentionKind>(row.int64(1));
        VB_TRY(found.caseId, row.optionalId<CaseId>(2));
        found.subject = toBytes(row.blob(3));
        found.reason = static_cast<std::uint32_t>(row.int64(4));
        found.noticedAt = {row.int64(5)};
        rows.push_back(std::move(found));
        return {};
    }));
    return rows;
}

Result<std::uint64_t> AttentionTable::count() {
    VB_TRY(auto query, m_database.prepare("SELECT count(*) FROM attention"));
    VB_TRY_VOID(query.step());
    return static_cast<std::uint64_t>(query.int64(0));
}

Result<void> AttentionTable::dismiss(std::int64_t number) {
    VB_TRY(auto drop, m_database.prepare("DELETE FROM attention WHERE attention_no = :number"));
    drop.bind(":number", number);
    return drop.run();
}

Result<void> AttentionTable::takeBack(AttentionKind kind, ByteView subject) {
    VB_TRY(auto drop,
           m_database.prepare("DELETE FROM attention WHERE kind = :kind AND subject = :subject"));
    return drop.bind(":kind", kind).bind(":subject", subject).run();
}

// ---- DraftTable

Result<void> DraftTable::save(const CaseId& caseId, std::string_view slot, ByteView content,
                              Instant at) {
    VB_TRY(auto put,
           m_database.prepare("INSERT INTO draft (case_id, slot, content, saved_at) "
                              "VALUES (:case, :slot, :content, :at) ON CONFLICT (case_id, slot) "
                              "DO UPDATE SET content = excluded.content, "
                              "saved_at = excluded.saved_at"));
    put.bind(":case", caseId).bind(":slot", slot).bind(":content", content);
    put.bind(":at", at.millis);
    return put.run();
}

Result<std::optional<Bytes>> DraftTable::load(const CaseId& caseId, std::string_view slot) {
    VB_TRY(auto query,
           m_database.prepare("SELECT content FROM draft WHERE case_id = :case AND slot = :slot"));
    query.bind(":case", caseId).bind(":slot", slot);
    VB_TRY(const bool found, query.step());
    if (!found)
        return std::optional<Bytes>{};
    return std::optional<Bytes>(toBytes(query.blob(0)));
}

namespace {

constexpr auto kSelectDraft = "SELECT case_id, slot, content, saved_at FROM draft ";

Result<DraftRow> readDraft(sql::Statement& row) {
    DraftRow found;
    VB_TRY(found.caseId, row.id<CaseId>(0));
    found.slot = std::string(row.text(1));
    found.content = toBytes(row.blob(2));
    found.savedAt = {row.int64(3)};
    return found;
}

} // namespace

Result<std::optional<DraftRow>> DraftTable::find(const CaseId& caseId, std::string_view slot) {
    VB_TRY(auto query, m_database.prepare(std::string(kSelectDraft) +
                                          "WHERE case_id = :case AND slot = :slot"));
    query.bind(":case", caseId).bind(":slot", slot);
    VB_TRY(const bool found, query.step());
    if (!found)
        return std::optional<DraftRow>{};
    VB_TRY(auto row, readDraft(query));
    return std::optional<DraftRow>(std::move(row));
}

Result<std::vector<DraftRow>> DraftTable::all() {
    VB_TRY(auto query,
           m_database.prepare(std::string(kSelectDraft) + "ORDER BY saved_at DESC, case_id, slot"));
    std::vector<DraftRow> rows;
    VB_TRY_VOID(query.each([&rows](sql::Statement& row) -> Result<void> {
        VB_TRY(auto found, readDraft(row));
        rows.push_back(std::move(found));
        return {};
    }));
    return rows;
}

Result<void> DraftTable::drop(const CaseId& caseId, std::string_view slot) {
    VB_TRY(auto drop,
           m_database.prepare("DELETE FROM draft WHERE case_id = :case AND slot = :slot"));
    drop.bind(":case", caseId).bind(":slot", slot);
    return drop.run();
}

} // namespace vb::store
