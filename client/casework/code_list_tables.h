// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// The default code lists, only for code_list.cpp: section 4 of the domain specification and the
// short lists of its field tables, in the order in which they are shown. Ids are the Dutch words in
// ASCII. Adding an entry adds a line to wire_numbers.txt; no id is ever renamed or reused.

#include "client/casework/code_list.h"

namespace vb::casework::tables {

inline constexpr auto kF2f = CodeMark::FaceToFace;
inline constexpr auto kTry = CodeMark::Attempt;
inline constexpr auto kWhy = CodeMark::NeedsReason;
inline constexpr auto kPlain = CodeMark::None;

// 4.1
inline constexpr CodeEntry kLeefgebied[] = {
    {"dagbesteding", "Dagbesteding"},
    {"denkwereld", "Denkwereld, gedrag, motivatie"},
    {"justitieel", "Justitieel"},
    {"thuissituatie", "Thuissituatie"},
    {"verslaving", "Verslaving"},
    {"sociale_relaties", "Sociale relaties"},
    {"financien", "Financiën"},
    {"wonen", "Wonen"},
    {"lichamelijk_welzijn", "Lichamelijk welzijn"},
    {"psychisch_welzijn", "Psychisch welzijn"},
    {"identiteitsbewijs", "Identiteitsbewijs"},
};

// 4.2
inline constexpr CodeEntry kRol[] = {
    {"casussubject", "Casussubject"},
    {"dader_verdachte", "Dader of verdachte"},
    {"slachtoffer", "Slachtoffer"},
    {"getuige", "Getuige"},
    {"kind", "Kind"},
    {"ouder", "Ouder"},
    {"overige_betrokkene", "Overige betrokkene"},
    {"aanvoerder", "Aanvoerder", kPlain, "groep"},
    {"meeloper", "Meeloper", kPlain, "groep"},
};

inline constexpr CodeEntry kRelatie[] = {
    {"partner", "Partner"},
    {"ex_partner", "Ex-partner"},
    {"ouder", "Ouder"},
    {"kind", "Kind"},
    {"stiefkind", "Stiefkind"},
    {"broer_zus", "Broer of zus"},
    {"huisgenoot", "Huisgenoot"},
    {"huisvriend", "Huisvriend"},
    {"gezag_voogd", "Gezag of voogd"},
    {"buur", "Buur"},
    {"werkgever", "Werkgever"},
    {"groepslid", "Groepslid"},
    {"steunend_netwerk", "Steunend netwerk"},
    {"professional", "Professional"},
    {"slachtoffer_van", "Slachtoffer van"},
};

// 4.3
inline constexpr CodeEntry kContactsoort[] = {
    {"huisbezoek", "Huisbezoek", kF2f},
    {"aan_de_deur", "Aan de deur", kF2f},
    {"straatgesprek", "Straatgesprek of aangesproken", kF2f},
    {"kantoorgesprek", "Kantoorgesprek", kF2f},
    {"bezoek_pi", "Bezoek PI", kF2f},
    {"bezoek_instelling", "Bezoek instelling", kF2f},
    {"gezamenlijk_gesprek", "Gezamenlijk gesprek", kF2f},
    {"controle", "Controle", kF2f},
    {"telefonisch", "Telefonisch"},
    {"video", "Video"},
    {"bericht", "Bericht"},
    {"brief", "Brief"},
    {"gesprek_met_derde", "Gesprek met derde"},
    {"melding_van_derde", "Melding van derde"},
    {"eigen_waarneming", "Eigen waarneming"},
    {"collega_overleg", "Collega-overleg"},
};

inline constexpr CodeEntry kUitkomst[] = {
    {"gesproken", "Gesproken"},
    {"binnengelaten", "Binnengelaten"},
    {"kort_gesproken", "Kort gesproken"},
    {"alleen_derde_gesproken", "Alleen derde gesproken"},
    {"waargenomen", "Waargenomen"},
    {"niet_thuis", "Niet thuis", kTry},
    {"niet_opengedaan", "Niet opengedaan", kTry},
    {"niet_bereikt", "Niet bereikt", kTry},
    {"nummer_onjuist", "Nummer onjuist", kTry},
    {"brief_onbeantwoord", "Brief onbeantwoord", kTry},
    {"niet_verschenen", "Niet verschenen", kTry},
    {"afgezegd", "Afgezegd", kTry},
    {"geweigerd", "Geweigerd", kTry},
    {"weggelopen", "Weggelopen", kTry},
    {"afgebroken_onveilig", "Afgebroken (onveilig)", kTry},
};

inline constexpr CodeEntry kPlaats[] = {
    {"woning", "Woning"},   {"deur", "Deur"},       {"straat", "Straat"},
    {"winkel", "Winkel"},   {"school", "School"},   {"pi", "PI"},
    {"kliniek", "Kliniek"}, {"kantoor", "Kantoor"}, {"elders", "Elders"},
};

// 4.4
inline constexpr CodeEntry kCasusstatus[] = {
    {"aangemeld", "Aangemeld"},
    {"in_triage", "In triage"},
    {"niet_opgenomen", "Niet opgenomen"},
    {"in_voorbereiding", "In voorbereiding"},
    {"in_uitvoering", "In uitvoering"},
    {"monitoring", "Monitoring (vinger aan de pols)"},
    {"plandatum", "Plandatum"},
    {"opgeschaald", "Opgeschaald"},
    {"tijdelijk_gearchiveerd", "Tijdelijk gearchiveerd"},
    {"overgedragen", "Overgedragen"},
    {"afgesloten", "Afgesloten"},
};

inline constexpr CodeEntry kDoorschuifreden[] = {
    {"informatie_ontbreekt", "Informatie ontbreekt"},
    {"deelnemer_afwezig", "Deelnemer afwezig"},
    {"nog_geen_terugkoppeling", "Nog geen terugkoppeling"},
    {"geen_tijd", "Geen tijd"},
};

inline constexpr CodeEntry kAfsluitreden[] = {
    {"doel_bereikt", "Doel bereikt"},
    {"hulp_gestart", "Hulp gestart en bij intake verschenen"},
    {"slachtoffer_wil_geen_hulp", "Slachtoffer wil geen hulp"},
    {"ander_overleg", "Ander overleg"},
    {"overgedragen", "Overgedragen"},
    {"lang_rustig", "Lang rustig"},
    {"overleden", "Overleden"},
};

// 4.5, in the order of the lattice: a later one outlives an earlier one
inline constexpr CodeEntry kActiestatus[] = {
    {"toegezegd", "Toegezegd"},
    {"opgepakt", "Opgepakt"},
    {"geblokkeerd", "Geblokkeerd", kWhy},
    {"vervallen", "Vervallen", kWhy},
    {"niet_nagekomen", "Niet nagekomen", kWhy},
    {"uitgevoerd", "Uitgevoerd"},
};

inline constexpr CodeEntry kVraagstatus[] = {
    {"open", "Open"},
    {"vervallen", "Vervallen"},
    {"geweigerd", "Geweigerd"},
    {"beantwoord", "Beantwoord"},
};

// 4.6
inline constexpr CodeEntry kKader[] = {
    {"risico_burgers", "Risico-burgers"},
    {"risico_jongeren", "Risico-jongeren"},
    {"jeugdgroepen", "Jeugdgroepen"},
    {"high_impact_crimes", "High-impact-crimes (HIC)"},
    {"pooierboys", "Pooierboys"},
    {"veelplegers", "Veelplegers"},
    {"huiselijk_geweld", "Huiselijk geweld"},
    {"nazorg_ex_gedetineerden", "Nazorg ex-gedetineerden"},
    {"overlast", "Overlast"},
    {"multiprobleemgezinnen", "Multiprobleemgezinnen"},
    {"radicalisering", "Radicalisering"},
    {"top_x", "Top-X"},
};

inline constexpr CodeEntry kOverlegvorm[] = {
    {"weegoverleg", "Weegoverleg"},
    {"focusoverleg", "Focusoverleg"},
    {"individueel_casusoverleg", "Individueel casusoverleg (ICO)"},
    {"geclusterd_jeugdoverleg", "Geclusterd jeugdoverleg"},
    {"geclusterd_volwassenenoverleg", "Geclusterd volwassenenoverleg"},
    {"hic_overleg", "High impact criminelen overleg"},
    {"jeugdgroepsaanpak", "Jeugdgroepsaanpak"},
    {"casusoverleg_huiselijk_geweld", "Casusoverleg huiselijk geweld"},
    {"justitieel_casusoverleg", "Justitieel casusoverleg"},
    {"nazorgoverleg", "Nazorgoverleg"},
    {"regieteam", "Regieteam"},
    {"virtueel_rappel", "Virtueel rappel"},
};

// 4.7; help texts for people: no score is ever computed from the answers
inline constexpr CodeEntry kTriagevraag[] = {
    {"vraag1", "Oorzaak op meerdere leefgebieden"},
    {"vraag2", "Samenhang met of invloed van anderen"},
    {"vraag3", "Vooraf bepaalde doelgroep"},
    {"vraag4", "Gevoel dat er meer aan de hand is"},
    {"vraag5", "(Hoog risico op) overlast of verstoring van de openbare orde"},
    {"vraag6", "(Hoog risico op) herhaling"},
    {"vraag7", "Overlast door psychische problemen of verslaving"},
    {"vraag8", "Gemeenteoverstijgend"},
};

inline constexpr CodeEntry kTriagecriterium[] = {
    {"criterium1", "Lange historie, meervoudig"},
    {"criterium2", "Hulpverlener komt er ook met hulp niet uit"},
    {"criterium3", "Onvoldoende medewerking"},
    {"criterium4", "Ontoereikende titel"},
    {"criterium5", "Specifieke situatie, bijvoorbeeld uitstroom ISD of RM"},
};

inline constexpr CodeEntry kTriagekenmerk[] = {
    {"k1", "Problemen op meer dan één leefgebied, (dreigend) crimineel, overlast of afglijden"},
    {"k2", "Meer dan één keten nodig"},
    {"k3", "Impact op systeem of leefomgeving"},
    {"k4", "Complex met impact op lokale of gebiedsgebonden veiligheid"},
};

inline constexpr CodeEntry kO3mp[] = {
    {"o1", "Ondoorgrondelijk"},
    {"o2", "Ongrijpbaar"},
    {"o3", "Ontwrichtend"},
};

inline constexpr CodeEntry kTriageniveau[] = {
    {"niveau1", "1: complex, ketenoverstijgend"},
    {"niveau2", "2: regulier, bilateraal"},
    {"niveau3", "3: regulier, één keten"},
};

inline constexpr CodeEntry kWeeguitkomst[] = {
    {"advies", "Advies"},
    {"ingang_geven", "Een ingang geven"},
    {"contact_leggen", "Contact leggen"},
    {"lokaal_overleg", "Beleggen in lokaal overleg"},
    {"afspraken_maken", "Afspraken maken"},
    {"zsm_advies", "ZSM-advies formuleren"},
    {"focusoverleg", "Focusoverleg"},
};

// 4.8
inline constexpr CodeEntry kBronsoort[] = {
    {"eigen_waarneming", "Eigen waarneming"},
    {"via_client", "Via cliënt"},
    {"andere_betrokkene", "Andere betrokkene"},
    {"netwerk_familie", "Netwerk of familie"},
    {"omwonende", "Omwonende"},
    {"partnerprofessional", "Partnerprofessional"},
    {"register_partnersysteem", "Register of partnersysteem"},
    {"rapport", "Rapport"},
    {"proces_verbaal", "Proces-verbaal"},
    {"overleg", "Overleg"},
};

inline constexpr CodeEntry kVerificatie[] = {
    {"ongeverifieerd", "Ongeverifieerd"},
    {"geverifieerd", "Geverifieerd"},
    {"weersproken", "Weersproken"},
    {"verlopen", "Verlopen"},
};

// 4.9; levels from section 6, widest last
inline constexpr CodeEntry kDeelniveau[] = {
    {"eigen_werkaantekening", "Alleen ik (werkaantekening)"},
    {"genoemde_personen", "Genoemde personen"},
    {"eigen_organisatie", "Mijn organisatie"},
    {"zorgdeel", "Zorgdeel"},
    {"strafdeel", "Strafdeel"},
    {"casusteam", "Casusteam"},
};

inline constexpr CodeEntry kDeelreden[] = {
    {"noodzaak_voor_de_actie", "Noodzaak voor de actie"},
    {"evident_belang", "Evident belang"},
    {"voorkomen_recidive", "Voorkomen recidive"},
    {"acuut_gevaar", "Acuut gevaar"},
    {"belang_van_het_kind", "Belang van het kind"},
    {"toestemming_betrokkene", "Toestemming betrokkene"},
    {"wettelijke_plicht", "Wettelijke plicht"},
};

inline constexpr CodeEntry kNietGedeeldWegens[] = {
    {"beroepsgeheim", "Beroepsgeheim"},
    {"opsporingsbelang", "Opsporingsbelang"},
    {"geen_toestemming", "Geen toestemming"},
    {"statische_casus", "Statische casus"},
    {"verkregen_in_andere_rol", "Verkregen in andere rol"},
    {"belang_betrokkene", "Belang betrokkene"},
    {"partner_niet_in_convenant", "Partner niet in convenant"},
};

inline constexpr CodeEntry kBesluitregel[] = {
    {"vetorecht", "Vetorecht"},       {"unanimiteitsregel", "Unanimiteitsregel"},
    {"consensus", "Consensus"},       {"meerderheidsregel", "Meerderheidsregel"},
    {"eenmansregel", "Eenmansregel"},
};

// 4.10; names only, never the items of an instrument
inline constexpr CodeEntry kRisicoInstrument[] = {
    {"b_safer", "B-Safer"}, {"arij", "ARIJ"}, {"masic", "MASIC"},
    {"rihg", "RiHG"},       {"das", "DAS"},   {"prokid", "ProKid"},
};

} // namespace vb::casework::tables
