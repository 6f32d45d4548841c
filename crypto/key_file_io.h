// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/outcome.h"
#include "crypto/secret_bytes.h"

#include <optional>
#include <string>

namespace vb::crypto {

// Small files that hold keys, read and written whole. A file is replaced atomically: whatever
// happens in between, the old or the new bytes are there, and once a function has returned without
// failure the new ones survive a power cut. Symbolic links are not followed at the last component;
// only regular files are touched. Blocking; any thread; one writer of a path at a time.

enum class FileFailure {
    NotFound,
    TooLarge,   ///< above the caller's limit
    NotRegular, ///< a directory, link, device or pipe
    Failed,     ///< the system refused; see FileError::systemError
};
struct FileError {
    FileFailure failure{};
    int systemError = 0; ///< errno of the call that failed, 0 if none did
};

Outcome<Bytes, FileError> readWholeFile(const std::string& path, std::size_t limit);
/// Into the arena of secrets, without a copy elsewhere; `limit` at most kMaxSecretSize.
Outcome<SecretBytes, FileError> readSecretFile(const std::string& path, std::size_t limit);

/// Writes `path + ".new"` (mode 0600), syncs it, renames it over `path`, syncs the directory. A
/// left over ".new" of a crashed earlier attempt is replaced. After a failure `path` is as it was.
[[nodiscard]] std::optional<FileError> replaceWholeFile(const std::string& path, ByteView bytes);

/// Overwrites the file with zeros, syncs, removes it, and its ".new" too if one is left. On flash
/// and on copying file systems old blocks may remain; then only the passphrase protects what they
/// hold. NotFound if there was none.
[[nodiscard]] std::optional<FileError> destroyWholeFile(const std::string& path);

} // namespace vb::crypto
