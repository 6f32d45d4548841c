// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/record_types.h"
#include "tests/support/catch.h"

#include <fstream>
#include <set>
#include <sstream>

using namespace vb;
using namespace vb::casework;
using model::MergePolicy;

namespace {

/// One row of the field tables of the domain specification, section 3, as printed there. Written
/// down from the specification, not from the declarations.
struct Row {
    const char* type;
    const char* field;
    const char* label;
    char required; // y d c or -
    const char* who;
    const char* merge;
    std::uint32_t limit;
};

constexpr Row kRows[] = {
    // 3.0
    {"*", "gebeurdOp", "Gebeurd op", 'd', "A", "append", 0},
    {"*", "verwerkingsdoel", "Waarvoor vastgelegd", 'd', "A", "append", 0},
    {"*", "betreft", "Betreft", 'c', "AK", "union", 0},
    {"*", "leefgebieden", "Leefgebied", '-', "AK", "union", 0},
    {"*", "beperking", "Beperking", '-', "AOP", "union", 0},
    {"*", "herkomst", "Komt uit", '-', "S", "append", 0},
    {"*", "bewaarTot", "Bewaren tot", 'd', "SI", "latest-date", 0},
    {"*", "conflictbesluit", "Conflictbesluit", '-', "T", "union", 8000},
    // 3.1
    {"Casus", "nummer", "Casusnummer", 'y', "I", "protected", 20},
    {"Casus", "inbrenger", "Inbrengende instantie", 'y', "I", "protected", 60},
    {"Casus", "weergavenaam", "Weergavenaam", 'y', "IK", "register-latest", 60},
    {"Casus", "onderwerpsoort", "Casussubject", 'y', "PI", "protected", 0},
    {"Casus", "domein", "Domein", 'y', "PI", "protected", 0},
    {"Casus", "gemeente", "Gemeente", 'y', "PI", "protected", 0},
    {"Casus", "procesregisseur", "Procesregisseur", 'y', "PI", "protected", 0},
    {"Casus", "samenwerkingsdoel", "Doel van de samenwerking", 'y', "P", "protected", 500},
    {"Casus", "regie", "Regie", 'y', "P", "protected", 0},
    {"Casus", "rolHuis", "Rol van het huis", 'y', "P", "protected", 0},
    {"Casus", "locatie", "Locatie", 'y', "P", "protected", 0},
    {"Casus", "kaders", "Kader", '-', "KPI", "union", 0},
    {"Casus", "patronen", "Patroon", '-', "KPI", "union", 0},
    {"Casus", "vlaggen", "Selectievlag", '-', "KPI", "union", 0},
    {"Casus", "status", "Status", 'y', "P", "protected", 0},
    {"Casus", "fase", "Fase", '-', "T", "register-ask", 0},
    {"Casus", "kleurcode", "Kleurcode", '-', "T", "register-ask", 0},
    {"Casus", "aanleiding", "Aanleiding (trigger)", 'y', "KPA", "register-ask", 500},
    {"Casus", "succes", "Wanneer is het gelukt?", 'c', "KPA", "register-ask", 500},
    {"Casus", "rappeldatum", "Rappeldatum", 'c', "KP", "register-ask", 0},
    {"Casus", "plandatum", "Plandatum", '-', "KP", "register-ask", 0},
    {"Casus", "niveau", "Niveau", '-', "KP", "register-ask", 0},
    {"Casus", "afhandeling", "Afhandeling", '-', "KP", "register-ask", 0},
    {"Casus", "omBetrokken", "OM betrokken", '-', "KP", "register-ask", 0},
    {"Casus", "tijdstrategie", "Tijdstrategie", '-', "KP", "register-ask", 0},
    {"Casus", "afgesprokenLijn", "Afgesproken lijn", '-', "KP", "register-ask", 500},
    {"Casus", "noodscenario", "Noodscenario", '-', "KP", "register-ask", 1000},
    {"Casus", "zsmUiterlijk", "ZSM uiterlijk", '-', "T", "earliest", 0},
    {"Casus", "eersteBespreking", "Eerste bespreking", 'd', "SI", "earliest", 0},
    {"Casus", "afsluiting", "Afsluiting", 'c', "P", "protected", 500},
    // 3.2
    {"Betrokkene", "voorletters", "Voorletters", 'y', "AI", "register-ask", 20},
    {"Betrokkene", "achternaam", "Achternaam", 'y', "AI", "register-ask", 60},
    {"Betrokkene", "geboortedatum", "Geboortedatum", 'y', "AI", "register-ask", 0},
    {"Betrokkene", "geslacht", "Geslacht", 'y', "AI", "register-ask", 0},
    {"Betrokkene", "rollen", "Rol", 'y', "T", "union", 0},
    {"Betrokkene", "eerderBekend", "Eerder bekend", '-', "T", "union", 0},
    {"Betrokkene", "spoor", "Spoor", '-', "KP", "union", 0},
    {"Betrokkene", "taal", "Voorkeurstaal", '-', "T", "register-ask", 0},
    {"Betrokkene", "tolk", "Tolk", '-', "T", "register-ask", 0},
    {"Betrokkene", "opDeHoogte", "Weet van informatiedeling?", 'd', "T", "most-cautious", 60},
    {"Betrokkene", "toestemming", "Toestemming", 'd', "B", "most-cautious", 200},
    {"Betrokkene", "zelfdeAls", "Zelfde persoon als", '-', "I", "union", 0},
    // 3.5
    {"ContactKop", "soort", "Soort contact", 'y', "A", "append", 0},
    {"ContactKop", "uitkomst", "Uitkomst", 'y', "A", "append", 0},
    {"ContactKop", "deelnemers", "Samen met", 'd', "A", "union", 60},
    {"ContactKop", "gesprokenMet", "Gesproken met", 'c', "A", "append", 0},
    {"ContactKop", "kinderen", "Kinderen", 'd', "A", "append", 0},
    {"ContactKop", "functie", "Als", 'c', "A", "append", 0},
    {"ContactKop", "plaats", "Plaats", '-', "A", "append", 0},
    {"ContactKop", "duur", "Duur", '-', "A", "append", 0},
    {"ContactKop", "actie", "Bij actie", '-', "A", "append", 0},
    {"ContactKop", "actiestatus", "Meldt", '-', "A", "append", 0},
    {"ContactKop", "zelfdeContact", "Zelfde contact als", '-', "T", "union", 0},
    {"ContactVerslag", "kop", "Contact", 'y', "A", "append", 0},
    {"ContactVerslag", "waargenomen", "Waargenomen", '-', "A", "append", 4000},
    {"ContactVerslag", "duiding", "Duiding", '-', "A", "append", 2000},
    {"ContactVerslag", "verklaard", "Verteld door", '-', "A", "append", 4000},
    {"ContactVerslag", "vervolg", "Vervolg", '-', "A", "append", 200},
    // 3.6
    {"Contextinformatie", "soort", "Soort", 'y', "A", "append", 0},
    {"Contextinformatie", "onderwerp", "Onderwerp", 'y', "A", "append", 80},
    {"Contextinformatie", "tekst", "Tekst", 'y', "A", "append", 4000},
    {"Contextinformatie", "bronsoort", "Soort bron", 'y', "A", "append", 0},
    {"Contextinformatie", "bronorganisatie", "Bronorganisatie", 'y', "A", "append", 0},
    {"Contextinformatie", "bron", "Bron", '-', "A", "append", 60},
    {"Contextinformatie", "verificatie", "Verificatie", 'd', "T", "register-ask", 0},
    {"Contextinformatie", "geldigVan", "Geldig van", '-', "T", "register-ask", 0},
    {"Contextinformatie", "geldigTot", "Geldig tot", '-', "T", "register-ask", 0},
    {"Contextinformatie", "geverifieerdOp", "Laatst gecontroleerd", '-', "T", "latest-date", 0},
    {"Contextinformatie", "tegenstrijdigMet", "Tegenstrijdig met", '-', "T", "union", 0},
    {"Contextinformatie", "instrument", "Instrument", 'c', "A", "append", 200},
    // 3.7
    {"Veiligheidswaarschuwing", "soort", "Soort", 'y', "A", "append", 0},
    {"Veiligheidswaarschuwing", "advies", "Wat doen", 'y', "A", "append", 200},
    {"Veiligheidswaarschuwing", "bron", "Bron", 'y', "A", "append", 0},
    {"Veiligheidswaarschuwing", "geldtVoor", "Geldt voor", 'y', "T", "union", 0},
    {"Veiligheidswaarschuwing", "niveau", "Niveau", 'y', "T", "most-cautious", 0},
    {"Veiligheidswaarschuwing", "herzien", "Herzien op", 'd', "T", "earliest", 0},
    {"Veiligheidswaarschuwing", "status", "Status", 'd', "BKP", "most-cautious", 0},
    // 3.11
    {"Actie", "soort", "Soort", 'y', "A", "append", 0},
    {"Actie", "doelRef", "Bij doel", '-', "A", "append", 0},
    {"Actie", "agendapunt", "Uit overleg", '-', "A", "append", 0},
    {"Actie", "tekst", "Wat", 'y', "AEKPN", "register-ask", 300},
    {"Actie", "plaats", "Waar", '-', "AEKPN", "register-ask", 120},
    {"Actie", "frequentie", "Hoe vaak", '-', "AEKPN", "register-ask", 0},
    {"Actie", "eigenaar", "Eigenaar", 'y', "KPNE", "register-ask", 0},
    {"Actie", "ookDoor", "Opgepakt door", '-', "T", "union", 0},
    {"Actie", "partijen", "Met wie", '-', "AE", "union", 60},
    {"Actie", "uiterlijk", "Uiterlijk", 'y', "KPNE", "register-ask", 0},
    {"Actie", "nogGeldigOp", "Nog geldig op", '-', "KPNE", "latest-date", 0},
    {"Actie", "status", "Status", 'd', "EKPNT", "lattice", 0},
    {"Actie", "bewijs", "Bewijs van uitvoering", 'c', "ET", "append", 300},
    {"Actie", "ontvangenDoor", "Ontvangen door uitvoerder", 'd', "S", "append", 0},
    {"Actie", "geblokkeerdDoor", "Wacht op", 'c', "EKPNT", "append", 300},
    {"Actie", "voorwaarde", "Anders dan", '-', "KP", "register-ask", 300},
    {"Actie", "terugkoppeling", "Terugkoppeling", '-', "E", "append", 500},
    // 3.3
    {"Adres", "van", "Van", 'y', "A", "append", 0},
    {"Adres", "soort", "Soort", 'y', "A", "append", 0},
    {"Adres", "waarde", "Adres of nummer", 'y', "A", "append", 200},
    {"Adres", "wijk", "Wijk", '-', "A", "append", 0},
    {"Adres", "toestand", "Toestand", 'd', "T", "register-ask", 0},
    {"Adres", "bevestigdOp", "Bevestigd op", '-', "T", "latest-date", 0},
    {"Adres", "beschermd", "Beschermd", 'd', "T", "most-restrictive", 0},
    {"Adres", "gebruik", "Zo bereiken / niet via", '-', "T", "register-ask", 200},
    {"Adres", "brp", "BRP", '-', "T", "register-ask", 0},
    {"Adres", "vanaf", "Vanaf", '-', "T", "register-ask", 0},
    {"Adres", "tot", "Tot", '-', "T", "register-ask", 0},
    // 3.10
    {"Besluit", "tekst", "Besluit", 'y', "PKN", "append", 500},
    {"Besluit", "reden", "Gronden", 'y', "PKN", "append", 500},
    {"Besluit", "opties", "Overwogen", '-', "PKN", "append", 300},
    {"Besluit", "partijen", "Partijen", '-', "PKN", "append", 0},
    {"Besluit", "herziet", "Herziet besluit", '-', "PKN", "append", 0},
    {"Besluit", "regel", "Besluitregel", 'd', "PN", "append", 0},
    {"Besluit", "tegenstem", "Tegenstem", '-', "PN", "append", 300},
    {"Besluit", "uitgesteldTot", "Uitgesteld tot", '-', "PKN", "append", 300},
    {"Besluit", "afweging", "Proportionaliteit", 'c', "P", "append", 500},
    // 3.12
    {"Maatregel", "soort", "Soort", 'y', "BI", "append", 0},
    {"Maatregel", "kader", "Kader", 'y', "BI", "append", 0},
    {"Maatregel", "uitvoerder", "Uitvoerder", 'y', "BI", "append", 0},
    {"Maatregel", "status", "Status", 'y', "UO", "protected", 0},
    {"Maatregel", "start", "Start", '-', "UOI", "protected", 0},
    {"Maatregel", "eind", "Eind", '-', "UOI", "protected", 0},
    {"Maatregel", "maximaal", "Maximaal", '-', "UOI", "protected", 0},
    {"Maatregel", "uitstroom", "Uitstroom", '-', "UOI", "protected", 0},
    {"Maatregel", "zitting", "Zitting", '-', "UOI", "protected", 0},
    {"Maatregel", "voorwaarden", "Voorwaarden", '-', "U", "union", 200},
    {"Maatregel", "opgelegd", "Opgelegde uren", 'c', "U", "protected", 0},
    {"Maatregel", "f2fNorm", "Minimum contacten", '-', "U", "protected", 0},
    {"Maatregel", "gemaakt", "Gemaakte uren", '-', "U", "counter", 120},
    {"Maatregel", "volgorde", "Volgorde", '-', "KP", "register-ask", 0},
    {"Maatregel", "eindreden", "Waarom gestopt", '-', "KP", "register-ask", 300},
    // 3.14
    {"Veldaanmelding", "vorm", "Vorm", 'y', "A", "append", 0},
    {"Veldaanmelding", "wie", "Wie", 'y', "A", "append", 120},
    {"Veldaanmelding", "waar", "Gemeente/wijk", 'y', "A", "append", 0},
    {"Veldaanmelding", "aanleiding", "Waarom nu", 'y', "A", "append", 1000},
    {"Veldaanmelding", "buikpijn", "Gevoel", '-', "A", "append", 500},
    {"Veldaanmelding", "niveauvoorstel", "Voorstel niveau", '-', "AP", "register-ask", 0},
    {"Veldaanmelding", "status", "Status", 'y', "PI", "protected", 0},
    {"Veldaanmelding", "besluit", "Uitkomst", '-', "PI", "protected", 0},
    {"Veldaanmelding", "reden", "Reden", '-', "PI", "protected", 500},
    {"Veldaanmelding", "gekoppeldAan", "Gekoppeld aan", '-', "PI", "union", 0},
    // 3.16
    {"Overdracht", "soort", "Soort", 'y', "PKA", "append", 0},
    {"Overdracht", "van", "Van", 'y', "PKA", "append", 0},
    {"Overdracht", "naar", "Naar", 'y', "PKA", "append", 0},
    {"Overdracht", "reden", "Reden", 'y', "A", "append", 300},
    {"Overdracht", "per", "Per", 'y', "A", "append", 0},
    {"Overdracht", "tot", "Tot", 'c', "A", "append", 0},
    {"Overdracht", "openZaken", "Open zaken", 'y', "SA", "append", 1000},
    {"Overdracht", "status", "Status", 'y', "WPKA", "lattice", 0},
    // 3.19
    {"Deelbesluit", "records", "Wat", 'y', "AB", "append", 0},
    {"Deelbesluit", "naar", "Naar wie", 'y', "AB", "append", 120},
    {"Deelbesluit", "waarvoor", "Doel", 'y', "AB", "append", 0},
    {"Deelbesluit", "grond", "Reden", 'y', "AB", "append", 0},
    {"Deelbesluit", "toelichting", "Toelichting", 'd', "AB", "append", 300},
    {"Deelbesluit", "toets", "Noodzaak, proportioneel, subsidiair", 'y', "A", "append", 0},
    {"Deelbesluit", "status", "Status", 'y', "ABPO", "most-restrictive", 0},
    {"Deelbesluit", "tot", "Tot", '-', "ABPO", "earliest", 0},
    {"Marker", "organisatie", "Organisatie", 'y', "B", "append", 0},
    {"Marker", "reden", "Reden", 'y', "B", "append", 0},
    {"Marker", "vraagAan", "Vraag aan", 'y', "B", "append", 0},
    {"Marker", "hint", "Hint", '-', "B", "append", 0},
    // 3.21
    {"Reglement", "naam", "Naam", 'y', "IM", "protected", 80},
    {"Reglement", "versie", "Versie", 'y', "IM", "protected", 0},
    {"Reglement", "geldig", "Geldig", 'y', "IM", "protected", 0},
    {"Reglement", "doelen", "Doelen", 'y', "IM", "protected", 300},
    {"Reglement", "actoren", "Actoren", 'y', "IM", "protected", 300},
    {"Reglement", "taken", "Taken", 'y', "IM", "protected", 300},
    {"Reglement", "informatie", "Informatie", 'y', "IM", "protected", 0},
    {"Reglement", "uitwisseling", "Uitwisseling", 'y', "IM", "protected", 0},
    {"Reglement", "bewaartermijn", "Bewaartermijn", 'y', "IM", "protected", 0},
    {"Reglement", "convenant", "Convenant", 'y', "IM", "protected", 80},
    {"Reglement", "lijsten", "Lijsten", 'y', "IM", "protected", 120},
    // the triage questions of 3.14
    {"Veldaanmelding", "vraag1", "Meerdere leefgebieden", '-', "AIP", "register-ask", 300},
    {"Veldaanmelding", "vraag2", "Samenhang met anderen", '-', "AIP", "register-ask", 300},
    {"Veldaanmelding", "vraag3", "Bepaalde doelgroep", '-', "AIP", "register-ask", 300},
    {"Veldaanmelding", "vraag4", "Meer aan de hand", '-', "AIP", "register-ask", 300},
    {"Veldaanmelding", "vraag5", "Overlast of openbare orde", '-', "AIP", "register-ask", 300},
    {"Veldaanmelding", "vraag6", "Kans op herhaling", '-', "AIP", "register-ask", 300},
    {"Veldaanmelding", "vraag7", "Psychisch of verslaving", '-', "AIP", "register-ask", 300},
    {"Veldaanmelding", "vraag8", "Gemeenteoverstijgend", '-', "AIP", "register-ask", 300},
    {"Veldaanmelding", "criterium1", "Lange historie", '-', "AIP", "register-ask", 300},
    {"Veldaanmelding", "criterium2", "Komt er niet uit", '-', "AIP", "register-ask", 300},
    {"Veldaanmelding", "criterium3", "Onvoldoende medewerking", '-', "AIP", "register-ask", 300},
    {"Veldaanmelding", "criterium4", "Ontoereikende titel", '-', "AIP", "register-ask", 300},
    {"Veldaanmelding", "criterium5", "Specifieke situatie", '-', "AIP", "register-ask", 300},
    {"Veldaanmelding", "k1", "K1", 'c', "AIP", "register-ask", 300},
    {"Veldaanmelding", "k2", "K2", 'c', "AIP", "register-ask", 300},
    {"Veldaanmelding", "k3", "K3", 'c', "AIP", "register-ask", 300},
    {"Veldaanmelding", "k4", "K4", 'c', "AIP", "register-ask", 300},
    {"Veldaanmelding", "o1", "Ondoorgrondelijk", '-', "AIP", "register-ask", 300},
    {"Veldaanmelding", "o2", "Ongrijpbaar", '-', "AIP", "register-ask", 300},
    {"Veldaanmelding", "o3", "Ontwrichtend", '-', "AIP", "register-ask", 300},
    // the house's own case
    {"Medewerker", "naam", "Naam", 'y', "T", "register-latest", 120},
    {"Medewerker", "functie", "Functie", 'd', "T", "register-latest", 0},
    {"Medewerker", "organisatie", "Organisatie", 'y', "T", "append", 0},
};

Requirement requirementOf(char letter) {
    switch (letter) {
    case 'y':
        return Requirement::Required;
    case 'd':
        return Requirement::Prefilled;
    case 'c':
        return Requirement::Conditional;
    default:
        return Requirement::Optional;
    }
}

void requireRow(const RecordSpec& type, const Row& row) {
    CAPTURE(row.type, row.field);
    const FieldSpec* field = type.findByName(row.field);
    REQUIRE(field != nullptr);
    CHECK(field->label == row.label);
    CHECK(field->requirement == requirementOf(row.required));
    CHECK(field->who == WhoSet(row.who));
    CHECK(model::policyName(field->policy) == row.merge);
    CHECK(field->maxLength == row.limit);
}

std::set<std::string> linesOf(std::istream&& in) {
    std::set<std::string> lines;
    for (std::string line; std::getline(in, line);) {
        if (!line.empty() && line.front() != '#')
            lines.insert(line);
    }
    return lines;
}

} // namespace

