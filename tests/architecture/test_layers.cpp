// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
// The direction of dependencies (docs/architecture.md, section "Folders"), held by the includes.
#include "tests/architecture/source_tree.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <array>
#include <set>

using vb::test::SourceFile;
using vb::test::sourcesBelow;

namespace {

/// A folder, what of our own it may include, and which third-party headers. Longest match wins.
struct Layer {
    std::string folder;
    std::vector<std::string> own;
    std::vector<std::string> thirdParty;
};

const std::vector<Layer>& layers() {
    static const std::vector<Layer> kLayers{
        {"crypto", {"crypto"}, {"sodium", "fcntl", "sys", "unistd"}},
        {"crypto/page_vfs", {"crypto"}, {"sodium", "sqlite3", "fcntl", "sys", "unistd"}},
        {"sync/base", {"sync/base"}, {}},
        {"sync/model", {"sync/model", "sync/base"}, {}},
        {"sync/membership",
         {"sync/membership", "sync/model", "sync/base", "sync/protocol", "crypto"},
         {"google/protobuf"}},
        {"sync/protocol", {"sync/protocol", "sync/base"}, {"google/protobuf"}},
        {"sync/envelope",
         {"sync/envelope", "sync/membership", "sync/model", "sync/base", "sync/protocol", "crypto"},
         {"google/protobuf", "zstd"}},
        {"sync/issuance",
         {"sync/issuance", "sync/envelope", "sync/membership", "sync/model", "sync/base",
          "sync/protocol", "crypto"},
         {"google/protobuf"}},
        {"sync/transparency",
         {"sync/transparency", "sync/base", "sync/protocol", "crypto"},
         {"google/protobuf"}},
        {"sync/sql", {"sync/sql", "sync/base"}, {"sqlite3"}},
        {"sync/store",
         {"sync/store", "sync/sql", "sync/model", "sync/membership", "sync/base"},
         {}},
        {"sync/engine",
         {"sync/engine", "sync/store", "sync/sql", "sync/envelope", "sync/issuance",
          "sync/membership", "sync/model", "sync/base", "sync/protocol", "sync/transparency",
          "crypto"},
         {"google/protobuf"}},
        {"sync/server",
         {"sync/server", "sync/membership", "sync/model", "sync/base", "sync/protocol",
          "sync/transparency", "sync/sql", "crypto"},
         {"google/protobuf", "spdlog", "libpq"}},
        {"sync/server/daemon",
         {"sync/server", "sync/membership", "sync/model", "sync/base", "sync/protocol",
          "sync/transparency", "sync/sql", "crypto"},
         {"google/protobuf", "spdlog", "fmt", "boost", "openssl", "CLI", "sys", "unistd", "fcntl"}},
        {"client/casework", {"client/casework", "sync/model", "sync/base"}, {"nlohmann", "boost"}},
        {"client/bridge", {"client/bridge", "client/casework", "sync", "crypto"}, {"nlohmann"}},
        {"client/viewmodels",
         {"client/viewmodels", "client/platform", "client/bridge", "sync/base", "crypto"},
         {"Q"}},
        {"client/platform",
         {"client/platform", "client/casework", "client/bridge", "sync/base", "crypto"},
         {"Q"}},
        {"client/net", {"client/net", "sync/protocol", "sync/base"}, {"Q"}},
    };
    return kLayers;
}

const Layer* layerOf(const std::string& path) {
    const Layer* best = nullptr;
    for (const Layer& layer : layers()) {
        const bool inside = path.rfind(layer.folder + "/", 0) == 0;
        if (inside && (!best || layer.folder.size() > best->folder.size()))
            best = &layer;
    }
    return best;
}

bool isOwn(const std::string& include) {
    static const std::array<std::string, 5> kRoots{"crypto/", "sync/", "client/", "qml/", "tests/"};
    return std::any_of(kRoots.begin(), kRoots.end(),
                       [&](const auto& root) { return include.rfind(root, 0) == 0; });
}

bool startsWithOneOf(const std::string& include, const std::vector<std::string>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](const auto& prefix) { return include.rfind(prefix, 0) == 0; });
}

