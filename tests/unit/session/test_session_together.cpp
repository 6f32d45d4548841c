// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/session/session_desk.h"

// Two workers over one hub, and what each is told.

namespace vb::test {
namespace {

using namespace bridge;

struct Pair : Town {
    TownSession noorSession{town, hub, Person::Dijkgraaf, clock};
    TownSession vonkSession{town, hub, Person::Vonk, clock};
    SessionDesk noor{noorSession};
    SessionDesk vonk{vonkSession};

    Pair() {
        noor.unlock();
        vonk.unlock();
    }
    void syncBoth() {
        for (int i = 0; i < 2; ++i) {
            for (SessionDesk* desk : {&noor, &vonk})
                desk->does(desk->session().syncNow());
            clock.advance(std::chrono::seconds(1));
        }
    }
};

TEST_CASE("a contact reaches the colleague, unread, and comes back as applied", "[session]") {
    Pair two;
    Seen<ListUpdate<TimelineEntry>> line;
    const auto watch =
        two.vonk.session().watchTimeline(two.id(), TimelineFilter::All, line.observer());
    two.vonk.settle();
    const auto before = line.last().generation;
    const auto saved = two.noor.after(
        two.noor.session().saveContact(two.id(), visit("Nieuw slot op de voordeur.")));
    REQUIRE_FALSE(saved.failure.isSet());
    CHECK(two.noor.timeline(two.id()).front().delivery.stage == DeliveryStage::Queued);
    two.syncBoth();

    const auto rows = listOf(line);
    REQUIRE(rows.front().record == saved.record);
    CHECK(rows.front().isUnread);
    CHECK(rows.front().author.name == "Dijkgraaf");
    CHECK_FALSE(rows.front().author.isMe);
    CHECK(std::get<ContactBody>(rows.front().body).observed == "Nieuw slot op de voordeur.");
    CHECK(rows.front().audience == "Casusteam");

    // Whoever says to have read what was there before has not read this.
    two.vonk.does(two.vonk.session().markRead(two.id(), before));
    CHECK(two.vonk.file(two.id()).unread == 1);
    two.vonk.does(two.vonk.session().markRead(two.id(), line.last().generation));
    CHECK(two.vonk.file(two.id()).unread == 0);
    CHECK_FALSE(listOf(line).front().isUnread);

    const auto mark = two.noor.timeline(two.id()).front().delivery;
    CHECK(mark.stage >= DeliveryStage::Applied);
    CHECK(mark.applied >= 1);
    CHECK(mark.members == 3);
}

TEST_CASE("the same field changed by two is a card for both, and one decides", "[session]") {
    Pair two;
    const auto id = two.noor.file(two.id()).conflicts.at(0);
    const auto mine = two.noor.card(id);
    const auto theirs = two.vonk.card(id);
    REQUIRE(mine.isOpen);
    REQUIRE(mine.sides.size() == 2);
    CHECK(mine.fieldLabel == "Kleurcode");
    CHECK(mine.otherInput == ValueInput::Code);
    CHECK(mine.otherList == "kleurcode");
    CHECK_FALSE(mine.mayKeepBoth);
    REQUIRE(mine.base.has_value());
    CHECK(mine.base->code == "groen");
    // Each sees the own side first.
    CHECK(mine.sides[0].author.isMe);
    CHECK(mine.sides[0].code == "rood");
    CHECK(theirs.sides[0].author.isMe);
    CHECK(theirs.sides[0].code == "oranje");
    CHECK(mine.mayDecide);
    CHECK_FALSE(theirs.mayDecide);
    CHECK(theirs.decider == "Dijkgraaf, casusregisseur");

    Resolution decision;
    decision.conflict = id;
    for (const auto& side : mine.sides)
        decision.seen.push_back(side.key);
    decision.other = std::string("geel");
    decision.reason = "Samen bekeken";
    CHECK(two.vonk.after(two.vonk.session().resolve(decision)).failure.kind ==
          FailureKind::NotAllowed);
    Seen<ConflictCard> card;
    const auto watch = two.vonk.session().watchConflict(id, card.observer());
    two.noor.does(two.noor.session().resolve(decision));
    two.syncBoth();
    CHECK_FALSE(card.last().isOpen);
    CHECK(two.vonk.file(two.id()).header.colour.value.code == "geel");
    CHECK_FALSE(two.vonk.file(two.id()).header.colour.isContested);
    CHECK(two.vonk.file(two.id()).conflicts.empty());
}

TEST_CASE("a visit that both logged is asked about, and a decision ends it", "[session]") {
    Pair two;
    two.noor.does(two.noor.session().saveContact(two.id(), visit("Samen aan de deur.")));
    two.vonk.does(two.vonk.session().saveContact(two.id(), visit("Met Dijkgraaf langs.")));
    two.syncBoth();
    const auto findingOf = [&](SessionDesk& desk) {
        std::optional<ConflictId> found;
        for (const ConflictId& id : desk.file(two.id()).conflicts) {
            if (id.field.starts_with("zelfde_contact:"))
                found = id;
        }
        return found;
    };
    const auto id = findingOf(two.noor);
    REQUIRE(id.has_value());
    CHECK(findingOf(two.vonk) == id);
    const auto card = two.vonk.card(*id);
    REQUIRE(card.isOpen);
    CHECK(card.fieldLabel == "Zelfde contact?");
    CHECK(card.meanwhile == Meanwhile::RecordsStand);
    CHECK_FALSE(card.base.has_value());
    CHECK(card.mayDecide); // one of the two authors
    REQUIRE(card.sides.size() == 2);
    const auto words = std::get<std::string>(card.sides[0].value);
    CHECK(words.find("Dijkgraaf") != std::string::npos);
    CHECK(words.find("Vonk") != std::string::npos);

    two.vonk.does(two.vonk.session().postpone(*id));
    CHECK(two.vonk.card(*id).isPostponed);
    CHECK_FALSE(two.noor.card(*id).isPostponed);

    Resolution decision;
    decision.conflict = *id;
    for (const auto& side : card.sides)
        decision.seen.push_back(side.key);
    decision.keep = {card.sides[0].key};
    CHECK(two.vonk.after(two.vonk.session().resolve(decision)).failure.kind ==
          FailureKind::Required); // a reason
    decision.reason = "Wij waren er samen";
    auto stale = decision;
    stale.seen.pop_back();
    CHECK(two.vonk.after(two.vonk.session().resolve(stale)).failure.kind == FailureKind::Stale);
    two.vonk.does(two.vonk.session().resolve(decision));
    CHECK_FALSE(two.vonk.card(*id).isOpen);
    two.syncBoth();
    CHECK_FALSE(findingOf(two.noor).has_value());
    CHECK_FALSE(two.noor.card(*id).isOpen);
    CHECK(two.vonk.after(two.vonk.session().resolve(decision)).failure.kind ==
          FailureKind::NotFound);
}

TEST_CASE("a warning of one is above everything of the other", "[session][I-7]") {
    Pair two;
    WarningEntry warning;
    warning.kind = "wapen";
    warning.level = "niet_alleen";
    two.noor.does(two.noor.session().raiseWarning(two.id(), warning));
    two.syncBoth();
    const auto file = two.vonk.file(two.id());
    REQUIRE(file.warnings.size() == 1);
    CHECK(file.warnings[0].level == SafetyLevel::NietAlleen);
    CHECK(file.warnings[0].author.name == "Dijkgraaf");
    Seen<ListUpdate<CaseRow>> cases;
    const auto watch = two.vonk.session().watchCases({}, cases.observer());
    two.vonk.settle();
    const auto rows = listOf(cases);
    const auto row = std::find_if(rows.begin(), rows.end(),
                                  [&](const auto& each) { return each.caseId == two.id(); });
    REQUIRE(row != rows.end());
    CHECK(row->safety == SafetyLevel::NietAlleen);
}

TEST_CASE("an entry saved while a sync runs goes with the next one", "[session][I-9]") {
    Pair two;
    const auto syncing = two.noor.session().syncNow();
    std::vector<Ticket> saving;
    for (int i = 0; i < 5; ++i)
        saving.push_back(
            two.noor.session().saveContact(two.id(), visit("Ronde " + std::to_string(i))));
    const auto after = two.noor.session().syncNow();
    CHECK_FALSE(two.noor.after(syncing).failure.isSet());
    for (const Ticket ticket : saving)
        CHECK_FALSE(two.noor.after(ticket).failure.isSet());
    CHECK_FALSE(two.noor.after(after).failure.isSet());
    CHECK(two.noor.sync().unsent == 0);
    two.vonk.does(two.vonk.session().syncNow());
    const auto rows = two.vonk.timeline(two.id());
    CHECK(std::count_if(rows.begin(), rows.end(), [](const auto& row) {
              const auto* contact = std::get_if<ContactBody>(&row.body);
              return contact != nullptr && contact->observed.starts_with("Ronde ");
          }) == 5);
}

TEST_CASE("a saved entry is sent by itself, and offline is said", "[session][I-8]") {
    Pair two;
    two.noorSession.loop().fireTimers(); // the first sync of the day
    REQUIRE(two.noor.sync().connection == Connection::Online);
    two.hub.setUp(false);
    two.noor.does(two.noor.session().saveContact(two.id(), visit("Onderweg geschreven.")));
    CHECK(two.noor.sync().nextAttempt.has_value());
    two.noorSession.loop().fireTimers();
    auto status = two.noor.sync();
    CHECK(status.connection == Connection::Offline);
    CHECK(status.offlineSince.has_value());
    CHECK(status.lastFailure.kind == FailureKind::Offline);
    CHECK(status.unsent == 1);
    CHECK(status.nextAttempt.has_value());
    two.hub.setUp(true);
    two.noorSession.loop().fireTimers();
    status = two.noor.sync();
    CHECK(status.connection == Connection::Online);
    CHECK(status.unsent == 0);
    CHECK_FALSE(status.lastFailure.isSet());
}

TEST_CASE("an own note stays with its author", "[session][I-6]") {
    Pair two;
    two.noor.does(two.noor.session().saveContact(
        two.id(), visit("Alleen voor mezelf.", "eigen_werkaantekening")));
    two.syncBoth();
    for (const auto& row : two.vonk.timeline(two.id())) {
        if (const auto* contact = std::get_if<ContactBody>(&row.body))
            CHECK(contact->observed.find("mezelf") == std::string::npos);
    }
    Seen<ListUpdate<SearchHit>> hits;
    const auto watch = two.vonk.session().watchSearch("mezelf", hits.observer());
    two.vonk.settle();
    CHECK(listOf(hits).empty());
    const auto own = two.noor.timeline(two.id()).front();
    CHECK(own.audience == "Alleen ik (werkaantekening)");
}

TEST_CASE("two threads at work do not step on each other", "[session]") {
    Pair two;
    Seen<ListUpdate<TimelineEntry>> lines[2];
    const auto first =
        two.noor.session().watchTimeline(two.id(), TimelineFilter::All, lines[0].observer());
    const auto second =
        two.vonk.session().watchTimeline(two.id(), TimelineFilter::All, lines[1].observer());
    for (int i = 0; i < 10; ++i) {
        two.noor.session().saveContact(two.id(), visit("noor " + std::to_string(i)));
        two.vonk.session().saveContact(two.id(), visit("vonk " + std::to_string(i)));
        two.noor.session().syncNow();
        two.vonk.session().syncNow();
        const auto brief = two.noor.session().watchCaseFile(two.id(), [](CaseFile) {});
        two.noor.session().markRead(two.id(), 1);
    }
    two.noor.settle();
    two.vonk.settle();
    two.syncBoth();
    CHECK(listOf(lines[0]).size() == listOf(lines[1]).size());
    CHECK(listOf(lines[0]).size() >= 20);
}

} // namespace
} // namespace vb::test
