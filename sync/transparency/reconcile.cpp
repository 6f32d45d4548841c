// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/transparency/reconcile.h"

#include "crypto/big_endian.h"
#include "crypto/digest.h"

#include <algorithm>

namespace vb::transparency {
namespace {

// What a span takes in a message: tags, lengths and the bytes (docs/protocol.md, reconcile). A
// length takes at most three bytes below 2 MiB, a bound's one.
constexpr std::size_t kFieldBytes = 4;
constexpr std::size_t kBoundBytes = 2 + ChangesetId::kSize;
constexpr std::size_t kPieceBytes = kBoundBytes + sizeof(RangeFingerprint);
constexpr std::size_t kListingBytes = 2 * kFieldBytes + 2 * kBoundBytes;

Result<void> checkSpan(const ReconcileSpan& span) {
    if (span.ends.empty() || (span.isListing() && span.ends.size() != 1) ||
        (!span.isListing() && (span.fingerprints.size() != span.ends.size() || !span.ids.empty())))
        return fail(Code::InvalidInput, "a span of ranges that is none");
    RangeBound from = span.from;
    for (const RangeBound& end : span.ends) {
        if (end <= from)
            return fail(Code::InvalidInput, "bounds out of order");
        from = end;
    }
    const ChangesetId* previous = nullptr;
    for (const ChangesetId& id : span.ids) {
        if (previous != nullptr && id <= *previous)
            return fail(Code::InvalidInput, "ids out of order");
        previous = &id;
    }
    if (!span.ids.empty() &&
        (span.ids.front() < span.from.firstId() ||
         (!span.ends.front().isEnd() && span.ids.back() >= span.ends.front().firstId())))
        return fail(Code::InvalidInput, "ids outside of their range");
    return {};
}

/// The ids with indexes [first, last) in `pieces` ranges of about the same number.
ReconcileSpan cut(const ReconcileSet& set, const RangeBound& from, const RangeBound& end,
                  std::size_t first, std::size_t last, std::size_t pieces) {
    ReconcileSpan span;
    span.from = from;
    const std::size_t count = last - first;
    std::size_t begin = first;
    for (std::size_t piece = 1; piece <= pieces; ++piece) {
        const std::size_t next = first + count * piece / pieces;
        span.ends.push_back(piece == pieces ? end
                                            : RangeBound::between(set.at(next - 1), set.at(next)));
        span.fingerprints.push_back(set.fingerprint(begin, next));
        begin = next;
    }
    return span;
}

/// How many pieces: at least two, or nothing would get smaller; each gets an id at least, so that
/// bounds between them exist.
std::size_t piecesOf(std::size_t count, std::size_t branches, const ReconcileTuning& tuning) {
    const std::size_t worth = (count + tuning.pieceIds - 1) / tuning.pieceIds;
    const std::size_t fit = (tuning.frameBytes - kListingBytes) / kPieceBytes;
    const std::size_t least = std::min<std::size_t>(count, 2);
    return std::max<std::size_t>(1, std::max(least, std::min({branches, worth, fit})));
}

} // namespace

// ---- RangeBound

RangeBound RangeBound::end() {
    RangeBound bound;
    bound.m_isEnd = true;
    return bound;
}

RangeBound RangeBound::between(const ChangesetId& below, const ChangesetId& at) {
    VB_CHECK(below < at);
    RangeBound bound;
    const auto differing =
        std::mismatch(below.bytes().begin(), below.bytes().end(), at.bytes().begin()).second;
    bound.m_size = static_cast<std::size_t>(differing - at.bytes().begin()) + 1;
    std::copy_n(at.bytes().begin(), bound.m_size, bound.m_bytes.begin());
    return bound;
}

RangeBound RangeBound::after(const ChangesetId& id) {
    ByteArray<ChangesetId::kSize> next = id.bytes();
    for (std::size_t i = next.size(); i-- > 0;) {
        if (++next[i] != 0)
            return between(id, ChangesetId(next));
    }
    return end();
}

Result<RangeBound> RangeBound::fromPrefix(ByteView prefix) {
    if (prefix.size() > ChangesetId::kSize)
        return fail(Code::TooLarge, "a bound longer than an id");
    RangeBound bound;
    std::copy(prefix.begin(), prefix.end(), bound.m_bytes.begin());
    bound.m_size = prefix.size();
    while (bound.m_size > 0 && bound.m_bytes[bound.m_size - 1] == 0)
        --bound.m_size;
    return bound;
}

std::strong_ordering operator<=>(const RangeBound& left, const RangeBound& right) {
    if (left.m_isEnd != right.m_isEnd)
        return left.m_isEnd ? std::strong_ordering::greater : std::strong_ordering::less;
    return left.m_bytes <=> right.m_bytes;
}

// ---- ReconcileSet

ReconcileSet::ReconcileSet(const HouseId& house, const ReconcileSalt& salt,
                           std::vector<ChangesetId> ids)
    : m_house(house), m_salt(salt), m_ids(std::move(ids)) {
    std::sort(m_ids.begin(), m_ids.end());
    m_ids.erase(std::unique(m_ids.begin(), m_ids.end()), m_ids.end());
    VB_CHECK(m_ids.size() <= protocol::kMaxReconcileIds);
    m_sums.reserve(m_ids.size() + 1);
    m_sums.push_back({});
    for (const ChangesetId& id : m_ids) {
        const crypto::Digest item = crypto::Digester(crypto::Kind::ReconcileItem, m_house.bytes())
                                        .add(m_salt)
                                        .add(id.view())
                                        .finish();
        Sum sum = m_sums.back();
        bool carry = false;
        for (std::size_t word = 0; word < sum.size(); ++word) {
            const auto added = crypto::fromBigEndian<std::uint64_t>(
                ByteView(item).subspan(24 - 8 * word).first<8>());
            const std::uint64_t before = sum[word];
            sum[word] += added + (carry ? 1U : 0U);
            carry = carry ? sum[word] <= before : sum[word] < before;
        }
        m_sums.push_back(sum);
    }
}

std::size_t ReconcileSet::below(const RangeBound& bound) const {
    if (bound.isEnd())
        return m_ids.size();
    return static_cast<std::size_t>(std::lower_bound(m_ids.begin(), m_ids.end(), bound.firstId()) -
                                    m_ids.begin());
}

RangeFingerprint ReconcileSet::fingerprint(std::size_t first, std::size_t last) const {
    VB_CHECK(first <= last && last < m_sums.size());
    Bytes input;
    crypto::appendBigEndian<std::uint64_t>(input, last - first);
    Sum difference{};
    bool borrow = false;
    for (std::size_t word = 0; word < difference.size(); ++word) {
        const std::uint64_t from = m_sums[last][word];
        const std::uint64_t take = m_sums[first][word];
        difference[word] = from - take - (borrow ? 1U : 0U);
        borrow = borrow ? from <= take : from < take;
    }
    for (std::size_t word = difference.size(); word-- > 0;)
        crypto::appendBigEndian(input, difference[word]);
    const auto digest = crypto::digest(crypto::Kind::ReconcileRange, m_house.bytes(), input);
    RangeFingerprint fingerprint{};
    std::copy_n(digest.begin(), fingerprint.size(), fingerprint.begin());
    return fingerprint;
}

// ---- Spans

std::size_t ReconcileSpan::encodedSize() const {
    std::size_t bytes = kFieldBytes + 2 + from.prefix().size();
    for (const RangeBound& end : ends)
        bytes += 2 + end.prefix().size();
    bytes += kFieldBytes + sizeof(RangeFingerprint) * fingerprints.size();
    return bytes + ChangesetId::kSize * ids.size();
}

Result<void> checkSpans(std::span<const ReconcileSpan> spans) {
    RangeBound from;
    for (const ReconcileSpan& span : spans) {
        if (span.from < from)
            return fail(Code::InvalidInput, "spans out of order");
        VB_TRY_VOID(checkSpan(span));
        from = span.ends.back();
    }
    return {};
}

// ---- The responder

namespace {

/// One answer being made, up to its frame.
class Answering {
public:
    Answering(const ReconcileSet& set, const ReconcileTuning& tuning)
        : m_set(set), m_tuning(tuning) {
        m_answer.answered = RangeBound::end();
    }

