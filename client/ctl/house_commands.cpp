// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/casework/code_list.h"
#include "client/ctl/command_line.h"
#include "client/ctl/house.h"
#include "client/ctl/hub_words.h"
#include "crypto/key_file_io.h"

#include <nlohmann/json.hpp>

namespace vb::ctl {
namespace {

constexpr std::size_t kMaxIdentityFile = 4096;

struct Options {
    std::string directory;
    std::string hubIdentity;
    std::string address;
    std::vector<std::string> issuers;
    std::string name = "Kantoor";
    std::string recoveryFile;
};

/// What `veldboekd --init` printed: one JSON object.
Result<membership::HubBody> readHub(const std::string& path) {
    const auto bytes = crypto::readWholeFile(path, kMaxIdentityFile);
    if (!bytes)
        return fail(Code::NotFound, "het bestand met de gegevens van de hub: " + path);
    auto hub = readHubIdentity(asText(*bytes));
    if (!hub)
        return fail(Code::InvalidInput, "dit is niet wat veldboekd --init schreef: " + path);
    return hub;
}

/// "politie=/pad/naar/opslag".
Result<IssuerWish> readIssuer(const std::string& text, const std::string& name) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals + 1 == text.size())
        return fail(Code::InvalidInput, "een uitgever is ORGANISATIE=MAP");
    const auto organisation = casework::organisationCode(text.substr(0, equals));
    if (!organisation)
        return fail(Code::InvalidInput, "onbekende organisatie " + text.substr(0, equals));
    IssuerWish wish{*organisation, name, {}, text.substr(equals + 1), {}};
    if (*organisation == membership::kHouseOrganisation)
        wish.roles = {model::Role::Procesregisseur, model::Role::Informatievoorziening};
    return wish;
}

Result<void> put(const std::filesystem::path& path, ByteView content) {
    if (crypto::replaceWholeFile(path.string(), content))
        return fail(Code::Io, path.string());
    return {};
}

Result<void> putAll(const std::filesystem::path& directory, const MadeHouse& made) {
    VB_TRY_VOID(put(directory / "huis.statements", made.statements));
    VB_TRY_VOID(put(directory / "wortel.sleutel", made.rootFile));
    VB_TRY_VOID(put(directory / "opvolger.sleutel", made.successorFile));
    for (const RecoveryFile& file : made.recoveryFiles)
        VB_TRY_VOID(
            put(directory / ("herstel-" + std::to_string(file.organisation.value) + ".sleutel"),
                file.content));
    return {};
}

Result<crypto::SecretBytes> recoveryPassphrase(const Options& options) {
    return options.recoveryFile.empty() ? askNewPassphrase("Herstelwachtwoord, voor in de kluis")
                                        : readPassphrase(options.recoveryFile);
}

Result<Exit> init(CommandLine& line, const Options& options, const Terminal& terminal,
                  Surroundings& around) {
    const std::filesystem::path directory(options.directory);
    std::error_code error;
    if (std::filesystem::exists(directory / "wortel.sleutel", error))
        return fail(Code::AlreadyExists, "in die map staat al een huis");
    std::filesystem::create_directories(directory, error);
    if (error)
        return fail(Code::Io, options.directory);
    HouseWish wish;
    VB_TRY(wish.hub, readHub(options.hubIdentity));
    wish.hubAddress = options.address;
    for (const std::string& text : options.issuers) {
        VB_TRY(auto issuer, readIssuer(text, options.name));
        wish.issuers.push_back(std::move(issuer));
    }
    wish.passphrase = [&line](const IssuerWish& issuer) {
        return newPassphraseOf(line, "Nieuw wachtwoord voor " + issuer.store.string());
    };
    VB_TRY(const auto recovery, recoveryPassphrase(options));
    around.calibrateCost();
    VB_TRY(const auto made, makeHouse(around, wish, recovery));
    VB_TRY_VOID(putAll(directory, made));
    terminal.line("Het huis is gemaakt: " + made.house.hex());
    terminal.line("Geef " + (directory / "huis.statements").string() + " aan de hub:");
    terminal.line("  veldboekd --dir HUB --init --house-statements " +
                  (directory / "huis.statements").string());
    terminal.line("Leg de bestanden *.sleutel in de kluis, en niet op deze machine.");
    terminal.object({{"gelukt", true},
                     {"huis", made.house.hex()},
                     {"wortel", made.rootFingerprint.hex()},
                     {"statements", (directory / "huis.statements").string()}});
    return Exit::Done;
}

struct GenerationOptions {
    std::string headFile;
    std::string statementFile;
    std::uint64_t number = 0; ///< 0: the one after what the hub says
    std::optional<std::uint64_t> kept;
};

