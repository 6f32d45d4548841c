// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/sql/statement.h"

#include <map>
#include <string>
#include <vector>

struct sqlite3;

namespace vb::sql {

/// The idle prepared statements of one connection, by their text; inside sync/sql only. Invariant:
/// every sqlite3_stmt of the connection is either idle here or held by exactly one Statement. At
/// most kMaxIdle are kept; what comes back beyond that is finalized.
class StatementCache {
public:
    static constexpr std::size_t kMaxIdle = 256;

    explicit StatementCache(sqlite3* connection) : m_connection(connection) {}
    StatementCache(const StatementCache&) = delete;
    StatementCache& operator=(const StatementCache&) = delete;
    ~StatementCache();

    /// An idle statement of this text, or a newly prepared one. The text must hold one statement.
    Result<Statement> take(std::string_view sql);
    void giveBack(sqlite3_stmt* prepared);
    /// Finalizes what is idle: before a schema is swapped or the connection closed.
    void clear();
    /// What a call of the connection answered.
    void note(int sqliteResult);
    /// Whether one failed for want of a disk that works: the connection is to be given up.
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }
    [[nodiscard]] std::size_t borrowed() const { return m_borrowed; }
    [[nodiscard]] sqlite3* connection() const { return m_connection; }

private:
    sqlite3* m_connection;
    std::map<std::string, std::vector<sqlite3_stmt*>, std::less<>> m_idle;
    std::size_t m_idleCount = 0;
    std::size_t m_borrowed = 0;
    bool m_hasFailed = false;
};

} // namespace vb::sql
