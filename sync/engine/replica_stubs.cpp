// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// Numbers that are given up: docs/protocol.md, section "Streams and signatures". What was refused
// keeps its row for the person who wrote it and never gets a place in the log; the stub that stands
// there for it has a row of its own.
#include "sync/engine/replica_sealing.h"
#include "sync/envelope/stream_signing.h"
#include "sync/membership/readers.h"
#include "sync/store/lost_table.h"
#include "sync/transparency/leaf_entry.h"

#include <algorithm>

namespace vb::engine {
namespace {

Result<membership::CheckedStub> readStub(const HouseId& house, ByteView stored) {
    VB_TRY(auto sent, membership::parseSignedStub(stored));
    return membership::checkStub(house, std::move(sent));
}

/// Under the id of what it stands for, in whose place it waits.
store::OutboxItem itemOf(const membership::CheckedStub& stub) {
    store::OutboxItem item;
    item.kind = store::OutboxKind::Stub;
    item.id = Digest256(stub.said.hash.bytes());
    item.stream = stub.said.stream;
    item.counter = stub.said.counter;
    item.content = membership::encodeSignedStub(stub.sent);
    return item;
}

} // namespace

// ---- Giving up

membership::CheckedStub Replica::signedStub(membership::Stub given) const {
    given.device = m_identity.device;
    auto sent = envelope::signStub(m_identity.house, given, m_identity.signingKey);
    const auto id = membership::stubId(m_identity.house, sent.stub);
    return {id, given, std::move(sent)};
}

/// What takes the place of an envelope that is given up.
Result<store::OutboxItem> Replica::stubFor(const store::OutboxItem& item,
                                           membership::Refusal refusal) {
    VB_TRY(const auto envelope, membership::parseEnvelope(m_identity.house, item.content));
    VB_TRY(const auto signedHead, membership::parseSignedStreamHead(item.head));
    VB_TRY(const auto head, membership::parseStreamHead(signedHead.head));
    auto stub = itemOf(signedStub({*item.stream,
                                   item.counter,
                                   envelope.id,
                                   static_cast<std::uint32_t>(refusal),
                                   envelope.header.caseId,
                                   envelope.header.audience,
                                   head.incarnation,
                                   {}}));
    stub.seq = item.seq;
    stub.replaces = item.replaces;
    return stub;
}

/// The stub of a number that was given up here: the one that the hub had, so that it is the same
/// for all who have it; signed now where it never had one.
Result<std::optional<membership::CheckedStub>> Replica::ownStub(const StreamId& stream,
                                                                std::uint64_t counter) {
    std::optional<membership::CheckedStub> stub;
    VB_TRY(const auto id, m_store.envelopes().atCounter(stream, counter));
    if (!id) {
        VB_TRY(const auto left, store::LostTable(m_store.database()).leftStub(stream, counter));
        if (!left)
            return stub;
        if (left->sealed.empty()) {
            stub = signedStub({stream,
                               counter,
                               left->id,
                               left->refusal,
                               left->caseId,
                               left->audience,
                               left->incarnation,
                               {}});
            return stub;
        }
        VB_TRY(stub, readStub(m_identity.house, left->sealed));
        return stub;
    }
    VB_TRY(const auto row, m_store.envelopes().find(*id));
    VB_TRY(const auto of, m_store.streams().find(stream));
    if (!row || !of || of->device != m_identity.device || row->refusal == 0)
        return stub;
    if (row->state == store::EnvelopeState::Stub && !row->sealed.empty()) {
        VB_TRY(stub, readStub(m_identity.house, row->sealed));
        return stub;
    }
    VB_TRY(const auto audience, m_store.audiences().find(row->audience));
    if (audience)
        stub = signedStub({stream,
                           counter,
                           *id,
                           row->refusal,
                           audience->caseId,
                           row->audience,
                           of->incarnation,
                           {}});
    return stub;
}

/// The hub waits for a number that was given up here and whose stub it never took: it refused even
/// that, or lied. Without it nothing behind it would ever pass.
Result<std::optional<store::OutboxItem>> Replica::missingStub(const StreamId& stream,
                                                              std::uint64_t counter) {
    std::optional<store::OutboxItem> item;
    VB_TRY(const auto stub, ownStub(stream, counter));
    if (!stub)
        return item;
    VB_TRY(const auto waiting, m_outbox.find(Digest256(stub->said.hash.bytes())));
    if (!waiting)
        item = itemOf(*stub);
    return item;
}

/// A number that its author gave up stands between: only the author can say that again.
Result<void> Replica::giveUpAgain(const ChangesetId& id, std::uint64_t counter,
                                  std::vector<store::OutboxItem>& stubs) {
    VB_TRY(const auto row, m_store.envelopes().facts(id));
    VB_TRY(const auto left, store::LostTable(m_store.database()).leftStreamOf(id));
    if (counter == 0 || (!row && !left))
        return {};
    VB_TRY(auto stub, missingStub(row ? row->stream : *left, counter));
    const bool isNew = stub && std::none_of(stubs.begin(), stubs.end(), [&](const auto& other) {
                           return other.id == stub->id;
                       });
    if (isNew)
        stubs.push_back(std::move(*stub));
    return {};
}

/// The hub has the stub; or it had the envelope before that was given up, and says so.
Result<void> Replica::markGivenUp(const store::OutboxItem& item, const wire::Leaf& leaf,
                                  Touched& touched, ChangedRecords& changed) {
    VB_TRY(const auto entry, transparency::parseLeafEntry(leaf.entry));
    if (entry.kind == transparency::ItemKind::Stub) {
        VB_TRY(const auto stub, readStub(m_identity.house, item.content));
        VB_TRY(const auto audience, m_store.audiences().find(stub.said.audience));
        return audience ? placeStub(leaf, stub) : keepLeftStub(leaf, stub);
    }
    const ChangesetId id(item.id.bytes());
    VB_TRY(const auto row, m_store.envelopes().find(id));
    if (!row || row->position || row->sealed.empty())
        return {};
    VB_TRY(const auto stream, m_store.streams().find(row->stream));
    if (!stream)
        return fail(Code::Corrupt, "an envelope without its stream");
    VB_TRY(const auto envelope, membership::parseEnvelope(m_identity.house, row->sealed));
    VB_TRY_VOID(m_store.attention().takeBack(store::AttentionKind::Refused, id.view()));
    return acceptAs(
        id, envelope,
        {stream->stream, stream->device, stream->incarnation, stream->audience, row->counter, id},
        leaf, touched, changed);
}

// ---- What stands in the log

/// A stub keeps its place in chain and digest. It may be the first that comes of its stream.
/// Nothing is handed in where the hub sent no stub at all.
Result<void> Replica::applyStub(const wire::Leaf& leaf, const membership::CheckedStub* stub,
                                Touched& touched) {
    bool isSound = false;
    if (stub) {
        VB_TRY(isSound, isSoundStub(leaf, *stub));
    }
    if (!isSound) {
        ++touched.invalid;
        return notice(store::AttentionKind::Invalid,
                      stub ? std::optional(stub->said.caseId) : std::nullopt, leaf.item.view(), 1);
    }
    const auto& said = stub->said;
    VB_TRY(const auto twin, m_store.envelopes().atCounter(said.stream, said.counter));
    // Beside one of our own it is for the next push to find out.
    if (twin && *twin != stub->id && said.device != m_identity.device)
        VB_TRY_VOID(notice(store::AttentionKind::Fork, said.caseId, stub->id.view(), 0));
    return placeStub(leaf, *stub);
}

/// Its author's, under the leaf that is its own, in an audience of the case.
Result<bool> Replica::isSoundStub(const wire::Leaf& leaf, const membership::CheckedStub& stub) {
    VB_TRY(const auto entry, transparency::parseLeafEntry(leaf.entry));
    const auto* device = m_directory->house().device(stub.said.device);
    if (entry.kind != transparency::ItemKind::Stub || ChangesetId(leaf.item.bytes()) != stub.id ||
        !device || !membership::verifyStub(m_identity.house, stub, device->signingKey))
        return false;
    VB_TRY(const auto prefix, m_directory->prefix(stub.said.caseId));
    return membership::findAudience(prefix, stub.said.audience).has_value();
}

/// Beside what it stands for.
Result<void> Replica::placeStub(const wire::Leaf& leaf, const membership::CheckedStub& stub) {
    const auto& said = stub.said;
    store::LostTable lost(m_store.database());
    VB_TRY(const bool isKnown, m_store.envelopes().holds(stub.id));
    if (isKnown) // where it is lost, the hub has it back
        return lost.place(stub.id, leaf.position, leaf.facts.hubTime, leaf.entry);
    store::EnvelopeRow row;
    row.id = stub.id;
    row.audience = said.audience;
    row.stream = said.stream;
    row.counter = said.counter;
    row.state = store::EnvelopeState::Stub;
    row.refusal = said.reason;
    row.position = leaf.position;
    row.hubTime = leaf.facts.hubTime;
    row.sealed = membership::encodeSignedStub(stub.sent);
    row.leaf = leaf.entry;
    const store::StreamRow stream{said.stream,  said.audience, said.device, said.incarnation,
                                  said.counter, said.hash,     {}};
    VB_TRY_VOID(storeEnvelope(row, said.caseId, stream, {}));
    VB_TRY_VOID(lost.cameBack(said.hash));
    return lost.cameBack(stub.id);
}

/// Of a case that left meanwhile: with what a restored hub may need again.
Result<void> Replica::keepLeftStub(const wire::Leaf& leaf, const membership::CheckedStub& stub) {
    const auto& said = stub.said;
    store::LostTable lost(m_store.database());
    VB_TRY_VOID(lost.cameBack(said.hash));
    return lost.keep(
        {stub.id,
         said.caseId,
         {said.stream, said.audience, said.device, said.incarnation, said.counter, said.hash, {}},
         said.counter,
         membership::encodeSignedStub(stub.sent),
         leaf.entry,
         leaf.position,
         said.reason});
}

} // namespace vb::engine
