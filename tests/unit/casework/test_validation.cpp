// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/entering.h"
#include "tests/unit/casework/case_book.h"

#include <functional>

using namespace vb;
using namespace vb::casework;
using vb::test::CaseBook;
using Kind = ProblemKind;

namespace {

bool hasProblem(const Problems& problems, std::string_view field, Kind kind) {
    return std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) {
        return problem.field == field && problem.kind == kind;
    });
}

/// One way to get an entry wrong, and what must be said about it.
template <typename Input>
struct Mistake {
    const char* what;
    std::function<void(Input&)> make;
    const char* field;
    Kind kind;
};

template <typename Input, typename Enter>
void requireRefused(const Input& good, const std::vector<Mistake<Input>>& mistakes, Enter enter) {
    REQUIRE(enter(good).isAccepted());
    for (const Mistake<Input>& mistake : mistakes) {
        CAPTURE(mistake.what);
        Input input = good;
        mistake.make(input);
        const Checked<Entry> entry = enter(input);
        REQUIRE_FALSE(entry.isAccepted());
        CHECK(hasProblem(entry.problems(), mistake.field, mistake.kind));
        CHECK(entry.problems().size() == 1); // nothing else is blamed
    }
}

const std::string k4001(4001, 'x');
constexpr Day kYear1850 = -43'829;

} // namespace

TEST_CASE("a contact needs a kind and an outcome and nothing more", "[client][casework]") {
    CaseBook book;
    NewContact empty;
    const Checked<Entry> refused = enterContact(empty, book.as(book.po));
    REQUIRE_FALSE(refused.isAccepted());
    CHECK(hasProblem(refused.problems(), "soort", Kind::Required));
    CHECK(hasProblem(refused.problems(), "uitkomst", Kind::Required));
    CHECK(refused.problems().size() == 2);
    CHECK(enterContact(book.newContact(), book.as(book.po)).isAccepted());
}

TEST_CASE("mistakes in a contact", "[client][casework]") {
    CaseBook book;
    const NewContact good = book.newContact();
    using M = Mistake<NewContact>;
    const std::vector<M> mistakes{
        {"no such kind", [](auto& c) { c.soort = "duikles"; }, "soort", Kind::UnknownCode},
        {"no such outcome", [](auto& c) { c.uitkomst = "x"; }, "uitkomst", Kind::UnknownCode},
        {"no such place", [](auto& c) { c.plaats = "maan"; }, "plaats", Kind::UnknownCode},
        {"too much seen", [](auto& c) { c.verslag.waargenomen = k4001; }, "waargenomen",
         Kind::TooLong},
        {"too much made of it", [](auto& c) { c.verslag.duiding = std::string(2001, 'x'); },
         "duiding", Kind::TooLong},
        {"too much told", [](auto& c) { c.verslag.verklaard.tekst = k4001; }, "verklaard",
         Kind::TooLong},
        {"a teller of nothing", [](auto& c) { c.verslag.verklaard.door = "buurvrouw"; },
         "verklaard", Kind::Required},
        {"bytes", [](auto& c) { c.verslag.waargenomen = "a\xff"; }, "waargenomen", Kind::NotText},
        {"a bell", [](auto& c) { c.verslag.waargenomen = "a\x07"; }, "waargenomen", Kind::NotText},
        {"eleven hours", [](auto& c) { c.duur = 660; }, "duur", Kind::OutOfRange},
        {"less than nothing", [](auto& c) { c.duur = -1; }, "duur", Kind::OutOfRange},
        {"tomorrow", [&](auto& c) { c.common.gebeurdOp = Instant{book.now.millis + 86'400'000}; },
         "gebeurdOp", Kind::InTheFuture},
        {"the year 1850", [](auto& c) { c.common.gebeurdOp = model::Date{kYear1850}; }, "gebeurdOp",
         Kind::NoSuchDay},
        {"beyond the calendar", [](auto& c) { c.common.gebeurdOp = Instant{INT64_MAX}; },
         "gebeurdOp", Kind::NoSuchDay},
        {"no such leefgebied", [](auto& c) { c.common.leefgebieden = {"sport"}; }, "leefgebieden",
         Kind::UnknownCode},
        {"a status of nothing", [](auto& c) { c.actiestatus = "opgepakt"; }, "actie",
         Kind::Required},
        {"an action that is not there",
         [&](auto& c) {
             c.actiestatus = "opgepakt";
             c.actie = book.ids.makeId<RecordId>();
         },
         "actie", Kind::NotThere},
        {"a follow-up without words",
         [&](auto& c) {
             c.verslag.vervolg = Vervolg{"", model::Date{book.today()}, {}, {}};
         },
         "vervolg", Kind::Required},
        {"a follow-up without a day",
         [](auto& c) {
             c.verslag.vervolg = Vervolg{"Bellen", {}, {}, {}};
         },
         "uiterlijk", Kind::Required},
        {"a part of the team", [](auto& c) { c.verslag.publiek = "zorgdeel"; }, "publiek",
         Kind::NotAChoiceHere},
        {"no such readers", [](auto& c) { c.verslag.publiek = "iedereen"; }, "publiek",
         Kind::UnknownCode},
        {"a minor's story for all",
         [](auto& c) {
             c.verslag.publiek = "casusteam";
             c.betreftMinderjarige = true;
         },
         "publiek", Kind::MinorProtected},
        {"somebody of nowhere",
         [](auto& c) {
             c.deelnemers = {{std::nullopt, {}, "collega"}};
         },
         "deelnemers", Kind::Required},
        {"a crowd", [](auto& c) { c.gesprokenMet.resize(65); }, "gesprokenMet", Kind::TooMany},
    };
    requireRefused<NewContact>(good, mistakes,
                               [&](const auto& c) { return enterContact(c, book.as(book.po)); });
}

