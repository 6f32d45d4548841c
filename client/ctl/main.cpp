// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/ctl/command_line.h"

#include "crypto/random.h"
#include "crypto/self_test.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdio>

namespace {

constexpr auto kAbout =
    "veldboekctl - Veldboek zonder scherm: huis inrichten, apparaten inschrijven, casussen\n"
    "toewijzen, vastleggen, synchroniseren en nakijken.\n"
    "\n"
    "Alles wordt eerst op dit apparaat bewaard, versleuteld, en pas verstuurd met `sync`.";

constexpr auto kFooter =
    "Voorbeelden\n"
    "  Een nieuw apparaat inschrijven met de uitnodiging die het kantoor gaf:\n"
    "    veldboekctl --store ~/noor device enrol uitnodiging.txt --pet wijkagent --wait\n"
    "  Een bezoek vastleggen en versturen:\n"
    "    veldboekctl --store ~/noor contact add LV-D01 --soort huisbezoek --uitkomst gesproken\n"
    "    veldboekctl --store ~/noor sync\n"
    "  Kijken wat er speelt, voor een programma:\n"
    "    veldboekctl --store ~/noor --json status\n"
    "  Alles bij elkaar zien, met verzonnen mensen:\n"
    "    veldboekctl demo\n"
    "\n"
    "Het wachtwoord wordt gevraagd, of staat in een bestand (--passphrase-file). Het staat nooit\n"
    "op de opdrachtregel. `veldboekctl OPDRACHT --help` vertelt meer over een opdracht.\n"
    "\n"
    "Afsluitcodes\n"
    "  0 gelukt                              5 de hub antwoordt niet\n"
    "  1 iets anders ging mis                6 de hub of de inschrijving klopt niet\n"
    "  2 de opdrachtregel is niet begrepen   7 dit mag niet, of het is niet goed ingevuld\n"
    "  3 het wachtwoord is niet goed         8 niet gevonden\n"
    "  4 de opslag is niet te gebruiken      9 verify of demo vond een fout";

void describeOptions(vb::ctl::CommandLine& line) {
    line.app.description(kAbout);
    line.app.footer(kFooter);
    line.app.require_subcommand(1);
    // What holds for every command may stand anywhere on the line.
    line.app.fallthrough();
    line.app.failure_message(vb::ctl::usageProblem);
    line.app.set_help_flag("--help,-h", "Deze uitleg");
    line.app.set_version_flag("--version", "veldboekctl 0.1.0");
    line.app.add_option("--store", line.store, "De map met de opslag van een medewerker")
        ->type_name("MAP");
    line.app
        .add_option("--passphrase-file", line.passphraseFile,
                    "Bestand met het wachtwoord op de eerste regel; anders wordt het gevraagd")
        ->type_name("BESTAND");
    line.app.add_flag("--json", line.isJson, "Een JSON-object per opdracht, voor programma's");
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    const auto broken = vb::crypto::init();
    if (broken || vb::crypto::selfTest()) {
        std::fputs("De versleuteling van dit programma werkt hier niet. Er is niets gedaan.\n",
                   stderr);
        return static_cast<int>(vb::ctl::Exit::Failed);
    }
    vb::ctl::CommandLine line;
    describeOptions(line);
    vb::ctl::addHouseCommands(line);
    vb::ctl::addDeviceCommands(line);
    vb::ctl::addCaseCommands(line);
    vb::ctl::addEntryCommands(line);
    vb::ctl::addImportCommands(line);
    vb::ctl::addLookCommands(line);
    vb::ctl::addSyncCommands(line);
    vb::ctl::addConflictCommands(line);
    vb::ctl::addDemoCommand(line);
    try {
        line.app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = line.app.exit(error);
        return code == 0 ? 0 : static_cast<int>(vb::ctl::Exit::Usage);
    }
    QCoreApplication application(argc, argv);
    vb::ctl::Surroundings around;
    return static_cast<int>(line.run(vb::ctl::Terminal(line.isJson), around));
}
