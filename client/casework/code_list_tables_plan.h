// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// Code lists, the third part: those inside the field tables of plan and sharing. Only for
// code_list.cpp.

#include "client/casework/code_list.h"

namespace vb::casework::tables {

// 3.3
inline constexpr CodeEntry kAdressoort[] = {
    {"woonadres", "Woonadres"},
    {"verblijf", "Verblijf"},
    {"post", "Post"},
    {"telefoon", "Telefoon"},
    {"e_mail", "E-mail"},
    {"vindplaats", "Vindplaats"},
    {"instelling_of_pi", "Instelling of PI"},
    {"via_persoon", "Via persoon"},
};
inline constexpr CodeEntry kAdrestoestand[] = {
    {"onbevestigd", "Onbevestigd"},
    {"bevestigd", "Bevestigd"},
    {"onjuist", "Onjuist"},
    {"onbekend", "Onbekend"},
};

// strictest first: the order decides
inline constexpr CodeEntry kBeschermd[] = {
    {"ja", "Ja"},
    {"nee", "Nee"},
};
inline constexpr CodeEntry kBrp[] = {
    {"ingeschreven", "Ingeschreven"},
    {"doorgehaald", "Doorgehaald"},
    {"onbekend", "Onbekend"},
};

// 3.12
inline constexpr CodeEntry kMaatregelkader[] = {
    {"vrijwillig", "Vrijwillig"},
    {"straf", "Straf"},
    {"bestuur", "Bestuur"},
    {"civiel", "Civiel"},
};
inline constexpr CodeEntry kMaatregelstatus[] = {
    {"aangevraagd", "Aangevraagd"},     {"loopt", "Loopt"},         {"geschorst", "Geschorst"},
    {"geretourneerd", "Geretourneerd"}, {"beeindigd", "Beëindigd"},
};
inline constexpr CodeEntry kNagekomen[] = {
    {"ja", "Nagekomen"},
    {"nee", "Niet nagekomen"},
    {"onbekend", "Onbekend"},
};

// 3.16
inline constexpr CodeEntry kOverdrachtsoort[] = {
    {"werker", "Werker"}, {"organisatie", "Organisatie"}, {"regio_of_huis", "Regio of huis"},
    {"kader", "Kader"},   {"vervanging", "Vervanging"},
};

// lowest first: the order decides
inline constexpr CodeEntry kOverdrachtstatus[] = {
    {"concept", "Concept"},         {"aangeboden", "Aangeboden"}, {"verlopen", "Verlopen"},
    {"ingetrokken", "Ingetrokken"}, {"geweigerd", "Geweigerd"},   {"geaccepteerd", "Geaccepteerd"},
};

// 3.14
inline constexpr CodeEntry kMeldingsvorm[] = {
    {"aanmelding", "Aanmelding"},
    {"advies_gevraagd", "Advies gevraagd"},
    {"nieuws_bij_bestaande_casus", "Nieuws bij bestaande casus"},
};
inline constexpr CodeEntry kAntwoord[] = {
    {"ja", "Ja"},
    {"nee", "Nee"},
    {"weet_niet", "Weet niet"},
};

// section 5
inline constexpr CodeEntry kMeldingsstatus[] = {
    {"concept", "Concept"},
    {"ingediend", "Ingediend"},
    {"ontvangen", "Ontvangen"},
    {"in_triage", "In triage"},
    {"aanvulling_gevraagd", "Aanvulling gevraagd"},
    {"toegelaten", "Toegelaten"},
    {"gekoppeld", "Gekoppeld aan casus"},
    {"advies_gegeven", "Advies gegeven"},
    {"niet_opgenomen", "Niet opgenomen"},
    {"teruggemeld", "Teruggemeld"},
};

// 3.19; strictest first: the order decides
inline constexpr CodeEntry kDeelstatus[] = {
    {"beeindigd", "Beëindigd"},     {"afgewezen", "Afgewezen"},   {"voorgesteld", "Voorgesteld"},
    {"goedgekeurd", "Goedgekeurd"}, {"van_kracht", "Van kracht"},
};
inline constexpr CodeEntry kMarkerhint[] = {
    {"nu_stilhouden", "Nu stilhouden"},
    {"handelen_kan", "Handelen kan"},
    {"eerst_bellen", "Eerst bellen"},
};

// what can be decided on a finding of a rule (client/casework/rules)
inline constexpr CodeEntry kRegelkeuze[] = {
    {"heropenen", "Heropenen"},
    {"blijft_afgesloten", "Blijft afgesloten"},
    {"herzien", "Besluit herzien"},
    {"besluit_blijft", "Besluit blijft"},
    {"zelfde_contact", "Zelfde contact"},
    {"ander_contact", "Ander contact"},
    {"zelfde_persoon", "Zelfde persoon"},
    {"ander_persoon", "Andere persoon"},
    {"afgestemd", "Afgestemd"},
    {"overnemen", "Overnemen"},
    {"niet_overnemen", "Niet overnemen"},
    {"intrekken", "Intrekken"},
    {"laten_staan", "Laten staan"},
    {"delen", "Delen"},
    {"niet_delen", "Niet delen"},
    {"gekoppeld", "Gekoppeld"},
    {"los", "Los van elkaar"},
};

} // namespace vb::casework::tables