TEST_CASE("every declared field is as the domain specification has it", "[client][casework]") {
    std::size_t checked = 0;
    for (const Row& row : kRows) {
        if (std::string_view(row.type) == "*") {
            for (const RecordSpec* type : recordTypes())
                requireRow(*type, row);
        } else {
            const RecordSpec* type = findRecordType(std::string_view(row.type));
            REQUIRE(type != nullptr);
            requireRow(*type, row);
        }
        ++checked;
    }
    std::size_t declared = commonFields().size();
    for (const RecordSpec* type : recordTypes())
        declared += type->fields.size();
    CHECK(checked == declared); // no field is declared that the table does not have
}

TEST_CASE("record types start in the audience that the specification gives", "[client][casework]") {
    CHECK(casusType().level == "casusteam");
    CHECK(betrokkeneType().level == "casusteam");
    CHECK(contactkopType().level == "casusteam");
    CHECK(contactverslagType().level == "eigen_organisatie");
    CHECK(contextinformatieType().level == "eigen_organisatie");
    CHECK(veiligheidswaarschuwingType().level == "casusteam");
    CHECK(actieType().level == "casusteam");
    CHECK(adresType().level == "casusteam");
    CHECK(besluitType().level == "casusteam");
    CHECK(maatregelType().level == "casusteam");
    CHECK(overdrachtType().level == "genoemde_personen");
    CHECK(veldaanmeldingType().level == "genoemde_personen");
    CHECK(markerType().level == "casusteam");
    for (const RecordSpec* type : recordTypes())
        CHECK(codeList(ListId::Deelniveau).has(type->level));
}

