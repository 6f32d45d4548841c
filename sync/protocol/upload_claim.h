// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/ids.h"

namespace vb::protocol {

/// What a device signs (crypto::Kind::UploadClaim) of an attachment that its own work names, so
/// that its push-only key can deliver this one and no other: case, audience, address, and the bytes
/// of the whole in eight, big-endian.
Bytes uploadClaim(const CaseId& caseId, const AudienceId& audience, const AttachmentId& address,
                  std::uint64_t total);

} // namespace vb::protocol
