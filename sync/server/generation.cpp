// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/server/generation.h"

#include "sync/membership/admission.h"
#include "sync/server/chains.h"
#include "sync/transparency/proofs.h"

namespace vb::server {

Result<HeadToRestore> headToRestore(const HubStore& store) {
    VB_TRY(const LogState log, store.logState());
    VB_TRY(const TreeHash root, transparency::rootAt(store, log.size));
    return HeadToRestore{log.generation, log.size, root};
}

Result<void> beginGeneration(HubStore& store, ByteView statement, const Clock& clock) {
    VB_TRY(auto sent, membership::parseSignedStatement(statement));
    VB_TRY(const membership::Statement said, membership::readStatement(std::move(sent)));
    const auto* body = said.as<membership::LogGenerationBody>();
    if (body == nullptr)
        return fail(Code::InvalidInput, "not a statement about a log generation");
    VB_TRY(const Chains chains, Chains::load(store));
    VB_TRY(const HeadToRestore head, headToRestore(store));
    VB_TRY(const LogState log, store.logState());
    const auto refusal =
        membership::vouchesFor(said, chains.house(), std::max(clock.now(), log.hubTime));
    if (refusal != membership::Refusal::None)
        return fail(Code::Refused,
                    "the statement: " + std::string(membership::refusalName(refusal)));
    if (body->size != head.size || body->root != Digest256(head.root.bytes()))
        return fail(Code::Conflict, "the statement names another head");
    if (body->previous != log.generation)
        return fail(Code::Conflict, "the statement names another generation before it");
    auto written = [&]() -> Result<void> {
        VB_TRY_VOID(store.beginGeneration({body->generation, head.size, body->kept, head.root,
                                           said.sent.statement, said.sent.signature}));
        return store.commit();
    }();
    if (!written)
        store.rollback();
    return written;
}

Result<void> endRecovery(HubStore& store, bool evenSo) {
    VB_TRY(const auto awaited, store.awaited());
    if (!awaited.empty() && !evenSo) {
        std::uint64_t items = 0;
        for (const auto& [device, count] : awaited)
            items += count;
        return fail(Code::Conflict, std::to_string(items) + " items that " +
                                        std::to_string(awaited.size()) +
                                        " devices brought back rest on what is not back yet");
    }
    auto written = [&]() -> Result<void> {
        VB_TRY_VOID(store.endRecovery());
        return store.commit();
    }();
    if (!written)
        store.rollback();
    return written;
}

} // namespace vb::server
