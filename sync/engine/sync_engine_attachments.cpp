// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The last step of a sync: attachments, once everything else is done and noted as done. One chunk a
// request. Whatever goes wrong with one attachment, the next has its turn, and the next sync
// another try.
#include "sync/engine/sync_engine.h"
#include "sync/protocol/limits.h"

#include <algorithm>

namespace vb::engine {

using protocol::kAttachmentChunkBytes;

Result<void> SyncEngine::transferAttachments() {
    m_transfers.clear();
    m_transfersLacking = 0;
    auto attachments = m_replica.attachments();
    VB_TRY(const auto uploads, attachments.toUpload());
    m_hasUploads = !uploads.empty();
    for (const auto& row : uploads)
        m_transfers.push_back({row, true, 0});
    if (m_scope == wire::SessionScope::Full) {
        VB_TRY(auto downloads, attachments.toDownload());
        // Each has its turn, also when the hub lacks more of them than one sync asks for.
        const auto next = std::find_if(downloads.begin(), downloads.end(), [this](const auto& row) {
            return row.number > m_lastLacking;
        });
        std::rotate(downloads.begin(), next, downloads.end());
        for (const auto& row : downloads)
            m_transfers.push_back({row, false, 0});
    }
    return transferNext();
}

Result<void> SyncEngine::transferNext() {
    m_transfer.reset();
    if (m_transfers.empty())
        return end();
    m_transfer = std::move(m_transfers.front());
    m_transfers.pop_front();
    setPhase(SyncPhase::Attachments);
    if (!m_transfer->isUpload)
        return askChunk();
    const auto chunks = (m_transfer->row.total + kAttachmentChunkBytes - 1) / kAttachmentChunkBytes;
    m_transfer->requestsLeft = 2 * chunks + 2;
    // Of what goes at once nobody needs to ask first.
    return sendChunk(0, chunks == 1);
}

Result<void> SyncEngine::sendChunk(std::uint64_t offset, bool withContent) {
    auto attachments = m_replica.attachments();
    VB_TRY(const auto question, attachments.question(m_transfer->row));
    Bytes chunk;
    if (withContent) {
        VB_TRY(chunk, attachments.chunkAt(m_transfer->row, offset));
    }
    VB_TRY(auto request, wire::uploadRequest(question, offset, chunk));
    send(protocol::Endpoint::Upload, std::move(request));
    return {};
}

Result<void> SyncEngine::askChunk() {
    const auto& row = m_transfer->row;
    send(protocol::Endpoint::Download,
         wire::downloadRequest(row.caseId, row.audience, row.address, row.held));
    return {};
}

Result<void> SyncEngine::onTransferred(ByteView body) {
    return m_transfer->isUpload ? onUploaded(body) : onDownloaded(body);
}

/// Where the hub says that it is, there it goes on, as long as that can come to an end.
Result<void> SyncEngine::onUploaded(ByteView body) {
    const auto held = wire::readUploaded(body);
    const std::uint64_t total = m_transfer->row.total;
    if (held && *held == total) {
        VB_TRY_VOID(m_replica.attachments().setUploaded(m_transfer->row));
        ++m_figures.uploaded;
        return transferNext();
    }
    const bool fits = held && *held < total && *held % kAttachmentChunkBytes == 0;
    if (!fits || m_transfer->requestsLeft == 0)
        return transferNext();
    --m_transfer->requestsLeft;
    return sendChunk(*held, true);
}

Result<void> SyncEngine::onDownloaded(ByteView body) {
    const auto reply = wire::readDownloaded(body);
    if (!reply)
        return transferNext();
    VB_TRY(const auto taken, m_replica.attachments().take(m_transfer->row, *reply));
    if (taken == Attachments::Taken::More)
        return askChunk();
    if (taken == Attachments::Taken::Whole) {
        ++m_figures.downloaded;
        m_actions.emplace_back(CasesChanged{{m_transfer->row.caseId}});
    }
    return transferNext();
}

Result<void> SyncEngine::onTransferRefused(wire::FailureReason reason) {
    switch (reason) {
    case wire::FailureReason::Busy:
    case wire::FailureReason::Quota:
    case wire::FailureReason::Internal:
    case wire::FailureReason::Unauthenticated:
        return end(); // what is left is for the next sync
    case wire::FailureReason::Unauthorised:
        if (m_transfer->isUpload)
            VB_TRY_VOID(m_replica.attachments().refused(m_transfer->row));
        break;
    case wire::FailureReason::NotFound:
        // Its author may be away yet. A member can name what never was, and as much as they like.
        if (!m_transfer->isUpload)
            m_lastLacking = m_transfer->row.number;
        if (++m_transfersLacking >= kMaxTransfersLacking)
            return end();
        break;
    default:
        break;
    }
    return transferNext();
}

} // namespace vb::engine
