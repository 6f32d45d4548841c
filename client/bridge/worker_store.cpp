// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "client/bridge/worker_store.h"

#include "client/bridge/store_errors.h"

#include <algorithm>
#include <system_error>

namespace vb::bridge {
namespace {

namespace fs = std::filesystem;

constexpr auto kStoreIdKey = "store.id";
/// 1 from when the log was seen to end in damage until the device has a new incarnation.
constexpr auto kIncarnationOwed = "incarnation.owed";

sql::OpenOptions sealedOptions(const crypto::PageVfs& vfs) {
    sql::OpenOptions options;
    options.access = sql::Access::ReadWrite;
    // The outbox holds a save durably; the replica asks for more where it needs it.
    options.synchronous = sql::Synchronous::Normal;
    options.applicationId = store::kReplicaApplicationId;
    options.vfs = vfs.name();
    return options;
}

/// A directory in the making stands beside its final name, so that one rename makes the store.
fs::path inTheMaking(const fs::path& directory) {
    auto name = directory;
    name += ".new";
    return name;
}

Result<void> makeEmptyDirectory(const fs::path& directory) {
    std::error_code error;
    fs::remove_all(directory, error);
    if (!error)
        fs::create_directories(directory, error);
    if (!error)
        fs::permissions(directory, fs::perms::owner_all, error);
    if (error)
        return fail(Code::Io, "making the store's directory: " + error.message());
    return {};
}

Result<void> renameDirectory(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::rename(from, to, error);
    if (error)
        return fail(Code::Io, "putting the store in place: " + error.message());
    crypto::DirectoryFiles parent(to.parent_path().empty() ? "." : to.parent_path().string());
    if (const auto fault = parent.syncDirectory())
        return storeFailure(*fault, "putting the store in place");
    return {};
}

Result<void> requireNoStore(const fs::path& directory) {
    std::error_code error;
    if (!fs::exists(directory, error))
        return {};
    if (fs::is_directory(directory, error) && fs::is_empty(directory, error))
        return {};
    return fail(Code::AlreadyExists, "the store's directory is not empty");
}

/// Which store the outbox belongs to says which key file must lie beside it.
Result<void> requireSameStore(const StorePlace& place, const crypto::KeyFile& keyFile) {
    const auto content = place.files->read(kOutboxName, 0); // a fault when there is more
    if (content || content.error() == crypto::DatabaseFault::NotFound)
        return fail(Code::Corrupt, content ? "an empty outbox" : "the outbox is missing");
    VB_TRY(auto outbox,
           store::Outbox::inspect(place.files->directory() + "/" + kOutboxName, place.vfs));
    VB_TRY(const auto id, outbox.meta(kStoreIdKey));
    if (!id)
        return fail(Code::Corrupt, "an outbox that names no store");
    if (!std::equal(id->begin(), id->end(), keyFile.store().begin(), keyFile.store().end()))
        return fail(Code::Unauthentic, "key file and outbox are not of one store");
    return {};
}

std::string complaintOf(const Result<void>& checked) {
    return checked ? std::string() : checked.error().context;
}

Result<crypto::KeyFile::Created> makeKeyFile(const crypto::SecretBytes& passphrase,
                                             RandomSource& random, const PassphraseCost& cost) {
    crypto::StoreId id{};
    random.fill(id);
    auto made = crypto::KeyFile::create(id, passphrase, cost.cost, cost.policy);
    if (!made)
        return keyFileFailure(made.error());
    return std::move(made).value();
}

StorePlace placeAt(const fs::path& directory) {
    return {std::make_unique<crypto::DirectoryFiles>(directory.string())};
}

} // namespace

WorkerStore::WorkerStore(StorePlace place, crypto::KeyFile keyFile, crypto::StoreKeys keys,
                         RandomSource& random, const PassphraseCost& cost)
    : m_place(std::move(place)),
      m_directory(m_place.files->directory()),
      m_keyFile(std::move(keyFile)),
      m_keys(std::move(keys)),
      m_random(random),
      m_cost(cost) {}

std::string WorkerStore::pathOf(const std::string& name) const {
    return m_place.files->directory() + "/" + name;
}

crypto::StoreDirectory WorkerStore::storeDirectory() const {
    return crypto::StoreDirectory(*m_place.files, m_place.vfs);
}

bool WorkerStore::isStore(const fs::path& directory) {
    std::error_code error;
    return fs::exists(directory / crypto::kKeyFileName, error);
}

// ---- Making

Result<std::unique_ptr<WorkerStore>>
WorkerStore::create(const fs::path& directory, const crypto::SecretBytes& passphrase,
                    const StoreOwner& owner, const issuance::DeviceKeys& keys, RandomSource& random,
                    const PassphraseCost& cost) {
    VB_TRY_VOID(requireNoStore(directory));
    VB_TRY(auto made, makeKeyFile(passphrase, random, cost));
    const fs::path making = inTheMaking(directory);
    VB_TRY_VOID(makeEmptyDirectory(making));
    auto filled = fill(placeAt(making), made.file, made.keys, owner, keys, random);
    if (filled)
        filled = renameDirectory(making, directory);
    if (!filled) {
        std::error_code ignored;
        fs::remove_all(making, ignored);
        return Unexpected(filled.error());
    }
    auto lock = crypto::StoreLock::acquire((directory / crypto::kLockFileName).string());
    if (!lock)
        return storeFailure(lock.error(), "locking the store");
    std::unique_ptr<WorkerStore> store(new WorkerStore(placeAt(directory), std::move(made.file),
                                                       std::move(made.keys), random, cost));
    store->m_lock = std::move(lock).value();
    VB_TRY_VOID(store->attach());
    return store;
}

Result<std::unique_ptr<WorkerStore>>
WorkerStore::createIn(StorePlace place, const crypto::SecretBytes& passphrase,
                      const StoreOwner& owner, const issuance::DeviceKeys& keys,
                      RandomSource& random, const PassphraseCost& cost) {
    VB_TRY(auto made, makeKeyFile(passphrase, random, cost));
    VB_TRY_VOID(fill(place, made.file, made.keys, owner, keys, random));
    std::unique_ptr<WorkerStore> store(new WorkerStore(std::move(place), std::move(made.file),
                                                       std::move(made.keys), random, cost));
    VB_TRY_VOID(store->attach());
    return store;
}

Result<void> WorkerStore::fill(const StorePlace& place, crypto::KeyFile& keyFile,
                               crypto::StoreKeys& keys, const StoreOwner& owner,
                               const issuance::DeviceKeys& deviceKeys, RandomSource& random) {
    crypto::StoreDirectory directory(*place.files, place.vfs);
    if (const auto fault = directory.create(keyFile, keys))
        return storeFailure(*fault, "making the store");
    auto vfs = directory.open(keyFile, keys);
    if (!vfs)
        return storeFailure(vfs.error(), "opening the new store");
    {
        VB_TRY(auto outbox,
               store::Outbox::open(place.files->directory() + "/" + kOutboxName, place.vfs));
        VB_TRY_VOID(outbox.setMeta(kStoreIdKey, keyFile.store()));
        VB_TRY_VOID(keepPushKey(outbox, deviceKeys.push));
    }
    VB_TRY(auto database, sql::Database::open((*vfs)->path(), sealedOptions(**vfs)));
    VB_TRY(auto store, store::ReplicaStore::open(std::move(database)));
    VB_TRY(auto transaction, store.beginDurable());
    VB_TRY_VOID(keepOwner(store, owner));
    VB_TRY_VOID(keepDeviceKeys(store, owner.house, deviceKeys, keys.current));
    VB_TRY_VOID(keepIncarnation(store, random.makeId<IncarnationId>()));
    return transaction.commit();
}

// ---- Opening

Result<std::unique_ptr<WorkerStore>> WorkerStore::open(const fs::path& directory,
                                                       const crypto::SecretBytes& passphrase,
                                                       RandomSource& random,
                                                       const PassphraseCost& cost) {
    if (!isStore(directory))
        return fail(Code::NotFound, "no store in that directory");
    auto lock = crypto::StoreLock::acquire((directory / crypto::kLockFileName).string());
    if (!lock)
        return storeFailure(lock.error(), "locking the store");
    VB_TRY(auto store, openIn(placeAt(directory), passphrase, random, cost));
    store->m_lock = std::move(lock).value();
    return store;
}

Result<std::unique_ptr<WorkerStore>> WorkerStore::openIn(StorePlace place,
                                                         const crypto::SecretBytes& passphrase,
                                                         RandomSource& random,
                                                         const PassphraseCost& cost) {
    auto why = crypto::KeyFileFailure::Damaged;
    auto keyFile = crypto::StoreDirectory(*place.files, place.vfs).readKeyFile(&why);
    if (!keyFile)
        return keyFile.error() == crypto::DatabaseFault::Damaged
                   ? keyFileFailure(why)
                   : storeFailure(keyFile.error(), "reading the key file");
    VB_TRY_VOID(requireSameStore(place, *keyFile));
    auto keys = keyFile->unlock(crypto::WrapKind::Passphrase, passphrase, cost.policy);
    if (!keys)
        return keyFileFailure(keys.error());
    std::unique_ptr<WorkerStore> store(new WorkerStore(std::move(place), std::move(keyFile).value(),
                                                       std::move(keys).value(), random, cost));
    VB_TRY_VOID(store->attach());
    VB_TRY_VOID(store->lookAtLog());
    return store;
}

Result<void> WorkerStore::attach() {
    auto vfs = storeDirectory().open(m_keyFile, m_keys);
    if (!vfs)
        return storeFailure(vfs.error(), "opening the store's database");
    m_vfs = std::move(vfs).value();
    return {};
}

/// A log is there only after an end that was not orderly. Its last chunk may be torn, which is
/// ordinary; but the same sight may be commits that are lost, and a device that forgot which
/// numbers it gave away must not give them again.
Result<void> WorkerStore::lookAtLog() {
    const auto names = m_place.files->list();
    if (!names)
        return storeFailure(names.error(), "looking at the store's directory");
    const std::string log = crypto::databaseName(m_keys.current.generation) + "-wal";
    if (std::find(names->begin(), names->end(), log) == names->end())
        return {};
    m_needsIncarnation = m_vfs->verify().logEndsInDamage;
    return {};
}

Result<store::ReplicaStore> WorkerStore::openDatabase() {
    if (!m_vfs)
        return fail(Code::Io, "a store that must be opened anew");
    VB_TRY_VOID(noteDamage());
    auto database = sql::Database::open(m_vfs->path(), sealedOptions(*m_vfs));
    if (!database)
        return Unexpected(database.error());
    return store::ReplicaStore::open(std::move(database).value());
}

/// Before the first write to the database, which goes where the damage is, and before its closing
/// removes the log: after either nobody would see it. Noted beside it, so that a crash in between
/// changes nothing.
Result<void> WorkerStore::noteDamage() {
    if (!m_needsIncarnation)
        return {};
    VB_TRY(auto outbox, store::Outbox::open(pathOf(kOutboxName), m_place.vfs));
    VB_TRY_VOID(outbox.setMeta(kIncarnationOwed, Bytes{1}));
    m_needsIncarnation = false;
    return {};
}

Result<void> WorkerStore::takeIncarnation(store::ReplicaStore& store, store::Outbox& outbox) {
    VB_TRY(const auto owed, outbox.meta(kIncarnationOwed));
    if (!owed || *owed != Bytes{1})
        return {};
    {
        VB_TRY(auto transaction, store.beginDurable());
        VB_TRY_VOID(keepIncarnation(store, m_random.makeId<IncarnationId>()));
        VB_TRY_VOID(transaction.commit());
    }
    return outbox.setMeta(kIncarnationOwed, Bytes{0});
}

Result<StoreContents> WorkerStore::contents() {
    VB_TRY(auto store, openDatabase());
    VB_TRY(auto outbox, store::Outbox::open(pathOf(kOutboxName), m_place.vfs));
    VB_TRY(auto owner, readOwner(store));
    VB_TRY(auto keys, readDeviceKeys(store, outbox, owner.house, m_keys.current));
    VB_TRY_VOID(takeIncarnation(store, outbox));
    VB_TRY(const auto incarnation, readIncarnation(store));
    const DeviceId device = membership::deviceId(owner.house, keys.signing.publicKey());
    engine::DeviceIdentity identity{owner.house,
                                    owner.holder,
                                    device,
                                    incarnation,
                                    owner.rootFingerprint,
                                    std::move(keys.signing),
                                    std::move(keys.box),
                                    owner.hat};
    return StoreContents{std::move(store), std::move(outbox), std::move(identity)};
}

// ---- Rewriting

Result<void> WorkerStore::rewriteFrom(store::ReplicaStore& source) {
    VB_TRY(const auto owner, readOwner(source));
    VB_TRY(auto outbox, store::Outbox::open(pathOf(kOutboxName), m_place.vfs));
    VB_TRY(const auto keys, readDeviceKeys(source, outbox, owner.house, m_keys.current));
    VB_TRY_VOID(source.database().execute("INSERT INTO search (search) VALUES ('optimize')"));
    VB_TRY_VOID(source.database().execute("VACUUM"));
    VB_TRY_VOID(source.database().checkpoint());
    source.database().dropCachedStatements();
    Result<void> kept;
    const auto fault = storeDirectory().renew(
        m_keyFile, m_keys, source.database().handle(), [&](const crypto::NumberedDataKey& next) {
            kept = keepDeviceKeys(source, owner.house, keys, next);
            return kept.has_value();
        });
    if (!kept)
        return kept;
    if (fault)
        return storeFailure(*fault, "rewriting the store under a new key");
    return {};
}

Result<void> WorkerStore::rewrite() {
    const std::uint32_t before = generation();
    Result<void> copied;
    {
        VB_TRY(auto source, openDatabase());
        copied = rewriteFrom(source);
    }
    // Also after a failure: opening takes a half-made copy back.
    m_vfs.reset();
    VB_TRY_VOID(attach());
    // Opening keeps the old database where the copy is not what was written.
    if (copied && generation() == before)
        return fail(Code::Io, "the rewritten store could not be read back");
    return copied;
}

Result<void> WorkerStore::changePassphrase(const crypto::SecretBytes& from,
                                           const crypto::SecretBytes& to) {
    auto changed = m_keyFile;
    if (const auto failure = changed.changePassphrase(from, to, m_cost.cost, m_cost.policy))
        return keyFileFailure(*failure);
    if (const auto fault = storeDirectory().writeKeyFile(changed))
        return storeFailure(*fault, "writing the key file");
    m_keyFile = std::move(changed);
    return {};
}

Result<StoreReport> WorkerStore::verify() {
    StoreReport report;
    if (!m_vfs)
        return fail(Code::Io, "a store that must be opened anew");
    report.database = m_vfs->verify();
    if (report.database.isSound()) {
        auto options = sealedOptions(*m_vfs);
        options.leavesLogAsFound = true;
        auto database = sql::Database::open(m_vfs->path(), options);
        report.integrity =
            database ? complaintOf(database->checkIntegrity()) : database.error().context;
    }
    auto outbox = store::Outbox::inspect(pathOf(kOutboxName), m_place.vfs);
    report.outboxIntegrity =
        outbox ? complaintOf(outbox->checkIntegrity()) : outbox.error().context;
    return report;
}

} // namespace vb::bridge
