// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/random_source.h"
#include "sync/engine/attachments.h"
#include "sync/engine/changed_records.h"
#include "sync/engine/device_identity.h"
#include "sync/engine/key_ring.h"
#include "sync/engine/projector.h"
#include "sync/engine/replica_directory.h"
#include "sync/engine/run_check.h"
#include "sync/engine/wire.h"
#include "sync/engine/witness_book.h"
#include "sync/engine/work_probe.h"
#include "sync/envelope/open.h"
#include "sync/envelope/packing.h"
#include "sync/envelope/seal.h"
#include "sync/model/conflict.h"
#include "sync/model/copy.h"
#include "sync/model/merge.h"
#include "sync/model/schema.h"
#include "sync/store/outbox.h"
#include "sync/store/replica_store.h"

#include <functional>
#include <map>
#include <memory>
#include <set>

namespace vb::engine {

/// What a person wrote for one audience at one moment: becomes one changeset.
struct Entry {
    CaseId caseId;
    membership::Level level = membership::Level::Casusteam;
    std::vector<model::Part> parts;
    /// Empty: the device's own hat.
    std::string hat;
    /// History brought in by import: sent in bulk, not padded.
    bool bulk = false;
    /// A bare named-persons audience, where level is GenoemdePersonen.
    AudienceId audience;
};

/// For whom a copy of a record is.
struct Destination {
    membership::Level level = membership::Level::Casusteam;
    /// A bare named-persons audience, where level is GenoemdePersonen.
    AudienceId audience;
};

/// What copyTo() or moveTo() made, or found.
struct Copied {
    RecordId record;
    /// What was sealed for it now; empty where it was there already.
    std::vector<ChangesetId> changesets;
};

struct ReplicaEnvironment {
    const Clock& clock;
    RandomSource& random;
    const model::Schema& schema;
    const Projector& projector;
    WorkProbe* probe = nullptr; ///< nobody measures
    /// Of the attachments of one case, without being asked.
    std::uint64_t unaskedBytes = kUnaskedBytesOfCase;
};

/// What a change touched, for whoever shows it.
struct Touched {
    std::set<CaseId> cases;
    std::uint64_t applied = 0;
    std::uint64_t invalid = 0;
};

/// One worker's copy of their cases: store, outbox, keys and directory as one thing. It writes,
/// merges and judges; it never talks to anybody (SyncEngine does).
///
/// Invariants: what save() returned survives any crash (I-1): the outbox is synced before anything
/// else happens, and opening replays what the outbox has and the store lacks. Records, lists and
/// search change in the transaction of the changeset that changed them. Owned by the core thread.
class Replica {
public:
    /// Replays the outbox. The references in `environment` outlive the replica.
    static Result<std::unique_ptr<Replica>> open(store::ReplicaStore store, store::Outbox outbox,
                                                 DeviceIdentity identity,
                                                 ReplicaEnvironment environment);

    // Writing.

    /// One local commit of changesets for one or several audiences; durable when it returns. The
    /// ids stand in the order of the entries. Refused: not a member of an audience (with what this
    /// device knows now), or the case was purged; Conflict: a record that lives in another audience
    /// or is of another type. Whatever fails, nothing is written. When the outbox has it and the
    /// store cannot take it now, it is saved all the same, and shown once catchUp() succeeds.
    /// Epochs are opened as needed. What takes a record back is followed by the statement that
    /// names the parts of this organisation that it observed, for hub and devices to drop.
    Result<std::vector<ChangesetId>> save(const std::vector<Entry>& entries);
    /// Widening: the live content of a record is sealed again, as a new record that is linked to it
    /// and says who said what first. Both stay. In one local commit, durable when it returns.
    /// Where those readers have the same from this record already, it is that copy, and nothing is
    /// written. Refused: as save(); content that was narrowed, to more readers than that; NotFound:
    /// no such record, or nothing in it; InvalidInput: it lives there itself.
    Result<Copied> copyTo(const RecordId& origin, const Destination& to, const std::string& reason);
    /// Narrowing: a copy for fewer readers, and in the same commit the withdrawal of the origin and
    /// of every copy of the same root known here that is for more readers than that. What those say
    /// of their own goes along. Of a record that has moved there before, what was written in it
    /// since goes along to the same copy. Copies that nobody knew of follow by followMoves().
    Result<Copied> moveTo(const RecordId& origin, const Destination& to, const std::string& reason);
    /// Queues a statement that this device signed (membership, roles, grants), durable when it
    /// returns; one that waits already is not queued again. It takes effect when the hub has
    /// numbered it.
    Result<void> queueStatement(const membership::Statement& statement);
    /// A statement by this device about a case, or about the house, based on the newest heads it
    /// holds. Not queued yet. Refused where the hub would refuse it.
    Result<membership::Statement> sign(const CaseId& caseId, membership::StatementBody body);
    Result<membership::Statement> signAboutHouse(membership::StatementBody body);

