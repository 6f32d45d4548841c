// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/house_names.h"
#include "client/bridge/office.h"
#include "client/bridge/record_summary.h"
#include "client/casework/case_view.h"
#include "client/casework/record_types.h"
#include "client/ctl/command_line.h"

#include <nlohmann/json.hpp>

namespace vb::ctl {
namespace {

using nlohmann::json;
namespace cw = casework;

struct Options {
    std::string called;
    std::string member;
    std::string receiver;
    std::string hat;
    std::string part = "geen";
    std::string role;
    std::string record;
    bool isNew = false;
    bool isFinal = false;
};

// ---- Assigning

membership::CarePart partOf(const std::string& name) {
    if (name == "straf")
        return membership::CarePart::Straf;
    return name == "zorg" ? membership::CarePart::Zorg : membership::CarePart::None;
}

Result<Exit> syncAndSay(const Terminal& terminal, Workplace& place, const CaseId& caseId,
                        const std::string& sentence) {
    const auto trouble = place.sync();
    if (trouble != engine::SyncTrouble::None)
        return terminal.failed(trouble);
    terminal.line(sentence);
    terminal.object({{"gelukt", true}, {"casus", caseId.hex()}});
    return Exit::Done;
}

Result<Exit> runAssign(const Terminal& terminal, Workplace& place, const Options& options) {
    CaseId caseId;
    if (options.isNew) {
        caseId = place.around().random.makeId<CaseId>();
    } else {
        VB_TRY(caseId, findCase(place, options.called));
    }
    VB_TRY(const auto member, findMember(place, options.member));
    bridge::Assignment assignment;
    assignment.member = member;
    assignment.hat = options.hat;
    assignment.part = partOf(options.part);
    VB_TRY_VOID(bridge::assign(place.replica(), caseId, assignment));
    if (options.role == "casusregisseur")
        VB_TRY_VOID(bridge::giveRole(place.replica(), caseId, member, model::Role::Casusregisseur));
    return syncAndSay(terminal, place, caseId,
                      options.member + " is toegewezen aan casus " + shortId(caseId) + ".");
}

Result<Exit> runUnassign(const Terminal& terminal, Workplace& place, const Options& options) {
    VB_TRY(const CaseId caseId, findCase(place, options.called));
    VB_TRY(const auto member, findMember(place, options.member));
    VB_TRY_VOID(bridge::unassign(place.replica(), caseId, member));
    return syncAndSay(terminal, place, caseId,
                      options.member + " is niet meer toegewezen aan casus " + shortId(caseId) +
                          ". Wat al geschreven was, wordt nog bezorgd.");
}

Result<Exit> runTransfer(const Terminal& terminal, Workplace& place, const Options& options) {
    VB_TRY(const CaseId caseId, findCase(place, options.called));
    VB_TRY(const auto giver, findMember(place, options.member));
    VB_TRY(const auto receiver, findMember(place, options.receiver));
    VB_TRY_VOID(bridge::handOver(place.replica(), caseId, giver, options.hat, receiver));
    return syncAndSay(terminal, place, caseId,
                      options.receiver + " heeft de plaats van " + options.member + " in casus " +
                          shortId(caseId) + "; " + options.member +
                          " houdt nog zeven dagen toegang.");
}

Result<Exit> runPurge(const Terminal& terminal, Workplace& place, const Options& options) {
    VB_TRY(const CaseId caseId, findCase(place, options.called));
    if (!options.isFinal)
        return fail(Code::InvalidInput,
                    "vernietigen is niet terug te draaien; herhaal het met --definitief");
    if (options.record.empty()) {
        VB_TRY_VOID(bridge::purgeCase(place.replica(), caseId));
        return syncAndSay(terminal, place, caseId,
                          "De inhoud van casus " + shortId(caseId) +
                              " is vernietigd; andere apparaten volgen bij hun volgende sync.");
    }
    VB_TRY(const auto record, findRecord(place, caseId, options.record));
    VB_TRY_VOID(bridge::purgeRecord(place.replica(), caseId, record));
    return syncAndSay(terminal, place, caseId,
                      "Record " + shortId(record) +
                          " is vernietigd; andere apparaten volgen bij hun volgende sync.");
}

// ---- Listing

struct CaseLine {
    CaseId caseId;
    bridge::RecordSummary summary;
    store::CaseRow row;
};

Result<std::vector<CaseLine>> caseLines(Workplace& place) {
    auto& store = place.replica().store();
    VB_TRY(const auto rows, store.audiences().cases());
    std::vector<CaseLine> lines;
    const CaseId house = membership::houseCase(place.owner().house);
    for (const auto& row : rows) {
        if (row.caseId == house)
            continue;
        CaseLine line{row.caseId, {}, row};
        VB_TRY(const auto casus, store.records().ofCase(row.caseId, {cw::casusType().id()}, 1));
        if (!casus.empty())
            line.summary = bridge::decodeSummary(casus.front().summary);
        lines.push_back(std::move(line));
    }
    std::sort(lines.begin(), lines.end(), [](const CaseLine& a, const CaseLine& b) {
        return std::tie(a.summary.title, a.caseId) < std::tie(b.summary.title, b.caseId);
    });
    return lines;
}

std::string joined(std::initializer_list<std::string_view> pieces) {
    std::string whole;
    for (const std::string_view piece : pieces)
        whole += piece;
    return whole;
}

std::string counted(std::uint64_t count, const char* what) {
    return count == 0 ? "" : ", " + std::to_string(count) + " " + what;
}

Result<Exit> runList(const Terminal& terminal, Workplace& place) {
    VB_TRY(const auto lines, caseLines(place));
    const auto& statuses = cw::codeList(cw::ListId::Casusstatus);
    auto list = json::array();
    for (const CaseLine& line : lines) {
        const std::string name =
            line.summary.title.empty() ? "(nog niets ontvangen)" : line.summary.title;
        const std::string status =
            line.summary.state.empty() ? "" : ", " + statuses.labelOf(line.summary.state);
        terminal.line(joined({shortId(line.caseId), "  ", line.summary.number, "  ", name, status,
                              counted(line.row.unread, "ongelezen"),
                              counted(line.row.unsent, "nog niet verstuurd"),
                              counted(line.row.conflicts, "verschillen")}));
        list.push_back(json{{"casus", line.caseId.hex()},
                            {"nummer", line.summary.number},
                            {"naam", line.summary.title},
                            {"status", line.summary.state},
                            {"ongelezen", line.row.unread},
                            {"onverzonden", line.row.unsent},
                            {"verschillen", line.row.conflicts}});
    }
    if (lines.empty())
        terminal.line("Er zijn geen casussen op dit apparaat. Synchroniseer eerst.");
    terminal.object({{"gelukt", true}, {"casussen", list}});
    return Exit::Done;
}

// ---- Showing

class CasePrinter {
public:
    CasePrinter(const Terminal& terminal, Workplace& place, const bridge::HouseNames& names,
                const std::vector<model::RecordState>& states)
        : m_terminal(terminal),
          m_names(names),
          m_calendar(*place.around().calendar),
          m_today(m_calendar.dayOf(place.around().clock.now())),
          m_states(states) {}

