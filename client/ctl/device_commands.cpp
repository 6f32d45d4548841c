// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/house_names.h"
#include "client/bridge/office.h"
#include "client/ctl/command_line.h"
#include "client/ctl/enrolment.h"
#include "crypto/key_file_io.h"

#include <nlohmann/json.hpp>

#include <iostream>
#include <iterator>
#include <thread>

namespace vb::ctl {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxInvitationFile = 4096;
constexpr std::chrono::seconds kAnswerEvery{2};

struct Options {
    std::string name;
    std::string function;
    std::vector<std::string> roles;
    std::string worker;
    std::string invitation;
    std::string pet;
    std::string device;
    std::string reason = "verloren";
    bool isFinish = false;
    bool isWait = false;
};

Result<model::RoleSet> rolesOf(const std::vector<std::string>& names) {
    model::RoleSet roles;
    for (const std::string& name : names) {
        if (name == "procesregisseur")
            roles.add(model::Role::Procesregisseur);
        else if (name == "informatievoorziening")
            roles.add(model::Role::Informatievoorziening);
        else if (name == "om_medewerker")
            roles.add(model::Role::OmMedewerker);
        else if (name == "manager")
            roles.add(model::Role::Manager);
        else
            return fail(Code::InvalidInput,
                        "een rol is procesregisseur, informatievoorziening, om_medewerker of "
                        "manager");
    }
    return roles;
}

/// The argument itself, or what is in the file of that name, or on standard input for "-".
Result<std::string> invitationText(const std::string& argument) {
    if (argument == "-") {
        std::string text(std::istreambuf_iterator<char>(std::cin), {});
        return text.substr(0, kMaxInvitationFile);
    }
    const auto bytes = crypto::readWholeFile(argument, kMaxInvitationFile);
    return bytes ? std::string(asText(*bytes)) : argument;
}

Result<Exit> runInvite(const Terminal& terminal, Workplace& place, const Options& options) {
    // An office that was just made knows neither hub nor colleagues yet.
    const auto& house = place.replica().directory().house();
    if (house.hub(house.size()) == nullptr) {
        const auto trouble = place.sync();
        if (trouble != engine::SyncTrouble::None)
            return terminal.failed(trouble);
    }
    InvitationWish wish;
    wish.name = options.name;
    wish.function = options.function;
    VB_TRY(wish.roles, rolesOf(options.roles));
    if (!options.worker.empty()) {
        VB_TRY(const auto member, findMember(place, options.worker));
        wish.worker = member.worker;
    }
    VB_TRY(const auto text, invite(place, wish));
    terminal.line(text);
    if (!terminal.isJson())
        terminal.progress("Geef dit buiten het systeem om aan " + options.name +
                          ". Wie het heeft, kan zich ermee inschrijven; het werkt een keer.");
    terminal.object({{"gelukt", true}, {"uitnodiging", text}});
    return Exit::Done;
}

Result<Exit> runApprove(const Terminal& terminal, Workplace& place) {
    VB_TRY(const auto approved, approveAll(place));
    auto list = json::array();
    for (const Approved& one : approved) {
        terminal.line("Ingeschreven: " + one.name + ", apparaat " + shortId(one.device));
        terminal.line("  Vergelijk dit nummer door de telefoon: " + one.safetyNumber);
        if (!one.notGiven.isEmpty())
            terminal.line("  De rollen uit de uitnodiging mag dit kantoor niet (meer) geven. "
                          "Vraag het de procesregisseur.");
        list.push_back(json{{"naam", one.name},
                            {"apparaat", one.device.hex()},
                            {"controlenummer", one.safetyNumber}});
    }
    VB_TRY(const auto open, openInvitations(place));
    for (const OpenInvitation& one : open) {
        terminal.line(one.isSpoilt ? "Onbruikbaar geworden: de uitnodiging van " + one.name +
                                         ". Iemand anders was eerst bij de hub. Maak een nieuwe."
                                   : "Nog niet gebruikt: de uitnodiging van " + one.name);
    }
    if (approved.empty() && open.empty())
        terminal.line("Er staan geen uitnodigingen open.");
    terminal.object({{"gelukt", true}, {"ingeschreven", list}, {"open", open.size()}});
    return Exit::Done;
}

/// The answer, or proof by a sync that the certificate is in force.
Result<bool> isEnrolled(Workplace& place) {
    VB_TRY(const bool isAnswered, finishEnrolment(place));
    return isAnswered && place.sync() == engine::SyncTrouble::None;
}

Result<Exit> finish(const Terminal& terminal, Workplace& place, bool isWait) {
    while (true) {
        VB_TRY(const bool isDone, isEnrolled(place));
        if (isDone)
            break;
        if (!isWait)
            return terminal.failed(Exit::HubRefused,
                                   "Het kantoor heeft dit apparaat nog niet goedgekeurd.");
        std::this_thread::sleep_for(kAnswerEvery);
    }
    VB_TRY(const auto number, numberToCompare(place.replica()));
    terminal.line("Dit apparaat is ingeschreven.");
    if (number)
        terminal.line("  Vergelijk dit nummer door de telefoon met het kantoor: " + *number);
    terminal.object({{"gelukt", true},
                     {"apparaat", place.replica().identity().device.hex()},
                     {"controlenummer", number.value_or("")}});
    return Exit::Done;
}

Exit runEnrol(CommandLine& line, const Options& options, const Terminal& terminal,
              Surroundings& around) {
    if (line.store.empty())
        return terminal.failed(Exit::Usage, "Geef met --store MAP aan waar de opslag moet komen.");
    const auto text = invitationText(options.invitation);
    if (!text)
        return terminal.failed(text.error());
    const auto passphrase = newPassphraseOf(line, "Nieuw wachtwoord voor " + line.store);
    if (!passphrase)
        return terminal.failed(passphrase.error());
    around.calibrateCost();
    auto store = enrol(around, line.store, *passphrase, *text, options.pet);
    if (!store)
        return terminal.failed(store.error());
    terminal.progress("De opslag is gemaakt en de aanvraag ligt bij de hub.");
    if (!options.isWait) {
        terminal.line("Vraag het kantoor om `device approve`, en doe dan `device enrol --finish`.");
        terminal.object({{"gelukt", true}, {"ingeschreven", false}});
        return Exit::Done;
    }
    const auto place = Workplace::start(around, std::move(store).value());
    if (!place)
        return terminal.failed(place.error());
    const auto done = finish(terminal, **place, true);
    return done ? *done : terminal.failed(done.error());
}

/// Certified at some time, in the order of their holders.
std::vector<DeviceId> devicesOf(const membership::HouseDirectory& house) {
    std::vector<DeviceId> devices;
    for (const auto& [holder, ids] : house.holders()) {
        for (const DeviceId& id : ids) {
            if (house.device(id) != nullptr)
                devices.push_back(id);
        }
    }
    return devices;
}

Result<Exit> runList(const Terminal& terminal, Workplace& place) {
    auto& replica = place.replica();
    const auto& house = replica.directory().house();
    VB_TRY(const auto names, bridge::HouseNames::read(replica));
    auto list = json::array();
    for (const DeviceId& id : devicesOf(house)) {
        const auto& device = *house.device(id);
        const bool isEnded = device.isEnded(house.size());
        const std::string who = names.workerName(device.holder.worker);
        const std::string organisation = names.organisationName(device.holder.organisation);
        std::string line = shortId(id);
        line.append("  ").append(who).append(", ").append(organisation);
        line.append(isEnded ? "  (ingetrokken)" : "");
        line.append(id == replica.identity().device ? "  (dit apparaat)" : "");
        terminal.line(line);
        list.push_back(json{{"apparaat", id.hex()},
                            {"medewerker", who},
                            {"organisatie", organisation},
                            {"ingetrokken", isEnded}});
    }
    terminal.object({{"gelukt", true}, {"apparaten", list}});
    return Exit::Done;
}

Result<Exit> runRevoke(const Terminal& terminal, Workplace& place, const Options& options) {
    auto& replica = place.replica();
    std::optional<DeviceId> found;
    for (const DeviceId& id : devicesOf(replica.directory().house())) {
        if (options.device.size() >= 4 && id.hex().starts_with(options.device)) {
            if (found)
                return fail(Code::InvalidInput, "meer apparaten beginnen met " + options.device);
            found = id;
        }
    }
    if (!found)
        return fail(Code::NotFound, "apparaat " + options.device);
    auto reason = membership::EndReason::LostDevice;
    if (options.reason == "ingeleverd")
        reason = membership::EndReason::Retired;
    else if (options.reason == "uit_dienst")
        reason = membership::EndReason::LeftOrganisation;
    else if (options.reason == "misbruik")
        reason = membership::EndReason::ForCause;
    VB_TRY_VOID(bridge::endDevice(replica, *found, reason));
    const auto trouble = place.sync();
    if (trouble != engine::SyncTrouble::None)
        return terminal.failed(trouble);
    terminal.line("Apparaat " + shortId(*found) + " is ingetrokken.");
    terminal.object({{"gelukt", true}, {"apparaat", found->hex()}});
    return Exit::Done;
}

void addInvite(CommandLine& line, CLI::App& device, const std::shared_ptr<Options>& options) {
    auto* command = device.add_subcommand(
        "invite", "Een uitnodiging maken voor een apparaat van de eigen organisatie");
    command->add_option("--naam", options->name, "Naam van de medewerker")->required();
    command->add_option("--functie", options->function, "Functie, bijvoorbeeld wijkagent");
    command->add_option("--rol", options->roles,
                        "Rol in het huis: procesregisseur, informatievoorziening, om_medewerker "
                        "of manager; mag vaker");
    command->add_option("--voor", options->worker,
                        "Nog een apparaat voor een medewerker die er al is");
    command->footer("Voorbeeld\n  veldboekctl --store kantoor device invite --naam \"Noor "
                    "Dijkgraaf\" --functie wijkagent > uitnodiging.txt");
    command->callback([&line, options] {
        line.run = withStore(line, [options](const Terminal& terminal, Workplace& place) {
            return runInvite(terminal, place, *options);
        });
    });
}

void addEnrol(CommandLine& line, CLI::App& device, const std::shared_ptr<Options>& options) {
    auto* command = device.add_subcommand(
        "enrol", "Dit apparaat inschrijven: maakt de opslag en vraagt het kantoor om goedkeuring");
    command->add_option("uitnodiging", options->invitation,
                        "De uitnodiging, een bestand met de uitnodiging, of - voor de invoer");
    command->add_option("--pet", options->pet,
                        "De functie waaronder dit apparaat schrijft, bijvoorbeeld wijkagent");
    command->add_flag("--finish", options->isFinish, "Afmaken nadat het kantoor heeft goedgekeurd");
    command->add_flag("--wait", options->isWait, "Wachten tot het kantoor heeft goedgekeurd");
    command->callback([&line, options] {
        if (options->isFinish) {
            line.run = withStore(line, [options](const Terminal& terminal, Workplace& place) {
                return finish(terminal, place, options->isWait);
            });
            return;
        }
        if (options->invitation.empty())
            throw CLI::RequiredError("uitnodiging");
        line.run = [&line, options](const Terminal& terminal, Surroundings& around) {
            return runEnrol(line, *options, terminal, around);
        };
    });
}

} // namespace

