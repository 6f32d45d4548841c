// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/public_keys.h"
#include "sync/base/clock.h"
#include "sync/base/ids.h"
#include "sync/transparency/tree_nodes.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace vb::server {

using transparency::LogSize;

/// Enough to know that something is missing; a device cannot fill the store with it.
constexpr std::uint64_t kMaxAwaitedPerDevice = 10'000;

/// Whose house a store is. Written once, when the house is opened.
struct HouseRow {
    HouseId house;
    Digest256 rootFingerprint;
    friend bool operator==(const HouseRow&, const HouseRow&) = default;
};

struct LogState {
    std::uint64_t generation = 1;
    LogSize size = 0;
    Instant hubTime; ///< of the last leaf; 0 in an empty log
    LogSize secured = 0;
    /// The store is a copy that a backup made: to be served only as a new generation.
    bool isCopy = false;
    /// What a restore lost is being brought back: nothing new goes into the chains.
    bool isRecovering = false;
    /// Hub time of the oldest head that was ever restored to; what was lost is not older.
    Instant lostSince;
    friend bool operator==(const LogState&, const LogState&) = default;
};

/// A restore of this log: the head restored to and the statement that vouches for it.
struct GenerationRow {
    std::uint64_t generation = 0;
    LogSize size = 0;
    LogSize kept = 0; ///< below it this is the log that devices knew
    TreeHash root;
    Bytes statement;
    crypto::Signature signature;
    friend bool operator==(const GenerationRow&, const GenerationRow&) = default;
};

/// An accepted statement in its chain: the house directory (`caseId` none) or a membership log.
struct StatementRow {
    CaseId caseId;
    std::uint64_t number = 0;
    StatementId id;
    Bytes statement;
    crypto::Signature signature;
    LogSize position = 0;
    Bytes leaf; ///< LeafEntry
    friend bool operator==(const StatementRow&, const StatementRow&) = default;
};

/// A sealed part; empty content once it was dropped (withdrawal, purge). The hash stays.
struct PartRow {
    PartHash hash;
    Bytes content;
    friend bool operator==(const PartRow&, const PartRow&) = default;
};

/// An accepted envelope, or the stub of a number that its author gave up (`stubReason` set; no
/// parts then, the header is the SignedStub and the id the stub's own).
struct EnvelopeRow {
    LogSize position = 0;
    CaseId caseId;
    AudienceId audience;
    EpochId epoch;
    StreamId stream;
    std::uint64_t counter = 0;
    ChangesetId id;
    std::uint32_t stubReason = 0;
    bool bulk = false;
    /// The counter of the signed head that covers it; 0 for a stub.
    std::uint64_t runEnd = 0;
    Bytes header;
    std::vector<PartRow> parts;
    Bytes leaf;
    /// The comparison digest of the audience up to and with this one.
    std::uint64_t audienceCount = 0;
    Digest256 audienceDigest;
    friend bool operator==(const EnvelopeRow&, const EnvelopeRow&) = default;
};

/// Where a stream stands.
struct StreamRow {
    StreamId stream;
    CaseId caseId;
    AudienceId audience;
    DeviceId device;
    std::uint64_t counter = 0;
    ChangesetId last; ///< what the next envelope names as the one before it
    friend bool operator==(const StreamRow&, const StreamRow&) = default;
};

/// The signed head at the end of a run.
struct HeadRow {
    StreamId stream;
    std::uint64_t counter = 0;
    Bytes head;
    crypto::Signature signature;
    friend bool operator==(const HeadRow&, const HeadRow&) = default;
};

struct NodeRow {
    transparency::NodePlace place;
    TreeHash hash;
    friend bool operator==(const NodeRow&, const NodeRow&) = default;
};

/// That a worker of an organisation is or was a member of a case.
struct MembershipRow {
    WorkerId worker;
    OrganisationCode organisation;
    CaseId caseId;
    friend auto operator<=>(const MembershipRow&, const MembershipRow&) = default;
};

/// That a device has sealed something anew, and what its first sealing was.
struct RenewalRow {
    ChangesetId first;
    DeviceId device;
    friend auto operator<=>(const RenewalRow&, const RenewalRow&) = default;
};

/// What a device has in the store, for its quota.
struct UsageRow {
    std::uint64_t items = 0;
    std::uint64_t bytes = 0;
    friend bool operator==(const UsageRow&, const UsageRow&) = default;
};

/// What tells an attachment from every other. The same bytes for two audiences are two attachments.
struct AttachmentPlace {
    CaseId caseId;
    AudienceId audience;
    AttachmentId address;
    friend auto operator<=>(const AttachmentPlace&, const AttachmentPlace&) = default;
};

