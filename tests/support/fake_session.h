// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/secret_bytes.h"
#include "tests/support/fake_house.h"

#include <deque>
#include <mutex>
#include <set>

namespace vb::test {

/// The session in memory, for tests of the interface and for the gallery: real behaviour (queries,
/// validation, unread and unsent counts, conflicts, drafts) over the plain values of a FakeHouse,
/// without a store, a hub or a thread. Nothing is delivered until somebody calls deliver(): whoever
/// does is "the session's thread".
class FakeSession final : public bridge::Session {
public:
    /// `clock` must outlive the session.
    FakeSession(FakeHouse house, const Clock& clock, std::string passphrase = "veldboek");
    ~FakeSession() override;

    // Scripting
    /// Runs every observer call that is due, and what those calls cause. False when none was.
    bool deliver();
    /// Changes the content as if a sync had brought it.
    void edit(const std::function<void(FakeHouse&)>& change);
    /// Unlocks without a passphrase.
    void unlockNow();
    /// While held, unlock() stays in Phase::Unlocking; releasing it lets it finish.
    void holdUnlock(bool held);
    /// While held, watches deliver nothing: the loading state of every page.
    void holdDelivery(bool held) { m_isDeliveryHeld = held; }
    void setConnection(bridge::Connection connection, std::optional<Instant> offlineSince = {});
    void setActivity(bridge::SyncActivity activity) { m_sync.activity = activity, publish(); }
    void setNextAttempt(std::optional<Instant> at) { m_sync.nextAttempt = at, publish(); }
    /// The next command other than lock and unlock ends with this failure.
    void failNext(bridge::Failure failure) { m_nextFailure = std::move(failure); }
    /// The store cannot be used at all.
    void failStore(bridge::FailureKind kind);
    [[nodiscard]] FakeHouse& house() { return m_house; }
    /// Cases for which openCase was called, in order, with repetitions.
    [[nodiscard]] const std::vector<CaseId>& openings() const { return m_openings; }

    // bridge::Session
    std::unique_ptr<bridge::Watch> watchState(bridge::Observer<bridge::SessionState>) override;
    std::unique_ptr<bridge::Watch> watchOutcomes(bridge::Observer<bridge::Outcome>) override;
    std::unique_ptr<bridge::Watch> watchCodeLists(bridge::Observer<bridge::CodeLists>) override;
    std::unique_ptr<bridge::Watch> watchSync(bridge::Observer<bridge::SyncStatus>) override;
    std::unique_ptr<bridge::Watch> watchToday(bridge::Observer<bridge::Today>) override;
    std::unique_ptr<bridge::Watch> watchCaseFile(CaseId,
                                                 bridge::Observer<bridge::CaseFile>) override;
    std::unique_ptr<bridge::Watch> watchConflict(bridge::ConflictId,
                                                 bridge::Observer<bridge::ConflictCard>) override;
    std::unique_ptr<bridge::Watch>
        watchDraft(CaseId, bridge::Observer<std::optional<bridge::ContactDraft>>) override;
    std::unique_ptr<bridge::ListWatch>
        watchCases(bridge::CaseQuery,
                   bridge::Observer<bridge::ListUpdate<bridge::CaseRow>>) override;
    std::unique_ptr<bridge::ListWatch>
        watchTimeline(CaseId, bridge::TimelineFilter,
                      bridge::Observer<bridge::ListUpdate<bridge::TimelineEntry>>) override;
    std::unique_ptr<bridge::ListWatch>
        watchAttention(bridge::Observer<bridge::ListUpdate<bridge::AttentionItem>>) override;
    std::unique_ptr<bridge::ListWatch>
    watchSearch(std::string text, bridge::Observer<bridge::ListUpdate<bridge::SearchHit>>) override;
    bridge::Ticket unlock(crypto::SecretBytes passphrase) override;
    bridge::Ticket lock() override;
    bridge::Ticket syncNow() override;
    bridge::Ticket openCase(CaseId) override;
    bridge::Ticket markRead(CaseId, std::uint64_t shown) override;
    bridge::Ticket saveDraft(CaseId, bridge::ContactEntry) override;
    bridge::Ticket discardDraft(CaseId) override;
    bridge::Ticket saveContact(CaseId, bridge::ContactEntry) override;
    bridge::Ticket addContext(CaseId, bridge::ContextEntry) override;
    bridge::Ticket raiseWarning(CaseId, bridge::WarningEntry) override;
    bridge::Ticket changeAction(CaseId, RecordId action, bridge::ActionChange) override;
    bridge::Ticket resolve(bridge::Resolution) override;
    bridge::Ticket postpone(bridge::ConflictId) override;

private:
    struct Node;
    struct Handle;
    struct ListHandle;
    using Refresh = std::function<void()>;

    template <typename Value>
    std::unique_ptr<bridge::Watch> watchValue(std::function<Value()> compute,
                                              bridge::Observer<Value> observer);
    template <typename Row, typename KeyOf>
    std::unique_ptr<bridge::ListWatch>
    watchRows(std::function<std::vector<Row>()> compute, KeyOf keyOf,
              bridge::Observer<bridge::ListUpdate<Row>> observer, bool isLive = true);
    void enqueue(const std::shared_ptr<Node>& node, std::function<void()> call);
    void publish();
    bridge::Ticket finish(bridge::Failure failure, RecordId record = {});
    /// The failure that every command on a case may end with; None: go on with `found`.
    bridge::Failure findCase(CaseId id, FakeCase*& found);
    bridge::Failure checkText(const char* field, const std::string& text, bool required) const;
    bridge::Failure checkCode(const char* field, const char* list, const std::string& code,
                              bool required) const;
    [[nodiscard]] bridge::CodeValue labelled(const char* list, const std::string& code) const;
    bridge::TimelineEntry newEntry(std::optional<bridge::Moment> happened,
                                   const std::string& audience);
    [[nodiscard]] bool isUnlocked() const { return m_state.phase == bridge::Phase::Unlocked; }
    void finishUnlock();

    std::vector<bridge::CaseRow> caseRows(const bridge::CaseQuery& query) const;
    bridge::CaseFile caseFile(CaseId id) const;
    std::vector<bridge::TimelineEntry> timeline(CaseId id, bridge::TimelineFilter filter) const;
    std::vector<bridge::AttentionItem> attention() const;
    bridge::Today today() const;
    bridge::SyncStatus syncStatus() const;
    bridge::ConflictCard conflictCard(const bridge::ConflictId& id) const;
    std::vector<bridge::SearchHit> search(const std::string& text) const;

    const Clock& m_clock;
    const std::string m_passphrase;
    FakeHouse m_house;
    bridge::SessionState m_state;
    bridge::SyncStatus m_sync;
    bridge::Failure m_nextFailure;
    std::vector<CaseId> m_openings;
    std::set<std::string> m_postponed;
    std::map<RecordId, std::uint64_t> m_arrivedIn; ///< generation in which an entry came
    std::uint64_t m_generation = 1;
    std::uint64_t m_tickets = 0;
    std::uint32_t m_records = 900'000'000;
    bool m_isUnlockHeld = false;
    bool m_isDeliveryHeld = false;
    std::string m_pendingPassphrase;
    std::optional<bridge::Ticket> m_pendingUnlock;

    mutable std::mutex m_mutex; ///< guards m_due and m_nodes
    std::deque<std::pair<std::weak_ptr<Node>, std::function<void()>>> m_due;
    std::vector<std::weak_ptr<Node>> m_nodes;
    std::vector<std::pair<std::weak_ptr<Node>, bridge::Observer<bridge::Outcome>>> m_outcomes;
};

} // namespace vb::test
