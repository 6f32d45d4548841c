// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/ids.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace vb::casework {

/// What a code means beyond its label. None is the ordinary case.
enum class CodeMark : std::uint8_t {
    None,
    FaceToFace,  ///< contactsoort: the worker and the person met
    Attempt,     ///< uitkomst: counts as an attempt, nobody was spoken to
    NeedsReason, ///< actiestatus: may be written only with a reason
};

/// One entry of a code list. `id` is stable ASCII ([a-z0-9_]) and is what records hold; it is never
/// reused for another meaning (client/casework/wire_numbers.txt). `label` is Dutch, for the screen.
/// `number` is the OrganisationCode of an organisation and 0 in every other list.
struct CodeEntry {
    std::string_view id;
    std::string_view label;
    CodeMark mark = CodeMark::None;
    /// The part of the list in which the entry stands ("straf", "zorg"), or empty.
    std::string_view group = {};
    std::uint16_t number = 0;
};

/// The lists of the domain specification: section 4 by its number, then the short lists that its
/// field tables spell out for the record types declared here.
enum class ListId : std::uint8_t {
    None, ///< the field has no list: any code of the right form is accepted
    // 4.1 - 4.5
    Leefgebied,
    Rol,
    Relatie,
    Contactsoort,
    Uitkomst,
    Plaats,
    Casusstatus,
    Doorschuifreden,
    Afsluitreden,
    Actiestatus,
    Vraagstatus,
    // 4.6 - 4.7
    Kader,
    Overlegvorm,
    Triagevraag,
    Triagecriterium,
    Triagekenmerk,
    O3mp,
    Triageniveau,
    Weeguitkomst,
    // 4.8 - 4.10
    Bronsoort,
    Verificatie,
    Deelniveau,
    Deelreden,
    NietGedeeldWegens,
    Besluitregel,
    RisicoInstrument,
    // 4.11 - 4.18
    Patroon,
    Selectievlag,
    EerderBekend,
    Afhandeling,
    Waarschuwing,
    Kleurcode,
    Maatregel,
    Organisatie,
    Functie,
    // lists inside the field tables of section 3
    Beperking,
    Onderwerpsoort,
    Domein,
    RolHuis,
    Locatie,
    Fase,
    OmBetrokken,
    Tijdstrategie,
    Geslacht,
    Spoor,
    OpDeHoogte,
    Toestemming,
    KinderenBijContact,
    ContactFunctie,
    Contextsoort,
    Waarschuwingsniveau,
    Waarschuwingsstatus,
    Actiesoort,
    Frequentie,
    Adressoort,
    Adrestoestand,
    Beschermd,
    Brp,
    Maatregelkader,
    Maatregelstatus,
    Nagekomen,
    Overdrachtsoort,
    Overdrachtstatus,
    Meldingsvorm,
    Antwoord,
    Meldingsstatus,
    Deelstatus,
    Markerhint,
    Regelkeuze,
};

/// An ordered list of codes; the order is the one on screen. A constant: lives for the program.
struct CodeList {
    ListId list = ListId::None;
    std::string_view id;
    std::string_view title;
    std::span<const CodeEntry> entries;

    /// Null when the list has no such code: a code of another house or a later version.
    [[nodiscard]] const CodeEntry* find(std::string_view code) const;
    [[nodiscard]] bool has(std::string_view code) const { return find(code) != nullptr; }
    /// Place in the fixed order; entries.size() for a code that is not in the list.
    [[nodiscard]] std::size_t indexOf(std::string_view code) const;
    /// The Dutch label; the code itself when the list does not know it, so that it stays readable.
    [[nodiscard]] std::string labelOf(std::string_view code) const;
};

/// Never called with ListId::None (VB_CHECK).
const CodeList& codeList(ListId list);
std::span<const CodeList> allCodeLists();
/// By the id of the list itself, for example "leefgebied".
const CodeList* findCodeList(std::string_view id);

/// Whether text has the form of a code: 1 to 64 of [a-z0-9_].
bool isCodeForm(std::string_view text);

/// The organisations of list 4.18 have numbers below 1000; a house adds its own from 1000 up.
std::optional<OrganisationCode> organisationCode(std::string_view id);
/// "Politie"; "organisatie 1007" for a number that the list does not know.
std::string organisationLabel(OrganisationCode code);

} // namespace vb::casework
