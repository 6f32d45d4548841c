// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/page_vfs/store_files.h"

#include "crypto/key_file_io.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vb::crypto {

namespace {

DatabaseFault faultOfErrno(int error) {
    switch (error) {
    case ENOENT:
        return DatabaseFault::NotFound;
    case ENOSPC:
    case EDQUOT:
        return DatabaseFault::NoSpace;
    default:
        return DatabaseFault::Failed;
    }
}

DatabaseFault faultOfFile(const FileError& error) {
    return error.failure == FileFailure::NotFound ? DatabaseFault::NotFound
                                                  : faultOfErrno(error.systemError);
}

// Zeros over a file that no name leads to any more. It is the best that can be done: journaling
// and flash may keep the old blocks, and nothing depends on this alone.
void overwrite(int descriptor) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0)
        return;
    constexpr std::array<std::uint8_t, 4096> kZeros{};
    for (off_t at = 0; at < status.st_size; at += static_cast<off_t>(kZeros.size())) {
        if (::pwrite(descriptor, kZeros.data(), kZeros.size(), at) < 0)
            return;
    }
    ::fsync(descriptor);
}

} // namespace

std::string DirectoryFiles::pathOf(const std::string& name) const {
    return m_directory + "/" + name;
}

Outcome<std::vector<std::string>, DatabaseFault> DirectoryFiles::list() {
    std::error_code error;
    std::vector<std::string> names;
    std::filesystem::directory_iterator entry(m_directory, error);
    while (!error && entry != std::filesystem::directory_iterator()) {
        names.push_back(entry->path().filename().string());
        entry.increment(error);
    }
    if (error)
        return faultOfErrno(error.value());
    std::sort(names.begin(), names.end());
    return names;
}

Outcome<Bytes, DatabaseFault> DirectoryFiles::read(const std::string& name, std::size_t limit) {
    auto bytes = readWholeFile(pathOf(name), limit);
    if (!bytes)
        return faultOfFile(bytes.error());
    return std::move(bytes).value();
}

std::optional<DatabaseFault> DirectoryFiles::replace(const std::string& name, ByteView content) {
    const int old = ::open(pathOf(name).c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    const auto error = replaceWholeFile(pathOf(name), content);
    if (old >= 0) {
        if (!error)
            overwrite(old);
        ::close(old);
    }
    return error ? std::optional(faultOfFile(*error)) : std::nullopt;
}

std::optional<DatabaseFault> DirectoryFiles::rename(const std::string& from,
                                                    const std::string& to) {
    if (std::rename(pathOf(from).c_str(), pathOf(to).c_str()) != 0)
        return faultOfErrno(errno);
    return std::nullopt;
}

std::optional<DatabaseFault> DirectoryFiles::remove(const std::string& name) {
    if (::unlink(pathOf(name).c_str()) != 0 && errno != ENOENT)
        return faultOfErrno(errno);
    return std::nullopt;
}

std::optional<DatabaseFault> DirectoryFiles::syncDirectory() {
    const int descriptor = ::open(m_directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return faultOfErrno(errno);
    const int result = ::fsync(descriptor);
    const int error = errno;
    ::close(descriptor);
    return result == 0 ? std::nullopt : std::optional(faultOfErrno(error));
}

} // namespace vb::crypto
