// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/session_core.h"
#include "client/bridge/shown.h"

// The session on the caller's thread: every call is a task for the core's, and every watch a node
// there.
namespace vb::bridge {
namespace {

/// Keeps a node alive; ending it waits for its observer.
class NodeWatch final : public Watch {
public:
    explicit NodeWatch(std::shared_ptr<WatchNode> node) : m_node(std::move(node)) {}
    ~NodeWatch() override { m_node->end(); }

private:
    std::shared_ptr<WatchNode> m_node;
};

class NodeListWatch final : public ListWatch {
public:
    NodeListWatch(std::shared_ptr<WatchNode> node, CoreLoop& loop, SessionCore& core)
        : m_node(std::move(node)), m_loop(loop), m_core(core) {}
    ~NodeListWatch() override { m_node->end(); }
    void more() override {
        m_loop.post([core = &m_core, node = m_node] { core->more(*node); });
    }

private:
    std::shared_ptr<WatchNode> m_node;
    CoreLoop& m_loop;
    SessionCore& m_core;
};

class CoreSession final : public Session {
public:
    CoreSession(const std::filesystem::path& store, SessionEnvironment environment)
        : m_environment(std::move(environment)),
          m_core(std::make_unique<SessionCore>(store, m_environment)) {
        post([](SessionCore& core) { core.start(); });
    }
    ~CoreSession() override {
        post([](SessionCore& core) { core.close(); });
        m_environment.loop->stop();
    }

    std::unique_ptr<Watch> watchState(Observer<SessionState> observer) override {
        Interest interest;
        interest.state = true;
        return value<SessionState>(
            interest, [core = m_core.get()] { return core->state(); }, std::move(observer));
    }
    std::unique_ptr<Watch> watchOutcomes(Observer<Outcome> observer) override {
        auto node = std::make_shared<OutcomeNode>(std::move(observer));
        post([node](SessionCore& core) { core.attachOutcomes(node); });
        return std::make_unique<NodeWatch>(std::move(node));
    }
    std::unique_ptr<Watch> watchCodeLists(Observer<CodeLists> observer) override;
    std::unique_ptr<Watch> watchSync(Observer<SyncStatus> observer) override {
        Interest interest;
        interest.sync = true;
        interest.anyCase = true;
        return value<SyncStatus>(
            interest, [core = m_core.get()] { return core->syncStatus(); }, std::move(observer));
    }
    std::unique_ptr<Watch> watchToday(Observer<Today> observer) override;
    std::unique_ptr<Watch> watchCaseFile(CaseId id, Observer<CaseFile> observer) override;
    std::unique_ptr<Watch> watchConflict(ConflictId id, Observer<ConflictCard> observer) override;
    std::unique_ptr<Watch> watchDraft(CaseId id,
                                      Observer<std::optional<ContactDraft>> observer) override;
    std::unique_ptr<ListWatch> watchCases(CaseQuery query,
                                          Observer<ListUpdate<CaseRow>> observer) override;
    std::unique_ptr<ListWatch> watchTimeline(CaseId id, TimelineFilter filter,
                                             Observer<ListUpdate<TimelineEntry>> observer) override;
    std::unique_ptr<ListWatch>
    watchAttention(Observer<ListUpdate<AttentionItem>> observer) override;
    std::unique_ptr<ListWatch> watchSearch(std::string text,
                                           Observer<ListUpdate<SearchHit>> observer) override;

