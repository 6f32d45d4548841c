// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/fake_case_writer.h"

#include "sync/base/check.h"

namespace vb::test {

using namespace bridge;

namespace {

const FakePeople& who() {
    return fakePeople();
}

FakeHouse bareHouse() {
    FakeHouse house;
    house.worker = {"Noor Dijkgraaf", "Politie Lindervoort", "wijkagent"};
    house.lists = fakeCodeLists();
    return house;
}

void kortlever(FakeHouse& house) {
    CaseWriter c(house, 1, "D. Kortlever, 39", "LV-2026-031");
    c.about("Zitting morgen; wil zich vóór die tijd melden bij de kliniek",
            "Opname vóór de zitting, zodat detentie niet nodig is");
    c.state("in_uitvoering", "onrustig", "oranje", "Hilde Roosma", 8);
    c.person("Denise Kortlever", 39, {"casussubject"}, 5);
    c.warning(-9, who().noor, "niet_alleen", "wapen", "eigen_waarneming",
              "Had een mes in haar jaszak. Met twee man, in het zicht blijven.");
    c.decision(-90, "ISD overwegen als opname niet lukt",
               "Derde veroordeling binnen een jaar, hulp steeds afgebroken");
    CaseWriter::seen(c.contact(-30, 10, 0, who().bram, "kantoorgesprek", "niet_verschenen"),
                     {"H. Roosma"});
    c.contact(-12, 10, 0, who().bram, "kantoorgesprek", "niet_verschenen",
              {.interpretation = "Komt niet naar kantoor. Is wel te vinden op straat."});
    CaseWriter::seen(
        c.contact(-6, 18, 40, who().noor, "straatgesprek", "gesproken",
                  {.observed = "Bij de fietsenstalling, nuchter, magerder dan vorige maand.",
                   .statedBy = "Denise",
                   .stated = "Wil naar de kliniek, kan het nog?",
                   .interpretation = "Meent het. De zitting helpt."}),
        {"B. Uitslag", "J. Lammerink"});
    CaseWriter::unread(c.context(
        -5, who().joke, "verslaving", "motivatie", "partnerprofessional", "Bed vrij in de kliniek",
        "Er is een bed vrij tot vrijdag. Intake kan zonder verwijzing.", "geverifieerd"));
    CaseWriter::unread(
        c.withheld(-3, who().justice, "opsporingsbelang", "Karin Vos", "eerst bellen"));
    CaseWriter::unread(c.contact(-2, 15, 10, who().justice, "collega_overleg", "gesproken",
                                 {.stated = "Zitting is morgen om 13.30 uur, politierechter."}));
    CaseWriter::queued(
        c.contact(0, 9, 15, who().noor, "eigen_waarneming", "kort_gesproken",
                  {.observed = "Op de vindplaats achter het station, spullen gepakt.",
                   .statedBy = "Denise",
                   .stated = "Meldt zich zelf, ik breng haar.",
                   .interpretation = ""}));
    c.context(-40, who().bram, "justitieel", "feit", "register", "Drie veroordelingen in een jaar",
              "Winkeldiefstal, telkens boete of korte straf.", "geverifieerd");
    c.context(-38, who().noor, "wonen", "feit", "eigen_waarneming", "Geen vast adres",
              "Slaapt wisselend bij kennissen en in de stalling.");
    c.action("afspraak", "Brengen naar de kliniek", "Politie", "Noor Dijkgraaf",
             timeMoment(0, 16, 0));
    c.action("actie", "Intake klaarzetten", "GGD", "Joke Lammerink", dayMoment(0), "opgepakt")
        .takenUpBy = {"Joke Lammerink"};
    c.action("actie", "Advies voor de zitting aanpassen", "Reclassering", "Bram Uitslag",
             dayMoment(0));
}

void hoogakker(FakeHouse& house) {
    CaseWriter c(house, 2, "W. Hoogakker, 68", "LV-2026-012");
    c.about("Loopt in de markthal weg zonder te betalen", "Eet warm, geen meldingen meer");
    c.state("in_uitvoering", "stabiel", "geel", "Samir Haddou", 14);
    c.person("Wilma Hoogakker", 68, {"casussubject"}, 4);
    c.context(-200, who().welfare, "sociale_relaties", "feit", "via_client", "Dochter geëmigreerd",
              "Dochter woont sinds het voorjaar in Canada.");
    c.context(-120, who().welfare, "financien", "feit", "netwerk", "Boekhouder gestopt",
              "De buurman die de administratie deed, is verhuisd.");
    c.contact(-45, 11, 20, who().noor, "melding_van_derde", "waargenomen",
              {.statedBy = "Beheerder markthal", .stated = "Loopt weg zonder te betalen."});
    c.contact(-30, 14, 0, who().noor, "huisbezoek", "binnengelaten",
              {.observed = "Koelkast leeg, post in de la."});
    c.contact(-30, 14, 5, who().welfare, "huisbezoek", "binnengelaten",
              {.observed = "Post ongeopend, weinig in huis.", .interpretation = "Schaamt zich."});
    c.contact(-14, 10, 30, who().wijkteam, "huisbezoek", "binnengelaten",
              {.statedBy = "Wilma", .stated = "Noemt haar dochter, huilt."});
    c.contact(-3, 9, 0, who().noor, "gesprek_met_derde", "alleen_derde_gesproken",
              {.statedBy = "Beheerder markthal", .stated = "Gaat goed, betaalt op rekening."});
    c.action("actie", "Bewind aanvragen", "Wijkteam", "Samir Haddou", dayMoment(10), "opgepakt");
    c.action("afspraak", "Afspraak met markthal toetsen", "Politie", "Noor Dijkgraaf",
             dayMoment(14));
}

void brouwhuis(FakeHouse& house) {
    CaseWriter c(house, 3, "S. Brouwhuis, 17", "LV-2026-027");
    c.about("Verzuim; thuis en school vertellen iets anders", "Stage op de manege");
    c.state("in_uitvoering", "onrustig", "geel", "Marije Koster", 3);
    c.person("Sanne Brouwhuis", 17, {"casussubject", "kind"}, 3);
    c.person("M. Brouwhuis-Terpstra", 44, {"ouder"}, 1);
    c.contact(-60, 9, 0, who().leerplicht, "kantoorgesprek", "niet_verschenen");
    c.contact(-46, 9, 0, who().leerplicht, "kantoorgesprek", "niet_verschenen");
    c.contact(-44, 19, 30, who().jongerenwerk, "gesprek_met_derde", "gesproken",
              {.observed = "70 minuten in de boksschool.",
               .statedBy = "Sanne",
               .stated = "Praat aan één stuk, wil iets met paarden."});
    c.contact(-40, 13, 0, who().leerplicht, "gesprek_met_derde", "alleen_derde_gesproken",
              {.statedBy = "Mentor", .stated = "Brutaal."});
    c.context(-25, who().jongerenwerk, "denkwereld", "hypothese", "eigen_waarneming",
              "Schaamte, geen onwil", "Durft niet te zeggen dat lezen moeilijk gaat.");
    CaseWriter::unread(c.contact(-4, 16, 0, who().leerplicht, "telefonisch",
                                 "alleen_derde_gesproken",
                                 {.statedBy = "Moeder", .stated = "Thuis zegt ze niets."}));
    c.action("actie", "Gesprek leerplicht en jongerenwerk samen", "Leerplicht", "Marije Koster",
             dayMoment(2));
}

void veltman(FakeHouse& house) {
    CaseWriter c(house, 4, "R. Veltman, 29", "LV-2025-118");
    c.about("Dreigt zijn zus; oud rapport rondgestuurd", "Geen contact met zus");
    c.state("opgeschaald", "onrustig", "oranje", "Bram Uitslag", 5);
    c.person("Ricardo Veltman", 29, {"casussubject", "dader_verdachte"}, 6);
    c.person("Mirjam Veltman", 31, {"slachtoffer"}, 2);
    c.warning(-7, who().noor, "alleen_met_politie", "bedreiging", "partnerprofessional",
              "Niet aan de deur zonder politie. Eerst bellen met de meldkamer.")
        .withdrawalBy = "Bram Uitslag";
    c.warning(-7, who().bram, "let_op", "onvoorspelbaar", "via_client",
              "Rustig blijven, geen discussie over zijn zus.");
    c.context(-700, who().bram, "psychisch_welzijn", "rapport", "rapport",
              "Persoonlijkheidsonderzoek", "Geldig tot een jaar geleden; nieuw rapport gevraagd.",
              "verlopen");
    c.contact(-60, 20, 0, who().noor, "melding_van_derde", "waargenomen",
              {.statedBy = "Omwonende", .stated = "Staat weer bij haar oude deur."});
    c.contact(-55, 21, 15, who().noor, "controle", "waargenomen",
              {.observed = "Niets waargenomen, een uur gepost."});
    c.withheld(-8, who().justice, "opsporingsbelang", "Karin Vos", "nu stilhouden");
    c.contact(-6, 11, 0, who().bram, "kantoorgesprek", "gesproken",
              {.observed = "Rustig op kantoor."});
    c.action("actie", "Nieuw rapport aanvragen", "Reclassering", "Bram Uitslag", dayMoment(4),
             "opgepakt");
    c.action("actie", "Contactverbod uitreiken", "Politie", "Noor Dijkgraaf", dayMoment(-1));
}

void linthorst(FakeHouse& house) {
    CaseWriter c(house, 5, "P. Linthorst, 33", "LV-2026-029");
    c.about("Komt over drie dagen vrij zonder dak", "Eerste week een dak, geld en een afspraak");
    c.state("in_uitvoering", "onrustig", "groen", "Bram Uitslag", 3);
    c.person("Petra Linthorst", 33, {"casussubject"}, 3);
    c.contact(-20, 10, 0, who().bram, "bezoek_pi", "gesproken",
              {.statedBy = "Petra", .stated = "Schuld 8.400, bang voor de eerste avond."});
    c.context(-6, who().wijkteam, "identiteitsbewijs", "feit", "register",
              "Identiteitsbewijs verlopen", "Zonder nieuw bewijs geen uitkering.", "geverifieerd");
    c.action("toezegging", "Maandag 9.00 uur aan de poort met sleutel", "Reclassering",
             "Bram Uitslag", timeMoment(1, 9, 0), "opgepakt");
    c.action("actie", "Id-kaart aanvragen", "Wijkteam", "Samir Haddou", dayMoment(-2));
}

void munnik(FakeHouse& house) {
    CaseWriter c(house, 6, "G. Munnik, 48", "LV-2025-102");
    c.about("Taakstraf 60 uur en toezicht", "Taak af, daarna vast werk");
    c.state("in_uitvoering", "stabiel", "groen", "Bram Uitslag", 40);
    c.person("Gerard Munnik", 48, {"casussubject"}, 4);
    c.contact(-28, 10, 0, who().bram, "huisbezoek", "binnengelaten",
              {.observed = "Koffie, trots op eerste fiets."});
    c.contact(-14, 13, 0, who().bram, "controle", "gesproken", {.observed = "4 uur gewerkt."});
    c.action("contacttaak", "Contact deze maand (1 van 2)", "Reclassering", "Bram Uitslag",
             dayMoment(8));
}

void palsma(FakeHouse& house) {
    CaseWriter c(house, 7, "Gezin Palsma", "LV-2026-044");
    c.about("Melding partnergeweld, kind boven", "Deze week een veiligheidsafspraak");
    c.state("in_uitvoering", "onrustig", "rood", "", 2);
    c.person("Esther Palsma", 34, {"casussubject", "slachtoffer"}, 2);
    c.person("Jeroen Palsma", 36, {"dader_verdachte"}, 2);
    c.person("Fenna Palsma", 7, {"kind"}, 1);
    c.warning(-4, who().noor, "let_op", "agressie", "eigen_waarneming",
              "Jeroen kan thuis zijn. Bel eerst vanuit de auto.");
    c.contact(-4, 22, 10, who().noor, "melding_van_derde", "waargenomen",
              {.observed = "Ruzie in de keuken, kind boven.",
               .statedBy = "Buurvrouw",
               .stated = "Dit is de derde keer deze maand."});
    c.contact(-3, 10, 0, who().wijkteam, "telefonisch", "nummer_onjuist");
    c.contact(-3, 15, 30, who().wijkteam, "huisbezoek", "niet_thuis");
    CaseWriter::unread(c.contact(-1, 19, 50, who().welfare, "aan_de_deur", "kort_gesproken",
                                 {.statedBy = "Esther", .stated = "Ze wil praten, niet hier."}));
    CaseWriter::queued(c.contact(-1, 21, 5, who().noor, "aan_de_deur", "niet_opengedaan"));
    c.action("contacttaak", "Gesprek met Esther buitenshuis, binnen 48 uur", "Politie",
             "Noor Dijkgraaf", timeMoment(0, 19, 30), "opgepakt")
        .takenUpBy = {"Noor Dijkgraaf", "Wim Stal"};
    Action& both = c.action("actie", "Uitleg aan Fenna", "Wijkteam", "Samir Haddou", dayMoment(-1),
                            "uitgevoerd");
    both.needsCheck = true;
    both.proof = "Gesproken op school, 20 november";
    both.alsoReported = {"Vervallen (T. Achterveld)"};
}

void wiebinga(FakeHouse& house) {
    CaseWriter c(house, 8, "C. Wiebinga, 58", "LV-2026-019");
    c.about("Meldingen van nachtlawaai", "Buren slapen, Cor houdt zijn woning");
    c.state("in_uitvoering", "stabiel", "geel", "Joke Lammerink", 20);
    c.person("Cor Wiebinga", 58, {"casussubject"}, 2);
    c.contact(-50, 23, 30, who().noor, "melding_van_derde", "waargenomen",
              {.statedBy = "Omwonende", .stated = "Weer de hele nacht gebonk."});
    c.contact(-49, 23, 45, who().noor, "controle", "waargenomen",
              {.observed = "Geen geluid waargenomen, twee keer gecontroleerd."});
    c.withheld(-30, {"M. ter Laak", "GGZ Lindervoort", "behandelaar", false}, "beroepsgeheim",
               "mw. Ter Laak");
    c.contact(-20, 14, 0, who().joke, "huisbezoek", "niet_opengedaan");
    c.contact(-12, 15, 0, who().noor, "huisbezoek", "binnengelaten",
              {.statedBy = "Cor", .stated = "Hoort stemmen in de leiding."});
    c.context(-11, who().noor, "psychisch_welzijn", "wat_werkte", "eigen_waarneming",
              "Kom zonder herkenbare auto", "Deed open toen ik in burger en te voet kwam.");
    c.action("actie", "Gesprek met de buren", "Politie", "Noor Dijkgraaf", dayMoment(3));
}

void loskade(FakeHouse& house) {
    CaseWriter c(house, 9, "Groep Loskade", "LV-2026-008");
    c.about("Winkeliers voelen zich bedreigd", "Plein rustig; Rens op stage");
    c.state("in_uitvoering", "onrustig", "oranje", "Dennis Okafor", 6);
    c.person("Jay", 22, {"aanvoerder"}, 3);
    c.person("Timo", 17, {"meeloper"}, 2);
    c.person("Rens", 16, {"meeloper", "kind"}, 3);
    c.contact(-60, 16, 0, who().jongerenwerk, "straatgesprek", "gesproken",
              {.statedBy = "Rens", .stated = "Rens gaat mee omdat niemand thuis is."});
    c.withheld(-20, who().justice, "opsporingsbelang", "Karin Vos", "nu stilhouden");
    c.action("actie", "Toezicht op het plein, vrijdag en zaterdag", "Politie", "Noor Dijkgraaf",
             dayMoment(5), "opgepakt");
    c.action("actie", "Stageplek voor Rens", "Jongerenwerk", "Dennis Okafor", dayMoment(12));
}

void oosterholt(FakeHouse& house) {
    CaseWriter c(house, 10, "M. Oosterholt, 17", "LV-2025-097");
    c.about("Wordt over drie maanden achttien, geen plek",
            "Op zijn achttiende een bed en één vaste begeleider");
    c.state("in_uitvoering", "onrustig", "oranje", "Els Brandsma", 9);
    c.person("Milan Oosterholt", 17, {"casussubject", "kind"}, 4);
    c.contact(-90, 20, 0, who().jeugdbescherming, "bezoek_instelling", "weggelopen");
    c.contact(-4, 23, 10, who().noor, "straatgesprek", "kort_gesproken",
              {.observed = "Op het station, met rugzak. Wilde geen koffie."});
    c.action("actie", "Warme overdracht plannen", "Jeugdbescherming", "Els Brandsma", dayMoment(7));
}

void terbeek(FakeHouse& house) {
    CaseWriter c(house, 11, "A. Terbeek, 74", "LV-2025-061");
    c.about("Volle woning, weigert hulp", "Veilig en met rust gelaten");
    c.state("afgesloten", "stabiel", "groen", "Joke Lammerink", std::nullopt);
    c.person("Arie Terbeek", 74, {"casussubject"}, 2);
    c.contact(-82, 14, 0, who().joke, "huisbezoek", "binnengelaten",
              {.statedBy = "Arie", .stated = "Eén stoel vrijgemaakt."});
    c.decision(-2, "Casus afsluiten: lang rustig", "Geen meldingen in vier maanden");
    TimelineEntry& late = c.contact(-2, 13, 30, who().joke, "huisbezoek", "binnengelaten",
                                    {.observed = "Gevallen, arm blauw."});
    CaseWriter::unread(late);
    late.arrived = scenarioAt(0, 8, 5);
    AttentionItem notice;
    notice.key = "before-decision-terbeek";
    notice.kind = AttentionKind::BeforeDecision;
    notice.caseId = c.file().id;
    notice.caseName = c.file().header.name;
    notice.subject = "Huisbezoek";
    notice.author = who().joke;
    notice.since = scenarioAt(0, 8, 5);
    notice.record = late.record;
    house.notices.push_back(notice);
    c.action("contacttaak", "Koffie op dinsdag", "Politie", "Noor Dijkgraaf", timeMoment(0, 14, 0));
}

void vanDerSlik(FakeHouse& house) {
    CaseWriter c(house, 12, "Gezin Van der Slik", "LV-2026-002");
    c.about("Drie meldingen over hetzelfde gezin", "Kinderen elke avond veilig");
    c.state("in_uitvoering", "onrustig", "geel", "Hilde Roosma", 4);
    c.file().header.colour.isContested = true;
    c.person("Anouk van der Slik", 38, {"casussubject", "ouder"}, 4);
    c.person("Theo van der Slik", 44, {"ouder"}, 3);
    c.person("Kai", 14, {"kind"}, 2);
    c.person("Lot", 9, {"kind"}, 2);
    c.context(-50, who().wijkteam, "thuissituatie", "zorg", "eigen_waarneming", "Zorg over moeder",
              "Slaapt overdag.", "weersproken");
    c.contact(-21, 16, 0, who().wijkteam, "bezoek_instelling", "gesproken",
              {.statedBy = "Lot", .stated = "Papa is leuk tot het donker wordt."});
    TimelineEntry& refused = c.contact(-8, 17, 0, who().noor, "huisbezoek", "binnengelaten",
                                       {.observed = "Lot speelt buiten, Kai open over vader."});
    refused.delivery = {};
    refused.delivery.stage = DeliveryStage::Refused;
    refused.delivery.refusal = Refusal::Role;
    refused.arrived = scenarioAt(-8, 20, 0);
    c.contact(-3, 18, 0, who().wijkteam, "telefonisch", "gesproken",
              {.statedBy = "Oma", .stated = "Lot logeert hier."});
    c.action("actie", "Gesprek met Theo", "Reclassering", "Bram Uitslag", dayMoment(1));

    FakeConflict conflict;
    ConflictCard& card = conflict.card;
    card.id = {fakeRecordId(12 * 100'000), "kleurcode"};
    card.isOpen = true;
    card.caseId = c.file().id;
    card.caseName = c.file().header.name;
    card.subject = "Casus";
    card.fieldLabel = "Kleurcode";
    card.base =
        ConflictSide{{"colour-base"},        "groen", "Groen", who().tom, scenarioAt(-30, 11, 5),
                     "Begin van het traject"};
    card.sides = {
        {{"colour-noor"},
         "oranje",
         "Oranje",
         who().noor,
         scenarioAt(-15, 14, 2),
         "Mes gezien op de keukentafel, Kai bang."},
        {{"colour-bram"},
         "geel",
         "Geel",
         who().bram,
         scenarioAt(-15, 15, 40),
         "Rustig op kantoor, werkt mee."},
    };
    card.meanwhile = Meanwhile::NewestShown;
    card.mayKeepBoth = true;
    card.otherInput = ValueInput::Code;
    card.otherList = "kleurcode";
    card.mayDecide = true;
    card.decider = "Hilde Roosma, casusregisseur";
    house.conflicts.push_back(conflict);
}

} // namespace

FakeCase& FakeHouse::byName(std::string_view part) {
    for (FakeCase& each : cases) {
        if (each.header.name.find(part) != std::string::npos)
            return each;
    }
    checkFailed("case exists", __FILE__, __LINE__);
}

FakeHouse scenarioHouse() {
    FakeHouse house = bareHouse();
    for (auto* scenario : {kortlever, hoogakker, brouwhuis, veltman, linthorst, munnik, palsma,
                           wiebinga, loskade, oosterholt, terbeek, vanDerSlik})
        scenario(house);
    return house;
}

FakeHouse emptyHouse() {
    return bareHouse();
}

FakeHouse largeHouse(std::uint32_t cases, std::uint32_t entries) {
    static constexpr const char* kSurnames[] = {"Aalders", "Bosveld", "Cornelisse", "Doornbos",
                                                "Evertse", "Franken", "Groothuis",  "Hazelhof"};
    FakeHouse house = bareHouse();
    for (std::uint32_t i = 0; i < cases; ++i) {
        const std::string name =
            std::string(kSurnames[i % std::size(kSurnames)]) + " " + std::to_string(i + 1);
        CaseWriter c(house, 1000 + i, name.c_str(), "LV-G");
        c.state("in_uitvoering", "stabiel", "groen", "Hilde Roosma", 30);
        c.person(name.c_str(), 40, {"casussubject"}, 3);
        const std::uint32_t contacts = i == 0 ? entries : 1;
        for (std::uint32_t k = 0; k < contacts; ++k)
            c.contact(-static_cast<int>(k) - 1, 10, 0, k % 3 == 0 ? who().noor : who().bram,
                      k % 4 == 0 ? "huisbezoek" : "telefonisch",
                      k % 5 == 0 ? "niet_bereikt" : "gesproken", {.observed = "Kort gesproken."});
    }
    return house;
}

} // namespace vb::test
