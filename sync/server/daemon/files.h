// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/bytes.h"

#include <string>

namespace vb::server {

/// The whole file. NotFound when there is none, TooLarge beyond `most`.
Result<std::string> readFile(const std::string& path, std::size_t most);

/// Refused when others than the owner may read it; NotFound when there is none.
Result<void> checkSecretFile(const std::string& path);

/// Writes a file that was not there, readable by its owner alone: under another name, synced, then
/// renamed, so that it is whole or not there. AlreadyExists when it is there. The content of a
/// secret file is the caller's to wipe.
Result<void> writeNewFile(const std::string& path, ByteView content);

} // namespace vb::server
