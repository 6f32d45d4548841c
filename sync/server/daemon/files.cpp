// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "sync/server/daemon/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

namespace vb::server {
namespace {

class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (m_number >= 0)
            ::close(m_number);
    }
    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] bool isOpen() const { return m_number >= 0; }

private:
    int m_number;
};

Unexpected failed(const char* doing, const std::string& path) {
    const Code code = errno == ENOENT ? Code::NotFound : Code::Io;
    return fail(code, std::string(doing) + " " + std::filesystem::path(path).filename().string() +
                          ": " + std::generic_category().message(errno));
}

} // namespace

Result<void> checkSecretFile(const std::string& path) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0)
        return failed("reading", path);
    if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return fail(Code::Refused, "others may read a secret file: chmod 600 " +
                                       std::filesystem::path(path).filename().string());
    return {};
}

Result<std::string> readFile(const std::string& path, std::size_t most) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.isOpen())
        return failed("reading", path);
    std::string content;
    char block[4'096];
    while (true) {
        const ssize_t count = ::read(file.number(), block, sizeof block);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failed("reading", path);
        if (count == 0)
            return content;
        content.append(block, static_cast<std::size_t>(count));
        if (content.size() > most)
            return fail(Code::TooLarge, std::filesystem::path(path).filename().string());
    }
}

Result<void> writeNewFile(const std::string& path, ByteView content) {
    if (::access(path.c_str(), F_OK) == 0)
        return fail(Code::AlreadyExists, std::filesystem::path(path).filename().string());
    const std::string unfinished = path + ".unfinished";
    {
        const Descriptor file(::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
                                     S_IRUSR | S_IWUSR));
        if (!file.isOpen())
            return failed("writing", path);
        while (!content.empty()) {
            const ssize_t count = ::write(file.number(), content.data(), content.size());
            if (count < 0 && errno == EINTR)
                continue;
            if (count < 0)
                return failed("writing", path);
            content = content.subspan(static_cast<std::size_t>(count));
        }
        if (::fsync(file.number()) != 0)
            return failed("syncing", path);
    }
    if (std::rename(unfinished.c_str(), path.c_str()) != 0)
        return failed("renaming", path);
    const std::string folder = std::filesystem::path(path).parent_path().string();
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory.isOpen() || ::fsync(directory.number()) != 0)
        return failed("syncing", folder);
    return {};
}

} // namespace vb::server
