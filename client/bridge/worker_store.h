// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "client/bridge/store_identity.h"
#include "crypto/page_vfs/database_report.h"
#include "crypto/page_vfs/store_directory.h"
#include "crypto/page_vfs/store_lock.h"
#include "sync/base/random_source.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace vb::bridge {

inline constexpr const char* kOutboxName = "outbox.db";

/// What opening a passphrase costs. The product's composition roots take it as it stands; a test
/// hands in a cheap one, and nothing else may.
struct PassphraseCost {
    crypto::Argon2Policy policy = crypto::kProductArgon2Policy;
    /// For new wraps; calibrated by the composition root, never below the floor.
    crypto::Argon2Cost cost = crypto::kProductArgon2Policy.floor;
};

/// What an open store gives to a replica: moved into it, and all gone again before rewrite().
struct StoreContents {
    store::ReplicaStore store;
    store::Outbox outbox;
    engine::DeviceIdentity identity;
};

/// What verify() found. Sound means that nothing has to be done.
struct StoreReport {
    crypto::DatabaseReport database;
    /// SQLite's first complaint about a database whose every page opens; empty when there is none.
    std::string integrity;
    std::string outboxIntegrity;
    [[nodiscard]] bool isSound() const {
        return database.isSound() && database.damagedChunkCount == 0 && integrity.empty() &&
               outboxIntegrity.empty();
    }
};

/// Where a store's files lie: the file system, or what a test puts in its place.
struct StorePlace {
    std::unique_ptr<crypto::StoreFiles> files;
    std::string vfs = crypto::kBaseVfs; ///< of SQLite, for the same directory
};

/// The directory of one worker's store in one house, unlocked: lock, key file, sealed database,
/// outbox. Files (docs/storage.md): store.lock, store.key, store-N.db, outbox.db, and logs of the
/// databases while they are open.
///
/// Invariants: while this lives nobody else has the store; the keys are in the arena of secrets and
/// leave it when this goes. Owned by whoever runs the core, used on its thread; outlives what
/// contents() gave. Every failure leaves the files as they were found, and says which it was:
/// NotFound (no store), WrongPassphrase, Unauthentic (a file of another store), Corrupt (damaged or
/// cut short), TooNew, Busy (open elsewhere), Full, Io.
class WorkerStore {
public:
    /// Makes a store, durably and all at once: there is either no store in `directory`, which must
    /// be absent or empty, or the whole one. AlreadyExists otherwise. Runs one Argon2id hash.
    static Result<std::unique_ptr<WorkerStore>>
    create(const std::filesystem::path& directory, const crypto::SecretBytes& passphrase,
           const StoreOwner& owner, const issuance::DeviceKeys& keys, RandomSource& random,
           const PassphraseCost& cost = {});
    /// Runs one Argon2id hash. Brings an interrupted rewrite to its end.
    static Result<std::unique_ptr<WorkerStore>> open(const std::filesystem::path& directory,
                                                     const crypto::SecretBytes& passphrase,
                                                     RandomSource& random,
                                                     const PassphraseCost& cost = {});
    // The same in a place that exists and that the caller has locked. What create() cannot finish
    // there stays, and is no store before it has a key file.
    static Result<std::unique_ptr<WorkerStore>>
    createIn(StorePlace place, const crypto::SecretBytes& passphrase, const StoreOwner& owner,
             const issuance::DeviceKeys& keys, RandomSource& random,
             const PassphraseCost& cost = {});
    static Result<std::unique_ptr<WorkerStore>> openIn(StorePlace place,
                                                       const crypto::SecretBytes& passphrase,
                                                       RandomSource& random,
                                                       const PassphraseCost& cost = {});
    /// Whether there is a store, open or not.
    static bool isStore(const std::filesystem::path& directory);

    /// Opens database and outbox, migrates them, reads the identity. One at a time.
    Result<StoreContents> contents();

    /// All that an erasure leaves, rewritten under a new data key; the old key and file are gone
    /// when it returns. No contents are open. After a failure the store is as usable as before,
    /// except when it says Io or Full about the last step: then open() the directory anew.
    Result<void> rewrite();

    /// Re-wraps under another passphrase; two hashes.
    Result<void> changePassphrase(const crypto::SecretBytes& from, const crypto::SecretBytes& to);

    /// Opens every page of the database and its log, and asks SQLite about both files. Writes
    /// nothing. Not while contents are being written.
    Result<StoreReport> verify();

    [[nodiscard]] const std::filesystem::path& directory() const { return m_directory; }
    /// Counts rewrites; for tests and reports.
    [[nodiscard]] std::uint32_t generation() const { return m_keys.current.generation; }

private:
    WorkerStore(StorePlace place, crypto::KeyFile keyFile, crypto::StoreKeys keys,
                RandomSource& random, const PassphraseCost& cost);

    static Result<void> fill(const StorePlace& place, crypto::KeyFile& keyFile,
                             crypto::StoreKeys& keys, const StoreOwner& owner,
                             const issuance::DeviceKeys& deviceKeys, RandomSource& random);
    Result<void> attach();
    Result<void> lookAtLog();
    Result<void> noteDamage();
    Result<void> takeIncarnation(store::ReplicaStore& store, store::Outbox& outbox);
    [[nodiscard]] crypto::StoreDirectory storeDirectory() const;
    Result<store::ReplicaStore> openDatabase();
    Result<void> rewriteFrom(store::ReplicaStore& source);
    [[nodiscard]] std::string pathOf(const std::string& name) const;

    std::optional<crypto::StoreLock> m_lock; ///< none in a place that the caller has locked
    StorePlace m_place;
    std::filesystem::path m_directory;
    crypto::KeyFile m_keyFile;
    crypto::StoreKeys m_keys;
    RandomSource& m_random;
    PassphraseCost m_cost;
    std::unique_ptr<crypto::PageVfs> m_vfs;
    /// The log ended in damage, which nothing but this says yet: commits may be missing, so streams
    /// go on under new ids.
    bool m_needsIncarnation = false;
};

} // namespace vb::bridge
