// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/engine/attachments.h"
#include "sync/engine/backoff.h"
#include "sync/engine/events.h"
#include "sync/engine/replica.h"
#include "sync/engine/upload_course.h"
#include "sync/transparency/pinned_head.h"
#include "sync/transparency/reconcile.h"

#include <deque>
#include <map>

namespace vb::engine {

struct SyncOptions {
    /// How much one push and one pull carry. Smaller loses less to a cut connection.
    std::size_t pushBytes = std::size_t{2} * 1024 * 1024;
    std::size_t pullBytes = std::size_t{4} * 1024 * 1024;
    /// How many audiences one comparison names; the hub takes protocol::kMaxCursors.
    std::size_t compareAudiences = protocol::kMaxCursors;
    /// Whether the engine schedules its own tries: after a failure with backoff, and regularly.
    bool isAutomatic = false;
    std::chrono::milliseconds interval{60'000};
};

/// Sync as a state machine: docs/protocol.md, section "A sync". No I/O, no threads, no clock but
/// the replica's: `handle(event)` returns what is to be done, and its caller does it in order. One
/// request is under way at a time. What a push or a pull brought is applied while the hub works on
/// the next one, and before anything else is handled.
///
/// Invariants: a cursor advances only in the transaction that applied what lies below it; the
/// outbox lets go only of what the store durably holds as accepted or refused; a failure leaves
/// everything so that the next sync repeats a step and skips none. A sync that is asked for while
/// one runs follows it. Owned by the core thread, with the replica, which outlives it.
class SyncEngine {
public:
    SyncEngine(Replica& replica, SyncOptions options = {});

    Actions handle(const Event& event);
    [[nodiscard]] SyncStatus status() const { return m_status; }
    /// Reads the counts anew after a local save.
    Actions refreshStatus();

private:
    Actions react(const Event& event);
    Actions begin();
    void send(protocol::Endpoint endpoint, Bytes body);
    void onReply(const protocol::Reply& reply);
    void onFailureReply(const protocol::Reply& reply);

    Result<void> onHello(ByteView body);
    Result<void> onSession(ByteView body);
    Result<void> onDirectory(ByteView body);
    Result<void> onPush(ByteView body);
    Result<void> onPull(ByteView body);
    Result<void> onCompare(ByteView body);
    Result<void> onRepair(ByteView body);
    Result<void> onRanges(ByteView body);
    Result<void> onListing(ByteView body);

    Result<void> enterGeneration(const wire::Session& session);
    Result<void> returnNext();
    Result<void> onReturned(ByteView body);
    Result<void> verifyPushed(const wire::Push& push, ByteView sent);

    // Each begins one step, or goes on to the next when there is nothing to do.
    Result<void> askDirectory();
    Result<void> afterDirectory();
    Result<void> pushNext();
    void sendPush(std::vector<store::OutboxItem> items);
    Result<void> onPushJudged();
    Result<void> applyPush(const std::vector<store::OutboxItem>& items, const wire::Push& push);
    Result<void> pullNext();
    Result<void> checkCursors() const;
    Result<void> catchUpAndApply();
    Result<void> onPullJudged();
    Result<void> moveCursors(const wire::Pulled& pulled);
    Result<void> applyPull(const wire::Pulled& pulled, bool isBulk);
    Result<void> applyRepair();
    Result<void> applyWaiting();
    Result<void> finishPull();
    Result<void> checkWitnesses();
    Result<void> onWitnessProof(ByteView body);
    Result<void> settleProof(const std::optional<transparency::ConsistencyProof>& proof);
    Result<void> compare();
    Result<void> compareNext();
    Result<void> openNext();
    Result<void> repairNext();
    Result<void> fetchNext();
    Result<void> fetchRest(bool more);
    Result<void> askRanges();
    Result<void> askListing(LogSize from);
    [[nodiscard]] bool mayListInstead(wire::FailureReason reason) const;
    Result<void> listEverything();
    Result<void> takeMissing(const std::vector<ChangesetId>& listed);
    Result<void> noticeGone(std::size_t count);
    Result<void> continueAnew();
    Result<void> finish();
    Result<void> transferAttachments();
    Result<void> transferNext();
    Result<void> sendChunk(const UploadCourse::Step& step);
    Result<void> askChunk();
    Result<void> onTransferred(ByteView body);
    Result<void> onUploaded(ByteView body);
    Result<void> onDownloaded(ByteView body);
    Result<void> onTransferRefused(wire::FailureReason reason);
    Result<void> eraseEnded();
    Result<void> end();

    Result<void> checkHub(const crypto::SigningPublicKey& key);
    Result<void> verifyPage(const std::optional<transparency::SignedPage>& page,
                            const std::vector<transparency::PageLeaf>& leaves);
    Result<void> judgeHead(transparency::HeadVerdict verdict);
    Result<void> keepPin();
    Result<bool> reachesAll(const std::vector<std::pair<CaseId, DirectoryHead>>& heads);

