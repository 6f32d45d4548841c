// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/server/daemon/options.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <array>
#include <charconv>

namespace vb::server {
namespace {

constexpr const char* kDescription =
    "veldboekd, the hub of a Veldboek house: keeps and hands out what it cannot read.\n"
    "\n"
    "  veldboekd --dir DIR --init                              make the hub's identity\n"
    "  veldboekctl house init ...                              make the house for this hub\n"
    "  veldboekd --dir DIR --init --house-statements FILE      open the house in the hub\n"
    "  veldboekd --dir DIR --listen 0.0.0.0:8443               serve\n";

/// "127.0.0.1:8443" or "[::1]:8443".
bool readListen(const std::string& text, HttpOptions& http) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0)
        return false;
    std::string address = text.substr(0, colon);
    if (address.front() == '[' && address.back() == ']')
        address = address.substr(1, address.size() - 2);
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data() + colon + 1, end, http.port);
    http.address = address;
    return error == std::errc() && stopped == end && !address.empty();
}

} // namespace

std::variant<DaemonOptions, int> readOptions(int count, const char* const* arguments) {
    DaemonOptions options;
    std::string listen = "127.0.0.1:8443";
    std::int64_t stopAfterIdle = 0;
    std::int64_t idle = options.http.limits.idle.count();
    std::string level = "info";
    CLI::App app{kDescription, "veldboekd"};
    app.add_option("--dir", options.directory, "The hub's directory: store, keys, certificate")
        ->required();
    bool wantsInit = false;
    bool wantsCheck = false;
    bool wantsHead = false;
    bool wantsEnd = false;
    CLI::Option* init =
        app.add_flag("--init", wantsInit, "Make what is missing of the identity and print it");
    app.add_option("--house-statements", options.houseStatements,
                   "With --init: open the house that these statements found")
        ->needs(init);
    CLI::Option* backup =
        app.add_option("--backup", options.backupFile, "Copy the store to this new file and end");
    CLI::Option* secured =
        app.add_option("--secured", options.securedPosition,
                       "Say that a copy off the machine has all before this position");
    CLI::Option* check =
        app.add_flag("--check", wantsCheck, "Read the whole store and say whether it is sound");
    CLI::Option* head = app.add_flag(
        "--head", wantsHead, "Print the head of the log, for the issuer's statement about it");
    CLI::Option* begin = app.add_option(
        "--begin-generation", options.generationFile,
        "Go on from a restored copy as a new generation: the issuer's statement is in this file");
    CLI::Option* end =
        app.add_flag("--end-recovery", wantsEnd,
                     "What devices have not brought back by now is given up; the chains go on");
    app.add_flag("--even-so", options.evenSo,
                 "With --end-recovery: give up what rests on something that nobody brought back")
        ->needs(end);
    const std::array<CLI::Option*, 7> tasks{init, backup, secured, check, head, begin, end};
    for (CLI::Option* one : tasks) {
        for (CLI::Option* other : tasks) {
            if (one != other)
                one->excludes(other);
        }
    }
    app.add_option("--listen", listen, "Numeric address and port; port 0 lets the system choose")
        ->capture_default_str();
    app.add_option("--max-connections", options.http.limits.maxConnections)->capture_default_str();
    app.add_option("--max-connections-per-address", options.http.limits.maxConnectionsPerAddress)
        ->capture_default_str();
    app.add_option("--idle-timeout", idle, "Seconds that a connection may wait for a request")
        ->check(CLI::Range(1, 3'600))
        ->capture_default_str();
    app.add_option("--stop-after-idle", stopAfterIdle,
                   "End after so many seconds without a connection")
        ->check(CLI::Range(1, 86'400));
    app.add_option("--log-level", level)
        ->check(CLI::IsMember({"debug", "info", "warning", "error"}))
        ->capture_default_str();
    try {
        app.parse(count, arguments);
    } catch (const CLI::ParseError& problem) {
        return app.exit(problem) == 0 ? 0 : 2;
    }
    if (!readListen(listen, options.http)) {
        app.exit(CLI::ValidationError("--listen", "expected ADDRESS:PORT"));
        return 2;
    }
    options.task = wantsInit              ? DaemonOptions::Task::Init
                   : wantsCheck           ? DaemonOptions::Task::Check
                   : backup->count() > 0  ? DaemonOptions::Task::BackUp
                   : secured->count() > 0 ? DaemonOptions::Task::Secure
                   : wantsHead            ? DaemonOptions::Task::Head
                   : begin->count() > 0   ? DaemonOptions::Task::BeginGeneration
                   : wantsEnd             ? DaemonOptions::Task::EndRecovery
                                          : DaemonOptions::Task::Serve;
    options.http.limits.idle = std::chrono::seconds(idle);
    if (stopAfterIdle > 0)
        options.http.stopAfterIdle = std::chrono::seconds(stopAfterIdle);
    options.least = level == "debug"     ? Weight::Detail
                    : level == "warning" ? Weight::Warning
                    : level == "error"   ? Weight::Trouble
                                         : Weight::Note;
    return options;
}

} // namespace vb::server
