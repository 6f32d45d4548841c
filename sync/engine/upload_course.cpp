// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/upload_course.h"

#include "sync/protocol/limits.h"

namespace vb::engine {

using protocol::kAttachmentChunkBytes;

/// Twice as many requests as there are chunks: the hub may forget, but not for ever.
UploadCourse::UploadCourse(std::uint64_t total)
    : m_total(total), m_requestsLeft(2 * protocol::attachmentChunks(total) + 2) {}

/// Of what goes at once nobody needs to ask first.
UploadCourse::Step UploadCourse::begin() const {
    return {0, m_total <= kAttachmentChunkBytes};
}

std::optional<UploadCourse::Step> UploadCourse::next(std::uint64_t held) {
    if (held >= m_total || held % kAttachmentChunkBytes != 0 || m_requestsLeft == 0)
        return std::nullopt;
    --m_requestsLeft;
    return Step{held, true};
}

} // namespace vb::engine
