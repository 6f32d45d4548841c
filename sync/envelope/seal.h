// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/keys.h"
#include "sync/base/directory_head.h"
#include "sync/base/ids.h"
#include "sync/envelope/content_codec.h"
#include "sync/envelope/packing.h"
#include "sync/membership/envelope_header.h"
#include "sync/model/changeset.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace vb::envelope {

/// Where in its stream a changeset stands.
struct StreamPosition {
    StreamId stream;
    /// From 1.
    std::uint64_t counter = 0;
    /// The changeset before it; absent exactly at counter 1.
    std::optional<ChangesetId> previous;
};

/// What sealing needs beside the content. References live as long as the call.
struct SealContext {
    HouseId house;
    CaseId caseId;
    AudienceId audience;
    EpochId epoch;
    /// Must be the key that `epoch` names (VB_CHECK): sealing under another would be unreadable.
    const crypto::EpochKey& key;
    StreamPosition position;
    /// d: the newest heads that this device holds.
    DirectoryHead directory = {};
    std::uint32_t retentionClass = 0;
    /// History sent in bulk: not padded.
    bool bulk = false;
    /// In everything live; of bulk, in the first of an audience since the pin moved.
    std::optional<Witness> witness = {};
    /// Of what is sealed anew: its first sealing.
    std::optional<ChangesetId> renews = {};
};

/// A changeset as it is stored, pushed and pulled. Header and parts are the bytes that are hashed
/// and signed; nothing re-serialises them.
struct SealedEnvelope {
    ChangesetId id;
    Bytes header;
    std::vector<Bytes> parts;
    /// The wire message of it all.
    [[nodiscard]] Bytes encode() const { return membership::encodeEnvelope(header, parts); }
};

/// Seals every part of `changeset` by itself: encode, pack, pad, XChaCha20-Poly1305 under the epoch
/// key with a random nonce, bound to its place (docs/protocol.md, section 4). Case and audience of
/// the changeset must be those of the context (VB_CHECK). Kind is Changeset or ReadLog. Author and
/// organisation are not written: the certificate of the stream's device says them.
/// InvalidInput or TooLarge when the content breaks a bound; nothing is sealed then. A first
/// sealing keeps protocol::kRenewalRoom free of every bound, so that the same can always be sealed
/// anew (context.renews).
Result<SealedEnvelope> seal(Packer& packer, const model::Changeset& changeset,
                            const SealContext& context,
                            membership::EnvelopeKind kind = membership::EnvelopeKind::Changeset);

/// Seals an acknowledgement: one part, no records. context.witness must be absent; the frame of the
/// acknowledgement carries it.
Result<SealedEnvelope> sealAcknowledgement(Packer& packer, const Acknowledgement& acknowledgement,
                                           const SealContext& context);

} // namespace vb::envelope