    /// The sealed parts of the record that the hub has taken, as far as they are here, ascending:
    /// what a purge names. What waits to be sent goes to its author's attention.
    Result<std::vector<PartHash>> partsOf(const RecordId& record);
    /// What purges it: these parts, and the attachments that nothing else needs of what is here.
    /// Several where one would be too large, none where there is nothing of it.
    Result<std::vector<membership::PurgeBody>> purgesOf(const RecordId& record);
    /// NotFound when the device has no such changeset, Corrupt when it has no such part.
    Result<PartHash> hashOf(const ChangesetId& id, std::uint16_t part);

    // Reading.

    Result<std::optional<model::RecordState>> record(const RecordId& record);
    Result<std::vector<model::RecordState>> records(const CaseId& caseId,
                                                    const std::vector<model::RecordTypeId>& types);
    Result<std::vector<model::Conflict>> conflicts();
    /// The canonical dump of one audience over its accepted changesets.
    Result<std::string> canonicalDump(const AudienceId& audience);
    /// Audiences of a case that this worker may read now.
    Result<std::vector<membership::Audience>> readableAudiences(const CaseId& caseId);
    /// How many workers beside the author may read an audience: the m of "applied by n of m".
    Result<std::uint32_t> readers(const CaseId& caseId, const AudienceId& audience);

    /// What the hub's clock says now, as far as this device can know: its own clock, corrected by
    /// the difference at the last contact. Periods of roles and memberships are the hub's time.
    [[nodiscard]] Instant hubNow() const;

    Attachments attachments() { return Attachments(*this); }

    // Sync: called by SyncEngine.

    /// Whatever a disk that failed has left undone between what is durable, the store and what is
    /// in memory: called by everything that relies on their being one, and at the start of a sync.
    Result<void> catchUp();
    Result<void> learnHubTime(Instant hubTime);
    /// The newest head of the log that was proven here; what is sealed from now on says so.
    [[nodiscard]] const std::optional<transparency::LogHead>& pinned() const { return m_pinned; }
    Result<void> keepPin(const transparency::LogHead& head);
    /// What colleagues had pinned and nobody has held against our pin yet.
    [[nodiscard]] const WitnessBook& witnesses() const { return m_witnesses; }
    /// Remembers the outcome; a contradiction becomes a notice.
    Result<void> settleWitness(const WitnessBook::Waiting& asked,
                               transparency::HeadVerdict verdict);

    /// For one push: no further one once they weigh `bytes` together.
    Result<std::vector<store::OutboxItem>> outboxItems(std::int64_t afterSeq, std::size_t bytes);
    /// Statements in the order of the reply; stops at the first that does not fit. The cases whose
    /// membership changed.
    Result<std::set<CaseId>> applyDirectory(const wire::Directory& directory);
    /// Whether a leaf's directory is within what this replica holds.
    Result<bool> reaches(const CaseId& caseId, const DirectoryHead& head);
    /// Whether every part that is missing from a reply is named by a statement that is held here.
    Result<bool> knowsWhatIsMissing(const wire::Pulled& pulled);
    /// The outcome of a push that was verified; the outbox lets go only after the store has it.
    Result<Touched> applyVerdicts(const std::vector<store::OutboxItem>& items,
                                  const wire::Push& push);
    /// To be called when everything that can be had is here: where the hub said that it holds
    /// something else under our numbers, this device goes on as a new incarnation, and what still
    /// waits there is sealed anew.
    Result<Touched> continueAnew();
    [[nodiscard]] bool hasDiverged() const { return !m_diverged.empty(); }
    /// What the hub said in a sync before this one counts no more.
    void forgetDivergence();