TEST_CASE("own fields begin where the common ones end and codes have a list",
          "[client][casework]") {
    const std::set<std::string> openCodes{"gemeente",    "taal",       "verwerkingsdoel",
                                          "voorletters", "achternaam", "wijk",
                                          "waar",        "waarvoor"};
    for (const FieldSpec* field : commonFields())
        CHECK(field->number < kFirstOwnField);
    for (const RecordSpec* type : recordTypes()) {
        for (const FieldSpec* field : type->fields) {
            CAPTURE(type->name, field->name);
            CHECK(field->number >= kFirstOwnField);
            const bool holdsCodes =
                field->kinds.has(model::ValueKind::Code) ||
                std::any_of(field->members.begin(), field->members.end(),
                            [](model::ValueKinds m) { return m.has(model::ValueKind::Code); });
            if (holdsCodes && !openCodes.contains(std::string(field->name)))
                CHECK(field->list != ListId::None);
        }
    }
}

TEST_CASE("the schema ranks by the orders of the specification", "[client][casework]") {
    const model::Schema schema = makeSchema();
    const auto order = [&](const RecordSpec& type, const FieldSpec& field) {
        return schema.find(type.id(), field.id())->order;
    };
    using Codes = std::vector<std::string>;
    CHECK(order(actieType(), actie::kStatus) == Codes{"toegezegd", "opgepakt", "geblokkeerd",
                                                      "vervallen", "niet_nagekomen", "uitgevoerd"});
    CHECK(order(veiligheidswaarschuwingType(), veiligheidswaarschuwing::kNiveau) ==
          Codes{"niet_betreden", "alleen_met_politie", "niet_alleen", "let_op"});
    CHECK(order(veiligheidswaarschuwingType(), veiligheidswaarschuwing::kStatus) ==
          Codes{"actief", "ingetrokken"});
    CHECK(order(betrokkeneType(), betrokkene::kOpDeHoogte) ==
          Codes{"geweigerd", "nee", "onbeantwoord", "ja"});
    CHECK(order(betrokkeneType(), betrokkene::kToestemming) ==
          Codes{"ingetrokken", "geweigerd", "niet_gevraagd", "gevraagd", "gegeven"});
    CHECK(order(adresType(), adres::kBeschermd) == Codes{"ja", "nee"});
    CHECK(order(overdrachtType(), overdracht::kStatus) ==
          Codes{"concept", "aangeboden", "verlopen", "ingetrokken", "geweigerd", "geaccepteerd"});
    CHECK(order(deelbesluitType(), deelbesluit::kStatus) ==
          Codes{"beeindigd", "afgewezen", "voorgesteld", "goedgekeurd", "van_kracht"});
}

