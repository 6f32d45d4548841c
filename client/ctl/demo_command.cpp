// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/ctl/command_line.h"
#include "client/ctl/demo/stage.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>
#include <stdlib.h>

namespace vb::ctl {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::string directory;
    std::string hubProgram;
    bool isKept = false;
    std::uint64_t seed = 0;
};

Result<fs::path> freshDirectory() {
    std::string pattern = (fs::temp_directory_path() / "veldboek-demo-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr)
        return fail(Code::Io, "een tijdelijke map");
    return fs::path(pattern);
}

Result<demo::Places> placesFor(const Options& options) {
    demo::Places places;
    VB_TRY(places.elsewhere, freshDirectory());
    places.inspected =
        options.directory.empty() ? places.elsewhere / "demo" : fs::path(options.directory);
    std::error_code error;
    if (fs::exists(places.inspected, error) && !fs::is_empty(places.inspected, error))
        return fail(Code::AlreadyExists, "de map voor de demo is niet leeg");
    fs::create_directories(places.inspected, error);
    if (error)
        return fail(Code::Io, places.inspected.string());
    const fs::path here(QCoreApplication::applicationDirPath().toStdString());
    places.ctlProgram = QCoreApplication::applicationFilePath().toStdString();
    places.hubProgram =
        options.hubProgram.empty() ? here / "veldboekd" : fs::path(options.hubProgram);
    if (!fs::exists(places.hubProgram, error))
        return fail(Code::NotFound, places.hubProgram.string());
    return places;
}

Result<demo::Figures> play(demo::Stage& stage) {
    for (const auto act :
         {demo::openHouse, demo::enrolPeople, demo::importScenarios, demo::plantCanary,
          demo::generateVolumes, demo::playDay, demo::killInMidSync, demo::comeTogether,
          demo::decideConflict, demo::unassignWithUnsentNotes})
        VB_TRY_VOID(act(stage));
    return demo::checkEverything(stage);
}

std::string lastLine(const demo::Stage& stage, const demo::Figures& figures) {
    std::array<char, 32> seconds{};
    std::snprintf(seconds.data(), seconds.size(), "%.1f", stage.narrator.seconds());
    return "changesets " + demo::counted(figures.changesets) + " | conflicten " +
           demo::counted(stage.conflictsFound) + " gevonden, " +
           demo::counted(stage.conflictsResolved) + " beslist | replica's byte-gelijk " +
           demo::counted(figures.equalDumps) + "/" + demo::counted(figures.dumps) + " | lost " +
           demo::counted(figures.lost) + " | kanarie " + demo::counted(figures.canaries) + " | " +
           seconds.data() + " s";
}

void sayWhereThingsAre(demo::Stage& stage) {
    stage.narrator.say("Bewaard in " + stage.places.inspected.string() +
                       ": precies wat hub en apparaten achterlaten.");
    stage.narrator.say("Verslag, wachtwoord en wat de demo zelf nodig had: " +
                       stage.places.elsewhere.string());
    stage.narrator.say("Het wachtwoord van elke opslag is: " + stage.passphrase);
}

Exit finish(const Terminal& terminal, demo::Stage& stage, const Result<demo::Figures>& figures,
            bool isKept) {
    auto& narrator = stage.narrator;
    if (!figures)
        narrator.check(false, "het verhaal liep vast: " + sentence(figures.error()));
    if (isKept)
        sayWhereThingsAre(stage);
    for (const std::string& failure : narrator.failures())
        narrator.say("NIET GOED: " + failure);
    const demo::Figures shown = figures ? *figures : demo::Figures{};
    narrator.last(lastLine(stage, shown));
    terminal.object({{"gelukt", narrator.failures().empty()},
                     {"controles", narrator.checks()},
                     {"changesets", shown.changesets},
                     {"conflictenGevonden", stage.conflictsFound},
                     {"conflictenBeslist", stage.conflictsResolved},
                     {"vergeleken", shown.dumps},
                     {"gelijk", shown.equalDumps},
                     {"lost", shown.lost},
                     {"kanarie", shown.canaries},
                     {"seconden", narrator.seconds()}});
    return narrator.failures().empty() ? Exit::Done : Exit::CheckFailed;
}

Exit run(const Terminal& terminal, Surroundings& around, const Options& options) {
    const auto places = placesFor(options);
    if (!places)
        return terminal.failed(places.error());
    // Fifteen stores at the floor of what the product allows: never below it.
    around.cost.cost = around.cost.policy.floor;
    const std::uint64_t seed = options.seed != 0 ? options.seed : around.random.next() >> 32;
    demo::Narrator narrator(around.clock, places->transcript(), terminal.isJson());
    narrator.say("Een dag in Lindervoort. Alles en iedereen is verzonnen. Getal voor het toeval: " +
                 std::to_string(seed));
    auto exit = Exit::Failed;
    {
        demo::Stage stage(around, narrator, *places, seed);
        exit = finish(terminal, stage, play(stage), options.isKept);
    }
    if (!options.isKept) {
        std::error_code ignored;
        fs::remove_all(places->inspected, ignored);
        fs::remove_all(places->elsewhere, ignored);
    }
    return exit;
}

} // namespace

void addDemoCommand(CommandLine& line) {
    auto options = std::make_shared<Options>();
    auto* command = line.app.add_subcommand(
        "demo", "Een hele dag naspelen met een echte hub en versleutelde apparaten, en nakijken");
    command->add_option("--dir", options->directory, "Waar hub en apparaten staan; leeg of nieuw")
        ->type_name("MAP");
    command->add_flag("--keep", options->isKept, "Alles laten staan om te bekijken");
    command->add_option("--seed", options->seed, "Voor het moment waarop een apparaat uitvalt");
    command->add_option("--hub-program", options->hubProgram, "veldboekd; standaard ernaast")
        ->type_name("BESTAND");
    command->footer("De laatste regel geeft de cijfers. De afsluitcode is 0 als alles klopte, en "
                    "anders 9.");
    command->callback([&line, options] {
        line.run = [options](const Terminal& terminal, Surroundings& around) {
            return run(terminal, around, *options);
        };
    });
}

} // namespace vb::ctl
