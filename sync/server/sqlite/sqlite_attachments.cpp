// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The ciphertext of attachments.
#include "sync/server/sqlite/columns.h"
#include "sync/server/sqlite/sqlite_store.h"

namespace vb::server {
namespace {

constexpr std::int64_t kChunksPerAttachment = 1024;
static_assert(protocol::kMaxAttachmentBytes / protocol::kAttachmentChunkBytes <=
              kChunksPerAttachment);

constexpr auto kDropChunks = "DELETE FROM attachment_chunk WHERE chunk BETWEEN :attachment * 1024"
                             " AND :attachment * 1024 + 1023";

#define VB_ATTACHMENT_COLUMNS                                                                      \
    "case_id, audience, address, uploader, total, held, touched, organisation"

Result<AttachmentRow> readAttachment(const sql::Statement& row) {
    AttachmentRow read;
    VB_TRY(read.place.caseId, row.id<CaseId>(0));
    VB_TRY(read.place.audience, row.id<AudienceId>(1));
    VB_TRY(read.place.address, row.id<AttachmentId>(2));
    VB_TRY(read.uploader, row.id<DeviceId>(3));
    read.total = static_cast<std::uint64_t>(row.int64(4));
    read.held = static_cast<std::uint64_t>(row.int64(5));
    read.touched = {row.int64(6)};
    read.organisation = {static_cast<std::uint16_t>(row.int64(7))};
    return read;
}

sql::Statement& bindPlace(sql::Statement& statement, const AttachmentPlace& place,
                          const DeviceId& uploader) {
    return statement.bind(":case", place.caseId)
        .bind(":audience", place.audience)
        .bind(":address", place.address)
        .bind(":uploader", uploader);
}

} // namespace

Result<std::optional<std::int64_t>>
SqliteHubStore::attachmentNumber(const AttachmentPlace& place, const DeviceId& uploader) const {
    VB_TRY(auto query, m_database.prepare("SELECT attachment FROM attachment WHERE case_id = :case"
                                          " AND audience = :audience AND address = :address"
                                          " AND uploader = :uploader"));
    VB_TRY(const bool found, bindPlace(query, place, uploader).step());
    return found ? std::optional(query.int64(0)) : std::nullopt;
}

Result<void> SqliteHubStore::putChunk(const AttachmentRow& row, ByteView chunk) {
    VB_TRY_VOID(beginWriting());
    VB_TRY(auto put, m_database.prepare(
                         "INSERT INTO attachment (" VB_ATTACHMENT_COLUMNS ") VALUES (:case,"
                         " :audience, :address, :uploader, :total, :held, :touched, :organisation)"
                         " ON CONFLICT (case_id, audience, address, uploader) DO UPDATE SET"
                         " held = excluded.held, touched = excluded.touched,"
                         " organisation = excluded.organisation"));
    VB_TRY_VOID(bindPlace(put, row.place, row.uploader)
                    .bind(":total", row.total)
                    .bind(":held", row.held)
                    .bind(":touched", row.touched.millis)
                    .bind(":organisation", std::int64_t{row.organisation.value})
                    .run());
    VB_TRY(const auto number, attachmentNumber(row.place, row.uploader));
    VB_TRY(auto add, m_database.prepare("INSERT INTO attachment_chunk VALUES (:chunk, :content)"));
    const auto index =
        static_cast<std::int64_t>((row.held - chunk.size()) / protocol::kAttachmentChunkBytes);
    return add.bind(":chunk", number.value_or(0) * kChunksPerAttachment + index)
        .bind(":content", chunk)
        .run();
}

Result<void> SqliteHubStore::dropUpload(const AttachmentPlace& place, const DeviceId& uploader) {
    VB_TRY_VOID(beginWriting());
    VB_TRY(const auto number, attachmentNumber(place, uploader));
    if (!number)
        return {};
    VB_TRY(auto empty, m_database.prepare(kDropChunks));
    VB_TRY_VOID(empty.bind(":attachment", *number).run());
    VB_TRY(auto drop, m_database.prepare("DELETE FROM attachment WHERE attachment = :attachment"));
    return drop.bind(":attachment", *number).run();
}

Result<void> SqliteHubStore::finishUpload(const AttachmentPlace& place, const DeviceId& uploader) {
    VB_TRY_VOID(beginWriting());
    VB_TRY(const auto row, attachment(place, uploader));
    if (!row)
        return fail(Code::NotFound, "upload");
    VB_TRY(auto settle,
           m_database.prepare("UPDATE attachment SET uploader = zeroblob(32) WHERE case_id = :case"
                              " AND audience = :audience AND address = :address"
                              " AND uploader = :uploader"));
    VB_TRY_VOID(bindPlace(settle, place, uploader).run());
    std::vector<DeviceId> others;
    {
        VB_TRY(auto query,
               m_database.prepare("SELECT uploader FROM attachment WHERE case_id = :case"
                                  " AND audience = :audience AND address = :address"
                                  " AND uploader <> :uploader"));
        VB_TRY_VOID(bindPlace(query, place, DeviceId())
                        .each([&](const sql::Statement& found) -> Result<void> {
                            VB_TRY(const DeviceId other, found.id<DeviceId>(0));
                            others.push_back(other);
                            return {};
                        }));
    }
    for (const DeviceId& other : others)
        VB_TRY_VOID(dropUpload(place, other));
    return addUsage(uploader, {1, row->total});
}

Result<void> SqliteHubStore::expireUploads(Instant since) {
    std::vector<AttachmentRow> old;
    {
        VB_TRY(auto query,
               m_database.prepare("SELECT " VB_ATTACHMENT_COLUMNS " FROM attachment"
                                  " WHERE uploader <> zeroblob(32) AND touched < :since"));
        query.bind(":since", since.millis);
        VB_TRY_VOID(query.each([&](const sql::Statement& row) -> Result<void> {
            VB_TRY(AttachmentRow read, readAttachment(row));
            old.push_back(read);
            return {};
        }));
    }
    for (const AttachmentRow& row : old)
        VB_TRY_VOID(dropUpload(row.place, row.uploader));
    return {};
}

Result<void> SqliteHubStore::dropAttachmentsOf(const CaseId& caseId) {
    VB_TRY(auto empty,
           m_database.prepare("DELETE FROM attachment_chunk WHERE chunk / 1024 IN"
                              " (SELECT attachment FROM attachment WHERE case_id = :case)"));
    VB_TRY_VOID(empty.bind(":case", caseId).run());
    VB_TRY(auto drop, m_database.prepare("DELETE FROM attachment WHERE case_id = :case"));
    return drop.bind(":case", caseId).run();
}

Result<void> SqliteHubStore::dropAttachment(const DroppedAttachment& dropped) {
    std::vector<DeviceId> uploaders;
    {
        VB_TRY(auto query,
               m_database.prepare("SELECT uploader FROM attachment WHERE case_id = :case"
                                  " AND audience = :audience AND address = :address"
                                  " AND organisation = coalesce(:organisation, organisation)"));
        query.bind(":case", dropped.place.caseId).bind(":audience", dropped.place.audience);
        query.bind(":address", dropped.place.address);
        if (dropped.organisation)
            query.bind(":organisation", std::int64_t{dropped.organisation->value});
        else
            query.bind(":organisation", nullptr);
        VB_TRY_VOID(query.each([&](const sql::Statement& found) -> Result<void> {
            VB_TRY(const DeviceId uploader, found.id<DeviceId>(0));
            uploaders.push_back(uploader);
            return {};
        }));
    }
    for (const DeviceId& uploader : uploaders)
        VB_TRY_VOID(dropUpload(dropped.place, uploader));
    return {};
}

Result<std::optional<AttachmentRow>> SqliteHubStore::attachment(const AttachmentPlace& place,
                                                                const DeviceId& uploader) const {
    VB_TRY(auto query, m_database.prepare("SELECT " VB_ATTACHMENT_COLUMNS " FROM attachment"
                                          " WHERE case_id = :case AND audience = :audience"
                                          " AND address = :address AND uploader = :uploader"));
    VB_TRY(const bool found, bindPlace(query, place, uploader).step());
    if (!found)
        return std::optional<AttachmentRow>();
    VB_TRY(AttachmentRow row, readAttachment(query));
    return std::optional(row);
}

Result<std::vector<AttachmentRow>> SqliteHubStore::uploadsOf(const DeviceId& uploader) const {
    VB_TRY(auto query, m_database.prepare("SELECT " VB_ATTACHMENT_COLUMNS " FROM attachment"
                                          " WHERE uploader = :uploader"
                                          " ORDER BY touched, attachment"));
    query.bind(":uploader", uploader);
    std::vector<AttachmentRow> rows;
    VB_TRY_VOID(query.each([&](const sql::Statement& row) -> Result<void> {
        VB_TRY(AttachmentRow read, readAttachment(row));
        rows.push_back(read);
        return {};
    }));
    return rows;
}

Result<Bytes> SqliteHubStore::chunk(const AttachmentPlace& place, const DeviceId& uploader,
                                    std::uint64_t number) const {
    VB_TRY(const auto attachment, attachmentNumber(place, uploader));
    if (!attachment || number >= kChunksPerAttachment)
        return fail(Code::NotFound, "attachment");
    VB_TRY(auto query,
           m_database.prepare("SELECT content FROM attachment_chunk WHERE chunk = :chunk"));
    query.bind(":chunk", *attachment * kChunksPerAttachment + static_cast<std::int64_t>(number));
    VB_TRY(const bool found, query.step());
    if (!found)
        return fail(Code::NotFound, "chunk");
    return toBytes(query.blob(0));
}

} // namespace vb::server
