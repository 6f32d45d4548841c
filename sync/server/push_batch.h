// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/membership/judgement.h"
#include "sync/membership/stub.h"
#include "sync/server/hub_core.h"
#include "sync/transparency/comparison.h"
#include "sync/transparency/leaf_entry.h"

#include <initializer_list>
#include <map>
#include <set>
#include <variant>

namespace vb::server {

/// One push request on its way into the log.
///
/// judge() goes through the items in their order: each is refused, a duplicate, or provisionally
/// accepted; an accepted statement counts for what comes after it. Then the runs are covered by
/// signed heads, which may refuse the end of a stream after all; nothing but that stream depends on
/// it. rows() numbers what is left and makes it the batch that the store applies.
///
/// Lives as long as the request. Errors of its functions are the store's (Internal); whatever is
/// wrong with the items is in verdicts().
class PushBatch {
public:
    PushBatch(HubCore& core, const Caller& caller, Instant hubTime);

    Result<void> judge(const wire::PushRequest& request);
    /// Without leaves when nothing new was accepted.
    Result<AcceptedBatch> rows();

    // After rows():
    /// One for each item, in order.
    [[nodiscard]] const std::vector<wire::PushVerdict>& verdicts() const { return m_verdicts; }
    /// The leaves of the new items, in order of position.
    [[nodiscard]] const std::vector<Bytes>& newLeaves() const { return m_newLeaves; }
    /// What was brought back and rests on something that is not back yet.
    [[nodiscard]] std::vector<AwaitedRow> awaited(const wire::PushRequest& request) const;
    /// The tree with the new leaves.
    [[nodiscard]] const transparency::CompactRange& tree() const { return m_tree; }

private:
    struct NewStatement {
        membership::Statement statement;
        ChainHead chain; ///< with it
    };
    /// An envelope or a stub.
    struct NewEnvelope {
        EnvelopeRow row;
        ChangesetId last; ///< what the next of the stream names as the one before it
        DeviceId device;
        std::optional<ChangesetId> previous;
        std::optional<ChangesetId> renews;
    };
    /// Something provisionally accepted.
    struct Accepted {
        std::size_t index = 0; ///< of the item in the request
        DirectoryHead directory;
        std::variant<NewStatement, NewEnvelope> item;
        bool refusedAfterAll = false;
        /// The leaf that it had before a restore lost it, and has again.
        std::optional<transparency::LeafEntry> original;
    };
    struct HeadCandidate {
        membership::StreamHead head;
        membership::SignedStreamHead sent;
    };
    /// A stream as this batch moves it on.
    struct StreamWork {
        StreamRow row;
        std::vector<std::size_t> accepted; ///< places in m_accepted, rising counters
        std::vector<HeadCandidate> heads;  ///< of one device, rising counters
        /// Of another device than the caller's: they cover what is brought back, nothing else.
        std::vector<HeadCandidate> foreignHeads;
        bool hasForeignHeads = false;
        std::vector<std::size_t> waiting; ///< items refused because of a gap
    };
    using Audience = std::pair<CaseId, AudienceId>;

    // push_batch.cpp: item by item
    Result<void> readHeads(const wire::PushRequest& request);
    Result<StreamWork*> streamOf(const StreamId& stream);
    Result<void> judgeItem(std::size_t index, const wire::PushItem& item);
    Result<void> judgeStatement(std::size_t index, const wire::SignedStatement& sent);
    Result<void> judgeEnvelope(std::size_t index, const wire::Envelope& sent,
                               std::optional<transparency::LeafEntry> original = std::nullopt);
    Result<bool> isNext(std::size_t index, StreamWork& stream, std::uint64_t counter,
                        std::initializer_list<ChangesetId> ids);
    Result<wire::Refusal> judgeAsSaid(NewEnvelope& envelope,
                                      const membership::EnvelopeHeader& header,
                                      const membership::StreamHead& head,
                                      std::optional<transparency::LeafEntry>& original,
                                      bool isReturned);
    Result<wire::Refusal> judgeContent(NewEnvelope& envelope,
                                       const membership::EnvelopeHeader& header,
                                       const membership::StreamHead& head, bool isReturned);
    Result<bool> hasHeads(std::size_t index, StreamWork& stream, const AudienceId& audience,
                          bool isReturned);
    Result<wire::Refusal> judgeSaying(const NewEnvelope& envelope,
                                      const membership::StreamHead& head);
    [[nodiscard]] wire::Refusal mayPush(const membership::Statement& statement) const;
    [[nodiscard]] bool takeQuota(std::size_t bytes);
    void accept(std::size_t index, StreamWork& stream, NewEnvelope envelope,
                const DirectoryHead& directory);
    void acceptStatement(std::size_t index, membership::Statement statement,
                         const DirectoryHead& directory,
                         std::optional<transparency::LeafEntry> original);
    Result<bool> isKnown(std::size_t index, const StatementId& id);
    void refuse(std::size_t index, wire::Refusal refusal);
    void setDuplicate(std::size_t index, LogSize position, ByteView leaf);

