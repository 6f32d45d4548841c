// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/disk_vfs.h"

#include "sync/base/check.h"

#include <algorithm>
#include <cstring>

namespace vb::crash {

struct DiskVfs::OpenFile {
    DiskVfs* vfs = nullptr;
    SimDisk::Handle file;
    std::string path;
    bool isLog = false;
    bool syncsNames = false; ///< a log opened so that it may be new; until its first sync
    int level = SQLITE_LOCK_NONE;
    bool isMapped = false;
    std::array<bool, SQLITE_SHM_NLOCK> sharesLock{};

    Shared& shared() { return vfs->m_shared[path]; }
};

/// SQLite's callbacks, in a struct so that they are friends.
struct DiskVfsCalls {
    using OpenFile = DiskVfs::OpenFile;
    struct Raw {
        sqlite3_file head;
        OpenFile* open;
    };

    static constexpr std::uint64_t kUnit = 4096;

    static OpenFile& of(sqlite3_file* file) { return *reinterpret_cast<Raw*>(file)->open; }
    static SimDisk& diskOf(sqlite3_file* file) { return of(file).vfs->m_disk; }

    static int close(sqlite3_file* raw) {
        OpenFile& open = of(raw);
        auto& handles = open.shared().handles;
        handles.erase(std::remove(handles.begin(), handles.end(), &open), handles.end());
        delete &open;
        raw->pMethods = nullptr;
        return SQLITE_OK;
    }

    static int read(sqlite3_file* raw, void* out, int amount, sqlite3_int64 offset) {
        if (diskOf(raw).isDead() || !diskOf(raw).mayRead())
            return SQLITE_IOERR_READ;
        const Bytes& bytes = of(raw).file->current;
        const auto start = std::min(static_cast<std::size_t>(offset), bytes.size());
        const auto size = static_cast<std::size_t>(amount);
        const std::size_t count = std::min(size, bytes.size() - start);
        std::memset(out, 0, size);
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(start), count,
                    static_cast<std::uint8_t*>(out));
        return count == size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
    }

    static int write(sqlite3_file* raw, const void* from, int amount, sqlite3_int64 offset) {
        OpenFile& open = of(raw);
        const ByteView content(static_cast<const std::uint8_t*>(from),
                               static_cast<std::size_t>(amount));
        const auto at = static_cast<std::uint64_t>(offset);
        const bool isSpare = open.isLog && at == 0 && content.size() == kUnit;
        SimDisk& disk = diskOf(raw);
        const bool done =
            isSpare ? disk.writeSpare(open.file, content) : disk.write(open.file, at, content);
        return done ? SQLITE_OK : disk.failureOfWrite();
    }

    static int truncate(sqlite3_file* raw, sqlite3_int64 size) {
        const bool done = diskOf(raw).truncate(of(raw).file, static_cast<std::uint64_t>(size));
        return done ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
    }

    static int sync(sqlite3_file* raw, int) {
        OpenFile& open = of(raw);
        if (!diskOf(raw).sync(open.file))
            return SQLITE_IOERR_FSYNC;
        if (open.syncsNames && !diskOf(raw).syncNames())
            return SQLITE_IOERR_DIR_FSYNC;
        open.syncsNames = false;
        return SQLITE_OK;
    }

    static int fileSize(sqlite3_file* raw, sqlite3_int64* size) {
        if (diskOf(raw).isDead())
            return SQLITE_IOERR_FSTAT;
        *size = static_cast<sqlite3_int64>(of(raw).file->current.size());
        return SQLITE_OK;
    }

    static int lock(sqlite3_file* raw, int level) {
        OpenFile& open = of(raw);
        if (!diskOf(raw).mayLock())
            return SQLITE_BUSY;
        for (const OpenFile* other : open.shared().handles) {
            if (other == &open)
                continue;
            const bool clash = level == SQLITE_LOCK_SHARED ? other->level >= SQLITE_LOCK_PENDING
                               : level == SQLITE_LOCK_EXCLUSIVE
                                   ? other->level >= SQLITE_LOCK_SHARED
                                   : other->level >= SQLITE_LOCK_RESERVED;
            if (clash)
                return SQLITE_BUSY;
        }
        open.level = std::max(open.level, level);
        return SQLITE_OK;
    }

