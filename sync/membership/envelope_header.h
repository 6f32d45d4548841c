// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/directory_head.h"
#include "sync/base/ids.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace vb::membership {

/// What an envelope carries. Numbers are on the wire.
enum class EnvelopeKind : std::uint8_t {
    Changeset = 1,
    /// "Applied up to these heads", pushed after a sync that applied something.
    Acknowledgement = 2,
    /// A changeset of the read log, with a retention of its own.
    ReadLog = 3,
};

/// One sealed part as the header names it.
struct PartSeal {
    PartHash hash;
    std::uint32_t size = 0; ///< of the sealed part, in bytes
    friend bool operator==(const PartSeal&, const PartSeal&) = default;
};

/// Everything of a changeset that is not sealed: what the hub sees. A value; well-formed when it
/// came from parseEnvelopeHeader(). docs/protocol.md, section 4.
struct EnvelopeHeader {
    EnvelopeKind kind = EnvelopeKind::Changeset;
    HouseId house;
    CaseId caseId;
    AudienceId audience;
    EpochId epoch;
    StreamId stream;
    /// 1, 2, 3 ... in the stream; at most protocol::kMaxCounter.
    std::uint64_t counter = 0;
    /// The changeset before this one in the stream; absent exactly at counter 1.
    std::optional<ChangesetId> previous;
    /// d: the newest heads that the author held.
    DirectoryHead directory;
    std::uint32_t retentionClass = 0;
    /// History sent in bulk: not padded, pulled after what is recent.
    bool bulk = false;
    /// At least one, at most protocol::kMaxEnvelopeParts.
    std::vector<PartSeal> parts;
    /// Of what was sealed anew under another number: the id of its first sealing.
    std::optional<ChangesetId> renews = std::nullopt;
    friend bool operator==(const EnvelopeHeader&, const EnvelopeHeader&) = default;
};

/// Reads a header as it was sent. Total and bounded: InvalidInput for bytes that are no header or
/// break a bound, TooLarge over a size limit, TooNew for a suite, format or kind of a newer
/// version. Fields of a newer version inside a known format are ignored, and are part of what is
/// hashed all the same.
Result<EnvelopeHeader> parseEnvelopeHeader(ByteView header);

/// The bytes of a header, for its author alone: everybody else keeps the bytes that were sent.
Bytes encodeEnvelopeHeader(const EnvelopeHeader& header);

/// BLAKE2b-256 over the header as sent: the identity of the changeset.
ChangesetId changesetId(HouseId house, ByteView header);
/// BLAKE2b-256 over one sealed part as sent.
PartHash partHash(HouseId house, ByteView sealedPart);

/// Whether sealed parts are those that the header names: as many, each either empty (withdrawn or
/// purged) or of the named size and hash. InvalidInput when the count or a size differs,
/// Unauthentic when a hash does.
Result<void> checkParts(const EnvelopeHeader& header, std::span<const Bytes> parts);

/// A header with the identity that follows from its bytes, and the sealed parts checked against it.
struct CheckedEnvelope {
    ChangesetId id;
    EnvelopeHeader header;
    std::vector<Bytes> parts;
};
/// Reads an Envelope message of at most protocol::kMaxEnvelopeBytes for one house: header, house,
/// parts. No signature and no membership: those are verifyRun() and validity().
Result<CheckedEnvelope> parseEnvelope(HouseId house, ByteView envelope);
Bytes encodeEnvelope(ByteView header, std::span<const Bytes> parts);
/// The length of what encodeEnvelope() gives for a header and parts of these lengths.
std::size_t envelopeSize(std::size_t header, std::span<const std::size_t> parts);

} // namespace vb::membership
