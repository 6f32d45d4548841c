// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/record_types.h"
#include "tests/catalogue/entry.h"
#include "tests/support/model_values.h"

#include <iostream>
#include <random>

// The conflict catalogue of the domain specification, section 9, as a table. Each row is told in
// every order in which the hub can have taken it, and each of those tellings is delivered to two
// and to three replicas in every order.

using namespace vb;
using namespace vb::test;
namespace cw = vb::casework;
using casework::RuleId;

namespace {

/// With up to this many changesets after what was given, all orders: 720.
constexpr std::size_t kAllUpTo = 6;
constexpr std::size_t kSampled = 200;

struct Told {
    std::size_t arrivals = 1;
    std::size_t deliveries = 0;
};

Told tell(const CatalogueEntry& entry, std::uint64_t seed) {
    std::size_t arrivals = 1;
    std::size_t delivered = 0;
    for (std::size_t arrival = 0; arrival < arrivals; ++arrival) {
        CAPTURE(entry.number, entry.title, arrival, seed);
        Story story(arrival);
        if (entry.given != nullptr) {
            entry.given(story);
            story.given();
        }
        entry.when(story);
        story.exchange();
        arrivals = story.arrivals();
        delivered += requireSameEverywhere(story, kAllUpTo, kSampled, seed).orders;
        requireNothingLost(story);
        entry.then(story);
        if (entry.decide == nullptr)
            continue;
        entry.decide(story);
        story.exchange();
        // With what was decided the orders multiply: all of them once, then a sample.
        delivered += requireSameEverywhere(story, arrival == 0 ? kAllUpTo : 3, 30, seed).orders;
        requireNothingLost(story);
        entry.after(story);
    }
    return {arrivals, delivered};
}

void tellAll(std::span<const CatalogueEntry> entries) {
    const std::uint64_t seed = std::random_device{}();
    for (const CatalogueEntry& entry : entries) {
        if (entry.needsDevices)
            continue;
        DYNAMIC_SECTION(entry.number << " " << entry.title) {
            const Told told = tell(entry, seed);
            std::cout << entry.number << ": " << told.arrivals << " arrivals, " << told.deliveries
                      << " orders of delivery, seed " << seed << "\n";
        }
    }
}

} // namespace

TEST_CASE("conflict catalogue C1 to C11", "[client][casework][catalogue]") {
    tellAll(firstEntries());
}

TEST_CASE("conflict catalogue C12 to C22", "[client][casework][catalogue]") {
    tellAll(middleEntries());
}

TEST_CASE("conflict catalogue C23 to C32", "[client][casework][catalogue]") {
    tellAll(lastEntries());
}

TEST_CASE("the catalogue is whole", "[client][casework][catalogue]") {
    std::set<std::string> numbers;
    for (const auto entries : {firstEntries(), middleEntries(), lastEntries()})
        for (const CatalogueEntry& entry : entries)
            numbers.insert(entry.number);
    for (int number = 1; number <= 32; ++number) {
        CAPTURE(number);
        CHECK(numbers.contains("C" + std::to_string(number)));
    }
}

TEST_CASE("two different decisions on one finding are themselves a conflict",
          "[client][casework][catalogue]") {
    for (std::size_t arrival = 0; arrival < 2; ++arrival) {
        Story s(arrival);
        s.clock("12:00");
        const RecordId one =
            s.contact(s.re, "bezoek_pi", "gesproken", cw::EventTime(s.moment("10:00")));
        const RecordId two =
            s.contact(s.po, "bezoek_pi", "gesproken", cw::EventTime(s.moment("11:30")));
        s.given();
        s.decide(s.po, RuleId::ZelfdeContact, "zelfde_contact", "we waren er samen");
        s.decide(s.re, RuleId::ZelfdeContact, "ander_contact", "ik was er eerder");
        s.exchange();
        requireSameEverywhere(s, kAllUpTo, kSampled, 1);
        requireNothingLost(s);
        const auto found = s.findings();
        REQUIRE(found.size() == 1);
        CHECK(found[0].isDisputed);
        REQUIRE(found[0].sides.size() == 2);
        for (const auto& side : found[0].sides)
            CHECK_FALSE(side.reden.empty()); // who, what and why of both

        s.decide(s.k, RuleId::ZelfdeContact, "ander_contact", "twee gesprekken, nagevraagd");
        s.exchange();
        requireSameEverywhere(s, kAllUpTo, kSampled, 1);
        requireNothingLost(s);
        CHECK(s.findings().empty());
        CHECK(s.conflicts().empty());
        for (const RecordId& contact : {one, two}) // and the link is undone
            CHECK(cw::recordsOf(s.state(contact), cw::contactkop::kZelfdeContact).empty());
    }
}

