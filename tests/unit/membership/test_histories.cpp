// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/membership/histories.h"

#include "tests/support/catch.h"
#include "tests/support/must.h"

#include <fstream>
#include <iterator>
#include <set>

using namespace vb;
using namespace vb::membership;
using namespace vb::test;
using model::Role;

namespace {

std::vector<History> all() {
    std::vector<History> histories = historiesOfPeople();
    for (auto* more :
         {&historiesOfKeys, &historiesOfCuts, &historiesOfTheHub, &historiesOfTransfers}) {
        auto part = (*more)();
        histories.insert(histories.end(), part.begin(), part.end());
    }
    return histories;
}

std::string roleNames(model::RoleSet roles) {
    std::string names;
    for (int role = 1; role <= static_cast<int>(Role::Manager); ++role) {
        if (roles.has(static_cast<Role>(role)))
            names += " " + std::string(model::roleName(static_cast<Role>(role)));
    }
    return names.empty() ? " none" : names;
}

std::string inWords(const Verdict& verdict, model::Standing standing, bool rolesMatter) {
    if (!verdict.isValid())
        return "refused: " + std::string(refusalName(verdict.refusal));
    std::string words = "valid";
    if (verdict.late)
        words += ", late";
    if (standing == model::Standing::BeyondCut)
        words += ", beyond the cut";
    if (rolesMatter)
        words += ", roles" + roleNames(verdict.rolesAtAcceptance);
    return words;
}

std::string inWords(const Error& error) {
    return (error.code == Code::Unavailable ? "no verdict yet: " : "alarm: ") +
           std::string(codeName(error.code));
}

std::string verdictOn(MembershipWorld& world, const Outcome& outcome) {
    if (const auto* refusal = std::get_if<Refusal>(&outcome))
        return "statement refused: " + std::string(refusalName(*refusal));
    if (const auto* ordered = std::get_if<Ordered>(&outcome))
        return ordered->outcome ? "in order" : inWords(ordered->outcome.error());
    const auto& delivered = std::get<Delivered>(outcome);
    const auto verdict = judge(delivered.envelope, delivered.leaf, world.directory(), world.log());
    if (!verdict)
        return inWords(verdict.error());
    return inWords(*verdict, standingAt(delivered.envelope, delivered.leaf, world.whole()),
                   delivered.rolesMatter);
}

/// The case of every history: Wim and Rachel in the justice part, Gerda in the care part, Petra;
/// one epoch of the case team, opened by Wim.
EpochId begin(MembershipWorld& world) {
    world.join("Petra");
    world.join("Wim", CarePart::Straf);
    world.join("Rachel", CarePart::Straf);
    world.join("Gerda", CarePart::Zorg);
    return world.open("Wim", world.team());
}

/// Later statements of every sort, none of which carries a cut or adopts.
void goOn(MembershipWorld& world) {
    world.now = world.now + hours(24 * 400);
    for (const std::string name : {"Petra", "Wim", "Rachel", "Gerda"})
        world.certify("later " + name, world.holder(name));
    world.say("later Petra", world.member("Wanda"));
    for (const char* name : {"Wim", "Rachel", "Gerda"}) {
        world.say("later Petra", world.memberEnd(name, EndReason::Unassigned));
        world.say("later Petra", world.member(name, CarePart::Zorg));
    }
    world.say("later Wim", world.epoch(world.team(), {"later Wim", "later Rachel"}));
    for (const char* name : {"Wim", "Rachel", "Gerda"})
        world.sayOfHouse(&world.issuer(world.holder(name).organisation),
                         world.deviceEnd(name, EndReason::Retired));
    world.sayOfHouse(&world.device("later Petra"), world.roleEnd("Petra", Role::Procesregisseur));
}

} // namespace

TEST_CASE("every awkward history gets its verdict", "[membership][validity][I-2][I-13]") {
    for (const History& history : all()) {
        CAPTURE(history.name);
        MembershipWorld world;
        const EpochId team = begin(world);
        const Outcome outcome = history.play(world, team);
        CHECK(verdictOn(world, outcome) == history.verdict);
    }
}

TEST_CASE("a verdict does not change when the log grows", "[membership][validity][I-2]") {
    for (const History& history : all()) {
        CAPTURE(history.name);
        MembershipWorld world;
        const EpochId team = begin(world);
        const Outcome outcome = history.play(world, team);
        const auto* delivered = std::get_if<Delivered>(&outcome);
        if (!delivered)
            continue;
        const auto before =
            judge(delivered->envelope, delivered->leaf, world.directory(), world.log());
        if (!before)
            continue; // no verdict: the leaf lies, or more must be pulled
        const auto standing = standingAt(delivered->envelope, delivered->leaf, world.whole());
        const auto size = world.whole();
        goOn(world);
        const bool purged = world.log().wholeCasePurge().has_value();
        REQUIRE((world.log().size() > size.caseSize || purged));
        REQUIRE(world.directory().size() > size.houseSize);
        CHECK(must(judge(delivered->envelope, delivered->leaf, world.directory(), world.log())) ==
              *before);
        CHECK(standingAt(delivered->envelope, delivered->leaf, world.whole()) == standing);
    }
}

TEST_CASE("the histories stand in the document with their verdicts", "[membership][docs]") {
    std::ifstream file(VB_MEMBERSHIP_DOC);
    const std::string document{std::istreambuf_iterator<char>(file), {}};
    REQUIRE_FALSE(document.empty());
    std::set<std::string> names;
    for (const History& history : all()) {
        CAPTURE(history.name);
        CHECK(names.insert(history.name).second);
        CHECK(document.find("| " + history.name + " | " + history.verdict + " |") !=
              std::string::npos);
    }
    CHECK(names.size() >= 20);
}
