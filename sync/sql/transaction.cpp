// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/sql/transaction.h"

namespace vb::sql {

namespace {

Result<void> runCached(Database& database, std::string_view sql) {
    VB_TRY(auto statement, database.prepare(sql));
    return statement.run();
}

} // namespace

Result<Transaction> Transaction::begin(Database& database) {
    VB_CHECK(!database.inTransaction());
    VB_TRY_VOID(runCached(database, "BEGIN IMMEDIATE"));
    return Transaction(database);
}

Result<Transaction> Transaction::beginRead(Database& database) {
    VB_CHECK(!database.inTransaction());
    VB_TRY_VOID(runCached(database, "BEGIN DEFERRED"));
    return Transaction(database);
}

Transaction::~Transaction() {
    rollback();
}

Result<void> Transaction::commit() {
    VB_CHECK(m_database != nullptr);
    auto outcome = runCached(*m_database, "COMMIT");
    if (!outcome)
        rollback();
    m_database = nullptr;
    return outcome;
}

void Transaction::rollback() {
    if (m_database == nullptr)
        return;
    // SQLite ends a transaction by itself on some errors (disk full, I/O). What is left of a
    // failed ROLLBACK is undone by recovery at the next open, so its result changes nothing.
    if (m_database->inTransaction())
        (void)runCached(*m_database, "ROLLBACK");
    m_database = nullptr;
}

Result<Savepoint> Savepoint::begin(Database& database) {
    VB_CHECK(database.inTransaction());
    VB_TRY_VOID(runCached(database, "SAVEPOINT part"));
    return Savepoint(database);
}

Savepoint::~Savepoint() {
    rollback();
}

Result<void> Savepoint::release() {
    VB_CHECK(m_database != nullptr);
    auto outcome = runCached(*m_database, "RELEASE part");
    if (!outcome)
        rollback();
    m_database = nullptr;
    return outcome;
}

void Savepoint::rollback() {
    if (m_database == nullptr)
        return;
    if (m_database->inTransaction()) {
        (void)runCached(*m_database, "ROLLBACK TO part");
        (void)runCached(*m_database, "RELEASE part");
    }
    m_database = nullptr;
}

} // namespace vb::sql
