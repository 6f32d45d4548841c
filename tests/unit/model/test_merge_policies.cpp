// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/conflict.h"
#include "tests/support/catch.h"
#include "tests/support/merge_world.h"
#include "tests/support/model_values.h"

using namespace vb;
using namespace vb::model;
using namespace vb::test;

namespace {

using Values = std::vector<FieldValue>;

/// Two people of two organisations and a record that both know.
struct Two {
    MergeWorld world{everyPolicySchema(), "Proef"};
    Desk& po = world.addDesk({1});
    Desk& re = world.addDesk({2});
    RecordId record = world.makeRecord();

    /// Both have seen what `po` wrote.
    void base(std::string_view field, FieldValue value) {
        po.write(record, field, std::move(value));
        world.syncAll();
        world.advance(1000);
    }
    FieldState meet(std::string_view field) {
        world.syncAll();
        const FieldState state = world.state(record, field);
        REQUIRE(po.field(record, field) == state);
        REQUIRE(re.field(record, field) == state);
        return state;
    }
};

std::vector<FieldValue> valuesOf(const FieldState& state, VersionStatus status) {
    std::vector<FieldValue> out;
    for (const Version& version : state.versions)
        if (version.status == status)
            out.push_back(version.value);
    return out;
}

} // namespace

TEST_CASE_METHOD(Two, "append: everything stays readable, corrections stand before",
                 "[sync][model]") {
    base("append", text("gesproken aan de deur"));
    const VersionId original = po.field(record, "append").versions[0].id;
    po.correct(record, "append", original, text("gesproken in de gang"));
    re.write(record, "append", text("ik was erbij"));
    const FieldState state = meet("append");
    REQUIRE(state.values() == Values{text("gesproken in de gang"), text("ik was erbij")});
    REQUIRE(valuesOf(state, VersionStatus::Corrected) == Values{text("gesproken aan de deur")});
    REQUIRE_FALSE(state.isConflict);
}

TEST_CASE_METHOD(Two, "append: nobody corrects another's text", "[sync][model]") {
    base("append", text("gesproken aan de deur"));
    const VersionId original = po.field(record, "append").versions[0].id;
    re.correct(record, "append", original, text("niet waar"));
    REQUIRE(meet("append").values() == Values{text("gesproken aan de deur"), text("niet waar")});
}

