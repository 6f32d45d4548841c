// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/ids.h"

#include <cstdint>

namespace vb::engine::wire {

// Endpoints upload and download, as the engine uses them. Every read is total: InvalidInput for
// what is not the message or breaks a bound. Whether the numbers fit the attachment is for the
// caller.

struct UploadQuestion {
    CaseId caseId;
    AudienceId audience;
    AttachmentId address;
    Bytes directory; ///< DirectoryHead
    std::uint64_t total = 0;
    Bytes claim = {};                   ///< for a session of the push-only key; empty in any other
    OrganisationCode organisation = {}; ///< whose it is, where not this device's; else 0
};
/// An empty chunk asks how far the hub has it.
Result<Bytes> uploadRequest(const UploadQuestion& about, std::uint64_t offset, ByteView chunk);
/// Bytes that the hub has, from the beginning.
Result<std::uint64_t> readUploaded(ByteView body);

Bytes downloadRequest(const CaseId& caseId, const AudienceId& audience, const AttachmentId& address,
                      std::uint64_t offset);
struct Downloaded {
    std::uint64_t total = 0; ///< from 1 to protocol::kMaxAttachmentBytes
    Bytes chunk;             ///< at most protocol::kAttachmentChunkBytes
};
Result<Downloaded> readDownloaded(ByteView body);

} // namespace vb::engine::wire
