// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/engine/delivery.h"
#include "sync/engine/sync_engine.h"
#include "sync/server/hub.h"
#include "sync/server/memory_store.h"
#include "tests/sim/sim_history.h"
#include "tests/sim/sim_house.h"
#include "tests/sim/sim_hub_disk.h"
#include "tests/sim/sim_split.h"
#include "tests/sim/sim_stores.h"
#include "tests/support/seeded_entropy.h"
#include "tests/support/temp_dir.h"

#include <functional>
#include <map>
#include <memory>
#include <queue>

namespace vb::test {

/// When every run begins, by the hub's clock.
inline constexpr Instant kSimStart{1'790'000'000'000};

/// Which faults a run has; drawn per seed, so that most runs have some and some have none.
struct SimFaults {
    bool drops = false;       ///< requests and replies get lost
    bool duplicates = false;  ///< a request arrives twice
    bool delays = false;      ///< up to minutes
    bool kills = false;       ///< a device dies at any moment and comes back
    bool wrongClocks = false; ///< devices live in other years
    bool liar = false;        ///< the hub flips bits, replays old answers, withholds
    bool membership = false;  ///< people are removed and put back
    bool splitView = false;   ///< from some moment on the hub shows two logs
    bool oldPrograms = false; ///< some devices know fewer fields, until they are updated in the end
    bool restores = false;    ///< a device is put back from a backup; its disk is lost
    bool clones = false;      ///< a device is copied, and both copies are used by turns
    bool disks = false;       ///< a device dies, or loses its power, in the middle of a write
    bool sealed = false;      ///< no fault: the stores lie under the product's sealing VFS
    bool purges = false;      ///< records are taken back, and purged
    bool diskErrors = false;  ///< a device's disk is full for a while, or a write fails
    bool hubDisks = false;    ///< the hub's disk fails, and it dies in the middle of a request
    bool hubRestores = false; ///< the hub is put back from an old copy, on an issuer's word
    bool rewrites = false;    ///< the hub goes back to an old copy and says nothing of it
    bool attachments = false; ///< no fault: some entries have one
    bool moves = false;       ///< no fault: records are widened and narrowed
    bool transfers = false;   ///< no fault: places change hands, and givers leave some time later
    bool locks = false; ///< a device's store is closed for a while, and it delivers all the same
    bool partitions = false;  ///< nothing comes through for hours or days, both ways or one
    bool cuts = false;        ///< the hub gets the beginning of a request
    bool repeats = false;     ///< a request comes once more hours later, a reply twice
    bool clockSteps = false;  ///< devices' clocks jump while they run, and while they are off
    bool absences = false;    ///< somebody is away for weeks while the others work
    bool falseTime = false;   ///< the hub says another time than its log does
    bool everyPolicy = false; ///< no fault: fields of every policy, roles that come and go
    bool withholds = false;   ///< the hub keeps an author's or an audience's items back for a while
    bool forCause = false;    ///< people are removed for cause, with cuts, and some is adopted
    bool endedDevices = false; ///< a device is handed in or lost, and ended by its issuer
    bool expiries = false;     ///< certificates run out, and are renewed some time later
    bool granters = false;     ///< two decide of members without each other
    bool versions = false;     ///< programs and hub share no version for a while
    bool hot = false;          ///< no fault: most of what is written is about one record
    /// Every one of them by its name here, for whoever switches them.
    static std::vector<std::pair<const char*, bool SimFaults::*>> all();
    static SimFaults named(const std::vector<std::string>& names);
    static SimFaults draw(SeededRandom& random, std::uint64_t seed);
    [[nodiscard]] std::string text() const;
    /// Whether anybody may have left a case for whom nobody is there to speak.
    [[nodiscard]] bool havePeopleLeave() const {
        return membership || transfers || forCause || endedDevices || granters;
    }
};

/// One person's device: the real replica and engine over real SQLite files, killed by dropping the
/// objects at any moment between two events, or by its disk at any write or sync.
class SimDevice {
public:
    SimDevice(const SimHouse& house, std::size_t person, SimStores stores, const Clock& hubClock,
              SeededRandom& random);
    ~SimDevice();

