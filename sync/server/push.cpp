// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Endpoint push.
#include "sync/server/push_batch.h"
#include "sync/transparency/messages.h"
#include "sync/transparency/receipt.h"

namespace vb::server {

EndpointResult HubCore::push(Call& call) {
    VB_TRY(const wire::PushRequest request, parseBody<wire::PushRequest>(call.body));
    if (request.items_size() > static_cast<int>(protocol::kMaxPushItems) ||
        request.heads_size() > static_cast<int>(protocol::kMaxPushItems))
        return fail(Code::TooLarge, "items");

    PushBatch push(*this, *call.caller, now());
    VB_TRY_VOID(push.judge(request));
    VB_TRY(const AcceptedBatch batch, push.rows());
    wire::PushReply reply;
    if (batch.leafCount() > 0) {
        m_uncommitted = true;
        VB_TRY_VOID(ours(m_store.apply(batch)));
        transparency::Receipt receipt;
        receipt.house = m_house.house;
        receipt.device = call.caller->device;
        receipt.batch = transparency::batchId(m_house.house, call.body);
        receipt.before = m_range;
        receipt.leaves = push.newLeaves();
        m_range = push.tree();
        m_log.size = m_range.size();
        m_log.hubTime = batch.hubTime;
        m_signedHead.reset();
        receipt.head = logHead();

        transparency::SignedReceipt sent;
        sent.receipt = transparency::encodeReceipt(receipt);
        sent.signature = m_key.sign(crypto::Kind::Receipt, m_house.house.bytes(), sent.receipt);
        transparency::toMessage(sent, *reply.mutable_receipt());
    }

    if (m_log.isRecovering) {
        for (const AwaitedRow& row : push.awaited(request)) {
            m_uncommitted = true;
            VB_TRY_VOID(ours(m_store.await(row)));
        }
    }

    std::vector<transparency::PageLeaf> duplicates;
    for (const wire::PushVerdict& verdict : push.verdicts()) {
        const wire::PushVerdict& sent = *reply.add_verdicts() = verdict;
        if (sent.duplicate())
            duplicates.push_back({sent.position(), asBytes(sent.leaf())});
        if (sent.refusal() != wire::REFUSAL_NONE) {
            ++m_figures.refusals[static_cast<std::size_t>(sent.refusal())];
            ++call.facts.refused;
        }
    }
    if (!duplicates.empty())
        *reply.mutable_page() = signedPage(duplicates);
    call.facts.accepted = static_cast<std::uint32_t>(batch.leafCount());
    call.facts.duplicates = static_cast<std::uint32_t>(duplicates.size());
    m_figures.acceptedStatements += batch.statements.size();
    m_figures.acceptedEnvelopes += batch.envelopes.size();
    m_figures.duplicates += duplicates.size();
    return reply.SerializeAsString();
}

} // namespace vb::server