/// What `veldboekd --head` printed: one JSON object.
Result<membership::LogGenerationBody> readHead(const GenerationOptions& options) {
    const auto bytes = crypto::readWholeFile(options.headFile, kMaxIdentityFile);
    if (!bytes)
        return fail(Code::NotFound, "het bestand met de stand van de hub: " + options.headFile);
    auto body = readHubHead(asText(*bytes));
    if (!body)
        return fail(Code::InvalidInput,
                    "dit is niet wat veldboekd --head schreef: " + options.headFile);
    body->generation = options.number > 0 ? options.number : body->generation;
    body->kept = options.kept.value_or(body->size);
    if (body->kept > body->size)
        return fail(Code::InvalidInput, "--kept is meer dan de stand van de hub");
    return body;
}

Result<Exit> vouch(const Terminal& terminal, Workplace& place, const GenerationOptions& options) {
    VB_TRY(const auto body, readHead(options));
    VB_TRY(const auto statement, place.replica().signAboutHouse(body));
    VB_TRY_VOID(put(options.statementFile, membership::encodeSignedStatement(statement.sent)));
    terminal.line("Verklaard: generatie " + std::to_string(body.generation) +
                  ", verder vanaf stand " + std::to_string(body.size) + ".");
    terminal.line("Geef " + options.statementFile + " aan de hub:");
    terminal.line("  veldboekd --dir HUB --begin-generation " + options.statementFile);
    terminal.object({{"gelukt", true},
                     {"generatie", body.generation},
                     {"stand", body.size},
                     {"verklaring", options.statementFile}});
    return Exit::Done;
}

void addGeneration(CommandLine& line, CLI::App& house) {
    auto options = std::make_shared<GenerationOptions>();
    auto* command = house.add_subcommand(
        "generation", "Verklaren dat de hub na herstel uit een kopie verder mag: alleen wie "
                      "apparaten inschrijft");
    command->add_option("--head", options->headFile, "Wat `veldboekd --dir HUB --head` schreef")
        ->required()
        ->type_name("BESTAND");
    command->add_option("--out", options->statementFile, "Waar de verklaring komt")
        ->required()
        ->type_name("BESTAND");
    command->add_option("--number", options->number,
                        "Nummer van de generatie, als de hub al verder was dan de kopie weet");
    command->add_option(
        "--kept", options->kept,
        "Stand tot waar dit zeker is wat apparaten kennen, als de hub na het herstel "
        "al heeft gedraaid; 0 als niemand het weet");
    command->footer("Voorbeeld\n  veldboekd --dir hub --head > stand.json\n  veldboekctl --store "
                    "kantoor house generation --head stand.json --out generatie.verklaring");
    command->callback([&line, options] {
        line.run = withStore(line, [options](const Terminal& terminal, Workplace& place) {
            return vouch(terminal, place, *options);
        });
    });
}

} // namespace

void addHouseCommands(CommandLine& line) {
    auto options = std::make_shared<Options>();
    auto* house = line.app.add_subcommand("house", "Een huis inrichten");
    house->require_subcommand(1);
    addGeneration(line, *house);
    auto* command = house->add_subcommand(
        "init", "Een nieuw huis: de wortel, de hub en wie per organisatie apparaten inschrijft");
    command->add_option("--dir", options->directory, "Waar de bestanden van het huis komen")
        ->required()
        ->type_name("MAP");
    command->add_option("--hub", options->hubIdentity, "Wat `veldboekd --dir HUB --init` schreef")
        ->required()
        ->type_name("BESTAND");
    command->add_option("--address", options->address, "Waar de hub te vinden is: naam:poort")
        ->required();
    command
        ->add_option("--issuer", options->issuers,
                     "ORGANISATIE=MAP: de opslag van wie apparaten van die organisatie "
                     "inschrijft; mag vaker. Een ervan is veiligheidshuis")
        ->required();
    command->add_option("--name", options->name, "Naam van wie dat doet")->capture_default_str();
    command->add_option("--recovery-file", options->recoveryFile,
                        "Bestand met het herstelwachtwoord; anders wordt het gevraagd");
    command->footer(
        "Voorbeeld\n  veldboekd --dir hub --init > hub.json\n  veldboekctl house init --dir huis "
        "--hub hub.json --address localhost:8443 \\\n    --issuer veiligheidshuis=kantoor");
    command->callback([&line, options] {
        line.run = [&line, options](const Terminal& terminal, Surroundings& around) {
            const auto done = init(line, *options, terminal, around);
            return done ? *done : terminal.failed(done.error());
        };
    });
}

} // namespace vb::ctl
