// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/entries.h"
#include "client/bridge/row_changes.h"

#include <functional>
#include <memory>

namespace vb::crypto {
class SecretBytes;
}

namespace vb::bridge {

enum class Phase : std::uint8_t {
    Locked,    ///< a store is there, its key is not in memory
    Unlocking, ///< Argon2id is at work; takes about a second, cannot be cancelled
    Unlocked,
    Failed, ///< the store cannot be used; SessionState::failure says why; unlock() tries again
};

/// Whose book it is. Empty unless unlocked.
struct Worker {
    std::string name;
    std::string organisation;
    std::string role; ///< the pet in which one works now
    friend bool operator==(const Worker&, const Worker&) = default;
};

struct SessionState {
    Phase phase = Phase::Locked;
    /// Locked: the last attempt failed (WrongPassphrase). Failed: why. Otherwise None.
    Failure failure;
    Worker worker;
    friend bool operator==(const SessionState&, const SessionState&) = default;
};

enum class Connection : std::uint8_t { Unknown, Online, Offline };
enum class SyncActivity : std::uint8_t { Idle, Syncing };

/// The four facts: connection, unsent, last sync that was applied, attention.
struct SyncStatus {
    Connection connection = Connection::Unknown;
    std::optional<Instant> offlineSince; ///< when offline, if ever online in this device's life
    std::uint32_t unsent = 0;            ///< records the hub has not accepted
    std::optional<Instant> lastApplied;  ///< the last sync whose result is in the store
    std::uint32_t attention = 0;
    SyncActivity activity = SyncActivity::Idle;
    /// Set only while an attempt is really scheduled.
    std::optional<Instant> nextAttempt;
    Failure lastFailure; ///< of the last attempt; None after a good one
    friend bool operator==(const SyncStatus&, const SyncStatus&) = default;
};

enum class CaseFilter : std::uint8_t { All, Unread, Unsent, Attention };

struct CaseQuery {
    std::string text; ///< matches names and case numbers, folded; empty is everything
    CaseFilter filter = CaseFilter::All;
    friend bool operator==(const CaseQuery&, const CaseQuery&) = default;
};

enum class TimelineFilter : std::uint8_t { All, Contacts, Unread };

/// An observer receives its values one by one, on the session's own thread and never from inside a
/// call that the receiver makes; it must return soon and may call commands, but neither open nor
/// end watches.
template <typename Value>
using Observer = std::function<void(Value)>;

/// Keeps an observation alive. Destroying it ends the observation: when the destructor returns the
/// observer is not running and will never run again.
class Watch {
public:
    Watch() = default;
    virtual ~Watch() = default;
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
};

/// The watch of a paged list. The first page has kPageRows rows; more() adds another page, as an
/// ordinary update, and does nothing when everything is listed.
class ListWatch : public Watch {
public:
    static constexpr std::uint32_t kPageRows = 100;
    virtual void more() = 0;
};

/// What the user interface knows of the application: a locked book that can be opened, watched and
/// written in.
///
/// Owner: the composition root; outlives every Watch. Thread: every method is called on one thread
/// (the GUI's) and returns at once without I/O; results come through observers on the session's own
/// thread, in order per watch. A view hops with postToGui.
///
/// Watches may be opened in any phase and survive lock and unlock. Each delivers its present value
/// soon after it is opened. While not unlocked, lists are emptied, snapshots are default values
/// (CaseFile::isPresent false) and nothing of a case is in any value; after unlocking they fill
/// again.
///
/// Commands return a ticket, and exactly one Outcome with it follows, also when the command was
/// nonsense. A command that fails changes nothing. Commands are carried out in the order given.
/// A saving command's success means that the entry is durable on this device.
class Session {
public:
    virtual ~Session() = default;

    // Watches
    virtual std::unique_ptr<Watch> watchState(Observer<SessionState>) = 0;
    virtual std::unique_ptr<Watch> watchOutcomes(Observer<Outcome>) = 0;
    virtual std::unique_ptr<Watch> watchCodeLists(Observer<CodeLists>) = 0;
    virtual std::unique_ptr<Watch> watchSync(Observer<SyncStatus>) = 0;
    virtual std::unique_ptr<Watch> watchToday(Observer<Today>) = 0;
    virtual std::unique_ptr<Watch> watchCaseFile(CaseId, Observer<CaseFile>) = 0;
    virtual std::unique_ptr<Watch> watchConflict(ConflictId, Observer<ConflictCard>) = 0;
    /// The stored draft of a case's contact, or none. An editor takes the first value and is itself
    /// the source of the later ones.
    virtual std::unique_ptr<Watch> watchDraft(CaseId, Observer<std::optional<ContactDraft>>) = 0;

    /// By name. Key of a row: caseId.
    virtual std::unique_ptr<ListWatch> watchCases(CaseQuery, Observer<ListUpdate<CaseRow>>) = 0;
    /// Newest event first. Key of a row: record.
    virtual std::unique_ptr<ListWatch> watchTimeline(CaseId, TimelineFilter,
                                                     Observer<ListUpdate<TimelineEntry>>) = 0;
    /// Alarms first, then newest first, postponed ones last. Key of a row: key.
    virtual std::unique_ptr<ListWatch> watchAttention(Observer<ListUpdate<AttentionItem>>) = 0;
    /// Full text over everything the worker may read: every word, the last one as a prefix, folded
    /// as in Dutch (ij, diacritics). Best first. Not live: computed when opened and when unlocked.
    /// Key of a row: (caseId, kind, record).
    virtual std::unique_ptr<ListWatch> watchSearch(std::string text,
                                                   Observer<ListUpdate<SearchHit>>) = 0;

    // Commands: the session
    /// The passphrase is consumed, also on failure.
    virtual Ticket unlock(crypto::SecretBytes passphrase) = 0;
    /// Forgets the key. Loses nothing: drafts and unsent entries stay in the store.
    virtual Ticket lock() = 0;
    /// Success: a sync was applied. Failure: Offline, HubUnreachable, HubRefused,
    /// UpdateNeeded.
    virtual Ticket syncNow() = 0;

    // Commands: reading
    /// The worker opens the case file: a Leesregel is written. Once per opening by a person.
    virtual Ticket openCase(CaseId) = 0;
    /// The worker has had the time line on screen as it was in generation `shown`. What arrived
    /// after it stays unread.
    virtual Ticket markRead(CaseId, std::uint64_t shown) = 0;

    // Commands: writing
    virtual Ticket saveDraft(CaseId, ContactEntry) = 0;
    virtual Ticket discardDraft(CaseId) = 0;
    /// Saves the contact and removes the case's draft in one commit.
    virtual Ticket saveContact(CaseId, ContactEntry) = 0;
    virtual Ticket addContext(CaseId, ContextEntry) = 0;
    virtual Ticket raiseWarning(CaseId, WarningEntry) = 0;
    virtual Ticket changeAction(CaseId, RecordId action, ActionChange) = 0;

    // Commands: conflicts
    /// Stale when a side has come or gone since the card that `seen` was taken from.
    virtual Ticket resolve(Resolution) = 0;
    /// Keeps the conflict and moves it to the end of the attention list.
    virtual Ticket postpone(ConflictId) = 0;
};

} // namespace vb::bridge
