// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/clock.h"
#include "sync/base/ids.h"
#include "sync/model/changeset.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vb::store {

/// Where an envelope stands with the hub. Numbers are in the file.
enum class EnvelopeState : std::uint8_t {
    Unsent = 0,   ///< written here, in the outbox
    Accepted = 1, ///< has a position in the house's log
    Refused = 2,  ///< the hub will not have it; `refusal` says why
    Stub = 3,     ///< stands in the log for what was given up; beside the refused one, if held
    Sealed = 4,   ///< accepted, and not ours to open yet: its key was not handed to this device
};

/// A statement as the hub logged it.
struct StatementRow {
    std::uint64_t number = 0; ///< in its chain, from 0
    StatementId id;
    Bytes signedStatement; ///< SignedStatement
    Bytes leaf;            ///< LeafEntry
    std::uint64_t position = 0;
};

/// An epoch key in the sealed box in which this device was handed it.
struct EpochBoxRow {
    EpochId epoch;
    AudienceId audience;
    CaseId caseId;
    Bytes box;
};

struct AudienceRow {
    AudienceId audience;
    CaseId caseId;
    std::uint64_t cursorRecent = 0;
    std::uint64_t cursorBulk = 0;
};

struct StreamRow {
    StreamId stream;
    AudienceId audience;
    DeviceId device;
    IncarnationId incarnation;
    std::uint64_t counter = 0; ///< of the newest envelope or stub that we hold
    ChangesetId head;          ///< its id; of a stub that of what it stands for
    Bytes signedHead;          ///< SignedStreamHead; empty when none is held
};

/// One envelope with what log and directory say about it.
struct EnvelopeRow {
    ChangesetId id;
    AudienceId audience;
    StreamId stream;
    std::uint64_t counter = 0;
    std::uint8_t kind = 0; ///< protocol EnvelopeKind
    EnvelopeState state = EnvelopeState::Unsent;
    std::uint32_t refusal = 0; ///< protocol Refusal
    std::optional<std::uint64_t> position;
    std::optional<Instant> hubTime;
    WorkerId author;
    OrganisationCode organisation;
    std::string hat;
    HybridStamp stamp;
    model::RoleSet roles;
    model::Standing standing = model::Standing::Effective;
    bool late = false;
    Bytes sealed; ///< Envelope; for a stub SignedStub
    Bytes leaf;   ///< LeafEntry; empty while not accepted
};

/// The plaintext of one part as the store keeps it (inside the store's own encryption).
struct PartRow {
    std::uint16_t index = 0;
    model::RecordTypeId type;
    RecordId record;
    Bytes content; ///< as the part codec of the envelope encodes it
    /// What the content names, ascending; filled by whoever stores it, and not read back.
    std::vector<AttachmentId> attachments{};
};

/// What a person must look at and that is not a conflict. Numbers are in the file.
enum class AttentionKind : std::uint8_t {
    Refused = 1,       ///< the hub refused a changeset of ours; subject: its id
    Late = 2,          ///< ours was accepted after our membership had ended
    SplitView = 3,     ///< the hub's log does not fit what we or a colleague pinned
    HubRestored = 4,   ///< a new log generation
    Fork = 5,          ///< two changesets under one stream number
    Unreadable = 6,    ///< a sealed part that does not open; subject: the changeset
    Invalid = 7,       ///< the hub sent what is not valid; subject: the changeset
    CaseErased = 8,    ///< a case left this device
    StoreRepaired = 9, ///< a sync found and brought back what was missing here
    Newer = 10, ///< kept, and not to be shown before an update of the program; subject: the case
    /// The hub refused an attachment of ours for good; subject: a changeset that names it.
    AttachmentRefused = 11,
};

struct AttentionRow {
    std::int64_t number = 0;
    AttentionKind kind = AttentionKind::Refused;
    std::optional<CaseId> caseId;
    Bytes subject;
    std::uint32_t reason = 0;
    Instant noticedAt;
};

struct RecordKey {
    model::RecordTypeId type;
    RecordId record;
};

/// One record as lists show it.
struct RecordRow {
    RecordId record;
    CaseId caseId;
    AudienceId audience;
    model::RecordTypeId type;
    std::int64_t sortMillis = 0;
    Bytes summary;
    std::uint32_t conflicts = 0;
    bool unread = false;
    bool unsent = false;
};

struct CaseRow {
    CaseId caseId;
    std::optional<Instant> openedAt;
    std::uint64_t unread = 0;
    std::uint64_t unsent = 0;
    std::uint64_t conflicts = 0;
};

struct SearchHit {
    RecordId record;
    CaseId caseId;
    model::RecordTypeId type;
    std::int64_t sortMillis = 0;
    Bytes summary;
};

} // namespace vb::store
