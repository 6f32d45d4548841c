// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tests/crash/sim_disk.h"

#include <sqlite3.h>

#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace vb::crash {

/// An SQLite VFS whose files lie on a SimDisk: what the sealing VFS gets below it in place of the
/// system's. Behaves as unix-excl does in one process: locks between its own handles, the log's
/// index in memory, the directory synced with the first sync of a log that may be new.
/// Outlives its connections; `disk` outlives it. One thread.
class DiskVfs {
public:
    DiskVfs(SimDisk& disk, std::string name);
    DiskVfs(const DiskVfs&) = delete;
    DiskVfs& operator=(const DiskVfs&) = delete;
    ~DiskVfs();

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] SimDisk& disk() const { return m_disk; }

private:
    friend struct DiskVfsCalls;
    struct OpenFile;
    /// What all handles on one database share: lock levels and the log's index.
    struct Shared {
        std::vector<OpenFile*> handles;
        std::vector<std::unique_ptr<std::vector<char>>> regions;
        std::array<int, SQLITE_SHM_NLOCK> sharedLocks{};
        std::array<OpenFile*, SQLITE_SHM_NLOCK> exclusiveLocks{};
        int mapped = 0;
    };

    SimDisk& m_disk;
    std::string m_name;
    sqlite3_vfs m_vfs{};
    std::map<std::string, Shared> m_shared;
};

} // namespace vb::crash
