// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/page_vfs/below_file.h"
#include "crypto/page_vfs/log_format.h"
#include "crypto/page_vfs/page_vfs.h"
#include "crypto/page_vfs/vfs_state.h"

#include <set>

namespace vb::crypto {

namespace {

void list(std::vector<std::uint64_t>& numbers, std::uint64_t& count, std::uint64_t number) {
    ++count;
    if (numbers.size() < DatabaseReport::kMaxListed)
        numbers.push_back(number);
}

std::uint32_t bigEndian(ByteView bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | bytes[at + i];
    return value;
}

/// SQLite's running checksum over the log ("WAL-mode File Format", sqlite.org), for either order
/// of bytes in a word.
struct LogChecksum {
    bool isBigEndian = false;
    std::uint32_t first = 0;
    std::uint32_t second = 0;

    [[nodiscard]] std::uint32_t word(ByteView bytes, std::size_t at) const {
        const std::uint32_t value = bigEndian(bytes, at);
        return isBigEndian ? value : __builtin_bswap32(value);
    }
    void add(ByteView bytes) {
        for (std::size_t at = 0; at < bytes.size(); at += 8) {
            first += word(bytes, at) + second;
            second += word(bytes, at + 4) + first;
        }
    }
    [[nodiscard]] bool matches(ByteView bytes, std::size_t at) const {
        return bigEndian(bytes, at) == first && bigEndian(bytes, at + 4) == second;
    }
};

/// The committed part of a log.
struct CommittedLog {
    std::set<std::uint64_t> pages;
    std::uint64_t frames = 0;
    std::uint64_t databaseSize = 0; ///< in pages, after the last commit
    std::uint64_t end = 0;          ///< where reading stopped, in the stream
};

// Follows the frames as SQLite's recovery does, as long as salts and checksums hold.
CommittedLog readLog(LogStream& log, sqlite3_file* below) {
    constexpr std::uint32_t kMagic = 0x377f0682; // the lowest bit says big-endian checksums
    CommittedLog committed;
    ByteArray<kLogHeader> header{};
    log.read(below, header, 0);
    LogChecksum checksum{(header[3] & 1) != 0};
    checksum.add(ByteView(header).first(24));
    if ((bigEndian(header, 0) & ~1U) != kMagic || !checksum.matches(header, 24))
        return committed;
    const Bytes salts(header.begin() + 16, header.begin() + 24);
    std::set<std::uint64_t> pending;
    Bytes frame(kFrameSize);
    std::uint64_t frames = 0;
    for (committed.end = kLogHeader; committed.end + kFrameSize <= log.size();
         committed.end += kFrameSize) {
        log.read(below, frame, committed.end);
        checksum.add(ByteView(frame).first(8));
        checksum.add(ByteView(frame).subspan(kFrameHeader));
        if (!std::equal(salts.begin(), salts.end(), frame.begin() + 8) ||
            !checksum.matches(frame, 16))
            break;
        ++frames;
        pending.insert(bigEndian(frame, 0));
        if (const std::uint32_t size = bigEndian(frame, 4); size != 0) {
            committed.pages.merge(pending);
            pending.clear();
            committed.frames = frames;
            committed.databaseSize = size;
        }
    }
    return committed;
}

// SQLite leaves the page that holds byte 2^30 unused, for its locks.
constexpr std::uint64_t kLockPage = 0x40000000 / kUnitSize + 1;

void readPages(const BelowFile& file, const UnitSealer& sealer, const CommittedLog& log,
               DatabaseReport& report) {
    report.pages = file.size() / kUnitSize;
    std::uint64_t counted = log.databaseSize;
    SealedUnit unit;
    UnitContent content;
    for (std::uint64_t page = 1; page <= report.pages; ++page) {
        if (page == kLockPage)
            continue;
        if (!file.readUnit(page - 1, unit) || !sealer.open(UnitRole::Page, page, unit, content)) {
            if (log.pages.contains(page))
                ++report.healablePages;
            else
                list(report.damagedPages, report.damagedPageCount, page);
        } else if (page == 1 && counted == 0) {
            counted = bigEndian(content, 28);
        }
    }
    for (std::uint64_t page = report.pages + 1; page <= counted; ++page) {
        if (!log.pages.contains(page) && page != kLockPage)
            ++report.missingPages;
    }
}

void readChunks(const BelowFile& file, const UnitSealer& sealer, DatabaseReport& report) {
    const std::uint64_t units = file.size() / kUnitSize;
    report.logChunks = units > 1 ? units - 1 : 0;
    SealedUnit spare;
    SealedUnit unit;
    UnitContent content;
    if (report.logChunks == 0 || !file.readUnit(0, spare))
        return;
    for (std::uint64_t chunk = 0; chunk < report.logChunks; ++chunk) {
        if ((!file.readUnit(chunk + 1, unit) ||
             !sealer.open(UnitRole::Chunk, chunk, unit, content)) &&
            !sealer.open(UnitRole::Spare, chunk, spare, content))
            list(report.damagedChunks, report.damagedChunkCount, chunk);
    }
}

bool endsInDamage(const DatabaseReport& report, const CommittedLog& log) {
    const std::uint64_t first = log.end / kUnitContent;
    const std::uint64_t last = (log.end + kFrameSize - 1) / kUnitContent;
    for (const std::uint64_t chunk : report.damagedChunks) {
        if (chunk >= first && chunk <= last)
            return true;
    }
    return false;
}

} // namespace

DatabaseReport PageVfs::verify() const {
    const VfsState& state = *m_state;
    DatabaseReport report;
    report.fault = check();
    const BelowFile file(state.base, state.path, SQLITE_OPEN_MAIN_DB);
    // A fault of single units is told by the counts below.
    if (report.fault == DatabaseFault::Damaged ||
        (report.fault == DatabaseFault::Truncated && file.size() >= kUnitSize))
        report.fault.reset();
    if (report.fault)
        return report;
    CommittedLog committed;
    const BelowFile log(state.base, state.logPath, SQLITE_OPEN_WAL);
    if (log.isOpen()) {
        readChunks(log, state.sealer, report);
        LogStream stream(state.sealer);
        if (stream.attach(log.handle()) == SQLITE_OK) {
            committed = readLog(stream, log.handle());
            stream.detach(log.handle());
        }
        report.logFrames = committed.frames;
        report.logEndsInDamage = endsInDamage(report, committed);
    }
    if (file.isOpen())
        readPages(file, state.sealer, committed, report);
    return report;
}

} // namespace vb::crypto
