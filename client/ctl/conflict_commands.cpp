// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/case_findings.h"
#include "client/bridge/saving.h"
#include "client/casework/case_view.h"
#include "client/casework/entering.h"
#include "client/ctl/command_line.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace vb::ctl {
namespace {

using nlohmann::json;
namespace cw = casework;

struct Options {
    std::string called;
    std::vector<int> keep;
    std::string choice;
    std::string reason;
};

/// A conflict of a record, with the record as it stands.
struct Open {
    CaseId caseId;
    model::RecordState state;
    cw::ConflictView view;
    std::string name; ///< how it is called here: record and field
};

Result<std::vector<Open>> openConflicts(Workplace& place, const bridge::HouseNames& names) {
    auto& replica = place.replica();
    VB_TRY(const auto rows, replica.store().records().conflicted());
    std::vector<Open> open;
    for (const auto& row : rows) {
        VB_TRY(const auto state, replica.record(row.record));
        if (!state)
            continue;
        const std::vector<model::RecordState> states{*state};
        for (auto& view :
             cw::conflictViews(replica.schema(), states, replica.identity().holder.worker, names,
                               *place.around().calendar)) {
            std::string name = shortId(view.record) + "." + std::string(view.field->name);
            open.push_back({row.caseId, *state, std::move(view), std::move(name)});
        }
    }
    return open;
}

Result<Open> findConflict(Workplace& place, const bridge::HouseNames& names,
                          const std::string& called) {
    VB_TRY(auto open, openConflicts(place, names));
    for (auto& one : open) {
        if (one.name == called)
            return std::move(one);
    }
    return fail(Code::NotFound, "verschil " + called + "; zie conflicts list");
}

/// What a rule found in a case, with the records that it looked at.
struct Found {
    CaseId caseId;
    std::vector<model::RecordState> states;
    cw::Finding finding;
    std::string name;
};

Result<std::vector<Found>> openFindings(Workplace& place, const bridge::HouseNames& names) {
    auto& replica = place.replica();
    VB_TRY(const auto cases, replica.store().audiences().cases());
    std::vector<Found> found;
    for (const auto& row : cases) {
        VB_TRY(const auto states, bridge::everyRecord(replica, row.caseId));
        VB_TRY(auto some,
               bridge::findingsIn(replica, row.caseId, states, names, *place.around().calendar));
        for (auto& finding : some) {
            std::string name = bridge::shortName(finding);
            found.push_back({row.caseId, states, std::move(finding), std::move(name)});
        }
    }
    return found;
}

/// Nothing when no rule has found anything of that name.
Result<std::optional<Found>> findFinding(Workplace& place, const bridge::HouseNames& names,
                                         const std::string& called) {
    VB_TRY(auto found, openFindings(place, names));
    for (auto& one : found) {
        if (one.name == called)
            return std::optional(std::move(one));
    }
    return std::optional<Found>();
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : std::string(between)) + word;
    return text;
}

/// Whose work a finding is about.
std::string authorsOf(const cw::Finding& finding, const bridge::HouseNames& names) {
    std::vector<std::string> authors;
    for (const auto& side : finding.sides)
        authors.push_back(names.workerName(side.by.author));
    return joined(authors, " / ");
}

json sidesOf(const cw::Finding& finding, const bridge::HouseNames& names) {
    auto sides = json::array();
    for (const auto& side : finding.sides)
        sides.push_back(json{{"waarde", side.words},
                             {"auteur", names.workerName(side.by.author)},
                             {"reden", side.reden}});
    return sides;
}

json choicesOf(const cw::Finding& finding) {
    auto choices = json::array();
    for (const std::string& choice : finding.choices)
        choices.push_back(
            json{{"keuze", choice}, {"label", cw::choiceLabel(*finding.rule, choice)}});
    return choices;
}

Result<Exit> showFinding(const Terminal& terminal, Workplace& place,
                         const bridge::HouseNames& names, const Found& found) {
    terminal.line(cw::describe(found.finding, names, *place.around().calendar));
    for (const std::string& choice : found.finding.choices)
        terminal.line("  --keuze " + choice + "  " + cw::choiceLabel(*found.finding.rule, choice));
    if (found.finding.choices.empty())
        terminal.line("Hier valt nu niets te kiezen.");
    terminal.line("Beslissen kan " + cw::deciderLabel(*found.finding.rule) + ".");
    terminal.object({{"gelukt", true},
                     {"verschil", found.name},
                     {"regel", found.finding.rule->id},
                     {"casus", found.caseId.hex()},
                     {"isVerschillendBeslist", found.finding.isDisputed},
                     {"kanten", sidesOf(found.finding, names)},
                     {"keuzes", choicesOf(found.finding)}});
    return Exit::Done;
}

Result<Exit> decideFinding(const Terminal& terminal, Workplace& place, const Options& options,
                           const Found& found) {
    auto& replica = place.replica();
    if (!options.keep.empty())
        return fail(Code::InvalidInput, "--keep hoort bij twee waarden; kies hier met --keuze");
    const auto& choices = found.finding.choices;
    if (std::find(choices.begin(), choices.end(), options.choice) == choices.end())
        return fail(Code::InvalidInput, "--keuze is een van: " + joined(choices, ", "));
    VB_TRY(const auto actor, bridge::actorFor(replica, found.caseId, found.finding, found.states));
    const auto entered =
        cw::enterDecision(found.finding, options.choice, options.reason, replica.schema(),
                          found.states, actor, place.circumstances());
    if (!entered.isAccepted())
        return terminal.failed(entered.problems());
    VB_TRY(const auto saved, bridge::save(replica, found.caseId, entered.value()));
    static_cast<void>(saved);
    terminal.line("Beslist: " + found.name + ". Iedereen ziet het na de volgende `sync`.");
    terminal.object({{"gelukt", true}, {"verschil", found.name}});
    return Exit::Done;
}