    static int unlock(sqlite3_file* raw, int level) {
        of(raw).level = std::min(of(raw).level, level);
        return SQLITE_OK;
    }

    static int checkReserved(sqlite3_file* raw, int* result) {
        *result = 0;
        for (const OpenFile* other : of(raw).shared().handles)
            *result |= other->level >= SQLITE_LOCK_RESERVED ? 1 : 0;
        return SQLITE_OK;
    }

    static int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
    static int sectorSize(sqlite3_file*) { return 4096; }
    // As Linux has it: the sealing VFS must not pass this on.
    static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

    static int mapShared(sqlite3_file* raw, int region, int size, int extend, void volatile** out) {
        OpenFile& open = of(raw);
        auto& shared = open.shared();
        if (!open.isMapped) {
            open.isMapped = true;
            ++shared.mapped;
        }
        const auto wanted = static_cast<std::size_t>(region);
        *out = nullptr;
        while (extend != 0 && shared.regions.size() <= wanted)
            shared.regions.push_back(
                std::make_unique<std::vector<char>>(static_cast<std::size_t>(size)));
        if (shared.regions.size() > wanted)
            *out = shared.regions[wanted]->data();
        return SQLITE_OK;
    }

    static int lockShared(sqlite3_file* raw, int offset, int count, int flags) {
        OpenFile& open = of(raw);
        auto& shared = open.shared();
        const auto first = static_cast<std::size_t>(offset);
        const std::size_t end = first + static_cast<std::size_t>(count);
        const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
        if ((flags & SQLITE_SHM_LOCK) != 0 && !diskOf(raw).mayLock())
            return SQLITE_BUSY;
        for (std::size_t i = first; (flags & SQLITE_SHM_LOCK) != 0 && i < end; ++i) {
            const bool taken =
                shared.exclusiveLocks[i] != nullptr && shared.exclusiveLocks[i] != &open;
            const int others = shared.sharedLocks[i] - (open.sharesLock[i] ? 1 : 0);
            if (taken || (exclusive && others > 0))
                return SQLITE_BUSY;
        }
        for (std::size_t i = first; i < end; ++i) {
            const bool locks = (flags & SQLITE_SHM_LOCK) != 0;
            if (exclusive) {
                shared.exclusiveLocks[i] = locks ? &open : nullptr;
            } else if (open.sharesLock[i] != locks) {
                open.sharesLock[i] = locks;
                shared.sharedLocks[i] += locks ? 1 : -1;
            }
        }
        return SQLITE_OK;
    }

    static void barrier(sqlite3_file*) {}

    static int unmapShared(sqlite3_file* raw, int) {
        OpenFile& open = of(raw);
        auto& shared = open.shared();
        if (!open.isMapped)
            return SQLITE_OK;
        open.isMapped = false;
        if (--shared.mapped == 0) {
            shared.regions.clear();
            shared.sharedLocks.fill(0);
            shared.exclusiveLocks.fill(nullptr);
        }
        return SQLITE_OK;
    }

    static constexpr sqlite3_io_methods kMethods = {2,
                                                    close,
                                                    read,
                                                    write,
                                                    truncate,
                                                    sync,
                                                    fileSize,
                                                    lock,
                                                    unlock,
                                                    checkReserved,
                                                    control,
                                                    sectorSize,
                                                    characteristics,
                                                    mapShared,
                                                    lockShared,
                                                    barrier,
                                                    unmapShared,
                                                    nullptr,
                                                    nullptr};

    static DiskVfs& vfsOf(sqlite3_vfs* vfs) { return *static_cast<DiskVfs*>(vfs->pAppData); }

