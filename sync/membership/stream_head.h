// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/public_keys.h"
#include "sync/base/bytes.h"
#include "sync/base/ids.h"
#include "sync/membership/envelope_header.h"

#include <cstdint>
#include <optional>
#include <span>

namespace vb::membership {

/// The state of a stream just after its changeset `counter`. A device signs the head of every save;
/// log and wire keep the last signature of a run.
struct StreamHead {
    StreamId stream;
    DeviceId device;
    IncarnationId incarnation;
    AudienceId audience;
    std::uint64_t counter = 0;
    /// The changeset at `counter`.
    ChangesetId head;
    friend bool operator==(const StreamHead&, const StreamHead&) = default;
};

/// The bytes that were signed and the signature over them.
struct SignedStreamHead {
    Bytes head;
    crypto::Signature signature;
    friend bool operator==(const SignedStreamHead&, const SignedStreamHead&) = default;
};

/// Reads a head as it was sent. Total and bounded; InvalidInput otherwise. Says nothing yet about
/// who signed it: hub and replica read it first to find the device's certificate.
Result<StreamHead> parseStreamHead(ByteView head);
Bytes encodeStreamHead(const StreamHead& head);

/// The wire message of a signed head.
Result<SignedStreamHead> parseSignedStreamHead(ByteView message);
Bytes encodeSignedStreamHead(const SignedStreamHead& head);

/// The head, once it is proven: signed by `deviceKey`, which is the key that the device id names,
/// and about a stream whose id follows from (device, incarnation, audience), so that no device can
/// speak for another's stream. Unauthentic otherwise.
Result<StreamHead> verifyStreamHead(HouseId house, const SignedStreamHead& signedHead,
                                    const crypto::SigningPublicKey& deviceKey);

/// One envelope of a stream, as far as the chain is concerned.
struct ChainLink {
    ChangesetId id;
    StreamId stream;
    AudienceId audience;
    std::uint64_t counter = 0;
    std::optional<ChangesetId> previous;
};
ChainLink chainLink(ChangesetId id, const EnvelopeHeader& header);

/// Whether one verified head covers all of `links`, which are in order of counter: the last is the
/// head, and each names the one before it. At most protocol::kMaxRunLength of them. A stub ends a
/// run, because what went before it cannot be reached through it. That the first one follows what
/// the reader already has is for the caller to see. Unauthentic when a link does not fit.
Result<void> verifyRun(const StreamHead& verified, std::span<const ChainLink> links);

} // namespace vb::membership
