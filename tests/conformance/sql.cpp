// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/base/utf8.h"
#include "sync/store/replica_store.h"
#include "tests/conformance/driver.h"

#include <sqlite3.h>

#include <algorithm>

namespace vb::conformance {
namespace {

constexpr std::size_t kMaxRows = 100'000;
constexpr std::size_t kMaxRowBytes = std::size_t{16} * 1024 * 1024;
/// Steps of SQLite's virtual machine: some seconds of a query that never ends.
constexpr int kStepsBetweenLooks = 1'000'000;
constexpr int kMaxLooks = 200;
/// Of one value, and of everything that SQLite holds in memory at a time.
constexpr int kMaxValueBytes = 16 * 1024 * 1024;
constexpr sqlite3_int64 kMaxHeapBytes = sqlite3_int64{512} * 1024 * 1024;

struct StatementCloser {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Prepared = std::unique_ptr<sqlite3_stmt, StatementCloser>;

/// Runs a script, statement by statement, and keeps the rows as the shell would print them.
class Script {
public:
    explicit Script(sqlite3* database) : m_database(database) {
        sqlite3_limit(m_database, SQLITE_LIMIT_LENGTH, kMaxValueBytes);
        sqlite3_hard_heap_limit64(kMaxHeapBytes);
        sqlite3_progress_handler(
            m_database, kStepsBetweenLooks,
            [](void* script) {
                return ++static_cast<Script*>(script)->m_looks > kMaxLooks ? 1 : 0;
            },
            this);
    }
    Script(const Script&) = delete;
    Script& operator=(const Script&) = delete;
    ~Script() {
        sqlite3_progress_handler(m_database, 0, nullptr, nullptr);
        sqlite3_hard_heap_limit64(0);
        // What a script leaves open is not the next one's.
        if (sqlite3_get_autocommit(m_database) == 0)
            sqlite3_exec(m_database, "ROLLBACK", nullptr, nullptr, nullptr);
    }

    /// False, with an error, when a statement failed; the rows until then are there.
    bool run(const std::string& script) {
        const char* rest = script.c_str();
        const char* const end = rest + script.size();
        while (rest < end) {
            sqlite3_stmt* raw = nullptr;
            const int prepared =
                sqlite3_prepare_v2(m_database, rest, static_cast<int>(end - rest), &raw, &rest);
            const Prepared statement(raw);
            if (prepared != SQLITE_OK)
                return failed();
            if (statement && !step(statement.get()))
                return false;
            if (!statement && rest < end && *rest == '\0')
                ++rest; // a NUL in the text would stand still here
        }
        return true;
    }
    [[nodiscard]] const std::string& error() const { return m_error; }
    Json takeRows() { return std::move(m_rows); }

private:
    bool failed() {
        m_error = "sql: " + std::string(sqlite3_errmsg(m_database));
        return false;
    }

    bool step(sqlite3_stmt* statement) {
        while (true) {
            const int stepped = sqlite3_step(statement);
            if (stepped == SQLITE_DONE)
                return true;
            if (stepped != SQLITE_ROW)
                return failed();
            std::string row = rowOf(statement);
            m_bytes += row.size();
            if (m_rows.size() >= kMaxRows || m_bytes > kMaxRowBytes) {
                m_error = "too-large: rows";
                return false;
            }
            if (countCodePoints(row))
                m_rows.push_back(std::move(row));
            else
                m_rows.push_back({{"bytes", toHex(asBytes(row))}});
        }
    }

    /// List mode: SQLite's own text of each value (reals as %!.15g, blobs as they are, nothing for
    /// NULL), which ends at a zero byte, as it does in the shell.
    static std::string rowOf(sqlite3_stmt* statement) {
        std::string row;
        for (int column = 0; column < sqlite3_column_count(statement); ++column) {
            if (column > 0)
                row += '|';
            const auto* text = sqlite3_column_text(statement, column);
            if (text != nullptr)
                row += reinterpret_cast<const char*>(text);
        }
        return row;
    }

    sqlite3* m_database;
    int m_looks = 0;
    std::size_t m_bytes = 0;
    Json m_rows = Json::array();
    std::string m_error;
};

Reply runIn(SealedDatabase& store, const std::string& script) {
    Script running(store.database().handle());
    const bool isDone = running.run(script);
    Json reply{{"rows", running.takeRows()}};
    if (!isDone)
        reply["error"] = running.error();
    return reply;
}

/// A store that is a file of the caller's.
Reply runInFile(const Fields& request, const std::string& script) {
    VB_TRY(const std::string path, request.text("path"));
    if (path.empty() || path.find('\0') != std::string::npos)
        return request.wrong("path", "is no path");
    VB_TRY(const Bytes key, request.bytes("data_key"));
    auto dataKey = crypto::DataKey::fromBytes(key);
    if (!dataKey)
        return request.wrong("data_key", "must have 32 bytes");
    VB_TRY(const auto storeId, request.id<RecordId>("store_id"));
    VB_TRY(const auto generation, request.number("generation", UINT32_MAX, 1));
    VB_TRY(const auto application,
           request.number("application_id", INT32_MAX,
                          static_cast<std::uint64_t>(store::kReplicaApplicationId)));
    const StorePlace place{path,
                           {storeId.bytes(), static_cast<std::uint32_t>(generation)},
                           std::move(*dataKey),
                           static_cast<std::int32_t>(application)};
    VB_TRY(auto store, SealedDatabase::open(place));
    return runIn(store, script);
}

} // namespace

Reply sql(SqlStores& stores, const Fields& request) {
    VB_TRY(const std::string script, request.text("script"));
    if (request.has("path"))
        return runInFile(request, script);
    if (!request.has("store")) {
        VB_TRY(auto* store, stores.fresh());
        return runIn(*store, script);
    }
    VB_TRY(const std::string name, request.text("store"));
    VB_TRY(const bool reopen, request.truth("reopen", false));
    VB_TRY(auto* store, stores.named(name, reopen));
    return runIn(*store, script);
}

} // namespace vb::conformance
