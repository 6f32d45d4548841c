// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

namespace vb::crypto {

/// Why a sealed database, or the store around it, cannot be used. Whatever the fault, the files are
/// left as they were found.
enum class DatabaseFault {
    NotFound,      ///< there is no such file
    AlreadyExists, ///< there is one where a new one should be made
    Busy,          ///< another process has it, or a connection is still open
    OtherKey,      ///< nothing in it opens: another store's file, or another key
    Damaged,       ///< the key fits, but a unit is not what was sealed there
    Truncated,     ///< shorter than its own count of pages
    NoSpace,       ///< the disk is full
    Failed,        ///< the operating system or SQLite refused
};

/// For logs; never a sentence for the user.
[[nodiscard]] constexpr std::string_view describe(DatabaseFault fault) {
    switch (fault) {
    case DatabaseFault::NotFound:
        return "not found";
    case DatabaseFault::AlreadyExists:
        return "already exists";
    case DatabaseFault::Busy:
        return "in use";
    case DatabaseFault::OtherKey:
        return "of another store or under another key";
    case DatabaseFault::Damaged:
        return "damaged";
    case DatabaseFault::Truncated:
        return "cut short";
    case DatabaseFault::NoSpace:
        return "no space left";
    case DatabaseFault::Failed:
        return "refused by the system";
    }
    return "unknown";
}

} // namespace vb::crypto
