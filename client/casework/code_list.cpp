// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/code_list.h"

#include "client/casework/code_list_tables.h"
#include "client/casework/code_list_tables_more.h"
#include "client/casework/code_list_tables_plan.h"
#include "sync/base/check.h"
#include "sync/model/field_value.h"

#include <algorithm>
#include <array>

namespace vb::casework {

namespace {

constexpr std::array kLists{
    CodeList{ListId::Leefgebied, "leefgebied", "Leefgebied", tables::kLeefgebied},
    CodeList{ListId::Rol, "rol", "Rol", tables::kRol},
    CodeList{ListId::Relatie, "relatie", "Relatie", tables::kRelatie},
    CodeList{ListId::Contactsoort, "contactsoort", "Soort contact", tables::kContactsoort},
    CodeList{ListId::Uitkomst, "uitkomst", "Uitkomst", tables::kUitkomst},
    CodeList{ListId::Plaats, "plaats", "Plaats", tables::kPlaats},
    CodeList{ListId::Casusstatus, "casusstatus", "Status van de casus", tables::kCasusstatus},
    CodeList{ListId::Doorschuifreden, "doorschuifreden", "Reden van doorschuiven",
             tables::kDoorschuifreden},
    CodeList{ListId::Afsluitreden, "afsluitreden", "Reden van afsluiten", tables::kAfsluitreden},
    CodeList{ListId::Actiestatus, "actiestatus", "Status van de actie", tables::kActiestatus},
    CodeList{ListId::Vraagstatus, "vraagstatus", "Status van de vraag", tables::kVraagstatus},
    CodeList{ListId::Kader, "kader", "Kader", tables::kKader},
    CodeList{ListId::Overlegvorm, "overlegvorm", "Vorm van overleg", tables::kOverlegvorm},
    CodeList{ListId::Triagevraag, "triagevraag", "Vraag bij triage", tables::kTriagevraag},
    CodeList{ListId::Triagecriterium, "triagecriterium", "Criterium", tables::kTriagecriterium},
    CodeList{ListId::Triagekenmerk, "triagekenmerk", "Kenmerk", tables::kTriagekenmerk},
    CodeList{ListId::O3mp, "o3mp", "O3MP", tables::kO3mp},
    CodeList{ListId::Triageniveau, "triageniveau", "Niveau", tables::kTriageniveau},
    CodeList{ListId::Weeguitkomst, "weeguitkomst", "Uitkomst van wegen", tables::kWeeguitkomst},
    CodeList{ListId::Bronsoort, "bronsoort", "Soort bron", tables::kBronsoort},
    CodeList{ListId::Verificatie, "verificatie", "Verificatie", tables::kVerificatie},
    CodeList{ListId::Deelniveau, "deelniveau", "Zichtbaar voor", tables::kDeelniveau},
    CodeList{ListId::Deelreden, "deelreden", "Reden van delen", tables::kDeelreden},
    CodeList{ListId::NietGedeeldWegens, "niet_gedeeld_wegens", "Niet gedeeld wegens",
             tables::kNietGedeeldWegens},
    CodeList{ListId::Besluitregel, "besluitregel", "Besluitregel", tables::kBesluitregel},
    CodeList{ListId::RisicoInstrument, "risico_instrument", "Instrument",
             tables::kRisicoInstrument},
    CodeList{ListId::Patroon, "patroon", "Patroon", tables::kPatroon},
    CodeList{ListId::Selectievlag, "selectievlag", "Selectievlag", tables::kSelectievlag},
    CodeList{ListId::EerderBekend, "eerder_bekend", "Eerder bekend", tables::kEerderBekend},
    CodeList{ListId::Afhandeling, "afhandeling", "Afhandeling", tables::kAfhandeling},
    CodeList{ListId::Waarschuwing, "waarschuwing", "Waarschuwing", tables::kWaarschuwing},
    CodeList{ListId::Kleurcode, "kleurcode", "Kleurcode", tables::kKleurcode},
    CodeList{ListId::Maatregel, "maatregel", "Maatregel", tables::kMaatregel},
    CodeList{ListId::Organisatie, "organisatie", "Organisatie", tables::kOrganisatie},
    CodeList{ListId::Functie, "functie", "Functie", tables::kFunctie},
    CodeList{ListId::Beperking, "beperking", "Beperking", tables::kBeperking},
    CodeList{ListId::Onderwerpsoort, "onderwerpsoort", "Casussubject", tables::kOnderwerpsoort},
    CodeList{ListId::Domein, "domein", "Domein", tables::kDomein},
    CodeList{ListId::RolHuis, "rol_huis", "Rol van het huis", tables::kRolHuis},
    CodeList{ListId::Locatie, "locatie", "Locatie", tables::kLocatie},
    CodeList{ListId::Fase, "fase", "Fase", tables::kFase},
    CodeList{ListId::OmBetrokken, "om_betrokken", "OM betrokken", tables::kOmBetrokken},
    CodeList{ListId::Tijdstrategie, "tijdstrategie", "Tijdstrategie", tables::kTijdstrategie},
    CodeList{ListId::Geslacht, "geslacht", "Geslacht", tables::kGeslacht},
    CodeList{ListId::Spoor, "spoor", "Spoor", tables::kSpoor},
    CodeList{ListId::OpDeHoogte, "op_de_hoogte", "Weet van informatiedeling?", tables::kOpDeHoogte},
    CodeList{ListId::Toestemming, "toestemming", "Toestemming", tables::kToestemming},
    CodeList{ListId::KinderenBijContact, "kinderen_bij_contact", "Kinderen",
             tables::kKinderenBijContact},
    CodeList{ListId::ContactFunctie, "contact_functie", "Als", tables::kContactFunctie},
    CodeList{ListId::Contextsoort, "contextsoort", "Soort", tables::kContextsoort},
    CodeList{ListId::Waarschuwingsniveau, "niveau", "Niveau", tables::kWaarschuwingsniveau},
    CodeList{ListId::Waarschuwingsstatus, "waarschuwingsstatus", "Status",
             tables::kWaarschuwingsstatus},
    CodeList{ListId::Actiesoort, "actiesoort", "Soort", tables::kActiesoort},
    CodeList{ListId::Frequentie, "frequentie", "Hoe vaak", tables::kFrequentie},
    CodeList{ListId::Adressoort, "adressoort", "Soort adres", tables::kAdressoort},
    CodeList{ListId::Adrestoestand, "adrestoestand", "Toestand", tables::kAdrestoestand},
    CodeList{ListId::Beschermd, "beschermd", "Beschermd", tables::kBeschermd},
    CodeList{ListId::Brp, "brp", "BRP", tables::kBrp},
    CodeList{ListId::Maatregelkader, "maatregelkader", "Kader van de maatregel",
             tables::kMaatregelkader},
    CodeList{ListId::Maatregelstatus, "maatregelstatus", "Status van de maatregel",
             tables::kMaatregelstatus},
    CodeList{ListId::Nagekomen, "nagekomen", "Nagekomen", tables::kNagekomen},
    CodeList{ListId::Overdrachtsoort, "overdrachtsoort", "Soort overdracht",
             tables::kOverdrachtsoort},
    CodeList{ListId::Overdrachtstatus, "overdrachtstatus", "Status van de overdracht",
             tables::kOverdrachtstatus},
    CodeList{ListId::Meldingsvorm, "meldingsvorm", "Vorm van de melding", tables::kMeldingsvorm},
    CodeList{ListId::Antwoord, "antwoord", "Antwoord", tables::kAntwoord},
    CodeList{ListId::Meldingsstatus, "meldingsstatus", "Status van de melding",
             tables::kMeldingsstatus},
    CodeList{ListId::Deelstatus, "deelstatus", "Status van het delen", tables::kDeelstatus},
    CodeList{ListId::Markerhint, "markerhint", "Hint", tables::kMarkerhint},
    CodeList{ListId::Regelkeuze, "regelkeuze", "Keuze", tables::kRegelkeuze},
};

/// The table is indexed by ListId less one (None has no row); proven when compiling.
constexpr bool rowsFollowIds() {
    for (std::size_t i = 0; i < kLists.size(); ++i) {
        if (static_cast<std::size_t>(kLists[i].list) != i + 1)
            return false;
    }
    return static_cast<std::size_t>(ListId::Regelkeuze) == kLists.size();
}
static_assert(rowsFollowIds());

} // namespace

const CodeEntry* CodeList::find(std::string_view code) const {
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.id == code; });
    return found == entries.end() ? nullptr : &*found;
}

