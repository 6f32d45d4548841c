// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The steps of a sync with a hub that was restored from an old copy: whether to go on with it, and
// bringing back what it lost.
#include "sync/engine/sync_engine.h"
#include "sync/membership/admission.h"

#include <algorithm>

namespace vb::engine {

using transparency::HeadVerdict;

namespace {

/// What the statements say together: how much of the log that we knew is left, and from where the
/// newest generation goes on.
struct Restores {
    std::uint64_t kept = 0;
    membership::LogGenerationBody last;
};

/// Each by the root or an issuer in force as this device knows it, in order, up to `head`.
Result<Restores> readRestores(const std::vector<membership::SignedStatement>& shown,
                              const membership::HouseDirectory& house, Instant now,
                              const transparency::LogHead& pinned,
                              const transparency::LogHead& head) {
    Restores restores{UINT64_MAX, {}};
    std::uint64_t before = pinned.generation;
    for (const auto& sent : shown) {
        VB_TRY(const auto statement, membership::readStatement(sent));
        const auto* body = statement.as<membership::LogGenerationBody>();
        if (!body || body->generation <= before)
            return fail(Code::Unauthentic, "statements about generations out of order");
        // The first may follow one before ours: then the hub was restored to what it was before
        // the log that we know, and nobody can say how much of that is left.
        const bool isFirst = before == pinned.generation;
        if (body->previous > before || (!isFirst && body->previous != before))
            return fail(Code::Unauthentic, "statements about generations that do not follow");
        const auto refusal = membership::vouchesFor(statement, house, now);
        if (refusal != membership::Refusal::None)
            return fail(Code::Unauthentic, "a generation that nobody may vouch for: " +
                                               std::string(membership::refusalName(refusal)));
        before = body->generation;
        const bool isOfOurs = !isFirst || body->previous == pinned.generation;
        restores.kept = std::min(restores.kept, isOfOurs ? body->kept : 0);
        restores.last = *body;
    }
    if (before != head.generation || before == pinned.generation)
        return fail(Code::Unauthentic, "a new log generation that nobody vouches for");
    return restores;
}

/// The head goes on from the one that the newest statement names, and from ours where the restored
/// copy had all of it.
Result<void> checkContinues(const wire::Session& session, const Restores& restores,
                            const transparency::LogHead& pinned,
                            const transparency::LogHead& head) {
    const auto leads = [&head](const std::optional<transparency::ConsistencyProof>& proof,
                               std::uint64_t size, const TreeHash& root) {
        return proof && proof->oldSize == size && proof->newSize == head.size &&
               (size == 0 || transparency::verifyConsistency(*proof, root, head.root));
    };
    if (!leads(session.sinceRestored, restores.last.size, TreeHash(restores.last.root.bytes())))
        return fail(Code::Unauthentic, "a log that does not go on from the head restored to");
    if (pinned.size <= restores.kept && !leads(session.consistency, pinned.size, pinned.root))
        return fail(Code::Unauthentic, "a restored log that does not go on from the pinned head");
    return {};
}

} // namespace

/// Nothing of this device changes unless all of it is proven.
Result<void> SyncEngine::enterGeneration(const wire::Session& session) {
    const auto& identity = m_replica.identity();
    const transparency::LogHead pinned = *m_pin->head();
    auto entered = [&]() -> Result<void> {
        VB_TRY(const auto head,
               transparency::verifyLogHead(m_hubKey, identity.house, session.head));
        // By the log's time: a clock that was just set must not raise an alarm.
        VB_TRY(const auto restores,
               readRestores(session.generations, m_replica.directory().house(),
                            std::max(pinned.hubTime, head.hubTime), pinned, head));
        VB_TRY_VOID(checkContinues(session, restores, pinned, head));
        auto moved = *m_pin;
        if (transparency::isAlarm(moved.beginGeneration(session.head)))
            return vb::fail(Code::Unauthentic, "head of a new generation");
        VB_TRY_VOID(m_replica.beginGeneration(restores.kept, pinned.generation, head));
        m_pin = moved;
        return {};
    }();
    if (entered || entered.error().code != Code::Unauthentic)
        return entered;
    VB_TRY_VOID(m_replica.notice(store::AttentionKind::SplitView, std::nullopt, {},
                                 static_cast<std::uint32_t>(HeadVerdict::NewGeneration)));
    m_error = entered.error();
    fail(SyncTrouble::HubAlarm);
    return entered;
}

// ---- Bringing back

/// Statements first, because envelopes rest on them; each in the order of the log that was.
Result<void> SyncEngine::returnNext() {
    while (m_returnStep != ReturnStep::Done) {
        const bool isStatements = m_returnStep == ReturnStep::Statements;
        VB_TRY(m_returning, isStatements ? m_replica.lostStatements(m_returnedUpTo)
                                         : m_replica.lostEnvelopes(m_returnedUpTo));
        if (!m_returning.empty()) {
            m_returnedUpTo = m_returning.back().position;
            m_returnBody = wire::returnRequest(m_returning);
            setPhase(SyncPhase::Push);
            send(protocol::Endpoint::Push, m_returnBody);
            return {};
        }
        m_returnedUpTo = 0;
        // What waited for another device's, or for a later one in our order, may pass now.
        if (m_hasReturned && m_hasKeptBack && ++m_returnPasses < kMaxPushPasses) {
            m_hasReturned = m_hasKeptBack = false;
            continue;
        }
        m_hasReturned = m_hasKeptBack = false;
        m_returnStep = isStatements ? ReturnStep::Envelopes : ReturnStep::Done;
    }
    return pushNext();
}

Result<void> SyncEngine::onReturned(ByteView body) {
    VB_TRY(const auto push, wire::readPush(body, m_returning.size()));
    VB_TRY_VOID(verifyPushed(push, m_returnBody));
    for (std::size_t i = 0; i < push.verdicts.size(); ++i) {
        const auto& leaf = push.verdicts[i].leaf;
        if (leaf && leaf->item != m_returning[i].id)
            return vb::fail(Code::Unauthentic, "a leaf for another item");
        (leaf ? m_hasReturned : m_hasKeptBack) = true;
    }
    const auto items = std::exchange(m_returning, {});
    VB_TRY(const auto touched, m_replica.applyReturned(items, push));
    report(touched);
    return returnNext();
}

} // namespace vb::engine
