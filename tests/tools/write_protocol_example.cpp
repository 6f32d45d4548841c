// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// Writes the example of docs/protocol.md anew, after a format changed on purpose:
//   write_protocol_example docs/protocol.md tests/vectors/envelope_1.json
#include "sync/base/check.h"
#include "tests/support/protocol_example.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

namespace {

std::string readFile(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    VB_CHECK(in.good());
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void writeFile(const std::string& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    VB_CHECK(out.good());
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: write_protocol_example DOCUMENT VECTOR\n";
        return EXIT_FAILURE;
    }
    const auto example = vb::test::makeProtocolExample();
    writeFile(argv[2], vb::test::writeVector(example));
    writeFile(argv[1], vb::test::replaceBlocks(readFile(argv[1]), vb::test::listBlocks(example)));
    return EXIT_SUCCESS;
}