/// The ciphertext of an attachment, or as much of it as a device has uploaded. Its bytes are in
/// chunks of protocol::kAttachmentChunkBytes, numbered from 0.
struct AttachmentRow {
    AttachmentPlace place;
    DeviceId uploader; ///< none once it is whole and its digest was checked
    std::uint64_t total = 0;
    std::uint64_t held = 0;             ///< from the beginning
    Instant touched;                    ///< when its last chunk came
    OrganisationCode organisation = {}; ///< whose it is; 0 where an older hub took it
    friend bool operator==(const AttachmentRow&, const AttachmentRow&) = default;
};

/// Something that a device brought back to a recovering hub and that rests on what is not back yet.
struct AwaitedRow {
    Digest256 item;
    DeviceId device; ///< which brought it
    friend auto operator<=>(const AwaitedRow&, const AwaitedRow&) = default;
};

/// An attachment that goes, with what is being uploaded of it.
struct DroppedAttachment {
    AttachmentPlace place;
    std::optional<OrganisationCode> organisation; ///< only what is of this one
    friend bool operator==(const DroppedAttachment&, const DroppedAttachment&) = default;
};

struct MailRow {
    Digest256 address;
    std::uint32_t slot = 0;
    Bytes content;
    Instant expires;
    friend bool operator==(const MailRow&, const MailRow&) = default;
};

/// One accepted push batch: everything that becomes true together.
struct AcceptedBatch {
    /// The log's size before; another one in the store means that somebody else wrote: Conflict.
    LogSize firstPosition = 0;
    /// Of its leaves; not before the log's.
    Instant hubTime;
    std::vector<StatementRow> statements;
    std::vector<EnvelopeRow> envelopes;
    std::vector<StreamRow> streams; ///< each once, as they stand afterwards
    std::vector<HeadRow> heads;
    std::vector<NodeRow> nodes;             ///< in order of completion
    std::vector<MembershipRow> memberships; ///< who becomes a member of which case
    std::vector<RenewalRow> renewals;
    /// Parts of earlier batches whose content goes: single ones, and those of whole cases.
    std::vector<std::pair<LogSize, PartHash>> droppedParts;
    std::vector<CaseId> droppedCases; ///< with their attachments
    std::vector<DroppedAttachment> droppedAttachments;
    DeviceId device;
    UsageRow usage; ///< to be added to the device's

    [[nodiscard]] LogSize leafCount() const { return statements.size() + envelopes.size(); }
};

/// Where a part is and whose device wrote it. A hash is at one place, unless somebody copied a
/// sealed part into an envelope of their own.
struct PartPlace {
    LogSize position = 0;
    DeviceId device;
    friend bool operator==(const PartPlace&, const PartPlace&) = default;
};

/// Which envelopes of an audience a pull is about.
enum class Share : std::uint8_t { Recent, Bulk, Everything };

struct ComparisonRow {
    std::uint64_t count = 0;
    std::optional<Digest256> digest; ///< absent exactly when count is 0
    friend bool operator==(const ComparisonRow&, const ComparisonRow&) = default;
};

/// Everything durable that the hub knows, none of it readable content (I-4). Implementations:
/// MemoryHubStore (tests, the simulator) and the SQLite store; one conformance suite holds both.
///
/// Invariants: positions are contiguous; (stream, counter) and ids are unique; a batch is there as
/// a whole or not at all. Owned by the hub's composition root, used by one thread.
///
/// Writing: apply() and putMail() are visible to reads at once and durable after commit();
/// rollback() takes back whatever was not committed. Several batches may share a commit.
/// Errors: Conflict for a batch that does not continue the log; Io, Full, Busy and Corrupt from
/// below. After a failed apply() or commit() the caller must rollback().
class HubStore : public transparency::TreeNodes {
public:
    /// Goes through rows in order; false ends it.
    using EnvelopeVisitor = std::function<bool(EnvelopeRow&&)>;
    using StatementVisitor = std::function<bool(StatementRow&&)>;