TEST_CASE("of two statuses of a case an open one outranks an end", "[client][casework]") {
    const model::Schema schema = makeSchema();
    const model::FieldDeclaration* status = schema.find(casusType().id(), casus::kStatus.id());
    REQUIRE(status != nullptr);
    CHECK(status->whileOpen == model::WhileOpen::Strongest);
    CHECK(status->order.size() == codeList(ListId::Casusstatus).entries.size());
    for (const char* end : {"niet_opgenomen", "overgedragen", "afgesloten"}) {
        for (const CodeEntry& open : codeList(ListId::Casusstatus).entries) {
            if (std::set<std::string_view>{"niet_opgenomen", "overgedragen", "afgesloten"}.contains(
                    open.id))
                continue;
            CAPTURE(end, open.id);
            CHECK(status->rank(model::CodeValue{end}) <
                  status->rank(model::CodeValue{std::string(open.id)}));
        }
    }
}

TEST_CASE("protection asks for the roles of the specification", "[client][casework]") {
    using model::Role;
    using model::RoleSet;
    CHECK(casus::kNummer.protectedFor == RoleSet{Role::Informatievoorziening});
    CHECK(casus::kStatus.protectedFor == RoleSet{Role::Procesregisseur});
    CHECK(casus::kDomein.protectedFor ==
          RoleSet{Role::Procesregisseur, Role::Informatievoorziening});
    CHECK(casus::kAfsluiting.protectedFor == RoleSet{Role::Procesregisseur});
    CHECK_FALSE(casus::kAfsluiting.initialByCreator);
    CHECK(betrokkene::kZelfdeAls.protectedFor == RoleSet{Role::Informatievoorziening});
    CHECK(betrokkene::kZelfdeAls.policy == MergePolicy::Union);
    CHECK_FALSE(casus::kFase.isProtected());
    CHECK(maatregel::kStatus.protectedFor == RoleSet{Role::OmMedewerker});
    CHECK(maatregel::kStatus.firstWriters == WhoSet("U"));
    CHECK(maatregel::kStatus.named(maatregel::kUitvoerder.number).namedIn ==
          maatregel::kStatus.namedIn);
    CHECK(overdracht::kStatus.firstWriters == WhoSet("WA"));
    CHECK(overdracht::kStatus.namedIn == overdracht::kNaar.number);
    CHECK(deelbesluit::kStatus.firstWriters == WhoSet("AB"));
    CHECK(deelbesluit::kStatus.protectedFor == RoleSet{Role::Procesregisseur, Role::OmMedewerker});
    CHECK(reglement::kNaam.protectedFor == RoleSet{Role::Informatievoorziening, Role::Manager});
    CHECK_FALSE(reglement::kNaam.initialByCreator);
}

