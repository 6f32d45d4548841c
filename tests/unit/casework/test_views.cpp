// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/casework/case_book.h"

using namespace vb;
using namespace vb::casework;
using vb::test::CaseBook;
using vb::test::Colleague;

namespace {

RecordId contactAt(CaseBook& book, const Colleague& who, const char* soort, const char* uitkomst,
                   Instant at) {
    NewContact contact = book.newContact();
    contact.soort = soort;
    contact.uitkomst = uitkomst;
    contact.common.gebeurdOp = at;
    return book.save(who, enterContact(contact, book.as(who)));
}

RecordId contextAt(CaseBook& book, const Colleague& who, std::vector<std::string> leefgebieden,
                   EventTime at, std::vector<RecordId> betreft = {}) {
    NewContext context = book.newContext();
    context.common.leefgebieden = std::move(leefgebieden);
    context.common.gebeurdOp = at;
    context.common.betreft = std::move(betreft);
    return book.save(who, enterContext(context, book.as(who)));
}

PersonView personBorn(CaseBook& book, model::Date birth) {
    NewPerson person = book.newPerson();
    person.geboortedatum = birth;
    return personView(book.state(book.save(book.i, enterPerson(person, book.as(book.i)))),
                      book.today());
}

constexpr std::chrono::hours kDay{24};

} // namespace

TEST_CASE("a person has a name and an age, as far as they are known", "[client][casework]") {
    CaseBook book;
    const YearMonthDay today = yearMonthDay(book.today());
    const PersonView adult = personBorn(book, {dayFrom({1987, 3, 9})});
    CHECK(adult.name == "D. Kortlever");
    CHECK(adult.age == 39);
    CHECK_FALSE(adult.isMinor);
    CHECK_FALSE(adult.comingOfAge.has_value());
    // 17 years and 10 months: two months to go.
    const PersonView nearly = personBorn(book, {addMonths(book.today(), -(17 * 12 + 10))});
    CHECK(nearly.isMinor);
    CHECK(nearly.comingAge == 18);
    CHECK(nearly.comingOfAge == addMonths(addMonths(book.today(), -(17 * 12 + 10)), 18 * 12));
    const PersonView young = personBorn(book, {addMonths(book.today(), -(22 * 12 + 9))});
    CHECK(young.comingAge == 23);
    const PersonView byYear =
        personBorn(book, {dayFrom({today.year - 18, 1, 1}), model::Precision::Year});
    CHECK(byYear.age == 17); // may still be a minor, so is treated as one
    CHECK(byYear.isMinor);
    CHECK_FALSE(personBorn(book, {0, model::Precision::Unknown}).age.has_value());
    NewPerson unknown = book.newPerson();
    unknown.voorletters.reset();
    CHECK(personName(book.state(book.save(book.i, enterPerson(unknown, book.as(book.i))))) ==
          "Kortlever (voorletters onbekend)");
    unknown.achternaam.reset();
    CHECK(personName(book.state(book.save(book.i, enterPerson(unknown, book.as(book.i))))) ==
          "Onbekend");
}

TEST_CASE("C1: two pictures of one week stand by event time, unmerged",
          "[client][casework][conflict]") {
    CaseBook book;
    const Instant monday = book.now - 5 * kDay;
    contactAt(book, book.re, "kantoorgesprek", "niet_verschenen", monday);
    contactAt(book, book.po, "straatgesprek", "gesproken", monday + kDay);
    const auto contacts = contactViews(book.states(), book, book.calendar);
    REQUIRE(contacts.size() == 2);
    CHECK(contacts[0].uitkomst == "gesproken");
    CHECK_FALSE(contacts[0].isAttempt);
    CHECK(contacts[1].uitkomst == "niet_verschenen");
    CHECK(contacts[1].isAttempt);
    const ContactCount count = countContacts(contacts, book.calendar);
    CHECK(count.spoken == 1);
    CHECK(count.attempts == 1);
    CHECK(count.lastSpoken == book.calendar.dayOf(monday + kDay));
}

TEST_CASE("C6: a joint visit logged twice counts once when linked",
          "[client][casework][conflict]") {
    CaseBook book;
    const RecordId first = contactAt(book, book.po, "bezoek_pi", "gesproken", book.now - kDay);
    const RecordId second = contactAt(book, book.re, "bezoek_pi", "gesproken", book.now - kDay);
    CHECK(
        countContacts(contactViews(book.states(), book, book.calendar), book.calendar).faceToFace ==
        2);
    const model::RecordState state = book.state(second);
    const std::vector<model::FieldValue> same{model::RecordRef{first}};
    book.save(book.po, enterSetChange(contactkop::kZelfdeContact, same, {},
                                      book.shown(state, book.po), book.as(book.po)));
    const auto contacts = contactViews(book.states(), book, book.calendar);
    CHECK(contacts.size() == 2); // both texts stay
    CHECK(countContacts(contacts, book.calendar).faceToFace == 1);
}