    /// False when its disk died of it; then it is as killed.
    bool open();
    void kill();
    /// Of a device that was killed: its store stays closed, and what its outbox has it delivers.
    /// kill() ends that. False when it cannot, and then it is as killed.
    bool lock();
    [[nodiscard]] bool isAlive() const { return m_engine != nullptr; }
    [[nodiscard]] bool isLocked() const { return m_delivery != nullptr; }
    /// Of one that is locked.
    [[nodiscard]] store::Outbox& lockedOutbox() { return *m_lockedOutbox; }
    /// By its engine, or by what delivers instead.
    engine::Actions handle(const engine::Event& event);
    [[nodiscard]] engine::Replica& replica() { return *m_replica; }
    [[nodiscard]] engine::SyncEngine& engine() { return *m_engine; }
    [[nodiscard]] std::size_t person() const { return m_person; }
    /// Where its files are.
    [[nodiscard]] SimStores& stores() { return m_stores; }
    [[nodiscard]] const std::filesystem::path& place() const { return m_stores.directory(); }
    /// Counts how often it was killed: what was sent before is not for the one that came back.
    [[nodiscard]] std::uint64_t life() const { return m_life; }

    /// What another program than the simulator's knows, from the next open() on. Both outlive it.
    struct Program {
        const model::Schema& schema;
        const engine::Projector& projector;
    };
    std::optional<Program> program;
    /// Its program lacks some fields of the newest, from the next open() on.
    bool hasOldProgram = false;
    /// What it fetches of a case's attachments unasked, from the next open() on.
    std::uint64_t unaskedBytes = engine::kUnaskedBytesOfCase;
    /// How far this device's wall clock is off.
    std::chrono::milliseconds skew{0};

private:
    class SkewedClock;

    Result<void> start();

    const SimHouse& m_house;
    std::size_t m_person;
    SimStores m_stores;
    SeededRandom& m_random;
    IncarnationId m_incarnation;
    std::unique_ptr<SkewedClock> m_clock;
    std::unique_ptr<engine::Replica> m_replica;
    std::unique_ptr<engine::SyncEngine> m_engine;
    std::optional<store::Outbox> m_lockedOutbox;
    std::unique_ptr<engine::Delivery> m_delivery;
    std::uint64_t m_life = 0;
};

/// Other than what the seed says.
struct SimOptions {
    std::optional<SimFaults> faults;
    SimHistory* history = nullptr;
};

/// What a run did and found.
struct SimReport {
    std::uint64_t writes = 0;
    std::uint64_t refusedAtEntry = 0;
    std::uint64_t syncs = 0;
    std::uint64_t kills = 0;
    std::uint64_t diskDeaths = 0;
    std::uint64_t hubDeaths = 0;
    std::uint64_t hubFailures = 0; ///< writes of the hub that failed
    std::uint64_t diskErrors = 0;  ///< times that a device's disk is to fail without dying
    std::uint64_t lies = 0;
    std::uint64_t accepted = 0;
    std::uint64_t refusedByHub = 0; ///< by a lying hub, and shown to their authors
    std::uint64_t restores = 0;
    std::uint64_t clones = 0;
    std::uint64_t renamed = 0; ///< changesets that were sealed anew after a fork
    std::uint64_t lost = 0;    ///< written, and nowhere else when the disk was lost
    std::uint64_t withdrawals = 0;
    std::uint64_t purges = 0;
    std::uint64_t dropped = 0; ///< changesets whose content is gone by a statement
    std::uint64_t hubRestores = 0;
    std::uint64_t rewrites = 0;
    std::uint64_t returned = 0;           ///< lost by a restored hub, and there again in the end
    std::uint64_t alarms = 0;             ///< devices that do not follow a rewritten log
    std::uint64_t attached = 0;           ///< attachments at the hub in the end
    std::uint64_t droppedAttachments = 0; ///< namings of such as statements took
    std::uint64_t fetched = 0;            ///< and on the devices of their readers, all together
    std::uint64_t locks = 0;              ///< times that a store was closed for a while
    std::uint64_t delivered = 0; ///< changesets and attachments that the hub took meanwhile
    std::uint64_t copies = 0;    ///< records given to more readers, or to others
    std::uint64_t moves = 0;     ///< and to fewer
    std::uint64_t moved = 0;     ///< texts that went along with one
    std::uint64_t transfers = 0; ///< places that changed hands
    std::uint64_t ended = 0;     ///< givers whose days were over in the end
    std::uint64_t partitions = 0;
    std::uint64_t cuts = 0;       ///< requests
    std::uint64_t repeats = 0;    ///< requests that came once more hours later
    std::uint64_t clockSteps = 0; ///< of devices
    std::uint64_t absences = 0;
    std::uint64_t falseTimes = 0;   ///< told, in a hello or a head
    std::uint64_t withholdings = 0; ///< spans in which the hub kept something back
    std::uint64_t conflicts = 0;
    std::uint64_t conflictsSeen = 0; ///< different ones that some device showed at some time
    std::uint64_t removedForCause = 0;
    std::uint64_t beyondCuts = 0; ///< changesets that do not count in the end
    std::uint64_t endedDevices = 0;
    std::uint64_t renewedCertificates = 0;
    std::uint64_t decidedApart = 0;    ///< times that two offices decided without each other
    std::uint64_t otherVersions = 0;   ///< spans in which a program spoke another version
    std::uint64_t versionsRefused = 0; ///< hellos of such
    std::uint64_t rowsAtHub = 0;       ///< envelopes searched for clear text in the end
    std::uint64_t warningsGone = 0;    ///< cautious values that were answered
    std::uint64_t resolutions = 0;
    std::uint64_t decisionsMet = 0; ///< times that two decisions were found to be a conflict
    std::uint64_t roleChanges = 0;
    std::uint64_t looks = 0;      ///< times that a device was looked into while the run went on
    std::int64_t deviceHours = 0; ///< simulated, all devices together
    std::uint64_t trace = 0;      ///< over all that was asked and answered: same seed, same trace
    std::vector<std::string> violations;
};

/// A house, a hub and its devices on one thread and one queue of events ordered by (time, number):
/// the same seed gives the same run. Real: replica, engine, hub, seals, signatures, SQLite. Ours to
/// bend: clock, chance, network, and the hub's honesty.
///
/// Checked: I-1 and I-3 (what was saved is on every device that may read it, and at the hub, once),
/// I-2 (dumps are equal), I-6 (nobody holds a record of an audience that is not theirs), I-8
/// (nothing is accepted that the hub lacks), I-9 (after healing every queue empties in few rounds),
/// I-10 (a lie changes nothing: what differs from the honest history is an error or an alarm).
/// What was taken back or purged is a decision that is recorded: then it must be nowhere.
/// A disk that is lost takes along what no one else had; nothing else may be missing for it. A hub
/// that is put back on an issuer's word has everything again that some device holds. One that goes
/// back without a word has an alarm on every device that knows better, and none of them follows.
class SimWorld {
public:
    explicit SimWorld(std::uint64_t seed, SimOptions options = {});
    SimReport run(std::size_t steps);
    [[nodiscard]] const SimFaults& faults() const { return m_faults; }

private:
    struct Happening {
        std::int64_t at = 0;
        std::uint64_t number = 0;
        std::function<void()> act;
        bool operator>(const Happening& other) const {
            return std::tie(at, number) > std::tie(other.at, other.number);
        }
    };

