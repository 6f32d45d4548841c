// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/bridge/session_contract.h"

#include "tests/support/catch.h"

#include <algorithm>
#include <mutex>

namespace vb::test {

using namespace bridge;

namespace {

/// Keeps what an observer was given; the observer runs on the session's thread.
template <typename Value>
class Seen {
public:
    Observer<Value> observer() {
        return [this](Value value) {
            const std::lock_guard guard(m_mutex);
            m_values.push_back(std::move(value));
        };
    }
    std::vector<Value> all() const {
        const std::lock_guard guard(m_mutex);
        return m_values;
    }
    Value last() const {
        const auto values = all();
        REQUIRE_FALSE(values.empty());
        return values.back();
    }
    std::size_t count() const { return all().size(); }

private:
    mutable std::mutex m_mutex;
    std::vector<Value> m_values;
};

/// The list that a chain of updates amounts to; requires that generations rise.
template <typename Row>
std::vector<Row> listOf(const Seen<ListUpdate<Row>>& seen) {
    std::vector<Row> rows;
    std::uint64_t generation = 0;
    for (const ListUpdate<Row>& update : seen.all()) {
        REQUIRE(update.generation > generation);
        generation = update.generation;
        for (const RowChange<Row>& change : update.changes)
            applyChange(rows, change);
        REQUIRE(update.total >= rows.size());
    }
    return rows;
}

struct Bench {
    explicit Bench(std::unique_ptr<SessionHost> made) : host(std::move(made)) {
        outcomesWatch = session().watchOutcomes(outcomes.observer());
        stateWatch = session().watchState(state.observer());
        host->settle();
    }
    Session& session() { return host->session(); }
    CaseId id() const { return host->fixtureCase(); }
    void unlock() {
        REQUIRE_FALSE(after(session().unlock(host->secret(host->passphrase()))).failure.isSet());
    }
    /// The one outcome of a ticket.
    Outcome after(Ticket ticket) {
        host->settle();
        std::vector<Outcome> found;
        for (const Outcome& each : outcomes.all()) {
            if (each.ticket == ticket)
                found.push_back(each);
        }
        REQUIRE(ticket.number != 0);
        REQUIRE(found.size() == 1);
        return found.front();
    }
    CaseFile file() {
        Seen<CaseFile> seen;
        const auto watch = session().watchCaseFile(id(), seen.observer());
        host->settle();
        return seen.last();
    }
    SyncStatus sync() {
        Seen<SyncStatus> seen;
        const auto watch = session().watchSync(seen.observer());
        host->settle();
        return seen.last();
    }
    std::vector<TimelineEntry> timeline() {
        Seen<ListUpdate<TimelineEntry>> seen;
        const auto watch = session().watchTimeline(id(), TimelineFilter::All, seen.observer());
        host->settle();
        return listOf(seen);
    }

