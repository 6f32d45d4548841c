// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/sim_stores.h"

#include "crypto/page_vfs/store_files.h"
#include "sync/base/check.h"
#include "tests/support/temp_dir.h"

namespace vb::test {
namespace fs = std::filesystem;

namespace {

constexpr auto kStoreFile = "/store.db";
constexpr auto kOutboxFile = "/outbox.db";
constexpr auto kPlainVfs = "unix-excl";
constexpr std::size_t kMostOfAFreshFile = 1024 * 1024;

Result<store::ReplicaStore> openReplicaStore(const std::string& path, std::string vfs) {
    sql::OpenOptions options;
    options.access = sql::Access::Create;
    options.applicationId = store::kReplicaApplicationId;
    options.cacheKibibytes = 1024;
    options.vfs = std::move(vfs);
    VB_TRY(auto database, sql::Database::open(path, options));
    return store::ReplicaStore::open(std::move(database));
}

/// What every store begins with: migrated once, and not by each device of each seed again.
const fs::path& freshStores() {
    static const TempDir dir;
    static const bool isMade = [] {
        const auto at = [](const char* name) { return dir.path().string() + name; };
        VB_CHECK(openReplicaStore(at(kStoreFile), kPlainVfs).has_value());
        VB_CHECK(store::Outbox::open(at(kOutboxFile), kPlainVfs).has_value());
        return true;
    }();
    VB_CHECK(isMade);
    return dir.path();
}

} // namespace

SimStores::SimStores(fs::path directory, std::size_t number, Place place)
    : m_directory(std::move(directory)), m_number(number), m_place(place) {
    if (m_place == Place::Directory)
        fs::copy(freshStores(), m_directory);
    else if (m_place == Place::Disk)
        putFreshOnDisk();
}

SimStores::~SimStores() = default;

void SimStores::putFreshOnDisk() {
    crypto::DirectoryFiles files(freshStores().string());
    const auto names = files.list();
    VB_CHECK(names.has_value());
    for (const std::string& name : *names) {
        const auto content = files.read(name, kMostOfAFreshFile);
        VB_CHECK(content.has_value());
        const std::string path = m_directory.string() + "/" + name;
        VB_CHECK(m_disk.create(path) && m_disk.write(m_disk.find(path), 0, *content));
    }
    m_disk = m_disk.copy(); // all of it durable
}

fs::path SimStores::at(const std::string& name) const {
    return m_directory.string() + "." + name;
}

/// The names of VFSs are the whole program's.
void SimStores::attachBase() {
    if (m_place != Place::Directory)
        m_base = std::make_unique<crash::DiskVfs>(m_disk, "disk-of-" + m_directory.string());
}

Result<std::string> SimStores::attach() {
    attachBase();
    if (!m_base)
        return std::string(kPlainVfs);
    if (m_place == Place::Disk)
        return m_base->name();
    const ByteArray<32> key{7, 7, 7};
    auto pages = crypto::PageVfs::attach(m_directory.string() + kStoreFile,
                                         {{1, 2, static_cast<std::uint8_t>(m_number)}, 1},
                                         *crypto::DataKey::fromBytes(key), m_base->name());
    VB_CHECK(pages.has_value());
    m_pages = std::move(pages).value();
    if (m_disk.find(m_pages->path()) == nullptr && m_pages->create())
        return fail(Code::Io, "making a sealed store");
    m_hasTornLog = m_disk.find(m_pages->path() + "-wal") && m_pages->verify().logEndsInDamage;
    return m_pages->name();
}

Result<store::ReplicaStore> SimStores::openStore() {
    VB_TRY(auto vfs, attach());
    return openReplicaStore(m_directory.string() + kStoreFile, std::move(vfs));
}

Result<store::Outbox> SimStores::openOutbox() {
    return store::Outbox::open(m_directory.string() + kOutboxFile,
                               m_base ? m_base->name() : kPlainVfs);
}

Result<store::Outbox> SimStores::openOutboxAlone() {
    attachBase();
    return openOutbox();
}

void SimStores::close() {
    m_pages.reset();
    m_base.reset();
}

void SimStores::failAt(crash::Failure failure, std::uint64_t change, std::uint64_t seed,
                       std::uint64_t lasts) {
    VB_CHECK(m_place != Place::Directory);
    m_disk.plan({failure, change, seed, lasts});
}

void SimStores::failNever() {
    m_disk.plan({});
}

void SimStores::pickUp() {
    if (m_disk.isDead())
        m_disk = m_disk.afterDeath();
}

void SimStores::copyTo(const std::string& name) {
    if (m_place == Place::Directory)
        fs::copy(m_directory, at(name));
    else
        m_copies.insert_or_assign(name, m_disk.copy());
}

void SimStores::restoreFrom(const std::string& name) {
    if (m_place == Place::Directory) {
        fs::remove_all(m_directory);
        fs::copy(at(name), m_directory);
    } else {
        m_disk = m_copies.at(name).copy();
    }
}

void SimStores::swapWith(const std::string& name) {
    if (m_place == Place::Directory) {
        fs::rename(m_directory, at("aside"));
        fs::rename(at(name), m_directory);
        fs::rename(at("aside"), at(name));
    } else {
        std::swap(m_disk, m_copies.at(name));
    }
}

} // namespace vb::test
