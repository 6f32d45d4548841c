// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/page_vfs/below_file.h"

namespace vb::crypto {

BelowFile::BelowFile(sqlite3_vfs* base, const std::string& path, int kind)
    : m_memory(static_cast<std::size_t>(base->szOsFile) / sizeof(std::max_align_t) + 1),
      m_name(sqlite3_create_filename(path.c_str(), "", "", 0, nullptr)) {
    auto* file = reinterpret_cast<sqlite3_file*>(m_memory.data());
    int outFlags = 0;
    const int result = base->xOpen(base, m_name, file, SQLITE_OPEN_READONLY | kind, &outFlags);
    if (result == SQLITE_OK)
        m_file = file;
    else if (file->pMethods != nullptr)
        file->pMethods->xClose(file);
}

BelowFile::~BelowFile() {
    if (m_file != nullptr)
        m_file->pMethods->xClose(m_file);
    sqlite3_free_filename(m_name);
}

std::uint64_t BelowFile::size() const {
    sqlite3_int64 bytes = 0;
    if (m_file == nullptr || m_file->pMethods->xFileSize(m_file, &bytes) != SQLITE_OK)
        return 0;
    return static_cast<std::uint64_t>(bytes);
}

bool BelowFile::readUnit(std::uint64_t index, SealedUnit& out) const {
    out.fill(0);
    const std::uint64_t place = index * kUnitSize;
    const int result = m_file->pMethods->xRead(m_file, out.data(), static_cast<int>(kUnitSize),
                                               static_cast<sqlite3_int64>(place));
    return result == SQLITE_OK || result == SQLITE_IOERR_SHORT_READ;
}

} // namespace vb::crypto
