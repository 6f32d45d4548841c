// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/fake_house.h"

#include "sync/base/check.h"

#include <initializer_list>

namespace vb::test {

using bridge::CodeEntry;
using bridge::CodeList;
using bridge::SafetyLevel;

namespace {

struct Coded {
    const char* code;
    const char* label;
    bool flag = false;
    const char* usualKind = "";
};

enum class Flag { None, Attempt, FaceToFace, Reason };

CodeList listOf(const char* name, Flag flag, std::initializer_list<Coded> entries) {
    CodeList list;
    list.name = name;
    for (const Coded& coded : entries) {
        CodeEntry entry;
        entry.code = coded.code;
        entry.label = coded.label;
        entry.isAttempt = flag == Flag::Attempt && coded.flag;
        entry.isFaceToFace = flag == Flag::FaceToFace && coded.flag;
        entry.needsReason = flag == Flag::Reason && coded.flag;
        entry.usualKind = coded.usualKind;
        list.entries.push_back(std::move(entry));
    }
    return list;
}

CodeList levels() {
    CodeList list;
    list.name = bridge::lists::kWarningLevel;
    const auto add = [&](const char* code, const char* label, SafetyLevel level) {
        CodeEntry entry;
        entry.code = code;
        entry.label = label;
        entry.level = level;
        list.entries.push_back(std::move(entry));
    };
    add("let_op", "Let op", SafetyLevel::LetOp);
    add("niet_alleen", "Niet alleen", SafetyLevel::NietAlleen);
    add("alleen_met_politie", "Alleen met politie", SafetyLevel::AlleenMetPolitie);
    add("niet_betreden", "Niet betreden", SafetyLevel::NietBetreden);
    return list;
}

std::vector<CodeList> contactLists() {
    return {
        listOf(bridge::lists::kContactKind, Flag::FaceToFace,
               {{"huisbezoek", "Huisbezoek", true},
                {"aan_de_deur", "Aan de deur", true},
                {"straatgesprek", "Straatgesprek", true},
                {"kantoorgesprek", "Kantoorgesprek", true},
                {"bezoek_pi", "Bezoek PI", true},
                {"bezoek_instelling", "Bezoek instelling", true},
                {"gezamenlijk_gesprek", "Gezamenlijk gesprek", true},
                {"controle", "Controle", true},
                {"telefonisch", "Telefonisch"},
                {"video", "Video"},
                {"bericht", "Bericht"},
                {"brief", "Brief"},
                {"gesprek_met_derde", "Gesprek met derde"},
                {"melding_van_derde", "Melding van derde"},
                {"eigen_waarneming", "Eigen waarneming"},
                {"collega_overleg", "Collega-overleg"}}),
        listOf(bridge::lists::kContactOutcome, Flag::Attempt,
               {{"gesproken", "Gesproken"},
                {"binnengelaten", "Binnengelaten"},
                {"kort_gesproken", "Kort gesproken"},
                {"alleen_derde_gesproken", "Alleen derde gesproken"},
                {"waargenomen", "Waargenomen"},
                {"niet_thuis", "Niet thuis", true, "huisbezoek"},
                {"niet_opengedaan", "Niet opengedaan", true, "aan_de_deur"},
                {"niet_bereikt", "Niet bereikt", true, "telefonisch"},
                {"nummer_onjuist", "Nummer onjuist", true, "telefonisch"},
                {"brief_onbeantwoord", "Brief onbeantwoord", true, "brief"},
                {"niet_verschenen", "Niet verschenen", true, "kantoorgesprek"},
                {"afgezegd", "Afgezegd", true, "kantoorgesprek"},
                {"geweigerd", "Geweigerd", true, "aan_de_deur"},
                {"weggelopen", "Weggelopen", true, "straatgesprek"},
                {"afgebroken", "Afgebroken (onveilig)", true, "huisbezoek"}}),
        listOf(bridge::lists::kPlace, Flag::None,
               {{"woning", "Woning"},
                {"deur", "Deur"},
                {"straat", "Straat"},
                {"winkel", "Winkel"},
                {"school", "School"},
                {"pi", "PI"},
                {"kliniek", "Kliniek"},
                {"kantoor", "Kantoor"},
                {"elders", "Elders"}}),
    };
}

std::vector<CodeList> caseLists() {
    return {
        listOf(bridge::lists::kLeefgebied, Flag::None,
               {{"dagbesteding", "Dagbesteding"},
                {"denkwereld", "Denkwereld, gedrag, motivatie"},
                {"justitieel", "Justitieel"},
                {"thuissituatie", "Thuissituatie"},
                {"verslaving", "Verslaving"},
                {"sociale_relaties", "Sociale relaties"},
                {"financien", "Financiën"},
                {"wonen", "Wonen"},
                {"lichamelijk_welzijn", "Lichamelijk welzijn"},
                {"psychisch_welzijn", "Psychisch welzijn"},
                {"identiteitsbewijs", "Identiteitsbewijs"}}),
        listOf(bridge::lists::kActionStatus, Flag::Reason,
               {{"toegezegd", "Toegezegd"},
                {"opgepakt", "Opgepakt"},
                {"geblokkeerd", "Geblokkeerd", true},
                {"vervallen", "Vervallen", true},
                {"niet_nagekomen", "Niet nagekomen", true},
                {"uitgevoerd", "Uitgevoerd"}}),
        listOf(bridge::lists::kAudience, Flag::None,
               {{"eigen_werkaantekening", "Alleen ik"},
                {"eigen_organisatie", "Mijn organisatie"},
                {"casusteam", "Casusteam"}}),
        listOf("kleurcode", Flag::None,
               {{"groen", "Groen"}, {"geel", "Geel"}, {"oranje", "Oranje"}, {"rood", "Rood"}}),
        listOf("fase", Flag::None, {{"stabiel", "Stabiel"}, {"onrustig", "Onrustig"}}),
        listOf("casusstatus", Flag::None,
               {{"in_voorbereiding", "In voorbereiding"},
                {"in_uitvoering", "In uitvoering"},
                {"monitoring", "Monitoring"},
                {"opgeschaald", "Opgeschaald"},
                {"tijdelijk_gearchiveerd", "Tijdelijk gearchiveerd"},
                {"afgesloten", "Afgesloten"}}),
        listOf("rol", Flag::None,
               {{"casussubject", "Casussubject"},
                {"dader_verdachte", "Dader/verdachte"},
                {"slachtoffer", "Slachtoffer"},
                {"kind", "Kind"},
                {"ouder", "Ouder"},
                {"overige", "Overige betrokkene"},
                {"aanvoerder", "Aanvoerder"},
                {"meeloper", "Meeloper"}}),
        listOf(bridge::lists::kOrganisation, Flag::None,
               {{"politie", "Politie"},
                {"reclassering", "Reclassering"},
                {"ggd", "GGD/OGGZ"},
                {"ggz", "GGZ"},
                {"wijkteam", "Wijkteam"},
                {"gemeente", "Gemeente"},
                {"om", "OM"},
                {"school", "School"},
                {"jeugdbescherming", "Jeugdbescherming"}}),
    };
}

std::vector<CodeList> contextLists() {
    return {
        listOf(bridge::lists::kWarningKind, Flag::None,
               {{"agressie", "Agressie tegen hulpverlener"},
                {"wapen", "Wapen"},
                {"bedreiging", "Bedreiging"},
                {"onvoorspelbaar", "Onvoorspelbaar/verward"},
                {"anderen_in_woning", "Anderen in woning"},
                {"dier", "Dier"},
                {"besmetting", "Besmetting"},
                {"verbod_loopt", "Huis- of contactverbod loopt"}}),
        listOf(bridge::lists::kContextKind, Flag::None,
               {{"feit", "Feit"},
                {"melding", "Melding"},
                {"zorg", "Zorg"},
                {"veerkracht", "Veerkracht"},
                {"motivatie", "Motivatie"},
                {"rapport", "Rapport of diagnose"},
                {"wat_werkte", "Wat werkte"},
                {"hypothese", "Hypothese"}}),
        listOf(bridge::lists::kSourceKind, Flag::None,
               {{"eigen_waarneming", "Eigen waarneming"},
                {"via_client", "Via cliënt"},
                {"andere_betrokkene", "Andere betrokkene"},
                {"netwerk", "Netwerk/familie"},
                {"omwonende", "Omwonende"},
                {"partnerprofessional", "Partnerprofessional"},
                {"register", "Register"},
                {"rapport", "Rapport"},
                {"overleg", "Overleg"}}),
        listOf(bridge::lists::kVerification, Flag::Reason,
               {{"ongeverifieerd", "Niet gecontroleerd"},
                {"geverifieerd", "Gecontroleerd"},
                {"weersproken", "Weersproken", true},
                {"verlopen", "Verlopen"}}),
    };
}

} // namespace

bridge::CodeLists fakeCodeLists() {
    bridge::CodeLists all;
    for (auto&& group : {contactLists(), caseLists(), contextLists()})
        all.lists.insert(all.lists.end(), group.begin(), group.end());
    all.lists.push_back(levels());
    for (CodeList& list : all.lists) {
        if (list.name == bridge::lists::kAudience)
            list.defaultCode = "eigen_organisatie";
    }
    all.limits = {{"waargenomen", 4000}, {"verklaard", 4000}, {"verklaardDoor", 60},
                  {"duiding", 2000},     {"vervolg", 200},    {"onderwerp", 80},
                  {"tekst", 4000},       {"bron", 60},        {"advies", 200},
                  {"bewijs", 300},       {"reden", 300}};
    return all;
}

bridge::CodeValue fakeCode(const char* list, std::string_view code) {
    static const bridge::CodeLists all = fakeCodeLists();
    for (const CodeList& each : all.lists) {
        if (each.name != list)
            continue;
        for (const CodeEntry& entry : each.entries) {
            if (entry.code == code)
                return {entry.code, entry.label};
        }
    }
    checkFailed("code exists", __FILE__, __LINE__);
}

} // namespace vb::test
