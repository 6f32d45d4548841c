// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/page_vfs/log_stream.h"

#include <sqlite3.h>

#include <algorithm>
#include <mutex>

namespace vb::crypto {

namespace {

sqlite3_int64 unitOffset(std::uint64_t unit) {
    return static_cast<sqlite3_int64>(unit) * static_cast<sqlite3_int64>(kUnitSize);
}

// A short read leaves zeros, which no tag fits: whether a unit is there is found out by opening it.
int readUnit(sqlite3_file* below, std::uint64_t unit, SealedUnit& out) {
    const int result =
        below->pMethods->xRead(below, out.data(), static_cast<int>(kUnitSize), unitOffset(unit));
    return result == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : result;
}

int writeUnit(sqlite3_file* below, std::uint64_t unit, const SealedUnit& sealed) {
    return below->pMethods->xWrite(below, sealed.data(), static_cast<int>(kUnitSize),
                                   unitOffset(unit));
}

std::uint64_t chunksOf(std::uint64_t bytes) {
    return (bytes + kUnitContent - 1) / kUnitContent;
}

} // namespace

int LogStream::attach(sqlite3_file* below) {
    const std::unique_lock lock(m_mutex);
    if (m_handles.empty()) {
        sqlite3_int64 physical = 0;
        if (const int result = below->pMethods->xFileSize(below, &physical); result != SQLITE_OK)
            return result;
        restart();
        const auto units = static_cast<std::uint64_t>(physical) / kUnitSize;
        m_size = units > 1 ? (units - 1) * kUnitContent : 0;
        // What is there was perhaps synced; treating it so costs one sync at most.
        m_settled = m_size;
        if (const int result = findTorn(below); result != SQLITE_OK)
            return result;
    }
    m_handles.push_back(below);
    return SQLITE_OK;
}

int LogStream::detach(sqlite3_file* below) {
    const std::unique_lock lock(m_mutex);
    int result = SQLITE_OK;
    if (m_handles.size() == 1 && m_handles.front() == below)
        result = flush(below);
    std::erase(m_handles, below);
    return result;
}

// Nothing of the stream matters any more. SQLite starts a log anew only when all of it is in the
// database file and synced there; the chunks left in the file carry the salts of the log before.
void LogStream::restart() {
    m_size = 0;
    m_settled = 0;
    m_spare = kNoChunk;
    m_isRewritten = false;
    m_held = kNoChunk;
    m_dirty = false;
    m_torn.clear();
}

int LogStream::findTorn(sqlite3_file* below) {
    m_torn.assign(m_size / kUnitContent, false);
    UnitContent ignored;
    for (std::uint64_t chunk = 0; chunk < m_torn.size(); ++chunk) {
        Loaded how{};
        if (const int result = load(below, chunk, ignored, how); result != SQLITE_OK)
            return result;
        m_torn[chunk] = how == Loaded::Torn;
        if (how == Loaded::FromSpare)
            m_spare = chunk;
    }
    return SQLITE_OK;
}

int LogStream::load(sqlite3_file* below, std::uint64_t chunk, UnitContent& out, Loaded& how) const {
    SealedUnit sealed;
    how = Loaded::Authentic;
    if (const int result = readUnit(below, chunk + 1, sealed); result != SQLITE_OK)
        return result;
    if (m_sealer.open(UnitRole::Chunk, chunk, sealed, out))
        return SQLITE_OK;
    how = Loaded::FromSpare;
    if (const int result = readUnit(below, 0, sealed); result != SQLITE_OK)
        return result;
    if (m_sealer.open(UnitRole::Spare, chunk, sealed, out))
        return SQLITE_OK;
    how = Loaded::Torn;
    return SQLITE_OK;
}

// What the stream holds of a chunk that is not in memory.
int LogStream::content(sqlite3_file* below, std::uint64_t chunk, UnitContent& out, Loaded& how) {
    if (const int result = load(below, chunk, out, how); result != SQLITE_OK)
        return result;
    const bool wasTorn = chunk < m_torn.size() && m_torn[chunk];
    // A spare that was not needed when the log was opened holds something older.
    if (how == Loaded::Authentic || (how == Loaded::FromSpare && chunk == m_spare) || wasTorn)
        return SQLITE_OK;
    m_damaged = chunk;
    return SQLITE_IOERR_DATA;
}

int LogStream::read(sqlite3_file* below, MutableByteView out, std::uint64_t offset) {
    const std::shared_lock lock(m_mutex);
    std::fill(out.begin(), out.end(), std::uint8_t{0});
    const std::uint64_t end = std::min<std::uint64_t>(m_size, offset + out.size());
    for (std::uint64_t at = offset; at < end;) {
        const std::uint64_t chunk = at / kUnitContent;
        const std::size_t start = at % kUnitContent;
        const std::size_t count = std::min<std::uint64_t>(kUnitContent - start, end - at);
        UnitContent opened;
        const UnitContent* held = &m_content;
        if (chunk != m_held) {
            Loaded how{};
            if (const int result = content(below, chunk, opened, how); result != SQLITE_OK)
                return result;
            held = &opened;
        }
        std::copy_n(held->begin() + static_cast<std::ptrdiff_t>(start), count,
                    out.begin() + static_cast<std::ptrdiff_t>(at - offset));
        at += count;
    }
    return end == offset + out.size() ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int LogStream::write(sqlite3_file* below, ByteView bytes, std::uint64_t offset) {
    const std::unique_lock lock(m_mutex);
    // Only the log's header is ever written here.
    if (offset == 0)
        restart();
    // SQLite writes behind the last commit: whatever lay there is not needed.
    m_settled = std::min(m_settled, offset);
    while (!bytes.empty()) {
        const std::uint64_t chunk = offset / kUnitContent;
        const std::size_t start = offset % kUnitContent;
        const std::size_t count = std::min(kUnitContent - start, bytes.size());
        if (const int result = hold(below, chunk, start, count); result != SQLITE_OK)
            return result;
        std::copy_n(bytes.begin(), count, m_content.begin() + static_cast<std::ptrdiff_t>(start));
        m_dirty = true;
        offset += count;
        m_size = std::max(m_size, offset);
        bytes = bytes.subspan(count);
        if (start + count == kUnitContent) {
            if (const int result = flush(below); result != SQLITE_OK)
                return result;
        }
    }
    return SQLITE_OK;
}

// Makes `chunk` the one in memory, with what the stream holds of it, since `count` bytes from
// `start` are about to be written there.
int LogStream::hold(sqlite3_file* below, std::uint64_t chunk, std::size_t start,
                    std::size_t count) {
    if (m_held == chunk)
        return SQLITE_OK;
    if (const int result = flush(below); result != SQLITE_OK)
        return result;
    m_held = kNoChunk;
    m_content.fill(0);
    const std::uint64_t first = chunk * kUnitContent;
    const bool replaced = start == 0 && first + count >= std::min(m_size, first + kUnitContent);
    if (first < m_size && !replaced) {
        Loaded how{};
        if (const int result = content(below, chunk, m_content, how); result != SQLITE_OK)
            return result;
    }
    m_held = chunk;
    return SQLITE_OK;
}

int LogStream::seal(sqlite3_file* below, UnitRole role, std::uint64_t chunk,
                    const UnitContent& content) {
    SealedUnit sealed;
    m_sealer.seal(role, chunk, content, sealed);
    return writeUnit(below, role == UnitRole::Spare ? 0 : chunk + 1, sealed);
}

int LogStream::flush(sqlite3_file* below) {
    if (!m_dirty)
        return SQLITE_OK;
    if (const int result = protect(below, m_held); result != SQLITE_OK)
        return result;
    if (const int result = seal(below, UnitRole::Chunk, m_held, m_content); result != SQLITE_OK)
        return result;
    m_dirty = false;
    m_isRewritten |= m_held == m_spare;
    if (m_held < m_torn.size())
        m_torn[m_held] = false;
    return SQLITE_OK;
}

// Before a chunk with settled bytes is rewritten, its present content goes to the spare, durably:
// the rewriting may tear it. Chunk 0 holds no whole frame, so no commit ends in it; and its header
// in an old spare would bring a dead log back to life.
int LogStream::protect(sqlite3_file* below, std::uint64_t chunk) {
    if (chunk == 0 || chunk * kUnitContent >= m_settled || m_spare == chunk)
        return SQLITE_OK;
    UnitContent present;
    Loaded how{};
    if (const int result = content(below, chunk, present, how); result != SQLITE_OK)
        return result;
    if (how != Loaded::Authentic)
        return SQLITE_OK;
    if (const int result = freeSpare(below); result != SQLITE_OK)
        return result;
    if (const int result = seal(below, UnitRole::Spare, chunk, present); result != SQLITE_OK)
        return result;
    if (const int result = below->pMethods->xSync(below, SQLITE_SYNC_NORMAL); result != SQLITE_OK)
        return result;
    m_spare = chunk;
    m_isRewritten = false;
    return SQLITE_OK;
}

// The chunk that the spare stands in for must be durable in its own place first.
int LogStream::freeSpare(sqlite3_file* below) {
    if (m_spare == kNoChunk)
        return SQLITE_OK;
    if (!m_isRewritten) {
        UnitContent kept;
        Loaded how{};
        if (const int result = content(below, m_spare, kept, how); result != SQLITE_OK)
            return result;
        if (const int result = seal(below, UnitRole::Chunk, m_spare, kept); result != SQLITE_OK)
            return result;
    }
    if (const int result = below->pMethods->xSync(below, SQLITE_SYNC_NORMAL); result != SQLITE_OK)
        return result;
    m_spare = kNoChunk;
    return SQLITE_OK;
}

int LogStream::truncate(sqlite3_file* below, std::uint64_t size) {
    const std::unique_lock lock(m_mutex);
    if (size == 0) {
        restart();
        return below->pMethods->xTruncate(below, 0);
    }
    if (size >= m_size)
        return SQLITE_OK;
    const std::size_t kept = size % kUnitContent;
    if (kept != 0) {
        // The rest of the last chunk must read as zeros if the stream grows again.
        if (const int result = hold(below, size / kUnitContent, kept, 0); result != SQLITE_OK)
            return result;
        std::fill(m_content.begin() + static_cast<std::ptrdiff_t>(kept), m_content.end(),
                  std::uint8_t{0});
        m_dirty = true;
    } else if (m_held != kNoChunk && m_held >= chunksOf(size)) {
        m_held = kNoChunk;
        m_dirty = false;
    }
    m_size = size;
    m_settled = std::min(m_settled, size);
    return below->pMethods->xTruncate(below, unitOffset(chunksOf(size) + 1));
}

int LogStream::sync(sqlite3_file* below, int flags) {
    const std::unique_lock lock(m_mutex);
    if (const int result = flush(below); result != SQLITE_OK)
        return result;
    if (const int result = below->pMethods->xSync(below, flags); result != SQLITE_OK)
        return result;
    m_settled = m_size;
    if (m_isRewritten)
        m_spare = kNoChunk;
    return SQLITE_OK;
}

int LogStream::writeOut() {
    const std::unique_lock lock(m_mutex);
    return m_handles.empty() ? SQLITE_OK : flush(m_handles.front());
}

std::uint64_t LogStream::size() const {
    const std::shared_lock lock(m_mutex);
    return m_size;
}

std::optional<std::uint64_t> LogStream::damagedChunk() const {
    const std::uint64_t chunk = m_damaged;
    return chunk == kNoChunk ? std::nullopt : std::optional(chunk);
}

} // namespace vb::crypto