    // A hub that was restored from an old copy.

    /// It goes on from `restoredTo`: what it had beyond, in the generation `before`, is lost there
    /// and is to be brought back. The new pin is stored in the same transaction.
    Result<void> beginGeneration(std::uint64_t restoredTo, std::uint64_t before,
                                 const transparency::LogHead& pin);
    /// For one request: what such a hub is not known to have back, beyond `after` in the order of
    /// the log that was. Work of other authors is among it.
    Result<std::vector<wire::ReturnedItem>> lostStatements(std::uint64_t after);
    Result<std::vector<wire::ReturnedItem>> lostEnvelopes(std::uint64_t after);
    /// What was taken back has its new place. What was not stays lost, and is offered again.
    Result<Touched> applyReturned(const std::vector<wire::ReturnedItem>& items,
                                  const wire::Push& push);

    /// Verifies, judges, opens, applies and advances cursors, in one transaction. The envelopes
    /// of the reply are checked already (wire::checkEnvelopes()).
    Result<Touched> applyPulled(const wire::Pulled& pulled, bool bulk);
    /// Cases that this device has opened for others, and whose membership log it has not yet seen.
    /// No membership makes the hub list them, so they are asked for by name.
    Result<std::vector<CaseId>> openedCases();
    /// Cursors of every audience this worker may read.
    Result<std::vector<wire::Cursor>> cursors(bool bulk);
    Result<std::vector<wire::AudienceDigest>> digests();
    /// What lies here sealed although its key has come. A hub that kept it back when the key came
    /// has it fetched again.
    Result<std::map<AudienceId, std::vector<ChangesetId>>> openable();
    /// Ids of the listing that this replica lacks.
    Result<std::vector<ChangesetId>> missing(const std::vector<ChangesetId>& listing);
    /// After a sync that applied something: one small acknowledgement for each audience that moved.
    Result<void> acknowledge();
    /// Statements that this device owes colleagues: epoch keys that they may have and lack.
    Result<void> grantMissingKeys();
    /// What moves that are held here ask of this device: it withdraws what copies say that those
    /// who narrowed did not know of, and names parts of its own organisation that moved away, for
    /// hub and devices to drop. Asking twice does nothing more.
    Result<void> followMoves();
    /// Erases cases whose membership ended here, and all of them when this device was ended, as
    /// soon as they have nothing unsent and no attachment that the hub is still to get.
    /// `hubTime` is what the hub said in this sync: this device's own clock, which may be set while
    /// the sync goes on, erases nothing. Keys that were dropped by an hour that the hub takes back
    /// are kept again from the log.
    Result<std::vector<CaseId>> eraseEndedCases(Instant hubTime);
    /// Brings the attachments in the outbox in line with the store: what unsent work names and is
    /// whole here is in both, and what the hub has, or nobody is to get any more, leaves the
    /// outbox; and whom to deliver to. At every start and in every sync, because a crash may have
    /// come in between. What a full disk does not take waits.
    Result<void> keepDeliverable();
    Result<void> notice(store::AttentionKind kind, std::optional<CaseId> caseId, ByteView subject,
                        std::uint32_t reason);

    void enter(Work work) {
        if (m_environment.probe != nullptr)
            m_environment.probe->enter(work);
    }

