// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/reading.h"
#include "client/casework/steps.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

// Views: what people see of merged records. Pure functions of states, day and calendar; nothing
// here is stored or sent, so what time alone changes (an age, an expired report, a warning overdue
// for review) lives here and never in the merge.
namespace vb::casework {

struct PersonView {
    RecordId record;
    std::string name; ///< "D. Kortlever"
    /// Whole years; of a birth date known by month or year the lowest possible. None: unknown.
    std::optional<std::int32_t> age;
    bool isMinor = false;
    /// The birthday of 18 or 23 that comes within half a year.
    std::optional<Day> comingOfAge;
    std::int32_t comingAge = 0;
    std::vector<std::string> rollen;
    bool isChild = false; ///< role kind
};
PersonView personView(const model::RecordState& person, Day today);
/// The ids under which one person is known (`zelfdeAls`, in either direction, over any number of
/// steps), this one among them; sorted. What is about one of them is about all.
std::vector<RecordId> samePersons(const RecordId& person,
                                  std::span<const model::RecordState> states);
/// "D. Kortlever", "Kortlever (voorletters onbekend)", "Onbekend".
std::string personName(const model::RecordState& person);

struct WarningView {
    RecordId record;
    std::string niveau;
    std::string soort;
    std::string advies;
    std::string bron;
    std::vector<RecordId> geldtVoor;
    EventTime since;
    std::optional<Day> herzien;
    bool isOverdue = false; ///< to be reviewed; stays in force
    bool isActive = true;
    model::Attribution author;
    /// Somebody withdrew it without having seen what is in force: shown, without effect.
    std::optional<model::Attribution> unseenWithdrawal;
};
WarningView warningView(const model::RecordState& warning, Day today);
/// Those in force, strictest first, then newest event first.
std::vector<WarningView> activeWarnings(std::span<const model::RecordState> states, Day today,
                                        const Calendar& calendar);

/// Kop and verslag side by side. A verslag that the reader may not read is simply not there.
struct ContactView {
    RecordId kop;
    std::vector<RecordId> verslagen;
    std::string soort;
    std::string uitkomst;
    bool isAttempt = false;
    bool isFaceToFace = false;
    EventTime happened;
    std::string plaats;
    std::optional<std::int64_t> duur;
    std::vector<RecordId> gesprokenMet;
    std::vector<RecordId> zelfdeContact;
    std::string waargenomen;
    std::string duiding;
    std::string verklaard;
    std::string verklaardDoor;
    std::size_t versions = 1; ///< of the most corrected text
    model::Attribution author;
};
/// Every contact of the case, newest event first. Several reports of one contact are joined by an
/// empty line.
std::vector<ContactView> contactViews(std::span<const model::RecordState> states,
                                      const NameBook& names, const Calendar& calendar);

struct ContactCount {
    std::size_t spoken = 0;   ///< linked reports of one contact count once
    std::size_t attempts = 0; ///< likewise
    std::size_t faceToFace = 0;
    std::optional<Day> last;       ///< attempts included
    std::optional<Day> lastSpoken; ///< without
};
ContactCount countContacts(std::span<const ContactView> contacts, const Calendar& calendar);

/// What is shown where `verificatie` stands.
enum class Trust : std::uint8_t {
    Ongeverifieerd,
    Geverifieerd,
    Weersproken,
    Verlopen,
    Tegenstrijdig
};
std::string_view trustLabel(Trust trust);

struct ContextView {
    RecordId record;
    std::string soort;
    std::string onderwerp;
    std::string tekst;
    std::string bronsoort;
    std::optional<OrganisationCode> bronorganisatie;
    std::string bron;
    Trust trust = Trust::Ongeverifieerd;
    bool isExpired = false; ///< geldigTot has passed; stays at its event date
    std::optional<Day> geldigTot;
    std::vector<std::string> leefgebieden;
    std::vector<RecordId> betreft;
    EventTime happened;
    model::Attribution author;
};
ContextView contextView(const model::RecordState& context, Day today);

/// One of the eleven, always all of them in their fixed order.
struct LeefgebiedView {
    std::string code;
    std::size_t items = 0;
    std::optional<Instant> changed; ///< newest entry, by the time of the event
};
using LeefgebiedViews = std::array<LeefgebiedView, 11>;
/// From the Contextinformatie about `person`; of everybody when none is named. An item that names
/// nobody is about everybody.
LeefgebiedViews leefgebiedViews(std::span<const model::RecordState> states,
                                const std::optional<RecordId>& person, const Calendar& calendar);
std::size_t filledOf(const LeefgebiedViews& views);

struct ActionView {
    RecordId record;
    std::string soort;
    std::string tekst;
    std::optional<OrganisationCode> eigenaarOrganisatie;
    std::optional<WorkerId> eigenaar;
    std::optional<EventTime> uiterlijk; ///< the earliest while contested
    bool isOverdue = false;
    std::string status;
    bool isOpen = true;
    /// Concurrent statuses that the one in force outranks ("ook gemeld").
    struct AlsoReported {
        std::string status;
        std::string reden;
        model::Attribution by;
    };
    std::vector<AlsoReported> alsoReported;
    /// Flag "controleren": done, and somebody else blocked, cancelled or missed it unseen; or done
    /// by another than the owner.
    bool needsCheck = false;
    std::vector<WorkerId> ookDoor;
    /// Two or more took it up: "dubbel bezoek mogelijk".
    bool isDouble = false;
    std::string bewijs;
    bool isBewijsRecord = false;
    std::string reden;
    model::Attribution author;
};
ActionView actionView(const model::RecordState& action, const NameBook& names, Day today,
                      const Calendar& calendar);
/// Whether this worker counts as the owner: named, or of the owning organisation when nobody is.
bool isOwner(const ActionView& action, const WorkerId& worker, OrganisationCode organisation);
/// "ook gemeld: vervallen (T. Achterveld)".
std::string describe(const ActionView::AlsoReported& other, const NameBook& names);

/// Open first by due date, then closed with the newest event first.
std::vector<ActionView> actionViews(std::span<const model::RecordState> states,
                                    const NameBook& names, Day today, const Calendar& calendar);

} // namespace vb::casework