    Ticket unlock(crypto::SecretBytes passphrase) override {
        // A task may be copied and a secret may not.
        const auto secret = std::make_shared<crypto::SecretBytes>(std::move(passphrase));
        return command([secret](SessionCore& core, Ticket ticket) {
            core.unlock(ticket, *secret);
            secret->clear();
        });
    }
    Ticket lock() override {
        return command([](SessionCore& core, Ticket ticket) { core.lock(ticket); });
    }
    Ticket syncNow() override {
        return command([](SessionCore& core, Ticket ticket) { core.syncNow(ticket); });
    }
    Ticket openCase(CaseId id) override {
        return command([id](SessionCore& core, Ticket ticket) { core.openCase(ticket, id); });
    }
    Ticket markRead(CaseId id, std::uint64_t shown) override {
        return command(
            [id, shown](SessionCore& core, Ticket ticket) { core.markRead(ticket, id, shown); });
    }
    Ticket saveDraft(CaseId id, ContactEntry entry) override {
        return write(
            [id, entry = std::move(entry)](auto& desk) { return desk.saveDraft(id, entry); });
    }
    Ticket discardDraft(CaseId id) override {
        return write([id](auto& desk) { return desk.discardDraft(id); });
    }
    Ticket saveContact(CaseId id, ContactEntry entry) override {
        return write(
            [id, entry = std::move(entry)](auto& desk) { return desk.saveContact(id, entry); });
    }
    Ticket addContext(CaseId id, ContextEntry entry) override {
        return write(
            [id, entry = std::move(entry)](auto& desk) { return desk.addContext(id, entry); });
    }
    Ticket raiseWarning(CaseId id, WarningEntry entry) override {
        return write(
            [id, entry = std::move(entry)](auto& desk) { return desk.raiseWarning(id, entry); });
    }
    Ticket changeAction(CaseId id, RecordId action, ActionChange change) override {
        return write([id, action, change = std::move(change)](auto& desk) {
            return desk.changeAction(id, action, change);
        });
    }
    Ticket resolve(Resolution resolution) override {
        return write(
            [resolution = std::move(resolution)](auto& desk) { return desk.resolve(resolution); });
    }
    Ticket postpone(ConflictId id) override {
        return write([id = std::move(id)](auto& desk) { return desk.postpone(id); });
    }

private:
    void post(std::function<void(SessionCore&)> task) {
        m_environment.loop->post([core = m_core.get(), task = std::move(task)] { task(*core); });
    }
    Ticket command(std::function<void(SessionCore&, Ticket)> task) {
        const Ticket ticket{++m_tickets};
        post([ticket, task = std::move(task)](SessionCore& core) { task(core, ticket); });
        return ticket;
    }
    Ticket write(SessionCore::Command task) {
        return command(
            [task = std::move(task)](SessionCore& core, Ticket ticket) { core.run(ticket, task); });
    }

    template <typename Value, typename Compute>
    std::unique_ptr<Watch> value(Interest interest, Compute compute, Observer<Value> observer) {
        auto node = std::make_shared<ValueNode<Value>>(
            interest, [compute = std::move(compute)]() -> Result<Value> { return compute(); },
            std::move(observer));
        post([weak = std::weak_ptr<WatchNode>(node)](SessionCore& core) {
            if (const auto alive = weak.lock())
                core.attach(alive);
        });
        return std::make_unique<NodeWatch>(std::move(node));
    }
    /// `compute(book)` while unlocked, else `locked`.
    template <typename Value, typename Compute>
    std::unique_ptr<Watch> valueOfBook(Interest interest, Value locked, Compute compute,
                                       Observer<Value> observer) {
        return value<Value>(
            interest,
            [core = m_core.get(), locked = std::move(locked),
             compute = std::move(compute)]() -> Result<Value> {
                auto* book = core->book();
                return book ? compute(*book) : Result<Value>(locked);
            },
            std::move(observer));
    }
    template <typename Row, typename Compute, typename KeyOf>
    std::unique_ptr<ListWatch> rows(Interest interest, Compute compute, KeyOf keyOf,
                                    Observer<ListUpdate<Row>> observer) {
        auto node = std::make_shared<ListNode<Row, KeyOf>>(
            interest,
            [core = m_core.get(),
             compute = std::move(compute)](std::uint32_t count) -> Result<Page<Row>> {
                auto* book = core->book();
                return book ? compute(*book, count) : Result<Page<Row>>(Page<Row>{});
            },
            keyOf, std::move(observer));
        post([weak = std::weak_ptr<WatchNode>(node)](SessionCore& core) {
            if (const auto alive = weak.lock())
                core.attach(alive);
        });
        return std::make_unique<NodeListWatch>(std::move(node), *m_environment.loop, *m_core);
    }