    json print() {
        warnings();
        head();
        actions();
        contacts();
        return std::move(m_json);
    }

private:
    void warnings() {
        auto list = json::array();
        for (const auto& warning : cw::activeWarnings(m_states, m_today, m_calendar)) {
            const std::string level =
                cw::codeList(cw::ListId::Waarschuwingsniveau).labelOf(warning.niveau);
            m_terminal.line("! " + level + ": " + warning.advies +
                            (warning.isOverdue ? " (herzien is verlopen)" : ""));
            list.push_back(json{{"record", warning.record.hex()},
                                {"niveau", warning.niveau},
                                {"soort", warning.soort},
                                {"advies", warning.advies}});
        }
        m_json["waarschuwingen"] = list;
    }

    void head() {
        const auto view = cw::caseView(m_states, m_names, m_today, m_calendar);
        const auto label = [](cw::ListId list, const cw::JudgedCode& judged) {
            return judged.code.empty() ? std::string("-")
                                       : cw::codeList(list).labelOf(judged.code) +
                                             (judged.isContested ? " (verschil)" : "");
        };
        m_terminal.line(view.nummer + "  " + view.name);
        m_terminal.line("Status " + label(cw::ListId::Casusstatus, view.status) + ", fase " +
                        label(cw::ListId::Fase, view.fase) + ", kleurcode " +
                        label(cw::ListId::Kleurcode, view.kleurcode));
        if (!view.aanleiding.empty())
            m_terminal.line("Aanleiding: " + view.aanleiding);
        auto persons = json::array();
        for (const auto& person : view.persons) {
            const std::string age = person.age ? ", " + std::to_string(*person.age) + " jaar" : "";
            m_terminal.line("- " + person.name + age + "  [" + shortId(person.record) + "]");
            persons.push_back(json{{"record", person.record.hex()}, {"naam", person.name}});
        }
        m_json["naam"] = view.name;
        m_json["nummer"] = view.nummer;
        m_json["status"] = view.status.code;
        m_json["betrokkenen"] = persons;
    }