TEST_CASE("linked contacts form one group whatever the links", "[client][casework]") {
    CaseBook book;
    std::vector<RecordId> kops;
    for (int i = 0; i < 4; ++i)
        kops.push_back(contactAt(book, book.po, "huisbezoek", "gesproken", book.now - kDay));
    const auto link = [&](std::size_t from, std::size_t to) {
        const model::RecordState state = book.state(kops[from]);
        const std::vector<model::FieldValue> same{model::RecordRef{kops[to]}};
        book.save(book.re, enterSetChange(contactkop::kZelfdeContact, same, {},
                                          book.shown(state, book.re), book.as(book.re)));
    };
    link(0, 1);
    link(1, 2);
    link(2, 0); // a ring
    link(3, 3); // itself
    CHECK(countContacts(contactViews(book.states(), book, book.calendar), book.calendar).spoken ==
          2);
}

TEST_CASE("C11: news from before the closing proposes to reopen", "[client][casework][conflict]") {
    CaseBook book;
    NewCase made = book.newCase();
    made.status = "in_uitvoering";
    made.succes = "rust";
    const RecordId casus = book.save(book.i, enterCase(made, book.as(book.i)));
    const Instant before = book.now;
    book.wait(std::chrono::minutes(30));
    const model::RecordState state = book.state(casus);
    CaseFacts facts;
    facts.hasSucces = true;
    book.save(book.p, enterCaseStep("afgesloten", "lang rustig", {}, facts,
                                    book.shown(state, book.p), book.as(book.p)));
    CHECK_FALSE(caseView(book.states(), book, book.today(), book.calendar).hasNewsAfterClosing);
    book.wait(std::chrono::hours(1));
    contactAt(book, book.gg, "huisbezoek", "gesproken", before + std::chrono::minutes(1));
    const CaseView view = caseView(book.states(), book, book.today(), book.calendar);
    CHECK(view.status.code == "afgesloten"); // stays so
    CHECK(view.hasNewsAfterClosing);
}

TEST_CASE("C22: an old report that syncs late hides nothing newer",
          "[client][casework][conflict]") {
    CaseBook book;
    const RecordId newer = contextAt(book, book.po, {"wonen"}, book.now - 3 * kDay);
    NewContext report = book.newContext();
    report.soort = "rapport_of_diagnose";
    report.bronsoort = "rapport";
    report.common.gebeurdOp = model::Date{book.today() - 700};
    report.geldigTot = book.today() - 335;
    const RecordId old = book.save(book.re, enterContext(report, book.as(book.re)));
    const ContextView view = contextView(book.state(old), book.today());
    CHECK(view.isExpired);
    CHECK(view.trust == Trust::Verlopen);
    CHECK(contextView(book.state(old), book.today() - 400).trust == Trust::Ongeverifieerd);
    const auto rows = timeline(book.states(), book.calendar);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].record == newer);
    CHECK(rows[1].record == old);
    CHECK(rows[1].isLateNews);
    // A new check brings it back to life, and only as verified.
    const model::RecordState state = book.state(old);
    CHECK_FALSE(enterContextCheck({"weersproken", "gebeld", {}}, book.shown(state, book.gg),
                                  book.as(book.gg))
                    .isAccepted());
    CHECK(enterContextCheck({"geverifieerd", "gebeld", {}}, book.shown(state, book.gg),
                            book.as(book.gg))
              .isAccepted());
}

TEST_CASE("leefgebieden: eleven, in order, with the newest event of each", "[client][casework]") {
    CaseBook book;
    const RecordId one = book.save(book.i, enterPerson(book.newPerson(), book.as(book.i)));
    const RecordId other = book.save(book.i, enterPerson(book.newPerson(), book.as(book.i)));
    contextAt(book, book.po, {"wonen", "financien"}, book.now - 9 * kDay, {one});
    contextAt(book, book.re, {"wonen"}, book.now - 2 * kDay, {one});
    contextAt(book, book.re, {"wonen"}, book.now - 20 * kDay, {one}); // older news, later
    contextAt(book, book.gg, {"verslaving"}, book.now - kDay, {other});
    contextAt(book, book.gg, {"justitieel"}, book.now - kDay); // about everybody
    const auto all = leefgebiedViews(book.states(), std::nullopt, book.calendar);
    CHECK(filledOf(all) == 4);
    CHECK(all[0].code == "dagbesteding");
    CHECK(all[10].code == "identiteitsbewijs");
    const auto hers = leefgebiedViews(book.states(), one, book.calendar);
    CHECK(filledOf(hers) == 3);
    CHECK(hers[7].code == "wonen");
    CHECK(hers[7].items == 3);
    CHECK(book.calendar.dayOf(*hers[7].changed) == book.today() - 2);
}