    std::unique_ptr<SessionHost> host;
    Seen<Outcome> outcomes;
    Seen<SessionState> state;
    std::unique_ptr<Watch> outcomesWatch;
    std::unique_ptr<Watch> stateWatch;
};

ContactEntry shortContact() {
    ContactEntry entry;
    entry.kind = "huisbezoek";
    entry.outcome = "gesproken";
    return entry;
}

void holdsLocking(Bench& bench) {
    Seen<ListUpdate<CaseRow>> cases;
    Seen<CaseFile> file;
    const auto casesWatch = bench.session().watchCases({}, cases.observer());
    const auto fileWatch = bench.session().watchCaseFile(bench.id(), file.observer());
    bench.host->settle();
    REQUIRE(bench.state.last().phase == Phase::Locked);
    REQUIRE(bench.state.last().worker == Worker{});
    REQUIRE(listOf(cases).empty());
    REQUIRE_FALSE(file.last().isPresent);

    SECTION("a wrong passphrase is said and opens nothing") {
        const Outcome outcome = bench.after(bench.session().unlock(bench.host->secret("wrong")));
        REQUIRE(outcome.failure.kind == FailureKind::WrongPassphrase);
        REQUIRE(bench.state.last().phase == Phase::Locked);
        REQUIRE(bench.state.last().failure.kind == FailureKind::WrongPassphrase);
        REQUIRE(listOf(cases).empty());
    }
    SECTION("while locked every command ends in Locked") {
        Session& session = bench.session();
        REQUIRE(bench.after(session.saveContact(bench.id(), shortContact())).failure.kind ==
                FailureKind::Locked);
        REQUIRE(bench.after(session.openCase(bench.id())).failure.kind == FailureKind::Locked);
        REQUIRE(bench.after(session.syncNow()).failure.kind == FailureKind::Locked);
    }
    SECTION("watches fill on unlocking, empty on locking and fill again") {
        bench.unlock();
        const auto phases = bench.state.all();
        REQUIRE(std::any_of(phases.begin(), phases.end(),
                            [](const auto& each) { return each.phase == Phase::Unlocking; }));
        REQUIRE(bench.state.last().phase == Phase::Unlocked);
        REQUIRE_FALSE(bench.state.last().worker.name.empty());
        const auto filled = listOf(cases);
        REQUIRE_FALSE(filled.empty());
        REQUIRE(file.last().isPresent);

        REQUIRE_FALSE(bench.after(bench.session().lock()).failure.isSet());
        REQUIRE(bench.state.last() == SessionState{});
        REQUIRE(listOf(cases).empty());
        REQUIRE(file.last().header == CaseHeader{});

        bench.unlock();
        REQUIRE(listOf(cases) == filled);
    }
}

void holdsReading(Bench& bench) {
    bench.unlock();
    SECTION("the eleven leefgebieden are there in the order of their list") {
        Seen<CodeLists> lists;
        const auto watch = bench.session().watchCodeLists(lists.observer());
        bench.host->settle();
        const CodeLists known = lists.last();
        const auto areas =
            std::find_if(known.lists.begin(), known.lists.end(),
                         [](const auto& list) { return list.name == lists::kLeefgebied; });
        REQUIRE(areas != known.lists.end());
        REQUIRE(areas->entries.size() == 11);
        const CaseFile file = bench.file();
        REQUIRE(file.leefgebieden.size() == 11);
        for (std::size_t i = 0; i < 11; ++i)
            REQUIRE(file.leefgebieden[i].area.code == areas->entries[i].code);
    }
    SECTION("a query finds by part of the name, whatever the case") {
        Seen<ListUpdate<CaseRow>> found;
        const auto watch = bench.session().watchCases({"sLIK", CaseFilter::All}, found.observer());
        bench.host->settle();
        const auto rows = listOf(found);
        REQUIRE(rows.size() == 1);
        REQUIRE(rows.front().caseId == bench.id());
        REQUIRE(rows.front().unread > 0);
        REQUIRE(rows.front().needsAttention);
    }
    SECTION("marking as read ends what was shown and not what came later") {
        Seen<ListUpdate<TimelineEntry>> seen;
        const auto watch =
            bench.session().watchTimeline(bench.id(), TimelineFilter::All, seen.observer());
        bench.host->settle();
        REQUIRE(bench.file().unread > 0);
        bench.after(bench.session().markRead(bench.id(), seen.last().generation));
        REQUIRE(bench.file().unread == 0);
        REQUIRE(bench.file().lastLooked.has_value());
    }
    SECTION("the time line has the newest event first") {
        const auto rows = bench.timeline();
        REQUIRE(rows.size() > 1);
        REQUIRE(std::is_sorted(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
            return a.happened.at > b.happened.at;
        }));
    }
    SECTION("an unknown case is NotFound and shows as absent") {
        const CaseId unknown{};
        REQUIRE(bench.after(bench.session().openCase(unknown)).failure.kind ==
                FailureKind::NotFound);
        Seen<CaseFile> seen;
        const auto watch = bench.session().watchCaseFile(unknown, seen.observer());
        bench.host->settle();
        REQUIRE_FALSE(seen.last().isPresent);
    }
    SECTION("an ended watch hears nothing more") {
        Seen<CaseFile> seen;
        auto watch = bench.session().watchCaseFile(bench.id(), seen.observer());
        bench.host->settle();
        const std::size_t heard = seen.count();
        bench.session().saveContact(bench.id(), shortContact());
        watch.reset();
        bench.after(bench.session().saveContact(bench.id(), shortContact()));
        REQUIRE(seen.count() == heard);
    }
}

void holdsContacts(Bench& bench) {
    bench.unlock();
    SECTION("a contact needs kind and outcome, of the lists") {
        ContactEntry entry = shortContact();
        entry.outcome.clear();
        const Failure missing = bench.after(bench.session().saveContact(bench.id(), entry)).failure;
        REQUIRE(missing == Failure{FailureKind::Required, "uitkomst", 0});
        entry.outcome = "no such code";
        REQUIRE(bench.after(bench.session().saveContact(bench.id(), entry)).failure.kind ==
                FailureKind::UnknownCode);
        entry = shortContact();
        entry.observed = std::string(4001, 'x');
        REQUIRE(bench.after(bench.session().saveContact(bench.id(), entry)).failure ==
                Failure{FailureKind::TooLong, "waargenomen", 4000});
    }
    SECTION("a saved contact stands in the time line, unsent, once") {
        const std::size_t before = bench.timeline().size();
        REQUIRE(bench.sync().unsent == 0);
        ContactEntry entry = shortContact();
        entry.observed = "Licht aan, fiets voor de deur.";
        const Outcome outcome = bench.after(bench.session().saveContact(bench.id(), entry));
        REQUIRE_FALSE(outcome.failure.isSet());
        const auto rows = bench.timeline();
        REQUIRE(rows.size() == before + 1);
        const auto made = std::find_if(rows.begin(), rows.end(), [&](const auto& row) {
            return row.record == outcome.record;
        });
        REQUIRE(made != rows.end());
        const auto& body = std::get<ContactBody>(made->body);
        REQUIRE(body.kind.code == "huisbezoek");
        REQUIRE_FALSE(body.isAttempt);
        REQUIRE(body.observed == entry.observed);
        REQUIRE(made->author.isMe);
        REQUIRE(made->delivery.stage <= DeliveryStage::Queued);
        REQUIRE_FALSE(made->arrived.has_value());
        REQUIRE(bench.sync().unsent == 1);
    }
    SECTION("an outcome without a conversation is an attempt") {
        ContactEntry entry = shortContact();
        entry.outcome = "niet_thuis";
        const Outcome outcome = bench.after(bench.session().saveContact(bench.id(), entry));
        for (const TimelineEntry& row : bench.timeline()) {
            if (row.record == outcome.record)
                REQUIRE(std::get<ContactBody>(row.body).isAttempt);
        }
    }
    SECTION("a draft is kept, survives locking and goes with the saved contact") {
        ContactEntry entry;
        entry.kind = "huisbezoek";
        entry.stated = "Half een zin";
        bench.after(bench.session().saveDraft(bench.id(), entry));
        bench.after(bench.session().lock());
        bench.unlock();
        Seen<std::optional<ContactDraft>> draft;
        const auto watch = bench.session().watchDraft(bench.id(), draft.observer());
        bench.host->settle();
        REQUIRE(draft.all().front().has_value());
        REQUIRE(draft.all().front()->entry == entry);
        bench.after(bench.session().saveContact(bench.id(), shortContact()));
        REQUIRE_FALSE(draft.last().has_value());
    }
    SECTION("a discarded draft is gone") {
        bench.after(bench.session().saveDraft(bench.id(), shortContact()));
        bench.after(bench.session().discardDraft(bench.id()));
        Seen<std::optional<ContactDraft>> draft;
        const auto watch = bench.session().watchDraft(bench.id(), draft.observer());
        bench.host->settle();
        REQUIRE_FALSE(draft.last().has_value());
    }
}

void holdsOtherEntries(Bench& bench) {
    bench.unlock();
    SECTION("a raised warning is in force at once") {
        WarningEntry entry;
        entry.kind = "wapen";
        entry.level = "niet_betreden";
        REQUIRE_FALSE(bench.after(bench.session().raiseWarning(bench.id(), entry)).failure.isSet());
        const CaseFile file = bench.file();
        REQUIRE(file.warnings.front().level == SafetyLevel::NietBetreden);
        REQUIRE(file.warnings.front().author.isMe);
        REQUIRE_FALSE(file.warnings.front().source.label.empty());
        Seen<ListUpdate<CaseRow>> rows;
        const auto watch = bench.session().watchCases({"slik", CaseFilter::All}, rows.observer());
        bench.host->settle();
        REQUIRE(listOf(rows).front().safety == SafetyLevel::NietBetreden);
    }
    SECTION("context needs its source and stands under its leefgebied") {
        ContextEntry entry;
        entry.kind = "feit";
        entry.subject = "Slot vervangen";
        entry.text = "Nieuw slot op de voordeur.";
        entry.leefgebieden = {"wonen"};
        REQUIRE(bench.after(bench.session().addContext(bench.id(), entry)).failure ==
                Failure{FailureKind::Required, "bronsoort", 0});
        entry.source = "eigen_waarneming";
        const Outcome outcome = bench.after(bench.session().addContext(bench.id(), entry));
        REQUIRE_FALSE(outcome.failure.isSet());
        for (const Leefgebied& area : bench.file().leefgebieden) {
            const bool isThere =
                std::any_of(area.items.begin(), area.items.end(),
                            [&](const ContextItem& item) { return item.record == outcome.record; });
            REQUIRE(isThere == (area.area.code == "wonen"));
        }
    }
    SECTION("an action is done with proof, and not without") {
        const CaseFile file = bench.file();
        const auto mine = std::find_if(file.actions.begin(), file.actions.end(),
                                       [](const auto& each) { return each.isMine && each.isOpen; });
        REQUIRE(mine != file.actions.end());
        const auto done =
            std::find_if(mine->steps.begin(), mine->steps.end(),
                         [](const auto& step) { return step.intent == ActionIntent::Done; });
        REQUIRE(done != mine->steps.end());
        ActionChange change;
        change.status = done->to.code;
        change.seen = mine->seen;
        REQUIRE(bench.after(bench.session().changeAction(bench.id(), mine->record, change))
                    .failure.kind == FailureKind::Required);
        change.proof = "Gebracht, balie nam over";
        REQUIRE_FALSE(bench.after(bench.session().changeAction(bench.id(), mine->record, change))
                          .failure.isSet());
        for (const Action& each : bench.file().actions) {
            if (each.record == mine->record) {
                REQUIRE(each.status.code == done->to.code);
                REQUIRE_FALSE(each.isOpen);
            }
        }
    }
    SECTION("search finds what was just written, by the start of a word") {
        ContactEntry entry = shortContact();
        entry.observed = "Een Zwaluwnest onder de dakgoot.";
        const Outcome outcome = bench.after(bench.session().saveContact(bench.id(), entry));
        Seen<ListUpdate<SearchHit>> hits;
        const auto watch = bench.session().watchSearch("zwaluw", hits.observer());
        bench.host->settle();
        const auto rows = listOf(hits);
        REQUIRE(rows.size() == 1);
        REQUIRE(rows.front().record == outcome.record);
        REQUIRE(rows.front().caseId == bench.id());
        const TextSpan span = rows.front().matches.at(0);
        REQUIRE(rows.front().snippet.substr(span.first, span.length).substr(0, 6) == "Zwaluw");
    }
}

void holdsConflictsAndSync(Bench& bench) {
    bench.unlock();
    const CaseFile file = bench.file();
    REQUIRE(file.conflicts.size() == 1);
    const ConflictId id = file.conflicts.front();
    Seen<ConflictCard> card;
    const auto watch = bench.session().watchConflict(id, card.observer());
    bench.host->settle();
    REQUIRE(card.last().isOpen);
    REQUIRE(card.last().sides.size() == 2);

    Resolution resolution;
    resolution.conflict = id;
    for (const ConflictSide& side : card.last().sides)
        resolution.seen.push_back(side.key);
    resolution.keep = {resolution.seen.front()};

    SECTION("a decision needs a reason, and what was seen must be what is there") {
        REQUIRE(bench.after(bench.session().resolve(resolution)).failure ==
                Failure{FailureKind::Required, "reden", 0});
        resolution.reason = "Samen bekeken";
        Resolution stale = resolution;
        stale.seen.pop_back();
        stale.keep = {stale.seen.front()};
        REQUIRE(bench.after(bench.session().resolve(stale)).failure.kind == FailureKind::Stale);
        REQUIRE(card.last().isOpen);

        REQUIRE_FALSE(bench.after(bench.session().resolve(resolution)).failure.isSet());
        REQUIRE_FALSE(card.last().isOpen);
        REQUIRE(bench.file().conflicts.empty());
    }
    SECTION("a postponed conflict stays, last in the list") {
        Seen<ListUpdate<AttentionItem>> items;
        const auto itemsWatch = bench.session().watchAttention(items.observer());
        bench.host->settle();
        REQUIRE(bench.sync().attention == items.last().total);
        REQUIRE_FALSE(bench.after(bench.session().postpone(id)).failure.isSet());
        const auto rows = listOf(items);
        REQUIRE(rows.back().conflict == id);
        REQUIRE(rows.back().isPostponed);
        REQUIRE(card.last().isPostponed);
    }
    SECTION("sync without a network says so and keeps what is unsent; with one it is accepted") {
        bench.host->setNetwork(false);
        const Outcome saved = bench.after(bench.session().saveContact(bench.id(), shortContact()));
        REQUIRE(bench.after(bench.session().syncNow()).failure.kind == FailureKind::Offline);
        REQUIRE(bench.sync().connection == Connection::Offline);
        REQUIRE(bench.sync().unsent == 1);
        bench.host->setNetwork(true);
        REQUIRE_FALSE(bench.after(bench.session().syncNow()).failure.isSet());
        REQUIRE(bench.sync().unsent == 0);
        REQUIRE(bench.sync().lastApplied.has_value());
        for (const TimelineEntry& row : bench.timeline()) {
            if (row.record == saved.record) {
                REQUIRE(row.delivery.stage >= DeliveryStage::Accepted);
                REQUIRE(row.arrived.has_value());
            }
        }
    }
}

} // namespace

void holdsSessionContract(const std::function<std::unique_ptr<SessionHost>()>& make) {
    Bench bench(make());
    SECTION("locking") {
        holdsLocking(bench);
    }
    SECTION("reading") {
        holdsReading(bench);
    }
    SECTION("contacts") {
        holdsContacts(bench);
    }
    SECTION("other entries") {
        holdsOtherEntries(bench);
    }
    SECTION("conflicts and sync") {
        holdsConflictsAndSync(bench);
    }
}

} // namespace vb::test