    /// Everything that save() acknowledged, for ever.
    struct Written {
        ChangesetId id; ///< the name it has now
        std::size_t person = 0;
        CaseId caseId;
        AudienceId audience;
        RecordId record;
        std::string text; ///< the appended text, unique in the run; none in a resolution
        std::size_t versions = 0;
        bool isTaken = false; ///< somebody took it back, or part of it
        /// How much of the log its author's device had pinned, and said so in it.
        transparency::LogSize witnessed = 0;
        std::vector<ChangesetId> before; ///< names it had, oldest first
        std::optional<AttachmentId> attachment{};
        std::set<AttachmentId> copied = {}; ///< what it names as a copy of what others attached
        /// Versions of it that a narrowing took along, known at the end.
        std::set<model::VersionId> moved = {};
    };
    /// What a person has beside the device that they are using.
    struct Copies {
        std::string backup;       ///< its name; empty: none
        std::string clone;        ///< its name; empty: none
        std::uint64_t copies = 0; ///< numbers their names
        std::optional<IncarnationId> incarnation;
        bool isRenewed = false;        ///< it is not the first
        std::set<ChangesetId> refused; ///< what another copy than the last gave up and shows
    };

    /// The hub's copies, and what it was put back from.
    struct HubCopies {
        std::optional<server::MemoryHubStore> copy;
        std::uint64_t generation = 1; ///< the highest so far
        bool isRecovering = false;
        std::set<std::size_t> returned; ///< whose devices synced with it since
        std::size_t syncsInVain = 0;    ///< since all had returned, while something is awaited
        /// What was at the hub and was lost: for the report.
        std::set<ChangesetId> lost;
        /// What devices had pinned when the log was rewritten, of those that knew more.
        std::map<std::size_t, transparency::LogHead> knewBetter;
    };

