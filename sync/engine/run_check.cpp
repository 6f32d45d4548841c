// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/engine/run_check.h"

#include <algorithm>

namespace vb::engine {

RunCheck::RunCheck(const ReplicaDirectory& directory, const wire::Pulled& pulled) {
    std::map<StreamId, Stream> streams;
    for (const auto& envelope : pulled.checked) {
        if (envelope)
            streams[envelope->header.stream].emplace(envelope->id, &*envelope);
    }
    std::map<StreamId, std::vector<Claim>> claims;
    for (const auto& signedHead : pulled.heads) {
        if (auto claimed = membership::parseStreamHead(signedHead.head)) {
            const StreamId stream = claimed->stream;
            claims[stream].push_back({std::move(claimed).value(), &signedHead});
        }
    }
    for (auto& [stream, ofStream] : claims) {
        std::stable_sort(ofStream.begin(), ofStream.end(), [](const Claim& a, const Claim& b) {
            return a.head.counter > b.head.counter;
        });
        prove(directory, streams[stream], ofStream);
    }
}

void RunCheck::prove(const ReplicaDirectory& directory, const Stream& stream,
                     const std::vector<Claim>& claims) {
    std::vector<const Claim*> spared;
    for (const Claim& claim : claims) {
        if (m_proofs.count(claim.head.head) > 0)
            spared.push_back(&claim);
        else
            prove(directory, stream, claim);
    }
    // A run has an end: below it the heads that were spared may still be needed.
    const auto isProven = [this](const auto& one) { return m_proofs.count(one.first) > 0; };
    for (const Claim* claim : spared) {
        if (std::all_of(stream.begin(), stream.end(), isProven))
            return;
        prove(directory, stream, *claim);
    }
}

/// Goes back from a head over the chain of previous ids, as far as the reply has them.
void RunCheck::prove(const ReplicaDirectory& directory, const Stream& stream, const Claim& claim) {
    const auto* device = directory.house().device(claim.head.device);
    if (!device)
        return;
    const auto head = membership::verifyStreamHead(directory.house().house(), *claim.signedHead,
                                                   device->signingKey);
    if (!head)
        return;
    std::vector<membership::ChainLink> links;
    for (auto at = stream.find(head->head);
         at != stream.end() && links.size() < protocol::kMaxRunLength;) {
        links.push_back(membership::chainLink(at->second->id, at->second->header));
        if (!at->second->header.previous)
            break;
        at = stream.find(*at->second->header.previous);
    }
    std::reverse(links.begin(), links.end());
    if (links.empty() || !membership::verifyRun(*head, links))
        return;
    const Proven& kept =
        m_heads.emplace_back(Proven{*head, membership::encodeSignedStreamHead(*claim.signedHead)});
    for (const auto& link : links)
        m_proofs.emplace(link.id, &kept);
}

const RunCheck::Proven* RunCheck::proof(const ChangesetId& id) const {
    const auto found = m_proofs.find(id);
    return found == m_proofs.end() ? nullptr : found->second;
}

} // namespace vb::engine