    /// False when the frame is full.
    bool list(const RangeBound& from, const RangeBound& end) {
        const std::size_t first = m_set.below(from);
        const std::size_t last = m_set.below(end);
        const std::size_t room = m_tuning.frameBytes - std::min(m_tuning.frameBytes, m_bytes);
        const std::size_t fit = room < kListingBytes ? 0 : (room - kListingBytes) / kId;
        const std::size_t count = std::min(fit, last - first);
        if (room < kListingBytes || (count == 0 && last > first))
            return stop(from);
        const bool isWhole = count == last - first;
        ReconcileSpan span;
        span.from = from;
        span.ends.push_back(isWhole ? end : RangeBound::after(m_set.at(first + count - 1)));
        for (std::size_t i = first; i < first + count; ++i)
            span.ids.push_back(m_set.at(i));
        const RangeBound reached = span.ends.front();
        keep(std::move(span));
        return isWhole || stop(reached);
    }

    bool compare(const RangeBound& from, const RangeBound& end, const RangeFingerprint& theirs) {
        const std::size_t first = m_set.below(from);
        const std::size_t last = m_set.below(end);
        if (m_set.fingerprint(first, last) == theirs)
            return true;
        const std::size_t count = last - first;
        if (count <= m_tuning.responderLists) {
            const std::size_t bytes = kListingBytes + count * kId;
            return m_bytes + bytes <= m_tuning.frameBytes ? list(from, end) : stop(from);
        }
        ReconcileSpan span =
            cut(m_set, from, end, first, last, piecesOf(count, m_tuning.branches, m_tuning));
        if (m_bytes + span.encodedSize() > m_tuning.frameBytes)
            return stop(from);
        keep(std::move(span));
        return true;
    }

