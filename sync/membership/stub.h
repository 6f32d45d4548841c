// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/public_keys.h"
#include "sync/base/bytes.h"
#include "sync/base/ids.h"

#include <cstdint>

namespace vb::membership {

/// A number of a stream that its author gave up: what stands there in chain and log instead of the
/// envelope that was refused.
struct Stub {
    StreamId stream;
    std::uint64_t counter = 0;
    /// What was refused. The next envelope of the stream names this as the one before it.
    ChangesetId hash;
    std::uint32_t reason = 0; ///< protocol Refusal, never none; one that we do not know is kept
    CaseId caseId;
    AudienceId audience;
    IncarnationId incarnation;
    DeviceId device;
    friend bool operator==(const Stub&, const Stub&) = default;
};

/// The bytes that were signed and the signature over them.
struct SignedStub {
    Bytes stub;
    crypto::Signature signature;
    friend bool operator==(const SignedStub&, const SignedStub&) = default;
};

/// A stub with the id under which it stands in log, digests and comparison. The id has a label of
/// its own, so it is never that of a changeset: who gives a number up takes nobody's name.
struct CheckedStub {
    ChangesetId id;
    Stub said;
    SignedStub sent;
};

/// Reads a stub as it was sent. Total and bounded; TooLarge and InvalidInput otherwise.
Result<Stub> parseStub(ByteView stub);
Bytes encodeStub(const Stub& stub);

/// The wire message of a signed stub.
Result<SignedStub> parseSignedStub(ByteView message);
Bytes encodeSignedStub(const SignedStub& stub);

/// BLAKE2b-256 over the stub as sent.
ChangesetId stubId(HouseId house, ByteView stub);

/// Reads what was sent and names it. Says nothing yet about who signed it: hub and replica read it
/// first to find the device's key.
Result<CheckedStub> checkStub(HouseId house, SignedStub sent);

/// Whether `deviceKey`, which is the key that the device id names, signed it, and about a stream
/// whose id follows from (device, incarnation, audience), so that no device gives up a number of
/// another's. Unauthentic otherwise.
Result<void> verifyStub(HouseId house, const CheckedStub& stub,
                        const crypto::SigningPublicKey& deviceKey);

} // namespace vb::membership
