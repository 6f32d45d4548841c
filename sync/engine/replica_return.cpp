// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What this device does for a hub that was restored from an old copy: docs/protocol.md, section "A
// restored hub".
#include "sync/engine/replica.h"
#include "sync/engine/stored_facts.h"
#include "sync/envelope/stream_signing.h"
#include "sync/protocol/limits.h"
#include "sync/store/lost_table.h"

#include <algorithm>

namespace vb::engine {
namespace {

/// Room for a whole run beside what fits a request: a run is pushed in one.
constexpr std::size_t kReturnBytes = protocol::kMaxRequestBytes / 4;
constexpr std::size_t kReturnItems = 8 * protocol::kMaxRunLength;

/// A request ends with a run, because the hub takes back nothing that no signed head covers. One
/// that fits no request goes as it is: what stands behind it must not wait for ever.
void endWithRun(std::vector<wire::ReturnedItem>& items, const std::vector<ChangesetId>& runEnds) {
    std::set<ChangesetId> here;
    for (const auto& item : items)
        here.insert(ChangesetId(item.id.bytes()));
    std::size_t whole = 0;
    while (whole < items.size() && (runEnds[whole].isNone() || here.count(runEnds[whole]) != 0))
        ++whole;
    if (whole > 0)
        items.resize(whole);
}

} // namespace

Result<void> Replica::beginGeneration(std::uint64_t restoredTo, std::uint64_t before,
                                      const transparency::LogHead& pin) {
    const auto begin = [&]() -> Result<void> {
        VB_TRY(auto transaction, m_store.beginDurable());
        VB_TRY_VOID(store::LostTable(m_store.database()).lose(restoredTo, before));
        VB_TRY_VOID(m_store.attachments().offerAgain());
        VB_TRY_VOID(keepPin(pin));
        Bytes subject;
        appendU64(subject, pin.generation);
        VB_TRY_VOID(notice(store::AttentionKind::HubRestored, std::nullopt, subject,
                           static_cast<std::uint32_t>(pin.generation)));
        return transaction.commit();
    };
    auto begun = begin();
    if (!begun)
        VB_TRY_VOID(loadPin()); // what is stored, and not what failed
    return begun;
}

Result<std::vector<wire::ReturnedItem>> Replica::lostStatements(std::uint64_t after) {
    std::vector<wire::ReturnedItem> items;
    VB_TRY(auto rows,
           store::LostTable(m_store.database()).statements(after, protocol::kMaxRunLength));
    std::size_t bytes = 0;
    for (auto& row : rows) {
        bytes += row.signedStatement.size();
        if (!items.empty() && bytes > kReturnBytes)
            break;
        items.push_back({store::OutboxKind::Statement,
                         Digest256(row.id.bytes()),
                         std::move(row.signedStatement),
                         std::move(row.leaf),
                         {},
                         row.position});
    }
    return items;
}

Result<std::vector<wire::ReturnedItem>> Replica::lostEnvelopes(std::uint64_t after) {
    std::vector<wire::ReturnedItem> items;
    std::vector<ChangesetId> runEnds;
    VB_TRY(auto rows,
           store::LostTable(m_store.database()).envelopes(after, kReturnItems, kReturnBytes));
    for (auto& row : rows) {
        ChangesetId runEnd;
        if (row.isStub) {
            row.runHead.clear(); // it is signed itself, and ends a run
        } else if (row.stream.device == m_identity.device) {
            // Heads of our own we can sign again.
            const membership::StreamHead head{
                row.stream.stream,   row.stream.device, row.stream.incarnation,
                row.stream.audience, row.counter,       row.id};
            row.runHead = membership::encodeSignedStreamHead(
                envelope::signStreamHead(m_identity.house, head, m_identity.signingKey));
        } else if (!row.runHead.empty()) {
            VB_TRY(const auto signedHead, membership::parseSignedStreamHead(row.runHead));
            VB_TRY(const auto head, membership::parseStreamHead(signedHead.head));
            runEnd = head.head;
        }
        runEnds.push_back(runEnd);
        items.push_back({row.isStub ? store::OutboxKind::Stub : store::OutboxKind::Envelope,
                         Digest256(row.id.bytes()), std::move(row.sealed), std::move(row.leaf),
                         std::move(row.runHead), row.position});
    }
    endWithRun(items, runEnds);
    return items;
}

Result<void> Replica::placeStatement(const wire::ReturnedItem& item, const wire::Leaf& leaf) {
    if (leaf.entry != item.leaf) // in another place of its chain, or as somebody else's
        return notice(store::AttentionKind::Fork, std::nullopt, item.id.view(), 1);
    return store::LostTable(m_store.database()).place(StatementId(item.id.bytes()), leaf.position);
}

/// The leaf is the one that it had, unless its author brought it as new.
Result<void> Replica::placeEnvelope(const ChangesetId& id, const wire::Leaf& leaf, Touched& touched,
                                    ChangedRecords& changed) {
    VB_TRY(const auto row, m_store.envelopes().find(id));
    store::LostTable lost(m_store.database());
    if (!row || !row->position || !store::isLost(*row->position)) // of a case that left
        return lost.place(id, leaf.position, leaf.facts.hubTime, leaf.entry);
    if (row->state == store::EnvelopeState::Accepted && leaf.entry != row->leaf) {
        VB_TRY(const auto facts, storedFacts(m_store, m_identity.house, *row));
        VB_TRY(const auto* log, m_directory->caseLog(facts.caseId));
        const auto verdict = membership::judge(facts, leaf.facts, m_directory->house(), *log);
        VB_TRY(const auto prefix, m_directory->prefix(facts.caseId));
        const auto standing = membership::standingAt(facts, leaf.facts, prefix);
        // A directory out of reach is one after we left: then the hub's word is all there is.
        if (verdict && verdict->isValid())
            VB_TRY_VOID(lost.judge(id, verdict->rolesAtAcceptance, standing, verdict->late));
        else
            VB_TRY_VOID(lost.judge(id, {}, standing, true));
    }
    VB_TRY_VOID(lost.place(id, leaf.position, leaf.facts.hubTime, leaf.entry));
    VB_TRY(const auto records, m_store.envelopes().recordsOf(id));
    changed.addAll(records);
    VB_TRY(const auto audience, m_store.audiences().find(row->audience));
    if (audience)
        touched.cases.insert(audience->caseId);
    ++touched.applied;
    return {};
}

Result<Touched> Replica::applyReturned(const std::vector<wire::ReturnedItem>& items,
                                       const wire::Push& push) {
    Touched touched;
    ChangedRecords changed;
    std::vector<store::OutboxItem> stubs;
    VB_TRY(auto transaction, m_store.beginDurable());
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto& verdict = push.verdicts[i];
        const ChangesetId id(items[i].id.bytes());
        const bool isStatement = items[i].kind == store::OutboxKind::Statement;
        if (verdict.leaf && isStatement)
            VB_TRY_VOID(placeStatement(items[i], *verdict.leaf));
        else if (verdict.leaf)
            VB_TRY_VOID(placeEnvelope(id, *verdict.leaf, touched, changed));
        else if (verdict.refusal == membership::Refusal::Fork)
            VB_TRY_VOID(notice(store::AttentionKind::Fork, std::nullopt, items[i].id.view(), 2));
        else if (verdict.refusal == membership::Refusal::Gap && !isStatement)
            VB_TRY_VOID(giveUpAgain(id, verdict.expectedCounter, stubs));
    }
    VB_TRY_VOID(remerge(changed));
    VB_TRY_VOID(transaction.commit());
    VB_TRY_VOID(m_outbox.append(stubs));
    return touched;
}

} // namespace vb::engine
