// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/result.h"

#include <string_view>

struct sqlite3;

namespace vb::sql {

/// The Code for an extended SQLite result code. Damage that the encrypting VFS finds arrives as
/// SQLITE_IOERR_DATA or SQLITE_CORRUPT and is Corrupt; a second row under one key is Conflict; any
/// other broken constraint is Internal, because checking input is the caller's work.
[[nodiscard]] Code codeOf(int sqliteResult);

/// Says what was tried and SQLite's fixed sentence for the result. SQLite's own message is left
/// out, since FTS5 quotes the words that were searched for in it.
[[nodiscard]] Unexpected sqliteFailure(int sqliteResult, std::string_view tried);

/// The same with the connection's message appended: only where that message can name nothing but
/// our own SQL and schema, which is while preparing and for constraints.
[[nodiscard]] Unexpected sqliteFailure(sqlite3* connection, int sqliteResult,
                                       std::string_view tried);

} // namespace vb::sql