    ReconcileAnswer take() { return std::move(m_answer); }

private:
    static constexpr std::size_t kId = ChangesetId::kSize;

    bool stop(const RangeBound& at) {
        m_answer.answered = at;
        return false;
    }
    void keep(ReconcileSpan&& span) {
        m_bytes += span.encodedSize();
        m_answer.spans.push_back(std::move(span));
    }

    const ReconcileSet& m_set;
    const ReconcileTuning& m_tuning;
    ReconcileAnswer m_answer;
    std::size_t m_bytes = 0;
};

} // namespace

ReconcileAnswer answer(const ReconcileSet& set, const ReconcileQuestion& question,
                       const ReconcileTuning& tuning) {
    VB_CHECK(set.salt() == question.salt);
    VB_CHECK(tuning.frameBytes >= kMinReconcileFrame);
    Answering answering(set, tuning);
    for (const ReconcileSpan& span : question.spans) {
        RangeBound from = span.from;
        for (std::size_t i = 0; i < span.ends.size(); ++i) {
            const bool fits = span.isListing()
                                  ? answering.list(from, span.ends[i])
                                  : answering.compare(from, span.ends[i], span.fingerprints[i]);
            if (!fits)
                return answering.take();
            from = span.ends[i];
        }
    }
    return answering.take();
}

// ---- The initiator

Reconciliation::Reconciliation(ReconcileSet set, const ReconcileTuning& tuning)
    : m_set(std::move(set)), m_tuning(tuning) {
    VB_CHECK(tuning.frameBytes >= kMinReconcileFrame && tuning.initiatorAsks > 0);
    m_open.push_back({RangeBound(), RangeBound::end()});
}

ReconcileSpan Reconciliation::question(const Range& range) const {
    const std::size_t first = m_set.below(range.from);
    const std::size_t last = m_set.below(range.end);
    if (last - first <= m_tuning.initiatorAsks) {
        ReconcileSpan span;
        span.from = range.from;
        span.ends.push_back(range.end);
        return span;
    }
    // Where one range is all there is, a finer cut costs little and saves a round.
    const std::size_t branches = m_open.size() == 1 ? m_tuning.firstBranches : m_tuning.branches;
    return cut(m_set, range.from, range.end, first, last,
               piecesOf(last - first, branches, m_tuning));
}

ReconcileQuestion Reconciliation::next() {
    VB_CHECK(!isDone());
    ReconcileQuestion asked;
    asked.salt = m_set.salt();
    m_asked.clear();
    m_askedRanges = 0;
    std::size_t bytes = 0;
    for (const Range& range : m_open) {
        ReconcileSpan span = question(range);
        bytes += span.encodedSize();
        if (bytes > m_tuning.frameBytes && m_askedRanges > 0)
            break;
        ++m_askedRanges;
        RangeBound from = span.from;
        for (const RangeBound& end : span.ends) {
            m_asked.push_back({{from, end}, m_set.below(from), m_set.below(end), span.isListing()});
            from = end;
        }
        asked.spans.push_back(std::move(span));
    }
    return asked;
}

Result<void> Reconciliation::checkOrder(const ReconcileAnswer& reply) const {
    VB_TRY_VOID(checkSpans(reply.spans));
    if (m_asked.empty())
        return fail(Code::InvalidInput, "an answer without a question");
    if (reply.answered <= m_asked.front().range.from)
        return fail(Code::InvalidInput, "an answer that does not get on");
    if (!reply.spans.empty() && reply.spans.back().ends.back() > reply.answered)
        return fail(Code::InvalidInput, "an answer beyond what it says it answers");
    if (m_rounds >= m_tuning.maxRounds)
        return fail(Code::TooLarge, "a reconciliation without end");
    return {};
}

/// Exactly what differs in one range that the responder listed.
Result<void> Reconciliation::settle(const Asked& asked, const ReconcileSpan& span) {
    std::size_t mine = std::max(asked.first, m_set.below(span.from));
    const std::size_t last = std::min(asked.last, m_set.below(span.ends.front()));
    for (const ChangesetId& theirs : span.ids) {
        for (; mine < last && m_set.at(mine) < theirs; ++mine)
            m_extra.push_back(m_set.at(mine));
        if (mine < last && m_set.at(mine) == theirs)
            ++mine;
        else
            m_needed.push_back(theirs);
    }
    for (; mine < last; ++mine)
        m_extra.push_back(m_set.at(mine));
    if (m_needed.size() > m_tuning.maxIds)
        return fail(Code::TooLarge, "more ids than an audience has");
    return {};
}

Result<void> Reconciliation::compare(const Asked& asked, const ReconcileSpan& span,
                                     std::deque<Range>& open) {
    if (span.isListing())
        return settle(asked, span);
    RangeBound from = span.from;
    for (std::size_t i = 0; i < span.ends.size(); ++i) {
        const RangeBound& end = span.ends[i];
        if (m_set.fingerprint(m_set.below(from), m_set.below(end)) != span.fingerprints[i])
            open.push_back({from, end});
        from = end;
    }
    return {};
}

Result<void> Reconciliation::take(const ReconcileAnswer& reply) {
    VB_TRY_VOID(checkOrder(reply));
    std::deque<Range> open;
    std::deque<Range> unanswered;
    auto span = reply.spans.begin();
    for (const Asked& asked : m_asked) {
        const RangeBound limit = std::min(asked.range.end, reply.answered);
        if (limit < asked.range.end) {
            const RangeBound from = std::max(asked.range.from, limit);
            if (!unanswered.empty() && unanswered.back().end == from)
                unanswered.back().end = asked.range.end;
            else
                unanswered.push_back({from, asked.range.end});
        }
        if (limit <= asked.range.from)
            continue;
        if (asked.isListing) {
            if (span == reply.spans.end() || !span->isListing() || span->from != asked.range.from ||
                span->ends.front() != limit)
                return fail(Code::InvalidInput, "a listing other than what was asked");
            VB_TRY_VOID(settle(asked, *span++));
            continue;
        }
        for (; span != reply.spans.end() && span->from < limit; ++span) {
            if (span->from < asked.range.from || span->ends.back() > limit)
                return fail(Code::InvalidInput, "ranges that nobody asked about");
            VB_TRY_VOID(compare(asked, *span, open));
        }
    }
    if (span != reply.spans.end())
        return fail(Code::InvalidInput, "ranges that nobody asked about");
    ++m_rounds;
    m_asked.clear();
    open.insert(open.end(), unanswered.begin(), unanswered.end());
    open.insert(open.end(), m_open.begin() + static_cast<std::ptrdiff_t>(m_askedRanges),
                m_open.end());
    m_open = std::move(open);
    std::sort(m_needed.begin(), m_needed.end());
    std::sort(m_extra.begin(), m_extra.end());
    return {};
}

} // namespace vb::transparency
