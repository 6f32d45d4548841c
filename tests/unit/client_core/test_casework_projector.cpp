// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/casework_projector.h"

#include "client/casework/entering.h"
#include "client/casework/fold.h"
#include "client/casework/record_types.h"
#include "sync/model/merge.h"
#include "tests/support/catch.h"
#include "tests/support/must.h"
#include "tests/support/seeded_random.h"

namespace vb::bridge {
namespace {

using namespace vb::test;
using namespace vb::casework;

const UtcCalendar kCalendar;

/// One changeset with what one entry does, merged: a record as a list sees it.
struct Book {
    SeededRandom random{3};
    model::Schema schema = makeSchema();
    Circumstances at{Instant{1'790'000'000'000}, kCalendar, random,
                     random.makeId<WorkerId>(),  {21},      "wijkagent"};
    CaseworkProjector projector{kCalendar};

    model::RecordState merged(const Checked<Entry>& entry, std::size_t part = 0) {
        REQUIRE(entry.isAccepted());
        const auto& made = entry.value().parts.at(part).part;
        model::ChangesetFacts facts;
        facts.id = random.makeId<ChangesetId>();
        facts.author = at.worker;
        facts.organisation = at.organisation;
        facts.stamp = {at.now.millis, 0};
        const std::vector<model::RecordPart> parts{{facts, 0, &made}};
        return model::mergeRecord(schema, made.type, made.record, parts);
    }
    engine::Projection project(const Checked<Entry>& entry, std::size_t part = 0) {
        return projector.project(CaseId(), merged(entry, part));
    }
};

NewContact visit() {
    NewContact contact;
    contact.soort = "huisbezoek";
    contact.uitkomst = "gesproken";
    contact.verslag.waargenomen = "Koelkast leeg, pôst in de la bij mevrouw Dijkstra.";
    return contact;
}

TEST_CASE("a contact sorts by when it happened, not by when it was typed", "[client][projector]") {
    Book book;
    auto contact = visit();
    const auto entered = book.project(enterContact(contact, book.at));
    CHECK(entered.sortMillis <= book.at.now.millis);
    CHECK(entered.sortMillis > book.at.now.millis - 60'001);

    contact.common.gebeurdOp = EventTime(model::Date{19'000, model::Precision::Day});
    const auto earlier = book.project(enterContact(contact, book.at));
    CHECK(earlier.sortMillis == std::int64_t{19'000} * 86'400'000);

    contact.common.gebeurdOp = EventTime(model::Date{0, model::Precision::Unknown});
    CHECK(book.project(enterContact(contact, book.at)).sortMillis == book.at.now.millis);
}

TEST_CASE("a list row says what a record is", "[client][projector]") {
    Book book;
    const auto contact = decodeSummary(book.project(enterContact(visit(), book.at)).summary);
    CHECK(contact.kind == "huisbezoek");
    CHECK(contact.state == "gesproken");

    NewSafetyWarning warning;
    warning.soort = "wapen";
    warning.niveau = "niet_alleen";
    warning.advies = "Altijd met twee";
    warning.geldtVoor = {book.random.makeId<RecordId>()};
    const auto raised = decodeSummary(book.project(enterWarning(warning, book.at)).summary);
    CHECK(raised.title == "Altijd met twee");
    CHECK(raised.state == "niet_alleen");
    CHECK_FALSE(raised.isOver);

    NewPerson person;
    person.voorletters = "D.";
    person.achternaam = "Kortlever";
    person.geboortedatum = model::Date{6'000, model::Precision::Day};
    person.geslacht = "vrouw";
    person.rollen = {"casussubject"};
    const auto known = decodeSummary(book.project(enterPerson(person, book.at)).summary);
    CHECK(known.title == "D. Kortlever");
    CHECK(known.number == isoDay(6'000));
}

TEST_CASE("search text is folded and holds every text and label", "[client][projector]") {
    Book book;
    const auto report = book.project(enterContact(visit(), book.at), 1);
    CHECK(report.searchText.find("post in de la") != std::string::npos);
    CHECK(report.searchText.find(fold("Dykstra")) != std::string::npos);
    const auto kop = book.project(enterContact(visit(), book.at), 0);
    CHECK(kop.searchText.find("huisbezoek") != std::string::npos);
}

TEST_CASE("a record that is withdrawn is not found and done with", "[client][projector]") {
    Book book;
    const auto entry = enterContact(visit(), book.at);
    const auto state = book.merged(entry, 1);
    Actor author;
    author.isAuthor = true;
    const auto taken = enterWithdrawal("verkeerde zaak", {book.schema, state, {}, author}, book.at);
    REQUIRE(taken.isAccepted());
    model::ChangesetFacts facts;
    facts.id = state.created ? state.find(contactverslag::kKop.id())->versions[0].id.changeset
                             : ChangesetId();
    facts.author = book.at.worker;
    facts.stamp = {book.at.now.millis, 0};
    auto later = facts;
    later.id = book.random.makeId<ChangesetId>();
    later.stamp.millis += 1;
    const auto& made = entry.value().parts[1].part;
    const auto& withdrawn = taken.value().parts[0].part;
    const std::vector<model::RecordPart> parts{{facts, 0, &made}, {later, 0, &withdrawn}};
    const auto projection = book.projector.project(
        CaseId(), model::mergeRecord(book.schema, made.type, made.record, parts));
    CHECK(projection.searchText.empty());
    CHECK(decodeSummary(projection.summary).isOver);
}

TEST_CASE("a summary reads any bytes", "[client][projector][I-10]") {
    CHECK(decodeSummary({}) == RecordSummary{});
    CHECK(decodeSummary(asBytes("no json")) == RecordSummary{});
    CHECK(decodeSummary(asBytes("[1,2]")) == RecordSummary{});
    CHECK(decodeSummary(asBytes(R"({"t":5,"o":"x"})")) == RecordSummary{});
    RecordSummary summary{"\xff kapot", "a", "b", "c", true};
    const auto read = decodeSummary(encodeSummary(summary));
    CHECK(read.kind == "a");
    CHECK(read.isOver);
}

} // namespace
} // namespace vb::bridge
