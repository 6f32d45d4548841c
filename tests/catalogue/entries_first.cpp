// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/record_types.h"
#include "tests/catalogue/entry.h"
#include "tests/support/model_values.h"

namespace vb::test {

namespace cw = casework;
using casework::RuleId;
using Codes = std::vector<std::string>;

namespace {

// What decides, in the order of the specification: given, when, then; how it is decided; after.

cw::EventTime at(Story& s, std::string_view time, int days = 0) {
    return s.moment(time, days);
}

RecordId newAction(Story& s, const Person& by, const Person& owner, std::string soort = "actie") {
    cw::NewAction made;
    made.soort = std::move(soort);
    made.tekst = "Brengen naar de kliniek";
    made.eigenaar = {owner.organisation, owner.id};
    made.uiterlijk = cw::EventTime(model::Date{s.today() + 7});
    return s.save(by, cw::enterAction(made, s.as(by)));
}

std::vector<cw::ContactView> contacts(const Story& s) {
    const auto states = s.states();
    return cw::contactViews(states, s, s.calendar());
}

// C3 runs with each status that contradicts "uitgevoerd".
void doneBeside(Story& s, const char* other) {
    s.clock("10:00");
    s.step(s.po, s.named["actie"], "uitgevoerd", "", "gebracht, zie contact");
    s.clock("10:05");
    s.step(s.p, s.named["actie"], other, "niet meer nodig");
}

void expectDoneBeside(Story& s, const char* other) {
    const RecordId& action = s.named["actie"];
    CHECK(s.code(action, cw::actie::kStatus) == "uitgevoerd");
    CHECK(s.also(action, cw::actie::kStatus) == Codes{other});
    CHECK(s.field(action, cw::actie::kBewijs).values().size() == 1); // bewijs kept
    CHECK(cw::actionView(s.state(action), s, s.today(), s.calendar()).needsCheck);
    const auto found = s.findings(RuleId::UitgevoerdControleren);
    REQUIRE(found.size() == 1);
    CHECK(found[0].sides.size() == 2);
    CHECK(found[0].choices == Codes{"uitgevoerd", other});
    CHECK(s.conflicts().empty());
}

void givenTakenUp(Story& s) {
    s.named["actie"] = newAction(s, s.k, s.po);
    s.given();
    s.step(s.po, s.named["actie"], "opgepakt");
}

void stillDone(Story& s) {
    s.decide(s.k, RuleId::UitgevoerdControleren, "uitgevoerd", "nagevraagd: gebracht");
}

void noFlag(Story& s) {
    CHECK(s.code(s.named["actie"], cw::actie::kStatus) == "uitgevoerd");
    CHECK(s.also(s.named["actie"], cw::actie::kStatus).empty());
    CHECK(s.findings().empty());
}

constexpr CatalogueEntry kEntries[] = {
    {"C1", "Two pictures", nullptr,
     [](Story& s) {
         s.clock("10:00");
         s.named["re"] = s.contact(s.re, "kantoorgesprek", "niet_verschenen", at(s, "10:00"));
         s.clock("15:00", 2);
         s.named["po"] = s.contact(s.po, "huisbezoek", "gesproken", at(s, "13:30", 2));
     },
     [](Story& s) {
         const auto views = contacts(s);
         REQUIRE(views.size() == 2);
         CHECK(views[0].kop == s.named["po"]); // newest event first
         CHECK(views[0].uitkomst == "gesproken");
         CHECK(views[1].uitkomst == "niet_verschenen");
         CHECK(s.conflicts().empty());
         CHECK(s.findings().empty());
     },
     nullptr, nullptr},

    {"C2", "Kleurcode",
     [](Story& s) { s.change(s.p, s.casus, cw::casus::kKleurcode, code("groen")); },
     [](Story& s) {
         s.change(s.po, s.casus, cw::casus::kKleurcode, code("oranje"));
         s.change(s.re, s.casus, cw::casus::kKleurcode, code("geel"));
     },
     [](Story& s) {
         const auto conflicts = s.conflicts();
         REQUIRE(conflicts.size() == 1);
         CHECK(conflicts[0].candidates.size() == 2);
         REQUIRE(conflicts[0].base.size() == 1);
         CHECK(conflicts[0].base[0].value == code("groen"));
         CHECK(s.code(s.casus, cw::casus::kKleurcode) == "geel"); // newest first
         CHECK(s.also(s.casus, cw::casus::kKleurcode) == Codes{"oranje"});
     },
     [](Story& s) {
         s.resolve(s.k, s.casus, cw::casus::kKleurcode, {code("oranje")}, "melding van dinsdag");
     },
     [](Story& s) {
         CHECK(s.conflicts().empty());
         CHECK(s.code(s.casus, cw::casus::kKleurcode) == "oranje");
         CHECK(s.field(s.casus, cw::casus::kKleurcode).shownVersion()->reason ==
               "melding van dinsdag");
         CHECK(s.field(s.casus, cw::casus::kKleurcode).shownVersion()->by.author == s.k.id);
     }},

    {"C3", "Done vs cancelled", givenTakenUp, [](Story& s) { doneBeside(s, "vervallen"); },
     [](Story& s) { expectDoneBeside(s, "vervallen"); }, stillDone, noFlag},
    {"C3", "Done vs cancelled: same for geblokkeerd", givenTakenUp,
     [](Story& s) { doneBeside(s, "geblokkeerd"); },
     [](Story& s) { expectDoneBeside(s, "geblokkeerd"); }, stillDone, noFlag},

    {"C4", "Reopened knowingly",
     [](Story& s) {
         givenTakenUp(s);
         s.step(s.po, s.named["actie"], "uitgevoerd", "", "gebracht");
     },
     [](Story& s) { s.step(s.k, s.named["actie"], "opgepakt", "bewijs hoort bij een ander"); },
     [](Story& s) {
         CHECK(s.code(s.named["actie"], cw::actie::kStatus) == "opgepakt");
         CHECK(s.also(s.named["actie"], cw::actie::kStatus).empty());
         CHECK(s.findings().empty());
         CHECK(s.conflicts().empty());
     },
     nullptr, nullptr},

    {"C5", "Both claim first contact",
     [](Story& s) { s.named["actie"] = newAction(s, s.k, s.po, "contacttaak"); },
     [](Story& s) {
         s.step(s.po, s.named["actie"], "opgepakt");
         s.step(s.gg, s.named["actie"], "opgepakt");
     },
     [](Story& s) {
         const auto both = cw::workersOf(s.state(s.named["actie"]), cw::actie::kOokDoor);
         CHECK(std::set<WorkerId>(both.begin(), both.end()) ==
               std::set<WorkerId>{s.po.id, s.gg.id});
         CHECK(s.conflicts().empty()); // no loser
         const auto found = s.findings(RuleId::DubbelBezoek);
         REQUIRE(found.size() == 1);
         CHECK(cw::doesConcern(found[0], {})); // every member, so both
     },
     [](Story& s) { s.decide(s.po, RuleId::DubbelBezoek, "afgestemd", "we gaan samen"); },
     [](Story& s) {
         CHECK(s.findings().empty());
         CHECK(cw::workersOf(s.state(s.named["actie"]), cw::actie::kOokDoor).size() == 2);
     }},

    {"C6", "Joint visit twice", nullptr,
     [](Story& s) {
         s.clock("12:00");
         s.named["re"] = s.contact(s.re, "bezoek_pi", "gesproken", at(s, "10:00"));
         s.named["po"] = s.contact(s.po, "bezoek_pi", "gesproken", at(s, "11:30"));
     },
     [](Story& s) {
         const auto found = s.findings(RuleId::ZelfdeContact);
         REQUIRE(found.size() == 1);
         CHECK(found[0].sides.size() == 2);
         CHECK(cw::countContacts(contacts(s), s.calendar()).faceToFace == 2);
     },
     [](Story& s) { s.decide(s.po, RuleId::ZelfdeContact, "zelfde_contact", "we waren er samen"); },
     [](Story& s) {
         CHECK(s.findings().empty());
         CHECK(contacts(s).size() == 2); // both stay
         CHECK(cw::countContacts(contacts(s), s.calendar()).faceToFace == 1);
     }},

    {"C7", "Hours",
     [](Story& s) {
         s.named["taakstraf"] =
             s.enter(s.re, cw::maatregelType(),
                     {{&cw::maatregel::kSoort, code("taakstraf"), {}},
                      {&cw::maatregel::kKader, code("straf"), {}},
                      {&cw::maatregel::kUitvoerder, s.re.organisation, {}},
                      {&cw::maatregel::kStatus, code("loopt"), {}},
                      {&cw::maatregel::kOpgelegd, number(60 * 60), {}},
                      {&cw::maatregel::kGemaakt, tuple("tot nu", std::int64_t{40 * 60}), {}}});
     },
     [](Story& s) {
         const RecordId& measure = s.named["taakstraf"];
         s.add(s.re, measure, cw::maatregel::kGemaakt, tuple("re-1", std::int64_t{4 * 60}));
         // Delivered twice, and once more typed over: an id counts once.
         s.add(s.re, measure, cw::maatregel::kGemaakt, tuple("re-1", std::int64_t{4 * 60}));
         s.add(s.le, measure, cw::maatregel::kGemaakt, tuple("wp-1", std::int64_t{3 * 60}));
     },
     [](Story& s) {
         const auto state = s.state(s.named["taakstraf"]);
         const std::int64_t made = state.find(cw::maatregel::kGemaakt.id())->total;
         CHECK(made == 47 * 60);
         CHECK(*cw::numberOf(state, cw::maatregel::kOpgelegd) - made == 13 * 60);
         CHECK(s.conflicts().empty());
     },
     nullptr, nullptr},

    {"C8", "Sharing level",
     [](Story& s) {
         cw::NewContext made;
         made.soort = "feit";
         made.onderwerp = "Post";
         made.tekst = "Koelkast leeg, post in de la.";
         made.bronsoort = "eigen_waarneming";
         made.publiek = "casusteam";
         s.named["bron"] = s.save(s.po, cw::enterContext(made, s.as(s.po)));
     },
     [](Story& s) {
         s.named["delen"] =
             s.enter(s.po, cw::deelbesluitType(),
                     {{&cw::deelbesluit::kRecords, model::RecordRef{s.named["bron"]}, {}},
                      {&cw::deelbesluit::kNaar, text("Woningstichting"), {}},
                      {&cw::deelbesluit::kWaarvoor, code("woning_behouden"), {}},
                      {&cw::deelbesluit::kGrond, code("noodzaak_voor_de_actie"), {}},
                      {&cw::deelbesluit::kToets, tuple(true, true, true), {}},
                      {&cw::deelbesluit::kStatus, code("van_kracht"), {}}});
         s.named["kopie"] = s.reseal(s.po2, s.named["bron"], cw::AudienceLevel::EigenOrganisatie,
                                     true, "nog onderzocht");
     },
     [](Story& s) {
         CHECK(s.state(s.named["bron"]).isWithdrawn()); // narrow in force
         CHECK(cw::textOf(s.state(s.named["bron"]), cw::contextinformatie::kTekst).empty());
         if (s.isHere(s.named["kopie"])) // to the police alone
             CHECK(cw::textOf(s.state(s.named["kopie"]), cw::contextinformatie::kTekst) ==
                   "Koelkast leeg, post in de la.");
         CHECK_FALSE(cw::isSharingInForce(s.state(s.named["delen"]), s.states()));
         REQUIRE(s.findings(RuleId::RuimereKopie).size() == 1);
     },
     [](Story& s) { s.decide(s.po, RuleId::RuimereKopie, "intrekken", "blijft bij ons"); },
     [](Story& s) {
         CHECK(s.code(s.named["delen"], cw::deelbesluit::kStatus) == "beeindigd");
         CHECK(s.findings().empty());
     }},

    {"C9", "Warning",
     [](Story& s) {
         cw::NewSafetyWarning made;
         made.soort = "wapen";
         made.niveau = "let_op";
         made.geldtVoor = {s.person};
         s.named["gevaar"] = s.save(s.po, cw::enterWarning(made, s.as(s.po)));
     },
     [](Story& s) {
         cw::WarningChange raise;
         raise.niveau = "alleen_met_politie";
         s.save(s.po, cw::enterWarningChange(raise, s.shown(s.po, s.named["gevaar"]), s.as(s.po)));
         // An older copy, which lets anybody withdraw.
         s.force(s.re, s.named["gevaar"], cw::veiligheidswaarschuwing::kStatus,
                 code("ingetrokken"));
     },
     [](Story& s) {
         const auto view = cw::warningView(s.state(s.named["gevaar"]), s.today());
         CHECK(view.isActive);
         CHECK(view.niveau == "alleen_met_politie");
         REQUIRE(view.unseenWithdrawal.has_value()); // withdrawal shown
         CHECK(view.unseenWithdrawal->author == s.re.id);
         CHECK(s.also(s.named["gevaar"], cw::veiligheidswaarschuwing::kStatus) ==
               Codes{"ingetrokken"});
     },
     nullptr, nullptr},

    {"C10", "Two casusregisseurs", nullptr,
     [](Story& s) {
         // Two statements that had not seen each other, by P and by who is K now.
         s.giveRole(s.p, s.re, model::Role::Casusregisseur);
         s.giveRole(s.k, s.gg, model::Role::Casusregisseur);
     },
     [](Story& s) {
         const auto found = s.findings(RuleId::TweeCasusregisseurs);
         REQUIRE(found.size() == 1);
         CHECK(found[0].sides.size() == 3); // and who named one of them is K still
         for (const Person* candidate : {&s.re, &s.gg, &s.k}) {
             cw::Actor actor;
             actor.roles = candidate->roles;
             CHECK(cw::doesConcern(found[0], actor)); // all are told
             CHECK(s.isMember(*candidate));           // nobody loses access
         }
     },
     [](Story& s) {
         // Candidates all act as K meanwhile.
         s.change(s.gg, s.casus, cw::casus::kSucces, text("Aangemeld voor vrijdag"));
         s.reach(s.gg);
         s.takeRole(s.p, s.gg, model::Role::Casusregisseur);
         s.takeRole(s.p, s.k, model::Role::Casusregisseur);
     },
     [](Story& s) {
         CHECK(s.findings().empty());
         CHECK(cw::textOf(s.state(s.casus), cw::casus::kSucces) == "Aangemeld voor vrijdag");
     }},

    {"C11", "Closing vs contact",
     [](Story& s) {
         s.clock("14:00");
         s.save(s.p, cw::enterCaseStep("afgesloten", "lang rustig", std::nullopt,
                                       {.hasSucces = true}, s.shown(s.p, s.casus), s.as(s.p)));
     },
     [](Story& s) {
         s.clock("15:00");
         s.named["po"] = s.contact(s.po, "straatgesprek", "gesproken", at(s, "13:30"));
     },
     [](Story& s) {
         CHECK(contacts(s).size() == 1);
         CHECK(s.code(s.casus, cw::casus::kStatus) == "afgesloten");
         CHECK(cw::caseView(s.states(), s, s.today(), s.calendar()).hasNewsAfterClosing);
         const auto found = s.findings(RuleId::ContactNaAfsluiting);
         REQUIRE(found.size() == 1);
         CHECK(found[0].choices == Codes{"heropenen", "blijft_afgesloten"});
         cw::Actor wijkagent;
         CHECK_FALSE(cw::mayDecide(found[0], wijkagent)); // proposed to P
     },
     [](Story& s) {
         s.decide(s.p, RuleId::ContactNaAfsluiting, "heropenen", "gevallen, arm blauw");
     },
     [](Story& s) {
         CHECK(s.code(s.casus, cw::casus::kStatus) == "in_voorbereiding");
         CHECK(s.findings().empty());
     }},
};

} // namespace

std::span<const CatalogueEntry> firstEntries() {
    return kEntries;
}

} // namespace vb::test
