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

RecordId newAddress(Story& s, std::string soort, std::string words) {
    return s.enter(s.po, cw::adresType(),
                   {{&cw::adres::kVan, model::RecordRef{s.person}, {}},
                    {&cw::adres::kSoort, code(std::move(soort)), {}},
                    {&cw::adres::kWaarde, text(std::move(words)), {}}});
}

RecordId newHandOver(Story& s) {
    const RecordId made =
        s.enter(s.po, cw::overdrachtType(),
                {{&cw::overdracht::kSoort, code("werker"), {}},
                 {&cw::overdracht::kVan, model::WorkerRef{s.po.id}, {}},
                 {&cw::overdracht::kNaar, model::WorkerRef{s.jb.id}, {}},
                 {&cw::overdracht::kReden, text("verhuisd naar Hogedonk"), {}},
                 {&cw::overdracht::kPer, model::Date{s.today() + 7}, {}},
                 {&cw::overdracht::kOpenZaken,
                  tuple(std::int64_t{1}, std::int64_t{0}, std::int64_t{0}, "een actie open"),
                  {}}},
                {}, "casusteam");
    s.status(s.po, made, "aangeboden");
    return made;
}

RecordId newDecision(Story& s, std::string words, std::vector<cw::FieldInput> more = {}) {
    std::vector<cw::FieldInput> fields{
        {&cw::besluit::kTekst, text(std::move(words)), {}},
        {&cw::besluit::kReden, text("zo afgesproken in het overleg"), {}}};
    fields.insert(fields.end(), more.begin(), more.end());
    return s.enter(s.p, cw::besluitType(), std::move(fields));
}

