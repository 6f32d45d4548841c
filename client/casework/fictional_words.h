// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// Words of the generator, only for fictional_text.cpp. All invented: surnames are put together from
// syllables, nobody and no place is meant. {slots} are filled in from the lists below them.

#include <string_view>

namespace vb::casework::words {

inline constexpr std::string_view kSurnameHeads[] = {
    "Bor", "Dal", "Eek", "Gra", "Hul", "Kes",  "Lin", "Mee", "Nij", "Oud",
    "Pol", "Rus", "Ste", "Tij", "Uil", "Vos",  "Wei", "Zwa", "Bel", "Har",
    "Wol", "Zan", "Mol", "Lam", "Vel", "Brin", "Hem", "Dam", "Rie", "Sla",
};
inline constexpr std::string_view kSurnameTails[] = {
    "kampen", "velde",  "horne",  "broeke",  "stede", "wolde", "huizing", "meer",
    "donk",   "lever",  "akker",  "bergh",   "ring",  "dijke", "woude",   "laar",
    "beek",   "schoor", "voorde", "minkhof", "terp",  "gaard", "zicht",   "rode",
};

inline constexpr std::string_view kThirds[] = {
    "een buurvrouw", "een oom",        "een vriend",   "de huisbaas",  "een collega",
    "de conciërge",  "een kennis",     "een nicht",    "de bovenbuur", "een oude schoolvriend",
    "de portier",    "een begeleider", "de winkelier", "een tante",    "een huisgenoot",
};
inline constexpr std::string_view kPlaces[] = {
    "in de keuken",          "op de galerij",   "bij de supermarkt", "in het portiek",
    "op het plein",          "bij de bushalte", "in de hal",         "op kantoor",
    "aan de balie",          "in het park",     "bij het station",   "op de markt",
    "in de wachtkamer",      "op het balkon",   "bij de werkplaats", "in de fietsenstalling",
    "achter de garageboxen", "voor de deur",    "in het buurthuis",
};
inline constexpr std::string_view kTimes[] = {
    "vanochtend",
    "gisteren",
    "afgelopen nacht",
    "sinds een week",
    "al enkele dagen",
    "in het weekend",
    "vorige maand",
    "tegen de avond",
    "na het werk",
    "sinds de zomer",
    "vorige week",
    "de laatste tijd",
    "aan het eind van de maand",
};
inline constexpr std::string_view kThings[] = {
    "een stapel post",
    "lege flessen",
    "een nieuwe fiets",
    "een kapot slot",
    "drie tassen kleren",
    "een lege koelkast",
    "medicijnen",
    "een brief van de rechtbank",
    "een agenda",
    "twee telefoons",
    "een opgemaakt bed",
    "verhuisdozen",
    "een map met papieren",
    "een kapotte ruit",
    "gereedschap",
    "schone was",
    "een schaal met sleutels",
    "een volle asbak",
    "een aanmaning",
    "een nieuwe jas",
};
inline constexpr std::string_view kMoods[] = {
    "rustig", "gespannen", "moe",    "open",   "afwachtend",  "boos",    "opgelucht",
    "somber", "druk",      "helder", "kortaf", "vriendelijk", "verward", "trots",
};
inline constexpr std::string_view kHelp[] = {
    "de schuldhulp",     "het wijkteam",      "de huisarts",
    "de kliniek",        "de werkbegeleider", "de bewindvoerder",
    "het spreekuur",     "de budgetcoach",    "de gezinscoach",
    "het buurthuis",     "de reclassering",   "de leerplicht",
    "de woonbegeleider", "het jongerenwerk",  "de praktijkondersteuner",
};
inline constexpr std::string_view kAmounts[] = {"180", "240",   "385",   "640",   "720",
                                                "910", "1.250", "2.300", "4.100", "8.400"};

inline constexpr std::string_view kSeen[] = {
    "Gordijnen dicht.",
    "Geen gehoor.",
    "Licht brandt, niemand reageert.",
    "Binnen {ding} gezien.",
    "{Wie} is {stemming}.",
    "{Wie} doet open en is {stemming}.",
    "{Wie} staat {plek} en groet terug.",
    "Aangesproken {plek}; {wie} is {stemming} en loopt even mee.",
    "Op tafel ligt {ding}.",
    "{Wie} laat {ding} zien en vertelt er niets bij.",
    "In huis ruikt het schoon, {plek} staat {ding}.",
    "Muziek staat hard, na een verzoek gaat die zachter.",
    "{Wie} heeft {tijd} niet geslapen, zo te zien.",
    "{Wie} maakt oogcontact en geeft antwoord op elke vraag.",
    "{Wie} ontwijkt vragen over geld en over {hulp}.",
    "Er is bezoek: {derde} zit {plek} en zegt niets.",
    "{Derde} komt aan de deur en vraagt of alles goed gaat.",
    "De brievenbus zit vol, {plek} ligt {ding}.",
    "{Wie} heeft zich geschoren en schone kleren aan.",
    "{Wie} trilt en drinkt tijdens het gesprek drie glazen water.",
    "Wij lopen samen naar {hulp}; {wie} wacht buiten tot de afspraak begint.",
    "De afspraak met {hulp} is {tijd} doorgegaan.",
    "De afspraak met {hulp} is {tijd} niet doorgegaan.",
    "{Wie} zegt af, een kwartier voor het gesprek.",
    "Briefje in de bus gedaan met naam en nummer.",
    "Na aanbellen wordt het stil; er wordt niet opengedaan.",
    "{Wie} zit {plek} met {derde}, het gesprek is kort en {stemming}.",
    "De woning is opgeruimd, {ding} is weg.",
    "De kamer is kleiner dan de vorige keer: overal staat {ding}.",
    "{Wie} vraagt zelf wanneer ik weer kom.",
    "Er hangt een rooster van {hulp} aan de kast.",
    "Bij het weggaan loopt {wie} mee tot aan de lift.",
    "{Wie} noemt {getal} keer dezelfde datum en kijkt dan weg.",
    "{Wie} schrijft de afspraak op en leest hem hardop voor.",
};
inline constexpr std::string_view kSaid[] = {
    "Het gaat wel.",
    "{Wie} wil er niet over praten.",
    "Zegt dat het {tijd} beter gaat.",
    "Zegt {tijd} ruzie te hebben gehad met {derde}.",
    "Wil hulp, maar niet van {hulp}.",
    "Heeft nog {bedrag} euro tot het eind van de maand.",
    "Is bang dat {derde} terugkomt.",
    "Zegt {getal} dagen niet gebruikt te hebben.",
    "Zou graag weer werken, liefst met de handen.",
    "Slaapt slecht en eet één keer per dag.",
    "Heeft {tijd} de brief van {hulp} weggegooid zonder te lezen.",
    "Vindt dat iedereen hetzelfde vraagt en niemand iets doet.",
    "Zegt dat {derde} voor eten zorgt.",
    "Wil de kinderen vaker zien, te beginnen met een middag.",
    "Heeft een kamer op het oog, {bedrag} euro per maand.",
    "Noemt {hulp} de enige die terugbelt.",
    "Vraagt of de schuld van {bedrag} euro weg kan.",
    "Zegt dat het lawaai {tijd} van boven kwam.",
    "Weet niet meer wat er {tijd} is afgesproken.",
    "Is trots dat het al {getal} weken goed gaat.",
    "Wil niet dat {derde} weet dat wij praten.",
    "Zegt {tijd} bij {derde} te slapen.",
};
inline constexpr std::string_view kMeaning[] = {
    "Lijkt schaamte, geen onwil.",
    "De afspraak met {hulp} komt te vroeg.",
    "Het netwerk draagt nog, maar dun.",
    "Zonder {derde} valt dit stil.",
    "Het contact is er; nu niet te veel tegelijk vragen.",
    "Spanning lijkt samen te hangen met geld.",
    "Korte bezoeken werken beter dan gesprekken op kantoor.",
    "Ik zou {hulp} vragen om één vaste persoon.",
    "Onduidelijk of {wie} de brief begrijpt.",
    "Eerst slapen en eten, daarna de rest.",
    "Beeld van {hulp} en dat van mij lopen uiteen.",
    "Mogelijk speelt er meer dan {wie} vertelt.",
};

/// Subjects and actions for each leefgebied, in the order of list 4.1.
struct AreaWords {
    std::string_view subjects[4];
    std::string_view facts[4];
    std::string_view actions[3];
};
inline constexpr AreaWords kAreas[] = {
    {{"Werk", "School", "Dagritme", "Werkplaats"},
     {"Werkt {getal} uur per week, begeleid door {hulp}.",
      "Is {tijd} niet op school of werk geweest.",
      "Staat om elf uur op en heeft {tijd} niets om handen.",
      "Houdt het {getal} weken vol op dezelfde plek."},
     {"Gesprek met {hulp} over werk.", "Dagritme doorspreken.", "Aanmelden bij de werkplaats."}},
    {{"Motivatie", "Gedrag", "Denkwereld", "Wat werkte"},
     {"Wil veranderen, noemt daarvoor zelf een reden.",
      "Wordt {stemming} wanneer {derde} erbij is.",
      "Ziet hulp als straf; uitleg met een tekening hielp.",
      "Reageert goed op korte, vaste afspraken."},
     {"Uitleg geven over de volgende stap.", "Vaste tijd afspreken.", "Doelen samen opschrijven."}},
    {{"Zitting", "Toezicht", "Aangifte", "Voorwaarden"},
     {"Er loopt een zaak; datum nog niet bekend.", "Meldt zich {tijd} bij het toezicht.",
      "Mist {getal} van de laatste tien afspraken.", "Voorwaarden zijn uitgelegd en ondertekend."},
     {"Meldplicht controleren.", "Zittingsdatum navragen.", "Voorwaarden uitleggen."}},
    {{"Gezin", "Huisgenoten", "Ruzie", "Kinderen"},
     {"Thuis is het {stemming} sinds {derde} er woont.",
      "Er is {tijd} hard geschreeuwd, geen geweld gezien.", "De kinderen slapen {tijd} elders.",
      "Er zijn {getal} mensen in huis, niemand staat ingeschreven."},
     {"Gesprek met het gezin.", "Veiligheidsafspraak maken.", "Kinderen apart spreken."}},
    {{"Gebruik", "Afbouw", "Terugval", "Kliniek"},
     {"Gebruikt {tijd} minder, zegt {derde}.",
      "Staat op de wachtlijst van de kliniek, nog {getal} weken.",
      "Is {tijd} onder invloed gezien {plek}.", "Is {getal} dagen nuchter volgens {hulp}."},
     {"Intake regelen.", "Meegaan naar de kliniek.", "Controle met {hulp} afspreken."}},
    {{"Vrienden", "Familie", "Netwerk", "Groep"},
     {"Ziet {derde} elke week.", "Heeft geen contact meer met familie.",
      "Hangt {tijd} rond met een groep {plek}.", "{Derde} wil helpen als iemand het vraagt."},
     {"{Derde} vragen wat mogelijk is.", "Steun in kaart brengen.", "Buurtmaatje zoeken."}},
    {{"Schuld", "Inkomen", "Post", "Bewind"},
     {"Schuld van {bedrag} euro, deels bekend bij {hulp}.", "Inkomen is {tijd} stopgezet.",
      "Ongeopende post, {getal} brieven van één instantie.",
      "Betaalt huur sinds {getal} maanden zelf."},
     {"Post doornemen.", "Aanvraag bij {hulp} doen.", "Betalingsregeling navragen."}},
    {{"Woning", "Huur", "Onderdak", "Overlast"},
     {"Woning is bewoonbaar, {ding} in de gang.", "Huurachterstand van {bedrag} euro.",
      "Slaapt {tijd} bij {derde}.", "Omwonenden melden geluid, zelf niet waargenomen."},
     {"Gesprek met de corporatie.", "Kamer bekijken.", "Omwonenden terugbellen."}},
    {{"Gezondheid", "Eten", "Huisarts", "Verwonding"},
     {"Heeft {tijd} geen huisarts gezien.", "Eet {getal} keer per week bij het buurthuis.",
      "Loopt moeilijk sinds {tijd}, oorzaak onbekend.", "Is afgevallen, zegt {derde}."},
     {"Afspraak huisarts maken.", "Meegaan naar het spreekuur.", "Maaltijd regelen."}},
    {{"Stemming", "Slaap", "Verwardheid", "Behandeling"},
     {"Is {tijd} somber en slaapt overdag.", "Hoort geluiden die er volgens {derde} niet zijn.",
      "Neemt medicijnen op tijd, dosis gezien.",
      "Behandeling bij {hulp} loopt, frequentie onbekend."},
     {"Overleg met {hulp}.", "Wachttijd navragen.", "Crisisplan doornemen."}},
    {{"Identiteitsbewijs", "Inschrijving", "Verzekering", "Toeslag"},
     {"Identiteitsbewijs is {tijd} verlopen.", "Staat niet ingeschreven.",
      "Zorgverzekering is {getal} maanden niet betaald.", "Toeslag is aangevraagd via {hulp}."},
     {"Id-kaart aanvragen.", "Inschrijving regelen.", "Verzekering navragen."}},
};

inline constexpr std::string_view kTriggers[] = {
    "Meerdere meldingen {tijd}, en een melding van {derde}.",
    "Verschijnt niet op afspraken en raakt uit beeld.",
    "Dreigt onderdak te verliezen; {hulp} komt er niet uit.",
    "Einde van een maatregel, zonder plek om heen te gaan.",
    "Zorg van school en van {derde} over thuis.",
    "Overlast {plek}, {getal} meldingen in een maand.",
};
inline constexpr std::string_view kGoals[] = {
    "Vaste plek, vaste begeleider, geen meldingen.",
    "Een dagritme dat {getal} weken standhoudt.",
    "Schuld in beeld en huur betaald.",
    "Thuis elke avond rustig en veilig.",
    "Aangemeld bij {hulp} en verschenen op de intake.",
    "Contact hersteld met {derde}.",
};
inline constexpr std::string_view kProofs[] = {
    "Gedaan {tijd}, bevestigd door {hulp}.",
    "Gebeld en vastgelegd.",
    "Brief gezien, afschrift bij {hulp}.",
    "Samen gedaan, {derde} was erbij.",
};
inline constexpr std::string_view kReasons[] = {
    "Niet meer nodig.",
    "{Hulp} heeft geen plek.",
    "Betrokkene is niet bereikt.",
    "Ander plan gemaakt in het overleg.",
    "Te vroeg, eerst onderdak.",
};
inline constexpr std::string_view kAdvice[] = {
    "Ga met zijn tweeën en spreek buiten af.", "Bel eerst, kom niet onaangekondigd.",
    "Hond in huis: vraag om hem weg te doen.", "Houd afstand en noem geen namen van anderen.",
    "Kom overdag, zonder herkenbare auto.",
};

} // namespace vb::casework::words
