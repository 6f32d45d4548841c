// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/page_vfs/store_directory.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace vb::crypto {

namespace {

constexpr std::string_view kPrefix = "store-";
constexpr std::string_view kSuffix = ".db";
constexpr std::string_view kMaking = ".new";

std::string nameInTheMaking(std::uint32_t generation) {
    return databaseName(generation) + std::string(kMaking);
}

// "store-", digits, ".db", then nothing or an ending that SQLite or we add.
bool isDatabaseFile(std::string_view name) {
    if (!name.starts_with(kPrefix))
        return false;
    name.remove_prefix(kPrefix.size());
    const std::size_t digits = std::min(name.find_first_not_of("0123456789"), name.size());
    if (digits == 0 || !name.substr(digits).starts_with(kSuffix))
        return false;
    const std::string_view ending = name.substr(digits + kSuffix.size());
    return ending.empty() || ending == "-wal" || ending == ".new" || ending == ".new-wal";
}

} // namespace

std::string databaseName(std::uint32_t generation) {
    return std::string(kPrefix) + std::to_string(generation) + std::string(kSuffix);
}

StoreDirectory::StoreDirectory(StoreFiles& files, std::string baseVfs)
    : m_files(files), m_baseVfs(std::move(baseVfs)) {}

Outcome<std::unique_ptr<PageVfs>, DatabaseFault>
StoreDirectory::attach(const std::string& name, const StoreId& store, const NumberedDataKey& key) {
    return PageVfs::attach(m_files.directory() + "/" + name, {store, key.generation}, key.key,
                           m_baseVfs);
}

// From here on the database is whole under its final name, whatever happens.
std::optional<DatabaseFault> StoreDirectory::putInPlace(const std::string& name) {
    if (const auto fault = m_files.rename(name + std::string(kMaking), name))
        return fault;
    return m_files.syncDirectory();
}

std::optional<DatabaseFault> StoreDirectory::create(const KeyFile& keyFile, const StoreKeys& keys) {
    const auto present = m_files.read(kKeyFileName, KeyFile::kMaxSize);
    if (present || present.error() != DatabaseFault::NotFound)
        return present ? DatabaseFault::AlreadyExists : present.error();
    // What an attempt that was cut off has left: without a key file nothing can open it.
    if (const auto fault = removeAllBut({}))
        return fault;
    const std::uint32_t generation = keys.current.generation;
    {
        auto vfs = attach(nameInTheMaking(generation), keyFile.store(), keys.current);
        if (!vfs)
            return vfs.error();
        if (const auto fault = (*vfs)->create())
            return fault;
    }
    if (const auto fault = putInPlace(databaseName(generation)))
        return fault;
    return writeKeyFile(keyFile);
}

Outcome<KeyFile, DatabaseFault> StoreDirectory::readKeyFile(KeyFileFailure* why) {
    const auto bytes = m_files.read(kKeyFileName, KeyFile::kMaxSize);
    if (!bytes)
        return bytes.error();
    auto parsed = KeyFile::parse(*bytes);
    if (parsed)
        return std::move(parsed).value();
    if (why != nullptr)
        *why = parsed.error();
    return DatabaseFault::Damaged;
}

std::optional<DatabaseFault> StoreDirectory::writeKeyFile(const KeyFile& keyFile) {
    return m_files.replace(kKeyFileName, keyFile.encode());
}

Outcome<std::unique_ptr<PageVfs>, DatabaseFault> StoreDirectory::open(KeyFile& keyFile,
                                                                      StoreKeys& keys) {
    if (const auto fault = settle(keyFile, keys))
        return *fault;
    const std::string name = databaseName(keys.current.generation);
    auto vfs = attach(name, keyFile.store(), keys.current);
    if (!vfs)
        return vfs;
    if (const auto fault = (*vfs)->check())
        return *fault;
    // Only now, when there is a database that opens, does anything go.
    if (const auto fault = removeAllBut(name))
        return *fault;
    return vfs;
}

// A renewal has come so far that its database is in place, or it has not.
std::optional<DatabaseFault> StoreDirectory::settle(KeyFile& keyFile, StoreKeys& keys) {
    if (!keyFile.isRotating())
        return std::nullopt;
    VB_CRYPTO_CHECK(keys.next.has_value());
    const auto names = m_files.list();
    if (!names)
        return names.error();
    const std::string next = databaseName(keys.next->generation);
    bool isInPlace = std::binary_search(names->begin(), names->end(), next);
    if (isInPlace) {
        // Its name may not be durable yet, and after this the old key is gone.
        if (const auto fault = m_files.syncDirectory())
            return fault;
        auto vfs = attach(next, keyFile.store(), *keys.next);
        if (!vfs)
            return vfs.error();
        // If the copy has gone bad, the original is still whole.
        isInPlace = !(*vfs)->check();
    }
    KeyFile settled = keyFile;
    const auto failure = isInPlace ? settled.finishRotation() : settled.abandonRotation();
    VB_CRYPTO_CHECK(!failure);
    if (const auto fault = writeKeyFile(settled))
        return fault;
    keyFile = std::move(settled);
    if (isInPlace)
        keys.current = std::move(*keys.next);
    keys.next.reset();
    return std::nullopt;
}

std::optional<DatabaseFault>
StoreDirectory::renew(KeyFile& keyFile, StoreKeys& keys, sqlite3* source,
                      const std::function<bool(const NumberedDataKey&)>& beforeCopy) {
    KeyFile renewed = keyFile;
    auto next = renewed.prepareRotation(keys.unlock);
    if (!next)
        return DatabaseFault::Failed;
    const std::string name = databaseName(next->generation);
    for (const std::string& old : {name + std::string(kMaking), name}) {
        if (const auto fault = m_files.remove(old))
            return fault;
    }
    if (const auto fault = writeKeyFile(renewed))
        return fault;
    keyFile = std::move(renewed);
    keys.next = std::move(next).value();
    if (beforeCopy && !beforeCopy(*keys.next))
        return DatabaseFault::Failed;
    {
        auto vfs = attach(name + std::string(kMaking), keyFile.store(), *keys.next);
        if (!vfs)
            return vfs.error();
        if (const auto fault = (*vfs)->createAsCopyOf(source))
            return fault;
    }
    return putInPlace(name);
}

std::optional<DatabaseFault> StoreDirectory::removeAllBut(const std::string& database) {
    const auto names = m_files.list();
    if (!names)
        return names.error();
    bool removed = false;
    for (const std::string& name : *names) {
        const bool isLeftOver =
            isDatabaseFile(name) || name == std::string(kKeyFileName) + std::string(kMaking);
        if (!isLeftOver || name == database || name == database + "-wal")
            continue;
        if (const auto fault = m_files.remove(name))
            return fault;
        removed = true;
    }
    return removed ? m_files.syncDirectory() : std::nullopt;
}

} // namespace vb::crypto