TEST_CASE("wire numbers and codes are the committed ones", "[client][casework]") {
    std::ifstream file(VB_WIRE_NUMBERS);
    REQUIRE(file.good());
    const auto committed = linesOf(std::move(file));
    const auto present = linesOf(std::istringstream(frozenNumbers()));
    // Both ways: a line that is gone or changed breaks what is stored; a line that is new must be
    // committed with the change that makes it.
    for (const std::string& line : committed) {
        CAPTURE(line);
        CHECK(present.contains(line));
    }
    for (const std::string& line : present) {
        CAPTURE(line);
        CHECK(committed.contains(line));
    }
}

TEST_CASE("who may write is asked of the actor", "[client][casework]") {
    Actor anybody;
    CHECK(mayWrite(casus::kKleurcode, anybody));
    CHECK_FALSE(mayWrite(casus::kStatus, anybody));
    CHECK_FALSE(mayWrite(contextinformatie::kTekst, anybody));
    Actor author;
    author.isAuthor = true;
    CHECK(mayWrite(contextinformatie::kTekst, author));
    Actor owner;
    owner.ownsAction = true;
    CHECK(mayWrite(actie::kUiterlijk, owner));
    Actor chair;
    chair.roles = {model::Role::Procesregisseur};
    CHECK(mayWrite(casus::kStatus, chair));
    CHECK(mayWrite(actie::kEigenaar, chair));
    CHECK_FALSE(mayWrite(casus::kNummer, chair));
    Actor outsider;
    outsider.isMember = false;
    CHECK_FALSE(mayWrite(casus::kKleurcode, outsider));
}