void addDeviceCommands(CommandLine& line) {
    auto options = std::make_shared<Options>();
    auto* device = line.app.add_subcommand("device", "Apparaten inschrijven en intrekken");
    device->require_subcommand(1);
    addInvite(line, *device, options);
    addEnrol(line, *device, options);
    auto* approve = device->add_subcommand(
        "approve", "Elk apparaat goedkeuren dat zich met een uitnodiging heeft gemeld");
    approve->callback([&line] {
        line.run = withStore(line, [](const Terminal& terminal, Workplace& place) {
            return runApprove(terminal, place);
        });
    });
    auto* list = device->add_subcommand("list", "De apparaten van het huis");
    list->callback([&line] {
        line.run = withStore(line, [](const Terminal& terminal, Workplace& place) {
            return runList(terminal, place);
        });
    });
    auto* revoke =
        device->add_subcommand("revoke", "Een apparaat intrekken, bijvoorbeeld verloren");
    revoke->add_option("apparaat", options->device, "Begin van het nummer uit `device list`")
        ->required();
    revoke->add_option("--reden", options->reason, "verloren, ingeleverd, uit_dienst of misbruik")
        ->check(CLI::IsMember({"verloren", "ingeleverd", "uit_dienst", "misbruik"}));
    revoke->callback([&line, options] {
        line.run = withStore(line, [options](const Terminal& terminal, Workplace& place) {
            return runRevoke(terminal, place, *options);
        });
    });
}

} // namespace vb::ctl
