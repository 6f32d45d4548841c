// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/ctl/command_line.h"
#include "client/ctl/generating.h"
#include "client/ctl/importing.h"
#include "crypto/key_file_io.h"

#include <nlohmann/json.hpp>

namespace vb::ctl {
namespace {

using nlohmann::json;
namespace cw = casework;

struct Options {
    std::vector<std::string> files;
    bool isDemo = false;
    std::string volume = "typical";
    std::uint64_t seed = 1;
    std::string assignTo;
};

/// The files of the command line, or those compiled in.
struct Files {
    std::vector<std::string> texts;
    std::vector<cw::ImportFile> files;
};

Result<Files> readFiles(const Options& options) {
    Files read;
    if (options.isDemo) {
        const auto demo = cw::demoScenarios();
        read.files.assign(demo.begin(), demo.end());
    }
    for (const std::string& path : options.files) {
        const auto bytes = crypto::readWholeFile(path, cw::kMaxImportBytes);
        if (!bytes)
            return fail(Code::NotFound, path);
        read.texts.emplace_back(asText(*bytes));
    }
    // Only now do the texts stay where they are.
    for (std::size_t i = 0; i < read.texts.size(); ++i)
        read.files.push_back({options.files[i], read.texts[i]});
    return read;
}

Result<bool> mayOpenCases(Workplace& place) {
    auto& replica = place.replica();
    const auto prefix = membership::wholeDirectory(replica.directory().house());
    return membership::roles(prefix, place.owner().holder, replica.hubNow())
        .intersects({model::Role::Procesregisseur, model::Role::Informatievoorziening});
}

void say(const Terminal& terminal, const ImportReport& report) {
    terminal.line("Vastgelegd: " + std::to_string(report.entries) + " (" +
                  std::to_string(report.records) +
                  " records). Was er al: " + std::to_string(report.present) +
                  ". Van collega's: " + std::to_string(report.others) + ".");
    if (report.waiting > 0)
        terminal.line("Wacht op een toewijzing of op een collega: " +
                      std::to_string(report.waiting) + ". Synchroniseer en importeer opnieuw.");
    auto leftOut = json::object();
    for (const auto& [kind, count] : report.leftOut) {
        terminal.line("Overgeslagen, want dat kent deze versie nog niet: " + std::to_string(count) +
                      " x " + kind);
        leftOut[kind] = count;
    }
    terminal.object({{"gelukt", true},
                     {"casussenGeopend", report.cases},
                     {"vastgelegd", report.entries},
                     {"records", report.records},
                     {"wasErAl", report.present},
                     {"vanCollegas", report.others},
                     {"wacht", report.waiting},
                     {"overgeslagen", leftOut}});
}

Result<Exit> runImport(const Terminal& terminal, Workplace& place, const Options& options) {
    VB_TRY(const auto files, readFiles(options));
    VB_TRY(const auto batch, readBatch(place, files.files));
    std::uint64_t opened = 0;
    VB_TRY(const bool mayOpen, mayOpenCases(place));
    if (mayOpen) {
        VB_TRY(opened, openImportedCases(place, batch));
    }
    if (opened > 0) {
        terminal.line("Geopend en toegewezen: " + std::to_string(opened) + " casussen.");
        const auto trouble = place.sync();
        if (trouble != engine::SyncTrouble::None)
            return terminal.failed(trouble);
    }
    VB_TRY(auto report, importEntries(place, batch));
    report.cases = opened;
    say(terminal, report);
    return Exit::Done;
}

Result<Exit> runGenerate(const Terminal& terminal, Workplace& place, const Options& options) {
    const auto volume = cw::findVolume(options.volume);
    VB_CHECK(volume.has_value());
    if (!options.assignTo.empty()) {
        VB_TRY(const auto member, findMember(place, options.assignTo));
        VB_TRY(const auto cases, openCases(place, volume->cases, {member}));
        const auto trouble = place.sync();
        if (trouble != engine::SyncTrouble::None)
            return terminal.failed(trouble);
        terminal.line(std::to_string(cases.size()) + " lege casussen toegewezen aan " +
                      options.assignTo + ".");
        terminal.object({{"gelukt", true}, {"casussen", cases.size()}});
        return Exit::Done;
    }
    VB_TRY(auto cases, emptyCases(place));
    if (cases.size() < volume->cases)
        return fail(
            Code::NotFound,
            "dit volume vraagt " + std::to_string(volume->cases) +
                " lege casussen; laat de procesregisseur ze toewijzen met generate --assign");
    cases.resize(volume->cases);
    VB_TRY(const auto report, generateInto(place, cases, *volume, options.seed));
    terminal.line("Verzonnen: " + std::to_string(report.records) + " records in " +
                  std::to_string(report.cases) + " casussen.");
    terminal.object({{"gelukt", true},
                     {"casussen", report.cases},
                     {"vastgelegd", report.entries},
                     {"records", report.records},
                     {"wijzigingen", report.changesets}});
    return Exit::Done;
}

} // namespace

void addImportCommands(CommandLine& line) {
    auto options = std::make_shared<Options>();
    auto* command = line.app.add_subcommand(
        "import", "Casussen inlezen uit JSON; ieder apparaat legt zijn eigen deel vast");
    command->add_option("bestand", options->files, "JSON-bestanden; zie docs/casework.md");
    command->add_flag("--demo", options->isDemo, "De twaalf meegeleverde, verzonnen casussen");
    command->footer("Wie procesregisseur of informatievoorziening is opent de casussen en wijst ze "
                    "toe; daarna\nimporteert ieder hetzelfde bestand op het eigen apparaat. Twee "
                    "keer inlezen mag: wat er al\nis, blijft zoals het is.");
    command->callback([&line, options] {
        if (options->files.empty() && !options->isDemo)
            throw CLI::RequiredError("bestand of --demo");
        line.run = withStore(line, [options](const Terminal& terminal, Workplace& place) {
            return runImport(terminal, place, *options);
        });
    });

    std::vector<std::string> volumes;
    for (const auto& volume : cw::volumes())
        volumes.emplace_back(volume.name);
    auto* generate = line.app.add_subcommand(
        "generate", "Een verzonnen werkvoorraad maken, om te proberen en te meten");
    generate->add_option("--volume", options->volume, "Hoeveel")
        ->check(CLI::IsMember(volumes))
        ->capture_default_str();
    generate->add_option("--seed", options->seed, "Hetzelfde getal geeft dezelfde voorraad")
        ->capture_default_str();
    generate->add_option("--assign", options->assignTo,
                         "In plaats daarvan: zoveel lege casussen openen voor deze medewerker");
    generate->footer("Voorbeeld, eerst bij de procesregisseur en dan bij Noor\n  veldboekctl "
                     "--store tom generate --volume typical --assign Noor\n  veldboekctl --store "
                     "noor sync\n  veldboekctl --store noor generate --volume typical --seed 7");
    generate->callback([&line, options] {
        line.run = withStore(line, [options](const Terminal& terminal, Workplace& place) {
            return runGenerate(terminal, place, *options);
        });
    });
} // namespace vb::ctl

} // namespace vb::ctl
