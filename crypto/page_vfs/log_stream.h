// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/page_vfs/unit_sealer.h"

#include <atomic>
#include <cstdint>
#include <limits>
#include <optional>
#include <shared_mutex>
#include <vector>

struct sqlite3_file;

namespace vb::crypto {

/// SQLite's write-ahead log as a byte stream in sealed chunks. One per database, shared by all its
/// connections, each of which brings its own handle of the file below; any thread.
///
/// On disk: unit 0 is the spare, unit n + 1 is chunk n, which holds bytes 4056n to 4056(n + 1) of
/// the stream. The chunk that is being written stays in memory until it is full, the log is synced
/// or the writer lets go of its lock; then it is sealed whole.
///
/// Invariant: bytes that a sync made durable, and that the log may still need, are at every moment
/// in a durable unit: in their chunk, or, while that chunk is rewritten with more bytes behind
/// them, in the spare. (With synchronous=FULL SQLite pads a commit over the end of a chunk, so that
/// it hardly ever comes to that; with NORMAL a checkpoint syncs in the middle of one.)
///
/// A chunk that does not open when the log is first opened reads as zeros until it is rewritten;
/// SQLite's checksums then end the log there: a torn tail is no error. (They may also accept those
/// zeros, where the tail of a frame is zeros.) A chunk that stops opening later is an error,
/// SQLITE_IOERR_DATA. Functions return SQLite result codes.
class LogStream {
public:
    explicit LogStream(const UnitSealer& sealer) : m_sealer(sealer) {}

    /// Every handle is attached before it is used and detached before it is closed.
    int attach(sqlite3_file* below);
    int detach(sqlite3_file* below);

    int read(sqlite3_file* below, MutableByteView out, std::uint64_t offset);
    int write(sqlite3_file* below, ByteView bytes, std::uint64_t offset);
    int truncate(sqlite3_file* below, std::uint64_t size);
    int sync(sqlite3_file* below, int flags);
    /// Hands what is in memory to the operating system, without a sync: with this a killed process
    /// loses no commit even where a power cut may (synchronous=NORMAL).
    int writeOut();
    [[nodiscard]] std::uint64_t size() const;
    /// The chunk that last made a page unreadable.
    [[nodiscard]] std::optional<std::uint64_t> damagedChunk() const;

private:
    static constexpr std::uint64_t kNoChunk = std::numeric_limits<std::uint64_t>::max();

    enum class Loaded { Authentic, FromSpare, Torn };
    int load(sqlite3_file* below, std::uint64_t chunk, UnitContent& out, Loaded& how) const;
    int content(sqlite3_file* below, std::uint64_t chunk, UnitContent& out, Loaded& how);
    int findTorn(sqlite3_file* below);
    int hold(sqlite3_file* below, std::uint64_t chunk, std::size_t start, std::size_t count);
    int flush(sqlite3_file* below);
    int protect(sqlite3_file* below, std::uint64_t chunk);
    int freeSpare(sqlite3_file* below);
    int seal(sqlite3_file* below, UnitRole role, std::uint64_t chunk, const UnitContent& content);
    void restart();

    const UnitSealer& m_sealer;
    mutable std::shared_mutex m_mutex;
    std::vector<sqlite3_file*> m_handles;
    std::uint64_t m_size = 0;         ///< of the stream
    std::uint64_t m_settled = 0;      ///< bytes before this are durable and may be needed
    std::uint64_t m_spare = kNoChunk; ///< the chunk whose durable content is in the spare
    bool m_isRewritten = false;       ///< and which has been written to its place since
    std::uint64_t m_held = kNoChunk;  ///< the chunk whose content is in m_content
    bool m_dirty = false;             ///< m_content is newer than the file
    UnitContent m_content{};
    std::vector<bool> m_torn; ///< by chunk: did not open when the log was, not rewritten since
    std::atomic<std::uint64_t> m_damaged = kNoChunk;
};

} // namespace vb::crypto
