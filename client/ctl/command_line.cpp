// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/ctl/command_line.h"

#include "client/bridge/house_names.h"
#include "client/bridge/record_summary.h"
#include "client/casework/fold.h"
#include "client/casework/record_types.h"

#include <algorithm>

namespace vb::ctl {
namespace {

constexpr std::size_t kLeastSigns = 4;

/// Exactly one of those that fit.
template <typename Id>
Result<Id> theOne(const std::vector<Id>& fitting, const std::string& called) {
    if (fitting.size() == 1)
        return fitting.front();
    return fitting.empty() ? fail(Code::NotFound, called)
                           : fail(Code::InvalidInput, called + ": hier passen er meer bij");
}

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (const char sign : text) {
        if (sign < '0' || sign > '9')
            return std::nullopt;
        value = value * 10 + (sign - '0');
    }
    return text.empty() ? std::nullopt : std::optional<int>(value);
}

} // namespace

Result<crypto::SecretBytes> passphraseOf(const CommandLine& line, const std::string& question) {
    return line.passphraseFile.empty() ? askPassphrase(question)
                                       : readPassphrase(line.passphraseFile);
}

Result<crypto::SecretBytes> newPassphraseOf(const CommandLine& line, const std::string& question) {
    return line.passphraseFile.empty() ? askNewPassphrase(question)
                                       : readPassphrase(line.passphraseFile);
}

std::string usageProblem(const CLI::App* app, const CLI::Error& error) {
    // By number: some are made with the name of the command in the place of their own.
    const auto kind = static_cast<CLI::ExitCodes>(error.get_exit_code());
    const std::string said = error.what();
    std::string problem = "Dit is niet begrepen: " + said;
    if (kind == CLI::ExitCodes::RequiredError) {
        const std::string missing = said.substr(0, said.find(" is required"));
        problem = missing.size() == said.size() || missing == "A subcommand"
                      ? "Er ontbreekt een opdracht."
                      : "Er ontbreekt iets: " + missing;
    } else if (kind == CLI::ExitCodes::ExtrasError) {
        problem = "Dit hoort er niet bij:";
        // In the order in which they were typed.
        for (const std::string& extra : app->remaining(true))
            problem += " " + extra;
    } else if (kind == CLI::ExitCodes::ArgumentMismatch) {
        problem = "Hier hoort iets achter: " + said.substr(0, said.find(':'));
    }
    return problem +
           "\nWat wel kan staat in `veldboekctl --help` en `veldboekctl OPDRACHT --help`.\n";
}

std::function<Exit(const Terminal&, Surroundings&)> withStore(CommandLine& line,
                                                              StoreCommand command) {
    return [&line, command = std::move(command)](const Terminal& terminal, Surroundings& around) {
        if (line.store.empty())
            return terminal.failed(Exit::Usage, "Geef met --store MAP aan welke opslag.");
        if (!bridge::WorkerStore::isStore(line.store))
            return terminal.failed(Exit::Store, "In die map staat geen opslag van Veldboek.");
        const auto passphrase = passphraseOf(line, "Wachtwoord van " + line.store);
        if (!passphrase)
            return terminal.failed(passphrase.error());
        const auto place = Workplace::open(around, line.store, *passphrase);
        if (!place) {
            const bool isMissing = place.error().code == Code::NotFound;
            const auto exit = terminal.failed(place.error());
            return isMissing ? Exit::Store : exit;
        }
        const auto done = command(terminal, **place);
        return done ? *done : terminal.failed(done.error());
    };
}

Result<CaseId> findCase(Workplace& place, const std::string& called) {
    auto& replica = place.replica();
    const std::string folded = casework::fold(called);
    VB_TRY(const auto rows, replica.store().records().ofType(casework::casusType().id()));
    std::vector<CaseId> fitting;
    for (const auto& row : rows) {
        const auto summary = bridge::decodeSummary(row.summary);
        if (casework::fold(summary.number) == folded || casework::fold(summary.title) == folded)
            return row.caseId;
        const bool fitsId = called.size() >= kLeastSigns && row.caseId.hex().starts_with(called);
        if (fitsId || (!folded.empty() && casework::fold(summary.title).starts_with(folded)))
            fitting.push_back(row.caseId);
    }
    if (fitting.empty() && called.size() >= kLeastSigns) {
        VB_TRY(const auto cases, replica.directory().cases());
        std::copy_if(cases.begin(), cases.end(), std::back_inserter(fitting),
                     [&](const CaseId& id) { return id.hex().starts_with(called); });
    }
    return theOne(fitting, "casus " + called);
}

Result<RecordId> findRecord(Workplace& place, const CaseId& caseId, const std::string& called) {
    std::vector<RecordId> fitting;
    if (called.size() >= kLeastSigns) {
        VB_TRY(const auto rows,
               place.replica().store().records().ofCase(caseId, {}, SIZE_MAX >> 1));
        for (const auto& row : rows) {
            if (row.record.hex().starts_with(called))
                fitting.push_back(row.record);
        }
    }
    return theOne(fitting, "record " + called);
}

Result<membership::Affiliation> findMember(Workplace& place, const std::string& name) {
    VB_TRY(const auto names, bridge::HouseNames::read(place.replica()));
    const auto worker = names.find(name);
    if (!worker)
        return fail(Code::NotFound, "medewerker " + name);
    const auto& colleague = names.colleagues().at(*worker);
    if (!colleague.organisation)
        return fail(Code::NotFound, "de organisatie van " + name);
    return membership::Affiliation{*worker, *colleague.organisation};
}

Result<casework::EventTime> parseTime(const std::string& text, const casework::Calendar& calendar) {
    VB_TRY(const casework::Day day, casework::parseIsoDay(text.substr(0, 10)));
    if (text.size() <= 10)
        return casework::EventTime(model::Date{day, model::Precision::Day});
    const bool hasForm =
        text.size() == 16 && (text[10] == ' ' || text[10] == 'T') && text[13] == ':';
    const auto hour = hasForm ? digits(std::string_view(text).substr(11, 2)) : std::nullopt;
    const auto minute = hasForm ? digits(std::string_view(text).substr(14, 2)) : std::nullopt;
    if (!hour || !minute || *hour > 23 || *minute > 59)
        return fail(Code::InvalidInput, "een tijd is 2026-11-22 of \"2026-11-22 14:30\"");
    return casework::EventTime(calendar.instantOf({day, *hour * 60 + *minute}));
}

} // namespace vb::ctl