    static int open(sqlite3_vfs* raw, const char* path, sqlite3_file* file, int flags,
                    int* outFlags) {
        DiskVfs& vfs = vfsOf(raw);
        file->pMethods = nullptr;
        if (path == nullptr || vfs.m_disk.isDead() || !vfs.m_disk.mayOpen())
            return SQLITE_CANTOPEN;
        const bool mayCreate = (flags & SQLITE_OPEN_CREATE) != 0;
        if (vfs.m_disk.find(path) == nullptr && (!mayCreate || !vfs.m_disk.create(path)))
            return SQLITE_CANTOPEN;
        auto open = std::make_unique<OpenFile>();
        open->vfs = &vfs;
        open->file = vfs.m_disk.find(path);
        open->path = path;
        open->isLog = (flags & SQLITE_OPEN_WAL) != 0;
        open->syncsNames = open->isLog && mayCreate;
        open->shared().handles.push_back(open.get());
        reinterpret_cast<Raw*>(file)->open = open.release();
        file->pMethods = &kMethods;
        if (outFlags != nullptr)
            *outFlags = flags;
        return SQLITE_OK;
    }

    static int remove(sqlite3_vfs* raw, const char* path, int syncDirectory) {
        SimDisk& disk = vfsOf(raw).m_disk;
        if (!disk.isDead() && disk.find(path) == nullptr)
            return SQLITE_IOERR_DELETE_NOENT;
        if (!disk.remove(path) || (syncDirectory != 0 && !disk.syncNames()))
            return SQLITE_IOERR_DELETE;
        return SQLITE_OK;
    }

    static int access(sqlite3_vfs* raw, const char* path, int, int* result) {
        *result = vfsOf(raw).m_disk.find(path) != nullptr ? 1 : 0;
        return SQLITE_OK;
    }

    static int fullPath(sqlite3_vfs*, const char* path, int size, char* out) {
        sqlite3_snprintf(size, out, "%s", path);
        return SQLITE_OK;
    }

    // The same bytes in every run: a seed reproduces it.
    static int randomness(sqlite3_vfs*, int size, char* out) {
        std::memset(out, 0x5a, static_cast<std::size_t>(size));
        return size;
    }
    static int sleep(sqlite3_vfs*, int microseconds) { return microseconds; }
    static int time(sqlite3_vfs*, double* out) {
        *out = 2461000.5;
        return SQLITE_OK;
    }
    static int timeMillis(sqlite3_vfs*, sqlite3_int64* out) {
        *out = 212630400000000;
        return SQLITE_OK;
    }
    static int lastError(sqlite3_vfs*, int, char*) { return 0; }
};

DiskVfs::DiskVfs(SimDisk& disk, std::string name) : m_disk(disk), m_name(std::move(name)) {
    m_vfs.iVersion = 2;
    m_vfs.szOsFile = sizeof(DiskVfsCalls::Raw);
    m_vfs.mxPathname = 512;
    m_vfs.zName = m_name.c_str();
    m_vfs.pAppData = this;
    m_vfs.xOpen = DiskVfsCalls::open;
    m_vfs.xDelete = DiskVfsCalls::remove;
    m_vfs.xAccess = DiskVfsCalls::access;
    m_vfs.xFullPathname = DiskVfsCalls::fullPath;
    m_vfs.xRandomness = DiskVfsCalls::randomness;
    m_vfs.xSleep = DiskVfsCalls::sleep;
    m_vfs.xCurrentTime = DiskVfsCalls::time;
    m_vfs.xGetLastError = DiskVfsCalls::lastError;
    m_vfs.xCurrentTimeInt64 = DiskVfsCalls::timeMillis;
    VB_CHECK(sqlite3_vfs_register(&m_vfs, 0) == SQLITE_OK);
}

DiskVfs::~DiskVfs() {
    for (const auto& [path, shared] : m_shared)
        VB_CHECK(shared.handles.empty());
    sqlite3_vfs_unregister(&m_vfs);
}

} // namespace vb::crash
