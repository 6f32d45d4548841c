// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/page_vfs/log_stream.h"
#include "crypto/page_vfs/unit_sealer.h"

#include <sqlite3.h>

#include <atomic>
#include <cstdint>
#include <string>

namespace vb::crypto {

/// What a PageVfs and the callbacks that SQLite calls share; inside page_vfs only. Its address is
/// in the registered sqlite3_vfs, so it never moves.
struct VfsState {
    VfsState(const DatabaseId& database, const DataKey& dataKey)
        : sealer(database, dataKey), log(sealer) {}
    VfsState(const VfsState&) = delete;
    VfsState& operator=(const VfsState&) = delete;
    ~VfsState() = default;

    sqlite3_vfs vfs{}; ///< what SQLite knows
    sqlite3_vfs* base = nullptr;
    std::string name;
    std::string path;
    std::string logPath;
    UnitSealer sealer;
    LogStream log;
    /// While PageVfs itself makes the file: it may be created, empty and in another journal mode.
    bool isCreating = false;
    std::atomic<int> openFiles = 0;
    std::atomic<std::uint64_t> damagedPage = 0; ///< 0: none
};

/// Fills in state.vfs from name, base and the callbacks.
void installMethods(VfsState& state);

/// The start of page 1 of every database of ours: page size 4096, WAL, 40 reserved bytes, payload
/// fractions as SQLite's format fixes them; the rest is zero.
ByteArray<100> constantHeader();

} // namespace vb::crypto
