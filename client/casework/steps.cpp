// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/steps.h"

#include "client/casework/entry_check.h"
#include "client/casework/record_types.h"

#include <algorithm>
#include <array>
#include <span>

namespace vb::casework {

namespace {

constexpr std::uint8_t operator|(Need a, Need b) {
    return static_cast<std::uint8_t>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}
constexpr std::uint8_t only(Need need) {
    return static_cast<std::uint8_t>(need);
}

/// "any open" of the specification.
constexpr std::string_view kAnyOpen = "*open";
/// "any"; "any but uitgevoerd" is spelled out where it stands.
constexpr std::string_view kAny = "*";

constexpr std::uint8_t kPause = Need::Reason | Need::Recall;

constexpr Step kCasusSteps[] = {
    {"aangemeld", "in_triage", WhoSet("IP"), 0},
    {"in_triage", "niet_opgenomen", WhoSet("P"), only(Need::Reason)},
    {"in_triage", "in_voorbereiding", WhoSet("P"), only(Need::CaseFacts)},
    {"in_voorbereiding", "in_uitvoering", WhoSet("P"), only(Need::CaseFacts)},
    {"in_uitvoering", "monitoring", WhoSet("P"), kPause},
    {"in_uitvoering", "plandatum", WhoSet("P"), kPause},
    {"in_uitvoering", "opgeschaald", WhoSet("P"), kPause},
    {"in_uitvoering", "tijdelijk_gearchiveerd", WhoSet("P"), kPause},
    {"monitoring", "in_uitvoering", WhoSet("P"), kPause},
    {"plandatum", "in_uitvoering", WhoSet("P"), kPause},
    {"opgeschaald", "in_uitvoering", WhoSet("P"), kPause},
    {"tijdelijk_gearchiveerd", "in_uitvoering", WhoSet("P"), kPause},
    {kAnyOpen, "overgedragen", WhoSet("P"), only(Need::CaseFacts)},
    {kAnyOpen, "afgesloten", WhoSet("P"), Need::Reason | Need::CaseFacts},
    {"afgesloten", "in_voorbereiding", WhoSet("P"), only(Need::Reason)},
    {"niet_opgenomen", "in_voorbereiding", WhoSet("P"), only(Need::Reason)},
};

constexpr std::uint8_t kBlocking = Need::Reason | Need::Blocker;

constexpr Step kActieSteps[] = {
    {"toegezegd", "opgepakt", WhoSet("ET"), 0},
    {"toegezegd", "geblokkeerd", WhoSet("EKP"), kBlocking},
    {"opgepakt", "geblokkeerd", WhoSet("EKP"), kBlocking},
    {"geblokkeerd", "toegezegd", WhoSet("EKP"), only(Need::Reason)},
    {"geblokkeerd", "opgepakt", WhoSet("EKP"), only(Need::Reason)},
    {"toegezegd", "vervallen", WhoSet("KPN"), only(Need::Reason)},
    {"opgepakt", "vervallen", WhoSet("KPN"), only(Need::Reason)},
    {"geblokkeerd", "vervallen", WhoSet("KPN"), only(Need::Reason)},
    {"niet_nagekomen", "vervallen", WhoSet("KPN"), only(Need::Reason)},
    {kAny, "niet_nagekomen", WhoSet("EKP"), only(Need::Reason)},
    {kAny, "uitgevoerd", WhoSet("ET"), only(Need::Proof)},
    {"uitgevoerd", "opgepakt", WhoSet("EKP"), only(Need::Reason)},
};

constexpr Step kContextSteps[] = {
    {"ongeverifieerd", "geverifieerd", WhoSet("T"), only(Need::Reason)},
    {"ongeverifieerd", "weersproken", WhoSet("T"), only(Need::Reason)},
    {"geverifieerd", "weersproken", WhoSet("T"), only(Need::Reason)},
    {"weersproken", "geverifieerd", WhoSet("T"), only(Need::Reason)},
    {"verlopen", "geverifieerd", WhoSet("T"), only(Need::Reason)},
};

constexpr Step kOverdrachtSteps[] = {
    {"concept", "aangeboden", WhoSet("AKP"), 0},
    {"aangeboden", "geaccepteerd", WhoSet("W"), 0},
    {"aangeboden", "geweigerd", WhoSet("W"), only(Need::Reason)},
    {"aangeboden", "ingetrokken", WhoSet("AP"), only(Need::Reason)},
};

constexpr Step kMeldingSteps[] = {
    {"concept", "ingediend", WhoSet("A"), 0},
    {"ingediend", "ontvangen", WhoSet("SI"), 0},
    {"ontvangen", "in_triage", WhoSet("IP"), 0},
    {"in_triage", "aanvulling_gevraagd", WhoSet("IP"), only(Need::Reason)},
    {"aanvulling_gevraagd", "in_triage", WhoSet("AIP"), 0},
    {"in_triage", "toegelaten", WhoSet("P"), only(Need::Reason)},
    {"in_triage", "gekoppeld", WhoSet("P"), only(Need::Reason)},
    {"in_triage", "advies_gegeven", WhoSet("P"), only(Need::Reason)},
    {"in_triage", "niet_opgenomen", WhoSet("P"), only(Need::Reason)},
    {"toegelaten", "teruggemeld", WhoSet("S"), 0},
    {"gekoppeld", "teruggemeld", WhoSet("S"), 0},
    {"advies_gegeven", "teruggemeld", WhoSet("S"), 0},
    {"niet_opgenomen", "teruggemeld", WhoSet("S"), 0},
};

constexpr Step kDeelSteps[] = {
    {"voorgesteld", "van_kracht", WhoSet("S"), 0},
    {"voorgesteld", "goedgekeurd", WhoSet("BPO"), only(Need::Reason)},
    {"voorgesteld", "afgewezen", WhoSet("BPO"), only(Need::Reason)},
    {"goedgekeurd", "van_kracht", WhoSet("SAB"), 0},
    {"goedgekeurd", "beeindigd", WhoSet("ABPS"), only(Need::Reason)},
    {"van_kracht", "beeindigd", WhoSet("ABPS"), only(Need::Reason)},
};

struct Rules {
    std::span<const Step> steps;
    ListId states;
};

Rules rulesOf(Machine machine) {
    switch (machine) {
    case Machine::Casus:
        return {kCasusSteps, ListId::Casusstatus};
    case Machine::Actie:
        return {kActieSteps, ListId::Actiestatus};
    case Machine::Overdracht:
        return {kOverdrachtSteps, ListId::Overdrachtstatus};
    case Machine::Veldaanmelding:
        return {kMeldingSteps, ListId::Meldingsstatus};
    case Machine::Deelbesluit:
        return {kDeelSteps, ListId::Deelstatus};
    case Machine::Contextinformatie:
        break;
    }
    return {kContextSteps, ListId::Verificatie};
}

bool startsAt(const Step& step, std::string_view state) {
    if (step.to == state)
        return false; // repeating a state is no step
    return step.from == state || step.from == kAny || (step.from == kAnyOpen && isOpenCase(state));
}

constexpr std::int32_t kMaxArchiveMonths = 6;

} // namespace

std::vector<Step> stepsFrom(Machine machine, std::string_view state) {
    const Rules rules = rulesOf(machine);
    const CodeList& states = codeList(rules.states);
    std::vector<Step> steps;
    if (!states.has(state))
        return steps;
    for (Step step : rules.steps) {
        if (startsAt(step, state)) {
            step.from = states.find(state)->id; // lives for the program, unlike the argument
            steps.push_back(step);
        }
    }
    std::stable_sort(steps.begin(), steps.end(), [&](const Step& a, const Step& b) {
        return states.indexOf(a.to) < states.indexOf(b.to);
    });
    return steps;
}

std::vector<Step> allowedSteps(Machine machine, std::string_view state, const Actor& actor) {
    std::vector<Step> steps = stepsFrom(machine, state);
    std::erase_if(steps, [&](const Step& step) { return !step.who.intersects(actor.who()); });
    return steps;
}

std::optional<Step> findStep(Machine machine, std::string_view from, std::string_view to) {
    for (const Step& step : stepsFrom(machine, from)) {
        if (step.to == to)
            return step;
    }
    return std::nullopt;
}

WhoSet deciders(const RecordSpec& type, const FieldSpec& field) {
    if (field.isProtected())
        return field.who;
    if (&type == &actieType())
        return WhoSet("EKP");
    if (&type == &casusType())
        return WhoSet("KP");
    if (&type == &betrokkeneType())
        return WhoSet("KPI");
    return WhoSet("ABKP"); // of what somebody wrote down: their own, or the case's
}

bool mayDecide(const RecordSpec& type, const FieldSpec& field, const Actor& actor) {
    return deciders(type, field).intersects(actor.who());
}

std::string wordsOf(WhoSet set) {
    static constexpr std::pair<Who, std::string_view> kWords[] = {
        {Who::Author, "de schrijver"},
        {Who::SourceOrganisation, "iemand van de bronorganisatie"},
        {Who::ActionOwner, "de eigenaar van de actie"},
        {Who::Casusregisseur, "de casusregisseur"},
        {Who::Procesregisseur, "de procesregisseur"},
        {Who::Informatievoorziening, "informatievoorziening"},
        {Who::OmMedewerker, "de OM-medewerker"},
        {Who::Executor, "de uitvoerder"},
        {Who::Receiver, "de ontvanger"},
        {Who::Manager, "de manager"},
        {Who::Member, "ieder lid"},
    };
    std::vector<std::string_view> names;
    for (const auto& [who, words] : kWords) {
        if (set.has(who))
            names.push_back(words);
    }
    std::string label;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0)
            label += i + 1 == names.size() ? " of " : ", ";
        label += names[i];
    }
    return label;
}

