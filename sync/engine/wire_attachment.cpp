// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/wire_attachment.h"

#include "sync/protocol/attachment.pb.h"
#include "sync/protocol/limits.h"

namespace vb::engine::wire {
namespace {

namespace v0 = veldboek::v0;

template <typename Message>
Bytes serialized(const Message& message) {
    Bytes bytes(message.ByteSizeLong());
    VB_CHECK(message.SerializeToArray(bytes.data(), static_cast<int>(bytes.size())));
    return bytes;
}

template <typename Message>
Result<Message> parsed(ByteView body) {
    Message message;
    if (body.size() > protocol::kMaxReplyBytes ||
        !message.ParseFromArray(body.data(), static_cast<int>(body.size())))
        return fail(Code::InvalidInput, "not the endpoint's reply");
    return message;
}

template <typename Message>
void setPlace(Message& message, const CaseId& caseId, const AudienceId& audience,
              const AttachmentId& address) {
    message.set_case_id(std::string(asText(caseId.view())));
    message.set_audience(std::string(asText(audience.view())));
    message.set_address(std::string(asText(address.view())));
}

} // namespace

Result<Bytes> uploadRequest(const UploadQuestion& about, std::uint64_t offset, ByteView chunk) {
    v0::UploadRequest message;
    setPlace(message, about.caseId, about.audience, about.address);
    if (!message.mutable_directory()->ParseFromArray(about.directory.data(),
                                                     static_cast<int>(about.directory.size())))
        return fail(Code::Corrupt, "stored directory head of an attachment");
    message.set_total(about.total);
    message.set_offset(offset);
    message.set_chunk(std::string(asText(chunk)));
    message.set_claim(std::string(asText(about.claim)));
    message.set_organisation(about.organisation.value);
    return serialized(message);
}

Result<std::uint64_t> readUploaded(ByteView body) {
    VB_TRY(const auto message, parsed<v0::UploadReply>(body));
    return message.held();
}

Bytes downloadRequest(const CaseId& caseId, const AudienceId& audience, const AttachmentId& address,
                      std::uint64_t offset) {
    v0::DownloadRequest message;
    setPlace(message, caseId, audience, address);
    message.set_offset(offset);
    return serialized(message);
}

Result<Downloaded> readDownloaded(ByteView body) {
    VB_TRY(const auto message, parsed<v0::DownloadReply>(body));
    if (message.total() == 0 || message.total() > protocol::kMaxAttachmentBytes ||
        message.chunk().size() > protocol::kAttachmentChunkBytes)
        return fail(Code::InvalidInput, "a chunk beyond the bounds");
    return Downloaded{message.total(), toBytes(asBytes(message.chunk()))};
}

} // namespace vb::engine::wire
