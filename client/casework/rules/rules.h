// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/case_view.h"
#include "client/casework/entering.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Conflicts that are not about one field: what two records say that cannot both be left as it is.
// Each rule is declared once, with an id, whom it concerns, who decides and between what. A finding
// is computed from merged records, never stored and never in the dump. What is stored is the
// decision: a member of the common field `conflictbesluit` of the finding's seat, which names the
// finding and what was chosen, with the reason. Two different decisions on one finding, made
// without seeing each other, are a conflict of that member: the finding is there again, disputed,
// and shows both. Pure functions, for any thread.
namespace vb::casework {

/// A member of the case with the roles that signed statements give, as the directory here has it.
struct RosterLine {
    WorkerId worker;
    OrganisationCode organisation;
    model::RoleSet roles;
};

/// What rules look at. Everything is borrowed for the call.
struct RuleInput {
    /// The records of the case that this device has.
    std::span<const model::RecordState> states;
    /// Of the house's own case: reglementen and veldaanmeldingen. May be the empty span.
    std::span<const model::RecordState> house;
    std::span<const RosterLine> roster;
    const NameBook& names;
    const Calendar& calendar;
    /// How far a record is readable; nothing when it is not known. Without the function no rule
    /// about sharing finds anything.
    std::function<std::optional<AudienceLevel>(const RecordId&)> levelOf = {};
};

enum class RuleId : std::uint8_t {
    ContactNaAfsluiting,
    UitgevoerdControleren,
    GebeurdVoorBesluit,
    ZelfdeContact,
    ZelfdePersoon,
    DubbelBezoek,
    TweeCasusregisseurs,
    RuimereKopie,
    WijzigingNaIntrekken,
    ToestemmingIngetrokken,
    WachtOpConvenant,
    ZelfdeMelding,
    NaUittreding,
};

struct Rule {
    RuleId rule = RuleId::ContactNaAfsluiting;
    /// ASCII, stable: part of what a decision names. Never reused.
    std::string_view id;
    std::string_view title;
    /// What it asks, in one Dutch sentence.
    std::string_view question;
    /// Who is told, and who may decide: letters as in the field tables. "Author" is the author of
    /// any of the records.
    WhoSet concerns;
    WhoSet deciders;
    /// Codes of list `regelkeuze`; of UitgevoerdControleren the statuses found, of list
    /// `actiestatus`. Empty: it ends by a statement or by what others do.
    std::span<const std::string_view> choices;
};
std::span<const Rule> allRules();
const Rule& ruleOf(RuleId rule);
const Rule* findRule(std::string_view id);

/// What one of the records says.
struct FindingSide {
    RecordId record;
    std::string words;
    model::Attribution by;
    std::string reden;
    /// The choice that takes this side, where there is one.
    std::string choice;
};

struct Finding {
    const Rule* rule = nullptr;
    /// The same on every device that has the same records: rule, records, and the versions that it
    /// is about. When one of those changes it is another finding, which no old decision answers.
    std::string key;
    /// The record that carries the decision: so the decision has the readers of the seat.
    RecordId seat;
    std::vector<RecordId> records; ///< sorted
    /// Oldest first. Of a disputed finding the decisions.
    std::vector<FindingSide> sides;
    std::vector<std::string> choices;
    bool isDisputed = false;
};

/// Every finding that nobody has decided, or that people have decided differently. In the order of
/// allRules(), then by key.
std::vector<Finding> findings(const RuleInput& input);

/// What somebody is to a finding: `base` has the roles; the rest comes from the records.
Actor actorFor(const Finding& finding, std::span<const model::RecordState> states, Actor base,
               const WorkerId& worker, OrganisationCode organisation);
bool doesConcern(const Finding& finding, const Actor& actor);
bool mayDecide(const Finding& finding, const Actor& actor);
std::string deciderLabel(const Rule& rule);
/// A code of the finding's choices in Dutch.
std::string choiceLabel(const Rule& rule, std::string_view choice);

/// A decision, with what follows from it (a link, a status, a withdrawal), as one entry: who, what
/// and why. `states` has every record of the finding. The reason is required.
Checked<Entry> enterDecision(const Finding& finding, std::string_view choice,
                             std::string_view reason, const model::Schema& schema,
                             std::span<const model::RecordState> states, const Actor& actor,
                             const Circumstances& at);

/// Title, question, both sides and the choices in plain Dutch.
std::string describe(const Finding& finding, const NameBook& names, const Calendar& calendar);

/// Whether a decision to share has effect: it says so itself, what it shares is not withdrawn nor
/// under embargo, and consent, where it is the ground, stands. Until a person has judged.
bool isSharingInForce(const model::RecordState& deelbesluit,
                      std::span<const model::RecordState> states);
/// Whether an address or other copy is outranked by a narrowing of its origin: not to be shown to
/// those whom the narrowing left out.
bool isOutranked(const RecordId& record, const RuleInput& input);
/// Whether the convenant lets an organisation of the house receive anything.
bool isPartnerOn(OrganisationCode organisation, std::span<const model::RecordState> house);

} // namespace vb::casework