    /// What the office said of one or two people of a case, in force once the hub has numbered it.
    struct Decision {
        enum class Kind { Member, End, Transfer, Adoption };
        Kind kind = Kind::Member;
        std::size_t person = 0;
        std::size_t receiver = 0; ///< of a transfer
        Instant until{};          ///< of its giver
    };
    /// Until when who belongs to a case; none: without an end.
    struct Place {
        std::optional<Instant> until;
        bool isHandedOver = false;
    };
    using Places = std::map<std::size_t, Place>;
    void checkDecisions();

    /// What keeps a device from the hub until then.
    struct Partition {
        Instant until{};
        bool dropsRequests = false;
        bool dropsReplies = false;
    };
    /// What becomes of one request and its reply.
    struct Passage {
        bool isLost = false;
        bool isTwice = false;
        bool isReplyLost = false;
        bool isCut = false;
        bool isLate = false; ///< comes once more, hours later
        bool isReplyTwice = false;
        std::chrono::milliseconds there{20};
        std::chrono::milliseconds back{20};
    };
    /// Of somebody who does not sync until then; on leave, who does not work either.
    struct Absence {
        Instant until{};
        bool isOnLeave = false;
    };

    /// How far the hub's log was, and after how many changes of what it is the log of.
    struct LogSeen {
        std::pair<std::uint64_t, std::uint64_t> generations{};
        server::LogSize size = 0;
        Instant time{};
    };
    using FieldWriter = std::function<void(const char*, model::FieldValue)>;

    void setUp();
    void checkLogGrows();
    void checkSealed(ByteView bytes, const char* what);
    void checkStep();
    void checkAcceptedIsAtHub(SimDevice& device);
    void checkHoldsOwnOnly(SimDevice& device);
    void checkKeepsSaved(SimDevice& device);
    bool isOutboxed(SimDevice& device, const Written& written);
    void writeOthers(const FieldWriter& writeField);
    void decideOften();
    void changeRole();
    std::uint64_t tellInvoked(const char* act, const SimDevice& device, const engine::Entry& entry);
    std::uint64_t tellInvoked(const char* act, const SimDevice& device, const CaseId& caseId,
                              const RecordId& record);
    void tellOutcome(std::uint64_t invocation, SimDevice& device,
                     const Result<std::vector<ChangesetId>>& saved);
    void tellAccepted(const protocol::Request& request);
    void step();
    void copyOrRestoreHub();
    void putHubBack();
    void rewriteLog();
    void putBackCopy();
    void reopenHub();
    void endRecovery(bool evenSo);
    void noteSynced(SimDevice& device);
    void checkRewritten();
    bool isOnSomeDevice(const ChangesetId& id);
    /// For whoever reads a violation.
    std::string whereabouts(const ChangesetId& id);
    void heal();
    void checkOverview(SimDevice& device);
    bool isShownAsMember(SimDevice& device, const CaseId& caseId);
    void checkNotices(SimDevice& device);
    void check();

