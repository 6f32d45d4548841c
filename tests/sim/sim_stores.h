// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/page_vfs/page_vfs.h"
#include "sync/store/outbox.h"
#include "sync/store/replica_store.h"
#include "tests/crash/disk_vfs.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace vb::test {

/// Where the files of one device lie, and the copies that were made of them: in a directory of the
/// machine that runs the test, or on a simulated disk that fails when it is told to, there under
/// the product's sealing VFS when `isSealed`. Outlives what it opened. One thread.
class SimStores {
public:
    enum class Place { Directory, Disk, SealedDisk };
    /// `number` tells the stores of one run apart.
    SimStores(std::filesystem::path directory, std::size_t number, Place place = Place::Directory);
    SimStores(SimStores&&) = default;
    ~SimStores();

    /// Where the files are; on a disk, how their names begin.
    [[nodiscard]] const std::filesystem::path& directory() const { return m_directory; }
    /// Both are to be called after each other, with nothing open; close() after both are gone.
    Result<store::ReplicaStore> openStore();
    Result<store::Outbox> openOutbox();
    /// Without the store, which stays closed.
    Result<store::Outbox> openOutboxAlone();
    void close();
    /// Whether the log ended in damage when the store was opened: commits may be lost, and with
    /// them what was given away in them.
    [[nodiscard]] bool hasTornLog() const { return m_hasTornLog; }

    /// The disk fails at a change to come, or at so many in a row. Only on a disk.
    void failAt(crash::Failure failure, std::uint64_t change, std::uint64_t seed,
                std::uint64_t lasts = 1);
    /// Whether what it was to fail at has come.
    [[nodiscard]] bool hasFailed() const { return m_disk.hasFailed(); }
    void failNever();
    [[nodiscard]] bool isDead() const { return m_disk.isDead(); }
    /// Puts what the next start finds in the place of a disk that died; otherwise does nothing.
    void pickUp();

    // Of a closed store.
    void copyTo(const std::string& name);
    void restoreFrom(const std::string& name);
    void swapWith(const std::string& name);

private:
    [[nodiscard]] std::filesystem::path at(const std::string& name) const;
    void attachBase();
    Result<std::string> attach();
    void putFreshOnDisk();

    std::filesystem::path m_directory;
    std::size_t m_number;
    Place m_place;
    crash::SimDisk m_disk;
    std::map<std::string, crash::SimDisk> m_copies;
    std::unique_ptr<crash::DiskVfs> m_base;
    std::unique_ptr<crypto::PageVfs> m_pages;
    bool m_hasTornLog = false;
};

} // namespace vb::test
