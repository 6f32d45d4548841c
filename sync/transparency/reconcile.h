// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/ids.h"
#include "sync/protocol/limits.h"

#include <compare>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

namespace vb::transparency {

// Range-based set reconciliation: Aljoscha Meyer, "Range-Based Set Reconciliation" (SRDS 2023). Two
// sides hold sets of changeset ids in order of their bytes. The initiator sends the fingerprints of
// ranges, the responder is silent about those that agree and cuts the others into smaller ones, or
// lists what it has where that is little. What differs is found in a number of round trips that
// grows with the logarithm of the sets and in bytes that grow with the difference. That a
// fingerprint is a hash of a sum, and that the side with the state is the initiator alone, are as
// in Doug Hoyte's "negentropy".
//
// Here only the initiator (a device) learns what differs; the responder (the hub) keeps no state
// from one message to the next, and answers as much as fits in a frame. Pure: no I/O, no clock; the
// salt is the caller's randomness.

/// Random for every reconciliation, chosen by the initiator.
using ReconcileSalt = ByteArray<16>;
using RangeFingerprint = ByteArray<16>;

/// Between which ids a range lies: an id, cut off after the bytes that matter and read as if zeros
/// followed, or the end of all ids. A value; ordered as the ids are.
class RangeBound {
public:
    /// Before every id.
    RangeBound() = default;
    static RangeBound end();
    /// The shortest bound that is above `below` and not above `at`, which must be above `below`.
    static RangeBound between(const ChangesetId& below, const ChangesetId& at);
    /// Just behind an id.
    static RangeBound after(const ChangesetId& id);
    /// As in a message: at most 32 bytes (TooLarge).
    static Result<RangeBound> fromPrefix(ByteView prefix);

    [[nodiscard]] bool isEnd() const { return m_isEnd; }
    /// Without zeros at its end; empty for the bound before every id, and for the end.
    [[nodiscard]] ByteView prefix() const { return ByteView(m_bytes).first(m_size); }
    /// The first id that is not below the bound, which is no end.
    [[nodiscard]] ChangesetId firstId() const { return ChangesetId(m_bytes); }

    friend bool operator==(const RangeBound&, const RangeBound&) = default;
    friend std::strong_ordering operator<=>(const RangeBound& left, const RangeBound& right);

private:
    bool m_isEnd = false;
    std::size_t m_size = 0;
    ByteArray<ChangesetId::kSize> m_bytes{};
};

/// The ids of one side in order, with what gives the fingerprint of any range at once.
///
/// A fingerprint is the first 16 bytes of H(reconcile-range, count || sum), the sum being that of
/// H(reconcile-item, salt || id) over the range, as numbers mod 2^256: in whatever order, and one
/// more or less without the others. Sums of hashes that somebody may choose can be steered (Wagner,
/// "A Generalized Birthday Problem", 2002: a member who grinds some ten thousand envelopes could
/// make two different sets look alike). Here nobody can choose them, since the salt is drawn after
/// the envelopes were written. So a fingerprint protects against chance, damage and whoever writes
/// envelopes; against the side that answers nothing does, as it can claim any fingerprint. That
/// shows in the comparison digest, which stays as it was.
///
/// A value; 64 bytes an id. At most kMaxReconcileIds ids (VB_CHECK).
class ReconcileSet {
public:
    /// Any order; an id that comes twice counts once.
    ReconcileSet(const HouseId& house, const ReconcileSalt& salt, std::vector<ChangesetId> ids);

    [[nodiscard]] std::size_t size() const { return m_ids.size(); }
    [[nodiscard]] const ChangesetId& at(std::size_t index) const { return m_ids[index]; }
    [[nodiscard]] const ReconcileSalt& salt() const { return m_salt; }
    /// How many ids are below a bound.
    [[nodiscard]] std::size_t below(const RangeBound& bound) const;
    /// Of the ids with these indexes, the last one exclusive.
    [[nodiscard]] RangeFingerprint fingerprint(std::size_t first, std::size_t last) const;

private:
    /// A number mod 2^256, least significant word first.
    using Sum = std::array<std::uint64_t, 4>;

    HouseId m_house;
    ReconcileSalt m_salt;
    std::vector<ChangesetId> m_ids;
    std::vector<Sum> m_sums; ///< of the first 0, 1, 2 ... ids
};

/// Ranges that lie side by side: from `from` to the first end, from there to the second, and so on.
struct ReconcileSpan {
    RangeBound from;
    std::vector<RangeBound> ends; ///< ascending, at least one
    /// One for each range, or none: then the span is one range and, in a request, asks for its ids,
    /// in a reply is answered by `ids`, all that the responder has there.
    std::vector<RangeFingerprint> fingerprints;
    std::vector<ChangesetId> ids; ///< ascending; in a reply only

