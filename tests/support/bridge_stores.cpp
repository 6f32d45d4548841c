// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/bridge_stores.h"

#include <fstream>
#include <iterator>

namespace vb::test {

namespace fs = std::filesystem;

std::string fileContent(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void writeFile(const fs::path& path, std::string_view content) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    VB_CHECK(out.good());
}

std::map<std::string, std::string> filesIn(const fs::path& directory) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(directory)) {
        if (entry.is_regular_file())
            files[fs::relative(entry.path(), directory).string()] = fileContent(entry.path());
    }
    return files;
}

std::vector<std::string> changedSince(const std::map<std::string, std::string>& before,
                                      const std::filesystem::path& directory) {
    const auto after = filesIn(directory);
    std::vector<std::string> changed;
    for (const auto& [name, bytes] : after) {
        const auto found = before.find(name);
        if (found == before.end() || found->second != bytes)
            changed.push_back(name + ": " + std::to_string(bytes.size()) + " bytes");
    }
    for (const auto& [name, bytes] : before) {
        if (after.count(name) == 0)
            changed.push_back(name + ": gone");
    }
    return changed;
}

std::vector<std::string> filesHolding(const fs::path& directory, std::string_view needle) {
    std::vector<std::string> holding;
    for (const auto& [name, content] : filesIn(directory)) {
        if (content.find(needle) != std::string::npos)
            holding.push_back(name);
    }
    return holding;
}

} // namespace vb::test
