// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

// The fields of where people are, what is decided and what is carried out: sections 3.3, 3.10, 3.12
// and 3.16 of the domain specification. As fields.h.

#include "client/casework/field_spec.h"

namespace vb::casework {

/// 3.3. One record per address, number or place: a new value is a new record.
namespace adres {
using spec::Kind;
inline constexpr auto kVan = spec::field(32, "van", "Van", Kind::Record).required().append("A");
inline constexpr auto kSoort =
    spec::code(33, "soort", "Soort", ListId::Adressoort).required().append("A");
inline constexpr auto kWaarde =
    spec::text(34, "waarde", "Adres of nummer", 200).required().append("A");
inline constexpr auto kWijk = spec::code(35, "wijk", "Wijk", ListId::None).append("A");
inline constexpr auto kToestand =
    spec::code(36, "toestand", "Toestand", ListId::Adrestoestand).prefilled().ask("T");
inline constexpr auto kBevestigdOp = spec::date(37, "bevestigdOp", "Bevestigd op").latestDate("T");
inline constexpr auto kBeschermd =
    spec::code(38, "beschermd", "Beschermd", ListId::Beschermd).prefilled().restrictive("T");
inline constexpr auto kGebruik = spec::text(39, "gebruik", "Zo bereiken / niet via", 200).ask("T");
inline constexpr auto kBrp = spec::code(40, "brp", "BRP", ListId::Brp).ask("T");
inline constexpr auto kVanaf = spec::date(41, "vanaf", "Vanaf").ask("T");
inline constexpr auto kTot = spec::date(42, "tot", "Tot").ask("T");
} // namespace adres

/// 3.10. What was decided is never edited: a later Besluit says that it revises this one.
namespace besluit {
using spec::Kind;
inline constexpr auto kTekst = spec::text(32, "tekst", "Besluit", 500).required().append("PKN");
inline constexpr auto kReden = spec::text(33, "reden", "Gronden", 500).required().append("PKN");
/// (option, for, against)
inline constexpr auto kOpties = spec::tuple(34, "opties", "Overwogen", Kind::Tuple,
                                            {Kind::Text, Kind::Text, Kind::Text}, ListId::None, 300)
                                    .append("PKN");
/// One tuple of organisations: the value is the whole set.
inline constexpr auto kPartijen =
    spec::tuple(35, "partijen", "Partijen", Kind::Tuple, {Kind::Organisation}, ListId::None, 0)
        .append("PKN");
inline constexpr auto kHerziet =
    spec::field(36, "herziet", "Herziet besluit", Kind::Record).append("PKN");
inline constexpr auto kRegel =
    spec::code(37, "regel", "Besluitregel", ListId::Besluitregel).prefilled().append("PN");
inline constexpr auto kTegenstem = spec::text(38, "tegenstem", "Tegenstem", 300).append("PN");
/// (date, reason)
inline constexpr auto kUitgesteldTot =
    spec::tuple(39, "uitgesteldTot", "Uitgesteld tot", Kind::Tuple, {Kind::Date, Kind::Text},
                ListId::None, 300)
        .append("PKN");
inline constexpr auto kAfweging =
    spec::text(40, "afweging", "Proportionaliteit", 500).conditional().append("P");
} // namespace besluit

/// 3.12. Hours are kept in minutes: a half hour is 30.
namespace maatregel {
using spec::Kind;
inline constexpr auto kSoort =
    spec::code(32, "soort", "Soort", ListId::Maatregel).required().append("BI");
inline constexpr auto kKader =
    spec::code(33, "kader", "Kader", ListId::Maatregelkader).required().append("BI");
inline constexpr auto kUitvoerder =
    spec::field(34, "uitvoerder", "Uitvoerder", Kind::Organisation).required().append("BI");
inline constexpr auto kStatus = spec::code(35, "status", "Status", ListId::Maatregelstatus)
                                    .required()
                                    .guarded("UO")
                                    .named(34)
                                    .atBirth();
inline constexpr auto kStart = spec::date(36, "start", "Start").guarded("UOI").named(34);
inline constexpr auto kEind = spec::date(37, "eind", "Eind").guarded("UOI").named(34);
inline constexpr auto kMaximaal = spec::date(38, "maximaal", "Maximaal").guarded("UOI").named(34);
inline constexpr auto kUitstroom =
    spec::date(39, "uitstroom", "Uitstroom").guarded("UOI").named(34);
inline constexpr auto kZitting = spec::time(40, "zitting", "Zitting").guarded("UOI").named(34);
/// (condition, whether it is kept)
inline constexpr auto kVoorwaarden = spec::tuple(41, "voorwaarden", "Voorwaarden", Kind::Tuple,
                                                 {Kind::Text, Kind::Code}, ListId::Nagekomen, 200)
                                         .itemsOf("U");
inline constexpr auto kOpgelegd = spec::field(42, "opgelegd", "Opgelegde uren", Kind::Integer)
                                      .conditional()
                                      .guarded("U")
                                      .named(34);
inline constexpr auto kF2fNorm =
    spec::field(43, "f2fNorm", "Minimum contacten", Kind::Integer).guarded("U").named(34);
/// (id of the entry, minutes, day, place)
inline constexpr auto kGemaakt =
    spec::tuple(44, "gemaakt", "Gemaakte uren", Kind::Tuple,
                {Kind::Text, Kind::Integer, Kind::Date, Kind::Text}, ListId::None, 120)
        .counter("U");
inline constexpr auto kVolgorde = spec::field(45, "volgorde", "Volgorde", Kind::Integer).ask("KP");
inline constexpr auto kEindreden = spec::text(46, "eindreden", "Waarom gestopt", 300).ask("KP");
} // namespace maatregel

/// 3.16. The giver stays responsible until the receiver has accepted.
namespace overdracht {
using spec::Kind;
inline constexpr auto kSoort =
    spec::code(32, "soort", "Soort", ListId::Overdrachtsoort).required().append("PKA");
inline constexpr auto kVan = spec::field(33, "van", "Van", Kind::Worker).required().append("PKA");
/// A member, or the house or organisation that takes over.
inline constexpr auto kNaar =
    spec::field(34, "naar", "Naar", {Kind::Worker, Kind::Organisation}).required().append("PKA");
inline constexpr auto kReden = spec::text(35, "reden", "Reden", 300).required().append("A");
inline constexpr auto kPer = spec::date(36, "per", "Per").required().append("A");
inline constexpr auto kTot = spec::date(37, "tot", "Tot").conditional().append("A");
/// (open actions, measures, warnings, note); what is unsent is counted into the note
inline constexpr auto kOpenZaken =
    spec::tuple(38, "openZaken", "Open zaken", Kind::Tuple,
                {Kind::Integer, Kind::Integer, Kind::Integer, Kind::Text}, ListId::None, 1000)
        .required()
        .append("SA");
inline constexpr auto kStatus = spec::code(39, "status", "Status", ListId::Overdrachtstatus)
                                    .required()
                                    .lattice("WPKA")
                                    .onlyFor("WPKA")
                                    .named(34);
} // namespace overdracht

} // namespace vb::casework
