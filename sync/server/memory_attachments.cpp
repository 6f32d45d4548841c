// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The ciphertext of attachments.
#include "sync/protocol/limits.h"
#include "sync/server/memory_store.h"

#include <algorithm>

namespace vb::server {

Result<void> MemoryHubStore::putChunk(const AttachmentRow& row, ByteView chunk) {
    const Upload upload{row.place, row.uploader};
    put(&Tables::attachments, upload, row);
    const std::uint64_t number = (row.held - chunk.size()) / protocol::kAttachmentChunkBytes;
    put(&Tables::chunks, {upload, number}, toBytes(chunk));
    return {};
}

void MemoryHubStore::takeUpload(const Upload& upload) {
    take(&Tables::attachments, upload);
    while (true) {
        const auto chunk = m_tables.chunks.lower_bound({upload, 0});
        if (chunk == m_tables.chunks.end() || chunk->first.first != upload)
            return;
        take(&Tables::chunks, std::pair(chunk->first));
    }
}

Result<void> MemoryHubStore::dropUpload(const AttachmentPlace& place, const DeviceId& uploader) {
    takeUpload({place, uploader});
    return {};
}

Result<void> MemoryHubStore::finishUpload(const AttachmentPlace& place, const DeviceId& uploader) {
    const Upload upload{place, uploader};
    const auto found = m_tables.attachments.find(upload);
    if (found == m_tables.attachments.end())
        return fail(Code::NotFound, "upload");
    AttachmentRow row = found->second;
    row.uploader = DeviceId();
    std::vector<Bytes> chunks;
    for (auto chunk = m_tables.chunks.lower_bound({upload, 0});
         chunk != m_tables.chunks.end() && chunk->first.first == upload; ++chunk)
        chunks.push_back(chunk->second);
    std::vector<Upload> begun;
    for (auto other = m_tables.attachments.lower_bound({place, DeviceId()});
         other != m_tables.attachments.end() && other->first.first == place; ++other)
        begun.push_back(other->first);
    for (const Upload& other : begun)
        takeUpload(other);
    const Upload whole{place, DeviceId()};
    put(&Tables::attachments, whole, row);
    for (std::size_t i = 0; i < chunks.size(); ++i)
        put(&Tables::chunks, {whole, i}, chunks[i]);
    addUsage(uploader, {1, row.total});
    return {};
}

Result<void> MemoryHubStore::expireUploads(Instant since) {
    std::vector<Upload> old;
    for (const auto& [upload, row] : m_tables.attachments) {
        if (!row.uploader.isNone() && row.touched < since)
            old.push_back(upload);
    }
    for (const Upload& upload : old)
        takeUpload(upload);
    return {};
}

void MemoryHubStore::dropAttachmentsOf(const CaseId& caseId) {
    std::vector<Upload> all;
    for (const auto& [upload, row] : m_tables.attachments) {
        if (row.place.caseId == caseId)
            all.push_back(upload);
    }
    for (const Upload& upload : all)
        takeUpload(upload);
}

void MemoryHubStore::dropAttachment(const DroppedAttachment& dropped) {
    std::vector<Upload> all;
    for (auto found = m_tables.attachments.lower_bound({dropped.place, DeviceId()});
         found != m_tables.attachments.end() && found->first.first == dropped.place; ++found) {
        if (dropped.organisation.value_or(found->second.organisation) == found->second.organisation)
            all.push_back(found->first);
    }
    for (const Upload& upload : all)
        takeUpload(upload);
}

Result<std::optional<AttachmentRow>> MemoryHubStore::attachment(const AttachmentPlace& place,
                                                                const DeviceId& uploader) const {
    const auto found = m_tables.attachments.find({place, uploader});
    if (found == m_tables.attachments.end())
        return std::optional<AttachmentRow>();
    return std::optional(found->second);
}

Result<std::vector<AttachmentRow>> MemoryHubStore::uploadsOf(const DeviceId& uploader) const {
    std::vector<AttachmentRow> rows;
    for (const auto& [upload, row] : m_tables.attachments) {
        if (row.uploader == uploader)
            rows.push_back(row);
    }
    std::stable_sort(rows.begin(), rows.end(), [](const auto& left, const auto& right) {
        return left.touched < right.touched;
    });
    return rows;
}

Result<Bytes> MemoryHubStore::chunk(const AttachmentPlace& place, const DeviceId& uploader,
                                    std::uint64_t number) const {
    const auto found = m_tables.chunks.find({Upload{place, uploader}, number});
    if (found == m_tables.chunks.end())
        return fail(Code::NotFound, "chunk");
    return found->second;
}

} // namespace vb::server
