// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Endpoints upload and download.
#include "crypto/digest.h"
#include "crypto/signature.h"
#include "sync/membership/admission.h"
#include "sync/protocol/heads.h"
#include "sync/protocol/upload_claim.h"
#include "sync/server/hub_core.h"

#include <algorithm>
#include <limits>

namespace vb::server {
namespace {

template <typename Request>
Result<AttachmentPlace> readPlace(const Request& request) {
    AttachmentPlace place;
    VB_TRY(place.caseId, CaseId::fromBytes(asBytes(request.case_id())));
    VB_TRY(place.audience, AudienceId::fromBytes(asBytes(request.audience())));
    VB_TRY(place.address, AttachmentId::fromBytes(asBytes(request.address())));
    return place;
}

/// What a chunk at this offset is long; nothing where none begins.
std::optional<std::uint64_t> chunkLength(std::uint64_t offset, std::uint64_t total) {
    if (offset >= total || offset % protocol::kAttachmentChunkBytes != 0)
        return std::nullopt;
    return std::min<std::uint64_t>(protocol::kAttachmentChunkBytes, total - offset);
}

Result<void> checkUpload(const wire::UploadRequest& request) {
    if (request.total() == 0)
        return fail(Code::InvalidInput, "an attachment without bytes");
    if (request.total() > protocol::kMaxAttachmentBytes)
        return fail(Code::TooLarge, "attachment");
    if (request.chunk().empty() ? request.offset() != 0
                                : chunkLength(request.offset(), request.total()) !=
                                      std::optional<std::uint64_t>(request.chunk().size()))
        return fail(Code::InvalidInput, "chunk");
    return {};
}

/// Whose it is. Who brings back what a hub lost may say that it is another organisation's, which
/// may withdraw it then.
Result<OrganisationCode> organisationOf(const wire::UploadRequest& request, const Caller& caller) {
    if (request.organisation() == 0 || caller.scope != wire::SESSION_SCOPE_FULL)
        return caller.holder.organisation;
    if (request.organisation() > std::numeric_limits<std::uint16_t>::max())
        return fail(Code::InvalidInput, "organisation code");
    return OrganisationCode{static_cast<std::uint16_t>(request.organisation())};
}

std::string heldReply(std::uint64_t held) {
    wire::UploadReply reply;
    reply.set_held(held);
    return reply.SerializeAsString();
}

} // namespace

Result<void> HubCore::mayUpload(const Caller& caller, const AttachmentPlace& place,
                                OrganisationCode organisation, const DirectoryHead& directory) {
    VB_TRY(const membership::DirectoryPrefix whole, ours(m_chains.whole(place.caseId)));
    const auto then = membership::prefixAt(directory, whole.house, whole.caseLog);
    if (!then)
        return m_log.isRecovering ? fail(Code::Busy, "a directory that may come back")
                                  : fail(Code::Refused, "a directory that never was");
    const auto audience = membership::findAudience(whole, place.audience);
    const bool belonged =
        audience && membership::isDeviceInForce(*then, caller.device) &&
        membership::certificateCovers(whole, caller.device, now()) &&
        membership::belongs(*then, caller.holder, membership::readership(whole, *audience),
                            membership::Moment::begunBy(now()));
    if (!belonged || whole.caseLog->wholeCasePurge())
        return fail(Code::Refused, "not for this audience");
    const membership::NamedAttachment name{place.audience, place.address};
    // Who knew of a withdrawal names it anew: something that stays says something with it.
    if (membership::isDropped(whole, name, organisation, then->caseSize) ||
        membership::isDropped(whole, name, caller.holder.organisation, then->caseSize))
        return fail(Code::Refused, "an attachment that was purged or withdrawn");
    return {};
}

/// The push-only key lies on the disk in the clear: of attachments, as of envelopes, the hub takes
/// from it only what the device key vouches for.
Result<void> HubCore::checkClaim(const Caller& caller, const wire::UploadRequest& request,
                                 const AttachmentPlace& place) const {
    if (caller.scope != wire::SESSION_SCOPE_PUSH_ONLY)
        return {};
    const auto key = m_chains.signingKeyOf(caller.device);
    const auto signature = crypto::Signature::fromBytes(asBytes(request.claim()));
    const Bytes claim =
        protocol::uploadClaim(place.caseId, place.audience, place.address, request.total());
    if (!key || !signature ||
        !crypto::verify(*key, crypto::Kind::UploadClaim, m_house.house.bytes(), claim, *signature))
        return fail(Code::Refused, "an attachment that the device did not sign for");
    return {};
}

/// A device that went on elsewhere, or was put back, must not be stuck behind what it forgot: the
/// upload that it has touched least goes.
Result<void> HubCore::makeRoomForUpload(const DeviceId& device, std::uint64_t total) {
    VB_TRY(const UsageRow usage, ours(m_store.usage(device)));
    if (usage.items >= m_limits.maxItemsPerDevice ||
        usage.bytes + total > m_limits.maxBytesPerDevice)
        return fail(Code::Full, "the device's share of the store");
    VB_TRY(const auto begun, ours(m_store.uploadsOf(device)));
    for (std::size_t i = 0; i + protocol::kMaxUnfinishedAttachments <= begun.size(); ++i) {
        m_uncommitted = true;
        VB_TRY_VOID(ours(m_store.dropUpload(begun[i].place, device)));
    }
    return {};
}

Result<void> HubCore::finishUpload(const AttachmentRow& row) {
    crypto::Digester digester(crypto::Kind::Attachment, m_house.house.bytes());
    for (std::uint64_t offset = 0; offset < row.total; offset += protocol::kAttachmentChunkBytes) {
        VB_TRY(const Bytes chunk, ours(m_store.chunk(row.place, row.uploader,
                                                     offset / protocol::kAttachmentChunkBytes)));
        digester.add(chunk);
    }
    if (AttachmentId(digester.finish()) != row.place.address) {
        VB_TRY_VOID(ours(m_store.dropUpload(row.place, row.uploader)));
        return fail(Code::InvalidInput, "not the bytes of this address");
    }
    return ours(m_store.finishUpload(row.place, row.uploader));
}

EndpointResult HubCore::upload(Call& call) {
    VB_TRY(const auto request, parseBody<wire::UploadRequest>(call.body));
    VB_TRY(const AttachmentPlace place, readPlace(request));
    VB_TRY(const DirectoryHead directory, protocol::readDirectoryHead(request.directory()));
    VB_TRY_VOID(checkUpload(request));
    VB_TRY_VOID(checkClaim(*call.caller, request, place));
    VB_TRY(const OrganisationCode organisation, organisationOf(request, *call.caller));
    VB_TRY_VOID(mayUpload(*call.caller, place, organisation, directory));
    VB_TRY(const auto whole, ours(m_store.attachment(place, DeviceId())));
    if (whole)
        return heldReply(whole->total);

    const DeviceId& device = call.caller->device;
    VB_TRY(auto known, ours(m_store.attachment(place, device)));
    if (known && known->total != request.total()) {
        m_uncommitted = true;
        VB_TRY_VOID(ours(m_store.dropUpload(place, device)));
        known.reset();
    }
    const std::uint64_t held = known ? known->held : 0;
    if (request.chunk().empty() || request.offset() != held)
        return heldReply(held);
    if (!known)
        VB_TRY_VOID(makeRoomForUpload(device, request.total()));
    const AttachmentRow row{place, device,      request.total(), held + request.chunk().size(),
                            now(), organisation};
    m_uncommitted = true;
    VB_TRY_VOID(ours(m_store.putChunk(row, asBytes(request.chunk()))));
    if (row.held == row.total)
        VB_TRY_VOID(finishUpload(row));
    ++call.facts.accepted;
    return heldReply(row.held);
}

EndpointResult HubCore::download(Call& call) {
    VB_TRY(const auto request, parseBody<wire::DownloadRequest>(call.body));
    VB_TRY(const AttachmentPlace place, readPlace(request));
    VB_TRY(const auto audience, readable(*call.caller, place.caseId, place.audience));
    if (!audience)
        return fail(Code::Refused, "not for this audience");
    VB_TRY(const auto row, ours(m_store.attachment(place, DeviceId())));
    if (!row)
        return fail(Code::NotFound, "attachment");
    if (!chunkLength(request.offset(), row->total))
        return fail(Code::InvalidInput, "no chunk begins there");
    VB_TRY(
        const Bytes chunk,
        ours(m_store.chunk(place, DeviceId(), request.offset() / protocol::kAttachmentChunkBytes)));
    wire::DownloadReply reply;
    reply.set_total(row->total);
    reply.set_chunk(wireText(chunk));
    return reply.SerializeAsString();
}

} // namespace vb::server
