// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/page_vfs/store_lock.h"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace vb::crypto {

Outcome<StoreLock, DatabaseFault> StoreLock::acquire(const std::string& path) {
    const int descriptor =
        ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    if (descriptor < 0)
        return errno == ENOENT ? DatabaseFault::NotFound : DatabaseFault::Failed;
    StoreLock lock(descriptor);
    while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EINTR)
            return errno == EWOULDBLOCK ? DatabaseFault::Busy : DatabaseFault::Failed;
    }
    return lock;
}

StoreLock::StoreLock(StoreLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

StoreLock& StoreLock::operator=(StoreLock&& other) noexcept {
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

StoreLock::~StoreLock() {
    // Closing the file gives the lock back.
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace vb::crypto