    void fail(SyncTrouble trouble);
    void failWith(const Error& error);
    void setPhase(SyncPhase phase);
    void readCounts();
    void report(const Touched& touched);
    void reportStatus();

    /// Where to go on after the directory has caught up with a reply that was ahead of it.
    enum class AfterDirectory { Begin, ApplyPush, ApplyPull, ApplyRepair };

    /// Judged and not applied yet: the next request is under way meanwhile.
    struct PushToApply {
        std::vector<store::OutboxItem> items;
        wire::Push push;
    };
    struct PullToApply {
        wire::Pulled pulled;
        bool isBulk = false;
    };
    using Waiting = std::variant<std::monostate, PushToApply, PullToApply>;

    Replica& m_replica;
    SyncOptions m_options;
    Backoff m_backoff;
    SyncStatus m_status;
    SyncStatus m_reported;
    SyncFigures m_figures;
    std::optional<Error> m_error;
    Actions m_actions;

    protocol::RequestNumber m_lastNumber = 0;
    TimerNumber m_lastTimer = 0;
    bool m_isRequestedAgain = false;
    bool m_hasRestarted = false;
    Bytes m_token;
    crypto::SigningPublicKey m_hubKey;
    Instant m_hubTime; ///< as the hub said when this sync began
    wire::SessionScope m_scope = wire::SessionScope::Full;
    std::optional<transparency::PinnedHead> m_pin;

    AfterDirectory m_afterDirectory = AfterDirectory::Begin;
    std::size_t m_idleRounds = 0; ///< replies in a row that brought nothing
    std::set<CaseId> m_knownCases;

    Waiting m_waiting;
    wire::PushBatch m_batch;
    std::optional<wire::Push> m_pushReply;
    std::int64_t m_pushedUpTo = 0;
    /// Items that wait behind a given-up number need another pass; not for ever.
    static constexpr std::size_t kMaxPushPasses = 4;
    std::size_t m_pushPasses = 0;
    bool m_hasPushProgress = false;
    bool m_hasNewStatements = false; ///< pushed since the directory was last asked for
    bool m_isAcknowledged = false;
    bool m_hasRenewed = false;

    bool m_isRecovering = false; ///< the hub puts nothing new into the chains yet
    /// What a restored hub lost goes back before anything new goes out.
    enum class ReturnStep { Statements, Envelopes, Done };
    ReturnStep m_returnStep = ReturnStep::Done;
    std::uint64_t m_returnedUpTo = 0;
    std::vector<wire::ReturnedItem> m_returning; ///< of the request under way
    Bytes m_returnBody;
    std::size_t m_returnPasses = 0;
    bool m_hasReturned = false; ///< in this pass, something
    bool m_hasKeptBack = false; ///< in this pass, something was refused

    std::deque<wire::Cursor> m_cursors; ///< still to be pulled
    std::vector<wire::Cursor> m_asked;  ///< those of the request under way, the first of m_cursors
    bool m_isBulk = false;
    bool m_hasApplied = false;
    std::optional<wire::Pulled> m_pulled;
    std::uint64_t m_pageSize = 0; ///< of the log, as the last verified page says

    /// How many proofs one sync asks for.
    static constexpr std::size_t kMaxWitnessProofs = 4;
    std::size_t m_witnessProofs = 0;
    /// The witness that the request under way is about.
    std::optional<WitnessBook::Waiting> m_proving;

    std::vector<wire::AudienceDigest> m_toCompare;
    std::map<AudienceId, std::vector<ChangesetId>> m_toOpen; ///< sealed here, with a key that came
    std::vector<wire::AudienceDigest> m_compared;            ///< as the request under way says them
    std::deque<wire::AudienceDigest> m_differing;
    wire::AudienceDigest m_repairing;
    /// What a reply in the phase Repair answers.
    enum class RepairStep { Ranges, Listing, Fetch };
    RepairStep m_repairStep = RepairStep::Ranges;
    std::optional<transparency::Reconciliation> m_reconciliation;
    LogSize m_listingFrom = 0;        ///< from which position on the request under way lists
    std::set<ChangesetId> m_unlisted; ///< ours that no answer has listed yet
    std::vector<ChangesetId> m_toFetch;
    std::vector<ChangesetId> m_fetching; ///< those of the request under way

    struct Transfer {
        store::AttachmentRow row;
        bool isUpload = false;
        UploadCourse course = UploadCourse(row.total);
        bool isQuestion = false; ///< whether the hub still has what it had
        bool isAllOurs = false;  ///< what the hub has of it was sent in this course
        std::uint64_t sent = 0;
        bool isSendingLast = false; ///< the chunk with which the hub computes the digest
    };
    std::deque<Transfer> m_transfers;   ///< still to be begun
    std::optional<Transfer> m_transfer; ///< that the request under way is about
    bool m_hasUploads = false;
    /// How many attachments that the hub lacks one sync asks for.
    static constexpr std::size_t kMaxTransfersLacking = 64;
    std::size_t m_transfersLacking = 0;
    std::int64_t m_lastLacking = 0; ///< number of the last one; over syncs
};

} // namespace vb::engine
