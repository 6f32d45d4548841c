// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Which of the provisionally accepted envelopes are covered by signed heads.
#include "sync/server/push_batch.h"

#include <algorithm>

namespace vb::server {

PushBatch::NewEnvelope& PushBatch::envelopeAt(const StreamWork& stream, std::size_t place) {
    return std::get<NewEnvelope>(m_accepted[stream.accepted[place]].item);
}

void PushBatch::coverRuns(StreamWork& stream) {
    std::size_t first = 0;
    while (first < stream.accepted.size()) {
        const EnvelopeRow& begin = envelopeAt(stream, first).row;
        if (begin.stubReason != 0) {
            ++first;
            continue;
        }
        // Stubs and the border between recent and bulk end a run: whoever pulls may not have what
        // is on the other side.
        std::size_t last = first + 1;
        while (last < stream.accepted.size()) {
            const EnvelopeRow& row = envelopeAt(stream, last).row;
            if (row.stubReason != 0 || row.bulk != begin.bulk)
                break;
            ++last;
        }
        const std::size_t covered = cover(stream, first, last);
        if (covered < last - first) {
            refuseFrom(stream, first + covered, last);
            break;
        }
        first = last;
    }
    for (const std::size_t index : stream.waiting)
        m_verdicts[index].set_expected_counter(stream.row.counter + 1);
}

std::size_t PushBatch::cover(StreamWork& stream, std::size_t first, std::size_t last) {
    std::size_t from = first;
    while (from < last) {
        const std::uint64_t lowest = envelopeAt(stream, from).row.counter;
        const std::size_t reach = std::min(last, from + protocol::kMaxRunLength);
        std::size_t end = from;
        // The longest run that a good signature covers.
        for (auto candidate = stream.heads.rbegin();
             candidate != stream.heads.rend() && end == from; ++candidate) {
            if (candidate->head.counter < lowest ||
                candidate->head.counter - lowest >= reach - from)
                continue;
            const std::size_t after = from + (candidate->head.counter - lowest) + 1;
            if (coverOne(stream, *candidate, from, after))
                end = after;
        }
        if (end == from)
            break;
        from = end;
    }
    return from - first;
}

bool PushBatch::coverOne(StreamWork& stream, const HeadCandidate& candidate, std::size_t first,
                         std::size_t last) {
    const EnvelopeRow& end = envelopeAt(stream, last - 1).row;
    // Cheap first: a verification costs more than all the rest.
    const auto key = m_core.m_chains.signingKeyOf(candidate.head.device);
    if (candidate.head.head != end.id || !key)
        return false;
    const auto verified = membership::verifyStreamHead(m_core.m_house.house, candidate.sent, *key);
    if (!verified)
        return false;
    std::vector<membership::ChainLink> links;
    for (std::size_t i = first; i < last; ++i) {
        const NewEnvelope& envelope = envelopeAt(stream, i);
        links.push_back({envelope.row.id, envelope.row.stream, envelope.row.audience,
                         envelope.row.counter, envelope.previous});
    }
    if (!membership::verifyRun(*verified, links))
        return false;
    for (std::size_t i = first; i < last; ++i)
        envelopeAt(stream, i).row.runEnd = end.counter;
    m_heads.push_back({end.stream, end.counter, candidate.sent.head, candidate.sent.signature});
    return true;
}

void PushBatch::refuseFrom(StreamWork& stream, std::size_t first, std::size_t endOfRun) {
    const std::uint64_t lastOfRun = envelopeAt(stream, endOfRun - 1).row.counter;
    const bool reachesFurther =
        std::any_of(stream.heads.begin(), stream.heads.end(), [&](const HeadCandidate& candidate) {
            return candidate.head.counter > lastOfRun;
        });
    const wire::Refusal uncovered = reachesFurther ? wire::REFUSAL_RUN : wire::REFUSAL_UNSIGNED;

    const NewEnvelope& begin = envelopeAt(stream, first);
    stream.row.counter = begin.row.counter - 1;
    stream.row.last = begin.previous.value_or(ChangesetId());
    for (std::size_t i = first; i < stream.accepted.size(); ++i) {
        Accepted& accepted = m_accepted[stream.accepted[i]];
        accepted.refusedAfterAll = true;
        refuse(accepted.index, i < endOfRun ? uncovered : wire::REFUSAL_GAP);
        if (i >= endOfRun)
            stream.waiting.push_back(accepted.index);
    }
    stream.accepted.resize(first);
}

} // namespace vb::server