    [[nodiscard]] bool isListing() const { return fingerprints.empty(); }
    /// At most as many bytes as it takes in a message.
    [[nodiscard]] std::size_t encodedSize() const;
    friend bool operator==(const ReconcileSpan&, const ReconcileSpan&) = default;
};

/// That spans are what they say, ascend and do not overlap; InvalidInput.
Result<void> checkSpans(std::span<const ReconcileSpan> spans);

struct ReconcileQuestion {
    ReconcileSalt salt{};
    std::vector<ReconcileSpan> spans; ///< in order, see checkSpans()
};
struct ReconcileAnswer {
    std::vector<ReconcileSpan> spans; ///< nothing for a range that agrees
    RangeBound answered;              ///< what was asked from here on must be asked again
};

/// How a range that differs is cut and when it is listed. With 100,000 ids these give two round
/// trips: 128 ranges, of each that differs 12, of each of those 12 again, and then some five ids.
/// tests/property/transparency prints what it costs.
struct ReconcileTuning {
    std::size_t firstBranches = 128;
    std::size_t branches = 12;
    /// A smaller piece than this is not worth a fingerprint.
    std::size_t pieceIds = 4;
    /// The responder lists where it has no more; the initiator asks for a list where it has no
    /// more, which is 1 at least (VB_CHECK).
    std::size_t responderLists = 24;
    std::size_t initiatorAsks = 16;
    /// Bounds what one message is made of, beside its few fixed fields.
    std::size_t frameBytes = protocol::kMaxReconcileBytes;
    /// What the responder may make of the initiator's time and memory.
    std::size_t maxRounds = protocol::kMaxReconcileRounds;
    std::size_t maxIds = protocol::kMaxReconcileIds;
};

/// The least frame that always gets on: one range cut in pieces, or a few ids.
inline constexpr std::size_t kMinReconcileFrame = 2'048;

/// The responder's side: answers whatever well-formed question, in at most a frame. `set` must have
/// the question's salt (VB_CHECK).
ReconcileAnswer answer(const ReconcileSet& set, const ReconcileQuestion& question,
                       const ReconcileTuning& tuning = {});

/// The initiator's side. `while (!r.isDone()) { ask(r.next()); r.take(answer); }`
///
/// Invariants: what is settled is exact for an honest responder (needed: it has, we lack; extra: we
/// have, it lacks), and every reply settles something. A lost reply costs nothing: next() asks
/// again. Against a dishonest one: take() refuses what nobody asked for, what is out of order, what
/// does not get on, and what goes beyond the bounds of the tuning; after a refusal only destruction
/// is meaningful, and nothing outside was changed. Owned and used by one thread.
class Reconciliation {
public:
    explicit Reconciliation(ReconcileSet set, const ReconcileTuning& tuning = {});

    [[nodiscard]] bool isDone() const { return m_open.empty(); }
    /// What to ask now. Not when it is done (VB_CHECK).
    ReconcileQuestion next();
    /// InvalidInput, TooLarge.
    Result<void> take(const ReconcileAnswer& reply);

    /// Ascending, each once.
    [[nodiscard]] const std::vector<ChangesetId>& needed() const { return m_needed; }
    [[nodiscard]] const std::vector<ChangesetId>& extra() const { return m_extra; }
    /// How many answers were taken.
    [[nodiscard]] std::size_t rounds() const { return m_rounds; }

private:
    /// What is known to differ, or never was compared.
    struct Range {
        RangeBound from;
        RangeBound end;
    };
    /// One range of the question, with our ids in it.
    struct Asked {
        Range range;
        std::size_t first = 0;
        std::size_t last = 0;
        bool isListing = false;
    };

    ReconcileSpan question(const Range& range) const;
    Result<void> checkOrder(const ReconcileAnswer& reply) const;
    Result<void> settle(const Asked& asked, const ReconcileSpan& span);
    Result<void> compare(const Asked& asked, const ReconcileSpan& span, std::deque<Range>& open);

    ReconcileSet m_set;
    ReconcileTuning m_tuning;
    std::deque<Range> m_open; ///< ascending, apart
    std::vector<Asked> m_asked;
    std::size_t m_askedRanges = 0; ///< how many of m_open they are
    std::vector<ChangesetId> m_needed;
    std::vector<ChangesetId> m_extra;
    std::size_t m_rounds = 0;
};

} // namespace vb::transparency
