// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/issuance/transfer.h"

#include "sync/base/check.h"

namespace vb::issuance {

Result<membership::TransferBody> transferBody(const membership::DirectoryPrefix& prefix,
                                              const Handover& handover) {
    VB_CHECK(prefix.caseLog);
    const auto* place = prefix.caseLog->place(handover.giver, handover.hat, prefix.caseSize);
    if (!place)
        return fail(Code::NotFound, "a place under this hat");
    return membership::TransferBody{handover.giver, handover.hat, handover.receiver,
                                    handover.withPart ? place->part : membership::CarePart::None,
                                    handover.acceptedAt + kGiverGoesOn};
}

} // namespace vb::issuance