    void write(SimDevice& device);
    std::optional<AttachmentId> attach(SimDevice& device, const AudienceId& audience,
                                       engine::Entry& entry);
    bool hasOpened(SimDevice& device, const ChangesetId& id);
    void checkAttachments();
    void lockSomebody();
    void deliverLocked(SimDevice& device);
    void unlock(SimDevice& device);
    void checkDelivered(SimDevice& device);
    void resolve(SimDevice& device);
    void keepWritten(const SimDevice& device, const ChangesetId& id, const engine::Entry& entry,
                     const AudienceId& audience, std::string text, const char* kind);
    void purgeOrWithdraw();
    void withdraw(SimDevice& device, std::size_t chosen);
    void purge(SimDevice& asking, std::size_t chosen);
    [[nodiscard]] bool isMeantFor(const Written& written, std::size_t person) const;
    void moveOrCopy();
    void keepMoved(const SimDevice& device, const CaseId& caseId, const ChangesetId& id);
    void noteMoved();
    void eachRecord(const std::function<void(SimDevice&, const model::RecordState&)>& use);
    bool wentAlong(const Written& written, const model::Withdrawal& move);
    std::set<ChangesetId> quotedAtHub();
    void checkMoves();
    void checkStanding(SimDevice& device, const CaseId& caseId,
                       const std::vector<model::RecordState>& states);
    bool isDropped(const Written& written, std::size_t log = 0);
    bool isNamed(const Written& written, const PartHash& part, std::size_t log);
    bool isNamedThoughGivenUp(SimDevice& device, const Written& written);
    void checkPurged();
    /// What statements have taken of an attachment, as somebody has seen them.
    struct Taken {
        bool isPurged = false;
        std::map<OrganisationCode, std::uint64_t> withdrawnBy; ///< the newest statement of each
    };
    Taken takenOf(SimDevice& seenBy, const Written& written);
    Taken takenAtHub(const Written& written);
    bool stillNames(const Written& other, const Taken& taken);
    std::optional<std::uint64_t> withdrawnAt(const Written& written, const PartHash& part);
    bool isToBeGone(const Taken& taken, const Written& written);
    void checkDroppedAttachments();
    void checkMovedAttachments();
    void checkVersions(SimDevice& device, const Written& written);
    void tellSaved(const char* kind, const Written& written, const model::Part& part);
    void tellSeen(SimDevice& device);
    void trace(ByteView bytes);
    void changeMembership();
    void transferPlace();
    void passEnds();
    void settleMembers();
    void copyOrRestore();
    std::string copyOf(SimDevice& device);
    void failDisk();
    void spoilDisk();
    void failDisk(SimDevice& device, std::uint64_t within);
    bool hasDied(SimDevice& device);
    void comeBack(SimDevice& device);
    void restore(SimDevice& device);
    void swap(SimDevice& device);
    bool reopen(SimDevice& device);
    void learnNames(SimDevice& device);
    void forgetLost(SimDevice& device);
    void syncClones();
    void noteRefused(const SimDevice& device);
    /// Of the two logs of a split view the second is 1; otherwise there is only 0.
    bool isAtHub(const ChangesetId& id, std::size_t log);
    void findNames();
    Written asNamedAt(const Written& written, std::size_t log);
    void callBack(SimDevice& device);
    void perform(SimDevice& device, const engine::Actions& actions);
    void partSomebody();
    [[nodiscard]] bool isParted(const SimDevice& device, bool Partition::*way) const;
    void cut(const SimDevice& device, protocol::Request request);
    void repeatLater(const SimDevice& device, const protocol::Request& request);
    Passage drawPassage();
    protocol::Reply tellFalseTime(const SimDevice& device, const protocol::Request& request,
                                  protocol::Reply honest);
    void passFalseTime();
    void withholdSome();
    server::Answer askHub(server::Hub& hub, const protocol::Request& request);
    void stepClock();
    void stepClock(SimDevice& device);
    void sendAway();
    [[nodiscard]] bool isAway(const SimDevice& device) const;
    [[nodiscard]] bool isOnLeave(const SimDevice& device) const;
    void passAbsence();
    void deliver(SimDevice& device, std::uint64_t life, engine::SendRequest sent);
    std::optional<protocol::Reply> reach(const SimDevice& device, const protocol::Request& request);
    protocol::Reply answer(const SimDevice& device, const protocol::Request& request);
    server::Hub& hubOf(const SimDevice& device);
    void splitLog();
    void checkAlarms();
    protocol::Reply lie(std::size_t log, const protocol::Request& request, protocol::Reply honest);
    void sync(SimDevice& device);
    void at(std::chrono::milliseconds delay, std::function<void()> act);
    void drain(std::chrono::milliseconds span);
    bool assign(const CaseId& caseId, std::size_t person, bool isMember, std::size_t speaker = 0);
    bool say(const CaseId& caseId, membership::StatementBody body, Decision decision,
             std::size_t speaker = 0);
    bool sayOfHouse(std::size_t speaker, membership::StatementBody body);
    [[nodiscard]] DeviceId deviceOf(std::size_t person) const;
    std::vector<membership::StreamCut> drawCuts(SimDevice& by, std::size_t person,
                                                const std::optional<CaseId>& caseId);
    void removeForCause();
    void adoptSome(const CaseId& caseId);
    void checkStandings();
    void checkStandingOf(const Written& written, bool isBeyond);
    bool isToldOfCut(const Written& written);
    void endDevice();
    void settleEnds();
    void checkEnded();
    static std::map<std::size_t, Instant> shortCertificates(std::uint64_t seed,
                                                            const std::optional<SimFaults>& given);
    void renewSome();
    void renew(std::size_t person, std::chrono::milliseconds span);
    void renewAll();
    void checkNotGivenUp(SimDevice& device);
    void checkCertificates();
    void partFor(std::size_t person, std::chrono::milliseconds span);
    void decideApart();
    void checkKeys();
    void checkTexts();
    void changeProgram();
    [[nodiscard]] bool speaksOther(const SimDevice& device) const;
    protocol::Request asSpoken(const SimDevice& device, const protocol::Request& request);
    protocol::Reply checkVersion(const SimDevice& device, const protocol::Request& request,
                                 protocol::Reply honest);
    void checkGoesOn(const SimDevice& device, const protocol::Request& request);
    void checkHubStore();
    void countConflicts(SimDevice& device);
    void checkWarnings(SimDevice& device);
    void settle(const Decision& decision, Instant accepted, Places& places);
    void violation(std::string what);

