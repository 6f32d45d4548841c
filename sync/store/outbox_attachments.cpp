// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/sql/transaction.h"
#include "sync/store/outbox.h"

namespace vb::store {
namespace {

constexpr auto kSelect =
    "SELECT t.attachment_no, t.case_id, t.audience, t.address, t.total, t.directory, t.signature"
    " FROM attachment t ";

Result<OutboxAttachment> readAttachment(const sql::Statement& row) {
    OutboxAttachment attachment;
    attachment.number = row.int64(0);
    VB_TRY(attachment.caseId, row.id<CaseId>(1));
    VB_TRY(attachment.audience, row.id<AudienceId>(2));
    VB_TRY(attachment.address, row.id<AttachmentId>(3));
    attachment.total = static_cast<std::uint64_t>(row.int64(4));
    attachment.directory = toBytes(row.blob(5));
    attachment.signature = toBytes(row.blob(6));
    return attachment;
}

Result<std::vector<OutboxAttachment>> readAll(sql::Database& database, const char* which) {
    VB_TRY(auto query,
           database.prepare(std::string(kSelect).append(which).append("ORDER BY t.attachment_no")));
    std::vector<OutboxAttachment> found;
    VB_TRY_VOID(query.each([&found](const sql::Statement& row) -> Result<void> {
        VB_TRY(auto attachment, readAttachment(row));
        found.push_back(std::move(attachment));
        return {};
    }));
    return found;
}

} // namespace

Result<std::vector<OutboxAttachment>> Outbox::attachments() {
    return readAll(m_database, "");
}

Result<std::vector<OutboxAttachment>> Outbox::dueAttachments() {
    return readAll(m_database,
                   "WHERE NOT EXISTS (SELECT 1 FROM attachment_name n"
                   " WHERE n.attachment_no = t.attachment_no)"
                   " OR EXISTS (SELECT 1 FROM attachment_name n JOIN item i ON i.seq = n.seq"
                   " WHERE n.attachment_no = t.attachment_no AND i.delivered = 1) ");
}

Result<std::optional<OutboxAttachment>> Outbox::findAttachment(const AudienceId& audience,
                                                               const AttachmentId& address) {
    VB_TRY(auto query, m_database.prepare(std::string(kSelect) +
                                          "WHERE t.audience = :audience AND t.address = :address"));
    VB_TRY(const bool found, query.bind(":audience", audience).bind(":address", address).step());
    if (!found)
        return std::optional<OutboxAttachment>{};
    VB_TRY(auto attachment, readAttachment(query));
    return std::optional<OutboxAttachment>(std::move(attachment));
}

Result<bool> Outbox::isNamed(const OutboxAttachment& attachment) {
    VB_TRY(auto query,
           m_database.prepare("SELECT 1 FROM attachment_name WHERE attachment_no = :attachment"));
    return query.bind(":attachment", attachment.number).step();
}

Result<Bytes> Outbox::attachmentChunk(const OutboxAttachment& attachment,
                                      std::uint64_t chunkNumber) {
    VB_TRY(auto query, m_database.prepare("SELECT content FROM attachment_chunk"
                                          " WHERE attachment_no = :attachment"
                                          " AND number = :number"));
    VB_TRY(const bool found,
           query.bind(":attachment", attachment.number).bind(":number", chunkNumber).step());
    if (!found)
        return fail(Code::Corrupt, "an attachment in the outbox that is not whole");
    return toBytes(query.blob(0));
}

Result<void> Outbox::keepAttachments(const std::vector<OwedAttachment>& attachments) {
    if (attachments.empty())
        return {};
    VB_TRY(auto transaction, sql::Transaction::begin(m_database));
    VB_TRY_VOID(takeIn(attachments));
    return transaction.commit();
}

Result<void> Outbox::takeIn(const std::vector<OwedAttachment>& attachments) {
    for (const OwedAttachment& attachment : attachments) {
        VB_TRY(const auto known,
               findAttachment(attachment.facts.audience, attachment.facts.address));
        std::int64_t number = known ? known->number : 0;
        if (!known) {
            VB_TRY(number, takeIn(attachment));
        }
        VB_TRY(auto name,
               m_database.prepare("INSERT INTO attachment_name (attachment_no, seq)"
                                  " SELECT :attachment, seq FROM item WHERE id = :id AND kind = 2"
                                  " ON CONFLICT DO NOTHING"));
        for (const Digest256& id : attachment.namedBy)
            VB_TRY_VOID(name.bind(":attachment", number).bind(":id", id).run());
    }
    return {};
}

Result<std::int64_t> Outbox::takeIn(const OwedAttachment& attachment) {
    const OutboxAttachment& facts = attachment.facts;
    VB_TRY(auto insert, m_database.prepare(
                            "INSERT INTO attachment (case_id, audience, address, total, directory,"
                            " signature) VALUES (:case, :audience, :address, :total, :directory,"
                            " :signature)"));
    insert.bind(":case", facts.caseId).bind(":audience", facts.audience);
    insert.bind(":address", facts.address).bind(":total", facts.total);
    insert.bind(":directory", ByteView(facts.directory));
    VB_TRY_VOID(insert.bind(":signature", ByteView(facts.signature)).run());
    const std::int64_t number = m_database.lastInsertRowId();
    VB_TRY(auto put, m_database.prepare("INSERT INTO attachment_chunk (attachment_no, number,"
                                        " content) VALUES (:attachment, :number, :content)"));
    for (std::uint64_t chunk = 0; chunk < attachment.chunks; ++chunk) {
        VB_TRY(const Bytes content, attachment.chunk(chunk));
        put.bind(":attachment", number).bind(":number", chunk);
        VB_TRY_VOID(put.bind(":content", ByteView(content)).run());
    }
    return number;
}

Result<void> Outbox::dropAttachment(const AudienceId& audience, const AttachmentId& address) {
    VB_TRY(auto drop, m_database.prepare("DELETE FROM attachment WHERE audience = :audience"
                                         " AND address = :address"));
    return drop.bind(":audience", audience).bind(":address", address).run();
}

} // namespace vb::store
