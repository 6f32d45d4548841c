// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/architecture/source_tree.h"

#include <algorithm>
#include <fstream>
#include <optional>

namespace vb::test {
namespace {

std::optional<std::string> includeOf(const std::string& line) {
    static const std::string kInclude = "#include ";
    if (line.rfind(kInclude, 0) != 0 || line.size() < kInclude.size() + 2)
        return std::nullopt;
    const char open = line[kInclude.size()];
    if (open != '"' && open != '<')
        return std::nullopt;
    const auto end = line.find(open == '"' ? '"' : '>', kInclude.size() + 1);
    if (end == std::string::npos)
        return std::nullopt;
    return line.substr(kInclude.size() + 1, end - kInclude.size() - 1);
}

SourceFile read(const std::filesystem::path& path) {
    SourceFile file;
    file.path = std::filesystem::relative(path, projectRoot()).generic_string();
    std::ifstream in(path);
    std::string line;
    while (std::getline(in, line)) {
        if (auto include = includeOf(line))
            file.includes.push_back(std::move(*include));
        file.lines.push_back(line);
    }
    return file;
}

} // namespace

std::filesystem::path projectRoot() {
    return VB_SOURCE_DIR;
}

std::vector<SourceFile> sourcesBelow(const std::vector<std::string>& folders) {
    std::vector<SourceFile> files;
    for (const std::string& folder : folders) {
        const auto root = projectRoot() / folder;
        if (!std::filesystem::exists(root))
            continue;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
            const auto extension = entry.path().extension();
            if (entry.is_regular_file() && (extension == ".h" || extension == ".cpp"))
                files.push_back(read(entry.path()));
        }
    }
    std::sort(files.begin(), files.end(),
              [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
    return files;
}

} // namespace vb::test
