// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/key_file_io.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

#include <csignal>
#include <filesystem>
#include <fstream>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace vb::crypto;
using vb::test::TempDir;
namespace fs = std::filesystem;

namespace {

std::size_t countIn(const TempDir& folder) {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()));
}

Bytes contentOf(const std::string& path) {
    const auto bytes = readWholeFile(path, 1 << 20);
    REQUIRE(bytes.has_value());
    return *bytes;
}

} // namespace

TEST_CASE("a file is written, replaced and read whole", "[crypto][key_file_io]") {
    const TempDir folder;
    const std::string path = folder.file("keys");
    CHECK(readWholeFile(path, 100).error().failure == FileFailure::NotFound);
    CHECK_FALSE(replaceWholeFile(path, Bytes{1, 2, 3}));
    CHECK(contentOf(path) == Bytes{1, 2, 3});
    CHECK_FALSE(replaceWholeFile(path, Bytes{4}));
    CHECK(contentOf(path) == Bytes{4});
    CHECK_FALSE(replaceWholeFile(path, Bytes{}));
    CHECK(contentOf(path).empty());
    CHECK(countIn(folder) == 1);

    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600);
}

TEST_CASE("secrets are read into the arena", "[crypto][key_file_io]") {
    const TempDir folder;
    const std::string path = folder.file("passphrase");
    REQUIRE_FALSE(replaceWholeFile(path, Bytes{7, 8}));
    CHECK(*readSecretFile(path, 2) == SecretBytes::copyOf(Bytes{7, 8}));
    CHECK(readSecretFile(path, 1).error().failure == FileFailure::TooLarge);
    CHECK(readWholeFile(path, 1).error().failure == FileFailure::TooLarge);
}

TEST_CASE("a left over temporary file of a crash is replaced", "[crypto][key_file_io]") {
    const TempDir folder;
    const std::string path = folder.file("keys");
    REQUIRE_FALSE(replaceWholeFile(path, Bytes{1}));
    std::ofstream(path + ".new") << "half a key fi";
    CHECK(contentOf(path) == Bytes{1});
    CHECK_FALSE(replaceWholeFile(path, Bytes{2}));
    CHECK(contentOf(path) == Bytes{2});
    CHECK(countIn(folder) == 1);
}

TEST_CASE("a write that fails leaves the old file", "[crypto][key_file_io]") {
    const TempDir folder;
    const std::string path = folder.file("keys");
    REQUIRE_FALSE(replaceWholeFile(path, Bytes{1, 1}));

    // The kernel refuses to let a file grow past this: what a full disk does, without one.
    struct rlimit before {};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const struct rlimit small { 100, before.rlim_max };
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    const auto error = replaceWholeFile(path, Bytes(5'000, 9));
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
    std::signal(SIGXFSZ, handler);

    REQUIRE(error.has_value());
    CHECK(error->failure == FileFailure::Failed);
    CHECK(error->systemError == EFBIG);
    CHECK(contentOf(path) == Bytes{1, 1});
    CHECK(countIn(folder) == 1);
    CHECK(replaceWholeFile(folder.file("missing/keys"), Bytes{1})->failure ==
          FileFailure::NotFound);
}

TEST_CASE("links, folders and pipes are not touched", "[crypto][key_file_io]") {
    const TempDir folder;
    const std::string target = folder.file("target");
    REQUIRE_FALSE(replaceWholeFile(target, Bytes{5}));
    fs::create_symlink(target, folder.file("link"));
    fs::create_directory(folder.file("folder"));
    REQUIRE(::mkfifo(folder.file("pipe").c_str(), 0600) == 0);
    for (const char* name : {"link", "folder", "pipe"}) {
        CAPTURE(std::string(name));
        CHECK(readWholeFile(folder.file(name), 100).error().failure == FileFailure::NotRegular);
        CHECK(readSecretFile(folder.file(name), 100).error().failure == FileFailure::NotRegular);
    }
    CHECK(destroyWholeFile(folder.file("link"))->failure == FileFailure::NotRegular);
    CHECK(destroyWholeFile(folder.file("folder"))->failure == FileFailure::NotRegular);
    CHECK(contentOf(target) == Bytes{5});
}

TEST_CASE("a destroyed file is overwritten before it goes", "[crypto][key_file_io]") {
    const TempDir folder;
    const std::string path = folder.file("keys");
    REQUIRE_FALSE(replaceWholeFile(path, Bytes(10'000, 3)));
    // A second name keeps the blocks reachable, so that they can be looked at afterwards.
    fs::create_hard_link(path, folder.file("witness"));
    std::ofstream(path + ".new") << "left over";
    CHECK_FALSE(destroyWholeFile(path));
    CHECK_FALSE(fs::exists(path));
    CHECK_FALSE(fs::exists(path + ".new"));
    CHECK(contentOf(folder.file("witness")) == Bytes(10'000, 0));
    CHECK(destroyWholeFile(path)->failure == FileFailure::NotFound);
}
