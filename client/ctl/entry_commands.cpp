// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/saving.h"
#include "client/casework/entering.h"
#include "client/casework/record_types.h"
#include "client/ctl/command_line.h"

#include <nlohmann/json.hpp>

namespace vb::ctl {
namespace {

namespace cw = casework;

struct Options {
    std::string called;
    std::string when;
    std::vector<std::string> persons;
    cw::NewContact contact;
    std::string spoken;
    std::string spokenBy;
    cw::NewContext context;
    std::string sourceOrganisation;
    cw::NewSafetyWarning warning;
    std::string action;
    cw::ActionChange change;
    std::string proof;
    std::string record;
    std::string reason;
};

Result<cw::CommonInput> commonOf(Workplace& place, const CaseId& caseId, const Options& options,
                                 cw::CommonInput common) {
    if (!options.when.empty()) {
        VB_TRY(common.gebeurdOp, parseTime(options.when, *place.around().calendar));
    }
    for (const std::string& person : options.persons) {
        VB_TRY(const auto record, findRecord(place, caseId, person));
        common.betreft.push_back(record);
    }
    return common;
}

Result<Exit> keep(const Terminal& terminal, Workplace& place, const CaseId& caseId,
                  const cw::Checked<cw::Entry>& entered, const char* sentence) {
    if (!entered.isAccepted())
        return terminal.failed(entered.problems());
    VB_TRY(const auto saved, bridge::save(place.replica(), caseId, entered.value()));
    terminal.line(std::string(sentence) + " [" + shortId(entered.value().record) +
                  "], alleen op dit apparaat tot de volgende `sync`.");
    terminal.object({{"gelukt", true},
                     {"casus", caseId.hex()},
                     {"record", entered.value().record.hex()},
                     {"wijzigingen", saved.size()}});
    return Exit::Done;
}

Result<Exit> runContact(const Terminal& terminal, Workplace& place, const Options& options) {
    VB_TRY(const CaseId caseId, findCase(place, options.called));
    auto input = options.contact;
    VB_TRY(input.common, commonOf(place, caseId, options, input.common));
    input.verslag.verklaard = {options.spoken, options.spokenBy, std::nullopt};
    return keep(terminal, place, caseId, cw::enterContact(input, place.circumstances()),
                "Contact vastgelegd");
}

Result<Exit> runContext(const Terminal& terminal, Workplace& place, const Options& options) {
    VB_TRY(const CaseId caseId, findCase(place, options.called));
    auto input = options.context;
    VB_TRY(input.common, commonOf(place, caseId, options, input.common));
    if (!options.sourceOrganisation.empty()) {
        input.bronorganisatie = cw::organisationCode(options.sourceOrganisation);
        if (!input.bronorganisatie)
            return fail(Code::InvalidInput, "onbekende organisatie bij --bronorganisatie");
    }
    return keep(terminal, place, caseId, cw::enterContext(input, place.circumstances()),
                "Contextinformatie vastgelegd");
}

Result<RecordId> casusRecord(Workplace& place, const CaseId& caseId) {
    VB_TRY(const auto rows,
           place.replica().store().records().ofCase(caseId, {cw::casusType().id()}, 1));
    if (rows.empty())
        return fail(Code::NotFound, "de casus zelf; synchroniseer eerst");
    return rows.front().record;
}

Result<Exit> runWarning(const Terminal& terminal, Workplace& place, const Options& options) {
    VB_TRY(const CaseId caseId, findCase(place, options.called));
    auto input = options.warning;
    VB_TRY(input.common, commonOf(place, caseId, options, input.common));
    input.geldtVoor = std::exchange(input.common.betreft, {});
    if (input.geldtVoor.empty()) {
        VB_TRY(const auto casus, casusRecord(place, caseId));
        input.geldtVoor.push_back(casus);
    }
    return keep(terminal, place, caseId, cw::enterWarning(input, place.circumstances()),
                "Veiligheidswaarschuwing vastgelegd");
}

Result<Exit> runAction(const Terminal& terminal, Workplace& place, const Options& options) {
    auto& replica = place.replica();
    VB_TRY(const CaseId caseId, findCase(place, options.called));
    VB_TRY(const auto record, findRecord(place, caseId, options.action));
    VB_TRY(const auto state, replica.record(record));
    if (!state || state->type != cw::actieType().id())
        return fail(Code::NotFound, "actie " + options.action);
    VB_TRY(const auto actor, bridge::actorFor(replica, caseId, *state));
    auto change = options.change;
    if (!options.proof.empty())
        change.bewijs = cw::Bewijs(options.proof);
    return keep(
        terminal, place, caseId,
        cw::enterActionChange(change, {replica.schema(), *state, {}, actor}, place.circumstances()),
        "Actie bijgewerkt");
}

/// With everything in view that this device has of the record.
Result<Exit> runWithdraw(const Terminal& terminal, Workplace& place, const Options& options) {
    auto& replica = place.replica();
    VB_TRY(const CaseId caseId, findCase(place, options.called));
    VB_TRY(const auto record, findRecord(place, caseId, options.record));
    VB_TRY(const auto state, replica.record(record));
    if (!state)
        return fail(Code::NotFound, "record " + options.record);
    VB_TRY(const auto actor, bridge::actorFor(replica, caseId, *state));
    return keep(terminal, place, caseId,
                cw::enterWithdrawal(options.reason, {replica.schema(), *state, {}, actor},
                                    place.circumstances()),
                "Ingetrokken");
}

void addCommon(CLI::App& command, Options& options, cw::CommonInput& common) {
    command.add_option("casus", options.called, "Nummer, naam of begin van het id")->required();
    command.add_option("--op", options.when, "Wanneer: 2026-11-22 of \"2026-11-22 14:30\"; nu");
    command.add_option("--betreft", options.persons,
                       "Begin van het id van een betrokkene (zie case show); mag vaker");
    command.add_option("--leefgebied", common.leefgebieden, "Leefgebied; mag vaker");
}

template <typename Run>
void onRun(CLI::App* command, CommandLine& line, const std::shared_ptr<Options>& options, Run run) {
    command->callback([&line, options, run] {
        line.run = withStore(line, [options, run](const Terminal& terminal, Workplace& place) {
            return run(terminal, place, *options);
        });
    });
}

void addContact(CommandLine& line, const std::shared_ptr<Options>& options) {
    auto* group = line.app.add_subcommand("contact", "Contacten vastleggen");
    group->require_subcommand(1);
    auto* add = group->add_subcommand("add", "Een contact of een poging vastleggen");
    auto& contact = options->contact;
    addCommon(*add, *options, contact.common);
    add->add_option("--soort", contact.soort, "huisbezoek, straatgesprek, telefonisch, ...")
        ->required();
    add->add_option("--uitkomst", contact.uitkomst, "gesproken, niet_thuis, ...")->required();
    add->add_option("--plaats", contact.plaats, "woning, deur, straat, ...");
    add->add_option("--duur", contact.duur, "Minuten");
    add->add_option("--waargenomen", contact.verslag.waargenomen, "Wat u zag en hoorde");
    add->add_option("--verklaard", options->spoken, "Wat iemand vertelde");
    add->add_option("--door", options->spokenBy, "Wie dat vertelde");
    add->add_option("--duiding", contact.verslag.duiding, "Wat u ervan maakt");
    add->add_option("--publiek", contact.verslag.publiek,
                    "Wie het verslag leest: eigen_organisatie (standaard), casusteam, ...");
    add->footer("Voorbeeld\n  veldboekctl --store ~/noor contact add LV-D01 --soort aan_de_deur "
                "--uitkomst niet_thuis\n\nHet contact zelf is voor het casusteam; de teksten voor "
                "de eigen organisatie, tenzij\n--publiek iets anders zegt.");
    onRun(add, line, options, runContact);
}

void addContext(CommandLine& line, const std::shared_ptr<Options>& options) {
    auto* group = line.app.add_subcommand("context", "Contextinformatie vastleggen");
    group->require_subcommand(1);
    auto* add = group->add_subcommand("add", "Iets vastleggen dat men over de zaak moet weten");
    auto& context = options->context;
    addCommon(*add, *options, context.common);
    add->add_option("--soort", context.soort, "feit, melding, zorg, veerkracht, ...")->required();
    add->add_option("--onderwerp", context.onderwerp, "Waarover, kort")->required();
    add->add_option("--tekst", context.tekst, "De inhoud")->required();
    add->add_option("--bronsoort", context.bronsoort, "eigen_waarneming, omwonende, rapport, ...")
        ->required();
    add->add_option("--bronorganisatie", options->sourceOrganisation, "Standaard de eigen");
    add->add_option("--bron", context.bron, "Wie of wat precies");
    add->add_option("--publiek", context.publiek, "Standaard eigen_organisatie");
    onRun(add, line, options, runContext);
}

void addWarning(CommandLine& line, const std::shared_ptr<Options>& options) {
    auto* group = line.app.add_subcommand("safety", "Veiligheidswaarschuwingen");
    group->require_subcommand(1);
    auto* add = group->add_subcommand("add", "Waarschuwen; gaat altijd naar het hele casusteam");
    auto& warning = options->warning;
    addCommon(*add, *options, warning.common);
    add->add_option("--soort", warning.soort, "wapen, bedreiging, dier, ...")->required();
    add->add_option("--niveau", warning.niveau,
                    "let_op, niet_alleen, alleen_met_politie of niet_betreden")
        ->required();
    add->add_option("--advies", warning.advies, "Wat te doen");
    add->add_option("--bron", warning.bron, "Standaard eigen_waarneming");
    onRun(add, line, options, runWarning);
}

void addAction(CommandLine& line, const std::shared_ptr<Options>& options) {
    auto* group = line.app.add_subcommand("action", "Acties");
    group->require_subcommand(1);
    auto* set = group->add_subcommand("set", "De status van een actie melden");
    set->add_option("casus", options->called, "Nummer, naam of begin van het id")->required();
    set->add_option("actie", options->action, "Begin van het id; zie case show")->required();
    set->add_option("--status", options->change.status,
                    "opgepakt, uitgevoerd, geblokkeerd, vervallen, niet_nagekomen")
        ->required();
    set->add_option("--bewijs", options->proof, "Waaruit blijkt dat het gedaan is");
    set->add_option("--reden", options->change.reden, "Nodig bij geblokkeerd en vervallen");
    set->add_option("--wacht-op", options->change.geblokkeerdDoor, "Bij geblokkeerd");
    onRun(set, line, options, runAction);
}

void addWithdraw(CommandLine& line, const std::shared_ptr<Options>& options) {
    auto* group = line.app.add_subcommand("entry", "Wat er al vastgelegd is");
    group->require_subcommand(1);
    auto* withdraw = group->add_subcommand(
        "withdraw", "Een record intrekken; de inhoud verdwijnt overal, wie en waarom blijft staan");
    withdraw->add_option("casus", options->called, "Nummer, naam of begin van het id")->required();
    withdraw->add_option("record", options->record, "Begin van het id; zie case show")->required();
    withdraw->add_option("--reden", options->reason, "Waarom")->required();
    onRun(withdraw, line, options, runWithdraw);
}

} // namespace

void addEntryCommands(CommandLine& line) {
    auto options = std::make_shared<Options>();
    addContact(line, options);
    addContext(line, options);
    addWarning(line, options);
    addAction(line, options);
    addWithdraw(line, options);
}

} // namespace vb::ctl
