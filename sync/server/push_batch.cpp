// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/server/push_batch.h"

#include "sync/membership/admission.h"
#include "sync/membership/derived_ids.h"

#include <algorithm>

namespace vb::server {

using membership::EnvelopeHeader;
using membership::Statement;
using membership::StreamHead;

namespace {

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

wire::Refusal toWire(membership::Refusal refusal) {
    return static_cast<wire::Refusal>(refusal);
}

Result<std::vector<Bytes>> readParts(const wire::Envelope& sent) {
    if (sent.parts_size() > static_cast<int>(protocol::kMaxEnvelopeParts))
        return fail(Code::TooLarge, "parts");
    std::vector<Bytes> parts;
    for (const std::string& part : sent.parts())
        parts.push_back(toBytes(asBytes(part)));
    return parts;
}

} // namespace

PushBatch::PushBatch(HubCore& core, const Caller& caller, Instant hubTime)
    : m_core(core), m_caller(caller), m_hubTime(hubTime), m_tree(core.m_range) {}

Result<void> PushBatch::judge(const wire::PushRequest& request) {
    VB_TRY(m_usage, ours(m_core.m_store.usage(m_caller.device)));
    m_verdicts.resize(static_cast<std::size_t>(request.items_size()));
    VB_TRY_VOID(readHeads(request));
    for (int i = 0; i < request.items_size(); ++i)
        VB_TRY_VOID(judgeItem(static_cast<std::size_t>(i), request.items(i)));
    for (auto& [id, stream] : m_streams)
        coverRuns(stream);
    return {};
}

Result<void> PushBatch::readHeads(const wire::PushRequest& request) {
    const HouseId house = m_core.m_house.house;
    for (const wire::SignedStreamHead& sent : request.heads()) {
        const auto head = membership::parseStreamHead(asBytes(sent.head()));
        const auto signature = crypto::Signature::fromBytes(asBytes(sent.signature()));
        if (!head || !signature)
            continue; // what it should have covered is refused as unsigned
        VB_TRY(StreamWork * stream, streamOf(head->stream));
        const bool isOwn = head->device == m_caller.device &&
                           membership::streamId(house, head->device, head->incarnation,
                                                head->audience) == head->stream;
        if (isOwn)
            stream->heads.push_back({*head, {toBytes(asBytes(sent.head())), *signature}});
        else
            stream->hasForeignHeads = true;
    }
    for (auto& [id, stream] : m_streams)
        std::stable_sort(stream.heads.begin(), stream.heads.end(),
                         [](const HeadCandidate& left, const HeadCandidate& right) {
                             return left.head.counter < right.head.counter;
                         });
    return {};
}

Result<PushBatch::StreamWork*> PushBatch::streamOf(const StreamId& stream) {
    const auto known = m_streams.find(stream);
    if (known != m_streams.end())
        return &known->second;
    VB_TRY(const auto stored, ours(m_core.m_store.stream(stream)));
    StreamWork work;
    if (stored)
        work.row = *stored;
    else
        work.row.stream = stream;
    return &m_streams.emplace(stream, std::move(work)).first->second;
}

Result<void> PushBatch::judgeItem(std::size_t index, const wire::PushItem& item) {
    switch (item.item_case()) {
    case wire::PushItem::kStatement:
        return judgeStatement(index, item.statement());
    case wire::PushItem::kEnvelope:
        return judgeEnvelope(index, item.envelope());
    case wire::PushItem::kStub:
        return judgeStub(index, item.stub());
    case wire::PushItem::ITEM_NOT_SET:
        break;
    }
    refuse(index, wire::REFUSAL_MALFORMED);
    return {};
}

void PushBatch::refuse(std::size_t index, wire::Refusal refusal) {
    m_verdicts[index].set_refusal(refusal);
}

void PushBatch::setDuplicate(std::size_t index, LogSize position, ByteView leaf) {
    m_verdicts[index].set_duplicate(true);
    m_verdicts[index].set_position(position);
    m_verdicts[index].set_leaf(wireText(leaf));
}

bool PushBatch::takeQuota(std::size_t bytes) {
    if (m_usage.items >= m_core.m_limits.maxItemsPerDevice ||
        m_usage.bytes + bytes > m_core.m_limits.maxBytesPerDevice)
        return false;
    ++m_usage.items;
    m_usage.bytes += bytes;
    return true;
}

wire::Refusal PushBatch::mayPush(const Statement& statement) const {
    if (m_caller.scope == wire::SESSION_SCOPE_FULL)
        return wire::REFUSAL_NONE;
    // Who may only deliver brings along what the envelopes rest on, and nothing else.
    const bool carriesKeys = statement.as<membership::EpochBody>() != nullptr ||
                             statement.as<membership::AudienceBody>() != nullptr;
    return carriesKeys && statement.signer == m_caller.device ? wire::REFUSAL_NONE
                                                              : wire::REFUSAL_AUTHORITY;
}

Result<void> PushBatch::judgeStatement(std::size_t index, const wire::SignedStatement& sent) {
    const auto signature = crypto::Signature::fromBytes(asBytes(sent.signature()));
    if (!signature) {
        refuse(index, wire::REFUSAL_MALFORMED);
        return {};
    }
    auto read = membership::readStatement({toBytes(asBytes(sent.statement())), *signature});
    if (!read) {
        refuse(index, refusalOf(read.error().code));
        return {};
    }
    Statement statement = std::move(read).value();
    if (statement.house != m_core.m_house.house) {
        refuse(index, wire::REFUSAL_HOUSE);
        return {};
    }
    if (const auto known = m_newStatements.find(statement.id); known != m_newStatements.end()) {
        m_repeats.emplace_back(index, known->second);
        return {};
    }
    VB_TRY(const auto stored, ours(m_core.m_store.statement(statement.id)));
    if (stored) {
        setDuplicate(index, stored->position, stored->leaf);
        return {};
    }

    const membership::HouseDirectory& house = m_core.m_chains.house();
    const membership::MembershipLog* log = nullptr;
    if (!statement.isAboutHouse()) {
        VB_TRY(log, ours(m_core.m_chains.caseLog(statement.caseId)));
    }
    const membership::DirectoryPrefix prefix{house, house.size(), log, log ? log->size() : 0};
    wire::Refusal refusal = mayPush(statement);
    if (refusal == wire::REFUSAL_NONE)
        refusal = toWire(membership::admit(statement, prefix, m_hubTime));
    if (refusal == wire::REFUSAL_NONE && !takeQuota(statement.sent.statement.size()))
        refusal = wire::REFUSAL_QUOTA;
    if (refusal != wire::REFUSAL_NONE) {
        refuse(index, refusal);
        return {};
    }
    Accepted accepted;
    accepted.index = index;
    accepted.directory = prefix.head();
    m_core.m_uncommitted = true;
    const ChainHead chain = m_core.m_chains.append(statement, {accepted.directory, m_hubTime});
    m_newStatements.emplace(statement.id, m_accepted.size());
    accepted.item = NewStatement{std::move(statement), chain};
    m_accepted.push_back(std::move(accepted));
    return {};
}

/// Whether the item is the next of its stream; if it is not, its verdict is given here.
Result<bool> PushBatch::isNext(std::size_t index, StreamWork& stream, std::uint64_t counter,
                               const ChangesetId& id, bool isStub) {
    if (counter == stream.row.counter + 1)
        return true;
    if (counter > stream.row.counter) {
        refuse(index, wire::REFUSAL_GAP);
        stream.waiting.push_back(index);
        return false;
    }
    // The same again, unless it was given up meanwhile. Who gives up what was accepted is told so.
    const auto isSame = [&](const EnvelopeRow& row) {
        return row.stream == stream.row.stream && row.counter == counter &&
               (isStub || row.stubReason == 0);
    };
    if (const auto known = m_newEnvelopes.find(id); known != m_newEnvelopes.end()) {
        if (isSame(std::get<NewEnvelope>(m_accepted[known->second].item).row))
            m_repeats.emplace_back(index, known->second);
        else
            refuse(index, wire::REFUSAL_FORK);
        return false;
    }
    VB_TRY(const auto stored, ours(m_core.m_store.envelope(id)));
    if (stored && isSame(*stored))
        setDuplicate(index, stored->position, stored->leaf);
    else
        refuse(index, wire::REFUSAL_FORK);
    return false;
}

void PushBatch::accept(std::size_t index, StreamWork& stream, NewEnvelope envelope,
                       const DirectoryHead& directory) {
    StreamRow& row = stream.row;
    row.caseId = envelope.row.caseId;
    row.audience = envelope.row.audience;
    row.device = m_caller.device;
    row.counter = envelope.row.counter;
    row.last = envelope.row.id;
    stream.accepted.push_back(m_accepted.size());
    m_newEnvelopes.emplace(envelope.row.id, m_accepted.size());
    m_accepted.push_back({index, directory, std::move(envelope), false});
}

Result<void> PushBatch::judgeEnvelope(std::size_t index, const wire::Envelope& sent) {
    const std::size_t size = sent.ByteSizeLong();
    const auto header = membership::parseEnvelopeHeader(asBytes(sent.header()));
    auto parts = readParts(sent);
    if (size > protocol::kMaxEnvelopeBytes || !header || !parts) {
        const Code code = size > protocol::kMaxEnvelopeBytes ? Code::TooLarge
                          : !header                          ? header.error().code
                                                             : parts.error().code;
        refuse(index, refusalOf(code));
        return {};
    }
    if (header->house != m_core.m_house.house) {
        refuse(index, wire::REFUSAL_HOUSE);
        return {};
    }
    if (!membership::checkParts(*header, *parts)) {
        refuse(index, wire::REFUSAL_MALFORMED);
        return {};
    }
    NewEnvelope envelope;
    envelope.row.id = membership::changesetId(header->house, asBytes(sent.header()));
    VB_TRY(StreamWork * stream, streamOf(header->stream));
    VB_TRY(const bool next, isNext(index, *stream, header->counter, envelope.row.id, false));
    if (!next)
        return {};
    const std::optional<ChangesetId> expected =
        header->counter == 1 ? std::nullopt : std::optional(stream->row.last);
    if (header->previous != expected) {
        refuse(index, wire::REFUSAL_CHAIN);
        return {};
    }
    if (stream->heads.empty() || stream->heads.back().head.audience != header->audience) {
        refuse(index, stream->hasForeignHeads ? wire::REFUSAL_AUTHORITY : wire::REFUSAL_UNSIGNED);
        return {};
    }
    EnvelopeRow& row = envelope.row;
    row.caseId = header->caseId;
    row.audience = header->audience;
    row.epoch = header->epoch;
    row.stream = header->stream;
    row.counter = header->counter;
    row.bulk = header->bulk;
    row.header = toBytes(asBytes(sent.header()));
    for (std::size_t i = 0; i < parts->size(); ++i)
        row.parts.push_back({header->parts[i].hash, std::move((*parts)[i])});
    envelope.previous = header->previous;

    VB_TRY(wire::Refusal refusal, judgeContent(envelope, *header, stream->heads.back().head));
    if (refusal == wire::REFUSAL_NONE && !takeQuota(size))
        refusal = wire::REFUSAL_QUOTA;
    if (refusal != wire::REFUSAL_NONE) {
        refuse(index, refusal);
        return {};
    }
    VB_TRY(const auto prefix, ours(m_core.m_chains.whole(header->caseId)));
    accept(index, *stream, std::move(envelope), prefix.head());
    return {};
}

Result<wire::Refusal> PushBatch::judgeContent(const NewEnvelope& envelope,
                                              const EnvelopeHeader& header,
                                              const StreamHead& head) {
    VB_TRY(const auto prefix, ours(m_core.m_chains.whole(header.caseId)));
    VB_TRY(const membership::Verdict verdict,
           ours(membership::judge(membership::envelopeFacts(envelope.row.id, header, head),
                                  {prefix.head(), m_hubTime}, prefix.house, *prefix.caseLog)));
    if (!verdict.isValid())
        return toWire(verdict.refusal);
    if (prefix.caseLog->wholeCasePurge())
        return wire::REFUSAL_PURGED;
    for (const PartRow& part : envelope.row.parts) {
        const bool dropped = membership::isPurged(prefix, part.hash) ||
                             membership::isWithdrawn(prefix, part.hash, verdict.author);
        if (dropped && !part.content.empty())
            return wire::REFUSAL_PURGED;
        if (!dropped && part.content.empty())
            return wire::REFUSAL_MALFORMED;
    }
    return wire::REFUSAL_NONE;
}

Result<wire::Refusal> PushBatch::judgeGivingUp(const StreamWork& stream, const wire::Stub& sent) {
    const auto caseId = CaseId::fromBytes(asBytes(sent.case_id()));
    const auto audience = AudienceId::fromBytes(asBytes(sent.audience()));
    const auto incarnation = IncarnationId::fromBytes(asBytes(sent.incarnation()));
    if (!caseId || !audience || !incarnation || sent.reason() == wire::REFUSAL_NONE ||
        !wire::Refusal_IsValid(static_cast<int>(sent.reason())))
        return wire::REFUSAL_MALFORMED;
    if (membership::streamId(m_core.m_house.house, m_caller.device, *incarnation, *audience) !=
        stream.row.stream)
        return wire::REFUSAL_AUTHORITY;
    // Who never belonged here has nothing to give up here.
    VB_TRY(const auto prefix, ours(m_core.m_chains.whole(*caseId)));
    const bool wasMember =
        prefix.caseLog->isHouseCase() || prefix.caseLog->members().contains(m_caller.holder);
    if (!wasMember || !membership::findAudience(prefix, *audience))
        return wire::REFUSAL_MEMBERSHIP;
    return wire::REFUSAL_NONE;
}

Result<void> PushBatch::judgeStub(std::size_t index, const wire::Stub& sent) {
    const auto streamId = StreamId::fromBytes(asBytes(sent.stream()));
    const auto hash = ChangesetId::fromBytes(asBytes(sent.hash()));
    if (!streamId || !hash || sent.counter() == 0 || sent.counter() > protocol::kMaxCounter) {
        refuse(index, wire::REFUSAL_MALFORMED);
        return {};
    }
    VB_TRY(StreamWork * stream, streamOf(*streamId));
    VB_TRY(const bool next, isNext(index, *stream, sent.counter(), *hash, true));
    if (!next)
        return {};
    VB_TRY(wire::Refusal refusal, judgeGivingUp(*stream, sent));
    if (refusal == wire::REFUSAL_NONE && !takeQuota(sent.ByteSizeLong()))
        refusal = wire::REFUSAL_QUOTA;
    if (refusal != wire::REFUSAL_NONE) {
        refuse(index, refusal);
        return {};
    }
    NewEnvelope stub;
    stub.row.id = *hash;
    stub.row.caseId = *CaseId::fromBytes(asBytes(sent.case_id()));
    stub.row.audience = *AudienceId::fromBytes(asBytes(sent.audience()));
    stub.row.stream = *streamId;
    stub.row.counter = sent.counter();
    stub.row.stubReason = sent.reason();
    if (sent.counter() > 1)
        stub.previous = stream->row.last;
    VB_TRY(const auto prefix, ours(m_core.m_chains.whole(stub.row.caseId)));
    accept(index, *stream, std::move(stub), prefix.head());
    return {};
}

} // namespace vb::server
