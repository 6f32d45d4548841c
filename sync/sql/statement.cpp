// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/sql/statement.h"

#include "sync/sql/sqlite_error.h"
#include "sync/sql/statement_cache.h"

#include <sqlite3.h>

#include <utility>

namespace vb::sql {

Statement::Statement(Statement&& other) noexcept
    : m_cache(std::exchange(other.m_cache, nullptr)),
      m_stmt(std::exchange(other.m_stmt, nullptr)),
      m_bindFailure(other.m_bindFailure),
      m_hasRow(other.m_hasRow) {}

Statement::~Statement() {
    if (m_cache != nullptr)
        m_cache->giveBack(m_stmt);
}

int Statement::indexOf(const char* name) const {
    const int index = sqlite3_bind_parameter_index(m_stmt, name);
    VB_CHECK(index > 0);
    return index;
}

void Statement::keepFailure(int sqliteResult) {
    // Binding while a row is current is a programmer's error that SQLite reports as MISUSE.
    VB_CHECK(sqliteResult != SQLITE_MISUSE && sqliteResult != SQLITE_RANGE);
    if (m_bindFailure == SQLITE_OK)
        m_bindFailure = sqliteResult;
}

Statement& Statement::bind(const char* name, std::int64_t value) {
    keepFailure(sqlite3_bind_int64(m_stmt, indexOf(name), value));
    return *this;
}

Statement& Statement::bind(const char* name, std::string_view text) {
    // A null pointer would bind NULL, and an empty view may hold one.
    const char* start = text.empty() ? "" : text.data();
    keepFailure(sqlite3_bind_text64(m_stmt, indexOf(name), start, text.size(), SQLITE_TRANSIENT,
                                    SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(const char* name, ByteView blob) {
    const void* start = blob.empty() ? static_cast<const void*>("") : blob.data();
    keepFailure(sqlite3_bind_blob64(m_stmt, indexOf(name), start, blob.size(), SQLITE_TRANSIENT));
    return *this;
}

Statement& Statement::bind(const char* name, std::nullptr_t) {
    keepFailure(sqlite3_bind_null(m_stmt, indexOf(name)));
    return *this;
}

Result<bool> Statement::step() {
    m_hasRow = false;
    if (m_bindFailure != SQLITE_OK) {
        const int failure = m_bindFailure;
        reset();
        return sqliteFailure(failure, "binding a value");
    }
    const int result = sqlite3_step(m_stmt);
    if (result == SQLITE_ROW) {
        m_hasRow = true;
        return true;
    }
    // Resetting at once ends the implicit read transaction that an open query holds.
    sqlite3* connection = m_cache->connection();
    if (result == SQLITE_DONE) {
        sqlite3_reset(m_stmt);
        return false;
    }
    m_cache->note(result);
    auto failure = (result & 0xff) == SQLITE_CONSTRAINT
                       ? sqliteFailure(connection, result, "running a statement")
                       : sqliteFailure(result, "running a statement");
    sqlite3_reset(m_stmt);
    return failure;
}

Result<void> Statement::run() {
    while (true) {
        VB_TRY(const bool row, step());
        if (!row)
            break;
    }
    reset();
    return {};
}

void Statement::reset() {
    sqlite3_reset(m_stmt);
    sqlite3_clear_bindings(m_stmt);
    m_bindFailure = SQLITE_OK;
    m_hasRow = false;
}

bool Statement::isNull(int column) const {
    VB_CHECK(m_hasRow && column >= 0 && column < sqlite3_data_count(m_stmt));
    return sqlite3_column_type(m_stmt, column) == SQLITE_NULL;
}

std::int64_t Statement::int64(int column) const {
    VB_CHECK(m_hasRow && column >= 0 && column < sqlite3_data_count(m_stmt));
    return sqlite3_column_int64(m_stmt, column);
}

std::string_view Statement::text(int column) const {
    VB_CHECK(m_hasRow && column >= 0 && column < sqlite3_data_count(m_stmt));
    const unsigned char* start = sqlite3_column_text(m_stmt, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_stmt, column));
    return start == nullptr ? std::string_view{} : asText(ByteView(start, size));
}

ByteView Statement::blob(int column) const {
    VB_CHECK(m_hasRow && column >= 0 && column < sqlite3_data_count(m_stmt));
    const void* start = sqlite3_column_blob(m_stmt, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_stmt, column));
    return start == nullptr ? ByteView{} : ByteView(static_cast<const std::uint8_t*>(start), size);
}

std::optional<std::int64_t> Statement::optionalInt64(int column) const {
    return isNull(column) ? std::nullopt : std::optional(int64(column));
}

std::optional<std::string_view> Statement::optionalText(int column) const {
    return isNull(column) ? std::nullopt : std::optional(text(column));
}

std::optional<ByteView> Statement::optionalBlob(int column) const {
    return isNull(column) ? std::nullopt : std::optional(blob(column));
}

StatementCache::~StatementCache() {
    VB_CHECK(m_borrowed == 0);
    clear();
}

Result<Statement> StatementCache::take(std::string_view sql) {
    if (const auto found = m_idle.find(sql); found != m_idle.end() && !found->second.empty()) {
        sqlite3_stmt* prepared = found->second.back();
        found->second.pop_back();
        --m_idleCount;
        ++m_borrowed;
        return Statement(*this, prepared);
    }
    sqlite3_stmt* prepared = nullptr;
    const char* tail = nullptr;
    const int result = sqlite3_prepare_v3(m_connection, sql.data(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &prepared, &tail);
    note(result);
    if (result != SQLITE_OK)
        return sqliteFailure(m_connection, result, "preparing a statement");
    VB_CHECK(prepared != nullptr);
    ++m_borrowed;
    return Statement(*this, prepared);
}

void StatementCache::note(int sqliteResult) {
    switch (sqliteResult & 0xff) {
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CORRUPT:
    case SQLITE_NOMEM:
    case SQLITE_CANTOPEN:
        m_hasFailed = true;
        break;
    default:
        break;
    }
}

void StatementCache::giveBack(sqlite3_stmt* prepared) {
    sqlite3_reset(prepared);
    sqlite3_clear_bindings(prepared);
    --m_borrowed;
    if (m_idleCount >= kMaxIdle) {
        sqlite3_finalize(prepared);
        return;
    }
    m_idle[sqlite3_sql(prepared)].push_back(prepared);
    ++m_idleCount;
}

void StatementCache::clear() {
    for (auto& [text, statements] : m_idle) {
        for (sqlite3_stmt* prepared : statements)
            sqlite3_finalize(prepared);
    }
    m_idle.clear();
    m_idleCount = 0;
}

} // namespace vb::sql
