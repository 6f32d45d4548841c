// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/entry.h"
#include "client/casework/field_spec.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

// What a person enters, before it is checked: plain values named after the fields of the domain
// specification. An empty text or code is "not filled in". Codes are ids of the lists. entering.h
// checks them and makes entries of them.
namespace vb::casework {

/// What any record can say beside its own fields.
struct CommonInput {
    std::optional<EventTime> gebeurdOp; ///< none: the moment of saving
    std::vector<RecordId> betreft;      ///< Betrokkenen
    std::vector<std::string> leefgebieden;
    std::vector<std::string> beperking;
    friend bool operator==(const CommonInput&, const CommonInput&) = default;
};

/// An organisation and, where known, somebody there.
struct Inbrenger {
    OrganisationCode organisatie;
    std::string persoon;
    friend bool operator==(const Inbrenger&, const Inbrenger&) = default;
};

struct NewCase {
    CommonInput common;
    std::string nummer;
    Inbrenger inbrenger;
    std::string weergavenaam;
    std::string onderwerpsoort;
    std::string domein;
    std::string gemeente; ///< an open code of the house
    WorkerId procesregisseur;
    std::string samenwerkingsdoel;
    OrganisationCode regie;
    std::string rolHuis;
    std::string locatie;
    std::vector<std::string> kaders;
    std::vector<std::string> patronen;
    std::vector<std::string> vlaggen;
    std::string status; ///< empty: aangemeld
    std::string fase;
    std::string kleurcode;
    std::string aanleiding;
    std::string succes;
    std::optional<Day> rappeldatum;
    std::string rappelreden; ///< why that date; the operation's reason
    std::string niveau;
    std::string afgesprokenLijn;
    std::string noodscenario;
    std::optional<Day> eersteBespreking;
    friend bool operator==(const NewCase&, const NewCase&) = default;
};

struct EerderBekend {
    std::string wat;
    OrganisationCode bron;
    std::optional<std::int32_t> jaar;
    friend bool operator==(const EerderBekend&, const EerderBekend&) = default;
};

struct NewPerson {
    CommonInput common;
    std::optional<std::string> voorletters = ""; ///< none: onbekend
    std::optional<std::string> achternaam = "";  ///< none: onbekend
    std::optional<model::Date> geboortedatum;    ///< of unknown precision: onbekend
    std::string geslacht;
    std::vector<std::string> rollen;
    std::vector<EerderBekend> eerderBekend;
    std::vector<std::string> spoor;
    std::string taal;
    std::optional<bool> tolk;
    std::string opDeHoogte;      ///< empty: onbeantwoord
    std::string toestemming;     ///< empty: niet_gevraagd
    std::string toestemmingVoor; ///< for what it was given
    friend bool operator==(const NewPerson&, const NewPerson&) = default;
};

/// Somebody who was there: a member, or a function at an organisation.
struct Deelnemer {
    std::optional<WorkerId> lid;
    OrganisationCode organisatie;
    std::string functie;
    friend bool operator==(const Deelnemer&, const Deelnemer&) = default;
};

/// What somebody said, and who: a Betrokkene, or words ("buurvrouw").
struct Verklaring {
    std::string tekst;
    std::string door;
    std::optional<RecordId> doorBetrokkene;
    friend bool operator==(const Verklaring&, const Verklaring&) = default;
};

/// The step that comes out of a contact.
struct Vervolg {
    std::string tekst;
    std::optional<EventTime> uiterlijk;
    std::optional<OrganisationCode> organisatie; ///< none: the author's own
    std::optional<WorkerId> persoon;
    friend bool operator==(const Vervolg&, const Vervolg&) = default;
};

/// The texts of a contact: a record of their own, for fewer readers than the kop.
struct VerslagInput {
    std::string waargenomen;
    std::string duiding;
    Verklaring verklaard;
    std::optional<Vervolg> vervolg;
    std::string publiek; ///< a code of deelniveau; empty: eigen_organisatie
    [[nodiscard]] bool isEmpty() const;
    friend bool operator==(const VerslagInput&, const VerslagInput&) = default;
};

/// Only soort and uitkomst are needed; the rest may come later.
struct NewContact {
    CommonInput common;
    std::string soort;
    std::string uitkomst;
    std::vector<Deelnemer> deelnemers;
    std::vector<RecordId> gesprokenMet; ///< empty with a talk: those it concerns
    std::string kinderen;
    std::string functie; ///< empty at the reclassering: as the hat says
    std::string plaats;
    std::optional<std::int32_t> duur; ///< minutes
    std::optional<RecordId> actie;
    std::string actiestatus;
    std::string actiereden; ///< reden of that status, where it needs one
    VerslagInput verslag;
    /// Somebody under 18 is concerned: then nothing leaves the own organisation without approval.
    bool betreftMinderjarige = false;
    friend bool operator==(const NewContact&, const NewContact&) = default;
};

struct InstrumentInput {
    std::string naam; ///< a code of risico_instrument, or words
    std::optional<Day> datum;
    std::string door;
    std::string uitkomst;
    friend bool operator==(const InstrumentInput&, const InstrumentInput&) = default;
};

struct NewContext {
    CommonInput common;
    std::string soort;
    std::string onderwerp;
    std::string tekst;
    std::string bronsoort;
    std::optional<OrganisationCode> bronorganisatie; ///< none: the author's own
    std::string bron;
    std::string verificatie; ///< empty: ongeverifieerd
    std::string hoe;         ///< how it was checked; the operation's reason
    std::optional<Day> geldigVan;
    std::optional<Day> geldigTot;
    std::vector<RecordId> tegenstrijdigMet;
    std::optional<InstrumentInput> instrument;
    std::string publiek; ///< empty: eigen_organisatie
    bool betreftMinderjarige = false;
    friend bool operator==(const NewContext&, const NewContext&) = default;
};

/// Goes to the case team, always.
struct NewSafetyWarning {
    CommonInput common;
    std::string soort;
    std::string niveau;
    std::string advies;              ///< empty: what the level asks
    std::string bron;                ///< bronsoort; empty: eigen_waarneming
    std::vector<RecordId> geldtVoor; ///< persons; the Casus for everybody in the case
    std::optional<Day> herzien;      ///< none: six months on
    friend bool operator==(const NewSafetyWarning&, const NewSafetyWarning&) = default;
};

struct Eigenaar {
    OrganisationCode organisatie;
    std::optional<WorkerId> persoon;
    friend bool operator==(const Eigenaar&, const Eigenaar&) = default;
};

struct Frequentie {
    std::int32_t keer = 0;
    std::string per; ///< per_week, per_maand
    friend bool operator==(const Frequentie&, const Frequentie&) = default;
};

/// A third party to an agreement: an organisation of the list, or words ("markthal").
using Partij = std::variant<OrganisationCode, std::string>;

struct NewAction {
    CommonInput common;
    std::string soort;
    std::string tekst;
    std::string plaats;
    std::optional<Frequentie> frequentie;
    Eigenaar eigenaar;
    std::vector<Partij> partijen;
    std::optional<EventTime> uiterlijk;
    std::string voorwaarde;
    friend bool operator==(const NewAction&, const NewAction&) = default;
};

/// What shows that something was done: a record (this contact), or words.
using Bewijs = std::variant<RecordId, std::string>;

/// A step of an action, or a change of what it says; what is not set stays.
struct ActionChange {
    std::string status;
    std::optional<Bewijs> bewijs;
    std::string reden;
    std::string geblokkeerdDoor;
    std::string terugkoppeling;
    std::optional<std::string> tekst;
    std::optional<EventTime> uiterlijk;
    std::optional<Eigenaar> eigenaar;
    friend bool operator==(const ActionChange&, const ActionChange&) = default;
};

/// Somebody looked into a piece of context.
struct ContextCheck {
    std::string verificatie; ///< geverifieerd or weersproken
    std::string hoe;
    std::optional<RecordId> tegenstrijdigMet;
    friend bool operator==(const ContextCheck&, const ContextCheck&) = default;
};

/// A warning is raised, lowered, renewed or withdrawn.
struct WarningChange {
    std::string niveau; ///< empty: unchanged
    std::optional<Day> herzien;
    bool trekIn = false;
    std::string reden;
    friend bool operator==(const WarningChange&, const WarningChange&) = default;
};

/// One value of a field, as a person gave it.
struct FieldInput {
    const FieldSpec* field = nullptr;
    model::FieldValue value;
    std::string reden;
};

/// A new record of any type, field by field: for the types that have no editor of their own. A
/// field that takes several values stands there several times.
struct NewRecord {
    const RecordSpec* type = nullptr;
    CommonInput common;
    std::vector<FieldInput> fields;
    std::string publiek; ///< empty: the level of the type
};

} // namespace vb::casework
