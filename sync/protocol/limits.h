// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace vb::protocol {

// Every bound on what comes over the wire, in one place. Both sides check the same numbers.

inline constexpr std::uint32_t kProtocolVersion = 0;
inline constexpr std::uint32_t kSuite = 1;
inline constexpr std::uint32_t kEnvelopeFormat = 0;

inline constexpr std::size_t kMaxRequestBytes = 8 * 1024 * 1024;
inline constexpr std::size_t kMaxReplyBytes = 16 * 1024 * 1024;
inline constexpr std::size_t kMaxHeaderBytes = 8 * 1024;
/// A stream head is about 160 bytes; the rest is room for a newer version's fields.
inline constexpr std::size_t kMaxStreamHeadBytes = 512;
/// A stub is about 170 bytes; the same.
inline constexpr std::size_t kMaxStubBytes = 512;
/// Plaintext of one part, before compression.
inline constexpr std::size_t kMaxContentBytes = 512 * 1024;
/// The shortest a packed part is before it is sealed, unless it is history in bulk.
inline constexpr std::size_t kLivePaddingFloor = 256;
inline constexpr std::size_t kMaxSealedPartBytes = 256 * 1024;
inline constexpr std::size_t kMaxEnvelopeBytes = 1024 * 1024;
/// What a part, and the header, may take more when the same is sealed anew: the name of its first
/// sealing, a predecessor, and what the device knows and has pinned by then, some 350 bytes; the
/// rest is for other ids that compress otherwise. A first sealing leaves this room in every bound,
/// so that nobody has to give up what has once been sealed.
inline constexpr std::size_t kRenewalRoom = 1024;
inline constexpr std::size_t kMaxEnvelopeParts = 64;
inline constexpr std::size_t kMaxStatementBytes = 512 * 1024;
inline constexpr std::size_t kMaxKeyBoxes = 4096;
inline constexpr std::size_t kMaxKeyBoxBytes = 512;
inline constexpr std::size_t kMaxStreamCuts = 4096;
inline constexpr std::size_t kMaxStatementHashes = 4096;
inline constexpr std::size_t kMaxNamedWorkers = 256;
inline constexpr std::size_t kMaxCertificateFormats = 16;
inline constexpr std::size_t kMaxPushItems = 4096;
inline constexpr std::size_t kMaxRunLength = 64;
inline constexpr std::size_t kMaxCursors = 4096;
inline constexpr std::size_t kMaxFetchIds = 4096;
/// What the spans of one reconcile message may take, in either direction.
inline constexpr std::size_t kMaxReconcileBytes = 256 * 1024;
/// The largest audience that is reconciled by ranges; each id costs either side 64 bytes.
inline constexpr std::size_t kMaxReconcileIds = 1'000'000;
/// After so many replies a device gives up: two listings of the largest audience.
inline constexpr std::size_t kMaxReconcileRounds = 512;
/// The ciphertext of one attachment.
inline constexpr std::size_t kMaxAttachmentBytes = 64 * 1024 * 1024;
/// What one upload or download carries: some seconds of a bad mobile link.
inline constexpr std::size_t kAttachmentChunkBytes = 128 * 1024;
/// How many chunks that many bytes are.
constexpr std::uint64_t attachmentChunks(std::uint64_t total) {
    return (total + kAttachmentChunkBytes - 1) / kAttachmentChunkBytes;
}
/// Uploads that one device has begun and not finished at the hub; the one least in use goes.
inline constexpr std::size_t kMaxUnfinishedAttachments = 16;
/// A leaf's entry and a log head are some 200 bytes; the bounds leave room for newer fields.
inline constexpr std::size_t kMaxLeafBytes = 512;
inline constexpr std::size_t kMaxLogHeadBytes = 512;
inline constexpr std::size_t kMaxMailboxBytes = 16 * 1024;
inline constexpr std::size_t kMaxWitnessHeads = 1024;
inline constexpr std::uint64_t kMaxCounter = std::uint64_t{1} << 48;
inline constexpr std::uint64_t kMaxLogPosition = std::uint64_t{1} << 48;

inline constexpr std::chrono::milliseconds kMaxPollWait{25'000};
inline constexpr std::chrono::milliseconds kChallengeLifetime{60'000};
inline constexpr std::chrono::milliseconds kSessionLifetime{15 * 60'000};

} // namespace vb::protocol
