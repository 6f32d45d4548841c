// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/ledger.h"

#include "sync/sql/transaction.h"
#include "tests/support/seeded_random.h"

#include <algorithm>
#include <cstring>

namespace vb::crash {

namespace {

// A block that follows from the number, repeated: quick to make where nothing is optimised.
Bytes bodyOf(std::int64_t number, std::int64_t size) {
    ByteArray<64> block{};
    test::SeededRandom(static_cast<std::uint64_t>(number)).fill(block);
    Bytes body(static_cast<std::size_t>(size));
    for (std::size_t at = 0; at < body.size(); at += block.size())
        std::memcpy(body.data() + at, block.data(), std::min(block.size(), body.size() - at));
    return body;
}

std::string textOf(std::int64_t number) {
    return "woord" + std::to_string(number) + " gedeeld";
}

std::string describe(const Error& error) {
    return std::string(codeName(error.code)) + ", " + error.context;
}

Result<void> insertRow(sql::Database& database, std::int64_t number, std::int64_t size) {
    VB_TRY(auto entry, database.prepare("INSERT INTO entry (id, body) VALUES (:id, :body)"));
    VB_TRY_VOID(entry.bind(":id", number).bind(":body", bodyOf(number, size)).run());
    VB_TRY(auto tally, database.prepare("INSERT INTO tally (id, size) VALUES (:id, :size)"));
    VB_TRY_VOID(tally.bind(":id", number).bind(":size", size).run());
    VB_TRY(auto words, database.prepare("INSERT INTO words (rowid, body) VALUES (:id, :body)"));
    return words.bind(":id", number).bind(":body", textOf(number)).run();
}

Result<std::set<std::int64_t>> readRows(sql::Database& database) {
    std::set<std::int64_t> found;
    VB_TRY(auto select,
           database.prepare("SELECT coalesce(entry.id, tally.id), entry.body, tally.size"
                            " FROM entry FULL JOIN tally ON tally.id = entry.id"));
    VB_TRY_VOID(select.each([&](sql::Statement& row) -> Result<void> {
        const std::int64_t number = row.int64(0);
        if (row.isNull(1) || row.isNull(2))
            return fail(Code::Corrupt, "half of row " + std::to_string(number));
        if (toBytes(row.blob(1)) != bodyOf(number, row.int64(2)))
            return fail(Code::Corrupt, "changed content of row " + std::to_string(number));
        found.insert(number);
        return {};
    }));
    return found;
}

Result<void> checkWords(sql::Database& database, const std::set<std::int64_t>& rows) {
    VB_TRY_VOID(database.execute("INSERT INTO words (words) VALUES ('integrity-check')"));
    std::set<std::int64_t> found;
    VB_TRY(auto match, database.prepare("SELECT rowid FROM words WHERE words MATCH 'gedeeld'"));
    VB_TRY_VOID(match.each([&](sql::Statement& row) { found.insert(row.int64(0)); }));
    return found == rows ? Result<void>() : Result<void>(fail(Code::Corrupt, "full text differs"));
}

Result<void> checkAll(sql::Database& database, const Ledger& ledger) {
    VB_TRY_VOID(database.checkIntegrity());
    VB_TRY(const auto rows, readRows(database));
    VB_TRY_VOID(checkWords(database, rows));
    for (const std::int64_t number : ledger.acknowledged) {
        if (!rows.contains(number) && !ledger.undecided.contains(number))
            return fail(Code::NotFound, "acknowledged row lost: " + std::to_string(number));
    }
    std::size_t left = 0;
    std::size_t removable = 0;
    for (const std::int64_t number : ledger.undecided) {
        if (!ledger.acknowledged.contains(number))
            continue;
        ++removable;
        left += rows.contains(number) ? 1U : 0U;
    }
    if (left != 0 && left != removable)
        return fail(Code::Corrupt, "half of a removal");
    for (const std::int64_t number : rows) {
        if (!ledger.attempted.contains(number))
            return fail(Code::Corrupt, "a row never written: " + std::to_string(number));
        if (ledger.removed.contains(number))
            return fail(Code::Corrupt, "a removed row is back: " + std::to_string(number));
    }
    return {};
}

} // namespace

Result<void> createTables(sql::Database& database) {
    return database.execute(
        "CREATE TABLE entry (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;"
        "CREATE TABLE tally (id INTEGER PRIMARY KEY, size INTEGER NOT NULL) STRICT;"
        "CREATE INDEX tally_size ON tally (size);"
        "CREATE VIRTUAL TABLE words USING fts5(body)");
}

Result<void> writeRow(sql::Database& database, Ledger& ledger, std::int64_t number,
                      std::int64_t size, bool acknowledge) {
    ledger.attempted.insert(number);
    VB_TRY(auto transaction, sql::Transaction::begin(database));
    VB_TRY_VOID(insertRow(database, number, size));
    VB_TRY_VOID(transaction.commit());
    if (acknowledge)
        ledger.acknowledged.insert(number);
    return {};
}

Result<void> removeRows(sql::Database& database, Ledger& ledger,
                        const std::set<std::int64_t>& numbers) {
    ledger.undecided.insert(numbers.begin(), numbers.end());
    VB_TRY(auto transaction, sql::Transaction::begin(database));
    for (const char* sql : {"DELETE FROM entry WHERE id = :id", "DELETE FROM tally WHERE id = :id",
                            "DELETE FROM words WHERE rowid = :id"}) {
        VB_TRY(auto remove, database.prepare(sql));
        for (const std::int64_t number : numbers)
            VB_TRY_VOID(remove.bind(":id", number).run());
    }
    VB_TRY_VOID(transaction.commit());
    ledger.removed.insert(numbers.begin(), numbers.end());
    return {};
}

std::optional<std::string> checkRows(sql::Database& database, const Ledger& ledger) {
    const auto checked = checkAll(database, ledger);
    return checked ? std::nullopt : std::optional(describe(checked.error()));
}

} // namespace vb::crash
