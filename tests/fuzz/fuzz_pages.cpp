// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2

// A sealed database and its log with whatever somebody did to the files: bytes changed, units
// exchanged, files cut. It opens with content that was there, or says that it does not.
#include "crypto/page_vfs/page_vfs.h"
#include "sync/base/check.h"
#include "sync/sql/database.h"
#include "tests/fuzz/fuzz_house.h"
#include "tests/support/temp_dir.h"

#include <fstream>
#include <iterator>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

using namespace vb;

constexpr std::int32_t kApplication = 0x56420002;
constexpr std::size_t kUnit = 4096;

struct Files {
    std::string database;
    std::string log;
};

std::string contentOf(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void put(const std::string& path, const std::string& content) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

std::unique_ptr<crypto::PageVfs> attach(const std::string& path) {
    const ByteArray<32> key{7};
    auto vfs = crypto::PageVfs::attach(path, {{1, 2}, 1}, *crypto::DataKey::fromBytes(key));
    VB_CHECK(vfs.has_value());
    return std::move(vfs).value();
}

Result<sql::Database> open(const crypto::PageVfs& vfs) {
    sql::OpenOptions options;
    options.applicationId = kApplication;
    options.vfs = vfs.name();
    options.autoCheckpointPages = 0;
    return sql::Database::open(vfs.path(), options);
}

/// Some pages in the file and some in the log, as a crash leaves them.
Files makeFiles() {
    const test::TempDir dir;
    const std::string path = dir.file("a.db");
    const auto vfs = attach(path);
    VB_CHECK(!vfs->create());
    auto database = open(*vfs);
    VB_CHECK(database && database->execute("CREATE TABLE t (id INTEGER PRIMARY KEY, body BLOB);"
                                           "INSERT INTO t VALUES (1, zeroblob(9000))"));
    VB_CHECK(database->checkpoint() &&
             database->execute("INSERT INTO t VALUES (2, zeroblob(5000))"));
    return {contentOf(path), contentOf(path + "-wal")};
}

void change(std::string& file, fuzz::Choices& choices) {
    const std::size_t kind = choices.below(4);
    const std::size_t unit = choices.below(16) * kUnit;
    const std::size_t at = unit + choices.below(256) * 16 + choices.below(16);
    if (kind == 0) {
        file.resize(std::min(file.size(), at));
    } else if (kind == 1 && file.size() >= 2 * kUnit) {
        const std::size_t one = unit % (file.size() - kUnit + 1);
        std::swap_ranges(file.begin() + static_cast<std::ptrdiff_t>(one),
                         file.begin() + static_cast<std::ptrdiff_t>(one + kUnit),
                         file.begin() + static_cast<std::ptrdiff_t>(one == 0 ? kUnit : 0));
    } else if (kind == 2) {
        file.append(choices.below(256) * 32, '\x5a');
    } else if (at < file.size()) {
        file[at] = static_cast<char>(file[at] ^ static_cast<char>(1 + choices.below(255)));
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const test::TempDir dir;
    static const Files sound = makeFiles();
    Files files = sound;
    fuzz::Choices choices({bytes, std::min<std::size_t>(size, 256)});
    while (!choices.isEmpty())
        change(choices.below(2) == 0 ? files.database : files.log, choices);
    const std::string path = dir.file("a.db");
    put(path, files.database);
    put(path + "-wal", files.log);
    const auto vfs = attach(path);
    const auto fault = vfs->check();
    const auto report = vfs->verify();
    auto database = open(*vfs);
    if (!database)
        return 0;
    auto count = database->prepare("SELECT count(*), sum(length(body)) FROM t");
    if (!count)
        return 0;
    const auto row = count->step();
    if (!row || !*row)
        return 0;
    // An authentic log may end early, never say something else.
    const bool isOld = count->int64(0) == 1 && count->int64(1) == 9000;
    const bool isNew = count->int64(0) == 2 && count->int64(1) == 14000;
    VB_CHECK(fault || !report.isSound() || isOld || isNew);
    return 0;
}
