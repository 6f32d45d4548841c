// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/outcome.h"
#include "crypto/page_vfs/database_fault.h"

#include <string>

namespace vb::crypto {

/// One process's hold on one store, by a lock (flock) on a file of its own. SQLite's locks are not
/// enough: they are the process's, and go when any part of it opens and closes the database file by
/// other means. This one belongs to the open file, also against a second opening in one process,
/// and the system drops it when the process ends, however it ends. Move-only.
class StoreLock {
public:
    /// Makes the file if need be, which stays for ever after. Busy: somebody else holds it.
    static Outcome<StoreLock, DatabaseFault> acquire(const std::string& path);

    StoreLock(StoreLock&& other) noexcept;
    StoreLock& operator=(StoreLock&& other) noexcept;
    StoreLock(const StoreLock&) = delete;
    StoreLock& operator=(const StoreLock&) = delete;
    ~StoreLock();

private:
    explicit StoreLock(int descriptor) : m_descriptor(descriptor) {}

    int m_descriptor;
};

} // namespace vb::crypto
