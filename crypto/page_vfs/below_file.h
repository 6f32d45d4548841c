// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/page_vfs/unit_sealer.h"

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace vb::crypto {

/// A file of the VFS below, opened to read its units as they lie on disk. Through that VFS and not
/// with open(): closing a file in any other way drops the locks that SQLite holds on it.
class BelowFile {
public:
    /// `kind` is SQLITE_OPEN_MAIN_DB or SQLITE_OPEN_WAL.
    BelowFile(sqlite3_vfs* base, const std::string& path, int kind);
    BelowFile(const BelowFile&) = delete;
    BelowFile& operator=(const BelowFile&) = delete;
    ~BelowFile();

    [[nodiscard]] bool isOpen() const { return m_file != nullptr; }
    [[nodiscard]] sqlite3_file* handle() const { return m_file; }
    [[nodiscard]] std::uint64_t size() const;
    /// False when the system cannot read it; a unit past the end is all zero.
    [[nodiscard]] bool readUnit(std::uint64_t index, SealedUnit& out) const;

private:
    std::vector<std::max_align_t> m_memory;
    const char* m_name = nullptr; ///< as the VFS wants it, with its terminators; freed with us
    sqlite3_file* m_file = nullptr;
};

} // namespace vb::crypto