    /// Conflict when there is a house already.
    virtual Result<void> openHouse(const HouseRow& house) = 0;
    virtual Result<void> apply(const AcceptedBatch& batch) = 0;
    /// AlreadyExists when the slot has other content; the same content again changes nothing.
    virtual Result<void> putMail(const MailRow& mail) = 0;
    virtual Result<void> expireMail(Instant now) = 0;
    /// The next chunk of an upload; `row` says how it stands with it.
    virtual Result<void> putChunk(const AttachmentRow& row, ByteView chunk) = 0;
    /// An upload goes; nothing happens when there is none.
    virtual Result<void> dropUpload(const AttachmentPlace& place, const DeviceId& uploader) = 0;
    /// An upload becomes the attachment and counts for its device's usage; what other devices have
    /// uploaded of the same goes. NotFound unless there is such an upload.
    virtual Result<void> finishUpload(const AttachmentPlace& place, const DeviceId& uploader) = 0;
    /// Drops uploads that were last touched before `since`.
    virtual Result<void> expireUploads(Instant since) = 0;
    /// Everything before `position` is in a copy off the machine. Never falls; InvalidInput beyond
    /// the log.
    virtual Result<void> setSecured(LogSize position) = 0;
    /// The log goes on from its head as this generation, recovering, and is no copy any more. What
    /// the copy awaited is forgotten.
    /// Conflict unless the generation is a higher one and the size the log's.
    virtual Result<void> beginGeneration(const GenerationRow& row) = 0;
    /// Remembers what rests on something else, at most kMaxAwaitedPerDevice of a device. An item
    /// that apply() accepts is awaited no more.
    virtual Result<void> await(const AwaitedRow& row) = 0;
    /// The device says anew what it has.
    virtual Result<void> awaitNothingOf(const DeviceId& device) = 0;
    /// Nothing is awaited any more.
    virtual Result<void> endRecovery() = 0;
    virtual Result<void> commit() = 0;
    virtual void rollback() = 0;

    /// NotFound before openHouse().
    [[nodiscard]] virtual Result<HouseRow> house() const = 0;
    [[nodiscard]] virtual Result<LogState> logState() const = 0;
    /// Ascending; empty for a log that was never restored.
    [[nodiscard]] virtual Result<std::vector<GenerationRow>> generations() const = 0;
    /// How many items of which device a recovering hub could not take yet.
    [[nodiscard]] virtual Result<std::map<DeviceId, std::uint64_t>> awaited() const = 0;

    /// The statements of a chain from `number` on.
    virtual Result<void> eachStatement(const CaseId& caseId, std::uint64_t number,
                                       const StatementVisitor& visit) const = 0;
    [[nodiscard]] virtual Result<std::optional<StatementRow>>
    statement(const StatementId& id) const = 0;
    /// The cases in which a worker of an organisation is or was a member, in order of id.
    [[nodiscard]] virtual Result<std::vector<CaseId>>
    casesOf(const WorkerId& worker, OrganisationCode organisation) const = 0;

    /// The envelopes and stubs of an audience from `position` on, in order of position.
    virtual Result<void> eachEnvelope(const CaseId& caseId, const AudienceId& audience, Share share,
                                      LogSize position, const EnvelopeVisitor& visit) const = 0;
    /// The envelopes and stubs of a stream from `counter` on.
    virtual Result<void> eachOfStream(const StreamId& stream, std::uint64_t counter,
                                      const EnvelopeVisitor& visit) const = 0;
    [[nodiscard]] virtual Result<std::optional<EnvelopeRow>>
    envelope(const ChangesetId& id) const = 0;
    /// Whether the device's changeset is here: in its first sealing or in one that renews it.
    [[nodiscard]] virtual Result<bool> isSaid(const RenewalRow& saying) const = 0;
    [[nodiscard]] virtual Result<std::optional<StreamRow>> stream(const StreamId& stream) const = 0;
    [[nodiscard]] virtual Result<std::optional<HeadRow>> head(const StreamId& stream,
                                                              std::uint64_t counter) const = 0;
    /// Where the parts with this hash are in this case, in order of position.
    [[nodiscard]] virtual Result<std::vector<PartPlace>> placesOf(const CaseId& caseId,
                                                                  const PartHash& part) const = 0;

    /// The digest of an audience from its beginning up to `position`, exclusive.
    [[nodiscard]] virtual Result<ComparisonRow>
    comparison(const CaseId& caseId, const AudienceId& audience, LogSize position) const = 0;
    /// Ids with their positions in [from, upTo), at most `limit` of them.
    [[nodiscard]] virtual Result<std::vector<std::pair<LogSize, ChangesetId>>>
    ids(const CaseId& caseId, const AudienceId& audience, LogSize from, LogSize upTo,
        std::size_t limit) const = 0;

    /// As a device has uploaded it; with no device, as it is whole.
    [[nodiscard]] virtual Result<std::optional<AttachmentRow>>
    attachment(const AttachmentPlace& place, const DeviceId& uploader) const = 0;
    /// What a device has begun, the one untouched longest first.
    [[nodiscard]] virtual Result<std::vector<AttachmentRow>>
    uploadsOf(const DeviceId& uploader) const = 0;
    /// NotFound beyond what is held.
    [[nodiscard]] virtual Result<Bytes>
    chunk(const AttachmentPlace& place, const DeviceId& uploader, std::uint64_t number) const = 0;

    [[nodiscard]] virtual Result<UsageRow> usage(const DeviceId& device) const = 0;
    [[nodiscard]] virtual Result<std::optional<MailRow>> mail(const Digest256& address,
                                                              std::uint32_t slot) const = 0;
    [[nodiscard]] virtual Result<std::uint64_t> mailCount() const = 0;
};

} // namespace vb::server