    [[nodiscard]] const DeviceIdentity& identity() const { return m_identity; }
    [[nodiscard]] store::ReplicaStore& store() { return m_store; }
    [[nodiscard]] store::Outbox& outbox() { return m_outbox; }
    [[nodiscard]] ReplicaDirectory& directory() { return *m_directory; }
    [[nodiscard]] const model::Schema& schema() const { return m_environment.schema; }
    [[nodiscard]] const Clock& clock() const { return m_environment.clock; }
    [[nodiscard]] RandomSource& random() { return m_environment.random; }
    [[nodiscard]] std::uint64_t unaskedBytes() const { return m_environment.unaskedBytes; }

private:
    struct Sealing;
    struct Renewal;
    struct Copying;
    struct CopiedFrom;
    struct Family;

    Replica(store::ReplicaStore store, store::Outbox outbox, DeviceIdentity identity,
            ReplicaEnvironment environment, HybridStamp latest);

    Result<void> load();
    Result<void> replayOutbox();
    Result<void> replayStatement(const store::OutboxItem& item);
    Result<void> keepOpened(const store::OutboxItem& statement);
    Result<void> keepSaid(const store::OutboxItem& item, const wire::Leaf& leaf);
    Result<store::OutboxItem> stubFor(const store::OutboxItem& item, membership::Refusal refusal);
    membership::CheckedStub signedStub(membership::Stub given) const;
    Result<std::optional<membership::CheckedStub>> ownStub(const StreamId& stream,
                                                           std::uint64_t counter);
    Result<std::optional<store::OutboxItem>> missingStub(const StreamId& stream,
                                                         std::uint64_t counter);
    Result<void> replayEnvelope(const store::OutboxItem& item, Touched& touched);
    Result<void> keepNumber(const CaseId& caseId, const store::StreamRow& stream);

    Result<void> prepareEpoch(const membership::Audience& audience, const CaseId& caseId,
                              Sealing& sealing);
    Result<void> sealEntry(const Entry& entry, Sealing& sealing);
    Result<void> requireHome(const Entry& entry, const AudienceId& audience, Sealing& sealing);
    Result<void> sealChangeset(const model::Changeset& changeset,
                               const envelope::SealContext& context, store::StreamRow stream,
                               Sealing& sealing);
    Result<envelope::SealContext> sealContext(const CaseId& caseId, const AudienceId& audience,
                                              bool bulk, const store::StreamRow& stream);
    void keepSealed(const envelope::SealedEnvelope& sealed, const CaseId& caseId,
                    store::StreamRow stream, store::EnvelopeRow row,
                    std::vector<store::PartRow> parts, Sealing& sealing);
    Result<void> applyOwn(Sealing& sealing);
    Result<void> storeSealed(Sealing& sealing, ChangedRecords& changed);
    Result<std::vector<store::OutboxItem>> waitingBeside(const std::set<StreamId>& diverged);
    Result<void> renew(const store::OutboxItem& item, Renewal& renewal);
    Result<model::Changeset> ownChangeset(const store::EnvelopeRow& row);
    Result<std::optional<ChangesetId>> saidByACopy(const AudienceId& audience,
                                                   const ChangesetId& first, Renewal& renewal);
    Result<void> sealAsNow(const model::Changeset& changeset, const store::OutboxItem& item,
                           const membership::EnvelopeHeader& header, Renewal& renewal);
    void keepRenewed(const store::OutboxItem& item, Renewal& renewal);
    bool isEnded(const membership::DirectoryPrefix& prefix) const;
    Result<bool> mustLeave(const CaseId& caseId, Instant hubTime);
    Result<void> dropLeftKeys(const CaseId& caseId, Instant hubTime);
    Result<void> retakeKeys(const CaseId& caseId, Instant hubTime);
    Result<bool> mayLeave(const CaseId& caseId);
    Result<void> leave(const CaseId& caseId);
    Result<bool> mayPassAnew(const store::OutboxItem& item, membership::Refusal refusal);
    Result<bool> isOutdated(const membership::EnvelopeHeader& header);
    [[nodiscard]] bool isPending(const EpochId& epoch) const;
    void forgetPending(const EpochId& epoch);
    Result<void> readSaid(const AudienceId& audience, Renewal& renewal);
    Result<void> sealAnew(const model::Changeset& changeset, const store::OutboxItem& item,
                          const membership::EnvelopeHeader& header, Renewal& renewal);
    Result<void> applyRenewal(Renewal& renewal, Touched& touched);
    Result<void> adoptIncarnation(const IncarnationId& incarnation);
    Result<void> dropReplaced(const store::OutboxItem& item, ChangedRecords& changed);
    Result<membership::Audience> audienceOf(const Entry& entry);
    Result<membership::Audience> writableAudience(const CaseId& caseId, const AudienceId& audience);
    Result<std::optional<EpochId>> heldSealingEpoch(const membership::DirectoryPrefix& prefix,
                                                    const AudienceId& audience);
    Result<EpochId> currentEpoch(const AudienceId& audience, const CaseId& caseId);
    Result<store::StreamRow> nextInStream(const AudienceId& audience, Sealing& sealing);
    Result<model::RoleSet> ownRoles(const CaseId& caseId);

