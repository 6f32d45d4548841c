// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What a restored hub takes back: docs/protocol.md, section "A restored hub".
#include "sync/membership/admission.h"
#include "sync/server/push_batch.h"

namespace vb::server {

using membership::EnvelopeHeader;
using membership::Statement;
using membership::StreamHead;
using transparency::ItemKind;
using transparency::LeafEntry;

namespace {

/// Whether an item may be refused only because of what the hub does not have back yet.
bool mayPassOnceRecovered(wire::Refusal refusal) {
    switch (refusal) {
    case wire::REFUSAL_CERTIFICATE:
    case wire::REFUSAL_MEMBERSHIP:
    case wire::REFUSAL_EPOCH:
    case wire::REFUSAL_DIRECTORY:
    case wire::REFUSAL_CHAIN:
    case wire::REFUSAL_AUTHORITY:
    case wire::REFUSAL_STALE:
    case wire::REFUSAL_PURGED:
        return true;
    default:
        return false;
    }
}

/// Why a statement that was logged before does not fit now.
wire::Refusal refusalOfLogged(const Error& error, const ChainHead& claimed, std::uint64_t size) {
    switch (error.code) {
    case Code::Conflict:
        if (claimed.size <= size)
            return wire::REFUSAL_FORK;
        return claimed.size > size + 1 ? wire::REFUSAL_GAP : wire::REFUSAL_DIRECTORY;
    case Code::Unavailable:
        return wire::REFUSAL_DIRECTORY;
    case Code::Refused:
        return wire::REFUSAL_AUTHORITY;
    case Code::TooLarge:
        return wire::REFUSAL_TOO_LARGE;
    default:
        return wire::REFUSAL_MALFORMED;
    }
}

} // namespace

/// What is new and was refused waits: the author must not give up what passes once the hub has
/// everything back.
void PushBatch::putOff(const wire::PushRequest& request) {
    for (int i = 0; i < request.items_size(); ++i) {
        wire::PushVerdict& verdict = m_verdicts[static_cast<std::size_t>(i)];
        if (!request.items(i).has_returned() && mayPassOnceRecovered(verdict.refusal()))
            verdict.set_refusal(wire::REFUSAL_RECOVERING);
    }
}

std::vector<AwaitedRow> PushBatch::awaited(const wire::PushRequest& request) const {
    std::vector<AwaitedRow> rows;
    for (int i = 0; i < request.items_size(); ++i) {
        const auto refusal = m_verdicts[static_cast<std::size_t>(i)].refusal();
        const bool isWaiting = refusal == wire::REFUSAL_GAP ||
                               refusal == wire::REFUSAL_RECOVERING || mayPassOnceRecovered(refusal);
        // Of a case that is purged nothing comes back.
        if (refusal == wire::REFUSAL_PURGED || !request.items(i).has_returned() || !isWaiting)
            continue;
        const auto leaf = transparency::parseLeafEntry(asBytes(request.items(i).returned().leaf()));
        if (leaf)
            rows.push_back({leaf->item, m_caller.device});
    }
    return rows;
}

Result<void> PushBatch::judgeReturned(std::size_t index, const wire::Returned& sent) {
    auto leaf = transparency::parseLeafEntry(asBytes(sent.leaf()));
    if (!leaf || asText(transparency::encodeLeafEntry(*leaf)) != sent.leaf()) {
        refuse(index, wire::REFUSAL_MALFORMED);
        return {};
    }
    if (m_core.m_generations.empty()) {
        refuse(index, wire::REFUSAL_AUTHORITY); // nothing was ever lost here
        return {};
    }
    switch (sent.item_case()) {
    case wire::Returned::kStatement:
        return judgeReturnedStatement(index, sent.statement(), *leaf);
    case wire::Returned::kEnvelope:
        return judgeEnvelope(index, sent.envelope(), *leaf);
    case wire::Returned::kStub:
        return judgeStub(index, sent.stub(), *leaf);
    case wire::Returned::ITEM_NOT_SET:
        break;
    }
    refuse(index, wire::REFUSAL_MALFORMED);
    return {};
}

/// The leaf is this item's, and of the time that was lost.
wire::Refusal PushBatch::checkOriginal(const LeafEntry& leaf, ItemKind kind, ByteView item) const {
    if (leaf.kind != kind || asText(leaf.item.view()) != asText(item))
        return wire::REFUSAL_MALFORMED;
    if (leaf.hubTime < m_core.m_log.lostSince)
        return wire::REFUSAL_AUTHORITY;
    // The clock of the machine that was lost may have been ahead.
    return leaf.hubTime <= m_hubTime ? wire::REFUSAL_NONE : wire::REFUSAL_RECOVERING;
}

Result<void> PushBatch::judgeReturnedStatement(std::size_t index, const wire::SignedStatement& sent,
                                               const LeafEntry& leaf) {
    const auto signature = crypto::Signature::fromBytes(asBytes(sent.signature()));
    if (!signature) {
        refuse(index, wire::REFUSAL_MALFORMED);
        return {};
    }
    const membership::LoggedStatement logged{{toBytes(asBytes(sent.statement())), *signature},
                                             {leaf.directory, leaf.hubTime},
                                             leaf.chain.value_or(ChainHead{})};
    const auto read = membership::readStatement(logged.statement);
    if (!read || read->house != m_core.m_house.house) {
        refuse(index, read ? wire::REFUSAL_HOUSE : wire::REFUSAL_MALFORMED);
        return {};
    }
    VB_TRY(const bool known, isKnown(index, read->id));
    if (known)
        return {};
    wire::Refusal refusal = checkOriginal(leaf, ItemKind::Statement, read->id.view());
    if (!mayBringBackStatement(*read))
        refusal = wire::REFUSAL_AUTHORITY;
    if (refusal != wire::REFUSAL_NONE) {
        refuse(index, refusal);
        return {};
    }
    const membership::HouseDirectory& house = m_core.m_chains.house();
    const membership::MembershipLog* log = nullptr;
    if (!read->isAboutHouse()) {
        VB_TRY(log, ours(m_core.m_chains.caseLog(read->caseId)));
    }
    auto acceptable =
        log ? membership::acceptable(*log, house, logged) : membership::acceptable(house, logged);
    if (!acceptable)
        refusal =
            refusalOfLogged(acceptable.error(), logged.chain, log ? log->size() : house.size());
    else if (!takeQuota(sent.statement().size()))
        refusal = wire::REFUSAL_QUOTA;
    if (refusal != wire::REFUSAL_NONE) {
        refuse(index, refusal);
        return {};
    }
    acceptStatement(index, std::move(acceptable).value(), leaf.directory, leaf);
    return {};
}

/// Whose certificate only ran out could not be renewed before the chains are whole, and the chains
/// would not be whole without what it said while it had one.
bool PushBatch::mayBringBackStatement(const Statement& statement) const {
    if (mayPush(statement) == wire::REFUSAL_NONE)
        return true;
    const auto prefix = membership::wholeDirectory(m_core.m_chains.house());
    return m_caller.scope == wire::SESSION_SCOPE_ENDED && statement.signer == m_caller.device &&
           membership::isDeviceInForce(prefix, m_caller.device);
}

Result<bool> PushBatch::mayBringBack(const CaseId& caseId, const AudienceId& audience) {
    if (m_caller.scope != wire::SESSION_SCOPE_FULL)
        return false;
    VB_TRY(const auto readable, m_core.readable(m_caller, caseId, audience));
    return readable.has_value();
}

/// As it was judged when it was accepted; what was withdrawn or purged since loses its content.
Result<wire::Refusal> PushBatch::judgeReturnedContent(NewEnvelope& envelope,
                                                      const EnvelopeHeader& header,
                                                      const StreamHead& head,
                                                      const LeafEntry& leaf) {
    const wire::Refusal original = checkOriginal(leaf, ItemKind::Envelope, envelope.row.id.view());
    if (original != wire::REFUSAL_NONE)
        return original;
    VB_TRY(const auto prefix, ours(m_core.m_chains.whole(header.caseId)));
    const auto verdict =
        membership::judge(membership::envelopeFacts(envelope.row.id, header, head),
                          {leaf.directory, leaf.hubTime}, prefix.house, *prefix.caseLog);
    if (!verdict) // its leaf names a directory that is not back yet, or never will be
        return wire::REFUSAL_DIRECTORY;
    if (!verdict->isValid())
        return static_cast<wire::Refusal>(verdict->refusal);
    for (PartRow& part : envelope.row.parts) {
        const bool dropped = membership::isPurged(prefix, part.hash) ||
                             membership::isWithdrawn(prefix, part.hash, verdict->author);
        if (dropped)
            part.content.clear();
        else if (part.content.empty())
            return wire::REFUSAL_MALFORMED;
    }
    return wire::REFUSAL_NONE;
}

} // namespace vb::server
