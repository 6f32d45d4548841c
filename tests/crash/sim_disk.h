// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/base/bytes.h"
#include "tests/support/seeded_random.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace vb::crash {

enum class Failure {
    Kill,      ///< the process vanishes: what was written stays, the write under way may be torn
    PowerLoss, ///< of what was not synced, any part may be lost or torn
    Error,     ///< nothing dies: one call fails, and the program goes on
    Full,      ///< the same, for one, some or all calls from there on until mend(): no space
    Io,        ///< likewise an I/O error, of opening files too
    Busy,      ///< likewise a lock that somebody else seems to have; writing goes well
    Read,      ///< likewise an I/O error of reading; writing goes well
};

/// Fails at the `at`-th change (write, truncate, sync, new name, removal, renaming); of Io openings
/// count too, of Busy locks alone, of Read readings alone. 0 is never.
struct FailurePlan {
    Failure failure = Failure::Kill;
    std::uint64_t at = 0;
    std::uint64_t seed = 0;
    std::uint64_t lasts = 1; ///< so many in a row
};

/// What a mutant disk does wrong. The harness must notice each.
struct DiskFlaws {
    bool ignoresSync = false; ///< xSync answers OK and does nothing
    bool losesSpare = false;  ///< writes to unit 0 of a log go nowhere
};

/// A disk in memory for one directory tree: files with what is durable and what is only written,
/// names likewise. Fails once according to its plan; from a death on every change is refused, and
/// afterDeath() gives the disk that the next start of the program finds. Everything follows from
/// the seed. Sectors are 512 bytes: within a write, any set of them may arrive.
class SimDisk {
public:
    struct Change {
        bool isTruncate = false;
        std::uint64_t offset = 0; ///< for a truncation: the new size
        Bytes content;
    };
    struct File {
        Bytes durable;
        Bytes current;
        std::vector<Change> unsynced;
    };
    using Handle = std::shared_ptr<File>;

    explicit SimDisk(DiskFlaws flaws = {}) : m_flaws(flaws) {}

    void setFlaws(const DiskFlaws& flaws) { m_flaws = flaws; }
    void plan(const FailurePlan& plan);
    [[nodiscard]] std::uint64_t changes() const { return m_changes; }
    [[nodiscard]] bool isDead() const { return m_dead; }
    /// Whether the planned failure has happened.
    [[nodiscard]] bool hasFailed() const { return m_failed; }
    /// No failure from here on, in a disk that has not died.
    void mend() { m_isMended = true; }
    /// What SQLite is told of a write that did not happen.
    [[nodiscard]] int failureOfWrite() const;
    /// Before a lock is taken, a file opened, or some of it read. False: it is refused.
    bool mayLock();
    bool mayOpen();
    bool mayRead();
    /// The same disk with everything synced, no plan, and files of its own.
    [[nodiscard]] SimDisk copy() const;
    /// What is left after the death (or, without one, after pulling the plug now).
    [[nodiscard]] SimDisk afterDeath() const;

    [[nodiscard]] Handle find(const std::string& path) const;
    [[nodiscard]] std::vector<std::string> names() const;

    // Each is one change and answers whether it was done.
    bool create(const std::string& path);
    bool write(const Handle& file, std::uint64_t offset, ByteView content);
    bool truncate(const Handle& file, std::uint64_t size);
    bool sync(const Handle& file);
    bool remove(const std::string& path);
    bool rename(const std::string& from, const std::string& to);
    bool syncNames();
    /// A write that the flaw `losesSpare` swallows.
    bool writeSpare(const Handle& file, ByteView content);

private:
    using Names = std::map<std::string, Handle>;
    struct NameChange {
        std::string from; ///< empty: a new name
        std::string to;   ///< empty: a removal
        Handle file;
    };

    /// Counts a change. True: it happens whole. False: the plan strikes here, or has struck.
    bool strikesNot();
    bool counts();
    static void apply(Bytes& bytes, const Change& change);
    static void applyTorn(Bytes& bytes, const Change& change, test::SeededRandom& random);
    static void apply(Names& names, const NameChange& change);
    void note(const Handle& file, Change change);
    void changeName(NameChange change);

    DiskFlaws m_flaws;
    FailurePlan m_plan;
    std::uint64_t m_changes = 0;
    bool m_dead = false;
    bool m_failed = false;
    bool m_isMended = false;
    Names m_durableNames;
    Names m_names;
    std::vector<NameChange> m_unsyncedNames;
};

} // namespace vb::crash