TEST_CASE("the strictest warning stands first, and the newest of equals", "[client][casework]") {
    CaseBook book;
    const auto raise = [&](const char* level, Instant at) {
        NewSafetyWarning warning = book.newWarning();
        warning.niveau = level;
        warning.common.gebeurdOp = at;
        return book.save(book.po, enterWarning(warning, book.as(book.po)));
    };
    raise("let_op", book.now - kDay);
    const RecordId older = raise("niet_alleen", book.now - 9 * kDay);
    const RecordId newer = raise("niet_alleen", book.now - 2 * kDay);
    auto active = activeWarnings(book.states(), book.today(), book.calendar);
    REQUIRE(active.size() == 3);
    CHECK(active[0].record == newer);
    CHECK(active[1].record == older);
    CHECK(active[2].niveau == "let_op");
    CHECK(active[0].advies == defaultAdvice("niet_alleen"));
    CHECK_FALSE(active[0].isOverdue);
    // The review date passes: marked, and still in force.
    active = activeWarnings(book.states(), book.today() + 400, book.calendar);
    CHECK(active.size() == 3);
    CHECK(active[0].isOverdue);
    CHECK(caseView(book.states(), book, book.today(), book.calendar).highestLevel == "niet_alleen");
}

TEST_CASE("the head of a case", "[client][casework]") {
    CaseBook book;
    book.save(book.i, enterPerson(book.newPerson(), book.as(book.i)));
    NewPerson child = book.newPerson();
    child.voorletters = "A.";
    child.rollen = {"kind"};
    child.geboortedatum = model::Date{addMonths(book.today(), -84)};
    book.save(book.i, enterPerson(child, book.as(book.i)));
    const CaseView nameless = caseView(book.states(), book, book.today(), book.calendar);
    CHECK(nameless.name == "D. Kortlever, 39");
    CHECK_FALSE(nameless.casus.has_value());
    REQUIRE(nameless.persons.size() == 2);
    CHECK(nameless.persons[1].isChild); // children stand last
    const RecordId casus = book.save(book.i, enterCase(book.newCase(), book.as(book.i)));
    contactAt(book, book.po, "huisbezoek", "gesproken", book.now - 40 * kDay);
    contactAt(book, book.po, "huisbezoek", "niet_thuis", book.now - 2 * kDay);
    const CaseView view = caseView(book.states(), book, book.today(), book.calendar);
    CHECK(view.casus == casus);
    CHECK(view.name == "D. Kortlever");
    CHECK(view.nummer == "LV-2026-001");
    CHECK(view.status.code == "aangemeld");
    CHECK(view.daysSinceContact == 40); // an attempt is no contact
    CHECK(view.isContactStale);
    CHECK(caseView({}, book, book.today(), book.calendar).name == "Casus zonder naam");
}

TEST_CASE("open actions come first, by due date", "[client][casework]") {
    CaseBook book;
    const auto agree = [&](const char* text, Day due) {
        NewAction action = book.newAction();
        action.tekst = text;
        action.uiterlijk = EventTime(model::Date{due});
        action.common.gebeurdOp = model::Date{book.today() - 30};
        return book.save(book.k, enterAction(action, book.as(book.k)));
    };
    agree("later", book.today() + 9);
    const RecordId closed = agree("klaar", book.today() + 1);
    agree("te laat", book.today() - 1);
    const model::RecordState state = book.state(closed);
    ActionChange done;
    done.status = "uitgevoerd";
    done.bewijs = std::string("zie contact");
    book.save(book.po, enterActionChange(done, book.shown(state, book.po), book.as(book.po)));
    const auto actions = actionViews(book.states(), book, book.today(), book.calendar);
    REQUIRE(actions.size() == 3);
    CHECK(actions[0].tekst == "te laat");
    CHECK(actions[0].isOverdue);
    CHECK(actions[1].tekst == "later");
    CHECK(actions[2].tekst == "klaar");
    CHECK_FALSE(actions[2].isOpen);
    CHECK(isOwner(actions[0], book.po.id, book.po.organisation));
    CHECK_FALSE(isOwner(actions[0], book.gg.id, book.po.organisation)); // a person is named
}

TEST_CASE("values are shown in words", "[client][casework]") {
    CaseBook book;
    const auto words = [&](const FieldSpec& field, model::FieldValue value) {
        return shownValue(field, value, book, book.calendar);
    };
    CHECK(words(casus::kKleurcode, model::CodeValue{"oranje"}) == "Oranje");
    CHECK(words(casus::kGemeente, model::CodeValue{"lindervoort"}) == "lindervoort");
    CHECK(words(casus::kRappeldatum, model::Date{dayFrom({2026, 6, 1})}) == "1 juni 2026");
    CHECK(words(casus::kRappeldatum, {}) == "(leeg)");
    CHECK(words(betrokkene::kTolk, true) == "ja");
    CHECK(words(actie::kOokDoor, model::WorkerRef{book.po.id}) == "Noor Dijkgraaf");
    CHECK(words(actie::kEigenaar,
                model::FieldValue::Tuple{book.po.organisation, model::WorkerRef{book.po.id}}) ==
          "Politie, Noor Dijkgraaf");
    CHECK(words(actie::kFrequentie,
                model::FieldValue::Tuple{std::int64_t{2}, model::CodeValue{"per_week"}}) ==
          "2 keer per week");
    CHECK(words(common::kBetreft, model::RecordRef{}) == "(staat niet op dit apparaat)");
}