    // push_stub.cpp: numbers that are given up
    Result<void> judgeStub(std::size_t index, const wire::SignedStub& sent,
                           std::optional<transparency::LeafEntry> original = std::nullopt);
    [[nodiscard]] wire::Refusal judgeSigner(const membership::CheckedStub& stub,
                                            bool isReturned) const;
    Result<wire::Refusal> judgeGivingUp(const membership::CheckedStub& stub,
                                        std::optional<transparency::LeafEntry>& original);

    // push_returned.cpp: what a restore lost
    Result<void> judgeReturned(std::size_t index, const wire::Returned& sent);
    Result<void> judgeReturnedStatement(std::size_t index, const wire::SignedStatement& sent,
                                        const transparency::LeafEntry& leaf);
    [[nodiscard]] wire::Refusal checkOriginal(const transparency::LeafEntry& leaf,
                                              transparency::ItemKind kind, ByteView item) const;
    Result<wire::Refusal> judgeReturnedContent(NewEnvelope& envelope,
                                               const membership::EnvelopeHeader& header,
                                               const membership::StreamHead& head,
                                               const transparency::LeafEntry& leaf);
    /// Whether the caller's word for a leaf counts: whoever reads the audience now.
    [[nodiscard]] bool mayBringBackStatement(const membership::Statement& statement) const;
    Result<bool> mayBringBack(const CaseId& caseId, const AudienceId& audience);
    void putOff(const wire::PushRequest& request);

    // push_runs.cpp: signed heads
    void coverRuns(StreamWork& stream);
    std::size_t cover(StreamWork& stream, std::size_t first, std::size_t last);
    bool coverOne(StreamWork& stream, const HeadCandidate& candidate, std::size_t first,
                  std::size_t last);
    void refuseFrom(StreamWork& stream, std::size_t first, std::size_t endOfRun);
    NewEnvelope& envelopeAt(const StreamWork& stream, std::size_t place);

    // push_rows.cpp: what becomes true
    Result<void> number(Accepted& accepted, AcceptedBatch& batch);
    Result<void> compareWith(EnvelopeRow& row);
    Result<void> addEffects(const membership::Statement& statement, AcceptedBatch& batch);
    Result<void> drop(const membership::Statement& statement, const PartHash& part,
                      AcceptedBatch& batch);

    HubCore& m_core;
    const Caller& m_caller;
    Instant m_hubTime;
    UsageRow m_usage; ///< what the device has, with what this batch adds
    std::vector<wire::PushVerdict> m_verdicts;
    std::vector<Accepted> m_accepted;
    std::map<StreamId, StreamWork> m_streams;
    std::map<StatementId, std::size_t> m_newStatements; ///< places in m_accepted
    std::map<ChangesetId, std::size_t> m_newEnvelopes;  ///< places in m_accepted
    std::set<RenewalRow> m_sayings;                     ///< of this request
    /// Items that repeat an earlier one of the same request: item, place in m_accepted.
    std::vector<std::pair<std::size_t, std::size_t>> m_repeats;
    std::map<Audience, transparency::ComparisonDigest> m_digests;
    std::vector<HeadRow> m_heads;
    std::vector<Bytes> m_newLeaves;
    transparency::CompactRange m_tree;
};

} // namespace vb::server
