// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/page_vfs/store_directory.h"
#include "crypto/page_vfs/store_lock.h"
#include "tests/crash/ledger.h"
#include "tests/crash/scenario.h"
#include "tests/support/catch.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/crypto/cheap.h"

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace vb::crash {
namespace {

const std::set<std::int64_t> kErased{2, 3};

/// A store on the real file system, locked and opened as the product does it.
class RealStore {
public:
    explicit RealStore(const std::string& path) : m_files(path), m_directory(m_files) {}

    /// Makes it when there is none. What was wrong, if anything.
    std::optional<std::string> open() {
        auto lock = crypto::StoreLock::acquire(m_files.directory() + "/" + crypto::kLockFileName);
        if (!lock)
            return "lock: " + std::string(crypto::describe(lock.error()));
        m_lock = std::move(lock).value();
        auto file = m_directory.readKeyFile();
        if (!file && file.error() == crypto::DatabaseFault::NotFound) {
            auto made =
                crypto::KeyFile::create({4, 2}, secret(), test::kCheapCost, test::kCheapPolicy);
            if (const auto fault = m_directory.create(made->file, made->keys))
                return "creating: " + std::string(crypto::describe(*fault));
            file = m_directory.readKeyFile();
        }
        if (!file)
            return "key file: " + std::string(crypto::describe(file.error()));
        m_keyFile = std::move(file).value();
        auto keys = m_keyFile->unlock(crypto::WrapKind::Passphrase, secret(), test::kCheapPolicy);
        if (!keys)
            return "unlocking: " + std::string(crypto::describe(keys.error()));
        m_keys = std::move(keys).value();
        return openDatabase();
    }
    std::optional<std::string> erase(Ledger& ledger) {
        auto& database = *m_database;
        const bool deleted = removeRows(database, ledger, kErased) &&
                             database.execute("INSERT INTO words (words) VALUES ('optimize')") &&
                             database.execute("VACUUM");
        if (!deleted || m_directory.renew(*m_keyFile, *m_keys, database.handle()))
            return "erasing";
        m_database.reset();
        m_vfs.reset();
        return openDatabase();
    }
    [[nodiscard]] sql::Database& database() { return *m_database; }
    [[nodiscard]] crypto::PageVfs& vfs() { return *m_vfs; }

private:
    static crypto::SecretBytes secret() { return test::passphrase("een lange zin"); }

    std::optional<std::string> openDatabase() {
        auto vfs = m_directory.open(*m_keyFile, *m_keys);
        if (!vfs)
            return "store: " + std::string(crypto::describe(vfs.error()));
        m_vfs = std::move(vfs).value();
        auto database = openSealed(*m_vfs, m_vfs->name(), sql::Synchronous::Full);
        if (!database)
            return "opening: " + database.error().context;
        m_database = std::move(database).value();
        if (m_database->userVersion().value_or(-1) == 0 &&
            !(m_database->execute("BEGIN IMMEDIATE") && createTables(*m_database) &&
              m_database->execute("PRAGMA user_version=1; COMMIT")))
            return "no tables";
        return std::nullopt;
    }

    crypto::DirectoryFiles m_files;
    crypto::StoreDirectory m_directory;
    std::optional<crypto::StoreLock> m_lock;
    std::optional<crypto::KeyFile> m_keyFile;
    std::optional<crypto::StoreKeys> m_keys;
    std::unique_ptr<crypto::PageVfs> m_vfs;
    std::optional<sql::Database> m_database;
};

/// What the child tells its parent: it begins a row, or it was told that the row is committed.
struct Message {
    std::int64_t number;
    bool isCommitted;
};

// Writes until it is killed.
[[noreturn]] void live(const std::string& path, int pipe, std::int64_t first) {
    RealStore store(path);
    if (store.open())
        ::_exit(1);
    Ledger ledger;
    const auto tell = [&](std::int64_t number, bool isCommitted) {
        const Message message{number, isCommitted};
        if (::write(pipe, &message, sizeof message) != sizeof message)
            ::_exit(2);
    };
    for (std::int64_t number = first;; ++number) {
        tell(number, false);
        if (!writeRow(store.database(), ledger, number, number % 5 == 0 ? 20000 : 400))
            ::_exit(3);
        tell(number, true);
        if (number % 7 == 0)
            (void)store.database().checkpoint();
        if (number % 11 == 0)
            (void)store.erase(ledger);
    }
}

std::optional<std::string> inspect(const std::string& path, Ledger& ledger) {
    RealStore store(path);
    if (auto wrong = store.open())
        return wrong;
    if (auto wrong = checkRows(store.database(), ledger))
        return wrong;
    return store.vfs().verify().isSound() ? std::nullopt : std::optional<std::string>("verify");
}

// The simulated disk shows every point; this shows, at a few, that the real one is no different.
TEST_CASE("a process killed at any moment loses nothing that it acknowledged", "[crash][I-1]") {
    test::TempDir dir;
    test::SeededRandom random(11);
    Ledger ledger;
    ledger.undecided = kErased;
    std::int64_t next = 1;
    for (int round = 0; round < 12; ++round) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        const pid_t child = ::fork();
        if (child == 0)
            live(dir.path().string(), ends[1], next);
        ::close(ends[1]);
        Message message{};
        const auto messages = 1 + random.below(30);
        const auto read = [&] {
            const bool got = ::read(ends[0], &message, sizeof message) == sizeof message;
            if (got) {
                next = message.number + 1;
                (message.isCommitted ? ledger.acknowledged : ledger.attempted)
                    .insert(message.number);
            }
            return got;
        };
        for (std::uint64_t i = 0; i < messages; ++i)
            REQUIRE(read());
        // Somewhere in what the child does next.
        ::usleep(static_cast<useconds_t>(random.below(3000)));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        REQUIRE(WIFSIGNALED(status));
        while (read()) {
        }
        ::close(ends[0]);
        const auto wrong = inspect(dir.path().string(), ledger);
        INFO("round " << round << ": " << wrong.value_or(""));
        REQUIRE_FALSE(wrong.has_value());
    }
    CHECK(ledger.acknowledged.size() > 50);
}

} // namespace
} // namespace vb::crash
