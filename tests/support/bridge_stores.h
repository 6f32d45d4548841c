// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/worker_store.h"

#include <filesystem>
#include <map>
#include <string>

namespace vb::test {

/// Argon2id at its cheapest: tests open stores by the dozen. No product code can ask for this.
inline bridge::PassphraseCost cheapPassphrase() {
    const crypto::Argon2Cost cheap{1, 8192};
    return {{cheap, {4, std::uint64_t{64} * 1024 * 1024}}, cheap};
}

inline crypto::SecretBytes secretText(std::string_view text) {
    return crypto::SecretBytes::copyOf(asBytes(text));
}

/// Every file of a directory with its bytes: what "nothing was written" is measured by.
std::map<std::string, std::string> filesIn(const std::filesystem::path& directory);
/// The names of files that came, went or changed; short enough to be printed.
std::vector<std::string> changedSince(const std::map<std::string, std::string>& before,
                                      const std::filesystem::path& directory);
/// Whether `needle` is in any file below the directory; the names of those that have it.
std::vector<std::string> filesHolding(const std::filesystem::path& directory,
                                      std::string_view needle);
std::string fileContent(const std::filesystem::path& path);
void writeFile(const std::filesystem::path& path, std::string_view content);

} // namespace vb::test