    SessionEnvironment m_environment;
    std::unique_ptr<SessionCore> m_core;
    std::uint64_t m_tickets = 0;
};

Interest anyCase() {
    Interest interest;
    interest.anyCase = true;
    return interest;
}

Interest oneCase(const CaseId& id) {
    Interest interest;
    interest.oneCase = id;
    return interest;
}

std::unique_ptr<Watch> CoreSession::watchCodeLists(Observer<CodeLists> observer) {
    return valueOfBook<CodeLists>(
        {}, {}, [](CaseBook&) { return Result<CodeLists>(codeLists()); }, std::move(observer));
}

std::unique_ptr<Watch> CoreSession::watchToday(Observer<Today> observer) {
    auto interest = anyCase();
    interest.drafts = true;
    return valueOfBook<Today>(
        interest, {}, [](CaseBook& book) { return book.today(); }, std::move(observer));
}

std::unique_ptr<Watch> CoreSession::watchCaseFile(CaseId id, Observer<CaseFile> observer) {
    CaseFile absent;
    absent.caseId = id;
    return valueOfBook<CaseFile>(
        oneCase(id), absent, [id](CaseBook& book) { return book.caseFile(id); },
        std::move(observer));
}

std::unique_ptr<Watch> CoreSession::watchConflict(ConflictId id, Observer<ConflictCard> observer) {
    ConflictCard closed;
    closed.id = id;
    return valueOfBook<ConflictCard>(
        anyCase(), closed, [id](CaseBook& book) { return book.conflictCard(id); },
        std::move(observer));
}

std::unique_ptr<Watch> CoreSession::watchDraft(CaseId id,
                                               Observer<std::optional<ContactDraft>> observer) {
    auto interest = oneCase(id);
    interest.drafts = true;
    return valueOfBook<std::optional<ContactDraft>>(
        interest, {}, [id](CaseBook& book) { return book.draft(id); }, std::move(observer));
}

std::unique_ptr<ListWatch> CoreSession::watchCases(CaseQuery query,
                                                   Observer<ListUpdate<CaseRow>> observer) {
    return rows<CaseRow>(
        anyCase(),
        [query = std::move(query)](CaseBook& book, std::uint32_t count) {
            return Result<Page<CaseRow>>(book.cases(query, count));
        },
        [](const CaseRow& row) { return row.caseId; }, std::move(observer));
}

std::unique_ptr<ListWatch>
CoreSession::watchTimeline(CaseId id, TimelineFilter filter,
                           Observer<ListUpdate<TimelineEntry>> observer) {
    return rows<TimelineEntry>(
        oneCase(id),
        [id, filter](CaseBook& book, std::uint32_t count) {
            return book.timeline(id, filter, count);
        },
        [](const TimelineEntry& row) { return row.record; }, std::move(observer));
}

std::unique_ptr<ListWatch>
CoreSession::watchAttention(Observer<ListUpdate<AttentionItem>> observer) {
    return rows<AttentionItem>(
        anyCase(),
        [](CaseBook& book, std::uint32_t count) {
            return Result<Page<AttentionItem>>(book.attention(count));
        },
        [](const AttentionItem& row) { return row.key; }, std::move(observer));
}

std::unique_ptr<ListWatch> CoreSession::watchSearch(std::string text,
                                                    Observer<ListUpdate<SearchHit>> observer) {
    return rows<SearchHit>(
        {},
        [text = std::move(text)](CaseBook& book, std::uint32_t count) {
            return book.search(text, count);
        },
        [](const SearchHit& row) { return std::tuple(row.caseId, row.kind, row.record); },
        std::move(observer));
}

} // namespace

std::unique_ptr<Session> makeSession(const std::filesystem::path& store,
                                     SessionEnvironment environment) {
    return std::make_unique<CoreSession>(store, std::move(environment));
}

} // namespace vb::bridge
