// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/run_check.h"

#include <algorithm>

namespace vb::engine {

RunCheck::RunCheck(const ReplicaDirectory& directory, const wire::Pulled& pulled) {
    const HouseId house = directory.house().house();
    std::map<StreamId, std::vector<const membership::CheckedEnvelope*>> streams;
    m_envelopes.reserve(pulled.items.size());
    for (const wire::PulledItem& item : pulled.items) {
        if (item.stub) {
            m_envelopes.emplace_back();
            continue;
        }
        auto parsed = membership::parseEnvelope(house, item.envelope);
        if (parsed)
            m_envelopes.emplace_back(std::move(parsed).value());
        else
            m_envelopes.emplace_back();
    }
    for (const auto& envelope : m_envelopes) {
        if (envelope)
            streams[envelope->header.stream].push_back(&*envelope);
    }
    readHeads(directory, pulled);
    for (auto& [stream, envelopes] : streams) {
        std::sort(envelopes.begin(), envelopes.end(), [](const auto* a, const auto* b) {
            return a->header.counter < b->header.counter;
        });
        prove(envelopes, m_heads[stream]);
    }
}

void RunCheck::readHeads(const ReplicaDirectory& directory, const wire::Pulled& pulled) {
    for (const auto& signedHead : pulled.heads) {
        const auto claimed = membership::parseStreamHead(signedHead.head);
        if (!claimed)
            continue;
        const auto* device = directory.house().device(claimed->device);
        if (!device)
            continue;
        const auto proven =
            membership::verifyStreamHead(directory.house().house(), signedHead, device->signingKey);
        if (proven)
            m_heads[proven->stream].push_back(
                {*proven, membership::encodeSignedStreamHead(signedHead)});
    }
    for (auto& [stream, heads] : m_heads)
        std::sort(heads.begin(), heads.end(),
                  [](const Proven& a, const Proven& b) { return a.head.counter < b.head.counter; });
}

/// Goes back from each head over the chain of previous ids, as far as the reply has them.
void RunCheck::prove(const std::vector<const membership::CheckedEnvelope*>& stream,
                     const std::vector<Proven>& heads) {
    std::map<ChangesetId, const membership::CheckedEnvelope*> byId;
    for (const auto* envelope : stream)
        byId.emplace(envelope->id, envelope);
    for (const Proven& head : heads) {
        std::vector<membership::ChainLink> links;
        auto at = byId.find(head.head.head);
        while (at != byId.end() && links.size() < protocol::kMaxRunLength &&
               m_proofs.count(at->first) == 0) {
            links.push_back(membership::chainLink(at->second->id, at->second->header));
            if (!at->second->header.previous)
                break;
            at = byId.find(*at->second->header.previous);
        }
        std::reverse(links.begin(), links.end());
        if (links.empty() || !membership::verifyRun(head.head, links))
            continue;
        for (const auto& link : links)
            m_proofs.emplace(link.id, &head);
    }
}

const membership::CheckedEnvelope* RunCheck::envelope(std::size_t index) const {
    return m_envelopes[index] ? &*m_envelopes[index] : nullptr;
}

const RunCheck::Proven* RunCheck::proof(const ChangesetId& id) const {
    const auto found = m_proofs.find(id);
    return found == m_proofs.end() ? nullptr : found->second;
}

} // namespace vb::engine