TEST_CASE("lengths are counted in characters, not in bytes", "[client][casework]") {
    CaseBook book;
    NewContact contact = book.newContact();
    for (int i = 0; i < 4000; ++i)
        contact.verslag.waargenomen += "\u00eb";
    CHECK(enterContact(contact, book.as(book.po)).isAccepted());
    contact.verslag.waargenomen += "\u00eb";
    const auto refused = enterContact(contact, book.as(book.po));
    REQUIRE_FALSE(refused.isAccepted());
    CHECK(refused.problems().front().limit == 4000);
    CHECK(refused.problems().front().actual == 4001);
}

TEST_CASE("a reclasseringswerker is adviseur or toezichthouder", "[client][casework]") {
    CaseBook book;
    CHECK(enterContact(book.newContact(), book.as(book.re)).isAccepted()); // the pet says so
    vb::test::Colleague vague = book.re;
    vague.hat = "vervanger";
    const auto refused = enterContact(book.newContact(), book.as(vague));
    REQUIRE_FALSE(refused.isAccepted());
    CHECK(hasProblem(refused.problems(), "functie", Kind::Required));
    NewContact contact = book.newContact();
    contact.functie = "adviseur";
    CHECK(enterContact(contact, book.as(vague)).isAccepted());
}

TEST_CASE("mistakes in context", "[client][casework]") {
    CaseBook book;
    using M = Mistake<NewContext>;
    const std::vector<M> mistakes{
        {"no kind", [](auto& c) { c.soort.clear(); }, "soort", Kind::Required},
        {"no subject", [](auto& c) { c.onderwerp = "  "; }, "onderwerp", Kind::Required},
        {"a long subject", [](auto& c) { c.onderwerp = std::string(81, 'x'); }, "onderwerp",
         Kind::TooLong},
        {"no text", [](auto& c) { c.tekst = "\n"; }, "tekst", Kind::Required},
        {"a long text", [](auto& c) { c.tekst = k4001; }, "tekst", Kind::TooLong},
        {"no source", [](auto& c) { c.bronsoort.clear(); }, "bronsoort", Kind::Required},
        {"a long source", [](auto& c) { c.bron = std::string(61, 'x'); }, "bron", Kind::TooLong},
        {"expired by hand", [](auto& c) { c.verificatie = "verlopen"; }, "verificatie",
         Kind::NotAChoiceHere},
        {"hearsay called checked",
         [](auto& c) {
             c.bronsoort = "omwonende";
             c.verificatie = "geverifieerd";
         },
         "verificatie", Kind::NotAChoiceHere},
        {"ends before it begins",
         [&](auto& c) {
             c.geldigVan = book.today();
             c.geldigTot = book.today() - 1;
         },
         "geldigTot", Kind::BeforeStart},
        {"an instrument without a name", [](auto& c) { c.soort = "risico_instrument"; },
         "instrument", Kind::Required},
        {"an instrument with a fact",
         [](auto& c) {
             c.instrument = InstrumentInput{"arij", {}, {}, {}};
         },
         "instrument", Kind::NotAChoiceHere},
        {"a minor's context for all",
         [](auto& c) {
             c.publiek = "casusteam";
             c.betreftMinderjarige = true;
         },
         "publiek", Kind::MinorProtected},
    };
    requireRefused<NewContext>(book.newContext(), mistakes,
                               [&](const auto& c) { return enterContext(c, book.as(book.po)); });
    NewContext own = book.newContext();
    own.verificatie = "geverifieerd"; // seen with one's own eyes
    CHECK(enterContext(own, book.as(book.po)).isAccepted());
}