    struct Home {
        model::RecordTypeId type;
        std::optional<std::int64_t> number; ///< none while the record is not in the store
    };
    using Homes = std::map<RecordId, Home>;
    Result<Homes> homesOf(const std::vector<store::PartRow>& parts, std::int64_t audienceNumber);
    /// Whether the audience left this device and came back without what this device wrote in it.
    Result<bool> lacksOwnWork(const AudienceId& audience);
    /// Whether each part's record is new here. Conflict when a record of it lives in another
    /// audience or is of another type; then nothing of the envelope is stored.
    Result<std::vector<bool>> storeEnvelope(const store::EnvelopeRow& row, const CaseId& caseId,
                                            const store::StreamRow& stream,
                                            const std::vector<store::PartRow>& parts);
    Result<void> remerge(const ChangedRecords& changed);
    Result<void> applyItem(const wire::PulledItem& item,
                           const membership::CheckedEnvelope* envelope, const RunCheck& runs,
                           Touched& touched, ChangedRecords& changed);
    Result<void> applyNew(const wire::PulledItem& item, const membership::CheckedEnvelope& envelope,
                          const RunCheck::Proven& proof, const membership::Verdict& verdict,
                          model::Standing standing, Touched& touched, ChangedRecords& changed);
    static Result<void> readParts(const envelope::OpenedChangeset& opened, store::EnvelopeRow& row,
                                  std::vector<store::PartRow>& parts);
    Result<void> rejudge(const CaseId& caseId);
    Result<void> dropNamed(const CaseId& caseId);
    Result<void> dropNamedOf(const ChangesetId& id, const CaseId& caseId, ChangedRecords& changed);
    Result<void> giveUpPurged(const ChangesetId& id, const CaseId& caseId, ChangedRecords& changed);
    Result<void> afterDropping(const ChangedRecords& changed);
    /// What of an item is to be kept, when it is not all of it.
    struct Arrived {
        bool isKeptFromUs = false; ///< a part is missing that no statement names
        std::optional<wire::PulledItem> item;
        std::optional<membership::CheckedEnvelope> envelope;
    };
    Result<Arrived> withoutNamed(const wire::PulledItem& item,
                                 const membership::CheckedEnvelope& envelope,
                                 const membership::Affiliation& author);
    Result<void> settleOutbox();
    Result<void> settleItem(const store::OutboxItem& item, std::vector<store::OutboxItem>& stubs);
    Result<void> replaceByStubs(const std::vector<store::OutboxItem>& stubs);
    /// What withdrawals name.
    struct Taken {
        std::set<PartHash> parts;
        std::set<membership::NamedAttachment> attachments;
    };
    Result<void> collectTaken(const RecordId& record, const std::set<model::VersionId>& observed,
                              std::set<PartHash>& taken);
    Result<void> addAttachments(const std::set<RecordId>& records, Taken& taken);
    Result<void> nameWithdrawn(const std::vector<Entry>& entries, Sealing& sealing);
    Result<void> nameTaken(const CaseId& caseId, const Taken& taken, Sealing& sealing);
    using Seal = std::function<Result<void>(Sealing&)>;
    Result<std::vector<ChangesetId>> commit(const Seal& seal);
    Result<Destination> homeOf(const CaseId& caseId, const AudienceId& audience);
    Result<Copying> beginCopy(const RecordId& origin, const Destination& to);
    Result<void> requireNoNarrower(const Copying& copying);
    Result<std::optional<RecordId>> sameCopy(const Copying& copying);
    Result<void> addSource(const store::RecordRow& row, model::Words words, Copying& copying);
    [[nodiscard]] std::vector<model::CopyStep> stepsOf(const Copying& copying) const;
    Result<void> findEarlierMove(Copying& copying);
    Result<void> requireFewer(const Copying& copying);
    Result<void> addWider(Copying& copying, const std::optional<RecordId>& same);
    Result<void> sealCopy(const Copying& copying, const std::vector<model::CopyStep>& steps,
                          const std::string& reason, Sealing& sealing);
    Result<void> sealWithdrawals(const Copying& copying, const std::string& reason,
                                 Sealing& sealing);
    Result<void> noteKin(const model::RecordState& state);
    Result<Family> familyOf(const CaseId& caseId, const RecordId& root);
    Result<bool> follow(const Family& family);
    Result<bool> mayFollow(const Family& family, const model::MovedTo& moved);
    Result<std::set<PartHash>> partsToName(const Family& family,
                                           const std::vector<const model::Withdrawal*>& heeded);
    struct Kin;
    [[nodiscard]] std::vector<const model::Withdrawal*>
    movesOver(const Family& family, const Kin& member,
              const std::vector<const model::Withdrawal*>& heeded) const;
    Result<std::vector<Entry>> chases(const Family& family,
                                      const std::vector<const model::Withdrawal*>& heeded);
    Result<Taken> namedInOutbox();
    enum class Arrival : std::uint8_t;
    struct Whereabouts;
    Result<Whereabouts> whereaboutsOf(const store::AttachmentRow& kept);
    Result<Arrival> arrivalOf(const store::AttachmentRow& kept, const model::MovedTo& moved);
    enum class Fate : std::uint8_t;
    Result<Fate> fateOf(const store::AttachmentRow& kept);
    Result<bool> mayBeNamed(const store::AttachmentRow& kept);
    Result<void> settleKept();
    Result<void> refuseItem(const store::OutboxItem& item, membership::Refusal refusal,
                            Touched& touched, ChangedRecords& changed);
    Result<void> sealAcknowledgements(Sealing& sealing);
    Result<void> sealAcknowledgementOf(const store::AudienceRow& row,
                                       const membership::Audience& audience, Sealing& sealing);
    Result<void> applyStub(const wire::Leaf& leaf, const membership::CheckedStub* stub,
                           Touched& touched);
    Result<bool> isSoundStub(const wire::Leaf& leaf, const membership::CheckedStub& stub);
    Result<void> placeStub(const wire::Leaf& leaf, const membership::CheckedStub& stub);
    Result<void> keepLeftStub(const wire::Leaf& leaf, const membership::CheckedStub& stub);
    Result<void> placeStatement(const wire::ReturnedItem& item, const wire::Leaf& leaf);
    Result<void> placeEnvelope(const ChangesetId& id, const wire::Leaf& leaf, Touched& touched,
                               ChangedRecords& changed);
    Result<void> giveUpAgain(const ChangesetId& id, std::uint64_t counter,
                             std::vector<store::OutboxItem>& stubs);
    Result<void> applyAcknowledgement(const membership::CheckedEnvelope& envelope,
                                      const crypto::EpochKey& key, const DeviceId& device,
                                      LogSize position);
    Result<void> markAccepted(const store::OutboxItem& item, const wire::Leaf& leaf,
                              Touched& touched, ChangedRecords& changed);
    Result<void> acceptAs(const ChangesetId& id, const membership::CheckedEnvelope& envelope,
                          const membership::StreamHead& head, const wire::Leaf& leaf,
                          Touched& touched, ChangedRecords& changed);
    Result<void> markGivenUp(const store::OutboxItem& item, const wire::Leaf& leaf,
                             Touched& touched, ChangedRecords& changed);
    Result<void> keepBoxes(const CaseId& chain, const membership::Statement& statement);
    Result<void> keepBoxesOf(const CaseId& chain);
    enum class Accepted { Only, AndUnsent };
    static model::ChangesetFacts factsOf(const store::EnvelopeRow& row);
    Result<std::optional<std::pair<CaseId, model::RecordState>>>
    mergedAtHand(const RecordId& record, const std::optional<ChangedRecords::Fresh>& fresh);
    Result<model::RecordState> merged(const RecordId& record, model::RecordTypeId type,
                                      Accepted accepted = Accepted::AndUnsent);
    Result<void> grantKeysOf(const membership::DirectoryPrefix& prefix,
                             const membership::Audience& audience);
    Result<bool> holdsSomeKey(const CaseId& caseId, const AudienceId& audience);
    Result<void> persistClock();
    Result<void> noticeNewer(const CaseId& caseId, const model::RecordState& state);
    Result<void> rereadAfterUpdate();
    Result<void> nameStoredAttachments();
    Result<std::vector<store::OwedAttachment>> owedWith(const Sealing& sealing);
    Result<bool> staysOwed(const store::OutboxAttachment& kept);
    Result<void> settleOwed();
    Result<void> forgetUnowed();
    Result<void> keepDelivery();
    Result<void> loadPin();
    std::optional<envelope::Witness> witnessFor(const AudienceId& audience, bool bulk,
                                                const ChainHead& house);
    Result<void> takeWitness(const DeviceId& device, LogSize position,
                             const std::optional<envelope::Witness>& witness);
    Result<void> raiseWitnessAlarm(const DeviceId& device, transparency::HeadVerdict verdict);
    Result<void> keepWitnesses();

