// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/fake_session.h"

#include "sync/base/bytes.h"

#include <algorithm>

namespace vb::test {

using namespace bridge;

/// One watch as the session sees it. `running` is held while an observer runs, so that the end of
/// a watch waits for it.
struct FakeSession::Node {
    std::mutex running;
    bool isAlive = true;
    std::function<void()> refresh; ///< computes and enqueues what changed
    std::function<void()> more;
};

struct FakeSession::Handle : Watch {
    explicit Handle(std::shared_ptr<Node> made) : node(std::move(made)) {}
    ~Handle() override {
        const std::lock_guard guard(node->running);
        node->isAlive = false;
    }
    std::shared_ptr<Node> node;
};

struct FakeSession::ListHandle : ListWatch {
    explicit ListHandle(std::shared_ptr<Node> made) : handle(std::move(made)) {}
    void more() override { handle.node->more(); }
    Handle handle;
};

FakeSession::FakeSession(FakeHouse house, const Clock& clock, std::string passphrase)
    : m_clock(clock), m_passphrase(std::move(passphrase)), m_house(std::move(house)) {
    m_sync.connection = Connection::Online;
    m_sync.lastApplied = clock.now() - std::chrono::minutes{42};
}

FakeSession::~FakeSession() = default;

void FakeSession::enqueue(const std::shared_ptr<Node>& node, std::function<void()> call) {
    const std::lock_guard guard(m_mutex);
    m_due.emplace_back(node, std::move(call));
}

bool FakeSession::deliver() {
    bool didAny = false;
    while (!m_isDeliveryHeld) {
        std::function<void()> call;
        std::shared_ptr<Node> node;
        {
            const std::lock_guard guard(m_mutex);
            if (m_due.empty())
                break;
            node = m_due.front().first.lock();
            call = std::move(m_due.front().second);
            m_due.pop_front();
        }
        if (!node)
            continue;
        const std::lock_guard guard(node->running);
        if (node->isAlive)
            call();
        didAny = true;
    }
    return didAny;
}

void FakeSession::publish() {
    ++m_generation;
    for (const FakeCase& file : m_house.cases) {
        for (const TimelineEntry& entry : file.timeline)
            m_arrivedIn.emplace(entry.record, m_generation);
    }
    std::vector<std::shared_ptr<Node>> nodes;
    {
        const std::lock_guard guard(m_mutex);
        std::erase_if(m_nodes, [](const auto& node) { return node.expired(); });
        for (const auto& node : m_nodes)
            nodes.push_back(node.lock());
    }
    for (const auto& node : nodes) {
        if (node && node->refresh)
            node->refresh();
    }
}

template <typename Value>
std::unique_ptr<Watch> FakeSession::watchValue(std::function<Value()> compute,
                                               Observer<Value> observer) {
    auto node = std::make_shared<Node>();
    auto last = std::make_shared<std::optional<Value>>();
    node->refresh = [this, self = std::weak_ptr(node), last, compute, observer] {
        Value value = compute();
        if (*last && **last == value)
            return;
        *last = value;
        if (const auto alive = self.lock())
            enqueue(alive, [observer, value = std::move(value)] { observer(value); });
    };
    {
        const std::lock_guard guard(m_mutex);
        m_nodes.push_back(node);
    }
    node->refresh();
    return std::make_unique<Handle>(std::move(node));
}

template <typename Row, typename KeyOf>
std::unique_ptr<ListWatch> FakeSession::watchRows(std::function<std::vector<Row>()> compute,
                                                  KeyOf keyOf, Observer<ListUpdate<Row>> observer,
                                                  bool isLive) {
    struct Listed {
        std::vector<Row> rows;
        std::uint32_t wanted = ListWatch::kPageRows;
        bool isFirst = true;
        std::optional<std::vector<Row>> frozen; ///< the result of a query that is not live
    };
    auto node = std::make_shared<Node>();
    auto listed = std::make_shared<Listed>();
    node->refresh = [this, self = std::weak_ptr(node), listed, compute, keyOf, observer, isLive] {
        std::vector<Row> all;
        if (isUnlocked()) {
            if (!isLive && listed->frozen)
                all = *listed->frozen;
            else
                all = compute();
            if (!isLive)
                listed->frozen = all;
        } else {
            listed->frozen.reset();
        }
        ListUpdate<Row> update;
        update.generation = m_generation;
        update.total = static_cast<std::uint32_t>(all.size());
        if (all.size() > listed->wanted)
            all.resize(listed->wanted);
        update.changes = rowChanges(listed->rows, all, keyOf);
        if (update.changes.empty() && !listed->isFirst)
            return;
        listed->isFirst = false;
        listed->rows = std::move(all);
        if (const auto alive = self.lock())
            enqueue(alive, [observer, update = std::move(update)] { observer(update); });
    };
    node->more = [this, listed, self = std::weak_ptr(node)] {
        if (listed->rows.size() < listed->wanted)
            return;
        ++m_generation;
        listed->wanted += ListWatch::kPageRows;
        if (const auto alive = self.lock())
            alive->refresh();
    };
    {
        const std::lock_guard guard(m_mutex);
        m_nodes.push_back(node);
    }
    node->refresh();
    return std::make_unique<ListHandle>(std::move(node));
}

// Watches ------------------------------------------------------------------------------------

std::unique_ptr<Watch> FakeSession::watchState(Observer<SessionState> observer) {
    return watchValue<SessionState>([this] { return m_state; }, std::move(observer));
}

std::unique_ptr<Watch> FakeSession::watchOutcomes(Observer<Outcome> observer) {
    // Outcomes are events and not a state: nothing is delivered at first, nothing refreshed.
    auto node = std::make_shared<Node>();
    m_outcomes.emplace_back(node, std::move(observer));
    return std::make_unique<Handle>(std::move(node));
}

std::unique_ptr<Watch> FakeSession::watchCodeLists(Observer<CodeLists> observer) {
    return watchValue<CodeLists>([this] { return isUnlocked() ? m_house.lists : CodeLists{}; },
                                 std::move(observer));
}

std::unique_ptr<Watch> FakeSession::watchSync(Observer<SyncStatus> observer) {
    return watchValue<SyncStatus>([this] { return syncStatus(); }, std::move(observer));
}

std::unique_ptr<Watch> FakeSession::watchToday(Observer<Today> observer) {
    return watchValue<Today>([this] { return isUnlocked() ? today() : Today{}; },
                             std::move(observer));
}

std::unique_ptr<Watch> FakeSession::watchCaseFile(CaseId id, Observer<CaseFile> observer) {
    return watchValue<CaseFile>([this, id] { return caseFile(id); }, std::move(observer));
}

std::unique_ptr<Watch> FakeSession::watchConflict(ConflictId id, Observer<ConflictCard> observer) {
    return watchValue<ConflictCard>([this, id] { return conflictCard(id); }, std::move(observer));
}

std::unique_ptr<Watch> FakeSession::watchDraft(CaseId id,
                                               Observer<std::optional<ContactDraft>> observer) {
    return watchValue<std::optional<ContactDraft>>(
        [this, id]() -> std::optional<ContactDraft> {
            for (const FakeCase& file : m_house.cases) {
                if (isUnlocked() && file.id == id)
                    return file.draft;
            }
            return std::nullopt;
        },
        std::move(observer));
}

std::unique_ptr<ListWatch> FakeSession::watchCases(CaseQuery query,
                                                   Observer<ListUpdate<CaseRow>> observer) {
    return watchRows<CaseRow>([this, query = std::move(query)] { return caseRows(query); },
                              [](const CaseRow& row) { return row.caseId; }, std::move(observer));
}

std::unique_ptr<ListWatch>
FakeSession::watchTimeline(CaseId id, TimelineFilter filter,
                           Observer<ListUpdate<TimelineEntry>> observer) {
    return watchRows<TimelineEntry>([this, id, filter] { return timeline(id, filter); },
                                    [](const TimelineEntry& row) { return row.record; },
                                    std::move(observer));
}

std::unique_ptr<ListWatch>
FakeSession::watchAttention(Observer<ListUpdate<AttentionItem>> observer) {
    return watchRows<AttentionItem>([this] { return attention(); },
                                    [](const AttentionItem& row) { return row.key; },
                                    std::move(observer));
}

std::unique_ptr<ListWatch> FakeSession::watchSearch(std::string text,
                                                    Observer<ListUpdate<SearchHit>> observer) {
    return watchRows<SearchHit>(
        [this, text = std::move(text)] { return search(text); },
        [](const SearchHit& row) { return std::tuple(row.caseId, row.kind, row.record); },
        std::move(observer), false);
}

// Scripting ----------------------------------------------------------------------------------

void FakeSession::edit(const std::function<void(FakeHouse&)>& change) {
    change(m_house);
    publish();
}

void FakeSession::unlockNow() {
    m_state = {Phase::Unlocked, {}, m_house.worker};
    publish();
}

void FakeSession::holdUnlock(bool held) {
    m_isUnlockHeld = held;
    if (!held && m_pendingUnlock)
        finishUnlock();
}

void FakeSession::setConnection(Connection connection, std::optional<Instant> offlineSince) {
    m_sync.connection = connection;
    m_sync.offlineSince = offlineSince;
    publish();
}

void FakeSession::failStore(FailureKind kind) {
    m_state = {Phase::Failed, {kind, {}, 0}, {}};
    publish();
}

} // namespace vb::test