constexpr CatalogueEntry kEntries[] = {
    {"C12", "Unassigned with unsent work", nullptr,
     [](Story& s) {
         s.clock("18:00", 6);
         s.named["zondag"] = s.contact(s.re, "huisbezoek", "gesproken", at(s, "10:00", 6));
         s.contact(s.re, "telefonisch", "gesproken", at(s, "15:00", 6));
         s.clock("09:00", 7);
         s.unassign(s.p, s.re);
         s.reach(s.p);
         s.clock("18:00", 8);
         s.named["dinsdag"] = s.contact(s.re, "huisbezoek", "niet_thuis", at(s, "10:00", 8));
         s.force(s.re, s.casus, cw::casus::kStatus, code("afgesloten"));
         s.clock("08:00", 9);
     },
     [](Story& s) {
         CHECK(contacts(s).size() == 3); // kept, all of it
         // Whoever delivers after their removal delivers late, whatever their clock says of when it
         // was written: so the two of Sunday are marked as well.
         CHECK(s.findings(RuleId::NaUittreding).size() == 4);
         CHECK(s.state(s.named["dinsdag"]).created->late);
         CHECK(s.state(s.named["zondag"]).created->late);
         CHECK(s.code(s.casus, cw::casus::kStatus) == "in_uitvoering"); // has no effect
         CHECK_FALSE(s.isMember(s.re));
         CHECK_FALSE(s.holdsCase(s.re)); // purged, once everything was delivered
     },
     [](Story& s) { s.decide(s.p, RuleId::NaUittreding, "overnemen", "klopt, nagebeld"); },
     [](Story& s) {
         CHECK(s.findings().empty());
         CHECK(contacts(s).size() == 3);
         CHECK(s.code(s.casus, cw::casus::kStatus) == "in_uitvoering");
     },
     nullptr,
     [](Story& s, TownStage& town) { // told that the case is gone; what it said of it went along
         CHECK(town.notices(s.re, store::AttentionKind::CaseErased) == 1);
     }},

    {"C13", "Re-grant",
     [](Story& s) {
         s.contact(s.re, "huisbezoek", "gesproken", at(s, "07:10"));
         s.contact(s.po, "telefonisch", "niet_bereikt", at(s, "07:12"));
     },
     [](Story& s) {
         s.unassign(s.p, s.re);
         s.exchange();
         CHECK_FALSE(s.holdsCase(s.re));
         s.assign(s.p, s.re);
     },
     [](Story& s) {
         CHECK(s.isMember(s.re));
         CHECK(s.holdsCase(s.re));
         const auto views = contacts(s);
         REQUIRE(views.size() == 2);
         CHECK(std::count_if(views.begin(), views.end(), [&](const auto& view) {
                   return view.author.author == s.re.id; // his own included
               }) == 1);
     },
     nullptr, nullptr, nullptr,
     [](Story& s, TownStage& town) {
         CHECK(town.isReader(s.re)); // among them his own device
         CHECK(town.notices(s.re, store::AttentionKind::CaseErased) == 1);
     }},

    {"C14", "Transfer refused", [](Story& s) { s.named["over"] = newHandOver(s); },
     [](Story& s) {
         s.contact(s.po, "telefonisch", "gesproken", at(s, "07:30"));
         s.status(s.jb, s.named["over"], "geweigerd", "geen volwassen plek bekend");
     },
     [](Story& s) {
         CHECK(s.code(s.named["over"], cw::overdracht::kStatus) == "geweigerd");
         CHECK(s.field(s.named["over"], cw::overdracht::kStatus).shownVersion()->reason ==
               "geen volwassen plek bekend");
         CHECK(contacts(s).size() == 1);
         CHECK(s.conflicts().empty());
         CHECK(s.isMember(s.po)); // Po stays owner
     },
     nullptr, nullptr, [](Story& s) { CHECK(s.isMember(s.po)); },
     [](Story& s, TownStage& town) {
         // And for good: nothing was handed over.
         town.pass(std::chrono::hours(24 * 30));
         town.requireAlike();
         CHECK(s.holdsCase(s.po));
     }},
    {"C14", "Transfer refused: accepted while withdrawn",
     [](Story& s) { s.named["over"] = newHandOver(s); },
     [](Story& s) {
         s.status(s.jb, s.named["over"], "geaccepteerd");
         s.status(s.po, s.named["over"], "ingetrokken", "toch niet verhuisd");
     },
     [](Story& s) {
         CHECK(s.code(s.named["over"], cw::overdracht::kStatus) == "geaccepteerd");
         CHECK(s.also(s.named["over"], cw::overdracht::kStatus) == Codes{"ingetrokken"});
     },
     nullptr, nullptr, nullptr,
     [](Story& s, TownStage& town) {
         // The place follows the acceptance, by P's statement; Po goes on for some days.
         town.handOver(s.p, s.po, s.jb);
         CHECK(s.isMember(s.po));
         CHECK(s.isMember(s.jb));
         town.pass(std::chrono::hours(24 * 8));
         CHECK_FALSE(s.isMember(s.po));
         CHECK_FALSE(s.holdsCase(s.po));
         CHECK(s.isMember(s.jb));
         CHECK(s.holdsCase(s.jb));
     }},

    {"C15", "Late news",
     [](Story& s) {
         s.clock("11:00");
         s.named["besluit"] = newDecision(s, "ISD aanvragen");
     },
     [](Story& s) {
         s.clock("12:30");
         s.contact(s.po, "straatgesprek", "gesproken", at(s, "09:15"));
     },
     [](Story& s) {
         const auto found = s.findings(RuleId::GebeurdVoorBesluit);
         REQUIRE(found.size() == 1);
         CHECK(found[0].rule->concerns == cw::WhoSet("PK"));
         CHECK(found[0].rule->title == "Gebeurd v\u00f3\u00f3r het besluit");
         CHECK(cw::textOf(s.state(s.named["besluit"]), cw::besluit::kTekst) == "ISD aanvragen");
     },
     [](Story& s) {
         newDecision(s, "Eerst naar de kliniek",
                     {{&cw::besluit::kHerziet, model::RecordRef{s.named["besluit"]}, {}}});
     },
     [](Story& s) {
         CHECK(s.findings().empty());
         CHECK(cw::textOf(s.state(s.named["besluit"]), cw::besluit::kTekst) == "ISD aanvragen");
     }},
    {"C15", "Late news: the decision stays",
     [](Story& s) {
         s.clock("11:00");
         s.named["besluit"] = newDecision(s, "ISD aanvragen");
     },
     [](Story& s) {
         s.clock("12:30");
         s.contact(s.po, "straatgesprek", "gesproken", at(s, "09:15"));
     },
     [](Story& s) { CHECK(s.findings().size() == 1); },
     [](Story& s) {
         s.decide(s.k, RuleId::GebeurdVoorBesluit, "besluit_blijft", "verandert niets");
     },
     [](Story& s) { CHECK(s.findings().empty()); }},

    {"C16", "Rappeldatum", nullptr,
     [](Story& s) {
         s.change(s.k, s.casus, cw::casus::kRappeldatum, day(2027, 6, 1), "na de zitting");
         s.change(s.p, s.casus, cw::casus::kRappeldatum, day(2027, 6, 15), "na de vakantie");
     },
     [](Story& s) {
         CHECK(s.conflicts().size() == 1);
         CHECK(cw::dayOf(s.state(s.casus), cw::casus::kRappeldatum) == cw::dayFrom({2027, 6, 1}));
     },
     [](Story& s) {
         s.resolve(s.p, s.casus, cw::casus::kRappeldatum, {day(2027, 6, 15)}, "k is dan terug");
     },
     [](Story& s) {
         CHECK(s.conflicts().empty());
         CHECK(cw::dayOf(s.state(s.casus), cw::casus::kRappeldatum) == cw::dayFrom({2027, 6, 15}));
     }},

    {"C17", "First discussion", nullptr,
     [](Story& s) {
         s.add(s.i, s.casus, cw::casus::kEersteBespreking, day(2026, 2, 3));
         s.force(s.p, s.casus, cw::casus::kEersteBespreking, day(2026, 1, 20));
     },
     [](Story& s) {
         CHECK(cw::dayOf(s.state(s.casus), cw::casus::kEersteBespreking) ==
               cw::dayFrom({2026, 1, 20}));
         CHECK(s.conflicts().empty());
     },
     nullptr, nullptr},

    {"C18", "Phone", [](Story& s) { s.named["nummer"] = newAddress(s, "telefoon", "06 1234"); },
     [](Story& s) {
         s.change(s.po, s.named["nummer"], cw::adres::kToestand, code("onjuist"));
         s.change(s.re, s.named["nummer"], cw::adres::kToestand, code("bevestigd"));
         s.add(s.re, s.named["nummer"], cw::adres::kBevestigdOp, model::Date{s.today()});
     },
     [](Story& s) {
         const auto conflicts = s.conflicts();
         REQUIRE(conflicts.size() == 1);
         CHECK(conflicts[0].candidates.size() == 2);
         CHECK(cw::textOf(s.state(s.named["nummer"]), cw::adres::kWaarde) == "06 1234");
         CHECK(cw::dayOf(s.state(s.named["nummer"]), cw::adres::kBevestigdOp) == s.today());
     },
     [](Story& s) {
         s.resolve(s.k, s.named["nummer"], cw::adres::kToestand, {code("bevestigd")}, "gebeld");
     },
     [](Story& s) {
         CHECK(s.conflicts().empty());
         CHECK(s.code(s.named["nummer"], cw::adres::kToestand) == "bevestigd");
     }},

    {"C19", "Protected address",
     [](Story& s) {
         s.named["adres"] = newAddress(s, "woonadres", "Kade 1");
         s.nameReaders(s.p, {s.jb, s.k});
     },
     [](Story& s) {
         s.named["kopie"] = s.reseal(s.jb, s.named["adres"], cw::AudienceLevel::GenoemdePersonen,
                                     true, "bedreigd");
         s.change(s.jb, s.named["kopie"], cw::adres::kBeschermd, code("ja"));
         s.change(s.po, s.named["adres"], cw::adres::kGebruik, text("via de zus"));
     },
     [](Story& s) {
         // The origin's content is gone; Po's edit of it is all that is left.
         CHECK(s.state(s.named["adres"]).isWithdrawn());
         CHECK(cw::textOf(s.state(s.named["adres"]), cw::adres::kWaarde).empty());
         CHECK(cw::textOf(s.state(s.named["adres"]), cw::adres::kGebruik) == "via de zus");
         if (!s.isHere(s.named["kopie"]))
             return; // not named
         CHECK(s.code(s.named["kopie"], cw::adres::kBeschermd) == "ja");
         CHECK(cw::textOf(s.state(s.named["kopie"]), cw::adres::kWaarde) == "Kade 1");
         // And is offered.
         const auto found = s.findings(RuleId::WijzigingNaIntrekken);
         REQUIRE(found.size() == 1);
         CHECK(found[0].seat == s.named["kopie"]);
         CHECK(found[0].choices == Codes{"overnemen", "niet_overnemen"});
     },
     [](Story& s) { s.decide(s.jb, RuleId::WijzigingNaIntrekken, "overnemen", "klopt"); },
     [](Story& s) {
         if (s.isHere(s.named["kopie"])) {
             CHECK(cw::textOf(s.state(s.named["kopie"]), cw::adres::kGebruik) == "via de zus");
             CHECK(s.findings().empty());
         }
     },
     nullptr,
     [](Story& s, TownStage& town) {
         CHECK(town.seesRecord(s.jb, s.named["kopie"]));
         CHECK_FALSE(town.seesRecord(s.po, s.named["kopie"]));
         CHECK_FALSE(town.isOnDisk(s.po, "Kade 1")); // dropped, not merely covered
         CHECK(town.isOnDisk(s.jb, "Kade 1"));
     }},

    {"C20", "Duplicate person",
     [](Story& s) {
         cw::NewPerson again;
         again.voorletters = std::nullopt;
         again.achternaam = "Kortlever";
         again.geboortedatum = model::Date{cw::dayFrom({1987, 3, 9})};
         again.geslacht = "vrouw";
         again.rollen = {"casussubject"};
         s.named["x"] = s.save(s.po, cw::enterPerson(again, s.as(s.po)));
         s.given();
         CHECK(s.findings(RuleId::ZelfdePersoon).size() == 1);
     },
     [](Story& s) {
         s.decide(s.i, RuleId::ZelfdePersoon, "zelfde_persoon", "zelfde geboortedatum en adres");
         cw::NewContact made;
         made.common.betreft = {s.named["x"]};
         made.soort = "huisbezoek";
         made.uitkomst = "gesproken";
         s.named["contact"] = s.save(s.po, cw::enterContact(made, s.as(s.po)));
     },
     [](Story& s) {
         CHECK(s.findings().empty());
         const auto same = cw::samePersons(s.person, s.states());
         CHECK(same.size() == 2);
         const auto about = cw::recordsOf(s.state(s.named["contact"]), cw::common::kBetreft);
         CHECK(std::find(same.begin(), same.end(), about.at(0)) != same.end()); // under Y
     },
     [](Story& s) {
         // Un-aliasing: whichever of the two carries the link.
         for (const auto& [from, to] :
              {std::pair(s.person, s.named["x"]), std::pair(s.named["x"], s.person)}) {
             if (!cw::recordsOf(s.state(from), cw::betrokkene::kZelfdeAls).empty())
                 s.take(s.i, from, cw::betrokkene::kZelfdeAls, model::RecordRef{to});
         }
     },
     [](Story& s) {
         CHECK(cw::samePersons(s.person, s.states()) == std::vector<RecordId>{s.person});
         CHECK(cw::recordsOf(s.state(s.named["contact"]), cw::common::kBetreft) ==
               std::vector<RecordId>{s.named["x"]});
     }},

    {"C21", "Verified vs contradicted",
     [](Story& s) {
         cw::NewContext made;
         made.soort = "melding";
         made.onderwerp = "Werk";
         made.tekst = "Werkt op de markt.";
         made.bronsoort = "omwonende";
         made.publiek = "casusteam";
         s.named["melding"] = s.save(s.po, cw::enterContext(made, s.as(s.po)));
     },
     [](Story& s) {
         for (const auto& [who, verdict, how] :
              {std::tuple(&s.re, "geverifieerd", "zelf gezien"),
               std::tuple(&s.gg, "weersproken", "moeder ontkent")}) {
             cw::ContextCheck check;
             check.verificatie = verdict;
             check.hoe = how;
             s.save(*who,
                    cw::enterContextCheck(check, s.shown(*who, s.named["melding"]), s.as(*who)));
         }
     },
     [](Story& s) {
         const auto conflicts = s.conflicts();
         REQUIRE(conflicts.size() == 1);
         CHECK(conflicts[0].candidates.size() == 2);
         for (const auto& candidate : conflicts[0].candidates)
             CHECK_FALSE(candidate.versions.at(0).reason.empty()); // both reasons
         CHECK(cw::contextView(s.state(s.named["melding"]), s.today()).trust ==
               cw::Trust::Tegenstrijdig);
     },
     [](Story& s) {
         s.resolve(s.k, s.named["melding"], cw::contextinformatie::kVerificatie,
                   {code("geverifieerd"), code("weersproken")}, "beide blijven staan");
     },
     [](Story& s) {
         CHECK(s.conflicts().empty());
         CHECK(s.field(s.named["melding"], cw::contextinformatie::kVerificatie).values().size() ==
               2);
     }},

    {"C22", "Old report syncs late", nullptr,
     [](Story& s) {
         cw::NewContext made;
         made.common.gebeurdOp = cw::EventTime(model::Date{s.today() - 700});
         made.soort = "rapport_of_diagnose";
         made.onderwerp = "Rapport";
         made.tekst = "Advies van toen.";
         made.bronsoort = "rapport";
         made.geldigTot = s.today() - 335;
         made.publiek = "casusteam";
         s.named["rapport"] = s.save(s.re, cw::enterContext(made, s.as(s.re)));
         s.named["nieuw"] = s.contact(s.po, "huisbezoek", "gesproken", at(s, "07:30"));
     },
     [](Story& s) {
         const auto view = cw::contextView(s.state(s.named["rapport"]), s.today());
         CHECK(view.isExpired);
         CHECK(view.trust == cw::Trust::Verlopen);
         const auto rows = cw::timeline(s.states(), s.calendar());
         REQUIRE(rows.size() == 2);
         CHECK(rows[0].record == s.named["nieuw"]); // hides nothing newer
         CHECK(rows[1].record == s.named["rapport"]);
         CHECK(rows[1].isLateNews);
         CHECK(s.findings().empty());
     },
     nullptr, nullptr},
};

} // namespace

std::span<const CatalogueEntry> middleEntries() {
    return kEntries;
}

} // namespace vb::test
