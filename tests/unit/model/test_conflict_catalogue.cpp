// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/model/conflict.h"
#include "tests/support/catch.h"
#include "tests/support/merge_world.h"
#include "tests/support/model_values.h"
#include "tests/support/must.h"

// The conflict catalogue of the domain specification where it concerns single fields. The fields
// are declared here as the specification has them; client/casework tests its own declarations.

using namespace vb;
using namespace vb::model;
using namespace vb::test;

namespace {

using Values = std::vector<FieldValue>;

Schema domainSchema() {
    const Protection byP{.roles = {Role::Procesregisseur}};
    RecordTypeDeclaration type{{1}, "Dossier", {}};
    type.fields = {
        {.id = {1}, .name = "tekst", .kinds = ValueKind::Text},
        {.id = {2},
         .name = "uiterlijk",
         .kinds = ValueKind::Date,
         .whileOpen = WhileOpen::EarliestValue},
        {.id = {3},
         .name = "actiestatus",
         .policy = MergePolicy::Lattice,
         .kinds = ValueKind::Code,
         .order = {"toegezegd", "opgepakt", "geblokkeerd", "vervallen", "niet_nagekomen",
                   "uitgevoerd"}},
        {.id = {4}, .name = "bewijs", .policy = MergePolicy::Append, .kinds = ValueKind::Text},
        {.id = {5}, .name = "ookDoor", .policy = MergePolicy::Union, .kinds = ValueKind::Worker},
        {.id = {6}, .name = "kleurcode", .kinds = ValueKind::Code},
        {.id = {7},
         .name = "casusregisseur",
         .policy = MergePolicy::Protected,
         .kinds = ValueKind::Worker,
         .protection = Protection{.roles = {Role::Procesregisseur, Role::Casusregisseur}}},
        {.id = {8},
         .name = "rappeldatum",
         .kinds = ValueKind::Date,
         .whileOpen = WhileOpen::EarliestValue},
        {.id = {9},
         .name = "eersteBespreking",
         .policy = MergePolicy::Earliest,
         .kinds = ValueKind::Date},
        {.id = {10},
         .name = "casusstatus",
         .policy = MergePolicy::Protected,
         .kinds = ValueKind::Code,
         .protection = byP},
        {.id = {11},
         .name = "niveau",
         .policy = MergePolicy::MostCautious,
         .kinds = ValueKind::Code,
         .order = {"niet_betreden", "alleen_met_politie", "niet_alleen", "let_op"}},
        {.id = {12},
         .name = "waarschuwingstatus",
         .policy = MergePolicy::MostCautious,
         .kinds = ValueKind::Code,
         .order = {"actief", "ingetrokken"}},
        {.id = {13}, .name = "toestand", .kinds = ValueKind::Code},
        {.id = {14},
         .name = "bevestigdOp",
         .policy = MergePolicy::LatestDate,
         .kinds = ValueKind::Date},
        {.id = {15},
         .name = "verificatie",
         .kinds = ValueKind::Tuple,
         .members = {ValueKind::Code, ValueKind::Text}},
        {.id = {16}, .name = "verslag", .policy = MergePolicy::Append, .kinds = ValueKind::Text},
        {.id = {17},
         .name = "gemaakt",
         .policy = MergePolicy::Counter,
         .kinds = ValueKind::Tuple,
         .members = {ValueKind::Text, ValueKind::Integer, ValueKind::Date}},
        {.id = {18},
         .name = "toestemming",
         .policy = MergePolicy::MostCautious,
         .kinds = ValueKind::Code,
         .order = {"ingetrokken", "geweigerd", "niet_gevraagd", "gevraagd", "gegeven"}},
    };
    return must(Schema::create({std::move(type)}));
}

/// Po (wijkagent) and Re (reclassering) in the field, P and K at the office, GGD beside them.
struct Catalogue {
    MergeWorld world{domainSchema(), "Dossier"};
    Desk& p = world.addDesk({9}, {Role::Procesregisseur});
    Desk& k = world.addDesk({9}, {Role::Casusregisseur});
    Desk& po = world.addDesk({1});
    Desk& re = world.addDesk({2});
    Desk& ggd = world.addDesk({3});
    RecordId record = world.makeRecord();

