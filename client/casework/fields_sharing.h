// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// The fields of what comes in and of what is shared with whom: sections 3.14, 3.19 and 3.21 of the
// domain specification. As fields.h.

#include "client/casework/field_spec.h"

namespace vb::casework {

/// 3.14. A report from the field, with its triage. Answers are (ja, nee or weet niet, explanation).
namespace veldaanmelding {
using spec::Kind;
constexpr FieldSpec answer(std::uint16_t number, std::string_view name, std::string_view label) {
    return spec::tuple(number, name, label, {Kind::Code, Kind::Tuple}, {Kind::Code, Kind::Text},
                       ListId::Antwoord, 300);
}
inline constexpr auto kVorm =
    spec::code(32, "vorm", "Vorm", ListId::Meldingsvorm).required().append("A");
inline constexpr auto kWie = spec::text(33, "wie", "Wie", 120).required().append("A");
/// (gemeente, wijk)
inline constexpr auto kWaar =
    spec::tuple(34, "waar", "Gemeente/wijk", Kind::Tuple, {Kind::Code, Kind::Code}, ListId::None, 0)
        .required()
        .append("A");
inline constexpr auto kAanleiding =
    spec::text(35, "aanleiding", "Waarom nu", 1000).required().append("A");
inline constexpr auto kBuikpijn = spec::text(36, "buikpijn", "Gevoel", 500).append("A");
inline constexpr auto kVraag1 = answer(37, "vraag1", "Meerdere leefgebieden").ask("AIP");
inline constexpr auto kVraag2 = answer(38, "vraag2", "Samenhang met anderen").ask("AIP");
inline constexpr auto kVraag3 = answer(39, "vraag3", "Bepaalde doelgroep").ask("AIP");
inline constexpr auto kVraag4 = answer(40, "vraag4", "Meer aan de hand").ask("AIP");
inline constexpr auto kVraag5 = answer(41, "vraag5", "Overlast of openbare orde").ask("AIP");
inline constexpr auto kVraag6 = answer(42, "vraag6", "Kans op herhaling").ask("AIP");
inline constexpr auto kVraag7 = answer(43, "vraag7", "Psychisch of verslaving").ask("AIP");
inline constexpr auto kVraag8 = answer(44, "vraag8", "Gemeenteoverstijgend").ask("AIP");
inline constexpr auto kCriterium1 = answer(45, "criterium1", "Lange historie").ask("AIP");
inline constexpr auto kCriterium2 = answer(46, "criterium2", "Komt er niet uit").ask("AIP");
inline constexpr auto kCriterium3 = answer(47, "criterium3", "Onvoldoende medewerking").ask("AIP");
inline constexpr auto kCriterium4 = answer(48, "criterium4", "Ontoereikende titel").ask("AIP");
inline constexpr auto kCriterium5 = answer(49, "criterium5", "Specifieke situatie").ask("AIP");
inline constexpr auto kK1 = answer(50, "k1", "K1").conditional().ask("AIP");
inline constexpr auto kK2 = answer(51, "k2", "K2").conditional().ask("AIP");
inline constexpr auto kK3 = answer(52, "k3", "K3").conditional().ask("AIP");
inline constexpr auto kK4 = answer(53, "k4", "K4").conditional().ask("AIP");
inline constexpr auto kO1 = answer(54, "o1", "Ondoorgrondelijk").ask("AIP");
inline constexpr auto kO2 = answer(55, "o2", "Ongrijpbaar").ask("AIP");
inline constexpr auto kO3 = answer(56, "o3", "Ontwrichtend").ask("AIP");
inline constexpr auto kNiveauvoorstel =
    spec::code(57, "niveauvoorstel", "Voorstel niveau", ListId::Triageniveau).ask("AP");
inline constexpr auto kStatus =
    spec::code(58, "status", "Status", ListId::Meldingsstatus).required().guarded("PI").atBirth();
/// The outcome; with `gekoppeld` the report or case that it belongs to is in `gekoppeldAan`.
inline constexpr auto kBesluit =
    spec::code(59, "besluit", "Uitkomst", ListId::Weeguitkomst).guarded("PI");
inline constexpr auto kReden = spec::text(60, "reden", "Reden", 500).guarded("PI");
/// The report that came first, or the Casus: both keep their ids.
inline constexpr auto kGekoppeldAan =
    spec::field(61, "gekoppeldAan", "Gekoppeld aan", Kind::Record).setOf("PI").onlyFor("PI");
} // namespace veldaanmelding

/// 3.19, the decision to share.
namespace deelbesluit {
using spec::Kind;
inline constexpr auto kRecords =
    spec::field(32, "records", "Wat", Kind::Record).required().append("AB");
/// A level, a member, an organisation or, outside the house, a name.
inline constexpr auto kNaar =
    spec::tuple(33, "naar", "Naar wie", {Kind::Code, Kind::Worker, Kind::Organisation, Kind::Text},
                {}, ListId::Deelniveau, 120)
        .required()
        .append("AB");
inline constexpr auto kWaarvoor =
    spec::field(34, "waarvoor", "Doel", {Kind::Record, Kind::Code}).required().append("AB");
inline constexpr auto kGrond =
    spec::code(35, "grond", "Reden", ListId::Deelreden).required().append("AB");
inline constexpr auto kToelichting =
    spec::text(36, "toelichting", "Toelichting", 300).prefilled().append("AB");
/// (necessary, proportional, subsidiary, (opDeHoogte, toestemming) as they stood)
inline constexpr auto kToets =
    spec::tuple(37, "toets", "Noodzaak, proportioneel, subsidiair", Kind::Tuple,
                {Kind::Bool, Kind::Bool, Kind::Bool, Kind::Tuple}, ListId::None, 0)
        .required()
        .append("A");
inline constexpr auto kStatus = spec::code(38, "status", "Status", ListId::Deelstatus)
                                    .required()
                                    .restrictive("ABPO")
                                    .onlyFor("ABPO");
/// Of several dates the first ends it: for a date that is the most restrictive.
inline constexpr auto kTot = spec::date(39, "tot", "Tot").earliest("ABPO").onlyFor("ABPO");
} // namespace deelbesluit

/// 3.19, the marker "bekend, inhoud niet gedeeld". Whom it is about is in the common `betreft`.
namespace marker {
using spec::Kind;
inline constexpr auto kOrganisatie =
    spec::field(32, "organisatie", "Organisatie", Kind::Organisation).required().append("B");
inline constexpr auto kReden =
    spec::code(33, "reden", "Reden", ListId::NietGedeeldWegens).required().append("B");
inline constexpr auto kVraagAan =
    spec::field(34, "vraagAan", "Vraag aan", Kind::Worker).required().append("B");
inline constexpr auto kHint = spec::code(35, "hint", "Hint", ListId::Markerhint).append("B");
} // namespace marker

/// 3.21, versioned data of the house's own case.
namespace reglement {
using spec::Kind;
inline constexpr auto kNaam = spec::text(32, "naam", "Naam", 80).required().guarded("IM");
inline constexpr auto kVersie =
    spec::field(33, "versie", "Versie", Kind::Integer).required().guarded("IM");
/// (from, to)
inline constexpr auto kGeldig =
    spec::tuple(34, "geldig", "Geldig", Kind::Tuple, {Kind::Date, Kind::Date}, ListId::None, 0)
        .required()
        .guarded("IM");
/// Lists: one tuple of texts each.
inline constexpr auto kDoelen =
    spec::tuple(35, "doelen", "Doelen", Kind::Tuple, {Kind::Text}, ListId::None, 300)
        .required()
        .guarded("IM");
/// Of each (organisation, functions, deel).
inline constexpr auto kActoren =
    spec::tuple(36, "actoren", "Actoren", Kind::Tuple, {Kind::Tuple}, ListId::None, 300)
        .required()
        .guarded("IM");
inline constexpr auto kTaken =
    spec::tuple(37, "taken", "Taken", Kind::Tuple, {Kind::Text}, ListId::None, 300)
        .required()
        .guarded("IM");
/// Of each (organisation, record type, default, widest, whether it needs approval).
inline constexpr auto kInformatie =
    spec::tuple(38, "informatie", "Informatie", Kind::Tuple, {Kind::Tuple}, ListId::None, 0)
        .required()
        .guarded("IM");
/// Partner switches: of each (organisation, on or off). An organisation that is not here is off.
inline constexpr auto kUitwisseling =
    spec::tuple(39, "uitwisseling", "Uitwisseling", Kind::Tuple, {Kind::Tuple}, ListId::None, 0)
        .required()
        .guarded("IM");
inline constexpr auto kBewaartermijn =
    spec::field(40, "bewaartermijn", "Bewaartermijn", Kind::Integer).required().guarded("IM");
/// (version, the organisations that signed, from, to)
inline constexpr auto kConvenant =
    spec::tuple(41, "convenant", "Convenant", Kind::Tuple,
                {Kind::Text, Kind::Tuple, Kind::Date, Kind::Date}, ListId::None, 80)
        .required()
        .guarded("IM");
/// Of each (list, code, label, whether it is retired).
inline constexpr auto kLijsten =
    spec::tuple(42, "lijsten", "Lijsten", Kind::Tuple, {Kind::Tuple}, ListId::None, 120)
        .required()
        .guarded("IM");
} // namespace reglement

} // namespace vb::casework
