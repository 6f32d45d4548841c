// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/session/session_desk.h"

// Opening, locking, dying and coming back.

namespace vb::test {
namespace {

using namespace bridge;

TEST_CASE("a wrong passphrase opens nothing and changes nothing", "[session]") {
    Town town;
    TownSession noor(town.town, town.hub, Person::Dijkgraaf, town.clock);
    SessionDesk desk(noor);
    const auto before = filesIn(noor.store());
    CHECK(desk.unlock("iets anders").failure.kind == FailureKind::WrongPassphrase);
    CHECK(desk.unlock("").failure.kind == FailureKind::WrongPassphrase);
    CHECK(desk.state().phase == Phase::Locked);
    CHECK(filesIn(noor.store()) == before);
    CHECK_FALSE(desk.unlock().failure.isSet());
}

TEST_CASE("a store that cannot be used says why, and may be tried again", "[session]") {
    Town town;
    TempDir dir;
    SECTION("there is none") {
        TownSession nobody(dir.path() / "none", town.hub, town.clock, 1);
        SessionDesk desk(nobody);
        CHECK(desk.state().phase == Phase::Failed);
        CHECK(desk.state().failure.kind == FailureKind::StoreMissing);
        CHECK(desk.unlock().failure.kind == FailureKind::StoreMissing);
    }
    SECTION("it is of a newer program") {
        const auto place = dir.path() / "newer";
        std::filesystem::copy(town.town.storeOf(Person::Vonk), place);
        {
            SeededRandom random{5};
            auto store = must(bridge::WorkerStore::open(
                place, secretText(SessionTown::passphrase()), random, cheapPassphrase()));
            auto contents = must(store->contents());
            must(contents.store.database().execute("PRAGMA user_version = 99"));
        }
        TownSession later(place, town.hub, town.clock, 2);
        SessionDesk desk(later);
        CHECK(desk.unlock().failure.kind == FailureKind::StoreTooNew);
        CHECK(desk.state().phase == Phase::Failed);
        CHECK(desk.state().failure.kind == FailureKind::StoreTooNew);
    }
    SECTION("its key file is damaged") {
        const auto place = dir.path() / "damaged";
        std::filesystem::copy(town.town.storeOf(Person::Vonk), place);
        auto bytes = fileContent(place / "store.key");
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        writeFile(place / "store.key", bytes);
        TownSession broken(place, town.hub, town.clock, 3);
        SessionDesk desk(broken);
        CHECK(desk.unlock().failure.kind == FailureKind::StoreDamaged);
        std::filesystem::copy_file(town.town.storeOf(Person::Vonk) / "store.key",
                                   place / "store.key",
                                   std::filesystem::copy_options::overwrite_existing);
        CHECK_FALSE(desk.unlock().failure.isSet());
        CHECK(desk.state().phase == Phase::Unlocked);
    }
    SECTION("another session has it") {
        TownSession first(town.town, town.hub, Person::Vonk, town.clock);
        SessionDesk one(first);
        REQUIRE_FALSE(one.unlock().failure.isSet());
        TownSession second(first.store(), town.hub, town.clock, 4);
        SessionDesk two(second);
        CHECK(two.unlock().failure.kind == FailureKind::StoreBusy);
        one.does(one.session().lock());
        CHECK_FALSE(two.unlock().failure.isSet());
    }
}

TEST_CASE("locking empties every watch while a sync is under way", "[session]") {
    Town town;
    TownSession noor(town.town, town.hub, Person::Dijkgraaf, town.clock);
    SessionDesk desk(noor);
    Seen<ListUpdate<CaseRow>> cases;
    Seen<ListUpdate<TimelineEntry>> line;
    Seen<ListUpdate<AttentionItem>> attention;
    Seen<ListUpdate<SearchHit>> hits;
    Seen<CaseFile> file;
    Seen<Today> today;
    Seen<SyncStatus> sync;
    Seen<CodeLists> lists;
    const auto casesWatch = desk.session().watchCases({}, cases.observer());
    const auto lineWatch =
        desk.session().watchTimeline(town.id(), TimelineFilter::All, line.observer());
    const auto attentionWatch = desk.session().watchAttention(attention.observer());
    const auto hitsWatch = desk.session().watchSearch("gordijn", hits.observer());
    const auto fileWatch = desk.session().watchCaseFile(town.id(), file.observer());
    const auto todayWatch = desk.session().watchToday(today.observer());
    const auto syncWatch = desk.session().watchSync(sync.observer());
    const auto listsWatch = desk.session().watchCodeLists(lists.observer());
    REQUIRE_FALSE(desk.unlock().failure.isSet());
    CHECK(listOf(cases).size() == 2);
    CHECK_FALSE(listOf(line).empty());
    CHECK_FALSE(listOf(attention).empty());
    CHECK(listOf(hits).size() == 1);
    CHECK(file.last().isPresent);
    CHECK(today.last().visits.size() == 1);
    CHECK_FALSE(lists.last().lists.empty());

    // All in one breath: the sync has not ended when the lock comes.
    const Ticket syncing = desk.session().syncNow();
    const Ticket locking = desk.session().lock();
    const Ticket late = desk.session().saveContact(town.id(), visit("te laat"));
    CHECK(desk.after(syncing).failure.kind == FailureKind::Locked);
    CHECK_FALSE(desk.after(locking).failure.isSet());
    CHECK(desk.after(late).failure.kind == FailureKind::Locked);
    CHECK(listOf(cases).empty());
    CHECK(listOf(line).empty());
    CHECK(listOf(attention).empty());
    CHECK(listOf(hits).empty());
    CHECK_FALSE(file.last().isPresent);
    CHECK(today.last() == Today{});
    CHECK(lists.last() == CodeLists{});
    CHECK(sync.last() == SyncStatus{});

    // Timers of before the lock are nobody's now, and those of the next unlocking sync.
    noor.loop().fireTimers();
    REQUIRE_FALSE(desk.unlock().failure.isSet());
    CHECK(listOf(hits).size() == 1);
    noor.loop().fireTimers();
    CHECK(sync.last().connection == Connection::Online);
    CHECK(sync.last().activity == SyncActivity::Idle);
}

TEST_CASE("what was written survives a kill: drafts, entries, what was put off", "[session][I-1]") {
    Town town;
    TownSession noor(town.town, town.hub, Person::Dijkgraaf, town.clock);
    SessionDesk desk(noor);
    desk.unlock();
    ContactEntry half = visit("");
    half.outcome.clear();
    half.stated = "Half een zin";
    half.happened = Moment{town.clock.now(), Precision::Day};
    half.leefgebieden = {"wonen", "financien"};
    half.followUp = FollowUp{"Bellen", "reclassering", Moment{town.clock.now(), Precision::Day}};
    desk.does(desk.session().saveDraft(town.id(), half));
    const auto conflict = desk.file(town.id()).conflicts.at(0);
    desk.does(desk.session().postpone(conflict));
    const auto saved =
        desk.after(desk.session().saveContact(town.town.otherCase(), visit("Licht aan.")));
    REQUIRE_FALSE(saved.failure.isSet());

    desk.reopen();
    desk.unlock();
    REQUIRE(desk.draft(town.id()).has_value());
    CHECK(desk.draft(town.id())->entry == half);
    CHECK(desk.card(conflict).isPostponed);
    CHECK(desk.timeline(town.town.otherCase()).front().record == saved.record);
    CHECK(desk.sync().unsent == 1);
}

TEST_CASE("a draft whose contact was saved before a crash is not offered again", "[session]") {
    Town town;
    TownSession noor(town.town, town.hub, Person::Dijkgraaf, town.clock);
    SessionDesk desk(noor);
    desk.unlock();
    desk.does(desk.session().saveDraft(town.id(), visit("Licht aan.")));
    noor.kill();
    // The moment between the two: the contact is in, the draft is not yet gone.
    {
        SeededRandom random{5};
        auto store = must(WorkerStore::open(noor.store(), secretText(SessionTown::passphrase()),
                                            random, cheapPassphrase()));
        Bytes draft;
        {
            auto contents = must(store->contents());
            draft = must(contents.store.drafts().find(town.id(), "contact"))->content;
        }
        store.reset();
        noor.reopen();
        SessionDesk again(noor);
        again.unlock();
        again.does(again.session().saveContact(town.id(), visit("Licht aan.")));
        noor.kill();
        store = must(WorkerStore::open(noor.store(), secretText(SessionTown::passphrase()), random,
                                       cheapPassphrase()));
        auto contents = must(store->contents());
        must(contents.store.drafts().save(town.id(), "contact", draft, town.clock.now()));
    }
    noor.reopen();
    SessionDesk last(noor);
    last.unlock();
    CHECK_FALSE(last.draft(town.id()).has_value());
}

TEST_CASE("opening a case file leaves a line in the read log, once an hour", "[session]") {
    Town town;
    TownSession noor(town.town, town.hub, Person::Dijkgraaf, town.clock);
    SessionDesk desk(noor);
    desk.unlock();
    desk.does(desk.session().openCase(town.id()));
    desk.does(desk.session().openCase(town.id()));
    town.clock.advance(std::chrono::hours(2));
    desk.does(desk.session().openCase(town.id()));
    desk.does(desk.session().lock());
    SeededRandom random{5};
    auto store = must(WorkerStore::open(noor.store(), secretText(SessionTown::passphrase()), random,
                                        cheapPassphrase()));
    auto contents = must(store->contents());
    const auto lines = must(contents.store.readings().all());
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].caseId == town.id());
    CHECK(lines[0].handling == "geopend");
    CHECK(lines[0].hat == "wijkagent");
    CHECK(lines[0].offline);
}

} // namespace
} // namespace vb::test