    void actions() {
        auto list = json::array();
        for (const auto& action : cw::actionViews(m_states, m_names, m_today, m_calendar)) {
            const std::string status = cw::codeList(cw::ListId::Actiestatus).labelOf(action.status);
            std::string more;
            for (const auto& other : action.alsoReported)
                more += "; " + cw::describe(other, m_names);
            if (action.needsCheck)
                more += "; controleren";
            m_terminal.line(joined(
                {"Actie [", shortId(action.record), "] ", action.tekst, " - ", status, more}));
            list.push_back(json{{"record", action.record.hex()},
                                {"tekst", action.tekst},
                                {"status", action.status},
                                {"controleren", action.needsCheck}});
        }
        m_json["acties"] = list;
    }

    void contacts() {
        auto list = json::array();
        for (const auto& contact : cw::contactViews(m_states, m_names, m_calendar)) {
            const std::string kind = cw::codeList(cw::ListId::Contactsoort).labelOf(contact.soort);
            const std::string outcome =
                cw::codeList(cw::ListId::Uitkomst).labelOf(contact.uitkomst);
            const Instant at = cw::startOf(contact.happened, m_calendar);
            m_terminal.line(joined({cw::dutchMoment(at, m_calendar), "  ", kind, ", ", outcome,
                                    "  (", m_names.workerName(contact.author.author), ")"}));
            for (const std::string* text :
                 {&contact.waargenomen, &contact.verklaard, &contact.duiding}) {
                if (!text->empty())
                    m_terminal.line("    " + *text);
            }
            list.push_back(json{{"record", contact.kop.hex()},
                                {"soort", contact.soort},
                                {"uitkomst", contact.uitkomst},
                                {"gebeurdOp", at.millis},
                                {"waargenomen", contact.waargenomen},
                                {"verklaard", contact.verklaard},
                                {"duiding", contact.duiding}});
        }
        m_json["contacten"] = list;
    }

