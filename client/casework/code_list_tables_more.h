// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// The second half of code_list_tables.h: lists 4.11 to 4.18 and the lists of the field tables.

#include "client/casework/code_list_tables.h"

namespace vb::casework::tables {

// 4.11
inline constexpr CodeEntry kPatroon[] = {
    {"combinatieproblematiek", "Combinatieproblematiek en belastende gezinsomstandigheden"},
    {"oude_bekenden", "Oude bekenden"},
    {"partnerrelatiepatronen", "Partnerrelatiepatronen"},
    {"geweld_ouder_kind", "Geweld ouder-(ouder) kind"},
    {"afwachten_met_ingrijpen", "Afwachten met ingrijpen"},
    {"vele_professionals", "Vele professionals betrokken"},
};

// 4.12
inline constexpr CodeEntry kSelectievlag[] = {
    {"recidive", "Recidive"},
    {"kinderen_tot_23", "Kinderen tot 23 jaar"},
    {"vermoeden_psychiatrie", "Vermoeden psychiatrische problematiek"},
    {"excessief_geweld", "Excessief geweld"},
    {"spoed", "Spoed"},
    {"dwang_nodig", "Dwang nodig"},
    {"dwang_overwegen", "Dwang overwegen"},
};

// 4.13
inline constexpr CodeEntry kEerderBekend[] = {
    {"ots", "OTS"},
    {"verslavingsproblematiek", "Verslavingsproblematiek"},
    {"partnergeweld", "Partnergeweld"},
    {"geweld_eerdere_relatie", "Geweld in eerdere relatie"},
    {"opname", "Opname"},
    {"politiecontact", "Politiecontact"},
    {"aangifte", "Aangifte"},
    {"winkeldiefstal", "Winkeldiefstal"},
    {"melding_veilig_thuis", "Melding Veilig Thuis"},
    {"halt_traject", "Halt-traject"},
    {"huisverbod", "Huisverbod"},
    {"toezicht_reclassering", "Toezicht reclassering"},
    {"kinderbeschermingsmaatregel", "Kinderbeschermingsmaatregel"},
};

// 4.14
inline constexpr CodeEntry kAfhandeling[] = {
    {"solitair", "Solitair"},
    {"monodisciplinair", "Monodisciplinair"},
    {"multidisciplinair", "Multidisciplinair"},
    {"interdisciplinair", "Interdisciplinair"},
};

// 4.15
inline constexpr CodeEntry kWaarschuwing[] = {
    {"agressie", "Agressie tegen hulpverlener"},
    {"wapen", "Wapen"},
    {"bedreiging", "Bedreiging"},
    {"onvoorspelbaar", "Onvoorspelbaar of verward"},
    {"anderen_in_woning", "Anderen in woning"},
    {"dier", "Dier"},
    {"besmetting", "Besmetting"},
    {"verbod_loopt", "Huis- of contactverbod loopt"},
};

// 4.16
inline constexpr CodeEntry kKleurcode[] = {
    {"groen", "Groen"},
    {"geel", "Geel"},
    {"oranje", "Oranje"},
    {"rood", "Rood"},
};

// 4.17
inline constexpr CodeEntry kMaatregel[] = {
    {"toezicht", "Toezicht", kPlain, "straf"},
    {"bijzondere_voorwaarden", "Bijzondere voorwaarden", kPlain, "straf"},
    {"taakstraf", "Taakstraf of werkstraf", kPlain, "straf"},
    {"gedragstraining", "Gedragstraining", kPlain, "straf"},
    {"voorwaardelijke_straf", "Voorwaardelijke straf", kPlain, "straf"},
    {"voorlopige_hechtenis", "Voorlopige hechtenis", kPlain, "straf"},
    {"detentie", "Detentie", kPlain, "straf"},
    {"isd", "ISD", kPlain, "straf"},
    {"pij", "PIJ", kPlain, "straf"},
    {"tbs", "TBS", kPlain, "straf"},
    {"elektronisch_toezicht", "Elektronisch toezicht", kPlain, "straf"},
    {"hulp_en_steun", "Hulp en Steun", kPlain, "straf"},
    {"halt_afdoening", "Halt-afdoening", kPlain, "straf"},
    {"boete", "Boete", kPlain, "straf"},
    {"sepot", "Sepot", kPlain, "straf"},
    {"contactverbod", "Contactverbod", kPlain, "straf"},
    {"huisverbod", "Huisverbod", kPlain, "bestuur"},
    {"samenscholingsverbod", "Samenscholingsverbod", kPlain, "bestuur"},
    {"waarschuwingsbrief", "Waarschuwingsbrief", kPlain, "bestuur"},
    {"ontruiming", "Ontruiming", kPlain, "bestuur"},
    {"rm", "RM", kPlain, "zorg"},
    {"ibs", "IBS", kPlain, "zorg"},
    {"zorgmachtiging", "Zorgmachtiging", kPlain, "zorg"},
    {"ots", "OTS", kPlain, "zorg"},
    {"voorlopige_voogdij", "Voorlopige voogdij", kPlain, "zorg"},
    {"uithuisplaatsing", "Uithuisplaatsing", kPlain, "zorg"},
    {"gesloten_jeugdzorg", "Gesloten jeugdzorg", kPlain, "zorg"},
    {"begeleid_wonen", "Begeleid wonen", kPlain, "zorg"},
    {"afkickprogramma", "Afkickprogramma", kPlain, "zorg"},
    {"schuldhulp", "Schuldhulp", kPlain, "zorg"},
    {"uitkering_voorschot", "Uitkering of voorschot", kPlain, "zorg"},
    {"dagbesteding", "Dagbesteding", kPlain, "zorg"},
    {"winkelverbod", "Winkelverbod", kPlain, "privaat"},
};

// 4.18; the group is the part (deel) to which the organisation belongs by default
inline constexpr CodeEntry kOrganisatie[] = {
    {"politie", "Politie", kPlain, "straf", 1},
    {"om", "OM", kPlain, "straf", 2},
    {"reclassering", "Reclassering", kPlain, "straf", 3},
    {"rvdk", "RvdK", kPlain, "straf", 4},
    {"dji_pi", "DJI/PI", kPlain, "straf", 5},
    {"halt", "Halt", kPlain, "straf", 6},
    {"ggd_oggz", "GGD/OGGZ", kPlain, "zorg", 7},
    {"ggz", "GGZ", kPlain, "zorg", 8},
    {"verslavingszorg", "Verslavingszorg", kPlain, "zorg", 9},
    {"jeugdbescherming", "Jeugdbescherming", kPlain, "zorg", 10},
    {"veilig_thuis", "Veilig Thuis", kPlain, "zorg", 11},
    {"maatschappelijk_werk", "Maatschappelijk werk", kPlain, "zorg", 12},
    {"opvang", "Opvang", kPlain, "zorg", 13},
    {"gehandicaptenzorg", "Gehandicaptenzorg", kPlain, "zorg", 14},
    {"wijkteam", "Wijkteam", kPlain, "zorg", 15},
    {"ouderenwerk", "Ouderenwerk", kPlain, "zorg", 16},
    {"gemeente", "Gemeente", kPlain, "geen", 17},
    {"sociale_dienst", "Sociale dienst", kPlain, "geen", 18},
    {"leerplicht", "Leerplicht", kPlain, "geen", 19},
    {"school", "School", kPlain, "geen", 20},
    {"woningcorporatie", "Woningcorporatie", kPlain, "geen", 21},
    {"uwv", "UWV", kPlain, "geen", 22},
    {"slachtofferhulp", "Slachtofferhulp", kPlain, "geen", 23},
    {"veiligheidshuis", "Veiligheidshuis", kPlain, "geen", 24},
};

inline constexpr CodeEntry kFunctie[] = {
    {"wijkagent", "Wijkagent"},
    {"reclassering_adviseur", "Reclasseringswerker (adviseur)"},
    {"reclassering_toezichthouder", "Reclasseringswerker (toezichthouder)"},
    {"ggd_oggz_medewerker", "GGD/OGGZ-medewerker"},
    {"jeugdreclasseerder", "Jeugdreclasseerder"},
    {"jongerenwerker", "Jongerenwerker"},
    {"jeugdbeschermer", "Jeugdbeschermer"},
    {"wijkteamlid", "Wijkteamlid"},
    {"ouderenadviseur", "Ouderenadviseur"},
    {"casusregisseur", "Casusregisseur"},
    {"procesregisseur", "Procesregisseur"},
    {"informatievoorziening", "Medewerker informatievoorziening"},
    {"notulist", "Notulist"},
    {"om_medewerker", "OM-medewerker"},
    {"zsm_medewerker", "ZSM-medewerker"},
    {"aanmelder", "Aanmelder"},
    {"beleidsambtenaar", "Beleidsambtenaar"},
    {"manager", "Manager"},
    {"stuurgroeplid", "Stuurgroeplid"},
    {"jeugdcoordinator", "Jeugdcoördinator"},
    {"officier_van_justitie", "Officier van justitie"},
    {"parketsecretaris", "Parketsecretaris"},
    {"leerplichtambtenaar", "Leerplichtambtenaar"},
    {"gezinsvoogd", "Gezinsvoogd"},
    {"mmd_er", "MMD-er (maatschappelijk werk in de PI)"},
    {"vervanger", "Vervanger"},
    {"toehoorder", "Toehoorder"},
};

// 3.0
inline constexpr CodeEntry kBeperking[] = {
    {"niet_delen_met_betrokkene", "Niet delen met betrokkene"},
    {"embargo_opsporing", "Embargo opsporing"},
    {"blijft_in_overleg", "Blijft in overleg"},
    {"mondeling_toegelicht", "Mondeling toegelicht"},
};

// 3.1
inline constexpr CodeEntry kOnderwerpsoort[] = {
    {"persoon", "Persoon"},
    {"systeem", "Systeem"},
    {"groep", "Groep"},
    {"gebied", "Gebied"},
};
inline constexpr CodeEntry kDomein[] = {
    {"jeugd", "Jeugd"},
    {"volwassenen", "Volwassenen"},
};
inline constexpr CodeEntry kRolHuis[] = {
    {"regisseur", "Regisseur"},
    {"adviseur", "Adviseur"},
};
inline constexpr CodeEntry kLocatie[] = {
    {"huis", "In het huis"},
    {"lokaal", "Lokaal"},
};
inline constexpr CodeEntry kFase[] = {
    {"stabiel", "Stabiel"},
    {"onrustig", "Onrustig"},
};
inline constexpr CodeEntry kOmBetrokken[] = {
    {"ja", "Ja"},
    {"nee", "Nee"},
    {"misschien", "Misschien"},
};
inline constexpr CodeEntry kTijdstrategie[] = {
    {"versnellen", "Versnellen"},
    {"vertragen", "Vertragen"},
    {"intensiveren", "Intensiveren"},
};

// 3.2; most cautious first where the order decides
inline constexpr CodeEntry kGeslacht[] = {
    {"man", "Man"},
    {"vrouw", "Vrouw"},
    {"onbekend", "Onbekend"},
};
inline constexpr CodeEntry kSpoor[] = {
    {"dader", "Dader"},
    {"slachtoffer", "Slachtoffer"},
    {"kind", "Kind"},
};
inline constexpr CodeEntry kOpDeHoogte[] = {
    {"geweigerd", "Geweigerd"},
    {"nee", "Nee"},
    {"onbeantwoord", "Onbeantwoord"},
    {"ja", "Ja"},
};
inline constexpr CodeEntry kToestemming[] = {
    {"ingetrokken", "Ingetrokken"}, {"geweigerd", "Geweigerd"}, {"niet_gevraagd", "Niet gevraagd"},
    {"gevraagd", "Gevraagd"},       {"gegeven", "Gegeven"},
};

// 3.5
inline constexpr CodeEntry kKinderenBijContact[] = {
    {"niet_aan_de_orde", "Niet aan de orde"},
    {"aanwezig", "Aanwezig"},
    {"gesproken", "Gesproken"},
    {"uitleg_gegeven", "Uitleg gegeven"},
};
inline constexpr CodeEntry kContactFunctie[] = {
    {"adviseur", "Adviseur"},
    {"toezichthouder", "Toezichthouder"},
};

// 3.6
inline constexpr CodeEntry kContextsoort[] = {
    {"feit", "Feit"},
    {"melding", "Melding"},
    {"zorg", "Zorg"},
    {"veerkracht", "Veerkracht"},
    {"motivatie", "Motivatie"},
    {"rapport_of_diagnose", "Rapport of diagnose"},
    {"risico_instrument", "Risico-instrument"},
    {"telling", "Telling"},
    {"wat_werkte", "Wat werkte"},
    {"hypothese", "Hypothese"},
};

// 3.7; most cautious first: the order decides
inline constexpr CodeEntry kWaarschuwingsniveau[] = {
    {"niet_betreden", "Niet betreden"},
    {"alleen_met_politie", "Alleen met politie"},
    {"niet_alleen", "Niet alleen"},
    {"let_op", "Let op"},
};
inline constexpr CodeEntry kWaarschuwingsstatus[] = {
    {"actief", "Actief"},
    {"ingetrokken", "Ingetrokken"},
};

// 3.11
inline constexpr CodeEntry kActiesoort[] = {
    {"actie", "Actie"},
    {"afspraak", "Afspraak"},
    {"toezegging", "Toezegging"},
    {"contacttaak", "Contacttaak"},
    {"signaal_aan_derde", "Signaal aan derde"},
};
inline constexpr CodeEntry kFrequentie[] = {
    {"per_week", "per week"},
    {"per_maand", "per maand"},
};

} // namespace vb::casework::tables