    std::uint64_t m_seed;
    SimHistory m_silence;
    SimHistory* m_history;
    SeededEntropy m_entropy;
    SeededRandom m_random;
    FakeClock m_clock;
    TempDir m_dir;
    /// Until when somebody is certified, of those who are not for the whole run.
    std::map<std::size_t, Instant> m_certified;
    SimHouse m_house;
    SimHubDisk m_hubStore;
    Instant m_hubIsBack; ///< until then it does not answer
    std::unique_ptr<server::Hub> m_hub;
    /// By itself, so that a run is the same one but for what the other log changes.
    SeededRandom m_splitRandom;
    SeededRandom m_diskRandom; ///< likewise
    SeededRandom m_purgeRandom;
    SeededRandom m_hubRandom;
    SeededRandom m_attachRandom;
    SeededRandom m_moveRandom;
    SeededRandom m_transferRandom;
    SeededRandom m_lockRandom;
    SeededRandom m_netRandom;
    SeededRandom m_timeRandom;
    SeededRandom m_hostileRandom;
    SeededRandom m_workRandom;
    SeededRandom m_causeRandom;
    SeededRandom m_endRandom;
    SeededRandom m_expiryRandom;
    SeededRandom m_granterRandom;
    SeededRandom m_versionRandom;
    std::set<std::size_t> m_ended; ///< whose device was ended, in the end
    std::map<std::size_t, Instant> m_speaksOther;
    std::map<std::size_t, bool> m_expectsTooOld; ///< may not go on to a session
    std::set<std::pair<RecordId, std::vector<model::VersionId>>> m_conflictsSeen;
    LogSeen m_logSeen;
    std::uint64_t m_events = 0;
    std::uint64_t m_invocations = 0;
    /// Who ever was of a case, as the office said it.
    std::map<CaseId, std::set<std::size_t>> m_everMembers;
    std::set<std::pair<CaseId, std::size_t>> m_roleHolders;
    std::set<ChangesetId> m_decided;      ///< by a person
    std::set<ChangesetId> m_toldAccepted; ///< to the history
    bool m_hasToldFalseHead = false;
    Instant m_withheldUntil{};
    std::map<std::size_t, Partition> m_partitions;
    std::map<std::size_t, Absence> m_absences;
    std::unique_ptr<SplitHub> m_split;
    std::set<std::size_t> m_shownOther; ///< whom the other log is shown
    std::vector<std::unique_ptr<SimDevice>> m_devices;
    std::vector<CaseId> m_cases;
    std::vector<RecordId> m_shared; ///< hot records that everybody edits
    /// As the office meant it; from the end of the healing on as the hub numbered it.
    std::map<CaseId, std::set<std::size_t>> m_members;
    std::map<StatementId, Decision> m_decisions;
    /// What somebody who decides was told is kept.
    std::map<StatementId, std::size_t> m_queued;
    std::vector<Instant> m_ends; ///< of givers, whatever became of the transfer
    SimFaults m_faults;
    bool m_isHealed = false;
    std::priority_queue<Happening, std::vector<Happening>, std::greater<>> m_queue;
    std::uint64_t m_lastNumber = 0;
    std::uint64_t m_texts = 0;
    /// Of each log by itself: a device that took over a head of the other one could never go back.
    /// Not by the hub's address: after a restart that follows from more than the seed.
    std::map<std::pair<std::size_t, protocol::Endpoint>, protocol::Reply> m_oldReplies;
    std::map<std::size_t, std::optional<Error>> m_lastErrors;

    std::map<std::size_t, Copies> m_copies;
    /// By itself, as m_splitRandom.
    SeededRandom m_restoreRandom;
    HubCopies m_hubCopies;

    std::vector<Written> m_written;
    std::vector<AttachmentId> m_attached; ///< all that entries ever named
    bool isShownAsRefused(const Written& written);
    bool isSealedForAll(const Written& written, std::size_t log);
    SimReport m_report;
};

} // namespace vb::test
