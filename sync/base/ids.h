// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/strong_id.h"

namespace vb {

// Random 128-bit ids, made where the thing is made.
using HouseId = StrongId<struct HouseIdTag, 16>;
using WorkerId = StrongId<struct WorkerIdTag, 16>;
using CaseId = StrongId<struct CaseIdTag, 16>;
using RecordId = StrongId<struct RecordIdTag, 16>;
using AudienceId = StrongId<struct AudienceIdTag, 16>;
/// One device incarnation in one audience writes one stream; a restored or cloned device goes on
/// under a fresh id.
using StreamId = StrongId<struct StreamIdTag, 16>;
/// Random per start of a replica from a restored or cloned store; part of making a StreamId.
using IncarnationId = StrongId<struct IncarnationIdTag, 16>;
using AttachmentId = StrongId<struct AttachmentIdTag, 32>;

// BLAKE2b-256 hashes.
/// The device: hash of its signing key, so that a certificate cannot be moved to another key.
using DeviceId = StrongId<struct DeviceIdTag, 32>;
/// The changeset: hash of its envelope's header.
using ChangesetId = StrongId<struct ChangesetIdTag, 32>;
/// The statement: hash of its signed bytes.
using StatementId = StrongId<struct StatementIdTag, 32>;
/// The epoch: hash of (audience, key), checked when a key is opened.
using EpochId = StrongId<struct EpochIdTag, 32>;
using PartHash = StrongId<struct PartHashTag, 32>;
using Digest256 = StrongId<struct Digest256Tag, 32>;

/// SHA-256, for the log alone (RFC 6962): the hash of a leaf, of an inner node, or the root.
using TreeHash = StrongId<struct TreeHashTag, 32>;

/// An organisation of the house's code list; public, therefore a number and never a name.
struct OrganisationCode {
    std::uint16_t value = 0;
    friend auto operator<=>(const OrganisationCode&, const OrganisationCode&) = default;
};

} // namespace vb