    const Terminal& m_terminal;
    const bridge::HouseNames& m_names;
    const cw::Calendar& m_calendar;
    cw::Day m_today;
    const std::vector<model::RecordState>& m_states;
    json m_json = json::object();
};

Result<Exit> runShow(const Terminal& terminal, Workplace& place, const Options& options) {
    auto& replica = place.replica();
    VB_TRY(const CaseId caseId, findCase(place, options.called));
    VB_TRY(const auto names, bridge::HouseNames::read(replica));
    VB_TRY(const auto states, replica.records(caseId, {}));
    auto shown = CasePrinter(terminal, place, names, states).print();
    VB_TRY(const auto prefix, replica.directory().prefix(caseId));
    auto members = json::array();
    std::string team;
    for (const auto& [member, facts] : prefix.caseLog->members()) {
        if (!membership::isMember(prefix, member, replica.hubNow()))
            continue;
        const std::string hat(bridge::hatOf(facts.back().hat));
        team += (team.empty() ? "" : ", ") + names.workerName(member.worker);
        members.push_back(json{{"medewerker", names.workerName(member.worker)},
                               {"organisatie", names.organisationName(member.organisation)},
                               {"functie", hat}});
    }
    terminal.line("Casusteam: " + team);
    shown["gelukt"] = true;
    shown["casus"] = caseId.hex();
    shown["leden"] = members;
    terminal.object(shown);
    return Exit::Done;
}

template <typename Run>
void onRun(CLI::App* command, CommandLine& line, const std::shared_ptr<Options>& options, Run run) {
    command->callback([&line, options, run] {
        line.run = withStore(line, [options, run](const Terminal& terminal, Workplace& place) {
            return run(terminal, place, *options);
        });
    });
}

} // namespace

void addCaseCommands(CommandLine& line) {
    auto options = std::make_shared<Options>();
    auto* group = line.app.add_subcommand("case", "Casussen toewijzen en bekijken");
    group->require_subcommand(1);

    auto* assign = group->add_subcommand(
        "assign",
        "Een medewerker aan een casus toewijzen (procesregisseur, informatievoorziening)");
    assign->add_option("casus", options->called, "Nummer, naam of begin van het id; zie case list")
        ->required();
    assign->add_option("medewerker", options->member, "Naam, of het begin ervan")->required();
    assign->add_option("--functie", options->hat, "De pet in deze casus");
    assign->add_option("--deel", options->part, "geen, straf of zorg")
        ->check(CLI::IsMember({"geen", "straf", "zorg"}));
    assign->add_option("--rol", options->role, "casusregisseur")
        ->check(CLI::IsMember({"casusregisseur"}));
    assign->add_flag("--new", options->isNew,
                     "Een nieuwe casus openen; `casus` is dan alleen een geheugensteun");
    onRun(assign, line, options, runAssign);

    auto* unassign = group->add_subcommand(
        "unassign", "Een toewijzing beëindigen; de casus verdwijnt van dat apparaat");
    unassign->add_option("casus", options->called, "Nummer, naam of begin van het id")->required();
    unassign->add_option("medewerker", options->member, "Naam, of het begin ervan")->required();
    onRun(unassign, line, options, runUnassign);

    auto* transfer = group->add_subcommand(
        "transfer", "Een plaats in een casus overdragen, na acceptatie (procesregisseur, "
                    "informatievoorziening)");
    transfer->add_option("casus", options->called, "Nummer, naam of begin van het id")->required();
    transfer->add_option("van", options->member, "Wie overdraagt: naam, of het begin ervan")
        ->required();
    transfer->add_option("aan", options->receiver, "Wie overneemt: naam, of het begin ervan")
        ->required();
    transfer->add_option("--functie", options->hat, "Onder welke pet de plaats is");
    onRun(transfer, line, options, runTransfer);

    auto* purge = group->add_subcommand(
        "purge", "Een record of een hele casus vernietigen, overal (informatievoorziening)");
    purge->add_option("casus", options->called, "Nummer, naam of begin van het id")->required();
    purge->add_option("--record", options->record, "Alleen dit record: begin van het id");
    purge->add_flag("--definitief", options->isFinal, "Nodig: het is niet terug te draaien");
    onRun(purge, line, options, runPurge);

    auto* list = group->add_subcommand("list", "De casussen op dit apparaat");
    onRun(list, line, options, [](const Terminal& terminal, Workplace& place, const Options&) {
        return runList(terminal, place);
    });

    auto* show = group->add_subcommand("show", "Een casus lezen");
    show->add_option("casus", options->called, "Nummer, naam of begin van het id")->required();
    onRun(show, line, options, runShow);
}

} // namespace vb::ctl