std::size_t CodeList::indexOf(std::string_view code) const {
    const CodeEntry* entry = find(code);
    return entry ? static_cast<std::size_t>(entry - entries.data()) : entries.size();
}

std::string CodeList::labelOf(std::string_view code) const {
    const CodeEntry* entry = find(code);
    return std::string(entry ? entry->label : code);
}

const CodeList& codeList(ListId list) {
    const auto index = static_cast<std::size_t>(list);
    VB_CHECK(index >= 1 && index <= kLists.size());
    return kLists[index - 1];
}

std::span<const CodeList> allCodeLists() {
    return kLists;
}

const CodeList* findCodeList(std::string_view id) {
    const auto found =
        std::find_if(kLists.begin(), kLists.end(), [&](const auto& l) { return l.id == id; });
    return found == kLists.end() ? nullptr : &*found;
}

bool isCodeForm(std::string_view text) {
    return !text.empty() && text.size() <= model::kMaxCodeBytes &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
           });
}

std::optional<OrganisationCode> organisationCode(std::string_view id) {
    const CodeEntry* entry = codeList(ListId::Organisatie).find(id);
    if (!entry)
        return std::nullopt;
    return OrganisationCode{entry->number};
}

std::string organisationLabel(OrganisationCode code) {
    for (const CodeEntry& entry : codeList(ListId::Organisatie).entries) {
        if (entry.number == code.value)
            return std::string(entry.label);
    }
    return "organisatie " + std::to_string(code.value);
}

} // namespace vb::casework
