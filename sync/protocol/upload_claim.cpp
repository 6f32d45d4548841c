// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/protocol/upload_claim.h"

namespace vb::protocol {

Bytes uploadClaim(const CaseId& caseId, const AudienceId& audience, const AttachmentId& address,
                  std::uint64_t total) {
    Bytes claim;
    append(claim, caseId.view());
    append(claim, audience.view());
    append(claim, address.view());
    appendU64(claim, total);
    return claim;
}

} // namespace vb::protocol