    void given(Desk& desk, std::string_view field, FieldValue value) {
        desk.write(record, field, std::move(value));
        world.syncAll();
        world.advance(60'000);
    }
    /// Minutes pass between what people do.
    void when(Desk& desk, std::string_view field, FieldValue value, std::string reason = {}) {
        desk.write(record, field, std::move(value), std::move(reason));
        world.advance(300'000);
    }
    FieldState then(std::string_view field) {
        world.syncAll();
        const FieldState state = world.state(record, field);
        for (const auto& desk : world.desks())
            REQUIRE(desk->field(record, field) == state);
        return state;
    }
    static Values alsoReported(const FieldState& state) {
        Values out;
        for (const Version& version : state.versions)
            if (version.status == VersionStatus::AlsoLive)
                out.push_back(version.value);
        return out;
    }
};

} // namespace

TEST_CASE_METHOD(Catalogue, "C1 two pictures: both accounts stay", "[sync][model][C1]") {
    when(re, "verslag", text("niet verschenen"));
    when(po, "verslag", text("zeventig minuten gesproken"));
    const FieldState state = then("verslag");
    REQUIRE(state.values() == Values{text("niet verschenen"), text("zeventig minuten gesproken")});
    REQUIRE_FALSE(state.isConflict);
}

TEST_CASE_METHOD(Catalogue, "C2 kleurcode: both shown, K decides with a reason",
                 "[sync][model][C2]") {
    given(p, "kleurcode", code("groen"));
    when(po, "kleurcode", code("oranje"));
    when(re, "kleurcode", code("geel"));
    FieldState state = then("kleurcode");
    REQUIRE(state.isConflict);
    REQUIRE(*state.value() == code("geel"));
    REQUIRE(alsoReported(state) == Values{code("oranje")});
    k.resolve(record, "kleurcode", {code("oranje")}, "zie melding van dinsdag");
    state = then("kleurcode");
    REQUIRE_FALSE(state.isConflict);
    REQUIRE(*state.value() == code("oranje"));
    REQUIRE(state.shownVersion()->reason == "zie melding van dinsdag");
}

TEST_CASE_METHOD(Catalogue, "C3 done vs cancelled: done, and also reported", "[sync][model][C3]") {
    const std::string other = GENERATE("vervallen", "geblokkeerd", "niet_nagekomen");
    given(po, "actiestatus", code("opgepakt"));
    when(po, "actiestatus", code("uitgevoerd"));
    when(po, "bewijs", text("gesprek van 10:00"));
    when(p, "actiestatus", code(other), "niet meer nodig");
    const FieldState state = then("actiestatus");
    REQUIRE(*state.value() == code("uitgevoerd"));
    REQUIRE(state.isAlsoReported);
    REQUIRE(alsoReported(state) == Values{code(other)});
    REQUIRE(then("bewijs").values() == Values{text("gesprek van 10:00")});
}

TEST_CASE_METHOD(Catalogue, "C4 reopened knowingly: no flag", "[sync][model][C4]") {
    given(po, "actiestatus", code("uitgevoerd"));
    when(k, "actiestatus", code("opgepakt"), "bewijs ontbreekt");
    const FieldState state = then("actiestatus");
    REQUIRE(*state.value() == code("opgepakt"));
    REQUIRE_FALSE(state.isAlsoReported);
}

TEST_CASE_METHOD(Catalogue, "C5 both claim first contact: no loser", "[sync][model][C5]") {
    when(po, "ookDoor", WorkerRef{po.worker()});
    when(ggd, "ookDoor", WorkerRef{ggd.worker()});
    REQUIRE(then("ookDoor").values().size() == 2);
}

TEST_CASE_METHOD(Catalogue, "C7 hours: an entry delivered twice counts once", "[sync][model][C7]") {
    given(re, "gemaakt", entry("eerder", 40));
    when(re, "gemaakt", entry("re-1", 4));
    when(ggd, "gemaakt", entry("werkplaats-1", 3));
    REQUIRE(then("gemaakt").total == 47);
    std::vector<LoggedChangeset> twice = world.log();
    twice.insert(twice.end(), world.log().begin(), world.log().end());
    REQUIRE(mergeOf(world.schema(), world.type(), record, twice).find({17})->total == 47);
}

TEST_CASE_METHOD(Catalogue, "C9 warning: raised beside withdrawn stays active",
                 "[sync][model][C9][I-7]") {
    po.save({{world.type(),
              record,
              {{OperationKind::Write, world.field("niveau").key(), {code("let_op")}, {}, {}, {}},
               {OperationKind::Write,
                world.field("waarschuwingstatus").key(),
                {code("actief")},
                {},
                {},
                {}}},
              {}}});
    world.syncAll();
    // Raising a warning says again that it is active: one act, two fields.
    when(po, "niveau", code("alleen_met_politie"));
    when(po, "waarschuwingstatus", code("actief"));
    when(re, "waarschuwingstatus", code("ingetrokken"), "verhuisd");
    const FieldState status = then("waarschuwingstatus");
    REQUIRE(*status.value() == code("actief"));
    REQUIRE(alsoReported(status) == Values{code("ingetrokken")});
    REQUIRE(*then("niveau").value() == code("alleen_met_politie"));
    when(re, "waarschuwingstatus", code("ingetrokken"), "verhuisd, nagevraagd");
    REQUIRE(then("waarschuwingstatus").values() == Values{code("ingetrokken")});
}

TEST_CASE_METHOD(Catalogue, "C10 two casusregisseurs: newest shown, both candidates",
                 "[sync][model][C10]") {
    when(p, "casusregisseur", WorkerRef{re.worker()});
    when(k, "casusregisseur", WorkerRef{ggd.worker()});
    const FieldState state = then("casusregisseur");
    REQUIRE(state.isConflict);
    REQUIRE(*state.value() == FieldValue(WorkerRef{ggd.worker()}));
    const auto conflicts = conflictsOf(world.schema(), world.state(record));
    REQUIRE(conflicts.size() == 1);
    REQUIRE(conflicts[0].candidates.size() == 2);
    REQUIRE(conflicts[0].base.empty());
}

TEST_CASE_METHOD(Catalogue, "C16 rappeldatum: the agenda uses the earlier", "[sync][model][C16]") {
    when(k, "rappeldatum", day(2026, 6, 1));
    when(p, "rappeldatum", day(2026, 6, 15));
    const FieldState state = then("rappeldatum");
    REQUIRE(state.isConflict);
    REQUIRE(*state.value() == day(2026, 6, 1));
}

TEST_CASE_METHOD(Catalogue, "C17 first discussion: the earliest", "[sync][model][C17]") {
    when(p, "eersteBespreking", day(2026, 2, 3));
    when(k, "eersteBespreking", day(2026, 1, 20));
    REQUIRE(then("eersteBespreking").values() == Values{day(2026, 1, 20)});
}

TEST_CASE_METHOD(Catalogue, "C18 phone: both shown, last confirmation beside",
                 "[sync][model][C18]") {
    given(po, "toestand", code("onbevestigd"));
    when(po, "toestand", code("onjuist"));
    when(re, "toestand", code("bevestigd"));
    when(re, "bevestigdOp", day(2026, 3, 4));
    REQUIRE(then("toestand").isConflict);
    REQUIRE(*then("bevestigdOp").value() == day(2026, 3, 4));
}

TEST_CASE_METHOD(Catalogue, "C21 verified vs contradicted: both reasons, no winner",
                 "[sync][model][C21]") {
    when(re, "verificatie", tuple(CodeValue{"geverifieerd"}, "gezien in dossier"));
    when(ggd, "verificatie", tuple(CodeValue{"weersproken"}, "moeder ontkent"));
    REQUIRE(then("verificatie").isConflict);
    const auto conflicts = conflictsOf(world.schema(), world.state(record));
    REQUIRE(conflicts[0].candidates.size() == 2);
    k.resolve(record, "verificatie",
              {conflicts[0].candidates[0].values[0], conflicts[0].candidates[1].values[0]},
              "beide blijven staan");
    const FieldState state = then("verificatie");
    REQUIRE_FALSE(state.isConflict);
    REQUIRE(state.values().size() == 2);
}

TEST_CASE_METHOD(Catalogue, "C23 unauthorised: ignored everywhere, shown as refused for the role",
                 "[sync][model][C23]") {
    given(p, "casusstatus", code("in_uitvoering"));
    when(po, "casusstatus", code("afgesloten"));
    const FieldState state = then("casusstatus");
    REQUIRE(state.values() == Values{code("in_uitvoering")});
    REQUIRE(state.has(VersionStatus::Proposal));
    REQUIRE_FALSE(state.isConflict);
}

TEST_CASE_METHOD(Catalogue, "C26 two devices of one author: two versions, none deleted",
                 "[sync][model][C26]") {
    Desk& tablet = world.addDeskOf(po);
    given(po, "verslag", text("niet thuis"));
    const VersionId original = po.field(record, "verslag").versions[0].id;
    po.correct(record, "verslag", original, text("niet thuis, buurvrouw gesproken"));
    tablet.correct(record, "verslag", original, text("niet thuis, briefje achtergelaten"));
    const FieldState state = then("verslag");
    REQUIRE(state.values().size() == 2);
    REQUIRE(state.versions.size() == 3);
    REQUIRE(state.versions[0].status == VersionStatus::Corrected);
}

TEST_CASE_METHOD(Catalogue, "C28 disjoint fields: all of it, no conflict", "[sync][model][C28]") {
    given(p, "tekst", text("bellen"));
    when(p, "tekst", text("langsgaan"));
    when(p, "uiterlijk", day(2026, 4, 1));
    when(po, "bewijs", text("gesprek"));
    when(po, "actiestatus", code("uitgevoerd"));
    world.syncAll();
    const RecordState state = world.state(record);
    REQUIRE(conflictsOf(world.schema(), state).empty());
    REQUIRE(*state.find({1})->value() == text("langsgaan"));
    REQUIRE(*state.find({2})->value() == day(2026, 4, 1));
    REQUIRE(*state.find({3})->value() == code("uitgevoerd"));
    REQUIRE(*state.find({4})->value() == text("gesprek"));
}

TEST_CASE_METHOD(Catalogue, "C30 clock ahead: bounded by the hub, both times kept",
                 "[sync][model][C30]") {
    constexpr std::int64_t kThreeHours = 3 * 3'600'000;
    po.setClockOffset(kThreeHours);
    po.write(record, "kleurcode", code("oranje"));
    po.push();
    world.advance(60'000);
    re.write(record, "kleurcode", code("geel"));
    const FieldState state = then("kleurcode");
    REQUIRE(*state.value() == code("geel")); // really the newer
    const Version& ahead = state.versions[0];
    REQUIRE(ahead.value == code("oranje"));
    REQUIRE(ahead.by.stamp.millis - ahead.by.hubTime->millis == kThreeHours);
    REQUIRE(ahead.by.effective.millis == ahead.by.hubTime->millis);
}

TEST_CASE_METHOD(Catalogue, "C32 consent: withdrawn is in force beside given",
                 "[sync][model][C32]") {
    given(re, "toestemming", code("gevraagd"));
    when(ggd, "toestemming", code("ingetrokken"));
    when(re, "toestemming", code("gegeven"));
    REQUIRE(*then("toestemming").value() == code("ingetrokken"));
}