TEST_CASE("mistakes in a warning", "[client][casework]") {
    CaseBook book;
    using M = Mistake<NewSafetyWarning>;
    const std::vector<M> mistakes{
        {"no kind", [](auto& w) { w.soort.clear(); }, "soort", Kind::Required},
        {"no level", [](auto& w) { w.niveau.clear(); }, "niveau", Kind::Required},
        {"no such level", [](auto& w) { w.niveau = "rood"; }, "niveau", Kind::UnknownCode},
        {"a lecture", [](auto& w) { w.advies = std::string(201, 'x'); }, "advies", Kind::TooLong},
        {"for nobody", [](auto& w) { w.geldtVoor.clear(); }, "geldtVoor", Kind::Required},
        {"to be reviewed yesterday", [&](auto& w) { w.herzien = book.today() - 1; }, "herzien",
         Kind::BeforeStart},
        {"never to be reviewed", [&](auto& w) { w.herzien = book.today() + 4000; }, "herzien",
         Kind::NoSuchDay},
    };
    requireRefused<NewSafetyWarning>(book.newWarning(), mistakes, [&](const auto& w) {
        return enterWarning(w, book.as(book.po));
    });
}

TEST_CASE("mistakes in an action", "[client][casework]") {
    CaseBook book;
    using M = Mistake<NewAction>;
    const std::vector<M> mistakes{
        {"no kind", [](auto& a) { a.soort.clear(); }, "soort", Kind::Required},
        {"nothing to do", [](auto& a) { a.tekst = " "; }, "tekst", Kind::Required},
        {"a novel", [](auto& a) { a.tekst = std::string(301, 'x'); }, "tekst", Kind::TooLong},
        {"nobody's", [](auto& a) { a.eigenaar = {}; }, "eigenaar", Kind::Required},
        {"some time", [](auto& a) { a.uiterlijk.reset(); }, "uiterlijk", Kind::Required},
        {"last week", [&](auto& a) { a.uiterlijk = EventTime(model::Date{book.today() - 7}); },
         "uiterlijk", Kind::BeforeStart},
        {"a hundred times",
         [](auto& a) {
             a.frequentie = Frequentie{100, "per_week"};
         },
         "frequentie", Kind::OutOfRange},
        {"per year",
         [](auto& a) {
             a.frequentie = Frequentie{1, "per_jaar"};
         },
         "frequentie", Kind::UnknownCode},
        {"a party without end", [](auto& a) { a.partijen = {std::string(61, 'x')}; }, "partijen",
         Kind::TooLong},
    };
    requireRefused<NewAction>(book.newAction(), mistakes,
                              [&](const auto& a) { return enterAction(a, book.as(book.po)); });
}

