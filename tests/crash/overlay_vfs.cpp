// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/overlay_vfs.h"

#include "sync/base/check.h"

#include <cstdint>
#include <cstring>
#include <vector>

namespace vb::crash {

struct OverlayCalls {
    struct Raw {
        sqlite3_file head;
        OverlayVfs* vfs;
        sqlite3_file* below;
        bool isLog;
    };
    static constexpr int kPage = 4096;
    static constexpr int kReserved = 40;

    static Raw& of(sqlite3_file* file) { return *reinterpret_cast<Raw*>(file); }
    static sqlite3_file* belowOf(sqlite3_file* file) { return of(file).below; }
    static bool makes(sqlite3_file* file, Mistake mistake) {
        return of(file).vfs->m_mistake == mistake;
    }

    static int close(sqlite3_file* file) {
        sqlite3_file* below = belowOf(file);
        file->pMethods = nullptr;
        return below->pMethods->xClose(below);
    }
    static int read(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset) {
        sqlite3_file* below = belowOf(file);
        const int result = below->pMethods->xRead(below, out, amount, offset);
        if (result == SQLITE_OK && amount == kPage && !of(file).isLog &&
            makes(file, Mistake::KeepsNonceAndTag))
            std::memset(static_cast<char*>(out) + kPage - kReserved, 0xa5, kReserved);
        return result;
    }
    static int write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
        sqlite3_file* below = belowOf(file);
        if (amount != kPage || !of(file).isLog || !makes(file, Mistake::SealsFramesInPlace))
            return below->pMethods->xWrite(below, from, amount, offset);
        std::vector<char> page(static_cast<const char*>(from),
                               static_cast<const char*>(from) + kPage);
        std::memset(page.data() + kPage - kReserved, 0xa5, kReserved);
        return below->pMethods->xWrite(below, page.data(), amount, offset);
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        sqlite3_file* below = belowOf(file);
        return below->pMethods->xTruncate(below, size);
    }
    static int sync(sqlite3_file* file, int flags) {
        sqlite3_file* below = belowOf(file);
        return below->pMethods->xSync(below, flags);
    }
    static int fileSize(sqlite3_file* file, sqlite3_int64* size) {
        sqlite3_file* below = belowOf(file);
        return below->pMethods->xFileSize(below, size);
    }
    static int lock(sqlite3_file* file, int level) {
        sqlite3_file* below = belowOf(file);
        return below->pMethods->xLock(below, level);
    }
    static int unlock(sqlite3_file* file, int level) {
        sqlite3_file* below = belowOf(file);
        return below->pMethods->xUnlock(below, level);
    }
    static int checkReserved(sqlite3_file* file, int* result) {
        sqlite3_file* below = belowOf(file);
        return below->pMethods->xCheckReservedLock(below, result);
    }
    static int control(sqlite3_file* file, int operation, void* argument) {
        sqlite3_file* below = belowOf(file);
        return below->pMethods->xFileControl(below, operation, argument);
    }
    static int sectorSize(sqlite3_file* file) {
        sqlite3_file* below = belowOf(file);
        return below->pMethods->xSectorSize(below);
    }
    static int characteristics(sqlite3_file* file) {
        sqlite3_file* below = belowOf(file);
        const int claimed =
            makes(file, Mistake::ClaimsPowersafeOverwrite) ? SQLITE_IOCAP_POWERSAFE_OVERWRITE : 0;
        return below->pMethods->xDeviceCharacteristics(below) | claimed;
    }
    static int mapShared(sqlite3_file* file, int region, int size, int extend,
                         void volatile** out) {
        sqlite3_file* below = belowOf(file);
        return below->pMethods->xShmMap(below, region, size, extend, out);
    }
    static int lockShared(sqlite3_file* file, int offset, int count, int flags) {
        sqlite3_file* below = belowOf(file);
        return below->pMethods->xShmLock(below, offset, count, flags);
    }
    static void barrier(sqlite3_file* file) {
        sqlite3_file* below = belowOf(file);
        below->pMethods->xShmBarrier(below);
    }
    static int unmapShared(sqlite3_file* file, int remove) {
        sqlite3_file* below = belowOf(file);
        return below->pMethods->xShmUnmap(below, remove);
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

    static OverlayVfs& vfsOf(sqlite3_vfs* vfs) { return *static_cast<OverlayVfs*>(vfs->pAppData); }
    static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags,
                    int* outFlags) {
        OverlayVfs& overlay = vfsOf(vfs);
        Raw& raw = of(file);
        raw.vfs = &overlay;
        raw.below = reinterpret_cast<sqlite3_file*>(&raw + 1);
        raw.isLog = (flags & SQLITE_OPEN_WAL) != 0;
        file->pMethods = nullptr;
        const int result =
            overlay.m_below->xOpen(overlay.m_below, path, raw.below, flags, outFlags);
        if (result == SQLITE_OK)
            file->pMethods = &kMethods;
        return result;
    }
    static int remove(sqlite3_vfs* vfs, const char* path, int sync) {
        return vfsOf(vfs).m_below->xDelete(vfsOf(vfs).m_below, path, sync);
    }
    static int access(sqlite3_vfs* vfs, const char* path, int flags, int* result) {
        return vfsOf(vfs).m_below->xAccess(vfsOf(vfs).m_below, path, flags, result);
    }
    static int fullPath(sqlite3_vfs* vfs, const char* path, int size, char* out) {
        return vfsOf(vfs).m_below->xFullPathname(vfsOf(vfs).m_below, path, size, out);
    }
};

OverlayVfs::OverlayVfs(const std::string& sealing, Mistake mistake)
    : m_name("mistaken-" + sealing),
      m_mistake(mistake),
      m_below(sqlite3_vfs_find(sealing.c_str())) {
    VB_CHECK(m_below != nullptr);
    const sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
    m_vfs.iVersion = 1;
    m_vfs.mxPathname = m_below->mxPathname;
    m_vfs.szOsFile = static_cast<int>(sizeof(OverlayCalls::Raw)) + m_below->szOsFile;
    m_vfs.zName = m_name.c_str();
    m_vfs.pAppData = this;
    m_vfs.xOpen = OverlayCalls::open;
    m_vfs.xDelete = OverlayCalls::remove;
    m_vfs.xAccess = OverlayCalls::access;
    m_vfs.xFullPathname = OverlayCalls::fullPath;
    m_vfs.xRandomness = system->xRandomness;
    m_vfs.xSleep = system->xSleep;
    m_vfs.xCurrentTime = system->xCurrentTime;
    m_vfs.xGetLastError = system->xGetLastError;
    VB_CHECK(sqlite3_vfs_register(&m_vfs, 0) == SQLITE_OK);
}

OverlayVfs::~OverlayVfs() {
    sqlite3_vfs_unregister(&m_vfs);
}

} // namespace vb::crash
