// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/ctl/command_line.h"

#include <nlohmann/json.hpp>

namespace vb::ctl {
namespace {

struct Options {
    bool isVerbose = false;
    int seconds = 0;
};

const char* phaseName(engine::SyncPhase phase) {
    switch (phase) {
    case engine::SyncPhase::Idle:
        return "klaar";
    case engine::SyncPhase::Hello:
    case engine::SyncPhase::Session:
        return "aanmelden";
    case engine::SyncPhase::Directory:
        return "toewijzingen";
    case engine::SyncPhase::Push:
        return "versturen";
    case engine::SyncPhase::Pull:
        return "ophalen";
    case engine::SyncPhase::Compare:
        return "vergelijken";
    case engine::SyncPhase::Repair:
        return "herstellen";
    case engine::SyncPhase::Attachments:
        return "bijlagen";
    }
    return "bezig";
}

Result<Exit> runSync(const Terminal& terminal, Workplace& place, const Options& options) {
    if (options.isVerbose)
        place.onPhase = [&terminal](engine::SyncPhase phase) {
            terminal.progress(std::string("fase: ") + phaseName(phase));
        };
    const auto limit =
        options.seconds > 0 ? std::chrono::seconds(options.seconds) : std::chrono::minutes(30);
    const auto trouble = place.sync(limit);
    if (trouble != engine::SyncTrouble::None) {
        if (options.isVerbose && !place.whyNot().empty())
            terminal.progress("oorzaak: " + place.whyNot());
        return terminal.failed(trouble);
    }
    const auto& figures = place.core().figures();
    const auto status = place.core().status();
    terminal.line("Gesynchroniseerd: " + std::to_string(figures.pushed) + " verstuurd, " +
                  std::to_string(figures.pulled) + " ontvangen" +
                  (figures.refused ? ", " + std::to_string(figures.refused) + " geweigerd" : "") +
                  (figures.repaired ? ", " + std::to_string(figures.repaired) + " hersteld" : "") +
                  ". Nog niet verstuurd: " + std::to_string(status.unsent) + ".");
    if (status.attention > 0)
        terminal.line("Aandacht nodig: " + std::to_string(status.attention) +
                      ". Zie `status` en `conflicts list`.");
    terminal.object({{"gelukt", true},
                     {"verstuurd", figures.pushed},
                     {"ontvangen", figures.pulled},
                     {"geweigerd", figures.refused},
                     {"hersteld", figures.repaired},
                     {"verzoeken", figures.requests},
                     {"bytesHeen", figures.bytesUp},
                     {"bytesTerug", figures.bytesDown},
                     {"onverzonden", status.unsent},
                     {"aandacht", status.attention}});
    return Exit::Done;
}

} // namespace

void addSyncCommands(CommandLine& line) {
    auto options = std::make_shared<Options>();
    auto* sync = line.app.add_subcommand(
        "sync", "Versturen wat hier staat, ophalen wat anderen schreven, en vergelijken");
    sync->add_flag("--verbose", options->isVerbose, "Zeggen waar het is");
    sync->add_option("--limit", options->seconds, "Na zoveel seconden ophouden")
        ->check(CLI::Range(1, 86'400));
    sync->footer("Mag op elk moment worden afgebroken: de volgende keer gaat het verder waar het "
                 "was.");
    sync->callback([&line, options] {
        line.run = withStore(line, [options](const Terminal& terminal, Workplace& place) {
            return runSync(terminal, place, *options);
        });
    });
}

} // namespace vb::ctl
