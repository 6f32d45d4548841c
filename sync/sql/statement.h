// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/strong_id.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

struct sqlite3_stmt;

namespace vb::sql {

class StatementCache;

/// A prepared statement, borrowed from its Database's cache and given back, reset and with its
/// bindings cleared, when this handle goes. It must not outlive the Database (checked there), and
/// belongs to the thread that uses the Database.
///
/// Binding never fails on the spot: the first failure (a value over SQLite's limit) is kept and
/// comes out of the next step(). An unknown parameter name or column number is a programmer's
/// error. Values are copied at bind, so temporaries are safe.
class Statement {
public:
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    /// `name` is written as in the SQL, with its colon: `.bind(":id", id)`.
    Statement& bind(const char* name, std::int64_t value);
    Statement& bind(const char* name, std::string_view text);
    Statement& bind(const char* name, const char* text) {
        return bind(name, std::string_view(text));
    }
    Statement& bind(const char* name, ByteView blob);
    Statement& bind(const char* name, std::nullptr_t);
    template <typename Integer>
    requires(std::is_integral_v<Integer> ||
             std::is_enum_v<Integer>) Statement& bind(const char* name, Integer value) {
        // SQLite's integers are signed; the few 64-bit counters of ours stay far below that.
        if constexpr (std::is_unsigned_v<Integer> && sizeof(Integer) == sizeof(std::uint64_t))
            VB_CHECK(value <= static_cast<std::uint64_t>(INT64_MAX));
        return bind(name, static_cast<std::int64_t>(value));
    }
    template <typename Tag, std::size_t N>
    Statement& bind(const char* name, const StrongId<Tag, N>& id) {
        return bind(name, id.view());
    }
    /// Null when there is none.
    template <typename T>
    Statement& bind(const char* name, const std::optional<T>& value) {
        return value ? bind(name, *value) : bind(name, nullptr);
    }

    /// True when there is a row to read, false when the statement is done. After false or an error
    /// the statement starts anew at the next step(), with the same bindings.
    Result<bool> step();
    /// For statements without rows: steps to the end, resets and clears the bindings, so that the
    /// same handle serves the next row of a loop.
    Result<void> run();
    /// Steps through all rows; `row(*this)` returns void or Result<void>, and an error ends it.
    template <typename Row>
    Result<void> each(Row&& row);
    /// Ends a query before its last row and clears the bindings.
    void reset();

    // The columns of the current row, counted from 0. Views live until the next step or reset. A
    // value of another type is converted as SQLite does; STRICT tables keep that from happening.
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] std::int64_t int64(int column) const;
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] ByteView blob(int column) const;
    [[nodiscard]] std::optional<std::int64_t> optionalInt64(int column) const;
    [[nodiscard]] std::optional<std::string_view> optionalText(int column) const;
    [[nodiscard]] std::optional<ByteView> optionalBlob(int column) const;
    /// Corrupt when the stored bytes do not have the length of such an id.
    template <typename Id>
    [[nodiscard]] Result<Id> id(int column) const {
        if (blob(column).size() != Id::kSize)
            return fail(Code::Corrupt, "stored id of the wrong length");
        return Id::fromBytes(blob(column));
    }
    template <typename Id>
    [[nodiscard]] Result<std::optional<Id>> optionalId(int column) const {
        if (isNull(column))
            return std::optional<Id>{};
        VB_TRY(Id found, id<Id>(column));
        return std::optional<Id>(found);
    }

private:
    friend class StatementCache;
    Statement(StatementCache& cache, sqlite3_stmt* prepared) : m_cache(&cache), m_stmt(prepared) {}
    [[nodiscard]] int indexOf(const char* name) const;
    void keepFailure(int sqliteResult);

    StatementCache* m_cache; ///< where the statement goes back to; null after a move
    sqlite3_stmt* m_stmt;
    int m_bindFailure = 0;
    bool m_hasRow = false;
};

template <typename Row>
Result<void> Statement::each(Row&& row) {
    while (true) {
        VB_TRY(const bool found, step());
        if (!found)
            return {};
        if constexpr (std::is_void_v<std::invoke_result_t<Row&, Statement&>>) {
            row(*this);
        } else if (auto outcome = row(*this); !outcome) {
            reset();
            return Unexpected(outcome.error());
        }
    }
}

} // namespace vb::sql
