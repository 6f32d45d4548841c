// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/record_types.h"

#include "sync/base/check.h"

#include <algorithm>
#include <iterator>

namespace vb::casework {

namespace {

constexpr const FieldSpec* kCommon[] = {
    &common::kGebeurdOp, &common::kVerwerkingsdoel, &common::kBetreft,   &common::kLeefgebieden,
    &common::kBeperking, &common::kHerkomst,        &common::kBewaarTot, &common::kConflictbesluit,
};

constexpr const FieldSpec* kCasusFields[] = {
    &casus::kNummer,
    &casus::kInbrenger,
    &casus::kWeergavenaam,
    &casus::kOnderwerpsoort,
    &casus::kDomein,
    &casus::kGemeente,
    &casus::kProcesregisseur,
    &casus::kSamenwerkingsdoel,
    &casus::kRegie,
    &casus::kRolHuis,
    &casus::kLocatie,
    &casus::kKaders,
    &casus::kPatronen,
    &casus::kVlaggen,
    &casus::kStatus,
    &casus::kFase,
    &casus::kKleurcode,
    &casus::kAanleiding,
    &casus::kSucces,
    &casus::kRappeldatum,
    &casus::kPlandatum,
    &casus::kNiveau,
    &casus::kAfhandeling,
    &casus::kOmBetrokken,
    &casus::kTijdstrategie,
    &casus::kAfgesprokenLijn,
    &casus::kNoodscenario,
    &casus::kZsmUiterlijk,
    &casus::kEersteBespreking,
    &casus::kAfsluiting,
};

constexpr const FieldSpec* kBetrokkeneFields[] = {
    &betrokkene::kVoorletters, &betrokkene::kAchternaam,  &betrokkene::kGeboortedatum,
    &betrokkene::kGeslacht,    &betrokkene::kRollen,      &betrokkene::kEerderBekend,
    &betrokkene::kSpoor,       &betrokkene::kTaal,        &betrokkene::kTolk,
    &betrokkene::kOpDeHoogte,  &betrokkene::kToestemming, &betrokkene::kZelfdeAls,
};

constexpr const FieldSpec* kContactkopFields[] = {
    &contactkop::kSoort,        &contactkop::kUitkomst,      &contactkop::kDeelnemers,
    &contactkop::kGesprokenMet, &contactkop::kKinderen,      &contactkop::kFunctie,
    &contactkop::kPlaats,       &contactkop::kDuur,          &contactkop::kActie,
    &contactkop::kActiestatus,  &contactkop::kZelfdeContact,
};

constexpr const FieldSpec* kContactverslagFields[] = {
    &contactverslag::kKop,       &contactverslag::kWaargenomen, &contactverslag::kDuiding,
    &contactverslag::kVerklaard, &contactverslag::kVervolg,
};

constexpr const FieldSpec* kContextinformatieFields[] = {
    &contextinformatie::kSoort,
    &contextinformatie::kOnderwerp,
    &contextinformatie::kTekst,
    &contextinformatie::kBronsoort,
    &contextinformatie::kBronorganisatie,
    &contextinformatie::kBron,
    &contextinformatie::kVerificatie,
    &contextinformatie::kGeldigVan,
    &contextinformatie::kGeldigTot,
    &contextinformatie::kGeverifieerdOp,
    &contextinformatie::kTegenstrijdigMet,
    &contextinformatie::kInstrument,
};

constexpr const FieldSpec* kVeiligheidswaarschuwingFields[] = {
    &veiligheidswaarschuwing::kSoort,  &veiligheidswaarschuwing::kAdvies,
    &veiligheidswaarschuwing::kBron,   &veiligheidswaarschuwing::kGeldtVoor,
    &veiligheidswaarschuwing::kNiveau, &veiligheidswaarschuwing::kHerzien,
    &veiligheidswaarschuwing::kStatus,
};

constexpr const FieldSpec* kActieFields[] = {
    &actie::kSoort,          &actie::kDoelRef,       &actie::kAgendapunt,      &actie::kTekst,
    &actie::kPlaats,         &actie::kFrequentie,    &actie::kEigenaar,        &actie::kOokDoor,
    &actie::kPartijen,       &actie::kUiterlijk,     &actie::kNogGeldigOp,     &actie::kStatus,
    &actie::kBewijs,         &actie::kOntvangenDoor, &actie::kGeblokkeerdDoor, &actie::kVoorwaarde,
    &actie::kTerugkoppeling,
};

constexpr const FieldSpec* kMedewerkerFields[] = {
    &medewerker::kNaam,
    &medewerker::kFunctie,
    &medewerker::kOrganisatie,
};

constexpr const FieldSpec* kAdresFields[] = {
    &adres::kVan,      &adres::kSoort,       &adres::kWaarde,    &adres::kWijk,
    &adres::kToestand, &adres::kBevestigdOp, &adres::kBeschermd, &adres::kGebruik,
    &adres::kBrp,      &adres::kVanaf,       &adres::kTot,
};

constexpr const FieldSpec* kBesluitFields[] = {
    &besluit::kTekst,     &besluit::kReden,         &besluit::kOpties,
    &besluit::kPartijen,  &besluit::kHerziet,       &besluit::kRegel,
    &besluit::kTegenstem, &besluit::kUitgesteldTot, &besluit::kAfweging,
};

constexpr const FieldSpec* kMaatregelFields[] = {
    &maatregel::kSoort,   &maatregel::kKader,       &maatregel::kUitvoerder, &maatregel::kStatus,
    &maatregel::kStart,   &maatregel::kEind,        &maatregel::kMaximaal,   &maatregel::kUitstroom,
    &maatregel::kZitting, &maatregel::kVoorwaarden, &maatregel::kOpgelegd,   &maatregel::kF2fNorm,
    &maatregel::kGemaakt, &maatregel::kVolgorde,    &maatregel::kEindreden,
};

constexpr const FieldSpec* kOverdrachtFields[] = {
    &overdracht::kSoort, &overdracht::kVan, &overdracht::kNaar,      &overdracht::kReden,
    &overdracht::kPer,   &overdracht::kTot, &overdracht::kOpenZaken, &overdracht::kStatus,
};

constexpr const FieldSpec* kVeldaanmeldingFields[] = {
    &veldaanmelding::kVorm,       &veldaanmelding::kWie,
    &veldaanmelding::kWaar,       &veldaanmelding::kAanleiding,
    &veldaanmelding::kBuikpijn,   &veldaanmelding::kVraag1,
    &veldaanmelding::kVraag2,     &veldaanmelding::kVraag3,
    &veldaanmelding::kVraag4,     &veldaanmelding::kVraag5,
    &veldaanmelding::kVraag6,     &veldaanmelding::kVraag7,
    &veldaanmelding::kVraag8,     &veldaanmelding::kCriterium1,
    &veldaanmelding::kCriterium2, &veldaanmelding::kCriterium3,
    &veldaanmelding::kCriterium4, &veldaanmelding::kCriterium5,
    &veldaanmelding::kK1,         &veldaanmelding::kK2,
    &veldaanmelding::kK3,         &veldaanmelding::kK4,
    &veldaanmelding::kO1,         &veldaanmelding::kO2,
    &veldaanmelding::kO3,         &veldaanmelding::kNiveauvoorstel,
    &veldaanmelding::kStatus,     &veldaanmelding::kBesluit,
    &veldaanmelding::kReden,      &veldaanmelding::kGekoppeldAan,
};

constexpr const FieldSpec* kDeelbesluitFields[] = {
    &deelbesluit::kRecords,     &deelbesluit::kNaar,  &deelbesluit::kWaarvoor, &deelbesluit::kGrond,
    &deelbesluit::kToelichting, &deelbesluit::kToets, &deelbesluit::kStatus,   &deelbesluit::kTot,
};

constexpr const FieldSpec* kMarkerFields[] = {
    &marker::kOrganisatie,
    &marker::kReden,
    &marker::kVraagAan,
    &marker::kHint,
};

constexpr const FieldSpec* kReglementFields[] = {
    &reglement::kNaam,       &reglement::kVersie,       &reglement::kGeldig,
    &reglement::kDoelen,     &reglement::kActoren,      &reglement::kTaken,
    &reglement::kInformatie, &reglement::kUitwisseling, &reglement::kBewaartermijn,
    &reglement::kConvenant,  &reglement::kLijsten,
};

constexpr RecordSpec kCasus{1, "Casus", "Casus", "casusteam", kCasusFields};
constexpr RecordSpec kBetrokkene{2, "Betrokkene", "Betrokkene", "casusteam", kBetrokkeneFields};
constexpr RecordSpec kContactkop{3, "ContactKop", "Contact", "casusteam", kContactkopFields};
constexpr RecordSpec kContactverslag{4, "ContactVerslag", "Verslag", "eigen_organisatie",
                                     kContactverslagFields};
constexpr RecordSpec kContextinformatie{5, "Contextinformatie", "Contextinformatie",
                                        "eigen_organisatie", kContextinformatieFields};
constexpr RecordSpec kVeiligheidswaarschuwing{6, "Veiligheidswaarschuwing",
                                              "Veiligheidswaarschuwing", "casusteam",
                                              kVeiligheidswaarschuwingFields};
constexpr RecordSpec kActie{7, "Actie", "Actie", "casusteam", kActieFields};
constexpr RecordSpec kMedewerker{8, "Medewerker", "Medewerker", "casusteam", kMedewerkerFields};
constexpr RecordSpec kAdres{9, "Adres", "Adres", "casusteam", kAdresFields};
constexpr RecordSpec kBesluit{10, "Besluit", "Besluit", "casusteam", kBesluitFields};
constexpr RecordSpec kMaatregel{11, "Maatregel", "Maatregel", "casusteam", kMaatregelFields};
constexpr RecordSpec kOverdracht{12, "Overdracht", "Overdracht", "genoemde_personen",
                                 kOverdrachtFields};
constexpr RecordSpec kVeldaanmelding{13, "Veldaanmelding", "Veldaanmelding", "genoemde_personen",
                                     kVeldaanmeldingFields};
constexpr RecordSpec kDeelbesluit{14, "Deelbesluit", "Deelbesluit", "casusteam",
                                  kDeelbesluitFields};
constexpr RecordSpec kMarker{15, "Marker", "Bekend, inhoud niet gedeeld", "casusteam",
                             kMarkerFields};
constexpr RecordSpec kReglement{16, "Reglement", "Reglement", "casusteam", kReglementFields};

constexpr const RecordSpec* kTypes[] = {
    &kCasus,          &kBetrokkene,        &kContactkop,
    &kContactverslag, &kContextinformatie, &kVeiligheidswaarschuwing,
    &kActie,          &kMedewerker,        &kAdres,
    &kBesluit,        &kMaatregel,         &kOverdracht,
    &kVeldaanmelding, &kDeelbesluit,       &kMarker,
    &kReglement,
};

/// Casus.status: "an open value beats an end value". Among open ones the more active one rules
/// until the procesregisseurs have decided; weakest first.
constexpr std::string_view kStatusStrength[] = {
    "niet_opgenomen",   "overgedragen",  "afgesloten",  "tijdelijk_gearchiveerd",
    "plandatum",        "monitoring",    "aangemeld",   "in_triage",
    "in_voorbereiding", "in_uitvoering", "opgeschaald",
};

std::vector<std::string> orderOf(const FieldSpec& field) {
    if (field.whileOpen == model::WhileOpen::Strongest)
        return {std::begin(kStatusStrength), std::end(kStatusStrength)};
    const bool isRanked = field.policy == model::MergePolicy::Lattice ||
                          field.policy == model::MergePolicy::MostCautious ||
                          field.policy == model::MergePolicy::MostRestrictive;
    std::vector<std::string> order;
    if (isRanked) {
        for (const CodeEntry& entry : codeList(field.list).entries)
            order.emplace_back(entry.id);
    }
    return order;
}

std::vector<model::FirstVersionWriter> firstVersionWriters(const FieldSpec& field) {
    using model::FirstWriter;
    std::vector<model::FirstVersionWriter> writers;
    if (field.firstWriters.has(Who::Author))
        writers.push_back({FirstWriter::Author, model::kRecordField});
    if (field.firstWriters.has(Who::SourceOrganisation))
        writers.push_back({FirstWriter::SourceOrganisation, model::kRecordField});
    if (field.firstWriters.has(Who::Executor))
        writers.push_back({FirstWriter::ExecutingOrganisation, {field.namedIn}});
    if (field.firstWriters.has(Who::Receiver))
        writers.push_back({FirstWriter::Receiver, {field.namedIn}});
    return writers;
}

model::FieldDeclaration declare(const FieldSpec& field) {
    model::FieldDeclaration made;
    made.id = field.id();
    made.name = field.name;
    made.policy = field.policy;
    made.kinds = field.kinds;
    for (const model::ValueKinds member : field.members) {
        if (!member.isEmpty())
            made.members.push_back(member);
    }
    made.order = orderOf(field);
    if (field.isProtected()) {
        made.protection.emplace();
        made.protection->roles = field.protectedFor;
        made.protection->firstVersion = firstVersionWriters(field);
        made.protection->initialByCreator = field.initialByCreator;
    }
    made.keyedItems = field.keyedItems;
    made.whileOpen = field.whileOpen;
    made.onCopy = field.onCopy;
    made.maxLength = field.maxLength;
    return made;
}

} // namespace

const RecordSpec& casusType() {
    return kCasus;
}
const RecordSpec& betrokkeneType() {
    return kBetrokkene;
}
const RecordSpec& contactkopType() {
    return kContactkop;
}
const RecordSpec& contactverslagType() {
    return kContactverslag;
}
const RecordSpec& contextinformatieType() {
    return kContextinformatie;
}
const RecordSpec& veiligheidswaarschuwingType() {
    return kVeiligheidswaarschuwing;
}
const RecordSpec& actieType() {
    return kActie;
}

const RecordSpec& medewerkerType() {
    return kMedewerker;
}

const RecordSpec& adresType() {
    return kAdres;
}
const RecordSpec& besluitType() {
    return kBesluit;
}
const RecordSpec& maatregelType() {
    return kMaatregel;
}
const RecordSpec& overdrachtType() {
    return kOverdracht;
}
const RecordSpec& veldaanmeldingType() {
    return kVeldaanmelding;
}
const RecordSpec& deelbesluitType() {
    return kDeelbesluit;
}
const RecordSpec& markerType() {
    return kMarker;
}
const RecordSpec& reglementType() {
    return kReglement;
}

std::span<const RecordSpec* const> recordTypes() {
    return kTypes;
}
std::span<const FieldSpec* const> commonFields() {
    return kCommon;
}

const RecordSpec* findRecordType(model::RecordTypeId type) {
    const auto found = std::find_if(std::begin(kTypes), std::end(kTypes),
                                    [&](const RecordSpec* spec) { return spec->id() == type; });
    return found == std::end(kTypes) ? nullptr : *found;
}

const RecordSpec* findRecordType(std::string_view name) {
    const auto found = std::find_if(std::begin(kTypes), std::end(kTypes),
                                    [&](const RecordSpec* spec) { return spec->name == name; });
    return found == std::end(kTypes) ? nullptr : *found;
}

model::Schema makeSchema() {
    std::vector<model::RecordTypeDeclaration> types;
    for (const RecordSpec* spec : kTypes) {
        model::RecordTypeDeclaration type{spec->id(), std::string(spec->name), {}};
        for (const FieldSpec* field : kCommon)
            type.fields.push_back(declare(*field));
        for (const FieldSpec* field : spec->fields)
            type.fields.push_back(declare(*field));
        types.push_back(std::move(type));
    }
    auto schema = model::Schema::create(std::move(types));
    VB_CHECK(schema.has_value()); // constants of this program: a test makes the schema
    return std::move(schema).value();
}

std::string frozenNumbers() {
    std::string lines = makeSchema().frozenList();
    for (const CodeList& list : allCodeLists()) {
        for (const CodeEntry& entry : list.entries) {
            lines += "code " + std::string(list.id) + " " + std::string(entry.id);
            if (entry.number != 0)
                lines += " " + std::to_string(entry.number);
            lines += "\n";
        }
    }
    return lines;
}

} // namespace vb::casework