    store::ReplicaStore m_store;
    store::Outbox m_outbox;
    DeviceIdentity m_identity;
    ReplicaEnvironment m_environment;
    std::unique_ptr<ReplicaDirectory> m_directory;
    KeyRing m_keys;
    HybridClock m_clock;
    std::chrono::milliseconds m_hubOffset{0};
    envelope::Packer m_packer;
    /// Epochs that this device opened and the hub has not numbered yet, newest last.
    struct PendingEpoch {
        EpochId epoch;
        DirectoryHead basedOn; ///< what seals under it must not know less
        std::set<Digest256> recipients;
    };
    std::map<AudienceId, std::vector<PendingEpoch>> m_pendingEpochs;
    /// The outbox has what the store lacks: a disk failed after the durable moment.
    bool m_isBehind = false;
    /// Something waits in the outbox that the store lacks, under a key that is not here.
    bool m_lacksKey = false;
    /// The directory in memory is ahead of the store's.
    bool m_isDirectoryAhead = false;
    /// Audiences that moved since the last acknowledgement.
    std::set<AudienceId> m_moved;
    /// Own streams under whose numbers the hub holds something else, as it said in this sync.
    std::set<StreamId> m_diverged;
    bool m_hasForked = false; ///< and by what another copy of this device said
    /// Of what waits in them: what a copy of this device has said, as the hub has it.
    std::set<ChangesetId> m_saidElsewhere;
    /// Stubs of this device that the hub refused: nothing passes behind their numbers.
    std::set<Bytes> m_refusedStubs;
    /// Epochs under which the hub took nothing, and where: what waits there is sealed under a newer
    /// one.
    std::set<EpochId> m_outdated;
    std::set<AudienceId> m_outdatedIn;
    /// The hub's key that whoever delivers without the store is told, as it is in the outbox.
    std::optional<crypto::SigningPublicKey> m_deliveredTo;
    std::optional<transparency::LogHead> m_pinned;
    WitnessBook m_witnesses;
    /// With which size of the log this device last said, in an audience, what it has pinned.
    std::map<AudienceId, LogSize> m_witnessed;
};

} // namespace vb::engine
