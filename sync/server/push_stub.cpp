// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Numbers that their authors give up: docs/protocol.md, section "Streams and signatures".
#include "sync/membership/directory_prefix.h"
#include "sync/server/push_batch.h"

namespace vb::server {

using membership::CheckedStub;
using transparency::ItemKind;
using transparency::LeafEntry;

namespace {

Result<CheckedStub> readStub(const HouseId& house, const wire::SignedStub& sent) {
    const auto signature = crypto::Signature::fromBytes(asBytes(sent.signature()));
    if (!signature)
        return fail(Code::Unauthentic, "a stub that nobody signed");
    return membership::checkStub(house, {toBytes(asBytes(sent.stub())), *signature});
}

wire::Refusal refusalOf(Code code) {
    switch (code) {
    case Code::TooLarge:
        return wire::REFUSAL_TOO_LARGE;
    case Code::Unauthentic:
        return wire::REFUSAL_UNSIGNED;
    default:
        return wire::REFUSAL_MALFORMED;
    }
}

/// What is stored, and goes to readers: the author's bytes, and nothing that came along with them.
EnvelopeRow rowOf(const CheckedStub& stub) {
    EnvelopeRow row;
    row.id = stub.id;
    row.caseId = stub.said.caseId;
    row.audience = stub.said.audience;
    row.stream = stub.said.stream;
    row.counter = stub.said.counter;
    row.stubReason = stub.said.reason;
    row.header = membership::encodeSignedStub(stub.sent);
    return row;
}

} // namespace

/// A device gives up numbers of its own streams; what is brought back another may bring. The device
/// key has signed it, whichever opened the session: who copied the disk has only the push-only one.
wire::Refusal PushBatch::judgeSigner(const CheckedStub& stub, bool isReturned) const {
    if (!wire::Refusal_IsValid(static_cast<int>(stub.said.reason)))
        return wire::REFUSAL_MALFORMED;
    if (!isReturned && stub.said.device != m_caller.device)
        return wire::REFUSAL_AUTHORITY;
    const auto key = m_core.m_chains.signingKeyOf(stub.said.device);
    return key && membership::verifyStub(m_core.m_house.house, stub, *key) ? wire::REFUSAL_NONE
                                                                           : wire::REFUSAL_UNSIGNED;
}

Result<wire::Refusal> PushBatch::judgeGivingUp(const CheckedStub& stub,
                                               std::optional<LeafEntry>& original) {
    const membership::Stub& said = stub.said;
    const bool isOwn = said.device == m_caller.device;
    // Who never belonged here has nothing to give up here.
    VB_TRY(const auto prefix, ours(m_core.m_chains.whole(said.caseId)));
    const auto holder = isOwn ? m_caller.holder : m_core.m_chains.holderOf(said.device);
    const bool wasMember =
        prefix.caseLog->isHouseCase() || (holder && prefix.caseLog->members().contains(*holder));
    if (!wasMember || !membership::findAudience(prefix, said.audience))
        return wire::REFUSAL_MEMBERSHIP;
    if (!original)
        return wire::REFUSAL_NONE;
    VB_TRY(const bool mayBring, mayBringBack(said.caseId, said.audience));
    if (!mayBring && !isOwn)
        return wire::REFUSAL_MEMBERSHIP;
    wire::Refusal refusal = checkOriginal(*original, ItemKind::Stub, stub.id.view());
    if (refusal == wire::REFUSAL_NONE &&
        membership::match(original->directory, prefix.house, prefix.caseLog) !=
            membership::Chain::Match::Prefix)
        refusal = wire::REFUSAL_DIRECTORY;
    // As an envelope: what its leaf rests on is gone for good, or its word counts for nothing.
    const bool isAsNew =
        !mayBring || (refusal != wire::REFUSAL_NONE && isOwn && !m_core.m_log.isRecovering);
    if (!isAsNew)
        return refusal;
    original.reset();
    return wire::REFUSAL_NONE;
}

Result<void> PushBatch::judgeStub(std::size_t index, const wire::SignedStub& sent,
                                  std::optional<LeafEntry> original) {
    const auto stub = readStub(m_core.m_house.house, sent);
    // Before anything is answered: who did not sign it learns nothing of the number.
    wire::Refusal refusal =
        stub ? judgeSigner(*stub, original.has_value()) : refusalOf(stub.error().code);
    if (refusal != wire::REFUSAL_NONE) {
        refuse(index, refusal);
        return {};
    }
    VB_TRY(StreamWork * stream, streamOf(stub->said.stream));
    VB_TRY(const bool next,
           isNext(index, *stream, stub->said.counter, {stub->id, stub->said.hash}));
    if (!next)
        return {};
    VB_TRY(refusal, judgeGivingUp(*stub, original));
    if (refusal == wire::REFUSAL_NONE && !takeQuota(sent.ByteSizeLong()))
        refusal = wire::REFUSAL_QUOTA;
    if (refusal != wire::REFUSAL_NONE) {
        refuse(index, refusal);
        return {};
    }
    NewEnvelope given;
    given.row = rowOf(*stub);
    given.last = stub->said.hash;
    given.device = stub->said.device;
    if (stub->said.counter > 1)
        given.previous = stream->row.last;
    VB_TRY(const auto prefix, ours(m_core.m_chains.whole(stub->said.caseId)));
    accept(index, *stream, std::move(given), prefix.head());
    m_accepted.back().original = original;
    return {};
}

} // namespace vb::server
