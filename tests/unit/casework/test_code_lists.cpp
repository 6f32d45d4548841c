// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/code_list.h"
#include "tests/support/catch.h"

#include <set>

using namespace vb;
using namespace vb::casework;

namespace {

std::vector<std::string> idsOf(ListId list) {
    std::vector<std::string> ids;
    for (const CodeEntry& entry : codeList(list).entries)
        ids.emplace_back(entry.id);
    return ids;
}

std::vector<std::string> marked(ListId list, CodeMark mark) {
    std::vector<std::string> ids;
    for (const CodeEntry& entry : codeList(list).entries) {
        if (entry.mark == mark)
            ids.emplace_back(entry.id);
    }
    return ids;
}

using Ids = std::vector<std::string>;

} // namespace

TEST_CASE("the eleven leefgebieden stand in their fixed order", "[client][casework]") {
    CHECK(idsOf(ListId::Leefgebied) == Ids{"dagbesteding", "denkwereld", "justitieel",
                                           "thuissituatie", "verslaving", "sociale_relaties",
                                           "financien", "wonen", "lichamelijk_welzijn",
                                           "psychisch_welzijn", "identiteitsbewijs"});
    CHECK(codeList(ListId::Leefgebied).labelOf("denkwereld") == "Denkwereld, gedrag, motivatie");
}

TEST_CASE("contacts and outcomes carry the marks of the specification", "[client][casework]") {
    CHECK(marked(ListId::Contactsoort, CodeMark::FaceToFace) ==
          Ids{"huisbezoek", "aan_de_deur", "straatgesprek", "kantoorgesprek", "bezoek_pi",
              "bezoek_instelling", "gezamenlijk_gesprek", "controle"});
    CHECK(marked(ListId::Uitkomst, CodeMark::Attempt) ==
          Ids{"niet_thuis", "niet_opengedaan", "niet_bereikt", "nummer_onjuist",
              "brief_onbeantwoord", "niet_verschenen", "afgezegd", "geweigerd", "weggelopen",
              "afgebroken_onveilig"});
    CHECK(marked(ListId::Actiestatus, CodeMark::NeedsReason) ==
          Ids{"geblokkeerd", "vervallen", "niet_nagekomen"});
}

TEST_CASE("lists are as long as the specification prints them", "[client][casework]") {
    const std::pair<ListId, std::size_t> kSizes[] = {
        {ListId::Leefgebied, 11},
        {ListId::Rol, 9},
        {ListId::Relatie, 15},
        {ListId::Contactsoort, 16},
        {ListId::Uitkomst, 15},
        {ListId::Plaats, 9},
        {ListId::Casusstatus, 11},
        {ListId::Doorschuifreden, 4},
        {ListId::Afsluitreden, 7},
        {ListId::Actiestatus, 6},
        {ListId::Vraagstatus, 4},
        {ListId::Kader, 12},
        {ListId::Overlegvorm, 12},
        {ListId::Triagevraag, 8},
        {ListId::Triagecriterium, 5},
        {ListId::Triagekenmerk, 4},
        {ListId::O3mp, 3},
        {ListId::Triageniveau, 3},
        {ListId::Weeguitkomst, 7},
        {ListId::Bronsoort, 10},
        {ListId::Verificatie, 4},
        {ListId::Deelniveau, 6},
        {ListId::Deelreden, 7},
        {ListId::NietGedeeldWegens, 7},
        {ListId::Besluitregel, 5},
        {ListId::RisicoInstrument, 6},
        {ListId::Patroon, 6},
        {ListId::Selectievlag, 7},
        {ListId::EerderBekend, 13},
        {ListId::Afhandeling, 4},
        {ListId::Waarschuwing, 8},
        {ListId::Kleurcode, 4},
        {ListId::Maatregel, 33},
        {ListId::Organisatie, 24},
        {ListId::Functie, 27},
        {ListId::Contextsoort, 10},
        {ListId::Waarschuwingsniveau, 4},
        {ListId::Actiesoort, 5},
        {ListId::Toestemming, 5},
        {ListId::OpDeHoogte, 4},
    };
    for (const auto& [list, size] : kSizes) {
        CAPTURE(codeList(list).id);
        CHECK(codeList(list).entries.size() == size);
    }
}

TEST_CASE("every code is ASCII, unique in its list and has a label", "[client][casework]") {
    std::set<std::string_view> lists;
    for (const CodeList& list : allCodeLists()) {
        CAPTURE(list.id);
        CHECK(lists.insert(list.id).second);
        CHECK(findCodeList(list.id) == &list);
        CHECK_FALSE(list.title.empty());
        std::set<std::string_view> codes;
        for (const CodeEntry& entry : list.entries) {
            CAPTURE(entry.id);
            CHECK(isCodeForm(entry.id));
            CHECK_FALSE(entry.label.empty());
            CHECK(codes.insert(entry.id).second);
        }
    }
}

TEST_CASE("a code that a list does not know stays readable", "[client][casework]") {
    const CodeList& list = codeList(ListId::Plaats);
    CHECK(list.find("op_de_maan") == nullptr);
    CHECK(list.labelOf("op_de_maan") == "op_de_maan");
    CHECK(list.indexOf("op_de_maan") == list.entries.size());
    CHECK(list.indexOf("woning") == 0);
}

TEST_CASE("organisations have numbers of their own", "[client][casework]") {
    std::set<std::uint16_t> numbers;
    for (const CodeEntry& entry : codeList(ListId::Organisatie).entries) {
        CAPTURE(entry.id);
        CHECK(entry.number > 0);
        CHECK(entry.number < 1000);
        CHECK(numbers.insert(entry.number).second);
        CHECK(organisationLabel({entry.number}) == entry.label);
    }
    CHECK(organisationCode("politie") == OrganisationCode{1});
    CHECK_FALSE(organisationCode("circus").has_value());
    CHECK(organisationLabel({1007}) == "organisatie 1007");
}

TEST_CASE("the form of a code is bounded", "[client][casework]") {
    CHECK(isCodeForm("niet_thuis"));
    CHECK(isCodeForm("vraag8"));
    CHECK_FALSE(isCodeForm(""));
    CHECK_FALSE(isCodeForm("Niet thuis"));
    CHECK_FALSE(isCodeForm("financi\xc3\xabn"));
    CHECK_FALSE(isCodeForm(std::string(65, 'a')));
}
