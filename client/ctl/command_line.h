// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/casework/reading.h"
#include "client/ctl/terminal.h"
#include "client/ctl/workplace.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace vb::ctl {

/// The command line: what holds for every command, and the one command that was given. Each file
/// of commands adds its own; `run` is set by the command that was parsed.
struct CommandLine {
    CLI::App app{"veldboekctl"};
    std::string store;
    std::string passphraseFile;
    bool isJson = false;
    std::function<Exit(const Terminal&, Surroundings&)> run;
};

/// What is wrong with a command line, in plain words, and where to read what can be said.
std::string usageProblem(const CLI::App* app, const CLI::Error& error);

// One function for each file of commands.
void addHouseCommands(CommandLine& line);
void addDeviceCommands(CommandLine& line);
void addCaseCommands(CommandLine& line);
void addEntryCommands(CommandLine& line);
void addImportCommands(CommandLine& line);
void addLookCommands(CommandLine& line);
void addSyncCommands(CommandLine& line);
void addConflictCommands(CommandLine& line);
void addDemoCommand(CommandLine& line);

/// Wraps a command that needs the store open: opens it, runs it, and says what went wrong.
using StoreCommand = std::function<Result<Exit>(const Terminal&, Workplace&)>;
std::function<Exit(const Terminal&, Surroundings&)> withStore(CommandLine& line,
                                                              StoreCommand command);

/// From --passphrase-file, or asked without echo.
Result<crypto::SecretBytes> passphraseOf(const CommandLine& line, const std::string& question);
Result<crypto::SecretBytes> newPassphraseOf(const CommandLine& line, const std::string& question);

// What people call things by.

/// A case by its number ("LV-D01"), the beginning of its name, or the first four signs or more of
/// its id. NotFound when none fits, InvalidInput when several do.
Result<CaseId> findCase(Workplace& place, const std::string& called);
/// A record of a case by the first four signs or more of its id.
Result<RecordId> findRecord(Workplace& place, const CaseId& caseId, const std::string& called);
/// A colleague by name, or the beginning of it.
Result<membership::Affiliation> findMember(Workplace& place, const std::string& name);
/// "2026-11-22" or "2026-11-22 14:30", on the clock of the house.
Result<casework::EventTime> parseTime(const std::string& text, const casework::Calendar& calendar);

/// The first eight signs of an id: enough to name it, short enough to type.
template <typename Id>
std::string shortId(const Id& id) {
    return id.hex().substr(0, 8);
}

} // namespace vb::ctl
