// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/engine/replica.h"

namespace vb::engine {

/// What one save has sealed so far. Nothing of it is anywhere else until the outbox has it all.
struct Replica::Sealing {
    struct Sealed {
        store::EnvelopeRow row;
        CaseId caseId;
        std::vector<store::PartRow> parts;
        store::StreamRow stream;
    };
    struct NewEpoch {
        AudienceId audience;
        CaseId caseId;
        PendingEpoch pending;
        Bytes ownBox;
    };

    std::vector<store::OutboxItem> items;
    std::vector<Sealed> envelopes;
    std::vector<NewEpoch> epochs;
    /// Heads of streams that this save has moved on.
    std::map<StreamId, store::StreamRow> streams;
};

} // namespace vb::engine
