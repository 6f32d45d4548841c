// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// What is there before the day begins: the twelve scenarios, the canary, the ordinary workload.
#include "client/casework/record_types.h"
#include "client/ctl/demo/stage.h"
#include "client/ctl/generating.h"
#include "client/ctl/importing.h"

#include <map>

namespace vb::ctl::demo {
namespace {

namespace cw = casework;

/// Passes over everybody's devices until nothing waits for a colleague any more. What one writes
/// about another's entry has to wait for it.
constexpr int kMaxImportPasses = 5;

struct Imported {
    std::uint64_t entries = 0;
    std::uint64_t records = 0;
    std::uint64_t waiting = 0;
    std::map<std::string, std::uint64_t> leftOut;
};

Result<void> importOn(Stage& stage, const Player& player, Imported& sum, bool isFirst) {
    const bool isInFiles =
        std::any_of(stage.batch.mensen.begin(), stage.batch.mensen.end(),
                    [&player](const auto& person) { return person.code == player.code; });
    if (!isInFiles)
        return {};
    VB_TRY(const auto batch, readBatch(*player.place, cw::demoScenarios()));
    VB_TRY(const auto report, importEntries(*player.place, batch));
    sum.entries += report.entries;
    sum.records += report.records;
    sum.waiting += report.waiting;
    for (const auto& [kind, count] : report.leftOut) {
        if (isFirst)
            sum.leftOut[kind] += count;
    }
    return {};
}

} // namespace

// ---- Scenarios

Result<void> importScenarios(Stage& stage) {
    auto& narrator = stage.narrator;
    narrator.chapter("De twaalf casussen: toewijzen, en ieder legt het eigen deel vast");
    VB_TRY(const auto batch, readBatch(*stage.player("p").place, cw::demoScenarios()));
    VB_TRY(const auto opened, openImportedCases(*stage.player("p").place, batch));
    VB_TRY_VOID(stage.sync("p"));
    Imported sum;
    for (int pass = 0; pass < kMaxImportPasses; ++pass) {
        VB_TRY_VOID(stage.syncAll());
        sum.waiting = 0;
        // The case and its persons first: they are what everything else is about.
        for (const Player* player : stage.players())
            VB_TRY_VOID(importOn(stage, *player, sum, pass == 0));
        VB_TRY_VOID(stage.syncAll());
        if (sum.waiting == 0)
            break;
    }
    VB_TRY_VOID(stage.syncAll());
    narrator.say(counted(opened) + " casussen, " + counted(sum.entries) + " gebeurtenissen, " +
                 counted(sum.records) + " records, door " + counted(stage.batch.mensen.size()) +
                 " mensen.");
    std::string leftOut;
    for (const auto& [kind, count] : sum.leftOut)
        leftOut += (leftOut.empty() ? "" : ", ") + counted(count) + " x " + kind;
    narrator.say("Overgeslagen, want dat kent deze versie nog niet: " + leftOut + ".");
    narrator.check(opened == stage.batch.cases.size() && sum.waiting == 0,
                   "alles wat deze versie kent is vastgelegd");
    return {};
}

// ---- Canary

/// One record of every type with the canary in every text that it has.
Result<void> plantCanary(Stage& stage) {
    auto& narrator = stage.narrator;
    narrator.chapter("De kanarie: een geheim woord in elk tekstveld, om straks naar te zoeken");
    const std::string& word = stage.canary;
    const std::string sentence = "Hier zat " + word + " vandaag.";
    auto& office = *stage.player("p").place;
    VB_TRY(const auto cases, openCases(office, 1,
                                       {stage.player("po").holder, stage.player("re").holder,
                                        stage.player("k").holder, stage.player("p").holder}));
    const CaseId caseId = cases.front();
    VB_TRY_VOID(stage.sync("p"));
    VB_TRY_VOID(stage.sync("po"));

    cw::NewCase casus;
    casus.nummer = word;
    casus.inbrenger = {stage.player("po").holder.organisation, word};
    casus.weergavenaam = word;
    casus.onderwerpsoort = "persoon";
    casus.domein = "volwassenen";
    casus.gemeente = "lindervoort";
    casus.procesregisseur = stage.player("p").holder.worker;
    casus.samenwerkingsdoel = sentence;
    casus.regie = membership::kHouseOrganisation;
    casus.rolHuis = "regisseur";
    casus.locatie = "huis";
    casus.aanleiding = sentence;
    casus.succes = sentence;
    casus.afgesprokenLijn = sentence;
    casus.noodscenario = sentence;
    VB_TRY_VOID(stage.write("p", caseId, casus));

    cw::NewPerson person;
    person.voorletters = word;
    person.achternaam = word;
    person.geslacht = "onbekend";
    person.geboortedatum = model::Date{0, model::Precision::Unknown};
    person.rollen = {"casussubject"};
    person.toestemming = "gegeven";
    person.toestemmingVoor = sentence;
    VB_TRY(const auto personRecord, stage.write("po", caseId, person));

    const model::Date tomorrow{stage.around.calendar->dayOf(stage.around.clock.now()) + 1,
                               model::Precision::Day};
    cw::NewContact contact;
    contact.soort = "huisbezoek";
    contact.uitkomst = "gesproken";
    contact.common.betreft = {personRecord};
    contact.deelnemers = {{std::nullopt, stage.player("re").holder.organisation, word}};
    contact.verslag.waargenomen = sentence;
    contact.verslag.duiding = sentence;
    contact.verslag.verklaard = {sentence, word, std::nullopt};
    contact.verslag.vervolg = cw::Vervolg{sentence, tomorrow, std::nullopt, std::nullopt};
    VB_TRY_VOID(stage.write("po", caseId, contact));

    cw::NewContext context;
    context.soort = "risico_instrument";
    context.onderwerp = word;
    context.tekst = sentence;
    context.bronsoort = "eigen_waarneming";
    context.bron = word;
    context.instrument = cw::InstrumentInput{word, std::nullopt, word, sentence};
    VB_TRY_VOID(stage.write("po", caseId, context));

    cw::NewSafetyWarning warning;
    warning.soort = "wapen";
    warning.niveau = "let_op";
    warning.advies = sentence;
    warning.geldtVoor = {personRecord};
    VB_TRY_VOID(stage.write("po", caseId, warning));

    cw::NewAction action;
    action.soort = "actie";
    action.tekst = sentence;
    action.plaats = word;
    action.eigenaar = {stage.player("po").holder.organisation, stage.player("po").holder.worker};
    action.partijen = {word};
    action.uiterlijk = tomorrow;
    action.voorwaarde = sentence;
    VB_TRY(const auto actionRecord, stage.write("po", caseId, action));
    cw::ActionChange blocked;
    blocked.status = "geblokkeerd";
    blocked.reden = sentence;
    blocked.geblokkeerdDoor = sentence;
    blocked.terugkoppeling = sentence;
    VB_TRY_VOID(stage.write("po", caseId, cw::ActionStepInput{actionRecord, blocked}));
    // A draft never leaves the device, and is a text all the same.
    VB_TRY_VOID(stage.replica("po").store().drafts().save(caseId, "contact", asBytes(sentence),
                                                          stage.around.clock.now()));
    VB_TRY_VOID(stage.sync("po"));
    narrator.say("Geplant in naam, nummer, verslag, duiding, advies, reden en concept, en in de "
                 "namen van de kantoren.");
    return {};
}

// ---- Workload

namespace {

/// Shared with the other one, so that generated cases travel too.
constexpr std::size_t kSharedCases = 5;

} // namespace

Result<void> generateVolumes(Stage& stage) {
    auto& narrator = stage.narrator;
    narrator.chapter("De gewone werkvoorraad van wie op straat werkt, verzonnen uit een getal");
    const auto volume = cw::findVolume("typical");
    VB_CHECK(volume.has_value());
    auto& office = *stage.player("p").place;
    const auto police = stage.player("po").holder;
    const auto probation = stage.player("re").holder;
    std::map<std::string, std::vector<CaseId>> cases;
    for (const auto& [code, own, other] :
         {std::tuple{"po", police, probation}, std::tuple{"re", probation, police}}) {
        VB_TRY(cases[code], openCases(office, kSharedCases, {own, other}));
        VB_TRY(const auto alone, openCases(office, volume->cases - kSharedCases, {own}));
        cases[code].insert(cases[code].end(), alone.begin(), alone.end());
    }
    VB_TRY_VOID(stage.sync("p"));
    std::uint64_t records = 0;
    std::uint64_t seed = 20;
    for (const auto& [code, own] : cases) {
        VB_TRY_VOID(stage.sync(code));
        VB_TRY(const auto report, generateInto(*stage.player(code).place, own, *volume, ++seed));
        records += report.records;
        narrator.say(stage.player(code).name + ": " + counted(report.cases) + " casussen, " +
                     counted(report.records) + " records, alleen nog op het eigen apparaat.");
    }
    narrator.check(records >= 2 * volume->records, "het volume van een gewone werker, tweemaal");
    // Noor's goes to the hub now; Bram's device is to be killed while it tries.
    VB_TRY_VOID(stage.sync("po"));
    const auto& figures = stage.player("po").place->core().figures();
    narrator.say("Noor synchroniseert: " + counted(figures.pushed) + " wijzigingen verstuurd in " +
                 counted(figures.requests) + " verzoeken, " + counted(figures.bytesUp / 1'000'000) +
                 " MB.");
    return {};
}

} // namespace vb::ctl::demo