std::string deciderLabel(const RecordSpec& type, const FieldSpec& field) {
    return wordsOf(deciders(type, field));
}

bool isOpenCase(std::string_view status) {
    return codeList(ListId::Casusstatus).has(status) && status != "niet_opgenomen" &&
           status != "overgedragen" && status != "afgesloten";
}

bool isOpenAction(std::string_view status) {
    return status == "toegezegd" || status == "opgepakt" || status == "geblokkeerd";
}

Problems casusGuard(const Step& step, const CaseFacts& facts, std::string_view reason,
                    std::optional<Day> rappeldatum, Day today) {
    Problems problems;
    const auto demand = [&](bool isThere, const FieldSpec& field, ProblemKind kind) {
        if (!isThere)
            problems.push_back(problemWith(field, kind));
    };
    const bool hasReason = !trimmed(reason).empty();
    if (step.asks(Need::Reason))
        demand(hasReason, casus::kStatus, ProblemKind::ReasonRequired);
    if (step.asks(Need::Recall))
        demand(rappeldatum.has_value(), casus::kRappeldatum, ProblemKind::Required);
    if (step.to == "tijdelijk_gearchiveerd" && rappeldatum &&
        *rappeldatum > addMonths(today, kMaxArchiveMonths))
        demand(false, casus::kRappeldatum, ProblemKind::NotAChoiceHere);
    if (!step.asks(Need::CaseFacts))
        return problems;

    if (step.to == "in_voorbereiding") {
        demand(facts.hasNiveau, casus::kNiveau, ProblemKind::Required);
        demand(facts.hasSamenwerkingsdoel, casus::kSamenwerkingsdoel, ProblemKind::Required);
        demand(facts.hasInbrenger, casus::kInbrenger, ProblemKind::Required);
        if (facts.members == 0)
            problems.push_back({ProblemKind::Required, "lid", "Leden"});
    } else if (step.to == "in_uitvoering") {
        demand(facts.hasSucces, casus::kSucces, ProblemKind::Required);
        const bool hasPlan = facts.doelen > 0 && facts.besluiten > 0 && facts.acties > 0;
        demand(hasPlan || hasReason, casus::kStatus, ProblemKind::ReasonRequired);
    } else if (step.to == "overgedragen") {
        if (!facts.overdrachtGeaccepteerd)
            problems.push_back({ProblemKind::NotThere, "overdracht", "Overdracht"});
    } else if (step.to == "afgesloten") {
        demand(facts.hasSucces, casus::kSucces, ProblemKind::Required);
    }
    return problems;
}

} // namespace vb::casework
