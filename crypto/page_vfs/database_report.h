// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/page_vfs/database_fault.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace vb::crypto {

/// What opening every unit of a database file and its log found.
struct DatabaseReport {
    static constexpr std::size_t kMaxListed = 64; ///< the counts go on behind the lists

    std::uint64_t pages = 0; ///< units in the database file
    std::uint64_t damagedPageCount = 0;
    std::vector<std::uint64_t> damagedPages;
    /// Pages that do not open but lie whole in the log: what a crash during a checkpoint leaves,
    /// and the next opening heals.
    std::uint64_t healablePages = 0;
    std::uint64_t missingPages = 0; ///< counted by the database and in neither file

    std::uint64_t logChunks = 0;
    std::uint64_t logFrames = 0; ///< up to the last commit
    std::uint64_t damagedChunkCount = 0;
    std::vector<std::uint64_t> damagedChunks;
    /// The log ends in a chunk that does not open: after a crash its torn tail, otherwise damage
    /// that may have cost commits.
    bool logEndsInDamage = false;

    /// The whole file is unusable for this reason; nothing else was looked at.
    std::optional<DatabaseFault> fault;

    [[nodiscard]] bool isSound() const {
        return !fault && damagedPageCount == 0 && missingPages == 0;
    }
};

} // namespace vb::crypto
