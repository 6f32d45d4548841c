// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/server/daemon/http_server.h"

#include <optional>
#include <string>
#include <variant>

namespace vb::server {

/// What the command line asks for.
struct DaemonOptions {
    enum class Task : std::uint8_t {
        Serve,
        Init,   ///< make the identity, print it; open the house if its statements are given
        BackUp, ///< copy the store while the hub runs
        Secure, ///< say that everything before a position is in a copy off the machine
        Check,  ///< read the whole store
        Head,   ///< print the head that an issuer names when the store goes on from it
        BeginGeneration, ///< go on from a restored copy, on an issuer's word
        EndRecovery,     ///< nothing more is expected back: the chains go on
    };
    Task task = Task::Serve;
    std::string directory;
    std::string houseStatements; ///< Init: a file; empty without one
    std::string backupFile;
    std::string generationFile; ///< BeginGeneration: the issuer's statement
    std::uint64_t securedPosition = 0;
    bool evenSo = false; ///< ends the recovery although something is awaited
    HttpOptions http;
    Weight least = Weight::Note;
};

/// The options, or the exit status after help, the version or an error was printed.
std::variant<DaemonOptions, int> readOptions(int count, const char* const* arguments);

} // namespace vb::server
