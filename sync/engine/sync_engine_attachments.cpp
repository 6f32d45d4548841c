// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The last step of a sync: attachments, once everything else is done and noted as done. One chunk a
// request. Whatever goes wrong with one attachment, the next has its turn, and the next sync
// another try.
#include "sync/engine/sync_engine.h"

#include <algorithm>
#include <utility>

namespace vb::engine {

Result<void> SyncEngine::transferAttachments() {
    m_transfers.clear();
    m_transfersLacking = 0;
    VB_TRY_VOID(m_replica.keepDeliverable());
    auto attachments = m_replica.attachments();
    VB_TRY(const auto uploads, attachments.toUpload());
    m_hasUploads = !uploads.empty();
    for (const auto& row : uploads)
        m_transfers.push_back({row, true});
    if (m_scope == wire::SessionScope::Full) {
        VB_TRY(const auto doubted, attachments.toAskAbout());
        for (const auto& row : doubted) {
            m_transfers.push_back({row, true});
            m_transfers.back().isQuestion = true;
        }
        VB_TRY(auto downloads, attachments.toDownload());
        // Each has its turn, also when the hub lacks more of them than one sync asks for.
        const auto next = std::find_if(downloads.begin(), downloads.end(), [this](const auto& row) {
            return row.number > m_lastLacking;
        });
        std::rotate(downloads.begin(), next, downloads.end());
        for (const auto& row : downloads)
            m_transfers.push_back({row, false});
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
    return sendChunk(m_transfer->isQuestion ? UploadCourse::Step{} : m_transfer->course.begin());
}

Result<void> SyncEngine::sendChunk(const UploadCourse::Step& step) {
    auto attachments = m_replica.attachments();
    VB_TRY(const auto question, attachments.question(m_transfer->row));
    Bytes chunk;
    if (step.withContent) {
        VB_TRY(chunk, attachments.chunkAt(m_transfer->row, step.offset));
    }
    if (step.withContent) {
        m_transfer->isAllOurs =
            step.offset == (m_transfer->isAllOurs ? m_transfer->sent : std::uint64_t{0});
        m_transfer->sent = step.offset + chunk.size();
    }
    m_transfer->isSendingLast =
        step.withContent && step.offset + chunk.size() == m_transfer->row.total;
    VB_TRY(auto request, wire::uploadRequest(question, step.offset, chunk));
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

Result<void> SyncEngine::onUploaded(ByteView body) {
    const auto held = wire::readUploaded(body);
    if (held && m_transfer->course.isAllHeld(*held)) {
        VB_TRY_VOID(m_replica.attachments().setUploaded(m_transfer->row));
        m_figures.uploaded += m_transfer->isQuestion ? 0U : 1U;
        return transferNext();
    }
    if (std::exchange(m_transfer->isQuestion, false))
        VB_TRY_VOID(m_replica.attachments().lostAtHub(m_transfer->row));
    const auto step = held ? m_transfer->course.next(*held) : std::nullopt;
    return step ? sendChunk(*step) : transferNext();
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
        if (m_transfer->isUpload && !m_transfer->isQuestion)
            VB_TRY_VOID(m_replica.attachments().refused(m_transfer->row, m_hubTime));
        break;
    case wire::FailureReason::Malformed:
    case wire::FailureReason::TooLarge:
        // What an earlier course left at the hub, or somebody with a copy of the outbox, may be
        // what is wrong with it; the hub has dropped that now.
        if (m_transfer->isUpload && m_transfer->isSendingLast && m_transfer->isAllOurs)
            VB_TRY_VOID(m_replica.attachments().refusedBytes(m_transfer->row));
        if (!m_transfer->isUpload)
            VB_TRY_VOID(m_replica.attachments().startOver(m_transfer->row));
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
