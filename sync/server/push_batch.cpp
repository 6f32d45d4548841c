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
    if (m_core.m_log.isRecovering)
        putOff(request);
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
        const bool isOfDevice = membership::streamId(house, head->device, head->incarnation,
                                                     head->audience) == head->stream;
        const bool isOwn = isOfDevice && head->device == m_caller.device;
        stream->hasForeignHeads = stream->hasForeignHeads || !isOwn;
        if (isOfDevice)
            (isOwn ? stream->heads : stream->foreignHeads)
                .push_back({*head, {toBytes(asBytes(sent.head())), *signature}});
    }
    const auto byCounter = [](const HeadCandidate& left, const HeadCandidate& right) {
        return left.head.counter < right.head.counter;
    };
    for (auto& [id, stream] : m_streams) {
        std::stable_sort(stream.heads.begin(), stream.heads.end(), byCounter);
        std::stable_sort(stream.foreignHeads.begin(), stream.foreignHeads.end(), byCounter);
    }
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
    case wire::PushItem::kReturned:
        return judgeReturned(index, item.returned());
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
    VB_TRY(const bool known, isKnown(index, statement.id));
    if (known)
        return {};
    if (m_core.m_log.isRecovering) {
        // The chains are whole before anything new is put into them.
        refuse(index, wire::REFUSAL_RECOVERING);
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
    acceptStatement(index, std::move(statement), prefix.head(), std::nullopt);
    return {};
}

/// Whether the statement is there already; its verdict is given here then.
Result<bool> PushBatch::isKnown(std::size_t index, const StatementId& id) {
    if (const auto known = m_newStatements.find(id); known != m_newStatements.end()) {
        m_repeats.emplace_back(index, known->second);
        return true;
    }
    VB_TRY(const auto stored, ours(m_core.m_store.statement(id)));
    if (stored)
        setDuplicate(index, stored->position, stored->leaf);
    return stored.has_value();
}

void PushBatch::acceptStatement(std::size_t index, Statement statement,
                                const DirectoryHead& directory,
                                std::optional<transparency::LeafEntry> original) {
    Accepted accepted;
    accepted.index = index;
    accepted.directory = directory;
    m_core.m_uncommitted = true;
    const ChainHead chain =
        m_core.m_chains.append(statement, {directory, original ? original->hubTime : m_hubTime});
    m_newStatements.emplace(statement.id, m_accepted.size());
    accepted.item = NewStatement{std::move(statement), chain};
    accepted.original = original;
    m_accepted.push_back(std::move(accepted));
}

/// Whether the item is the next of its stream; if it is not, its verdict is given here. `ids`:
/// under which it may stand there already. Who gives up what was accepted is told so.
Result<bool> PushBatch::isNext(std::size_t index, StreamWork& stream, std::uint64_t counter,
                               std::initializer_list<ChangesetId> ids) {
    if (counter == stream.row.counter + 1)
        return true;
    if (counter > stream.row.counter) {
        refuse(index, wire::REFUSAL_GAP);
        stream.waiting.push_back(index);
        return false;
    }
    const auto isSame = [&](const EnvelopeRow& row) {
        return row.stream == stream.row.stream && row.counter == counter;
    };
    for (const ChangesetId& id : ids) {
        const auto known = m_newEnvelopes.find(id);
        if (known != m_newEnvelopes.end() &&
            isSame(std::get<NewEnvelope>(m_accepted[known->second].item).row)) {
            m_repeats.emplace_back(index, known->second);
            return false;
        }
        VB_TRY(const auto stored, ours(m_core.m_store.envelope(id)));
        if (stored && isSame(*stored)) {
            setDuplicate(index, stored->position, stored->leaf);
            return false;
        }
    }
    refuse(index, wire::REFUSAL_FORK);
    return false;
}

void PushBatch::accept(std::size_t index, StreamWork& stream, NewEnvelope envelope,
                       const DirectoryHead& directory) {
    StreamRow& row = stream.row;
    row.caseId = envelope.row.caseId;
    row.audience = envelope.row.audience;
    row.device = envelope.device;
    row.counter = envelope.row.counter;
    row.last = envelope.last;
    stream.accepted.push_back(m_accepted.size());
    m_newEnvelopes.emplace(envelope.row.id, m_accepted.size());
    m_accepted.push_back({index, directory, std::move(envelope), false, std::nullopt});
}

/// Whether there are heads that could cover an envelope of the stream; if not, its verdict is given
/// here. Another device's cover what is brought back.
Result<bool> PushBatch::hasHeads(std::size_t index, StreamWork& stream, const AudienceId& audience,
                                 bool isReturned) {
    if (stream.heads.empty() && isReturned)
        stream.heads = std::exchange(stream.foreignHeads, {});
    if (stream.heads.empty() || stream.heads.back().head.audience != audience) {
        refuse(index, stream.hasForeignHeads ? wire::REFUSAL_AUTHORITY : wire::REFUSAL_UNSIGNED);
        return false;
    }
    if (!isReturned && stream.heads.back().head.device != m_caller.device) {
        refuse(index, wire::REFUSAL_AUTHORITY);
        return false;
    }
    return true;
}