TEST_CASE_METHOD(Two, "append: a correction stands after its original though the clock ran back",
                 "[sync][model]") {
    // Two saves of a device in 2040 are bounded by one hub time: only the hash orders them.
    for (int i = 0; i < 20; ++i) {
        const RecordId another = world.makeRecord();
        po.setClockOffset(std::int64_t{500'000'000'000});
        po.write(another, "append", text("eerst"));
        po.correct(another, "append", po.field(another, "append").versions[0].id, text("later"));
        world.syncAll();
        const FieldState state = world.state(another, "append");
        REQUIRE(state.versions[0].value == text("eerst"));
        REQUIRE(*state.value() == text("later"));
    }
}

TEST_CASE_METHOD(Two, "register-ask: different values at once are a conflict",
                 "[sync][model][I-3]") {
    base("ask", code("groen"));
    po.write(record, "ask", code("oranje"));
    world.advance(1000);
    re.write(record, "ask", code("geel"));
    const FieldState state = meet("ask");
    REQUIRE(state.isConflict);
    REQUIRE(*state.value() == code("geel")); // newest shown
    REQUIRE(valuesOf(state, VersionStatus::AlsoLive) == Values{code("oranje")});
    REQUIRE(valuesOf(state, VersionStatus::Superseded) == Values{code("groen")});
}

TEST_CASE_METHOD(Two, "register-ask: equal values at once are none", "[sync][model]") {
    base("ask", code("groen"));
    po.write(record, "ask", code("oranje"));
    re.write(record, "ask", code("oranje"));
    const FieldState state = meet("ask");
    REQUIRE_FALSE(state.isConflict);
    REQUIRE(state.values() == Values{code("oranje")});
}

TEST_CASE_METHOD(Two, "register-ask: clearing is a value like any other", "[sync][model]") {
    base("ask", code("groen"));
    po.write(record, "ask", {});
    re.write(record, "ask", code("geel"));
    const FieldState state = meet("ask");
    REQUIRE(state.isConflict);
    re.resolve(record, "ask", {FieldValue()});
    REQUIRE(meet("ask").value()->isEmpty());
}

TEST_CASE_METHOD(Two, "register-ask: own unsent edits replace what they replaced",
                 "[sync][model]") {
    base("ask", code("a"));
    po.write(record, "ask", code("b"));
    po.write(record, "ask", code("c"));
    // The second lists the base as well: were the first refused, the base would not come back.
    REQUIRE(po.field(record, "ask").shownVersion()->observed.size() == 2);
    REQUIRE(meet("ask").values() == Values{code("c")});
}

TEST_CASE_METHOD(Two, "register-ask: the earliest candidate rules meanwhile",
                 "[sync][model][C16]") {
    po.write(record, "agenda", day(2026, 6, 1));
    world.advance(1000);
    re.write(record, "agenda", day(2026, 6, 15));
    const FieldState state = meet("agenda");
    REQUIRE(state.isConflict);
    REQUIRE(*state.value() == day(2026, 6, 1));
}

TEST_CASE_METHOD(Two, "register-latest: the newest, whatever the clocks claim", "[sync][model]") {
    base("latest", text("eerst"));
    po.setClockOffset(std::int64_t{500'000'000'000}); // the year 2042
    po.write(record, "latest", text("uit de toekomst"));
    po.push();
    world.advance(1000);
    re.write(record, "latest", text("nieuwste"));
    const FieldState state = meet("latest");
    REQUIRE(*state.value() == text("nieuwste"));
    REQUIRE_FALSE(state.isConflict);
}

TEST_CASE_METHOD(Two, "most-cautious: only who has seen the strict value relaxes it",
                 "[sync][model][I-7]") {
    base("cautious", code("c"));
    re.write(record, "cautious", code("a")); // strictest
    world.advance(1000);
    po.write(record, "cautious", code("d")); // lower, newer, unseen
    FieldState state = meet("cautious");
    REQUIRE(*state.value() == code("a"));
    REQUIRE(state.isAlsoReported);
    REQUIRE(valuesOf(state, VersionStatus::AlsoLive) == Values{code("d")});
    po.write(record, "cautious", code("d"), "hond is overleden");
    state = meet("cautious");
    REQUIRE(state.values() == Values{code("d")});
    REQUIRE_FALSE(state.isAlsoReported);
}

TEST_CASE_METHOD(Two, "most-cautious: a tuple is ranked by its code", "[sync][model]") {
    po.write(record, "cautious", tuple(CodeValue{"b"}, Date{20'000, Precision::Day}));
    re.write(record, "cautious", tuple(CodeValue{"a"}, Date{19'000, Precision::Day}));
    REQUIRE(*meet("cautious").value() == tuple(CodeValue{"a"}, Date{19'000, Precision::Day}));
}

TEST_CASE_METHOD(Two, "most-restrictive: strictest first in the declaration", "[sync][model]") {
    po.write(record, "restrictive", code("d"));
    re.write(record, "restrictive", code("b"));
    REQUIRE(*meet("restrictive").value() == code("b"));
}

TEST_CASE_METHOD(Two, "lattice: the highest is in force, the others are reported",
                 "[sync][model]") {
    base("lattice", code("a"));
    po.write(record, "lattice", code("d"));
    world.advance(1000);
    re.write(record, "lattice", code("c"));
    const FieldState state = meet("lattice");
    REQUIRE(*state.value() == code("d"));
    REQUIRE(valuesOf(state, VersionStatus::AlsoLive) == Values{code("c")});
    REQUIRE(state.isAlsoReported);
    REQUIRE_FALSE(state.isConflict);
}

TEST_CASE_METHOD(Two, "earliest: the least that nobody withdrew", "[sync][model][C17]") {
    po.write(record, "earliest", day(2026, 2, 3));
    re.write(record, "earliest", day(2026, 1, 20));
    REQUIRE(*meet("earliest").value() == day(2026, 1, 20));
    re.remove(record, "earliest", day(2026, 1, 20), "verkeerde zaak");
    REQUIRE(*meet("earliest").value() == day(2026, 2, 3));
}

TEST_CASE_METHOD(Two, "earliest: exact before vague, known before unknown", "[sync][model]") {
    po.write(record, "earliest", day(1970, 1, 1, Precision::Unknown));
    REQUIRE(*meet("earliest").value() == day(1970, 1, 1, Precision::Unknown));
    po.write(record, "earliest", day(2026, 1, 1, Precision::Year));
    REQUIRE(*meet("earliest").value() == day(2026, 1, 1, Precision::Year));
    re.write(record, "earliest", day(2026, 1, 1));
    REQUIRE(*meet("earliest").value() == day(2026, 1, 1));
    // The evening before, as an instant.
    const auto eve = Instant{std::get<Date>(day(2026, 1, 1).content()).days * 86'400'000LL - 1};
    re.write(record, "earliest", eve);
    REQUIRE(*meet("earliest").value() == FieldValue(eve));
}

TEST_CASE_METHOD(Two, "latest-date: the greatest that nobody withdrew", "[sync][model]") {
    re.write(record, "latestDate", day(2026, 5, 1));
    world.advance(1000);
    po.write(record, "latestDate", day(2026, 3, 1));
    REQUIRE(*meet("latestDate").value() == day(2026, 5, 1));
}

TEST_CASE_METHOD(Two, "union: a concurrent add beats a removal", "[sync][model]") {
    base("union", code("x"));
    po.remove(record, "union", code("x"));
    re.write(record, "union", code("x"));
    re.write(record, "union", code("y"));
    const FieldState state = meet("union");
    REQUIRE(state.values() == Values{code("x"), code("y")});
    REQUIRE(valuesOf(state, VersionStatus::Withdrawn) == Values{code("x")});
}

TEST_CASE_METHOD(Two, "union: withdrawing twice counts once", "[sync][model]") {
    base("union", code("x"));
    po.remove(record, "union", code("x"));
    re.remove(record, "union", code("x"));
    REQUIRE(meet("union").values().empty());
    po.write(record, "union", code("x"));
    REQUIRE(meet("union").values() == Values{code("x")});
}

TEST_CASE_METHOD(Two, "union with keyed items: each item is asked about", "[sync][model]") {
    base("items", tuple("meldplicht", CodeValue{"onbekend"}));
    base("items", tuple("gebiedsverbod", CodeValue{"ja"}));
    const auto change = [&](Desk& desk, const char* to) {
        const FieldState now = desk.field(record, "items");
        const auto old = versionsHolding(now, tuple("meldplicht", CodeValue{"onbekend"}));
        const auto operation = resolveOperation(world.field("items"), now, old,
                                                {tuple("meldplicht", CodeValue{to})}, "gezien");
        REQUIRE(operation.has_value());
        desk.save({{world.type(), record, {*operation}, {}}});
    };
    change(po, "ja");
    world.advance(1000);
    change(re, "nee");
    const FieldState state = meet("items");
    REQUIRE(state.isConflict);
    REQUIRE(state.values() ==
            Values{tuple("gebiedsverbod", CodeValue{"ja"}), tuple("meldplicht", CodeValue{"nee"})});
    const auto conflicts = conflictsOf(world.schema(), world.state(record));
    REQUIRE(conflicts.size() == 1);
    REQUIRE(conflicts[0].item == text("meldplicht"));
    REQUIRE(conflicts[0].base.size() == 1);
    REQUIRE(conflicts[0].base[0].value == tuple("meldplicht", CodeValue{"onbekend"}));
}

TEST_CASE_METHOD(Two, "counter: an entry's id counts once, a cancelled entry not",
                 "[sync][model]") {
    po.write(record, "counter", entry("werkplaats-1", 40));
    re.write(record, "counter", entry("re-1", 4));
    re.write(record, "counter", entry("werkplaats-1", 40)); // imported twice
    FieldState state = meet("counter");
    REQUIRE(state.total == 44);
    REQUIRE_FALSE(state.isAlsoReported);
    po.write(record, "counter", entry("re-1", 5)); // same id, another amount: the first counts
    state = meet("counter");
    REQUIRE(state.total == 44);
    REQUIRE(state.isAlsoReported);
    po.remove(record, "counter", entry("re-1", 4), "dubbel");
    REQUIRE(meet("counter").total == 45);
}

TEST_CASE_METHOD(Two, "resolution: both may stand, and that is no conflict", "[sync][model][C2]") {
    po.write(record, "ask", code("oranje"));
    re.write(record, "ask", code("geel"));
    world.syncAll();
    po.resolve(record, "ask", {code("oranje"), code("geel")}, "beide blijven staan");
    const FieldState state = meet("ask");
    REQUIRE_FALSE(state.isConflict);
    REQUIRE(state.values() == Values{code("geel"), code("oranje")});
    REQUIRE(state.shownVersion()->reason == "beide blijven staan");
    REQUIRE(state.shownVersion()->by.author == po.worker());
}

TEST_CASE_METHOD(Two, "resolution: two different ones are a conflict, equal ones are not",
                 "[sync][model]") {
    po.write(record, "ask", code("oranje"));
    re.write(record, "ask", code("geel"));
    world.syncAll();
    SECTION("different") {
        po.resolve(record, "ask", {code("oranje")});
        re.resolve(record, "ask", {code("geel")});
        REQUIRE(meet("ask").isConflict);
        const auto conflicts = conflictsOf(world.schema(), world.state(record));
        REQUIRE(conflicts.size() == 1);
        REQUIRE(conflicts[0].candidates.size() == 2);
        REQUIRE(conflicts[0].base.size() == 2); // both decided on the same two
        po.resolve(record, "ask", {code("geel")});
        REQUIRE_FALSE(meet("ask").isConflict);
    }
    SECTION("one of them keeps both") {
        po.resolve(record, "ask", {code("oranje")});
        re.resolve(record, "ask", {code("geel"), code("oranje")});
        REQUIRE(meet("ask").isConflict);
    }
    SECTION("equal") {
        po.resolve(record, "ask", {code("oranje"), code("geel")});
        re.resolve(record, "ask", {code("geel"), code("oranje")});
        REQUIRE_FALSE(meet("ask").isConflict);
    }
}

TEST_CASE_METHOD(Two, "resolution: a late candidate reopens, unless it says the same",
                 "[sync][model]") {
    Desk& ggd = world.addDesk({3});
    po.write(record, "ask", code("oranje"));
    re.write(record, "ask", code("geel"));
    SECTION("another value") {
        ggd.write(record, "ask", code("rood"));
        po.sync(), re.sync(), po.sync();
        po.resolve(record, "ask", {code("oranje")});
        REQUIRE(meet("ask").isConflict);
    }
    SECTION("what was kept") {
        ggd.write(record, "ask", code("oranje"));
        po.sync(), re.sync(), po.sync();
        po.resolve(record, "ask", {code("oranje")});
        REQUIRE_FALSE(meet("ask").isConflict);
    }
}

TEST_CASE_METHOD(Two, "conflict: base, mine and theirs with author and time", "[sync][model]") {
    base("ask", code("groen"));
    po.write(record, "ask", code("blauw")); // two own edits in a row, then theirs
    po.write(record, "ask", code("oranje"));
    world.advance(1000);
    re.write(record, "ask", code("geel"));
    world.syncAll();
    const std::vector<RecordState> states{world.state(record)};
    const auto conflicts = conflictsOf(world.schema(), states);
    REQUIRE(conflicts.size() == 1);
    const Conflict& conflict = conflicts[0];
    REQUIRE(conflict.record == record);
    REQUIRE(conflict.field == world.field("ask").key());
    REQUIRE(conflict.base.size() == 1);
    REQUIRE(conflict.base[0].value == code("groen"));
    REQUIRE(conflict.base[0].by.author == po.worker());
    REQUIRE(conflict.candidates.size() == 2);
    REQUIRE(conflict.candidates[0].values == Values{code("geel")});
    REQUIRE(conflict.candidates[0].versions[0].by.author == re.worker());
    REQUIRE(conflict.candidates[0].versions[0].by.organisation == OrganisationCode{2});
    REQUIRE(conflict.candidates[1].values == Values{code("oranje")});
    REQUIRE(conflict.candidateIds() == shownVersions(states[0].fields[0]));
}

TEST_CASE_METHOD(Two, "conflict: without common ground, what each replaced", "[sync][model]") {
    po.write(record, "ask", code("a"));
    po.push();
    po.write(record, "ask", code("b"));
    re.write(record, "ask", code("c"));
    world.syncAll();
    const auto conflicts = conflictsOf(world.schema(), world.state(record));
    REQUIRE(conflicts.size() == 1);
    REQUIRE(conflicts[0].base.size() == 1);
    REQUIRE(conflicts[0].base[0].value == code("a"));
}

TEST_CASE_METHOD(Two, "record: withdrawn with its past, concurrent edits stay", "[sync][model]") {
    base("ask", code("groen"));
    base("append", text("verhaal"));
    po.write(record, "ask", code("geel"));
    world.syncAll();
    po.withdrawRecord(record, "verkeerd dossier");
    re.write(record, "latest", text("onderweg geschreven"));
    world.syncAll();
    const RecordState state = world.state(record);
    REQUIRE(state.isWithdrawn());
    REQUIRE_FALSE(state.created.has_value());
    REQUIRE(state.withdrawals.size() == 1);
    REQUIRE(state.withdrawals[0].reason == "verkeerd dossier");
    REQUIRE(state.withdrawals[0].by.author == po.worker());
    REQUIRE(state.fields.size() == 1); // nothing of what was withdrawn, not even as history
    REQUIRE(*state.find({3})->value() == text("onderweg geschreven"));
}
