// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace vb::test {

/// One hand-written source file of the product.
struct SourceFile {
    std::string path;                  ///< from the project's root, with forward slashes
    std::vector<std::string> includes; ///< as written between quotes or angle brackets
    std::vector<std::string> lines;
};

/// Every .h and .cpp below the given folders of the project, sorted by path.
std::vector<SourceFile> sourcesBelow(const std::vector<std::string>& folders);
std::filesystem::path projectRoot();

} // namespace vb::test
