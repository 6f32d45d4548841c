// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// The fields of the record types of this version, one constant each, in the order of section 3 of
// the domain specification. One namespace per record type. record_types.h has the types. Addresses,
// decisions, measures and hand-overs are in fields_plan.h; reports, sharing and reglement in
// fields_sharing.h.

#include "client/casework/field_spec.h"
#include "client/casework/fields_plan.h"
#include "client/casework/fields_sharing.h"

namespace vb::casework {

/// 3.0. Author, organisation, pet, time of entry and audience are the changeset's; withdrawal is
/// the model's operation on the whole record and carries its reason.
namespace common {
using spec::Kind;
inline constexpr auto kGebeurdOp = spec::time(1, "gebeurdOp", "Gebeurd op").prefilled().append("A");
inline constexpr auto kVerwerkingsdoel =
    spec::field(2, "verwerkingsdoel", "Waarvoor vastgelegd", {Kind::Record, Kind::Code})
        .prefilled()
        .append("A");
inline constexpr auto kBetreft =
    spec::field(3, "betreft", "Betreft", Kind::Record).conditional().setOf("AK");
inline constexpr auto kLeefgebieden =
    spec::code(4, "leefgebieden", "Leefgebied", ListId::Leefgebied).setOf("AK");
inline constexpr auto kBeperking =
    spec::code(5, "beperking", "Beperking", ListId::Beperking).setOf("AOP");
inline constexpr auto kHerkomst =
    spec::field(6, "herkomst", "Komt uit", Kind::Record).append("S").namesOrigin();
inline constexpr auto kBewaarTot =
    spec::date(7, "bewaarTot", "Bewaren tot").prefilled().latestDate("SI");
/// (which finding of a rule, what was chosen): the decision on a conflict that is not about one
/// field. Two different decisions are a conflict of the item; the reason is the operation's.
inline constexpr auto kConflictbesluit =
    spec::tuple(8, "conflictbesluit", "Conflictbesluit", Kind::Tuple, {Kind::Text, Kind::Code},
                ListId::Regelkeuze, 8000)
        .itemsOf("T")
        .leftOnCopy();
} // namespace common

/// 3.1. casusregisseur is a view of a membership statement and no field.
namespace casus {
using spec::Kind;
inline constexpr auto kNummer =
    spec::text(32, "nummer", "Casusnummer", 20).required().guarded("I").atBirth();
/// (organisation, person at that organisation)
inline constexpr auto kInbrenger =
    spec::tuple(33, "inbrenger", "Inbrengende instantie", Kind::Tuple,
                {Kind::Organisation, {Kind::Text, Kind::Worker}}, ListId::Organisatie, 60)
        .required()
        .guarded("I")
        .atBirth();
inline constexpr auto kWeergavenaam =
    spec::text(34, "weergavenaam", "Weergavenaam", 60).required().newest("IK");
inline constexpr auto kOnderwerpsoort =
    spec::code(35, "onderwerpsoort", "Casussubject", ListId::Onderwerpsoort)
        .required()
        .guarded("PI")
        .atBirth();
inline constexpr auto kDomein =
    spec::code(36, "domein", "Domein", ListId::Domein).required().guarded("PI").atBirth();
inline constexpr auto kGemeente =
    spec::code(37, "gemeente", "Gemeente", ListId::None).required().guarded("PI").atBirth();
inline constexpr auto kProcesregisseur =
    spec::field(38, "procesregisseur", "Procesregisseur", Kind::Worker)
        .required()
        .guarded("PI")
        .atBirth();
inline constexpr auto kSamenwerkingsdoel =
    spec::text(39, "samenwerkingsdoel", "Doel van de samenwerking", 500)
        .required()
        .guarded("P")
        .atBirth();
inline constexpr auto kRegie =
    spec::field(40, "regie", "Regie", Kind::Organisation).required().guarded("P").atBirth();
inline constexpr auto kRolHuis = spec::code(41, "rolHuis", "Rol van het huis", ListId::RolHuis)
                                     .required()
                                     .guarded("P")
                                     .atBirth();
inline constexpr auto kLocatie =
    spec::code(42, "locatie", "Locatie", ListId::Locatie).required().guarded("P").atBirth();
inline constexpr auto kKaders = spec::code(43, "kaders", "Kader", ListId::Kader).setOf("KPI");
inline constexpr auto kPatronen =
    spec::code(44, "patronen", "Patroon", ListId::Patroon).setOf("KPI");
inline constexpr auto kVlaggen =
    spec::code(45, "vlaggen", "Selectievlag", ListId::Selectievlag).setOf("KPI");
inline constexpr auto kStatus = spec::code(46, "status", "Status", ListId::Casusstatus)
                                    .required()
                                    .guarded("P")
                                    .atBirth()
                                    .strongestRules();
inline constexpr auto kFase = spec::code(47, "fase", "Fase", ListId::Fase).ask("T");
inline constexpr auto kKleurcode =
    spec::code(48, "kleurcode", "Kleurcode", ListId::Kleurcode).ask("T");
inline constexpr auto kAanleiding =
    spec::text(49, "aanleiding", "Aanleiding (trigger)", 500).required().ask("KPA");
inline constexpr auto kSucces =
    spec::text(50, "succes", "Wanneer is het gelukt?", 500).conditional().ask("KPA");
inline constexpr auto kRappeldatum =
    spec::date(51, "rappeldatum", "Rappeldatum").conditional().ask("KP").earliestRules();
inline constexpr auto kPlandatum =
    spec::date(52, "plandatum", "Plandatum").ask("KP").earliestRules();
inline constexpr auto kNiveau = spec::code(53, "niveau", "Niveau", ListId::Triageniveau).ask("KP");
inline constexpr auto kAfhandeling =
    spec::code(54, "afhandeling", "Afhandeling", ListId::Afhandeling).ask("KP");
inline constexpr auto kOmBetrokken =
    spec::code(55, "omBetrokken", "OM betrokken", ListId::OmBetrokken).ask("KP");
inline constexpr auto kTijdstrategie =
    spec::code(56, "tijdstrategie", "Tijdstrategie", ListId::Tijdstrategie).ask("KP");
inline constexpr auto kAfgesprokenLijn =
    spec::text(57, "afgesprokenLijn", "Afgesproken lijn", 500).ask("KP");
inline constexpr auto kNoodscenario =
    spec::text(58, "noodscenario", "Noodscenario", 1000).ask("KP");
inline constexpr auto kZsmUiterlijk = spec::time(59, "zsmUiterlijk", "ZSM uiterlijk").earliest("T");
inline constexpr auto kEersteBespreking =
    spec::date(60, "eersteBespreking", "Eerste bespreking").prefilled().earliest("SI");
/// (date, reason from afsluitreden, explanation)
inline constexpr auto kAfsluiting =
    spec::tuple(61, "afsluiting", "Afsluiting", Kind::Tuple, {Kind::Date, Kind::Code, Kind::Text},
                ListId::Afsluitreden, 500)
        .conditional()
        .guarded("P");
} // namespace casus

/// 3.2. A name or initials that nobody knows is the code `onbekend`; an unknown birth date is a
/// date of unknown precision.
namespace betrokkene {
using spec::Kind;
inline constexpr auto kVoorletters =
    spec::tuple(32, "voorletters", "Voorletters", {Kind::Text, Kind::Code}, {}, ListId::None, 20)
        .required()
        .ask("AI");
inline constexpr auto kAchternaam =
    spec::tuple(33, "achternaam", "Achternaam", {Kind::Text, Kind::Code}, {}, ListId::None, 60)
        .required()
        .ask("AI");
inline constexpr auto kGeboortedatum =
    spec::date(34, "geboortedatum", "Geboortedatum").required().ask("AI");
inline constexpr auto kGeslacht =
    spec::code(35, "geslacht", "Geslacht", ListId::Geslacht).required().ask("AI");
inline constexpr auto kRollen = spec::code(36, "rollen", "Rol", ListId::Rol).required().setOf("T");
/// (what, source organisation, year)
inline constexpr auto kEerderBekend =
    spec::tuple(37, "eerderBekend", "Eerder bekend", Kind::Tuple,
                {Kind::Code, Kind::Organisation, Kind::Integer}, ListId::EerderBekend, 0)
        .setOf("T");
inline constexpr auto kSpoor = spec::code(38, "spoor", "Spoor", ListId::Spoor).setOf("KP");
inline constexpr auto kTaal = spec::code(39, "taal", "Voorkeurstaal", ListId::None).ask("T");
inline constexpr auto kTolk = spec::field(40, "tolk", "Tolk", Kind::Bool).ask("T");
/// (answer, date, by whom) or the answer alone
inline constexpr auto kOpDeHoogte =
    spec::tuple(41, "opDeHoogte", "Weet van informatiedeling?", {Kind::Code, Kind::Tuple},
                {Kind::Code, Kind::Date, {Kind::Worker, Kind::Text}}, ListId::OpDeHoogte, 60)
        .prefilled()
        .cautious("T");
/// (answer, for what it was given) or the answer alone
inline constexpr auto kToestemming =
    spec::tuple(42, "toestemming", "Toestemming", {Kind::Code, Kind::Tuple},
                {Kind::Code, Kind::Text}, ListId::Toestemming, 200)
        .prefilled()
        .cautious("B");
inline constexpr auto kZelfdeAls =
    spec::field(43, "zelfdeAls", "Zelfde persoon als", Kind::Record).setOf("I").onlyFor("I");
} // namespace betrokkene

/// 3.5, the part for the case team.
namespace contactkop {
using spec::Kind;
inline constexpr auto kSoort =
    spec::code(32, "soort", "Soort contact", ListId::Contactsoort).required().append("A");
inline constexpr auto kUitkomst =
    spec::code(33, "uitkomst", "Uitkomst", ListId::Uitkomst).required().append("A");
/// A member, or (organisation, function) of somebody who is none.
inline constexpr auto kDeelnemers =
    spec::tuple(34, "deelnemers", "Samen met", {Kind::Worker, Kind::Tuple},
                {Kind::Organisation, {Kind::Code, Kind::Text}}, ListId::Functie, 60)
        .prefilled()
        .setOf("A");
/// One tuple of persons: the value is the whole set.
inline constexpr auto kGesprokenMet =
    spec::tuple(35, "gesprokenMet", "Gesproken met", Kind::Tuple, {Kind::Record}, ListId::None, 0)
        .conditional()
        .append("A");
inline constexpr auto kKinderen =
    spec::code(36, "kinderen", "Kinderen", ListId::KinderenBijContact).prefilled().append("A");
inline constexpr auto kFunctie =
    spec::code(37, "functie", "Als", ListId::ContactFunctie).conditional().append("A");
inline constexpr auto kPlaats = spec::code(38, "plaats", "Plaats", ListId::Plaats).append("A");
inline constexpr auto kDuur = spec::field(39, "duur", "Duur", Kind::Integer).append("A");
inline constexpr auto kActie = spec::field(40, "actie", "Bij actie", Kind::Record).append("A");
inline constexpr auto kActiestatus =
    spec::code(41, "actiestatus", "Meldt", ListId::Actiestatus).append("A");
inline constexpr auto kZelfdeContact =
    spec::field(42, "zelfdeContact", "Zelfde contact als", Kind::Record).setOf("T");
} // namespace contactkop

/// 3.5, the part for fewer readers.
namespace contactverslag {
using spec::Kind;
inline constexpr auto kKop = spec::field(32, "kop", "Contact", Kind::Record).required().append("A");
inline constexpr auto kWaargenomen = spec::text(33, "waargenomen", "Waargenomen", 4000).append("A");
inline constexpr auto kDuiding = spec::text(34, "duiding", "Duiding", 2000).append("A");
/// (what was said, by whom)
inline constexpr auto kVerklaard =
    spec::tuple(35, "verklaard", "Verteld door", Kind::Tuple,
                {Kind::Text, {Kind::Text, Kind::Record, Kind::Worker}}, ListId::None, 4000)
        .append("A");
/// (what, when, organisation, person); the editor makes an Actie of it
inline constexpr auto kVervolg =
    spec::tuple(36, "vervolg", "Vervolg", Kind::Tuple,
                {Kind::Text, {Kind::Date, Kind::Instant}, Kind::Organisation, Kind::Worker},
                ListId::None, 200)
        .append("A");
} // namespace contactverslag

/// 3.6
namespace contextinformatie {
using spec::Kind;
inline constexpr auto kSoort =
    spec::code(32, "soort", "Soort", ListId::Contextsoort).required().append("A");
inline constexpr auto kOnderwerp =
    spec::text(33, "onderwerp", "Onderwerp", 80).required().append("A");
inline constexpr auto kTekst = spec::text(34, "tekst", "Tekst", 4000).required().append("A");
inline constexpr auto kBronsoort =
    spec::code(35, "bronsoort", "Soort bron", ListId::Bronsoort).required().append("A");
inline constexpr auto kBronorganisatie =
    spec::field(36, "bronorganisatie", "Bronorganisatie", Kind::Organisation)
        .required()
        .append("A");
inline constexpr auto kBron = spec::text(37, "bron", "Bron", 60).append("A");
/// How it was checked travels as the operation's reason.
inline constexpr auto kVerificatie =
    spec::code(38, "verificatie", "Verificatie", ListId::Verificatie).prefilled().ask("T");
inline constexpr auto kGeldigVan = spec::date(39, "geldigVan", "Geldig van").ask("T");
inline constexpr auto kGeldigTot = spec::date(40, "geldigTot", "Geldig tot").ask("T");
inline constexpr auto kGeverifieerdOp =
    spec::date(41, "geverifieerdOp", "Laatst gecontroleerd").latestDate("T");
inline constexpr auto kTegenstrijdigMet =
    spec::field(42, "tegenstrijdigMet", "Tegenstrijdig met", Kind::Record).setOf("T");
/// (name, date, by whom, outcome)
inline constexpr auto kInstrument =
    spec::tuple(43, "instrument", "Instrument", Kind::Tuple,
                {{Kind::Code, Kind::Text}, Kind::Date, {Kind::Text, Kind::Worker}, Kind::Text},
                ListId::RisicoInstrument, 200)
        .conditional()
        .append("A");
} // namespace contextinformatie

/// 3.7
namespace veiligheidswaarschuwing {
using spec::Kind;
inline constexpr auto kSoort =
    spec::code(32, "soort", "Soort", ListId::Waarschuwing).required().append("A");
inline constexpr auto kAdvies = spec::text(33, "advies", "Wat doen", 200).required().append("A");
inline constexpr auto kBron =
    spec::code(34, "bron", "Bron", ListId::Bronsoort).required().append("A");
/// Persons and addresses; the Casus itself for everybody in the case.
inline constexpr auto kGeldtVoor =
    spec::field(35, "geldtVoor", "Geldt voor", Kind::Record).required().setOf("T");
inline constexpr auto kNiveau =
    spec::code(36, "niveau", "Niveau", ListId::Waarschuwingsniveau).required().cautious("T");
inline constexpr auto kHerzien = spec::date(37, "herzien", "Herzien op").prefilled().earliest("T");
inline constexpr auto kStatus =
    spec::code(38, "status", "Status", ListId::Waarschuwingsstatus).prefilled().cautious("BKP");
} // namespace veiligheidswaarschuwing

/// 3.11. reden travels as the operation's reason.
namespace actie {
using spec::Kind;
inline constexpr auto kSoort =
    spec::code(32, "soort", "Soort", ListId::Actiesoort).required().append("A");
inline constexpr auto kDoelRef = spec::field(33, "doelRef", "Bij doel", Kind::Record).append("A");
inline constexpr auto kAgendapunt =
    spec::field(34, "agendapunt", "Uit overleg", Kind::Record).append("A");
inline constexpr auto kTekst = spec::text(35, "tekst", "Wat", 300).required().ask("AEKPN");
inline constexpr auto kPlaats = spec::text(36, "plaats", "Waar", 120).ask("AEKPN");
/// (how many times, per week or month)
inline constexpr auto kFrequentie = spec::tuple(37, "frequentie", "Hoe vaak", Kind::Tuple,
                                                {Kind::Integer, Kind::Code}, ListId::Frequentie, 0)
                                        .ask("AEKPN");
/// (organisation, person)
inline constexpr auto kEigenaar = spec::tuple(38, "eigenaar", "Eigenaar", Kind::Tuple,
                                              {Kind::Organisation, Kind::Worker}, ListId::None, 0)
                                      .required()
                                      .ask("KPNE");
inline constexpr auto kOokDoor =
    spec::field(39, "ookDoor", "Opgepakt door", Kind::Worker).setOf("T");
inline constexpr auto kPartijen =
    spec::tuple(40, "partijen", "Met wie", {Kind::Organisation, Kind::Text}, {}, ListId::None, 60)
        .setOf("AE");
inline constexpr auto kUiterlijk =
    spec::time(41, "uiterlijk", "Uiterlijk").required().ask("KPNE").earliestRules();
inline constexpr auto kNogGeldigOp =
    spec::date(42, "nogGeldigOp", "Nog geldig op").latestDate("KPNE");
inline constexpr auto kStatus =
    spec::code(43, "status", "Status", ListId::Actiestatus).prefilled().lattice("EKPNT");
inline constexpr auto kBewijs = spec::tuple(44, "bewijs", "Bewijs van uitvoering",
                                            {Kind::Record, Kind::Text}, {}, ListId::None, 300)
                                    .conditional()
                                    .append("ET");
/// (member, moment)
inline constexpr auto kOntvangenDoor =
    spec::tuple(45, "ontvangenDoor", "Ontvangen door uitvoerder", Kind::Tuple,
                {Kind::Worker, Kind::Instant}, ListId::None, 0)
        .prefilled()
        .append("S");
inline constexpr auto kGeblokkeerdDoor =
    spec::text(46, "geblokkeerdDoor", "Wacht op", 300).conditional().append("EKPNT");
inline constexpr auto kVoorwaarde = spec::text(47, "voorwaarde", "Anders dan", 300).ask("KP");
inline constexpr auto kTerugkoppeling =
    spec::text(48, "terugkoppeling", "Terugkoppeling", 500).append("E");
} // namespace actie

/// Who works in this house: a record of the house's own case, one for each worker, under the
/// worker's own id. Names are nowhere else: statements know people by numbers alone.
namespace medewerker {
using spec::Kind;
inline constexpr auto kNaam = spec::text(32, "naam", "Naam", 120).required().newest("T");
inline constexpr auto kFunctie =
    spec::code(33, "functie", "Functie", ListId::Functie).prefilled().newest("T");
inline constexpr auto kOrganisatie =
    spec::field(34, "organisatie", "Organisatie", Kind::Organisation).required().append("T");
} // namespace medewerker

} // namespace vb::casework