TEST_CASE("two equal decisions are none", "[client][casework][catalogue]") {
    Story s;
    s.clock("12:00");
    s.contact(s.re, "bezoek_pi", "gesproken", cw::EventTime(s.moment("10:00")));
    s.contact(s.po, "bezoek_pi", "gesproken", cw::EventTime(s.moment("11:30")));
    s.given();
    s.decide(s.po, RuleId::ZelfdeContact, "zelfde_contact", "we waren er samen");
    s.decide(s.re, RuleId::ZelfdeContact, "zelfde_contact", "samen met Noor");
    s.exchange();
    CHECK(s.findings().empty());
    CHECK(s.conflicts().empty());
}

TEST_CASE("what comes after a decision asks again", "[client][casework][catalogue]") {
    Story s;
    s.clock("14:00");
    s.save(s.p, cw::enterCaseStep("afgesloten", "lang rustig", std::nullopt, {.hasSucces = true},
                                  s.shown(s.p, s.casus), s.as(s.p)));
    s.exchange();
    s.contact(s.po, "straatgesprek", "gesproken", cw::EventTime(s.moment("13:30")));
    s.exchange();
    s.decide(s.p, RuleId::ContactNaAfsluiting, "blijft_afgesloten", "was al gemeld");
    s.exchange();
    CHECK(s.findings().empty());
    s.contact(s.gg, "huisbezoek", "binnengelaten", cw::EventTime(s.moment("13:40")));
    s.exchange();
    CHECK(s.findings(RuleId::ContactNaAfsluiting).size() == 1); // the new one, not the decided
}

TEST_CASE("a decision asks who, what and why", "[client][casework][catalogue]") {
    Story s;
    s.clock("14:00");
    s.save(s.p, cw::enterCaseStep("afgesloten", "lang rustig", std::nullopt, {.hasSucces = true},
                                  s.shown(s.p, s.casus), s.as(s.p)));
    s.exchange();
    s.contact(s.po, "straatgesprek", "gesproken", cw::EventTime(s.moment("13:30")));
    s.exchange();
    const auto found = s.findings();
    REQUIRE(found.size() == 1);
    const auto states = s.states();
    cw::Actor chair;
    chair.roles = s.p.roles;
    const auto decide = [&](const cw::Actor& actor, std::string_view choice,
                            std::string_view reason) {
        return cw::enterDecision(found[0], choice, reason, s.schema(), states, actor, s.as(s.p));
    };
    using cw::ProblemKind;
    CHECK(decide({}, "heropenen", "toch").problems()[0].kind == ProblemKind::NotAllowed);
    CHECK(decide(chair, "heropenen", " ").problems()[0].kind == ProblemKind::ReasonRequired);
    CHECK(decide(chair, "zelfde_contact", "x").problems()[0].kind == ProblemKind::NotAChoiceHere);
    CHECK(decide(chair, "", "x").problems()[0].kind == ProblemKind::Required);
    CHECK(decide(chair, "heropenen", "gevallen").isAccepted());
    CHECK(cw::describe(found[0], s, s.calendar()).find("Noor Dijkgraaf (Politie") !=
          std::string::npos);
}

TEST_CASE("rules are declared whole", "[client][casework][catalogue]") {
    std::set<std::string_view> ids;
    for (const cw::Rule& rule : cw::allRules()) {
        CAPTURE(rule.id);
        CHECK(&cw::ruleOf(rule.rule) == &rule);
        CHECK(cw::findRule(rule.id) == &rule);
        CHECK(ids.insert(rule.id).second);
        CHECK_FALSE(rule.title.empty());
        CHECK_FALSE(rule.question.empty());
        CHECK(rule.concerns.bits() != 0);
        CHECK_FALSE(cw::deciderLabel(rule).empty());
        for (const std::string_view choice : rule.choices)
            CHECK(cw::codeList(cw::ListId::Regelkeuze).has(choice));
    }
    CHECK(cw::findRule("onbekend") == nullptr);
}
