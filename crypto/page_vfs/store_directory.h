// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/key_file.h"
#include "crypto/page_vfs/page_vfs.h"
#include "crypto/page_vfs/store_files.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace vb::crypto {

inline constexpr const char* kKeyFileName = "store.key";
inline constexpr const char* kLockFileName = "store.lock";

/// The name of the database under the data key of that number: "store-7.db".
[[nodiscard]] std::string databaseName(std::uint32_t generation);

/// The files of one sealed store in one directory, and how they come, change and go without ever
/// being in a state that an opening does not understand:
///
///   store.lock       held while the store is in use (StoreLock; taken by the caller, first)
///   store.key        the key file: there is a store exactly when it is there
///   store-N.db       the database under data key N, with its -wal while it is open
///   store-N.db.new   a database in the making
///
/// Which database counts follows from the key file alone: the one of its current key; or, while it
/// holds a next key too, the one of the next key if that is there under its final name. Anything
/// else of these names is left over and removed by open(). Every function may be cut off at any
/// moment and run again. Files of other names are never touched. One thread; a Fault leaves what
/// was there usable.
class StoreDirectory {
public:
    /// `files` outlives this.
    explicit StoreDirectory(StoreFiles& files, std::string baseVfs = kBaseVfs);

    /// Makes an empty database under keys.current, then writes the key file, which is the moment
    /// that the store exists. AlreadyExists if there is a key file.
    [[nodiscard]] std::optional<DatabaseFault> create(const KeyFile& keyFile,
                                                      const StoreKeys& keys);

    [[nodiscard]] Outcome<KeyFile, DatabaseFault> readKeyFile(KeyFileFailure* why = nullptr);
    [[nodiscard]] std::optional<DatabaseFault> writeKeyFile(const KeyFile& keyFile);

    /// Brings an unfinished renewal to its end, or takes it back; removes what is left over; opens
    /// the database that counts. `keyFile` and `keys` follow.
    [[nodiscard]] Outcome<std::unique_ptr<PageVfs>, DatabaseFault> open(KeyFile& keyFile,
                                                                        StoreKeys& keys);

    /// The second half of an erasure. `source` is the one open connection, in which what is to go
    /// has been deleted, the full-text indexes optimized and VACUUM run. Gives the store a next
    /// data key and copies all that is left into a new database under it. Then the caller closes
    /// every connection and its PageVfs and calls open(), which destroys the old key and the old
    /// file. `beforeCopy` is told the next key while `source` can still be written: what the caller
    /// keeps sealed under subkeys of the data key goes along under the next one's. False from it
    /// ends the renewal with Failed.
    [[nodiscard]] std::optional<DatabaseFault>
    renew(KeyFile& keyFile, StoreKeys& keys, sqlite3* source,
          const std::function<bool(const NumberedDataKey&)>& beforeCopy = {});

private:
    [[nodiscard]] Outcome<std::unique_ptr<PageVfs>, DatabaseFault>
    attach(const std::string& name, const StoreId& store, const NumberedDataKey& key);
    [[nodiscard]] std::optional<DatabaseFault> putInPlace(const std::string& name);
    [[nodiscard]] std::optional<DatabaseFault> settle(KeyFile& keyFile, StoreKeys& keys);
    [[nodiscard]] std::optional<DatabaseFault> removeAllBut(const std::string& database);

    StoreFiles& m_files;
    std::string m_baseVfs;
};

} // namespace vb::crypto
