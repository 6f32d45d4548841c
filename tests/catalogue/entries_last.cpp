// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/record_types.h"
#include "tests/catalogue/entry.h"
#include "tests/catalogue/town_stage.h"
#include "tests/support/model_values.h"

namespace vb::test {

namespace cw = casework;
using casework::RuleId;
using Codes = std::vector<std::string>;

namespace {

cw::EventTime at(Story& s, std::string_view time, int days = 0) {
    return s.moment(time, days);
}

std::vector<cw::ContactView> contacts(const Story& s) {
    const auto states = s.states();
    return cw::contactViews(states, s, s.calendar());
}

OrganisationCode gemeente() {
    return cw::organisationCode("gemeente").value();
}

/// A decision to share; what it is about is up to the story.
RecordId share(Story& s, const Person& by, std::vector<cw::FieldInput> more,
               cw::CommonInput common = {}) {
    std::vector<cw::FieldInput> fields{{&cw::deelbesluit::kWaarvoor, code("plan"), {}},
                                       {&cw::deelbesluit::kToets, tuple(true, true, true), {}}};
    fields.insert(fields.end(), more.begin(), more.end());
    return s.enter(by, cw::deelbesluitType(), std::move(fields), std::move(common));
}

RecordId report(Story& s, const Person& by, std::string who) {
    cw::Actor actor;
    const cw::NewRecord made{&cw::veldaanmeldingType(),
                             {},
                             {{&cw::veldaanmelding::kVorm, code("aanmelding"), {}},
                              {&cw::veldaanmelding::kWie, text(std::move(who)), {}},
                              {&cw::veldaanmelding::kWaar,
                               tuple(model::CodeValue{"lindervoort"}, model::CodeValue{"noord"}),
                               {}},
                              {&cw::veldaanmelding::kAanleiding, text("zorg over kinderen"), {}}},
                             "casusteam"};
    return s.saveInHouse(by, cw::enterRecord(made, s.schema(), actor, s.as(by)));
}

model::FieldValue switches(bool isGemeenteOn) {
    return tuple(tuple(gemeente(), model::CodeValue{isGemeenteOn ? "aan" : "uit"}));
}

model::FieldValue convenant(bool isGemeenteIn) {
    model::FieldValue::Tuple signatories{cw::organisationCode("politie").value()};
    if (isGemeenteIn)
        signatories.emplace_back(gemeente());
    return tuple("2026", model::FieldValue(std::move(signatories)));
}

RecordId reglement(Story& s) {
    cw::Actor actor;
    actor.roles = s.i.roles;
    const auto list = tuple(tuple("x"));
    const cw::NewRecord made{&cw::reglementType(),
                             {},
                             {{&cw::reglement::kNaam, text("Lindervoort"), {}},
                              {&cw::reglement::kVersie, number(1), {}},
                              {&cw::reglement::kGeldig, tuple(model::Date{s.today()}), {}},
                              {&cw::reglement::kDoelen, tuple("veiligheid"), {}},
                              {&cw::reglement::kActoren, list, {}},
                              {&cw::reglement::kTaken, tuple("triage"), {}},
                              {&cw::reglement::kInformatie, list, {}},
                              {&cw::reglement::kUitwisseling, switches(false), {}},
                              {&cw::reglement::kBewaartermijn, number(60), {}},
                              {&cw::reglement::kConvenant, convenant(false), {}},
                              {&cw::reglement::kLijsten, list, {}}},
                             {}};
    return s.saveInHouse(s.i, cw::enterRecord(made, s.schema(), actor, s.as(s.i)));
}

void givenConsent(Story& s) {
    cw::CommonInput about;
    about.betreft = {s.person};
    s.named["delen"] = share(s, s.po,
                             {{&cw::deelbesluit::kRecords, model::RecordRef{s.casus}, {}},
                              {&cw::deelbesluit::kNaar, gemeente(), {}},
                              {&cw::deelbesluit::kGrond, code("toestemming_betrokkene"), {}},
                              {&cw::deelbesluit::kStatus, code("van_kracht"), {}}},
                             about);
    s.change(s.i, s.person, cw::betrokkene::kToestemming, code("gevraagd"));
}

constexpr CatalogueEntry kEntries[] = {
    {"C23", "Unauthorised", nullptr,
     [](Story& s) { s.force(s.po, s.casus, cw::casus::kStatus, code("afgesloten")); },
     [](Story& s) {
         CHECK(s.code(s.casus, cw::casus::kStatus) == "in_uitvoering");
         CHECK(s.field(s.casus, cw::casus::kStatus).has(model::VersionStatus::Proposal));
         CHECK(s.conflicts().empty());
         CHECK(s.findings().empty());
     },
     nullptr, nullptr,
     [](Story& s) { // ignored everywhere and at any moment, on his own device too
         CHECK(s.code(s.casus, cw::casus::kStatus) == "in_uitvoering");
     }},
    {"C23", "Unauthorised: the role was lost meanwhile",
     [](Story& s) { s.giveRole(s.p, s.k, model::Role::Procesregisseur); },
     [](Story& s) {
         s.takeRole(s.p, s.k, model::Role::Procesregisseur);
         s.reach(s.p);
         // K stood in for P, and has not heard that it is over.
         s.force(s.k, s.casus, cw::casus::kSamenwerkingsdoel, text("Eerst wonen"));
     },
     [](Story& s) {
         const auto field = s.field(s.casus, cw::casus::kSamenwerkingsdoel);
         CHECK(field.has(model::VersionStatus::Proposal));
         CHECK(cw::textOf(s.state(s.casus), cw::casus::kSamenwerkingsdoel) ==
               "Voor de zitting aangemeld bij de kliniek");
         CHECK(s.conflicts().empty());
         CHECK(s.isMember(s.k)); // who delivers it is a member still
     },
     [](Story& s) { s.force(s.p, s.casus, cw::casus::kSamenwerkingsdoel, text("Eerst wonen")); },
     [](Story& s) {
         const auto field = s.field(s.casus, cw::casus::kSamenwerkingsdoel);
         CHECK(field.has(model::VersionStatus::Confirmed));
         CHECK_FALSE(field.has(model::VersionStatus::Proposal));
         REQUIRE(field.shownVersion() != nullptr);
         CHECK(field.shownVersion()->by.author == s.p.id);
         CHECK(cw::textOf(s.state(s.casus), cw::casus::kSamenwerkingsdoel) == "Eerst wonen");
     }},

    {"C24", "Embargo vs share",
     [](Story& s) {
         s.named["bron"] =
             s.enter(s.po, cw::contextinformatieType(),
                     {{&cw::contextinformatie::kSoort, code("feit"), {}},
                      {&cw::contextinformatie::kOnderwerp, text("Dreigbericht"), {}},
                      {&cw::contextinformatie::kTekst, text("Stuurt berichten."), {}},
                      {&cw::contextinformatie::kBronsoort, code("eigen_waarneming"), {}},
                      {&cw::contextinformatie::kBronorganisatie, s.po.organisation, {}}},
                     {}, "strafdeel");
         s.assignCare(s.p, s.po); // a second pet, or he could not take it there
     },
     [](Story& s) {
         s.add(s.o, s.named["bron"], cw::common::kBeperking, code("embargo_opsporing"));
         s.named["kopie"] = s.reseal(s.po, s.named["bron"], cw::AudienceLevel::Zorgdeel, false,
                                     "hulp moet dit weten");
         s.named["delen"] =
             share(s, s.po,
                   {{&cw::deelbesluit::kRecords, model::RecordRef{s.named["bron"]}, {}},
                    {&cw::deelbesluit::kNaar, code("zorgdeel"), {}},
                    {&cw::deelbesluit::kGrond, code("acuut_gevaar"), {}},
                    {&cw::deelbesluit::kStatus, code("van_kracht"), {}}});
     },
     [](Story& s) {
         // Where both can be read, the wider copy is outranked at once, and the share has no
         // effect. Po, who made it, reads both.
         if (!s.isHere(s.named["bron"]) || !s.isHere(s.named["kopie"]))
             return;
         CHECK(s.withInput([&](const cw::RuleInput& input) {
             return cw::isOutranked(s.named["kopie"], input) &&
                    !cw::isOutranked(s.named["bron"], input);
         }));
         CHECK_FALSE(cw::isSharingInForce(s.state(s.named["delen"]), s.states()));
         CHECK(s.findings(RuleId::RuimereKopie).size() == 2);
     },
     [](Story& s) {
         // O has no part in zorg: whoever took it there takes it back, and says why nothing is
         // there.
         s.decide(s.po, RuleId::RuimereKopie, "intrekken", "onderzoek loopt");
         s.named["marker"] = s.enter(s.po, cw::markerType(),
                                     {{&cw::marker::kOrganisatie, s.o.organisation, {}},
                                      {&cw::marker::kReden, code("opsporingsbelang"), {}},
                                      {&cw::marker::kVraagAan, model::WorkerRef{s.o.id}, {}},
                                      {&cw::marker::kHint, code("nu_stilhouden"), {}}},
                                     {}, "zorgdeel");
     },
     [](Story& s) {
         CHECK(s.code(s.named["delen"], cw::deelbesluit::kStatus) == "beeindigd");
         if (!s.isHere(s.named["kopie"]))
             return;
         CHECK(s.findings().empty());
         CHECK(s.state(s.named["kopie"]).isWithdrawn());
         CHECK(s.code(s.named["marker"], cw::marker::kHint) == "nu_stilhouden");
     },
     nullptr,
     [](Story& s, TownStage& town) {
         CHECK(town.seesRecord(s.po, s.named["kopie"]));
         CHECK(town.seesRecord(s.o, s.named["bron"]));
         CHECK_FALSE(town.seesRecord(s.o, s.named["kopie"]));
         CHECK_FALSE(town.seesRecord(s.p, s.named["bron"]));
     }},

    {"C25", "Outside convenant", [](Story& s) { s.named["reglement"] = reglement(s); },
     [](Story& s) {
         s.named["delen"] = share(s, s.re,
                                  {{&cw::deelbesluit::kRecords, model::RecordRef{s.casus}, {}},
                                   {&cw::deelbesluit::kNaar, gemeente(), {}},
                                   {&cw::deelbesluit::kGrond, code("evident_belang"), {}}});
     },
     [](Story& s) {
         const auto found = s.findings(RuleId::WachtOpConvenant);
         REQUIRE(found.size() == 1);
         CHECK(found[0].choices.empty()); // waits, visibly
         CHECK_FALSE(cw::isSharingInForce(s.state(s.named["delen"]), s.states()));
     },
     [](Story& s) {
         // It signs: now, and only now, Re is asked whether it still holds.
         s.change(s.i, s.named["reglement"], cw::reglement::kUitwisseling, switches(true));
         s.change(s.i, s.named["reglement"], cw::reglement::kConvenant, convenant(true));
         s.exchange();
         s.ask(s.re);
         const auto asked = s.findings(RuleId::WachtOpConvenant);
         REQUIRE(asked.size() == 1);
         CHECK(asked[0].choices == Codes{"delen", "niet_delen"});
         CHECK_FALSE(cw::isSharingInForce(s.state(s.named["delen"]), s.states()));
         s.decide(s.re, RuleId::WachtOpConvenant, "delen", "nog steeds nodig");
     },
     [](Story& s) {
         CHECK(s.findings().empty());
         CHECK(cw::isSharingInForce(s.state(s.named["delen"]), s.states()));
     }},

    {"C26", "Two devices, one author",
     [](Story& s) {
         cw::NewContact made;
         made.soort = "huisbezoek";
         made.uitkomst = "niet_thuis";
         made.verslag.waargenomen = "Niet thuis.";
         const auto entry = cw::enterContact(made, s.as(s.po));
         s.save(s.po, entry);
         s.named["verslag"] = entry.value().parts.at(1).part.record;
     },
     [](Story& s) {
         Person tablet = s.po;
         tablet.device = 1;
         for (const auto& [device, words] :
              {std::pair(s.po, "Niet thuis, buurvrouw gesproken."),
               std::pair(tablet, "Niet thuis, briefje achtergelaten.")})
             s.save(device, cw::enterCorrection(cw::contactverslag::kWaargenomen, text(words),
                                                s.shown(device, s.named["verslag"]), s.as(device)));
     },
     [](Story& s) {
         CHECK(contacts(s).size() == 1);
         CHECK(s.conflicts().empty());
         if (!s.isHere(s.named["verslag"]))
             return; // of another organisation
         const auto field = s.field(s.named["verslag"], cw::contactverslag::kWaargenomen);
         CHECK(field.versions.size() == 3); // none deleted
         CHECK(field.values().size() == 2);
         CHECK(field.versions[0].status == model::VersionStatus::Corrected);
     },
     nullptr, nullptr},

    {"C27", "Team",
     [](Story& s) {
         s.contact(s.gg, "huisbezoek", "gesproken", at(s, "07:30"));
         s.assign(s.p, s.gg, s.moment("08:00", 2));
     },
     [](Story& s) {
         s.assign(s.p, s.gg, s.moment("08:00", 30));
         s.unassign(s.i, s.gg);
     },
     [](Story& s) {
         CHECK_FALSE(s.isMember(s.gg)); // ended
         CHECK(s.isMember(s.po));
         CHECK(contacts(s).size() == 1);
     },
     nullptr, nullptr, nullptr,
     [](Story& s, TownStage& town) {
         CHECK_FALSE(s.holdsCase(s.gg));
         // P is told so, where the hub had taken the end first.
         CHECK(town.notices(s.p, store::AttentionKind::Refused) ==
               (town.wasBefore(s.i, s.p) ? 1U : 0U));
     },
     true},

    {"C28", "Disjoint fields",
     [](Story& s) {
         cw::NewAction made;
         made.soort = "actie";
         made.tekst = "Bellen";
         made.eigenaar = {s.po.organisation, s.po.id};
         made.uiterlijk = cw::EventTime(model::Date{s.today() + 7});
         s.named["actie"] = s.save(s.k, cw::enterAction(made, s.as(s.k)));
     },
     [](Story& s) {
         cw::ActionChange change;
         change.tekst = "Langsgaan";
         change.uiterlijk = cw::EventTime(model::Date{s.today() + 14});
         s.save(s.p, cw::enterActionChange(change, s.shown(s.p, s.named["actie"]), s.as(s.p)));
         s.step(s.po, s.named["actie"], "uitgevoerd", "", "gesproken aan de deur");
     },
     [](Story& s) {
         const auto view = cw::actionView(s.state(s.named["actie"]), s, s.today(), s.calendar());
         CHECK(view.tekst == "Langsgaan");
         CHECK(cw::dayOf(*view.uiterlijk, s.calendar()) == s.today() + 14);
         CHECK(view.status == "uitgevoerd");
         CHECK(view.bewijs == "gesproken aan de deur");
         CHECK(s.conflicts().empty());
         CHECK(s.findings().empty());
     },
     nullptr, nullptr},

    {"C29", "Two reports, one family", nullptr,
     [](Story& s) {
         s.named["politie"] = report(s, s.po, "Gezin Van der Slik, moeder Anouk");
         s.named["school"] = report(s, s.jb, "Kai van der Slik");
     },
     [](Story& s) {
         const auto found = s.findings(RuleId::ZelfdeMelding);
         REQUIRE(found.size() == 1);
         CHECK(found[0].sides.size() == 2);
         CHECK(cw::mayDecide(found[0], [&] {
             cw::Actor actor;
             actor.roles = s.p.roles;
             return actor;
         }()));
     },
     [](Story& s) { s.decide(s.p, RuleId::ZelfdeMelding, "gekoppeld", "zelfde gezin, een casus"); },
     [](Story& s) {
         CHECK(s.findings().empty());
         // The second says so and names the first; each aanmelder reads it on their own report.
         const bool isSchoolSecond =
             s.code(s.named["school"], cw::veldaanmelding::kStatus) == "gekoppeld";
         const RecordId& second = s.named[isSchoolSecond ? "school" : "politie"];
         const RecordId& first = s.named[isSchoolSecond ? "politie" : "school"];
         CHECK(s.code(second, cw::veldaanmelding::kStatus) == "gekoppeld");
         CHECK(s.code(first, cw::veldaanmelding::kStatus) == "ingediend");
         CHECK(cw::recordsOf(s.state(second), cw::veldaanmelding::kGekoppeldAan) ==
               std::vector<RecordId>{first});
     }},

    {"C30", "Clock 3 h ahead", nullptr,
     [](Story& s) {
         s.clock("10:00");
         s.setClock(s.po, std::chrono::hours(3));
         s.named["po"] = s.contact(s.po, "huisbezoek", "gesproken", at(s, "09:30"));
         s.named["re"] = s.contact(s.re, "telefonisch", "gesproken", at(s, "09:45"));
     },
     [](Story& s) {
         const auto by = *s.state(s.named["po"]).created;
         CHECK(cw::hasDeviatingClock(by)); // marked, as the time line marks it
         CHECK_FALSE(cw::hasDeviatingClock(*s.state(s.named["re"]).created));
         CHECK(by.effective.millis <= by.hubTime->millis); // bounded by hub time
         CHECK(std::get<Instant>(cw::happened(s.state(s.named["po"]))) ==
               s.moment("09:30")); // as typed
         CHECK(contacts(s).at(0).kop == s.named["re"]);
     },
     nullptr, nullptr},

    {"C31", "Lost device", nullptr,
     [](Story& s) {
         s.clock("14:00");
         s.named["po"] = s.contact(s.po, "huisbezoek", "gesproken", at(s, "14:00"));
         s.clock("15:00");
         s.loseDevice(s.po2, s.po);
         s.reach(s.po2);
         s.clock("16:00");
     },
     [](Story& s) {
         CHECK(contacts(s).empty()); // kept, without effect
         CHECK(s.state(s.named["po"]).fields.front().has(model::VersionStatus::Refused));
         const auto found = s.findings(RuleId::NaUittreding);
         REQUIRE(found.size() == 1);
         CHECK(found[0].rule->concerns == cw::WhoSet("P"));
     },
     [](Story& s) { s.decide(s.p, RuleId::NaUittreding, "overnemen", "met Noor nagelopen"); },
     [](Story& s) {
         REQUIRE(contacts(s).size() == 1);
         CHECK(contacts(s)[0].uitkomst == "gesproken");
         CHECK(s.findings().empty());
     },
     nullptr,
     [](Story& s, TownStage& town) {
         CHECK_FALSE(town.holdsCase(s.po)); // wiped when it came
         CHECK(town.notices(s.po, store::AttentionKind::CaseErased) == 1);
     }},

    {"C32", "Consent", givenConsent,
     [](Story& s) {
         s.force(s.re, s.person, cw::betrokkene::kToestemming, code("gegeven"));
         s.force(s.gg, s.person, cw::betrokkene::kToestemming, code("ingetrokken"));
     },
     [](Story& s) {
         CHECK(s.code(s.person, cw::betrokkene::kToestemming) == "ingetrokken");
         CHECK(s.also(s.person, cw::betrokkene::kToestemming) == Codes{"gegeven"});
         CHECK_FALSE(cw::isSharingInForce(s.state(s.named["delen"]), s.states()));
         CHECK(s.findings(RuleId::ToestemmingIngetrokken).size() == 1);
     },
     [](Story& s) { s.decide(s.po, RuleId::ToestemmingIngetrokken, "intrekken", "mag niet meer"); },
     [](Story& s) {
         CHECK(s.code(s.named["delen"], cw::deelbesluit::kStatus) == "beeindigd");
         CHECK(s.findings().empty());
     }},
};

} // namespace

std::span<const CatalogueEntry> lastEntries() {
    return kEntries;
}

} // namespace vb::test
