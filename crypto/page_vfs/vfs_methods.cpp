// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/page_vfs/vfs_state.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <string_view>

namespace vb::crypto {

namespace {

/// What SQLite allocates for one open file; the file of the VFS below lies directly behind it.
struct SealedFile {
    sqlite3_file head; ///< first, because SQLite sees only this
    VfsState* state;
    sqlite3_file* below;
};

SealedFile& sealed(sqlite3_file* file) {
    return *reinterpret_cast<SealedFile*>(file);
}
VfsState& stateOf(sqlite3_vfs* vfs) {
    return *static_cast<VfsState*>(vfs->pAppData);
}

// ---- database file -------------------------------------------------------------------------

enum class PageFound { Authentic, Absent, Damaged };

// Opens the page at `number` into `out`, whose last 40 bytes stay zero: SQLite computes checksums
// of the log over them, and finds in them what it last wrote there.
int loadPage(SealedFile& file, std::uint64_t number, SealedUnit& out, PageFound& found) {
    SealedUnit unit{};
    const auto offset =
        static_cast<sqlite3_int64>(number - 1) * static_cast<sqlite3_int64>(kUnitSize);
    const int result =
        file.below->pMethods->xRead(file.below, unit.data(), static_cast<int>(kUnitSize), offset);
    if (result != SQLITE_OK && result != SQLITE_IOERR_SHORT_READ)
        return result;
    out.fill(0);
    // Behind the end; a page cut short is a damaged one.
    if (result == SQLITE_IOERR_SHORT_READ &&
        std::all_of(unit.begin(), unit.end(), [](std::uint8_t byte) { return byte == 0; })) {
        found = PageFound::Absent;
        return SQLITE_OK;
    }
    UnitContent content;
    const bool opened = file.state->sealer.open(UnitRole::Page, number, unit, content);
    found = opened ? PageFound::Authentic : PageFound::Damaged;
    std::copy(content.begin(), content.end(), out.begin());
    return SQLITE_OK;
}

int readDatabase(sqlite3_file* raw, void* to, int amount, sqlite3_int64 offset) {
    SealedFile& file = sealed(raw);
    VfsState& state = *file.state;
    const auto size = static_cast<std::size_t>(amount);
    const std::uint64_t number = static_cast<std::uint64_t>(offset) / kUnitSize + 1;
    const std::size_t start = static_cast<std::uint64_t>(offset) % kUnitSize;
    if (start + size > kUnitSize)
        return SQLITE_IOERR_READ;
    SealedUnit page;
    PageFound found{};
    if (const int result = loadPage(file, number, page, found); result != SQLITE_OK)
        return result;
    // The first page of a finished database exists; without this an emptied file would pass for a
    // new one.
    if (found == PageFound::Absent && number == 1 && !state.isCreating)
        found = PageFound::Damaged;
    if (found == PageFound::Damaged) {
        if (number != 1 || size == kUnitSize) {
            state.damagedPage = number;
            return SQLITE_IOERR_DATA;
        }
        // SQLite looks at the header before it looks at the log, which may hold this page whole.
        const auto header = constantHeader();
        std::copy(header.begin(), header.end(), page.begin());
    }
    std::memcpy(to, page.data() + start, size);
    return found == PageFound::Absent ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

// Content in the reserved bytes would be lost, and a header that reserves none means that SQLite
// is about to put content there.
bool isSealable(FixedView<kUnitSize> page, bool isFirst) {
    const auto reserved = page.last<kUnitOverhead>();
    if (std::any_of(reserved.begin(), reserved.end(), [](std::uint8_t byte) { return byte != 0; }))
        return false;
    constexpr std::size_t kPageSizeAt = 16;
    constexpr std::size_t kReservedAt = 20;
    return !isFirst || (page[kPageSizeAt] == kUnitSize >> 8 && page[kPageSizeAt + 1] == 0 &&
                        page[kReservedAt] == kUnitOverhead);
}

int writeDatabase(sqlite3_file* raw, const void* from, int amount, sqlite3_int64 offset) {
    SealedFile& file = sealed(raw);
    if (amount != static_cast<int>(kUnitSize) || offset % static_cast<int>(kUnitSize) != 0)
        return SQLITE_IOERR_WRITE;
    const FixedView<kUnitSize> page(static_cast<const std::uint8_t*>(from), kUnitSize);
    if (!isSealable(page, offset == 0))
        return SQLITE_IOERR_WRITE;
    SealedUnit unit;
    file.state->sealer.seal(UnitRole::Page, static_cast<std::uint64_t>(offset) / kUnitSize + 1,
                            page.first<kUnitContent>(), unit);
    return file.below->pMethods->xWrite(file.below, unit.data(), static_cast<int>(kUnitSize),
                                        offset);
}

int truncateDatabase(sqlite3_file* raw, sqlite3_int64 size) {
    sqlite3_file* below = sealed(raw).below;
    return below->pMethods->xTruncate(below, size);
}

int syncDatabase(sqlite3_file* raw, int flags) {
    sqlite3_file* below = sealed(raw).below;
    return below->pMethods->xSync(below, flags);
}

int sizeOfDatabase(sqlite3_file* raw, sqlite3_int64* size) {
    SealedFile& file = sealed(raw);
    const int result = file.below->pMethods->xFileSize(file.below, size);
    // See readDatabase: never empty once made.
    if (result == SQLITE_OK && !file.state->isCreating)
        *size = std::max<sqlite3_int64>(*size, kUnitSize);
    return result;
}

int closeFile(sqlite3_file* raw) {
    SealedFile& file = sealed(raw);
    const int result = file.below->pMethods->xClose(file.below);
    raw->pMethods = nullptr;
    --file.state->openFiles;
    return result;
}

int lockFile(sqlite3_file* raw, int level) {
    sqlite3_file* below = sealed(raw).below;
    return below->pMethods->xLock(below, level);
}

int unlockFile(sqlite3_file* raw, int level) {
    sqlite3_file* below = sealed(raw).below;
    return below->pMethods->xUnlock(below, level);
}

int checkReservedLock(sqlite3_file* raw, int* result) {
    sqlite3_file* below = sealed(raw).below;
    return below->pMethods->xCheckReservedLock(below, result);
}

// Any journal mode but WAL would write pages in place with the way back in memory alone.
int answerPragma(const VfsState& state, char** argument) {
    const char* name = argument[1];
    const char* value = argument[2];
    if (state.isCreating || value == nullptr || sqlite3_stricmp(name, "journal_mode") != 0 ||
        sqlite3_stricmp(value, "wal") == 0)
        return SQLITE_NOTFOUND;
    argument[0] = sqlite3_mprintf("a sealed database stays in WAL mode");
    return SQLITE_ERROR;
}

int controlDatabase(sqlite3_file* raw, int operation, void* argument) {
    SealedFile& file = sealed(raw);
    switch (operation) {
    case SQLITE_FCNTL_PRAGMA:
        return answerPragma(*file.state, static_cast<char**>(argument));
    case SQLITE_FCNTL_MMAP_SIZE:
        *static_cast<sqlite3_int64*>(argument) = 0;
        return SQLITE_OK;
    case SQLITE_FCNTL_POWERSAFE_OVERWRITE:
        *static_cast<int*>(argument) = 0;
        return SQLITE_OK;
    case SQLITE_FCNTL_CHUNK_SIZE:
        return SQLITE_OK;
    case SQLITE_FCNTL_BEGIN_ATOMIC_WRITE:
    case SQLITE_FCNTL_COMMIT_ATOMIC_WRITE:
    case SQLITE_FCNTL_ROLLBACK_ATOMIC_WRITE:
        return SQLITE_NOTFOUND;
    default:
        return file.below->pMethods->xFileControl(file.below, operation, argument);
    }
}

int databaseSectorSize(sqlite3_file*) {
    return static_cast<int>(kUnitSize);
}

// Not SQLITE_IOCAP_POWERSAFE_OVERWRITE: adding to a sealed chunk rewrites all of it, so a torn
// write reaches bytes before the ones written. Without it SQLite pads what it syncs over the end
// of the chunk, and a committed frame is never in a chunk that is written again.
int characteristics(sqlite3_file*) {
    return 0;
}

int mapShared(sqlite3_file* raw, int region, int size, int extend, void volatile** out) {
    sqlite3_file* below = sealed(raw).below;
    return below->pMethods->xShmMap(below, region, size, extend, out);
}

int lockShared(sqlite3_file* raw, int offset, int count, int flags) {
    SealedFile& file = sealed(raw);
    // The end of a write transaction (WAL_WRITE_LOCK is lock 0). A failure here is not lost: what
    // could not be written stays in memory and fails the sync that needs it.
    constexpr int kRelease = SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE;
    if (offset == 0 && flags == kRelease)
        (void)file.state->log.writeOut();
    return file.below->pMethods->xShmLock(file.below, offset, count, flags);
}

void barrierShared(sqlite3_file* raw) {
    sqlite3_file* below = sealed(raw).below;
    below->pMethods->xShmBarrier(below);
}

int unmapShared(sqlite3_file* raw, int remove) {
    sqlite3_file* below = sealed(raw).below;
    return below->pMethods->xShmUnmap(below, remove);
}

// ---- log file ------------------------------------------------------------------------------

int closeLog(sqlite3_file* raw) {
    SealedFile& file = sealed(raw);
    const int detached = file.state->log.detach(file.below);
    const int closed = closeFile(raw);
    return detached != SQLITE_OK ? detached : closed;
}

int readLog(sqlite3_file* raw, void* to, int amount, sqlite3_int64 offset) {
    SealedFile& file = sealed(raw);
    const MutableByteView out(static_cast<std::uint8_t*>(to), static_cast<std::size_t>(amount));
    return file.state->log.read(file.below, out, static_cast<std::uint64_t>(offset));
}

int writeLog(sqlite3_file* raw, const void* from, int amount, sqlite3_int64 offset) {
    SealedFile& file = sealed(raw);
    const ByteView bytes(static_cast<const std::uint8_t*>(from), static_cast<std::size_t>(amount));
    return file.state->log.write(file.below, bytes, static_cast<std::uint64_t>(offset));
}

int truncateLog(sqlite3_file* raw, sqlite3_int64 size) {
    SealedFile& file = sealed(raw);
    return file.state->log.truncate(file.below, static_cast<std::uint64_t>(size));
}

int syncLog(sqlite3_file* raw, int flags) {
    SealedFile& file = sealed(raw);
    return file.state->log.sync(file.below, flags);
}

int sizeOfLog(sqlite3_file* raw, sqlite3_int64* size) {
    *size = static_cast<sqlite3_int64>(sealed(raw).state->log.size());
    return SQLITE_OK;
}

int controlLog(sqlite3_file*, int, void*) {
    return SQLITE_NOTFOUND;
}

// One chunk: SQLite pads a synced commit up to a multiple of this, so that it ends on a chunk.
int logSectorSize(sqlite3_file*) {
    return static_cast<int>(kUnitContent);
}

// Version 2: shared memory for the log's index, and none of version 3's memory mapping.
constexpr sqlite3_io_methods kDatabaseMethods = {2,
                                                 closeFile,
                                                 readDatabase,
                                                 writeDatabase,
                                                 truncateDatabase,
                                                 syncDatabase,
                                                 sizeOfDatabase,
                                                 lockFile,
                                                 unlockFile,
                                                 checkReservedLock,
                                                 controlDatabase,
                                                 databaseSectorSize,
                                                 characteristics,
                                                 mapShared,
                                                 lockShared,
                                                 barrierShared,
                                                 unmapShared,
                                                 nullptr,
                                                 nullptr};

constexpr sqlite3_io_methods kLogMethods = {
    1,        closeLog,   readLog,           writeLog,   truncateLog,   syncLog,         sizeOfLog,
    lockFile, unlockFile, checkReservedLock, controlLog, logSectorSize, characteristics, nullptr,
    nullptr,  nullptr,    nullptr,           nullptr,    nullptr};

// ---- the VFS -------------------------------------------------------------------------------

int openFile(sqlite3_vfs* vfs, const char* path, sqlite3_file* raw, int flags, int* outFlags) {
    VfsState& state = stateOf(vfs);
    raw->pMethods = nullptr;
    const bool isLog = (flags & SQLITE_OPEN_WAL) != 0;
    const bool isDatabase = (flags & SQLITE_OPEN_MAIN_DB) != 0;
    // Journals, temporary files and every other database end here.
    const std::string_view wanted = isLog ? state.logPath : state.path;
    if ((!isLog && !isDatabase) || path == nullptr || wanted != path)
        return SQLITE_CANTOPEN;
    if (isDatabase && !state.isCreating)
        flags &= ~SQLITE_OPEN_CREATE;
    auto* file = new (raw) SealedFile{};
    file->state = &state;
    file->below = reinterpret_cast<sqlite3_file*>(file + 1);
    file->below->pMethods = nullptr;
    int result = state.base->xOpen(state.base, path, file->below, flags, outFlags);
    if (result == SQLITE_OK && isLog)
        result = state.log.attach(file->below);
    if (result != SQLITE_OK) {
        if (file->below->pMethods != nullptr)
            file->below->pMethods->xClose(file->below);
        return result;
    }
    ++state.openFiles;
    raw->pMethods = isLog ? &kLogMethods : &kDatabaseMethods;
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs* vfs, const char* path, int syncDirectory) {
    VfsState& state = stateOf(vfs);
    if (state.logPath != path)
        return SQLITE_IOERR_DELETE_NOENT;
    return state.base->xDelete(state.base, path, syncDirectory);
}

int accessFile(sqlite3_vfs* vfs, const char* path, int flags, int* result) {
    VfsState& state = stateOf(vfs);
    // A file that lies there under a journal's name is none of ours: it is never rolled back.
    *result = 0;
    if (state.logPath != path && state.path != path)
        return SQLITE_OK;
    return state.base->xAccess(state.base, path, flags, result);
}

int fullPath(sqlite3_vfs* vfs, const char* path, int size, char* out) {
    VfsState& state = stateOf(vfs);
    return state.base->xFullPathname(state.base, path, size, out);
}

void* openLibrary(sqlite3_vfs*, const char*) {
    return nullptr;
}
void libraryError(sqlite3_vfs*, int size, char* out) {
    sqlite3_snprintf(size, out, "no extensions");
}
void (*librarySymbol(sqlite3_vfs*, void*, const char*))(void) {
    return nullptr;
}
void closeLibrary(sqlite3_vfs*, void*) {}

int randomness(sqlite3_vfs* vfs, int size, char* out) {
    VfsState& state = stateOf(vfs);
    return state.base->xRandomness(state.base, size, out);
}

int sleepFor(sqlite3_vfs* vfs, int microseconds) {
    VfsState& state = stateOf(vfs);
    return state.base->xSleep(state.base, microseconds);
}

int currentTime(sqlite3_vfs* vfs, double* out) {
    VfsState& state = stateOf(vfs);
    return state.base->xCurrentTime(state.base, out);
}

int lastError(sqlite3_vfs* vfs, int size, char* out) {
    VfsState& state = stateOf(vfs);
    return state.base->xGetLastError(state.base, size, out);
}

int currentTimeMillis(sqlite3_vfs* vfs, sqlite3_int64* out) {
    VfsState& state = stateOf(vfs);
    return state.base->xCurrentTimeInt64(state.base, out);
}

} // namespace

void installMethods(VfsState& state) {
    sqlite3_vfs& vfs = state.vfs;
    vfs.iVersion = 2;
    vfs.szOsFile = static_cast<int>(sizeof(SealedFile)) + state.base->szOsFile;
    vfs.mxPathname = state.base->mxPathname;
    vfs.zName = state.name.c_str();
    vfs.pAppData = &state;
    vfs.xOpen = openFile;
    vfs.xDelete = deleteFile;
    vfs.xAccess = accessFile;
    vfs.xFullPathname = fullPath;
    vfs.xDlOpen = openLibrary;
    vfs.xDlError = libraryError;
    vfs.xDlSym = librarySymbol;
    vfs.xDlClose = closeLibrary;
    vfs.xRandomness = randomness;
    vfs.xSleep = sleepFor;
    vfs.xCurrentTime = currentTime;
    vfs.xGetLastError = lastError;
    vfs.xCurrentTimeInt64 = currentTimeMillis;
}

ByteArray<100> constantHeader() {
    ByteArray<100> header{};
    constexpr std::string_view kMagic("SQLite format 3\0", 16);
    std::copy(kMagic.begin(), kMagic.end(), header.begin());
    header[16] = kUnitSize >> 8;
    header[18] = 2; // written in WAL mode
    header[19] = 2; // read in WAL mode
    header[20] = kUnitOverhead;
    header[21] = 64;
    header[22] = 32;
    header[23] = 32;
    return header;
}

} // namespace vb::crypto
