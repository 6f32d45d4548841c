// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/server/memory_store.h"
#include "sync/sql/database.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace vb::crash {

/// What else there is outside the disk, of a worker's program: the hub, and what was said to be
/// saved.
struct CaseLedger {
    server::MemoryHubStore hub;
    std::map<RecordId, ChangesetId> saved;
    /// What acknowledged saves name.
    std::map<AttachmentId, Bytes> attached = {};
    std::set<RecordId> refused; ///< what the program was told was not saved
};

/// What a program tried and what it was told: the transactions that it began, and those whose
/// commit returned without an error. Written outside the disk, so that no crash reaches it.
struct Ledger {
    std::set<std::int64_t> attempted;
    std::set<std::int64_t> acknowledged;
    std::set<std::int64_t> removed;   ///< acknowledged deletions
    std::set<std::int64_t> undecided; ///< deletions that were tried
    std::uint32_t generation = 0;     ///< of the data key after an acknowledged erasure
    std::uint64_t lives = 0;          ///< recoveries begun: no two draw the same ids
    std::optional<CaseLedger> cases;
    /// What the program itself had to complain of while it ran; the first.
    std::optional<std::string> wrong;
};

// The two tables that every scenario writes: a row with number k stands in both or in neither, and
// its body follows from k and its size.
Result<void> createTables(sql::Database& database);
/// One transaction; acknowledged in the ledger when it committed (`acknowledge` false: not yet).
Result<void> writeRow(sql::Database& database, Ledger& ledger, std::int64_t number,
                      std::int64_t size, bool acknowledge = true);
/// One transaction that removes these rows.
Result<void> removeRows(sql::Database& database, Ledger& ledger,
                        const std::set<std::int64_t>& numbers);
/// What is wrong, if anything: integrity, full text, rows lost, half there, or never written.
std::optional<std::string> checkRows(sql::Database& database, const Ledger& ledger);

} // namespace vb::crash
