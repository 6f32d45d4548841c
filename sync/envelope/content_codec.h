// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/directory_head.h"
#include "sync/base/hybrid_clock.h"
#include "sync/base/ids.h"
#include "sync/model/changeset.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vb::envelope {

/// How far a device has applied somebody's stream.
struct AppliedHead {
    StreamId stream;
    std::uint64_t counter = 0;
    ChangesetId head;
    /// In acknowledgements: a person has had it on screen.
    bool displayed = false;
    friend bool operator==(const AppliedHead&, const AppliedHead&) = default;
};

/// What an author's device had pinned and applied when it sealed. Readers demand that it is
/// consistent with what they see, which is how a split view or withholding comes out.
struct Witness {
    std::uint64_t logGeneration = 0;
    std::uint64_t logSize = 0;
    TreeHash logRoot;
    ChainHead houseDirectory;
    /// Ascending by stream, each stream once; at most protocol::kMaxWitnessHeads.
    std::vector<AppliedHead> applied;
    friend bool operator==(const Witness&, const Witness&) = default;
};

/// What a whole changeset shares; carried by each of its parts, because any other may be gone.
struct Frame {
    std::string hat;
    HybridStamp stamp;
    /// In part 0 only; of history sent in bulk, in the first of an audience since the pin moved.
    std::optional<Witness> witness;
    /// Fields of a newer version, kept as they came.
    Bytes unknown;
    friend bool operator==(const Frame&, const Frame&) = default;
};

struct PartContent {
    Frame frame;
    model::Part part;
    friend bool operator==(const PartContent&, const PartContent&) = default;
};

/// The plaintext of an acknowledgement's only part.
struct Acknowledgement {
    Frame frame;
    /// Ascending by stream, each stream once; at most protocol::kMaxWitnessHeads.
    std::vector<AppliedHead> heads;
    friend bool operator==(const Acknowledgement&, const Acknowledgement&) = default;
};

/// A resolution keeps no more values than it had candidates to look at.
inline constexpr std::size_t kMaxOperationValues = model::kMaxObserved;

// Plaintext to bytes and back. Decoding is total and bounded (protocol::kMaxContentBytes, and what
// sync/model and sync/protocol/limits.h say of each member): any bytes give a value or an error. It
// refuses (InvalidInput) what is not canonical (observed versions sorted and unique, values as many
// as the kind of operation asks) and text that is not UTF-8. Fields, record types, policies, kinds
// of operation and kinds of value that are newer are kept and encoded again as they came; the merge
// gives them no effect. TooNew only for a version reference with more in it than we know. Encoding
// checks the same, so that nothing is sealed that nobody can read; encode(decode(bytes)) == bytes
// for whatever encode made.

Result<Bytes> encodePart(const Frame& frame, const model::Part& part);
Result<PartContent> decodePart(ByteView bytes);

Result<Bytes> encodeAcknowledgement(const Acknowledgement& acknowledgement);
Result<Acknowledgement> decodeAcknowledgement(ByteView bytes);

} // namespace vb::envelope