TEST_CASE("mistakes in a case and a person", "[client][casework]") {
    CaseBook book;
    using C = Mistake<NewCase>;
    const std::vector<C> cases{
        {"no number", [](auto& c) { c.nummer.clear(); }, "nummer", Kind::Required},
        {"a long number", [](auto& c) { c.nummer = std::string(21, '1'); }, "nummer",
         Kind::TooLong},
        {"no name", [](auto& c) { c.weergavenaam.clear(); }, "weergavenaam", Kind::Required},
        {"no goal", [](auto& c) { c.samenwerkingsdoel.clear(); }, "samenwerkingsdoel",
         Kind::Required},
        {"no trigger", [](auto& c) { c.aanleiding.clear(); }, "aanleiding", Kind::Required},
        {"brought by nobody", [](auto& c) { c.inbrenger = {}; }, "inbrenger", Kind::Required},
        {"no chair", [](auto& c) { c.procesregisseur = {}; }, "procesregisseur", Kind::Required},
        {"no municipality", [](auto& c) { c.gemeente.clear(); }, "gemeente", Kind::Required},
        {"a municipality by its label", [](auto& c) { c.gemeente = "Den Haag"; }, "gemeente",
         Kind::UnknownCode},
        {"running without a picture of success", [](auto& c) { c.status = "in_uitvoering"; },
         "succes", Kind::Required},
        {"a recall without a reason", [&](auto& c) { c.rappeldatum = book.today() + 30; },
         "rappeldatum", Kind::ReasonRequired},
        {"no such flag", [](auto& c) { c.vlaggen = {"kleurrijk"}; }, "vlaggen", Kind::UnknownCode},
    };
    requireRefused<NewCase>(book.newCase(), cases,
                            [&](const auto& c) { return enterCase(c, book.as(book.i)); });
    using P = Mistake<NewPerson>;
    const std::vector<P> persons{
        {"no initials", [](auto& p) { p.voorletters = ""; }, "voorletters", Kind::Required},
        {"no surname", [](auto& p) { p.achternaam = " "; }, "achternaam", Kind::Required},
        {"no birth date", [](auto& p) { p.geboortedatum.reset(); }, "geboortedatum",
         Kind::Required},
        {"born tomorrow", [&](auto& p) { p.geboortedatum = model::Date{book.today() + 1}; },
         "geboortedatum", Kind::InTheFuture},
        {"born in 1850", [](auto& p) { p.geboortedatum = model::Date{kYear1850}; }, "geboortedatum",
         Kind::TooLongAgo},
        {"no sex", [](auto& p) { p.geslacht.clear(); }, "geslacht", Kind::Required},
        {"no role", [](auto& p) { p.rollen.clear(); }, "rollen", Kind::Required},
        {"no such role", [](auto& p) { p.rollen = {"held"}; }, "rollen", Kind::UnknownCode},
        {"known for nothing",
         [](auto& p) {
             p.eerderBekend = {{"roem", {1}, {}}};
         },
         "eerderBekend", Kind::UnknownCode},
    };
    requireRefused<NewPerson>(book.newPerson(), persons,
                              [&](const auto& p) { return enterPerson(p, book.as(book.i)); });
    NewPerson unknown = book.newPerson();
    unknown.voorletters.reset();
    unknown.achternaam.reset();
    unknown.geboortedatum = model::Date{0, model::Precision::Unknown};
    unknown.geslacht = "onbekend";
    CHECK(enterPerson(unknown, book.as(book.i)).isAccepted());
}

TEST_CASE("every problem has a sentence that names the field", "[client][casework]") {
    for (int number = 0; number <= static_cast<int>(Kind::NotThere); ++number) {
        const Problem problem{static_cast<Kind>(number), "onderwerp", "Onderwerp", 80, 93};
        const std::string words = sentence(problem);
        CAPTURE(words);
        CHECK(words.back() == '.');
        if (problem.kind != Kind::NothingChanged)
            CHECK(words.find("\u2018Onderwerp\u2019") != std::string::npos);
        CHECK(words.find("Er klopt iets niet") == std::string::npos);
    }
    CHECK(sentence({Kind::TooLong, "onderwerp", "Onderwerp", 80, 93}) ==
          "\u2018Onderwerp\u2019 mag 80 tekens lang zijn. Dit zijn er 93. Maak de tekst korter.");
}
