// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/store/attachment_table.h"

namespace vb::store {
namespace {

constexpr auto kSelect =
    "SELECT t.attachment_no, c.case_id, a.audience, t.address, t.state, t.total, t.held,"
    " t.directory, t.asked, t.refusals FROM attachment t JOIN audience a ON a.audience_no = "
    "t.audience_no"
    " JOIN casus c ON c.case_no = a.case_no ";

// Records go first: what was refused, or waits, needs no attachment at the hub.
constexpr auto kIsDue =
    "t.state = 1 AND (EXISTS (SELECT 1 FROM attachment_name n JOIN envelope e"
    " ON e.envelope_no = n.envelope_no WHERE n.attachment_no = t.attachment_no AND e.state = 1)"
    " OR EXISTS (SELECT 1 FROM attachment_kept k WHERE k.attachment_no = t.attachment_no"
    " AND k.offered = 1)) ";

// Of what was refused its author has the bytes, and nobody else is to get them.
constexpr auto kIsOwed = "t.state = 1 AND (EXISTS (SELECT 1 FROM attachment_name n JOIN envelope e"
                         " ON e.envelope_no = n.envelope_no WHERE n.attachment_no = t.attachment_no"
                         " AND e.state IN (0, 1)) OR EXISTS (SELECT 1 FROM attachment_kept k"
                         " WHERE k.attachment_no = t.attachment_no AND k.offered = 1)) ";

Result<AttachmentRow> readRow(const sql::Statement& row) {
    AttachmentRow found;
    found.number = row.int64(0);
    VB_TRY(found.caseId, row.id<CaseId>(1));
    VB_TRY(found.audience, row.id<AudienceId>(2));
    VB_TRY(found.address, row.id<AttachmentId>(3));
    found.state = static_cast<AttachmentState>(row.int64(4));
    found.total = static_cast<std::uint64_t>(row.int64(5));
    found.held = static_cast<std::uint64_t>(row.int64(6));
    found.directory = toBytes(row.blob(7));
    found.isAsked = row.int64(8) != 0;
    found.refusals = static_cast<std::uint32_t>(row.int64(9));
    return found;
}

Result<std::optional<AttachmentRow>> readOne(sql::Statement& query) {
    VB_TRY(const bool found, query.step());
    if (!found)
        return std::optional<AttachmentRow>{};
    VB_TRY(auto row, readRow(query));
    return std::optional<AttachmentRow>(std::move(row));
}

Result<std::vector<AttachmentRow>> readAll(sql::Statement& query) {
    std::vector<AttachmentRow> rows;
    VB_TRY_VOID(query.each([&rows](const sql::Statement& row) -> Result<void> {
        VB_TRY(auto found, readRow(row));
        rows.push_back(std::move(found));
        return {};
    }));
    return rows;
}

} // namespace

Result<std::int64_t> AttachmentTable::add(std::int64_t audienceNumber, const AttachmentId& address,
                                          AttachmentState state, std::uint64_t total) {
    VB_TRY(auto insert,
           m_database.prepare("INSERT INTO attachment (audience_no, address, state, total, held,"
                              " directory) VALUES (:audience, :address, :state, :total, 0, x'')"
                              " ON CONFLICT DO NOTHING"));
    insert.bind(":audience", audienceNumber).bind(":address", address);
    VB_TRY_VOID(insert.bind(":state", state).bind(":total", total).run());
    if (m_database.changes() == 0)
        return fail(Code::AlreadyExists, "attachment " + address.hex());
    return m_database.lastInsertRowId();
}

Result<std::optional<AttachmentRow>> AttachmentTable::find(const AudienceId& audience,
                                                           const AttachmentId& address) {
    VB_TRY(auto query, m_database.prepare(std::string(kSelect) +
                                          "WHERE a.audience = :audience AND t.address = :address"));
    return readOne(query.bind(":audience", audience).bind(":address", address));
}

Result<std::optional<AttachmentRow>> AttachmentTable::whole(const AttachmentId& address) {
    VB_TRY(auto query,
           m_database.prepare(std::string(kSelect) + "WHERE t.address = :address"
                                                     " AND t.state NOT IN (2, 5, 6)"
                                                     " ORDER BY t.attachment_no LIMIT 1"));
    return readOne(query.bind(":address", address));
}

Result<std::vector<AttachmentRow>> AttachmentTable::toUpload() {
    VB_TRY(auto query, m_database.prepare(std::string(kSelect) + "WHERE " + kIsDue +
                                          "ORDER BY t.attachment_no"));
    return readAll(query);
}

Result<std::vector<AttachmentRow>> AttachmentTable::ownHeld(std::int64_t afterNumber,
                                                            std::size_t limit) {
    VB_TRY(auto query, m_database.prepare(std::string(kSelect) +
                                          "WHERE t.state = 3 AND t.directory <> x''"
                                          " ORDER BY t.attachment_no <= :after, t.attachment_no"
                                          " LIMIT :limit"));
    query.bind(":after", afterNumber).bind(":limit", limit);
    return readAll(query);
}

Result<std::vector<AttachmentRow>> AttachmentTable::toDownload() {
    VB_TRY(auto query,
           m_database.prepare(std::string(kSelect) + "WHERE t.state = 2 ORDER BY t.attachment_no"));
    return readAll(query);
}

Result<bool> AttachmentTable::isOwed(std::int64_t number) {
    VB_TRY(auto query, m_database.prepare(std::string("SELECT 1 FROM attachment t WHERE"
                                                      " t.attachment_no = :attachment AND ") +
                                          kIsOwed));
    return query.bind(":attachment", number).step();
}

Result<std::uint64_t> AttachmentTable::countOwed() {
    VB_TRY(auto query,
           m_database.prepare(std::string("SELECT count(*) FROM attachment t WHERE ") + kIsOwed));
    VB_TRY_VOID(query.step());
    return static_cast<std::uint64_t>(query.int64(0));
}

Result<std::vector<AttachmentTable::Unsent>> AttachmentTable::unsent() {
    VB_TRY(auto query,
           m_database.prepare("SELECT a.audience, t.address, e.id FROM attachment t"
                              " JOIN attachment_name n ON n.attachment_no = t.attachment_no"
                              " JOIN envelope e ON e.envelope_no = n.envelope_no"
                              " JOIN audience a ON a.audience_no = t.audience_no"
                              " WHERE t.state = 1 AND e.state = 0"
                              " ORDER BY t.attachment_no, e.envelope_no"));
    std::vector<Unsent> found;
    while (true) {
        VB_TRY(const bool isThere, query.step());
        if (!isThere)
            return found;
        VB_TRY(const auto audience, query.id<AudienceId>(0));
        VB_TRY(const auto address, query.id<AttachmentId>(1));
        VB_TRY(const auto changeset, query.id<ChangesetId>(2));
        if (found.empty() || found.back().row.audience != audience ||
            found.back().row.address != address) {
            VB_TRY(auto row, find(audience, address));
            if (!row)
                return fail(Code::Corrupt, "an attachment that is named and not there");
            found.push_back({std::move(*row), {}});
        }
        found.back().namedBy.push_back(changeset);
    }
}

Result<bool> AttachmentTable::hasToUpload(const CaseId& caseId) {
    VB_TRY(auto query, m_database.prepare(std::string(kSelect) + "WHERE c.case_id = :case AND " +
                                          kIsDue + "LIMIT 1"));
    return query.bind(":case", caseId).step();
}

Result<std::uint64_t> AttachmentTable::countInState(AttachmentState state) {
    VB_TRY(auto query, m_database.prepare("SELECT count(*) FROM attachment WHERE state = :state"));
    VB_TRY_VOID(query.bind(":state", state).step());
    return static_cast<std::uint64_t>(query.int64(0));
}

Result<void> AttachmentTable::putChunk(const AttachmentRow& row, std::uint64_t chunkNumber,
                                       ByteView content, std::uint64_t total) {
    VB_TRY(auto insert,
           m_database.prepare("INSERT INTO attachment_chunk (attachment_no, number, content)"
                              " VALUES (:attachment, :number, :content)"));
    insert.bind(":attachment", row.number).bind(":number", chunkNumber);
    VB_TRY_VOID(insert.bind(":content", content).run());
    VB_TRY(auto update, m_database.prepare("UPDATE attachment SET total = :total, held = :held"
                                           " WHERE attachment_no = :attachment"));
    update.bind(":total", total).bind(":held", row.held + content.size());
    return update.bind(":attachment", row.number).run();
}

Result<Bytes> AttachmentTable::chunk(std::int64_t number, std::uint64_t chunkNumber) {
    VB_TRY(auto query, m_database.prepare("SELECT content FROM attachment_chunk"
                                          " WHERE attachment_no = :attachment"
                                          " AND number = :number"));
    query.bind(":attachment", number).bind(":number", chunkNumber);
    VB_TRY(const bool found, query.step());
    if (!found)
        return fail(Code::NotFound, "chunk of an attachment");
    return toBytes(query.blob(0));
}

Result<void> AttachmentTable::empty(std::int64_t number) {
    for (const char* sql :
         {"DELETE FROM attachment_chunk WHERE attachment_no = :attachment",
          "UPDATE attachment SET total = 0, held = 0 WHERE attachment_no = :attachment"}) {
        VB_TRY(auto change, m_database.prepare(sql));
        VB_TRY_VOID(change.bind(":attachment", number).run());
    }
    return {};
}

Result<void> AttachmentTable::copyChunks(const AttachmentRow& from, std::int64_t to) {
    VB_TRY(auto copy,
           m_database.prepare("INSERT INTO attachment_chunk (attachment_no, number, content)"
                              " SELECT :to, number, content FROM attachment_chunk"
                              " WHERE attachment_no = :from"));
    VB_TRY_VOID(copy.bind(":to", to).bind(":from", from.number).run());
    VB_TRY(auto update, m_database.prepare("UPDATE attachment SET total = :total, held = :held"
                                           " WHERE attachment_no = :to"));
    return update.bind(":total", from.total).bind(":held", from.held).bind(":to", to).run();
}

Result<void> AttachmentTable::setState(std::int64_t number, AttachmentState state) {
    VB_TRY(auto update, m_database.prepare("UPDATE attachment SET state = :state"
                                           " WHERE attachment_no = :attachment"));
    return update.bind(":state", state).bind(":attachment", number).run();
}

Result<void> AttachmentTable::leave(std::int64_t number, std::uint64_t total) {
    VB_TRY(auto update, m_database.prepare("UPDATE attachment SET state = 5, total = :total"
                                           " WHERE attachment_no = :attachment"));
    return update.bind(":total", total).bind(":attachment", number).run();
}

Result<bool> AttachmentTable::ask(const AttachmentId& address) {
    VB_TRY(auto update, m_database.prepare("UPDATE attachment SET state = 2, asked = 1"
                                           " WHERE address = :address AND state IN (2, 5)"));
    VB_TRY_VOID(update.bind(":address", address).run());
    return m_database.changes() > 0;
}

Result<std::uint64_t> AttachmentTable::unaskedBytes(const CaseId& caseId) {
    VB_TRY(auto query,
           m_database.prepare("SELECT coalesce(sum(t.total), 0) FROM attachment t"
                              " JOIN audience a ON a.audience_no = t.audience_no"
                              " JOIN casus c ON c.case_no = a.case_no WHERE c.case_id = :case"
                              " AND t.held > 0 AND t.asked = 0 AND t.directory = x''"));
    VB_TRY_VOID(query.bind(":case", caseId).step());
    return static_cast<std::uint64_t>(query.int64(0));
}

Result<void> AttachmentTable::setRefusals(std::int64_t number, std::uint32_t refusals) {
    VB_TRY(auto update, m_database.prepare("UPDATE attachment SET refusals = :refusals"
                                           " WHERE attachment_no = :attachment"));
    return update.bind(":refusals", refusals).bind(":attachment", number).run();
}

Result<std::optional<ChangesetId>> AttachmentTable::namedBy(std::int64_t number) {
    VB_TRY(auto query, m_database.prepare(
                           "SELECT e.id FROM attachment_name n JOIN envelope e"
                           " ON e.envelope_no = n.envelope_no"
                           " WHERE n.attachment_no = :attachment ORDER BY n.envelope_no LIMIT 1"));
    VB_TRY(const bool found, query.bind(":attachment", number).step());
    if (!found)
        return std::optional<ChangesetId>{};
    VB_TRY(const auto id, query.id<ChangesetId>(0));
    return std::optional<ChangesetId>(id);
}

/// Whole, on its way, left; among equals the first.
Result<std::optional<AttachmentRow>> AttachmentTable::nearest(const AttachmentId& address) {
    VB_TRY(auto query,
           m_database.prepare(std::string(kSelect) +
                              "WHERE t.address = :address ORDER BY t.state IN (2, 5, 6),"
                              " t.state, t.attachment_no LIMIT 1"));
    return readOne(query.bind(":address", address));
}

Result<void> AttachmentTable::setDirectory(std::int64_t number, ByteView directory) {
    VB_TRY(auto update, m_database.prepare("UPDATE attachment SET directory = :directory"
                                           " WHERE attachment_no = :attachment"));
    return update.bind(":directory", directory).bind(":attachment", number).run();
}

Result<void> AttachmentTable::drop(std::int64_t number) {
    VB_TRY(auto erase,
           m_database.prepare("DELETE FROM attachment WHERE attachment_no = :attachment"));
    return erase.bind(":attachment", number).run();
}

Result<std::vector<AttachmentTable::StoredPart>> AttachmentTable::partsWith(ByteView bytes) {
    VB_TRY(auto query,
           m_database.prepare(
               "SELECT c.case_id, a.audience, s.device, a.audience_no, p.record_no, p.envelope_no,"
               " p.part, p.content FROM part p JOIN envelope e ON e.envelope_no = p.envelope_no"
               " JOIN stream s ON s.stream_no = e.stream_no"
               " JOIN audience a ON a.audience_no = e.audience_no"
               " JOIN casus c ON c.case_no = a.case_no"
               " WHERE instr(p.content, :bytes) > 0 ORDER BY p.envelope_no, p.part"));
    query.bind(":bytes", bytes);
    std::vector<StoredPart> parts;
    VB_TRY_VOID(query.each([&parts](const sql::Statement& row) -> Result<void> {
        StoredPart part;
        VB_TRY(part.caseId, row.id<CaseId>(0));
        VB_TRY(part.audience, row.id<AudienceId>(1));
        VB_TRY(part.device, row.id<DeviceId>(2));
        part.audienceNumber = row.int64(3);
        part.recordNumber = row.int64(4);
        part.envelopeNumber = row.int64(5);
        part.index = static_cast<std::uint16_t>(row.int64(6));
        part.content = toBytes(row.blob(7));
        parts.push_back(std::move(part));
        return {};
    }));
    return parts;
}

Result<void> AttachmentTable::name(std::int64_t number, std::int64_t recordNumber,
                                   std::int64_t envelopeNumber, std::uint16_t part) {
    VB_TRY(auto insert,
           m_database.prepare("INSERT INTO attachment_name (record_no, envelope_no, part,"
                              " attachment_no) VALUES (:record, :envelope, :part, :attachment)"
                              " ON CONFLICT DO NOTHING"));
    insert.bind(":record", recordNumber).bind(":envelope", envelopeNumber);
    return insert.bind(":part", part).bind(":attachment", number).run();
}

Result<std::vector<AttachmentTable::Naming>> AttachmentTable::namings(std::int64_t number) {
    VB_TRY(auto query, m_database.prepare("SELECT e.id, n.part, e.state, r.record, e.organisation"
                                          " FROM attachment_name n"
                                          " JOIN envelope e ON e.envelope_no = n.envelope_no"
                                          " JOIN record r ON r.record_no = n.record_no"
                                          " WHERE n.attachment_no = :attachment"
                                          " ORDER BY n.envelope_no, n.part"));
    std::vector<Naming> found;
    VB_TRY_VOID(
        query.bind(":attachment", number).each([&found](const sql::Statement& row) -> Result<void> {
            Naming naming;
            VB_TRY(naming.changeset, row.id<ChangesetId>(0));
            naming.part = static_cast<std::uint16_t>(row.int64(1));
            naming.state = static_cast<EnvelopeState>(row.int64(2));
            VB_TRY(naming.record, row.id<RecordId>(3));
            naming.organisation = {static_cast<std::uint16_t>(row.int64(4))};
            found.push_back(naming);
            return {};
        }));
    return found;
}

Result<bool> AttachmentTable::isNamed(std::int64_t number) {
    VB_TRY(auto query, m_database.prepare("SELECT 1 FROM attachment_name n JOIN envelope e"
                                          " ON e.envelope_no = n.envelope_no"
                                          " WHERE n.attachment_no = :attachment"
                                          " AND e.state IN (0, 1) LIMIT 1"));
    return query.bind(":attachment", number).step();
}

Result<std::vector<AttachmentRow>> AttachmentTable::ofCase(const CaseId& caseId) {
    VB_TRY(auto query, m_database.prepare(std::string(kSelect) +
                                          "WHERE c.case_id = :case ORDER BY t.attachment_no"));
    return readAll(query.bind(":case", caseId));
}

Result<std::vector<AttachmentRow>> AttachmentTable::ofRecord(const RecordId& record) {
    VB_TRY(auto query,
           m_database.prepare(std::string(kSelect) +
                              "WHERE t.attachment_no IN (SELECT n.attachment_no"
                              " FROM attachment_name n JOIN record r ON r.record_no = n.record_no"
                              " WHERE r.record = :record) ORDER BY t.attachment_no"));
    return readAll(query.bind(":record", record));
}

Result<void> AttachmentTable::takeAway(std::int64_t number) {
    VB_TRY_VOID(empty(number));
    return setState(number, AttachmentState::Gone);
}

Result<void> AttachmentTable::dropUnnamed() {
    return m_database.execute("DELETE FROM attachment WHERE state <> 0 AND NOT EXISTS (SELECT 1"
                              " FROM attachment_name n"
                              " WHERE n.attachment_no = attachment.attachment_no)"
                              " AND attachment_no NOT IN (SELECT attachment_no"
                              " FROM attachment_kept)");
}

// ---- Kept

Result<void> AttachmentTable::keepNamedBy(const ChangesetId& changeset, std::uint16_t part,
                                          std::uint64_t since) {
    VB_TRY(auto insert,
           m_database.prepare("INSERT INTO attachment_kept"
                              " (attachment_no, record, organisation, since)"
                              " SELECT n.attachment_no, r.record, e.organisation, :since"
                              " FROM attachment_name n"
                              " JOIN envelope e ON e.envelope_no = n.envelope_no"
                              " JOIN record r ON r.record_no = n.record_no"
                              " WHERE e.id = :id AND n.part = :part"
                              " ON CONFLICT DO UPDATE SET since = max(since, excluded.since)"));
    return insert.bind(":id", changeset).bind(":part", part).bind(":since", since).run();
}

Result<std::vector<AttachmentRow>> AttachmentTable::allKept() {
    VB_TRY(auto query, m_database.prepare(std::string(kSelect) +
                                          "WHERE t.attachment_no IN (SELECT attachment_no"
                                          " FROM attachment_kept) ORDER BY t.attachment_no"));
    return readAll(query);
}

Result<std::vector<AttachmentTable::Kept>> AttachmentTable::keptFor(std::int64_t number) {
    VB_TRY(auto query, m_database.prepare("SELECT record, organisation, idle, since"
                                          " FROM attachment_kept"
                                          " WHERE attachment_no = :attachment"
                                          " ORDER BY record, organisation"));
    std::vector<Kept> all;
    VB_TRY_VOID(
        query.bind(":attachment", number).each([&all](const sql::Statement& row) -> Result<void> {
            Kept kept;
            VB_TRY(kept.record, row.id<RecordId>(0));
            kept.organisation = {static_cast<std::uint16_t>(row.int64(1))};
            kept.isIdle = row.int64(2) != 0;
            kept.since = static_cast<std::uint64_t>(row.int64(3));
            all.push_back(kept);
            return {};
        }));
    return all;
}

Result<void> AttachmentTable::setIdle(std::int64_t number, bool isIdle) {
    VB_TRY(auto update, m_database.prepare("UPDATE attachment_kept SET idle = :idle"
                                           " WHERE attachment_no = :attachment"));
    return update.bind(":idle", isIdle ? 1 : 0).bind(":attachment", number).run();
}

Result<void> AttachmentTable::offerKept(std::int64_t number) {
    VB_TRY(auto update, m_database.prepare("UPDATE attachment_kept SET offered = 1"
                                           " WHERE attachment_no = :attachment"));
    return update.bind(":attachment", number).run();
}

Result<void> AttachmentTable::release(std::int64_t number) {
    VB_TRY(auto drop, m_database.prepare("DELETE FROM attachment_kept"
                                         " WHERE attachment_no = :attachment"));
    return drop.bind(":attachment", number).run();
}

Result<void> AttachmentTable::offerAgain() {
    return m_database.execute("UPDATE attachment SET state = 1, refusals = 0"
                              " WHERE state IN (3, 4)");
}

} // namespace vb::store
