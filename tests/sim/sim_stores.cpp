// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/sim_stores.h"

#include "sync/base/check.h"

namespace vb::test {
namespace fs = std::filesystem;

namespace {

constexpr auto kStoreFile = "/store.db";
constexpr auto kOutboxFile = "/outbox.db";

} // namespace

SimStores::SimStores(fs::path directory, std::size_t number, Place place)
    : m_directory(std::move(directory)), m_number(number), m_place(place) {
    if (m_place == Place::Directory)
        fs::create_directories(m_directory);
}

SimStores::~SimStores() = default;

fs::path SimStores::at(const std::string& name) const {
    return m_directory.string() + "." + name;
}

/// The names of VFSs are the whole program's.
Result<std::string> SimStores::attach() {
    if (m_place == Place::Directory)
        return std::string("unix-excl");
    m_base = std::make_unique<crash::DiskVfs>(m_disk, "disk-of-" + m_directory.string());
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
    sql::OpenOptions options;
    options.access = sql::Access::Create;
    options.applicationId = store::kReplicaApplicationId;
    options.cacheKibibytes = 1024;
    VB_TRY(options.vfs, attach());
    VB_TRY(auto database, sql::Database::open(m_directory.string() + kStoreFile, options));
    return store::ReplicaStore::open(std::move(database));
}

Result<store::Outbox> SimStores::openOutbox() {
    return store::Outbox::open(m_directory.string() + kOutboxFile,
                               m_base ? m_base->name() : "unix-excl");
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
