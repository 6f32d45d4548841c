// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/record_summary.h"
#include "client/casework/code_list.h"
#include "client/casework/record_types.h"
#include "client/casework/search_query.h"
#include "client/ctl/command_line.h"
#include "crypto/digest.h"

#include <nlohmann/json.hpp>

namespace vb::ctl {
namespace {

using nlohmann::json;
namespace cw = casework;

struct Options {
    std::string text;
    std::string called;
    bool isFull = false;
};

std::string typeLabel(model::RecordTypeId type) {
    const auto* known = cw::findRecordType(type);
    return known ? std::string(known->label) : "record van een nieuwere versie";
}

// ---- Search

Result<Exit> runSearch(const Terminal& terminal, Workplace& place, const Options& options) {
    const auto query = cw::parseQuery(options.text);
    auto list = json::array();
    std::vector<store::SearchHit> hits;
    if (!query.isEmpty()) {
        VB_TRY(hits, place.replica().store().records().search(query.ftsExpression(), 50));
    }
    for (const auto& hit : hits) {
        const auto summary = bridge::decodeSummary(hit.summary);
        const std::string title = summary.title.empty() ? summary.kind : summary.title;
        terminal.line(shortId(hit.caseId) + "  " + typeLabel(hit.type) + " [" +
                      shortId(hit.record) + "] " + title);
        list.push_back(json{{"casus", hit.caseId.hex()},
                            {"record", hit.record.hex()},
                            {"soort", typeLabel(hit.type)},
                            {"titel", title}});
    }
    if (hits.empty())
        terminal.line("Niets gevonden.");
    terminal.object({{"gelukt", true}, {"gevonden", list}});
    return Exit::Done;
}

// ---- Status

const char* attentionText(store::AttentionKind kind) {
    switch (kind) {
    case store::AttentionKind::Refused:
        return "geweigerd door de hub";
    case store::AttentionKind::AttachmentRefused:
        return "een bijlage is geweigerd door de hub";
    case store::AttentionKind::Late:
        return "aangekomen na uittreding";
    case store::AttentionKind::SplitView:
        return "ALARM: het logboek van de hub klopt niet met wat eerder gezien is";
    case store::AttentionKind::HubRestored:
        return "de hub is teruggezet uit een reservekopie";
    case store::AttentionKind::Fork:
        return "ALARM: twee verschillende wijzigingen onder een nummer";
    case store::AttentionKind::Unreadable:
        return "een deel dat niet opengaat";
    case store::AttentionKind::Invalid:
        return "ongeldig, niet overgenomen";
    case store::AttentionKind::CaseErased:
        return "een casus is van dit apparaat gewist";
    case store::AttentionKind::StoreRepaired:
        return "er ontbrak iets; het is hersteld";
    case store::AttentionKind::Newer:
        return "er is iets wat dit programma nog niet kan tonen; er is een update nodig";
    }
    return "iets";
}

Result<Exit> runStatus(const Terminal& terminal, Workplace& place) {
    const auto status = place.core().status();
    auto& store = place.replica().store();
    VB_TRY(const auto attention, store.attention().all());
    VB_TRY(const auto conflicts, store.records().conflictCount());
    VB_TRY(const auto records, store.records().count());
    const std::string applied = status.lastApplied
                                    ? cw::dutchMoment(*status.lastApplied, *place.around().calendar)
                                    : "nog nooit";
    terminal.line("Nog niet verstuurd: " + std::to_string(status.unsent));
    terminal.line("Laatst bijgewerkt:  " + applied);
    terminal.line("Records hier:       " + std::to_string(records));
    terminal.line("Verschillen:        " + std::to_string(conflicts));
    auto list = json::array();
    for (const auto& row : attention) {
        terminal.line("Aandacht: " + std::string(attentionText(row.kind)) +
                      (row.caseId ? " (casus " + shortId(*row.caseId) + ")" : ""));
        list.push_back(json{{"wat", attentionText(row.kind)},
                            {"casus", row.caseId ? row.caseId->hex() : ""},
                            {"reden", row.reason}});
    }
    terminal.object({{"gelukt", true},
                     {"onverzonden", status.unsent},
                     {"laatstBijgewerkt", status.lastApplied ? status.lastApplied->millis : 0},
                     {"records", records},
                     {"verschillen", conflicts},
                     {"aandacht", list}});
    return Exit::Done;
}

// ---- Dump

Result<Exit> runDump(const Terminal& terminal, Workplace& place, const Options& options) {
    auto& replica = place.replica();
    std::optional<CaseId> only;
    if (!options.called.empty()) {
        VB_TRY(only, findCase(place, options.called));
    }
    VB_TRY(const auto audiences, replica.store().audiences().all());
    auto list = json::array();
    for (const auto& audience : audiences) {
        if (only && audience.caseId != *only)
            continue;
        VB_TRY(const auto dump, replica.canonicalDump(audience.audience));
        const auto digest =
            crypto::digest(crypto::Kind::Dump, place.owner().house.bytes(), asBytes(dump));
        terminal.line(audience.caseId.hex() + " " + audience.audience.hex() + " " + toHex(digest));
        if (options.isFull)
            terminal.line(dump);
        list.push_back(json{{"casus", audience.caseId.hex()},
                            {"publiek", audience.audience.hex()},
                            {"digest", toHex(digest)},
                            {"bytes", dump.size()}});
    }
    terminal.object({{"gelukt", true}, {"publieken", list}});
    return Exit::Done;
}

// ---- Verify

Exit runVerify(CommandLine& line, const Terminal& terminal, Surroundings& around) {
    if (line.store.empty())
        return terminal.failed(Exit::Usage, "Geef met --store MAP aan welke opslag.");
    const auto passphrase = passphraseOf(line, "Wachtwoord van " + line.store);
    if (!passphrase)
        return terminal.failed(passphrase.error());
    const auto store =
        bridge::WorkerStore::open(line.store, *passphrase, around.random, around.cost);
    if (!store)
        return terminal.failed(store.error());
    const auto report = (*store)->verify();
    if (!report)
        return terminal.failed(report.error());
    const auto& database = report->database;
    terminal.line("Bladzijden:   " + std::to_string(database.pages) + ", beschadigd " +
                  std::to_string(database.damagedPageCount) + ", ontbrekend " +
                  std::to_string(database.missingPages));
    terminal.line("Logboek:      " + std::to_string(database.logChunks) + " stukken, beschadigd " +
                  std::to_string(database.damagedChunkCount));
    terminal.line("Samenhang:    " + (report->integrity.empty() ? "goed" : report->integrity));
    terminal.line("Uitgaand vak: " +
                  (report->outboxIntegrity.empty() ? "goed" : report->outboxIntegrity));
    terminal.line(report->isSound() ? "De opslag is heel."
                                    : "De opslag is beschadigd. Er is niets gewijzigd.");
    terminal.object({{"gelukt", report->isSound()},
                     {"bladzijden", database.pages},
                     {"beschadigd", database.damagedPageCount},
                     {"ontbrekend", database.missingPages},
                     {"logstukken", database.logChunks},
                     {"logBeschadigd", database.damagedChunkCount},
                     {"samenhang", report->integrity},
                     {"uitgaandVak", report->outboxIntegrity}});
    return report->isSound() ? Exit::Done : Exit::CheckFailed;
}

} // namespace

void addLookCommands(CommandLine& line) {
    auto options = std::make_shared<Options>();
    auto* search = line.app.add_subcommand(
        "search", "Zoeken in alles wat u mag lezen; hoofdletters en accenten doen er niet toe");
    search->add_option("tekst", options->text, "Woorden; het laatste mag een begin zijn")
        ->required();
    search->callback([&line, options] {
        line.run = withStore(line, [options](const Terminal& terminal, Workplace& place) {
            return runSearch(terminal, place, *options);
        });
    });
    auto* status = line.app.add_subcommand("status", "Hoe het met deze opslag staat");
    status->callback([&line] {
        line.run = withStore(line, [](const Terminal& terminal, Workplace& place) {
            return runStatus(terminal, place);
        });
    });
    auto* dump = line.app.add_subcommand(
        "dump", "Een vingerafdruk per publiek; gelijk op elk apparaat dat hetzelfde heeft");
    dump->add_option("casus", options->called, "Alleen deze casus");
    dump->add_flag("--full", options->isFull, "Ook de inhoud zelf");
    dump->callback([&line, options] {
        line.run = withStore(line, [options](const Terminal& terminal, Workplace& place) {
            return runDump(terminal, place, *options);
        });
    });
    auto* verify = line.app.add_subcommand(
        "verify", "De opslag bladzijde voor bladzijde nakijken; wijzigt niets");
    verify->callback([&line] {
        line.run = [&line](const Terminal& terminal, Surroundings& around) {
            return runVerify(line, terminal, around);
        };
    });
}

} // namespace vb::ctl
