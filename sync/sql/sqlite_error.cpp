// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/sql/sqlite_error.h"

#include <sqlite3.h>

namespace vb::sql {

namespace {

Code constraintCode(int sqliteResult) {
    switch (sqliteResult) {
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_ROWID:
        return Code::Conflict;
    default:
        return Code::Internal;
    }
}

Code ioCode(int sqliteResult) {
    switch (sqliteResult) {
    // What a VFS answers when the bytes came back but are not what was written.
    case SQLITE_IOERR_DATA:
    case SQLITE_IOERR_CORRUPTFS:
        return Code::Corrupt;
    default:
        return Code::Io;
    }
}

} // namespace

Code codeOf(int sqliteResult) {
    switch (sqliteResult & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Code::Busy;
    case SQLITE_FULL:
        return Code::Full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Code::Corrupt;
    case SQLITE_IOERR:
        return ioCode(sqliteResult);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_PROTOCOL:
        return Code::Io;
    case SQLITE_READONLY:
    case SQLITE_AUTH:
        return Code::Refused;
    case SQLITE_TOOBIG:
        return Code::TooLarge;
    case SQLITE_CONSTRAINT:
        return constraintCode(sqliteResult);
    default:
        return Code::Internal;
    }
}

Unexpected sqliteFailure(int sqliteResult, std::string_view tried) {
    std::string context(tried);
    context += ": ";
    context += sqlite3_errstr(sqliteResult);
    context += " (sqlite " + std::to_string(sqliteResult) + ")";
    return fail(codeOf(sqliteResult), std::move(context));
}

Unexpected sqliteFailure(sqlite3* connection, int sqliteResult, std::string_view tried) {
    std::string context(tried);
    context += ": ";
    context += sqlite3_errmsg(connection);
    context += " (sqlite " + std::to_string(sqliteResult) + ")";
    return fail(codeOf(sqliteResult), std::move(context));
}

} // namespace vb::sql
