// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/engine/replica.h"

namespace vb::engine {

/// A statement as it waits to be sent.
store::OutboxItem statementItem(const membership::Statement& statement);

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
    /// Where records of this save live.
    std::map<RecordId, std::pair<model::RecordTypeId, AudienceId>> homes;
};

/// What is said anew under other numbers, and what becomes of the old ones.
struct Replica::Renewal {
    Sealing sealing;
    /// Names that changesets had, and the names they have now.
    std::map<ChangesetId, ChangesetId> renamed;
    /// Items that leave the outbox in the moment in which what says them anew enters it.
    std::vector<Digest256> replaced;
    /// Items that leave it once the store has what became of them.
    std::vector<Digest256> settled;
    /// Rows that leave the store.
    std::vector<ChangesetId> dropped;
    /// What cannot be said anew: shown as refused.
    struct Refused {
        ChangesetId id;
        CaseId caseId;
        membership::Refusal reason;
    };
    std::vector<Refused> refused;
    /// Of the audiences looked into: what this device has had accepted anew, by its first sealing.
    std::map<AudienceId, std::map<ChangesetId, ChangesetId>> said;
    /// Audiences whose acknowledgement went with the old numbers.
    std::set<AudienceId> unacknowledged;
};

} // namespace vb::engine
