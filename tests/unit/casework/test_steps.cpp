// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/record_types.h"
#include "client/casework/steps.h"
#include "tests/support/catch.h"

#include <set>

using namespace vb;
using namespace vb::casework;

namespace {

/// A row of section 5, written down from the specification: from, to, who, needs a reason.
struct Row {
    const char* from;
    const char* to;
    const char* who;
    bool reason;
};

constexpr Row kCasus[] = {
    {"aangemeld", "in_triage", "IP", false},
    {"aangemeld", "overgedragen", "P", false},
    {"aangemeld", "afgesloten", "P", true},
    {"in_triage", "niet_opgenomen", "P", true},
    {"in_triage", "in_voorbereiding", "P", false},
    {"in_triage", "overgedragen", "P", false},
    {"in_triage", "afgesloten", "P", true},
    {"in_voorbereiding", "in_uitvoering", "P", false},
    {"in_voorbereiding", "overgedragen", "P", false},
    {"in_voorbereiding", "afgesloten", "P", true},
    {"in_uitvoering", "monitoring", "P", true},
    {"in_uitvoering", "plandatum", "P", true},
    {"in_uitvoering", "opgeschaald", "P", true},
    {"in_uitvoering", "tijdelijk_gearchiveerd", "P", true},
    {"in_uitvoering", "overgedragen", "P", false},
    {"in_uitvoering", "afgesloten", "P", true},
    {"monitoring", "in_uitvoering", "P", true},
    {"monitoring", "overgedragen", "P", false},
    {"monitoring", "afgesloten", "P", true},
    {"plandatum", "in_uitvoering", "P", true},
    {"plandatum", "overgedragen", "P", false},
    {"plandatum", "afgesloten", "P", true},
    {"opgeschaald", "in_uitvoering", "P", true},
    {"opgeschaald", "overgedragen", "P", false},
    {"opgeschaald", "afgesloten", "P", true},
    {"tijdelijk_gearchiveerd", "in_uitvoering", "P", true},
    {"tijdelijk_gearchiveerd", "overgedragen", "P", false},
    {"tijdelijk_gearchiveerd", "afgesloten", "P", true},
    {"afgesloten", "in_voorbereiding", "P", true},
    {"niet_opgenomen", "in_voorbereiding", "P", true},
};

constexpr Row kActie[] = {
    {"toegezegd", "opgepakt", "ET", false},         {"toegezegd", "geblokkeerd", "EKP", true},
    {"toegezegd", "vervallen", "KPN", true},        {"toegezegd", "niet_nagekomen", "EKP", true},
    {"toegezegd", "uitgevoerd", "ET", false},       {"opgepakt", "geblokkeerd", "EKP", true},
    {"opgepakt", "vervallen", "KPN", true},         {"opgepakt", "niet_nagekomen", "EKP", true},
    {"opgepakt", "uitgevoerd", "ET", false},        {"geblokkeerd", "toegezegd", "EKP", true},
    {"geblokkeerd", "opgepakt", "EKP", true},       {"geblokkeerd", "vervallen", "KPN", true},
    {"geblokkeerd", "niet_nagekomen", "EKP", true}, {"geblokkeerd", "uitgevoerd", "ET", false},
    {"vervallen", "niet_nagekomen", "EKP", true},   {"vervallen", "uitgevoerd", "ET", false},
    {"niet_nagekomen", "vervallen", "KPN", true},   {"niet_nagekomen", "uitgevoerd", "ET", false},
    {"uitgevoerd", "opgepakt", "EKP", true},        {"uitgevoerd", "niet_nagekomen", "EKP", true},
};

constexpr Row kContext[] = {
    {"ongeverifieerd", "geverifieerd", "T", true}, {"ongeverifieerd", "weersproken", "T", true},
    {"geverifieerd", "weersproken", "T", true},    {"weersproken", "geverifieerd", "T", true},
    {"verlopen", "geverifieerd", "T", true},
};

template <std::size_t N>
void requireRows(Machine machine, ListId states, const Row (&rows)[N]) {
    std::size_t found = 0;
    for (const CodeEntry& from : codeList(states).entries)
        found += stepsFrom(machine, from.id).size();
    CHECK(found == N); // no step more than the specification has
    for (const Row& row : rows) {
        CAPTURE(row.from, row.to);
        const auto step = findStep(machine, row.from, row.to);
        REQUIRE(step.has_value());
        CHECK(step->who == WhoSet(row.who));
        CHECK(step->asks(Need::Reason) == row.reason);
    }
}

} // namespace

TEST_CASE("the state machines are those of the specification", "[client][casework]") {
    requireRows(Machine::Casus, ListId::Casusstatus, kCasus);
    requireRows(Machine::Actie, ListId::Actiestatus, kActie);
    requireRows(Machine::Contextinformatie, ListId::Verificatie, kContext);
}