Result<void> PushBatch::judgeEnvelope(std::size_t index, const wire::Envelope& sent,
                                      std::optional<transparency::LeafEntry> original) {
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
    const bool isReturned = original.has_value();
    NewEnvelope envelope;
    envelope.row.id = membership::changesetId(header->house, asBytes(sent.header()));
    VB_TRY(StreamWork * stream, streamOf(header->stream));
    VB_TRY(const bool next, isNext(index, *stream, header->counter, {envelope.row.id}));
    if (!next)
        return {};
    const std::optional<ChangesetId> expected =
        header->counter == 1 ? std::nullopt : std::optional(stream->row.last);
    if (header->previous != expected) {
        refuse(index, wire::REFUSAL_CHAIN);
        return {};
    }
    VB_TRY(const bool covered, hasHeads(index, *stream, header->audience, isReturned));
    if (!covered)
        return {};
    const StreamHead& last = stream->heads.back().head;
    if (original) {
        VB_TRY(const bool mayBring, mayBringBack(header->caseId, header->audience));
        if (!mayBring && last.device != m_caller.device) {
            refuse(index, wire::REFUSAL_MEMBERSHIP);
            return {};
        }
        // Their own work, of an audience that they left: taken as if it came for the first time.
        if (!mayBring)
            original.reset();
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
    envelope.last = row.id;
    envelope.device = last.device;
    envelope.previous = header->previous;
    envelope.renews = header->renews;

    VB_TRY(wire::Refusal refusal, judgeAsSaid(envelope, *header, last, original, isReturned));
    if (refusal == wire::REFUSAL_NONE && !isReturned) {
        VB_TRY(refusal, judgeSaying(envelope, last));
    }
    if (refusal == wire::REFUSAL_NONE && !takeQuota(size))
        refusal = wire::REFUSAL_QUOTA;
    if (refusal != wire::REFUSAL_NONE) {
        refuse(index, refusal);
        return {};
    }
    VB_TRY(const auto prefix, ours(m_core.m_chains.whole(header->caseId)));
    accept(index, *stream, std::move(envelope), prefix.head());
    m_accepted.back().original = original;
    return {};
}

/// By the leaf that it had, where it comes with one that counts; otherwise as new.
Result<wire::Refusal> PushBatch::judgeAsSaid(NewEnvelope& envelope, const EnvelopeHeader& header,
                                             const StreamHead& head,
                                             std::optional<transparency::LeafEntry>& original,
                                             bool isReturned) {
    if (original) {
        VB_TRY(const auto refusal, judgeReturnedContent(envelope, header, head, *original));
        // What its leaf rests on is gone for good: its author may say it anew.
        const bool isOwn = head.device == m_caller.device;
        if (refusal == wire::REFUSAL_NONE || !isOwn || m_core.m_log.isRecovering)
            return refusal;
        original.reset();
    }
    return judgeContent(envelope, header, head, isReturned);
}

Result<wire::Refusal> PushBatch::judgeContent(NewEnvelope& envelope, const EnvelopeHeader& header,
                                              const StreamHead& head, bool isReturned) {
    VB_TRY(const auto prefix, ours(m_core.m_chains.whole(header.caseId)));
    VB_TRY(const membership::Verdict verdict,
           ours(membership::judge(membership::envelopeFacts(envelope.row.id, header, head),
                                  {prefix.head(), m_hubTime}, prefix.house, *prefix.caseLog)));
    if (!verdict.isValid())
        return toWire(verdict.refusal);
    if (prefix.caseLog->wholeCasePurge())
        return wire::REFUSAL_PURGED;
    for (PartRow& part : envelope.row.parts) {
        const bool dropped = membership::isPurged(prefix, part.hash) ||
                             membership::isWithdrawn(prefix, part.hash, verdict.author);
        // Whoever left may not have heard of it, and what stands behind it must not wait.
        if (dropped && isReturned)
            part.content.clear();
        if (dropped && !part.content.empty())
            return wire::REFUSAL_PURGED;
        if (!dropped && part.content.empty())
            return wire::REFUSAL_MALFORMED;
    }
    return wire::REFUSAL_NONE;
}

/// Two copies of a device may both have had it waiting, and one of them has sealed it anew. What
/// a restored hub takes back was accepted before, and stays.
Result<wire::Refusal> PushBatch::judgeSaying(const NewEnvelope& envelope, const StreamHead& head) {
    const RenewalRow saying{envelope.renews.value_or(envelope.row.id), head.device};
    VB_TRY(const bool isSaid, ours(m_core.m_store.isSaid(saying)));
    return isSaid || !m_sayings.insert(saying).second ? wire::REFUSAL_SAID : wire::REFUSAL_NONE;
}

} // namespace vb::server
