// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/sql/database.h"

#include <utility>

namespace vb::sql {

/// A transaction: everything between begin and commit happens or nothing does. Rolls back when it
/// goes without a commit. Not nested (Savepoint is). Lives shorter than its Database.
class Transaction {
public:
    /// BEGIN IMMEDIATE: takes the write lock now, so that Busy comes before any work is done.
    static Result<Transaction> begin(Database& database);
    /// One unchanging view over several reads; must not write.
    static Result<Transaction> beginRead(Database& database);

    Transaction(Transaction&& other) noexcept
        : m_database(std::exchange(other.m_database, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    /// When this returns without an error, the work is as durable as the Database's Synchronous
    /// says. After an error nothing of it is there.
    Result<void> commit();
    void rollback();

private:
    explicit Transaction(Database& database) : m_database(&database) {}

    Database* m_database; ///< null once ended
};

/// A part of a transaction that can be undone alone: one bad item of a batch does not take the
/// others with it. Undone when it goes without release. Ends in the reverse order of beginning.
class Savepoint {
public:
    static Result<Savepoint> begin(Database& database);

    Savepoint(Savepoint&& other) noexcept : m_database(std::exchange(other.m_database, nullptr)) {}
    Savepoint& operator=(Savepoint&&) = delete;
    ~Savepoint();

    Result<void> release();
    void rollback();

private:
    explicit Savepoint(Database& database) : m_database(&database) {}

    Database* m_database;
};

} // namespace vb::sql