TEST_CASE("what a step asks for beside a reason", "[client][casework]") {
    CHECK(findStep(Machine::Actie, "opgepakt", "uitgevoerd")->asks(Need::Proof));
    CHECK(findStep(Machine::Actie, "opgepakt", "geblokkeerd")->asks(Need::Blocker));
    CHECK(findStep(Machine::Casus, "in_uitvoering", "monitoring")->asks(Need::Recall));
    CHECK_FALSE(findStep(Machine::Actie, "opgepakt", "opgepakt").has_value());
    CHECK(stepsFrom(Machine::Actie, "onzin").empty());
}

TEST_CASE("an actor sees the steps that are theirs", "[client][casework]") {
    const auto names = [](const std::vector<Step>& steps) {
        std::vector<std::string_view> to;
        for (const Step& step : steps)
            to.push_back(step.to);
        return to;
    };
    using Names = std::vector<std::string_view>;
    Actor member;
    CHECK(names(allowedSteps(Machine::Actie, "toegezegd", member)) ==
          Names{"opgepakt", "uitgevoerd"});
    Actor owner;
    owner.ownsAction = true;
    CHECK(names(allowedSteps(Machine::Actie, "toegezegd", owner)) ==
          Names{"opgepakt", "geblokkeerd", "niet_nagekomen", "uitgevoerd"});
    Actor chair;
    chair.roles = {model::Role::Procesregisseur};
    CHECK(names(allowedSteps(Machine::Casus, "in_triage", chair)) ==
          Names{"niet_opgenomen", "in_voorbereiding", "overgedragen", "afgesloten"});
    CHECK(allowedSteps(Machine::Casus, "in_triage", member).empty());
    // The argument may be a temporary; the steps live on.
    const auto steps = allowedSteps(Machine::Actie, std::string("toegezegd"), member);
    CHECK(steps.front().from == "toegezegd");
}

TEST_CASE("guards of a case", "[client][casework]") {
    const auto guard = [](const char* from, const char* to, const CaseFacts& facts,
                          const char* reason = "", std::optional<Day> recall = {}) {
        std::set<std::string> fields;
        for (const Problem& problem :
             casusGuard(*findStep(Machine::Casus, from, to), facts, reason, recall, 20'000))
            fields.insert(problem.field);
        return fields;
    };
    using Fields = std::set<std::string>;
    CaseFacts facts;
    CHECK(guard("in_triage", "in_voorbereiding", facts) ==
          Fields{"niveau", "samenwerkingsdoel", "inbrenger", "lid"});
    facts.hasNiveau = facts.hasSamenwerkingsdoel = facts.hasInbrenger = true;
    facts.members = 1;
    CHECK(guard("in_triage", "in_voorbereiding", facts).empty());
    CHECK(guard("in_voorbereiding", "in_uitvoering", facts) == Fields{"succes", "status"});
    facts.hasSucces = true;
    CHECK(guard("in_voorbereiding", "in_uitvoering", facts, "geen plan nodig").empty());
    facts.doelen = facts.besluiten = facts.acties = 1;
    CHECK(guard("in_voorbereiding", "in_uitvoering", facts).empty());
    CHECK(guard("in_uitvoering", "monitoring", facts) == Fields{"status", "rappeldatum"});
    CHECK(guard("in_uitvoering", "monitoring", facts, "rustig", 20'030).empty());
    CHECK(guard("in_uitvoering", "tijdelijk_gearchiveerd", facts, "rustig", 20'400) ==
          Fields{"rappeldatum"});
    CHECK(guard("in_uitvoering", "overgedragen", facts) == Fields{"overdracht"});
    CHECK(guard("in_uitvoering", "afgesloten", facts) == Fields{"status"});
    CHECK(guard("in_uitvoering", "afgesloten", facts, "doel bereikt").empty());
}

TEST_CASE("whoever owns it decides, else the procesregisseur", "[client][casework]") {
    CHECK(deciders(actieType(), actie::kTekst) == WhoSet("EKP"));
    CHECK(deciders(casusType(), casus::kKleurcode) == WhoSet("KP"));
    CHECK(deciders(casusType(), casus::kStatus) == WhoSet("P"));
    CHECK(deciderLabel(actieType(), actie::kTekst) ==
          "de eigenaar van de actie, de casusregisseur of de procesregisseur");
    CHECK(isOpenAction("geblokkeerd"));
    CHECK_FALSE(isOpenAction("niet_nagekomen"));
    CHECK(isOpenCase("plandatum"));
    CHECK_FALSE(isOpenCase("overgedragen"));
    CHECK_FALSE(isOpenCase("onzin"));
}
