// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/page_vfs/page_vfs.h"
#include "sync/sql/database.h"
#include "tests/support/must.h"
#include "tests/support/temp_dir.h"

#include <cstdint>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

namespace vb::test {

inline constexpr std::int32_t kTestApplication = 0x56420001;

inline crypto::DataKey dataKeyOf(std::uint8_t seed) {
    const ByteArray<32> bytes{seed, 1, 2, 3};
    return *crypto::DataKey::fromBytes(bytes);
}

inline crypto::DatabaseId databaseIdOf(std::uint8_t seed, std::uint32_t generation = 1) {
    return {{seed, 0x55}, generation};
}

inline std::unique_ptr<crypto::PageVfs> attachVfs(const std::string& path, std::uint8_t seed = 1,
                                                  const std::string& baseVfs = crypto::kBaseVfs) {
    auto attached = crypto::PageVfs::attach(path, databaseIdOf(seed), dataKeyOf(seed), baseVfs);
    if (!attached)
        FAIL("attaching: " << crypto::describe(attached.error()));
    return std::move(attached).value();
}

inline std::unique_ptr<crypto::PageVfs> createVfs(const std::string& path, std::uint8_t seed = 1,
                                                  const std::string& baseVfs = crypto::kBaseVfs) {
    auto vfs = attachVfs(path, seed, baseVfs);
    if (const auto fault = vfs->create())
        FAIL("creating: " << crypto::describe(*fault));
    return vfs;
}

inline sql::OpenOptions sealedOptions(const crypto::PageVfs& vfs) {
    sql::OpenOptions options;
    options.applicationId = kTestApplication;
    options.vfs = vfs.name();
    return options;
}

inline sql::Database openSealed(const crypto::PageVfs& vfs) {
    return must(sql::Database::open(vfs.path(), sealedOptions(vfs)));
}

inline std::int64_t numberOf(sql::Database& database, std::string_view sql) {
    auto statement = must(database.prepare(sql));
    REQUIRE(must(statement.step()));
    return statement.int64(0);
}

inline std::string readFile(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline void writeFile(const std::string& path, const std::string& content) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << content;
}

} // namespace vb::test
