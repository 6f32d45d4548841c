// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The step of a sync that holds what colleagues had pinned against our own pin.
#include "sync/engine/sync_engine.h"
#include "sync/engine/wire_proof.h"

namespace vb::engine {

/// Asks the hub to prove that a colleague's tree and ours are one log. What is left when the proofs
/// of this sync are used up waits for the next.
Result<void> SyncEngine::checkWitnesses() {
    while (const auto waiting = m_replica.witnesses().next()) {
        const auto verdict =
            m_pin->checkWitness(waiting->generation, waiting->size, waiting->root, std::nullopt);
        if (verdict != transparency::HeadVerdict::ProofNeeded) {
            VB_TRY_VOID(m_replica.settleWitness(*waiting, verdict));
            continue;
        }
        if (m_witnessProofs == kMaxWitnessProofs)
            break;
        ++m_witnessProofs;
        m_proving = waiting;
        setPhase(SyncPhase::Compare);
        const LogSize ours = m_pin->head()->size;
        send(protocol::Endpoint::Proof,
             wire::proofRequest(std::min(ours, waiting->size), std::max(ours, waiting->size)));
        return {};
    }
    return compare();
}

Result<void> SyncEngine::onWitnessProof(ByteView body) {
    VB_TRY(const auto proof, wire::readProof(body));
    return settleProof(proof);
}

/// No proof says that the hub refused to give one of two sizes that it has signed for: that is the
/// answer of a hub with another log. It is a colleague's word that we hold the log against, so the
/// alarm is a person's to judge, and the sync goes on: no member can stop everybody's by a lie.
Result<void> SyncEngine::settleProof(const std::optional<transparency::ConsistencyProof>& proof) {
    const auto waiting = *std::exchange(m_proving, std::nullopt);
    auto verdict = m_pin->checkWitness(waiting.generation, waiting.size, waiting.root, proof);
    if (verdict == transparency::HeadVerdict::ProofNeeded)
        verdict = transparency::HeadVerdict::SplitView;
    VB_TRY_VOID(m_replica.settleWitness(waiting, verdict));
    readCounts();
    return checkWitnesses();
}

} // namespace vb::engine