Result<Exit> runList(const Terminal& terminal, Workplace& place) {
    VB_TRY(const auto names, bridge::HouseNames::read(place.replica()));
    VB_TRY(const auto open, openConflicts(place, names));
    auto list = json::array();
    for (const Open& one : open) {
        std::string sides;
        for (const auto& side : one.view.sides)
            sides += (sides.empty() ? "" : " / ") + side.words;
        terminal.line(one.name + "  " + one.view.subject + ", " +
                      std::string(one.view.field->label) + ": " + sides);
        list.push_back(json{{"verschil", one.name},
                            {"casus", one.caseId.hex()},
                            {"veld", one.view.field->name},
                            {"kanten", one.view.sides.size()}});
    }
    VB_TRY(const auto found, openFindings(place, names));
    for (const Found& one : found) {
        terminal.line(one.name + "  " + std::string(one.finding.rule->title) + ": " +
                      authorsOf(one.finding, names));
        list.push_back(json{{"verschil", one.name},
                            {"casus", one.caseId.hex()},
                            {"regel", one.finding.rule->id},
                            {"kanten", one.finding.sides.size()}});
    }
    if (open.empty() && found.empty())
        terminal.line("Er zijn geen verschillen om over te beslissen.");
    terminal.object({{"gelukt", true}, {"verschillen", list}});
    return Exit::Done;
}

Result<Exit> runShow(const Terminal& terminal, Workplace& place, const Options& options) {
    VB_TRY(const auto names, bridge::HouseNames::read(place.replica()));
    VB_TRY(const auto found, findFinding(place, names, options.called));
    if (found)
        return showFinding(terminal, place, names, *found);
    VB_TRY(const auto open, findConflict(place, names, options.called));
    terminal.line(cw::describe(open.view, names, *place.around().calendar));
    auto sides = json::array();
    int number = 0;
    for (const auto& side : open.view.sides) {
        terminal.line("  --keep " + std::to_string(++number) + "  houdt: " + side.words);
        sides.push_back(json{{"nummer", number},
                             {"waarde", side.words},
                             {"code", side.code},
                             {"auteur", names.workerName(side.by.author)},
                             {"reden", side.reden}});
    }
    terminal.line("Beslissen kan de " + cw::deciderLabel(*open.view.type, *open.view.field) + ".");
    terminal.object({{"gelukt", true},
                     {"verschil", open.name},
                     {"casus", open.caseId.hex()},
                     {"kanten", sides}});
    return Exit::Done;
}

Result<Exit> runResolve(const Terminal& terminal, Workplace& place, const Options& options) {
    auto& replica = place.replica();
    VB_TRY(const auto names, bridge::HouseNames::read(replica));
    VB_TRY(const auto found, findFinding(place, names, options.called));
    if (found)
        return decideFinding(terminal, place, options, *found);
    VB_TRY(const auto open, findConflict(place, names, options.called));
    if (options.keep.empty())
        return fail(Code::InvalidInput, "--keep zegt welke kant blijft");
    std::vector<model::FieldValue> kept;
    for (const int number : options.keep) {
        if (number < 1 || static_cast<std::size_t>(number) > open.view.sides.size())
            return fail(Code::InvalidInput, "--keep noemt een kant die er niet is");
        const auto& values = open.view.sides[static_cast<std::size_t>(number) - 1].values;
        kept.insert(kept.end(), values.begin(), values.end());
    }
    VB_TRY(const auto actor, bridge::actorFor(replica, open.caseId, open.state));
    const auto entered =
        cw::enterResolution(*open.view.field, open.view.candidates, std::move(kept), options.reason,
                            {replica.schema(), open.state, {}, actor}, place.circumstances());
    if (!entered.isAccepted())
        return terminal.failed(entered.problems());
    VB_TRY(const auto saved, bridge::save(replica, open.caseId, entered.value()));
    static_cast<void>(saved);
    terminal.line("Beslist: " + open.name + ". Iedereen ziet het na de volgende `sync`.");
    terminal.object({{"gelukt", true}, {"verschil", open.name}});
    return Exit::Done;
}

} // namespace

void addConflictCommands(CommandLine& line) {
    auto options = std::make_shared<Options>();
    auto* group =
        line.app.add_subcommand("conflicts", "Verschillen waarover een mens moet beslissen");
    group->require_subcommand(1);
    auto* list = group->add_subcommand("list", "Wat er open staat");
    list->callback([&line] {
        line.run = withStore(line, [](const Terminal& terminal, Workplace& place) {
            return runList(terminal, place);
        });
    });
    auto* show = group->add_subcommand("show", "Wat was het, wat zegt wie, en waarom");
    show->add_option("verschil", options->called, "Naam uit `conflicts list`")->required();
    show->callback([&line, options] {
        line.run = withStore(line, [options](const Terminal& terminal, Workplace& place) {
            return runShow(terminal, place, *options);
        });
    });
    auto* resolve = group->add_subcommand("resolve", "Beslissen, met reden");
    resolve->add_option("verschil", options->called, "Naam uit `conflicts list`")->required();
    resolve->add_option("--keep", options->keep,
                        "Van twee waarden: welke kant blijft, volgens `conflicts show`; mag vaker");
    resolve->add_option("--keuze", options->choice,
                        "Van twee records: wat ermee gebeurt, volgens `conflicts show`");
    resolve->add_option("--reden", options->reason, "Waarom")->required();
    resolve->callback([&line, options] {
        line.run = withStore(line, [options](const Terminal& terminal, Workplace& place) {
            return runResolve(terminal, place, *options);
        });
    });
}

} // namespace vb::ctl
