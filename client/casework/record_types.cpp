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
    &common::kBeperking, &common::kHerkomst,        &common::kBewaarTot,
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

constexpr const RecordSpec* kTypes[] = {
    &kCasus,          &kBetrokkene,        &kContactkop,
    &kContactverslag, &kContextinformatie, &kVeiligheidswaarschuwing,
    &kActie,          &kMedewerker,
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
    if (!field.protectedFor.isEmpty()) {
        made.protection.emplace();
        made.protection->roles = field.protectedFor;
        made.protection->initialByCreator = field.initialByCreator;
    }
    made.whileOpen = field.whileOpen;
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