/// A standard header has neither a folder nor an extension.
bool isStandard(const std::string& include) {
    return include.find('/') == std::string::npos && include.find('.') == std::string::npos &&
           include[0] != 'Q';
}

bool isGenerated(const std::string& include) {
    return include.size() > 6 && include.rfind("_sql.h") == include.size() - 6;
}

} // namespace

TEST_CASE("every folder includes only what it may link", "[architecture]") {
    const auto files = sourcesBelow({"crypto", "sync", "client"});
    REQUIRE(files.size() > 20);
    std::size_t checked = 0;
    for (const SourceFile& file : files) {
        const Layer* layer = layerOf(file.path);
        if (!layer)
            continue; // composition roots may include everything
        for (const std::string& include : file.includes) {
            CAPTURE(file.path, include);
            ++checked;
            if (isOwn(include))
                CHECK((startsWithOneOf(include, layer->own) || isGenerated(include)));
            else
                CHECK((isStandard(include) || startsWithOneOf(include, layer->thirdParty)));
        }
    }
    REQUIRE(checked > 100);
}

TEST_CASE("the hub and the log reach no header that opens or seals", "[architecture][I-4]") {
    static const std::set<std::string> kSecretHeaders{
        "crypto/aead.h",     "crypto/sealed_box.h",    "crypto/stream.h",
        "crypto/key_file.h", "crypto/password_hash.h", "crypto/key_derivation.h"};
    for (const SourceFile& file :
         sourcesBelow({"sync/server", "sync/membership", "sync/transparency", "sync/protocol",
                       "sync/sql", "sync/store", "sync/model"}))
        for (const std::string& include : file.includes) {
            CAPTURE(file.path, include);
            CHECK(kSecretHeaders.count(include) == 0);
            CHECK(include.rfind("sync/envelope", 0) != 0);
            CHECK(include.rfind("sync/issuance", 0) != 0);
        }
}

TEST_CASE("nothing is verified or opened without its purpose", "[architecture]") {
    for (const SourceFile& file : sourcesBelow({"sync", "client"}))
        for (const std::string& include : file.includes) {
            CAPTURE(file.path);
            CHECK(include != "crypto/primitives.h");
        }
}

TEST_CASE("crypto and sync take time and chance from outside only", "[architecture][I-11]") {
    static const std::array<std::string, 7> kBanned{"system_clock", "steady_clock", "random_device",
                                                    "getenv",       "setlocale",    "std::rand",
                                                    "gettimeofday"};
    for (const SourceFile& file : sourcesBelow({"crypto", "sync"})) {
        if (file.path.rfind("sync/server/daemon/", 0) == 0)
            continue; // a composition root: it supplies the clock
        for (const std::string& line : file.lines)
            for (const std::string& banned : kBanned) {
                if (line.find(banned) == std::string::npos)
                    continue;
                CAPTURE(file.path, line);
                CHECK(line.find("//") < line.find(banned));
            }
    }
}

TEST_CASE("product code names no test code and no seeded randomness", "[architecture][I-11]") {
    for (const SourceFile& file : sourcesBelow({"crypto", "sync", "client"})) {
        for (const std::string& include : file.includes) {
            CAPTURE(file.path, include);
            CHECK(include.rfind("tests/", 0) != 0);
        }
        for (const std::string& line : file.lines) {
            if (line.find("randombytes_set_implementation") != std::string::npos)
                FAIL_CHECK(file.path << " installs a randomness of its own");
        }
    }
}

TEST_CASE("every source file carries its licence", "[architecture]") {
    for (const SourceFile& file : sourcesBelow({"crypto", "sync", "client", "tests"})) {
        CAPTURE(file.path);
        REQUIRE(file.lines.size() > 2);
        CHECK(file.lines[0].find("SPDX-FileCopyrightText") != std::string::npos);
        CHECK(file.lines[1].find("SPDX-License-Identifier: EUPL-1.2") != std::string::npos);
    }
}
