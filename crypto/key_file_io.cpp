// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/key_file_io.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vb::crypto {
namespace {

class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
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

FileError lastError() {
    const int error = errno;
    if (error == ENOENT)
        return {FileFailure::NotFound, error};
    // ELOOP is what open() answers to O_NOFOLLOW on a link.
    if (error == ELOOP || error == EISDIR)
        return {FileFailure::NotRegular, error};
    return {FileFailure::Failed, error};
}

struct OpenFile {
    Descriptor descriptor;
    std::size_t size = 0;
};

/// O_NONBLOCK so that opening a pipe without a writer does not wait for ever before it is refused.
Outcome<OpenFile, FileError> openRegular(const std::string& path, int access) {
    Descriptor descriptor(::open(path.c_str(), access | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!descriptor.isOpen())
        return lastError();
    struct stat status {};
    if (::fstat(descriptor.number(), &status) != 0)
        return lastError();
    if (!S_ISREG(status.st_mode))
        return FileError{FileFailure::NotRegular, 0};
    return OpenFile{std::move(descriptor), static_cast<std::size_t>(status.st_size)};
}

/// Reads until `out` is full or the file ends; how much was read.
Outcome<std::size_t, FileError> readInto(int descriptor, MutableByteView out) {
    std::size_t done = 0;
    while (done < out.size()) {
        const auto count = ::read(descriptor, out.data() + done, out.size() - done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return lastError();
        if (count == 0)
            break;
        done += static_cast<std::size_t>(count);
    }
    return done;
}

std::optional<FileError> writeAndSync(int descriptor, ByteView bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return lastError();
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    if (::fsync(descriptor) != 0)
        return lastError();
    return std::nullopt;
}

/// A rename or removal is durable once its directory is.
std::optional<FileError> syncDirectoryOf(const std::string& path) {
    const auto slash = path.rfind('/');
    std::string directory = ".";
    if (slash != std::string::npos)
        directory = slash == 0 ? "/" : path.substr(0, slash);
    const Descriptor descriptor(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor.isOpen() || ::fsync(descriptor.number()) != 0)
        return lastError();
    return std::nullopt;
}

std::string temporaryOf(const std::string& path) {
    return path + ".new";
}

std::optional<FileError> overwriteAndRemove(const std::string& path) {
    auto file = openRegular(path, O_WRONLY);
    if (!file)
        return file.error();
    constexpr std::array<std::uint8_t, 4096> kZeros{};
    for (std::size_t left = file->size; left > 0;) {
        const std::size_t size = std::min(left, kZeros.size());
        if (const auto error =
                writeAndSync(file->descriptor.number(), ByteView(kZeros).first(size)))
            return error;
        left -= size;
    }
    if (::unlink(path.c_str()) != 0)
        return lastError();
    return syncDirectoryOf(path);
}

} // namespace

Outcome<Bytes, FileError> readWholeFile(const std::string& path, std::size_t limit) {
    const auto file = openRegular(path, O_RDONLY);
    if (!file)
        return file.error();
    if (file->size > limit)
        return FileError{FileFailure::TooLarge, 0};
    Bytes bytes(file->size);
    const auto count = readInto(file->descriptor.number(), bytes);
    if (!count)
        return count.error();
    bytes.resize(*count);
    return bytes;
}

Outcome<SecretBytes, FileError> readSecretFile(const std::string& path, std::size_t limit) {
    const auto file = openRegular(path, O_RDONLY);
    if (!file)
        return file.error();
    if (file->size > std::min(limit, kMaxSecretSize))
        return FileError{FileFailure::TooLarge, 0};
    SecretBytes bytes(file->size);
    const auto count = readInto(file->descriptor.number(), bytes.mutableBytes());
    if (!count)
        return count.error();
    return *count == bytes.size() ? std::move(bytes)
                                  : SecretBytes::copyOf(bytes.bytes().first(*count));
}

std::optional<FileError> replaceWholeFile(const std::string& path, ByteView bytes) {
    const std::string temporary = temporaryOf(path);
    if (::unlink(temporary.c_str()) != 0 && errno != ENOENT)
        return lastError();
    {
        const Descriptor descriptor(
            ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (!descriptor.isOpen())
            return lastError();
        if (const auto error = writeAndSync(descriptor.number(), bytes)) {
            ::unlink(temporary.c_str());
            return error;
        }
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0) {
        const FileError error = lastError();
        ::unlink(temporary.c_str());
        return error;
    }
    return syncDirectoryOf(path);
}

std::optional<FileError> destroyWholeFile(const std::string& path) {
    const auto leftOver = overwriteAndRemove(temporaryOf(path));
    if (leftOver && leftOver->failure != FileFailure::NotFound)
        return leftOver;
    return overwriteAndRemove(path);
}

} // namespace vb::crypto
